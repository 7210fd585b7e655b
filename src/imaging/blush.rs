//! Contrast in capillary beds: the stain of an organ or a tumour, the small arteries it begins with, and the early
//! vein of a shunt.
//!
//! A bed is a cloud of soft balls (shadow ∝ 1 − d², d the distance from the middle as a share of the radius) inside the bed's sphere,
//! placed by a hash of the bed's number: uneven as tissue is, the same in every view, and of exactly the bed's
//! iodine. While blood at the bed's inlet carries contrast, part of that iodine is still in arteries too fine for
//! the graph: authored twigs from the inlet into the sphere, as much of it as they hold at the inlet's
//! concentration, at most half. Pictures of one milligram are kept for a camera position and only scaled afterwards.

use glam::{DVec3, Vec3};

use super::breathing::{Breathing, Shift};
use super::gantry::Camera;
use super::landmarks::Landmarks;
use super::map::Map;
use super::noise::uniform;
use super::tube::{Tube, Vertex};
use super::vessels::PER_MM_PER_MG_ML;
use crate::math;
use crate::model::{Bed, Centreline, VesselGraph};
use crate::sim::snapshot::{BedView, SegmentView};

/// Attenuation times area of 1 mg of iodine, mm².
pub const MM2_PER_MG: f64 = PER_MM_PER_MG_ML * 1000.0;
/// Balls of a bed besides the one that fills it: how many, smallest and largest radius as a share of the bed's, and
/// share of the iodine (authored).
const BALLS: [(u32, f64, f64, f64); 3] =
    [(9, 0.50, 0.72, 0.50), (26, 0.26, 0.42, 0.20), (110, 0.10, 0.18, 0.08)];
/// Share of the iodine in the large ball.
const EVEN_SHARE: f64 = 0.22;
/// Small arteries that go on from an inlet, and the branches each of them and of its branches has (authored).
const STEMS: u32 = 4;
const SIDE_BRANCHES: u32 = 5;
/// The early vein is seen for this part of its way to the vena cava and fades over the rest.
const VEIN_SEEN: f64 = 0.55;

/// The beds of a graph.
#[derive(Clone, Debug)]
pub(super) struct Beds {
    beds: Vec<Cloud>,
}

#[derive(Clone, Debug)]
struct Cloud {
    /// Centre, radius, share of the mass.
    balls: Vec<(DVec3, f64, f64)>,
    twigs: Vec<Tube>,
    twigs_ml: f64,
    /// Segments that end at the inlet, with the end that does.
    inlets: Vec<(usize, bool)>,
    vein: Option<Tube>,
}

impl Beds {
    /// Places the clouds.
    pub(super) fn new(graph: &VesselGraph, landmarks: &Landmarks) -> Self {
        let cloud = |(i, bed)| Cloud::new(i, bed, graph, landmarks);
        Self { beds: graph.beds().iter().enumerate().map(|(i, bed)| cloud((i as u32, bed))).collect() }
    }

    /// Their pictures for one camera position.
    pub(super) fn seen(&self, camera: &Camera, breathing: &Breathing) -> SeenBeds {
        let mut sheet = Sheet { camera, map: camera.blank() };
        SeenBeds { beds: self.beds.iter().map(|cloud| cloud.seen(&mut sheet, breathing)).collect() }
    }
}

impl Cloud {
    fn new(seed: u32, bed: &Bed, graph: &VesselGraph, landmarks: &Landmarks) -> Self {
        let radius = bed.radius_mm.max(0.5);
        let mut balls = vec![(bed.centre_mm, radius, EVEN_SHARE)];
        for (generation, (count, least, most, share)) in BALLS.into_iter().enumerate() {
            for k in 0..count {
                let draw = 4 * k + 4096 * generation as u32;
                let size = radius * (least + (most - least) * uniform(seed, draw + 3));
                let place = in_ball(seed, draw) * (1.02 * radius - size);
                balls.push((bed.centre_mm + place, size, share / f64::from(count)));
            }
        }
        let twigs = twigs(seed ^ 0x5EED, &Inlet::of(bed, graph), bed.centre_mm, radius);
        let twigs_ml = twigs.iter().map(Tube::volume_mm3).sum::<f64>() / 1000.0;
        let inlets = graph.incident(bed.node).iter().map(|&ix| (ix.ix(), graph.segment(ix).to == bed.node));
        let vein = bed.shunt.map(|_| early_vein(bed, landmarks));
        Self { balls, twigs, twigs_ml, inlets: inlets.collect(), vein }
    }

