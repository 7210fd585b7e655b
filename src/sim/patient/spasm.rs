//! Vasospasm: an artery that a device irritates closes around it.
//!
//! Model: a provocation of strength g (0 to 1) makes a vessel aim at the narrowing `n* = 0.3 + 0.4·g` of its radius. It gets
//! there with time constant `ONSET_S`, holds while it is provoked again and again, and otherwise lets go:
//! `n' = −n·(1/EASE_S + e/RELIEF_S)`, e the share of nitroglycerin's greatest effect. Nitroglycerin also keeps it from
//! being provoked anew, by the same share. It acts in the vessels that the blood takes it to from the tip, and hardly elsewhere.
//!
//! An injured wall (a solvent that came too fast) is in the strongest spasm at once and keeps half of that narrowing, whatever
//! is given: necrosis and oedema of the wall (`S105` warns of it; how much is tuned).
//!
//! Who provokes: `provoke` is called by whatever irritates a wall. Here, a device that fills more than 0.8 of a vessel's
//! diameter (`tight`), with g from 0 there to 1 where it fills the vessel; a device model may add force and repeated
//! passes. What it does: the vessel's calibre is `1 − n` of its own, which flow and transport take over; flow behind it
//! falls although nothing is closed there: a false stasis.
//!
//! | number | value | source |
//! |---|---|---|
//! | narrowing | 0.3 to 0.7 of the radius | to verify |
//! | how long | 5 to 20 min: `EASE_S` 600 s | to verify |
//! | nitroglycerin | 100 to 200 µg into the artery, wait 5 to 10 min: half effect at 60 µg, `RELIEF_S` 60 s | 200 µg `S17`; rest to verify |
//! | device against vessel | ratio of diameters above 0.8 | to verify |
//! | `ONSET_S` | 8 s | tuned |
//!
//! Left out: spasm that spreads, pain from it, tone of the whole territory.

use super::drug::Drugs;
use crate::hash::StateHash;
use crate::model::{Drug, SegmentIx, VesselGraph};
use crate::sim::device::Obstruction;
use crate::sim::tick::DT;

/// Narrowing of the weakest and of the strongest spasm, share of the radius.
const NARROWING: (f64, f64) = (0.3, 0.7);
/// Time constants of coming, of letting go, and of letting go under nitroglycerin, s.
const ONSET_S: f64 = 8.0;
const EASE_S: f64 = 600.0;
const RELIEF_S: f64 = 60.0;
/// Nitroglycerin of half effect, µg.
const HALF_UG: f64 = 60.0;
/// What acts on vessels that it was not given into, over what acts where it was: the rest of the body dilutes it. Tuned.
const FAR: f64 = 0.05;
/// Share of a vessel's diameter beyond which a device irritates it.
const TIGHT: f64 = 0.8;
/// Narrowing below which a vessel is itself again.
const NONE: f64 = 0.02;
/// Steps in which a calibre changes, so that flow is not solved anew in every tick.
const STEP: f64 = 0.02;

/// Spasm of one vessel.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Spasm {
    aim: f64,
    narrowing: f64,
    /// Narrowing that no drug lifts: the wall is injured.
    injury: f64,
    /// Narrowing as it was last told.
    told: f64,
}

/// Spasm of every vessel; most have none.
#[derive(Clone, Debug, PartialEq)]
pub struct Spasms {
    of: Vec<Spasm>,
    /// Vessels that nitroglycerin was given into and what lies beyond them.
    soaked: Vec<bool>,
    any: bool,
}

/// A vessel whose calibre has changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// Which.
    pub segment: SegmentIx,
    /// Its radius as a share of its own.
    pub calibre: f64,
    /// Spasm has just begun, or has just gone.
    pub turned: bool,
}

impl Spasms {
    /// So many vessels, all of them calm.
    pub fn new(segments: usize) -> Self {
        Self { of: vec![Spasm::default(); segments], soaked: vec![false; segments], any: false }
    }

