//! The case as a person plays it: the way of the shipped expert, with keys and buttons.

use std::thread::sleep;
use std::time::Duration;

use embolize::app::ui::action::Amount;
use embolize::app::ui::view::segment_label;
use embolize::model::{Judgement, Slot};

use super::desktop::{Desktop, Named, now};
use super::operator::{Operator, text_of_window};
use crate::support::hepatic_hcc;

/// Share of the flow at rest below which a feeder is closed.
const CLOSED: f64 = 0.05;
/// What is left in a catheter that counts as flushed, mL.
const EMPTY_ML: f64 = 0.0015;
/// Longest wait for something that is on its way.
const WAY: Duration = Duration::from_secs(90);
/// Longest embolization of one feeder.
const EMBOLIZATION: Duration = Duration::from_mins(12);

/// Plays everything.
pub(crate) fn play(desktop: Desktop) {
    let mut operator = Operator::new(desktop, hepatic_hcc());
    let operator = &mut operator;
    begin(operator);
    read(operator);
    enter_artery(operator);
    come_back_after_a_power_cut(operator);
    baseline(operator);
    select_hepatic(operator);
    let right = ["proper_hepatic_1", "proper_hepatic_2", "right_hepatic_1"];
    first_feeder(operator, &right);
    second_feeder(operator);
    finish(operator);
    debrief(operator);
}

fn begin(operator: &mut Operator) {
    operator.desktop.click("○ Learn: guided, explained");
    operator.desktop.click("Begin the procedure");
    operator
        .desktop
        .wait("the suite", Duration::from_secs(20), |desktop| desktop.text("4 Studies").is_some());
}

/// S1.
fn read(operator: &mut Operator) {
    let case = operator.case.clone();
    for study in &case.studies {
        operator.desktop.click(&format!("Open {}", study.name));
    }
    for feeder in case.targets.iter().flat_map(|target| &target.feeders) {
        let id = &case.graph.segment(feeder.segment).id;
        operator.desktop.click(&format!("Feeder: {}", segment_label(text_of_window(), &case, id)));
    }
    for protected in case.protected.iter().filter(|protected| protected.name_it) {
        operator.desktop.click(&format!("Hazard: {}", case.graph.bed(protected.bed).name));
    }
    let state = if case.patient.portal_patent { "open" } else { "closed" };
    operator.desktop.click(&format!("○ Portal vein is {state}"));
    operator.desktop.shoot("1-studies");
}

/// S2, S3.
fn enter_artery(operator: &mut Operator) {
    let case = operator.case.clone();
    let site = case.access.iter().find(|site| site.judgement == Judgement::Appropriate);
    operator.desktop.tap("5");
    operator.desktop.click(&format!("○ {}", site.expect("one site is right").name));
    operator.desktop.click("Puncture");
    let sheath = case.device("sheath_5fr_11").expect("the sheath is on the trolley");
    operator.desktop.click(&format!("Insert {}", sheath.name));
}

/// The app is killed; the attempt is gone on with as it was.
fn come_back_after_a_power_cut(operator: &mut Operator) {
    operator.load("wire_bentson_035");
    operator.under_fluoroscopy(|operator| operator.push(Slot::Wire, "abdominal_aorta_2", 0.0));
    let before = operator.see(Slot::Wire).expect("the wire is in");
    // The journal is marked every two seconds.
    sleep(Duration::from_millis(2500));
    operator.desktop.cut_off();
    assert!(operator.desktop.open().is_ok(), "the app opens a second time");
    let go_on = operator.desktop.names().into_iter().find(|named| named.name.starts_with("Continue "));
    operator.desktop.click(&go_on.expect("the attempt is offered").name);
    operator.desktop.wait("the suite", Duration::from_mins(1), |desktop| {
        desktop.text("4 Studies").is_some() && desktop.text("Restoring").is_none()
    });
    let after = operator.see(Slot::Wire).expect("the wire is in again");
    assert_eq!(format!("{before:?}"), format!("{after:?}"));
}