    fn seen(&self, sheet: &mut Sheet, breathing: &Breathing) -> SeenBed {
        let moves = breathing.share(self.balls[0].0) as f32;
        let spheres = self.balls.iter().map(|&(centre, radius, _)| (centre, radius));
        let stain = sheet.patch(spheres, |camera, map| {
            for &(centre, radius, share) in &self.balls {
                draw_ball(camera.point(centre), radius as f32, (share * MM2_PER_MG) as f32, camera, map);
            }
        });
        let per_mg = PER_MM_PER_MG_ML / self.twigs_ml.max(1e-9);
        let twigs = sheet.patch(self.twigs.iter().flat_map(samples), |camera, map| {
            for twig in &self.twigs {
                twig.draw(per_mg, camera, map);
            }
        });
        let vein = self.vein.as_ref();
        let vein = vein.map(|vein| sheet.patch(samples(vein), |camera, map| draw_vein(vein, camera, map)));
        SeenBed { stain, twigs, vein, moves, twigs_ml: self.twigs_ml, inlets: self.inlets.clone() }
    }
}

/// Balls that cover a tube's samples.
fn samples(tube: &Tube) -> impl Iterator<Item = (DVec3, f64)> {
    tube.vertices.iter().map(|v| (v.at, v.radius))
}

/// Where blood enters a bed.
struct Inlet {
    at: DVec3,
    direction: DVec3,
    radius_mm: f64,
}

impl Inlet {
    fn of(bed: &Bed, graph: &VesselGraph) -> Self {
        let at = graph.node(bed.node).position_mm;
        let mut inlet = Self { at, direction: (bed.centre_mm - at).normalize_or(DVec3::Z), radius_mm: 0.4 };
        for segment in graph.incident(bed.node).iter().map(|&ix| graph.segment(ix)) {
            if let (Some(line), true) = (segment.centreline(), segment.to == bed.node) {
                inlet.direction = line.tangent_at(line.length_mm());
                inlet.radius_mm = line.radius_at(line.length_mm());
            }
        }
        inlet
    }
}

/// A point of the unit ball.
fn in_ball(seed: u32, counter: u32) -> DVec3 {
    let turn = 2.0 * math::PI * uniform(seed, counter);
    let height = 2.0 * uniform(seed, counter + 1) - 1.0;
    let out = math::pow(uniform(seed, counter + 2), 0.4);
    let flat = (1.0 - height * height).sqrt();
    DVec3::new(flat * math::cos(turn), flat * math::sin(turn), height) * out
}

/// Small arteries: a few stems that go on from the inlet vessel into the sphere, with side branches and their twigs.
fn twigs(seed: u32, inlet: &Inlet, centre: DVec3, radius: f64) -> Vec<Tube> {
    let mut grown = Grove { centre, radius, seed, counter: 0, tubes: Vec::new() };
    let start = inlet.radius_mm.clamp(0.3, 1.0);
    let inwards = (centre - inlet.at).normalize_or(inlet.direction);
    let direction = (inlet.direction + 0.6 * inwards).normalize_or(inwards);
    let reach = 0.9 * radius + 0.5 * inlet.at.distance(centre);
    let main = grown.branch(inlet.at, direction, reach, (start * 0.62, 0.16), 2);
    // the others leave the first one after another, so that they do not add up to a dot at the inlet
    for (k, line) in (1..STEMS).zip(main.iter().cycle()) {
        let s = 0.1 * f64::from(k) * line.length_mm();
        let out = (line.tangent_at(s) + inwards + grown.random() * 1.1).normalize_or(inwards);
        grown.branch(line.point_at(s), out, 0.8 * reach, (start * 0.45, 0.14), 2);
    }
    grown.tubes
}

/// Twigs while they grow.
struct Grove {
    centre: DVec3,
    radius: f64,
    seed: u32,
    counter: u32,
    tubes: Vec<Tube>,
}

impl Grove {
    fn random(&mut self) -> DVec3 {
        self.counter += 3;
        in_ball(self.seed, self.counter)
    }

