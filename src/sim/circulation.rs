//! Blood, what it carries, and what that closes: flow, transport and beds as one.
//!
//! Model: each tick the resistances that changed (devices, lodged material) go into the network, the network is
//! solved when anything changed, the flows move the contents of the vessels, and the beds take what arrives.
//! Particles that fit into no vessel ahead stay as a plug: they close the share of the lumen that they fill, and the
//! segment's resistance rises by 1/(1-share)².
//! Conservation: what was injected is in vessels, in beds, stuck, or drained (veins, lungs, against the root).
//! Left out: thrombosis around plugs.

use super::bed::particle::Classes;
use super::bed::{BedState, Drained, Gel};
use super::device::Obstruction;
use super::flow::{Injection, Network, Response, Unsolved, conduit};
use super::rng::Stream;
use super::transport::parcel::{Class, Mixture, Parcel, add_particles};
use super::transport::{self, TipSource, Transport};
use super::venous::Vein;
use crate::hash::StateHash;
use crate::math;
use crate::model::{BedIx, Case, Centreline, NodeIx, SegmentIx, Shape, VesselGraph};
use crate::units::{Flow, M3_PER_ML, Pressure, Resistance};

/// A place inside a segment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Segment.
    pub segment: SegmentIx,
    /// Distance from its start, mm.
    pub along_mm: f64,
}

/// What enters at a place during one tick.
#[derive(Clone, Debug)]
pub struct Inflow {
    /// Where.
    pub place: Place,
    /// How much.
    pub flow: Flow,
    /// What.
    pub parcel: Parcel,
}

/// Everything that has left the arteries and beds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Left {
    /// Through veins.
    pub drained: Drained,
    /// Against the flow out of the root.
    pub escaped: Drained,
}

/// State of one segment besides its content.
#[derive(Clone, Debug)]
struct SegmentState {
    free: Resistance,
    devices: Vec<Obstruction>,
    stuck: Vec<u64>,
    closed: f64,
}

/// The circulation of a case.
#[derive(Clone, Debug)]
pub struct Circulation {
    network: Network,
    transport: Transport,
    beds: Vec<BedState>,
    veins: Vec<Vein>,
    segments: Vec<SegmentState>,
    obstructed: Vec<SegmentIx>,
    classes: Classes,
    gel: Option<Gel>,
    resting_segments: Vec<f64>,
    resting_beds: Vec<f64>,
    left: Left,
    random: Stream,
    stale: bool,
    root_mmhg: f64,
}

impl Circulation {
    /// The case at rest. The checker has made sure that a resting state exists.
    ///
    /// # Panics
    /// When it does not, which means that an unchecked case was used.
    pub fn new(case: &Case, seed: u64) -> Self {
        let graph = &case.graph;
        let root_mmhg = case.patient.mean_mmhg();
        let network = Network::at_rest(graph, Pressure::from_mmhg(root_mmhg))
            .expect("the checker found the resting state");
        let classes = Classes::of(&case.agents);
        let beds = graph
            .beds()
            .iter()
            .enumerate()
            .map(|(i, bed)| BedState::new(bed, network.bed_resistance(BedIx::at(i)), &classes))
            .collect();
        let segments: Vec<SegmentState> = (0..graph.segments().len())
            .map(|i| SegmentState {
                free: network.segment_resistance(SegmentIx::at(i)),
                devices: Vec::new(),
                stuck: vec![0; classes.len()],
                closed: 0.0,
            })
            .collect();
        let resting_segments =
            (0..segments.len()).map(|i| network.segment_flows(SegmentIx::at(i)).0.ml_min()).collect();
        let resting_beds = (0..graph.beds().len()).map(|i| network.bed_flow(BedIx::at(i)).ml_min()).collect();
        Self {
            resting_beds,
            transport: Transport::new(graph, seed, &transport::PLUG),
            network,
            beds,
            veins: graph.beds().iter().map(Vein::of).collect(),
            segments,
            obstructed: Vec::new(),
            classes,
            gel: None,
            resting_segments,
            left: Left::default(),
            random: Stream::named(seed, "beds"),
            stale: false,
            root_mmhg,
        }
    }

