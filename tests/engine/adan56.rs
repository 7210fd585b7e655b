//! The flow solver against ADAN56, a published network of 77 arterial segments: each of its steady flows, from the table
//! and from the shipped anatomy, and its pulse.

use core::fmt::Write as _;
use std::fs;
use std::path::Path;

use embolize::math;
use embolize::model::{Bed, BedIx, Drainage, Node, NodeIx, Segment, SegmentIx, Shape, Tissue, VesselGraph};
use embolize::scenario::Library;
use embolize::sim::flow::periodic::{self, Beat};
use embolize::sim::flow::{Heart, Network, conduit};
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

/// The shipped anatomy; its heart is its own inflow, so what is asked of another does not matter.
const HEART: Heart = Heart { rate: 60.0, systolic_mmhg: 120.0, diastolic_mmhg: 80.0 };

fn shipped() -> VesselGraph {
    Library::bundled().anatomy("adan56").expect("it is bundled").graph().clone()
}

#[test]
fn every_steady_flow_of_the_shipped_anatomy() {
    let (rows, graph) = (rows(), shipped());
    assert_eq!(graph.segments().len(), rows.len());
    let network = Network::at_rest(&graph, Pressure::from_mmhg(ROOT_MMHG)).expect("a resting state");
    assert!((network.pressure(graph.root()).mmhg() - ROOT_MMHG).abs() < 0.01 * ROOT_MMHG);
    for row in &rows {
        let segment = graph.find_segment(&row.label.to_lowercase()).expect(&row.label);
        let flow = network.segment_flows(segment).0.ml_min();
        let tolerance = (0.01 * row.flow_ml_min).max(0.5);
        let wanted = row.flow_ml_min;
        assert!((flow - wanted).abs() <= tolerance, "{}: {flow} for {wanted} mL/min", row.label);
    }
}

/// Places whose waves are looked at: node, name.
const PLACES: [(&str, &str); 6] = [
    ("aortic_valve", "aortic root"),
    ("end_of_thoracic_aorta_v", "thoracic aorta, end"),
    ("end_of_abdominal_aorta_v", "aortic bifurcation"),
    ("end_of_external_iliac_r", "right femoral artery"),
    ("end_of_brachial_r", "right radial artery, start"),
    ("end_of_radial_r", "right radial artery, wrist"),
];

fn wave<'b>(graph: &VesselGraph, beat: &'b Beat, node: &str) -> &'b [f64] {
    &beat.pressures[graph.find_node(node).expect(node).ix()]
}

/// When the wave rises steepest on its way from the foot to the peak, s: its front, whatever echoes of the last beat still
/// come in before, and not the rebound after the valve has closed.
fn front(samples: &[f64], period_s: f64) -> f64 {
    let n = samples.len();
    let by = |a: &usize, b: &usize| samples[*a].total_cmp(&samples[*b]);
    let foot = (0..n).min_by(by).expect("it has samples");
    let peak = (0..n).max_by(by).expect("it has samples");
    let upstroke = (0..(peak + n - foot) % n).map(|k| (foot + k) % n);
    let rise = |k: usize| samples[(k + 1) % n] - samples[k];
    let steepest = upstroke.max_by(|a, b| rise(*a).total_cmp(&rise(*b))).expect("it rises");
    (steepest as f64 + 0.5) / n as f64 * period_s
}

