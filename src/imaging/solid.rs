//! Ellipsoids and elliptical drums: what a simple body is built of.

use glam::{DVec3, Vec3};

use super::gantry::Camera;
use super::map::Map;

/// An ellipsoid, or an elliptical cylinder with flat ends across its third axis.
#[derive(Clone, Copy, Debug)]
pub(super) struct Solid {
    /// Middle, RAS mm.
    pub centre: DVec3,
    /// Unit directions of the axes.
    pub axes: [DVec3; 3],
    /// Half lengths along them, mm.
    pub semi: [f64; 3],
    /// A drum instead of an ellipsoid.
    pub drum: bool,
    /// Attenuation that it adds, 1/mm.
    pub mu: f64,
}

impl Solid {
    /// An ellipsoid along the patient's axes: half widths right, front, up.
    pub(super) fn ball(centre: DVec3, semi: [f64; 3], mu: f64) -> Self {
        Self { centre, axes: [DVec3::X, DVec3::Y, DVec3::Z], semi, drum: false, mu }
    }

    /// An upright drum.
    pub(super) fn drum(centre: DVec3, semi: [f64; 3], mu: f64) -> Self {
        Self { drum: true, ..Self::ball(centre, semi, mu) }
    }

    /// Turned so that its axes point along `x`, and near `z`.
    pub(super) fn turned(self, x: DVec3, z: DVec3) -> Self {
        let y = z.cross(x).normalize_or(DVec3::Y);
        Self { axes: [x.normalize_or(DVec3::X), y, x.cross(y).normalize_or(z)], ..self }
    }

    /// Adds the solid to a picture of optical density.
    pub(super) fn draw(&self, camera: &Camera, map: &mut Map) {
        let at = camera.point(self.centre);
        let axes = self.axes.map(|a| camera.direction(a));
        let semi = self.semi.map(|s| s as f32);
        let half = |unit: Vec3| -> f32 {
            let parts: Vec<f32> = (0..3).map(|i| (axes[i].dot(unit) * semi[i]).abs()).collect();
            if self.drum {
                (parts[0] * parts[0] + parts[1] * parts[1]).sqrt() + parts[2]
            } else {
                parts.iter().map(|p| p * p).sum::<f32>().sqrt()
            }
        };
        let near = at.z - half(Vec3::Z);
        let reach = |middle: f32, half: f32| {
            if near < 20.0 { (-1e3, 1e3) } else { ((middle - half) / near, (middle + half) / near) }
        };
        let (x0, x1) = reach(at.x, half(Vec3::X));
        let (y0, y1) = reach(at.y, half(Vec3::Y));
        let far = 1.0 / (at.z + half(Vec3::Z));
        // the outline of a thing off the axis is not symmetric about its middle: take the farther of both depths
        let columns =
            camera.columns(x0.min((at.x - half(Vec3::X)) * far), x1.max((at.x + half(Vec3::X)) * far));
        let rows = camera.rows(y0.min((at.y - half(Vec3::Y)) * far), y1.max((at.y + half(Vec3::Y)) * far));
        let scaled = [axes[0] / semi[0], axes[1] / semi[1], axes[2] / semi[2]];
        let mu = self.mu as f32;
        for j in rows {
            let y = camera.ray_y(j);
            for i in columns.clone() {
                let x = camera.ray_x(i);
                let w = Vec3::new(x, y, 1.0);
                let d = Vec3::new(at.z * x - at.x, at.z * y - at.y, 0.0);
                let depth = if self.drum { drum(scaled, d, w) } else { ball(scaled, d, w) };
                if depth > 0.0 {
                    map.data[j * camera.size + i] += mu * depth * w.dot(w).sqrt();
                }
            }
        }
    }
}

/// Depth interval of the unit ball along d + τw.
fn ball(axes: [Vec3; 3], d: Vec3, w: Vec3) -> f32 {
    let turned = |v: Vec3| Vec3::new(axes[0].dot(v), axes[1].dot(v), axes[2].dot(v));
    let (d, w) = (turned(d), turned(w));
    let (qa, qb, qc) = (w.dot(w), d.dot(w), d.dot(d) - 1.0);
    2.0 * (qb * qb - qa * qc).max(0.0).sqrt() / qa
}

/// Depth interval of the unit drum along d + τw.
fn drum(axes: [Vec3; 3], d: Vec3, w: Vec3) -> f32 {
    let (d0, d1, w0, w1) = (axes[0].dot(d), axes[1].dot(d), axes[0].dot(w), axes[1].dot(w));
    let (qa, qb, qc) = (w0 * w0 + w1 * w1, d0 * w0 + d1 * w1, d0 * d0 + d1 * d1 - 1.0);
    let disc = qb * qb - qa * qc;
    if disc <= 0.0 || qa < 1e-12 {
        return 0.0;
    }
    let root = disc.sqrt();
    let (mut from, mut to) = ((-qb - root) / qa, (-qb + root) / qa);
    let (d2, w2) = (axes[2].dot(d), axes[2].dot(w));
    if w2.abs() < 1e-9 {
        return if d2.abs() <= 1.0 { to - from } else { 0.0 };
    }
    let (a, b) = ((-1.0 - d2) / w2, (1.0 - d2) / w2);
    from = from.max(a.min(b));
    to = to.min(a.max(b));
    to - from
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imaging::Gantry;
    use crate::math;

    fn picture(solid: Solid) -> (Map, f64) {
        let camera = Camera::new(Gantry::new(15.0, 5.0, DVec3::ZERO, 200.0), 200);
        let mut map = camera.blank();
        solid.draw(&camera, &mut map);
        let pixel = f64::from(camera.unit) * 765.0;
        let volume = map.sum() * pixel * pixel;
        (map, volume)
    }

    #[test]
    fn volumes_are_those_of_the_books() {
        let (map, ball) = picture(Solid::ball(DVec3::ZERO, [10.0, 20.0, 15.0], 1.0));
        let expected = 4.0 / 3.0 * math::PI * 3000.0;
        assert!((ball - expected).abs() < 0.02 * expected, "{ball} {expected}");
        assert!(map.data[..200].iter().all(|&v| v == 0.0));
        let (_, drum) = picture(Solid::drum(DVec3::ZERO, [10.0, 20.0, 15.0], 1.0));
        let expected = math::PI * 200.0 * 30.0;
        assert!((drum - expected).abs() < 0.02 * expected, "{drum} {expected}");
    }

    #[test]
    fn the_middle_is_as_deep_as_the_solid() {
        let camera = Camera::new(Gantry::new(0.0, 0.0, DVec3::ZERO, 200.0), 201);
        for drum in [true, false] {
            let mut map = camera.blank();
            Solid { drum, ..Solid::ball(DVec3::ZERO, [10.0, 20.0, 15.0], 1.0) }.draw(&camera, &mut map);
            assert!((map.at(100, 100) - 40.0).abs() < 0.1);
        }
    }
}
