//! From the serde image to the model, one file a subject. Every check adds to one list of problems, so that all of them
//! are reported; a check whose ground is already broken stays silent, so that one mistake gives one message.

mod access;
mod agent;
mod anastomosis;
pub(super) mod anatomy;
mod beds;
pub(super) mod case;
pub(super) mod catalogue;
mod device;
mod draft;
mod haemodynamics;
mod hydraulics;
mod ids;
mod number;
mod parts;
mod patient;
mod provenance;
mod reach;
pub(super) mod rubric;
mod segments;
pub(super) mod sources;
mod targets;
mod texts;
mod topology;
mod trolley;
pub(super) mod variants;

use super::codes::{self, Code};
use super::diagnostic::{self, Diagnostic};
use super::locate::Spot;
use super::{Checked, raw, suggest};

/// Collects the problems of one file.
#[derive(Default)]
pub(super) struct Checker {
    problems: Vec<Diagnostic>,
    /// Blocks whose numbers come from nowhere, with their names.
    unsourced: Vec<(Diagnostic, String)>,
}

impl Checker {
    /// Adds a problem.
    pub(super) fn push(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    /// Adds a block without provenance.
    pub(super) fn push_unsourced(&mut self, problem: Diagnostic, what: &str) {
        self.unsourced.push((problem, what.to_owned()));
    }

    /// Errors so far.
    pub(super) fn errors(&self) -> usize {
        self.problems.iter().filter(|p| p.is_error()).count()
    }

    /// Whether a suggestion is still worth its time: among hundreds of problems nobody reads it.
    pub(super) fn suggests(&self) -> bool {
        self.problems.len() < 200
    }

    /// The result: what was built, unless something was wrong.
    pub(super) fn finish<T>(mut self, value: Option<T>) -> Result<Checked<T>, Vec<Diagnostic>> {
        self.gather_unsourced();
        diagnostic::sort(&mut self.problems);
        match value {
            Some(value) if self.errors() == 0 => Ok(Checked { value, warnings: self.problems }),
            _ => Err(self.problems),
        }
    }
}

impl Checker {
    /// Blocks without provenance: each by itself, or all in one warning when they are many, so that a file that is just
    /// being written shows its errors.
    fn gather_unsourced(&mut self) {
        const FEW: usize = 3;
        let mut unsourced = core::mem::take(&mut self.unsourced);
        if unsourced.len() > FEW {
            let names: Vec<String> = unsourced.iter().map(|(_, what)| what.replace('`', "")).collect();
            unsourced.truncate(1);
            unsourced[0].0.message =
                format!("no provenance for the numbers of {}", suggest::short_list(&names));
        }
        self.problems.extend(unsourced.into_iter().map(|(problem, _)| problem));
    }
}

/// A problem at a place.
pub(super) fn problem(code: Code, at: Spot<'_>, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(code, at.source(), Some(at.span()), message)
}

/// A block of the file with its name for messages ("segment `splenic`").
pub(super) struct Block<'a> {
    pub(super) at: Spot<'a>,
    pub(super) what: String,
}

impl<'a> Block<'a> {
    /// A thing with an id.
    pub(super) fn new(at: Spot<'a>, kind: &str, id: &str) -> Self {
        Self { at, what: format!("{kind} `{id}`") }
    }

    /// A thing there is only one of.
    pub(super) fn only(at: Spot<'a>, what: &str) -> Self {
        Self { at, what: what.to_owned() }
    }

    /// A part of it.
    pub(super) fn part(&self, field: &str, what: &str) -> Self {
        Self { at: self.at.field(field), what: format!("the {what} of {}", self.what) }
    }
}

/// Checks the version; another version is not looked at further.
pub(super) fn format(check: &mut Checker, root: Spot<'_>, found: u32) -> bool {
    if found == raw::FORMAT {
        return true;
    }
    let message = format!("the file is written in version {found} of the format");
    check.push(
        problem(codes::WRONG_FORMAT, root.field("format"), message)
            .with_label(format!("this program reads version {}", raw::FORMAT))
            .with_hint(if found > raw::FORMAT {
                "a newer version of this program is needed to read it".to_owned()
            } else {
                format!("write `format: {}`", raw::FORMAT)
            }),
    );
    false
}
