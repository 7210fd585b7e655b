//! Everything that blood carries, carried by one kernel.

pub mod kernel;
pub mod parcel;
pub mod queue;

use kernel::{Drive, Graph, Outlet, Pipe};
pub use parcel::{Class, Mixture, Parcel};
use queue::Queue;

use super::flow::Network;
use super::rng::Stream;
use super::tick::DT;
use crate::hash::StateHash;
use crate::model::{BedIx, NodeIx, SegmentIx, VesselGraph};
use crate::units::M3_PER_ML;

/// The contents of every segment.
#[derive(Clone, Debug)]
pub struct Transport {
    graph: Graph,
    root: usize,
    nodes: usize,
    delivered: Vec<Vec<Parcel>>,
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
    /// Share of the segment's resistance before the tip.
    pub resistance_share: f64,
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
    /// A tree full of blood.
    pub fn new(graph: &VesselGraph, seed: u64) -> Self {
        let nodes = graph.nodes().len();
        let pipes = graph
            .segments()
            .iter()
            .map(|s| Pipe {
                from: s.from.ix(),
                to: s.to.ix(),
                flow: 0.0,
                width: s.min_diameter_um() * 1e-6,
                queue: Queue::blood(s.volume_ml() * M3_PER_ML),
                stuck: Vec::new(),
            })
            .collect();
        // one node more for a tip; one outlet more at the root
        let mut incident: Vec<Vec<usize>> = vec![Vec::new(); nodes + 1];
        for (i, segment) in graph.segments().iter().enumerate() {
            incident[segment.from.ix()].push(i);
            incident[segment.to.ix()].push(i);
        }
        let mut outlets_at = vec![Vec::new(); nodes + 1];
        let mut outlets: Vec<Outlet> =
            graph.beds().iter().map(|b| Outlet { node: b.node.ix(), flow: 0.0 }).collect();
        outlets.push(Outlet { node: graph.root().ix(), flow: 0.0 });
        for (i, outlet) in outlets.iter().enumerate() {
            outlets_at[outlet.node].push(i);
        }
        Self {
            delivered: vec![Vec::new(); outlets.len()],
            graph: Graph { order: (0..nodes).collect(), incident, outlets_at, pipes, outlets },
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

    /// Moves everything for one tick. `diameter` gives a particle class's size in m.
    pub fn step(
        &mut self,
        network: &Network,
        tip: Option<TipSource>,
        diameter: &dyn Fn(Class) -> f64,
    ) -> Arrivals<'_> {
        for list in &mut self.delivered {
            list.clear();
        }
        if !(self.at_rest && tip.as_ref().is_none_or(|t| t.parcel.is_blood())) {
            self.move_all(network, tip, diameter);
            self.at_rest = self.graph.pipes.iter().all(|p| p.queue.is_blood());
        }
        let (escaped, beds) = self.delivered.split_last().map_or((&[][..], &[][..]), |(e, b)| (&e[..], b));
        Arrivals { beds, escaped }
    }

    fn move_all(&mut self, network: &Network, tip: Option<TipSource>, diameter: &dyn Fn(Class) -> f64) {
        let tip_pressure = self.set_flows(network, tip.as_ref());
        let split = tip.as_ref().map(|t| self.open_tip(network, t));
        self.sort_nodes(network, tip_pressure);
        let inflow = self.root_inflow();
        let mut sources = vec![(self.root, Parcel::blood(inflow * DT))];
        if let Some(root) = self.graph.outlets.last_mut() {
            root.flow = (-inflow).max(0.0);
        }
        if let Some(tip) = tip {
            sources.push((self.nodes, tip.parcel));
        }
        sources.retain(|(_, parcel)| parcel.volume > 0.0);
        let mut drive = Drive { dt: DT, random: &mut self.random, diameter };
        kernel::step(&mut self.graph, &mut drive, &mut sources, &mut self.delivered);
        if let Some(segment) = split {
            self.close_tip(segment);
        }
    }

    /// Copies the solved flows; returns the pressure at the tip.
    fn set_flows(&mut self, network: &Network, tip: Option<&TipSource>) -> Option<f64> {
        for (i, pipe) in self.graph.pipes.iter_mut().enumerate() {
            pipe.flow = network.segment_flows(SegmentIx::at(i)).0.si();
        }
        let beds = self.graph.outlets.len() - 1;
        for (i, outlet) in self.graph.outlets[..beds].iter_mut().enumerate() {
            outlet.flow = network.bed_flow(BedIx::at(i)).si();
        }
        tip.map(|t| {
            let upstream = network.segment_flows(t.segment).0.si();
            let from = NodeIx::at(self.graph.pipes[t.segment.ix()].from);
            network.pressure(from).si()
                - upstream * t.resistance_share * network.segment_resistance(t.segment).si()
        })
    }

    /// Makes the tip a node: its segment becomes two pipes.
    fn open_tip(&mut self, network: &Network, tip: &TipSource) -> usize {
        let i = tip.segment.ix();
        let extra = self.graph.pipes.len();
        let to = self.graph.pipes[i].to;
        let queue = core::mem::replace(&mut self.graph.pipes[i].queue, Queue::blood(0.0));
        let volume = queue.volume();
        let (first, second) = queue.split(volume * tip.volume_share, &mut self.random);
        let pipe = &mut self.graph.pipes[i];
        pipe.queue = first;
        pipe.to = self.nodes;
        let second = Pipe {
            from: self.nodes,
            to,
            flow: network.segment_flows(tip.segment).1.si(),
            width: pipe.width,
            queue: second,
            stuck: Vec::new(),
        };
        self.graph.pipes.push(second);
        self.graph.incident[to].iter_mut().filter(|p| **p == i).for_each(|p| *p = extra);
        self.graph.incident[self.nodes] = vec![i, extra];
        i
    }

    fn close_tip(&mut self, segment: usize) {
        self.graph.incident[self.nodes].clear();
        let Some(second) = self.graph.pipes.pop() else { return };
        let extra = self.graph.pipes.len();
        self.graph.incident[second.to].iter_mut().filter(|p| **p == extra).for_each(|p| *p = segment);
        let pipe = &mut self.graph.pipes[segment];
        pipe.to = second.to;
        let first = core::mem::replace(&mut pipe.queue, Queue::blood(0.0));
        pipe.queue = first.join(second.queue);
        pipe.stuck.extend(second.stuck);
    }

    fn sort_nodes(&mut self, network: &Network, tip_pressure: Option<f64>) {
        let pressure = |node: usize| match tip_pressure {
            Some(p) if node == self.nodes => p,
            _ => network.pressure(NodeIx::at(node)).si(),
        };
        let order = &mut self.graph.order;
        order.retain(|n| *n < self.nodes);
        if tip_pressure.is_some() {
            order.push(self.nodes);
        }
        order.sort_by(|a, b| pressure(*b).total_cmp(&pressure(*a)).then(a.cmp(b)));
    }

    /// What the heart brings to the root, m³/s; negative when flow comes back to it.
    fn root_inflow(&self) -> f64 {
        let pipes = self.graph.incident[self.root].iter().map(|&i| {
            let pipe = &self.graph.pipes[i];
            if pipe.from == self.root { pipe.flow } else { -pipe.flow }
        });
        let beds = self.graph.outlets.len() - 1;
        let outlets = self.graph.outlets_at[self.root].iter().filter(|&&i| i < beds);
        pipes.sum::<f64>() + outlets.map(|&i| self.graph.outlets[i].flow).sum::<f64>()
    }

    /// What is in a segment.
    pub fn queue(&self, segment: SegmentIx) -> &Queue {
        &self.graph.pipes[segment.ix()].queue
    }

    /// Particles that came to an end in a segment since the last call, with the segment.
    pub fn take_stuck(&mut self) -> Vec<(SegmentIx, Class, u64)> {
        let mut all = Vec::new();
        for (i, pipe) in self.graph.pipes.iter_mut().enumerate() {
            all.extend(pipe.stuck.drain(..).map(|(class, count)| (SegmentIx::at(i), class, count)));
        }
        all
    }

    /// Everything in the vessels: iodine in kg, oil and gel in m³.
    pub fn content(&self) -> Mixture {
        self.graph.pipes.iter().fold(Mixture::BLOOD, |sum, pipe| {
            let part = pipe.queue.content();
            Mixture { iodine: sum.iodine + part.iodine, oil: sum.oil + part.oil, gel: sum.gel + part.gel }
        })
    }

    /// Particles on their way.
    pub fn particles(&self) -> u64 {
        self.graph.pipes.iter().flat_map(|p| p.queue.particles()).map(|(_, count)| count).sum()
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        for parcel in self.graph.pipes.iter().flat_map(|p| p.queue.parcels()) {
            hash.float(parcel.volume);
            hash.float(parcel.mixture.iodine);
            hash.float(parcel.mixture.oil);
            hash.float(parcel.mixture.gel);
            for &(class, count) in &parcel.particles {
                hash.int(u64::from(class));
                hash.int(count);
            }
        }
    }
}

#[cfg(test)]
mod tests;
