//! The pulse against closed forms, itself and conservation.

use glam::DVec3;
use proptest::prelude::*;

use super::*;
use crate::math;
use crate::model::{
    Bed, Behaviour, Centreline, Drainage, Inlet, Lumped, Node, Perfusion, Segment, Tissue, Waveform,
};
use crate::sim::flow::{Aorta, Heart};
use crate::sim::tick::DT;

const HEART: Heart = Heart { rate: 72.0, systolic_mmhg: 125.0, diastolic_mmhg: 74.0 };

fn node(i: usize) -> Node {
    Node { id: format!("n{i}"), position_mm: DVec3::new(0.0, 0.0, i as f64 * 50.0) }
}

fn segment(i: usize, (from, to): (usize, usize), shape: Shape) -> Segment {
    let (from, to) = (NodeIx::at(from), NodeIx::at(to));
    let behaviour = Behaviour::default();
    Segment { id: format!("s{i}"), vessel: "vessel".to_owned(), from, to, behaviour, shape }
}

fn conduit(length_mm: f64, radii: (f64, f64)) -> Shape {
    let ends = [DVec3::ZERO, DVec3::new(0.0, 0.0, length_mm)];
    Shape::Conduit(Centreline::through(&ends, radii).unwrap())
}

fn link(resistance_mmhg_s_ml: f64, lumped: Lumped) -> Shape {
    Shape::Link { resistance_mmhg_s_ml, diameter_um: 500.0, volume_ml: 0.1, lumped }
}

fn bed(at: usize, flow_ml_min: f64, perfusion: Perfusion) -> Bed {
    Bed {
        id: format!("b{at}"),
        name: "bed".to_owned(),
        node: NodeIx::at(at),
        tissue: Tissue::Organ,
        flow_ml_min,
        perfusion,
        venous_mmhg: 5.0,
        drains: Drainage::default(),
        arteriole_um: 300.0,
        transit_s: 4.0,
        shunt: None,
        centre_mm: DVec3::ZERO,
        radius_mm: 10.0,
    }
}

fn graph(shapes: Vec<((usize, usize), Shape)>, beds: Vec<Bed>) -> VesselGraph {
    let nodes = shapes.iter().map(|((a, b), _)| a.max(b) + 1).max().unwrap_or(1);
    let segments = shapes.into_iter().enumerate().map(|(i, (ends, shape))| segment(i, ends, shape)).collect();
    VesselGraph::new((0..nodes).map(node).collect(), segments, beds, NodeIx(0))
}

/// A trunk with three branches, one of them by way of a loop.
fn tree() -> VesselGraph {
    let shapes = vec![
        ((0, 1), conduit(120.0, (9.0, 7.5))),
        ((1, 2), conduit(60.0, (3.0, 2.4))),
        ((1, 3), conduit(140.0, (7.0, 5.5))),
        ((2, 4), conduit(50.0, (1.5, 1.1))),
        (
            (3, 4),
            link(20.0, Lumped { compliance_ml_mmhg: 0.002, inertance_mmhg_s2_ml: 0.05, ..Lumped::default() }),
        ),
        ((3, 5), conduit(200.0, (4.0, 3.0))),
    ];
    let rest = Perfusion::default();
    graph(shapes, vec![bed(4, 120.0, rest), bed(5, 500.0, rest), bed(2, 200.0, rest)])
}

fn at_rest(graph: &VesselGraph, mmhg: f64, dt: f64) -> Pulsatile {
    let network = Network::at_rest(graph, Pressure::from_mmhg(mmhg)).expect("a resting state");
    Pulsatile::new(graph, &network, dt)
}

