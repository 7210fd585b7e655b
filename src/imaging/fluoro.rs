//! The live picture: pulsed, with lag, held when the pedal is released, with a loop of the last seconds.

use std::collections::VecDeque;

use super::exposure::{Exposure, Reading, intensity};
use super::fast::{higher, ln, lower, whole};
use super::gantry::Gantry;
use super::map::{GreyImage, Map};
use super::renderer::Renderer;
use crate::sim::Snapshot;

/// Pulses per second when none was chosen, the usual rate for embolization (imaging: 7.5, to verify).
pub const PULSES_PER_SECOND: f64 = 7.5;
/// What a picture keeps of the one before (authored: enough to see, little enough for a moving wire).
const LAG: f32 = 0.25;
/// Length of the loop that is kept, s.
pub const LOOP_S: f64 = 30.0;
/// Logarithm of intensity shown as black and as white: a fixed window.
const WINDOW: (f32, f32) = (-1.7, 1.3);

/// The live monitor.
#[derive(Clone, Debug, Default)]
pub struct Live {
    before: Option<(Gantry, u64, Reading)>,
    held: Option<GreyImage>,
    last_loop: VecDeque<GreyImage>,
}

impl Live {
    /// Shows the present moment if a pulse is due since the last call, else what it showed before. Call it while
    /// the pedal is pressed.
    pub fn frame(&mut self, renderer: &mut Renderer, snapshot: &Snapshot, size: usize) -> &GreyImage {
        let pulse = pulse_of(snapshot);
        let gantry = Gantry::from(&snapshot.imaging);
        let shown = |b: &(Gantry, u64, Reading)| b.0 == gantry && b.1 == pulse && b.2.size == size.max(8);
        if self.held.is_none() || !self.before.as_ref().is_some_and(shown) {
            let exposure = Exposure::fluoroscopy(&snapshot.imaging);
            let mut reading = renderer.reading(snapshot, exposure, size);
            if let Some((place, when, earlier)) = &self.before
                && *place == gantry
                && pulse == when + 1
                && earlier.size == reading.size
            {
                reading.lag(earlier, LAG);
            }
            let image = renderer.fluoroscopic(&reading, gantry);
            self.before = Some((gantry, pulse, reading));
            self.last_loop.push_back(image.clone());
            while self.last_loop.len() > (LOOP_S * rate(snapshot)) as usize {
                self.last_loop.pop_front();
            }
            self.held = Some(image);
        }
        self.held.get_or_insert_default()
    }

    /// The last picture; stays when the pedal is released.
    pub fn held(&self) -> Option<&GreyImage> {
        self.held.as_ref()
    }

    /// The pictures of the last seconds of fluoroscopy, oldest first.
    pub fn recent(&self) -> &VecDeque<GreyImage> {
        &self.last_loop
    }
}

/// Pulses per second as they are set.
fn rate(snapshot: &Snapshot) -> f64 {
    let chosen = snapshot.imaging.pulses_per_s;
    if chosen > 0.0 { chosen } else { PULSES_PER_SECOND }
}

/// Number of the pulse that is the latest at this moment: a new number is a new picture.
pub fn pulse_of(snapshot: &Snapshot) -> u64 {
    (snapshot.tick.seconds() * rate(snapshot) + 1e-6) as u64
}

/// A reading in grey: logarithm, body levelled, fixed window.
pub(super) fn display(reading: &Reading, level: &Map) -> GreyImage {
    let scale = 255.0 / (WINDOW.1 - WINDOW.0);
    let grey = |(&steps, &level): (&u16, &f32)| {
        let value = ln(intensity(steps)) - level;
        whole(lower(higher((value - WINDOW.0) * scale, 0.0), 255.0)) as u8
    };
    let pixels = reading.steps.iter().zip(&level.data).map(grey).collect();
    GreyImage { width: reading.size, height: reading.size, pixels }
}
