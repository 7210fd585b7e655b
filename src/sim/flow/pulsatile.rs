//! The network under the pulse: pressures and flows of every step.
//!
//! Model: `Network` with stores. Each segment is a `branch`, each bed a `windkessel`; the nodes balance at every step.
//! Equation: `C·dp/dt + G·p = s`, in time by `stepping` (second order, L-stable). An injection is a source as in
//! `network`, split by the share x of the segment's resistance that lies before it; its inertance is taken to divide in
//! the same ratio. That is exact in a vessel of one calibre; elsewhere it shifts a push's onset, not what it comes to.
//!
//! What goes in at a segment's start and what comes out at its end differ by what its stores take and by an injection;
//! both are told, for what they carry is carried by them. A store gives and takes at the end it lies at. Over many
//! steps the differences add up to the change of `C·p`, so that a volume that follows them stays true.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | p | pressure of nodes | Pa |
//! | C, G | compliance, conductance | m³/Pa, m³/(Pa·s) |
//!
//! Validity: linear walls, so pulses of some tens of mmHg; waves longer than the segments (a segment of the aorta is
//! passed in 10 ms). Left out: convective acceleration, viscoelastic walls. Reference: Kirchhoff.

use super::branch::{Branch, Elements};
use super::conduit;
use super::ldl::Ldl;
use super::network::{Injection, Network, Response, Unsolved};
use super::order::NONE;
use super::stepping::Past;
use super::topology::Topology;
use super::wall;
use super::windkessel::Windkessel;
use crate::hash::StateHash;
use crate::model::{BedIx, Drive, NodeIx, SegmentIx, Shape, VesselGraph};
use crate::units::{Flow, M3_PER_ML, Pressure, Resistance};

/// A graph under the pulse.
#[derive(Clone, Debug)]
pub struct Pulsatile {
    topology: Topology,
    dt: f64,
    steps: u64,
    branches: Vec<Branch>,
    beds: Vec<Windkessel>,
    pressures: Vec<Past>,
    drives: Vec<(u32, Drive)>,
    injection: Option<Injection>,
    ldl: Ldl,
    load: Vec<f64>,
    changed: bool,
    bends: bool,
}

impl Pulsatile {
    /// Starts from a solved network, with its resistances and flows, as if it had long been at rest. `dt` is the length
    /// of a step, s.
    pub fn new(graph: &VesselGraph, rest: &Network, dt: f64) -> Self {
        let topology = Topology::of(graph);
        let branch = |i: usize| {
            let segment = SegmentIx::at(i);
            let mut elements = elements(graph, segment);
            elements.resistance = rest.plain_resistance(segment).si();
            let (start, _) = rest.segment_flows(segment);
            Branch::new(elements, start.si(), rest.pressure(graph.segment(segment).to).si())
        };
        let bed = |(i, bed): (usize, &crate::model::Bed)| {
            Windkessel::new(bed, rest.bed_resistance(BedIx::at(i)), rest.pressure(bed.node))
        };
        let branches: Vec<Branch> = (0..graph.segments().len()).map(branch).collect();
        Self {
            bends: branches.iter().any(Branch::bends),
            branches,
            beds: graph.beds().iter().enumerate().map(bed).collect(),
            pressures: (0..graph.nodes().len())
                .map(|i| Past::rested(rest.pressure(NodeIx::at(i)).si()))
                .collect(),
            drives: graph.inlets().iter().map(|i| (i.node.0, i.drive.clone())).collect(),
            injection: None,
            ldl: Ldl::analyse(topology.rows, &topology.edges()),
            load: vec![0.0; topology.rows],
            changed: true,
            topology,
            dt,
            steps: 0,
        }
    }

    /// Sets a segment's resistance; infinite means closed.
    pub fn set_segment(&mut self, segment: SegmentIx, resistance: Resistance) {
        self.changed |= self.branches[segment.ix()].set_resistance(resistance.si());
    }

    /// Sets a segment's inertance, Pa·s²/m³.
    pub fn set_inertance(&mut self, segment: SegmentIx, inertance: f64) {
        self.changed |= self.branches[segment.ix()].set_inertance(inertance);
    }

    /// Sets the part of a conduit's compliance that is left at each of its ends.
    pub fn set_compliance(&mut self, segment: SegmentIx, free: &Elements, left: f64) {
        self.changed |= self.branches[segment.ix()].set_compliance(free.compliance.map(|c| c * left));
    }

    /// Sets a bed's resistance; infinite means closed.
    pub fn set_bed(&mut self, bed: BedIx, resistance: Resistance) {
        self.changed |= self.beds[bed.ix()].set_resistance(resistance.si());
    }

