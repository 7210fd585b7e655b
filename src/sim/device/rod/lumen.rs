//! The inside of the vessels: a union of round tubes along the centre-lines.
//!
//! A vessel is a chain of pieces, truncated cones about an axis with a sphere at each end. The room at a point x is
//!
//! gap(x) = max over pieces of R(c) − |x − c|, c the piece's axis at the foot of x
//!
//! which is positive inside and continuous everywhere, from one vessel into the next as well: the union is the blend. Its
//! only creases are those of real vessels, the carinae, and a body pressed against the wall never rests on one of them,
//! because there the room has a minimum along the crease's normal.
//!
//! Only pieces that can be walked to along the vessels are looked at, so that two vessels that touch without a junction
//! are not open to each other. The pieces near each piece are listed once: a question costs the same in any anatomy.
//!
//! Valid for round lumens. Left out: other cross-sections, folds, movement by pulse and breathing.

use std::collections::BinaryHeap;

use glam::DVec3;

use crate::model::{Centreline, NodeIx, SegmentIx, VesselGraph};

/// How far a straight piece may lie off the sampled centre-line, mm; every body is taken as this much thicker.
const CHORD_MM: f64 = 0.02;
/// Longest piece, mm.
const PIECE_MM: f64 = 12.0;
/// How far a body may move between two looks at the list of its pieces, mm.
pub(super) const STRIDE_MM: f64 = 2.0;
/// Narrowest room, mm: a tube narrower than the body and this ends there.
const ROOM_MIN_MM: f64 = 0.02;

/// A tapered straight tube.
#[derive(Clone, Copy, Debug)]
struct Piece {
    start: DVec3,
    axis: DVec3,
    length: f64,
    radius: f64,
    /// Change of the radius along the axis.
    slope: f64,
    segment: SegmentIx,
    /// Centre-line arc at the start, and arc per length of the piece.
    arc_mm: f64,
    arc_rate: f64,
}

/// Where a point is in the lumen, for a body of some radius.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    /// Piece.
    pub(super) piece: u32,
    /// Room between the body and the wall, mm; negative outside.
    pub(super) gap: f64,
    /// Room the body has on the axis here, mm.
    pub(super) room: f64,
    /// Change of that room along the axis.
    pub(super) slope: f64,
    /// Axis of the piece.
    pub(super) axis: DVec3,
    /// From the axis to the point.
    pub(super) off: DVec3,
}

/// The vessels of a case as a space for devices.
#[derive(Clone, Debug, Default)]
pub struct Lumen {
    pieces: Vec<Piece>,
    /// Pieces near piece i: `near[first[i]..first[i + 1]]`, itself among them, ascending.
    near: Vec<u32>,
    first: Vec<u32>,
    /// First piece of each segment, and one past the last.
    range: Vec<(u32, u32)>,
}

impl Lumen {
    /// The lumen of a vessel graph; links have none.
    pub fn new(graph: &VesselGraph) -> Self {
        let mut lumen = Self::default();
        for (i, segment) in graph.segments().iter().enumerate() {
            let from = lumen.pieces.len() as u32;
            if let Some(line) = segment.centreline() {
                cut(line, SegmentIx::at(i), &mut lumen.pieces);
            }
            lumen.range.push((from, lumen.pieces.len() as u32));
        }
        lumen.first.push(0);
        let walk = Walk::new(graph, &lumen);
        for piece in 0..lumen.pieces.len() as u32 {
            let near = walk.near(&lumen, piece);
            lumen.near.extend(near);
            lumen.first.push(lumen.near.len() as u32);
        }
        lumen
    }

    /// Number of pieces.
    pub fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Nothing is a vessel: space without walls.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The piece at a place of a segment.
    pub(super) fn piece_at(&self, segment: SegmentIx, along_mm: f64) -> Option<u32> {
        let (from, to) = *self.range.get(segment.ix())?;
        let pieces = &self.pieces[from as usize..to as usize];
        let after = pieces.partition_point(|piece| piece.arc_mm <= along_mm) as u32;
        (from < to).then(|| from + after.max(1) - 1)
    }

