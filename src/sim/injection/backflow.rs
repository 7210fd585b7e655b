//! What of a push has gone backwards past the tip, and stays there.
//!
//! Model: ahead of the tip (where the blood comes from) lies a column of what ran backwards, `dv/dt = −q`, q the flow there,
//! never less than nothing; the push is in it with `m`, which grows by what comes out of the tip while the flow is
//! backwards and goes again, mixed with the rest of the column, when it turns. What goes beyond the `room` that the vessel has is
//! in another one, and lost.
//! In a vessel that hardly flows the beat moves the column to and fro; that is no reflux. What has refluxed is what lies
//! there for a whole second, the least of `m` and what was lost within it; of a shorter push, what lies there when it ends.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | v, m | the column, what is in it of the push | mL |
//! | room | volume of the vessel before the tip | mL |
//!
//! Validity: plug flow in the vessel of the tip, beats of less than a second. Left out: what comes back from other vessels.

use crate::hash::StateHash;
use crate::sim::tick::TICKS_PER_SECOND;

/// Least volume that is told, mL: what the app's captions call nothing. Tuned.
const NOTICE_ML: f64 = 0.005;
/// Volume that is seen at once, whether it stays or not, mL: 1 cm of an artery 2 mm wide. Tuned.
const SEEN_ML: f64 = 0.03;

/// Its account.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Backflow {
    column_ml: f64,
    within_ml: f64,
    lost_ml: f64,
    ticks: u32,
    /// The least of the running second.
    least_ml: f64,
    stayed_ml: f64,
}

impl Backflow {
    /// One tick: what ran backwards before the tip, negative when it ran on, what came out of the tip, and the vessel's
    /// volume before it, all in mL.
    pub fn step(&mut self, back_ml: f64, pushed_ml: f64, room_ml: f64) {
        if back_ml > 0.0 {
            self.column_ml += back_ml;
            self.within_ml += back_ml.min(pushed_ml);
            self.lost_ml += self.give((self.column_ml - room_ml).max(0.0));
        } else {
            self.give(-back_ml);
        }
        let now = self.within_ml + self.lost_ml;
        self.least_ml =
            if self.ticks.is_multiple_of(TICKS_PER_SECOND) { now } else { self.least_ml.min(now) };
        self.ticks += 1;
        if self.ticks.is_multiple_of(TICKS_PER_SECOND) {
            self.stayed_ml = self.stayed_ml.max(self.least_ml);
        }
    }

    /// A volume leaves the column; what of the push is in it.
    fn give(&mut self, ml: f64) -> f64 {
        let share = if self.column_ml > ml { ml / self.column_ml } else { 1.0 };
        let part = self.within_ml * share;
        self.column_ml -= self.column_ml * share;
        self.within_ml -= part;
        part
    }

    /// What of the push has refluxed, mL.
    pub fn refluxed_ml(&self) -> f64 {
        let short = self.ticks < TICKS_PER_SECOND;
        if short { self.within_ml + self.lost_ml } else { self.stayed_ml }
    }

    /// It can be seen.
    pub fn is_seen(&self) -> bool {
        self.within_ml + self.lost_ml > SEEN_ML || self.stayed_ml > NOTICE_ML
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self { column_ml, within_ml, lost_ml, ticks, least_ml, stayed_ml } = self;
        hash.floats([*column_ml, *within_ml, *lost_ml, *least_ml, *stayed_ml]);
        hash.int(u64::from(*ticks));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math;
    use crate::sim::tick::DT;

    /// A push of 0.05 mL/s while the blood before the tip runs at `mean` with a pulse of 0.3 mL/s, 75 beats a minute.
    fn pushed(mean: f64, seconds: f64, room_ml: f64) -> Backflow {
        let mut backflow = Backflow::default();
        for tick in 0..(seconds / DT) as u32 {
            let angle = 2.0 * math::PI * f64::from(tick) * DT / 0.8;
            backflow.step(-(mean + 0.3 * math::sin(angle)) * DT, 0.05 * DT, room_ml);
        }
        backflow
    }

    #[test]
    fn to_and_fro_is_no_reflux() {
        let backflow = pushed(0.02, 30.0, 1.0);
        assert!(backflow.refluxed_ml() < NOTICE_ML && !backflow.is_seen(), "{backflow:?}");
    }

    /// Backwards on the mean, nearly all of a push stays there, whether the vessel holds it or not.
    #[test]
    fn what_goes_back_on_the_mean_has_refluxed() {
        for room_ml in [0.1, 100.0] {
            let backflow = pushed(-0.2, 30.0, room_ml);
            let whole = 0.05 * 30.0;
            assert!(backflow.refluxed_ml() > 0.5 * whole && backflow.refluxed_ml() <= whole, "{backflow:?}");
            assert!(backflow.is_seen());
        }
    }

    #[test]
    fn a_short_push_is_told_as_it_ends() {
        let mut backflow = Backflow::default();
        (0..12).for_each(|_| backflow.step(1.0 * DT, 2.0 * DT, 1.0));
        assert!((backflow.refluxed_ml() - 0.2).abs() < 1e-12);
        assert!(backflow.is_seen());
    }
}
