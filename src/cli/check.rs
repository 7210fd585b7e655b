//! `check`: every problem of every file, explained.

use super::args::CheckArgs;
use super::case_file;
use super::console::Console;
use super::failure::Failure;
use crate::scenario::render_all;

/// Prints the problems as data; warnings alone are fine.
pub(super) fn check(args: &CheckArgs, console: &mut Console) -> Result<(), Failure> {
    let (mut errors, mut warnings) = (0, 0);
    for path in &args.files {
        let problems = match case_file::check(path) {
            Ok(problems) => problems,
            Err(failure) => {
                console.say(&failure.text().unwrap_or_default());
                errors += 1;
                continue;
            }
        };
        let wrong = problems.iter().filter(|problem| problem.is_error()).count();
        let odd = problems.len() - wrong;
        errors += wrong;
        warnings += odd;
        if args.json {
            problems.iter().try_for_each(|problem| console.json(problem))?;
        } else if problems.is_empty() {
            console.data(&format!("{}: no problems\n", path.display()))?;
        } else {
            let colour = console.colour();
            console.data(&(render_all(&problems, colour) + "\n"))?;
        }
    }
    console.flush()?;
    console.say(&format!("{}, {}", count(errors, "error"), count(warnings, "warning")));
    if errors == 0 { Ok(()) } else { Err(Failure::said()) }
}

fn count(n: usize, word: &str) -> String {
    if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") }
}