/// Worst imbalance of a node that is not held, of its throughflow.
fn imbalance(graph: &VesselGraph, pulse: &Pulsatile) -> f64 {
    let mut worst = 0.0_f64;
    for i in (0..graph.nodes().len()).map(NodeIx::at).filter(|i| *i != graph.root()) {
        // a flow that is about to turn is no measure of itself
        let (mut net, mut through) = (0.0, 1e-10);
        for (k, s) in graph.segments().iter().enumerate() {
            let (start, end) = pulse.segment_flows(SegmentIx::at(k));
            for (at, flow) in [(s.from, -start.si()), (s.to, end.si())] {
                if at == i {
                    net += flow;
                    through += flow.abs();
                }
            }
        }
        for (k, b) in graph.beds().iter().enumerate().filter(|(_, b)| b.node == i) {
            assert_eq!(b.node, i);
            let flow = pulse.bed_flow(BedIx::at(k)).si();
            net -= flow;
            through += flow.abs();
        }
        worst = worst.max(net.abs() / through);
    }
    worst
}

#[test]
fn under_a_constant_pressure_nothing_moves() {
    let graph = tree();
    let network = Network::at_rest(&graph, Pressure::from_mmhg(90.0)).unwrap();
    let mut pulse = Pulsatile::new(&graph, &network, DT);
    for _ in 0..200 {
        pulse.step(Pressure::from_mmhg(90.0)).unwrap();
    }
    for i in (0..graph.segments().len()).map(SegmentIx::at) {
        let (start, end) = pulse.segment_flows(i);
        let steady = network.segment_flows(i).0.si();
        assert!((start.si() / steady - 1.0).abs() < 1e-9 && (end.si() / steady - 1.0).abs() < 1e-9);
    }
}

#[test]
fn every_node_balances_at_every_step() {
    let graph = tree();
    let mut pulse = at_rest(&graph, 90.0, DT);
    let mut aorta = Aorta::default();
    let flow = Flow::from_ml_s(2.0);
    for step in 0..300 {
        aorta.step(&HEART, DT);
        let push = Injection { segment: SegmentIx(1), resistance_share: 0.3, flow };
        pulse.set_injection((step % 100 > 60).then_some(push));
        pulse.step(aorta.pressure(&HEART)).unwrap();
        assert!(imbalance(&graph, &pulse) < 1e-9, "{} in step {step}", imbalance(&graph, &pulse));
    }
}

/// What a segment took in and did not give out is what its stores hold more, whatever the beat did meanwhile.
#[test]
fn stores_hold_what_they_took() {
    let graph = tree();
    let mut pulse = at_rest(&graph, 90.0, DT);
    let mut aorta = Aorta::default();
    let mut taken = vec![0.0; graph.segments().len()];
    let held = |pulse: &Pulsatile, i: usize| {
        let (ends, middle) = (&graph.segments()[i], pulse.branches[i].middle());
        let [c1, cm, c2] = pulse.branches[i].elements().compliance;
        let p = |node: NodeIx| {
            let past = pulse.pressures[node.ix()];
            // what the backward difference sums to
            1.5 * past.last - 0.5 * past.before
        };
        c1 * p(ends.from) + cm * (1.5 * middle.last - 0.5 * middle.before) + c2 * p(ends.to)
    };
    let before: Vec<f64> = (0..taken.len()).map(|i| held(&pulse, i)).collect();
    for _ in 0..500 {
        aorta.step(&HEART, DT);
        pulse.step(aorta.pressure(&HEART)).unwrap();
        for (i, sum) in taken.iter_mut().enumerate() {
            let (start, end) = pulse.segment_flows(SegmentIx::at(i));
            *sum += (start.si() - end.si()) * DT;
        }
    }
    for (i, sum) in taken.iter().enumerate() {
        let expected = held(&pulse, i) - before[i];
        assert!((sum - expected).abs() <= 1e-9 * expected.abs().max(1e-9), "{i}: {sum} for {expected}");
    }
}