/// S1, with the sheath in.
fn baseline(operator: &mut Operator) {
    operator.under_fluoroscopy(|operator| {
        operator.push(Slot::Wire, "thoracic_aorta_1", 0.0);
        operator.desktop.shoot("2-wire");
    });
    operator.load("pigtail_5fr_65");
    operator.under_fluoroscopy(|operator| operator.push(Slot::Catheter, "thoracic_aorta_2", 0.0));
    operator.remove(Slot::Wire);
    operator.desktop.tap("t");
    operator.desktop.tap("7");
    for _ in 0..3 {
        operator.desktop.click("Look lower");
    }
    operator.run((15.0, 25.0), 420.0, 7.0);
    operator.desktop.shoot("3-baseline");
    operator.load("wire_bentson_035");
    operator.under_fluoroscopy(|operator| operator.push(Slot::Wire, "thoracic_aorta_1", 0.0));
    operator.remove(Slot::Catheter);
}

/// S4, S5: the common hepatic artery.
fn select_hepatic(operator: &mut Operator) {
    operator.load("cobra_c2_5fr_80");
    operator.under_fluoroscopy(|operator| operator.push(Slot::Catheter, "abdominal_aorta_2", 0.0));
    operator.remove(Slot::Wire);
    operator.under_fluoroscopy(|operator| operator.enter(Slot::Catheter, "celiac_1", 4.0));
    operator.load("wire_angled_035");
    operator.under_fluoroscopy(|operator| {
        operator.enter(Slot::Wire, "celiac_2", 0.0);
        operator.enter(Slot::Wire, "common_hepatic", 25.0);
        operator.push(Slot::Catheter, "common_hepatic", 10.0);
    });
    operator.remove(Slot::Wire);
    operator.desktop.tap("t");
    operator.run((4.0, 12.0), 320.0, 7.0);
    operator.desktop.shoot("4-hepatic");
    operator.load("micro_24fr_150");
    operator.load("microwire_016_45");
}

fn first_feeder(operator: &mut Operator, way: &[&str]) {
    operator.under_fluoroscopy(|operator| {
        for segment in way {
            operator.enter(Slot::Wire, segment, 0.0);
        }
        operator.push(Slot::Microcatheter, "proper_hepatic_2", 8.0);
        for segment in ["right_hepatic_2", "right_anterior_hepatic", "anterior_superior_segmental_1"] {
            operator.enter(Slot::Wire, segment, 0.0);
        }
        operator.enter(Slot::Wire, "feeder_8", 12.0);
        operator.push(Slot::Microcatheter, "feeder_8", 6.0);
    });
    operator.remove(Slot::Wire);
    treat(operator, "feeder_8", "anterior_superior_segmental_1");
}

/// S8.
fn second_feeder(operator: &mut Operator) {
    operator.under_fluoroscopy(|operator| operator.pull(Slot::Microcatheter, "proper_hepatic_2"));
    operator.load("microwire_016_45");
    operator.under_fluoroscopy(|operator| {
        for segment in ["left_hepatic", "left_medial_hepatic", "medial_superior_segmental_1"] {
            operator.enter(Slot::Wire, segment, 0.0);
        }
        operator.enter(Slot::Wire, "feeder_4", 12.0);
        operator.push(Slot::Microcatheter, "feeder_4", 6.0);
    });
    operator.remove(Slot::Wire);
    treat(operator, "feeder_4", "medial_superior_segmental_1");
}

/// S5 to S7 for one feeder.
fn treat(operator: &mut Operator, feeder: &str, parent: &str) {
    let case = operator.case.clone();
    operator.desktop.tap("t");
    operator.run((0.5, 2.5), 220.0, 8.0);
    operator.desktop.shoot(&format!("5-{feeder}-before"));
    operator.desktop.tap("9");
    // The second time it has been confirmed before, from the other feeder.
    let mark = if operator.desktop.text("☑ Confirm ").is_some() { "☑" } else { "☐" };
    operator.desktop.click(&format!("{mark} Confirm {}", case.targets[0].name));
    operator.desktop.tap("8");
    let agent = case.agent("pva_150_250").expect("the particles are on the trolley");
    operator.desktop.click(&format!("Prepare {}", agent.name));
    embolize(operator);
    operator.desktop.tap("9");
    operator.let_pass("Wait 1 min");
    operator.let_pass("Wait 1 min");
    operator.under_fluoroscopy(|operator| operator.pull(Slot::Microcatheter, parent));
    operator.run((0.8, 4.0), 220.0, 8.0);
    operator.desktop.shoot(&format!("6-{feeder}-after"));
    operator.desktop.tap("9");
    operator
        .desktop
        .click(&format!("☐ Declare occluded: {}", segment_label(text_of_window(), &case, feeder)));
}

