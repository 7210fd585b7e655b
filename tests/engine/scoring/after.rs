//! What is looked at beside the way and after the hand is off: neighbouring vessels, pulse, rest, reactions, oil.

use embolize::model::{AccessKind, Drug, Judgement, Neighbour, Step};
use embolize::scoring::report::{Report, Status};
use embolize::sim::{Event, Tick, What};

use super::fixture::{Story, case, errors, judge, outcome};
use super::{status, without};

fn report_of(events: &[Event]) -> Report {
    judge(&case(), events, &outcome())
}

#[test]
fn the_pulse_counts_once_it_is_dry() {
    assert_eq!(status(&report_of(&Story::ideal().events), "pulse_check"), Status::Done);
    let never = without(|w| matches!(w, What::PulseChecked { .. }));
    assert_eq!(status(&report_of(&never), "pulse_check"), Status::Skipped);
    let mut early = never;
    let felt = Event { tick: early[0].tick, what: What::PulseChecked { present: true } };
    early.insert(1, felt);
    let report = report_of(&early);
    let step = report.steps.iter().find(|s| s.id == "pulse_check").expect("asked");
    assert_eq!((step.status, step.points), (Status::Wrong, 0.5 * step.max));
}

#[test]
fn rest_is_for_groin_and_elbow_and_long_enough() {
    let with_hours = |wanted: f64| {
        let mut events = Story::ideal().events;
        for event in &mut events {
            if let What::RestOrdered { hours } = &mut event.what {
                *hours = wanted;
            }
        }
        status(&report_of(&events), "bed_rest")
    };
    assert_eq!(
        [with_hours(1.0), with_hours(2.0), with_hours(6.0)],
        [Status::Wrong, Status::Done, Status::Done]
    );
    let mut radial = case();
    for site in &mut radial.access {
        site.kind = AccessKind::Radial;
    }
    let report = judge(&radial, &Story::ideal().events, &outcome());
    assert!(report.steps.iter().all(|s| s.id != "bed_rest"), "a band needs no bed");
    radial.access[0].kind = AccessKind::Femoral;
    let mut both = Story::ideal().events;
    let tick = both[0].tick;
    both.insert(1, Event { tick, what: What::Punctured { site: radial.access[0].id.clone() } });
    both.insert(2, Event { tick, what: What::Punctured { site: radial.access[1].id.clone() } });
    let report = judge(&radial, &both, &outcome());
    assert!(report.steps.iter().any(|s| s.id == "bed_rest"), "the groin was punctured as well");
}

/// Going in where it fits least is not undone by a puncture of the right artery afterwards.
#[test]
fn of_several_punctures_the_worst_counts() {
    let case = case();
    let wrong = case.access.iter().find(|site| site.judgement == Judgement::Inappropriate).expect("one");
    let mut events = Story::ideal().events;
    let first = events.iter().position(|e| matches!(e.what, What::Punctured { .. })).expect("one");
    let tick = events[first].tick;
    events.insert(first, Event { tick, what: What::Punctured { site: wrong.id.clone() } });
    let report = report_of(&events);
    assert_eq!(status(&report, "choose_access"), Status::Wrong);
    assert!(errors(&report).contains(&"access_inappropriate"), "{:?}", errors(&report));
}

/// A hand beside the place does no harm while the sheath still closes the artery.
#[test]
fn pressing_counts_from_when_the_sheath_is_out() {
    let mut events = Story::ideal().events;
    let out = events.iter().position(|e| e.what == What::SheathRemoved).expect("it is pulled");
    let early = Tick(events[out].tick.0.saturating_sub(90 * 60));
    let at = events.iter().rposition(|e| e.tick <= early).expect("the case is longer") + 1;
    let what = What::CompressionStarted { above_mm: -10.0, effective: false };
    events.insert(at, Event { tick: early, what });
    assert!(!errors(&report_of(&events)).contains(&"pressure_wrong_place"));
}

