//! From a simulation to its report, and the report to standard output.

use super::console::Console;
use super::failure::Failure;
use super::reading::Reading;
use super::report_text;
use crate::model::Case;
use crate::replay::Mode;
use crate::scoring::{self, Meta, Report};
use crate::sim::Simulation;

/// The report of a simulation as it is now.
pub(super) fn report(simulation: &Simulation, mode: Mode) -> Report {
    report_by(simulation.case(), simulation, mode)
}

/// The same by the rubric of `case`, which may be another one than that of the simulation.
pub(super) fn report_by(case: &Case, simulation: &Simulation, mode: Mode) -> Report {
    let meta = Meta {
        mode: mode.word().to_owned(),
        seed: simulation.seed(),
        state_hash: simulation.state_hash(),
        sim_seconds: simulation.tick().seconds(),
    };
    scoring::assess(case, simulation.events(), &simulation.outcome(), &meta)
}

/// Prints a report: one line of JSON, which programs read and is English, or text in the language of the reading.
pub(super) fn print(
    reading: &Reading,
    report: &Report,
    json: bool,
    console: &mut Console,
) -> Result<(), Failure> {
    if json { console.json(report) } else { console.data(&report_text::text(reading, report)) }
}
