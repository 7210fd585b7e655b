//! `completions`: what a shell needs to complete the words.

use clap::CommandFactory;

use super::args::{Cli, CompletionsArgs};
use super::console::Console;
use super::failure::Failure;

/// Prints the completions of a shell.
pub(super) fn completions(args: &CompletionsArgs, console: &mut Console) -> Result<(), Failure> {
    let mut bytes = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "embolize", &mut bytes);
    console.data(&String::from_utf8_lossy(&bytes))
}