    /// Tells which gel the case works with from now on.
    pub fn set_gel(&mut self, gel: Gel) {
        self.gel = Some(gel);
    }

    /// Aortic mean pressure; changes under half a mmHg wait until they add up.
    pub fn set_root(&mut self, mmhg: f64) {
        if (mmhg - self.root_mmhg).abs() >= 0.5 {
            self.root_mmhg = mmhg;
            self.network.set_root(Pressure::from_mmhg(mmhg));
            self.stale = true;
        }
    }

    /// Tells where devices lie now.
    pub fn obstruct(&mut self, graph: &VesselGraph, obstructions: &[Obstruction]) {
        let mut touched = core::mem::take(&mut self.obstructed);
        for segment in &touched {
            self.segments[segment.ix()].devices.clear();
        }
        for obstruction in obstructions {
            self.segments[obstruction.segment.ix()].devices.push(*obstruction);
            self.obstructed.push(obstruction.segment);
        }
        self.obstructed.sort_unstable();
        self.obstructed.dedup();
        touched.extend(&self.obstructed);
        touched.sort_unstable();
        touched.dedup();
        for segment in touched {
            self.renew(graph, segment);
        }
    }

    fn renew(&mut self, graph: &VesselGraph, segment: SegmentIx) {
        let open = 1.0 - self.segments[segment.ix()].closed;
        let whole = self.resistance_between(graph, segment, 0.0, f64::INFINITY);
        self.network.set_segment(segment, Resistance::from_si(whole.si() / (open * open)));
        self.transport.set_lumen(segment, self.lumen(graph, segment));
        self.stale = true;
    }

    /// What a segment holds beside devices and plugs, m³; never less than the least that still counts as a lumen.
    fn lumen(&self, graph: &VesselGraph, segment: SegmentIx) -> f64 {
        /// Share of the whole lumen that is always left, so that a column has somewhere to be.
        const LEAST: f64 = 0.02;
        let state = &self.segments[segment.ix()];
        let whole = graph.segment(segment).volume_ml() * M3_PER_ML;
        let length = graph.segment(segment).centreline().map_or(0.0, Centreline::length_mm);
        let devices = state.devices.iter().map(|d| {
            let along = (d.to_mm.min(length) - d.from_mm.max(0.0)).max(0.0);
            math::PI * d.radius_mm * d.radius_mm * along * 1e-9
        });
        let plug = state.stuck.iter().enumerate().map(|(class, count)| {
            let d = self.classes.diameter(Class::try_from(class).unwrap_or(Class::MAX));
            math::PI / 6.0 * d * d * d * *count as f64
        });
        (whole - devices.sum::<f64>() - plug.sum::<f64>()).max(LEAST * whole)
    }

    /// Resistance of a part of a segment with the devices in it; `to_mm` may lie beyond the end.
    fn resistance_between(
        &self,
        graph: &VesselGraph,
        segment: SegmentIx,
        from_mm: f64,
        to_mm: f64,
    ) -> Resistance {
        let state = &self.segments[segment.ix()];
        let Shape::Conduit(line) = &graph.segment(segment).shape else { return state.free };
        let to_mm = to_mm.min(line.length_mm());
        let free = conduit::free(line, from_mm, to_mm);
        let added: f64 = state
            .devices
            .iter()
            .map(|d| (d.from_mm.max(from_mm), d.to_mm.min(to_mm), d.radius_mm))
            .filter(|(a, b, _)| b > a)
            .map(|(a, b, radius)| conduit::with_device(line, a, b, radius) - conduit::free(line, a, b))
            .sum();
        Resistance::from_si(free + added)
    }

    /// How an injection at a place would act now.
    pub fn response(&mut self, graph: &VesselGraph, place: Place) -> Response {
        self.settle_resistances();
        let share = self.resistance_share(graph, place);
        self.network.response(place.segment, share)
    }

