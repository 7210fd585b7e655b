//! A piece that no ray of the picture meets awkwardly, in rows of pixels, several at a time.
//!
//! Awkward is a ray along the axis, where the quadratic of `projector` degenerates, or within a cutting plane. For all
//! others the same formulas go without a branch. Every quantity of the quadratic is a polynomial of the ray's slope u,
//! counted from the middle of the piece so that nothing large cancels; a row has its coefficients.

use super::Piece;
use super::row::IN_PLANE;
use crate::imaging::fast::{higher, lower};

/// Above this everywhere, no ray runs along the axis.
const OBLIQUE: f32 = 1e-3;
/// Pixels that are worked on together.
pub(super) const LANES: usize = 4;

/// A piece that is clear of all awkward rays.
pub(super) struct Clear<'a> {
    piece: &'a Piece,
    start: Facing,
    end: Facing,
    /// Slope of the ray that u is counted from.
    middle: f32,
    /// Length of a ray for a depth of 1: the rays of one piece are nearly parallel.
    stretch: f32,
}

/// Which side of a plane is inside along the ray, as offsets that put the other bound out of the way.
#[derive(Clone, Copy)]
struct Facing {
    not_below: f32,
    not_above: f32,
}

impl<'a> Clear<'a> {
    /// For rays with slopes between these; `None` when one of them may be awkward.
    pub(super) fn new(piece: &'a Piece, (left, right): (f32, f32), (low, high): (f32, f32)) -> Option<Self> {
        // linear in both slopes: greatest and least are at the corners
        let corners = [(left, low), (left, high), (right, low), (right, high)];
        let along = corners.map(|(x, y)| (piece.axis.x * x + piece.axis.y * y + piece.axis.z).abs());
        let nearest = lower(left * left, right * right).min(if left * right < 0.0 { 0.0 } else { f32::MAX });
        let most = along.into_iter().fold(0.0, higher);
        if 1.0 + nearest - piece.kk * most * most < OBLIQUE {
            return None;
        }
        let facing = |n: glam::Vec3, sign: f32| {
            let slopes = corners.map(|(x, y)| sign * (n.x * x + n.y * y + n.z));
            Facing::of(slopes.into_iter().fold(f32::MAX, lower), slopes.into_iter().fold(f32::MIN, higher))
        };
        let (start, end) = (facing(piece.a.cut, -1.0)?, facing(piece.b.cut, 1.0)?);
        let (x, y) = (0.5 * (left + right), 0.5 * (low + high));
        Some(Self { piece, start, end, middle: x, stretch: (1.0 + x * x + y * y).sqrt() })
    }

    /// Adds the piece along the rays that rise by `y` to their pixels.
    pub(super) fn add(&self, y: f32, rays: &[f32], line: &mut [f32]) {
        let row = Polynomials::new(self.piece, self.middle, y);
        let (rays, rest_of_rays) = rays.as_chunks::<LANES>();
        let (line, rest_of_line) = line.as_chunks_mut::<LANES>();
        for (pixels, rays) in line.iter_mut().zip(rays) {
            let add: [f32; LANES] = core::array::from_fn(|k| self.density(&row, rays[k] - self.middle));
            for (pixel, more) in pixels.iter_mut().zip(add) {
                *pixel += more;
            }
        }
        for (pixel, ray) in rest_of_line.iter_mut().zip(rest_of_rays) {
            *pixel += self.density(&row, ray - self.middle);
        }
    }

    #[inline]
    fn density(&self, row: &Polynomials, u: f32) -> f32 {
        let quadratic = |c: &[f32; 3]| c[0] + u * (c[1] + u * c[2]);
        let line = |c: &[f32; 2]| c[0] + u * c[1];
        let (qa, qb, qc) = (quadratic(&row.qa), quadratic(&row.qb), quadratic(&row.qc));
        let root = higher(qb * qb - qa * qc, 0.0).sqrt();
        // three quotients for one division, which is what takes the time here
        let (d0, d1) = (line(&row.start.1), line(&row.end.1));
        let d01 = d0 * d1;
        let one = 1.0 / (qa * d01);
        let (per, of_plane) = (one * d01, one * qa);
        let t0 = line(&row.start.0) * (of_plane * d1);
        let t1 = line(&row.end.0) * (of_plane * d0);
        let from = higher(higher((-qb - root) * per, t0 - self.start.not_below), t1 - self.end.not_below);
        let to = lower(lower((root - qb) * per, t0 + self.start.not_above), t1 + self.end.not_above);
        let deep = higher(to - from, 0.0);
        let along = line(&row.dt) + (from + to) * line(&row.half_wt);
        let mu = self.piece.a.mu + row.slope * higher(lower(along, self.piece.length), 0.0);
        mu * deep * self.stretch
    }
}

impl Facing {
    /// From the least and the greatest slope of `constant + slope·τ ≤ 0`; none when a ray may run in the plane.
    fn of(least: f32, most: f32) -> Option<Self> {
        const AWAY: f32 = 1e9;
        if least > IN_PLANE.0 {
            Some(Self { not_below: AWAY, not_above: 0.0 })
        } else if most < -IN_PLANE.0 {
            Some(Self { not_below: 0.0, not_above: AWAY })
        } else {
            None
        }
    }
}

/// Coefficients of one row: constant, u, u².
struct Polynomials {
    qa: [f32; 3],
    qb: [f32; 3],
    qc: [f32; 3],
    dt: [f32; 2],
    half_wt: [f32; 2],
    /// The planes: numerator and denominator of the depth where the ray meets them.
    start: ([f32; 2], [f32; 2]),
    end: ([f32; 2], [f32; 2]),
    /// Change of attenuation along the axis, 1/mm².
    slope: f32,
}

impl Polynomials {
    /// With w = (x, y, 1) and d = (dx, dy, 0) as in `projector`, x = middle + u.
    fn new(p: &Piece, middle: f32, y: f32) -> Self {
        let (tx, az) = (p.axis.x, p.a.at.z);
        let dy = az * y - p.a.at.y;
        let dx = [az * middle - p.a.at.x, az];
        let wt = [p.axis.y * y + p.axis.z + tx * middle, tx];
        let dt = [p.axis.y * dy + tx * dx[0], tx * dx[1]];
        let kdt = [p.kk * dt[0] + p.rk, p.kk * dt[1]];
        let product = |a: [f32; 2], b: [f32; 2]| [a[0] * b[0], a[0] * b[1] + a[1] * b[0], a[1] * b[1]];
        let less = |a: [f32; 3], b: [f32; 3]| [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
        let plus = |[a0, a1, a2]: [f32; 3], more: f32| [a0 + more, a1, a2];
        let x = [middle, 1.0];
        let rr = p.a.radius * p.a.radius;
        let far = p.b.cut.dot(p.axis) * p.length;
        let plane = |n: glam::Vec3, off: f32| {
            let numerator = [off - n.y * dy - n.x * dx[0], -n.x * dx[1]];
            (numerator, [n.y * y + n.z + n.x * middle, n.x])
        };
        Self {
            qa: plus(less(product(x, x), product(wt, [p.kk * wt[0], p.kk * wt[1]])), 1.0 + y * y),
            qb: plus(less(product(dx, x), product(wt, kdt)), dy * y),
            qc: plus(less(product(dx, dx), product(dt, [kdt[0] + p.rk, kdt[1]])), dy * dy - rr),
            dt,
            half_wt: [0.5 * wt[0], 0.5 * wt[1]],
            start: plane(p.a.cut, 0.0),
            end: plane(p.b.cut, far),
            slope: (p.b.mu - p.a.mu) / p.length,
        }
    }
}
