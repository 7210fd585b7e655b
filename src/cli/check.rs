//! `check`: every problem of every file, explained.

use serde::Serialize;

use super::args::CheckArgs;
use super::case_file;
use super::console::Console;
use super::failure::Failure;
use crate::scenario::{Diagnostic, diagnostic};

/// What is said of one file with `--json`.
#[derive(Serialize)]
struct Checked<'a> {
    file: String,
    ok: bool,
    errors: usize,
    warnings: usize,
    diagnostics: &'a [Diagnostic],
}

/// Prints the problems as data; warnings alone are fine.
pub(super) fn check(args: &CheckArgs, console: &mut Console) -> Result<(), Failure> {
    let (mut errors, mut warnings) = (0, 0);
    for path in &args.files {
        let problems = case_file::check(path)?;
        let wrong = problems.iter().filter(|problem| problem.is_error()).count();
        let odd = problems.len() - wrong;
        errors += wrong;
        warnings += odd;
        let file = path.display().to_string();
        if args.json {
            console.json(&Checked {
                file,
                ok: wrong == 0,
                errors: wrong,
                warnings: odd,
                diagnostics: &problems,
            })?;
        } else if problems.is_empty() {
            console.data(&format!("{file}: no problems\n"))?;
        } else {
            let colour = console.colour();
            console.data(&(diagnostic::render_all(&problems, colour) + "\n"))?;
        }
    }
    console.flush()?;
    console.say(&format!("{}, {}", count(errors, "error"), count(warnings, "warning")));
    if errors == 0 { Ok(()) } else { Err(Failure::said()) }
}

fn count(n: usize, word: &str) -> String {
    if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") }
}