    /// Sets or clears the injection.
    pub fn set_injection(&mut self, injection: Option<Injection>) {
        self.injection = injection;
    }

    /// Takes one step to a new pressure at the root; a file's own inlets go on by themselves. On failure everything
    /// stays as it was.
    pub fn step(&mut self, root: Pressure) -> Result<(), Unsolved> {
        self.solve(root, self.injection)?;
        self.steps += 1;
        let Self { topology, dt, pressures, load, .. } = self;
        let time = self.steps as f64 * *dt;
        let given = |node: u32| given(&self.drives, node, root, time);
        for (i, (branch, &(a, b))) in self.branches.iter_mut().zip(&topology.ends).enumerate() {
            let now = |node: u32| solved(topology, load, node).unwrap_or_else(|| given(node));
            let injected = match self.injection {
                Some(injection) if injection.segment.ix() == i => {
                    (injection.flow.si(), injection.resistance_share)
                }
                _ => (0.0, 0.0),
            };
            let pasts = (pressures[a as usize], pressures[b as usize]);
            branch.step(pasts, (now(a), now(b)), injected, *dt);
        }
        for (node, past) in pressures.iter_mut().enumerate() {
            past.push(solved(topology, load, node as u32).unwrap_or_else(|| given(node as u32)));
        }
        for (bed, &node) in self.beds.iter_mut().zip(&topology.beds) {
            bed.step(pressures[node as usize].last, *dt);
        }
        Ok(())
    }

    /// Puts the pressures of the coming step into `load`.
    fn solve(&mut self, root: Pressure, injection: Option<Injection>) -> Result<(), Unsolved> {
        if self.changed || self.bends {
            self.assemble();
            let topology = &self.topology;
            self.ldl.factor().map_err(|pivot| Unsolved { node: topology.node(pivot.row) })?;
            self.changed = false;
        }
        self.fill_load(root, injection);
        self.ldl.solve(&mut self.load);
        match self.load.iter().position(|p| !p.is_finite()) {
            Some(row) => Err(Unsolved { node: self.topology.node(row) }),
            None => Ok(()),
        }
    }

    fn assemble(&mut self) {
        let Self { topology, ldl, pressures, dt, .. } = self;
        ldl.clear();
        for (edge, (branch, &(a, b))) in self.branches.iter().zip(&topology.ends).enumerate() {
            let port = branch.port(pressures[a as usize], pressures[b as usize], *dt);
            let [aa, ab, bb] = port.admittance;
            ldl.add(topology.row[a as usize], aa);
            ldl.add(topology.row[b as usize], bb);
            ldl.add_edge(edge, -ab);
        }
        for (bed, &node) in self.beds.iter().zip(&topology.beds) {
            ldl.add(topology.row[node as usize], bed.port(*dt).0);
        }
    }

    fn fill_load(&mut self, root: Pressure, injection: Option<Injection>) {
        let Self { topology, load, pressures, dt, .. } = self;
        let time = (self.steps + 1) as f64 * *dt;
        load.fill(0.0);
        for (branch, &(a, b)) in self.branches.iter().zip(&topology.ends) {
            let port = branch.port(pressures[a as usize], pressures[b as usize], *dt);
            for (node, other, source) in [(a, b, port.source[0]), (b, a, port.source[1])] {
                topology.add(load, node, source);
                if topology.row[other as usize] == NONE {
                    let p = given(&self.drives, other, root, time);
                    topology.add(load, node, port.admittance[1] * p);
                }
            }
        }
        for (bed, &node) in self.beds.iter().zip(&topology.beds) {
            topology.add(load, node, bed.port(*dt).1);
        }
        for (node, drive) in &self.drives {
            if let Drive::Flow(wave) = drive {
                topology.add(load, *node, wave.at(time) * M3_PER_ML);
            }
        }
        if let Some(Injection { segment, resistance_share: x, flow }) = injection {
            let (a, b) = topology.ends[segment.ix()];
            topology.add(load, a, flow.si() * (1.0 - x));
            topology.add(load, b, flow.si() * x);
        }
    }

    /// How an injection at this place would act during the coming step to a pressure at the root. Within one step
    /// stores and inertances answer too, so this is not what it does once it has gone on for long.
    pub fn response(&mut self, root: Pressure, segment: SegmentIx, resistance_share: f64) -> Response {
        let unit = 1e-6;
        let before = self.at_tip(root, None, (segment, resistance_share));
        let push = Injection { segment, resistance_share, flow: Flow::from_si(unit) };
        let after = self.at_tip(root, Some(push), (segment, resistance_share));
        let (Ok((p0, q0)), Ok((p1, q1))) = (before, after) else { return Response::default() };
        Response {
            upstream_share: (q1 - q0) / unit,
            resistance: Resistance::from_si((p1 - p0) / unit),
            resting_flow: Flow::from_si(q0),
        }
    }

