//! `run`: a script of commands, played without a window.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::args::RunArgs;
use super::case_file;
use super::console::Console;
use super::failure::Failure;
use super::input;
use super::reading::{self, Reading};
use super::verdict;
use crate::replay::{self, Recorder, Script};

/// Plays the script, prints the report, and keeps the session when asked to.
pub(super) fn run(args: &RunArgs, console: &mut Console) -> Result<(), Failure> {
    reading::known(args.lang.as_deref())?;
    let case = case_file::find_variant(&args.case, args.variant)?;
    let path = &args.script;
    let text = input::text(path)?;
    let script =
        Script::parse(&text).map_err(|error| Failure::input(format!("{}:{error}", path.display())))?;
    let mut recorder = Recorder::new(Arc::clone(&case), args.seed, script.mode);
    let outcome = replay::run_script(&mut recorder, &script, &mut |_| {});
    if let Some(out) = &args.out {
        // Also of a script that got stuck: it shows where.
        fs::write(out, recorder.session().to_ron()).map_err(|error| Failure::writing(out, &error))?;
    }
    outcome.map_err(|error| {
        Failure::input(format!("{}: {error}", path.display()))
            .hint("steps are counted from 1; 12.3 is the third step inside step 12")
    })?;
    let reading = Reading::of(&case, args.lang.as_deref(), Some(Path::new(&args.case)));
    verdict::print(&reading, &verdict::report(recorder.simulation(), recorder.mode()), args.json, console)
}
