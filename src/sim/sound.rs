//! What an amount can be: finite, and not negative.
//!
//! What blood carries is looked at where it has just changed (`Circulation::step`): what reaches the beds, beds, veins and vital
//! signs once a tick, vessels by turns (`Transport::mend`). What cannot be is put back and told with its place, so that a fault of the engine costs one vessel its
//! contents and not the session. Pressures look after themselves: a solve that fails leaves those before.

use crate::model::{BedIx, NodeIx, SegmentIx, VesselGraph};

/// Where something was found that cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// In the pressure at a node.
    Pressure(NodeIx),
    /// In what enters a vessel, is in it or leaves it.
    Vessel(SegmentIx),
    /// In what reaches a bed or is in it.
    Bed(BedIx),
    /// In the vein of a bed.
    Vein(BedIx),
    /// In the portal vein.
    Portal,
    /// In what leaves through the root.
    Root,
    /// In the vital signs.
    Vitals,
}

impl Fault {
    /// The place in words.
    pub fn place(self, graph: &VesselGraph) -> String {
        let vessel = |node: NodeIx| {
            let segment = graph.incident(node).first();
            segment.map_or("none", |segment| &graph.segment(*segment).id)
        };
        let bed = |bed: BedIx| (&graph.bed(bed).id, vessel(graph.bed(bed).node));
        match self {
            Self::Pressure(node) => {
                format!("pressure at node '{}' of vessel '{}'", graph.node(node).id, vessel(node))
            }
            Self::Vessel(segment) => format!("contents of vessel '{}'", graph.segment(segment).id),
            Self::Bed(ix) => format!("contents of bed '{}' of vessel '{}'", bed(ix).0, bed(ix).1),
            Self::Vein(ix) => format!("vein of bed '{}' of vessel '{}'", bed(ix).0, bed(ix).1),
            Self::Portal => "portal vein".to_owned(),
            Self::Root => format!("what leaves through vessel '{}'", vessel(graph.root())),
            Self::Vitals => "vital signs".to_owned(),
        }
    }
}

/// Whether a value can be an amount.
pub fn is_amount(value: f64) -> bool {
    (0.0..f64::INFINITY).contains(&value)
}

/// Puts values that cannot be amounts back to nothing; whether there was one.
pub fn mend<'a>(values: impl IntoIterator<Item = &'a mut f64>) -> bool {
    let mut mended = false;
    for value in values.into_iter().filter(|value| !is_amount(**value)) {
        *value = 0.0;
        mended = true;
    }
    mended
}
