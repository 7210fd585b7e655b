//! Everything that blood carries, carried by one kernel.
//!
//! Upstream of the root lies one pipe more, the aorta between the heart and where the anatomy begins: what runs back out of
//! the root in diastole is in it, the last at the front, and comes again with systole. Only what runs back further than
//! its `AORTA_ML` is lost to the rest of the circulation.

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
pub use lumen::Gauge;
pub use parcel::{Class, Mixture, Parcel};
pub use pipe::Pipe;
pub use queue::End;

use super::flow::Network;
use super::rng::Stream;
use super::sound::Fault;
use super::tick::DT;
use crate::hash::StateHash;
use crate::model::{BedIx, Segment, SegmentIx, VesselGraph};
use crate::units::M3_PER_ML;

/// Volume of the aorta upstream of the root, mL. Tuned: half of ascending aorta and arch (30 mm across, 12 cm long: 85 mL);
/// the other half is washed by every beat.
const AORTA_ML: f64 = 40.0;

/// Ticks in which all vessels are looked at for what cannot be.
const TURNS: usize = 8;

/// The contents of every segment.
#[derive(Clone, Debug)]
pub struct Transport {
    graph: Graph,
    root: usize,
    segments: usize,
    /// Nodes of the anatomy; the heart's comes after them, then the tip's.
    nodes: usize,
    delivered: Vec<Vec<Parcel>>,
    sources: Vec<(usize, Parcel)>,
    flows: Flows,
    at_rest: bool,
    /// Which vessels are looked at next for what cannot be.
    turn: usize,
    random: Stream,
}

/// What is injected this tick, and where.
#[derive(Clone, Debug)]
pub struct TipSource {
    /// Segment of the tip.
    pub segment: SegmentIx,
    /// Share of the segment's volume before the tip.
    pub volume_share: f64,
    /// What the segment lets through before the tip, and behind it.
    pub gauges: [Gauge; 2],
    /// What comes out of the tip.
    pub parcel: Parcel,
}

