//! One ray through one piece: the quadratic of `projector`, in every position of ray, axis and planes.

use super::Piece;

/// Below this, the quadratic is treated as linear: the ray runs along the axis.
const PARALLEL: f32 = 1e-6;
/// A ray closer to a cutting plane than this slope and this distance in mm runs within it.
pub(super) const IN_PLANE: (f32, f32) = (2e-4, 2e-3);

/// What stays the same for the rays of one row of pixels.
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
