//! What a score promises: nothing lost without a fault, exactly one error for one mistake, nothing won by leaving
//! something out.

mod after;
mod fixture;
mod shipped;

use std::collections::BTreeSet;

use embolize::model::{Case, KNOWN_ERRORS, KNOWN_STEPS, Slot, StudyPhase};
use embolize::scoring::report::{Report, Status, Verdict};
use embolize::sim::outcome::Outcome;
use embolize::sim::{Event, Tick, What};
use fixture::{Story, case, errors, judge, outcome, rubric};
use proptest::prelude::*;

fn ideal_report() -> Report {
    judge(&case(), &Story::ideal().events, &outcome())
}

fn status(report: &Report, step: &str) -> Status {
    report.steps.iter().find(|s| s.id == step).unwrap_or_else(|| panic!("no step {step}")).status
}

/// Drops every event that `which` takes.
fn without(which: impl Fn(&What) -> bool) -> Vec<Event> {
    Story::ideal().events.into_iter().filter(|e| !which(&e.what)).collect()
}

/// Changes every event.
fn changed(change: impl Fn(&mut What)) -> Vec<Event> {
    let mut events = Story::ideal().events;
    for event in &mut events {
        change(&mut event.what);
    }
    events
}

/// The outcome with a change.
fn ending(change: impl FnOnce(&mut Outcome)) -> Outcome {
    let mut end = outcome();
    change(&mut end);
    end
}

/// Puts an event after the first that `which` takes.
fn inserted(which: impl Fn(&What) -> bool, what: What) -> Vec<Event> {
    let mut events = Story::ideal().events;
    let at = events.iter().position(|e| which(&e.what)).expect("something to stand behind") + 1;
    let tick = events[at - 1].tick;
    events.insert(at, Event { tick, what });
    events
}

fn is_run(number: u32) -> impl Fn(&What) -> bool {
    move |w| matches!(w, What::RunAcquired(r) if r.number == number)
}

fn is_push(w: &What) -> bool {
    matches!(w, What::AgentInjected { .. })
}

/// What the score does not hang on: told by something else as well, or by the outcome.
fn is_spare(w: &What) -> bool {
    matches!(
        w,
        What::DeviceLoaded { slot: Slot::Catheter | Slot::Microcatheter, .. }
            | What::AccessChosen { .. }
            | What::TipEntered { .. }
            | What::Bleeding { .. }
            | What::Haemostasis
            | What::AgentInjected { .. }
    )
}

/// Everything that concerns the second feeder between its naming and the final run.
fn is_second_feeder(w: &What) -> bool {
    match w {
        What::TipEntered { segment, .. } => segment == "feeder_b" || segment == "left_hepatic",
        What::AgentInjected { segment, .. } | What::OcclusionDeclared { segment, .. } => {
            segment == "feeder_b"
        }
        What::RunAcquired(r) => r.injected_at.as_deref() == Some("feeder_b"),
        _ => false,
    }
}

#[test]
fn a_procedure_without_a_fault_loses_nothing() {
    let report = ideal_report();
    assert_eq!(errors(&report), Vec::<&str>::new());
    let lost: Vec<_> = report.steps.iter().filter(|s| s.status != Status::Done || s.points < s.max).collect();
    assert!(lost.is_empty(), "{lost:#?}");
    assert_eq!((report.score, report.verdict), (100.0, Verdict::Pass));
}

#[test]
fn the_shipped_rubric_says_something_on_every_step_and_error_and_adds_up() {
    let rubric = rubric();
    let steps: Vec<&str> = rubric.phases.iter().flat_map(|p| &p.steps).map(|s| s.id.as_str()).collect();
    let unique = |ids: &[&str]| ids.iter().copied().map(str::to_owned).collect::<BTreeSet<String>>();
    assert_eq!(unique(&steps), unique(&KNOWN_STEPS));
    let ids: Vec<&str> = rubric.errors.iter().map(|e| e.id.as_str()).collect();
    assert_eq!(unique(&ids), unique(&KNOWN_ERRORS));
    assert_eq!((steps.len(), ids.len()), (KNOWN_STEPS.len(), KNOWN_ERRORS.len()), "nothing twice");
    let all = || rubric.phases.iter().flat_map(|p| &p.steps);
    assert_eq!(all().map(|s| s.points).sum::<f64>(), 100.0);
    let economy: f64 = all().filter(|s| s.id.starts_with("economy")).map(|s| s.points).sum();
    assert!(economy <= 6.0, "time and dose must never outweigh what was done");
    assert_eq!(
        rubric.phases.iter().map(|p| p.id.as_str()).collect::<Vec<_>>(),
        ["S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9"]
    );
    assert!(rubric.errors.iter().all(|e| e.points > economy), "economy never pays for an error");
}

