//! Liquids that set in the blood: what glue and precipitating polymers have in common.
//!
//! Model: in a vessel the liquid moves with the blood; the set part k of its share c grows by `dk/dt = c/t_stop` and mixes
//! with it. When all of a parcel has set, its liquid becomes a cast where it is: each of [`BINS`] equal stretches of a
//! segment holds a volume, and is closed to the share of its lumen that this is. A liquid that sets from the skin inwards has a
//! liquid core, which what comes after pushes on: more than a stretch holds goes to the next, out of the last into the vessel
//! or bed that follows. A core that was left alone for `HARD_S` is solid: what comes then finds the way on closed and goes back
//! along the catheter. In a bed the rest of the time carries it on,
//! generation after generation, `Σ V_j/Q`; where the time ends, or vessels become too fine for it, it fills lumens, and
//! what finds them full fills those before. What gets through all of them before it sets goes to the vein.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | c, k | liquid, its set part, per volume of blood | 1 |
//! | `t_stop` | time from meeting blood to standstill | s |
//! | V, Q | volume of a generation, flow of the bed | m³, m³/s |
//!
//! Validity: one such liquid at a time; the last that was injected lends its times to all that still flows.
//! `HARD_S` is 5 min (manufacturer, to verify). Left out: heat, swelling, a core that hardens bit by bit.

use super::deposit::{CLOSED, Deposit};
use crate::hash::StateHash;
use crate::model::Segment;

/// Stretches of a segment.
pub const BINS: usize = 12;
/// Rest after which a liquid core is solid, s.
const HARD_S: f64 = 300.0;
/// Share of a stretch that is solid from which nothing is pushed through it. Tuned.
const BLOCKED: f64 = 0.9;

/// How one liquid sets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    /// Time from meeting blood to standstill, s.
    pub stop_s: f64,
    /// Finest vessel it enters, m.
    pub finest: f64,
    /// Share of the lumen that it has to close around a catheter to hold it.
    pub grips: f64,
    /// It sets from the skin inwards: what comes after pushes a liquid core on.
    pub core: bool,
}

impl Setting {
    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self { stop_s, finest, grips, core } = self;
        hash.floats([*stop_s, *finest, *grips]);
        hash.flag(*core);
    }
}

/// Cast in one segment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cast {
    /// Volume in each stretch, m³.
    bins: [f64; BINS],
    /// What of it is solid through and through, m³.
    hard: [f64; BINS],
    /// Time since something was added, s.
    still_s: f64,
}

impl Cast {
    /// All of it, m³.
    pub fn volume(&self) -> f64 {
        self.bins.iter().sum()
    }

    /// Lets time pass, s.
    pub fn rest(&mut self, seconds: f64) {
        self.still_s += seconds;
    }

    /// Adds a volume (m³) that lies between two shares of the segment's length.
    pub fn add(&mut self, volume: f64, from: f64, to: f64) {
        if core::mem::take(&mut self.still_s) > HARD_S {
            self.hard = self.bins;
        }
        let clamp = |share: f64| (share * BINS as f64).clamp(0.0, BINS as f64 - 1e-9);
        let (from, to) = (clamp(from), clamp(to.max(from)));
        let (first, last) = (from as usize, to as usize);
        for bin in first..=last {
            let part = if first == last {
                1.0
            } else {
                let (start, end) = (bin as f64, bin as f64 + 1.0);
                (to.min(end) - from.max(start)) / (to - from)
            };
            self.bins[bin] += volume * part;
        }
    }

    /// What is more than a stretch of the lumen (m³) holds is pushed on in the direction of flow, as far as no solid cast is in
    /// the way, and back from there. Returns what leaves at the far end, m³.
    pub fn push_on(&mut self, lumen: f64, forward: bool) -> f64 {
        let room = lumen / BINS as f64;
        let at = |k: usize| if forward { k } else { BINS - 1 - k };
        let mut moving = 0.0;
        for k in 0..BINS {
            if self.hard[at(k)] > BLOCKED * room {
                self.bins[at(k.saturating_sub(1))] += moving;
                moving = 0.0;
            } else {
                let bin = &mut self.bins[at(k)];
                let whole = *bin + moving;
                *bin = whole.min(room);
                moving = whole - *bin;
            }
        }
        let out = core::mem::take(&mut moving);
        for k in (1..BINS).rev().map(at) {
            let whole = self.bins[k] + moving;
            self.bins[k] = whole.min(room.max(self.hard[k]));
            moving = whole - self.bins[k];
        }
        self.bins[at(0)] += moving;
        out
    }

