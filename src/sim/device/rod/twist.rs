//! Twist along one layer: balance of torsion, of the shape at rest against the curve, and of friction.
//!
//! Torsion holds the edges' angles together and to the hub; a shape at rest wants to lie in the curve's own bend, with the
//! energy −(EI/l)·κ·κ̄(θ); the wall holds the edges it presses on up to a torque μ·N·r. What comes out is whip: a turn at the
//! hub is stored until friction or the bend gives way. The equations are tridiagonal; Newton's method, with the
//! shape's curvature taken only where it is stable, converges to 1e-9 rad.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | θ | angle of an edge | rad |
//! | r | radius of the layer | mm |
//!
//! Left out: that a wall which already slides along the device holds it less against turning.

use glam::DVec3;

use super::{End, Layer, Rod};
use crate::math;

/// Friction of turning against blood per length, N·mm·s/mm (tuned: a snap takes about a tenth of a second).
const DRAG: f64 = 2e-3;
/// Turn before an edge slides on the wall, rad (tuned).
const SLIP_RAD: f64 = 0.02;
/// Greatest turn in one step of Newton's method, rad.
const STRIDE_RAD: f64 = 0.5;
/// Steps of Newton's method at most: what is left is done in the next sub-step.
const STEPS: u32 = 12;
/// Change that counts as none, rad.
const CLOSE_RAD: f64 = 1e-9;

/// The tridiagonal system.
#[derive(Clone, Debug, Default)]
pub(super) struct Tridiagonal {
    diagonal: Vec<f64>,
    /// Entry (j, j − 1).
    lower: Vec<f64>,
    right: Vec<f64>,
}

impl Tridiagonal {
    fn clear(&mut self, len: usize) {
        for values in [&mut self.diagonal, &mut self.lower, &mut self.right] {
            values.clear();
            values.resize(len, 0.0);
        }
    }

    /// A spring between edges j − 1 and j, stretched by `force / stiffness`.
    fn spring(&mut self, j: usize, stiffness: f64, force: f64) {
        self.diagonal[j - 1] += stiffness;
        self.diagonal[j] += stiffness;
        self.lower[j] -= stiffness;
        self.right[j - 1] += force;
        self.right[j] -= force;
    }

    /// Solves in place; the result is in `right`.
    fn solve(&mut self) {
        let len = self.right.len();
        for j in 1..len {
            let factor = self.lower[j] / self.diagonal[j - 1];
            self.diagonal[j] -= factor * self.lower[j];
            self.right[j] -= factor * self.right[j - 1];
        }
        for j in (0..len).rev() {
            let above = if j + 1 < len { self.lower[j + 1] * self.right[j + 1] } else { 0.0 };
            self.right[j] = (self.right[j] - above) / self.diagonal[j];
        }
    }
}

/// A shape at rest at a node: turn of the curve there, the two reference directions scaled to the turn at rest.
struct Shape {
    node: usize,
    stiffness: f64,
    /// κ·κ̄ and κ·(t × κ̄) at angle zero.
    along: f64,
    across: f64,
}

impl Rod {
    /// Brings the twist of every layer to balance; gives the greatest change of an angle.
    pub(super) fn settle_twist(&mut self, dt: f64) -> f64 {
        let turns: Vec<DVec3> = (0..self.nodes.len()).map(|i| self.turn_at(i)).collect();
        let mut greatest = 0.0_f64;
        for layer in 0..self.layers.len() {
            let shapes = self.shapes(layer, &turns);
            greatest = greatest.max(self.settle_layer(layer, &shapes, dt));
        }
        greatest
    }

    /// Turn of the curve at a node, e/r − e₋/r₋; zero at the tip.
    pub(super) fn turn_at(&self, i: usize) -> DVec3 {
        let rest = &self.material.rest_mm;
        let Some(after) = self.nodes.get(i + 1) else {
            return match self.end {
                End::Held { tangent, .. } if i > 0 => {
                    tangent - (self.nodes[i].at - self.nodes[i - 1].at) / rest[i - 1]
                }
                _ => DVec3::ZERO,
            };
        };
        let at = self.nodes[i].at;
        let before = if i == 0 { self.mouth.tangent } else { (at - self.nodes[i - 1].at) / rest[i - 1] };
        (after.at - at) / rest[i] - before
    }

    fn shapes(&self, layer: usize, turns: &[DVec3]) -> Vec<Shape> {
        let layer = &self.layers[layer];
        let mut shapes = Vec::new();
        for (node, rest) in layer.rest.iter().enumerate().take(self.nodes.len() - 1) {
            if rest.length_squared() == 0.0 {
                continue;
            }
            let (first, second, _) = self.node_frame(node);
            let (a, b) = (turns[node].dot(first), turns[node].dot(second));
            shapes.push(Shape {
                node,
                stiffness: layer.bend[node] / self.material.cell_mm[node],
                along: a * rest.x + b * rest.y,
                across: b * rest.x - a * rest.y,
            });
        }
        shapes
    }