    /// Radius of a piece at the foot of a point, mm.
    pub(super) fn radius_mm(&self, piece: u32, point: DVec3) -> Option<f64> {
        let piece = self.pieces.get(piece as usize)?;
        let t = (point - piece.start).dot(piece.axis).clamp(0.0, piece.length);
        Some(piece.radius + piece.slope * t)
    }

    /// Axis of a piece, in its segment's direction.
    pub(super) fn axis(&self, piece: u32) -> Option<DVec3> {
        Some(self.pieces.get(piece as usize)?.axis)
    }

    /// Segment of a piece, and the way along its centre-line at the foot of a point, mm.
    pub(super) fn along(&self, piece: u32, point: DVec3) -> Option<(SegmentIx, f64)> {
        let piece = self.pieces.get(piece as usize)?;
        let t = (point - piece.start).dot(piece.axis).clamp(0.0, piece.length);
        Some((piece.segment, piece.arc_mm + piece.arc_rate * t))
    }

    /// Pieces near a piece.
    pub(super) fn near(&self, piece: u32) -> &[u32] {
        match (self.first.get(piece as usize), self.first.get(piece as usize + 1)) {
            (Some(&from), Some(&to)) => &self.near[from as usize..to as usize],
            _ => &[],
        }
    }

    /// Room at a point in one piece, mm; `None` where the body does not fit into it at all.
    pub(super) fn gap(&self, piece: u32, point: DVec3, body_mm: f64) -> Option<f64> {
        self.place(piece, point, body_mm).map(|place| place.gap)
    }

    /// A point seen from one piece; `None` where the body does not fit into it at all.
    pub(super) fn place(&self, index: u32, point: DVec3, body_mm: f64) -> Option<Place> {
        let piece = &self.pieces[index as usize];
        let body = body_mm + CHORD_MM;
        let from_start = point - piece.start;
        let mut t = from_start.dot(piece.axis).clamp(0.0, piece.length);
        let mut room = piece.radius + piece.slope * t - body;
        if room < ROOM_MIN_MM {
            let ends = [piece.radius - body, piece.radius + piece.slope * piece.length - body];
            if ends[0].max(ends[1]) <= ROOM_MIN_MM {
                return None;
            }
            t = (ROOM_MIN_MM - ends[0]) / piece.slope;
            room = ROOM_MIN_MM;
        }
        let inside = t > 0.0 && t < piece.length && room > ROOM_MIN_MM;
        let off = from_start - piece.axis * t;
        Some(Place {
            piece: index,
            gap: room - off.length(),
            room,
            slope: if inside { piece.slope } else { 0.0 },
            axis: if inside { piece.axis } else { DVec3::ZERO },
            off,
        })
    }

    /// The piece near `from` with most room at a point (ties to the lower index).
    pub(super) fn best_near(&self, from: u32, point: DVec3, body_mm: f64) -> Option<Place> {
        let mut best: Option<Place> = None;
        for &piece in self.near(from) {
            let place = self.place(piece, point, body_mm);
            if let Some(place) = place.filter(|place| best.is_none_or(|best| place.gap > best.gap)) {
                best = Some(place);
            }
        }
        best
    }

    /// Room at a point, asked of every piece, mm: the slow and sure way, for tests.
    #[cfg(test)]
    pub(super) fn room_anywhere(&self, point: DVec3, body_mm: f64) -> f64 {
        let all = 0..self.pieces.len() as u32;
        all.filter_map(|piece| self.gap(piece, point, body_mm)).fold(f64::NEG_INFINITY, f64::max)
    }
}

