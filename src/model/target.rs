//! What is to be closed, and what must stay open.

use super::ids::{BedIx, SegmentIx};

/// A tumour or organ fed by one or more vessels that are joined inside it.
#[derive(Clone, Debug)]
pub struct Target {
    /// Id as in the file.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Its feeders, in the file's order.
    pub feeders: Vec<Feeder>,
    /// The end-point for this territory.
    pub endpoint: Endpoint,
}

/// One feeding vessel of a target, with the compartment it enters.
#[derive(Clone, Debug)]
pub struct Feeder {
    /// The last segment before the target.
    pub segment: SegmentIx,
    /// The vessel it comes off: its angiogram shows whether the feeder is closed.
    pub parent: SegmentIx,
    /// The compartment of the target at its end.
    pub bed: BedIx,
}

/// When the job is done, and when it is overdone. Measured from the state, never asked.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// Antegrade flow left in each feeder, as a share of rest, at most.
    pub residual_flow_max: f64,
    /// Share of the target's perfusion that has to be gone.
    pub devascularised_min: f64,
    /// Vessels that stay open, with the share of their resting flow to keep.
    pub keep_open: Vec<(SegmentIx, f64)>,
}

/// A vessel beside the way that has to be looked at, because it may feed the target or what must live.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbour {
    /// Which.
    pub segment: SegmentIx,
    /// Before anything is embolized; otherwise before the first push that blood could carry into it.
    pub first: bool,
    /// Once more after the last embolization.
    pub after: bool,
    /// Why, for people.
    pub reason: String,
}

/// A bed that must not be embolized.
#[derive(Clone, Debug)]
pub struct Protected {
    /// Which bed.
    pub bed: BedIx,
    /// Share of its perfusion that may be lost without harm.
    pub tolerance: f64,
    /// What happens beyond that, for people.
    pub harm: String,
    /// Whether S1 expects the trainee to name it as a hazard.
    pub name_it: bool,
}
