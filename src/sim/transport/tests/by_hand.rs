//! Flows that no steady network has: they pulse, turn around within a beat, store blood in walls, run round in loops, and
//! at some nodes do not even balance.

use super::queue::Queue;
use super::*;

/// A pulsing flow: mean, amplitude, and storage, mL/s, with its phase.
type Pulse = (f64, f64, f64, f64);

/// A graph with flows made by hand; what does not balance at a node goes into or comes out of its bed.
struct Hand {
    graph: VesselGraph,
    transport: Transport,
    pulses: Vec<Pulse>,
    flows: Flows,
    time: f64,
    arrived: f64,
    counted: u64,
}

impl Hand {
    fn new(edges: &[(usize, usize, f64)], pulses: Vec<Pulse>, shares: &[f64]) -> Self {
        let nodes = edges.iter().map(|e| e.0.max(e.1)).max().unwrap_or(0) + 1;
        let beds: Vec<(usize, f64)> = (1..nodes).map(|i| (i, 1.0)).collect();
        let graph = graph(edges, &beds);
        let transport = Transport::new(&graph, 11, shares);
        let flows = Flows::still(edges.len(), beds.len());
        Self { graph, transport, pulses, flows, time: 0.0, arrived: 0.0, counted: 0 }
    }

    /// The flows of this moment, with an injection (segment, mL/s) that divides evenly.
    fn set_flows(&mut self, tip: Option<(usize, f64)>) {
        const BEAT_S: f64 = 0.8;
        self.flows.beds.fill(0.0);
        for (i, &(mean, amplitude, storage, phase)) in self.pulses.iter().enumerate() {
            let angle = 2.0 * crate::math::PI * (self.time / BEAT_S + phase);
            let through = mean + amplitude * crate::math::sin(angle);
            let stored = storage * crate::math::cos(angle);
            let mut ends = ((through + 0.5 * stored) * 1e-6, (through - 0.5 * stored) * 1e-6);
            if let Some((_, rate)) = tip.filter(|(segment, _)| *segment == i) {
                ends.0 -= 0.5e-6 * rate;
                ends.1 += 0.5e-6 * rate;
                // the tip is in the middle: storage is shared by both halves
                self.flows.tip = (ends.0 - 0.5e-6 * stored, ends.1 + 0.5e-6 * stored);
            }
            self.flows.segments[i] = ends;
            let segment = &self.graph.segments()[i];
            if segment.from.ix() > 0 {
                self.flows.beds[segment.from.ix() - 1] -= ends.0;
            }
            if segment.to.ix() > 0 {
                self.flows.beds[segment.to.ix() - 1] += ends.1;
            }
        }
    }

    fn step(&mut self, tip: Option<(usize, f64, Parcel)>) {
        self.set_flows(tip.as_ref().map(|t| (t.0, t.1)));
        let tip = tip.map(|(segment, _, parcel)| TipSource {
            segment: SegmentIx::at(segment),
            volume_share: 0.5,
            gauges: [self.transport.pipe(SegmentIx::at(segment)).gauge; 2],
            parcel,
        });
        self.transport.advance(&self.flows, tip, &|class| f64::from(class) * 1e-6);
        let arrivals = self.transport.arrivals();
        for parcel in arrivals.beds.iter().flatten().chain(arrivals.escaped) {
            self.arrived += parcel.mixture.iodine * parcel.volume;
            self.counted += parcel.particles.iter().map(|p| p.1).sum::<u64>();
        }
        self.counted += self.transport.take_stuck().iter().map(|s| s.count).sum::<u64>();
        self.time += DT;
    }

    fn iodine(&self) -> f64 {
        self.transport.content().iodine + self.arrived
    }
}

fn dose(rate_ml_s: f64, count: u64) -> Parcel {
    let particles = if count > 0 { vec![(300, count), (1400, 2)] } else { Vec::new() };
    Parcel { particles, ..contrast(rate_ml_s) }
}

