//! How a case is scored: phases with steps, errors, limits. Data only; `scoring` holds what the words mean.

/// The whole rubric of a case.
#[derive(Clone, Debug)]
pub struct Rubric {
    /// Phases in the documented order.
    pub phases: Vec<Phase>,
    /// Errors that cost points or the pass.
    pub errors: Vec<ErrorRule>,
    /// Score needed to pass, 0 to 100.
    pub pass_score: f64,
    /// Limits that errors and economy are measured against.
    pub limits: Limits,
}

impl Rubric {
    /// A phase by id.
    pub fn phase(&self, id: &str) -> Option<&Phase> {
        self.phases.iter().find(|phase| phase.id == id)
    }

    /// A step by id.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.phases.iter().flat_map(|phase| &phase.steps).find(|step| step.id == id)
    }

    /// An error by id.
    pub fn error(&self, id: &str) -> Option<&ErrorRule> {
        self.errors.iter().find(|error| error.id == id)
    }
}

/// One phase, S1 to S9 by default.
#[derive(Clone, Debug)]
pub struct Phase {
    /// Id, "S1" to "S9" by default.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Share of its points needed to pass, 0 to 1.
    pub minimum: f64,
    /// Its steps.
    pub steps: Vec<Step>,
}

/// One step: a check that the engine's events answer.
#[derive(Clone, Debug)]
pub struct Step {
    /// Id, one of [`KNOWN_STEPS`].
    pub id: String,
    /// What is asked, for people.
    pub rule: String,
    /// Why it matters and what an expert does, for people.
    pub expert: String,
    /// Points.
    pub points: f64,
}

/// One error rule.
#[derive(Clone, Debug)]
pub struct ErrorRule {
    /// Id, one of [`KNOWN_ERRORS`].
    pub id: String,
    /// Fails the case whatever the score.
    pub critical: bool,
    /// Points taken off the total.
    pub points: f64,
    /// What went wrong, for people.
    pub why: String,
    /// What an expert does instead, for people.
    pub expert: String,
}

/// Thresholds used by errors and economy.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Procedure time an expert needs, s; twice it earns nothing.
    pub time_s: f64,
    /// Fluoroscopy time an expert needs, s; twice it earns nothing.
    pub fluoroscopy_s: f64,
    /// Air kerma an expert needs, mGy; twice it earns nothing.
    pub air_kerma_mgy: f64,
    /// Share of the Cigarroa contrast limit that is still fine.
    pub contrast_share: f64,
    /// Wait before the last run, s.
    pub wait_s: f64,
    /// Refluxed embolic material that counts as an error, mL of mixture.
    pub reflux_ml: f64,
    /// Share of an injected particle dose that may reach the lungs.
    pub lung_share_max: f64,
}

/// Every step that scoring knows how to check, in the documented order: a rubric may use these and no others.
pub const KNOWN_STEPS: [&str; 25] = [
    "read_arterial_study",
    "read_portal_study",
    "assess_portal",
    "name_feeders",
    "name_hazards",
    "baseline_run",
    "choose_access",
    "insert_sheath",
    "wire_and_catheter",
    "superselective_tip",
    "target_run",
    "confirm_target",
    "choose_agent",
    "inject_without_reflux",
    "follow_up_run",
    "end_point",
    "declare_truly",
    "further_feeders",
    "final_run",
    "catheter_out",
    "sheath_out_after_catheter",
    "pressure",
    "economy_time",
    "economy_radiation",
    "economy_contrast",
];

/// Every error that scoring knows how to find: a rubric may use these and no others.
pub const KNOWN_ERRORS: [&str; 28] = [
    "no_initial_angiogram",
    "access_inappropriate",
    "feeder_not_named",
    "wrong_vessel_named",
    "hazard_not_named",
    "portal_not_assessed",
    "portal_misjudged",
    "no_target_run",
    "agent_inappropriate",
    "embolized_off_target",
    "reflux",
    "non_target_embolization",
    "lung_shunting",
    "over_treatment",
    "no_follow_up_run",
    "declared_open_vessel",
    "feeder_untreated",
    "incomplete_occlusion",
    "no_final_wait",
    "pressure_too_short",
    "pressure_wrong_place",
    "device_left_inside",
    "pushed_without_wire",
    "over_pressure",
    "clogged_catheter",
    "oil_over_ceiling",
    "contrast_over_limit",
    "not_finished",
];
