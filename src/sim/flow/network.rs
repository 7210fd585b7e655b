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
//! A stenosis, whose resistance is `R + S·|q|`, is met by Newton's method: each step solves with the conductance
//! `1/(R + 2S|q|)` and the source `S|q|q` of the flow before.
//!
//! While something is injected there are two solutions: the one with it, and the [`Free`] one of the same vessels without.
//! A vessel's own flow is the free one: what is measured, what the body answers to and which way blood runs are asked of
//! that, or the hand on the syringe would change them.
//!
//! Assumptions: steady flow. Without stenoses that is the exact mean over a beat of the `pulsatile` network, whose
//! stores and inertances take nothing on average; hence what is measured is measured here and does not flicker with
//! the beat. Conductances have a floor (`FLOOR`), so the matrix stays definite when vessels close; the flow it lets
//! through is 1e-6 of that of a small bed. Reference: Kirchhoff; Poiseuille in `conduit`; Todini and Pilati 1988 for
//! Newton's method on networks. Left out: pulse and compliance.

use super::conduit;
use super::control::CLOSED;
use super::free::Free;
use super::ldl::Ldl;
use super::order::NONE;
use super::stenosis::Stenosis;
use super::topology::Topology;
use crate::hash::StateHash;
use crate::model::{BedIx, Drive, NodeIx, Segment, SegmentIx, Shape, VesselGraph};
use crate::units::{Flow, M3_PER_ML, PA_PER_MMHG, Pressure, Resistance};

/// Smallest conductance of anything, m³/(Pa·s): under 12 kPa it passes 1.2e-12 m³/s, 0.00007 mL/min.
pub(super) const FLOOR: f64 = 1e-16;
/// Largest: 7.5e-9 mmHg·s/mL, for segments and beds without resistance.
pub(super) const CEILING: f64 = 1.0;
/// Newton steps after which the flow of a stenosis is taken as found; near it each squares the error.
const MOST_STEPS: usize = 50;
/// Distance of a stenosis from its curve, as a share of its pressure drop, that counts as found.
const SETTLED: f64 = 1e-11;

/// Resistances, sources and solution of one graph.
#[derive(Clone, Debug)]
pub struct Network {
    topology: Topology,
    segments: Vec<f64>,
    beds: Vec<f64>,
    venous: Vec<f64>,
    /// Pressure that a segment adds of itself: the linearised stenosis, Pa.
    offsets: Vec<f64>,
    stenoses: Vec<Stenosis>,
    /// Mean flow that enters at each node from outside, m³/s.
    entering: Vec<(u32, f64)>,
    injection: Option<Injection>,
    ldl: Ldl,
    conductances_changed: bool,
    load: Vec<f64>,
    /// With the injection, Pa.
    pressures: Vec<f64>,
    /// Without it, Pa.
    pub(super) free: Vec<f64>,
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

impl Injection {
    pub(super) fn hash_into(self, hash: &mut StateHash) {
        let Self { segment, resistance_share, flow } = self;
        hash.int(u64::from(segment.0));
        hash.floats([resistance_share, flow.si()]);
    }
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
    /// Builds the network and its beds' resistances from their resting flows, or as they are written down.
    pub fn at_rest(graph: &VesselGraph, root_pressure: Pressure) -> Result<Self, NoRest> {
        let mut network = Self::open(graph, root_pressure);
        let unsolved = |network: &Self, Unsolved { node }: Unsolved| {
            let bed = network.topology.beds.iter().position(|n| *n == node.0).unwrap_or(0);
            NoRest { bed: BedIx::at(bed) }
        };
        for (conductance, bed) in network.beds.iter_mut().zip(graph.beds()) {
            *conductance = bed.perfusion.resistance().map_or(0.0, |r| conductance_of(r.si()));
        }
        let sinks: Vec<f64> =
            graph
                .beds()
                .iter()
                .map(|b| {
                    if b.perfusion.resistance().is_some() {
                        0.0
                    } else {
                        Flow::from_ml_min(b.flow_ml_min).si()
                    }
                })
                .collect();
        network.solve_with(&sinks).map_err(|e| unsolved(&network, e))?;
        for (i, bed) in graph.beds().iter().enumerate() {
            if bed.perfusion.resistance().is_some() {
                continue;
            }
            let drop = network.pressures[bed.node.ix()] - network.venous[i];
            if drop.is_nan() || drop <= 0.0 {
                return Err(NoRest { bed: BedIx::at(i) });
            }
            network.beds[i] = (sinks[i] / drop).max(FLOOR);
        }
        network.conductances_changed = true;
        match network.solve() {
            Ok(()) => Ok(network),
            Err(e) => Err(unsolved(&network, e)),
        }
    }