/// One mistake each: events, outcome, and the one error.
fn one_mistake() -> Vec<(&'static str, Vec<Event>, Outcome)> {
    let mut list = reading_mistakes();
    list.extend(embolic_mistakes());
    list.extend(checking_mistakes());
    list.extend(closing_and_handling_mistakes());
    list
}

fn reading_mistakes() -> Vec<(&'static str, Vec<Event>, Outcome)> {
    let all = outcome;
    vec![
        ("no_initial_angiogram", without(is_run(1)), all()),
        (
            "access_inappropriate",
            changed(|w| match w {
                What::AccessChosen { site } | What::Punctured { site } => "right_radial".clone_into(site),
                _ => {}
            }),
            all(),
        ),
        (
            "feeder_not_named",
            without(|w| matches!(w, What::FeederNamed { segment } if segment == "feeder_b")),
            all(),
        ),
        (
            "wrong_vessel_named",
            changed(|w| match w {
                What::FeederNamed { segment } if segment == "feeder_b" => "gastric".clone_into(segment),
                _ => {}
            }),
            all(),
        ),
        ("hazard_not_named", without(|w| matches!(w, What::HazardNamed { .. })), all()),
        ("portal_not_assessed", without(|w| matches!(w, What::PortalAssessed { .. })), all()),
        (
            "portal_misjudged",
            changed(|w| {
                if let What::PortalAssessed { patent } = w {
                    *patent = false;
                }
            }),
            all(),
        ),
    ]
}

fn embolic_mistakes() -> Vec<(&'static str, Vec<Event>, Outcome)> {
    let dust = |w: &mut What| {
        if let What::AgentInjected { agent, .. } = w {
            "dust".clone_into(agent);
        }
    };
    let off = What::AgentInjected {
        agent: "pva".to_owned(),
        segment: "gastric".to_owned(),
        ml: 0.5,
        refluxed_ml: 0.0,
    };
    let refluxing = || {
        changed(|w| {
            if let What::AgentInjected { refluxed_ml, .. } = w {
                *refluxed_ml = 0.3;
            }
        })
    };
    vec![
        ("agent_inappropriate", changed(dust), outcome()),
        // the wrong size that reached the lungs is told once, as the graver of the two
        (
            "lung_shunting",
            changed(dust),
            ending(|o| {
                "dust".clone_into(&mut o.lungs[0].agent);
                o.lungs[0].lung_share = 0.4;
            }),
        ),
        // a wrong agent that shuts the trunk is one mistake, and so is one that leaves the feeders open
        ("agent_inappropriate", changed(dust), ending(|o| o.kept_open[0].flow_share = 0.2)),
        ("agent_inappropriate", changed(dust_and_silence), ending(open_feeders)),
        ("embolized_off_target", inserted(is_run(2), off.clone()), outcome()),
        ("reflux", refluxing(), outcome()),
        // reflux that reached the stomach is told as what it did
        ("non_target_embolization", refluxing(), ending(|o| o.protected[0].lost_share = 0.4)),
        ("non_target_embolization", inserted(is_run(2), off), ending(|o| o.protected[0].lost_share = 0.4)),
        ("over_treatment", Story::ideal().events, ending(|o| o.kept_open[0].flow_share = 0.2)),
        // the lobe's own bed is told instead of the lobe's artery
        (
            "non_target_embolization",
            Story::ideal().events,
            ending(|o| {
                o.kept_open[0].flow_share = 0.2;
                o.protected[1].lost_share = 0.8;
            }),
        ),
        // agents that are each below their limit, and together are not
        ("lung_shunting", Story::ideal().events, ending(|o| o.lung.closed_share = 0.05)),
        too_much("ethanol_over_ceiling", "ethanol"),
        too_much("oil_over_ceiling", "oil"),
    ]
}

