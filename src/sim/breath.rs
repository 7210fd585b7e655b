//! Breathing: where the diaphragm is.
//!
//! b(t) = sin⁴(π t / T), 0 at the end of expiration, where the organs rest longest, 1 at the end of inspiration (the
//! form of Lujan and others 1999, Med Phys 26:715). Asked to, the patient holds the breath at the end of expiration from
//! the beginning of a run, as long as they can; then they breathe on. How far organs move is up to who draws them.
//!
//! | symbol | meaning | value | source |
//! |---|---|---|---|
//! | T | one breath | 4 s | usual at rest, to verify |
//! | | longest hold | 20 s | tuned: a lightly sedated patient |
//!
//! Left out: the time it takes to ask, irregular breathing, breath that follows pain or saturation.

use crate::hash::StateHash;
use crate::math;
use crate::sim::tick::{DT, TICKS_PER_SECOND};

const PERIOD_TICKS: u64 = 4 * TICKS_PER_SECOND as u64;
const LONGEST_HOLD_TICKS: u64 = 20 * TICKS_PER_SECOND as u64;

/// A breathing patient.
#[derive(Clone, Debug)]
pub struct Breath {
    /// Since the last end of expiration.
    phase: u64,
    /// Since the run began for which the breath is held; none between runs.
    held: Option<u64>,
    hold: bool,
}

impl Default for Breath {
    /// At the end of expiration, and told to hold the breath in runs, as is usual in the abdomen.
    fn default() -> Self {
        Self { phase: 0, held: None, hold: true }
    }
}

impl Breath {
    /// Have the breath held during runs, or not.
    pub fn ask_to_hold(&mut self, on: bool) {
        self.hold = on;
    }

    /// The patient is asked to hold the breath during runs.
    pub fn asked_to_hold(&self) -> bool {
        self.hold
    }

    /// Lets one tick pass; `run`: a run is being acquired.
    pub fn step(&mut self, run: bool) {
        self.held = (run && self.hold).then(|| self.held.map_or(0, |ticks| ticks + 1));
        let holds = self.held.is_some_and(|ticks| ticks < LONGEST_HOLD_TICKS);
        self.phase = if holds { 0 } else { (self.phase + 1) % PERIOD_TICKS };
    }

    /// Position of the diaphragm, 0 to 1.
    pub fn level(&self) -> f64 {
        let s = math::sin(math::PI * self.phase as f64 * DT / (PERIOD_TICKS as f64 * DT));
        s * s * s * s
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self { phase, held, hold } = self;
        hash.int(*phase);
        hash.option(*held, |ticks, hash| hash.int(ticks));
        hash.flag(*hold);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(breath: &mut Breath, run: bool, seconds: u32) -> Vec<f64> {
        let mut level = |_| {
            breath.step(run);
            breath.level()
        };
        (0..seconds * TICKS_PER_SECOND).map(&mut level).collect()
    }

    fn most(levels: &[f64]) -> f64 {
        levels.iter().copied().fold(0.0, f64::max)
    }

    #[test]
    fn organs_go_down_and_come_back_and_rest_at_expiration() {
        let mut breath = Breath::default();
        let minute = levels(&mut breath, false, 60);
        assert!((most(&minute) - 1.0).abs() < 1e-3);
        let mean = minute.iter().sum::<f64>() / minute.len() as f64;
        assert!((mean - 0.375).abs() < 1e-3, "nearer the end of expiration than halfway: {mean}");
        let (first, later) = minute.split_at(PERIOD_TICKS as usize);
        assert_eq!(first, &later[..first.len()]);
    }

    #[test]
    fn a_held_breath_is_still_as_long_as_one_can() {
        let mut breath = Breath::default();
        levels(&mut breath, false, 1);
        assert_eq!(most(&levels(&mut breath, true, 19)), 0.0);
        assert!(most(&levels(&mut breath, true, 5)) > 0.9);
        levels(&mut breath, false, 1);
        assert_eq!(most(&levels(&mut breath, true, 10)), 0.0, "the next run is held again");
    }

    #[test]
    fn nobody_asked_nobody_holds() {
        let mut breath = Breath::default();
        breath.ask_to_hold(false);
        assert!(most(&levels(&mut breath, true, 4)) > 0.9);
    }
}