    fn open(graph: &VesselGraph, root_pressure: Pressure) -> Self {
        let topology = Topology::of(graph);
        let resistance = |shape: &Shape| match shape {
            Shape::Conduit(line) => conduit::free(line, 0.0, line.length_mm(), graph.blood().viscosity()),
            Shape::Link { resistance_mmhg_s_ml, .. } => {
                Resistance::from_mmhg_s_ml(*resistance_mmhg_s_ml).si()
            }
        };
        let stenosis = |(segment, shape): (usize, &Shape)| {
            let growth = shape.lumped().stenosis_si();
            (growth > 0.0).then(|| Stenosis { segment, plain: resistance(shape), growth })
        };
        let shapes = || graph.segments().iter().map(|s| &s.shape);
        let closed = |s: &Segment| if s.behaviour.collateral.is_some() { CLOSED } else { 1.0 };
        let segments =
            graph.segments().iter().map(|s| conductance_of(resistance(&s.shape) / closed(s))).collect();
        let mut network = Self {
            segments,
            stenoses: shapes().enumerate().filter_map(stenosis).collect(),
            beds: vec![0.0; graph.beds().len()],
            venous: graph.beds().iter().map(|b| Pressure::from_mmhg(b.venous_mmhg).si()).collect(),
            entering: Vec::new(),
            injection: None,
            pressures: vec![root_pressure.si(); graph.nodes().len()],
            free: Vec::new(),
            offsets: vec![0.0; graph.segments().len()],
            load: vec![0.0; topology.rows],
            ldl: Ldl::analyse(topology.rows, &topology.edges()),
            conductances_changed: true,
            topology,
        };
        for inlet in graph.inlets() {
            match &inlet.drive {
                Drive::Pressure(wave) => network.pressures[inlet.node.ix()] = wave.mean() * PA_PER_MMHG,
                Drive::Flow(wave) => network.entering.push((inlet.node.0, wave.mean() * M3_PER_ML)),
            }
        }
        network
    }

    /// Sets a segment's resistance; infinite means closed.
    pub fn set_segment(&mut self, segment: SegmentIx, resistance: Resistance) {
        if let Some(stenosis) = self.stenoses.iter_mut().find(|s| s.segment == segment.ix()) {
            stenosis.plain = resistance.si();
        }
        set(&mut self.segments[segment.ix()], resistance, &mut self.conductances_changed);
    }

    /// Sets a bed's resistance; infinite means closed.
    pub fn set_bed(&mut self, bed: BedIx, resistance: Resistance) {
        set(&mut self.beds[bed.ix()], resistance, &mut self.conductances_changed);
    }

    /// Sets aortic pressure.
    pub fn set_root(&mut self, pressure: Pressure) {
        self.pressures[self.topology.root as usize] = pressure.si();
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
        self.solve_with(&[])
    }

    /// The same with a flow taken out at each bed besides.
    fn solve_with(&mut self, sinks: &[f64]) -> Result<(), Unsolved> {
        let injection = self.injection.take();
        let found = self.settle(sinks);
        self.injection = injection;
        found?;
        self.free.clone_from(&self.pressures);
        if self.injection.is_some() { self.settle(sinks) } else { Ok(()) }
    }

