//! A node against the wall: the wall's push, and Coulomb friction.
//!
//! **Push.** The wall yields in a thin layer and cannot be passed. With y the depth in the layer (0 at its inner face, 1
//! at the wall):
//!
//! W(y) = ½·k·h²·y²/(1 − y), y = 1 − gap/h, h = min(H, β·room)
//!
//! A force proportional to the depth at first, without bound at last: whatever pushes, the gap stays positive.
//!
//! **Friction.** A node sticks to a place on the wall as to a spring, and slides when the spring would pull harder than
//! μ·N, dragging the place along (Cundall and Strack 1979). Within a step, N, the wall's normal n and the place are
//! those of the step's beginning, so that the step minimises one potential. A body at rest stays at rest: nothing creeps.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | k | stiffness of the wall per length of device | N/mm² |
//! | h | thickness of the layer | mm |
//! | μ | coefficient of friction | – |
//! | N | normal force on the node | N |
//!
//! References: Cundall and Strack 1979, Géotechnique 29:47. The layer's law is ours: the simplest with these two ends.
//! Left out: adhesion, friction that depends on speed, a wall that is moved by what presses it.

use glam::{DMat3, DVec3};

use super::lumen::{Lumen, Place};

/// Stiffness of the wall per millimetre of device, N/mm² (tuned: 0.1 N on 2 mm of device dents about 0.1 mm).
const STIFFNESS_N_MM2: f64 = 0.3;
/// Greatest thickness of the yielding layer, mm (tuned: an arterial wall's intima and media).
const LAYER_MM: f64 = 0.3;
/// Its share of the room in a narrow lumen (tuned: small enough that a body on the axis is free).
const LAYER_SHARE: f64 = 0.3;
/// Depth in the layer that counts as outside: beyond it the push is more than any hand's, and rounding tells.
const DEEPEST: f64 = 1.0 - 1e-4;
/// Slip before a node slides, mm (tuned: far below what can be seen).
const SLIP_MM: f64 = 0.05;

/// Energy of a touch with its derivatives.
#[derive(Clone, Copy, Debug)]
pub(super) struct Push {
    pub(super) energy: f64,
    pub(super) gradient: DVec3,
    pub(super) hessian: DMat3,
    /// Depth in the layer, as a share of it.
    depth: f64,
}

/// What the wall does to a node.
#[derive(Clone, Copy, Debug)]
pub(super) enum Touch {
    /// The node is outside.
    Outside,
    /// It does not touch.
    Free,
    /// It is pushed.
    Pushed(Push),
}

/// The wall around a body that stands for `length_mm` of device: of the pieces of lumen it may be in, the one that pushes
/// least counts, so that the potential is continuous from one into another.
pub(super) fn touch(lumen: &Lumen, list: &[u32], point: DVec3, body_mm: f64, length_mm: f64) -> Touch {
    let mut found = Touch::Outside;
    for &piece in list {
        let place = lumen.place(piece, point, body_mm).filter(|place| place.gap > 0.0);
        let Some(place) = place else { continue };
        let Some(push) = push(&place, length_mm) else { return Touch::Free };
        if push.depth > DEEPEST {
            continue;
        }
        match found {
            Touch::Pushed(least) if least.energy <= push.energy => {}
            _ => found = Touch::Pushed(push),
        }
    }
    found
}

/// The wall's push on a node that stands for `length_mm` of device; `None` when it does not touch.
fn push(place: &Place, length_mm: f64) -> Option<Push> {
    let capped = LAYER_SHARE * place.room < LAYER_MM;
    let layer = if capped { LAYER_SHARE * place.room } else { LAYER_MM };
    if place.gap >= layer {
        return None;
    }
    let (distance, stiffness) = (place.off.length(), STIFFNESS_N_MM2 * length_mm);
    let outward = place.off / distance;
    let y = 1.0 - place.gap / layer;
    let free = 1.0 - y;
    // law and its derivatives by y
    let value = 0.5 * y * y / free;
    let first = 0.5 * y * (2.0 - y) / (free * free);
    let second = 1.0 / (free * free * free);
    let gap_gradient = place.axis * place.slope - outward;
    let layer_gradient = if capped { place.axis * (LAYER_SHARE * place.slope) } else { DVec3::ZERO };
    let y_gradient = -gap_gradient / layer + layer_gradient * (place.gap / (layer * layer));
    let scale = stiffness * layer * layer;
    // around the axis the surface is curved: the push turns with the node
    let around = if place.axis == DVec3::ZERO { DVec3::ZERO } else { place.axis.cross(outward) };
    let turn = scale * first / (layer * distance);
    let curved = if place.axis == DVec3::ZERO {
        (DMat3::IDENTITY - outer(outward, outward)) * turn
    } else {
        outer(around, around) * turn
    };
    Some(Push {
        energy: scale * value,
        gradient: y_gradient * (scale * first) + layer_gradient * (2.0 * stiffness * layer * value),
        hessian: outer(y_gradient, y_gradient) * (scale * second) + curved,
        depth: y,
    })
}

/// How a node holds on to the wall.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Grip {
    /// Place it holds on to.
    pub(super) anchor: DVec3,
    /// Unit normal of the wall, outwards.
    pub(super) normal: DVec3,
    /// Normal force, N.
    pub(super) force_n: f64,
}

impl Grip {
    /// Potential of friction at a place of the node.
    pub(super) fn drag(&self, at: DVec3, friction: f64) -> Push {
        let limit = friction * self.force_n;
        let slip = self.slip(at);
        let distance = slip.length();
        let tangent = DMat3::IDENTITY - outer(self.normal, self.normal);
        if distance <= SLIP_MM {
            let stiffness = limit / SLIP_MM;
            return Push {
                energy: 0.5 * stiffness * distance * distance,
                gradient: slip * stiffness,
                hessian: tangent * stiffness,
                depth: 0.0,
            };
        }
        let along = slip / distance;
        Push {
            energy: limit * (distance - 0.5 * SLIP_MM),
            gradient: along * limit,
            hessian: (tangent - outer(along, along)) * (limit / distance),
            depth: 0.0,
        }
    }

    /// Takes the node's new place and the wall's push there for the next step.
    pub(super) fn follow(&mut self, at: DVec3, push: Option<&Push>) {
        let Some(push) = push else {
            *self = Self { anchor: at, ..Self::default() };
            return;
        };
        let slip = if self.force_n > 0.0 { self.slip(at) } else { DVec3::ZERO };
        let distance = slip.length();
        let held = if distance > SLIP_MM { slip * (SLIP_MM / distance) } else { slip };
        self.anchor = at - held;
        self.force_n = push.gradient.length();
        self.normal = push.gradient / self.force_n.max(f64::MIN_POSITIVE);
    }

    fn slip(&self, at: DVec3) -> DVec3 {
        let moved = at - self.anchor;
        moved - self.normal * moved.dot(self.normal)
    }
}

/// a·bᵀ.
pub(super) fn outer(a: DVec3, b: DVec3) -> DMat3 {
    DMat3::from_cols(a * b.x, a * b.y, a * b.z)
}