/// The mean over beats of the pulse is the steady network's solution.
#[test]
fn the_mean_of_the_pulse_is_the_steady_flow() {
    let graph = tree();
    let heart = Heart { rate: 60.0, ..HEART };
    let network = Network::at_rest(&graph, Pressure::from_mmhg(heart.mean_mmhg())).unwrap();
    let mut pulse = Pulsatile::new(&graph, &network, DT);
    let mut aorta = Aorta::default();
    let mut sums = vec![(0.0, 0.0); graph.segments().len()];
    for step in 0..(60 * 30) {
        aorta.step(&heart, DT);
        pulse.step(aorta.pressure(&heart)).unwrap();
        for (i, sum) in sums.iter_mut().enumerate().filter(|_| step >= 60 * 20) {
            let (start, end) = pulse.segment_flows(SegmentIx::at(i));
            *sum = (sum.0 + start.si() / 600.0, sum.1 + end.si() / 600.0);
        }
    }
    for (i, (start, end)) in sums.into_iter().enumerate() {
        let steady = network.segment_flows(SegmentIx::at(i)).0.si();
        assert!(
            (start / steady - 1.0).abs() < 2e-4 && (end / steady - 1.0).abs() < 2e-4,
            "{i}: {start} {steady}"
        );
    }
}

/// A bed that gets nothing any more empties with its own time: `p_c − p_v` falls as `e^(−t/RC)`.
#[test]
fn a_windkessel_decays() {
    let elements =
        crate::model::Windkessel { proximal_mmhg_s_ml: 2.0, compliance_ml_mmhg: 0.1, distal_mmhg_s_ml: 8.0 };
    let perfusion = Perfusion { windkessel: Some(elements), ..Perfusion::default() };
    let stops = Waveform { period_s: 1e6, points: vec![(0.0, 8.0), (0.5, 8.0), (0.6, 0.0), (9e5, 0.0)] };
    let inlet = Inlet { node: NodeIx(0), drive: Drive::Flow(stops) };
    let graph = graph(vec![((0, 1), link(1.0, Lumped::default()))], vec![bed(1, 0.0, perfusion)])
        .with_inlets(vec![inlet]);
    let error = |dt: f64| {
        let mut pulse = at_rest(&graph, 93.0, dt);
        let begin = (0.8 / dt).round() as usize;
        let (mut worst, mut first) = (0.0_f64, 0.0);
        for step in 1..=2 * begin {
            pulse.step(Pressure::ZERO).unwrap();
            let now = pulse.beds[0].outflow();
            if step == begin {
                first = now;
            } else if step > begin {
                let expected = first * math::exp(-((step - begin) as f64) * dt / 0.8);
                worst = worst.max((now / expected - 1.0).abs());
            }
        }
        worst
    };
    let (coarse, fine) = (error(1.0 / 60.0), error(1.0 / 120.0));
    assert!(coarse < 1e-3 && (3.3..4.7).contains(&(coarse / fine)), "{coarse} {fine}");
    // to 1e-9 where the step is short enough for it
    assert!(error(2e-5) < 1e-9, "{}", error(2e-5));
}

