//! `play`: the app, or the demonstration where there is no window.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use super::args::{DemoArgs, PlayArgs};
use super::case_file;
use super::console::Console;
use super::demo;
use super::failure::Failure;
use crate::model::Case;

/// Opens the app with these cases, one of them at once, and stays until it is closed. Says why not when it cannot.
/// The last is the file that one was read from.
pub type Window = fn(Vec<Arc<Case>>, Option<usize>, Option<PathBuf>) -> Result<ExitCode, String>;

/// Opens the app; without a window it says so and plays the demonstration.
pub(super) fn play(args: &PlayArgs, window: Window, console: &mut Console) -> Result<ExitCode, Failure> {
    let mut cases = case_file::bundled()?;
    let open = match &args.case {
        None => None,
        Some(name) => {
            let case = case_file::find(name)?;
            let known = cases.iter().position(|other| other.hash == case.hash && other.id == case.id);
            Some(known.unwrap_or_else(|| {
                cases.push(case);
                cases.len() - 1
            }))
        }
    };
    let file = args.case.as_ref().map(PathBuf::from).filter(|path| path.is_file());
    match window(cases, open, file) {
        Ok(status) => Ok(status),
        Err(reason) => {
            console.say(&format!("no window: {reason}"));
            console.say(
                "playing the demonstration instead; `embolize --help` shows what else works without a window",
            );
            let args = DemoArgs { case: args.case.clone(), ..DemoArgs::default() };
            demo::demo(&args, console).map(|()| ExitCode::SUCCESS)
        }
    }
}