/// A pure-blood segment swells and shrinks with its wall, and comes back to where it was after each beat.
#[test]
fn a_wall_that_gives_way_stores_blood() {
    for carrying in [false, true] {
        let mut hand = Hand::new(&[(0, 1, 3.0)], vec![(2.0, 5.0, 1.5, 0.0)], &PLUG);
        let rest = hand.graph.segments()[0].volume_ml() * 1e-6;
        let mut stored = 0.0;
        for tick in 0..480 {
            hand.step((carrying && tick == 0).then(|| (0, 0.1, dose(0.1, 0))));
            stored += (hand.flows.segments[0].0 - hand.flows.segments[0].1) * DT;
            if carrying && tick == 0 {
                stored += 0.1e-6 * DT;
            }
            let volume = hand.transport.pipe(SegmentIx(0)).volume();
            assert!((volume - rest - stored).abs() < 1e-12 * rest, "tick {tick}: {volume} {rest} {stored}");
        }
    }
}

/// A bolus that swings to and fro with more than its mean flow arrives with the mean flow.
#[test]
fn a_front_that_swings_arrives_with_the_mean_flow() {
    let mut hand = Hand::new(&[(0, 1, 2.0), (1, 2, 2.0), (2, 3, 2.0)], vec![(1.0, 4.0, 0.0, 0.0); 3], &PLUG);
    let volume: f64 = hand.graph.segments()[1..].iter().map(Segment::volume_ml).sum::<f64>()
        + 0.5 * hand.graph.segments()[0].volume_ml();
    hand.step(Some((0, 0.02, dose(0.02, 0))));
    let mut passed = 0.0;
    let mut furthest: f64 = 0.0;
    while hand.arrived == 0.0 {
        passed += hand.flows.segments[0].1 * 1e6 * DT;
        furthest = furthest.max(passed);
        hand.step(None);
        assert!(hand.time < 600.0, "it never arrives");
    }
    let next = passed + hand.flows.segments[0].1 * 1e6 * DT;
    assert!(furthest < volume && volume <= next + 0.02 * DT, "{furthest} {volume} {next}");
}

/// What runs back out of the root within a beat comes again; only what runs back further than the aorta upstream is long is
/// lost.
#[test]
fn what_leaves_the_root_in_diastole_comes_back() {
    // 1.0 mL of the 4 mL/s swing to either side
    let mut hand = Hand::new(&[(0, 1, 2.0), (1, 2, 2.0)], vec![(1.0, 4.0, 0.0, 0.0); 2], &PLUG);
    let (mut injected, mut escaped, mut outside) = (0.0, 0.0, 0.0_f64);
    for tick in 0..6000 {
        let push = (tick < 60).then(|| (0, 0.5, dose(0.5, 3)));
        injected += push.as_ref().map_or(0.0, |p| p.2.mixture.iodine * p.2.volume);
        hand.step(push);
        escaped += hand.transport.arrivals().escaped.iter().map(|p| p.mixture.iodine * p.volume).sum::<f64>();
        let within: f64 = [0, 1].map(|i| hand.transport.pipe(SegmentIx(i)).content().iodine).iter().sum();
        outside = outside.max(hand.transport.content().iodine - within);
    }
    assert!(outside > 0.1 * injected, "{outside} of {injected} was upstream of the root");
    assert_eq!(escaped, 0.0);
    assert!((hand.arrived / injected - 1.0).abs() < 1e-9);
    // a minute of flow out of the root is more than the aorta holds
    hand.step(Some((0, 0.5, dose(0.5, 3))));
    hand.pulses = vec![(-2.0, 0.0, 0.0, 0.0); 2];
    (0..60 * 60).for_each(|_| hand.step(None));
    assert!(hand.transport.at_rest());
}

