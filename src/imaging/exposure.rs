//! From optical density to what the detector reads.
//!
//! I = exp(−density) of the primary beam, relative to the intensity that the automatic exposure control aims at
//! behind the middle of the body, plus a slowly varying veil of scatter. Quantum noise: the number of photons in a
//! pixel is Poisson, drawn as normal with the same variance, from a hash of frame and pixel. The detector spreads
//! light to the neighbours and counts in whole steps.
//!
//! Symbols: density (no unit), photons/mm² at the detector, intensity 1 = what the exposure control aims at.
//! Left out: beam hardening, veiling by the moving contrast itself, lag (`fluoro`).

use super::map::Map;
use super::noise;
use crate::math;

/// Steps of the detector per unit of intensity.
const STEPS: f32 = 2000.0;
/// Highest reading.
const TOP: usize = 65_535;

/// How the picture is taken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exposure {
    /// Photons counted per mm² of the detector at intensity 1. Authored from usual detector doses, about 20 nGy a
    /// frame for fluoroscopy and 3 µGy for acquisition, at about 30 000 photons per mm² and µGy, half of them counted.
    pub photons_mm2: f32,
}

/// One pulse of fluoroscopy.
pub const FLUOROSCOPY: Exposure = Exposure { photons_mm2: 300.0 };
/// One frame of an acquisition.
pub const ACQUISITION: Exposure = Exposure { photons_mm2: 45_000.0 };

/// Field that the exposures are given for, mm: in a smaller one the dose rises as its width falls, as the air kerma
/// rate does.
const REFERENCE_FIELD_MM: f64 = 320.0;

/// Scatter at the detector behind a grid, as a share of the local mean of the primary beam (authored).
const SCATTER: f32 = 0.12;

/// A body in the beam, everything that does not change while the gantry stands still.
#[derive(Clone, Debug)]
pub(super) struct Backdrop {
    /// Primary intensity behind the body.
    primary: Map,
    /// Scatter.
    veil: Map,
    /// Logarithm of the slowly varying part of the intensity, for display.
    slow: Map,
    /// Area of a pixel at the detector, mm², in the exposure of the reference field.
    pixel_mm2: f32,
}

impl Backdrop {
    /// From the optical density of the body. The exposure control holds the mean density of the middle half of the
    /// field at intensity 1: it looks at the body alone, never at contrast, so that frames can be compared.
    pub(super) fn new(density: &Map, field_mm: f64) -> Self {
        let n = density.size;
        let pixel_mm = field_mm / n as f64;
        let pixel_mm2 = pixel_mm * pixel_mm * REFERENCE_FIELD_MM / field_mm;
        let middle = n / 4..(n - n / 4).max(n / 4 + 1);
        let (mut sum, mut count) = (0.0, 0.0);
        for j in middle.clone() {
            for i in middle.clone() {
                sum += density.at(i, j);
                count += 1.0;
            }
        }
        let aim = sum / count;
        let mut primary = density.clone();
        for v in &mut primary.data {
            *v = math::expf(aim - *v).min(TOP as f32 / STEPS);
        }
        let mut veil = primary.coarse((n / 16).max(1));
        for v in &mut veil.data {
            *v *= SCATTER;
        }
        let mut slow = density.coarse((n / 12).max(1));
        for v in &mut slow.data {
            *v = (aim - *v).clamp(-6.0, 6.0);
        }
        Self { primary, veil, slow, pixel_mm2: pixel_mm2 as f32 }
    }

    /// Logarithm of the slowly varying part of the intensity behind the body.
    pub(super) fn slow(&self) -> &Map {
        &self.slow
    }

    /// What the detector reads behind the body and `density` besides, for one frame.
    pub(super) fn read(&self, density: &Map, exposure: Exposure, frame: u32) -> Reading {
        let mut light = Map::new(density.size);
        let grain = 1.0 / (exposure.photons_mm2 * self.pixel_mm2);
        let seed = noise::bits(0xF0A1, frame);
        let body = self.primary.data.iter().zip(&self.veil.data);
        for (k, ((out, &more), (&primary, &veil))) in
            light.data.iter_mut().zip(&density.data).zip(body).enumerate()
        {
            let through = if more == 0.0 { primary } else { primary * math::expf(-more) };
            let signal = through + veil;
            *out = signal + (signal * grain).sqrt() * noise::normal(seed, k as u32);
        }
        light.soften();
        Reading::of(&light)
    }
}

/// Whole numbers, as a detector gives them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Pixels across.
    pub size: usize,
    /// Steps, row by row.
    pub steps: Vec<u16>,
}

impl Reading {
    fn of(light: &Map) -> Self {
        let step = |v: &f32| (v * STEPS + 0.5).clamp(1.0, TOP as f32) as u16;
        Self { size: light.size, steps: light.data.iter().map(step).collect() }
    }

    /// Mixes with an earlier picture: what is left of it after one frame.
    pub fn lag(&mut self, earlier: &Self, share: f32) {
        for (now, &before) in self.steps.iter_mut().zip(&earlier.steps) {
            let mixed = f32::from(*now) * (1.0 - share) + f32::from(before) * share;
            *now = (mixed + 0.5) as u16;
        }
    }
}

/// Natural logarithm of every reading, relative to intensity 1.
#[derive(Clone, Debug)]
pub(super) struct LogTable(Vec<f32>);

impl Default for LogTable {
    fn default() -> Self {
        Self((0..=TOP).map(|i| math::lnf(i.max(1) as f32 / STEPS)).collect())
    }
}

impl LogTable {
    /// Of one reading.
    pub(super) fn of(&self, steps: u16) -> f32 {
        self.0[usize::from(steps)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flat(density: f32) -> Map {
        Map { size: 64, data: vec![density; 64 * 64] }
    }

    fn spread(exposure: Exposure) -> f64 {
        let backdrop = Backdrop::new(&flat(5.0), 40.0);
        let reading = backdrop.read(&flat(0.0), exposure, 3);
        let n = reading.steps.len() as f64;
        let mean = reading.steps.iter().map(|&s| f64::from(s)).sum::<f64>() / n;
        let variance =
            reading.steps.iter().map(|&s| (f64::from(s) - mean) * (f64::from(s) - mean)).sum::<f64>() / n;
        variance.sqrt() / mean
    }

    #[test]
    fn noise_falls_with_the_root_of_dose() {
        let ratio = spread(FLUOROSCOPY) / spread(ACQUISITION);
        let expected = (ACQUISITION.photons_mm2 / FLUOROSCOPY.photons_mm2).sqrt();
        assert!((ratio / f64::from(expected) - 1.0).abs() < 0.1, "{ratio}");
    }

    #[test]
    fn the_same_frame_is_the_same_and_another_is_not() {
        let backdrop = Backdrop::new(&flat(5.0), 40.0);
        let read = |frame| backdrop.read(&flat(0.3), ACQUISITION, frame);
        assert_eq!(read(5), read(5));
        assert_ne!(read(5), read(6));
    }

    #[test]
    fn exposure_control_levels_the_body() {
        let thick = Backdrop::new(&flat(6.0), 40.0).read(&flat(0.0), ACQUISITION, 0);
        let thin = Backdrop::new(&flat(3.0), 40.0).read(&flat(0.0), ACQUISITION, 0);
        assert_eq!(thick, thin);
    }
}
