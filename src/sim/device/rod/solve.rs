//! The curve of one sub-step: the minimum of one potential, by Newton's method.
//!
//! P(x) = Σ |EI·κ − B̂|²/(2·EI·l) + Σ EA·(|e| − r)²/(2·r) + Σ W(wall) + Σ V(friction) + Σ c·l·|x − x⁰|²/(2·Δt)
//!        + Σ M·∇m·(x − x⁰) + ½·Σ (GJ/l)·(∇m·(x − x⁰))² − F·x
//!
//! m is the turn of the frame about node i that moving the curve gives it (writhe), M the torque there; the last terms are
//! what twist does to the curve to second order. Bending is quadratic, so that most of the matrix is the same in all steps.
//! The matrix of second derivatives is used as it is where it is positive definite; else edges under pressure are taken
//! without their share, and then it always is. A step is halved until P falls and every node is inside: nothing leaves the
//! lumen, whatever is pushed.

use glam::{DMat3, DVec3};

use super::band::Band;
use super::lumen::Lumen;
use super::twist::Tridiagonal;
use super::wall::{Push, Touch, outer, touch};
use super::{End, Layer, Report, Rod};

/// Stiffness along the axis, N: 5 N of push shorten a device by 0.05 % (tuned; steel wires have ten times this).
const AXIAL_N: f64 = 1e4;
/// Drag per length, N·s/mm² (tuned: a catheter springs into its shape in about a tenth of a second).
const DRAG: f64 = 2e-5;
/// A sub-step is done when no node would move by more, mm.
const CLOSE_MM: f64 = 1e-6;
/// Steps of Newton's method at most.
const STEPS: u32 = 40;
/// Longest move in one step between walls, and in open space, mm.
const STRIDE_MM: f64 = 1.0;
const STRIDE_OPEN_MM: f64 = 20.0;
/// Halvings of a step at most.
const HALVINGS: u32 = 30;
/// Share of the expected decrease that a step must bring.
const ARMIJO: f64 = 1e-4;
/// Rounding in P, as a share of it.
const ROUNDING: f64 = 1e-12;

/// Memory of the solver; no state but `axial_n`.
#[derive(Clone, Debug, Default)]
pub(super) struct Workspace {
    pub(super) tridiagonal: Tridiagonal,
    /// Tension of each edge after the last sub-step, N.
    pub(super) axial_n: Vec<f64>,
    base: Band,
    band: Band,
    gradient: Vec<DVec3>,
    step: Vec<DVec3>,
    start: Vec<DVec3>,
    from: Vec<DVec3>,
    natural: Vec<DVec3>,
    /// Forces that stay the same within the sub-step.
    load: Vec<DVec3>,
    twist: Vec<Writhe>,
    pushes: Vec<Option<Push>>,
}

/// The turn of the frame at a node that moving its neighbours gives: ∇m before and after, and GJ/l.
#[derive(Clone, Copy, Debug, Default)]
struct Writhe {
    before: DVec3,
    after: DVec3,
    stiffness: f64,
}

impl Rod {
    /// Finds the curve at the end of a sub-step.
    pub(super) fn settle_curve(&mut self, lumen: &Lumen, dt: f64) -> Report {
        let free = self.free();
        self.prepare(dt, free);
        let mut report = Report::default();
        let stride = if lumen.is_empty() { STRIDE_OPEN_MM } else { STRIDE_MM };
        let Some(mut value) = self.evaluate(lumen, dt) else { return report };
        for _ in 0..STEPS {
            report.iterations += 1;
            self.assemble(true);
            if !self.work.band.factor() {
                self.assemble(false);
                if !self.work.band.factor() {
                    break;
                }
            }
            let work = &mut self.work;
            work.step.clear();
            work.step.extend(work.gradient[1..=free].iter().map(|g| -*g));
            work.band.solve(&mut work.step);
            let longest = work.step.iter().map(|s| s.length_squared()).fold(0.0, f64::max).sqrt();
            if !longest.is_finite() {
                break;
            }
            report.left_mm = longest;
            let scale = if longest > stride { stride / longest } else { 1.0 };
            let slope: f64 = work.step.iter().zip(&work.gradient[1..=free]).map(|(s, g)| s.dot(*g)).sum();
            work.from.clear();
            work.from.extend(self.nodes.iter().map(|node| node.at));
            let Some(found) = self.search(lumen, dt, (value, slope), scale) else {
                report.converged = longest <= CLOSE_MM;
                break;
            };
            value = found;
            if longest <= CLOSE_MM {
                report.converged = true;
                break;
            }
        }
        self.finish(&mut report);
        report
    }

