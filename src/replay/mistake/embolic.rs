//! Mistakes of the embolic material: which one, how fast, where.

use super::plan::{Plan, Treatment, each, honest, tried};
use super::{Mistake, Named, mistake};
use crate::model::{Judgement, Mechanism};
use crate::replay::condition::Condition;
use crate::replay::script::Step;
use crate::sim::Command;

const CHOICE: &str = "embolic choice";
const DELIVERY: &str = "delivery";

/// Seconds until clot has closed what a coil leaves.
const CLOT_S: f64 = 600.0;
/// Way into a branch that is short, mm.
const NEAR_MM: f64 = 4.0;

pub(super) const MISTAKES: &[Mistake] = &[
    mistake(
        ("particles_through_the_shunt", "Particles narrower than the shunt are injected"),
        CHOICE,
        Named::Error(&["lung_shunting"]),
        |plan| {
            let shunt = plan.shunt_um()?;
            // A clear mistake: half of them and more pass.
            let (agent, ..) = plan.particles().find(|(_, min, _)| *min < 0.6 * shunt)?;
            with_agent(plan, agent, &plan.treatments())
        },
    ),
    mistake(
        ("wrong_agent", "An agent that does not fit is injected"),
        CHOICE,
        Named::Error(&[
            "agent_inappropriate",
            "non_target_embolization",
            "clogged_catheter",
            "lung_shunting",
        ]),
        |plan| {
            // Oil and gel pass every lumen; particles narrower than the shunt are a mistake of their own.
            let fits = |id: &str| {
                let agent = plan.case.agent(id);
                agent.is_some_and(|a| {
                    matches!(a.mechanism, Mechanism::Oil { .. } | Mechanism::Collagen { .. })
                })
            };
            let wrong =
                |c: &&crate::model::AgentChoice| c.judgement == Judgement::Inappropriate && fits(&c.agent);
            let agent = plan.case.agent_choices.iter().find(wrong)?.agent.as_str();
            with_agent(plan, agent, plan.treatments().last_chunk::<1>()?)
        },
    ),
    mistake(
        (
            "proximal_coil",
            "Feeders are closed at their mouths by coils, in place of the target's own vessels",
        ),
        CHOICE,
        Named::Error(&["agent_inappropriate"]),
        proximal_coil,
    ),
    mistake(
        ("faster_than_the_flow", "The last syringe is pushed in faster than the vessel carries away"),
        DELIVERY,
        Named::Error(&["reflux", "non_target_embolization", "over_treatment"]),
        |plan| {
            let last = plan.treatments().into_iter().next_back()?;
            let agent = agent_before(plan, last.inject)?;
            let push = [
                Step::Do(Command::PrepareAgent { agent }),
                Step::Do(Command::InjectAgent { rate_ml_s: 0.5 }),
                Step::Wait(6.0),
                Step::Do(Command::InjectAgent { rate_ml_s: 0.0 }),
                Step::Wait(3.0),
            ];
            Some(plan.with(last.inject + 1..last.inject + 1, push))
        },
    ),
    mistake(
        ("wrong_branch", "The branch beside the feeder is embolized"),
        DELIVERY,
        Named::Error(&["embolized_off_target", "non_target_embolization"]),
        wrong_branch,
    ),
    mistake(
        ("oil_without_end", "More oil is given than its label allows"),
        DELIVERY,
        Named::Error(&["oil_over_ceiling"]),
        oil_without_end,
    ),
];

/// The agent that is in the syringe at a step.
fn agent_before(plan: &Plan<'_>, at: usize) -> Option<String> {
    plan.steps[..at].iter().rev().find_map(|step| match step {
        Step::Do(Command::PrepareAgent { agent }) => Some(agent.clone()),
        _ => None,
    })
}