    /// A winding branch that stays in the sphere once it is inside, with side branches of `order` generations.
    /// Returns its course.
    fn branch(
        &mut self,
        from: DVec3,
        direction: DVec3,
        length: f64,
        radius_mm: (f64, f64),
        order: u32,
    ) -> Option<Centreline> {
        let mut points = vec![from];
        let mut heading = direction;
        for k in 1..=4 {
            let last = points[k - 1];
            let off = last - self.centre;
            let back =
                if off.length() > 0.75 * self.radius { -off / self.radius.max(1.0) } else { DVec3::ZERO };
            heading = (heading + self.random() * 0.55 + back * 0.6).normalize_or(direction);
            points.push(last + heading * (0.25 * length));
        }
        let line = Centreline::through(&points, radius_mm)?;
        self.tubes.push(Tube::through(line.points(), |i| line.radii_mm()[i]));
        if order == 0 {
            return Some(line);
        }
        for k in 0..SIDE_BRANCHES {
            let s = line.length_mm() * (0.25 + 0.65 * f64::from(k) / f64::from(SIDE_BRANCHES));
            let along = line.tangent_at(s);
            let out = (along * 0.7 + self.random() * 1.2).normalize_or(along);
            let start = 0.62 * line.radius_at(s);
            self.branch(line.point_at(s), out, 0.5 * length, (start, (0.5 * start).max(0.08)), order - 1);
        }
        Some(line)
    }
}

/// From the bed's middle to the vena cava (authored: the way of any vein, for the reader's eye).
fn early_vein(bed: &Bed, landmarks: &Landmarks) -> Tube {
    let from = bed.centre_mm;
    let cava = landmarks.cava_at(from.z + 25.0);
    let via = from.lerp(cava, 0.5) + DVec3::new(0.0, 6.0, 14.0);
    let line = Centreline::through(&[from, via, cava], (1.6, 3.0));
    line.map(|line| Tube::through(line.points(), |i| line.radii_mm()[i]).divided(|_| 4.0)).unwrap_or_default()
}

/// Adds the shadow of 1 mg in a vein, thinner and thinner towards its end.
fn draw_vein(vein: &Tube, camera: &Camera, map: &mut Map) {
    let Some(last) = vein.vertices.last() else { return };
    let part = |arc: f64| ((1.0 - arc / last.arc) / (1.0 - VEIN_SEEN)).clamp(0.0, 1.0);
    let weight = |pair: &[Vertex]| {
        let radius = 0.5 * (pair[0].radius + pair[1].radius);
        let mean = 0.5 * (part(pair[0].arc) + part(pair[1].arc));
        math::PI * radius * radius * (pair[1].arc - pair[0].arc) * mean / 1000.0
    };
    let volume_ml: f64 = vein.vertices.windows(2).map(weight).sum();
    let mu = PER_MM_PER_MG_ML / volume_ml.max(1e-9);
    vein.draw_with(|arc| mu * part(arc), camera, map);
}

/// Adds the shadow of a soft ball to a picture; `mass` is attenuation times area, mm².
fn draw_ball(at: Vec3, radius: f32, mass: f32, camera: &Camera, map: &mut Map) {
    if at.z < 2.0 * radius + 1.0 {
        return;
    }
    let peak = mass * 2.0 / (core::f32::consts::PI * radius * radius);
    let (x0, y0) = (at.x / at.z, at.y / at.z);
    let reach = 1.1 * radius / (at.z - radius);
    let columns = camera.columns(x0 - reach, x0 + reach);
    for j in camera.rows(y0 - reach, y0 + reach) {
        let y = camera.ray_y(j);
        let dy = at.z * y - at.y;
        for i in columns.clone() {
            let x = camera.ray_x(i);
            let dx = at.z * x - at.x;
            let along = dx * x + dy * y;
            let off = dx * dx + dy * dy - along * along / (1.0 + x * x + y * y);
            let inside = 1.0 - off / (radius * radius);
            if inside > 0.0 {
                map.data[j * camera.size + i] += peak * inside;
            }
        }
    }
}

/// The beds for one camera position.
#[derive(Clone, Debug)]
pub(super) struct SeenBeds {
    beds: Vec<SeenBed>,
}