    /// Tries a step, halving it until it brings enough and stays inside; leaves the nodes there and gives P.
    fn search(&mut self, lumen: &Lumen, dt: f64, from: (f64, f64), scale: f64) -> Option<f64> {
        let (value, slope) = from;
        let mut share = scale;
        for _ in 0..HALVINGS {
            for (i, step) in self.work.step.iter().enumerate() {
                self.nodes[i + 1].at = self.work.from[i + 1] + *step * share;
            }
            let enough = value + ARMIJO * share * slope + ROUNDING * (1.0 + value.abs());
            if let Some(found) = self.evaluate(lumen, dt).filter(|found| *found <= enough) {
                return Some(found);
            }
            share *= 0.5;
        }
        for (node, from) in self.nodes.iter_mut().zip(&self.work.from) {
            node.at = *from;
        }
        self.evaluate(lumen, dt);
        None
    }

    /// Number of nodes that move: all but the first, and the last where it is held.
    fn free(&self) -> usize {
        self.nodes.len() - if matches!(self.end, End::Held { .. }) { 2 } else { 1 }
    }

    /// What is the same in all steps of a sub-step.
    fn prepare(&mut self, dt: f64, free: usize) {
        let count = self.nodes.len();
        let mut work = core::mem::take(&mut self.work);
        work.start.clear();
        work.start.extend(self.nodes.iter().map(|node| node.at));
        work.natural.clear();
        work.load.clear();
        work.load.resize(count, DVec3::ZERO);
        work.twist.clear();
        work.base.clear(free);
        for i in 0..count {
            work.natural.push((0..self.layers.len()).map(|layer| self.natural(layer, i)).sum());
            let writhe = self.writhe(i, &mut work.load);
            work.twist.push(writhe);
        }
        if let (End::Free(force), Some(load)) = (self.end, work.load.last_mut()) {
            *load -= force;
        }
        for i in 0..count {
            self.add_bending(i, free, &mut work);
            if (1..=free).contains(&i) {
                work.base.diagonal[i - 1] += diagonal(DRAG * self.material.cell_mm[i] / dt);
            }
        }
        self.work = work;
    }

    /// The turning force of twist at a node goes into `load`; gives its stiffness.
    fn writhe(&self, i: usize, load: &mut [DVec3]) -> Writhe {
        let edges = self.frames.tangent.len();
        let before = self.tangent_before(i);
        let after = match (self.frames.tangent.get(i), self.end) {
            (Some(&tangent), _) | (None, End::Held { tangent, .. }) => tangent,
            (None, End::Free(_)) => return Writhe::default(),
        };
        let cell = self.material.cell_mm[i];
        let (mut torque, mut stiffness) = (0.0, 0.0);
        for layer in &self.layers {
            if let Some(twist) = layer.twist.get(i) {
                torque += twist / cell * self.twist_at(layer, i);
                stiffness += twist / cell;
            }
        }
        let half = before.cross(after) / (1.0 + before.dot(after));
        let mut writhe = Writhe { stiffness, ..Writhe::default() };
        if i > 0 {
            writhe.before = -half / self.material.rest_mm[i - 1];
            load[i - 1] += writhe.before * torque;
        }
        if i < edges {
            writhe.after = half / self.material.rest_mm[i];
            load[i + 1] += writhe.after * torque;
        }
        load[i] -= (writhe.before + writhe.after) * torque;
        writhe
    }

