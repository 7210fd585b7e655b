//! A bent tube: a centre-line thinned out to the samples that matter, with the planes that cut it at each of them.

use glam::{DVec3, Vec3};

use super::gantry::Camera;
use super::map::Map;
use super::projector::{End, Piece};

/// How far the thinned centre-line may leave the given one, mm: well below a pixel.
const FLATNESS_MM: f64 = 0.05;
/// A bend of more than this cosine between neighbours is cut square instead of mitred: the mitre would spike.
const LEAST_MITRE_COS: f64 = -0.2;

/// One sample of a tube.
#[derive(Clone, Copy, Debug)]
pub(super) struct Vertex {
    /// On the axis, RAS mm.
    pub at: DVec3,
    /// Radius, mm.
    pub radius: f64,
    /// Arc length from the start, mm.
    pub arc: f64,
    /// Normals of the planes that cut the piece before and the piece after, along the tube. They are the same but
    /// where the tube bends so sharply that a mitre would spike.
    pub cuts: [DVec3; 2],
    /// The tube bends here; between bends it is one straight cone.
    pub bend: bool,
}

/// A chain of round cones.
#[derive(Clone, Debug, Default)]
pub(super) struct Tube {
    /// At least two, in order; none for a tube without length.
    pub vertices: Vec<Vertex>,
}

impl Tube {
    /// Through samples with the radius at each.
    pub(super) fn through(points: &[DVec3], radius_mm: impl Fn(usize) -> f64) -> Self {
        let mut vertices: Vec<Vertex> = Vec::with_capacity(points.len());
        for (i, &at) in points.iter().enumerate() {
            let arc = match vertices.last() {
                Some(last) if last.at.distance_squared(at) < 1e-8 => continue,
                Some(last) => last.arc + last.at.distance(at),
                None => 0.0,
            };
            vertices.push(Vertex { at, radius: radius_mm(i), arc, cuts: [DVec3::Z; 2], bend: true });
        }
        if vertices.len() < 2 {
            return Self::default();
        }
        let mut keep = vec![false; vertices.len()];
        keep[0] = true;
        keep[vertices.len() - 1] = true;
        thin_out(&vertices, 0, vertices.len() - 1, &mut keep);
        let mut kept = keep.into_iter();
        vertices.retain(|_| kept.next().unwrap_or(true));
        let mut tube = Self { vertices };
        tube.cut_joints();
        tube
    }

    /// Of one radius.
    pub(super) fn uniform(points: &[DVec3], radius_mm: f64) -> Self {
        Self::through(points, |_| radius_mm)
    }

    /// Direction from vertex `i` to the next (at the last: from the one before).
    pub(super) fn direction(&self, i: usize) -> DVec3 {
        let i = i.min(self.vertices.len().saturating_sub(2));
        match self.vertices.get(i..i + 2) {
            Some(pair) => (pair[1].at - pair[0].at).normalize(),
            None => DVec3::Z,
        }
    }

    fn cut_joints(&mut self) {
        for i in 0..self.vertices.len() {
            let (before, after) = (self.direction(i.saturating_sub(1)), self.direction(i));
            self.vertices[i].cuts = mitre(before, after);
        }
    }

    /// The same tube with straight pieces no longer than `piece_mm(radius)`: the planes turn evenly between bends.
    pub(super) fn divided(&self, piece_mm: impl Fn(f64) -> f64) -> Self {
        let mut vertices = Vec::new();
        for pair in self.vertices.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            vertices.push(a);
            let parts = ((b.arc - a.arc) / piece_mm(0.5 * (a.radius + b.radius))).ceil().max(1.0);
            for k in 1..parts as usize {
                let t = k as f64 / parts;
                vertices.push(Vertex {
                    at: a.at.lerp(b.at, t),
                    radius: a.radius + (b.radius - a.radius) * t,
                    arc: a.arc + (b.arc - a.arc) * t,
                    cuts: [a.cuts[1].lerp(b.cuts[0], t).normalize_or(a.cuts[1]); 2],
                    bend: false,
                });
            }
        }
        vertices.extend(self.vertices.last());
        Self { vertices }
    }

    /// Adds the tube, filled evenly with `mu` (1/mm), to a picture of optical density.
    pub(super) fn draw(&self, mu: f64, camera: &Camera, map: &mut Map) {
        self.draw_with(|_| mu, camera, map);
    }

    /// Adds the tube, filled with `mu(arc)` (1/mm at mm), to a picture of optical density.
    pub(super) fn draw_with(&self, mu: impl Fn(f64) -> f64, camera: &Camera, map: &mut Map) {
        for pair in self.vertices.windows(2) {
            let (a, b) =
                (end_of(&pair[0], 1, mu(pair[0].arc), camera), end_of(&pair[1], 0, mu(pair[1].arc), camera));
            if let Some(piece) = Piece::new(a, b) {
                piece.draw(camera, map);
            }
        }
    }

    /// Volume, mm³.
    pub(super) fn volume_mm3(&self) -> f64 {
        let cone = |pair: &[Vertex]| {
            let (a, b) = (pair[0].radius, pair[1].radius);
            crate::math::PI * (pair[1].arc - pair[0].arc) * (a * a + a * b + b * b) / 3.0
        };
        self.vertices.windows(2).map(cone).sum()
    }
}

