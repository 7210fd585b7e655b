//! Liquids that set in the blood: what glue and precipitating polymers have in common.
//!
//! Model: in a vessel the liquid moves with the blood; the set part k of its share c grows by `dk/dt = c/t_stop` and mixes
//! with it. When all of a parcel has set, its liquid becomes a cast where it is: each of [`BINS`] equal stretches of a
//! segment holds a volume, and is closed to the share of its lumen that this is. A liquid that sets from the skin inwards has a
//! liquid core, which what comes after pushes on: more than a stretch holds goes to the next. In a bed the rest of the time carries it on,
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
//! Left out: heat, swelling, the minutes after which a core is solid, a core that is pushed on into other segments.

use super::deposit::{CLOSED, Deposit};
use crate::hash::StateHash;
use crate::model::Segment;

/// Stretches of a segment.
pub const BINS: usize = 12;

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
}

impl Cast {
    /// All of it, m³.
    pub fn volume(&self) -> f64 {
        self.bins.iter().sum()
    }

    /// Adds a volume (m³) that lies between two shares of the segment's length.
    pub fn add(&mut self, volume: f64, from: f64, to: f64) {
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

    /// What is more than a stretch of the lumen (m³) holds is pushed on, in the direction of flow, as far as there is room.
    pub fn push_on(&mut self, lumen: f64, forward: bool) {
        let room = lumen / BINS as f64;
        let at = |k: usize| if forward { k } else { BINS - 1 - k };
        for k in 0..BINS - 1 {
            let over = (self.bins[at(k)] - room).max(0.0);
            self.bins[at(k)] -= over;
            self.bins[at(k + 1)] += over;
        }
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
        let Self { bins } = self;
        hash.floats(bins.iter().copied());
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

    proptest! {
        #[test]
        fn nothing_is_lost_when_it_sets(pieces in prop::collection::vec((1e-12_f64..1e-9, -0.1_f64..1.1, 0.0_f64..1.0), 1..40)) {
            let mut cast = Cast::default();
            let mut whole = 0.0;
            for (volume, from, length) in pieces {
                cast.add(volume, from, from + length);
                whole += volume;
            }
            prop_assert!((cast.volume() / whole - 1.0).abs() < 1e-9);
        }
    }
}
