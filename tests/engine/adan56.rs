//! The flow solver against ADAN56, a published network of 77 arterial segments: each of its steady flows.

use std::fs;
use std::path::Path;

use embolize::math;
use embolize::model::{Bed, BedIx, Drainage, Node, NodeIx, Segment, SegmentIx, Shape, Tissue, VesselGraph};
use embolize::sim::flow::{Network, conduit};
use embolize::units::{Pressure, Resistance};
use glam::DVec3;

/// Blood of the reference, Pa·s.
const VISCOSITY: f64 = 4.0e-3;
/// Inflow of the reference, mL/min.
const INFLOW: f64 = 6774.0;
/// Pressure at the root of the reference, mmHg.
const ROOT_MMHG: f64 = 105.0;

/// One line of the table.
struct Row {
    label: String,
    nodes: (usize, usize),
    length_mm: f64,
    radii_mm: (f64, f64),
    terminal_mmhg_s_ml: Option<f64>,
    flow_ml_min: f64,
}

fn rows() -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/reference/adan56.csv");
    let text = fs::read_to_string(path).expect("the table");
    let lines = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let number = |i: usize| cells[i].parse::<f64>().expect("a number");
        let node = |i: usize| cells[i].parse::<usize>().expect("a node") - 1;
        Row {
            label: cells[0].to_owned(),
            nodes: (node(1), node(2)),
            length_mm: number(3),
            radii_mm: (number(4), number(5)),
            terminal_mmhg_s_ml: cells[6].parse().ok(),
            flow_ml_min: number(8),
        }
    };
    lines.map(row).collect()
}

fn segment(row: &Row) -> Segment {
    let resistance = conduit::taper(row.length_mm, row.radii_mm.0, row.radii_mm.1, VISCOSITY);
    let (a, b) = row.radii_mm;
    Segment {
        id: row.label.clone(),
        vessel: row.label.clone(),
        from: NodeIx::at(row.nodes.0),
        to: NodeIx::at(row.nodes.1),
        behaviour: embolize::model::Behaviour::default(),
        shape: Shape::Link {
            resistance_mmhg_s_ml: Resistance::from_si(resistance).mmhg_s_ml(),
            diameter_um: 2000.0 * a.min(b),
            volume_ml: math::PI / 3.0 * (a * a + a * b + b * b) * row.length_mm / 1000.0,
            lumped: embolize::model::Lumped::default(),
        },
    }
}

fn bed(row: &Row) -> Bed {
    Bed {
        id: row.label.clone(),
        name: row.label.clone(),
        node: NodeIx::at(row.nodes.1),
        tissue: Tissue::RunOff,
        perfusion: embolize::model::Perfusion::default(),
        flow_ml_min: 1.0,
        venous_mmhg: 0.0,
        drains: Drainage::default(),
        arteriole_um: 300.0,
        transit_s: 3.0,
        shunt: None,
        centre_mm: DVec3::ZERO,
        radius_mm: 10.0,
    }
}

/// The network with its terminal resistances, solved at a root pressure.
fn solved(rows: &[Row], root_mmhg: f64) -> Network {
    let last = rows.iter().map(|r| r.nodes.0.max(r.nodes.1)).max().expect("rows");
    let nodes = (0..=last).map(|i| Node { id: format!("n{i}"), position_mm: DVec3::ZERO }).collect();
    let ends: Vec<&Row> = rows.iter().filter(|r| r.terminal_mmhg_s_ml.is_some()).collect();
    let beds = ends.iter().map(|row| bed(row)).collect();
    let graph = VesselGraph::new(nodes, rows.iter().map(segment).collect(), beds, NodeIx::at(0));
    let mut network = Network::at_rest(&graph, Pressure::from_mmhg(root_mmhg)).expect("a resting state");
    for (i, resistance) in ends.iter().filter_map(|row| row.terminal_mmhg_s_ml).enumerate() {
        network.set_bed(BedIx::at(i), Resistance::from_mmhg_s_ml(resistance));
    }
    network.solve().expect("a solution");
    network
}

#[test]
fn every_steady_flow_of_the_published_network() {
    let rows = rows();
    assert_eq!(rows.len(), 77);
    // the network is linear and drains to zero: the pressure that gives the reference's inflow follows from one solve
    let inflow = solved(&rows, 100.0).segment_flows(SegmentIx::at(0)).0.ml_min();
    let root_mmhg = 100.0 * INFLOW / inflow;
    assert!((root_mmhg - ROOT_MMHG).abs() < 0.01 * ROOT_MMHG, "{root_mmhg} mmHg at the root");
    let network = solved(&rows, root_mmhg);
    for (i, row) in rows.iter().enumerate() {
        let flow = network.segment_flows(SegmentIx::at(i)).0.ml_min();
        let tolerance = (0.01 * row.flow_ml_min).max(0.5);
        assert!(
            (flow - row.flow_ml_min).abs() <= tolerance,
            "{}: {flow} for {} mL/min",
            row.label,
            row.flow_ml_min
        );
    }
}
