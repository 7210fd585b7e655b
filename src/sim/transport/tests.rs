//! Transport against closed forms and conservation, by the flows of a network; by flows made by hand in `by_hand`.

mod by_hand;

use glam::DVec3;
use proptest::prelude::*;

use super::dispersion::PLUG;
use super::*;
use crate::model::{Bed, BedIx, Centreline, Drainage, Node, NodeIx, Shape, Tissue};
use crate::sim::flow::Injection;
use crate::units::{Flow, Pressure};

fn graph(edges: &[(usize, usize, f64)], beds: &[(usize, f64)]) -> VesselGraph {
    let nodes = edges.iter().map(|e| e.0.max(e.1)).max().unwrap_or(0) + 1;
    let at = |i: usize| DVec3::new(7.0 * (i % 5) as f64, (i * i % 11) as f64, 15.0 * i as f64);
    VesselGraph::new(
        (0..nodes).map(|i| Node { id: format!("n{i}"), position_mm: at(i) }).collect(),
        edges
            .iter()
            .enumerate()
            .map(|(i, &(from, to, radius))| Segment {
                id: format!("s{i}"),
                vessel: "vessel".to_owned(),
                from: NodeIx::at(from),
                to: NodeIx::at(to),
                behaviour: crate::model::Behaviour::default(),
                shape: Shape::Conduit(Centreline::through(&[at(from), at(to)], (radius, radius)).unwrap()),
            })
            .collect(),
        beds.iter()
            .enumerate()
            .map(|(i, &(node, flow_ml_min))| Bed {
                id: format!("b{i}"),
                name: "bed".to_owned(),
                node: NodeIx::at(node),
                tissue: Tissue::Organ,
                perfusion: crate::model::Perfusion::default(),
                flow_ml_min,
                venous_mmhg: 5.0,
                drains: Drainage::default(),
                arteriole_um: 300.0,
                transit_s: 4.0,
                shunt: None,
                centre_mm: DVec3::ZERO,
                radius_mm: 10.0,
            })
            .collect(),
        NodeIx(0),
    )
}

struct Bench {
    graph: VesselGraph,
    network: Network,
    transport: Transport,
    arrived: Mixture,
    particles: u64,
}

impl Bench {
    fn new(edges: &[(usize, usize, f64)], beds: &[(usize, f64)]) -> Self {
        let graph = graph(edges, beds);
        let network = Network::at_rest(&graph, Pressure::from_mmhg(90.0)).unwrap();
        let transport = Transport::new(&graph, 5, &PLUG);
        Self { graph, network, transport, arrived: Mixture::BLOOD, particles: 0 }
    }

    /// One tick with an injection at the middle of a segment.
    fn push(&mut self, injected: (usize, f64, Parcel)) {
        self.step(Some(injected));
    }

    /// One tick, with an injection at the middle of a segment or without.
    fn step(&mut self, injected: Option<(usize, f64, Parcel)>) {
        let tip = injected.map(|(segment, rate, parcel)| {
            let segment = SegmentIx::at(segment);
            let flow = Flow::from_ml_s(rate);
            self.network.set_injection(Some(Injection { segment, resistance_share: 0.5, flow }));
            let gauges = [self.transport.pipe(segment).gauge; 2];
            TipSource { segment, volume_share: 0.5, gauges, parcel }
        });
        if tip.is_none() {
            self.network.set_injection(None);
        }
        self.network.solve().unwrap();
        let arrivals = self.transport.step(&self.network, tip, &|class| f64::from(class) * 1e-6);
        for parcel in arrivals.beds.iter().flatten().chain(arrivals.escaped) {
            self.arrived.iodine += parcel.mixture.iodine * parcel.volume;
            self.particles += parcel.particles.iter().map(|p| p.1).sum::<u64>();
        }
        self.particles += self.transport.take_stuck().iter().map(|s| s.count).sum::<u64>();
    }
}

/// The parcels of a segment of one lane.
fn plug(transport: &Transport, segment: usize) -> impl Iterator<Item = &Parcel> {
    transport.pipe(SegmentIx::at(segment)).lanes()[0].parcels()
}

