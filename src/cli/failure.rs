//! Why a call ends without its result, and with which exit status.

use std::io;
use std::path::Path;

use crate::scenario::{Diagnostic, render_all};

/// The input is wrong.
pub(super) const INPUT: u8 = 1;
/// Wrong usage, or anything else.
pub(super) const OTHER: u8 = 2;

/// A call that did not work out.
#[derive(Debug)]
pub(super) struct Failure {
    status: u8,
    message: String,
    hint: Option<String>,
    /// The message says itself that it is an error.
    whole: bool,
}

impl Failure {
    /// The input is wrong.
    pub(super) fn input(message: impl Into<String>) -> Self {
        Self { status: INPUT, message: message.into(), hint: None, whole: false }
    }

    /// Anything else.
    pub(super) fn other(message: impl Into<String>) -> Self {
        Self { status: OTHER, message: message.into(), hint: None, whole: false }
    }

    /// A scenario is wrong, with everything that is wrong with it.
    pub(super) fn problems(problems: &[Diagnostic]) -> Self {
        Self { whole: true, ..Self::input(render_all(problems, false).trim_end()) }
    }

    /// The input is wrong, as was said already.
    pub(super) fn said() -> Self {
        Self { status: INPUT, message: String::new(), hint: None, whole: false }
    }

    /// A file cannot be written.
    pub(super) fn writing(path: &Path, error: &io::Error) -> Self {
        Self::other(format!("cannot write {}: {error}", path.display()))
    }

    /// Standard output does not take more. When its reader has gone (`| head`), that is the reader's choice.
    pub(super) fn stream(error: io::Error) -> Self {
        let gone = error.kind() == io::ErrorKind::BrokenPipe;
        let status = if gone { 0 } else { OTHER };
        let message = if gone { String::new() } else { format!("cannot write the output: {error}") };
        Self { status, message, hint: None, whole: false }
    }

    /// Adds what may help.
    #[must_use]
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Which of several files it is about; a hint where there is none yet.
    pub(super) fn about(mut self, file: &Path, hint: &str) -> Self {
        if !self.whole {
            self.message = format!("{}: {}", file.display(), self.message);
        }
        self.hint.get_or_insert_with(|| hint.to_owned());
        self
    }

    /// Exit status.
    pub(super) fn status(&self) -> u8 {
        self.status
    }

    /// What to say, if there is something to say.
    pub(super) fn text(&self) -> Option<String> {
        if self.message.is_empty() {
            return None;
        }
        let hint = self.hint.as_ref().map_or(String::new(), |hint| format!("\n\nhint: {hint}"));
        let prefix = if self.whole { "" } else { "error: " };
        Some(format!("{prefix}{}{hint}", self.message))
    }
}
