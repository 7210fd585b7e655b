//! `flow`: how blood flows at rest, before anything is done, on average or over a beat.

use core::fmt::Write as _;
use std::path::Path;

use serde::Serialize;

use super::args::FlowArgs;
use super::case_file;
use super::console::Console;
use super::failure::Failure;
use super::input;
use crate::model::VesselGraph;
use crate::scenario::{self, Kind, Library};
use crate::sim::flow::periodic::{self, NoBeat};
use crate::sim::flow::{Heart, NoRest, resting};
use crate::units::Pressure;

/// The heart of an anatomy that is looked at without a patient (authored: usual values, mean 90 mmHg).
const HEART: Heart = Heart { rate: 70.0, systolic_mmhg: 120.0, diastolic_mmhg: 75.0 };

/// Resting state; its keys are a contract.
#[derive(Serialize)]
struct State<'a> {
    segments: Vec<SegmentState<'a>>,
    beds: Vec<BedState<'a>>,
    balance_rel: f64,
}

#[derive(Serialize)]
struct SegmentState<'a> {
    id: &'a str,
    from: &'a str,
    to: &'a str,
    flow_ml_min: f64,
    pressure_in_mmhg: f64,
    pressure_out_mmhg: f64,
    mean_diameter_mm: f64,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pulse: Option<Pulse>,
}

/// Pressure at a segment's start, and flow through it, over a beat.
#[derive(Serialize)]
struct Pulse {
    systolic_mmhg: f64,
    diastolic_mmhg: f64,
    mean_mmhg: f64,
    greatest_flow_ml_min: f64,
    least_flow_ml_min: f64,
    mean_flow_ml_min: f64,
}

#[derive(Serialize)]
struct BedState<'a> {
    id: &'a str,
    flow_ml_min: f64,
    resistance_mmhg_s_ml: f64,
}

/// Prints the resting state of a case or anatomy.
pub(super) fn flow(args: &FlowArgs, console: &mut Console) -> Result<(), Failure> {
    let path = Path::new(&args.file);
    if path.is_file() || case_file::looks_like_path(path) {
        let bytes = input::bytes(path)?;
        if scenario::kind_of(&bytes) == Some(Kind::Anatomy) {
            let name = path.display().to_string();
            let library = case_file::library_around(path, &bytes)?;
            let anatomy = scenario::parse_anatomy(&library, &bytes, &name)
                .map_err(|problems| Failure::problems(&problems))?;
            return print(anatomy.value.graph(), &HEART, args, console);
        }
    } else if let Some(anatomy) = Library::bundled().anatomy(&args.file) {
        return print(anatomy.graph(), &HEART, args, console);
    }
    let case = case_file::find(&args.file)?;
    let heart = Heart {
        rate: case.patient.heart_rate,
        systolic_mmhg: case.patient.systolic_mmhg,
        diastolic_mmhg: case.patient.diastolic_mmhg,
    };
    print(&case.graph, &heart, args, console)
}

fn print(graph: &VesselGraph, heart: &Heart, args: &FlowArgs, console: &mut Console) -> Result<(), Failure> {
    let mut state = state(graph, heart.mean_mmhg()).map_err(|no_rest| no_rest_of(graph, no_rest))?;
    if args.pulse {
        add_pulse(&mut state, graph, heart)?;
    }
    if args.json {
        return console.json(&state);
    }
    let drive = if graph.inlets().is_empty() {
        format!("mean aortic pressure {:.0} mmHg", heart.mean_mmhg())
    } else {
        "driven by its own inlets".to_owned()
    };
    console.data(&text(&state, &drive))
}

fn no_rest_of(graph: &VesselGraph, no_rest: NoRest) -> Failure {
    let bed = graph.beds().get(no_rest.bed.ix()).map_or("", |bed| &bed.id);
    Failure::input(format!("there is no resting state: the vessels cannot bring bed `{bed}` its flow"))
        .hint("make its vessels wider or its flow smaller")
}

