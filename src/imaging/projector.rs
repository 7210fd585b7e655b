//! The length of a ray inside a piece of vessel, and its sum over a picture.
//!
//! A piece is a round cone between two centre-line samples, cut off by a plane at each end. Neighbours share the
//! plane of their joint (the mitre of the bend), so a chain of pieces fills its tube exactly once: no gap, nothing
//! counted twice, whatever the number of pieces.
//!
//! With w the direction of the ray (depth 1), d its point beside the start of the axis, t the axis, k the slope of
//! the radius and w·t, d·t the parts along the axis, a point at depth τ beyond d is inside when
//!
//! |d + τw|² − (1 + k²)((d + τw)·t)² − 2 r₀k (d + τw)·t − r₀² ≤ 0,
//!
//! a quadratic in τ. Its interval, cut by the two planes, times |w| is the length. The planes bound it when the
//! vessel is seen end-on, where the infinite cylinder's chord diverges. The material may change linearly along the
//! axis: the integral is then the value at the middle of the interval times its length, exactly.
//!
//! Symbols: lengths mm, attenuation 1/mm. Left out: the wedge a bend sharper than the radius folds over itself.

mod clear;
mod row;

use core::ops::Range;

use glam::Vec3;

use clear::{Clear, LANES};
use row::Row;

use super::gantry::Camera;
use super::map::Map;

/// A tube is never drawn with a radius below this many pixels: it is widened and thinned out, so that its mass
/// stays and it does not break into dots.
const LEAST_RADIUS_PX: f32 = 0.7;

/// One end of a piece, in camera coordinates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct End {
    /// On the axis.
    pub at: Vec3,
    /// Radius of the lumen, mm.
    pub radius: f32,
    /// Normal of the plane that cuts the piece here, pointing along the vessel, unit length.
    pub cut: Vec3,
    /// Attenuation of what fills it here, 1/mm.
    pub mu: f32,
}

/// A round cone with cut ends, prepared for many rays.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    a: End,
    b: End,
    axis: Vec3,
    length: f32,
    /// 1 + k².
    kk: f32,
    /// r₀ k.
    rk: f32,
}

impl Piece {
    /// Between two ends; `None` when they coincide or reach behind the source.
    pub fn new(a: End, b: End) -> Option<Self> {
        let span = b.at - a.at;
        let length = span.dot(span).sqrt();
        let reach = a.radius.max(b.radius) * 2.0 + 1.0;
        if length < 1e-4 || a.at.z < reach || b.at.z < reach {
            return None;
        }
        let slope = (b.radius - a.radius) / length;
        Some(Self { a, b, axis: span / length, length, kk: 1.0 + slope * slope, rk: a.radius * slope })
    }

    /// Optical density of the piece along one ray: attenuation times length.
    pub fn density(&self, x: f32, y: f32) -> f32 {
        let row = Row::new(self, y);
        row.density(self, x)
    }

    /// Adds the piece to a picture of optical density.
    pub fn draw(mut self, camera: &Camera, map: &mut Map) {
        for end in [&mut self.a, &mut self.b] {
            let least = LEAST_RADIUS_PX * camera.unit * end.at.z;
            if end.radius < least {
                let thinner = end.radius / least;
                end.mu *= thinner * thinner;
                end.radius = least;
            }
        }
        let Some(piece) = Self::new(self.a, self.b) else { return };
        let outline = Outline::of(&piece);
        let (columns, rows) = (outline.all_columns(camera), outline.rows(camera));
        let (Some(last_column), Some(last_row)) = (columns.end.checked_sub(1), rows.end.checked_sub(1))
        else {
            return;
        };
        if columns.is_empty() || rows.is_empty() {
            return;
        }
        let across = (camera.ray_x(columns.start), camera.ray_x(last_column));
        let upwards = (camera.ray_y(last_row), camera.ray_y(rows.start));
        let clear = Clear::new(&piece, across, upwards);
        for j in rows {
            let y = camera.ray_y(j);
            let columns = outline.columns(camera, y);
            let rays = &camera.rays_x()[columns.clone()];
            let line = &mut map.data[j * camera.size..(j + 1) * camera.size][columns];
            if let Some(clear) = &clear {
                clear.add(y, rays, line);
            } else {
                let row = Row::new(&piece, y);
                for (pixel, &x) in line.iter_mut().zip(rays) {
                    *pixel += row.density(&piece, x);
                }
            }
        }
    }
}

