//! Where the numbers come from. The values themselves are not part of the model: they are for people and for this check.

use super::super::codes;
use super::super::library::Library;
use super::super::locate::Spot;
use super::super::raw::{Provenance, Provenances};
use super::super::suggest;
use super::{Block, Checker, problem};

/// Stands for all other numbers of a block.
const REST: &str = "*";

/// Checks the provenance of a block: `needed` are its numbers that need one, `optional` those that may have one.
pub(super) fn check(
    check: &mut Checker,
    library: &Library,
    block: &Block<'_>,
    given: &Provenances,
    (needed, optional): (&[&str], &[&str]),
) {
    let spot = block.at.field("provenance");
    for (key, provenance) in given {
        if key != REST && !needed.contains(&key.as_str()) && !optional.contains(&key.as_str()) {
            stranger(check, block, key, &[needed, optional].concat());
            continue;
        }
        let what = match key.as_str() {
            REST => format!("provenance of {}", block.what),
            key => format!("provenance of `{key}` of {}", block.what),
        };
        content(check, library, spot.field(key), &what, provenance);
    }
    if given.contains_key(REST) {
        return;
    }
    let without: Vec<&str> = needed.iter().copied().filter(|field| !given.contains_key(*field)).collect();
    if !without.is_empty() {
        let message = format!("no provenance for {} of {}", suggest::list(&without), block.what);
        let warning = problem(codes::NO_PROVENANCE, block.at, message).with_hint(format!(
            "add `provenance: {{\"{}\": Sourced([\"S…\"])}}`, or ToVerify, Derived, Authored; \"*\" stands for all of a block",
            without[0]
        ));
        check.push_unsourced(warning, &block.what);
    }
}

fn stranger(check: &mut Checker, block: &Block<'_>, key: &str, fields: &[&str]) {
    let spot = block.at.field("provenance");
    let message = format!("provenance is given for `{key}`, which is no number of {}", block.what);
    check.push(
        super::Diagnostic::new(codes::PROVENANCE_STRANGER, spot.source(), Some(spot.key(key)), message)
            .with_label("no such number")
            .with_hint(suggest::hint(key, fields, "numbers")),
    );
}

/// Checks one provenance.
pub(super) fn content(
    check: &mut Checker,
    library: &Library,
    at: Spot<'_>,
    what: &str,
    provenance: &Provenance,
) {
    match provenance {
        Provenance::Sourced(sources) => resolve(check, library, at.item(0), what, sources),
        Provenance::Derived { from, how } => {
            resolve(check, library, at.field("from"), what, from);
            said(check, at.field("how"), what, how, "say by which formula or method");
        }
        Provenance::ToVerify(text) => said(check, at.item(0), what, text, "say what to look for"),
        Provenance::Authored(text) => said(check, at.item(0), what, text, "say why it was chosen"),
    }
}

fn said(check: &mut Checker, at: Spot<'_>, what: &str, text: &str, hint: &str) {
    if text.trim().is_empty() {
        check.push(problem(codes::PROVENANCE_EMPTY, at, format!("the {what} says nothing")).with_hint(hint));
    }
}

fn resolve(check: &mut Checker, library: &Library, at: Spot<'_>, what: &str, sources: &[String]) {
    if sources.is_empty() {
        let message = format!("the {what} names no source");
        check.push(
            problem(codes::PROVENANCE_EMPTY, at, message)
                .with_hint("name at least one id of `sources.ron`, or write ToVerify or Authored instead"),
        );
    }
    for (i, id) in sources.iter().enumerate() {
        if !library.sources().contains(id) {
            // Ids of sources are all alike: the closest one is another work, not a slip of the pen.
            let message = format!("the {what} names the source `{id}`, which is in no bibliography");
            check.push(problem(codes::UNKNOWN_SOURCE, at.item(i), message).with_label("no such source").with_hint(
                "add an entry with this id to a `sources.ron` beside the case, or write ToVerify(\"…\") instead",
            ));
        }
    }
}
