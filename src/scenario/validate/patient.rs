//! The patient.

use super::super::library::Library;
use super::super::locate::Spot;
use super::super::raw;
use super::number::{self, Range, range};
use super::{Block, Checker, ids, provenance, texts};
use crate::model::Patient;

fn numbers(raw: &raw::Patient) -> [(&'static str, f64, Range); 9] {
    [
        ("age_years", raw.age_years, range(0.0, 120.0, "years")),
        ("weight_kg", raw.weight_kg, range(2.0, 300.0, "kg")),
        ("creatinine_mg_dl", raw.creatinine_mg_dl, range(0.1, 25.0, "mg/dL")),
        ("egfr", raw.egfr, range(1.0, 200.0, "mL/min/1.73 m²")),
        ("heart_rate", raw.heart_rate, range(25.0, 230.0, "beats/min")),
        ("systolic_mmhg", raw.systolic_mmhg, range(50.0, 280.0, "mmHg")),
        ("diastolic_mmhg", raw.diastolic_mmhg, range(20.0, 180.0, "mmHg")),
        ("spo2_percent", raw.spo2_percent, range(50.0, 100.0, "%")),
        ("bleeding_factor", raw.bleeding_factor, range(0.2, 10.0, "times")),
    ]
}

/// Checks the patient.
pub(super) fn check(check: &mut Checker, library: &Library, raw: &raw::Patient, at: Spot<'_>) -> Patient {
    let block = Block::only(at, "the patient");
    let numbers = numbers(raw);
    let names = numbers.map(|(name, ..)| name);
    let fine = number::fields(check, &block, &numbers);
    if fine && raw.diastolic_mmhg >= raw.systolic_mmhg {
        let message = format!(
            "the diastolic pressure ({} mmHg) is not below the systolic one ({} mmHg)",
            raw.diastolic_mmhg, raw.systolic_mmhg
        );
        number::order(check, at.field("diastolic_mmhg"), message, "exchange the two numbers");
    }
    let mut names = names.to_vec();
    if let Some(limit) = raw.contrast_limit_ml {
        number::field(check, &block, "contrast_limit_ml", limit, range(10.0, 1000.0, "mL"));
        names.push("contrast_limit_ml");
    }
    provenance::check(check, library, &block, &raw.provenance, (&names, &[]));
    ids::text(check, &block, "anticoagulation", &raw.anticoagulation);
    for (i, allergy) in raw.allergies.iter().enumerate() {
        texts::filled(check, at.field("allergies").item(i), "an entry of `allergies`", allergy);
    }
    Patient {
        age_years: raw.age_years,
        weight_kg: raw.weight_kg,
        creatinine_mg_dl: raw.creatinine_mg_dl,
        egfr: raw.egfr,
        heart_rate: raw.heart_rate,
        systolic_mmhg: raw.systolic_mmhg,
        diastolic_mmhg: raw.diastolic_mmhg,
        spo2_percent: raw.spo2_percent,
        bleeding_factor: raw.bleeding_factor,
        contrast_limit_ml: raw.contrast_limit_ml,
        contrast_reaction_before: raw.contrast_reaction_before,
        allergies: raw.allergies.clone(),
        anticoagulation: raw.anticoagulation.clone(),
        portal_patent: raw.portal_patent,
    }
}