/// Cuts a centre-line into as few pieces as follow it within [`CHORD_MM`].
fn cut(line: &Centreline, segment: SegmentIx, out: &mut Vec<Piece>) {
    let (points, radii, arc) = (line.points(), line.radii_mm(), line.arc_mm());
    let mut i = 0;
    while i + 1 < points.len() {
        let mut j = i + 1;
        while j + 1 < points.len() && arc[j + 1] - arc[i] <= PIECE_MM && is_straight(&points[i..=j + 1]) {
            j += 1;
        }
        let length = points[i].distance(points[j]);
        out.push(Piece {
            start: points[i],
            axis: (points[j] - points[i]) / length,
            length,
            radius: radii[i],
            slope: (radii[j] - radii[i]) / length,
            segment,
            arc_mm: arc[i],
            arc_rate: (arc[j] - arc[i]) / length,
        });
        i = j;
    }
}

fn is_straight(points: &[DVec3]) -> bool {
    let (start, end) = (points[0], points[points.len() - 1]);
    let Some(axis) = (end - start).try_normalize() else { return false };
    points.iter().all(|p| (*p - start).reject_from_normalized(axis).length() <= CHORD_MM)
}

/// Walks along vessels from piece to piece.
struct Walk {
    /// Pieces that begin or end at each node.
    at_node: Vec<Vec<u32>>,
    /// Nodes at the two ends of each piece; `None` within a segment.
    ends: Vec<[Option<NodeIx>; 2]>,
    widest_mm: f64,
}

impl Walk {
    fn new(graph: &VesselGraph, lumen: &Lumen) -> Self {
        let mut at_node = vec![Vec::new(); graph.nodes().len()];
        let mut ends = vec![[None; 2]; lumen.pieces.len()];
        for (segment, &(from, to)) in graph.segments().iter().zip(&lumen.range) {
            if from == to {
                continue;
            }
            for (node, piece, end) in [(segment.from, from, 0), (segment.to, to - 1, 1)] {
                at_node[node.ix()].push(piece);
                ends[piece as usize][end] = Some(node);
            }
        }
        let radius = |piece: &Piece| piece.radius.max(piece.radius + piece.slope * piece.length);
        let widest_mm = lumen.pieces.iter().map(radius).fold(0.0, f64::max);
        Self { at_node, ends, widest_mm }
    }

    /// Pieces whose tubes come near that of `start`, at most about the widest lumen away along the vessels.
    fn near(&self, lumen: &Lumen, start: u32) -> Vec<u32> {
        let reach_um = ((2.0 * self.widest_mm + 2.0 * STRIDE_MM) * 1e3) as u64;
        let mut found: Vec<u32> = Vec::new();
        let mut queue = BinaryHeap::from([(core::cmp::Reverse(0_u64), start)]);
        while let Some((core::cmp::Reverse(way_um), piece)) = queue.pop() {
            if found.contains(&piece) {
                continue;
            }
            found.push(piece);
            // The walk counts from the near end of the piece it starts in.
            let length_um = (lumen.pieces[piece as usize].length * 1e3) as u64;
            let next_um = if piece == start { 0 } else { way_um + length_um };
            if next_um > reach_um {
                continue;
            }
            for (end, step) in [(0, -1_i64), (1, 1)] {
                if let Some(node) = self.ends[piece as usize][end] {
                    let at_node = &self.at_node[node.ix()];
                    queue.extend(at_node.iter().map(|&other| (core::cmp::Reverse(next_um), other)));
                } else {
                    queue.push((core::cmp::Reverse(next_um), (i64::from(piece) + step) as u32));
                }
            }
        }
        found.retain(|&piece| close(&lumen.pieces[start as usize], &lumen.pieces[piece as usize]));
        found.sort_unstable();
        found
    }
}