/// Every push is of this agent, and all of them together are more than its ceiling allows.
fn too_much(id: &'static str, of: &str) -> (&'static str, Vec<Event>, Outcome) {
    let events = changed(|w| {
        if let What::AgentInjected { agent, ml, .. } = w {
            (*agent, *ml) = (of.to_owned(), 4.5);
        }
    });
    (id, events, ending(|o| of.clone_into(&mut o.lungs[0].agent)))
}

/// The wrong agent, and no false word on what it did.
fn dust_and_silence(w: &mut What) {
    match w {
        What::AgentInjected { agent, .. } => "dust".clone_into(agent),
        What::OcclusionDeclared { residual_flow, .. } => *residual_flow = 0.05,
        _ => {}
    }
}

fn open_feeders(o: &mut Outcome) {
    for feeder in &mut o.feeders {
        feeder.residual_flow = 0.5;
    }
    o.targets[0].devascularised = 0.4;
}

fn checking_mistakes() -> Vec<(&'static str, Vec<Event>, Outcome)> {
    let second_open = |o: &mut Outcome| {
        o.feeders[1].residual_flow = 1.1;
        o.targets[0].devascularised = 0.5;
    };
    // the first feeder lives on through the link as well
    let both_open = |o: &mut Outcome| {
        second_open(o);
        o.feeders[0].residual_flow = 0.2;
    };
    let false_word = changed(|w| match w {
        What::OcclusionDeclared { segment, residual_flow } if segment == "feeder_b" => *residual_flow = 0.6,
        _ => {}
    });
    let mut hurried = Story::ideal().events;
    let final_run =
        hurried.iter().rposition(|e| matches!(e.what, What::RunAcquired(_))).expect("a final run");
    if let What::RunAcquired(run) = &mut hurried[final_run].what {
        run.from = Tick(run.from.0 - 60 * 250);
    }
    vec![
        ("no_target_run", without(is_run(2)), outcome()),
        ("no_target_run", without(is_run(4)), outcome()),
        ("no_follow_up_run", without(is_run(3)), outcome()),
        ("no_follow_up_run", without(is_run(5)), outcome()),
        ("feeder_untreated", without(is_second_feeder), ending(second_open)),
        ("feeder_untreated", without(is_second_feeder), ending(both_open)),
        ("declared_open_vessel", false_word, ending(second_open)),
        (
            "incomplete_occlusion",
            Story::ideal().events,
            ending(|o| {
                o.feeders[1].residual_flow = 0.4;
                o.targets[0].devascularised = 0.8;
            }),
        ),
        ("incomplete_occlusion", Story::ideal().events, ending(|o| o.targets[0].devascularised = 0.6)),
        ("no_final_wait", hurried, outcome()),
        ("no_final_wait", without(is_run(6)), outcome()),
    ]
}

