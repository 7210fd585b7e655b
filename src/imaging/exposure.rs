//! From optical density to what the detector reads.
//!
//! I = exp(−density) of the primary beam, relative to the intensity that the automatic exposure control aims at
//! behind the middle of the body, plus a slowly varying veil of scatter. Shutters take the primary beam away, and with it
//! the scatter that it would have made. Quantum noise: the number of photons in a pixel is Poisson, drawn as normal with
//! the same variance, from a hash of frame and pixel. The detector spreads light to the neighbours and counts in whole
//! steps.
//!
//! Symbols: density (no unit), photons/mm² at the detector, intensity 1 = what the exposure control aims at.
//! Left out: beam hardening, veiling by the moving contrast itself, lag (`fluoro`).

use super::breathing::Shift;
use super::fast::{exp, higher, lower, whole};
use super::gantry::Gantry;
use super::map::Map;
use super::noise;
use crate::sim::snapshot::ImagingView;

/// Steps of the detector per unit of intensity.
const STEPS: f32 = 2000.0;
/// Highest reading.
const TOP: f32 = 65_535.0;
/// Logarithm of the highest intensity that matters: a little above the highest reading.
const BRIGHTEST: f32 = 3.5;

/// How the picture is taken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exposure {
    /// Photons counted per mm² of the detector at intensity 1. Authored from usual detector doses, about 20 nGy a
    /// frame for fluoroscopy and 1.2 µGy for acquisition, at about 30 000 photons per mm² and µGy, half of them counted.
    pub photons_mm2: f32,
}

/// One pulse of fluoroscopy.
pub const FLUOROSCOPY: Exposure = Exposure { photons_mm2: 300.0 };
/// One frame of an acquisition.
pub const ACQUISITION: Exposure = Exposure { photons_mm2: 18_000.0 };
/// Pulses per second that the exposure of fluoroscopy is given for.
const USUAL_PULSES_PER_S: f64 = 7.5;

impl Exposure {
    /// One pulse of fluoroscopy as it is set: fewer pulses get a little more each, as the air kerma rate says.
    pub fn fluoroscopy(view: &ImagingView) -> Self {
        let pulses = if view.pulses_per_s > 0.0 { view.pulses_per_s } else { USUAL_PULSES_PER_S };
        let dose = view.dose.factor() * (USUAL_PULSES_PER_S / pulses).sqrt();
        Self { photons_mm2: FLUOROSCOPY.photons_mm2 * dose as f32 }
    }
}

/// Field that the exposures are given for, mm: in a smaller one the dose rises as its width falls, as the air kerma
/// rate does.
const REFERENCE_FIELD_MM: f64 = 320.0;

/// Scatter at the detector behind a grid, as a share of the primary beam (authored): of its local mean, and of its
/// mean over the whole picture, which shutters lower.
const SCATTER: (f32, f32) = (0.07, 0.05);
/// Share of the body's slow changes of brightness that the display takes out, as image processing on the sets does.
const LEVELLED: f32 = 0.7;

/// A body in the beam, everything that does not change while the gantry stands still.
#[derive(Clone, Debug)]
pub(super) struct Backdrop {
    /// Optical density of what stands still of the body, less what the exposure control aims at.
    still: Map,
    /// What the organs add, at rest.
    organs: Map,
    /// Share of the beam that passes the shutters, by column and by row.
    open: [Vec<f32>; 2],
    /// Scatter.
    veil: Map,
    /// Logarithm of the slowly varying part of the intensity that the display takes out.
    level: Map,
    /// Area of a pixel at the detector, mm², in the exposure of the reference field.
    pixel_mm2: f32,
}

impl Backdrop {
    /// From the optical density of the body: what stands still, and what moves. The exposure control holds the mean
    /// density of the middle of the open field at intensity 1: it looks at the body alone, never at contrast, so that
    /// frames can be compared.
    pub(super) fn new((mut still, organs): (Map, Map), gantry: &Gantry) -> Self {
        let n = still.size;
        let pixel_mm = gantry.field_mm / n as f64;
        let pixel_mm2 = pixel_mm * pixel_mm * REFERENCE_FIELD_MM / gantry.field_mm;
        let open = [gantry.shutters_mm.0, gantry.shutters_mm.1].map(|mm| opening(n, mm / pixel_mm));
        let mut density = still.clone();
        density.add(&organs, 1.0);
        let aim = middle_mean(&density, &open);
        for (v, whole) in still.data.iter_mut().zip(&density.data) {
            // the detector cannot tell what is brighter than its highest reading
            *v = higher(*v - aim, *v - whole - BRIGHTEST);
        }
        let mut primary = density.clone();
        for (k, v) in primary.data.iter_mut().enumerate() {
            *v = exp(lower(aim - *v, BRIGHTEST)) * open[0][k % n] * open[1][k / n];
        }
        let mean = (primary.sum() / primary.data.len() as f64) as f32;
        let mut veil = primary.coarse((n / 16).max(1));
        for v in &mut veil.data {
            *v = SCATTER.0 * *v + SCATTER.1 * mean;
        }
        let mut level = density.coarse((n / 12).max(1));
        for v in &mut level.data {
            *v = LEVELLED * (aim - *v).clamp(-6.0, 6.0);
        }
        Self { still, organs, open, veil, level, pixel_mm2: pixel_mm2 as f32 }
    }

