//! Networks of svZeroDSolver, converted and solved, against the closed forms of what they are.

use std::fs;
use std::path::Path;

use embolize::import::svzerod::{Refused, anatomy};
use embolize::model::{BedIx, SegmentIx, VesselGraph};
use embolize::scenario::{Library, parse_anatomy};
use embolize::sim::flow::periodic::{self, Beat};
use embolize::sim::flow::{Heart, Network};
use embolize::units::Pressure;

/// dyn/cm² of 1 mmHg.
const MMHG: f64 = 1_333.223_874_15;
/// It drives nothing here: every model has its own inlet.
const HEART: Heart = Heart { rate: 60.0, systolic_mmhg: 120.0, diastolic_mmhg: 80.0 };

fn graph(json: &str) -> VesselGraph {
    let text = anatomy(json, "model").expect("it can be converted");
    let checked = parse_anatomy(&Library::bundled(), text.as_bytes(), "model.ron");
    checked.unwrap_or_else(|problems| panic!("{problems:#?}\n{text}")).value.graph().clone()
}

fn solved(json: &str) -> (VesselGraph, Network) {
    let graph = graph(json);
    let network = Network::at_rest(&graph, Pressure::from_mmhg(90.0)).expect("a resting state");
    (graph, network)
}

fn beat(json: &str) -> (VesselGraph, Beat) {
    let graph = graph(json);
    let beat = periodic::beat(&graph, &HEART).expect("a beat");
    (graph, beat)
}

/// One vessel between an inlet and an outlet.
fn single(values: &str, inlet: &str, outlet: &str) -> String {
    format!(
        r#"{{"boundary_conditions": [{inlet}, {outlet}], "vessels": [{{"vessel_id": 7, "vessel_name": "v",
        "zero_d_element_type": "BloodVessel", "boundary_conditions": {{"inlet": "in", "outlet": "out"}},
        "zero_d_element_values": {{{values}}}}}]}}"#
    )
}

const STEADY: &str = r#"{"bc_name": "in", "bc_type": "FLOW", "bc_values": {"Q": [40, 40], "t": [0, 1]}}"#;

/// A sine of 30 about 40 cm³/s.
fn sine() -> String {
    let times: Vec<f64> = (0..=2000).map(|i| f64::from(i) / 2000.0).collect();
    let flow = |t: &f64| 40.0 + 30.0 * embolize::math::sin(2.0 * embolize::math::PI * t);
    let flows: Vec<f64> = times.iter().map(flow).collect();
    format!(r#"{{"bc_name": "in", "bc_type": "FLOW", "bc_values": {{"Q": {flows:?}, "t": {times:?}}}}}"#)
}

fn near(a: f64, b: f64, tolerance: f64) {
    assert!((a - b).abs() <= tolerance * b.abs().max(1e-3), "{a} for {b}");
}

/// Amplitude of the first harmonic, as (cosine, sine); sample k is at (k + 1)/n of the beat.
fn harmonic(samples: &[f64]) -> (f64, f64) {
    let n = samples.len() as f64;
    let angle = |k: usize| 2.0 * embolize::math::PI * (k as f64 + 1.0) / n;
    let sum =
        |f: fn(f64) -> f64| samples.iter().enumerate().map(|(k, s)| 2.0 / n * s * f(angle(k))).sum::<f64>();
    (sum(embolize::math::cos), sum(embolize::math::sin))
}

#[test]
fn a_bifurcation_divides_by_its_resistances() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/svzerod/bifurcation.json");
    let (graph, network) = solved(&fs::read_to_string(path).expect("the file"));
    // Q₁ (200 + 2000) + Pd₁ = Q₂ (150 + 3300) + Pd₂, Q₁ + Q₂ = 50
    let q1 = (50.0 * 3450.0 + 1333.2239 - 6666.119) / (2200.0 + 3450.0);
    let flow = |id: &str| network.segment_flows(graph.find_segment(id).expect("its name")).0.ml_s();
    near(flow("trunk"), 50.0, 1e-9);
    near(flow("branch to the left"), q1, 1e-9);
    near(flow("branch_right"), 50.0 - q1, 1e-9);
    let root = q1 * 2200.0 + 6666.119 + 50.0 * 100.0;
    near(network.pressure(graph.root()).mmhg(), root / MMHG, 1e-6);
}