#[derive(Clone, Debug)]
struct SeenBed {
    stain: Patch,
    twigs: Patch,
    vein: Option<Patch>,
    /// How much of the diaphragm's way the bed makes.
    moves: f32,
    twigs_ml: f64,
    inlets: Vec<(usize, bool)>,
}

impl SeenBeds {
    /// Adds the contrast and oil in the beds to a picture of optical density.
    pub(super) fn draw(&self, beds: &[BedView], segments: &[SegmentView], shift: Shift, map: &mut Map) {
        for (seen, view) in self.beds.iter().zip(beds) {
            let down = shift.down_px * seen.moves;
            let iodine = view.iodine_mg.max(0.0);
            let at_inlet = seen.inlets.iter().map(|&(segment, at_end)| {
                let columns = segments.get(segment).map_or(&[][..], |s| &s.columns);
                let last = if at_end { columns.last() } else { columns.first() };
                last.filter(|c| if at_end { c.to > 0.99 } else { c.from < 0.01 })
                    .map_or(0.0, |c| c.iodine_mg_ml)
            });
            let arterial = (at_inlet.fold(0.0, f64::max) * seen.twigs_ml).min(0.5 * iodine);
            seen.twigs.add_to(map, arterial as f32, down);
            let other = view.oil_iodine_mg.max(0.0) + view.portal_iodine_mg.max(0.0);
            seen.stain.add_to(map, (iodine - arterial + other) as f32, down);
            if let Some(vein) = &seen.vein {
                vein.add_to(map, view.vein_iodine_mg.max(0.0) as f32, down);
            }
        }
    }
}

/// What covers little of a picture is drawn on this and cut out.
struct Sheet<'a> {
    camera: &'a Camera,
    /// Empty between drawings.
    map: Map,
}

impl Sheet<'_> {
    /// Cuts out what `draw` draws; all of it has to lie between the balls.
    fn patch(
        &mut self,
        balls: impl IntoIterator<Item = (DVec3, f64)>,
        draw: impl FnOnce(&Camera, &mut Map),
    ) -> Patch {
        /// Thin tubes are drawn wider than they are, in pixels.
        const SPARE_PX: f32 = 3.0;
        let (mut x, mut y) = ((f32::MAX, f32::MIN), (f32::MAX, f32::MIN));
        for (centre, radius) in balls {
            let at = self.camera.point(centre);
            let reach = 1.5 * radius as f32 / (at.z - radius as f32).max(1.0) + SPARE_PX * self.camera.unit;
            let include = |range: &mut (f32, f32), v: f32| {
                *range = (range.0.min(v / at.z.max(1.0) - reach), range.1.max(v / at.z.max(1.0) + reach));
            };
            include(&mut x, at.x);
            include(&mut y, at.y);
        }
        let (columns, rows) = (self.camera.columns(x.0, x.1), self.camera.rows(y.0, y.1));
        if columns.is_empty() || rows.is_empty() {
            return Patch::default();
        }
        draw(self.camera, &mut self.map);
        let n = self.camera.size;
        let mut patch =
            Patch { column: columns.start, row: rows.start, width: columns.len(), data: Vec::new() };
        for j in rows {
            let line = &mut self.map.data[j * n..(j + 1) * n][columns.clone()];
            patch.data.extend_from_slice(line);
            line.fill(0.0);
        }
        patch
    }
}

/// A part of a picture.
#[derive(Clone, Debug, Default)]
struct Patch {
    column: usize,
    row: usize,
    width: usize,
    data: Vec<f32>,
}

impl Patch {
    /// Adds the patch, moved by `down` pixels; what leaves the picture is lost.
    fn add_to(&self, map: &mut Map, factor: f32, down: f32) {
        if factor <= 0.0 || self.width == 0 {
            return;
        }
        let rows = down.floor();
        let part = down - rows;
        for (shift, share) in [(rows as isize, 1.0 - part), (rows as isize + 1, part)] {
            if share == 0.0 {
                continue;
            }
            for (k, line) in self.data.chunks_exact(self.width).enumerate() {
                let Some(row) = (self.row + k).checked_add_signed(shift).filter(|&row| row < map.size) else {
                    continue;
                };
                let start = row * map.size + self.column;
                for (pixel, v) in map.data[start..start + self.width].iter_mut().zip(line) {
                    *pixel += factor * share * v;
                }
            }
        }
    }
}
