//! Where the body lies around a vessel tree: taken from the aorta, because nothing else of the patient is given.
//!
//! The aorta ends in front of the fourth lumbar vertebra (`S14`) and lies on the spine above it. Heights and
//! distances from there are authored for an adult.

use glam::DVec3;

use crate::model::{NodeIx, SegmentIx, VesselGraph};

/// The aorta ends where it divides: where the second widest vessel is at least this share of the widest. Its other
/// branches are less than half as wide as itself (`S1`, `S2`).
const DIVIDES: f64 = 0.8;
/// From the aorta's axis to the middle of the vertebral body behind it, besides the aorta's radius, mm (authored).
const BEHIND_AORTA_MM: f64 = 20.0;

/// The course of the spine, from the pelvis upwards.
#[derive(Clone, Debug)]
pub(super) struct Landmarks {
    /// Middle of the fourth lumbar vertebral body, RAS mm.
    pub l4: DVec3,
    /// Middle of the vertebral bodies: height and depth, from below upwards.
    spine: Vec<(f64, f64)>,
}

impl Landmarks {
    /// From the widest way down from the root.
    pub(super) fn of(graph: &VesselGraph) -> Self {
        let trunk = trunk(graph);
        let (end, radius) = trunk.last().copied().unwrap_or((DVec3::ZERO, 8.0));
        // only the descending part lies on the spine
        let mut spine = vec![(end.z, end.y - radius - BEHIND_AORTA_MM)];
        for (point, radius) in trunk.iter().rev() {
            let highest = spine[spine.len() - 1].0;
            if point.z > highest + 4.0 {
                spine.push((point.z, point.y - radius - BEHIND_AORTA_MM));
            } else if point.z < highest - 8.0 {
                break;
            }
        }
        Self { l4: DVec3::new(0.0, spine[0].1, end.z), spine }
    }

    /// Middle of the spine at a height, RAS mm: straight on above and below the aorta.
    pub(super) fn spine_at(&self, z: f64) -> DVec3 {
        let i = self.spine.partition_point(|s| s.0 < z);
        let y = match (i.checked_sub(1).and_then(|k| self.spine.get(k)), self.spine.get(i)) {
            (Some(a), Some(b)) => a.1 + (b.1 - a.1) * (z - a.0) / (b.0 - a.0),
            (Some(last), None) => last.1 - 0.25 * (z - last.0).min(120.0),
            (None, Some(first)) => first.1 + 0.25 * (z - first.0).max(-120.0),
            (None, None) => 0.0,
        };
        DVec3::new(self.l4.x, y, z)
    }

    /// The inferior vena cava at a height: right of the aorta, in front of the spine.
    pub(super) fn cava_at(&self, z: f64) -> DVec3 {
        self.spine_at(z) + DVec3::new(18.0, 28.0, 0.0)
    }
}

/// Samples of the aorta with radius, from the root to its end.
fn trunk(graph: &VesselGraph) -> Vec<(DVec3, f64)> {
    let mut samples = vec![(graph.node(graph.root()).position_mm, 0.0)];
    let mut node = graph.root();
    let mut seen = vec![false; graph.segments().len()];
    while let Some(ix) = onwards(graph, node, &seen) {
        seen[ix.ix()] = true;
        let segment = graph.segment(ix);
        if let Some(line) = segment.centreline() {
            let mut part: Vec<_> =
                line.points().iter().copied().zip(line.radii_mm().iter().copied()).collect();
            if segment.from != node {
                part.reverse();
            }
            samples.extend(part);
        }
        node = segment.other_end(node);
    }
    samples
}

/// The segment that carries the aorta on from a node, unless it divides or ends there.
fn onwards(graph: &VesselGraph, node: NodeIx, seen: &[bool]) -> Option<SegmentIx> {
    let mut arms: Vec<(f64, SegmentIx)> = Vec::new();
    for &ix in graph.incident(node).iter().filter(|ix| !seen[ix.ix()]) {
        let segment = graph.segment(ix);
        if let Some(line) = segment.centreline() {
            let s = if segment.from == node { 0.0 } else { line.length_mm() };
            arms.push((line.radius_at(s), ix));
        }
    }
    arms.sort_by(|a, b| b.0.total_cmp(&a.0));
    match arms[..] {
        [widest, next, ..] if next.0 >= DIVIDES * widest.0 => None,
        [widest, ..] => Some(widest.1),
        [] => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Centreline, Node, Segment, Shape};

    /// Up from the heart, over the arch, down to the division; one wide branch and one thin one on the way.
    #[test]
    fn the_aorta_is_followed_to_its_division() {
        let at =
            [(0.0, 20.0, 200.0), (0.0, 0.0, 240.0), (0.0, -30.0, 200.0), (0.0, 0.0, 0.0), (30.0, 0.0, -50.0)];
        let at = [at[0], at[1], at[2], at[3], at[4], (-30.0, 0.0, -50.0), (50.0, 0.0, 260.0)];
        let nodes: Vec<Node> = at
            .iter()
            .map(|&(x, y, z)| Node { id: String::new(), position_mm: DVec3::new(x, y, z) })
            .collect();
        let join = |from: usize, to: usize, radius| Segment {
            id: format!("{from}-{to}"),
            vessel: String::new(),
            from: NodeIx::at(from),
            to: NodeIx::at(to),
            behaviour: crate::model::Behaviour::default(),
            shape: Shape::Conduit(
                Centreline::through(&[nodes[from].position_mm, nodes[to].position_mm], (radius, radius))
                    .unwrap(),
            ),
        };
        let segments = vec![
            join(0, 1, 14.0),
            join(1, 2, 12.0),
            join(3, 2, 8.0),
            join(3, 4, 5.0),
            join(3, 5, 4.8),
            join(1, 6, 6.0),
        ];
        let found = Landmarks::of(&VesselGraph::new(nodes, segments, Vec::new(), NodeIx::at(0)));
        assert_eq!(found.l4.z, 0.0);
        assert!((found.l4.y - (0.0 - 8.0 - BEHIND_AORTA_MM)).abs() < 1e-9);
        let higher = found.spine_at(150.0);
        assert!(higher.y < found.l4.y, "the aorta runs backwards going up, and the spine with it");
    }
}