fn contrast(rate_ml_s: f64) -> Parcel {
    let mixture = Mixture { iodine: 300.0, ..Mixture::BLOOD };
    Parcel { volume: rate_ml_s * 1e-6 * DT, mixture, particles: Vec::new() }
}

/// A steady injection below reflux: c = c₀ q/(q+Q) downstream.
#[test]
fn steady_injection_dilutes_by_flow() {
    let mut bench = Bench::new(&[(0, 1, 2.0), (1, 2, 2.0)], &[(2, 120.0)]);
    for _ in 0..1200 {
        bench.step(Some((0, 0.5, contrast(0.5))));
    }
    let upstream = bench.network.segment_flows(SegmentIx(0)).0.ml_s();
    let expected = 300.0 * 0.5 / (0.5 + upstream);
    let last = plug(&bench.transport, 1).last().unwrap().mixture.iodine;
    assert!((last / expected - 1.0).abs() < 1e-6, "{last} against {expected}");
    assert!(plug(&bench.transport, 0).next().unwrap().is_blood());
}

/// The front of a bolus arrives after Σ volume / flow, to one step.
#[test]
fn a_front_arrives_on_time() {
    let edges = [(0, 1, 2.0), (1, 2, 1.5), (2, 3, 2.5), (3, 4, 1.0)];
    let mut bench = Bench::new(&edges, &[(4, 90.0)]);
    let (rate, flow) = (0.2, 90.0 / 60.0);
    let volume: f64 = bench.graph.segments()[1..].iter().map(Segment::volume_ml).sum::<f64>()
        + 0.5 * bench.graph.segments()[0].volume_ml();
    let mut ticks = 0;
    while bench.arrived.iodine == 0.0 {
        bench.step(Some((0, rate, contrast(rate))));
        ticks += 1;
        assert!(ticks < 100_000, "it never arrives");
    }
    let through = bench.network.bed_flow(BedIx(0)).ml_s();
    assert!(through > flow);
    let expected = volume / through / DT;
    assert!((f64::from(ticks) - expected).abs() <= 1.5, "{ticks} ticks against {expected}");
}

/// Faster than the vessel flows: the parent and the sister branch fill; slower: nothing is found proximal.
#[test]
fn reflux_reaches_the_sister_branch_only_when_flow_turns() {
    for (rate, refluxes) in [(0.3, false), (4.0, true)] {
        let mut bench = Bench::new(&[(0, 1, 3.0), (1, 2, 1.5), (1, 3, 1.5)], &[(2, 60.0), (3, 60.0)]);
        for _ in 0..240 {
            bench.step(Some((1, rate, contrast(rate))));
        }
        assert_eq!(bench.network.segment_flows(SegmentIx(1)).0.si() < 0.0, refluxes);
        assert_eq!(!bench.transport.pipe(SegmentIx(2)).is_blood(), refluxes, "rate {rate}");
    }
}

/// Particles that fit into no branch stay where they came to.
#[test]
fn what_does_not_fit_goes_the_wider_way() {
    let mut bench = Bench::new(&[(0, 1, 2.0), (1, 2, 0.2), (1, 3, 1.0)], &[(2, 0.5), (3, 60.0)]);
    let mut parcel = contrast(0.2);
    parcel.particles = vec![(500, 1000)];
    bench.step(Some((0, 0.2, parcel)));
    for _ in 0..600 {
        bench.step(None);
    }
    assert!(bench.transport.pipe(SegmentIx(1)).particles().count() == 0);
    assert_eq!(bench.particles, 1000);
}

