//! The file formats, field by field: serde images of the RON texts. Nothing is checked here beyond types;
//! `validate` turns them into the model. Every block of numbers may carry `provenance`, keyed by field name.

#![expect(missing_docs, reason = "fields say what the formats reference in docs/ explains")]

use std::collections::BTreeMap;

use serde::Deserialize;

/// Version of the formats this program reads.
pub const FORMAT: u32 = 1;

/// Where the numbers of a block come from, by field name.
pub type Provenances = BTreeMap<String, Provenance>;

/// A point in RAS mm.
pub type Point = (f64, f64, f64);

/// Where a number comes from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Provenance {
    /// Read in these sources (ids of `sources.ron`).
    Sourced(Vec<String>),
    /// Computed from sourced numbers.
    Derived {
        /// Source ids.
        from: Vec<String>,
        /// The formula or method.
        how: String,
    },
    /// A usual value nobody has confirmed; the text says what to look for.
    ToVerify(String),
    /// Drawn or tuned for teaching: no source is claimed.
    Authored(String),
}

/// An anatomy file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anatomy {
    pub format: u32,
    pub id: String,
    pub name: String,
    /// Node held at aortic pressure.
    pub root: String,
    pub nodes: Vec<Node>,
    pub segments: Vec<Segment>,
    #[serde(default)]
    pub links: Vec<Link>,
    pub beds: Vec<Bed>,
    #[serde(default)]
    pub access: Vec<AccessPoint>,
}

/// A junction or end.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Node {
    pub id: String,
    pub at: Point,
}

/// A vessel segment.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Segment {
    pub id: String,
    /// Name of the vessel it is part of.
    pub vessel: String,
    pub from: String,
    pub to: String,
    /// Control points between the two nodes.
    #[serde(default)]
    pub via: Vec<Point>,
    /// Radius at start and end.
    pub radius_mm: (f64, f64),
    /// Published length; the drawn curve has to agree with it within 5 %.
    #[serde(default)]
    pub length_mm: Option<f64>,
    #[serde(default)]
    pub provenance: Provenances,
}

/// An anastomosis known only by its resistance.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    pub id: String,
    pub vessel: String,
    pub from: String,
    pub to: String,
    pub resistance_mmhg_s_ml: f64,
    pub diameter_um: f64,
    pub volume_ml: f64,
    #[serde(default)]
    pub provenance: Provenances,
}

/// A capillary bed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bed {
    pub id: String,
    pub name: String,
    /// Node it hangs at.
    pub at: String,
    pub tissue: Tissue,
    pub flow_ml_min: f64,
    pub venous_mmhg: f64,
    pub arteriole_um: f64,
    pub transit_s: f64,
    #[serde(default)]
    pub shunt: Option<Shunt>,
    pub centre_mm: Point,
    pub radius_mm: f64,
    #[serde(default)]
    pub provenance: Provenances,
}

/// See `model::Tissue`.
#[derive(Clone, Copy, Debug, Deserialize)]
pub enum Tissue {
    Tumour,
    Liver,
    Organ,
    RunOff,
}

/// An arterio-venous shunt.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shunt {
    pub diameter_um: f64,
    pub share: f64,
    #[serde(default)]
    pub provenance: Provenances,
}

/// A place of the anatomy where a sheath can enter.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccessPoint {
    pub id: String,
    pub name: String,
    pub kind: AccessKind,
    pub node: String,
}

/// See `model::AccessKind`.
#[derive(Clone, Copy, Debug, Deserialize)]
pub enum AccessKind {
    Femoral,
    Radial,
    Brachial,
}

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
    pub patient: Patient,
    pub access: Vec<Access>,
    pub studies: Vec<Study>,
    pub targets: Vec<Target>,
    pub protected: Vec<Protected>,
    pub trolley: Trolley,
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

/// A catalogue file: any of the three lists may be empty.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    pub format: u32,
    #[serde(default)]
    pub devices: Vec<Device>,
    #[serde(default)]
    pub agents: Vec<Agent>,
    #[serde(default)]
    pub contrast: Vec<Contrast>,
}

/// A device.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Device {
    pub id: String,
    pub name: String,
    pub kind: DeviceKind,
    pub outer_mm: f64,
    pub length_mm: f64,
    pub attenuation_per_cm: f64,
    #[serde(default)]
    pub provenance: Provenances,
}

/// See `model::DeviceKind`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum DeviceKind {
    Sheath { inner_mm: f64 },
    Wire { tip_deg: f64 },
    Catheter { inner_mm: f64, tip_deg: f64, side_holes: bool },
    Microcatheter { inner_mm: f64, tip_deg: f64 },
}

/// An agent product.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agent {
    pub id: String,
    pub name: String,
    pub mechanism: Mechanism,
    pub syringe_ml: f64,
    pub syringes: u32,
    pub iodine_mg_ml: f64,
    pub viscosity_mpa_s: f64,
    #[serde(default)]
    pub provenance: Provenances,
}

/// See `model::Mechanism`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Mechanism {
    Pva { size_um: (f64, f64), per_ml: f64 },
    Oil { ceiling_ml: f64 },
    Collagen { finest_um: f64 },
}

/// A contrast medium.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contrast {
    pub id: String,
    pub name: String,
    pub iodine_mg_ml: f64,
    pub viscosity_mpa_s: f64,
    #[serde(default)]
    pub provenance: Provenances,
}

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
    /// By step id; a step with 0 points is left out.
    pub steps: Vec<StepChange>,
    /// By error id.
    pub errors: Vec<ErrorChange>,
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

/// The bibliography.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sources {
    pub format: u32,
    pub sources: Vec<Source>,
}

/// One entry of the bibliography.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub id: String,
    pub citation: String,
    /// What of it was read.
    pub read: String,
}