fn closing_and_handling_mistakes() -> Vec<(&'static str, Vec<Event>, Outcome)> {
    let bleeding = |o: &mut Outcome| o.haemostasis = false;
    let released_early = changed(|w| {
        if let What::CompressionReleased { bleeding, .. } = w {
            *bleeding = true;
        }
    });
    let beside = changed(|w| match w {
        What::CompressionStarted { effective, .. } => *effective = false,
        What::CompressionReleased { bleeding, .. } => *bleeding = true,
        _ => {}
    });
    let no_hand = without(|w| {
        matches!(w, What::CompressionStarted { .. } | What::CompressionReleased { .. } | What::Haemostasis)
    });
    let vessel = || "right_hepatic".to_owned();
    let slot = Slot::Microcatheter;
    let entered = |w: &What| matches!(w, What::TipEntered { .. });
    vec![
        ("pressure_too_short", released_early, ending(bleeding)),
        ("pressure_too_short", no_hand, ending(bleeding)),
        ("pressure_wrong_place", beside, ending(bleeding)),
        (
            "device_left_inside",
            without(|w| matches!(w, What::DeviceRemoved { .. })),
            ending(|o| o.left_inside = vec!["catheter".to_owned()]),
        ),
        (
            "pushed_without_wire",
            inserted(entered, What::PushedWithoutWire { slot, segment: vessel() }),
            outcome(),
        ),
        (
            "over_pressure",
            inserted(entered, What::OverPressure { segment: vessel(), rise_mmhg: 300.0 }),
            outcome(),
        ),
        // what is pushed on into a bed that is told to have been closed has nowhere to go
        (
            "non_target_embolization",
            inserted(entered, What::OverPressure { segment: "gastric".to_owned(), rise_mmhg: 300.0 }),
            ending(|o| o.protected[0].lost_share = 0.4),
        ),
        (
            "clogged_catheter",
            inserted(entered, What::CatheterClogged { slot, agent: "pva".to_owned() }),
            outcome(),
        ),
        (
            "vessel_injured",
            inserted(entered, What::VesselInjured { segment: vessel(), ml_min: 3.0 }),
            outcome(),
        ),
        ("reaction_untreated", inserted(entered, What::VagalReaction), outcome()),
        ("reaction_untreated", inserted(entered, What::ContrastReaction { severe: true }), outcome()),
        ("contrast_over_limit", Story::ideal().events, ending(|o| o.contrast_ml = 400.0)),
        ("not_finished", without(|w| *w == What::Finished), outcome()),
    ]
}

#[test]
fn one_mistake_gives_exactly_one_error_and_a_lower_score() {
    let case = case();
    let mut seen = BTreeSet::new();
    for (id, events, end) in one_mistake() {
        let report = judge(&case, &events, &end);
        assert_eq!(errors(&report), [id], "{report:#?}");
        assert!(report.score < 100.0 - 2.5, "{id} costs too little: {}", report.score);
        let rule = case.rubric.errors.iter().find(|e| e.id == id).expect("a rule");
        assert_eq!(report.critical_errors.len(), usize::from(rule.critical));
        if rule.critical {
            assert_eq!(report.verdict, Verdict::Fail, "{id} is critical");
        }
        let found = report.critical_errors.iter().chain(&report.errors).next().expect("the one");
        assert!(
            found.why.to_string().len() > rule.why.len() && !found.expert.is_empty(),
            "{id} has no evidence: {}",
            found.why
        );
        seen.insert(id);
    }
    let known: BTreeSet<&str> = KNOWN_ERRORS.into_iter().collect();
    assert_eq!(seen, known, "every error is found by some mistake");
}

#[test]
fn leaving_the_bleeding_unstopped_fails_however_it_came_about() {
    for (id, events, end) in closing_and_handling_mistakes() {
        if id.starts_with("pressure") {
            assert_eq!(judge(&case(), &events, &end).verdict, Verdict::Fail, "{id}");
        }
    }
}

#[test]
fn what_comes_after_something_that_needed_it_is_late() {
    let moved = |from: &dyn Fn(&What) -> bool, behind: &dyn Fn(&What) -> bool| {
        let mut events = Story::ideal().events;
        let at = events.iter().position(|e| from(&e.what)).expect("something to move");
        let moved = events.remove(at);
        let to = events.iter().position(|e| behind(&e.what)).expect("a place") + 1;
        let tick = events[to - 1].tick;
        events.insert(to, Event { tick, ..moved });
        judge(&case(), &events, &outcome())
    };
    let last_word = |w: &What| matches!(w, What::OcclusionDeclared { .. });
    let study = |w: &What| matches!(w, What::StudyRead { study } if study == "ct_arterial");
    let report = moved(&study, &|w| matches!(w, What::Punctured { .. }));
    assert_eq!(status(&report, "read_arterial_study"), Status::Late);
    assert_eq!(errors(&report), Vec::<&str>::new());

    let report = moved(&is_run(1), &last_word);
    assert_eq!(status(&report, "baseline_run"), Status::Late);
    assert_eq!(errors(&report), ["no_initial_angiogram"]);

    let report = moved(&is_run(2), &last_word);
    assert_eq!(status(&report, "target_run"), Status::Late);
    assert_eq!(errors(&report), ["no_target_run"]);

    let report = moved(&is_run(3), &last_word);
    assert_eq!(status(&report, "follow_up_run"), Status::Late);
    assert_eq!(errors(&report), ["no_follow_up_run"]);

    let portal = |w: &What| matches!(w, What::PortalAssessed { .. });
    let report = moved(&portal, &last_word);
    assert_eq!(status(&report, "assess_portal"), Status::Late);
    assert_eq!(errors(&report), ["portal_not_assessed"]);

    let named = |w: &What| matches!(w, What::FeederNamed { segment } if segment == "feeder_b");
    let report = moved(&named, &last_word);
    assert_eq!(status(&report, "name_feeders"), Status::Late);
    assert_eq!(errors(&report), Vec::<&str>::new(), "named before its own treatment");

    let report = moved(&|w| matches!(w, What::DeviceRemoved { .. }), &|w| *w == What::SheathRemoved);
    assert_eq!(status(&report, "catheter_out"), Status::Late);
    assert_eq!(status(&report, "sheath_out_after_catheter"), Status::Wrong);
}