    fn resistance_share(&self, graph: &VesselGraph, place: Place) -> f64 {
        let before = self.resistance_between(graph, place.segment, 0.0, place.along_mm).si();
        let whole = self.resistance_between(graph, place.segment, 0.0, f64::INFINITY).si();
        let share = before / whole;
        // a device that fills the lumen before the tip leaves all resistance upstream of it
        if share.is_nan() { 1.0 } else { share.clamp(0.0, 1.0) }
    }

    fn settle_resistances(&mut self) {
        for (i, bed) in self.beds.iter_mut().enumerate() {
            if bed.take_changed() {
                self.network.set_bed(BedIx::at(i), bed.resistance());
                self.stale = true;
            }
        }
    }

    /// Lets one tick pass. On failure of the solve the flows before are kept and the failure is returned.
    pub fn step(&mut self, graph: &VesselGraph, inflow: Option<Inflow>) -> Result<(), Unsolved> {
        self.settle_resistances();
        let tip = inflow.map(|inflow| self.tip_source(graph, inflow));
        let injection = tip.as_ref().map(|(injection, _)| *injection);
        if injection != self.network.injection() {
            self.network.set_injection(injection);
            self.stale = true;
        }
        let solved = if self.stale { self.network.solve() } else { Ok(()) };
        self.stale = false;
        self.carry(graph, tip.map(|(_, source)| source));
        solved
    }

    fn tip_source(&self, graph: &VesselGraph, inflow: Inflow) -> (Injection, TipSource) {
        let Inflow { place, flow, parcel } = inflow;
        let resistance_share = self.resistance_share(graph, place);
        let volume_share = graph
            .segment(place.segment)
            .centreline()
            .map_or(0.5, |line| line.volume_to_mm3(place.along_mm) / line.volume_mm3());
        let segment = place.segment;
        (Injection { segment, resistance_share, flow }, TipSource { segment, volume_share, parcel })
    }

    fn carry(&mut self, graph: &VesselGraph, tip: Option<TipSource>) {
        let classes = &self.classes;
        let arrivals = self.transport.step(&self.network, tip, &|class| classes.diameter(class));
        for (bed, parcels) in self.beds.iter_mut().zip(arrivals.beds) {
            if !parcels.is_empty() {
                bed.receive(parcels, classes, self.gel, &mut self.random, &mut self.left.drained);
            }
        }
        for parcel in arrivals.escaped {
            self.left.escaped.iodine += parcel.mixture.iodine * parcel.volume;
            self.left.escaped.oil += parcel.mixture.oil * parcel.volume;
            add_particles(&mut self.left.escaped.particles, &parcel.particles);
        }
        let beds = self.beds.iter_mut().zip(&mut self.veins).enumerate();
        for (i, (bed, vein)) in beds.filter(|(_, (bed, vein))| !(bed.at_rest() && vein.at_rest())) {
            let flow = self.network.bed_flow(BedIx::at(i)).si();
            let outflow = bed.drain(flow, &mut self.left.drained);
            self.left.drained.iodine += vein.step(outflow, flow);
        }
        for (segment, class, count) in self.transport.take_stuck() {
            self.plug(graph, segment, class, count);
        }
    }

    fn plug(&mut self, graph: &VesselGraph, segment: SegmentIx, class: Class, count: u64) {
        let lumen = graph.segment(segment).min_diameter_um() * 1e-6;
        let filled = self.classes.diameter(class) / lumen;
        let state = &mut self.segments[segment.ix()];
        state.stuck[usize::from(class)] += count;
        state.closed = (state.closed + count as f64 * filled * filled).min(0.999);
        self.renew(graph, segment);
    }

    /// The solved network.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The contents of the vessels.
    pub fn transport(&self) -> &Transport {
        &self.transport
    }

    /// The beds, in index order.
    pub fn beds(&self) -> &[BedState] {
        &self.beds
    }

    /// The veins of the beds, in the order of the beds.
    pub fn veins(&self) -> &[Vein] {
        &self.veins
    }

    /// Size classes of the case's particles.
    pub fn classes(&self) -> &Classes {
        &self.classes
    }

    /// What has left.
    pub fn left(&self) -> &Left {
        &self.left
    }

    /// Flow of a segment at rest, mL/min.
    pub fn resting_ml_min(&self, segment: SegmentIx) -> f64 {
        self.resting_segments[segment.ix()]
    }

