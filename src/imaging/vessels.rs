//! The arterial tree as tubes, and the contrast in them.
//!
//! Where segments meet, the widest and the one that continues it share one mitre plane; every other branch begins
//! at the wall of those two. The part of a branch inside its parent's lumen is therefore not drawn twice, and its
//! iodine is spread over the rest of the branch, so that the picture's iodine stays the blood's.

use glam::DVec3;

use super::gantry::Camera;
use super::map::Map;
use super::projector::{End, Piece};
use super::tube::{Tube, Vertex, end_of, in_field, mitre};
use crate::model::{Centreline, NodeIx, SegmentIx, VesselGraph};
use crate::sim::snapshot::{Column, SegmentView};

/// Mass attenuation of iodine at 50 keV, cm²/g (`S145`).
pub(super) const IODINE_CM2_PER_G: f64 = 12.32;
/// Attenuation of 1 mg/mL iodine, 1/mm.
pub(super) const PER_MM_PER_MG_ML: f64 = IODINE_CM2_PER_G / 1000.0 / 10.0;
/// A branch begins this share of its parent's radius from the axis: a little inside the round wall, so that no
/// notch shows beside the flat cut.
const WALL_SHARE: f64 = 0.85;
/// At most this share of a branch is taken to lie inside its parent.
const MOST_HIDDEN: f64 = 0.35;
/// Concentrations closer than this, mg/mL, are drawn as one piece: far below the noise.
const SAME_MG_ML: f32 = 0.5;

/// All conduits of a graph.
#[derive(Clone, Debug)]
pub(super) struct Vessels {
    vessels: Vec<Option<Vessel>>,
}

/// One conduit: finely divided, with the share of the segment's volume before each vertex.
#[derive(Clone, Debug)]
struct Vessel {
    tube: Tube,
    share: Vec<f64>,
    gain: f32,
}

impl Vessels {
    /// The tubes of a graph.
    pub(super) fn new(graph: &VesselGraph) -> Self {
        let mut ends = vec![(Cut::Square, Cut::Square); graph.segments().len()];
        for i in 0..graph.nodes().len() {
            join(graph, NodeIx::at(i), &mut ends);
        }
        let build = |(segment, ends): (&crate::model::Segment, _)| Vessel::new(segment.centreline()?, ends);
        Self { vessels: graph.segments().iter().zip(ends).map(build).collect() }
    }

    /// The vessels in the field of a camera, ready to be filled.
    pub(super) fn seen(&self, camera: &Camera) -> SeenVessels {
        let seen = |(i, vessel): (usize, &Option<Vessel>)| {
            let vessel = vessel.as_ref()?;
            let ends: Vec<End> = vessel.tube.vertices.iter().map(|v| end_of(v, camera)).collect();
            let visible = ends.iter().any(|e| in_field(e.at, e.radius + 20.0, camera));
            let bends = vessel.tube.vertices.iter().map(|v| v.bend).collect();
            visible.then(|| Seen { segment: i, ends, bends, share: vessel.share.clone(), gain: vessel.gain })
        };
        SeenVessels { seen: self.vessels.iter().enumerate().filter_map(seen).collect() }
    }
}

/// How a tube ends at a node.
#[derive(Clone, Copy, Debug)]
enum Cut {
    /// Square to its axis.
    Square,
    /// By the plane shared with the segment it continues, normal pointing away from this node.
    Mitre(DVec3),
    /// At the wall of a wider vessel whose axis runs along `axis`.
    Wall { axis: DVec3, radius: f64 },
}

/// Decides how the conduits that meet at a node end there.
fn join(graph: &VesselGraph, node: NodeIx, ends: &mut [(Cut, Cut)]) {
    let mut arms: Vec<(SegmentIx, bool, DVec3, f64)> = Vec::new();
    for &ix in graph.incident(node) {
        let segment = graph.segment(ix);
        let Some(line) = segment.centreline() else { continue };
        if segment.from == node {
            arms.push((ix, true, line.tangent_at(0.0), line.radius_at(0.0)));
        } else {
            let l = line.length_mm();
            arms.push((ix, false, -line.tangent_at(l), line.radius_at(l)));
        }
    }
    if arms.len() < 2 {
        return;
    }
    arms.sort_by(|a, b| b.3.total_cmp(&a.3));
    let first = arms[0];
    let straightness = |arm: &(SegmentIx, bool, DVec3, f64)| arm.3 * (0.05 - arm.2.dot(first.2)).max(0.0);
    let mut second = 1;
    for k in 2..arms.len() {
        if straightness(&arms[k]) > straightness(&arms[second]) {
            second = k;
        }
    }
    let main = arms[second];
    let axis = (main.2 - first.2).normalize_or(main.2);
    let radius = first.3.min(main.3);
    for (k, &(ix, starts, direction, _)) in arms.iter().enumerate() {
        let cut = match k {
            0 => Cut::Mitre(mitre(-main.2, direction)),
            _ if k == second => Cut::Mitre(mitre(-first.2, direction)),
            _ => Cut::Wall { axis, radius },
        };
        let end = &mut ends[ix.ix()];
        if starts {
            end.0 = cut;
        } else {
            end.1 = cut;
        }
    }
}

