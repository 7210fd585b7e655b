//! How far it is along the vessels from anywhere to the goal.

use super::Goal;
use crate::model::{Centreline, NodeIx, Segment, SegmentIx, VesselGraph};
use crate::sim::device::Tip;

/// Distances to one goal.
#[derive(Clone, Debug)]
pub(super) struct Way {
    goal: Goal,
    /// From each node, mm; infinite where no vessel leads.
    from_node: Vec<f64>,
}

impl Way {
    /// Measures the vessels whose wider end takes a device of this diameter, mm.
    pub(super) fn to(graph: &VesselGraph, goal: Goal, outer_mm: f64) -> Self {
        let takes = |segment: &Segment| {
            let radii = segment.centreline().map_or(&[0.0][..], Centreline::radii_mm);
            2.0 * radii[0].max(radii[radii.len() - 1]) >= outer_mm
        };
        let mut from_node = vec![f64::INFINITY; graph.nodes().len()];
        let target = graph.segment(goal.segment);
        let length_mm = target.centreline().map_or(0.0, Centreline::length_mm);
        let mut better = takes(target);
        if better {
            from_node[target.from.ix()] = goal.along_mm.clamp(0.0, length_mm);
            // The goal holds everywhere beyond it, and so at the far end.
            from_node[target.to.ix()] = 0.0;
        }
        while better {
            better = false;
            for segment in graph.segments() {
                let Some(line) = segment.centreline() else { continue };
                if segment.id == target.id || !takes(segment) {
                    continue;
                }
                for (near, far) in [(segment.from, segment.to), (segment.to, segment.from)] {
                    let over = from_node[far.ix()] + line.length_mm();
                    if over < from_node[near.ix()] {
                        from_node[near.ix()] = over;
                        better = true;
                    }
                }
            }
        }
        Self { goal, from_node }
    }

    /// Way left from a tip, mm: 0 where the goal is reached.
    pub(super) fn left_mm(&self, graph: &VesselGraph, tip: Tip) -> f64 {
        if tip.segment == self.goal.segment {
            return (self.goal.along_mm - tip.along_mm).max(0.0);
        }
        let segment = graph.segment(tip.segment);
        let length_mm = segment.centreline().map_or(0.0, Centreline::length_mm);
        let over = |node: NodeIx, way_mm: f64| self.from_node[node.ix()] + way_mm;
        over(segment.from, tip.along_mm).min(over(segment.to, (length_mm - tip.along_mm).max(0.0)))
    }

    /// The segments from a node to the goal, that of the goal included; `None` where no vessel leads.
    pub(super) fn route(&self, graph: &VesselGraph, from: NodeIx) -> Option<Vec<SegmentIx>> {
        let target = graph.segment(self.goal.segment);
        let mut route = Vec::new();
        let mut node = from;
        while node != target.from && node != target.to {
            let length_mm = |ix: SegmentIx| graph.segment(ix).centreline().map(Centreline::length_mm);
            let left_mm = |ix: SegmentIx| {
                let over = self.from_node[graph.segment(ix).other_end(node).ix()];
                Some(over + length_mm(ix)?).filter(|mm| mm.is_finite() && !route.contains(&ix))
            };
            let ways = graph.incident(node).iter().filter_map(|&ix| Some((ix, left_mm(ix)?)));
            let (next, _) = ways.min_by(|a, b| a.1.total_cmp(&b.1))?;
            route.push(next);
            node = graph.segment(next).other_end(node);
        }
        route.push(self.goal.segment);
        Some(route)
    }

    /// Whether a tip is where it should be.
    pub(super) fn reached(&self, tip: Tip) -> bool {
        tip.segment == self.goal.segment && tip.along_mm >= self.goal.along_mm
    }
}
