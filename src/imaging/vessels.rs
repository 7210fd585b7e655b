//! The arterial tree as tubes, and the contrast in them.
//!
//! Where segments meet, the widest and the one that continues it share one mitre plane; every other branch begins
//! at the wall of those two. The part of a branch inside its parent's lumen is therefore not drawn twice, and its
//! iodine is spread over the rest of the branch, so that the picture's iodine stays the blood's.

use glam::DVec3;

use super::breathing::{Breathing, Shift};
use super::gantry::Camera;
use super::map::Map;
use super::projector::{End, Piece};
use super::tube::{Tube, Vertex, end_of, in_field, mitre};
use crate::model::{Centreline, Material, NodeIx, SegmentIx, VesselGraph};
use crate::sim::snapshot::{Column, SegmentView};

/// Attenuation of 1 mg/mL iodine, 1/mm.
pub(super) const PER_MM_PER_MG_ML: f64 = Material::Iodine.per_mm(1.0);
/// A branch begins at most at this share of its parent's radius from the axis, and at least at that.
const WALL_SHARE: (f64, f64) = (0.25, 0.85);
/// At most this share of a branch is taken to lie inside its parent.
const MOST_HIDDEN: f64 = 0.35;
/// A vessel that ends in a bed narrows to this share of its radius: the first of its small arteries (authored).
const BED_SHARE: f64 = 0.62;
/// Between its bends a vessel is drawn in pieces of at least this length, pixels: a front is no sharper than that.
const PIECE_PX: f64 = 6.0;
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
    pub(super) fn seen(&self, camera: &Camera, breathing: &Breathing) -> SeenVessels {
        let seen = |(i, vessel): (usize, &Option<Vessel>)| {
            let vessel = vessel.as_ref()?;
            let visible = |v: &Vertex| in_field(camera.point(v.at), v.radius as f32 + 20.0, camera);
            vessel.tube.vertices.iter().any(visible).then(|| vessel.seen(i, camera, breathing))
        };
        SeenVessels { seen: self.vessels.iter().enumerate().filter_map(seen).collect() }
    }
}

/// How a tube ends at a node.
#[derive(Clone, Copy, Debug)]
enum Cut {
    /// Square to its axis: an end in a bed.
    Square,
    /// By the plane shared with the segment it continues, normal pointing away from this node; and the radius of the
    /// widest of the others there.
    Mitre(DVec3, f64),
    /// At the wall of a wider vessel whose axis runs along `axis`, at this distance from it.
    Wall { axis: DVec3, off_mm: f64 },
    /// Rounded off beyond the node: the vessel that continues it leaves sideways or backwards.
    Round,
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
    let sharp = mitre(-first.2, main.2)[0] != mitre(-first.2, main.2)[1];
    let (axis, radius) = if sharp {
        (first.2, first.3)
    } else {
        ((main.2 - first.2).normalize_or(main.2), first.3.min(main.3))
    };
    for (k, &(ix, starts, direction, own)) in arms.iter().enumerate() {
        let cut = match k {
            0 if sharp => Cut::Round,
            _ if sharp => Cut::Wall { axis, off_mm: wall_mm(radius, own) },
            0 => Cut::Mitre(mitre(-main.2, direction)[1], arms[1].3),
            _ if k == second => Cut::Mitre(mitre(-first.2, direction)[1], first.3),
            _ => Cut::Wall { axis, off_mm: wall_mm(radius, own) },
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
            Cut::Wall { axis, off_mm } => way_out(line, from_start, axis, off_mm),
            Cut::Square | Cut::Mitre(..) | Cut::Round => 0.0,
        };
        let (s0, s1) = (hidden(true, start), length - hidden(false, end));
        let narrowing = [Narrowing::of(line, true, start), Narrowing::of(line, false, end)];
        let mut arcs: Vec<f64> = line.arc_mm().to_vec();
        arcs.extend(narrowing.iter().map(|n| if n.from_start { n.over } else { length - n.over }));
        arcs.retain(|&s| s > s0 + 1e-3 && s < s1 - 1e-3);
        arcs.extend([s0, s1]);
        arcs.sort_by(f64::total_cmp);
        let points: Vec<DVec3> = arcs.iter().map(|&s| line.point_at(s)).collect();
        let radius = |s: f64| narrowing.iter().fold(line.radius_at(s), |r, n| r * n.factor(s, length));
        let mut radii: Vec<f64> = arcs.iter().map(|&s| radius(s)).collect();
        let mut points = points;
        round_off(&mut points, &mut radii, (start, end));
        let mut tube = Tube::through(&points, |i| radii[i]);
        let last = tube.vertices.len().checked_sub(1)?;
        if let Some(cut) = plane(start, tube.direction(0)) {
            tube.vertices[0].cuts = [cut; 2];
        }
        if let Some(cut) = plane(end, -tube.direction(last)) {
            tube.vertices[last].cuts = [-cut; 2];
        }
        let tube = tube.divided(|radius| (1.2 * radius).max(2.5));
        let whole = line.volume_mm3();
        let drawn_arc = tube.vertices[tube.vertices.len() - 1].arc;
        let share = |v: &Vertex| line.volume_to_mm3(s0 + v.arc / drawn_arc * (s1 - s0)) / whole;
        let share = tube.vertices.iter().map(share).collect();
        let gain = (whole / tube.volume_mm3().max(1e-9)) as f32;
        Some(Self { tube, share, gain })
    }