impl Vessel {
    fn new(line: &Centreline, (start, end): (Cut, Cut)) -> Option<Self> {
        let length = line.length_mm();
        let hidden = |from_start: bool, cut: Cut| match cut {
            Cut::Wall { axis, radius } => way_out(line, from_start, axis, radius),
            Cut::Square | Cut::Mitre(_) => 0.0,
        };
        let (s0, s1) = (hidden(true, start), length - hidden(false, end));
        let mut points = vec![line.point_at(s0)];
        let mut radii = vec![line.radius_at(s0)];
        for (i, &s) in line.arc_mm().iter().enumerate() {
            if s > s0 + 1e-3 && s < s1 - 1e-3 {
                points.push(line.points()[i]);
                radii.push(line.radii_mm()[i]);
            }
        }
        points.push(line.point_at(s1));
        radii.push(line.radius_at(s1));
        let mut tube = Tube::through(&points, |i| radii[i]);
        let last = tube.vertices.len().checked_sub(1)?;
        if let Some(cut) = plane(start, tube.direction(0)) {
            tube.vertices[0].cut = cut;
        }
        if let Some(cut) = plane(end, -tube.direction(last)) {
            tube.vertices[last].cut = -cut;
        }
        let tube = tube.divided(|radius| (0.5 * radius).max(1.0));
        let whole = line.volume_mm3();
        let drawn_arc = tube.vertices[tube.vertices.len() - 1].arc;
        let share = |v: &Vertex| line.volume_to_mm3(s0 + v.arc / drawn_arc * (s1 - s0)) / whole;
        let share = tube.vertices.iter().map(share).collect();
        let gain = (whole / tube.volume_mm3().max(1e-9)) as f32;
        Some(Self { tube, share, gain })
    }
}

/// How far along a branch its parent's wall is.
fn way_out(line: &Centreline, from_start: bool, axis: DVec3, radius: f64) -> f64 {
    let length = line.length_mm();
    let at = |s: f64| line.point_at(if from_start { s } else { length - s });
    let most = (MOST_HIDDEN * length).min(4.0 * radius);
    let step = (0.1 * radius).max(0.05);
    let mut s = 0.0;
    while s < most {
        let out = at(s) - at(0.0);
        if (out - axis * out.dot(axis)).length() >= WALL_SHARE * radius {
            break;
        }
        s += step;
    }
    s.min(most)
}

/// Normal of the plane at the end of a tube that leaves a node in `direction`; `None` keeps the square cut.
fn plane(cut: Cut, direction: DVec3) -> Option<DVec3> {
    match cut {
        Cut::Square => None,
        Cut::Mitre(normal) => Some(normal),
        Cut::Wall { axis, .. } => {
            let outward = (direction - axis * direction.dot(axis)).normalize_or(direction);
            Some((outward + direction).normalize_or(direction))
        }
    }
}

/// The vessels of one camera position.
#[derive(Clone, Debug)]
pub(super) struct SeenVessels {
    seen: Vec<Seen>,
}

#[derive(Clone, Debug)]
struct Seen {
    segment: usize,
    ends: Vec<End>,
    bends: Vec<bool>,
    share: Vec<f64>,
    gain: f32,
}

impl SeenVessels {
    /// Adds the contrast in the vessels to a picture of optical density.
    pub(super) fn draw(&self, segments: &[SegmentView], camera: &Camera, map: &mut Map) {
        let mut bins = Vec::new();
        for vessel in &self.seen {
            let Some(view) = segments.get(vessel.segment) else { continue };
            if view.columns.iter().any(|c| c.iodine_mg_ml > 0.0) {
                means(&view.columns, &vessel.share, &mut bins);
                vessel.draw(&bins, camera, map);
            }
        }
    }
}

/// Mean concentration between neighbouring volume shares. Columns are in order and do not overlap.
fn means(columns: &[Column], share: &[f64], bins: &mut Vec<f32>) {
    bins.clear();
    let mut next = 0;
    for pair in share.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        while next < columns.len() && columns[next].to <= from {
            next += 1;
        }
        let mut iodine = 0.0;
        for column in columns[next..].iter().take_while(|c| c.from < to) {
            iodine += column.iodine_mg_ml * (column.to.min(to) - column.from.max(from)).max(0.0);
        }
        bins.push((iodine / (to - from).max(1e-12)) as f32);
    }
}

impl Seen {
    /// `bins` holds the concentration between neighbouring ends; at an end it is the mean of the two beside it, so
    /// that fronts are not steps. Stretches of one concentration are drawn as one piece.
    fn draw(&self, bins: &[f32], camera: &Camera, map: &mut Map) {
        let edge = |i: usize| {
            let before = bins[i.saturating_sub(1)];
            0.5 * (before + bins[i.min(bins.len() - 1)])
        };
        let factor = PER_MM_PER_MG_ML as f32 * self.gain;
        let mut i = 0;
        while i < bins.len() {
            let from = edge(i);
            let mut j = i + 1;
            while j < bins.len() && !self.bends[j] && (edge(j) - from).abs() < SAME_MG_ML {
                let beyond = edge(j + 1);
                if (beyond - from).abs() >= SAME_MG_ML {
                    break;
                }
                j += 1;
            }
            let to = edge(j);
            if from > 0.0 || to > 0.0 {
                let a = End { mu: from * factor, ..self.ends[i] };
                let b = End { mu: to * factor, ..self.ends[j] };
                if let Some(piece) = Piece::new(a, b) {
                    piece.draw(camera, map);
                }
            }
            i = j;
        }
    }
}
