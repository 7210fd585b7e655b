//! What is looked at beside the way and after the hand is off: neighbouring vessels, pulse, rest, reactions, oil.

use embolize::model::{AccessKind, Drug, Neighbour, Step};
use embolize::scoring::report::{Report, Status};
use embolize::sim::{Event, What};

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
}

#[test]
fn a_reaction_is_ended_by_the_drug_that_ends_it() {
    let after = |reaction: &What, drug: Drug| {
        let mut events = Story::ideal().events;
        let tick = events[0].tick;
        events.insert(1, Event { tick, what: reaction.clone() });
        events.insert(2, Event { tick, what: What::DrugGiven { drug, dose: 1.0 } });
        errors(&report_of(&events)).len()
    };
    let vagal = What::VagalReaction;
    let severe = What::ContrastReaction { severe: true };
    assert_eq!(after(&vagal, Drug::Atropine) + after(&vagal, Drug::Fluid), 0);
    assert_eq!(
        after(&severe, Drug::Adrenaline) + after(&What::ContrastReaction { severe: false }, Drug::Heparin),
        0
    );
    assert_eq!((after(&vagal, Drug::Adrenaline), after(&severe, Drug::Fluid)), (1, 1));
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