    /// Flow of a bed at rest, mL/min.
    pub fn resting_bed_ml_min(&self, bed: BedIx) -> f64 {
        self.resting_beds[bed.ix()]
    }

    /// Share of a segment's lumen that lodged material closes.
    pub fn closed_share(&self, segment: SegmentIx) -> f64 {
        self.segments[segment.ix()].closed
    }

    /// Antegrade flow of a segment as a share of rest, 0 when it has turned around.
    pub fn flow_share(&self, segment: SegmentIx) -> f64 {
        let rest = self.resting_ml_min(segment);
        let now = self.network.segment_flows(segment).1.ml_min();
        if rest == 0.0 { 0.0 } else { (now / rest).max(0.0) }
    }

    /// Particles stuck in vessels.
    pub fn stuck(&self) -> u64 {
        self.segments.iter().flat_map(|s| &s.stuck).sum()
    }

    /// Everything carried or held: iodine in kg, oil and gel in m³.
    pub fn content(&self) -> Mixture {
        self.beds.iter().zip(&self.veins).fold(self.transport.content(), |sum, (bed, vein)| Mixture {
            iodine: sum.iodine + bed.iodine() + vein.iodine(),
            oil: sum.oil + bed.oil(),
            gel: sum.gel + bed.gel(),
        })
    }

    /// Share of the blood leaving a segment that goes on to each bed, by the present flows.
    pub fn shares_downstream(&self, graph: &VesselGraph, segment: SegmentIx) -> Vec<f64> {
        let pressure = |node: NodeIx| self.network.pressure(node).si();
        let mut order: Vec<NodeIx> = (0..graph.nodes().len()).map(NodeIx::at).collect();
        order.sort_by(|a, b| pressure(*b).total_cmp(&pressure(*a)).then(a.cmp(b)));
        let start = graph.segment(segment);
        let forward = self.network.segment_flows(segment).1.si() >= 0.0;
        let mut at_nodes = vec![0.0; order.len()];
        at_nodes[if forward { start.to.ix() } else { start.from.ix() }] = 1.0;
        let mut at_beds = vec![0.0; self.beds.len()];
        for node in order {
            let here = at_nodes[node.ix()];
            if here > 0.0 {
                self.spread(graph, node, here, &mut at_nodes, &mut at_beds);
            }
        }
        at_beds
    }

    fn spread(
        &self,
        graph: &VesselGraph,
        node: NodeIx,
        here: f64,
        at_nodes: &mut [f64],
        at_beds: &mut [f64],
    ) {
        let leaving = |s: &SegmentIx| {
            let (start, end) = self.network.segment_flows(*s);
            if graph.segment(*s).from == node { start.si() } else { -end.si() }
        };
        let bed_flow = |bed: usize| self.network.bed_flow(BedIx::at(bed)).si().max(0.0);
        let beds: Vec<usize> = (0..at_beds.len()).filter(|b| graph.beds()[*b].node == node).collect();
        let ways: Vec<SegmentIx> =
            graph.incident(node).iter().copied().filter(|s| leaving(s) > 0.0).collect();
        let total = ways.iter().map(leaving).sum::<f64>() + beds.iter().map(|b| bed_flow(*b)).sum::<f64>();
        if total <= 0.0 {
            return;
        }
        for way in ways {
            at_nodes[graph.segment(way).other_end(node).ix()] += here * leaving(&way) / total;
        }
        for bed in beds {
            at_beds[bed] += here * bed_flow(bed) / total;
        }
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, graph: &VesselGraph, hash: &mut StateHash) {
        for i in 0..graph.nodes().len() {
            hash.float(self.network.pressure(NodeIx::at(i)).si());
        }
        self.transport.hash_into(hash);
        for bed in &self.beds {
            bed.hash_into(hash);
        }
        for vein in &self.veins {
            vein.hash_into(hash);
        }
        for state in &self.segments {
            hash.float(state.closed);
        }
        hash.float(self.left.drained.iodine);
        hash.float(self.left.drained.oil);
    }
}
