//! The vagal reaction: the heart slows and pressure falls when it hurts at the groin.
//!
//! Model: each of the triggers draws once, with the risk `0.03 + 0.02` per point of pain (0 to 10): pressure put on the
//! access site, the sheath pulled out, pain that rises past 7. From then on a tone v of 1 draws the signs towards absolute
//! values, whatever they were: heart rate to `SLOW`, pressure to `LOW`. It stays until it is treated:
//! `v' = −v·(a/ATROPINE_S + f/FLUID_S)`, a and f the shares of the greatest effect of atropine (half at 0.3 mg) and fluid
//! (half at 200 mL), so that half a dose takes longer and no dose for ever.
//!
//! Source: signs (heart rate below 45, systolic below 80) and treatment (legs up, fluid, atropine 0.6 to 1 mg) to verify; risk
//! and times tuned. Left out: raising the legs, reactions that pass by themselves.

use super::drug::Drugs;
use crate::hash::StateHash;
use crate::model::Drug;
use crate::sim::rng::Stream;
use crate::sim::tick::DT;

/// Heart rate, beats/min, and pressure (systolic, diastolic), mmHg, that a full reaction draws to. To verify.
const SLOW: f64 = 40.0;
const LOW: (f64, f64) = (70.0, 40.0);
/// Time constants of its end under the full effect of atropine and of fluid, s (tuned).
const ATROPINE_S: f64 = 40.0;
const FLUID_S: f64 = 180.0;
/// Pain that brings one about by itself, 0 to 10; it has to fall by two before it can again.
const PAINFUL: f64 = 7.0;
/// Atropine (mg) and fluid (mL) of half effect.
const HALF_MG: f64 = 0.3;
const HALF_ML: f64 = 200.0;

/// State of the reaction.
#[derive(Clone, Debug)]
pub struct Vagal {
    stream: Stream,
    tone: f64,
    compressed: bool,
    sheath_out: bool,
    hurts: bool,
}

/// What happens at the access site and how much it hurts.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Irritation {
    /// Somebody presses on the access site.
    pub compressed: bool,
    /// The sheath is out.
    pub sheath_out: bool,
    /// Pain, 0 to 10.
    pub pain: f64,
}

impl Vagal {
    /// None.
    pub fn new(seed: u64) -> Self {
        Self {
            stream: Stream::named(seed, "vagal"),
            tone: 0.0,
            compressed: false,
            sheath_out: false,
            hurts: false,
        }
    }

    /// Lets one tick pass; whether a reaction has begun.
    pub fn step(&mut self, now: Irritation, drugs: &Drugs) -> bool {
        let hurts = now.pain > if self.hurts { PAINFUL - 2.0 } else { PAINFUL };
        let triggers =
            [now.compressed && !self.compressed, now.sheath_out && !self.sheath_out, hurts && !self.hurts];
        (self.compressed, self.sheath_out, self.hurts) = (now.compressed, now.sheath_out, hurts);
        let before = self.tone;
        for _ in triggers.into_iter().filter(|t| *t) {
            if self.stream.uniform() < 0.03 + 0.02 * now.pain {
                self.tone = 1.0;
            }
        }
        if self.tone > 0.0 {
            let (a, f) = (drugs.effect(Drug::Atropine, HALF_MG), drugs.effect(Drug::Fluid, HALF_ML));
            self.tone -= self.tone * (a / ATROPINE_S + f / FLUID_S) * DT;
            if self.tone < 0.01 {
                self.tone = 0.0;
            }
        }
        before == 0.0 && self.tone > 0.0
    }

    /// What it makes of a heart rate, beats/min.
    pub fn heart_rate(&self, rate: f64) -> f64 {
        rate + (SLOW - rate).min(0.0) * self.tone
    }

    /// What it makes of a pressure (systolic, diastolic), mmHg.
    pub fn pressure(&self, (systolic, diastolic): (f64, f64)) -> (f64, f64) {
        let fall = |from: f64, to: f64| from + (to - from).min(0.0) * self.tone;
        (fall(systolic, LOW.0), fall(diastolic, LOW.1))
    }

    /// A reaction goes on.
    pub fn active(&self) -> bool {
        self.tone > 0.0
    }

    /// Takes the state into a hash. The stream's state follows from the number of triggers.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self { stream, tone, compressed, sheath_out, hurts } = self;
        stream.hash_into(hash);
        hash.float(*tone);
        hash.each([compressed, sheath_out, hurts], |flag, hash| hash.flag(*flag));
    }
}
