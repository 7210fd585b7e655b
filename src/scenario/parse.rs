//! Text to the serde image of its format, with every structural problem explained.
//!
//! The parser of the notation stops at its first error. To find the others, the list item (or the field) with the error
//! is blanked out, or what is missing is filled in, on a scratch copy (`scratch`), and the text is parsed again.

use std::sync::Arc;

use ron::extensions::Extensions;
use serde::de::DeserializeOwned;

use super::codes;
use super::diagnostic::Diagnostic;
use super::lex::{MAX_DEPTH, Unsound, closing};
use super::locate::Located;
use super::ron_error::{self, Explained};
use super::scratch::Scratch;
use super::source::Source;

/// Structural problems reported of one file; a file with more is another kind of file.
const MAX_PROBLEMS: usize = 50;

/// A parsed text that knows where everything stands.
#[derive(Debug)]
pub(super) struct Parsed<T> {
    /// The data.
    pub(super) raw: T,
    /// The places.
    pub(super) located: Located,
}

/// How all our files are read.
pub(super) fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// Finds the values of a text, or says why its brackets do not match.
pub(super) fn locate(source: &Arc<Source>) -> Result<Located, Box<Diagnostic>> {
    Located::new(source).map_err(|unsound| Box::new(explain_unsound(source, &unsound)))
}

/// Parses a text whose places are known.
pub(super) fn parse<T: DeserializeOwned>(located: Located) -> Result<Parsed<T>, Vec<Diagnostic>> {
    let source = Arc::clone(located.source());
    let mut scratch = Scratch::new(source.text());
    let mut problems: Vec<Diagnostic> = Vec::new();
    let mut meant: Vec<(usize, String)> = Vec::new();
    loop {
        let error = match scratch.parse::<T>() {
            Ok(raw) if problems.is_empty() => return Ok(Parsed { raw, located }),
            Ok(_) => return Err(problems),
            Err(error) => error,
        };
        let Explained { mut problem, repair, meant: misspelt, missing } =
            ron_error::explain(&located, scratch.span(&error), &error.code);
        let stuck = problem.code == codes::SYNTAX.id || problem.code == codes::TRUNCATED.id;
        let (mut follows, mut repaired) = (false, false);
        if let Some(missing) = missing {
            let is_block = |byte: usize| {
                located.around(byte).pop().is_some_and(|spot| spot.whole().start == missing.block)
            };
            let (mut fields, whole) = scratch.complete::<T>(missing.opened, missing.field, is_block);
            fields.retain(|field| !meant.contains(&(missing.block, field.clone())));
            follows = fields.is_empty();
            repaired = whole;
            problem = missing.problem(&source, &fields);
        }
        if !follows && !problems.iter().any(|p| p.span == problem.span && p.message == problem.message) {
            problems.push(problem);
        }
        meant.extend(misspelt);
        let repaired = repaired || repair.is_some_and(|repair| scratch.overwrite(&repair));
        if stuck || !repaired || problems.len() >= MAX_PROBLEMS {
            return Err(problems);
        }
    }
}

fn explain_unsound(source: &Arc<Source>, unsound: &Unsound) -> Diagnostic {
    let (at, problem) = match *unsound {
        Unsound::TooDeep(at) => {
            let message = format!("brackets are nested deeper than {MAX_DEPTH} levels");
            return Diagnostic::new(codes::TOO_DEEP, source, Some(at..at + 1), message)
                .with_label("one level too many")
                .with_hint("no format needs more than a dozen levels: look for missing closing brackets");
        }
        Unsound::OpenText(at) => (
            at,
            Diagnostic::new(codes::TRUNCATED, source, Some(at..at + 1), "the file ends inside a text")
                .with_label("this text never ends")
                .with_hint(
                    "add the closing \"; if this one was meant to close a text, an earlier \" is missing",
                ),
        ),
        Unsound::OpenComment(at) => (
            at,
            Diagnostic::new(codes::TRUNCATED, source, Some(at..at + 2), "the file ends inside a comment")
                .with_label("this comment never ends")
                .with_hint("close it with */"),
        ),
        Unsound::OpenBracket(open, at) => (
            at,
            Diagnostic::new(
                codes::TRUNCATED,
                source,
                Some(at..at + 1),
                format!("the file ends before a `{open}` is closed"),
            )
            .with_label("never closed")
            .with_hint(format!("add the missing `{}`, or restore the lost end of the file", closing(open))),
        ),
        Unsound::Mismatch { found, at, open } => (at, mismatch(source, found, at, open)),
    };
    earlier_error(source, at).unwrap_or(problem)
}

fn mismatch(source: &Arc<Source>, found: char, at: usize, open: Option<(char, usize)>) -> Diagnostic {
    let new = |message: String| Diagnostic::new(codes::SYNTAX, source, Some(at..at + 1), message);
    match open {
        Some((bracket, opened)) => {
            let (line, column) = source.line_column(opened);
            new(format!("`{found}` stands where the `{bracket}` of line {line} has to be closed"))
                .with_label(format!("expected `{}`", closing(bracket)))
                .with_hint(format!(
                    "the bracket was opened at {line}:{column}; close it with `{}`",
                    closing(bracket)
                ))
        }
        None => new(format!("`{found}` closes a bracket that was never opened"))
            .with_label("nothing to close")
            .with_hint("delete it, or add the opening bracket"),
    }
}

/// When brackets do not match, the real slip is often lines before: a quote or comma that is missing.
fn earlier_error(source: &Arc<Source>, at: usize) -> Option<Diagnostic> {
    let error = options().from_str::<ron::Value>(source.text()).err()?;
    let byte = source.byte_at(error.span.end.line, error.span.end.col);
    let is_earlier = source.line_column(byte).0 < source.line_column(at).0;
    is_earlier.then(|| ron_error::syntax(source, byte, &error.code))
}
