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
    /// Id, one of `scoring::sequence`'s checks.
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
    /// Id, one of `scoring`'s error checks.
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