    /// Something irritates a vessel, weakly (0) or as strongly as can be (1).
    pub fn provoke(&mut self, segment: SegmentIx, strength: f64) {
        let strength = if strength.is_finite() { strength.clamp(0.0, 1.0) } else { return };
        let spasm = &mut self.of[segment.ix()];
        spasm.aim = spasm.aim.max(NARROWING.0 + (NARROWING.1 - NARROWING.0) * strength);
        self.any = true;
    }

    /// A wall is injured, by a solvent: it closes as far as in the strongest spasm, and half of that stays.
    pub fn injure(&mut self, segment: SegmentIx) {
        self.provoke(segment, 1.0);
        self.of[segment.ix()].injury = 0.5 * NARROWING.1;
    }

    /// Devices that lie too tightly irritate the vessels they lie in.
    pub fn provoke_by(&mut self, graph: &VesselGraph, obstructions: &[Obstruction]) {
        for obstruction in obstructions {
            if let Some(strength) = tight(graph, obstruction) {
                self.provoke(obstruction.segment, strength);
            }
        }
    }

    /// Nitroglycerin was given, and the blood takes it to these vessels; the first of it, or after another dose.
    pub fn soak(&mut self, reached: &[bool], first: bool) {
        for (soaked, reached) in self.soaked.iter_mut().zip(reached) {
            *soaked = (*soaked && !first) || *reached;
        }
    }

    /// Lets one tick pass; tells whose calibre has changed.
    pub fn step(&mut self, drugs: &Drugs, changes: &mut Vec<Change>) {
        if !self.any {
            return;
        }
        let (near, far) =
            (drugs.effect(Drug::Nitroglycerin, HALF_UG), drugs.effect(Drug::Nitroglycerin, HALF_UG / FAR));
        self.any = false;
        for (i, spasm) in self.of.iter_mut().enumerate().filter(|(_, s)| **s != Spasm::default()) {
            let relief = if self.soaked[i] { near } else { far };
            let aim = (spasm.aim * (1.0 - relief)).max(spasm.injury);
            if aim > spasm.narrowing {
                spasm.narrowing += (aim - spasm.narrowing) * DT / ONSET_S;
            }
            let ease = DT / EASE_S + relief * DT / RELIEF_S;
            spasm.aim -= spasm.aim * ease;
            spasm.aim = spasm.aim.max(spasm.injury);
            spasm.narrowing -= (spasm.narrowing - spasm.injury).max(0.0) * ease;
            let gone = spasm.aim < NONE;
            let now = if gone { 0.0 } else { spasm.narrowing };
            if (now - spasm.told).abs() >= STEP || (gone && spasm.told > 0.0) {
                let turned = gone || spasm.told == 0.0;
                spasm.told = now;
                changes.push(Change { segment: SegmentIx::at(i), calibre: 1.0 - now, turned });
            }
            if gone {
                *spasm = Spasm::default();
            }
            self.any |= !gone;
        }
    }

    /// Narrowing of a vessel now, share of its radius.
    pub fn narrowing(&self, segment: SegmentIx) -> f64 {
        self.of[segment.ix()].told
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self { of, soaked, any } = self;
        hash.flag(*any);
        for Spasm { aim, narrowing, injury, told } in of {
            hash.floats([*aim, *narrowing, *injury, *told]);
        }
        hash.each(soaked, |soaked, hash| hash.flag(*soaked));
    }
}

/// How strongly a device irritates the vessel it lies in, if it lies too tightly anywhere.
fn tight(graph: &VesselGraph, obstruction: &Obstruction) -> Option<f64> {
    let line = graph.segment(obstruction.segment).centreline()?;
    let last = obstruction.to_mm.min(line.length_mm());
    let narrowest = line.radius_at(obstruction.from_mm.max(0.0)).min(line.radius_at(last));
    let ratio = obstruction.radius_mm / narrowest;
    (ratio > TIGHT).then_some((ratio - TIGHT) / (1.0 - TIGHT))
}
