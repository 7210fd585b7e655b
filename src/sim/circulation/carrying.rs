//! One tick of what blood carries: through the vessels, into the beds and on into their veins; and what stays on the way.
//!
//! What finds no way on, in a vessel or in a bed that is full, stays at the end of the vessel that brought it; of several
//! each has its share of the inflow.

use super::{Circulation, Stuck};
use crate::model::{BedIx, NodeIx, SegmentIx, VesselGraph};
use crate::sim::bed::{Agents, BedState, Passed};
use crate::sim::sound::Fault;
use crate::sim::tick::DT;
use crate::sim::transport::parcel::add_particles;
use crate::sim::transport::{Class, End, TipSource};

impl Circulation {
    /// One tick; what was found that cannot be and was put back, the first of it.
    pub(super) fn carry(&mut self, graph: &VesselGraph, tip: Option<TipSource>) -> Option<Fault> {
        self.flows.beat(&self.pulse);
        for (i, (bed, flow)) in self.beds.iter_mut().zip(&self.flows.beds).enumerate() {
            if *flow < 0.0 && !bed.at_rest() {
                self.transport.give_back(i, bed.give_back(-flow * DT));
            }
        }
        let classes = &self.classes;
        self.transport.advance(&self.flows, tip, &|class| classes.passes(class));
        let in_vessels = self.transport.mend();
        let overflow = self.arrive(graph);
        let fault = in_vessels.or(self.mend());
        for parcel in self.transport.arrivals().escaped {
            self.left.escaped.add(&parcel.mixture, parcel.volume);
            add_particles(&mut self.left.escaped.particles, &parcel.particles);
        }
        self.drain(graph);
        for stuck in self.transport.take_stuck() {
            self.plug(graph, stuck);
        }
        for (bed, pieces) in overflow {
            self.pile_up(graph, graph.bed(bed).node, pieces);
        }
        self.set_casts(graph);
        self.clot(graph);
        fault
    }

    /// Puts back what cannot be in beds and veins, before it goes on; the first of it.
    fn mend(&mut self) -> Option<Fault> {
        let mut first = None;
        for (i, bed) in self.beds.iter_mut().enumerate() {
            if !bed.at_rest() && bed.mend() {
                first = first.or(Some(Fault::Bed(BedIx::at(i))));
            }
        }
        if self.veins.at_rest() { first } else { first.or(self.veins.mend()) }
    }

    /// The beds take what reached them. Returns the particles that they have no room for.
    fn arrive(&mut self, graph: &VesselGraph) -> Vec<(BedIx, (Class, u64))> {
        let agents = Agents { classes: &self.classes, gel: self.gel, setting: self.setting };
        let mut overflow = Vec::new();
        for (i, (bed, parcels)) in self.beds.iter_mut().zip(self.transport.arrivals().beds).enumerate() {
            if !parcels.is_empty() {
                let bed_ix = BedIx::at(i);
                let drained = self.left.through(graph.bed(bed_ix).drains, &self.veins);
                let mut out = Passed { drained, overflow: Vec::new() };
                let flow = self.network.bed_flow(bed_ix).si();
                bed.receive(parcels, (agents, flow), &mut self.random, &mut out);
                overflow.extend(out.overflow.into_iter().map(|piece| (bed_ix, piece)));
            }
        }
        overflow
    }

    /// What is in beds and veins goes on, with the mean flow of the beat.
    fn drain(&mut self, graph: &VesselGraph) {
        if self.veins.at_rest() && self.beds.iter().all(BedState::at_rest) {
            return;
        }
        for (i, bed) in self.beds.iter_mut().enumerate() {
            let flow = self.network.bed_flow(BedIx::at(i)).si();
            let drained = self.left.through(graph.beds()[i].drains, &self.veins);
            let outflow = bed.drain(flow, drained);
            self.left.drained.iodine += self.veins.receive(i, outflow, flow);
        }
        self.left.drained.iodine += self.veins.step();
    }

    /// Particles that a bed at a node has no room for lie at the ends of the vessels that brought them.
    fn pile_up(&mut self, graph: &VesselGraph, node: NodeIx, (class, mut count): (Class, u64)) {
        let ends = self.ends_at(graph, node);
        let mut whole: f64 = ends.iter().map(|(_, _, flow)| flow.max(0.0)).sum();
        for (i, &(segment, end, flow)) in ends.iter().enumerate() {
            let last = i + 1 == ends.len();
            let part = if last { count } else { self.random.binomial(count, flow.max(0.0) / whole) };
            whole -= flow.max(0.0);
            count -= part;
            if part > 0 {
                self.plug(graph, Stuck { segment, end, class, count: part });
            }
        }
    }

    /// The ends of vessels at a node with what they bring it of their own, m³/s, the least first.
    fn ends_at(&self, graph: &VesselGraph, node: NodeIx) -> Vec<(SegmentIx, End, f64)> {
        let free = self.network.free();
        let end = |segment: &SegmentIx| {
            let flow = free.segment_flow(*segment).si();
            if graph.segment(*segment).to == node {
                (*segment, End::Finish, flow)
            } else {
                (*segment, End::Start, -flow)
            }
        };
        let mut ends: Vec<_> = graph.incident(node).iter().map(end).collect();
        ends.sort_by(|a, b| a.2.total_cmp(&b.2));
        ends
    }

    /// The vessel that brings a node most of its blood.
    pub(super) fn artery_to(&self, graph: &VesselGraph, node: NodeIx) -> Option<SegmentIx> {
        self.ends_at(graph, node).last().map(|(segment, _, _)| *segment)
    }

    fn plug(&mut self, graph: &VesselGraph, stuck: Stuck) {
        let Stuck { segment, end, class, count } = stuck;
        let occlusion = &mut self.segments[segment.ix()].occlusion;
        occlusion.heap_up(graph.segment(segment), end, (class, count), &self.classes);
        self.renew(graph, segment);
    }
}