/// R, L and C in a row under a sine against the complex impedance.
#[test]
fn a_lumped_vessel_has_its_impedance() {
    let lumped = Lumped { compliance_ml_mmhg: 0.3, inertance_mmhg_s2_ml: 0.05, stenosis_mmhg_s2_ml2: 0.0 };
    let elements =
        crate::model::Windkessel { proximal_mmhg_s_ml: 1.5, compliance_ml_mmhg: 0.0, distal_mmhg_s_ml: 0.0 };
    let perfusion = Perfusion { windkessel: Some(elements), ..Perfusion::default() };
    let mut end = bed(1, 0.0, perfusion);
    end.venous_mmhg = 0.0;
    let wave = |n: usize| {
        (0..n).map(move |i| (i as f64 / n as f64, math::sin(2.0 * math::PI * i as f64 / n as f64)))
    };
    let sine = Waveform { period_s: 1.0, points: wave(20_000).collect() };
    let graph = graph(vec![((0, 1), link(0.7, lumped))], vec![end])
        .with_inlets(vec![Inlet { node: NodeIx(0), drive: Drive::Pressure(sine) }]);
    let mut pulse = at_rest(&graph, 0.0, 1e-3);
    let (mut cosine, mut sinus) = (0.0, 0.0);
    for step in 1..=12_000 {
        pulse.step(Pressure::ZERO).unwrap();
        if step > 11_000 {
            let angle = 2.0 * math::PI * f64::from(step) * 1e-3;
            let flow = pulse.segment_flows(SegmentIx(0)).0.ml_s();
            (cosine, sinus) =
                (cosine + 2e-3 * flow * math::cos(angle), sinus + 2e-3 * flow * math::sin(angle));
        }
    }
    // Y = 1/(R + 1/(iωC + 1/(iωL + R₂))), by hand in real and imaginary parts
    let w = 2.0 * math::PI;
    let (re, im) = (1.5, w * 0.05);
    let n = re * re + im * im;
    let (re, im) = (re / n, -im / n + w * 0.3);
    let n = re * re + im * im;
    let (re, im) = (re / n + 0.7, -im / n);
    let n = re * re + im * im;
    let (re, im) = (re / n, -im / n);
    assert!((sinus - re).abs() < 2e-4 && (cosine - im).abs() < 2e-4, "{sinus} {re}, {cosine} {im}");
}

/// Two harmonics of pressure at the root.
fn smooth() -> Vec<Inlet> {
    let points = (0..4096).map(|i| {
        let x = f64::from(i) / 4096.0;
        (x, 90.0 + 20.0 * math::sin(2.0 * math::PI * x) + 6.0 * math::sin(4.0 * math::PI * x))
    });
    let wave = Waveform { period_s: 1.0, points: points.collect() };
    vec![Inlet { node: NodeIx(0), drive: Drive::Pressure(wave) }]
}

/// Halving the step quarters the error.
#[test]
fn steps_are_of_the_second_order() {
    let graph = tree().with_inlets(smooth());
    let flows = |per_beat: u32| {
        let mut pulse = at_rest(&graph, 0.0, 1.0 / f64::from(per_beat));
        let mut seen = Vec::new();
        for step in 1..=per_beat * 8 {
            pulse.step(Pressure::ZERO).unwrap();
            if step > per_beat * 7 && step % (per_beat / 64) == 0 {
                seen.push(pulse.segment_flows(SegmentIx(3)).1.ml_s());
            }
        }
        seen
    };
    let reference = flows(4096);
    let error = |per_beat: u32| {
        flows(per_beat).iter().zip(&reference).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
    };
    let (coarse, fine) = (error(256), error(512));
    assert!((3.5..4.6).contains(&(coarse / fine)), "{coarse} / {fine} = {}", coarse / fine);
}

/// Cutting a conduit into more pieces converges with the square of the pieces.
#[test]
fn cutting_a_conduit_is_of_the_second_order() {
    let pressures = |pieces: usize| {
        let piece = |i: usize| {
            let at = |k: usize| math::lerp(3.0, 2.2, k as f64 / pieces as f64);
            ((i, i + 1), conduit(300.0 / pieces as f64, (at(i), at(i + 1))))
        };
        let beds = vec![bed(pieces, 200.0, Perfusion::default())];
        let graph = graph((0..pieces).map(piece).collect(), beds).with_inlets(smooth());
        let mut pulse = at_rest(&graph, 0.0, 1e-3);
        let mut seen = Vec::new();
        for step in 0..5000 {
            pulse.step(Pressure::ZERO).unwrap();
            if step >= 4000 && step % 20 == 0 {
                seen.push(pulse.pressure(NodeIx::at(pieces)).mmhg());
            }
        }
        seen
    };
    let reference = pressures(64);
    let error = |pieces: usize| {
        let off = pressures(pieces);
        off.iter().zip(&reference).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
    };
    let (two, four, eight) = (error(2), error(4), error(8));
    assert!(two / four > 3.0 && four / eight > 3.0 && eight < 0.1, "{two} {four} {eight}");
}