    /// Pressure at a tip, and flow just before it, if the coming step had this injection.
    fn at_tip(
        &mut self,
        root: Pressure,
        injection: Option<Injection>,
        (segment, share): (SegmentIx, f64),
    ) -> Result<(f64, f64), Unsolved> {
        self.solve(root, injection)?;
        let time = (self.steps + 1) as f64 * self.dt;
        let (a, b) = self.topology.ends[segment.ix()];
        let now = |node: u32| {
            let held = || given(&self.drives, node, root, time);
            solved(&self.topology, &self.load, node).unwrap_or_else(held)
        };
        let injected = injection.map_or(0.0, |i| i.flow.si());
        let through = self.branches[segment.ix()].foreseen((now(a), now(b)), self.dt);
        Ok((now(a) + share * (now(b) - now(a)), through - (1.0 - share) * injected))
    }

    /// A segment's elements as they are set now.
    pub fn elements(&self, segment: SegmentIx) -> &Elements {
        self.branches[segment.ix()].elements()
    }

    /// Pressure at a node.
    pub fn pressure(&self, node: NodeIx) -> Pressure {
        Pressure::from_si(self.pressures[node.ix()].last)
    }

    /// Flow into a segment at its start and out at its end, of the last step; they differ by what its stores take and
    /// by the injection.
    pub fn segment_flows(&self, segment: SegmentIx) -> (Flow, Flow) {
        let (start, end) = self.branches[segment.ix()].flows;
        (Flow::from_si(start), Flow::from_si(end))
    }

    /// Flows on both sides of the tip that injects, of the last step; none without an injection.
    pub fn tip_flows(&self) -> Option<(Flow, Flow)> {
        let Injection { segment, resistance_share, flow } = self.injection?;
        let before = self.branches[segment.ix()].flow_before(flow.si(), resistance_share);
        Some((Flow::from_si(before), Flow::from_si(before) + flow))
    }

    /// Flow into a bed, of the last step.
    pub fn bed_flow(&self, bed: BedIx) -> Flow {
        Flow::from_si(self.beds[bed.ix()].inflow)
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self {
            steps,
            branches,
            beds,
            pressures,
            injection,
            // of the graph
            topology: _,
            dt: _,
            drives: _,
            bends: _,
            // follow from the elements
            ldl: _,
            changed: _,
            // filled anew for every step
            load: _,
        } = self;
        hash.int(*steps);
        hash.floats(pressures.iter().flat_map(|p| [p.last, p.before]));
        hash.each(branches, Branch::hash_into);
        hash.each(beds, Windkessel::hash_into);
        hash.option(*injection, Injection::hash_into);
    }
}

/// Elements of a segment without devices.
pub fn elements(graph: &VesselGraph, segment: SegmentIx) -> Elements {
    let (segment, blood) = (graph.segment(segment), graph.blood());
    match &segment.shape {
        Shape::Conduit(line) => {
            let (compliance, inertance) = wall::of(segment.behaviour.wall, line, blood.density_kg_m3);
            let resistance = conduit::free(line, 0.0, line.length_mm(), blood.viscosity());
            let half = 0.5 * compliance;
            Elements { resistance, inertance, stenosis: 0.0, compliance: [half, 0.0, half] }
        }
        Shape::Link { resistance_mmhg_s_ml, lumped, .. } => Elements {
            resistance: Resistance::from_mmhg_s_ml(*resistance_mmhg_s_ml).si(),
            inertance: lumped.inertance_si(),
            stenosis: lumped.stenosis_si(),
            compliance: [0.0, lumped.compliance_si(), 0.0],
        },
    }
}

fn solved(topology: &Topology, load: &[f64], node: u32) -> Option<f64> {
    load.get(topology.row[node as usize] as usize).copied()
}

/// Pressure of a node that is held: by its own wave, or, at the root, by the aorta.
fn given(drives: &[(u32, Drive)], node: u32, root: Pressure, time: f64) -> f64 {
    let own = drives.iter().find(|(at, _)| *at == node);
    if let Some((_, Drive::Pressure(wave))) = own {
        Pressure::from_mmhg(wave.at(time)).si()
    } else {
        root.si()
    }
}

#[cfg(test)]
mod tests;