    fn settle_layer(&mut self, index: usize, shapes: &[Shape], dt: f64) -> f64 {
        let layer = &mut self.layers[index];
        // Edges that the layer covers.
        let count = layer.twist.len().min(self.material.rest_mm.len());
        if count == 0 {
            return 0.0;
        }
        let before = layer.angle.clone();
        let held_end = match self.end {
            End::Held { angle, .. } if count + 1 == self.nodes.len() => Some(angle),
            End::Held { .. } | End::Free(_) => None,
        };
        let limit = |j: usize, layer: &Layer| {
            let node = &self.nodes[j + 1];
            let force_n = if node.owner == index { node.grip.force_n } else { 0.0 };
            layer.shaft.friction * force_n * layer.radius_mm
        };
        let work = &mut self.work.tridiagonal;
        for _ in 0..STEPS {
            work.clear(count);
            twist_together(work, layer, &self.material.cell_mm, held_end);
            for shape in shapes {
                lie_in(work, shape, layer, count);
            }
            for (j, was) in before.iter().enumerate().take(count) {
                let drag = DRAG * self.material.rest_mm[j] / dt;
                let (torque, stiffness) = grip(limit(j, layer), layer.angle[j] - layer.held[j]);
                work.diagonal[j] += drag + stiffness;
                work.right[j] -= drag * (layer.angle[j] - was) + torque;
            }
            work.solve();
            let mut change = 0.0_f64;
            for (angle, step) in layer.angle.iter_mut().zip(&work.right) {
                let step = if shapes.is_empty() { *step } else { step.clamp(-STRIDE_RAD, STRIDE_RAD) };
                *angle += step;
                change = change.max(step.abs());
            }
            if change < CLOSE_RAD {
                break;
            }
        }
        for j in 0..count {
            let slip = layer.angle[j] - layer.held[j];
            let kept = if limit(j, layer) > 0.0 { slip.clamp(-SLIP_RAD, SLIP_RAD) } else { 0.0 };
            layer.held[j] = layer.angle[j] - kept;
        }
        // What has no stiffness follows the last edge that has.
        let last = layer.angle[count - 1];
        layer.angle[count..].fill(last);
        layer.held[count..].fill(last);
        layer.angle.iter().zip(&before).take(count).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
    }

    /// EI·κ̄ of a layer at a node in space, N·mm²: the moment its shape at rest asks for, times the cell's length.
    pub(super) fn natural(&self, layer: usize, node: usize) -> DVec3 {
        let layer = &self.layers[layer];
        let shaped = layer.rest.get(node).filter(|rest| rest.length_squared() > 0.0);
        let Some(rest) = shaped.filter(|_| node + 1 < self.nodes.len()) else {
            return DVec3::ZERO;
        };
        let (first, second, _) = self.node_frame(node);
        let before = if node == 0 { layer.hub_rad } else { layer.angle[node - 1] };
        let angle = 0.5 * (before + layer.angle[node]);
        let (sin, cos) = (math::sin(angle), math::cos(angle));
        let turn = first * (cos * rest.x - sin * rest.y) + second * (sin * rest.x + cos * rest.y);
        turn * layer.bend[node]
    }
}

/// Torsion between the edges of a layer, to its hub, and to an end that is held.
fn twist_together(work: &mut Tridiagonal, layer: &Layer, cell_mm: &[f64], held_end: Option<f64>) {
    let count = work.right.len();
    let hub = layer.twist[0] / cell_mm[0];
    work.diagonal[0] += hub;
    work.right[0] += hub * (layer.hub_rad - layer.angle[0]);
    for (j, cell) in cell_mm.iter().enumerate().take(count).skip(1) {
        let stiffness = layer.twist[j] / cell;
        work.spring(j, stiffness, stiffness * (layer.angle[j] - layer.angle[j - 1]));
    }
    if let Some(angle) = held_end {
        let stiffness = layer.twist[count - 1] / cell_mm[count];
        work.diagonal[count - 1] += stiffness;
        work.right[count - 1] += stiffness * (angle - layer.angle[count - 1]);
    }
}

/// Torque and stiffness of an edge that the wall holds.
fn grip(limit: f64, slip: f64) -> (f64, f64) {
    if slip.abs() <= SLIP_RAD {
        (limit * slip / SLIP_RAD, limit / SLIP_RAD)
    } else {
        (limit.copysign(slip), 0.0)
    }
}

/// The torque with which a shape at rest turns towards the curve's bend, on the two edges of its node.
fn lie_in(work: &mut Tridiagonal, shape: &Shape, layer: &Layer, count: usize) {
    let node = shape.node;
    let before = if node == 0 { layer.hub_rad } else { layer.angle[node - 1] };
    let mean = 0.5 * (before + layer.angle[node]);
    let (sin, cos) = (math::sin(mean), math::cos(mean));
    let torque = shape.stiffness * (shape.across * cos - shape.along * sin);
    let stiffness = (shape.stiffness * (shape.along * cos + shape.across * sin)).max(0.0);
    if node < count {
        work.right[node] += 0.5 * torque;
        work.diagonal[node] += 0.25 * stiffness;
    }
    if node > 0 {
        work.right[node - 1] += 0.5 * torque;
        work.diagonal[node - 1] += 0.25 * stiffness;
    }
    if node > 0 && node < count {
        work.lower[node] += 0.25 * stiffness;
    }
}