    /// Twist of a layer at a node, rad.
    fn twist_at(&self, layer: &Layer, i: usize) -> f64 {
        let before = if i == 0 { layer.hub_rad } else { layer.angle[i - 1] };
        match (layer.angle.get(i), self.end) {
            (Some(after), _) => after - before,
            (None, End::Held { angle, .. }) => angle - before,
            (None, End::Free(_)) => 0.0,
        }
    }

    /// Bending and torsion of node i in the matrix.
    fn add_bending(&self, i: usize, free: usize, work: &mut Workspace) {
        let rest = &self.material.rest_mm;
        let bend = self.material.bend[i] / self.material.cell_mm[i];
        let near = if i > 0 { 1.0 / rest[i - 1] } else { 0.0 };
        let far = rest.get(i).map_or(0.0, |rest| 1.0 / rest);
        if far == 0.0 && matches!(self.end, End::Free(_)) {
            return;
        }
        let Writhe { before, after, stiffness } = work.twist[i];
        let turn = [near, -near - far, far];
        let spin = [before, -before - after, after];
        let block =
            |a: usize, b: usize| diagonal(bend * turn[a] * turn[b]) + outer(spin[a], spin[b]) * stiffness;
        let moves = |node: Option<usize>| node.filter(|&node| node >= 1 && node <= free).map(|node| node - 1);
        let at = [moves(i.checked_sub(1)), moves(Some(i)), moves(Some(i + 1))];
        for (k, row) in at.iter().enumerate() {
            let Some(row) = *row else { continue };
            work.base.diagonal[row] += block(k, k);
            if k >= 1 && at[k - 1].is_some() {
                work.base.first[row] += block(k, k - 1);
            }
            if k == 2 && at[0].is_some() {
                work.base.second[row] += block(2, 0);
            }
        }
    }

    /// P and its gradient at the nodes' present places; `None` when one is outside.
    fn evaluate(&mut self, lumen: &Lumen, dt: f64) -> Option<f64> {
        let count = self.nodes.len();
        let mut work = core::mem::take(&mut self.work);
        work.gradient.clear();
        work.gradient.extend_from_slice(&work.load);
        let mut value = self.bend_energy(&mut work) + self.axial_energy(&mut work);
        let mut inside = true;
        work.pushes.clear();
        work.pushes.push(None);
        for i in 1..count {
            let (cell, friction) = (self.material.cell_mm[i], self.material.friction[i]);
            let body = self.material.radius_mm[i];
            let node = &mut self.nodes[i];
            let moved = node.at - work.start[i];
            let drag = DRAG * cell / dt;
            value += 0.5 * drag * moved.length_squared() + work.load[i].dot(moved);
            work.gradient[i] += moved * drag;
            let mut pushed = None;
            if !lumen.is_empty() {
                let list = node.nearby.list(lumen, node.at, body);
                match touch(lumen, list, node.at, body, cell) {
                    Touch::Outside => {
                        inside = false;
                        break;
                    }
                    Touch::Free => {}
                    Touch::Pushed(push) => {
                        value += push.energy;
                        work.gradient[i] += push.gradient;
                        pushed = Some(push);
                    }
                }
            }
            if node.grip.force_n > 0.0 {
                let drag = node.grip.drag(node.at, friction);
                value += drag.energy;
                work.gradient[i] += drag.gradient;
            }
            work.pushes.push(pushed);
        }
        self.work = work;
        (inside && value.is_finite()).then_some(value)
    }

