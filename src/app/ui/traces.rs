//! The last seconds of the patient's monitor.
//!
//! The engine gives rate, pressures and saturation; the shape of a beat is drawn, not computed, as on a monitor's
//! demonstration: what can be read from it is rate, height and regularity.

use bevy::prelude::Resource;

use crate::sim::snapshot::VitalsView;

/// Samples of a sweep.
const SAMPLES: usize = 360;
/// Length of a sweep, s.
const SWEEP_S: f64 = 6.0;
/// Pressure at the top of the band, mmHg.
const TOP_MMHG: f64 = 200.0;
/// Pressure at its bottom, mmHg.
const BOTTOM_MMHG: f64 = 30.0;

/// Where the R wave stands in a beat, as a share of it.
const R_WAVE: f64 = 0.26;

/// What is traced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// Electrocardiogram.
    Ecg,
    /// Arterial pressure.
    Pressure,
    /// Plethysmogram.
    Oxygen,
}

/// The traces, each 0 to 1 of its band.
#[derive(Resource, Clone, Debug)]
pub struct Traces {
    values: [Vec<f32>; 3],
    newest: usize,
    phase: f64,
    beats: u64,
    last_s: f64,
}

impl Default for Traces {
    fn default() -> Self {
        Self { values: [(); 3].map(|()| vec![0.1; SAMPLES]), newest: 0, phase: 0.0, beats: 0, last_s: 0.0 }
    }
}

impl Traces {
    /// The samples of a sweep from left to right, and where the newest is.
    pub fn samples(&self, lead: Lead) -> (&[f32], usize) {
        (&self.values[lead as usize], self.newest)
    }

    /// R waves that were drawn so far.
    pub fn beats(&self) -> u64 {
        self.beats
    }

    /// Goes on to a moment of the simulation, s. What is longer ago than a sweep is not drawn.
    pub fn go_on(&mut self, now_s: f64, vitals: &VitalsView) {
        let step = SWEEP_S / SAMPLES as f64;
        if now_s < self.last_s || now_s > self.last_s + SWEEP_S {
            self.last_s = now_s - step;
        }
        while self.last_s + step <= now_s {
            self.last_s += step;
            let before = self.phase;
            self.phase = (self.phase + step * vitals.heart_rate / 60.0).fract();
            self.beats += u64::from(before < R_WAVE && self.phase >= R_WAVE);
            self.newest = (self.newest + 1) % SAMPLES;
            let phase = self.phase as f32;
            let pressure = vitals.diastolic_mmhg
                + (vitals.systolic_mmhg - vitals.diastolic_mmhg) * f64::from(pulse((phase + 0.9).fract()));
            let height = ((pressure - BOTTOM_MMHG) / (TOP_MMHG - BOTTOM_MMHG)).clamp(0.0, 1.0);
            let oxygen = 0.1 + 0.75 * pulse((phase + 0.8).fract()) * (vitals.spo2_percent as f32 / 100.0);
            for (values, value) in self.values.iter_mut().zip([ecg(phase), height as f32, oxygen]) {
                values[self.newest] = value;
            }
        }
    }
}

fn bump(phase: f32, at: f32, width: f32) -> f32 {
    let x = (phase - at) / width;
    (-x * x).exp()
}

/// One beat of an electrocardiogram: P, QRS, T.
fn ecg(phase: f32) -> f32 {
    let wave = 0.10 * bump(phase, 0.12, 0.03) - 0.08 * bump(phase, 0.235, 0.010)
        + 0.75 * bump(phase, R_WAVE as f32, 0.012)
        - 0.14 * bump(phase, 0.29, 0.013)
        + 0.18 * bump(phase, 0.5, 0.055);
    (0.25 + wave).clamp(0.0, 1.0)
}

/// One beat of a pressure: rise, shoulder, notch, run-off.
fn pulse(phase: f32) -> f32 {
    let rise = (phase / 0.14).min(1.0);
    let fall = (-(phase - 0.14).max(0.0) * 2.6).exp();
    let notch = 0.09 * bump(phase, 0.46, 0.045) - 0.05 * bump(phase, 0.38, 0.03);
    let foot = (1.0 - phase).min(0.1) / 0.1;
    (rise * fall * foot.max(0.35) + notch).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beats_come_at_the_heart_rate() {
        let vitals = VitalsView {
            heart_rate: 60.0,
            systolic_mmhg: 120.0,
            diastolic_mmhg: 70.0,
            spo2_percent: 97.0,
            ..VitalsView::default()
        };
        let mut traces = Traces::default();
        for i in 0..=400 {
            traces.go_on(f64::from(i) * 0.016, &vitals);
        }
        let (samples, _) = traces.samples(Lead::Ecg);
        let beats = samples.windows(2).filter(|pair| pair[0] < 0.7 && pair[1] >= 0.7).count();
        assert!((5..=7).contains(&beats), "{beats} beats in 6 s at 60/min");
        assert!((5..=7).contains(&traces.beats()), "{} beats", traces.beats());
    }

    #[test]
    fn a_long_wait_is_not_drawn_beat_by_beat() {
        let mut traces = Traces::default();
        traces.go_on(36_000.0, &VitalsView::default());
        assert!(traces.newest <= 2);
    }
}
