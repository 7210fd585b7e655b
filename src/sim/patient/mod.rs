//! The patient: heart rate, arterial pressure, oxygen saturation and pain, and what moves them.
//!
//! Each sign x follows its goal g(t) with dx/dt = (g − x)/τ and rests exactly on it once within 1e-3. The goals are the
//! case's resting values plus the triggers below. All sizes are tuned for teaching unless a source is given; none of
//! them may be read as a clinical threshold.
//!
//! | trigger | effect | size |
//! |---|---|---|
//! | blood lost, share f of the blood volume (70 mL/kg, textbook, to verify) | heart rate up, pressure down | +250·max(0, f − 0.05) beats/min, at most +70; pressure × 1 − 2·max(0, f − 0.15), at least × 0.35 |
//! | pain, 0 to 10 | heart rate and systolic pressure up | +2 beats/min and +2 mmHg a point |
//! | vagal reaction when pressure is put on the access site: seeded risk 0.03 + 0.02 per point of pain at each start | heart rate × 0.55, pressure × 0.6 for 60 s, then recovery | signs to expect: heart rate < 45, systolic < 80 (to verify) |
//! | ischaemic tissue outside the target, share i of the worst bed | pain | +8·i |
//! | target without blood, share t | pain (post-embolization) | +2·t |
//! | pressure on the access site | pain | +2 |
//! | lungs: share l of the dose that lodged there | saturation down, heart rate up | −25·l points, +30·l beats/min |
//!
//! Mean pressure is diastolic plus a third of the pulse; it feeds the flow solver's inlet.
//! Left out: drugs, sedation, contrast reactions, breathing, beat-to-beat variation.

#[cfg(test)]
mod tests;

use crate::hash::StateHash;
use crate::model;
use crate::sim::event::What;
use crate::sim::rng::Stream;
use crate::sim::snapshot::VitalsView;
use crate::sim::tick::{DT, TICKS_PER_SECOND};

/// Blood volume per body weight, mL/kg (textbook, to verify).
const BLOOD_ML_PER_KG: f64 = 70.0;
/// Time constant of heart rate and pressure, s (tuned).
const CIRCULATION_S: f64 = 15.0;
/// Time constant of saturation, s (tuned).
const SATURATION_S: f64 = 30.0;
/// Time constant of pain, s (tuned).
const PAIN_S: f64 = 40.0;
/// Length of a vagal reaction before recovery, s (tuned).
const VAGAL_S: u32 = 60;
/// Signs this close to their goal rest on it (no monitor shows the difference, and a constant pressure costs no solve).
const RESTING: f64 = 1e-3;

/// What acts on the patient during one tick.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PatientInput {
    /// Blood lost so far, mL.
    pub blood_lost_ml: f64,
    /// Somebody presses on the access site.
    pub compressed: bool,
    /// Share of the worst-hit bed outside the target that lost its blood, 0 to 1.
    pub ischaemia: f64,
    /// Share of the targets' perfusion that is gone, 0 to 1.
    pub devascularised: f64,
    /// Share of an injected dose that lodged in the lungs, the worst agent, 0 to 1.
    pub lung_load: f64,
}

/// The signs.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Signs {
    heart_rate: f64,
    systolic: f64,
    diastolic: f64,
    spo2: f64,
    pain: f64,
}

/// State of the patient.
#[derive(Clone, Debug)]
pub struct Patient {
    rest: Signs,
    now: Signs,
    blood_ml: f64,
    stream: Stream,
    vagal_ticks: u32,
    was_compressed: bool,
    alarms: [bool; ALARMS.len()],
}

/// One alarm limit: raised beyond `limit`, armed again on the safe side of `clear`.
struct Alarm {
    name: &'static str,
    unit: &'static str,
    low: bool,
    limit: f64,
    clear: f64,
    sign: fn(&Signs) -> f64,
}

/// Monitor limits (tuned; usual defaults, to verify).
const ALARMS: [Alarm; 6] = [
    Alarm {
        name: "Heart rate low",
        unit: "/min",
        low: true,
        limit: 45.0,
        clear: 50.0,
        sign: |s| s.heart_rate,
    },
    Alarm {
        name: "Heart rate high",
        unit: "/min",
        low: false,
        limit: 120.0,
        clear: 110.0,
        sign: |s| s.heart_rate,
    },
    Alarm {
        name: "Systolic pressure low",
        unit: "mmHg",
        low: true,
        limit: 90.0,
        clear: 95.0,
        sign: |s| s.systolic,
    },
    Alarm {
        name: "Systolic pressure high",
        unit: "mmHg",
        low: false,
        limit: 180.0,
        clear: 170.0,
        sign: |s| s.systolic,
    },
    Alarm { name: "Oxygen saturation low", unit: "%", low: true, limit: 90.0, clear: 92.0, sign: |s| s.spo2 },
    Alarm { name: "Pain", unit: "of 10", low: false, limit: 7.0, clear: 5.0, sign: |s| s.pain },
];

