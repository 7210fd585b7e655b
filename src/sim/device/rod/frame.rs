//! Directions across the curve, carried along it without twist.

use glam::DVec3;

use super::{End, Rod};
use crate::math;

/// Tangent and reference direction of each edge, as of the last time the curve was looked at.
#[derive(Clone, Debug, Default)]
pub(super) struct Frames {
    pub(super) tangent: Vec<DVec3>,
    pub(super) across: Vec<DVec3>,
}

/// Carries `v`, normal to unit vector `from`, to unit vector `to` by the smallest rotation; made exactly normal and unit.
pub(super) fn transport(v: DVec3, from: DVec3, to: DVec3) -> DVec3 {
    let denominator = 1.0 + from.dot(to);
    let carried = if denominator > 1e-9 { v - (from + to) * (v.dot(to) / denominator) } else { v };
    let normal = carried - to * carried.dot(to);
    normal.try_normalize().unwrap_or_else(|| to.any_orthonormal_vector())
}

/// Angle from `a` to `b` about the unit vector `axis` that both are normal to, in (−π, π].
fn angle_about(axis: DVec3, a: DVec3, b: DVec3) -> f64 {
    math::atan2(a.cross(b).dot(axis), a.dot(b))
}

impl Rod {
    /// Brings the frames to the curve as it is now. The reference is carried along the curve from the mouth; what each
    /// edge has spun against it, because the curve moved, goes into the angles of the material.
    pub(super) fn reframe(&mut self) {
        let (mut tangent, mut across) = (self.mouth.tangent, self.mouth.across);
        for j in 0..self.nodes.len() - 1 {
            let edge = self.nodes[j + 1].at - self.nodes[j].at;
            let now = edge.try_normalize().unwrap_or(tangent);
            across = transport(across, tangent, now);
            let kept = transport(self.frames.across[j], self.frames.tangent[j], now);
            let spin = angle_about(now, across, kept);
            if spin != 0.0 {
                for layer in &mut self.layers {
                    layer.angle[j] += spin;
                    layer.held[j] += spin;
                }
            }
            tangent = now;
            self.frames.tangent[j] = now;
            self.frames.across[j] = across;
        }
        if let End::Held { tangent: end, across: kept, angle } = &mut self.end {
            let fresh = angle_about(*end, transport(across, tangent, *end), *kept);
            let turns = ((*angle - fresh) / (2.0 * math::PI)).round();
            *angle = fresh + turns * 2.0 * math::PI;
        }
    }

    /// Tangent before node i.
    pub(super) fn tangent_before(&self, i: usize) -> DVec3 {
        if i == 0 { self.mouth.tangent } else { self.frames.tangent[i - 1] }
    }

    /// The two reference directions at node i, and the tangent between its edges.
    pub(super) fn node_frame(&self, i: usize) -> (DVec3, DVec3, DVec3) {
        let before = self.tangent_before(i);
        let across = if i == 0 { self.mouth.across } else { self.frames.across[i - 1] };
        let tangent = (before + self.frames.tangent[i]).try_normalize().unwrap_or(before);
        let first = transport(across, before, tangent);
        (first, tangent.cross(first), tangent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transport_turns_no_more_than_it_must() {
        let (from, to) = (DVec3::Z, DVec3::new(0.0, 0.6, 0.8));
        assert!(transport(DVec3::X, from, to).distance(DVec3::X) < 1e-12);
        assert!(transport(DVec3::Y, from, to).distance(DVec3::new(0.0, 0.8, -0.6)) < 1e-12);
        assert!((angle_about(DVec3::Z, DVec3::X, DVec3::Y) - 0.5 * math::PI).abs() < 1e-12);
    }
}
