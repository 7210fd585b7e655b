//! Who is joined to whom, for every solver of one graph: rows of the matrix, ends of segments, nodes of beds.
//!
//! A node whose pressure is given (the root under aortic pressure, an outlet held by a file) has no row; what it does to
//! its neighbours is load.

use super::order::NONE;
use crate::model::{Drive, NodeIx, VesselGraph};

/// The joints of a graph.
#[derive(Clone, Debug)]
pub(super) struct Topology {
    /// Nodes of each segment.
    pub(super) ends: Vec<(u32, u32)>,
    /// Node of each bed.
    pub(super) beds: Vec<u32>,
    /// Row of each node; [`NONE`] for one whose pressure is given.
    pub(super) row: Vec<u32>,
    /// Number of rows.
    pub(super) rows: usize,
    /// The node that everything else hangs on.
    pub(super) root: u32,
}

impl Topology {
    pub(super) fn of(graph: &VesselGraph) -> Self {
        let mut held = vec![false; graph.nodes().len()];
        held[graph.root().ix()] = true;
        for inlet in graph.inlets() {
            held[inlet.node.ix()] = matches!(inlet.drive, Drive::Pressure(_));
        }
        let mut rows = 0_u32;
        let number = |held: &bool| {
            if *held {
                return NONE;
            }
            rows += 1;
            rows - 1
        };
        let row: Vec<u32> = held.iter().map(number).collect();
        Self {
            ends: graph.segments().iter().map(|s| (s.from.0, s.to.0)).collect(),
            beds: graph.beds().iter().map(|b| b.node.0).collect(),
            row,
            rows: rows as usize,
            root: graph.root().0,
        }
    }

    /// Rows of the two ends of each segment.
    pub(super) fn edges(&self) -> Vec<(u32, u32)> {
        self.ends.iter().map(|&(a, b)| (self.row[a as usize], self.row[b as usize])).collect()
    }

    /// Adds to the load of a node; nothing for a node whose pressure is given.
    pub(super) fn add(&self, load: &mut [f64], node: u32, source: f64) {
        if let Some(entry) = load.get_mut(self.row[node as usize] as usize) {
            *entry += source;
        }
    }

    /// The node of a row.
    pub(super) fn node(&self, row: usize) -> NodeIx {
        let found = self.row.iter().position(|r| *r as usize == row);
        NodeIx::at(found.unwrap_or(self.root as usize))
    }
}
