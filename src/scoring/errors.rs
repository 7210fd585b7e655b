//! Errors by id. One mistake gives one error: where a graver one says it all, the lesser ones stay silent.

mod closing;
pub(super) mod embolic;
pub(super) mod endpoint;
mod handling;
pub(super) mod reading;

use super::facts::Facts;
use super::report::Finding;
use crate::model::ErrorRule;
use crate::said::Said;
use crate::sim::tick::Tick;

/// One mistake with its evidence.
pub(super) struct Fault {
    pub tick: Tick,
    pub evidence: Said,
}

impl Fault {
    fn new(tick: Tick, evidence: Said) -> Self {
        Self { tick, evidence }
    }
}

/// How an error is found.
type Check = fn(&Facts<'_>) -> Vec<Fault>;

/// Every error scoring knows, in the order of `model::KNOWN_ERRORS`.
pub(super) const CHECKS: [(&str, Check); 31] = [
    ("no_initial_angiogram", reading::no_initial_angiogram),
    ("access_inappropriate", reading::access_inappropriate),
    ("feeder_not_named", reading::feeder_not_named),
    ("wrong_vessel_named", reading::wrong_vessel_named),
    ("hazard_not_named", reading::hazard_not_named),
    ("portal_not_assessed", reading::portal_not_assessed),
    ("portal_misjudged", reading::portal_misjudged),
    ("no_target_run", endpoint::no_target_run),
    ("agent_inappropriate", embolic::agent_inappropriate),
    ("embolized_off_target", embolic::embolized_off_target),
    ("reflux", embolic::reflux),
    ("non_target_embolization", embolic::non_target_embolization),
    ("lung_shunting", embolic::lung_shunting),
    ("over_treatment", embolic::over_treatment),
    ("no_follow_up_run", endpoint::no_follow_up_run),
    ("declared_open_vessel", endpoint::declared_open_vessel),
    ("feeder_untreated", endpoint::feeder_untreated),
    ("incomplete_occlusion", endpoint::incomplete_occlusion),
    ("no_final_wait", endpoint::no_final_wait),
    ("pressure_too_short", closing::pressure_too_short),
    ("pressure_wrong_place", closing::pressure_wrong_place),
    ("device_left_inside", closing::device_left_inside),
    ("pushed_without_wire", handling::pushed_without_wire),
    ("over_pressure", handling::over_pressure),
    ("clogged_catheter", handling::clogged_catheter),
    ("vessel_injured", handling::vessel_injured),
    ("oil_over_ceiling", handling::oil_over_ceiling),
    ("ethanol_over_ceiling", handling::ethanol_over_ceiling),
    ("contrast_over_limit", handling::contrast_over_limit),
    ("reaction_untreated", closing::reaction_untreated),
    ("not_finished", closing::not_finished),
];

/// What the rule of a rubric finds in a session.
pub(super) fn find(rule: &ErrorRule, facts: &Facts<'_>) -> Vec<Finding> {
    let Some((_, check)) = CHECKS.iter().find(|(id, _)| *id == rule.id) else { return Vec::new() };
    let finding = |fault: Fault| Finding {
        id: rule.id.clone(),
        tick: fault.tick,
        why: Said::list([Said::from(&rule.why), fault.evidence], " "),
        expert: rule.expert.clone(),
        points: rule.points,
    };
    check(facts).into_iter().map(finding).collect()
}