    /// Solves for what is injected now, or not.
    fn settle(&mut self, sinks: &[f64]) -> Result<(), Unsolved> {
        self.solve_once(sinks)?;
        for _ in 0..MOST_STEPS {
            if self.stenoses.is_empty() || self.linearise() <= SETTLED {
                break;
            }
            self.solve_once(sinks)?;
        }
        Ok(())
    }

    fn solve_once(&mut self, sinks: &[f64]) -> Result<(), Unsolved> {
        if self.conductances_changed {
            self.assemble();
            let topology = &self.topology;
            self.ldl.factor().map_err(|pivot| Unsolved { node: topology.node(pivot.row) })?;
            self.conductances_changed = false;
        }
        self.fill_load(sinks);
        self.ldl.solve(&mut self.load);
        if let Some(row) = self.load.iter().position(|p| !p.is_finite()) {
            return Err(Unsolved { node: self.topology.node(row) });
        }
        for (pressure, row) in self.pressures.iter_mut().zip(&self.topology.row) {
            if let Some(solved) = self.load.get(*row as usize) {
                *pressure = *solved;
            }
        }
        Ok(())
    }

    /// Takes the stenoses' tangents at the present flows; returns how far these were from the curve, as a share.
    fn linearise(&mut self) -> f64 {
        let mut off = 0.0_f64;
        for i in 0..self.stenoses.len() {
            let Stenosis { segment, plain, growth } = self.stenoses[i];
            let drop = self.drop(&self.pressures, segment);
            let q = self.tangent_flow(segment);
            let curve = (plain + growth * q.abs()) * q;
            off = off.max((curve - drop).abs() / curve.abs().max(1e-9));
            self.offsets[segment] = growth * q.abs() * q;
            self.segments[segment] = conductance_of(plain + 2.0 * growth * q.abs());
        }
        self.conductances_changed = true;
        off
    }

    fn assemble(&mut self) {
        let (topology, ldl) = (&self.topology, &mut self.ldl);
        ldl.clear();
        for (edge, (&(a, b), &g)) in topology.ends.iter().zip(&self.segments).enumerate() {
            for end in [a, b] {
                ldl.add(topology.row[end as usize], g);
            }
            ldl.add_edge(edge, -g);
        }
        for (&node, &g) in topology.beds.iter().zip(&self.beds) {
            ldl.add(topology.row[node as usize], g);
        }
    }

    fn fill_load(&mut self, sinks: &[f64]) {
        let Self { topology, load, .. } = self;
        load.fill(0.0);
        let given = |node: u32| topology.row[node as usize] == NONE;
        for (i, &(a, b)) in topology.ends.iter().enumerate() {
            let g = self.segments[i];
            if given(a) {
                topology.add(load, b, g * self.pressures[a as usize]);
            }
            if given(b) {
                topology.add(load, a, g * self.pressures[b as usize]);
            }
            if self.offsets[i] != 0.0 {
                topology.add(load, a, -g * self.offsets[i]);
                topology.add(load, b, g * self.offsets[i]);
            }
        }
        for (i, &node) in topology.beds.iter().enumerate() {
            topology.add(load, node, self.beds[i] * self.venous[i] - sinks.get(i).unwrap_or(&0.0));
        }
        for &(node, flow) in &self.entering {
            topology.add(load, node, flow);
        }
        if let Some(Injection { segment, resistance_share: x, flow }) = self.injection {
            let (a, b) = topology.ends[segment.ix()];
            topology.add(load, a, flow.si() * (1.0 - x));
            topology.add(load, b, flow.si() * x);
        }
    }

    fn drop(&self, pressures: &[f64], segment: usize) -> f64 {
        let (a, b) = self.topology.ends[segment];
        pressures[a as usize] - pressures[b as usize]
    }