#[test]
fn a_reaction_is_ended_by_the_drug_that_ends_it() {
    let given = |reaction: &What, drug: Drug, dose: f64| {
        let mut events = Story::ideal().events;
        let tick = events[0].tick;
        events.insert(1, Event { tick, what: reaction.clone() });
        events.insert(2, Event { tick, what: What::DrugGiven { drug, dose } });
        errors(&report_of(&events)).len()
    };
    let after =
        |reaction: &What, drug: Drug| given(reaction, drug, if drug == Drug::Fluid { 250.0 } else { 0.6 });
    let vagal = What::VagalReaction;
    let severe = What::ContrastReaction { severe: true };
    assert_eq!(after(&vagal, Drug::Atropine) + after(&vagal, Drug::Fluid), 0);
    assert_eq!(
        after(&severe, Drug::Adrenaline) + after(&What::ContrastReaction { severe: false }, Drug::Heparin),
        0
    );
    assert_eq!((after(&vagal, Drug::Adrenaline), after(&severe, Drug::Fluid)), (1, 1));
    assert_eq!(given(&vagal, Drug::Atropine, 1e-3), 1, "a trace of it ends nothing");
}

/// A reaction that comes while the drug of an earlier one acts is over before anybody could see it.
#[test]
fn a_drug_that_still_acts_ends_a_later_reaction() {
    let later = |drug: Drug, dose: f64, seconds: f64| {
        let mut events = Story::ideal().events;
        let tick = events[0].tick;
        events.insert(1, Event { tick, what: What::DrugGiven { drug, dose } });
        let late = tick.after(seconds);
        let at = events.iter().position(|e| e.tick > late).unwrap_or(events.len());
        events.insert(at, Event { tick: late, what: What::VagalReaction });
        errors(&report_of(&events)).len()
    };
    assert_eq!((later(Drug::Fluid, 500.0, 1200.0), later(Drug::Fluid, 500.0, 2400.0)), (0, 1));
    assert_eq!(later(Drug::Atropine, 1.0, 2400.0), 0);
}

/// The case asks for runs of both lobar arteries: one lies on the way and was run, one is seen only when asked for.
#[test]
fn neighbours_are_looked_at_in_time_and_again() {
    let judged = |segment: &str, (first, after): (bool, bool), story: &Story| {
        let mut case = case();
        let segment = case.graph.find_segment(segment).expect("of the fixture");
        case.neighbours = vec![Neighbour { segment, first, after, reason: "reason".to_owned() }];
        let phase = case.rubric.phases.iter_mut().find(|p| p.id == "S5").expect("of the rubric");
        let (rule, expert) = ("rule".to_owned(), "expert".to_owned());
        phase.steps.push(Step { id: "neighbour_runs".to_owned(), rule, expert, points: 4.0 });
        let report = judge(&case, &story.events, &outcome());
        let step = report.steps.into_iter().find(|s| s.id == "neighbour_runs").expect("asked");
        (step.status, step.points)
    };
    let ideal = Story::ideal();
    assert_eq!(judged("gastric", (false, false), &ideal), (Status::Skipped, 0.0));
    let mut early = Story::new();
    early.run("gastric", &["gastric"], &[]);
    early.events.extend(ideal.events.iter().cloned());
    assert_eq!(judged("gastric", (true, false), &early), (Status::Done, 4.0));
    assert_eq!(judged("gastric", (true, true), &early), (Status::Wrong, 2.0));
    let mut late = Story::ideal();
    late.run("gastric", &["gastric"], &[]);
    assert_eq!(judged("gastric", (false, true), &late), (Status::Late, 2.0));
    early.run("gastric", &["gastric"], &[]);
    assert_eq!(judged("gastric", (true, true), &early), (Status::Done, 4.0));
}

#[test]
fn much_oil_is_told_of_beforehand() {
    let oil = |ml_each: f64| {
        let mut events = Story::ideal().events;
        for event in &mut events {
            if let What::AgentInjected { agent, ml, .. } = &mut event.what {
                (*agent, *ml) = ("oil".to_owned(), ml_each);
            }
        }
        let count = events.iter().filter(|e| matches!(e.what, What::AgentInjected { .. })).count();
        (count as f64 * ml_each, report_of(&events).events.iter().any(|h| h.id == "oil_embolism_ahead"))
    };
    let (little, told) = oil(0.5);
    assert!(little < 14.5 && !told);
    let (much, told) = oil(5.0);
    assert!(much > 14.5 && told, "{much}");
}
