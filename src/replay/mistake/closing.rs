//! Mistakes of the end: devices, sheath, pressure, and a case that is left.

use super::plan::{Plan, commands};
use super::{Mistake, Named, mistake};
use crate::model::Slot;
use crate::replay::script::Step;
use crate::sim::Command;

const CLOSURE: &str = "closure";

pub(super) const MISTAKES: &[Mistake] = &[
    mistake(
        ("catheter_left_in", "A catheter is left in the patient"),
        CLOSURE,
        Named::Error(&["device_left_inside"]),
        |plan| {
            // As long as it is in the sheath, the sheath cannot be pulled either.
            let catheter = plan.last_command(|c| *c == Command::Remove { slot: Slot::Catheter })?;
            let released = plan.last_command(|c| *c == Command::ReleaseCompression)?;
            Some(plan.cut(catheter..released + 1))
        },
    ),
    mistake(
        ("sheath_left_in", "The sheath is left in the patient"),
        CLOSURE,
        Named::Error(&["device_left_inside"]),
        |plan| {
            let sheath = plan.command(|c| *c == Command::RemoveSheath)?;
            let released = plan.last_command(|c| *c == Command::ReleaseCompression)?;
            Some(plan.cut(sheath..released + 1))
        },
    ),
    mistake(
        ("pressure_too_short", "Pressure ends while it still bleeds"),
        CLOSURE,
        Named::Error(&["pressure_too_short"]),
        |plan| {
            let (press, _) = pressed(plan)?;
            let released = plan.last_command(|c| *c == Command::ReleaseCompression)?;
            Some(plan.with(press + 1..released, commands([Command::Wait { seconds: 240.0 }])))
        },
    ),
    mistake(
        ("no_pressure", "Nobody presses on the access site"),
        CLOSURE,
        Named::Error(&["pressure_too_short"]),
        |plan| {
            let (press, _) = pressed(plan)?;
            let released = plan.last_command(|c| *c == Command::ReleaseCompression)?;
            Some(plan.cut(press..released + 1))
        },
    ),
    mistake(
        ("pressure_elsewhere", "Pressure is first put far from the puncture"),
        CLOSURE,
        Named::Error(&["pressure_wrong_place"]),
        |plan| {
            let (press, above_mm) = pressed(plan)?;
            let wrong = Step::Do(Command::Compress { above_mm: above_mm + 45.0 });
            Some(plan.with(press..press, [wrong, Step::Wait(120.0)]))
        },
    ),
    mistake(
        ("not_finished", "The case is left without its end"),
        CLOSURE,
        Named::Error(&["not_finished"]),
        |plan| {
            let end = plan.last_command(|c| *c == Command::Finish)?;
            Some(plan.cut(end..end + 1))
        },
    ),
    mistake(
        ("slow", "The case takes three times as long as an expert needs"),
        "economy",
        Named::Step("economy_time"),
        |plan| {
            let at = plan.command(|c| *c == Command::RemoveSheath)?;
            let idle = Command::Wait { seconds: 0.5 * plan.case.rubric.limits.time_s };
            Some(plan.with(at..at, [Step::Repeat { times: 5, steps: commands([idle]).collect() }]))
        },
    ),
];

/// The step that presses, and where; the next one holds.
fn pressed(plan: &Plan<'_>) -> Option<(usize, f64)> {
    let press = plan.command(|c| matches!(c, Command::Compress { .. }))?;
    match (&plan.steps[press], plan.steps.get(press + 1)) {
        (Step::Do(Command::Compress { above_mm }), Some(Step::Do(Command::Wait { .. }))) => {
            Some((press, *above_mm))
        }
        _ => None,
    }
}
