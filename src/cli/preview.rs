//! `preview`: a case on one page, for its author.

use std::fs;
use std::path::{Path, PathBuf};

use super::args::PreviewArgs;
use super::case_file;
use super::console::Console;
use super::failure::Failure;
use super::reading::{self, Reading};
use crate::export::preview::{Besides, page};
use crate::model::Case;
use crate::said::Said;
use crate::scenario::translation;
use crate::sim::flow::resting;
use crate::units::Pressure;

/// Writes the page and prints where.
pub(super) fn preview(args: &PreviewArgs, console: &mut Console) -> Result<(), Failure> {
    reading::known(args.lang.as_deref())?;
    let case = case_file::find(&args.case)?;
    let reading = Reading::of(&case, args.lang.as_deref(), Some(Path::new(&args.case)));
    let mut besides = Besides { rest: rest(&case)?, ..Besides::default() };
    for point in case_file::open_points(&args.case)? {
        let place = if point.in_anatomy { format!("anatomy, {}", point.place) } else { point.place };
        besides.to_verify.push((place, point.field, point.what));
    }
    besides.texts = translation::texts(&reading.case);
    let path = args.out.clone().unwrap_or_else(|| beside(&args.case, &case));
    let tell = |said: &Said| reading.tell(said);
    fs::write(&path, page(&reading.case, &besides, (&reading.lang, &tell)))
        .map_err(|error| Failure::writing(&path, &error))?;
    console.data(&format!("{}\n", path.display()))?;
    let open = besides.to_verify.len();
    console.say(&format!("{open} numbers are still to be verified; the page lists them"));
    Ok(())
}

/// Beside the case's file; here for a bundled case.
fn beside(name: &str, case: &Case) -> PathBuf {
    let path = Path::new(name);
    if path.is_file() { path.with_extension("html") } else { PathBuf::from(format!("{}.html", case.id)) }
}

fn rest(case: &Case) -> Result<Vec<(f64, f64, f64)>, Failure> {
    let rest = resting(&case.graph, Pressure::from_mmhg(case.patient.mean_mmhg())).map_err(|no_rest| {
        let bed = &case.graph.bed(no_rest.bed).id;
        Failure::input(format!("there is no resting state: the vessels cannot bring bed `{bed}` its flow"))
    })?;
    Ok(rest.segments.iter().map(|s| (s.flow_ml_min, s.mean_diameter_mm, s.pressure_out_mmhg)).collect())
}
