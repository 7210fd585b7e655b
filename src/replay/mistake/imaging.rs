//! Mistakes of looking: runs that are missing, statements that are, and too much radiation or contrast.

use super::plan::{Plan, commands};
use super::{Mistake, Named, mistake};
use crate::replay::script::Step;
use crate::sim::Command;

const IMAGING: &str = "imaging";

pub(super) const MISTAKES: &[Mistake] = &[
    mistake(
        ("no_overview", "Embolization begins without an overview run"),
        IMAGING,
        Named::Error(&["no_initial_angiogram"]),
        |plan| {
            let early = before_first_injection(plan)?;
            let (_, overviews) = early.split_last()?;
            (!overviews.is_empty()).then(|| plan.without(overviews))
        },
    ),
    mistake(
        ("no_confirming_run", "A feeder is embolized without a run from the final position"),
        IMAGING,
        Named::Error(&["no_target_run"]),
        |plan| {
            // A run from the parent that shows the blush would do: all but the overview are left out.
            let early = before_first_injection(plan)?;
            let (_, later) = early.split_first()?;
            (!later.is_empty()).then(|| plan.without(later))
        },
    ),
    mistake(
        ("position_not_stated", "Nobody says that the tip is in the right place"),
        IMAGING,
        Named::Step("confirm_target"),
        |plan| {
            plan.command(|c| matches!(c, Command::ConfirmTarget { .. }))?;
            let other = |step: &&Step| !matches!(step, Step::Do(Command::ConfirmTarget { .. }));
            Some(plan.steps.iter().filter(other).cloned().collect())
        },
    ),
    mistake(
        ("foot_on_the_pedal", "Fluoroscopy stays on for the whole case"),
        "radiation",
        Named::Step("economy_radiation"),
        |plan| {
            let begins = plan.command(|c| *c == Command::Fluoroscopy { on: true })?;
            let ends = plan.last_command(|c| *c == Command::Fluoroscopy { on: false })?;
            let released = |(i, step): (usize, &Step)| {
                (i > begins && i < ends && *step == Step::Do(Command::Fluoroscopy { on: false }))
                    .then_some(i..i + 1)
            };
            let mut early: Vec<_> = plan.steps.iter().enumerate().filter_map(released).collect();
            let pressed = |(i, step): (usize, &Step)| {
                (i > begins && *step == Step::Do(Command::Fluoroscopy { on: true })).then_some(i..i + 1)
            };
            early.extend(plan.steps.iter().enumerate().filter_map(pressed));
            let mut steps = plan.without(&early);
            // Long enough to be more than twice what an expert needs.
            let forgotten = 2.0 * plan.case.rubric.limits.fluoroscopy_s + 60.0;
            let at = steps.iter().position(|s| *s == Step::Do(Command::Fluoroscopy { on: false }))?;
            steps.insert(at, Step::Do(Command::Wait { seconds: forgotten }));
            Some(steps)
        },
    ),
    mistake(
        ("contrast_without_end", "Overview runs are repeated past the contrast limit"),
        IMAGING,
        Named::Error(&["contrast_over_limit"]),
        |plan| {
            let first = plan.runs().into_iter().next()?;
            let (rate_ml_s, volume_ml) = plan.steps[first.clone()].iter().find_map(|step| match step {
                Step::Do(Command::PowerContrast { rate_ml_s, volume_ml, .. }) => {
                    Some((*rate_ml_s, *volume_ml))
                }
                _ => None,
            })?;
            let times = (1.1 * plan.case.patient.contrast_limit_ml() / volume_ml).ceil() as u32;
            let again = Step::Repeat {
                times,
                steps: commands([Command::PowerContrast { rate_ml_s, volume_ml, rise_s: 0.0 }])
                    .chain([Step::Wait(volume_ml / rate_ml_s + 5.0)])
                    .collect(),
            };
            Some(plan.with(first.end..first.end, [again]))
        },
    ),
];

/// The runs before the first embolic material.
fn before_first_injection(plan: &Plan<'_>) -> Option<Vec<core::ops::Range<usize>>> {
    let first = plan.treatments().first()?.inject;
    Some(plan.runs().into_iter().filter(|run| run.end <= first).collect())
}
