//! One row of pixels through one piece: the quadratic of `projector`, with what does not change along the row taken
//! out of the loop.

use super::Piece;

/// Below this, the quadratic is treated as linear: the ray runs along the axis.
const PARALLEL: f32 = 1e-6;
/// Above this at both ends of a row, no ray of the row runs along the axis.
const OBLIQUE: f32 = 1e-3;
/// A ray closer to a cutting plane than this slope and this distance in mm runs within it.
const IN_PLANE: (f32, f32) = (2e-4, 2e-3);

/// What stays the same along one row of pixels.
pub(super) struct Row {
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
    /// For the row whose rays rise by `y`.
    pub(super) fn new(p: &Piece, y: f32) -> Self {
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

    /// Optical density of the piece along one ray: attenuation times length.
    pub(super) fn density(&self, p: &Piece, x: f32) -> f32 {
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

    /// Adds the piece along rays of one row to their pixels.
    ///
    /// Where no ray of the row runs along the axis or within a cutting plane, the same formulas go without branches,
    /// several pixels at a time.
    pub(super) fn add(&self, p: &Piece, rays: &[f32], line: &mut [f32]) {
        let (Some(&first), Some(&last)) = (rays.first(), rays.last()) else { return };
        let oblique = |x: f32| {
            let wt = self.wt + p.axis.x * x;
            self.ww + x * x - p.kk * wt * wt > OBLIQUE
        };
        let start = facing(-self.start.1 - p.a.cut.x * first, -self.start.1 - p.a.cut.x * last);
        let end = facing(self.end.1 + p.b.cut.x * first, self.end.1 + p.b.cut.x * last);
        match (start, end) {
            (Some(start), Some(end)) if oblique(first) && oblique(last) => {
                self.add_clear(p, (start, end), rays, line);
            }
            _ => {
                for (pixel, &x) in line.iter_mut().zip(rays) {
                    *pixel += self.density(p, x);
                }
            }
        }
    }

    fn add_clear(&self, p: &Piece, (start, end): (Facing, Facing), rays: &[f32], line: &mut [f32]) {
        let (az, ax) = (p.a.at.z, p.a.at.x);
        let (n0, n1, tx) = (p.a.cut.x, p.b.cut.x, p.axis.x);
        let (kk, rk, rr) = (p.kk, p.rk, p.a.radius * p.a.radius);
        let (mu, slope, whole) = (p.a.mu, p.b.mu - p.a.mu, 1.0 / p.length);
        // the rays of one row of one piece are nearly parallel
        let middle = 0.5 * (rays[0] + rays[rays.len() - 1]);
        let stretch = (self.ww + middle * middle).sqrt();
        for (pixel, &x) in line.iter_mut().zip(rays) {
            let dx = az * x - ax;
            let wt = self.wt + tx * x;
            let dt = self.dt + tx * dx;
            let kdt = kk * dt + rk;
            let qa = self.ww + x * x - kk * wt * wt;
            let qb = self.dyw + dx * x - wt * kdt;
            let qc = self.dyy + dx * dx - dt * (kdt + rk) - rr;
            let disc = qb * qb - qa * qc;
            let root = if disc > 0.0 { disc } else { 0.0 }.sqrt();
            let per = 1.0 / qa;
            let t0 = -(self.start.0 + n0 * dx) / (self.start.1 + n0 * x);
            let t1 = -(self.end.0 + n1 * dx) / (self.end.1 + n1 * x);
            let from = higher(higher((-qb - root) * per, t0 - start.not_below), t1 - end.not_below);
            let to = lower(lower((-qb + root) * per, t0 + start.not_above), t1 + end.not_above);
            let deep = higher(to - from, 0.0);
            let along = higher(lower((dt + 0.5 * (from + to) * wt) * whole, 1.0), 0.0);
            *pixel += (mu + slope * along) * deep * stretch;
        }
    }
}

/// Which side of a plane is inside along the ray, as offsets that put the other bound out of the way.
#[derive(Clone, Copy)]
struct Facing {
    not_below: f32,
    not_above: f32,
}

/// From the slopes of `constant + slope·τ ≤ 0` at both ends of a row; none when a ray between may run in the plane.
fn facing(first: f32, last: f32) -> Option<Facing> {
    const AWAY: f32 = 1e9;
    if first > IN_PLANE.0 && last > IN_PLANE.0 {
        Some(Facing { not_below: AWAY, not_above: 0.0 })
    } else if first < -IN_PLANE.0 && last < -IN_PLANE.0 {
        Some(Facing { not_below: 0.0, not_above: AWAY })
    } else {
        None
    }
}

/// The greater of two numbers; unlike `f32::max` without a case for NaN, which would cost a branch.
fn higher(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// The lesser of two numbers.
fn lower(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
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
