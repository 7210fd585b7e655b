//! The command line: a contract, one file per call.
//!
//! Data goes to standard output, messages and timings to standard error. Exit status 0: fine (a failed trainee and
//! a file with warnings alone are fine); 1: the input is wrong; 2: wrong usage or anything else.

mod album;
mod args;
mod case_file;
mod check;
mod completions;
mod console;
mod convert;
mod demo;
mod explain;
mod failure;
mod flow;
mod input;
mod list;
mod new;
mod plan;
mod play;
mod preview;
mod reading;
mod report_text;
mod run;
mod score;
mod verdict;

use std::process::ExitCode;

use clap::Parser;

pub use args::{Call, Cli};
use console::Console;
use failure::{Failure, OTHER};
pub use play::Window;

/// Reads the command line and does what it says. `window` opens the app.
pub fn main(window: Window) -> ExitCode {
    let mut console = Console::of_process();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version go to standard output, complaints to standard error; nobody listening is no failure.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { OTHER } else { 0 });
        }
    };
    let result =
        call(cli.call.unwrap_or_else(|| Call::Play(args::PlayArgs::default())), window, &mut console);
    let flushed = console.flush();
    match result.and_then(|status| flushed.map(|()| status)) {
        Ok(status) => status,
        Err(failure) => {
            if let Some(text) = failure.text() {
                console.say(&text);
            }
            ExitCode::from(failure.status())
        }
    }
}

fn call(call: Call, window: Window, console: &mut Console) -> Result<ExitCode, Failure> {
    match call {
        Call::Play(args) => return play::play(&args, window, console),
        Call::Demo(args) => demo::demo(&args, console),
        Call::List(args) => list::list(&args, console),
        Call::Check(args) => check::check(&args, console),
        Call::New(args) => new::new(&args, console),
        Call::Preview(args) => preview::preview(&args, console),
        Call::Explain(args) => explain::explain(&args, console),
        Call::Flow(args) => flow::flow(&args, console),
        Call::Convert(args) => convert::convert(&args, console),
        Call::Plan(args) => plan::plan(&args, console),
        Call::Run(args) => run::run(&args, console),
        Call::Score(args) => score::score(&args, console),
        Call::Completions(args) => completions::completions(&args, console),
    }
    .map(|()| ExitCode::SUCCESS)
}
