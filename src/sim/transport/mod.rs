//! Everything that blood carries, carried by one kernel.

pub mod dispersion;
pub mod flows;
pub mod kernel;
pub mod lumen;
pub mod order;
pub mod parcel;
pub mod pipe;
pub mod profile;
pub mod queue;

pub use flows::Flows;
use kernel::{Drive, Graph, Outlet};
pub use parcel::{Class, Mixture, Parcel};
pub use pipe::Pipe;
use queue::{End, Queue};

use super::flow::Network;
use super::rng::Stream;
use super::tick::DT;
use crate::hash::StateHash;
use crate::model::{Segment, SegmentIx, VesselGraph};
use crate::units::M3_PER_ML;

/// The contents of every segment.
#[derive(Clone, Debug)]
pub struct Transport {
    graph: Graph,
    root: usize,
    nodes: usize,
    delivered: Vec<Vec<Parcel>>,
    sources: Vec<(usize, Parcel)>,
    flows: Flows,
    at_rest: bool,
    random: Stream,
}

/// What is injected this tick, and where.
#[derive(Clone, Debug)]
pub struct TipSource {
    /// Segment of the tip.
    pub segment: SegmentIx,
    /// Share of the segment's volume before the tip.
    pub volume_share: f64,
    /// What comes out of the tip.
    pub parcel: Parcel,
}

/// What reached the ends this tick.
#[derive(Debug)]
pub struct Arrivals<'a> {
    /// Per bed.
    pub beds: &'a [Vec<Parcel>],
    /// Out of the root, against the flow: lost to the rest of the circulation.
    pub escaped: &'a [Parcel],
}

impl Transport {
    /// A tree full of blood, each segment with a lane for each of the shares of its volume.
    pub fn new(graph: &VesselGraph, seed: u64, shares: &[f64]) -> Self {
        let nodes = graph.nodes().len();
        let pipe = |s: &Segment| {
            let volume = s.volume_ml() * M3_PER_ML;
            Pipe::new((s.from.ix(), s.to.ix()), s.min_diameter_um() * 1e-6, volume, shares)
        };
        // one outlet more at the root, one node more for a tip
        let mut outlets: Vec<Outlet> =
            graph.beds().iter().map(|b| Outlet { node: b.node.ix(), flow: 0.0, back: 0.0 }).collect();
        outlets.push(Outlet { node: graph.root().ix(), flow: 0.0, back: 0.0 });
        let pipes = graph.segments().iter().map(pipe).collect();
        Self {
            delivered: vec![Vec::new(); outlets.len()],
            sources: Vec::new(),
            flows: Flows::still(graph.segments().len(), graph.beds().len()),
            graph: Graph::new(nodes + 1, pipes, outlets, shares.to_vec()),
            root: graph.root().ix(),
            nodes,
            at_rest: true,
            random: Stream::named(seed, "transport"),
        }
    }

    /// Nothing but blood anywhere: stepping would change nothing.
    pub fn at_rest(&self) -> bool {
        self.at_rest
    }