/// Whether a body in one piece may come into another within a stride.
fn close(a: &Piece, b: &Piece) -> bool {
    let ball = |p: &Piece| {
        let middle = p.start + p.axis * (0.5 * p.length);
        (middle, 0.5 * p.length + p.radius.max(p.radius + p.slope * p.length))
    };
    let ((from, reach), (to, other)) = (ball(a), ball(b));
    from.distance(to) <= reach + other + STRIDE_MM
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Node, Segment, Shape};

    /// An aorta along z with a side branch at z = 60 towards +y, and a vessel that only touches the aorta.
    fn graph() -> VesselGraph {
        let at = [
            [0.0, 0.0, 0.0],
            [0.0, 0.0, 60.0],
            [0.0, 0.0, 140.0],
            [0.0, 50.0, 70.0],
            [0.0, -9.0, 20.0],
            [0.0, -9.0, 120.0],
        ];
        let nodes: Vec<Node> = at
            .iter()
            .enumerate()
            .map(|(i, p)| Node { id: i.to_string(), position_mm: DVec3::from_array(*p) })
            .collect();
        let vessels = [(1, 0, (10.0, 9.0)), (2, 1, (11.0, 10.0)), (1, 3, (3.0, 2.0)), (4, 5, (2.0, 2.0))];
        let segments = vessels.map(|(from, to, radius)| Segment {
            id: format!("{from}-{to}"),
            vessel: "vessel".into(),
            from: NodeIx::at(from),
            to: NodeIx::at(to),
            behaviour: crate::model::Behaviour::default(),
            shape: Shape::Conduit(
                Centreline::through(&[nodes[from].position_mm, nodes[to].position_mm], radius).unwrap(),
            ),
        });
        VesselGraph::new(nodes, segments.to_vec(), Vec::new(), NodeIx(2))
    }

    #[test]
    fn room_is_distance_to_the_wall() {
        let lumen = Lumen::new(&graph());
        let piece = lumen.piece_at(SegmentIx(0), 30.0).unwrap();
        let place = lumen.best_near(piece, DVec3::new(4.0, 0.0, 30.0), 0.5).unwrap();
        assert!((place.gap - (9.5 - 0.5 - CHORD_MM - 4.0)).abs() < 1e-9, "{place:?}");
        assert_eq!(lumen.along(place.piece, DVec3::new(4.0, 0.0, 30.0)), Some((SegmentIx(0), 30.0)));
    }

    #[test]
    fn room_is_continuous_into_a_branch_and_closed_to_a_neighbour() {
        let lumen = Lumen::new(&graph());
        let mut piece = lumen.piece_at(SegmentIx(0), 0.0).unwrap();
        let mut before: Option<f64> = None;
        for k in 0..=400 {
            let way = f64::from(k) * 0.1;
            let point = DVec3::new(0.0, way, 60.0 + 0.2 * way);
            let place = lumen.best_near(piece, point, 0.5).unwrap();
            piece = place.piece;
            assert!(place.gap > 0.0, "open at {way}");
            assert!(before.is_none_or(|gap| (gap - place.gap).abs() < 0.11), "a jump at {way}");
            before = Some(place.gap);
        }
        assert_eq!(lumen.along(piece, DVec3::new(0.0, 40.0, 68.0)).unwrap().0, SegmentIx(2));
        let aorta = lumen.piece_at(SegmentIx(0), 10.0).unwrap();
        assert!(lumen.best_near(aorta, DVec3::new(0.0, -10.0, 50.0), 0.5).unwrap().gap < 0.0);
    }

    #[test]
    fn a_body_as_wide_as_the_lumen_stays_where_it_has_room() {
        let lumen = Lumen::new(&graph());
        let branch = lumen.piece_at(SegmentIx(2), 50.0).unwrap();
        assert_eq!(lumen.gap(branch, DVec3::new(0.0, 50.0, 70.0), 3.1), None);
        let wide = lumen.place(lumen.piece_at(SegmentIx(2), 0.0).unwrap(), DVec3::new(0.0, 50.0, 70.0), 2.5);
        assert!(wide.is_none_or(|place| place.gap < 0.0));
    }
}