    /// For one camera: without the divisions that its pixels cannot show.
    fn seen(&self, segment: usize, camera: &Camera, breathing: &Breathing) -> Seen {
        let least = PIECE_PX * camera.pixel_mm();
        let mut seen = Seen { segment, gain: self.gain, ..Seen::default() };
        let mut drawn_to = f64::NEG_INFINITY;
        for (v, &share) in self.tube.vertices.iter().zip(&self.share) {
            if v.bend || v.arc - drawn_to >= least {
                drawn_to = v.arc;
                seen.ends.push([0, 1].map(|side| end_of(v, side, 0.0, camera)));
                seen.moves.push(breathing.share(v.at) as f32);
                seen.bends.push(v.bend);
                seen.share.push(share);
            }
        }
        seen
    }
}

/// Adds a dome beyond the ends that ask for it.
fn round_off(points: &mut Vec<DVec3>, radii: &mut Vec<f64>, (start, end): (Cut, Cut)) {
    const DOME: [(f64, f64); 3] = [(0.5, 0.87), (0.87, 0.5), (1.0, 0.1)];
    for (cut, reversed) in [(end, false), (start, true)] {
        if !matches!(cut, Cut::Round) || points.len() < 2 {
            continue;
        }
        if reversed {
            points.reverse();
            radii.reverse();
        }
        let (tip, radius) = (points[points.len() - 1], radii[radii.len() - 1]);
        let out = (tip - points[points.len() - 2]).normalize_or(DVec3::Z);
        for (along, wide) in DOME {
            points.push(tip + out * (along * radius));
            radii.push(wide * radius);
        }
        if reversed {
            points.reverse();
            radii.reverse();
        }
    }
}

/// The graph's radii jump where a vessel divides or ends; the picture lets a vessel narrow over the last bit to what
/// it goes on as, so that no shoulder shows. The iodine stays, spread over the vessel.
struct Narrowing {
    from_start: bool,
    over: f64,
    to: f64,
}

impl Narrowing {
    fn of(line: &Centreline, from_start: bool, cut: Cut) -> Self {
        let length = line.length_mm();
        let radius = line.radius_at(if from_start { 0.0 } else { length });
        let to = match cut {
            Cut::Square => BED_SHARE,
            Cut::Mitre(_, next) => (1.02 * next / radius).clamp(0.4, 1.0),
            Cut::Wall { .. } | Cut::Round => 1.0,
        };
        let over = (4.0 * radius * (1.0 - to)).min(0.3 * length);
        Self { from_start, over, to }
    }

    fn factor(&self, s: f64, length: f64) -> f64 {
        let away = if self.from_start { s } else { length - s };
        if away >= self.over { 1.0 } else { self.to + (1.0 - self.to) * away / self.over }
    }
}

/// Where a branch's flat start meets the round wall of its parent: a wide branch has to begin further inside, or a
/// notch shows beside it.
fn wall_mm(parent_mm: f64, branch_mm: f64) -> f64 {
    let chord = (parent_mm * parent_mm - 0.7 * branch_mm * branch_mm).max(0.0).sqrt();
    chord.clamp(WALL_SHARE.0 * parent_mm, WALL_SHARE.1 * parent_mm)
}

/// How far along a branch its parent's wall is.
fn way_out(line: &Centreline, from_start: bool, axis: DVec3, off_mm: f64) -> f64 {
    let length = line.length_mm();
    let at = |s: f64| line.point_at(if from_start { s } else { length - s });
    let most = (MOST_HIDDEN * length).min(4.0 * off_mm);
    let step = (0.1 * off_mm).max(0.05);
    let mut s = 0.0;
    while s < most {
        let out = at(s) - at(0.0);
        if (out - axis * out.dot(axis)).length() >= off_mm {
            break;
        }
        s += step;
    }
    s.min(most)
}

/// Normal of the plane at the end of a tube that leaves a node in `direction`; `None` keeps the square cut.
fn plane(cut: Cut, direction: DVec3) -> Option<DVec3> {
    match cut {
        Cut::Square | Cut::Round => None,
        Cut::Mitre(normal, _) => Some(normal),
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

#[derive(Clone, Debug, Default)]
struct Seen {
    segment: usize,
    ends: Vec<[End; 2]>,
    /// How much of the diaphragm's way each end makes.
    moves: Vec<f32>,
    bends: Vec<bool>,
    share: Vec<f64>,
    gain: f32,
}

impl SeenVessels {
    /// Adds the contrast in the vessels to a picture of optical density.
    pub(super) fn draw(&self, segments: &[SegmentView], shift: Shift, camera: &Camera, map: &mut Map) {
        let mut bins = Vec::new();
        for vessel in &self.seen {
            let Some(view) = segments.get(vessel.segment) else { continue };
            if view.columns.iter().any(|c| c.iodine_mg_ml > 0.0) {
                means(&view.columns, &vessel.share, &mut bins);
                vessel.draw(&bins, shift, camera, map);
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
    fn draw(&self, bins: &[f32], shift: Shift, camera: &Camera, map: &mut Map) {
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
                let end = |k: usize, side: usize, mg_ml: f32| {
                    let rests = self.ends[k][side];
                    End { at: rests.at + shift.way * self.moves[k], mu: mg_ml * factor, ..rests }
                };
                let (a, b) = (end(i, 1, from), end(j, 0, to));
                if let Some(piece) = Piece::new(a, b) {
                    piece.draw(camera, map);
                }
            }
            i = j;
        }
    }
}
