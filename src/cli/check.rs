//! `check`: every problem of every file, explained.

use std::fs;
use std::time::{Duration, SystemTime};

use super::args::CheckArgs;
use super::case_file;
use super::console::Console;
use super::failure::{Failure, INPUT};
use crate::scenario::render_all;

/// How often files are looked at for a change.
const LOOK: Duration = Duration::from_millis(300);

/// Prints the problems as data; warnings alone are fine.
pub(super) fn check(args: &CheckArgs, console: &mut Console) -> Result<(), Failure> {
    if args.watch { watch(args, console) } else { once(args, console) }
}

/// Checks now, and again whenever a file has changed. Ends when the output is closed or the process interrupted.
fn watch(args: &CheckArgs, console: &mut Console) -> Result<(), Failure> {
    let stamps = || -> Vec<Option<SystemTime>> {
        args.files.iter().map(|path| fs::metadata(path).and_then(|data| data.modified()).ok()).collect()
    };
    loop {
        let seen = stamps();
        match once(args, console) {
            Ok(()) => {}
            // Problems are what is waited for; anything else ends the watch.
            Err(failure) if failure.text().is_none() && failure.status() == INPUT => {}
            Err(failure) => return Err(failure),
        }
        console.say("watching; save a file to check it again, Ctrl-C ends");
        while stamps() == seen {
            std::thread::sleep(LOOK);
        }
    }
}

fn once(args: &CheckArgs, console: &mut Console) -> Result<(), Failure> {
    let (mut errors, mut warnings) = (0, 0);
    for path in &args.files {
        let problems = case_file::check(path);
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
