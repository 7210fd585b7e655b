//! The rubric file, and what a case changes in it.

#![expect(missing_docs, reason = "fields say what the formats reference in docs/ explains")]

use serde::Deserialize;

use super::Provenances;

/// The default rubric file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rubric {
    pub format: u32,
    pub phases: Vec<Phase>,
    pub errors: Vec<ErrorRule>,
    pub pass_score: f64,
    pub limits: Limits,
}

/// A phase of the rubric.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    pub id: String,
    pub name: String,
    pub minimum: f64,
    pub steps: Vec<Step>,
}

/// A step of the rubric.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub id: String,
    pub rule: String,
    pub expert: String,
    pub points: f64,
}

/// An error of the rubric.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErrorRule {
    pub id: String,
    pub critical: bool,
    pub points: f64,
    pub why: String,
    pub expert: String,
}

/// Limits of the rubric.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    pub time_s: f64,
    pub fluoroscopy_s: f64,
    pub air_kerma_mgy: f64,
    pub contrast_share: f64,
    pub wait_s: f64,
    pub reflux_ml: f64,
    pub lung_share_max: f64,
    #[serde(default)]
    pub provenance: Provenances,
}

/// What a case changes in the default rubric.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RubricChanges {
    pub pass_score: Option<f64>,
    pub limits: Option<Limits>,
    /// By phase id.
    pub phases: Vec<PhaseChange>,
    /// By step id; a step with 0 points is left out.
    pub steps: Vec<StepChange>,
    /// By error id.
    pub errors: Vec<ErrorChange>,
}

/// Change of one phase.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhaseChange {
    pub id: String,
    pub minimum: f64,
}

/// Change of one step.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepChange {
    pub id: String,
    #[serde(default)]
    pub points: Option<f64>,
    #[serde(default)]
    pub rule: Option<String>,
    #[serde(default)]
    pub expert: Option<String>,
}

/// Change of one error.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErrorChange {
    pub id: String,
    #[serde(default)]
    pub critical: Option<bool>,
    #[serde(default)]
    pub points: Option<f64>,
    #[serde(default)]
    pub why: Option<String>,
    #[serde(default)]
    pub expert: Option<String>,
}
