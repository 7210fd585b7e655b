//! Pressure in the aortic root over the beat.
//!
//! Model: one shape for every beat, stretched between diastolic and systolic pressure and over the length of the beat.
//! Equation: `p(φ) = p_d + (p_s − p_d)·s(φ)`, s from 0 to 1 with mean ⅓, so that mean pressure is diastolic plus a third
//! of the pulse, as everywhere else in the engine. s is drawn through `POINTS` (s₀) and bent to that mean by
//! `s = s₀ − κ·s₀(1 − s₀)`, which leaves foot and peak where they are.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | φ | part of the beat since the foot of the wave | 1 |
//! | `p_d`, `p_s` | diastolic, systolic pressure | mmHg |
//! | κ | bend | 1 |
//!
//! Validity: the points are drawn for the eye after textbook tracings (upstroke, late systolic peak, incisura at the
//! closing of the valve, run-off); tuned, no source. Left out: what the arteries do back to the heart, systole that
//! shortens less than the beat, breathing.

use crate::hash::StateHash;
use crate::units::Pressure;

/// Phase and height of the wave.
const POINTS: [(f64, f64); 18] = [
    (0.0, 0.0),
    (0.03, 0.2),
    (0.06, 0.48),
    (0.10, 0.76),
    (0.15, 0.93),
    (0.21, 1.0),
    (0.27, 0.96),
    (0.32, 0.84),
    (0.365, 0.62),
    (0.39, 0.52),
    (0.42, 0.54),
    (0.46, 0.52),
    (0.54, 0.41),
    (0.63, 0.30),
    (0.73, 0.20),
    (0.83, 0.12),
    (0.92, 0.055),
    (0.97, 0.015),
];

/// Samples of the shape over a beat.
const SAMPLES: usize = 256;

/// What the heart does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heart {
    /// Beats per minute.
    pub rate: f64,
    /// mmHg.
    pub systolic_mmhg: f64,
    /// mmHg.
    pub diastolic_mmhg: f64,
}

impl Heart {
    /// Mean pressure, mmHg.
    pub fn mean_mmhg(&self) -> f64 {
        self.diastolic_mmhg + (self.systolic_mmhg - self.diastolic_mmhg) / 3.0
    }
}

/// The wave, and where in the beat it is.
#[derive(Clone, Debug)]
pub struct Aorta {
    shape: Vec<f64>,
    phase: f64,
}

impl Default for Aorta {
    fn default() -> Self {
        Self { shape: shape(), phase: 0.0 }
    }
}

impl Aorta {
    /// Lets time pass, in s.
    pub fn step(&mut self, heart: &Heart, dt: f64) {
        let phase = self.phase + heart.rate / 60.0 * dt;
        if phase.is_finite() {
            self.phase = phase - phase.floor();
        }
    }

    /// Pressure now.
    pub fn pressure(&self, heart: &Heart) -> Pressure {
        self.at(heart, self.phase)
    }

    fn at(&self, heart: &Heart, phase: f64) -> Pressure {
        let pulse = heart.systolic_mmhg - heart.diastolic_mmhg;
        Pressure::from_mmhg(heart.diastolic_mmhg + pulse * self.height(phase))
    }

    /// Pressure after some time, in s.
    pub fn ahead(&self, heart: &Heart, dt: f64) -> Pressure {
        let phase = self.phase + heart.rate / 60.0 * dt;
        self.at(heart, phase - phase.floor())
    }

    /// Periodic Catmull-Rom curve: its mean is that of the samples.
    fn height(&self, phase: f64) -> f64 {
        let at = phase * SAMPLES as f64;
        let (i, t) = (at.floor() as usize, at - at.floor());
        let sample = |k: usize| self.shape[(i + k + SAMPLES - 1) % SAMPLES];
        catmull_rom([sample(0), sample(1), sample(2), sample(3)], t)
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self { shape: _, phase } = self;
        hash.float(*phase);
    }
}

/// Curve from the second to the third of four equidistant values.
fn catmull_rom(values: [f64; 4], t: f64) -> f64 {
    let [before, start, end, after] = values;
    let cubic = 3.0 * (start - end) + after - before;
    let square = 2.0 * before - 5.0 * start + 4.0 * end - after;
    start + 0.5 * t * (end - before + t * (square + t * cubic))
}

fn shape() -> Vec<f64> {
    let count = POINTS.len();
    let point = |i: usize| {
        let (phase, height) = POINTS[i % count];
        (phase + (i / count) as f64, height)
    };
    // the slope at a point is that between its neighbours; at the peak and the foot there is none
    let slope = |i: usize| {
        let (before, here, after) = (point(i + count - 1), point(i + count), point(i + count + 1));
        let turns = (after.1 - here.1) * (here.1 - before.1) <= 0.0;
        if turns { 0.0 } else { (after.1 - before.1) / (after.0 - before.0) }
    };
    let drawn = (0..SAMPLES).map(|k| {
        let phase = k as f64 / SAMPLES as f64;
        let i = POINTS.iter().rposition(|(at, _)| *at <= phase).unwrap_or(0);
        let (start, end) = (point(i), point(i + 1));
        let length = end.0 - start.0;
        let t = (phase - start.0) / length;
        let u = 1.0 - t;
        u * u * (1.0 + 2.0 * t) * start.1
            + t * t * (1.0 + 2.0 * u) * end.1
            + t * u * length * (u * slope(i) - t * slope(i + 1))
    });
    let drawn: Vec<f64> = drawn.collect();
    let mean = |f: &dyn Fn(f64) -> f64| drawn.iter().map(|s| f(*s)).sum::<f64>() / SAMPLES as f64;
    let bend = (mean(&|s| s) - 1.0 / 3.0) / mean(&|s| s * (1.0 - s));
    drawn.iter().map(|s| s - bend * s * (1.0 - s)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEART: Heart = Heart { rate: 60.0, systolic_mmhg: 120.0, diastolic_mmhg: 75.0 };

    fn beat() -> Vec<f64> {
        let mut aorta = Aorta::default();
        let step = |_| {
            aorta.step(&HEART, 1e-3);
            aorta.pressure(&HEART).mmhg()
        };
        (0..1000).map(step).collect()
    }

    #[test]
    fn a_beat_has_its_pressures_and_its_mean() {
        let beat = beat();
        let most = beat.iter().copied().fold(0.0, f64::max);
        let least = beat.iter().copied().fold(f64::INFINITY, f64::min);
        let mean = beat.iter().sum::<f64>() / beat.len() as f64;
        assert!((most - 120.0).abs() < 0.2 && (least - 75.0).abs() < 0.2, "{least} to {most}");
        assert!((mean - HEART.mean_mmhg()).abs() < 1e-3, "{mean}");
    }

    /// It rises faster than it falls, and the valve is heard closing.
    #[test]
    fn it_is_an_arterial_wave() {
        let beat = beat();
        let peak = beat.iter().position(|p| *p > 119.9).unwrap();
        assert!((150..280).contains(&peak));
        let turns = beat[300..960].windows(3).filter(|w| w[1] < w[0] && w[1] <= w[2]).count();
        assert_eq!(turns, 1, "one incisura, then run-off");
    }
}
