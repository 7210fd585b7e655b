//! How much of each drug acts, and from when.
//!
//! Model: two compartments in a row. What was given is on its way, `d' = −d/τ_on`; what acts, `a' = d/τ_on − a/τ_off`. So an
//! effect comes with a delay, peaks and fades. What a drug does with the amount that acts is told where it does it:
//! nitroglycerin in `spasm`, heparin and protamine in `clotting`, atropine and fluid in `vagal`, adrenaline in `reaction`,
//! fentanyl in `pain`, and what all of them do to pressure and breath in `vitals`.
//!
//! | drug | `τ_on`, s | `τ_off`, s | from |
//! |---|---|---|---|
//! | nitroglycerin into the artery | 45 | 240 | spasm to be gone after 5 to 10 min (to verify); tuned |
//! | heparin | 60 | 7800 | acts within minutes, half-life 60 to 90 min (textbook, to verify) |
//! | atropine | 20 | 10 000 | acts within a minute, half-life 2 h and more (textbook, to verify) |
//! | adrenaline into a muscle | 60 | 600 | acts within minutes, repeated after 5 to 15 (textbook, to verify) |
//! | fluid | 120 | 2400 | a third stays in the vessels (textbook, to verify); tuned |
//! | protamine: only its own effect on the vessels | 20 | 300 | a fall of pressure within minutes (textbook, to verify); tuned |
//! | fentanyl | 60 | 2400 | acts within minutes, for half an hour to an hour (textbook, to verify) |
//!
//! Protamine takes heparin away at once, 100 IU per mg (textbook, to verify). Oxygen is a flow that acts as long as it is on.
//! Left out: body weight in the kinetics, doses in divided pushes, interactions.

use crate::hash::StateHash;
use crate::model::Drug;
use crate::sim::tick::DT;

/// One drug in the body.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    on_s: f64,
    off_s: f64,
    coming: f64,
    acting: f64,
}

impl Level {
    fn new(on_s: f64, off_s: f64) -> Self {
        Self { on_s, off_s, coming: 0.0, acting: 0.0 }
    }

    fn give(&mut self, dose: f64) {
        self.coming += dose;
    }

    fn step(&mut self) {
        /// Share of a unit below which nothing acts, so that levels come to rest.
        const TRACE: f64 = 1e-6;
        let arrives = self.coming * DT / self.on_s;
        self.coming -= arrives;
        self.acting += arrives - self.acting * DT / self.off_s;
        if self.coming + self.acting < TRACE {
            (self.coming, self.acting) = (0.0, 0.0);
        }
    }

    fn take_back(&mut self, amount: f64) {
        let whole = self.coming + self.acting;
        let left = if whole > 0.0 { (1.0 - amount / whole).max(0.0) } else { 0.0 };
        self.coming *= left;
        self.acting *= left;
    }
}

/// All drugs in the body.
#[derive(Clone, Debug, PartialEq)]
pub struct Drugs {
    nitroglycerin: Level,
    heparin: Level,
    atropine: Level,
    adrenaline: Level,
    fluid: Level,
    protamine: Level,
    fentanyl: Level,
    /// Flow, L/min.
    oxygen: f64,
}

impl Default for Drugs {
    fn default() -> Self {
        Self {
            nitroglycerin: Level::new(45.0, 240.0),
            heparin: Level::new(60.0, 7800.0),
            atropine: Level::new(20.0, 10_000.0),
            adrenaline: Level::new(60.0, 600.0),
            fluid: Level::new(120.0, 2400.0),
            protamine: Level::new(20.0, 300.0),
            fentanyl: Level::new(60.0, 2400.0),
            oxygen: 0.0,
        }
    }
}

impl Drugs {
    /// Gives a dose, in the drug's unit.
    pub fn give(&mut self, drug: Drug, dose: f64) {
        /// Heparin that protamine takes back, IU per mg.
        const BACK: f64 = 100.0;
        match drug {
            Drug::Nitroglycerin => self.nitroglycerin.give(dose),
            Drug::Heparin => self.heparin.give(dose),
            Drug::Protamine => {
                self.heparin.take_back(BACK * dose);
                self.protamine.give(dose);
            }
            Drug::Atropine => self.atropine.give(dose),
            Drug::Adrenaline => self.adrenaline.give(dose),
            Drug::Fluid => self.fluid.give(dose),
            Drug::Fentanyl => self.fentanyl.give(dose),
            Drug::Oxygen => self.oxygen = dose,
        }
    }

    /// How much of a drug acts now, in its unit.
    pub fn acting(&self, drug: Drug) -> f64 {
        match drug {
            Drug::Nitroglycerin => self.nitroglycerin.acting,
            Drug::Heparin => self.heparin.acting,
            Drug::Protamine => self.protamine.acting,
            Drug::Atropine => self.atropine.acting,
            Drug::Adrenaline => self.adrenaline.acting,
            Drug::Fluid => self.fluid.acting,
            Drug::Fentanyl => self.fentanyl.acting,
            Drug::Oxygen => self.oxygen,
        }
    }

    /// Share of its greatest effect that a drug has now: `a/(a + half)`.
    pub fn effect(&self, drug: Drug, half: f64) -> f64 {
        let acting = self.acting(drug);
        acting / (acting + half)
    }

    /// Lets one tick pass.
    pub fn step(&mut self) {
        for level in self.levels_mut() {
            if level.coming + level.acting > 0.0 {
                level.step();
            }
        }
    }

    fn levels_mut(&mut self) -> [&mut Level; 7] {
        let Self { nitroglycerin, heparin, atropine, adrenaline, fluid, protamine, fentanyl, oxygen: _ } =
            self;
        [nitroglycerin, heparin, atropine, adrenaline, fluid, protamine, fentanyl]
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        for Level { on_s: _, off_s: _, coming, acting } in self.clone().levels_mut() {
            hash.floats([*coming, *acting]);
        }
        hash.float(self.oxygen);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Against the closed form of two compartments in a row.
    #[test]
    fn a_dose_comes_with_a_delay_and_fades() {
        let mut drugs = Drugs::default();
        drugs.give(Drug::Nitroglycerin, 200.0);
        let (on, off) = (45.0, 240.0);
        for tick in 1..=36_000 {
            drugs.step();
            let t = f64::from(tick) * DT;
            let decay = |tau: f64| crate::math::exp(-t / tau);
            let expected = 200.0 * off / (off - on) * (decay(off) - decay(on));
            assert!((drugs.acting(Drug::Nitroglycerin) - expected).abs() < 0.1, "{t} s");
        }
    }

    #[test]
    fn protamine_takes_heparin_back() {
        let mut drugs = Drugs::default();
        drugs.give(Drug::Heparin, 5000.0);
        (0..18_000).for_each(|_| drugs.step());
        let before = drugs.acting(Drug::Heparin);
        drugs.give(Drug::Protamine, 20.0);
        let after = drugs.acting(Drug::Heparin);
        assert!((2000.0 - (before - after)).abs() < 60.0, "{before} {after}");
        drugs.give(Drug::Protamine, 50.0);
        assert_eq!(drugs.acting(Drug::Heparin), 0.0);
    }
}