/// The shadow of a piece, a little too large: a rectangle along the shadow of the axis. It tells which pixels have to
/// be asked at all, and keeps short pieces of a wide vessel cheap.
struct Outline {
    from: (f32, f32),
    to: (f32, f32),
    /// Half width.
    reach: f32,
    /// None when seen end-on.
    along: Option<Along>,
}

/// The axis' shadow: its direction with the reciprocals of that, and what of it the piece covers.
struct Along {
    direction: (f32, f32),
    per: (f32, f32),
    covered: (f32, f32),
}

impl Outline {
    fn of(p: &Piece) -> Self {
        let flat = |v: Vec3| (v.x / v.z, v.y / v.z);
        let (from, to) = (flat(p.a.at), flat(p.b.at));
        // how far each end reaches aside, and along the axis' shadow: its disc seen obliquely, and its slanted cut
        let reach = |end: &End, (x, y): (f32, f32)| {
            let ray = (1.0 + x * x + y * y).sqrt();
            let oblique = ((p.axis.x * x + p.axis.y * y + p.axis.z) / ray).abs();
            let upright = end.cut.dot(p.axis).abs().max(0.4);
            let slant = (1.0 - (upright * upright).min(1.0)).sqrt() / upright;
            let scale = 1.02 * ray / (end.at.z - end.radius / upright);
            (end.radius / upright * scale, end.radius * (oblique + slant) * scale)
        };
        let (a, b) = (reach(&p.a, from), reach(&p.b, to));
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = (dx * dx + dy * dy).sqrt();
        let spare = 0.05 * a.0.max(b.0);
        let along = (length > 1e-6).then(|| Along {
            direction: (dx / length, dy / length),
            per: (length / dx, length / dy),
            covered: (-a.1 - spare, length + b.1 + spare),
        });
        Self { from, to, reach: a.0.max(b.0), along }
    }

    fn rows(&self, camera: &Camera) -> Range<usize> {
        let (from, to) = (self.from.1, self.to.1);
        camera.rows(from.min(to) - self.reach, from.max(to) + self.reach)
    }

    /// Of all rows together.
    fn all_columns(&self, camera: &Camera) -> Range<usize> {
        let (from, to) = (self.from.0, self.to.0);
        filled_up(camera.columns(from.min(to) - self.reach, from.max(to) + self.reach), camera.size)
    }

    fn columns(&self, camera: &Camera, y: f32) -> Range<usize> {
        let (mut left, mut right) =
            (self.from.0.min(self.to.0) - self.reach, self.from.0.max(self.to.0) + self.reach);
        if let Some(Along { direction: (ex, ey), per, covered: (low, high) }) = self.along {
            let dy = y - self.from.1;
            // low ≤ dx ex + dy ey ≤ high and |dx ey − dy ex| ≤ reach
            for (slope, per, low, high) in [
                (ex, per.0, low - dy * ey, high - dy * ey),
                (ey, per.1, dy * ex - self.reach, dy * ex + self.reach),
            ] {
                if slope.abs() > 1e-3 {
                    let (a, b) = (self.from.0 + low * per, self.from.0 + high * per);
                    (left, right) = (left.max(a.min(b)), right.min(a.max(b)));
                } else if low > 0.0 || high < 0.0 {
                    return 0..0;
                }
            }
        }
        filled_up(camera.columns(left, right), camera.size)
    }
}

/// The same columns with a few more, so that they are worked on together without a rest.
fn filled_up(columns: Range<usize>, size: usize) -> Range<usize> {
    let end = (columns.start + columns.len().next_multiple_of(LANES)).min(size);
    end.saturating_sub((end - columns.start).next_multiple_of(LANES)).min(columns.start)..end
}

#[cfg(test)]
mod tests;
