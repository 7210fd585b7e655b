//! Subtraction angiography: a series of frames, a mask, and the difference of their logarithms in a fixed window.
//!
//! d = ln(mask) − ln(frame) is the optical density of what came in between: bones and gas cancel, contrast stays.
//! The window never follows the frame, so equal grey is equal iodine, in every frame of every run, and stasis can
//! be read. A picture turned or moved between mask and frame does not cancel, as on the set.

use super::exposure::{ACQUISITION, Reading};
use super::fast::{exp, higher, ln, lower, whole};
use super::gantry::Gantry;
use super::map::{GreyImage, Map};
use super::renderer::Renderer;
use crate::sim::Snapshot;

/// Frames per second when none was chosen (imaging: abdomen 2 to 3 in the arterial phase, to verify).
pub const FRAMES_PER_SECOND: f64 = 3.0;

/// How densities become greys. It belongs to the display alone: the run keeps what the detector read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// Grey of density `from`.
    pub background: f32,
    /// Density that looks like nothing: 0, or more to take a veil out (the level of the window).
    pub from: f32,
    /// Density above `from` that would be black if the scale went on linearly; the last third is bent so that nothing
    /// clips.
    pub width: f32,
    /// Vessels bright on dark.
    pub invert: bool,
}

impl Default for Window {
    /// A little wider than a 3 mm vessel of undiluted 300 mg/mL (density 1.1, `S145`).
    fn default() -> Self {
        Self { background: 208.0, from: 0.0, width: 1.25, invert: false }
    }
}

impl Window {
    /// Grey of a density.
    pub fn grey(&self, density: f32) -> u8 {
        const KNEE: f32 = 0.66;
        let x = (density - self.from) / higher(self.width, 1e-3);
        let bent = KNEE + (1.0 - KNEE) * (1.0 - exp((KNEE - x) / (1.0 - KNEE)));
        let grey = self.background * (1.0 - if x <= KNEE { x } else { bent });
        let grey = whole(lower(higher(grey, 0.0), 255.0)) as u8;
        if self.invert { 255 - grey } else { grey }
    }

    /// A picture of densities.
    pub fn show(&self, density: &Map) -> GreyImage {
        let pixels = density.data.iter().map(|&d| self.grey(d)).collect();
        GreyImage { width: density.size, height: density.size, pixels }
    }
}

/// A run: the frames of one acquisition.
#[derive(Clone, Debug)]
pub struct Run {
    size: usize,
    frames: Vec<Frame>,
    mask: usize,
    shift: (f32, f32),
}

#[derive(Clone, Debug)]
struct Frame {
    seconds: f64,
    gantry: Gantry,
    reading: Reading,
}

impl Run {
    /// An empty run of square pictures of `size` pixels. The first frame is the mask.
    pub fn new(size: usize) -> Self {
        Self { size: size.max(8), frames: Vec::new(), mask: 0, shift: (0.0, 0.0) }
    }

    /// Takes a frame if one is due at this moment; returns whether it did. Call it while the pedal is pressed.
    pub fn push(&mut self, renderer: &mut Renderer, snapshot: &Snapshot) -> bool {
        let seconds = snapshot.tick.seconds();
        // a little less than the interval: ticks do not add up to seconds exactly
        let chosen = snapshot.imaging.frames_per_s;
        let interval = 1.0 / if chosen > 0.0 { chosen } else { FRAMES_PER_SECOND } - 1e-6;
        if self.frames.last().is_some_and(|last| seconds - last.seconds < interval) {
            return false;
        }
        let reading = renderer.reading(snapshot, ACQUISITION, self.size);
        self.frames.push(Frame { seconds, gantry: Gantry::from(&snapshot.imaging), reading });
        true
    }

    /// Pixels across.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Frames taken.
    pub fn len(&self) -> usize {
        self.frames.len()
    }

    /// No frame yet.
    pub fn is_empty(&self) -> bool {
        self.frames.is_empty()
    }

    /// When a frame was taken, s since the session began.
    pub fn seconds(&self, frame: usize) -> Option<f64> {
        self.frames.get(frame).map(|f| f.seconds)
    }

    /// Where the gantry stood for a frame.
    pub fn gantry(&self, frame: usize) -> Option<Gantry> {
        self.frames.get(frame).map(|f| f.gantry)
    }

    /// Chooses another mask.
    pub fn set_mask(&mut self, frame: usize) {
        self.mask = frame;
    }

    /// The mask chosen.
    pub fn mask(&self) -> usize {
        self.mask
    }

    /// Moves the mask by pixels or parts of them, right and down, before it is subtracted.
    pub fn set_shift(&mut self, right: f32, down: f32) {
        self.shift = (right, down);
    }

    /// How far the mask is moved, pixels right and down.
    pub fn shift(&self) -> (f32, f32) {
        self.shift
    }

    /// Density of what came in since the mask; 0 behind the shutters.
    pub fn density(&self, frame: usize) -> Option<Map> {
        self.density_with(frame, self.shift)
    }

