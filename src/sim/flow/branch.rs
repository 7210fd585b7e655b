//! One segment under the pulse.
//!
//! ```text
//! a ──●── R + S·|q| ──●── L ──●── b        C₁ + Cₘ + C₂ to ground at ●
//!     C₁              Cₘ      C₂
//! ```
//!
//! Model: resistance and inertance in series, compliance at the ends (a conduit: half to each) or between the two
//! (a lumped segment). By the companion models of `stepping` it is a two-port, `q_a = Y_aa·p_a − Y_ab·p_b − s_a` and
//! `q_b = Y_ab·p_a − Y_bb·p_b + s_b`, symmetric and dissipative, so that the network's matrix stays definite. The node
//! between is eliminated. A stenosis is taken by its tangent at the flow that the two steps before lead to: its error
//! is of the fourth order in the step.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | R, S | resistance, its growth with the flow | Pa·s/m³, Pa·s²/m⁶ |
//! | C | compliance | m³/Pa |
//! | L | inertance | Pa·s²/m³ |
//! | Y, s | admittance, source | m³/(Pa·s), m³/s |
//!
//! Reference: Formaggia, Quarteroni, Veneziani 2009, ch. 10, for the lumped vessel. Left out: convective inertia.

use super::network::conductance_of;
use super::stepping::{Past, rate};
use crate::hash::StateHash;

/// Elements of a segment.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Elements {
    /// R.
    pub resistance: f64,
    /// L.
    pub inertance: f64,
    /// S.
    pub stenosis: f64,
    /// C₁, Cₘ, C₂.
    pub compliance: [f64; 3],
}

/// A segment with its state.
#[derive(Clone, Copy, Debug, Default)]
pub struct Branch {
    elements: Elements,
    /// Flow through R, and through L where a store lies between; without the injection.
    through: Past,
    leaving: Past,
    /// Pressure between.
    middle: Past,
    /// Into the segment at its start and out at its end, m³/s.
    pub flows: (f64, f64),
}

/// What a branch does to the balance of its two nodes in one step.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TwoPort {
    /// `Y_aa`, `Y_ab`, `Y_bb`.
    pub admittance: [f64; 3],
    /// Sources at a and b; the load of a gets `s_a`, that of b `s_b`.
    pub source: [f64; 2],
}

/// Series elements linearised for one step: `q = g·(drop + push)`.
#[derive(Clone, Copy)]
struct Series {
    g: f64,
    push: f64,
}

impl Branch {
    /// A branch that has long had this flow, with this pressure at its end.
    pub fn new(mut elements: Elements, flow: f64, end_pressure: f64) -> Self {
        // with nothing between it and an end the middle store belongs to that end
        if elements.inertance <= 0.0 {
            elements.compliance[2] += core::mem::take(&mut elements.compliance[1]);
        } else if elements.resistance <= 0.0 && elements.stenosis <= 0.0 {
            elements.compliance[0] += core::mem::take(&mut elements.compliance[1]);
        }
        let through = Past::rested(flow);
        Self { elements, through, leaving: through, middle: Past::rested(end_pressure), flows: (flow, flow) }
    }

    /// Its elements.
    pub fn elements(&self) -> &Elements {
        &self.elements
    }

    /// Sets its resistance; true when that is another.
    pub fn set_resistance(&mut self, resistance: f64) -> bool {
        core::mem::replace(&mut self.elements.resistance, resistance) != resistance
    }

    /// Sets its inertance; true when that is another. The blood in it keeps its flow.
    pub fn set_inertance(&mut self, inertance: f64) -> bool {
        core::mem::replace(&mut self.elements.inertance, inertance) != inertance
    }

    /// Sets its stores; true when they are others. A store keeps its pressure.
    pub fn set_compliance(&mut self, compliance: [f64; 3]) -> bool {
        core::mem::replace(&mut self.elements.compliance, compliance) != compliance
    }

    /// Its resistance changes with every step.
    pub fn bends(&self) -> bool {
        self.elements.stenosis > 0.0
    }

    fn two(&self) -> bool {
        self.elements.compliance[1] > 0.0
    }

    fn resistive(&self) -> (f64, f64) {
        let Elements { resistance, stenosis, .. } = self.elements;
        if stenosis <= 0.0 {
            return (resistance, 0.0);
        }
        let q = self.through.ahead();
        (resistance + 2.0 * stenosis * q.abs(), stenosis * q.abs() * q)
    }

