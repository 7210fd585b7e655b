//! A way along the vessels: a chain of segments from the puncture. The sheath lies along one, and so does everything on rails.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | depth | way along the chain from the access node | mm |
//! | leg | one segment of the chain, passed from one end to the other | – |
//!
//! A leg belongs to the depths in (start, end]: a tip exactly at a junction is still in the vessel it came through.
//! No segment is in the chain twice, because no device can be wound round a loop of vessels.

use glam::DVec3;

use crate::hash::StateHash;
use crate::model::{Centreline, NodeIx, SegmentIx, VesselGraph};

/// Stretch over which the direction of a vessel at a junction is averaged, mm (tuned: the sampled tangent of the first
/// point says little about where a branch goes).
const DIRECTION_MM: f64 = 5.0;

/// One segment of the way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Leg {
    /// Segment.
    pub segment: SegmentIx,
    /// Passed from its end to its start.
    pub reversed: bool,
    /// Depth of the end nearer the puncture, mm.
    pub start_mm: f64,
    /// Length of the segment, mm.
    pub length_mm: f64,
}

impl Leg {
    /// Depth of the end further from the puncture, mm.
    pub(super) fn end_mm(&self) -> f64 {
        self.start_mm + self.length_mm
    }

    /// Distance from the segment's own start, mm, of a depth on this leg.
    pub(super) fn along_mm(&self, depth_mm: f64) -> f64 {
        let way = (depth_mm - self.start_mm).clamp(0.0, self.length_mm);
        if self.reversed { self.length_mm - way } else { way }
    }
}

/// Where a tip is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tip {
    /// Segment it is in.
    pub segment: SegmentIx,
    /// Distance from the segment's start, mm.
    pub along_mm: f64,
    /// The device runs from the segment's start towards its end.
    pub towards_end: bool,
}

/// The chain.
#[derive(Clone, Debug, Default)]
pub(super) struct Track {
    origin: Option<NodeIx>,
    legs: Vec<Leg>,
}

impl Track {
    pub(super) fn from_node(origin: NodeIx) -> Self {
        Self { origin: Some(origin), legs: Vec::new() }
    }

    pub(super) fn legs(&self) -> &[Leg] {
        &self.legs
    }

    pub(super) fn end_mm(&self) -> f64 {
        self.legs.last().map_or(0.0, Leg::end_mm)
    }

    /// The node at the far end, with the segment that leads to it.
    pub(super) fn end(&self, graph: &VesselGraph) -> Option<(NodeIx, Option<SegmentIx>)> {
        match self.legs.last() {
            Some(leg) => {
                let segment = graph.segment(leg.segment);
                Some((if leg.reversed { segment.from } else { segment.to }, Some(leg.segment)))
            }
            None => self.origin.map(|node| (node, None)),
        }
    }

    pub(super) fn holds(&self, segment: SegmentIx) -> bool {
        self.legs.iter().any(|leg| leg.segment == segment)
    }

    /// Appends a segment at the far end. Links have no geometry and are not entered: `false`.
    pub(super) fn push(&mut self, graph: &VesselGraph, segment: SegmentIx) -> bool {
        let (Some((node, _)), Some(line)) = (self.end(graph), graph.segment(segment).centreline()) else {
            return false;
        };
        let reversed = graph.segment(segment).from != node;
        let start_mm = self.end_mm();
        self.legs.push(Leg { segment, reversed, start_mm, length_mm: line.length_mm() });
        true
    }

    /// Forgets the legs that nothing reaches into.
    pub(super) fn shorten(&mut self, deepest_mm: f64) {
        while self.legs.last().is_some_and(|leg| leg.start_mm >= deepest_mm && leg.start_mm > 0.0) {
            self.legs.pop();
        }
    }

    /// The leg a tip at this depth is in.
    pub(super) fn leg_behind(&self, depth_mm: f64) -> Option<Leg> {
        let i = self.legs.partition_point(|leg| leg.start_mm < depth_mm).max(1) - 1;
        self.legs.get(i).copied()
    }

    /// The leg a tip at this depth goes on into.
    pub(super) fn leg_ahead(&self, depth_mm: f64) -> Option<Leg> {
        let i = self.legs.partition_point(|leg| leg.end_mm() <= depth_mm);
        self.legs.get(i).copied()
    }

    pub(super) fn tip(&self, depth_mm: f64) -> Option<Tip> {
        self.leg_behind(depth_mm).map(|leg| Tip {
            segment: leg.segment,
            along_mm: leg.along_mm(depth_mm),
            towards_end: !leg.reversed,
        })
    }

