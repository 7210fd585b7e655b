//! Blood flow on the vessel graph.
//!
//! Model: linear network of resistances; the root node is held at aortic pressure, every bed drains to its venous
//! pressure. Unknown are the pressures p of the other nodes.
//! Equation: `Σ_j G_ij (p_i - p_j) + Σ_beds G_b (p_i - p_v) = s_i`, G = 1/R, symmetric positive definite.
//! An injection q at resistance share x of a segment a→b is a source `q(1-x)` at a and `q·x` at b; flow just
//! upstream of the tip is then `(p_a-p_b)/R - (1-x)q`, just downstream q more. Reflux is the case where the upstream
//! flow turns negative: an outcome, not a rule.
//! Beds are authored by their resting flow; `Network::at_rest` takes those flows as sinks, solves once for the
//! pressures, and reads the resistances off.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | p | pressure | Pa |
//! | G, R | conductance, resistance | m³/(Pa·s), Pa·s/m³ |
//! | q, s | injection, source | m³/s |
//!
//! Assumptions: steady (mean) flow, rigid walls. Conductances have a floor (`FLOOR`), so the matrix stays definite when
//! vessels close; the flow it lets through is 1e-6 of that of a small bed. Reference: Kirchhoff; Poiseuille in
//! `conduit`. Left out: pulse and compliance.

use super::conduit;
use super::ldl::{Ldl, Symmetric};
use crate::model::{BedIx, NodeIx, SegmentIx, Shape, VesselGraph};
use crate::units::{Flow, Pressure, Resistance};

/// Smallest conductance of anything, m³/(Pa·s): under 12 kPa it passes 1.2e-12 m³/s, 0.00007 mL/min.
const FLOOR: f64 = 1e-16;

/// Resistances, sources and solution of one graph.
#[derive(Clone, Debug)]
pub struct Network {
    ends: Vec<(NodeIx, NodeIx)>,
    bed_nodes: Vec<NodeIx>,
    venous: Vec<f64>,
    root: NodeIx,
    root_pressure: f64,
    segments: Vec<f64>,
    beds: Vec<f64>,
    injection: Option<Injection>,
    /// Row of each node in the matrix; none for the root.
    row: Vec<Option<usize>>,
    matrix: Symmetric,
    ldl: Ldl,
    conductances_changed: bool,
    pressures: Vec<f64>,
}

/// A source inside a segment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Injection {
    /// Where.
    pub segment: SegmentIx,
    /// Share of the segment's resistance that lies before the tip, 0 to 1.
    pub resistance_share: f64,
    /// How much.
    pub flow: Flow,
}

/// The resting state does not exist: a bed asks for more than its vessels can bring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NoRest {
    /// The bed whose node would have to be below its vein.
    pub bed: BedIx,
}

/// The pressures could not be found or were not numbers; the ones before are kept.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unsolved {
    /// Node where it showed.
    pub node: NodeIx,
}

impl Network {
    /// Builds the network and its beds' resistances from their resting flows.
    pub fn at_rest(graph: &VesselGraph, root_pressure: Pressure) -> Result<Self, NoRest> {
        let mut network = Self::open(graph, root_pressure);
        let rest: Vec<f64> = graph.beds().iter().map(|b| Flow::from_ml_min(b.flow_ml_min).si()).collect();
        network.solve_with_sinks(&rest);
        for (i, bed) in graph.beds().iter().enumerate() {
            let drop = network.pressures[bed.node.ix()] - network.venous[i];
            if drop.is_nan() || drop <= 0.0 {
                return Err(NoRest { bed: BedIx::at(i) });
            }
            network.beds[i] = (rest[i] / drop).max(FLOOR);
        }
        match network.solve() {
            Ok(()) => Ok(network),
            Err(Unsolved { node }) => {
                let bed = network.bed_nodes.iter().position(|n| *n == node).unwrap_or(0);
                Err(NoRest { bed: BedIx::at(bed) })
            }
        }
    }

