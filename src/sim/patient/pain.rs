//! Pain: tissue that loses its blood, chemicals in a vessel, a hand on the groin; and what an opioid leaves of it.
//!
//! Model: `P = (max over tissues (w·i) + 10·x/(x + 1) + 2·pressed)·(1 − R·e)`, at most 10. i is the share of blood that the
//! worst bed of a tissue has lost, w what it would hurt if it lost all. x is what irritates, in units that hurt half of
//! all they can: ethanol, dimethyl sulfoxide, an injured vessel wall, each decaying with `EASE_S`. e is the share of the
//! opioid's greatest effect (half at 50 µg), R what it can take.
//!
//! | number | value | source |
//! |---|---|---|
//! | w of organ and muscle, liver, tumour | 8, 5, 3 | tuned: an infarcted kidney or spleen hurts most, a tumour within insensitive tissue least |
//! | ethanol of half effect | 2 mL | severe pain (`S108`, `S109`); tuned |
//! | dimethyl sulfoxide of half effect | 0.5 mL | 3 of 10 and more in 20 % (`S106`); tuned |
//! | an injured wall | 1 | tuned |
//! | `EASE_S` | 300 s | tuned |
//! | R, half effect | 0.75, 50 µg | textbook, to verify |
//!
//! Left out: fever and the days after, local anaesthetic, sedation.

use super::drug::Drugs;
use crate::hash::StateHash;
use crate::model::{Drug, Tissue};
use crate::sim::tick::DT;

/// Decay of what irritates, s.
const EASE_S: f64 = 300.0;
/// Ethanol and dimethyl sulfoxide of half effect, mL.
const ETHANOL_ML: f64 = 2.0;
const DMSO_ML: f64 = 0.5;
/// Share of all pain that an opioid can take, and its half effect, µg.
const RELIEF: f64 = 0.75;
const HALF_UG: f64 = 50.0;
/// Amount below which nothing irritates.
const NOTHING: f64 = 1e-4;

/// Chemicals that left a tip, and harm to a wall, in one tick.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Irritants {
    /// Ethanol, mL.
    pub ethanol_ml: f64,
    /// Dimethyl sulfoxide, mL.
    pub dmso_ml: f64,
    /// A vessel wall was injured.
    pub injured: bool,
}

/// Share of blood that the worst bed of each kind of tissue has lost, 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ischaemia {
    /// Organs and muscle.
    pub organ: f64,
    /// Liver.
    pub liver: f64,
    /// Tumour.
    pub tumour: f64,
}

impl Ischaemia {
    /// One more bed.
    pub fn add(&mut self, tissue: Tissue, lost: f64) {
        let worst = match tissue {
            Tissue::Tumour => &mut self.tumour,
            Tissue::Liver => &mut self.liver,
            Tissue::Organ | Tissue::RunOff => &mut self.organ,
        };
        *worst = worst.max(lost);
    }

    /// How much it hurts, 0 to 8.
    fn hurts(self) -> f64 {
        let share = |x: f64| if x.is_finite() { x.clamp(0.0, 1.0) } else { 0.0 };
        (8.0 * share(self.organ)).max(5.0 * share(self.liver)).max(3.0 * share(self.tumour))
    }
}

/// What irritates now, in units of half effect.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pain {
    irritant: f64,
}

impl Pain {
    /// Lets one tick pass.
    pub fn step(&mut self, now: Irritants) {
        let arrives =
            now.ethanol_ml / ETHANOL_ML + now.dmso_ml / DMSO_ML + if now.injured { 1.0 } else { 0.0 };
        self.irritant += if arrives.is_finite() { arrives.max(0.0) } else { 0.0 };
        self.irritant -= self.irritant * DT / EASE_S;
        if self.irritant < NOTHING {
            self.irritant = 0.0;
        }
    }

    /// Where pain wants to go, 0 to 10.
    pub fn goal(&self, ischaemia: Ischaemia, pressed: bool, drugs: &Drugs) -> f64 {
        let burning = 10.0 * self.irritant / (self.irritant + 1.0);
        let all = ischaemia.hurts() + burning + if pressed { 2.0 } else { 0.0 };
        all.min(10.0) * (1.0 - RELIEF * drugs.effect(Drug::Fentanyl, HALF_UG))
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self { irritant } = self;
        hash.float(*irritant);
    }
}
