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

use core::ops::Range;

use glam::Vec3;

use super::gantry::Camera;
use super::map::Map;

/// Below this, the quadratic is treated as linear: the ray runs along the axis.
const PARALLEL: f32 = 1e-6;
/// A ray closer to a cutting plane than this slope and this distance in mm runs within it.
const IN_PLANE: (f32, f32) = (2e-4, 2e-3);
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
        for j in outline.rows(camera) {
            let y = camera.ray_y(j);
            let columns = outline.columns(camera, y);
            let row = Row::new(&piece, y);
            let line = &mut map.data[j * camera.size..(j + 1) * camera.size];
            for i in columns {
                let density = row.density(&piece, camera.ray_x(i));
                line[i] += density;
            }
        }
    }
}

/// What stays the same along one row of pixels.
struct Row {
    /// 1 + y².
    ww: f32,
    dyy: f32,
    dyw: f32,
    wt: f32,
    dt: f32,
    start: (f32, f32),
    end: (f32, f32),
}

impl Row {
    fn new(p: &Piece, y: f32) -> Self {
        let dy = p.a.at.z * y - p.a.at.y;
        let (n0, n1) = (p.a.cut, p.b.cut);
        let far = n1.dot(p.axis) * p.length;
        Self {
            ww: 1.0 + y * y,
            dyy: dy * dy,
            dyw: dy * y,
            wt: p.axis.y * y + p.axis.z,
            dt: p.axis.y * dy,
            start: (n0.y * dy, n0.y * y + n0.z),
            end: (n1.y * dy - far, n1.y * y + n1.z),
        }
    }

    fn density(&self, p: &Piece, x: f32) -> f32 {
        let dx = p.a.at.z * x - p.a.at.x;
        let wt = self.wt + p.axis.x * x;
        let dt = self.dt + p.axis.x * dx;
        let ww = self.ww + x * x;
        let kdt = p.kk * dt + p.rk;
        let qa = ww - p.kk * wt * wt;
        let qb = self.dyw + dx * x - wt * kdt;
        let qc = self.dyy + dx * dx - dt * (kdt + p.rk) - p.a.radius * p.a.radius;
        let inside = if qa > PARALLEL {
            let disc = qb * qb - qa * qc;
            if disc <= 0.0 {
                return 0.0;
            }
            let root = disc.sqrt();
            ((-qb - root) / qa, (-qb + root) / qa)
        } else {
            match steep((qa, qb, qc), p.rk * wt) {
                Some(inside) => inside,
                None => return 0.0,
            }
        };
        let (n0, n1) = (p.a.cut, p.b.cut);
        let inside = behind(inside, -(self.start.0 + n0.x * dx), -(self.start.1 + n0.x * x));
        let inside = behind(inside, self.end.0 + n1.x * dx, self.end.1 + n1.x * x);
        let deep = inside.1 - inside.0;
        if deep <= 0.0 {
            return 0.0;
        }
        let along = (dt + 0.5 * (inside.0 + inside.1) * wt) / p.length;
        let mu = p.a.mu + (p.b.mu - p.a.mu) * along.clamp(0.0, 1.0);
        mu * deep * ww.sqrt()
    }
}

/// The part of an interval where `constant + slope·τ ≤ 0`. A ray within the plane itself, where rounding would let
/// both neighbours or none of them have it, is shared: each gets half.
fn behind(inside: (f32, f32), constant: f32, slope: f32) -> (f32, f32) {
    if slope > IN_PLANE.0 {
        (inside.0, inside.1.min(-constant / slope))
    } else if slope < -IN_PLANE.0 {
        (inside.0.max(-constant / slope), inside.1)
    } else if constant > IN_PLANE.1 {
        (0.0, 0.0)
    } else if constant < -IN_PLANE.1 {
        inside
    } else {
        (inside.0, 0.5 * (inside.0 + inside.1))
    }
}

/// The interval of a cone for a ray nearly along its axis, where the quadratic opens downwards or is linear;
/// `widening` tells towards which end the cone gets wider along the ray. The planes make it finite.
fn steep((qa, qb, qc): (f32, f32, f32), widening: f32) -> Option<(f32, f32)> {
    const FAR: f32 = 1e6;
    if qa > -PARALLEL {
        let edge = -0.5 * qc / qb;
        return if qb > PARALLEL {
            Some((-FAR, edge))
        } else if qb < -PARALLEL {
            Some((edge, FAR))
        } else {
            (qc <= 0.0).then_some((-FAR, FAR))
        };
    }
    let root = (qb * qb - qa * qc).max(0.0).sqrt();
    let (low, high) = ((-qb + root) / qa, (-qb - root) / qa);
    Some(if widening > 0.0 { (high, FAR) } else { (-FAR, low) })
}

/// The shadow of a piece, a little too large: which pixels have to be asked at all.
struct Outline {
    from: (f32, f32),
    to: (f32, f32),
    reach: f32,
}

impl Outline {
    fn of(p: &Piece) -> Self {
        let flat = |v: Vec3| (v.x / v.z, v.y / v.z);
        let reach = |end: &End| {
            // a slanted cut reaches out to radius / cos of its slant
            let slant = end.cut.dot(p.axis).abs().max(0.4);
            let (x, y) = flat(end.at);
            let radius = end.radius / slant;
            radius * (1.0 + x * x + y * y).sqrt() / (end.at.z - radius)
        };
        Self { from: flat(p.a.at), to: flat(p.b.at), reach: reach(&p.a).max(reach(&p.b)) * 1.02 }
    }

    fn rows(&self, camera: &Camera) -> Range<usize> {
        let columns =
            camera.columns(self.from.0.min(self.to.0) - self.reach, self.from.0.max(self.to.0) + self.reach);
        if columns.is_empty() {
            return 0..0;
        }
        camera.rows(self.from.1.min(self.to.1) - self.reach, self.from.1.max(self.to.1) + self.reach)
    }

    fn columns(&self, camera: &Camera, y: f32) -> Range<usize> {
        let rise = self.to.1 - self.from.1;
        let (mut x0, mut x1) = (self.from.0, self.to.0);
        if rise.abs() > self.reach * 0.1 {
            let at =
                |y: f32| ((y - self.from.1) / rise).clamp(0.0, 1.0) * (self.to.0 - self.from.0) + self.from.0;
            (x0, x1) = (at(y - self.reach), at(y + self.reach));
        }
        camera.columns(x0.min(x1) - self.reach, x0.max(x1) + self.reach)
    }
}

#[cfg(test)]
mod tests;