    fn open(graph: &VesselGraph, root_pressure: Pressure) -> Self {
        let mut row = vec![None; graph.nodes().len()];
        let mut rows = 0;
        for (i, slot) in row.iter_mut().enumerate() {
            if NodeIx::at(i) != graph.root() {
                *slot = Some(rows);
                rows += 1;
            }
        }
        let ends: Vec<_> = graph.segments().iter().map(|s| (s.from, s.to)).collect();
        let segments = graph
            .segments()
            .iter()
            .map(|s| match &s.shape {
                Shape::Conduit(line) => 1.0 / conduit::free(line, 0.0, line.length_mm()),
                Shape::Link { resistance_mmhg_s_ml, .. } => {
                    1.0 / Resistance::from_mmhg_s_ml(*resistance_mmhg_s_ml).si()
                }
            })
            .map(|g| g.max(FLOOR))
            .collect();
        let mut matrix = Symmetric { diagonal: vec![0.0; rows], neighbours: vec![Vec::new(); rows] };
        for &(a, b) in &ends {
            if let (Some(i), Some(j)) = (row[a.ix()], row[b.ix()]) {
                for (from, to) in [(i, j), (j, i)] {
                    if !matrix.neighbours[from].iter().any(|(n, _)| *n == to) {
                        matrix.neighbours[from].push((to, 0.0));
                    }
                }
            }
        }
        let ldl = Ldl::analyse(&matrix);
        Self {
            ends,
            bed_nodes: graph.beds().iter().map(|b| b.node).collect(),
            venous: graph.beds().iter().map(|b| Pressure::from_mmhg(b.venous_mmhg).si()).collect(),
            root: graph.root(),
            root_pressure: root_pressure.si(),
            segments,
            beds: vec![0.0; graph.beds().len()],
            injection: None,
            pressures: vec![root_pressure.si(); row.len()],
            row,
            matrix,
            ldl,
            conductances_changed: true,
        }
    }

    /// Sets a segment's resistance; infinite means closed.
    pub fn set_segment(&mut self, segment: SegmentIx, resistance: Resistance) {
        set(&mut self.segments[segment.ix()], resistance, &mut self.conductances_changed);
    }

    /// Sets a bed's resistance; infinite means closed.
    pub fn set_bed(&mut self, bed: BedIx, resistance: Resistance) {
        set(&mut self.beds[bed.ix()], resistance, &mut self.conductances_changed);
    }

    /// Sets aortic pressure.
    pub fn set_root(&mut self, pressure: Pressure) {
        self.root_pressure = pressure.si();
    }

    /// Sets or clears the injection.
    pub fn set_injection(&mut self, injection: Option<Injection>) {
        self.injection = injection;
    }

    /// The injection as set.
    pub fn injection(&self) -> Option<Injection> {
        self.injection
    }

    /// Solves for the pressures, factoring only when a conductance has changed.
    pub fn solve(&mut self) -> Result<(), Unsolved> {
        if self.conductances_changed {
            self.assemble(true);
            self.ldl.factor(&self.matrix).map_err(|pivot| self.unsolved(pivot.row))?;
            self.conductances_changed = false;
        }
        let mut load = self.boundary_load();
        for (i, &node) in self.bed_nodes.iter().enumerate() {
            self.add(&mut load, node, self.beds[i] * self.venous[i]);
        }
        if let Some(Injection { segment, resistance_share: x, flow }) = self.injection {
            let (a, b) = self.ends[segment.ix()];
            self.add(&mut load, a, flow.si() * (1.0 - x));
            self.add(&mut load, b, flow.si() * x);
        }
        self.ldl.solve(&mut load);
        if let Some(row) = load.iter().position(|p| !p.is_finite()) {
            return Err(self.unsolved(row));
        }
        self.store(&load);
        Ok(())
    }

    fn unsolved(&self, row: usize) -> Unsolved {
        let node = self.row.iter().position(|r| *r == Some(row)).unwrap_or(0);
        Unsolved { node: NodeIx::at(node) }
    }

    fn solve_with_sinks(&mut self, sinks: &[f64]) {
        self.assemble(false);
        if self.ldl.factor(&self.matrix).is_err() {
            return;
        }
        let mut load = self.boundary_load();
        for (i, &node) in self.bed_nodes.iter().enumerate() {
            self.add(&mut load, node, -sinks[i]);
        }
        self.ldl.solve(&mut load);
        self.store(&load);
    }

    fn assemble(&mut self, with_beds: bool) {
        self.matrix.diagonal.fill(0.0);
        for (_, value) in self.matrix.neighbours.iter_mut().flatten() {
            *value = 0.0;
        }
        for (&(a, b), &g) in self.ends.iter().zip(&self.segments) {
            let (i, j) = (self.row[a.ix()], self.row[b.ix()]);
            for (from, to) in [(i, j), (j, i)] {
                let Some(from) = from else { continue };
                self.matrix.diagonal[from] += g;
                if let Some(entry) = self.matrix.neighbours[from].iter_mut().find(|(n, _)| Some(*n) == to) {
                    entry.1 -= g;
                }
            }
        }
        if with_beds {
            for (&node, &g) in self.bed_nodes.iter().zip(&self.beds) {
                if let Some(i) = self.row[node.ix()] {
                    self.matrix.diagonal[i] += g;
                }
            }
        }
    }

