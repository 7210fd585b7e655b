//! Where the body lies around a vessel tree: taken from the aorta, because nothing else of the patient is given.
//!
//! The aorta ends in front of the fourth lumbar vertebra (`S14`) and lies on the spine above it. Heights and
//! distances from there are authored for an adult.

use glam::DVec3;

use crate::model::{NodeIx, VesselGraph};

/// The aorta goes on at a node as long as the next radius is at least this share of the one before: iliac arteries
/// are narrower (`S1`: 9 against 16 mm).
const TRUNK_SHARE: f64 = 0.72;
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
    let mut samples = Vec::new();
    let mut node = graph.root();
    let mut seen = vec![false; graph.segments().len()];
    let mut last_radius = 0.0;
    while let Some((ix, next)) = widest(graph, node, &seen, TRUNK_SHARE * last_radius) {
        seen[ix] = true;
        if let Some(line) = graph.segments()[ix].centreline() {
            let pairs = line.points().iter().copied().zip(line.radii_mm().iter().copied());
            let forward = graph.segments()[ix].from == node;
            let mut part: Vec<_> = pairs.collect();
            if !forward {
                part.reverse();
            }
            last_radius = part[part.len() - 1].1;
            samples.extend(part);
        }
        node = next;
    }
    samples
}

fn widest(graph: &VesselGraph, node: NodeIx, seen: &[bool], least: f64) -> Option<(usize, NodeIx)> {
    let mut best: Option<(usize, NodeIx, f64)> = None;
    for &ix in graph.incident(node) {
        let segment = graph.segment(ix);
        let Some(line) = segment.centreline() else { continue };
        let radius =
            if segment.from == node { line.radius_at(0.0) } else { line.radius_at(line.length_mm()) };
        if !seen[ix.ix()] && radius >= least && best.is_none_or(|b| radius > b.2) {
            best = Some((ix.ix(), segment.other_end(node), radius));
        }
    }
    best.map(|b| (b.0, b.1))
}
