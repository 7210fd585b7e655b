//! How long one sub-step of the rod takes, converged to 1e-6 mm, while hands push and turn:
//! `cargo bench --no-default-features --bench rod`. Times are per sub-step; the second table is by nodes, the third by segments.

use divan::Bencher;
use embolize::model::{
    Bend, Centreline, Node, NodeIx, Segment, SegmentIx, Shaft, Shape, Stiffness, VesselGraph,
};
use embolize::sim::device::rod::{Layer, Lumen, Mesh, Mouth, Rod, SUB_STEP_S};
use glam::DVec3;

fn main() {
    if std::env::args().any(|arg| arg == "--table") { table() } else { divan::main() }
}

/// A winding artery of `length_mm`, with branches on both sides until there are so many segments. The branches are too
/// narrow to enter, so that each run is the same way through the same artery.
fn anatomy(length_mm: f64, segments: usize) -> VesselGraph {
    let trunk = (segments / 3).max(1);
    let at = |k: usize| {
        let way = length_mm * k as f64 / trunk as f64;
        DVec3::new(way, 15.0 * libm::sin(way / 40.0), 10.0 * libm::cos(way / 55.0))
    };
    let mut nodes = vec![Node { id: "root".into(), position_mm: at(0) }];
    let mut parts = Vec::new();
    let mut add = |nodes: &mut Vec<Node>, from: usize, points: Vec<DVec3>, radius: (f64, f64)| {
        let to = nodes.len();
        nodes.push(Node { id: format!("n{to}"), position_mm: points[points.len() - 1] });
        parts.push(Segment {
            id: format!("s{to}"),
            vessel: "artery".into(),
            from: NodeIx::at(from),
            to: NodeIx::at(to),
            shape: Shape::Conduit(Centreline::through(&points, radius).expect("distinct points")),
            behaviour: embolize::model::Behaviour::default(),
        });
        to
    };
    let mut last = 0;
    for k in 0..trunk {
        let middle = (k * 2 + 1) as f64 / 2.0 * length_mm / trunk as f64;
        let bend = DVec3::new(middle, 15.0 * libm::sin(middle / 40.0), 10.0 * libm::cos(middle / 55.0));
        last = add(&mut nodes, last, vec![at(k), bend, at(k + 1)], (3.0, 3.0));
        if trunk > 1 {
            let side = if k.is_multiple_of(2) { 1.0 } else { -1.0 };
            let first = at(k + 1) + DVec3::new(5.0, 20.0 * side, 0.0);
            let branch = add(&mut nodes, last, vec![at(k + 1), first], (0.2, 0.18));
            add(&mut nodes, branch, vec![first, first + DVec3::new(3.0, 10.0 * side, 8.0)], (0.18, 0.15));
        }
    }
    VesselGraph::new(nodes, parts, Vec::new(), NodeIx(0))
}

fn shaft(bend: f64, tip: f64, turn_deg: f64, friction: f64) -> Shaft {
    let at = |from_tip_mm, bend_n_mm2| Stiffness { from_tip_mm, bend_n_mm2, twist_n_mm2: 0.8 * bend_n_mm2 };
    let curve = Bend { length_mm: 10.0, turn_deg, plane_deg: 0.0 };
    Shaft::new(vec![at(0.0, tip), at(150.0, bend)], vec![curve], friction).expect("sound")
}

struct Bed {
    rod: Rod,
    lumen: Lumen,
    step: u32,
}

