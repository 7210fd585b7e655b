//! Directions on the vessel graph: which way the sheath goes, and from where turns count.
//!
//! Turns count from e, the patient's front (+y) projected on the plane normal to the vessel's tangent t, or head (+z) where t
//! runs nearly along y; towards t × e they are positive: clockwise seen from the hub.

use glam::DVec3;

use crate::math;
use crate::model::{SegmentIx, VesselGraph};

/// |cos| between tangent and anterior above which superior is the reference (tuned).
const NEARLY_PARALLEL: f64 = 0.95;

/// Unit vector from the axis towards the side the tip is turned to.
pub(super) fn side(tangent: DVec3, roll_deg: f64) -> DVec3 {
    let reference = if tangent.dot(DVec3::Y).abs() > NEARLY_PARALLEL { DVec3::Z } else { DVec3::Y };
    let e = (reference - tangent * reference.dot(tangent)).normalize_or(DVec3::X);
    let roll = roll_deg.to_radians();
    e * math::cos(roll) + tangent.cross(e) * math::sin(roll)
}

/// The segments from `from` to the graph's root, nearest first, by fewest junctions (ties to the lower index).
/// `None` when no vessel with geometry leads there.
pub(super) fn way_to_root(graph: &VesselGraph, from: crate::model::NodeIx) -> Option<Vec<SegmentIx>> {
    let mut towards: Vec<Option<SegmentIx>> = vec![None; graph.nodes().len()];
    let mut queue = std::collections::VecDeque::from([graph.root()]);
    while let Some(node) = queue.pop_front() {
        for &segment in graph.incident(node) {
            let far = graph.segment(segment).other_end(node);
            let fresh = far != graph.root() && towards[far.ix()].is_none();
            if fresh && graph.segment(segment).centreline().is_some() {
                towards[far.ix()] = Some(segment);
                queue.push_back(far);
            }
        }
    }
    let mut way = Vec::new();
    let mut node = from;
    while node != graph.root() {
        let segment = towards[node.ix()]?;
        way.push(segment);
        node = graph.segment(segment).other_end(node);
    }
    Some(way)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roll_is_clockwise_seen_from_the_hub() {
        // Looking up the aorta (+z) from below: anterior (+y) at twelve o'clock, then the patient's left (-x) is on
        // the right-hand side... of someone who looks along +z with +y up, which is where clockwise goes first.
        let up = DVec3::Z;
        assert!(side(up, 0.0).distance(DVec3::Y) < 1e-12);
        assert!(side(up, 90.0).distance(DVec3::NEG_X) < 1e-12);
        assert!(side(DVec3::Y, 0.0).distance(DVec3::Z) < 1e-12);
    }
}