    /// Flow that pressures drive through a segment, without the injection, m³/s.
    pub(super) fn through(&self, pressures: &[f64], segment: usize) -> f64 {
        let drop = self.drop(pressures, segment);
        self.stenosis(segment).map_or_else(|| drop * self.segments[segment], |stenosis| stenosis.flow(drop))
    }

    /// The same by the tangent at which it was solved, m³/s.
    fn tangent_flow(&self, segment: usize) -> f64 {
        (self.drop(&self.pressures, segment) + self.offsets[segment]) * self.segments[segment]
    }

    fn stenosis(&self, segment: usize) -> Option<&Stenosis> {
        // they are in the order of the segments
        self.stenoses.binary_search_by_key(&segment, |s| s.segment).ok().map(|i| &self.stenoses[i])
    }

    /// The solution without the injection.
    pub fn free(&self) -> Free<'_> {
        Free(self)
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self {
            segments,
            beds,
            offsets,
            pressures,
            free,
            injection,
            // of the graph
            topology: _,
            venous: _,
            entering: _,
            // follow from the resistances as set
            stenoses: _,
            ldl: _,
            conductances_changed: _,
            // filled anew for every solve
            load: _,
        } = self;
        hash.floats([segments, beds, offsets, pressures, free].into_iter().flatten().copied());
        hash.option(*injection, Injection::hash_into);
    }

    /// Pressure at a node.
    pub fn pressure(&self, node: NodeIx) -> Pressure {
        Pressure::from_si(self.pressures[node.ix()])
    }

    /// Flow into a segment at its start and out at its end; they differ by the injection.
    pub fn segment_flows(&self, segment: SegmentIx) -> (Flow, Flow) {
        let through = self.through(&self.pressures, segment.ix());
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
        self.to_bed(&self.pressures, bed)
    }

    pub(super) fn to_bed(&self, pressures: &[f64], bed: BedIx) -> Flow {
        let node = self.topology.beds[bed.ix()];
        Flow::from_si((pressures[node as usize] - self.venous[bed.ix()]) * self.beds[bed.ix()])
    }

    /// Resistance of a segment as set; of a stenosis, its tangent at the present flow.
    pub fn segment_resistance(&self, segment: SegmentIx) -> Resistance {
        Resistance::from_si(1.0 / self.segments[segment.ix()])
    }

    /// The same without the flow's part in it.
    pub fn plain_resistance(&self, segment: SegmentIx) -> Resistance {
        let plain = self.stenosis(segment.ix()).map(|s| Resistance::from_si(s.plain));
        plain.unwrap_or_else(|| self.segment_resistance(segment))
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
        let before = self.solve_once(&[]).map(|()| self.at_tip(segment, resistance_share, 0.0));
        self.injection = Some(Injection { segment, resistance_share, flow: Flow::from_si(unit) });
        let after = self.solve_once(&[]).map(|()| self.at_tip(segment, resistance_share, unit));
        (self.injection, self.pressures) = kept;
        let (Ok((p0, q0)), Ok((p1, q1))) = (before, after) else { return Response::default() };
        Response {
            upstream_share: (q1 - q0) / unit,
            resistance: Resistance::from_si((p1 - p0) / unit),
            resting_flow: Flow::from_si(q0),
        }
    }

    fn at_tip(&self, segment: SegmentIx, share: f64, flow: f64) -> (f64, f64) {
        let (a, _) = self.topology.ends[segment.ix()];
        let upstream = self.tangent_flow(segment.ix()) - (1.0 - share) * flow;
        (self.pressures[a as usize] - upstream * share / self.segments[segment.ix()], upstream)
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

/// Conductance of a resistance, within the bounds that keep the matrix definite.
pub(super) fn conductance_of(resistance: f64) -> f64 {
    (1.0 / resistance).clamp(FLOOR, CEILING)
}

fn set(conductance: &mut f64, resistance: Resistance, changed: &mut bool) {
    let g = conductance_of(resistance.si());
    if g != *conductance {
        *conductance = g;
        *changed = true;
    }
}
