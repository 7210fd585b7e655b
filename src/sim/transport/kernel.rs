//! One tick of transport through the whole graph.
//!
//! Model: nodes are visited in the order of falling pressure, which is the order of flow, so that matter passes
//! several short segments in one tick. A node takes from every segment that flows into it the volume of the tick;
//! with one inflow the parcels go on intact, cut by the flows of what leaves; at a confluence they mix by volume.
//! Particles go only where they fit; where they fit nowhere they stay as a plug at the end of what brought them.
//! A tip that injects is a node of its own: its segment is two pipes for that tick.
//!
//! Conservation: every parcel that enters a node leaves it. Validity: rigid segments, so what goes in comes out.
//! Reference: Rossman and Boulos 1996. Left out: laminar dispersion (plug flow), settling of particles.

use super::parcel::{Class, Parcel};
use super::queue::{End, Queue};
use crate::sim::rng::Stream;

/// A pipe of this tick.
#[derive(Clone, Debug)]
pub struct Pipe {
    /// Node it starts at.
    pub from: usize,
    /// Node it ends at.
    pub to: usize,
    /// Flow, m³/s, positive from start to end.
    pub flow: f64,
    /// Widest particle that enters, m.
    pub width: f64,
    /// What is in it.
    pub queue: Queue,
    /// Particles that came to an end here this tick.
    pub stuck: Vec<(Class, u64)>,
}

/// What leaves the graph into a bed.
#[derive(Clone, Copy, Debug)]
pub struct Outlet {
    /// Node.
    pub node: usize,
    /// Flow, m³/s.
    pub flow: f64,
}

/// The graph of one tick.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// Nodes in the order of falling pressure.
    pub order: Vec<usize>,
    /// Pipes at each node.
    pub incident: Vec<Vec<usize>>,
    /// Outlets at each node.
    pub outlets_at: Vec<Vec<usize>>,
    /// Pipes.
    pub pipes: Vec<Pipe>,
    /// Outlets.
    pub outlets: Vec<Outlet>,
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

/// Takes one step. `sources` are what enters at nodes from outside (the heart, a tip); `delivered` gets what every
/// outlet takes, on top of what is in it.
pub fn step(
    graph: &mut Graph,
    drive: &mut Drive<'_>,
    sources: &mut [(usize, Parcel)],
    delivered: &mut [Vec<Parcel>],
) {
    let mut arriving = Vec::new();
    for place in 0..graph.order.len() {
        let node = graph.order[place];
        arriving.clear();
        let mut inflows = take_inflows(graph, node, drive, &mut arriving);
        for (_, parcel) in sources.iter_mut().filter(|(at, _)| *at == node) {
            inflows += 1;
            arriving.push(core::mem::take(parcel));
        }
        if inflows > 1 {
            mix(&mut arriving);
        }
        if inflows > 0 {
            pass_on(graph, node, drive, &mut arriving, delivered);
        }
    }
}

fn take_inflows(graph: &mut Graph, node: usize, drive: &mut Drive<'_>, out: &mut Vec<Parcel>) -> usize {
    let mut inflows = 0;
    for i in 0..graph.incident[node].len() {
        let pipe = &mut graph.pipes[graph.incident[node][i]];
        let end = if pipe.to == node && pipe.flow > 0.0 {
            End::Finish
        } else if pipe.from == node && pipe.flow < 0.0 {
            End::Start
        } else {
            continue;
        };
        inflows += 1;
        pipe.queue.pull(end, pipe.flow.abs() * drive.dt, out, drive.random);
    }
    inflows
}

fn mix(parcels: &mut Vec<Parcel>) {
    if parcels.len() < 2 {
        return;
    }
    let mut whole = parcels.swap_remove(0);
    for parcel in parcels.drain(..) {
        whole.absorb(&parcel);
    }
    parcels.push(whole);
}

/// Where matter can go from a node.
#[derive(Clone, Copy, Debug)]
struct Way {
    to: Exit,
    flow: f64,
    width: f64,
}

#[derive(Clone, Copy, Debug)]
enum Exit {
    Pipe(usize, End),
    Outlet(usize),
}

fn pass_on(
    graph: &mut Graph,
    node: usize,
    drive: &mut Drive<'_>,
    arriving: &mut Vec<Parcel>,
    delivered: &mut [Vec<Parcel>],
) {
    let ways = ways_out(graph, node);
    let out: f64 = ways.iter().map(|w| w.flow).sum();
    let incoming: f64 = arriving.iter().map(|p| p.volume).sum();
    if out <= 0.0 || incoming <= 0.0 {
        return keep_particles(graph, node, arriving);
    }
    // incoming and outgoing volume agree to rounding; what leaves is made exact, so that no queue drifts
    let scale = out * drive.dt / incoming;
    for parcel in arriving.drain(..) {
        let mut dealt = vec![Vec::new(); if parcel.particles.is_empty() { 0 } else { ways.len() }];
        for &(class, count) in &parcel.particles {
            if let Some(left) = deal((class, count), &ways, &mut dealt, drive) {
                stick(graph, node, class, left);
            }
        }
        for (i, way) in ways.iter().enumerate() {
            let particles = dealt.get_mut(i).map(core::mem::take).unwrap_or_default();
            let part =
                Parcel { volume: parcel.volume * scale * way.flow / out, mixture: parcel.mixture, particles };
            match way.to {
                Exit::Pipe(pipe, end) => graph.pipes[pipe].queue.push(end, part),
                Exit::Outlet(outlet) => delivered[outlet].push(part),
            }
        }
    }
}

fn ways_out(graph: &Graph, node: usize) -> Vec<Way> {
    let mut ways = Vec::with_capacity(4);
    for &i in &graph.incident[node] {
        let Pipe { from, to, flow, width, .. } = graph.pipes[i];
        if from == node && flow > 0.0 {
            ways.push(Way { to: Exit::Pipe(i, End::Start), flow, width });
        } else if to == node && flow < 0.0 {
            ways.push(Way { to: Exit::Pipe(i, End::Finish), flow: -flow, width });
        }
    }
    for &i in &graph.outlets_at[node] {
        let flow = graph.outlets[i].flow;
        if flow > 0.0 {
            ways.push(Way { to: Exit::Outlet(i), flow, width: f64::INFINITY });
        }
    }
    ways
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

/// Particles that fit nowhere stay at the end of the first pipe that flows here.
fn stick(graph: &mut Graph, node: usize, class: Class, count: u64) {
    let brings = graph.incident[node].iter().copied().find(|&i| {
        let pipe = &graph.pipes[i];
        (pipe.to == node && pipe.flow > 0.0) || (pipe.from == node && pipe.flow < 0.0)
    });
    if let Some(i) = brings.or_else(|| graph.incident[node].first().copied()) {
        graph.pipes[i].stuck.push((class, count));
    }
}

/// Nothing flows on (a dead end without flow): what came stays where it is.
fn keep_particles(graph: &mut Graph, node: usize, arriving: &mut Vec<Parcel>) {
    for parcel in arriving.drain(..) {
        for (class, count) in parcel.particles {
            stick(graph, node, class, count);
        }
    }
}