    fn bend_energy(&self, work: &mut Workspace) -> f64 {
        let mut value = 0.0;
        let rest = &self.material.rest_mm;
        for i in 0..self.nodes.len() {
            let writhe = work.twist[i];
            if writhe.stiffness > 0.0 {
                let moved = |k: usize| self.nodes[k].at - work.start[k];
                let (near, far) = (i.saturating_sub(1), (i + 1).min(self.nodes.len() - 1));
                let here = moved(i);
                let spin = writhe.before.dot(moved(near) - here) + writhe.after.dot(moved(far) - here);
                let torque = writhe.stiffness * spin;
                value += 0.5 * torque * spin;
                work.gradient[near] += writhe.before * torque;
                work.gradient[i] -= (writhe.before + writhe.after) * torque;
                work.gradient[far] += writhe.after * torque;
            }
            let near = if i > 0 { 1.0 / rest[i - 1] } else { 0.0 };
            let far = rest.get(i).map_or(0.0, |rest| 1.0 / rest);
            if far == 0.0 && matches!(self.end, End::Free(_)) {
                continue;
            }
            let turn = self.turn_at(i);
            let cell = self.material.cell_mm[i];
            let moment = (turn * self.material.bend[i] - work.natural[i]) / cell;
            value += 0.5 * (moment - work.natural[i] / cell).dot(turn);
            if i > 0 {
                work.gradient[i - 1] += moment * near;
            }
            work.gradient[i] -= moment * (near + far);
            if far > 0.0 {
                work.gradient[i + 1] += moment * far;
            }
        }
        value
    }

    fn axial_energy(&self, work: &mut Workspace) -> f64 {
        let mut value = 0.0;
        work.axial_n.clear();
        for (j, rest) in self.material.rest_mm.iter().enumerate() {
            let edge = self.nodes[j + 1].at - self.nodes[j].at;
            let length = edge.length();
            let tension = AXIAL_N * (length - rest) / rest;
            value += 0.5 * tension * (length - rest);
            let pull = edge * (tension / length);
            work.gradient[j] -= pull;
            work.gradient[j + 1] += pull;
            work.axial_n.push(tension);
        }
        value
    }

    /// The matrix at the present places; `whole` with the share of edges under pressure.
    fn assemble(&mut self, whole: bool) {
        let free = self.free();
        let work = &mut self.work;
        work.band.copy(&work.base);
        for (j, rest) in self.material.rest_mm.iter().enumerate() {
            let edge = self.nodes[j + 1].at - self.nodes[j].at;
            let length = edge.length();
            let tangent = edge / length;
            let tension = if whole { work.axial_n[j] } else { work.axial_n[j].max(0.0) };
            let geometric = tension / length;
            let block = outer(tangent, tangent) * (AXIAL_N / rest - geometric) + diagonal(geometric);
            if j >= 1 {
                work.band.diagonal[j - 1] += block;
            }
            if j < free {
                work.band.diagonal[j] += block;
            }
            if j >= 1 && j < free {
                work.band.first[j] -= block;
            }
        }
        for i in 1..=free {
            let node = &self.nodes[i];
            if let Some(push) = &work.pushes[i] {
                work.band.diagonal[i - 1] += push.hessian;
            }
            if node.grip.force_n > 0.0 {
                work.band.diagonal[i - 1] += node.grip.drag(node.at, self.material.friction[i]).hessian;
            }
        }
    }

    /// Takes the walls' pushes into the grips, and measures the move.
    fn finish(&mut self, report: &mut Report) {
        let work = &self.work;
        let count = work.pushes.len();
        for (i, node) in self.nodes.iter_mut().enumerate().skip(1).take(count.saturating_sub(1)) {
            report.moved_mm = report.moved_mm.max(node.at.distance(work.start[i]));
            node.grip.follow(node.at, work.pushes[i].as_ref());
        }
    }
}

/// The unit matrix times a number.
fn diagonal(value: f64) -> DMat3 {
    DMat3::from_diagonal(DVec3::splat(value))
}