/// Where nothing fits, particles lie at the end of the vessel that brought them, though another brings more blood there;
/// and at its start, if it is drawn the other way round.
#[test]
fn what_fits_nowhere_stays_in_the_vessel_that_brought_it() {
    for (edge, end) in [((0, 1, 1.0), End::Finish), ((1, 0, 1.0), End::Start)] {
        let mut bench = Bench::new(&[edge, (0, 1, 2.0), (1, 2, 0.2)], &[(2, 5.0)]);
        let mut parcel = contrast(0.01);
        parcel.particles = vec![(500, 1000)];
        bench.push((0, 0.01, parcel));
        let mut stuck = Vec::new();
        for _ in 0..20_000 {
            bench.network.set_injection(None);
            bench.network.solve().unwrap();
            bench.transport.step(&bench.network, None, &|class| f64::from(class) * 1e-6);
            stuck.extend(bench.transport.take_stuck());
        }
        assert_eq!(stuck.iter().map(|s| s.count).sum::<u64>(), 1000);
        assert!(stuck.iter().all(|s| s.segment == SegmentIx(0) && s.end == end), "{stuck:?}");
    }
}

/// A vessel in spasm takes no particle that it is too narrow for; one with a deposit takes it and keeps it.
#[test]
fn particles_go_by_the_lumen_as_it_is_now() {
    let mut bench = Bench::new(&[(0, 1, 2.0), (1, 2, 1.0), (1, 3, 1.0)], &[(2, 60.0), (3, 60.0)]);
    bench.transport.set_gauge(SegmentIx(1), Gauge::open(0.4e-3));
    bench.transport.set_gauge(SegmentIx(2), Gauge { enters: 2e-3, passes: 0.4e-3 });
    let mut parcel = contrast(0.1);
    parcel.particles = vec![(300, 1000), (500, 1000)];
    bench.push((0, 0.1, parcel));
    let mut stuck = 0;
    for _ in 0..2_000 {
        bench.network.set_injection(None);
        bench.network.solve().unwrap();
        bench.transport.step(&bench.network, None, &|class| f64::from(class) * 1e-6);
        for piece in bench.transport.take_stuck() {
            assert_eq!((piece.segment, piece.end, piece.class), (SegmentIx(2), End::Finish, 500));
            stuck += piece.count;
        }
    }
    assert_eq!((stuck, bench.transport.particles()), (1000, 0));
}

proptest! {
    /// Injected = in the vessels + arrived, for iodine to 1e-9 and for particles exactly, over loops and reversals.
    #[test]
    fn everything_is_conserved(
        shape in prop::collection::vec((0_usize..50, 0.6_f64..3.0), 2..12),
        chords in prop::collection::vec((0_usize..50, 0_usize..50), 0..4),
        pushes in prop::collection::vec((0_usize..50, 0.0_f64..5.0, 0_u64..300), 1..8),
    ) {
        let mut edges: Vec<(usize, usize, f64)> =
            shape.iter().enumerate().map(|(i, (p, r))| (p % (i + 1), i + 1, *r)).collect();
        let nodes = edges.len() + 1;
        edges.extend(chords.iter().map(|(a, b)| (a % nodes, b % nodes, 0.8)).filter(|e| e.0 != e.1));
        let beds: Vec<(usize, f64)> = (1..nodes).map(|i| (i, 120.0 / nodes as f64)).collect();
        let mut bench = Bench::new(&edges, &beds);
        let (mut iodine, mut particles) = (0.0, 0);
        for (segment, rate, count) in pushes {
            for _ in 0..40 {
                let mut parcel = contrast(rate);
                parcel.particles = if count > 0 { vec![(300, count), (1400, 2)] } else { Vec::new() };
                iodine += parcel.mixture.iodine * parcel.volume;
                particles += parcel.particles.iter().map(|p| p.1).sum::<u64>();
                bench.step(Some((segment % edges.len(), rate, parcel)));
            }
            (0..15).for_each(|_| bench.step(None));
        }
        let found = bench.transport.content().iodine + bench.arrived.iodine;
        prop_assert!((found - iodine).abs() <= 1e-9 * iodine.max(1e-12), "{found} of {iodine}");
        prop_assert_eq!(bench.particles + bench.transport.particles(), particles);
        for (i, segment) in bench.graph.segments().iter().enumerate() {
            let volume = bench.transport.pipe(SegmentIx::at(i)).volume();
            prop_assert!((volume / (segment.volume_ml() * 1e-6) - 1.0).abs() < 1e-9);
        }
    }
}
