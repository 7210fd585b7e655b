//! What is true at the end: measured from the state, compared by scoring with what was declared.

use serde::{Deserialize, Serialize};

/// Result of a session.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Simulated time, s.
    pub procedure_s: f64,
    /// Fluoroscopy time, s.
    pub fluoroscopy_s: f64,
    /// Contrast, mL.
    pub contrast_ml: f64,
    /// Runs.
    pub runs: u32,
    /// Air kerma, mGy.
    pub air_kerma_mgy: f64,
    /// Kerma-area product, Gy·cm².
    pub kap_gy_cm2: f64,
    /// Way of the innermost catheter's tip, mm.
    pub tip_path_mm: f64,
    /// Per feeder of every target.
    pub feeders: Vec<FeederOutcome>,
    /// Per target.
    pub targets: Vec<TargetOutcome>,
    /// Vessels that had to stay open.
    pub kept_open: Vec<KeptOpen>,
    /// Protected beds.
    pub protected: Vec<ProtectedOutcome>,
    /// Embolic material in the lungs, per agent used.
    pub lungs: Vec<AgentOutcome>,
    /// What all of it does to the lungs.
    #[serde(default)]
    pub lung: LungOutcome,
    /// Per target, in the file's order: how it would be graded, and for how long.
    #[serde(default)]
    pub grades: Vec<TargetGrade>,
    /// Embolic material in beds that belong to no target; those without are left out.
    #[serde(default)]
    pub elsewhere: Vec<BedLoad>,
    /// Devices still in the body at the end, sheath included.
    pub left_inside: Vec<String>,
    /// Access site dry without pressure.
    pub haemostasis: bool,
    /// Haematoma, mL.
    pub haematoma_ml: f64,
}

/// One feeder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FeederOutcome {
    /// Segment id.
    pub segment: String,
    /// Antegrade flow left, share of rest.
    pub residual_flow: f64,
    /// Heartbeats until a column of contrast in it clears at its present flow, at most 99.
    pub clearance_beats: f64,
}

/// One target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TargetOutcome {
    /// Target id.
    pub target: String,
    /// Share of its perfusion that is gone.
    pub devascularised: f64,
    /// Share of all lodged material that lies in it (by count and volume, 0 to 1).
    pub on_target_share: f64,
}

/// What an angiogram of a target would be graded, and how long it stays so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TargetGrade {
    /// Target id.
    pub target: String,
    /// After SACE: 1 flow and blush as at rest, 2 less blush, 3 less of both, 4 no antegrade flow.
    pub stasis_grade: u8,
    /// Temporary agents that lie in it.
    pub temporary: Vec<Temporary>,
}

/// A temporary agent in a target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Temporary {
    /// Agent id.
    pub agent: String,
    /// Share of the target's pieces that are of it.
    pub share: f64,
    /// Days after which vessels begin to open, and are open.
    pub opens_days: (f64, f64),
}

/// Embolic material in one bed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BedLoad {
    /// Bed id.
    pub bed: String,
    /// Pieces.
    pub particles: u64,
    /// Oil, gel and cast, mL.
    pub liquid_ml: f64,
}

/// A vessel that had to stay open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptOpen {
    /// Segment id.
    pub segment: String,
    /// Flow left, share of rest.
    pub flow_share: f64,
    /// Share that had to stay.
    pub required: f64,
}

/// A protected bed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProtectedOutcome {
    /// Bed id.
    pub bed: String,
    /// Share of its perfusion lost to lodged material.
    pub lost_share: f64,
    /// Share that does no harm.
    pub tolerance: f64,
}

/// The lungs, all agents together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LungOutcome {
    /// Share of their conductance that material has closed, 0 to 1.
    pub closed_share: f64,
    /// Oil in them, mL.
    pub oil_ml: f64,
}

/// Where an agent ended up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AgentOutcome {
    /// Agent id.
    pub agent: String,
    /// Injected mixture, mL.
    pub injected_ml: f64,
    /// Share of the dose in the lungs.
    pub lung_share: f64,
}