impl Patient {
    /// A patient at rest.
    pub fn new(patient: &model::Patient, seed: u64) -> Self {
        let rest = Signs {
            heart_rate: patient.heart_rate,
            systolic: patient.systolic_mmhg,
            diastolic: patient.diastolic_mmhg,
            spo2: patient.spo2_percent,
            pain: 0.0,
        };
        Self {
            rest,
            now: rest,
            blood_ml: BLOOD_ML_PER_KG * patient.weight_kg,
            stream: Stream::named(seed, "vagal"),
            vagal_ticks: 0,
            was_compressed: false,
            alarms: ALARMS.map(|alarm| alarm.beyond(&rest)),
        }
    }

    /// Lets one tick pass.
    pub fn step(&mut self, input: PatientInput, out: &mut Vec<What>) {
        if input.compressed && !self.was_compressed {
            let risk = 0.03 + 0.02 * self.now.pain;
            if self.stream.uniform() < risk {
                self.vagal_ticks = VAGAL_S * TICKS_PER_SECOND;
            }
        }
        self.was_compressed = input.compressed;
        let vagal = self.vagal_ticks > 0;
        self.vagal_ticks = self.vagal_ticks.saturating_sub(1);
        let goal = self.goal(input, vagal);
        let now = &mut self.now;
        approach(&mut now.heart_rate, goal.heart_rate, CIRCULATION_S);
        approach(&mut now.systolic, goal.systolic, CIRCULATION_S);
        approach(&mut now.diastolic, goal.diastolic, CIRCULATION_S);
        approach(&mut now.spo2, goal.spo2, SATURATION_S);
        approach(&mut now.pain, goal.pain, PAIN_S);
        for (raised, alarm) in self.alarms.iter_mut().zip(&ALARMS) {
            let value = (alarm.sign)(&self.now);
            if *raised {
                *raised = alarm.holds(value);
            } else if alarm.beyond(&self.now) {
                *raised = true;
                out.push(What::VitalsAlarm { text: format!("{}: {value:.0} {}", alarm.name, alarm.unit) });
            }
        }
    }

    /// Mean arterial pressure now, mmHg.
    pub fn mean_mmhg(&self) -> f64 {
        self.now.diastolic + (self.now.systolic - self.now.diastolic) / 3.0
    }

    /// Heart rate now, beats/min.
    pub fn heart_rate(&self) -> f64 {
        self.now.heart_rate
    }

    /// What the monitor shows.
    pub fn view(&self) -> VitalsView {
        VitalsView {
            heart_rate: self.now.heart_rate,
            systolic_mmhg: self.now.systolic,
            diastolic_mmhg: self.now.diastolic,
            spo2_percent: self.now.spo2,
            pain: self.now.pain,
        }
    }

    /// Takes the whole state into a hash. The stream's state follows from the number of compressions.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Signs { heart_rate, systolic, diastolic, spo2, pain } = self.now;
        for value in [heart_rate, systolic, diastolic, spo2, pain] {
            hash.float(value);
        }
        hash.int(u64::from(self.vagal_ticks));
        hash.int(u64::from(self.was_compressed));
        for raised in self.alarms {
            hash.int(u64::from(raised));
        }
    }

    fn goal(&self, input: PatientInput, vagal: bool) -> Signs {
        let share = |x: f64| if x.is_finite() { x.clamp(0.0, 1.0) } else { 0.0 };
        let lost = share(input.blood_lost_ml / self.blood_ml.max(1.0));
        let lungs = share(input.lung_load);
        let pressed = if input.compressed { 2.0 } else { 0.0 };
        let pain = (8.0 * share(input.ischaemia) + 2.0 * share(input.devascularised) + pressed).min(10.0);
        let (slowed, dropped) = if vagal { (0.55, 0.6) } else { (1.0, 1.0) };
        let racing = (250.0 * (lost - 0.05).max(0.0)).min(70.0) + 2.0 * self.now.pain + 30.0 * lungs;
        let pressure = (1.0 - 2.0 * (lost - 0.15).max(0.0)).max(0.35) * dropped;
        Signs {
            heart_rate: (self.rest.heart_rate + racing) * slowed,
            systolic: (self.rest.systolic + 2.0 * self.now.pain) * pressure,
            diastolic: self.rest.diastolic * pressure,
            spo2: (self.rest.spo2 - 25.0 * lungs).max(50.0),
            pain,
        }
    }
}

impl Alarm {
    fn beyond(&self, signs: &Signs) -> bool {
        let value = (self.sign)(signs);
        if self.low { value < self.limit } else { value > self.limit }
    }

    /// A raised alarm stays raised at this value.
    fn holds(&self, value: f64) -> bool {
        if self.low { value < self.clear } else { value > self.clear }
    }
}

fn approach(sign: &mut f64, goal: f64, tau_s: f64) {
    let gap = goal - *sign;
    *sign = if gap.abs() < RESTING { goal } else { *sign + gap * (DT / tau_s) };
}
