//! Subtraction angiography: a series of frames, a mask, and the difference of their logarithms in a fixed window.
//!
//! d = ln(mask) − ln(frame) is the optical density of what came in between: bones and gas cancel, contrast stays.
//! The window never follows the frame, so equal grey is equal iodine, in every frame of every run, and stasis can
//! be read. A picture turned or moved between mask and frame does not cancel, as on the set.

use super::exposure::{ACQUISITION, Reading};
use super::fast::ln;
use super::gantry::Gantry;
use super::map::{GreyImage, Map};
use super::renderer::Renderer;
use crate::math;
use crate::sim::Snapshot;

/// Frames per second (imaging: abdomen 2 to 3 in the arterial phase, to verify).
pub const FRAMES_PER_SECOND: f64 = 3.0;

/// How densities become greys.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// Grey of density 0.
    pub background: f32,
    /// Density that would be black if the scale went on linearly; the last third is bent so that nothing clips.
    pub width: f32,
}

impl Default for Window {
    /// A little wider than a 3 mm vessel of undiluted 300 mg/mL (density 1.1, `S145`).
    fn default() -> Self {
        Self { background: 208.0, width: 1.25 }
    }
}

impl Window {
    /// Grey of a density.
    pub fn grey(&self, density: f32) -> u8 {
        const KNEE: f32 = 0.66;
        let x = density / self.width;
        let dark =
            if x <= KNEE { x } else { KNEE + (1.0 - KNEE) * (1.0 - math::expf((KNEE - x) / (1.0 - KNEE))) };
        (self.background * (1.0 - dark) + 0.5).clamp(0.0, 255.0) as u8
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
    shift: (i32, i32),
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
        Self { size: size.max(8), frames: Vec::new(), mask: 0, shift: (0, 0) }
    }

    /// Takes a frame if one is due at this moment; returns whether it did. Call it while the pedal is pressed.
    pub fn push(&mut self, renderer: &mut Renderer, snapshot: &Snapshot) -> bool {
        let seconds = snapshot.tick.seconds();
        // a little less than the interval: ticks do not add up to seconds exactly
        let interval = 1.0 / FRAMES_PER_SECOND - 1e-6;
        if self.frames.last().is_some_and(|last| seconds - last.seconds < interval) {
            return false;
        }
        let reading = renderer.reading(snapshot, ACQUISITION, self.size);
        self.frames.push(Frame { seconds, gantry: Gantry::from(&snapshot.imaging), reading });
        true
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

    /// Moves the mask by whole pixels, right and down, before it is subtracted.
    pub fn set_shift(&mut self, right: i32, down: i32) {
        self.shift = (right, down);
    }

    /// Density of what came in since the mask.
    pub fn density(&self, frame: usize) -> Option<Map> {
        let (mask, frame) = (self.frames.get(self.mask)?, self.frames.get(frame)?);
        let n = self.size;
        let moved = |i: usize, by: i32| {
            let by_pixels = by.unsigned_abs() as usize;
            if by > 0 { i.saturating_sub(by_pixels) } else { (i + by_pixels).min(n - 1) }
        };
        let columns: Vec<usize> = (0..n).map(|i| moved(i, self.shift.0)).collect();
        let mut map = Map::new(n);
        for (j, line) in map.data.chunks_exact_mut(n).enumerate() {
            let before = &mask.reading.steps[moved(j, self.shift.1) * n..][..n];
            let after = &frame.reading.steps[j * n..][..n];
            for ((d, &column), &now) in line.iter_mut().zip(&columns).zip(after) {
                *d = ln(f32::from(before[column]) / f32::from(now));
            }
        }
        Some(map)
    }

    /// A subtracted frame.
    pub fn subtracted(&self, frame: usize, window: Window) -> Option<GreyImage> {
        Some(window.show(&self.density(frame)?))
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
