//! The vagal reaction: the heart slows and pressure falls when it hurts at the groin.
//!
//! Model: each of the triggers draws once, with the risk `0.03 + 0.02` per point of pain (0 to 10): pressure put on the
//! access site, the sheath pulled out, pain that rises past 7. A reaction has a tone v that is 1 for three minutes and then
//! fades with `FADE_S`. Heart rate × (1 − 0.45·v·(1 − a)), pressure × (1 − 0.4·v·(1 − ½·a)·(1 − ½·f)); a and f are the
//! shares of the greatest effect of atropine (half at 0.3 mg) and fluid (half at 200 mL).
//!
//! Source: signs (heart rate below 45, systolic below 80) and treatment (legs up, fluid, atropine 0.6 to 1 mg) to verify; risk
//! and times tuned. Left out: raising the legs.

use super::drug::Drugs;
use crate::hash::StateHash;
use crate::model::Drug;
use crate::sim::rng::Stream;
use crate::sim::tick::{DT, TICKS_PER_SECOND};

/// Length of a reaction that nobody treats, s.
const LASTS_S: u32 = 180;
/// Time constant of its end, s.
const FADE_S: f64 = 20.0;
/// Pain that brings one about by itself, 0 to 10; it has to fall by two before it can again.
const PAINFUL: f64 = 7.0;
/// Atropine (mg) and fluid (mL) of half effect.
const HALF_MG: f64 = 0.3;
const HALF_ML: f64 = 200.0;

/// State of the reaction.
#[derive(Clone, Debug)]
pub struct Vagal {
    stream: Stream,
    ticks: u32,
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
            ticks: 0,
            tone: 0.0,
            compressed: false,
            sheath_out: false,
            hurts: false,
        }
    }

    /// Lets one tick pass; whether a reaction has begun.
    pub fn step(&mut self, now: Irritation) -> bool {
        let hurts = now.pain > if self.hurts { PAINFUL - 2.0 } else { PAINFUL };
        let triggers =
            [now.compressed && !self.compressed, now.sheath_out && !self.sheath_out, hurts && !self.hurts];
        (self.compressed, self.sheath_out, self.hurts) = (now.compressed, now.sheath_out, hurts);
        let mut began = false;
        for _ in triggers.into_iter().filter(|t| *t) {
            if self.stream.uniform() < 0.03 + 0.02 * now.pain {
                began |= self.ticks == 0;
                self.ticks = LASTS_S * TICKS_PER_SECOND;
            }
        }
        if self.ticks > 0 {
            self.ticks -= 1;
            self.tone = 1.0;
        } else if self.tone > 0.0 {
            self.tone -= self.tone * DT / FADE_S;
            if self.tone < 1e-3 {
                self.tone = 0.0;
            }
        }
        began
    }

    /// Factors on heart rate and pressure.
    pub fn factors(&self, drugs: &Drugs) -> (f64, f64) {
        if self.tone == 0.0 {
            return (1.0, 1.0);
        }
        let (a, f) = (drugs.effect(Drug::Atropine, HALF_MG), drugs.effect(Drug::Fluid, HALF_ML));
        (1.0 - 0.45 * self.tone * (1.0 - a), 1.0 - 0.4 * self.tone * (1.0 - 0.5 * a) * (1.0 - 0.5 * f))
    }

    /// A reaction goes on.
    pub fn active(&self) -> bool {
        self.ticks > 0
    }

    /// Takes the state into a hash. The stream's state follows from the number of triggers.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self { stream, ticks, tone, compressed, sheath_out, hurts } = self;
        stream.hash_into(hash);
        hash.int(u64::from(*ticks));
        hash.float(*tone);
        hash.each([compressed, sheath_out, hurts], |flag, hash| hash.flag(*flag));
    }
}