/// Particles that came to an end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stuck {
    /// In which segment.
    pub segment: SegmentIx,
    /// At which of its ends.
    pub end: End,
    /// Their class.
    pub class: Class,
    /// How many.
    pub count: u64,
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
            Pipe::new((s.from.ix(), s.to.ix()), Gauge::open(s.min_diameter_um() * 1e-6), volume, shares)
        };
        // one pipe more from the heart to the root, one outlet more at the heart, one node more for a tip
        let aorta =
            Pipe::new((nodes, graph.root().ix()), Gauge::open(f64::INFINITY), AORTA_ML * M3_PER_ML, shares);
        let mut outlets: Vec<Outlet> =
            graph.beds().iter().map(|b| Outlet { node: b.node.ix(), flow: 0.0, back: 0.0 }).collect();
        outlets.push(Outlet { node: nodes, flow: 0.0, back: 0.0 });
        let pipes = graph.segments().iter().map(pipe).chain([aorta]).collect();
        Self {
            delivered: vec![Vec::new(); outlets.len()],
            sources: Vec::new(),
            flows: Flows::still(graph.segments().len(), graph.beds().len()),
            graph: Graph::new(nodes + 2, pipes, outlets, shares.to_vec()),
            root: graph.root().ix(),
            segments: graph.segments().len(),
            nodes,
            at_rest: true,
            turn: 0,
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
        let inflow = self.root_inflow();
        let aorta = self.aorta();
        (self.graph.pipes[aorta].start, self.graph.pipes[aorta].end) = (inflow, inflow);
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

    /// Puts back what cannot be, in what the last tick delivered and in every eighth vessel by turns: a quarter of the
    /// time of a tick would go to looking at all of them. The first of it.
    pub fn mend(&mut self) -> Option<Fault> {
        if self.at_rest {
            return None;
        }
        let mut first = None;
        let Graph { pipes, shares, .. } = &mut self.graph;
        let turn = self.turn;
        self.turn = (turn + 1) % TURNS;
        for (i, pipe) in pipes.iter_mut().enumerate().skip(turn).step_by(TURNS) {
            if pipe.mend(shares) {
                let place = if i < self.segments { Fault::Vessel(SegmentIx::at(i)) } else { Fault::Root };
                first = first.or(Some(place));
            }
        }
        let beds = self.delivered.len() - 1;
        for (i, parcels) in self.delivered.iter_mut().enumerate() {
            let before = parcels.len();
            parcels.retain(Parcel::is_sound);
            if parcels.len() < before {
                let place = if i < beds { Fault::Bed(BedIx::at(i)) } else { Fault::Root };
                first = first.or(Some(place));
            }
        }
        first
    }

    fn move_all(&mut self, at_tip: (f64, f64), tip: Option<TipSource>, diameter: &dyn Fn(Class) -> f64) {
        let inflow = self.graph.pipes[self.aorta()].start;
        let mut sources = core::mem::take(&mut self.sources);
        sources.push((self.nodes, Parcel::blood(inflow * DT)));
        if let Some(heart) = self.graph.outlets.last_mut() {
            heart.flow = (-inflow).max(0.0);
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
            let opened = self.open_tip(&tip, at_tip);
            sources.push((self.nodes + 1, tip.parcel));
            opened
        });
        sources.retain(|(_, parcel)| parcel.volume > 0.0);
        let mut drive = Drive { dt: DT, random: &mut self.random, diameter };
        kernel::step(&mut self.graph, &mut drive, &mut sources, &mut self.delivered);
        sources.clear();
        self.sources = sources;
        if let Some(opened) = split {
            self.close_tip(opened);
        }
        let aorta = self.aorta();
        let lost = self.graph.pipes[aorta].stuck.drain(..).map(|(_, class, count)| (class, count));
        if let Some(escaped) = self.delivered.last_mut() {
            // too wide for every vessel of the root: it has nothing of ours to lie in
            escaped.extend(lost.map(|piece| Parcel { particles: vec![piece], ..Parcel::default() }));
        }
    }

    /// Makes the tip a node: its segment becomes two pipes.
    fn open_tip(&mut self, tip: &TipSource, (before, after): (f64, f64)) -> (usize, Gauge) {
        let i = tip.segment.ix();
        let extra = self.graph.pipes.len();
        let pipe = &mut self.graph.pipes[i];
        let gauge = pipe.gauge;
        let node = self.nodes + 1;
        let mut second = pipe.open(node, tip.volume_share, tip.gauges, &mut self.random);
        pipe.end = before;
        second.start = after;
        let incident = &mut self.graph.incident;
        incident[second.to].iter_mut().filter(|p| **p == i).for_each(|p| *p = extra);
        incident[node].extend([i, extra]);
        self.graph.pipes.push(second);
        (i, gauge)
    }

    fn close_tip(&mut self, (segment, gauge): (usize, Gauge)) {
        self.graph.incident[self.nodes + 1].clear();
        let Some(second) = self.graph.pipes.pop() else { return };
        let extra = self.graph.pipes.len();
        self.graph.incident[second.to].iter_mut().filter(|p| **p == extra).for_each(|p| *p = segment);
        self.graph.pipes[segment].close(second, gauge);
    }

    /// The pipe from the heart to the root: behind those of the segments.
    fn aorta(&self) -> usize {
        self.segments
    }

    /// What the heart brings to the root, m³/s; negative when flow comes back to it.
    fn root_inflow(&self) -> f64 {
        let aorta = self.aorta();
        let vessels = self.graph.incident[self.root].iter().filter(|&&i| i != aorta);
        let pipes = vessels.map(|&i| &self.graph.pipes[i]);
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

    /// Sets which particles a segment lets through.
    pub fn set_gauge(&mut self, segment: SegmentIx, gauge: Gauge) {
        self.graph.pipes[segment.ix()].gauge = gauge;
    }

    /// Shows every parcel that carries something to `change`, with its segment and where it lies, as shares of the
    /// segment's volume.
    pub fn change_parcels(&mut self, change: &mut dyn FnMut(SegmentIx, (f64, f64), &mut Parcel)) {
        let vessels = self.graph.pipes.iter_mut().take(self.segments).enumerate();
        for (i, pipe) in vessels.filter(|(_, pipe)| !pipe.is_blood()) {
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

    /// Particles that came to an end since the last call.
    pub fn take_stuck(&mut self) -> Vec<Stuck> {
        let mut all = Vec::new();
        for (i, pipe) in self.graph.pipes.iter_mut().take(self.segments).enumerate() {
            let segment = SegmentIx::at(i);
            all.extend(pipe.stuck.drain(..).map(|(end, class, count)| Stuck { segment, end, class, count }));
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
        let Self {
            graph,
            delivered,
            at_rest,
            turn,
            random,
            // of the anatomy
            root: _,
            segments: _,
            nodes: _,
            // empty between two steps
            sources: _,
            flows: _,
        } = self;
        graph.hash_into(hash);
        for parcels in delivered {
            hash.each(parcels, Parcel::hash_into);
        }
        hash.flag(*at_rest);
        hash.int(*turn as u64);
        random.hash_into(hash);
    }
}

#[cfg(test)]
mod tests;
