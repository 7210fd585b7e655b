//! The triggers of the vital signs, their alarms and their recovery.

use super::*;

fn patient(seed: u64) -> Patient {
    let model = model::Patient {
        age_years: 64.0,
        weight_kg: 70.0,
        creatinine_mg_dl: 1.0,
        egfr: 70.0,
        heart_rate: 75.0,
        systolic_mmhg: 130.0,
        diastolic_mmhg: 75.0,
        spo2_percent: 97.0,
        bleeding_factor: 1.0,
        allergies: Vec::new(),
        anticoagulation: String::new(),
        portal_patent: true,
    };
    Patient::new(&model, seed)
}

fn pass(patient: &mut Patient, input: PatientInput, seconds: u32) -> Vec<String> {
    let mut out = Vec::new();
    for _ in 0..seconds * TICKS_PER_SECOND {
        patient.step(input, &mut out);
    }
    out.into_iter()
        .map(|what| match what {
            What::VitalsAlarm { text } => text,
            other => format!("{other:?}"),
        })
        .collect()
}

#[test]
fn rest_is_rest_exactly() {
    let mut patient = patient(1);
    let before = patient.view();
    assert!(pass(&mut patient, PatientInput::default(), 300).is_empty());
    assert_eq!(patient.view(), before);
    assert!((patient.mean_mmhg() - (75.0 + 55.0 / 3.0)).abs() < 1e-12);
}

#[test]
fn blood_loss_speeds_the_heart_first_and_then_drops_the_pressure() {
    let mut patient = patient(1);
    let some = PatientInput { blood_lost_ml: 0.12 * 4900.0, ..PatientInput::default() };
    assert!(pass(&mut patient, some, 300).is_empty());
    assert!(patient.heart_rate() > 90.0);
    assert!((patient.view().systolic_mmhg - 130.0).abs() < 1e-9);
    let much = PatientInput { blood_lost_ml: 0.35 * 4900.0, ..PatientInput::default() };
    let alarms = pass(&mut patient, much, 300);
    assert_eq!(alarms.len(), 2, "{alarms:?}");
    assert!(patient.mean_mmhg() < 60.0);
}

#[test]
fn an_alarm_rings_once_and_is_armed_again_when_the_sign_has_recovered() {
    let mut patient = patient(1);
    let bad = PatientInput { lung_load: 0.5, ..PatientInput::default() };
    let worse = PatientInput { lung_load: 0.24, ..PatientInput::default() };
    assert_eq!(pass(&mut patient, bad, 400).len(), 1);
    assert!(pass(&mut patient, worse, 400).is_empty(), "91 % is not recovered");
    assert!(pass(&mut patient, bad, 400).is_empty());
    assert!(pass(&mut patient, PatientInput::default(), 400).is_empty());
    assert_eq!(patient.view().spo2_percent, 97.0);
    let again = pass(&mut patient, bad, 400);
    assert_eq!(again, ["Oxygen saturation low: 90 %"]);
}

#[test]
fn ischaemia_hurts_more_than_the_target() {
    let pain = |ischaemia, devascularised| {
        let mut patient = patient(1);
        pass(&mut patient, PatientInput { ischaemia, devascularised, ..PatientInput::default() }, 600);
        patient.view().pain
    };
    assert!((pain(0.0, 1.0) - 2.0).abs() < 1e-9);
    assert!((pain(0.5, 0.0) - 4.0).abs() < 1e-9);
    assert_eq!(pain(1.0, 1.0), 10.0);
}

#[test]
fn vagal_reactions_are_seeded_rare_and_pass() {
    let mut reacted = 0;
    for seed in 0..400 {
        let mut patient = patient(seed);
        patient.now.pain = 4.0;
        patient.step(PatientInput { compressed: true, ..PatientInput::default() }, &mut Vec::new());
        let mut again = self::patient(seed);
        again.now.pain = 4.0;
        again.step(PatientInput { compressed: true, ..PatientInput::default() }, &mut Vec::new());
        assert_eq!(patient.vagal_ticks, again.vagal_ticks);
        if patient.vagal_ticks > 0 {
            reacted += 1;
            let alarms = pass(&mut patient, PatientInput::default(), 60);
            assert!(alarms.iter().any(|text| text.contains("pressure low")), "{alarms:?}");
            pass(&mut patient, PatientInput::default(), 900);
            assert_eq!(patient.heart_rate(), 75.0);
        }
    }
    assert!((20..=70).contains(&reacted), "expected about 44 of 400: {reacted}");
}

#[test]
fn nonsense_from_outside_leaves_the_signs_finite() {
    let mut patient = patient(1);
    let input = PatientInput {
        blood_lost_ml: f64::NAN,
        compressed: false,
        ischaemia: f64::INFINITY,
        devascularised: -3.0,
        lung_load: f64::NAN,
    };
    pass(&mut patient, input, 10);
    assert_eq!(patient.heart_rate(), 75.0);
}