    /// Share of a stretch that is closed; `lumen` is the segment's volume, m³.
    fn closed(&self, bin: usize, lumen: f64) -> f64 {
        (self.bins[bin] * BINS as f64 / lumen).min(CLOSED)
    }

    /// Share closed where most is, between two shares of the length.
    pub fn closed_between(&self, from: f64, to: f64, lumen: f64) -> f64 {
        let bin = |along: f64| ((along.max(0.0) * BINS as f64) as usize).min(BINS - 1);
        (bin(from)..=bin(to)).map(|bin| self.closed(bin, lumen)).fold(0.0, f64::max)
    }

    /// It as deposits.
    pub fn deposits(&self, segment: &Segment) -> Vec<Deposit> {
        let lumen = segment.volume_ml() * 1e-6;
        let length = segment.centreline().map_or(1.0, crate::model::Centreline::length_mm);
        let step = length / BINS as f64;
        let lies = |bin: &usize| self.bins[*bin] > 0.0;
        let deposit = |bin: usize| Deposit {
            from_mm: step * bin as f64,
            to_mm: step * (bin as f64 + 1.0),
            closed: self.closed(bin, lumen),
        };
        (0..BINS).filter(lies).map(deposit).collect()
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self { bins, hard, still_s } = self;
        hash.floats(bins.iter().chain(hard).copied().chain([*still_s]));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A plug, then a push: the core goes on with the flow, and nothing of it is lost.
    #[test]
    fn a_full_stretch_pushes_its_core_on() {
        for forward in [true, false] {
            let mut cast = Cast::default();
            cast.add(0.5, 0.4, 0.45);
            cast.push_on(1.2, forward);
            let full: Vec<usize> = (0..BINS).filter(|bin| cast.bins[*bin] > 0.099).collect();
            let expected: Vec<usize> = if forward { (4..9).collect() } else { (1..6).collect() };
            assert_eq!(full, expected);
            assert!((cast.volume() - 0.5).abs() < 1e-12);
        }
    }

    /// What does not fit leaves at the far end; nothing of it is lost.
    #[test]
    fn a_full_vessel_gives_its_core_on() {
        let mut cast = Cast::default();
        cast.add(1.5, 0.2, 0.25);
        let out = cast.push_on(1.2, true);
        assert!((out - (1.5 - 1.0)).abs() < 1e-12, "{out}");
        assert!((cast.volume() - 1.0).abs() < 1e-12);
    }

    /// Left alone for too long a plug is solid: the next push finds no way on and comes back along the catheter.
    #[test]
    fn a_plug_that_was_left_alone_cannot_be_pushed_on() {
        for (rest_s, pushed_on) in [(120.0, true), (301.0, false)] {
            for forward in [true, false] {
                let mut cast = Cast::default();
                let (from, to) = if forward { (0.35, 0.4) } else { (0.6, 0.65) };
                cast.add(0.2, from, to);
                cast.push_on(1.2, forward);
                cast.rest(rest_s);
                cast.add(0.3, from, to);
                assert_eq!(cast.push_on(1.2, forward), 0.0);
                let full = (0..BINS).filter(|bin| cast.bins[*bin] > 0.099);
                let mut full: Vec<usize> =
                    full.map(|bin| if forward { bin } else { BINS - 1 - bin }).collect();
                full.sort_unstable();
                let expected: Vec<usize> = if pushed_on { (4..9).collect() } else { (1..6).collect() };
                assert_eq!(full, expected, "{rest_s} {forward}");
                assert!((cast.volume() - 0.5).abs() < 1e-12);
            }
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost_when_it_sets(pieces in prop::collection::vec((1e-12_f64..1e-9, -0.1_f64..1.1, 0.0_f64..1.0), 1..40)) {
            let mut cast = Cast::default();
            let (mut whole, mut out) = (0.0, 0.0);
            for (volume, from, length) in pieces {
                cast.add(volume, from, from + length);
                cast.rest(volume * 4e11);
                whole += volume;
                out += cast.push_on(2e-9, from < 0.5);
                prop_assert!(cast.bins.iter().all(|bin| *bin >= 0.0));
            }
            prop_assert!(((cast.volume() + out) / whole - 1.0).abs() < 1e-9);
        }
    }
}