/// S6: small slow pulses under fluoroscopy, slower as the flow falls. The catheter holds a third of a millilitre: once
/// the flow falls, saline pushes that out, and only an empty catheter gets more.
fn embolize(operator: &mut Operator) {
    operator.desktop.wait("the mixed syringe", WAY, |desktop| desktop.text("Mixing: ").is_none());
    operator.desktop.down("space");
    let start = now();
    while let Some((flow, rest)) = operator.flow()
        && flow >= CLOSED * rest
    {
        assert!(start.elapsed() < EMBOLIZATION, "the feeder stays open: {flow} of {rest} mL/min");
        let open = flow >= 0.7 * rest;
        if open || operator.agent_in_catheter_ml() < EMPTY_ML {
            operator.set("Agent", Amount::AgentRate, if open { 0.1 } else { 0.05 });
            operator.desktop.down("v");
            sleep(Duration::from_secs_f64(if open { 2.0 } else { 4.0 }));
            operator.desktop.up("v");
        } else {
            let (rate, seconds) = match flow {
                flow if flow > 6.0 => (0.05, 2.0),
                flow if flow > 2.0 => (0.015, 4.0),
                _ => (0.008, 6.0),
            };
            operator.flush(rate, |_| sleep(Duration::from_secs_f64(seconds)));
        }
        sleep(Duration::from_secs(1));
    }
    operator.desktop.shoot("embolized");
    // Cleared before it goes anywhere else, as slowly as the last of the flow allows.
    operator.flush(0.004, |operator| {
        operator
            .desktop
            .wait("the empty catheter", EMBOLIZATION, |_| operator.agent_in_catheter_ml() < EMPTY_ML);
    });
    operator.desktop.up("space");
}

/// S7 for the whole liver, S9.
fn finish(operator: &mut Operator) {
    operator.desktop.tap("9");
    for _ in 0..5 {
        operator.let_pass("Wait 1 min");
    }
    operator.remove(Slot::Microcatheter);
    operator.desktop.tap("t");
    operator.run((4.0, 12.0), 320.0, 8.0);
    operator.desktop.shoot("7-last-run");
    operator.load("wire_bentson_035");
    operator.under_fluoroscopy(|operator| operator.pull(Slot::Catheter, "right_common_iliac"));
    operator.remove(Slot::Catheter);
    operator.remove(Slot::Wire);
    operator.desktop.tap("5");
    operator.desktop.click("Remove the sheath");
    operator.set("Above the skin puncture", Amount::AboveMm, 15.0);
    operator.desktop.click("Press here");
    operator.let_pass("Wait 1 min");
    calm(operator);
    operator.let_pass("Wait 10 min");
    operator.let_pass("Wait 5 min");
    operator.let_pass("Wait 5 min");
    operator.desktop.click("Release and look");
    operator.desktop.click("Feel the pulse");
    operator.desktop.click("Bed rest 4 h");
    operator.desktop.tap("9");
    operator.let_pass("Wait 30 s");
    operator.desktop.shoot("8-end");
    operator.desktop.click("End the case and see the debrief");
}

/// Treats a vagal reaction, which does not pass by itself, when there is one.
fn calm(operator: &mut Operator) {
    let told = |named: &Named| named.name.contains("vagal reaction") || named.name.contains("Heart rate low");
    if operator.desktop.names().iter().any(told) {
        operator.desktop.tap("9");
        for dose in ["Atropine 0.6 mg", "Fluid 250 mL", "Fluid 250 mL"] {
            operator.desktop.click(dose);
        }
        operator.desktop.tap("5");
    }
}

fn debrief(operator: &mut Operator) {
    let desktop = &operator.desktop;
    desktop.wait("the debrief", Duration::from_secs(30), |desktop| desktop.text("Debrief: ").is_some());
    sleep(Duration::from_secs(1));
    desktop.shoot("9-debrief");
    let texts: Vec<_> = desktop.names().into_iter().map(|named| named.name).collect();
    assert!(desktop.text("● Passed").is_some(), "not passed: {texts:#?}");
    assert!(texts.iter().any(|text| text.contains("not for patient care")));
    assert_eq!(desktop.attempts("session.ron").len(), 1, "the session is kept");
    assert_eq!(desktop.attempts("journal.ron").len(), 0, "its journal is not needed any more");
}