    fn boundary_load(&self) -> Vec<f64> {
        let mut load = vec![0.0; self.matrix.diagonal.len()];
        for (&(a, b), &g) in self.ends.iter().zip(&self.segments) {
            if a == self.root {
                self.add(&mut load, b, g * self.root_pressure);
            } else if b == self.root {
                self.add(&mut load, a, g * self.root_pressure);
            }
        }
        load
    }

    fn add(&self, load: &mut [f64], node: NodeIx, source: f64) {
        if let Some(i) = self.row[node.ix()] {
            load[i] += source;
        }
    }

    fn store(&mut self, solution: &[f64]) {
        for (node, row) in self.row.iter().enumerate() {
            self.pressures[node] = row.map_or(self.root_pressure, |i| solution[i]);
        }
    }

    /// Pressure at a node.
    pub fn pressure(&self, node: NodeIx) -> Pressure {
        Pressure::from_si(self.pressures[node.ix()])
    }

    /// Flow into a segment at its start and out at its end; they differ by the injection.
    pub fn segment_flows(&self, segment: SegmentIx) -> (Flow, Flow) {
        let (a, b) = self.ends[segment.ix()];
        let through = (self.pressures[a.ix()] - self.pressures[b.ix()]) * self.segments[segment.ix()];
        match self.injection {
            Some(injection) if injection.segment == segment => {
                let upstream = through - (1.0 - injection.resistance_share) * injection.flow.si();
                (Flow::from_si(upstream), Flow::from_si(upstream + injection.flow.si()))
            }
            _ => (Flow::from_si(through), Flow::from_si(through)),
        }
    }

    /// Flow through a bed.
    pub fn bed_flow(&self, bed: BedIx) -> Flow {
        let node = self.bed_nodes[bed.ix()];
        Flow::from_si((self.pressures[node.ix()] - self.venous[bed.ix()]) * self.beds[bed.ix()])
    }

    /// Resistance of a segment as set.
    pub fn segment_resistance(&self, segment: SegmentIx) -> Resistance {
        Resistance::from_si(1.0 / self.segments[segment.ix()])
    }

    /// Resistance of a bed as set.
    pub fn bed_resistance(&self, bed: BedIx) -> Resistance {
        Resistance::from_si(1.0 / self.beds[bed.ix()])
    }

    /// How an injection at this place acts per unit of it: change of the flow just upstream of the tip (between -1 and
    /// 0), and rise of pressure at the tip. One extra solve on the present factor.
    pub fn response(&mut self, segment: SegmentIx, resistance_share: f64) -> Response {
        let kept = (self.injection, self.pressures.clone());
        let unit = 1e-6;
        self.injection = None;
        let before = self.solve().map(|()| self.at_tip(segment, resistance_share, 0.0));
        self.injection = Some(Injection { segment, resistance_share, flow: Flow::from_si(unit) });
        let after = self.solve().map(|()| self.at_tip(segment, resistance_share, unit));
        (self.injection, self.pressures) = kept;
        let (Ok((p0, q0)), Ok((p1, q1))) = (before, after) else { return Response::default() };
        Response {
            upstream_share: (q1 - q0) / unit,
            resistance: Resistance::from_si((p1 - p0) / unit),
            resting_flow: Flow::from_si(q0),
        }
    }

    fn at_tip(&self, segment: SegmentIx, share: f64, flow: f64) -> (f64, f64) {
        let (a, b) = self.ends[segment.ix()];
        let through = (self.pressures[a.ix()] - self.pressures[b.ix()]) * self.segments[segment.ix()];
        let upstream = through - (1.0 - share) * flow;
        (self.pressures[a.ix()] - upstream * share / self.segments[segment.ix()], upstream)
    }
}

/// See [`Network::response`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Response {
    /// Change of the upstream flow per injected flow, -1 to 0. Reflux begins at `resting_flow / -upstream_share`.
    pub upstream_share: f64,
    /// Rise of pressure at the tip per injected flow.
    pub resistance: Resistance,
    /// Flow past the tip without an injection.
    pub resting_flow: Flow,
}

fn set(conductance: &mut f64, resistance: Resistance, changed: &mut bool) {
    let g = (1.0 / resistance.si()).max(FLOOR);
    if g != *conductance {
        *conductance = g;
        *changed = true;
    }
}