    /// Logarithm of the slowly varying part of the intensity behind the body that the display takes out.
    pub(super) fn level(&self) -> &Map {
        &self.level
    }

    /// What the detector reads behind the body, its organs moved, and `density` besides, for one frame.
    pub(super) fn read(&self, density: &Map, shift: Shift, exposure: Exposure, frame: u32) -> Reading {
        let n = density.size;
        let grain = 1.0 / (exposure.photons_mm2 * self.pixel_mm2);
        let seed = noise::bits(0xF0A1, frame);
        let mut spread = Spread::new(n);
        let mut steps = Vec::with_capacity(n * n);
        for j in 0..n {
            let row = |j: usize| j * n..(j + 1) * n;
            // what is seen here rests higher up
            let rests = (j as f32 - shift.down_px).clamp(0.0, n as f32 - 1.0);
            let above = rests as usize;
            let beam = Beam {
                still: &self.still.data[row(j)],
                organs: [above, (above + 1).min(n - 1)].map(|j| &self.organs.data[row(j)]),
                lower: rests - above as f32,
                more: &density.data[row(j)],
                veil: &self.veil.data[row(j)],
                open: &self.open[0],
                open_here: self.open[1][j],
                grain,
                seed: noise::bits(seed, j as u32),
            };
            beam.light(spread.next_row());
            spread.finish_row(&mut steps);
        }
        spread.finish(&mut steps);
        Reading { size: n, steps }
    }
}

/// Share of the beam that passes shutters which leave `width_px` of `n` pixels open: their edge is not sharp, as the
/// focus has a size.
fn opening(n: usize, width_px: f64) -> Vec<f32> {
    const BLUR_PX: f64 = 3.0;
    let share = |i: usize| {
        let from_middle = (i as f64 + 0.5 - 0.5 * n as f64).abs();
        ((0.5 * width_px - from_middle) / BLUR_PX + 1.0).clamp(0.0, 1.0) as f32
    };
    (0..n).map(share).collect()
}

/// Mean of the open part of the middle half of a picture.
fn middle_mean(map: &Map, open: &[Vec<f32>; 2]) -> f32 {
    let n = map.size;
    let middle = n / 4..(n - n / 4).max(n / 4 + 1);
    let (mut sum, mut count) = (0.0, 0.0);
    for j in middle.clone() {
        for i in middle.clone() {
            let share = open[0][i] * open[1][j];
            sum += share * map.at(i, j);
            count += share;
        }
    }
    sum / count.max(1.0)
}

/// One row of rays.
struct Beam<'a> {
    still: &'a [f32],
    /// The two rows of organs that are seen here, and how much of the lower one.
    organs: [&'a [f32]; 2],
    lower: f32,
    more: &'a [f32],
    veil: &'a [f32],
    open: &'a [f32],
    open_here: f32,
    /// Variance of the noise at intensity 1.
    grain: f32,
    seed: u32,
}

impl Beam<'_> {
    /// Light in every pixel of the row, with its noise.
    fn light(&self, out: &mut [f32]) {
        let n = out.len();
        let (still, more, veil, open) = (&self.still[..n], &self.more[..n], &self.veil[..n], &self.open[..n]);
        let [above, below] = self.organs.map(|row| &row[..n]);
        for (i, light) in out.iter_mut().enumerate() {
            let organs = above[i] + self.lower * (below[i] - above[i]);
            let primary = exp(-(still[i] + organs + more[i]));
            let signal = primary * (open[i] * self.open_here) + veil[i];
            *light = signal + (signal * self.grain).sqrt() * noise::normal(self.seed, i as u32);
        }
    }
}

/// Light spreads to the neighbours (1-2-1 across and down, edges repeated) and is counted in whole steps, row by
/// row: the rows in work stay near the processor.
struct Spread {
    /// The row that is being lit, then the last three softened ones, by turns.
    fresh: Vec<f32>,
    rows: [Vec<f32>; 3],
    done: usize,
}