    /// R and L together, or R alone where a store lies between.
    fn first(&self, dt: f64) -> Series {
        let (r, push) = self.resistive();
        if self.two() {
            return Series { g: conductance_of(r), push };
        }
        let l = self.elements.inertance;
        Series { g: conductance_of(r + l * rate(dt)), push: push + l * self.through.known() / dt }
    }

    /// L behind the store.
    fn second(&self, dt: f64) -> Series {
        let l = self.elements.inertance;
        Series { g: conductance_of(l * rate(dt)), push: l * self.leaving.known() / dt }
    }

    /// Pressure between the two, as `(weight of first, weight of second, constant)`.
    fn between(&self, first: Series, second: Series, dt: f64) -> (f64, f64, f64) {
        let c = self.elements.compliance[1];
        let whole = first.g + second.g + c * rate(dt);
        let rest = first.g * first.push - second.g * second.push + c * self.middle.known() / dt;
        (first.g / whole, second.g / whole, rest / whole)
    }

    /// The two-port of the coming step, ends' pressures given by their past.
    pub fn port(&self, a: Past, b: Past, dt: f64) -> TwoPort {
        let [c1, _, c2] = self.elements.compliance;
        let first = self.first(dt);
        let (mut admittance, mut source) = ([first.g; 3], [-first.g * first.push, first.g * first.push]);
        if self.two() {
            let second = self.second(dt);
            let (from_a, from_b, constant) = self.between(first, second, dt);
            admittance = [first.g * (1.0 - from_a), first.g * from_b, second.g * (1.0 - from_b)];
            source = [first.g * (constant - first.push), second.g * (constant + second.push)];
        }
        admittance[0] += c1 * rate(dt);
        admittance[2] += c2 * rate(dt);
        source[0] += c1 * a.known() / dt;
        source[1] += c2 * b.known() / dt;
        TwoPort { admittance, source }
    }

    /// Takes the step: `a` and `b` are the ends' pasts, `now` their new pressures, `injected` the flow that enters
    /// within, `share` the part of the resistance before it.
    pub fn step(&mut self, (a, b): (Past, Past), now: (f64, f64), (injected, share): (f64, f64), dt: f64) {
        let [c1, _, c2] = self.elements.compliance;
        let first = self.first(dt);
        let through = if self.two() {
            let second = self.second(dt);
            let (from_a, from_b, constant) = self.between(first, second, dt);
            let middle = from_a * now.0 + from_b * now.1 + constant;
            self.leaving.push(second.g * (middle - now.1 + second.push));
            self.middle.push(middle);
            first.g * (now.0 - middle + first.push)
        } else {
            let through = first.g * (now.0 - now.1 + first.push);
            self.leaving.push(through);
            through
        };
        self.through.push(through);
        self.flows = (
            through - (1.0 - share) * injected + c1 * (1.5 * now.0 - a.known()) / dt,
            self.leaving.last + share * injected - c2 * (1.5 * now.1 - b.known()) / dt,
        );
    }

    /// Flow just before a place at a share of the resistance, of the last step, m³/s.
    pub fn flow_before(&self, injected: f64, share: f64) -> f64 {
        self.through.last - (1.0 - share) * injected
    }

    /// The same before the step is taken, for ends' pressures.
    pub fn foreseen(&self, now: (f64, f64), dt: f64) -> f64 {
        let first = self.first(dt);
        let far = if self.two() {
            let (from_a, from_b, constant) = self.between(first, self.second(dt), dt);
            from_a * now.0 + from_b * now.1 + constant
        } else {
            now.1
        };
        first.g * (now.0 - far + first.push)
    }

    /// Pressure between, with its past.
    #[cfg(test)]
    pub(super) fn middle(&self) -> Past {
        self.middle
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self { elements, through, leaving, middle, flows } = self;
        let Elements { resistance, inertance, stenosis, compliance } = elements;
        hash.floats([*resistance, *inertance, *stenosis].into_iter().chain(*compliance));
        hash.floats([through, leaving, middle].into_iter().flat_map(|past| [past.last, past.before]));
        hash.floats([flows.0, flows.1]);
    }
}
