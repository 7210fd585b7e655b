//! How fast blood clots: heparin and the activated clotting time (ACT).
//!
//! Model: `ACT = 120 s + 2.2 s · h`, h heparin that acts, IU per kg of body weight. Everything that waits for a clot (the
//! access site, thrombus on a coil) takes ACT/120 times as long: [`Clotting::factor`].
//!
//! | number | value | source |
//! |---|---|---|
//! | ACT without heparin | 120 s | usual 90 to 130 s, textbook, to verify |
//! | rise per IU/kg | 2.2 s | 70 to 100 IU/kg bring it to 250 to 350 s, textbook, to verify |
//! | ACT before a sheath is pulled | below 160 to 180 s | to verify |
//!
//! Left out: what the patient's own disease does (the case's bleeding factor), platelets, resistance to heparin.

use super::drug::Drugs;
use crate::model::Drug;

/// ACT without heparin, s.
const NORMAL_S: f64 = 120.0;
/// Rise of ACT, s per IU/kg.
const RISE_S: f64 = 2.2;

/// Clotting at a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clotting {
    act_s: f64,
}

impl Clotting {
    /// Clotting with these drugs in a body of this weight.
    pub fn of(drugs: &Drugs, weight_kg: f64) -> Self {
        Self { act_s: NORMAL_S + RISE_S * drugs.acting(Drug::Heparin) / weight_kg.max(1.0) }
    }

    /// Activated clotting time, s.
    pub fn act_s(self) -> f64 {
        self.act_s
    }

    /// How many times longer a clot takes than without heparin, 1 and more.
    pub fn factor(self) -> f64 {
        self.act_s / NORMAL_S
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heparin_lengthens_the_clotting_time() {
        let mut drugs = Drugs::default();
        assert_eq!(Clotting::of(&drugs, 70.0).factor(), 1.0);
        drugs.give(Drug::Heparin, 5000.0);
        (0..60 * 300).for_each(|_| drugs.step());
        let act = Clotting::of(&drugs, 70.0).act_s();
        assert!((230.0..300.0).contains(&act), "{act}");
    }
}