/// A sample as the end of the piece before (0) or after (1) it, filled with `mu`, 1/mm.
pub(super) fn end_of(vertex: &Vertex, side: usize, mu: f64, camera: &Camera) -> End {
    End {
        at: camera.point(vertex.at),
        radius: vertex.radius as f32,
        cut: camera.direction(vertex.cuts[side]),
        mu: mu as f32,
    }
}

/// Normals of the planes at a bend between two directions: the plane that halves it, or a square cut of each.
pub(super) fn mitre(before: DVec3, after: DVec3) -> [DVec3; 2] {
    if before.dot(after) < LEAST_MITRE_COS {
        return [before, after];
    }
    [(before + after).normalize_or(after); 2]
}

/// Whether a ball is partly inside the picture.
pub(super) fn in_field(at: Vec3, radius: f32, camera: &Camera) -> bool {
    if at.z <= 1.0 {
        return false;
    }
    let edge = camera.unit * camera.size as f32 * 0.5;
    let reach = 1.2 * radius / at.z;
    (at.x / at.z).abs() < edge + reach && (at.y / at.z).abs() < edge + reach
}

/// Douglas and Peucker 1973, in space and radius together.
fn thin_out(v: &[Vertex], first: usize, last: usize, keep: &mut [bool]) {
    let (a, b) = (v[first], v[last]);
    let (mut worst, mut at) = (FLATNESS_MM, None);
    for (i, p) in v.iter().enumerate().take(last).skip(first + 1) {
        let chord = b.at - a.at;
        let t = ((p.at - a.at).dot(chord) / chord.length_squared().max(1e-12)).clamp(0.0, 1.0);
        let off =
            p.at.distance(a.at + chord * t).max((p.radius - a.radius - (b.radius - a.radius) * t).abs());
        if off > worst {
            (worst, at) = (off, Some(i));
        }
    }
    if let Some(i) = at {
        keep[i] = true;
        thin_out(v, first, i, keep);
        thin_out(v, i, last, keep);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_straight_tube_needs_two_vertices() {
        let points: Vec<DVec3> = (0..30).map(|i| DVec3::X * f64::from(i)).collect();
        let tube = Tube::through(&points, |i| 2.0 - i as f64 * 0.03);
        assert_eq!(tube.vertices.len(), 2);
        assert!((30..=31).contains(&tube.divided(|_| 1.0).vertices.len()));
        assert!((tube.divided(|_| 1.0).volume_mm3() - tube.volume_mm3()).abs() < 1e-9);
    }

    #[test]
    fn a_bend_is_kept_and_mitred() {
        let tube = Tube::uniform(&[DVec3::ZERO, DVec3::X * 10.0, DVec3::new(10.0, 10.0, 0.0)], 1.0);
        assert_eq!(tube.vertices.len(), 3);
        let cut = tube.vertices[1].cuts[0];
        assert!((cut.x - cut.y).abs() < 1e-12 && cut.x > 0.7);
    }

    #[test]
    fn nothing_is_no_tube() {
        assert!(Tube::uniform(&[DVec3::ZERO, DVec3::ZERO], 1.0).vertices.is_empty());
        assert!(Tube::uniform(&[], 1.0).vertices.is_empty());
    }
}