/// In a slow pulsation the flow ahead of a tip turns around in diastole while it is forward in systole, and at every
/// step exactly at the rate that the response foretold.
#[test]
fn reflux_comes_in_diastole_by_itself() {
    let graph = tree();
    let place = (SegmentIx(3), 0.6);
    let mut pulse = at_rest(&graph, HEART.mean_mmhg(), DT);
    let mut aorta = Aorta::default();
    for _ in 0..600 {
        aorta.step(&HEART, DT);
        pulse.step(aorta.pressure(&HEART)).unwrap();
    }
    let rest = at_rest(&graph, HEART.mean_mmhg(), DT).segment_flows(place.0).0;
    let flow = rest * 0.8;
    let (mut forward, mut backward) = (0, 0);
    pulse.set_injection(Some(Injection { segment: place.0, resistance_share: place.1, flow }));
    for _ in 0..600 {
        aorta.step(&HEART, DT);
        pulse.step(aorta.pressure(&HEART)).unwrap();
        let (before, after) = pulse.tip_flows().expect("an injection");
        assert!((after.si() - before.si() - flow.si()).abs() < 1e-18);
        if before.si() < 0.0 { backward += 1 } else { forward += 1 }
    }
    assert!(backward > 60 && forward > 60, "{backward} backward, {forward} forward");
}

/// Within a step a segment is `R + 3L/2Δt`, a bed `Z + 1/(1/R_d + 3C/2Δt)`: the Thévenin impedances by hand, the threshold by
/// bisection, both for a tip that is not in the middle and at a moment when nothing is at rest.
#[test]
fn the_reflux_threshold_of_a_step_is_that_of_thevenin() {
    let vessel = |r, l| link(r, Lumped { inertance_mmhg_s2_ml: l, ..Lumped::default() });
    let elements = |z, c, r| {
        let w =
            crate::model::Windkessel { proximal_mmhg_s_ml: z, compliance_ml_mmhg: c, distal_mmhg_s_ml: r };
        Perfusion { windkessel: Some(w), ..Perfusion::default() }
    };
    let shapes = vec![((0, 1), vessel(1.0, 0.01)), ((1, 2), vessel(5.0, 0.08)), ((1, 3), vessel(3.0, 0.02))];
    let graph =
        graph(shapes, vec![bed(2, 0.0, elements(4.0, 0.02, 30.0)), bed(3, 0.0, elements(2.0, 0.05, 12.0))]);
    let rate = 1.5 / DT;
    let bed = |z: f64, c: f64, r: f64| z + 1.0 / (1.0 / r + c * rate);
    let (trunk, own, other) = (1.0 + 0.01 * rate, 5.0 + 0.08 * rate, 3.0 + 0.02 * rate);
    let branch = other + bed(2.0, 0.05, 12.0);
    let segment = SegmentIx(1);
    for share in [0.1, 0.7] {
        let up = share * own + trunk * branch / (trunk + branch);
        let down = (1.0 - share) * own + bed(4.0, 0.02, 30.0);
        let mut pulse = at_rest(&graph, HEART.mean_mmhg(), DT);
        let mut aorta = Aorta::default();
        let mut tried = 0;
        for step in 0..80 {
            aorta.step(&HEART, DT);
            let root = aorta.pressure(&HEART);
            let stepped = |rate: Option<f64>| {
                let mut trial = pulse.clone();
                let push = |ml_s| Injection { segment, resistance_share: share, flow: Flow::from_ml_s(ml_s) };
                trial.set_injection(rate.map(push));
                trial.step(root).unwrap();
                trial.tip_flows().unwrap_or_else(|| trial.segment_flows(segment)).0.ml_s()
            };
            let free = stepped(None);
            if step % 20 == 7 && free > 0.0 {
                tried += 1;
                let (mut low, mut high) = (0.0, 100.0);
                for _ in 0..80 {
                    let middle = 0.5 * (low + high);
                    if stepped(Some(middle)) < 0.0 { high = middle } else { low = middle }
                }
                let by_hand = free * (up + down) / down;
                assert!((low / by_hand - 1.0).abs() < 1e-9, "{low} against {by_hand}");
            }
            pulse.step(root).unwrap();
        }
        assert!(tried > 1);
    }
}

