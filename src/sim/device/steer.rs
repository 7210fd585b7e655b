//! Where a tip goes at a junction.
//!
//! The tip's direction is the vessel's tangent t, bent by the tip's angle θ towards the roll φ:
//!
//! d = t·cos θ + (e·cos φ + (t × e)·sin φ)·sin θ
//!
//! e: the patient's anterior (+y) projected on the plane normal to t, or superior (+z) where t runs nearly along y.
//! Positive φ is clockwise seen from the hub. Of the vessels that leave the junction and take the device, the one whose
//! first millimetres have the largest dot product with d is entered; ties go to the lower index. A vessel that leaves
//! sideways (more than 60° off t) counts only when the tip's side is within 60° of it, seen along t: a strongly bent tip
//! slides past an ostium in the wall it does not touch. Where only such vessels leave, all count.
//!
//! A shaped catheter that is pulled slides along the wall on the side it is turned to and drops into an ostium there.
//!
//! Valid as a rule of thumb for shaped tips; contact with the wall, stored twist and support are left out (they need a
//! rod). No source: it is geometry, with the constants below tuned.

use glam::DVec3;

use super::track::{Track, leaving, mouth_radius_mm};
use crate::math;
use crate::model::{SegmentIx, VesselGraph};

/// |cos| between tangent and anterior above which superior is the reference (tuned).
const NEARLY_PARALLEL: f64 = 0.95;
/// cos of the angle off the tangent beyond which a branch leaves sideways: 60° (tuned).
const SIDEWAYS_COS: f64 = 0.5;
/// cos of the angle around a vessel within which a pushed tip meets a sideways branch: 60° (tuned).
const MEET_COS: f64 = 0.5;
/// cos of the angle around a vessel within which a pulled tip catches an ostium: 45° (tuned).
const CATCH_COS: f64 = 0.7;

/// Unit vector from the axis towards the side the tip is turned to.
pub(super) fn side(tangent: DVec3, roll_deg: f64) -> DVec3 {
    let reference = if tangent.dot(DVec3::Y).abs() > NEARLY_PARALLEL { DVec3::Z } else { DVec3::Y };
    let e = (reference - tangent * reference.dot(tangent)).normalize_or(DVec3::X);
    let roll = roll_deg.to_radians();
    e * math::cos(roll) + tangent.cross(e) * math::sin(roll)
}

/// Unit direction of a tip bent by `bend_deg` and rolled by `roll_deg`.
pub(super) fn tip_direction(tangent: DVec3, bend_deg: f64, roll_deg: f64) -> DVec3 {
    let bend = bend_deg.to_radians();
    tangent * math::cos(bend) + side(tangent, roll_deg) * math::sin(bend)
}

/// What a device brings to a junction.
#[derive(Clone, Copy, Debug)]
pub(super) struct Steering {
    pub(super) bend_deg: f64,
    pub(super) roll_deg: f64,
    pub(super) outer_mm: f64,
}

/// Vessels with geometry that leave the far end of the track, except the one it came through and those it holds.
pub(super) fn branches<'a>(graph: &'a VesselGraph, track: &'a Track) -> impl Iterator<Item = SegmentIx> + 'a {
    let node = track.end(graph).map(|(node, _)| node);
    node.into_iter()
        .flat_map(|node| graph.incident(node))
        .copied()
        .filter(|&segment| !track.holds(segment) && graph.segment(segment).centreline().is_some())
}

/// The branch at the far end of the track that a leading tip enters; `None` when none takes the device.
pub(super) fn choose(graph: &VesselGraph, track: &Track, steering: Steering) -> Option<SegmentIx> {
    let (node, arriving) = track.end(graph)?;
    let tangent = arriving.and_then(|segment| leaving(graph, segment, node)).map_or(DVec3::Z, |back| -back);
    let direction = tip_direction(tangent, steering.bend_deg, steering.roll_deg);
    let wall = side(tangent, steering.roll_deg);
    // Best of those the tip meets, and best of all.
    let mut met: Option<(SegmentIx, f64)> = None;
    let mut any = met;
    for segment in branches(graph, track) {
        let takes = mouth_radius_mm(graph, segment, node).is_some_and(|r| 2.0 * r >= steering.outer_mm);
        let Some(way) = leaving(graph, segment, node).filter(|_| takes) else { continue };
        let found = (segment, direction.dot(way));
        if any.is_none_or(|(_, most)| found.1 > most) {
            any = Some(found);
        }
        let meets = way.dot(tangent) >= SIDEWAYS_COS || around(tangent, way).dot(wall) >= MEET_COS;
        if meets && met.is_none_or(|(_, most)| found.1 > most) {
            met = Some(found);
        }
    }
    met.or(any).map(|(segment, _)| segment)
}

/// The part of a direction across the tangent, as a unit vector (zero when there is none).
fn around(tangent: DVec3, way: DVec3) -> DVec3 {
    (way - tangent * way.dot(tangent)).normalize_or_zero()
}

/// The side branch that a shaped tip drops into when it is pulled back to the far end of `track`, having come from
/// segment `from` beyond it. Such a tip slides along the wall on the side it is turned to, so the rule is about that
/// side, not about the bend: of the branches narrower than the vessel the tip comes from, the one that leaves nearest
/// to it, at most [`CATCH_COS`] away seen along the vessel.
pub(super) fn hooked(
    graph: &VesselGraph,
    track: &Track,
    from: SegmentIx,
    steering: Steering,
) -> Option<SegmentIx> {
    let (node, _) = track.end(graph)?;
    let tangent = leaving(graph, from, node)?;
    let wall = side(tangent, steering.roll_deg);
    let wide = mouth_radius_mm(graph, from, node)?;
    let mut best = (None, CATCH_COS);
    for segment in branches(graph, track).filter(|&segment| segment != from) {
        let Some(radius) = mouth_radius_mm(graph, segment, node) else { continue };
        let Some(way) = leaving(graph, segment, node) else { continue };
        let agreement = around(tangent, way).dot(wall);
        if 2.0 * radius >= steering.outer_mm && radius < wide && agreement > best.1 {
            best = (Some(segment), agreement);
        }
    }
    best.0
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

    #[test]
    fn bend_is_measured_from_the_tangent() {
        for bend in [0.0, 30.0, 90.0, 150.0] {
            let d = tip_direction(DVec3::Z, bend, 37.0);
            assert!((math::acos(d.dot(DVec3::Z)).to_degrees() - bend).abs() < 1e-9);
            assert!((d.length() - 1.0).abs() < 1e-12);
        }
    }
}
