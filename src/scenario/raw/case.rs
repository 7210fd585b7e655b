//! A case file: patient, anatomy with what differs, targets, trolley, texts.

#![expect(missing_docs, reason = "fields say what the formats reference in docs/ explains")]

use serde::Deserialize;

use super::{Bed, Link, Node, Point, Provenances, RubricChanges, Segment, Shunt, Tissue};

/// A case file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    pub format: u32,
    pub id: String,
    pub title: String,
    pub objective: String,
    pub briefing: String,
    /// Id of the anatomy it builds on.
    pub anatomy: String,
    /// What this patient has besides the anatomy.
    #[serde(default)]
    pub add: Additions,
    /// Segments, links and beds of the anatomy that this patient has not, by id.
    #[serde(default)]
    pub remove: Vec<String>,
    /// Loci of the variants that stay as they are drawn when another anatomy is drawn for this case.
    #[serde(default)]
    pub fixed: Vec<String>,
    pub patient: Patient,
    pub access: Vec<Access>,
    pub studies: Vec<Study>,
    pub targets: Vec<Target>,
    pub protected: Vec<Protected>,
    /// Vessels beside the way that have to be looked at.
    #[serde(default)]
    pub neighbours: Vec<Neighbour>,
    pub trolley: Trolley,
    #[serde(default)]
    pub mechanics: Mechanics,
    #[serde(default)]
    pub rubric: RubricChanges,
    pub teaching: Vec<String>,
}

/// Parts a case adds to its anatomy.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Additions {
    pub nodes: Vec<Node>,
    pub segments: Vec<Segment>,
    pub links: Vec<Link>,
    pub beds: Vec<Bed>,
}

/// The patient.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Patient {
    pub age_years: f64,
    pub weight_kg: f64,
    pub creatinine_mg_dl: f64,
    pub egfr: f64,
    pub heart_rate: f64,
    pub systolic_mmhg: f64,
    pub diastolic_mmhg: f64,
    pub spo2_percent: f64,
    pub bleeding_factor: f64,
    /// Instead of the formula by weight and creatinine.
    #[serde(default)]
    pub contrast_limit_ml: Option<f64>,
    #[serde(default)]
    pub contrast_reaction_before: bool,
    #[serde(default)]
    pub allergies: Vec<String>,
    pub anticoagulation: String,
    pub portal_patent: bool,
    #[serde(default)]
    pub provenance: Provenances,
}

/// An access site judged for this patient.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Access {
    /// Access point id of the anatomy.
    pub site: String,
    pub findings: String,
    pub judgement: Judgement,
    pub reason: String,
}

/// See `model::Judgement`.
#[derive(Clone, Copy, Debug, Deserialize)]
pub enum Judgement {
    Appropriate,
    Acceptable,
    Inappropriate,
}

/// See `model::Mechanics`.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub enum Mechanics {
    #[default]
    Rails,
    Rod,
}

/// A diagnostic study.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Study {
    pub id: String,
    pub name: String,
    pub phase: StudyPhase,
    pub findings: String,
    #[serde(default)]
    pub required: bool,
}

/// See `model::StudyPhase`.
#[derive(Clone, Copy, Debug, Deserialize)]
pub enum StudyPhase {
    Arterial,
    Portal,
}

/// A target with its feeders. Each feeder gets a bed of its own, "TARGET.SEGMENT"; neighbours are joined.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    pub id: String,
    pub name: String,
    pub tissue: Tissue,
    pub feeders: Vec<Feeder>,
    /// Joins the compartments of neighbouring feeders, in the order given; needed with two or more.
    #[serde(default)]
    pub join: Option<Join>,
    pub venous_mmhg: f64,
    pub arteriole_um: f64,
    pub transit_s: f64,
    #[serde(default)]
    pub shunt: Option<Shunt>,
    pub centre_mm: Point,
    pub radius_mm: f64,
    pub endpoint: Endpoint,
    #[serde(default)]
    pub provenance: Provenances,
}

/// One feeder of a target.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feeder {
    /// The last segment before the target.
    pub segment: String,
    /// The segment it comes off.
    pub parent: String,
    /// What the target draws from it at rest.
    pub flow_ml_min: f64,
    #[serde(default)]
    pub provenance: Provenances,
}

/// Vessels inside the target that join its compartments.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Join {
    pub resistance_mmhg_s_ml: f64,
    pub diameter_um: f64,
    pub volume_ml: f64,
    #[serde(default)]
    pub provenance: Provenances,
}

/// When a target is done.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Endpoint {
    pub residual_flow_max: f64,
    pub devascularised_min: f64,
    #[serde(default)]
    pub keep_open: Vec<KeepOpen>,
    #[serde(default)]
    pub provenance: Provenances,
}

/// A vessel that stays open.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeepOpen {
    pub segment: String,
    pub flow_share: f64,
}

/// A bed to spare.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Protected {
    pub bed: String,
    pub tolerance: f64,
    pub harm: String,
    #[serde(default)]
    pub name_it: bool,
    #[serde(default)]
    pub provenance: Provenances,
}

/// A vessel beside the way.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Neighbour {
    pub segment: String,
    /// To be seen before anything is embolized, and not only before the first push beyond it.
    #[serde(default)]
    pub first: bool,
    /// To be seen once more after the last embolization.
    #[serde(default)]
    pub after: bool,
    pub reason: String,
}

/// What lies on the trolley.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trolley {
    /// Device ids of the catalogue.
    pub devices: Vec<String>,
    /// Agent ids of the catalogue, each judged for this case.
    pub agents: Vec<AgentChoice>,
    /// Contrast medium id of the catalogue.
    pub contrast: String,
}

/// An agent judged for a case.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgentChoice {
    pub agent: String,
    pub judgement: Judgement,
    pub reason: String,
}