impl Spread {
    fn new(n: usize) -> Self {
        Self { fresh: vec![0.0; n], rows: [const { Vec::new() }; 3].map(|_: Vec<f32>| vec![0.0; n]), done: 0 }
    }

    fn next_row(&mut self) -> &mut [f32] {
        &mut self.fresh
    }

    /// Takes the lit row, and counts the one above it.
    fn finish_row(&mut self, steps: &mut Vec<u16>) {
        soften(&self.fresh, &mut self.rows[self.done % 3]);
        self.done += 1;
        if self.done > 1 {
            let (above, here, below) = (self.done.saturating_sub(3), self.done - 2, self.done - 1);
            self.count(above, here, below, steps);
        }
    }

    /// Counts the last row.
    fn finish(&self, steps: &mut Vec<u16>) {
        let (above, here) = (self.done.saturating_sub(2), self.done - 1);
        self.count(above, here, here, steps);
    }

    fn count(&self, above: usize, here: usize, below: usize, steps: &mut Vec<u16>) {
        let [above, here, below] = [above, here, below].map(|j| &self.rows[j % 3]);
        let rows = above.iter().zip(here).zip(below);
        steps.extend(rows.map(|((a, b), c)| {
            let light = (0.25 * (a + c) + 0.5 * b) * STEPS;
            whole(lower(higher(light, 1.0), TOP)) as u16
        }));
    }
}

/// 1-2-1 along a row.
fn soften(from: &[f32], to: &mut [f32]) {
    let n = from.len();
    for (out, three) in to[1..].iter_mut().zip(from.windows(3)) {
        *out = 0.25 * (three[0] + three[2]) + 0.5 * three[1];
    }
    to[0] = 0.75 * from[0] + 0.25 * from[1.min(n - 1)];
    to[n - 1] = 0.75 * from[n - 1] + 0.25 * from[n.saturating_sub(2)];
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
    /// Mixes with an earlier picture: what is left of it after one frame.
    pub fn lag(&mut self, earlier: &Self, share: f32) {
        for (now, &before) in self.steps.iter_mut().zip(&earlier.steps) {
            *now = whole(f32::from(*now) * (1.0 - share) + f32::from(before) * share) as u16;
        }
    }
}

/// Intensity of a reading, relative to what the exposure control aims at.
pub(super) fn intensity(steps: u16) -> f32 {
    f32::from(steps) * (1.0 / STEPS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flat(density: f32) -> Map {
        Map { size: 64, data: vec![density; 64 * 64] }
    }

    fn body(density: f32) -> Backdrop {
        Backdrop::new((flat(density), flat(0.0)), &Gantry::new(0.0, 0.0, glam::DVec3::ZERO, 40.0))
    }

    fn read(backdrop: &Backdrop, density: f32, exposure: Exposure, frame: u32) -> Reading {
        backdrop.read(&flat(density), Shift::default(), exposure, frame)
    }

    fn spread(exposure: Exposure) -> f64 {
        let reading = read(&body(5.0), 0.0, exposure, 3);
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
        let backdrop = body(5.0);
        let read = |frame| read(&backdrop, 0.3, ACQUISITION, frame);
        assert_eq!(read(5), read(5));
        assert_ne!(read(5), read(6));
    }

    #[test]
    fn exposure_control_levels_the_body() {
        assert_eq!(read(&body(6.0), 0.0, ACQUISITION, 0), read(&body(3.0), 0.0, ACQUISITION, 0));
    }

    /// Shutters darken what is behind them and take scatter away from what is not.
    #[test]
    fn shutters_darken_and_lift_the_veil() {
        let open = body(5.0);
        let gantry = Gantry { shutters_mm: (20.0, 10.0), ..Gantry::new(0.0, 0.0, glam::DVec3::ZERO, 40.0) };
        let closed = Backdrop::new((flat(5.0), flat(0.0)), &gantry);
        let mean = |backdrop: &Backdrop, column: usize, row: usize| {
            let reading = read(backdrop, 0.0, ACQUISITION, 1);
            let square = (0..9).map(|k| reading.steps[(row + k / 3) * 64 + column + k % 3]);
            square.map(f32::from).sum::<f32>() / 9.0
        };
        assert!(mean(&closed, 3, 31) < 0.1 * mean(&open, 3, 31));
        assert!(mean(&closed, 31, 8) < 0.1 * mean(&open, 31, 8));
        let (narrow, wide) = (mean(&closed, 31, 31), mean(&open, 31, 31));
        assert!(narrow < 0.99 * wide && narrow > 0.85 * wide, "{narrow} {wide}");
    }
}
