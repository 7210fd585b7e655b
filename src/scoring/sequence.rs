//! Steps by id: whether each was done, in its place, late, not at all or with the wrong content.
//!
//! A partial order: a step is late when something that needed it came first. What needed it is named in each check.

mod close;
mod image;
mod inject;
mod navigate;
mod neighbour;
mod plan;
mod verify;

use super::facts::{Facts, Moment};
use super::metric::economy;
use super::report::{Status, StepScore};
use crate::model::{Phase, Step};
use crate::said::Said;
use crate::sim::tick::Tick;

/// Share of its points a late step earns (authored).
const LATE_SHARE: f64 = 0.5;

/// What a check says of a step.
pub(super) struct Judged {
    pub status: Status,
    /// Share of the points, 0 to 1.
    pub share: f64,
    /// The evidence.
    pub why: Said,
    pub tick: Option<Tick>,
}

impl Judged {
    pub(super) fn done(moment: Moment, why: Said) -> Self {
        Self { status: Status::Done, share: 1.0, why, tick: Some(moment.tick) }
    }

    pub(super) fn late(moment: Moment, why: Said) -> Self {
        Self { status: Status::Late, share: LATE_SHARE, why, tick: Some(moment.tick) }
    }

    pub(super) fn skipped(why: Said) -> Self {
        Self { status: Status::Skipped, share: 0.0, why, tick: None }
    }

    pub(super) fn wrong(moment: Moment, why: Said) -> Self {
        Self { status: Status::Wrong, share: 0.0, why, tick: Some(moment.tick) }
    }

    /// With this share of the points.
    pub(super) fn earning(mut self, share: f64) -> Self {
        self.share = share.clamp(0.0, 1.0);
        self
    }
}

/// How a step is judged.
#[derive(Clone, Copy)]
pub(super) enum Check {
    /// Every case asks for it.
    Always(fn(&Facts<'_>) -> Judged),
    /// `None` when the case does not ask for it.
    IfAsked(fn(&Facts<'_>) -> Option<Judged>),
}

/// Every step scoring knows, in the order of `model::KNOWN_STEPS`.
pub(super) const CHECKS: [(&str, Check); 28] = [
    ("read_arterial_study", Check::IfAsked(plan::read_arterial_study)),
    ("read_portal_study", Check::IfAsked(plan::read_portal_study)),
    ("assess_portal", Check::IfAsked(plan::assess_portal)),
    ("name_feeders", Check::IfAsked(plan::name_feeders)),
    ("name_hazards", Check::IfAsked(plan::name_hazards)),
    ("baseline_run", Check::Always(image::baseline_run)),
    ("choose_access", Check::Always(plan::choose_access)),
    ("insert_sheath", Check::Always(navigate::insert_sheath)),
    ("wire_and_catheter", Check::IfAsked(navigate::wire_and_catheter)),
    ("superselective_tip", Check::IfAsked(navigate::superselective_tip)),
    ("neighbour_runs", Check::IfAsked(neighbour::runs)),
    ("target_run", Check::IfAsked(image::target_run)),
    ("confirm_target", Check::IfAsked(image::confirm_target)),
    ("choose_agent", Check::Always(inject::choose_agent)),
    ("inject_without_reflux", Check::Always(inject::inject_without_reflux)),
    ("follow_up_run", Check::IfAsked(verify::follow_up_run)),
    ("end_point", Check::IfAsked(verify::end_point)),
    ("declare_truly", Check::IfAsked(verify::declare_truly)),
    ("further_feeders", Check::IfAsked(verify::further_feeders)),
    ("final_run", Check::IfAsked(verify::final_run)),
    ("catheter_out", Check::Always(close::catheter_out)),
    ("sheath_out_after_catheter", Check::Always(close::sheath_out_after_catheter)),
    ("pressure", Check::Always(close::pressure)),
    ("pulse_check", Check::Always(close::pulse_check)),
    ("bed_rest", Check::IfAsked(close::bed_rest)),
    ("economy_time", Check::Always(economy::time)),
    ("economy_radiation", Check::Always(economy::radiation)),
    ("economy_contrast", Check::Always(economy::contrast)),
];

/// The score of one step; `None` when the case does not ask for it.
pub(super) fn score(phase: &Phase, step: &Step, facts: &Facts<'_>) -> Option<StepScore> {
    let (_, check) = CHECKS.iter().find(|(id, _)| *id == step.id)?;
    let judged = match check {
        Check::Always(judge) => Some(judge(facts)),
        Check::IfAsked(judge) => judge(facts),
    };
    let judged = judged.filter(|_| step.points > 0.0)?;
    Some(StepScore {
        id: step.id.clone(),
        phase: phase.id.clone(),
        rule: step.rule.clone(),
        status: judged.status,
        points: super::rounded(step.points * judged.share),
        max: step.points,
        why: judged.why,
        expert: step.expert.clone(),
        tick: judged.tick,
    })
}
