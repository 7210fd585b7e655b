//! What kind of file a text is, told from its content.

use super::diagnostic::{self, Diagnostic};
use super::library::Library;
use super::locate::{Located, Spot};
use super::source::Source;
use super::{Checked, codes, parse, raw, validate};

/// Kinds of files that can be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A vessel graph with beds and access points.
    Anatomy,
    /// A case.
    Case,
    /// Devices, agents, contrast media.
    Catalogue,
    /// The bibliography.
    Sources,
    /// The default rubric.
    Rubric,
    /// How an anatomy differs between people.
    Variants,
}

/// Name in front of the brackets, and the fields that give a kind away.
const SIGNS: [(Kind, &str, &[&str]); 6] = [
    (Kind::Variants, "Variants", &["loci", "spreads"]),
    (Kind::Case, "Case", &["anatomy", "patient", "targets", "trolley", "teaching", "briefing", "protected"]),
    (Kind::Anatomy, "Anatomy", &["root", "nodes", "segments", "beds", "links"]),
    (Kind::Catalogue, "Catalogue", &["devices", "agents", "contrast"]),
    (Kind::Sources, "Sources", &["sources"]),
    (Kind::Rubric, "Rubric", &["phases", "errors", "pass_score", "limits"]),
];

/// The kind of a text; `None` when it is none of ours.
pub fn kind_of(text: impl AsRef<[u8]>) -> Option<Kind> {
    located(text.as_ref(), "").ok().and_then(|located| of(located.root()))
}

fn of(root: Spot<'_>) -> Option<Kind> {
    if let Some(&(kind, ..)) = SIGNS.iter().find(|(_, name, _)| root.name() == Some(name)) {
        return Some(kind);
    }
    let keys = root.keys();
    let hits = |signs: &[&str]| signs.iter().filter(|sign| keys.contains(sign)).count();
    let (kind, count) =
        SIGNS.iter().map(|&(kind, _, signs)| (kind, hits(signs))).rev().max_by_key(|&(_, n)| n)?;
    (count > 0).then_some(kind)
}

/// Bytes to a text with places.
pub(super) fn located(bytes: &[u8], name: &str) -> Result<Located, Vec<Diagnostic>> {
    let source = Source::read(bytes, name).map_err(|problem| vec![*problem])?;
    parse::locate(&source).map_err(|problem| vec![*problem])
}

/// Checks a file of any kind: all its problems, warnings too, in the order of the file.
pub fn check_file(library: &Library, bytes: &[u8], name: &str) -> Vec<Diagnostic> {
    let mut problems = match located(bytes, name) {
        Ok(located) => check(library, located),
        Err(problems) => problems,
    };
    diagnostic::sort(&mut problems);
    problems
}

fn check(library: &Library, located: Located) -> Vec<Diagnostic> {
    let Some(kind) = of(located.root()) else { return vec![stranger(&located)] };
    match kind {
        Kind::Case => problems(parse::parse(located).and_then(|p| validate::case::check(library, &p))),
        Kind::Anatomy => problems(parse::parse(located).and_then(|p| validate::anatomy::check(library, &p))),
        Kind::Catalogue => {
            problems(parse::parse(located).and_then(|p| validate::catalogue::check(library, &p)))
        }
        Kind::Sources => {
            problems(parse::parse::<raw::Sources>(located).and_then(|p| validate::sources::check(&p)))
        }
        Kind::Variants => problems(
            parse::parse::<raw::Variants>(located).and_then(|p| validate::variants::check(library, &p)),
        ),
        Kind::Rubric => problems(parse::parse(located).and_then(|p| validate::rubric::check(library, &p))),
    }
}

fn problems<T>(result: Result<Checked<T>, Vec<Diagnostic>>) -> Vec<Diagnostic> {
    match result {
        Ok(checked) => checked.warnings,
        Err(problems) => problems,
    }
}

fn stranger(located: &Located) -> Diagnostic {
    let source = located.source();
    let (range, message) = if source.text().trim().is_empty() {
        (None, "the file is empty".to_owned())
    } else {
        (
            Some(located.root().span()),
            "this is no anatomy, case, catalogue, bibliography, rubric or list of variants".to_owned(),
        )
    };
    let hint = match source.text().trim_start().chars().next() {
        Some('#') => "comments begin with //",
        Some('{') => {
            "this looks like JSON: blocks are in round brackets and names without quotes, such as Case(format: 1, …)"
        }
        _ => {
            "begin the file with the word Anatomy, Case, Catalogue, Sources, Rubric or Variants in front of its first bracket"
        }
    };
    Diagnostic::new(codes::UNKNOWN_KIND, source, range, message)
        .with_label("unknown kind of file")
        .with_hint(hint)
}
