//! The vital signs: heart rate, arterial pressure, oxygen saturation and pain, and what moves them.
//!
//! Model: each sign x follows its goal g(t), `x' = (g − x)/τ`, and rests exactly on it once within 1e-3. Goals are the case's
//! resting values with the triggers below. All sizes are tuned for teaching unless a source is given; none of them may
//! be read as a clinical threshold.
//!
//! | trigger | effect | size |
//! |---|---|---|
//! | blood lost less a third of the fluid that acts, share f of the blood volume (70 mL/kg, textbook, to verify) | heart rate up, pressure down | +250·max(0, f − 0.05) beats/min, at most +70; pressure × 1 − 2·max(0, f − 0.15), at least × 0.35 |
//! | pain, 0 to 10 (`pain`) | heart rate and systolic pressure up | +2 beats/min and +2 mmHg a point |
//! | lungs, share o of their function lost (`lung`) | saturation down, heart rate up, pressure down | −60·o points, +60·o beats/min, pressure × 1 − 1.2·max(0, o − 0.3) |
//! | vagal reaction | heart rate and pressure down | `vagal` |
//! | reaction to contrast | heart rate up, pressure and saturation down | `reaction` |
//! | nitroglycerin, atropine, adrenaline: share e of the greatest effect (half at 300 µg, 0.6 mg, 0.5 mg) | pressure × 1 − 0.15·e; heart rate +25·e; heart rate +15·e | tuned |
//! | protamine (half at 25 mg), fentanyl (half at 150 µg) | pressure × 1 − 0.25·e; saturation −8·e points | tuned |
//! | oxygen, share e (half at 4 L/min) | what is lost of the saturation × 1 − 0.6·e | tuned |
//!
//! Mean pressure is diastolic plus a third of the pulse; it feeds the flow solver's inlet.
//! Left out: sedation, rate of breathing, beat-to-beat variation.

use super::drug::Drugs;
use super::reaction;
use super::vagal::Vagal;
use crate::model::{self, Drug};
use crate::sim::sound::{Fault, is_amount};
use crate::sim::tick::DT;

/// Blood volume per body weight, mL/kg (textbook, to verify).
const BLOOD_ML_PER_KG: f64 = 70.0;
/// Time constant of heart rate and pressure, s (tuned).
const CIRCULATION_S: f64 = 15.0;
/// Time constant of saturation, s (tuned).
const SATURATION_S: f64 = 30.0;
/// Time constant of pain, s (tuned).
const PAIN_S: f64 = 40.0;
/// Signs this close to their goal rest on it (no monitor shows the difference, and a constant pressure costs no solve).
const RESTING: f64 = 1e-3;

/// The signs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Signs {
    pub(super) heart_rate: f64,
    pub(super) systolic: f64,
    pub(super) diastolic: f64,
    pub(super) spo2: f64,
    pub(super) pain: f64,
}

/// What moves them besides the input: reactions and drugs.
pub(super) struct Influences<'a> {
    pub(super) drugs: &'a Drugs,
    pub(super) vagal: &'a Vagal,
    pub(super) reaction: reaction::Signs,
    /// Where pain wants to go, 0 to 10.
    pub(super) pain: f64,
    /// Share of the lungs' function that is lost.
    pub(super) lungs: f64,
}

impl Signs {
    /// Those of a patient at rest.
    pub(super) fn at_rest(patient: &model::Patient) -> Self {
        Self {
            heart_rate: patient.heart_rate,
            systolic: patient.systolic_mmhg,
            diastolic: patient.diastolic_mmhg,
            spo2: patient.spo2_percent,
            pain: 0.0,
        }
    }

    /// One tick towards a goal; not at all if that cannot be.
    pub(super) fn follow(&mut self, goal: &Self) -> Result<(), Fault> {
        let Self { heart_rate, systolic, diastolic, spo2, pain } = *goal;
        if ![heart_rate, systolic, diastolic, spo2, pain].into_iter().all(is_amount) {
            return Err(Fault::Vitals);
        }
        approach(&mut self.heart_rate, goal.heart_rate, CIRCULATION_S);
        approach(&mut self.systolic, goal.systolic, CIRCULATION_S);
        approach(&mut self.diastolic, goal.diastolic, CIRCULATION_S);
        approach(&mut self.spo2, goal.spo2, SATURATION_S);
        approach(&mut self.pain, goal.pain, PAIN_S);
        Ok(())
    }

    /// Mean arterial pressure, mmHg.
    pub(super) fn mean_mmhg(&self) -> f64 {
        self.diastolic + (self.systolic - self.diastolic) / 3.0
    }

    /// Where the signs want to go from here, at these signs at rest.
    pub(super) fn goal(&self, rest: &Self, weight_kg: f64, blood_lost_ml: f64, by: &Influences<'_>) -> Self {
        let share = |x: f64| if x.is_finite() { x.clamp(0.0, 1.0) } else { 0.0 };
        let fluid = by.drugs.acting(Drug::Fluid) / 3.0;
        let lost = share((blood_lost_ml - fluid) / (BLOOD_ML_PER_KG * weight_kg).max(1.0));
        let lungs = share(by.lungs);
        let driven = 25.0 * by.drugs.effect(Drug::Atropine, 0.6)
            + 15.0 * by.drugs.effect(Drug::Adrenaline, 0.5)
            + by.reaction.heart_rate;
        let racing = (250.0 * (lost - 0.05).max(0.0)).min(70.0) + 2.0 * self.pain + 60.0 * lungs + driven;
        let bled = (1.0 - 2.0 * (lost - 0.15).max(0.0)).max(0.35);
        let strained = 1.0 - 1.2 * (lungs - 0.3).max(0.0);
        let widened = (1.0 - 0.15 * by.drugs.effect(Drug::Nitroglycerin, 300.0))
            * (1.0 - 0.25 * by.drugs.effect(Drug::Protamine, 25.0));
        let pressure = bled * strained * widened * (1.0 - by.reaction.pressure_lost);
        let (systolic, diastolic) =
            by.vagal.pressure(((rest.systolic + 2.0 * self.pain) * pressure, rest.diastolic * pressure));
        let choked = 60.0 * lungs + by.reaction.spo2_lost + 8.0 * by.drugs.effect(Drug::Fentanyl, 150.0);
        let breathed = 1.0 - 0.6 * by.drugs.effect(Drug::Oxygen, 4.0);
        Self {
            heart_rate: by.vagal.heart_rate(rest.heart_rate + racing),
            systolic,
            diastolic,
            spo2: (rest.spo2 - choked * breathed).max(50.0),
            pain: by.pain,
        }
    }
}

fn approach(sign: &mut f64, goal: f64, tau_s: f64) {
    let gap = goal - *sign;
    *sign = if gap.abs() < RESTING { goal } else { *sign + gap * (DT / tau_s) };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_do_not_follow_what_cannot_be() {
        let rest = Signs { heart_rate: 70.0, systolic: 120.0, diastolic: 80.0, spo2: 98.0, pain: 0.0 };
        for pain in [f64::NAN, f64::INFINITY, -1.0] {
            let mut now = rest;
            assert_eq!(now.follow(&Signs { heart_rate: 100.0, pain, ..rest }), Err(Fault::Vitals));
            assert_eq!(now, rest);
        }
        let mut now = rest;
        assert_eq!(now.follow(&Signs { heart_rate: 100.0, ..rest }), Ok(()));
        assert!(now.heart_rate > 70.0);
    }
}
