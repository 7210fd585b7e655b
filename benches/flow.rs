//! The blood flow solver on networks of many sizes, and one tick of a case: `cargo bench --no-default-features --bench
//! flow`. The networks are binary trees of links with as many arcades between neighbouring leaves as make 5 % of the
//! segments. Memory is what divan counts as its greatest need while a network is built.

use std::sync::Arc;
use std::time::Instant;

use divan::counter::ItemsCount;
use embolize::model::{
    Bed, Behaviour, Drainage, Lumped, Node, NodeIx, Perfusion, Segment, Shape, Tissue, VesselGraph,
};
use embolize::replay::{Player, Session};
use embolize::scenario::{Library, bundled_case, catalog};
use embolize::sim::flow::{Network, Pulsatile};
use embolize::sim::tick::DT;
use embolize::units::Pressure;
use glam::DVec3;

#[global_allocator]
static MEMORY: divan::AllocProfiler = divan::AllocProfiler::system();

const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];
const REST: Pressure = Pressure::from_mmhg(90.0);

fn main() {
    ticks();
    divan::main();
}

fn segment(i: usize, from: usize, to: usize, resistance: f64) -> Segment {
    let lumped = Lumped { compliance_ml_mmhg: 1e-4, inertance_mmhg_s2_ml: 1e-3, ..Lumped::default() };
    Segment {
        id: i.to_string(),
        vessel: String::new(),
        from: NodeIx::at(from),
        to: NodeIx::at(to),
        behaviour: Behaviour::default(),
        shape: Shape::Link { resistance_mmhg_s_ml: resistance, diameter_um: 500.0, volume_ml: 0.01, lumped },
    }
}

fn bed(at: usize, flow_ml_min: f64) -> Bed {
    Bed {
        id: at.to_string(),
        name: String::new(),
        node: NodeIx::at(at),
        tissue: Tissue::Organ,
        flow_ml_min,
        perfusion: Perfusion::default(),
        drains: Drainage::default(),
        venous_mmhg: 5.0,
        arteriole_um: 300.0,
        transit_s: 4.0,
        shunt: None,
        centre_mm: DVec3::ZERO,
        radius_mm: 10.0,
    }
}

/// A tree with arcades, `size` segments in all.
fn graph(size: usize) -> VesselGraph {
    let arcades = size / 20;
    let nodes = size - arcades + 1;
    let first_leaf = nodes / 2;
    // each level halves the flow and doubles the resistance: a hundredth of the pressure is lost on a level
    let tree = (1..nodes).map(|i| segment(i, (i - 1) / 2, i, 1e-3 * (i + 1) as f64));
    let leaves = nodes - first_leaf;
    let arcade = |k: usize| {
        let leaf = first_leaf + k * (leaves - 1) / arcades;
        segment(nodes + k, leaf, leaf + 1, 100.0)
    };
    let segments = tree.chain((0..arcades).map(arcade)).collect();
    let node = |i: usize| Node { id: i.to_string(), position_mm: DVec3::ZERO };
    let beds = (first_leaf..nodes).map(|i| bed(i, 5000.0 / leaves as f64)).collect();
    VesselGraph::new((0..nodes).map(node).collect(), segments, beds, NodeIx(0))
}

/// Analyse the pattern, factor and solve: the whole of a new network (twice, for flow at rest and by resistance).
#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn build(bencher: divan::Bencher<'_, '_>, size: usize) {
    let graph = graph(size);
    bencher.counter(ItemsCount::new(size)).bench_local(|| Network::at_rest(&graph, REST).expect("a rest"));
}

/// Another solve of the steady network on its factor.
#[divan::bench(args = SIZES, sample_count = 20, sample_size = 1)]
fn solve_again(bencher: divan::Bencher<'_, '_>, size: usize) {
    let mut network = Network::at_rest(&graph(size), REST).expect("a rest");
    bencher.counter(ItemsCount::new(size)).bench_local(|| {
        network.set_root(Pressure::from_mmhg(91.0));
        network.solve().expect("a solution");
    });
}

/// A step of the pulse on its factor.
#[divan::bench(args = SIZES, sample_count = 20, sample_size = 1)]
fn beat(bencher: divan::Bencher<'_, '_>, size: usize) {
    let graph = graph(size);
    let network = Network::at_rest(&graph, REST).expect("a rest");
    let mut pulse = Pulsatile::new(&graph, &network, DT);
    pulse.step(REST).expect("a step");
    bencher.counter(ItemsCount::new(size)).bench_local(|| pulse.step(REST).expect("a step"));
}

/// Ticks of the shipped case with the microcatheter in a feeder and nothing moving: median and the hundredth slowest.
#[expect(clippy::disallowed_methods, reason = "a benchmark reads a clock")]
fn ticks() {
    let case = bundled_case(&Library::bundled(), "hepatic_hcc").expect("bundled").expect("sound").value;
    let text = catalog::file("sessions/hepatic_hcc.expert.ron").expect("bundled").text;
    let session = Session::parse(text).expect("a session");
    let mut player = Player::new(Arc::new(case), &session).expect("of this engine");
    let at_feeder = session.commands.iter().map(|(tick, command)| (*tick, format!("{command:?}")));
    let (until, _) =
        at_feeder.into_iter().find(|(_, text)| text.starts_with("PrepareAgent")).expect("it embolizes");
    while player.simulation().tick() < until {
        player.step();
    }
    for (name, wait_s) in [("at once", 0), ("after two minutes", 120)] {
        let mut simulation = player.simulation().clone();
        for _ in 0..wait_s * 60 {
            simulation.step(&[]);
        }
        let mut times: Vec<f64> = (0..20_000)
            .map(|_| {
                let start = Instant::now();
                divan::black_box(simulation.step(&[]));
                1e6 * start.elapsed().as_secs_f64()
            })
            .collect();
        times.sort_by(f64::total_cmp);
        let (median, slow) = (times[times.len() / 2], times[times.len() * 99 / 100]);
        #[expect(clippy::print_stdout, reason = "a benchmark tells what it measured")]
        {
            println!(
                "tick of hepatic_hcc, devices at rest, {name}: median {median:.1} µs, 99 of 100 within {slow:.1} µs"
            );
        }
    }
}
