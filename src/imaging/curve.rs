//! Time-density curve: how much iodine a region of a run holds, frame by frame. It makes stasis a number.
//!
//! Of a region with mean optical density D, iodine per area is D/(μ/ρ) with μ/ρ of iodine at 50 keV, and iodine in the
//! region that times its area at the isocentre. The subtraction is calibrated by itself: the window has no part in it.
//! Symbols: density (no unit), mg/cm², mg, seconds since the first frame.
//! Left out: scatter and beam hardening, which make real curves flatter in thick vessels; what lies behind or in front
//! is counted with it, as on the set.

use super::dsa::Run;
use crate::model::Material;

/// A round region on the frames of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Region {
    /// Its middle, pixels from the upper left corner.
    pub centre: (f64, f64),
    /// Its radius, pixels.
    pub radius: f64,
}

/// One frame of a curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// Since the first frame of the run, s.
    pub seconds: f64,
    /// Mean optical density of what came in since the mask.
    pub density: f64,
}

impl Sample {
    /// Iodine per area, mg/cm².
    pub fn mg_per_cm2(&self) -> f64 {
        self.density * 1000.0 / Material::Iodine.cm2_per_g()
    }
}

/// A region's density over a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve {
    /// In order of time.
    pub samples: Vec<Sample>,
    /// Area of the region at the isocentre, cm².
    pub area_cm2: f64,
}

impl Curve {
    /// Of a region of a run; empty when no pixel of it is on the picture.
    pub fn of(run: &Run, region: Region) -> Self {
        let pixels = pixels(region, run.size());
        let (Some(first), Some(gantry), false) = (run.seconds(0), run.gantry(0), pixels.is_empty()) else {
            return Self::default();
        };
        let pixel_cm = gantry.pixel_mm(run.size()) / 10.0;
        let samples = (0..run.len()).filter_map(|frame| {
            let density = run.density(frame)?;
            let sum: f64 = pixels.iter().map(|&k| f64::from(density.data[k])).sum();
            Some(Sample { seconds: run.seconds(frame)? - first, density: sum / pixels.len() as f64 })
        });
        Self { samples: samples.collect(), area_cm2: pixels.len() as f64 * pixel_cm * pixel_cm }
    }

    /// The sample with the most iodine.
    pub fn peak(&self) -> Option<Sample> {
        self.samples.iter().copied().max_by(|a, b| a.density.total_cmp(&b.density))
    }

    /// Time from the peak until half of it is gone, s; `None` while it stays, which is stasis if the run was long
    /// enough to tell.
    pub fn half_cleared_s(&self) -> Option<f64> {
        let peak = self.peak()?;
        let half = 0.5 * peak.density;
        let after = self.samples.iter().skip_while(|s| s.seconds < peak.seconds);
        let mut before = peak;
        for &sample in after {
            if sample.density <= half {
                let part = (before.density - half) / (before.density - sample.density).max(1e-12);
                return Some(before.seconds + part * (sample.seconds - before.seconds) - peak.seconds);
            }
            before = sample;
        }
        None
    }

    /// Iodine in the region at a sample, mg.
    pub fn iodine_mg(&self, sample: Sample) -> f64 {
        sample.mg_per_cm2() * self.area_cm2
    }
}

/// Places in the picture's data that lie in a region.
fn pixels(region: Region, size: usize) -> Vec<usize> {
    let (x, y) = region.centre;
    let span = |middle: f64| {
        let low = (middle - region.radius).floor().max(0.0) as usize;
        low..((middle + region.radius).ceil().max(0.0) as usize).min(size)
    };
    let inside = |column: usize, row: usize| {
        let (dx, dy) = (column as f64 + 0.5 - x, row as f64 + 0.5 - y);
        dx * dx + dy * dy <= region.radius * region.radius
    };
    let columns = span(x);
    span(y)
        .flat_map(|row| columns.clone().map(move |column| (column, row)))
        .filter(|&(column, row)| inside(column, row))
        .map(|(column, row)| row * size + column)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(densities: &[f64]) -> Curve {
        let sample = |(i, &density)| Sample { seconds: i as f64 * 0.5, density };
        Curve { samples: densities.iter().enumerate().map(sample).collect(), area_cm2: 2.0 }
    }

    #[test]
    fn half_time_is_read_between_frames() {
        let washed = curve(&[0.0, 0.4, 0.8, 0.6, 0.2, 0.0]);
        assert_eq!(washed.peak().map(|s| s.seconds), Some(1.0));
        assert!((washed.half_cleared_s().unwrap() - 0.75).abs() < 1e-12);
        assert_eq!(curve(&[0.0, 0.4, 0.8, 0.8, 0.79]).half_cleared_s(), None, "stasis");
        assert_eq!(Curve::default().half_cleared_s(), None);
    }

    #[test]
    fn density_is_iodine() {
        let curve = curve(&[0.1232]);
        assert!((curve.samples[0].mg_per_cm2() - 10.0).abs() < 1e-9);
        assert!((curve.iodine_mg(curve.samples[0]) - 20.0).abs() < 1e-9);
    }

    #[test]
    fn a_region_outside_the_picture_is_empty() {
        assert!(pixels(Region { centre: (-50.0, 10.0), radius: 8.0 }, 64).is_empty());
        assert!(pixels(Region { centre: (f64::NAN, 10.0), radius: 8.0 }, 64).is_empty());
        let disc = pixels(Region { centre: (32.0, 32.0), radius: 10.0 }, 64).len() as f64;
        assert!((disc / (crate::math::PI * 100.0) - 1.0).abs() < 0.02);
    }
}
