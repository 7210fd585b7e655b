//! Mistakes of the hands: a catheter ahead of its wire, pressure, a blocked lumen.

use super::plan::Plan;
use super::{Mistake, Named, mistake};
use crate::replay::script::Step;
use crate::sim::Command;

/// Way that the catheter is pushed on without a wire, mm: more than the engine lets pass.
const BARE_MM: f64 = 14.0;

pub(super) const MISTAKES: &[Mistake] = &[
    mistake(
        ("catheter_without_wire", "The catheter is pushed on after its wire is out"),
        "wire and catheter",
        Named::Error(&["pushed_without_wire"]),
        |plan| {
            let way = plan.way_in()?;
            let on = [Step::Do(Command::Advance { slot: way.slot, mm: BARE_MM }), Step::Settle];
            Some(plan.with(way.steps.end..way.steps.end, on))
        },
    ),
    mistake(
        ("lumen_blocked", "Particles too large for the catheter are tried first"),
        "delivery",
        Named::Error(&["clogged_catheter"]),
        lumen_blocked,
    ),
];

/// The catheter is blocked, taken out, and the way gone once more with a new one.
fn lumen_blocked(plan: &Plan<'_>) -> Option<Vec<Step>> {
    let way = plan.way_in()?;
    let (agent, ..) = plan.particles().find(|(_, _, max_um)| max_um / 1000.0 >= way.inner_mm)?;
    let inject = plan.treatments().first()?.inject;
    let tried = [
        Step::Do(Command::PrepareAgent { agent: agent.to_owned() }),
        Step::Try(Command::InjectAgent { rate_ml_s: 0.1 }),
        Step::Wait(2.0),
        Step::Try(Command::InjectAgent { rate_ml_s: 0.0 }),
        Step::Wait(1.0),
        Step::Do(Command::Remove { slot: way.slot }),
    ];
    let prepared = plan.prepared_before(inject)?;
    let again = plan.steps[way.steps].to_vec();
    Some(plan.with(prepared..prepared, tried.into_iter().chain(again)))
}