#[test]
fn a_corrected_word_costs_points_and_is_no_error() {
    let events =
        inserted(is_run(2), What::OcclusionDeclared { segment: "feeder_a".to_owned(), residual_flow: 0.9 });
    let report = judge(&case(), &events, &outcome());
    assert_eq!(errors(&report), Vec::<&str>::new());
    assert!(report.score < 100.0);
}

#[test]
fn a_look_under_the_hand_is_no_error() {
    let mut events = Story::ideal().events;
    let at =
        events.iter().position(|e| matches!(e.what, What::CompressionStarted { .. })).expect("pressure") + 1;
    let tick = events[at - 1].tick.after(300.0);
    events.insert(at, Event { tick, what: What::CompressionReleased { held_s: 300.0, bleeding: true } });
    let again = What::CompressionStarted { above_mm: 15.0, effective: true };
    events.insert(at + 1, Event { tick: tick.after(5.0), what: again });
    let report = judge(&case(), &events, &outcome());
    assert_eq!(errors(&report), Vec::<&str>::new());
    assert!(report.score < 100.0);
}

#[test]
fn nothing_done_is_worth_nothing() {
    let report = judge(&case(), &[Event { tick: Tick(60), what: What::Finished }], &Outcome::default());
    assert_eq!((report.score, report.verdict), (0.0, Verdict::Fail));
    assert!(report.steps.iter().all(|s| s.points == 0.0), "{report:#?}");
    let report = judge(&case(), &[], &Outcome::default());
    assert_eq!(errors(&report), ["not_finished"], "what was never reached was not forgotten");
}

#[test]
fn a_session_that_breaks_off_is_told_once() {
    let events = Story::ideal().events;
    let broken = events.iter().position(|e| is_push(&e.what)).expect("a push");
    let report = judge(
        &case(),
        &events[..=broken],
        &ending(|o| {
            open_feeders(o);
            o.haemostasis = false;
            o.left_inside = vec!["sheath".to_owned(), "catheter".to_owned()];
        }),
    );
    assert_eq!(errors(&report), ["not_finished"]);
    assert_eq!(report.verdict, Verdict::Fail);
}

#[test]
fn what_a_case_does_not_ask_for_costs_nothing() {
    let mut case: Case = case();
    case.studies.retain(|s| s.phase == StudyPhase::Arterial);
    case.targets[0].feeders.truncate(1);
    let events = without(is_second_feeder);
    let events: Vec<Event> = events
        .into_iter()
        .filter(|e| {
            !matches!(&e.what, What::PortalAssessed { .. })
                && !matches!(&e.what, What::StudyRead { study } if study == "ct_portal")
        })
        .filter(|e| !matches!(&e.what, What::FeederNamed { segment } if segment == "feeder_b"))
        .collect();
    let report = judge(&case, &events, &ending(|o| o.feeders.truncate(1)));
    assert_eq!(errors(&report), Vec::<&str>::new(), "{report:#?}");
    assert_eq!((report.score, report.verdict), (100.0, Verdict::Pass));
    assert!(!report.steps.iter().any(|s| s.id == "assess_portal" || s.id == "further_feeders"));
}

