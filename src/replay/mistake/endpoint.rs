//! Mistakes about the end-point: too early, too far, unchecked, untrue.

use super::plan::{Plan, Treatment, each, flows_and_not, honest};
use super::{Mistake, Named, mistake};
use crate::replay::condition::Condition;
use crate::replay::script::Step;
use crate::sim::Command;

const END_POINT: &str = "end-point";

/// Share of a first push of somebody who stops much too early.
const LITTLE: f64 = 0.1;
/// Share of what flows past the feeder that is left when a parent artery is overdone, and the pushes for that at most.
const HARDLY: f64 = 0.3;
const MANY: u32 = 120;
/// Seconds of somebody who does not wait.
const SHORT_S: f64 = 5.0;

pub(super) const MISTAKES: &[Mistake] = &[
    mistake(
        ("declared_when_open", "A feeder is declared occluded that still flows"),
        END_POINT,
        Named::Error(&["declared_open_vessel"]),
        |plan| stopped_early(plan, false),
    ),
    mistake(
        ("stopped_early", "Embolization stops before the end-point"),
        END_POINT,
        Named::Error(&["incomplete_occlusion"]),
        |plan| stopped_early(plan, true),
    ),
    mistake(
        ("no_follow_up_run", "A feeder is declared without a run after the last push"),
        END_POINT,
        Named::Error(&["no_follow_up_run"]),
        |plan| {
            let first = plan.treatments().into_iter().next()?;
            let run =
                plan.runs().into_iter().find(|run| run.start > first.inject && run.end <= first.declare)?;
            Some(plan.cut(run))
        },
    ),
    mistake(
        ("not_declared", "Nothing is said about a feeder that is closed"),
        END_POINT,
        Named::Step("declare_truly"),
        |plan| {
            let first = plan.treatments().into_iter().next()?;
            Some(plan.cut(first.declare..first.declare + 1))
        },
    ),
    mistake(
        ("feeder_forgotten", "A second feeder is left open"),
        END_POINT,
        Named::Error(&["feeder_untreated"]),
        |plan| {
            let treatments = plan.treatments();
            let [.., before, last] = &treatments[..] else { return None };
            Some(plan.cut(before.declare + 1..last.declare + 1))
        },
    ),
    mistake(
        ("no_five_minutes", "The final run comes without a wait"),
        END_POINT,
        Named::Error(&["no_final_wait"]),
        |plan| {
            let last = plan.treatments().into_iter().next_back()?;
            let end = plan.runs().last()?.start;
            let shorter = |(i, step): (usize, &Step)| match step {
                Step::Do(Command::Wait { .. }) if i > last.inject && i < end => {
                    Step::Do(Command::Wait { seconds: SHORT_S })
                }
                other => other.clone(),
            };
            Some(plan.steps.iter().enumerate().map(shorter).collect())
        },
    ),
    mistake(
        ("no_final_run", "There is no final run from above the feeders"),
        END_POINT,
        Named::Error(&["no_final_wait"]),
        |plan| {
            let last = plan.treatments().into_iter().next_back()?;
            let run = plan.runs().into_iter().next_back().filter(|run| run.start > last.declare)?;
            Some(plan.cut(run))
        },
    ),
    mistake(
        ("over_treatment", "Embolization goes on in the parent artery after the feeder is closed"),
        END_POINT,
        Named::Error(&["over_treatment", "non_target_embolization"]),
        over_treatment,
    ),
];

/// Hardly anything goes into the last feeder; it is declared all the same, or not.
fn stopped_early(plan: &Plan<'_>, honestly: bool) -> Option<Vec<Step>> {
    let last = plan.treatments().into_iter().next_back()?;
    let Step::RepeatUntil { steps, .. } = &plan.steps[last.inject] else { return None };
    let mut changed = plan.steps.to_vec();
    let slower = |command: &Command| match command {
        Command::InjectAgent { rate_ml_s } => Command::InjectAgent { rate_ml_s: LITTLE * rate_ml_s },
        other => other.clone(),
    };
    let once = steps.iter().map(|step| each(step, &slower)).collect();
    changed[last.inject] = Step::Repeat { times: 1, steps: once };
    if honestly {
        changed[last.declare] = honest(&plan.steps[last.declare], plan.case);
    }
    Some(changed)
}

/// Before the check of a feeder the tip is drawn back to where more than this feeder hangs on the vessel, and there it goes
/// on until that hardly flows.
fn over_treatment(plan: &Plan<'_>) -> Option<Vec<Step>> {
    let treatments = plan.treatments();
    let (treated, above) = treatments.iter().find_map(|t: &Treatment| Some((t, plan.trunk(&t.feeder)?)))?;
    let check =
        plan.runs().into_iter().find(|run| run.start > treated.inject && run.end <= treated.declare)?;
    let pull =
        plan.steps[treated.inject..check.start].iter().position(|step| matches!(step, Step::Pull { .. }))?;
    let pull = treated.inject + pull;
    let (Step::Pull { slot, .. }, Step::RepeatUntil { steps, .. }) =
        (&plan.steps[pull], &plan.steps[treated.inject])
    else {
        return None;
    };
    let share = HARDLY * plan.spared_share(above)?;
    let flows = flows_and_not(Condition::FlowBelow { segment: above.to_owned(), share });
    let on = Step::Repeat { times: MANY, steps: vec![Step::If { condition: flows, steps: steps.clone() }] };
    let back = Step::Pull { slot: *slot, segment: above.to_owned() };
    // What the expert does after the last push: clear the catheter, and wait.
    let pedal = |step: &&Step| !matches!(step, Step::Do(Command::Fluoroscopy { .. }));
    let after = plan.steps[treated.inject + 1..pull].iter().filter(pedal).cloned();
    let mut changed = plan.with(check.start..check.start, [on].into_iter().chain(after));
    changed[pull] = back;
    Some(changed)
}