/// Devices pushed in to these depths, at the speed of hands.
fn bed(depths_mm: &[f64], mesh: Mesh, segments: usize) -> Bed {
    let graph = anatomy(depths_mm[depths_mm.len() - 1] + 100.0, segments);
    let lumen = Lumen::new(&graph);
    let line = graph.segments()[0].centreline().expect("a vessel");
    let tangent = line.tangent_at(0.0);
    let across = tangent.any_orthonormal_vector();
    let mouth = Mouth { at: line.point_at(0.0), tangent, across, segment: Some((SegmentIx(0), 0.0)) };
    let mut rod = Rod::new(&lumen, mouth, mesh);
    let devices =
        [(250.0, 60.0, 60.0, 0.1, 1.65), (12.0, 2.0, 20.0, 0.05, 0.8), (60.0, 2.0, 45.0, 0.03, 0.4)];
    let stack = match depths_mm.len() {
        1 => &[(400.0, 30.0, 45.0, 0.05, 0.89)][..],
        _ => &devices[..],
    };
    for (k, (bend, tip, turn, friction, outer)) in stack.iter().enumerate() {
        rod.insert_layer(k, Layer::new(shaft(*bend, *tip, *turn, *friction), *outer));
    }
    let mut bed = Bed { rod, lumen, step: 0 };
    loop {
        let mut moved = false;
        for (k, depth) in depths_mm.iter().enumerate().rev() {
            let missing = depth - bed.rod.layers()[k].depth_mm();
            moved |= missing > 0.0 && bed.rod.feed(k, missing.min(0.3)) > 0.0;
        }
        if !moved {
            assert!(bed.rod.layers().iter().zip(depths_mm).all(|(layer, depth)| layer.depth_mm() >= *depth));
            return bed;
        }
        bed.rod.step(&bed.lumen, SUB_STEP_S);
    }
}

impl Bed {
    /// One sub-step of hands that push and pull the innermost device at 40 mm/s and turn it at half a turn a second.
    fn step(&mut self) -> u32 {
        self.step += 1;
        let way = if (self.step / 60).is_multiple_of(2) { 1.0 } else { -1.0 };
        let inner = self.rod.layers().len() - 1;
        self.rod.feed(inner, way * 40.0 * SUB_STEP_S);
        self.rod.turn(inner, 3.0 * SUB_STEP_S);
        let report = self.rod.step(&self.lumen, SUB_STEP_S);
        assert!(report.converged, "step {}", self.step);
        report.iterations
    }
}

#[divan::bench]
fn wire_80_nodes(bencher: Bencher<'_, '_>) {
    let mut bed = bed(&[270.0], Mesh::default(), 500);
    assert!((75..=85).contains(&bed.rod.points().len()), "{}", bed.rod.points().len());
    bencher.bench_local(|| bed.step());
}

#[divan::bench]
fn three_devices_300_nodes(bencher: Bencher<'_, '_>) {
    let mut bed = bed(&[600.0, 750.0, 800.0], Mesh::default(), 500);
    bencher.bench_local(|| bed.step());
}

#[divan::bench(args = [50, 100, 300, 1000, 3000])]
fn nodes(bencher: Bencher<'_, '_>, nodes: u32) {
    let mut bed = bed(&[3.0 * f64::from(nodes)], Mesh::even(3.0), 500);
    bencher.bench_local(|| bed.step());
}

#[divan::bench(args = [5, 50, 500, 5000])]
fn segments(bencher: Bencher<'_, '_>, segments: usize) {
    let mut bed = bed(&[270.0], Mesh::default(), segments);
    bencher.bench_local(|| bed.step());
}

/// Percentiles, which divan does not give: `cargo bench --no-default-features --bench rod -- --table`.
#[expect(clippy::print_stdout, reason = "a bench prints what it measures")]
fn table() {
    for (name, mut bed) in [
        ("wire", bed(&[270.0], Mesh::default(), 500)),
        ("three devices", bed(&[600.0, 750.0, 800.0], Mesh::default(), 500)),
    ] {
        let mut taken: Vec<(f64, u32)> = (0..20_000)
            .map(|_| {
                #[expect(clippy::disallowed_methods, reason = "a bench has a clock")]
                let start = std::time::Instant::now();
                let iterations = bed.step();
                (start.elapsed().as_secs_f64() * 1e6, iterations)
            })
            .collect();
        taken.sort_by(|a, b| a.0.total_cmp(&b.0));
        let at = |share: f64| taken[(share * (taken.len() - 1) as f64) as usize].0;
        let mean = taken.iter().map(|t| t.0).sum::<f64>() / taken.len() as f64;
        let steps = taken.iter().map(|t| f64::from(t.1)).sum::<f64>() / taken.len() as f64;
        println!(
            "{name}: {} nodes, median {:.0} µs, mean {mean:.0}, p99 {:.0}, most {:.0}; {:.0} steps/s; {steps:.2} Newton steps",
            bed.rod.points().len(),
            at(0.5),
            at(0.99),
            at(1.0),
            1e6 / mean
        );
    }
}