    /// Moves everything for one tick by the flows of a network. `diameter` gives a particle class's size in m.
    pub fn step(
        &mut self,
        network: &Network,
        tip: Option<TipSource>,
        diameter: &dyn Fn(Class) -> f64,
    ) -> Arrivals<'_> {
        let mut flows = core::mem::take(&mut self.flows);
        flows.read(network, tip.as_ref());
        self.advance(&flows, tip, diameter);
        self.flows = flows;
        self.arrivals()
    }

    /// Moves everything for one tick by given flows.
    pub fn advance(&mut self, flows: &Flows, tip: Option<TipSource>, diameter: &dyn Fn(Class) -> f64) {
        for list in &mut self.delivered {
            list.clear();
        }
        for (pipe, &(start, end)) in self.graph.pipes.iter_mut().zip(&flows.segments) {
            (pipe.start, pipe.end) = (start, end);
        }
        for (outlet, &flow) in self.graph.outlets.iter_mut().zip(&flows.beds) {
            outlet.flow = flow;
        }
        let quiet = self.at_rest && self.graph.outlets.iter().all(|outlet| outlet.back == 0.0);
        if quiet && tip.is_none() {
            let Graph { pipes, shares, .. } = &mut self.graph;
            for pipe in pipes {
                pipe.follow(DT, shares);
            }
        } else {
            self.move_all(flows.tip, tip, diameter);
            self.at_rest = self.graph.pipes.iter().all(Pipe::is_blood);
        }
    }

    /// Iodine (kg) that a bed, by its index, gives back in the next tick, in which its flow is negative.
    pub fn give_back(&mut self, bed: usize, iodine: f64) {
        self.graph.outlets[bed].back += iodine;
    }

    /// What reached the ends in the last tick.
    pub fn arrivals(&self) -> Arrivals<'_> {
        let (escaped, beds) = self.delivered.split_last().map_or((&[][..], &[][..]), |(e, b)| (&e[..], b));
        Arrivals { beds, escaped }
    }

    fn move_all(&mut self, at_tip: (f64, f64), tip: Option<TipSource>, diameter: &dyn Fn(Class) -> f64) {
        let inflow = self.root_inflow();
        let mut sources = core::mem::take(&mut self.sources);
        sources.push((self.root, Parcel::blood(inflow * DT)));
        if let Some(root) = self.graph.outlets.last_mut() {
            root.flow = (-inflow).max(0.0);
        }
        for outlet in &mut self.graph.outlets {
            let volume = -outlet.flow * DT;
            if volume > 0.0 {
                let iodine = core::mem::take(&mut outlet.back) / volume;
                let mixture = Mixture { iodine, ..Mixture::BLOOD };
                sources.push((outlet.node, Parcel { mixture, ..Parcel::blood(volume) }));
            }
        }
        let split = tip.map(|tip| {
            let segment = self.open_tip(&tip, at_tip);
            sources.push((self.nodes, tip.parcel));
            segment
        });
        sources.retain(|(_, parcel)| parcel.volume > 0.0);
        let mut drive = Drive { dt: DT, random: &mut self.random, diameter };
        kernel::step(&mut self.graph, &mut drive, &mut sources, &mut self.delivered);
        sources.clear();
        self.sources = sources;
        if let Some(segment) = split {
            self.close_tip(segment);
        }
    }

    /// Makes the tip a node: its segment becomes two pipes.
    fn open_tip(&mut self, tip: &TipSource, (before, after): (f64, f64)) -> usize {
        let i = tip.segment.ix();
        let extra = self.graph.pipes.len();
        let pipe = &mut self.graph.pipes[i];
        let mut second = pipe.open(self.nodes, tip.volume_share, &mut self.random);
        pipe.end = before;
        second.start = after;
        let incident = &mut self.graph.incident;
        incident[second.to].iter_mut().filter(|p| **p == i).for_each(|p| *p = extra);
        incident[self.nodes].extend([i, extra]);
        self.graph.pipes.push(second);
        i
    }

    fn close_tip(&mut self, segment: usize) {
        self.graph.incident[self.nodes].clear();
        let Some(second) = self.graph.pipes.pop() else { return };
        let extra = self.graph.pipes.len();
        self.graph.incident[second.to].iter_mut().filter(|p| **p == extra).for_each(|p| *p = segment);
        self.graph.pipes[segment].close(second);
    }

    /// What the heart brings to the root, m³/s; negative when flow comes back to it.
    fn root_inflow(&self) -> f64 {
        let pipes = self.graph.incident[self.root].iter().map(|&i| &self.graph.pipes[i]);
        let out = pipes.map(|pipe| {
            let starts = if pipe.from == self.root { pipe.inflow(End::Start) } else { 0.0 };
            let ends = if pipe.to == self.root { pipe.inflow(End::Finish) } else { 0.0 };
            starts + ends
        });
        let beds = self.graph.outlets.len() - 1;
        let outlets = self.graph.outlets_at[self.root].iter().filter(|&&i| i < beds);
        out.sum::<f64>() + outlets.map(|&i| self.graph.outlets[i].flow).sum::<f64>()
    }

    /// What is in a segment.
    pub fn pipe(&self, segment: SegmentIx) -> &Pipe {
        &self.graph.pipes[segment.ix()]
    }

    /// Sets what a segment's lumen holds, m³: spasm, a device or a plug leaves less. What is displaced leaves with the
    /// flow.
    pub fn set_lumen(&mut self, segment: SegmentIx, volume: f64) {
        self.graph.pipes[segment.ix()].set_lumen(volume);
    }

    /// Shows every parcel that carries something to `change`, with its segment and where it lies, as shares of the
    /// segment's volume.
    pub fn change_parcels(&mut self, change: &mut dyn FnMut(SegmentIx, (f64, f64), &mut Parcel)) {
        for (i, pipe) in self.graph.pipes.iter_mut().enumerate().filter(|(_, pipe)| !pipe.is_blood()) {
            for lane in pipe.lanes_mut() {
                let whole = lane.volume();
                let mut from = 0.0;
                for parcel in lane.parcels_mut() {
                    let to = from + parcel.volume / whole;
                    if !parcel.is_blood() {
                        change(SegmentIx::at(i), (from, to), parcel);
                    }
                    from = to;
                }
            }
        }
    }

    /// Particles that came to an end in a segment since the last call, with the segment.
    pub fn take_stuck(&mut self) -> Vec<(SegmentIx, Class, u64)> {
        let mut all = Vec::new();
        for (i, pipe) in self.graph.pipes.iter_mut().enumerate() {
            all.extend(pipe.stuck.drain(..).map(|(class, count)| (SegmentIx::at(i), class, count)));
        }
        all
    }

    /// Everything in the vessels: iodine in kg, the rest in m³.
    pub fn content(&self) -> Mixture {
        self.graph.pipes.iter().fold(Mixture::BLOOD, |sum, pipe| sum.plus(&pipe.content(), 1.0))
    }

    /// Particles on their way.
    pub fn particles(&self) -> u64 {
        self.graph.pipes.iter().flat_map(Pipe::particles).map(|(_, count)| count).sum()
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        for pipe in &self.graph.pipes {
            hash.float(pipe.excess());
        }
        for parcel in self.graph.pipes.iter().flat_map(Pipe::lanes).flat_map(Queue::parcels) {
            hash.float(parcel.volume);
            hash.float(parcel.mixture.iodine);
            hash.float(parcel.mixture.oil);
            for share in
                [parcel.mixture.gel, parcel.mixture.cast, parcel.mixture.cured, parcel.mixture.ethanol]
            {
                hash.float(share);
            }
            for &(class, count) in &parcel.particles {
                hash.int(u64::from(class));
                hash.int(count);
            }
        }
    }
}

#[cfg(test)]
mod tests;
