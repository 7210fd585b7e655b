//! The triggers of the vital signs, their alarms and their recovery.

use super::*;
use crate::sim::tick::TICKS_PER_SECOND;

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
        contrast_limit_ml: None,
        contrast_reaction_before: false,
        allergies: Vec::new(),
        anticoagulation: String::new(),
        portal_patent: true,
    };
    Patient::new(&model, 3, seed)
}

fn pass(patient: &mut Patient, input: PatientInput, seconds: u32) -> Vec<String> {
    let mut out = Vec::new();
    for _ in 0..seconds * TICKS_PER_SECOND {
        patient.step(input, &mut out).expect("signs that can be");
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
    let mut low = |share: f64| {
        let input = PatientInput { blood_lost_ml: share * 4900.0, ..PatientInput::default() };
        let mut alarms = pass(&mut patient, input, 400);
        alarms.retain(|text| text.starts_with("Systolic pressure low"));
        alarms
    };
    assert_eq!(low(0.31).len(), 1);
    assert!(low(0.29).is_empty(), "94 mmHg is not recovered");
    assert!(low(0.31).is_empty());
    assert!(low(0.0).is_empty());
    assert_eq!(low(0.31), ["Systolic pressure low: 90 mmHg"]);
}

fn hurt(patient: &mut Patient, ischaemia: Ischaemia) -> f64 {
    pass(patient, PatientInput { ischaemia, ..PatientInput::default() }, 600);
    patient.view().pain
}

#[test]
fn an_infarcted_organ_hurts_more_than_liver_and_tumour_and_an_opioid_takes_much_of_it() {
    let organ = Ischaemia { organ: 1.0, ..Ischaemia::default() };
    let liver = Ischaemia { liver: 1.0, ..Ischaemia::default() };
    let tumour = Ischaemia { tumour: 1.0, ..Ischaemia::default() };
    let [o, l, t] = [organ, liver, tumour].map(|i| hurt(&mut patient(1), i));
    assert!(o > 7.0 && l < o && t < l && t > 2.0, "{o} {l} {t}");
    let mut treated = patient(1);
    treated.give(Drug::Fentanyl, 100.0).unwrap();
    let eased = hurt(&mut treated, organ);
    assert!(eased < 0.65 * o && eased > 2.0, "{eased} of {o}");
}

#[test]
fn ethanol_and_solvent_hurt_by_amount_and_the_pain_goes() {
    let after = |irritants: Irritants, seconds: u32| {
        let mut patient = patient(1);
        patient
            .step(PatientInput { irritants, ..PatientInput::default() }, &mut Vec::new())
            .expect("signs that can be");
        pass(&mut patient, PatientInput::default(), seconds);
        patient.view().pain
    };
    let ethanol = |ethanol_ml: f64| Irritants { ethanol_ml, ..Irritants::default() };
    assert!(after(ethanol(6.0), 90) > 5.0 && after(ethanol(1.0), 90) < after(ethanol(6.0), 90));
    assert!(after(Irritants { dmso_ml: 0.3, ..Irritants::default() }, 90) > 2.0);
    assert!(after(Irritants { injured: true, ..Irritants::default() }, 90) > 3.0);
    assert!(after(ethanol(6.0), 3600) < 0.1);
}

/// By absolute values, until somebody treats it.
#[test]
fn vagal_reactions_are_seeded_and_rare_and_stay_until_they_are_treated() {
    let mut reacted = 0;
    for seed in 0..400 {
        let mut patient = patient(seed);
        patient.now.pain = 4.0;
        patient
            .step(PatientInput { compressed: true, ..PatientInput::default() }, &mut Vec::new())
            .expect("signs that can be");
        let mut again = self::patient(seed);
        again.now.pain = 4.0;
        let input = PatientInput { compressed: true, ..PatientInput::default() };
        again.step(input, &mut Vec::new()).expect("signs that can be");
        assert_eq!(patient.vagal.active(), again.vagal.active());
        if patient.vagal.active() {
            reacted += 1;
            let alarms = pass(&mut patient, PatientInput::default(), 120);
            assert!(alarms.iter().any(|text| text.contains("pressure low")), "{alarms:?}");
            pass(&mut patient, PatientInput::default(), 900);
            assert!((patient.heart_rate() - 40.0).abs() < 1.0, "{}", patient.heart_rate());
            assert!((patient.view().systolic_mmhg - 70.0).abs() < 1.0);
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
        sheath_out: false,
        contrast_given: false,
        ischaemia: Ischaemia { organ: f64::INFINITY, liver: -3.0, tumour: f64::NAN },
        irritants: Irritants { ethanol_ml: f64::NAN, dmso_ml: -1.0, injured: false },
    };
    pass(&mut patient, input, 10);
    assert_eq!(patient.heart_rate(), 75.0);
}

fn reacting(seeds: core::ops::Range<u64>) -> Patient {
    for seed in seeds {
        let mut patient = patient(seed);
        patient.now.pain = 6.0;
        patient
            .step(PatientInput { sheath_out: true, ..PatientInput::default() }, &mut Vec::new())
            .expect("signs that can be");
        if patient.vagal.active() {
            patient.now.pain = 0.0;
            return patient;
        }
    }
    panic!("no seed reacts");
}

#[test]
fn a_pulled_sheath_may_bring_a_vagal_reaction_and_atropine_ends_its_slow_heart() {
    let (mut treated, mut untreated) = (reacting(0..100), reacting(0..100));
    treated.give(Drug::Atropine, 1.0).unwrap();
    treated.give(Drug::Fluid, 500.0).unwrap();
    let input = PatientInput { sheath_out: true, ..PatientInput::default() };
    pass(&mut treated, input, 150);
    pass(&mut untreated, input, 150);
    assert!(untreated.heart_rate() < 45.0, "{}", untreated.heart_rate());
    assert!(treated.heart_rate() > 65.0, "{}", treated.heart_rate());
    assert!(treated.mean_mmhg() > untreated.mean_mmhg() + 20.0);
}

#[test]
fn great_pain_may_bring_a_vagal_reaction_once() {
    let reacted = (0..400)
        .filter(|seed| {
            let mut patient = patient(*seed);
            pass(
                &mut patient,
                PatientInput {
                    ischaemia: Ischaemia { organ: 1.0, ..Ischaemia::default() },
                    ..PatientInput::default()
                },
                150,
            );
            patient.vagal.active()
        })
        .count();
    assert!((20..160).contains(&reacted), "about 17 % of 400: {reacted}");
}

/// Signs at the depth of a severe reaction that is treated, or not, from its beginning.
fn severe(treated: bool) -> (f64, f64) {
    let mut patient = patient(1);
    patient.reaction = Reaction::about_to_begin(true);
    let begun = pass(&mut patient, PatientInput::default(), 30);
    assert!(begun.iter().any(|text| text.contains("ContrastReaction")), "{begun:?}");
    if treated {
        patient.give(Drug::Adrenaline, 0.5).unwrap();
    }
    pass(&mut patient, PatientInput::default(), 400);
    (patient.view().systolic_mmhg, patient.view().spo2_percent)
}

#[test]
fn adrenaline_ends_a_severe_reaction_to_contrast() {
    let (untreated, treated) = (severe(false), severe(true));
    assert!(untreated.0 < 85.0 && untreated.1 < 90.0, "{untreated:?}");
    assert!(treated.0 > 115.0 && treated.1 > 94.0, "{treated:?}");
}

/// Nobody comes out of it alone; oxygen helps the saturation and not the pressure.
#[test]
fn a_severe_reaction_stays_until_it_is_treated_and_oxygen_helps_the_breath_alone() {
    let hour = |oxygen: bool| {
        let mut patient = patient(1);
        patient.reaction = Reaction::about_to_begin(true);
        if oxygen {
            patient.give(Drug::Oxygen, 10.0).unwrap();
        }
        pass(&mut patient, PatientInput::default(), 3600);
        (patient.view().systolic_mmhg, patient.view().spo2_percent)
    };
    let (bare, helped) = (hour(false), hour(true));
    assert!(bare.0 < 65.0 && bare.1 < 87.0, "{bare:?}");
    assert!(helped.0 < 65.0 && helped.1 > bare.1 + 4.0, "{helped:?}");
}

#[test]
fn protamine_drops_the_pressure_for_minutes() {
    let mut patient = patient(1);
    patient.give(Drug::Protamine, 50.0).unwrap();
    pass(&mut patient, PatientInput::default(), 60);
    assert!(patient.view().systolic_mmhg < 115.0, "{}", patient.view().systolic_mmhg);
    pass(&mut patient, PatientInput::default(), 3000);
    assert!(patient.view().systolic_mmhg > 129.0);
}

#[test]
fn an_injured_wall_stays_narrow_under_nitroglycerin() {
    use crate::model::SegmentIx;
    let mut patient = patient(1);
    patient.spasms_mut().injure(SegmentIx(1));
    patient.give(Drug::Nitroglycerin, 200.0).unwrap();
    patient.soak(&[true; 3]);
    pass(&mut patient, PatientInput::default(), 1200);
    let left = patient.spasms.narrowing(SegmentIx(1));
    assert!((0.3..0.5).contains(&left), "{left}");
}

#[test]
fn a_mild_reaction_only_speeds_the_heart() {
    let mut patient = patient(1);
    patient.reaction = Reaction::about_to_begin(false);
    pass(&mut patient, PatientInput::default(), 300);
    assert!(patient.heart_rate() > 83.0);
    assert!((patient.view().systolic_mmhg - 130.0).abs() < 1e-9);
}

#[test]
fn spasm_holds_for_minutes_and_nitroglycerin_lets_it_go_sooner_with_a_delay() {
    use crate::model::SegmentIx;
    let half_gone = |dose: f64| {
        let mut patient = patient(1);
        patient.spasms_mut().provoke(SegmentIx(1), 1.0);
        pass(&mut patient, PatientInput::default(), 60);
        let worst = patient.spasms.narrowing(SegmentIx(1));
        assert!((0.5..0.7).contains(&worst), "{worst}");
        if dose > 0.0 {
            patient.give(Drug::Nitroglycerin, dose).unwrap();
            patient.soak(&[false, true, false]);
        }
        let mut seconds = 0;
        while patient.spasms.narrowing(SegmentIx(1)) > 0.5 * worst {
            pass(&mut patient, PatientInput::default(), 1);
            seconds += 1;
            assert!(seconds < 3600);
        }
        assert_eq!(patient.spasms.narrowing(SegmentIx(0)), 0.0);
        seconds
    };
    let (alone, treated) = (half_gone(0.0), half_gone(200.0));
    assert!((300..1200).contains(&alone), "{alone} s");
    assert!((30..300).contains(&treated), "{treated} s");
}

/// What is given into one vessel hardly reaches the spasm of another.
#[test]
fn nitroglycerin_acts_where_the_blood_takes_it() {
    use crate::model::SegmentIx;
    let mut patient = patient(1);
    for i in 0..3 {
        patient.spasms_mut().provoke(SegmentIx(i), 1.0);
    }
    pass(&mut patient, PatientInput::default(), 60);
    patient.give(Drug::Nitroglycerin, 200.0).unwrap();
    patient.soak(&[false, true, false]);
    pass(&mut patient, PatientInput::default(), 180);
    let [other, own] = [0, 1].map(|i| patient.spasms.narrowing(SegmentIx(i)));
    assert!(own < 0.25 && other > 0.3, "{own} {other}");
}

#[test]
fn a_spasm_is_told_when_it_comes_and_when_it_goes() {
    use crate::model::SegmentIx;
    let mut patient = patient(1);
    patient.spasms_mut().provoke(SegmentIx(2), 0.0);
    let mut turns = Vec::new();
    for _ in 0..3600 * TICKS_PER_SECOND {
        patient.step(PatientInput::default(), &mut Vec::new()).expect("signs that can be");
        turns.extend(patient.calibre_changes().iter().filter(|c| c.turned).map(|c| c.calibre >= 1.0));
    }
    assert_eq!(turns, [false, true]);
    assert_eq!(patient.spasms, Spasms::new(3));
}

#[test]
fn a_dose_of_the_wrong_unit_is_refused() {
    let mut patient = patient(1);
    for dose in [0.0, -1.0, f64::NAN, 600.0] {
        assert!(patient.give(Drug::Atropine, dose).is_err(), "{dose}");
    }
    assert!(patient.give(Drug::Atropine, 0.6).is_ok());
}