/// Another agent for some of the treatments; whether it closes the vessel is open.
fn with_agent(plan: &Plan<'_>, id: &str, treatments: &[Treatment]) -> Option<Vec<Step>> {
    let swap = |command: &Command| match command {
        Command::PrepareAgent { .. } => Command::PrepareAgent { agent: id.to_owned() },
        other => other.clone(),
    };
    treatments.first()?;
    let mut steps = plan.steps.to_vec();
    for treatment in treatments {
        let prepared = plan.prepared_before(treatment.inject)?;
        steps[prepared] = each(&steps[prepared], &swap);
        steps[treatment.inject] = tried(&each(&plan.steps[treatment.inject], &swap));
        steps[treatment.declare] = honest(&plan.steps[treatment.declare], plan.case);
    }
    Some(steps)
}

/// Coils from where the particles were to come from: the feeder closes, the vessels behind it stay open.
fn proximal_coil(plan: &Plan<'_>) -> Option<Vec<Step>> {
    let treatments = plan.treatments();
    let lumen_mm = plan.way_in()?.inner_mm;
    let mut steps = plan.steps.to_vec();
    for treatment in &treatments {
        let (coil, detachable) = plan.coil_for(&treatment.feeder, lumen_mm)?;
        let prepared = plan.prepared_before(treatment.inject)?;
        steps[prepared] = Step::Do(Command::PrepareAgent { agent: coil.to_owned() });
        let mut piece = vec![Step::Do(Command::Deploy)];
        piece.extend(detachable.then_some(Step::Do(Command::Detach)));
        piece.push(Step::Do(Command::Wait { seconds: CLOT_S }));
        steps[treatment.inject] = Step::Repeat { times: 1, steps: piece };
        steps[treatment.declare] = honest(&plan.steps[treatment.declare], plan.case);
    }
    (!treatments.is_empty()).then_some(steps)
}

/// In place of a feeder the branch beside it is entered and embolized; the feeder itself is left.
fn wrong_branch(plan: &Plan<'_>) -> Option<Vec<Step>> {
    let treatments = plan.treatments();
    let (treated, beside) =
        treatments.iter().rev().find_map(|treated| Some((treated, plan.sibling(&treated.feeder)?)))?;
    let mut steps = plan.steps.to_vec();
    for step in &mut steps {
        let (Step::Enter { segment, along_mm, .. } | Step::Push { segment, along_mm, .. }) = step else {
            continue;
        };
        if *segment == treated.feeder {
            beside.clone_into(segment);
            *along_mm = along_mm.min(NEAR_MM);
        }
    }
    steps[treated.inject] = tried(&plan.steps[treated.inject]);
    steps[treated.declare] = honest(&plan.steps[treated.declare], plan.case);
    // What is stated there is not true, and would be a mistake of its own.
    let stated = plan.steps[..treated.inject]
        .iter()
        .rposition(|step| matches!(step, Step::Do(Command::ConfirmTarget { .. })))?;
    steps.remove(stated);
    Some(steps)
}

/// Oil beyond its ceiling into the first feeder before the particles.
fn oil_without_end(plan: &Plan<'_>) -> Option<Vec<Step>> {
    let choice = |id: &str| plan.case.agent_choices.iter().find(|c| c.agent == id).map(|c| c.judgement);
    let (oil, ceiling_ml, syringe_ml) = plan.case.agents.iter().find_map(|agent| match agent.mechanism {
        Mechanism::Oil { ceiling_ml } if choice(&agent.id) != Some(Judgement::Inappropriate) => {
            Some((agent.id.clone(), ceiling_ml, agent.syringe_ml))
        }
        _ => None,
    })?;
    let first = plan.treatments().into_iter().next()?;
    let prepared = plan.prepared_before(first.inject)?;
    let syringes = (1.05 * ceiling_ml / syringe_ml).ceil() as u32;
    let push = [
        Step::Do(Command::InjectAgent { rate_ml_s: 0.1 }),
        Step::Wait(10.0),
        Step::Do(Command::InjectAgent { rate_ml_s: 0.0 }),
        Step::Wait(2.0),
    ];
    let emptied = Step::RepeatUntil { condition: Condition::SyringeEmpty, max: 200, steps: push.to_vec() };
    let given = Step::Repeat {
        times: syringes,
        steps: vec![Step::Do(Command::PrepareAgent { agent: oil.clone() }), emptied],
    };
    Some(plan.with(prepared..prepared, [given]))
}
