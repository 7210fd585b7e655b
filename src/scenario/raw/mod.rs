//! The file formats, field by field: serde images of the RON texts. Nothing is checked here beyond types;
//! `validate` turns them into the model. Every block of numbers may carry `provenance`, keyed by field name.

mod anatomy;
mod case;
mod catalogue;
mod rubric;
mod sources;
mod variants;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use anatomy::{
    AccessKind, AccessPoint, Anatomy, Bed, Blood, Collateral, Control, Drainage, Inlet, Link, Node, Segment,
    Shunt, Tissue, Wall, Waveform, Windkessel,
};
pub use case::{
    Access, Additions, AgentChoice, Case, Endpoint, Feeder, Join, Judgement, KeepOpen, Mechanics, Neighbour,
    Patient, Protected, Study, StudyPhase, Target, Trolley,
};
pub use catalogue::{Agent, Bend, Catalogue, Contrast, Device, DeviceKind, Mechanism, Stiffness};
pub use rubric::{
    ErrorChange, ErrorRule, Limits, Phase, PhaseChange, Rubric, RubricChanges, Step, StepChange,
};
pub use sources::{Source, Sources};
pub use variants::{Angle, Locus, Pattern, Spread, Variants};

/// Version of the formats this program reads.
pub const FORMAT: u32 = 1;

/// Where the numbers of a block come from, by field name.
pub type Provenances = BTreeMap<String, Provenance>;

/// A point in RAS mm.
pub type Point = (f64, f64, f64);

/// Where a number comes from.
#[derive(Clone, Debug, Deserialize, Serialize)]
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
