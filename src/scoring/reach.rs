//! Which vessel leads to which: the way of arterial blood from the root to a segment, as drawn.
//!
//! Anatomy only. Where blood really goes at a moment is the engine's business; what counts here is whether a place
//! could be expected to lead to the target.

use std::collections::VecDeque;

use crate::model::{Feeder, NodeIx, SegmentIx, Shape, VesselGraph};

/// The tree of shortest ways from the root, along the drawn direction of the vessels first.
pub(super) struct Reach {
    /// Segment through which blood arrives at a node.
    arrival: Vec<Option<SegmentIx>>,
    /// Segments from the root to a node; `None` when no vessel leads there.
    depth: Vec<Option<u32>>,
}

impl Reach {
    /// Walks the graph once. Links are not vessels: nothing is expected to come through them.
    pub(super) fn new(graph: &VesselGraph) -> Self {
        let count = graph.nodes().len();
        let mut reach = Self { arrival: vec![None; count], depth: vec![None; count] };
        reach.depth[graph.root().ix()] = Some(0);
        reach.walk(graph, true);
        reach.walk(graph, false);
        reach
    }

    /// Breadth first from everything reached so far, either with the drawn direction or regardless of it.
    fn walk(&mut self, graph: &VesselGraph, as_drawn: bool) {
        let mut known: Vec<(u32, NodeIx)> =
            self.depth.iter().enumerate().filter_map(|(i, d)| d.map(|d| (d, NodeIx::at(i)))).collect();
        known.sort_unstable();
        let mut queue: VecDeque<NodeIx> = known.into_iter().map(|(_, node)| node).collect();
        while let Some(node) = queue.pop_front() {
            let next_depth = self.depth[node.ix()].map_or(1, |d| d + 1);
            for &ix in graph.incident(node) {
                let segment = graph.segment(ix);
                let blocked =
                    matches!(segment.shape, Shape::Link { .. }) || (as_drawn && segment.from != node);
                let next = segment.other_end(node);
                if !blocked && self.depth[next.ix()].is_none() {
                    self.depth[next.ix()] = Some(next_depth);
                    self.arrival[next.ix()] = Some(ix);
                    queue.push_back(next);
                }
            }
        }
    }

    /// The segments from the root to a node.
    pub(super) fn path_to_node(&self, graph: &VesselGraph, node: NodeIx) -> Vec<SegmentIx> {
        let mut path = Vec::new();
        let mut here = node;
        while let Some(ix) = self.arrival[here.ix()] {
            path.push(ix);
            here = graph.segment(ix).other_end(here);
        }
        path.reverse();
        path
    }

    /// The segments from the root to a segment, which is the last of them.
    pub(super) fn path(&self, graph: &VesselGraph, segment: SegmentIx) -> Vec<SegmentIx> {
        let ends = graph.segment(segment);
        let depth = |node: NodeIx| self.depth[node.ix()].unwrap_or(u32::MAX);
        let near = if depth(ends.to) < depth(ends.from) { ends.to } else { ends.from };
        let mut path = self.path_to_node(graph, near);
        path.push(segment);
        path
    }
}

/// Segments before the parent that count as the approach to a feeder (authored).
const APPROACH: usize = 3;

/// The way to one feeder.
pub(super) struct Way {
    /// From the root to the feeder, both included.
    path: Vec<SegmentIx>,
    /// Where the feeder's parent is on it.
    parent: usize,
    /// Where the feeding vessel itself begins on it.
    own: usize,
}

impl Way {
    pub(super) fn new(graph: &VesselGraph, reach: &Reach, feeder: &Feeder) -> Self {
        let path = reach.path(graph, feeder.segment);
        let last = path.len() - 1;
        let parent = path.iter().position(|s| *s == feeder.parent).unwrap_or(last.saturating_sub(1));
        let vessel = &graph.segment(feeder.segment).vessel;
        let own = (parent + 1..=last).find(|i| graph.segment(path[*i]).vessel == *vessel).unwrap_or(last);
        Self { path, parent, own }
    }

    fn position(&self, segment: SegmentIx) -> Option<usize> {
        self.path.iter().position(|s| *s == segment)
    }

    /// Blood from here is expected to reach the feeder.
    pub(super) fn leads_from(&self, segment: SegmentIx) -> bool {
        self.position(segment).is_some()
    }

    /// Here is the parent of the feeder or nearer.
    pub(super) fn selective(&self, segment: SegmentIx) -> bool {
        self.position(segment).is_some_and(|i| i >= self.parent)
    }

    /// Here is the feeding vessel itself.
    pub(super) fn superselective(&self, segment: SegmentIx) -> bool {
        self.position(segment).is_some_and(|i| i >= self.own)
    }

    /// The last vessels before the feeding one: what is seen from above of a feeder that is closed with its parent.
    pub(super) fn approach(&self) -> &[SegmentIx] {
        &self.path[self.parent.saturating_sub(APPROACH)..self.own]
    }

    /// Here is above the feeding vessel: the parent or further towards the heart.
    pub(super) fn above(&self, segment: SegmentIx) -> bool {
        self.position(segment).is_some_and(|i| i < self.own)
    }
}