#[test]
fn time_and_contrast_alone_never_fail_a_case() {
    let report = judge(
        &case(),
        &Story::ideal().events,
        &ending(|o| {
            o.procedure_s = 30_000.0;
            o.fluoroscopy_s = 9_000.0;
            o.contrast_ml = 290.0;
        }),
    );
    assert_eq!((errors(&report).len(), report.verdict), (0, Verdict::Pass));
    assert!(report.score >= 94.0 && report.score < 100.0);
}

#[test]
fn oil_in_the_lungs_is_limited_by_its_ceiling() {
    let events = changed(|w| {
        if let What::AgentInjected { agent, .. } = w {
            "oil".clone_into(agent);
        }
    });
    let end = ending(|o| {
        "oil".clone_into(&mut o.lungs[0].agent);
        o.lungs[0].lung_share = 0.15;
    });
    let report = judge(&case(), &events, &end);
    assert_eq!(errors(&report), Vec::<&str>::new());
    assert_eq!(report.metrics.lung_share_percent, 15.0);
}

#[test]
fn happenings_are_merged_and_in_order() {
    let mut story = Story::ideal();
    for share in [0.12, 0.2, 0.3] {
        story.then(What::NonTarget { bed: "stomach".to_owned(), lost_share: share });
    }
    story.then(What::VitalsAlarm { text: "heart rate 51/min".to_owned() });
    story.then(What::VitalsAlarm { text: "heart rate 49/min".to_owned() });
    let report = judge(&case(), &story.events, &outcome());
    let ids: Vec<&str> = report.events.iter().map(|h| h.id.as_str()).collect();
    assert_eq!(ids, ["non_target", "vitals_alarm"]);
    let told = report.events[0].what.to_string();
    assert!(told.contains("30 %") && told.contains("3 times"));
    assert!(report.events.windows(2).all(|w| w[0].tick <= w[1].tick));
}

#[test]
fn the_json_keys_are_the_contract() {
    let json = serde_json::to_value(ideal_report()).expect("a report is plain data");
    let keys =
        |v: &serde_json::Value| v.as_object().expect("an object").keys().cloned().collect::<BTreeSet<_>>();
    let set = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect::<BTreeSet<_>>();
    let top = [
        "scenario",
        "mode",
        "seed",
        "verdict",
        "score",
        "phases",
        "steps",
        "errors",
        "critical_errors",
        "events",
        "metrics",
        "state_hash",
        "sim_seconds",
    ];
    assert_eq!(keys(&json), set(&top));
    assert_eq!(keys(&json["phases"][0]), set(&["id", "score", "max"]));
    assert_eq!(keys(&json["steps"][0]), set(&["id", "status", "points", "max", "why", "tick"]));
    assert_eq!((json["verdict"].as_str(), json["steps"][0]["status"].as_str()), (Some("pass"), Some("done")));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Leaving things out never pays.
    #[test]
    fn removing_events_never_raises_the_score(gone in proptest::collection::btree_set(0_usize..60, 1..8)) {
        let events = Story::ideal().events;
        let kept: Vec<Event> =
            events.iter().enumerate().filter(|(i, _)| !gone.contains(i)).map(|(_, e)| e.clone()).collect();
        let report = judge(&case(), &kept, &outcome());
        let loaded = |device: &str| {
            kept.iter().any(|e| matches!(&e.what, What::DeviceLoaded { device: d, .. } if d == device))
        };
        // what never went in need not come out
        let spare = |w: &What| match w {
            What::DeviceRemoved { device, .. } if !loaded(device) => true,
            other => is_spare(other),
        };
        let needed = gone.iter().filter_map(|i| events.get(*i)).any(|e| !spare(&e.what));
        prop_assert!(report.score <= 100.0);
        prop_assert!(!needed || report.score < 100.0);
    }

    /// Any order of any events is judged without a panic, and no better than the documented one.
    #[test]
    fn any_order_is_judged(order in Just((0..49_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let events = Story::ideal().events;
        let shuffled: Vec<Event> = order.iter().filter_map(|i| events.get(*i).cloned()).collect();
        let report = judge(&case(), &shuffled, &outcome());
        prop_assert!(report.score < 100.0 || order.is_sorted());
    }
}
