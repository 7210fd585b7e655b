//! One tick of transport through the whole graph.
//!
//! Model: nodes are visited in the order of flow (`order`), so that matter passes several short segments in one tick. A
//! node takes from every pipe and bed that flows into it the volume of the tick; with one inflow the parcels go on
//! intact, cut by the flows of what leaves; at a confluence they mix by volume. Particles go only where they fit; where
//! they fit nowhere they stay as a plug at the end of the pipe that brought them. A tip that injects is a node of its own: its
//! segment is two pipes for that tick.
//!
//! Conservation: every parcel that enters a node leaves it, whole and at its own concentration, whatever the flows say;
//! what that is more or less than the flows ask for is excess of the pipes behind (`pipe`). Where nothing leaves, it
//! goes back where it came from. So mass is kept over any flows, also such that do not balance.
//! Reference: Rossman and Boulos 1996. Left out: settling of particles.

use super::order::Order;
use super::parcel::{Class, Parcel};
use super::pipe::{Pipe, mix};
use super::queue::End;
use crate::hash::StateHash;
use crate::sim::rng::Stream;

/// A bed, or the way out at the root.
#[derive(Clone, Copy, Debug)]
pub struct Outlet {
    /// Node.
    pub node: usize,
    /// Flow out of the graph, m³/s; what is negative comes out of the bed.
    pub flow: f64,
    /// Iodine that comes out of it in the next tick, kg, if its flow is negative.
    pub back: f64,
}

/// The graph of one tick.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// Order of the nodes.
    pub order: Order,
    /// Pipes at each node, each once.
    pub incident: Vec<Vec<usize>>,
    /// Outlets at each node.
    pub outlets_at: Vec<Vec<usize>>,
    /// Pipes.
    pub pipes: Vec<Pipe>,
    /// Outlets.
    pub outlets: Vec<Outlet>,
    /// Shares of a pipe's volume that its lanes hold.
    pub shares: Vec<f64>,
    /// Room for the parcels and ways of one node, kept so that a tick of blood allocates nothing.
    room: (Vec<Parcel>, Vec<Way>),
}

/// What drives a step: its length, the randomness of splits, and the size of a class of particles in m.
pub struct Drive<'a> {
    /// Length of the step, s.
    pub dt: f64,
    /// Stream for splits.
    pub random: &'a mut Stream,
    /// Diameter of a class, m.
    pub diameter: &'a dyn Fn(Class) -> f64,
}

/// Takes one step. `sources` are what enters at nodes from outside (the heart, a tip, beds that give back);
/// `delivered` gets what every outlet takes, on top of what is in it.
pub fn step(
    graph: &mut Graph,
    drive: &mut Drive<'_>,
    sources: &mut [(usize, Parcel)],
    delivered: &mut [Vec<Parcel>],
) {
    graph.order.renew(&graph.pipes, &graph.incident, drive.dt);
    let (mut arriving, mut ways) = core::mem::take(&mut graph.room);
    for place in 0..graph.order.nodes().len() {
        let node = graph.order.nodes()[place];
        graph.find_ways(node, &mut ways);
        let mut inflows = take_inflows(graph, node, widest(&ways), drive, &mut arriving);
        for (_, parcel) in sources.iter_mut().filter(|(at, _)| *at == node) {
            inflows += 1;
            arriving.push(core::mem::take(parcel));
        }
        if inflows > 1 {
            mix(&mut arriving, 0);
        }
        pass_on(graph, node, drive, (&mut arriving, &ways), delivered);
        arriving.clear();
    }
    graph.room = (arriving, ways);
}

/// What flows into a node in this tick. Particles that no way on is wide enough for stay at the end of their pipe.
fn take_inflows(
    graph: &mut Graph,
    node: usize,
    widest: f64,
    drive: &mut Drive<'_>,
    out: &mut Vec<Parcel>,
) -> usize {
    let mut inflows = 0;
    for &i in &graph.incident[node] {
        let pipe = &mut graph.pipes[i];
        for end in ends_at(pipe, node).into_iter().flatten() {
            if pipe.inflow(end) < 0.0 {
                inflows += 1;
                let first = out.len();
                pipe.pull(end, drive.dt, &graph.shares, out, drive.random);
                pipe.strain(end, widest, &mut out[first..], drive.diameter);
            }
        }
    }
    inflows
}

/// The ends of a pipe that lie at a node.
fn ends_at(pipe: &Pipe, node: usize) -> [Option<End>; 2] {
    [(pipe.from == node).then_some(End::Start), (pipe.to == node).then_some(End::Finish)]
}

/// Where matter can go from a node.
#[derive(Clone, Copy, Debug)]
struct Way {
    to: Exit,
    flow: f64,
    width: f64,
}

/// The widest of them; where there is none, everything goes back, whatever its size.
fn widest(ways: &[Way]) -> f64 {
    ways.iter().map(|way| way.width).reduce(f64::max).unwrap_or(f64::INFINITY)
}

#[derive(Clone, Copy, Debug)]
enum Exit {
    Pipe(usize, End),
    Outlet(usize),
}

