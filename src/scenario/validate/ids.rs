//! Ids: not empty, unique among their kind, resolvable, and better `snake_case`.

use std::collections::BTreeMap;

use super::super::codes::{self, Code};
use super::super::locate::Spot;
use super::super::suggest;
use super::{Block, Checker, problem};

/// Checks that an id is there and easy to type.
pub(super) fn own(check: &mut Checker, block: Spot<'_>, kind: &str, id: &str) {
    readable(check, block, kind, id);
    if !id.trim().is_empty() && !is_snake_case(id) {
        let message = format!("the id `{id}` of this {kind} is no snake_case word");
        let mut warning = problem(codes::NOT_SNAKE_CASE, block.field("id"), message);
        if let Some(better) = snake_case(id) {
            warning = warning.with_hint(format!("`{better}` is easier to type in commands and scripts"));
        }
        check.push(warning);
    }
}

/// Checks that an id is there, of a kind whose ids are written in other ways (S1, S142).
pub(super) fn readable(check: &mut Checker, block: Spot<'_>, kind: &str, id: &str) {
    if id.trim().is_empty() {
        check.push(
            problem(codes::EMPTY_ID, block.field("id"), format!("this {kind} has an empty id"))
                .with_label("empty")
                .with_hint("give it a short name of its own, such as `left_gastric`"),
        );
    }
}

fn is_snake_case(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

fn snake_case(id: &str) -> Option<String> {
    let mut word = String::new();
    for c in id.chars() {
        if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
        } else if !word.is_empty() && !word.ends_with('_') {
            word.push('_');
        }
    }
    let word = word.trim_end_matches('_').to_owned();
    is_snake_case(&word).then_some(word)
}

/// The ids met so far of things that must not be namesakes.
#[derive(Default)]
pub(super) struct Unique {
    seen: BTreeMap<String, Option<usize>>,
}

impl Unique {
    /// Takes an id in, and reports it when it was there before. `here` tells whether it stands in this file.
    pub(super) fn take(&mut self, check: &mut Checker, at: Spot<'_>, kind: &str, id: &str) -> bool {
        let line = at.exists().then(|| at.source().line_column(at.span().start).0);
        match self.seen.get(id) {
            None => {
                self.seen.insert(id.to_owned(), line);
                true
            }
            Some(_) if id.trim().is_empty() => true,
            Some(first) => {
                let place =
                    first.map_or_else(|| "in the anatomy".to_owned(), |line| format!("in line {line}"));
                let message = format!("there is already a {kind} with the id `{id}`");
                check.push(
                    problem(codes::DUPLICATE_ID, at.field("id"), message)
                        .with_label("used a second time")
                        .with_hint(format!("the first one is {place}; rename one of the two")),
                );
                false
            }
        }
    }

    /// Takes in an id that comes from another file.
    pub(super) fn known(&mut self, id: &str) {
        self.seen.insert(id.to_owned(), None);
    }
}

/// Reports an entry of a list of references that was there before.
pub(super) fn once<'a>(
    check: &mut Checker,
    seen: &mut Vec<&'a str>,
    at: Spot<'_>,
    list: &str,
    id: &'a str,
) -> bool {
    if seen.contains(&id) {
        let message = format!("`{id}` is listed twice in `{list}`");
        check.push(
            problem(codes::LISTED_TWICE, at, message)
                .with_label("second time")
                .with_hint("delete one of the two"),
        );
        return false;
    }
    seen.push(id);
    true
}

/// Reports a reference to something that is not there.
pub(super) fn unknown(
    check: &mut Checker,
    code: Code,
    at: Spot<'_>,
    (by, kind, id): (&str, &str, &str),
    known: &[&str],
) {
    let message = format!("{by} names the {kind} `{id}`, which does not exist");
    let mut error = problem(code, at, message).with_label(format!("no such {kind}"));
    if check.suggests() {
        error = error.with_hint(suggest::hint(id, known, &plural(kind)));
    }
    check.push(error);
}

fn plural(kind: &str) -> String {
    match kind.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None if kind.ends_with("um") => format!("{}a", kind.trim_end_matches("um")),
        None => format!("{kind}s"),
    }
}

/// Checks a text that people read.
pub(super) fn text(check: &mut Checker, block: &Block<'_>, field: &str, text: &str) {
    super::texts::filled(check, block.at.field(field), &format!("`{field}` of {}", block.what), text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snake_case_words() {
        assert!(is_snake_case("a6_feeder"));
        for id in ["A6", "6a", "a-b", "é", "a b"] {
            assert!(!is_snake_case(id), "{id}");
        }
        assert_eq!(snake_case("Left Gastric (2)").as_deref(), Some("left_gastric_2"));
        assert_eq!(snake_case("6"), None);
    }

    #[test]
    fn plurals() {
        assert_eq!(plural("anatomy"), "anatomies");
        assert_eq!(plural("contrast medium"), "contrast media");
        assert_eq!(plural("bed"), "beds");
    }
}