fn add_pulse(state: &mut State<'_>, graph: &VesselGraph, heart: &Heart) -> Result<(), Failure> {
    let beat = periodic::beat(graph, heart).map_err(|no_beat| match no_beat {
        NoBeat::NoRest(no_rest) => no_rest_of(graph, no_rest),
        NoBeat::Unsolved(unsolved) => {
            let node = &graph.node(unsolved.node).id;
            Failure::input(format!("the pulse has no solution: the pressure at node `{node}` is no number"))
                .hint("look at the vessels that meet there")
        }
    })?;
    for (i, segment) in state.segments.iter_mut().enumerate() {
        let start = graph.segments()[i].from;
        let (diastolic_mmhg, systolic_mmhg, mean_mmhg) = periodic::extent(&beat.pressures[start.ix()]);
        let (least_flow_ml_min, greatest_flow_ml_min, mean_flow_ml_min) = periodic::extent(&beat.flows[i]);
        segment.pulse = Some(Pulse {
            systolic_mmhg,
            diastolic_mmhg,
            mean_mmhg,
            greatest_flow_ml_min,
            least_flow_ml_min,
            mean_flow_ml_min,
        });
    }
    Ok(())
}

fn state(graph: &VesselGraph, mean_mmhg: f64) -> Result<State<'_>, NoRest> {
    let rest = resting(graph, Pressure::from_mmhg(mean_mmhg))?;
    let segments = graph.segments().iter().zip(&rest.segments).map(|(segment, at_rest)| SegmentState {
        id: &segment.id,
        from: &graph.node(segment.from).id,
        to: &graph.node(segment.to).id,
        flow_ml_min: at_rest.flow_ml_min,
        pressure_in_mmhg: at_rest.pressure_in_mmhg,
        pressure_out_mmhg: at_rest.pressure_out_mmhg,
        mean_diameter_mm: at_rest.mean_diameter_mm,
        pulse: None,
    });
    let beds = graph.beds().iter().zip(&rest.beds).map(|(bed, at_rest)| BedState {
        id: &bed.id,
        flow_ml_min: at_rest.flow_ml_min,
        resistance_mmhg_s_ml: at_rest.resistance_mmhg_s_ml,
    });
    Ok(State { segments: segments.collect(), beds: beds.collect(), balance_rel: rest.balance_rel })
}

fn text(state: &State<'_>, drive: &str) -> String {
    let mut out = String::new();
    // Writing into a String has no way to fail.
    let _ = write(&mut out, state, drive);
    out
}

fn write(out: &mut String, state: &State<'_>, drive: &str) -> core::fmt::Result {
    let ids = state.segments.iter().map(|s| s.id).chain(state.beds.iter().map(|b| b.id));
    let width = ids.map(|id| id.chars().count()).max().unwrap_or(0).max("segment".len());
    writeln!(out, "At rest, {drive}\n")?;
    write!(out, "{:width$}  {:>9}  {:>7}  {:>7}  {:>6}", "segment", "mL/min", "mmHg in", "out", "mm")?;
    let pulse = state.segments.iter().any(|s| s.pulse.is_some());
    writeln!(out, "{}", if pulse { "    systolic/diastolic (mean)  mL/min from to" } else { "" })?;
    for s in &state.segments {
        write!(
            out,
            "{:width$}  {:>9.2}  {:>7.2}  {:>7.2}  {:>6.2}",
            s.id, s.flow_ml_min, s.pressure_in_mmhg, s.pressure_out_mmhg, s.mean_diameter_mm
        )?;
        match &s.pulse {
            None => writeln!(out)?,
            Some(p) => writeln!(
                out,
                "  {:>9.1}/{:<7.1} ({:>5.1})  {:>11.1} {:>7.1}",
                p.systolic_mmhg, p.diastolic_mmhg, p.mean_mmhg, p.least_flow_ml_min, p.greatest_flow_ml_min
            )?,
        }
    }
    writeln!(out, "\n{:width$}  {:>9}  {:>15}", "bed", "mL/min", "mmHg s/mL")?;
    for b in &state.beds {
        writeln!(out, "{:width$}  {:>9.2}  {:>15.2}", b.id, b.flow_ml_min, b.resistance_mmhg_s_ml)?;
    }
    writeln!(out, "\nWorst imbalance of a node: {:.1e} of its flow", state.balance_rel)
}