impl Graph {
    /// Pipes and outlets between so many nodes.
    pub fn new(nodes: usize, pipes: Vec<Pipe>, outlets: Vec<Outlet>, shares: Vec<f64>) -> Self {
        let mut incident = vec![Vec::new(); nodes];
        for (i, pipe) in pipes.iter().enumerate() {
            incident[pipe.from].push(i);
            if pipe.to != pipe.from {
                incident[pipe.to].push(i);
            }
        }
        let mut outlets_at = vec![Vec::new(); nodes];
        for (i, outlet) in outlets.iter().enumerate() {
            outlets_at[outlet.node].push(i);
        }
        Self { incident, outlets_at, pipes, outlets, shares, ..Self::default() }
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self { order, pipes, outlets, incident: _, outlets_at: _, shares: _, room: _ } = self;
        order.hash_into(hash);
        hash.each(pipes, Pipe::hash_into);
        for Outlet { node: _, flow, back } in outlets {
            hash.floats([*flow, *back]);
        }
    }

    fn find_ways(&self, node: usize, ways: &mut Vec<Way>) {
        ways.clear();
        for &i in &self.incident[node] {
            let pipe = &self.pipes[i];
            let out = ends_at(pipe, node).into_iter().flatten().map(|end| (end, pipe.inflow(end)));
            ways.extend(out.filter(|(_, flow)| *flow > 0.0).map(|(end, flow)| Way {
                to: Exit::Pipe(i, end),
                flow,
                width: pipe.gauge.enters,
            }));
        }
        for &i in &self.outlets_at[node] {
            let flow = self.outlets[i].flow;
            if flow > 0.0 {
                ways.push(Way { to: Exit::Outlet(i), flow, width: f64::INFINITY });
            }
        }
    }

    /// The ends of pipes at a node.
    fn ends(&self, node: usize) -> impl Iterator<Item = (usize, End)> + Clone {
        let of =
            move |&i: &usize| ends_at(&self.pipes[i], node).into_iter().flatten().map(move |end| (i, end));
        self.incident[node].iter().flat_map(of)
    }

    /// The ends that flow into a node, with their flows; without any, the first that there is.
    fn bring(&self, node: usize) -> Vec<(usize, End, f64)> {
        let flows = self.ends(node).map(|(i, end)| (i, end, -self.pipes[i].inflow(end)));
        let bring: Vec<_> = flows.filter(|(_, _, flow)| *flow > 0.0).collect();
        if bring.is_empty() { self.ends(node).take(1).map(|(i, end)| (i, end, 1.0)).collect() } else { bring }
    }
}

fn pass_on(
    graph: &mut Graph,
    node: usize,
    drive: &mut Drive<'_>,
    (arriving, ways): (&mut Vec<Parcel>, &[Way]),
    delivered: &mut [Vec<Parcel>],
) {
    let out: f64 = ways.iter().map(|w| w.flow).sum();
    for way in ways {
        if let Exit::Pipe(pipe, _) = way.to {
            graph.pipes[pipe].owe(way.flow * drive.dt);
        }
    }
    for parcel in arriving.drain(..) {
        if ways.is_empty() {
            if let Some((pipe, end, _)) = graph.bring(node).first() {
                graph.pipes[*pipe].push(*end, parcel, drive.random);
            }
            continue;
        }
        let mut dealt = vec![Vec::new(); if parcel.particles.is_empty() { 0 } else { ways.len() }];
        for &(class, count) in &parcel.particles {
            if let Some(left) = deal((class, count), ways, &mut dealt, drive) {
                stick(graph, node, (class, left), drive.random);
            }
        }
        for (i, way) in ways.iter().enumerate() {
            let particles = dealt.get_mut(i).map(core::mem::take).unwrap_or_default();
            let part =
                Parcel { volume: parcel.volume * (way.flow / out), mixture: parcel.mixture, particles };
            match way.to {
                Exit::Pipe(pipe, end) => graph.pipes[pipe].push(end, part, drive.random),
                Exit::Outlet(outlet) => delivered[outlet].push(part),
            }
        }
    }
}

/// Deals particles of one class to the ways that are wide enough, by flow. Returns what fits nowhere.
fn deal(
    (class, mut count): (Class, u64),
    ways: &[Way],
    dealt: &mut [Vec<(Class, u64)>],
    drive: &mut Drive<'_>,
) -> Option<u64> {
    let size = (drive.diameter)(class);
    let fits = |way: &Way| size < way.width;
    let last = ways.iter().rposition(fits);
    let mut open: f64 = ways.iter().filter(|w| fits(w)).map(|w| w.flow).sum();
    for (i, way) in ways.iter().enumerate().filter(|(_, w)| fits(w)) {
        let part = if Some(i) == last { count } else { drive.random.binomial(count, way.flow / open) };
        open -= way.flow;
        count -= part;
        if part > 0 {
            dealt[i].push((class, part));
        }
    }
    (count > 0).then_some(count)
}

/// Particles from outside, of a tip, that fit nowhere stay at the ends of the pipes that flow there, by their flows.
fn stick(graph: &mut Graph, node: usize, (class, mut count): (Class, u64), random: &mut Stream) {
    let bring = graph.bring(node);
    let mut whole: f64 = bring.iter().map(|(_, _, flow)| flow).sum();
    let last = bring.len().saturating_sub(1);
    for (i, (pipe, end, flow)) in bring.into_iter().enumerate() {
        let part = if i == last { count } else { random.binomial(count, flow / whole) };
        whole -= flow;
        count -= part;
        if part > 0 {
            graph.pipes[pipe].stuck.push((end, class, part));
        }
    }
}