#[test]
fn a_stenosis_costs_with_the_square() {
    let out = r#"{"bc_name": "out", "bc_type": "RESISTANCE", "bc_values": {"R": 100, "Pd": 0}}"#;
    let (graph, network) = solved(&single(r#""R_poiseuille": 20, "stenosis_coefficient": 1.5"#, STEADY, out));
    let pressure = (20.0 + 1.5 * 40.0 + 100.0) * 40.0 / MMHG;
    near(network.pressure(graph.root()).mmhg(), pressure, 1e-9);
    // the same as the beat of a steady inflow comes to
    let (graph, beat) = beat(&single(r#""R_poiseuille": 20, "stenosis_coefficient": 1.5"#, STEADY, out));
    near(periodic::extent(&beat.pressures[graph.root().ix()]).2, pressure, 1e-9);
}

#[test]
fn a_pressure_at_the_outlet_holds_it() {
    let out = r#"{"bc_name": "out", "bc_type": "PRESSURE", "bc_values": {"P": [13332, 13332], "t": [0, 1]}}"#;
    let (graph, network) = solved(&single(r#""R_poiseuille": 25"#, STEADY, out));
    near(network.pressure(graph.root()).mmhg(), (13332.0 + 25.0 * 40.0) / MMHG, 1e-9);
}

/// R, C, L into a Windkessel under a sine: the complex impedance, with C behind R and before L.
#[test]
fn compliance_lies_between_resistance_and_inertance() {
    let out =
        r#"{"bc_name": "out", "bc_type": "RCR", "bc_values": {"Rp": 100, "C": 0.0004, "Rd": 900, "Pd": 0}}"#;
    let (graph, beat) = beat(&single(r#""R_poiseuille": 80, "C": 0.0003, "L": 25"#, &sine(), out));
    let w = 2.0 * embolize::math::PI;
    let over = |(re, im): (f64, f64)| (re / (re * re + im * im), -im / (re * re + im * im));
    let (re, im) = over((1.0 / 900.0, w * 0.0004));
    let (re, im) = over((re + 100.0, im + w * 25.0));
    let (re, im) = over((re, im + w * 0.0003));
    let (re, im) = (re + 80.0, im);
    let (cosine, sinus) = harmonic(&beat.pressures[graph.root().ix()]);
    near(sinus, 30.0 * re / MMHG, 2e-4);
    near(cosine, 30.0 * im / MMHG, 2e-4);
    near(periodic::extent(&beat.pressures[graph.root().ix()]).2, 40.0 * 1080.0 / MMHG, 1e-5);
    near(periodic::extent(&beat.beds[0]).2, 40.0 * 60.0, 1e-5);
    assert_eq!(graph.bed(BedIx(0)).id, "out");
    assert_eq!(graph.segment(SegmentIx(0)).id, "v");
}

#[test]
fn what_is_not_supported_is_refused_by_name() {
    let out = r#"{"bc_name": "out", "bc_type": "CORONARY", "bc_values": {"Ra1": 1}}"#;
    let text = |json: &str| anatomy(json, "model").expect_err("it is refused").to_string();
    assert!(text(&single(r#""R_poiseuille": 1"#, STEADY, out)).contains("`CORONARY`"));
    let out = r#"{"bc_name": "out", "bc_type": "RESISTANCE", "bc_values": {"R": 100, "Pd": 0}}"#;
    assert!(text(&single(r#""R_poiseuille": -1"#, STEADY, out)).contains("-1"));
    assert!(text(&single(r#""E": 1"#, STEADY, out)).contains("`E`"));
    let valves = single(r#""R_poiseuille": 1"#, STEADY, out).replacen('{', r#"{"valves": [1], "#, 1);
    assert!(text(&valves).contains("`valves`"));
    let unknown = single(r#""R_poiseuille": 1"#, STEADY, &out.replace("\"out\"", "\"other\""));
    assert!(text(&unknown).contains("`out`"));
    assert!(matches!(anatomy("{", "model"), Err(Refused::Text(_))));
    let windkessel =
        r#"{"bc_name": "out", "bc_type": "RCR", "bc_values": {"R_p": 100, "C": 0.0004, "Rd": 900}}"#;
    assert!(text(&single(r#""R_poiseuille": 1"#, STEADY, windkessel)).contains("`R_p`"));
    let missing = windkessel.replace(r#""R_p": 100, "#, "");
    assert!(text(&single(r#""R_poiseuille": 1"#, STEADY, &missing)).contains("`Rp`"));
}

#[test]
fn a_number_given_to_two_vessels_is_refused() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/svzerod/bifurcation.json");
    let mut model: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(path).expect("the file")).expect("JSON");
    model["vessels"][2]["vessel_id"] = model["vessels"][1]["vessel_id"].clone();
    let refused = anatomy(&model.to_string(), "model").expect_err("it is refused").to_string();
    assert!(refused.contains("vessel_id"), "{refused}");
}
