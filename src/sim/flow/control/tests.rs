//! Answers to pressure: what each bed and collateral comes to.

use glam::DVec3;

use super::*;
use crate::model::{Bed, Behaviour, Lumped, Node, NodeIx, Perfusion, Segment, Shape, Tissue};
use crate::sim::flow::Injection;
use crate::units::{Pressure, Resistance};

fn link(i: usize, (from, to): (usize, usize), resistance: f64, collateral: Option<Collateral>) -> Segment {
    Segment {
        id: format!("s{i}"),
        vessel: "vessel".to_owned(),
        from: NodeIx::at(from),
        to: NodeIx::at(to),
        behaviour: Behaviour { collateral, ..Behaviour::default() },
        shape: Shape::Link {
            resistance_mmhg_s_ml: resistance,
            diameter_um: 500.0,
            volume_ml: 0.1,
            lumped: Lumped::default(),
        },
    }
}

fn bed(at: usize, flow_ml_min: f64, control: Control, portal: bool) -> Bed {
    Bed {
        id: format!("b{at}"),
        name: "bed".to_owned(),
        node: NodeIx::at(at),
        tissue: Tissue::Organ,
        flow_ml_min,
        perfusion: Perfusion { control, ..Perfusion::default() },
        drains: if portal { Drainage::Splenic } else { Drainage::Systemic },
        venous_mmhg: 5.0,
        arteriole_um: 300.0,
        transit_s: 4.0,
        shunt: None,
        centre_mm: DVec3::ZERO,
        radius_mm: 10.0,
    }
}

/// A trunk to node 1, and a branch from there to each bed.
fn graph(beds: Vec<Bed>, more: Option<Segment>) -> VesselGraph {
    let last = beds.len() + 1;
    let nodes = (0..=last).map(|i| Node { id: format!("n{i}"), position_mm: DVec3::ZERO }).collect();
    let mut segments = vec![link(0, (0, 1), 0.2, None)];
    segments.extend((2..=last).map(|i| link(i, (1, i), 1.0, None)));
    segments.extend(more);
    VesselGraph::new(nodes, segments, beds, NodeIx(0))
}

/// Lets seconds pass; beds have `open` of their conductance.
fn settle(graph: &VesselGraph, network: &mut Network, controls: &mut Controls, seconds: u32) {
    let rest: Vec<f64> = (0..graph.beds().len()).map(|i| network.bed_resistance(BedIx::at(i)).si()).collect();
    for _ in 0..seconds * 60 {
        if let Some(answers) = controls.step(graph, network.free()) {
            for (bed, tone) in answers.beds {
                network.set_bed(bed, Resistance::from_si(rest[bed.ix()] * tone));
            }
            for (segment, open) in answers.segments {
                let Shape::Link { resistance_mmhg_s_ml, .. } = graph.segment(segment).shape else { continue };
                network.set_segment(segment, Resistance::from_mmhg_s_ml(resistance_mmhg_s_ml / open));
            }
            network.solve().unwrap();
        }
    }
}

#[test]
fn an_autoregulated_bed_keeps_its_flow_and_a_passive_one_does_not() {
    let kidney = bed(2, 300.0, Control::Autoregulated(70.0, 160.0), false);
    let graph = graph(vec![kidney, bed(3, 300.0, Control::Passive, false)], None);
    let mut network = Network::at_rest(&graph, Pressure::from_mmhg(100.0)).unwrap();
    let mut controls = Controls::new(&graph, &network);
    let flows = |network: &Network| [0, 1].map(|i| network.bed_flow(BedIx(i)).ml_min());
    network.set_root(Pressure::from_mmhg(85.0));
    network.solve().unwrap();
    assert!(flows(&network)[0] < 260.0);
    settle(&graph, &mut network, &mut controls, 120);
    let [kidney, other] = flows(&network);
    assert!((kidney / 300.0 - 1.0).abs() < 0.01, "{kidney}");
    assert!(other < 260.0, "{other}");
    // below its range it is passive again
    let rest = network.bed_resistance(BedIx(0)).si();
    network.set_root(Pressure::from_mmhg(50.0));
    network.solve().unwrap();
    assert_eq!(rest, network.bed_resistance(BedIx(0)).si());
    assert!(flows(&network)[0] < 200.0);
}