/// Blood that goes round in a loop for ever, with a branch in and a branch out: what goes in comes out.
#[test]
fn a_loop_that_circulates_loses_nothing() {
    // 0 → 1, 1 → 2 → 3 → 1 circulating faster than it is fed, 2 → 4
    let edges = [(0, 1, 1.5), (1, 2, 0.3), (2, 3, 0.3), (3, 1, 0.3), (2, 4, 1.0)];
    let pulses = [1.0, 40.0, 39.0, 39.0, 1.0].map(|mean| (mean, 0.0, 0.0, 0.0)).to_vec();
    for shares in [&PLUG[..], &dispersion::shares(3, 1.0)] {
        let mut hand = Hand::new(&edges, pulses.clone(), shares);
        let mut injected = 0.0;
        for tick in 0..3600 {
            let push = (tick < 60).then(|| (0, 0.0, dose(0.2, 40)));
            injected += push.as_ref().map_or(0.0, |p| p.2.mixture.iodine * p.2.volume);
            hand.step(push);
            assert!((hand.iodine() / injected - 1.0).abs() < 1e-9, "tick {tick}");
        }
        assert!(hand.arrived > 0.999 * injected, "{} of {injected}", hand.arrived);
        assert_eq!(hand.counted + hand.transport.particles(), 60 * 42);
        // what circulates faster than the loop is long is mixed in it, never thickened
        assert!(hand.transport.content().iodine < 1e-3 * injected);
    }
}

/// Spasm takes the vessel half its volume: the blood leaves with the flow, unchanged; afterwards it comes back.
#[test]
fn a_lumen_that_shrinks_gives_its_blood_to_the_flow() {
    let mut hand = Hand::new(&[(0, 1, 2.0), (1, 2, 2.0), (2, 3, 2.0)], vec![(2.0, 0.0, 0.0, 0.0); 3], &PLUG);
    for _ in 0..600 {
        hand.step(Some((0, 0.0, Parcel { volume: 1e-12, ..contrast(0.0) })));
    }
    let rest = hand.transport.pipe(SegmentIx(1)).volume();
    let before = hand.iodine();
    hand.transport.set_lumen(SegmentIx(1), 0.5 * rest);
    hand.step(None);
    let least = hand.transport.pipe(SegmentIx(1)).volume();
    assert!((least / rest - 0.5).abs() < 1e-9, "{least}");
    for parcel in plug(&hand.transport, 2) {
        assert!(parcel.mixture.iodine <= 300.0);
    }
    let others = hand.transport.pipe(SegmentIx(2));
    assert!(others.excess().abs() < 1e-9 * rest, "displaced blood has gone through: {}", others.excess());
    hand.transport.set_lumen(SegmentIx(1), rest);
    (0..600).for_each(|_| hand.step(None));
    assert!((hand.transport.pipe(SegmentIx(1)).volume() / rest - 1.0).abs() < 1e-9);
    assert!((hand.iodine() / before - 1.0).abs() < 1e-9);
}

/// A vessel closed at both ends keeps what is in it.
#[test]
fn a_closed_vessel_keeps_its_column() {
    let mut hand = Hand::new(&[(0, 1, 2.0), (1, 2, 2.0)], vec![(1.0, 0.0, 0.0, 0.0); 2], &PLUG);
    (0..60).for_each(|_| hand.step(Some((0, 0.1, dose(0.1, 5)))));
    hand.pulses = vec![(0.0, 0.0, 0.0, 0.0); 2];
    let before: Vec<Parcel> = plug(&hand.transport, 0).cloned().collect();
    (0..600).for_each(|_| hand.step(None));
    let after: Vec<Parcel> = plug(&hand.transport, 0).cloned().collect();
    assert_eq!(before, after);
}

/// Reading, copying and stepping in batches change nothing.
#[test]
fn batches_and_looks_change_nothing() {
    let edges = [(0, 1, 2.0), (1, 2, 1.0), (1, 3, 1.0), (2, 3, 0.8)];
    let pulses =
        vec![(1.0, 3.0, 0.4, 0.0), (0.6, 1.0, 0.2, 0.1), (0.4, 1.0, 0.1, 0.3), (0.05, 0.3, 0.0, 0.6)];
    let run = |looked: bool| {
        let mut hand = Hand::new(&edges, pulses.clone(), &PLUG);
        for tick in 0..400 {
            hand.step((tick % 100 < 30).then(|| (1, 0.4, dose(0.4, 20))));
            if looked {
                hand.transport = hand.transport.clone();
                let _ = profile::stretches(hand.transport.pipe(SegmentIx(1)));
            }
        }
        let mut hash = StateHash::default();
        hand.transport.hash_into(&mut hash);
        hash.finish()
    };
    assert_eq!(run(true), run(false));
}

