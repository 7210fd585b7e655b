//! `flow`: how blood flows at rest, before anything is done.

use core::fmt::Write as _;
use std::path::Path;

use serde::Serialize;

use super::args::FlowArgs;
use super::case_file;
use super::console::Console;
use super::failure::Failure;
use crate::model::VesselGraph;
use crate::scenario::{self, Kind, Library};
use crate::sim::flow::{NoRest, resting};
use crate::units::Pressure;

/// Mean aortic pressure of an anatomy that is looked at without a patient, mmHg (authored: a usual value).
const MEAN_MMHG: f64 = 90.0;

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
        let bytes = case_file::read_bytes(path)?;
        if scenario::kind_of(&bytes) == Some(Kind::Anatomy) {
            let name = path.display().to_string();
            let anatomy = scenario::parse_anatomy(&Library::bundled(), &bytes, &name)
                .map_err(|problems| Failure::problems(&problems))?;
            return print(anatomy.value.graph(), MEAN_MMHG, args.json, console);
        }
    } else if let Some(anatomy) = Library::bundled().anatomy(&args.file) {
        return print(anatomy.graph(), MEAN_MMHG, args.json, console);
    }
    let case = case_file::find(&args.file)?;
    print(&case.graph, case.patient.mean_mmhg(), args.json, console)
}

fn print(graph: &VesselGraph, mean_mmhg: f64, json: bool, console: &mut Console) -> Result<(), Failure> {
    let state = state(graph, mean_mmhg).map_err(|no_rest| {
        let bed = &graph.bed(no_rest.bed).id;
        Failure::input(format!("there is no resting state: the vessels cannot bring bed `{bed}` its flow"))
            .hint("make its vessels wider or its flow smaller")
    })?;
    if json { console.json(&state) } else { console.data(&text(&state, mean_mmhg)) }
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
    });
    let beds = graph.beds().iter().zip(&rest.beds).map(|(bed, at_rest)| BedState {
        id: &bed.id,
        flow_ml_min: at_rest.flow_ml_min,
        resistance_mmhg_s_ml: at_rest.resistance_mmhg_s_ml,
    });
    Ok(State { segments: segments.collect(), beds: beds.collect(), balance_rel: rest.balance_rel })
}

fn text(state: &State<'_>, mean_mmhg: f64) -> String {
    let mut out = String::new();
    // Writing into a String has no way to fail.
    let _ = write(&mut out, state, mean_mmhg);
    out
}

fn write(out: &mut String, state: &State<'_>, mean_mmhg: f64) -> core::fmt::Result {
    let ids = state.segments.iter().map(|s| s.id).chain(state.beds.iter().map(|b| b.id));
    let width = ids.map(|id| id.chars().count()).max().unwrap_or(0).max("segment".len());
    writeln!(out, "At rest, mean aortic pressure {mean_mmhg:.0} mmHg\n")?;
    writeln!(out, "{:width$}  {:>9}  {:>7}  {:>7}  {:>6}", "segment", "mL/min", "mmHg in", "out", "mm")?;
    for s in &state.segments {
        writeln!(
            out,
            "{:width$}  {:>9.2}  {:>7.2}  {:>7.2}  {:>6.2}",
            s.id, s.flow_ml_min, s.pressure_in_mmhg, s.pressure_out_mmhg, s.mean_diameter_mm
        )?;
    }
    writeln!(out, "\n{:width$}  {:>9}  {:>15}", "bed", "mL/min", "mmHg s/mL")?;
    for b in &state.beds {
        writeln!(out, "{:width$}  {:>9.2}  {:>15.2}", b.id, b.flow_ml_min, b.resistance_mmhg_s_ml)?;
    }
    writeln!(out, "\nWorst imbalance of a node: {:.1e} of its flow", state.balance_rel)
}
