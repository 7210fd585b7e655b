//! The vessels' own flow: the solution of a steady network without what is being injected.
//!
//! It is found with every solve, before the one with the injection, and is what everything asks that is about the vessel and
//! not about the moment: what is measured (a hand on the syringe must not lift a residual flow), what the body answers to
//! (`control`), and which way blood runs.

use super::network::Network;
use crate::model::{BedIx, NodeIx, SegmentIx};
use crate::units::{Flow, Pressure};

/// A view of that solution.
#[derive(Clone, Copy, Debug)]
pub struct Free<'a>(pub(super) &'a Network);

impl Free<'_> {
    /// Pressure at a node.
    pub fn pressure(self, node: NodeIx) -> Pressure {
        Pressure::from_si(self.0.free[node.ix()])
    }

    /// Flow through a segment, from its start to its end.
    pub fn segment_flow(self, segment: SegmentIx) -> Flow {
        Flow::from_si(self.0.through(&self.0.free, segment.ix()))
    }

    /// Flow through a bed.
    pub fn bed_flow(self, bed: BedIx) -> Flow {
        self.0.to_bed(&self.0.free, bed)
    }
}