proptest! {
    /// Injected = in the vessels + arrived, for iodine to 1e-9 and for particles exactly; the volume of every segment is
    /// what it held at rest and what its ends took in, but for its excess; nothing becomes denser than what was injected;
    /// the cost stays bounded. With one lane and with several.
    #[test]
    fn everything_is_conserved_whatever_the_flows(
        shape in prop::collection::vec((0_usize..50, 0.3_f64..3.0), 2..10),
        chords in prop::collection::vec((0_usize..50, 0_usize..50), 0..5),
        pulses in prop::collection::vec((-3.0_f64..5.0, 0.0_f64..8.0, 0.0_f64..2.0, 0.0_f64..1.0), 15),
        pushes in prop::collection::vec((0_usize..50, 0.0_f64..5.0, 0_u64..300, 0.3_f64..1.2), 1..6),
        lanes in 1_usize..5,
    ) {
        let mut edges: Vec<(usize, usize, f64)> =
            shape.iter().enumerate().map(|(i, (p, r))| (p % (i + 1), i + 1, *r)).collect();
        let nodes = edges.len() + 1;
        edges.extend(chords.iter().map(|(a, b)| (a % nodes, b % nodes, 0.5)).filter(|e| e.0 != e.1));
        let shares = &dispersion::shares(lanes, 0.8);
        let mut hand = Hand::new(&edges, pulses[..edges.len()].to_vec(), shares);
        let (mut iodine, mut particles) = (0.0, 0);
        let mut stored: Vec<f64> = hand.graph.segments().iter().map(|s| s.volume_ml() * 1e-6).collect();
        let rest = stored.clone();
        let mut lumens = rest.clone();
        for (segment, rate, count, lumen) in pushes {
            let segment = segment % edges.len();
            stored[segment] += lumen * rest[segment] - lumens[segment];
            lumens[segment] = lumen * rest[segment];
            hand.transport.set_lumen(SegmentIx::at(segment), lumens[segment]);
            for tick in 0..60 {
                let push = (tick < 40).then(|| (segment, rate, dose(rate, count)));
                if let Some((_, _, parcel)) = &push {
                    iodine += parcel.mixture.iodine * parcel.volume;
                    particles += parcel.particles.iter().map(|p| p.1).sum::<u64>();
                }
                let injected = push.as_ref().map_or(0.0, |p| p.2.volume);
                hand.step(push);
                for (i, (start, end)) in hand.flows.segments.iter().enumerate() {
                    stored[i] += (start - end) * DT + if i == segment { injected } else { 0.0 };
                }
            }
            for (i, wanted) in stored.iter().enumerate() {
                let pipe = hand.transport.pipe(SegmentIx::at(i));
                let holds = pipe.volume() - pipe.excess();
                prop_assert!((holds - wanted).abs() <= 1e-9 * wanted.abs().max(rest[i]), "{holds} {wanted}");
                let parcels: Vec<&Parcel> = pipe.lanes().iter().flat_map(Queue::parcels).collect();
                prop_assert!(parcels.len() <= shares.len() * queue::MOST);
                prop_assert!(parcels.iter().all(|p| p.mixture.iodine <= 300.0 * (1.0 + 1e-9) && p.volume >= 0.0));
            }
        }
        prop_assert!((hand.iodine() - iodine).abs() <= 1e-9 * iodine.max(1e-12), "{} of {iodine}", hand.iodine());
        prop_assert_eq!(hand.counted + hand.transport.particles(), particles);
    }
}

/// After a bolus the vessels come to rest: no trace is smeared for ever.
#[test]
fn a_bolus_leaves_without_a_trace() {
    let edges = [(0, 1, 2.0), (1, 2, 1.0), (1, 3, 1.0), (2, 3, 0.8)];
    let pulses =
        vec![(1.0, 3.0, 0.4, 0.0), (0.6, 1.0, 0.2, 0.1), (0.4, 1.0, 0.1, 0.3), (0.05, 0.3, 0.0, 0.6)];
    let mut hand = Hand::new(&edges, pulses, &dispersion::shares(4, 0.5));
    (0..60).for_each(|_| hand.step(Some((1, 0.4, dose(0.4, 20)))));
    (0..120 * 60).for_each(|_| hand.step(None));
    assert!(hand.transport.at_rest());
}