/// A step's response is that of the step.
#[test]
fn the_reflux_threshold_of_a_step_is_foretold() {
    let graph = tree();
    let (segment, share) = (SegmentIx(1), 0.4);
    let mut pulse = at_rest(&graph, HEART.mean_mmhg(), DT);
    let mut aorta = Aorta::default();
    for _ in 0..77 {
        aorta.step(&HEART, DT);
        pulse.step(aorta.pressure(&HEART)).unwrap();
    }
    aorta.step(&HEART, DT);
    let root = aorta.pressure(&HEART);
    let response = pulse.response(root, segment, share);
    let predicted = response.resting_flow.si() / -response.upstream_share;
    let (mut low, mut high) = (0.0, predicted * 4.0);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        let mut trial = pulse.clone();
        trial.set_injection(Some(Injection {
            segment,
            resistance_share: share,
            flow: Flow::from_si(middle),
        }));
        trial.step(root).unwrap();
        let (before, _) = trial.tip_flows().expect("an injection");
        if before.si() < 0.0 { high = middle } else { low = middle }
    }
    assert!((low / predicted - 1.0).abs() < 1e-9, "{low} against {predicted}");
}

#[test]
fn what_is_no_number_is_refused_and_the_state_stays() {
    let graph = tree();
    let mut pulse = at_rest(&graph, 90.0, DT);
    let before = pulse.pressure(NodeIx(3));
    assert!(pulse.step(Pressure::from_si(f64::NAN)).is_err());
    assert_eq!(pulse.pressure(NodeIx(3)), before);
    pulse.step(Pressure::from_mmhg(90.0)).unwrap();
    assert!((pulse.pressure(NodeIx(3)).si() / before.si() - 1.0).abs() < 1e-9);
}

proptest! {
    /// Any tree with loops, any pulse, any injection: nodes balance, pressures stay between vein and systole plus what
    /// the injection pushes.
    #[test]
    fn random_networks_balance(
        shape in prop::collection::vec((0_usize..100, 1.0_f64..6.0), 3..20),
        chords in prop::collection::vec((0_usize..100, 0_usize..100, 0.5_f64..3.0), 0..4),
        rate in 0.0_f64..3.0,
        share in 0.0_f64..1.0,
    ) {
        let mut shapes: Vec<((usize, usize), Shape)> = shape
            .iter()
            .enumerate()
            .map(|(i, (p, r))| ((p % (i + 1), i + 1), conduit(40.0, (*r, 0.8 * r))))
            .collect();
        let n = shapes.len() + 1;
        let chords = chords.iter().map(|(a, b, r)| ((a % n, b % n), conduit(30.0, (*r, *r))));
        shapes.extend(chords.filter(|((a, b), _)| a != b));
        let beds = (1..n).map(|i| bed(i, 60.0 / n as f64, Perfusion::default())).collect();
        let graph = graph(shapes, beds);
        let mut pulse = at_rest(&graph, HEART.mean_mmhg(), DT);
        let mut aorta = Aorta::default();
        let flow = Flow::from_ml_s(rate);
        pulse.set_injection(Some(Injection { segment: SegmentIx(0), resistance_share: share, flow }));
        for _ in 0..120 {
            aorta.step(&HEART, DT);
            pulse.step(aorta.pressure(&HEART)).unwrap();
            prop_assert!(imbalance(&graph, &pulse) < 1e-9, "{}", imbalance(&graph, &pulse));
        }
    }
}