#[test]
fn the_pulse_is_an_arterial_one_and_has_the_steady_mean() {
    let graph = shipped();
    let beat = periodic::beat(&graph, &HEART).expect("a beat");
    let network = Network::at_rest(&graph, Pressure::from_mmhg(ROOT_MMHG)).expect("a resting state");
    for (i, segment) in graph.segments().iter().enumerate() {
        let steady = network.segment_flows(SegmentIx::at(i)).0.ml_min();
        for flow in [&beat.flows[i], &beat.flows_out[i]] {
            let mean = periodic::extent(flow).2;
            assert!((mean - steady).abs() <= 1e-3 * steady, "{}: {mean} for {steady} mL/min", segment.id);
        }
    }
    let of = |node: &str| periodic::extent(wave(&graph, &beat, node));
    let (root, groin, wrist) = (of("aortic_valve"), of("end_of_external_iliac_r"), of("end_of_radial_r"));
    let pulse = |(least, greatest, _): (f64, f64, f64)| greatest - least;
    // a normal pressure at the root, little of its mean lost on the way but in the long thin
    // artery to the wrist, and a pulse that grows towards the limbs
    assert!((90.0..150.0).contains(&root.1) && (60.0..95.0).contains(&root.0), "{root:?}");
    assert!(root.2 - groin.2 < 5.0 && root.2 - wrist.2 < 25.0, "{root:?} {groin:?} {wrist:?}");
    assert!(pulse(groin) > 1.1 * pulse(root), "{root:?} {groin:?}");
    // it arrives later the further it has to go, at some metres a second
    let when = |node: &str| front(wave(&graph, &beat, node), beat.period_s);
    let (start, middle, end) =
        (when("aortic_valve"), when("end_of_abdominal_aorta_v"), when("end_of_posterior_tibial_r"));
    assert!((0.05..0.15).contains(&(middle - start)), "{start} {middle}");
    assert!((0.06..0.3).contains(&(end - middle)), "{middle} {end}");
}

/// The waves as `docs/adan56.svg`, drawn anew with `UPDATE_GOLDEN=1`.
#[test]
fn the_waves_are_drawn_in_the_documents() {
    let graph = shipped();
    let beat = periodic::beat(&graph, &HEART).expect("a beat");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/adan56.svg");
    let drawn = svg(&graph, &beat);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &drawn).expect("the documents can be written");
    }
    assert_eq!(fs::read_to_string(path).expect("it is there"), drawn, "draw it anew with UPDATE_GOLDEN=1");
}

fn svg(graph: &VesselGraph, beat: &Beat) -> String {
    const COLOURS: [&str; 6] = ["#000000", "#0072b2", "#009e73", "#d55e00", "#cc79a7", "#e69f00"];
    let (width, height, left, top) = (640.0, 320.0, 60.0, 40.0);
    let (low, high) = (50.0, 150.0);
    let x = |t: f64| left + width * t / beat.period_s;
    let y = |p: f64| top + height * (high - p) / (high - low);
    let mut out = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 900 420\" font-family=\"sans-serif\" font-size=\"13\">\n\
         <rect width=\"900\" height=\"420\" fill=\"white\"/>\n\
         <text x=\"60\" y=\"24\">Pressure over one beat of ADAN56, mmHg</text>\n",
    );
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    for p in [50.0, 75.0, 100.0, 125.0, 150.0] {
        line(format!("<path d=\"M{left} {0:.1}h{width}\" stroke=\"#ddd\"/>", y(p)));
        line(format!("<text x=\"50\" y=\"{:.1}\" text-anchor=\"end\">{p}</text>", y(p) + 4.0));
    }
    for t in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let at = x(t * beat.period_s);
        line(format!("<text x=\"{at:.1}\" y=\"380\" text-anchor=\"middle\">{} s</text>", t * beat.period_s));
    }
    for ((node, name), colour) in PLACES.iter().zip(COLOURS) {
        let samples = wave(graph, beat, node);
        let n = samples.len();
        let mut path = String::new();
        for (k, pressure) in samples.iter().enumerate().step_by(8) {
            let at = x((k + 1) as f64 / n as f64 * beat.period_s);
            let _ = write!(path, "{}{at:.1} {:.1}", if k == 0 { 'M' } else { 'L' }, y(*pressure));
        }
        line(format!("<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.8\"/>"));
        let row = top + 20.0 * PLACES.iter().position(|place| place.0 == *node).unwrap_or(0) as f64;
        line(format!("<path d=\"M712 {row}h18\" stroke=\"{colour}\" stroke-width=\"3\"/>"));
        line(format!("<text x=\"736\" y=\"{}\">{name}</text>", row + 4.0));
    }
    line("</svg>".to_owned());
    out
}