    fn density_with(&self, frame: usize, (right, down): (f32, f32)) -> Option<Map> {
        let (mask, frame) = (self.frames.get(self.mask)?, self.frames.get(frame)?);
        let n = self.size;
        let columns: Vec<Between> = (0..n).map(|i| Between::new(i as f32 - right, n)).collect();
        let (open_columns, open_rows) = frame.gantry.open(n);
        let mut map = Map::new(n);
        for j in open_rows {
            let rows = Between::new(j as f32 - down, n);
            let row = |j: usize| &mask.reading.steps[j * n..][..n];
            let (upper, lower) = (row(rows.first), row(rows.second));
            let line = &mut map.data[j * n..][..n];
            let after = &frame.reading.steps[j * n..][..n];
            for i in open_columns.clone() {
                let before = rows.mix(columns[i].of(upper), columns[i].of(lower));
                line[i] = ln(before / f32::from(after[i]));
            }
        }
        Some(map)
    }

    /// The shift of the mask, to a quarter of a pixel, at which most of a frame cancels: what a patient who moved asks
    /// for. Goes downhill from no shift; contrast counts no more than noise does.
    pub fn best_shift(&self, frame: usize) -> Option<(f32, f32)> {
        const SAME: f32 = 0.08;
        let rest = |shift: (f32, f32)| -> Option<f32> {
            let map = self.density_with(frame, shift)?;
            Some(map.data.iter().step_by(7).map(|d| lower(d.abs(), SAME)).sum())
        };
        let (mut best, mut least) = ((0.0, 0.0), rest((0.0, 0.0))?);
        for step in [4.0, 2.0, 1.0, 0.5, 0.25_f32] {
            for _ in 0..8 {
                let from = best;
                for (x, y) in [(step, 0.0), (-step, 0.0), (0.0, step), (0.0, -step)] {
                    let there = (from.0 + x, from.1 + y);
                    let found = rest(there)?;
                    if found < least {
                        (best, least) = (there, found);
                    }
                }
                if best == from {
                    break;
                }
            }
        }
        Some(best)
    }

    /// A subtracted frame; black behind the shutters.
    pub fn subtracted(&self, frame: usize, window: Window) -> Option<GreyImage> {
        let mut image = window.show(&self.density(frame)?);
        let (columns, rows) = self.frames.get(frame)?.gantry.open(self.size);
        for (j, line) in image.pixels.chunks_exact_mut(self.size).enumerate() {
            let open = if rows.contains(&j) { columns.clone() } else { 0..0 };
            line[..open.start].fill(0);
            line[open.end..].fill(0);
        }
        Some(image)
    }

    /// A frame as the detector saw it.
    pub fn unsubtracted(&self, renderer: &mut Renderer, frame: usize) -> Option<GreyImage> {
        let frame = self.frames.get(frame)?;
        Some(renderer.fluoroscopic(&frame.reading, frame.gantry))
    }

    /// The greatest density that each place reached in the run: the peak-opacified picture.
    pub fn peak(&self) -> Map {
        let mut peak = Map::new(self.size);
        for i in 0..self.frames.len() {
            if let Some(mut density) = self.density(i) {
                // the greatest of many noisy values is biased: quieten them first
                density.soften();
                for (p, d) in peak.data.iter_mut().zip(density.data) {
                    *p = p.max(d);
                }
            }
        }
        peak
    }
}

/// Two neighbouring places and how much of the second lies between them.
#[derive(Clone, Copy)]
struct Between {
    first: usize,
    second: usize,
    part: f32,
}

impl Between {
    /// Around a place, the edges repeated.
    fn new(place: f32, n: usize) -> Self {
        let place = place.clamp(0.0, n as f32 - 1.0);
        let first = place as usize;
        Self { first, second: (first + 1).min(n - 1), part: place - first as f32 }
    }

    fn mix(self, first: f32, second: f32) -> f32 {
        first + self.part * (second - first)
    }

    fn of(self, row: &[u16]) -> f32 {
        self.mix(f32::from(row[self.first]), f32::from(row[self.second]))
    }
}

/// A roadmap: the peak-opacified picture of a run, bright, under the live picture. `share` 0 to 1 is how strongly
/// it shows. Pictures of different size give the live picture alone.
pub fn roadmap(live: &GreyImage, peak: &Map, share: f32) -> GreyImage {
    const NOISE: f32 = 0.06;
    const FULL: f32 = 0.5;
    if live.pixels.len() != peak.data.len() {
        return live.clone();
    }
    let blend = |(&grey, &density): (&u8, &f32)| {
        let cover = share.clamp(0.0, 1.0) * ((density - NOISE) / FULL).clamp(0.0, 1.0);
        (f32::from(grey) * (1.0 - cover) + 255.0 * cover + 0.5) as u8
    };
    let pixels = live.pixels.iter().zip(&peak.data).map(blend).collect();
    GreyImage { pixels, ..*live }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_is_linear_then_bends_and_never_clips() {
        let window = Window::default();
        let drop = |d: f32| 208 - i32::from(window.grey(d));
        assert!((drop(0.8) - 2 * drop(0.4)).abs() <= 1);
        assert!(window.grey(1.6) > window.grey(2.4) && window.grey(4.0) < 10);
    }

    #[test]
    fn a_roadmap_brightens_vessels_only() {
        let live = GreyImage::filled(8, 100);
        let mut peak = Map::new(8);
        peak.data[9] = 1.0;
        let map = roadmap(&live, &peak, 0.6);
        assert!(map.pixels[9] > 180);
        assert_eq!(map.pixels[10], 100);
        assert_eq!(roadmap(&live, &Map::new(4), 0.6), live);
    }
}
