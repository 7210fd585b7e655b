//! The reaction to contrast medium.
//!
//! Model: with the first contrast one number is drawn from the seed. Below the risk of a severe reaction it is severe, below
//! that of any reaction it is mild. It begins after a time that is drawn too, and grows with `RISE_S`; treated with
//! adrenaline it goes, `r' = −r·e/RELIEF_S`, e the share of its greatest effect (half at 0.2 mg); untreated a mild one fades
//! with `EASE_S`, a severe one does not. Who has reacted before reacts `AGAIN` times as often.
//!
//! | grade | risk | begins | signs |
//! |---|---|---|---|
//! | mild | 2.5 % | 1 to 20 min | heart rate +15·r |
//! | severe | 0.04 % | 1 to 20 min | heart rate +50·r, pressure × (1 − 0.55·r), saturation −12·r points |
//!
//! Source: any reaction 2 to 3 % with low-osmolar media (`S174`), severe 0.04 % (to verify); nearly all life-threatening
//! ones within 20 min (`S175`); adrenaline 0.3 to 0.5 mg into a muscle, fluids, oxygen (to verify). Sizes tuned.
//! Left out: premedication, skin and airway as such.

use super::drug::Drugs;
use crate::hash::StateHash;
use crate::model::Drug;
use crate::sim::rng::Stream;
use crate::sim::tick::{DT, TICKS_PER_SECOND};

/// Risk of any reaction, and of a severe one.
const ANY: f64 = 0.025;
const SEVERE: f64 = 0.0004;
/// How many times as often a reaction comes to who has had one before (textbook: about five times, to verify).
const AGAIN: f64 = 5.0;
/// When it begins, s after the first contrast.
const BEGINS_S: (f64, f64) = (60.0, 1200.0);
/// Time constants of growing, of fading, and of going under adrenaline, s.
const RISE_S: f64 = 60.0;
const EASE_S: f64 = 1800.0;
const RELIEF_S: f64 = 90.0;
/// Adrenaline of half effect, mg.
const HALF_MG: f64 = 0.2;

/// What was drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Grade {
    None,
    Mild,
    Severe,
}

/// State of the reaction.
#[derive(Clone, Debug)]
pub struct Reaction {
    stream: Stream,
    /// Factor on the risks.
    risk: f64,
    /// Unknown until the first contrast.
    grade: Option<Grade>,
    ticks_left: u64,
    aim: f64,
    strength: f64,
}

/// What it does to the signs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Signs {
    /// Added to the heart rate, beats/min.
    pub heart_rate: f64,
    /// Share of pressure lost.
    pub pressure_lost: f64,
    /// Points of saturation lost.
    pub spo2_lost: f64,
}

impl Reaction {
    /// Before any contrast, in a patient who has reacted to it before or not.
    pub fn new(seed: u64, before: bool) -> Self {
        let stream = Stream::named(seed, "contrast reaction");
        let risk = if before { AGAIN } else { 1.0 };
        Self { stream, risk, grade: None, ticks_left: 0, aim: 0.0, strength: 0.0 }
    }

    /// Lets one tick pass. Returns whether it has just begun, and then whether it is severe.
    pub fn step(&mut self, contrast_given: bool, drugs: &Drugs) -> Option<bool> {
        let Some(grade) = self.grade else {
            if contrast_given {
                self.draw();
            }
            return None;
        };
        if grade == Grade::None {
            return None;
        }
        if self.ticks_left > 0 {
            self.ticks_left -= 1;
            if self.ticks_left > 0 {
                return None;
            }
            self.aim = 1.0;
            return Some(grade == Grade::Severe);
        }
        if self.aim > 0.0 {
            if grade == Grade::Mild {
                self.aim -= self.aim * DT / EASE_S;
            }
            self.aim -= self.aim * drugs.effect(Drug::Adrenaline, HALF_MG) * DT / RELIEF_S;
            self.strength += (self.aim - self.strength) * DT / RISE_S;
            if self.aim < 0.01 && self.strength < 0.01 {
                (self.aim, self.strength) = (0.0, 0.0);
            }
        }
        None
    }

    fn draw(&mut self) {
        let (luck, when) = (self.stream.uniform(), self.stream.uniform());
        self.grade = Some(if luck < self.risk * SEVERE {
            Grade::Severe
        } else if luck < self.risk * ANY {
            Grade::Mild
        } else {
            Grade::None
        });
        let seconds = BEGINS_S.0 + (BEGINS_S.1 - BEGINS_S.0) * when;
        self.ticks_left = (seconds * f64::from(TICKS_PER_SECOND)) as u64;
    }

    /// What it does now.
    pub fn signs(&self) -> Signs {
        let r = self.strength;
        match self.grade {
            Some(Grade::Mild) => Signs { heart_rate: 15.0 * r, ..Signs::default() },
            Some(Grade::Severe) => {
                Signs { heart_rate: 50.0 * r, pressure_lost: 0.55 * r, spo2_lost: 12.0 * r }
            }
            Some(Grade::None) | None => Signs::default(),
        }
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        // the risk is the patient's
        let Self { stream, risk: _, grade, ticks_left, aim, strength } = self;
        stream.hash_into(hash);
        hash.option(*grade, |grade, hash| hash.int(grade as u64));
        hash.int(*ticks_left);
        hash.floats([*aim, *strength]);
    }

    /// A reaction of a grade that is about to begin, for tests.
    #[cfg(test)]
    pub(super) fn about_to_begin(severe: bool) -> Self {
        let grade = Some(if severe { Grade::Severe } else { Grade::Mild });
        Self { grade, ticks_left: 1, ..Self::new(0, false) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(before: bool) -> Vec<Option<Grade>> {
        let draw = |seed| {
            let mut reaction = Reaction::new(seed, before);
            reaction.step(true, &Drugs::default());
            reaction.grade
        };
        (0..20_000).map(draw).collect()
    }

    #[test]
    fn who_has_reacted_before_reacts_more_often() {
        let any = |before| drawn(before).iter().filter(|g| **g != Some(Grade::None)).count() as f64;
        let ratio = any(true) / any(false);
        assert!((ratio / AGAIN - 1.0).abs() < 0.2, "{ratio}");
    }

    #[test]
    fn reactions_are_as_rare_as_published() {
        let grades = drawn(false);
        let count = |grade| grades.iter().filter(|g| **g == Some(grade)).count();
        let (mild, severe) = (count(Grade::Mild), count(Grade::Severe));
        assert!((400..600).contains(&(mild + severe)), "{mild} mild");
        assert!((1..25).contains(&severe), "{severe} severe");
    }

    #[test]
    fn without_contrast_nothing_happens() {
        let mut reaction = Reaction::new(3, false);
        assert!((0..10_000).all(|_| reaction.step(false, &Drugs::default()).is_none()));
        assert_eq!(reaction.signs(), Signs::default());
    }
}