    /// Narrowest diameter (mm) up to a depth, with the vessel's name. Radii are linear along a segment, so the ends of each
    /// stretch decide.
    pub(super) fn narrowest<'a>(&self, graph: &'a VesselGraph, depth_mm: f64) -> Option<(f64, &'a str)> {
        let mut found: Option<(f64, &str)> = None;
        for leg in self.legs.iter().filter(|leg| leg.start_mm < depth_mm) {
            let segment = graph.segment(leg.segment);
            let line = segment.centreline()?;
            for depth in [leg.start_mm, leg.end_mm().min(depth_mm)] {
                let diameter = 2.0 * line.radius_at(leg.along_mm(depth));
                if found.is_none_or(|(least, _)| diameter < least) {
                    found = Some((diameter, &segment.vessel));
                }
            }
        }
        found
    }

    pub(super) fn radius_at(&self, graph: &VesselGraph, depth_mm: f64) -> Option<f64> {
        let leg = self.leg_behind(depth_mm)?;
        Some(graph.segment(leg.segment).centreline()?.radius_at(leg.along_mm(depth_mm)))
    }

    pub(super) fn point_at(&self, graph: &VesselGraph, depth_mm: f64) -> Option<DVec3> {
        let leg = self.leg_behind(depth_mm)?;
        Some(graph.segment(leg.segment).centreline()?.point_at(leg.along_mm(depth_mm)))
    }

    /// Unit tangent away from the puncture.
    pub(super) fn tangent_at(&self, graph: &VesselGraph, depth_mm: f64) -> Option<DVec3> {
        let leg = self.leg_behind(depth_mm)?;
        let tangent = graph.segment(leg.segment).centreline()?.tangent_at(leg.along_mm(depth_mm));
        Some(if leg.reversed { -tangent } else { tangent })
    }

    /// The centre-line from the puncture to a depth.
    pub(super) fn polyline(&self, graph: &VesselGraph, depth_mm: f64) -> Vec<DVec3> {
        let mut points: Vec<DVec3> = Vec::new();
        for leg in self.legs.iter().take_while(|leg| leg.start_mm < depth_mm || leg.start_mm == 0.0) {
            let Some(line) = graph.segment(leg.segment).centreline() else { continue };
            append_leg(&mut points, line, leg, depth_mm);
        }
        points.extend(self.point_at(graph, depth_mm));
        points.dedup_by(|a, b| a.distance_squared(*b) < 1e-12);
        points
    }

    pub(super) fn hash(&self, hash: &mut StateHash) {
        hash.int(self.origin.map_or(u64::MAX, |node| u64::from(node.0)));
        hash.int(self.legs.len() as u64);
        for leg in &self.legs {
            hash.int(u64::from(leg.segment.0) * 2 + u64::from(leg.reversed));
        }
    }
}

fn append_leg(points: &mut Vec<DVec3>, line: &Centreline, leg: &Leg, depth_mm: f64) {
    let samples = line.points().iter().zip(line.arc_mm());
    let within = |along: f64| {
        let way = if leg.reversed { leg.length_mm - along } else { along };
        leg.start_mm + way < depth_mm
    };
    if leg.reversed {
        points.extend(samples.rev().filter(|&(_, &along)| within(along)).map(|(point, _)| *point));
    } else {
        points.extend(samples.filter(|&(_, &along)| within(along)).map(|(point, _)| *point));
    }
}

/// Unit direction in which a segment leaves a node, averaged over its first millimetres; `None` for links.
pub(super) fn leaving(graph: &VesselGraph, segment: SegmentIx, node: NodeIx) -> Option<DVec3> {
    let vessel = graph.segment(segment);
    let line = vessel.centreline()?;
    let (here, there) = if vessel.from == node {
        (0.0, DIRECTION_MM)
    } else {
        (line.length_mm(), line.length_mm() - DIRECTION_MM)
    };
    (line.point_at(there) - line.point_at(here)).try_normalize()
}

/// Lumen radius of a segment where it leaves a node, mm; `None` for links.
pub(super) fn mouth_radius_mm(graph: &VesselGraph, segment: SegmentIx, node: NodeIx) -> Option<f64> {
    let vessel = graph.segment(segment);
    let radii = vessel.centreline()?.radii_mm();
    if vessel.from == node { radii.first().copied() } else { radii.last().copied() }
}