#[test]
fn the_hepatic_artery_replaces_portal_blood() {
    let liver = bed(2, 300.0, Control::PortalBuffer(0.5), false);
    let spleen = bed(3, 300.0, Control::Passive, true);
    let graph = graph(vec![liver, spleen], None);
    let mut network = Network::at_rest(&graph, Pressure::from_mmhg(95.0)).unwrap();
    let mut controls = Controls::new(&graph, &network);
    // the splenic artery is closed: half of its 300 mL/min come through the hepatic artery
    network.set_segment(SegmentIx(2), Resistance::from_si(f64::INFINITY));
    network.solve().unwrap();
    let state = |network: &Network| (network.bed_flow(BedIx(0)).si(), network.bed_resistance(BedIx(0)).si());
    let before = state(&network);
    settle(&graph, &mut network, &mut controls, 120);
    let after = state(&network);
    assert!((before.1 / after.1 - 1.5).abs() < 0.01, "{before:?} {after:?}");
    assert!(after.0 > 1.4 * before.0, "{before:?} {after:?}");
}

#[test]
fn a_collateral_opens_when_its_ends_part_and_stays_open() {
    let beds = vec![bed(2, 60.0, Control::Passive, false), bed(3, 60.0, Control::Passive, false)];
    let graph = graph(beds, Some(link(9, (2, 3), 10.0, Some(Collateral::Above(8.0)))));
    let mut network = Network::at_rest(&graph, Pressure::from_mmhg(95.0)).unwrap();
    let mut controls = Controls::new(&graph, &network);
    settle(&graph, &mut network, &mut controls, 60);
    assert!(network.segment_flows(SegmentIx(3)).0.ml_min().abs() < 0.01);
    network.set_segment(SegmentIx(2), Resistance::from_si(f64::INFINITY));
    network.solve().unwrap();
    let starved = network.bed_flow(BedIx(1)).ml_min();
    settle(&graph, &mut network, &mut controls, 180);
    let fed = network.bed_flow(BedIx(1)).ml_min();
    assert!(starved < 5.0 && fed > 45.0, "{starved} {fed}");
    network.set_segment(SegmentIx(2), Resistance::from_mmhg_s_ml(1.0));
    network.solve().unwrap();
    settle(&graph, &mut network, &mut controls, 60);
    assert!(network.segment_resistance(SegmentIx(3)).mmhg_s_ml() < 10.2);
}

/// A difference that does not last opens nothing, however often it comes.
#[test]
fn a_collateral_does_not_answer_to_a_moment() {
    let beds = vec![bed(2, 60.0, Control::Passive, false), bed(3, 60.0, Control::Passive, false)];
    let graph = graph(beds, Some(link(9, (2, 3), 10.0, Some(Collateral::Above(8.0)))));
    let mut network = Network::at_rest(&graph, Pressure::from_mmhg(95.0)).unwrap();
    let mut controls = Controls::new(&graph, &network);
    for _ in 0..10 {
        for (resistance, seconds) in [(f64::INFINITY, 15), (1.0, 5)] {
            network.set_segment(SegmentIx(2), Resistance::from_mmhg_s_ml(resistance));
            network.solve().unwrap();
            settle(&graph, &mut network, &mut controls, seconds);
        }
    }
    assert!(network.segment_resistance(SegmentIx(3)).mmhg_s_ml() > 9_999.0);
    network.set_segment(SegmentIx(2), Resistance::from_si(f64::INFINITY));
    network.solve().unwrap();
    settle(&graph, &mut network, &mut controls, 25);
    assert!(network.segment_resistance(SegmentIx(3)).mmhg_s_ml() < 9_000.0);
}

/// The pressure of an injection is no perfusion: nothing answers to it.
#[test]
fn nothing_answers_to_a_syringe() {
    let beds = vec![
        bed(2, 300.0, Control::Autoregulated(70.0, 160.0), false),
        bed(3, 300.0, Control::PortalBuffer(0.5), false),
        bed(4, 300.0, Control::Passive, true),
    ];
    let graph = graph(beds, Some(link(9, (2, 3), 10.0, Some(Collateral::Above(8.0)))));
    let mut network = Network::at_rest(&graph, Pressure::from_mmhg(95.0)).unwrap();
    let mut controls = Controls::new(&graph, &network);
    let state = |network: &Network| {
        let beds = [0, 1, 2].map(|i| network.bed_resistance(BedIx(i)).si());
        (beds, network.segment_resistance(SegmentIx(4)).si())
    };
    let before = state(&network);
    for segment in [1, 3] {
        let flow = crate::units::Flow::from_ml_s(30.0);
        let push = Injection { segment: SegmentIx(segment), resistance_share: 1.0, flow };
        network.set_injection(Some(push));
        network.solve().unwrap();
        let drop = (network.pressure(NodeIx(2)) - network.pressure(NodeIx(3))).mmhg();
        assert!(segment != 1 || drop > 8.0, "{drop} mmHg would open it");
        settle(&graph, &mut network, &mut controls, 60);
        assert_eq!(state(&network), before);
    }
}
