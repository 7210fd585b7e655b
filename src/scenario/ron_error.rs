//! The notation parser's errors in plain English, at the right place.

use std::ops::Range;
use std::sync::Arc;

use ron::error::Error;

use super::codes::{self, Code};
use super::diagnostic::Diagnostic;
use super::locate::{Located, Spot};
use super::source::Source;
use super::suggest;

/// What to overwrite, so that the next error can be found: the range and what stands there instead.
pub(super) struct Repair {
    /// Bytes to overwrite.
    pub(super) range: Range<usize>,
    /// Where it is shorter, the rest becomes spaces.
    pub(super) by: &'static str,
}

/// An error in plain English, with what it says about the errors that follow.
pub(super) struct Explained {
    /// The problem.
    pub(super) problem: Diagnostic,
    /// How to get to the next one.
    pub(super) repair: Option<Repair>,
    /// The field of the block (by its first byte) that was meant by a misspelt one.
    pub(super) meant: Option<(usize, String)>,
    /// What is missing.
    pub(super) missing: Option<Missing>,
}

/// A block that lacks a field, and perhaps others.
pub(super) struct Missing {
    /// First byte of the block.
    pub(super) block: usize,
    /// Byte behind its opening bracket.
    pub(super) opened: usize,
    /// The first field that it lacks.
    pub(super) field: &'static str,
    what: String,
    place: Range<usize>,
}

impl Missing {
    /// The problem, when all that is missing is known.
    pub(super) fn problem(&self, source: &Arc<Source>, fields: &[String]) -> Diagnostic {
        let names = suggest::list(fields);
        let (word, are) = if fields.len() > 1 { ("fields", "are") } else { ("field", "is") };
        let message = format!("{} lacks the {word} {names}", self.what);
        let each: Vec<String> = fields.iter().map(|field| format!("{field}: …")).collect();
        Diagnostic::new(codes::MISSING_FIELD, source, Some(self.place.clone()), message)
            .with_label(match fields {
                [one] => format!("`{one}` {are} missing here"),
                more => format!("{} fields {are} missing here", more.len()),
            })
            .with_hint(format!("add `{}`", each.join(", ")))
    }
}

/// Explains an error of a text that is sound RON but not the expected format, or is not sound, and where that is.
pub(super) fn explain(located: &Located, span: Range<usize>, error: &Error) -> Explained {
    let source = located.source();
    let Range { start, end } = span;
    let site = Site { located, at: end };
    let block_at = |byte| located.around(byte).pop().map_or(byte, |spot| spot.whole().start);
    let mut explained =
        Explained { problem: syntax(source, end, error), repair: None, meant: None, missing: None };
    match error {
        Error::NoSuchStructField { expected, found, outer } => {
            let message = format!("{} has no field `{found}`", block_name(outer.as_deref()));
            explained.problem = Diagnostic::new(codes::UNKNOWN_FIELD, source, Some(start..end), message)
                .with_label("unknown field")
                .with_hint(suggest::hint(found, expected, "fields"));
            let meant = suggest::closest(found, expected.iter().copied());
            explained.meant = meant.map(|field| (block_at(start), field.to_owned()));
            let given = located.around(start).pop().map(Spot::keys).unwrap_or_default();
            explained.repair = match meant.filter(|field| !given.contains(field)) {
                Some(by) => Some(Repair { range: start..end, by }),
                None => site.entry(start),
            };
        }
        Error::DuplicateStructField { field, outer } => {
            let message = format!("{} gives the field `{field}` twice", block_name(outer.as_deref()));
            explained.problem = Diagnostic::new(codes::REPEATED_FIELD, source, Some(start..end), message)
                .with_label("second time")
                .with_hint("delete one of the two");
            explained.repair = site.entry(start);
        }
        Error::MissingStructField { field, outer } => {
            let block = block_at(start);
            let missing = Missing {
                block,
                opened: source.text()[block..].find('(').map_or(end, |bracket| block + bracket + 1),
                field,
                what: block_name(outer.as_deref()),
                place: located.around(start).pop().map_or(start..end, Spot::span),
            };
            explained.problem = missing.problem(source, &[(*field).to_owned()]);
            explained.repair = site.item();
            explained.missing = Some(missing);
        }
        Error::NoSuchEnumVariant { expected, found, .. } => {
            let message = format!("`{found}` is not one of the words allowed for {}", site.field());
            explained.problem = Diagnostic::new(codes::UNKNOWN_WORD, source, Some(start..end), message)
                .with_label("unknown word")
                .with_hint(suggest::hint(found, expected, "words allowed"));
            explained.repair = match suggest::closest(found, expected.iter().copied()) {
                Some(by) => Some(Repair { range: start..end, by }),
                None => site.item(),
            };
        }
        code if ron_is_sound_up_to(source, end) => {
            (explained.problem, explained.repair) = site.wrong_type(code);
        }
        _ => {}
    }
    explained
}

/// Whether the notation itself is right up to a byte, so that only the kind of a value is wrong there.
fn ron_is_sound_up_to(source: &Arc<Source>, byte: usize) -> bool {
    let parsed = super::parse::options().from_str::<ron::Value>(source.text());
    parsed.err().is_none_or(|error| source.byte_at(error.span.end.line, error.span.end.col) > byte)
}

/// A slip in the notation at a byte.
pub(super) fn syntax(source: &Arc<Source>, at: usize, code: &Error) -> Diagnostic {
    let found = source.text()[source.clamp(&(at..at)).start..].chars().next();
    let Some(found) = found else {
        return Diagnostic::new(codes::TRUNCATED, source, Some(at..at), "the file ends too early")
            .with_label("more is expected here")
            .with_hint("the end of the file was lost, or a closing bracket or quote is missing");
    };
    let (message, label, hint) = match code {
        Error::SuggestRawIdentifier(word) if word.starts_with(|c: char| c.is_ascii_digit()) => (
            format!("`{word}` stands where the name of a field is expected"),
            "expected a field",
            "decimals are written with a point: 1.5, not 1,5",
        ),
        _ if matches!(found, '“' | '”' | '„' | '‘' | '’' | '«' | '»') => (
            format!("the quotation mark `{found}` stands where a straight one is needed"),
            "a curly quotation mark",
            "texts stand in straight quotes: \"…\"; editors for letters make them curly, editors for plain text do not",
        ),
        Error::ExpectedComma if found.is_alphabetic() && follows_number(source, at) => (
            "a word stands behind a number".to_owned(),
            "no unit here",
            "the unit is in the field's name: write the number alone",
        ),
        Error::ExpectedComma => (
            "a comma is missing".to_owned(),
            "expected a comma before this",
            "put `,` behind the value before it",
        ),
        Error::ExpectedMapColon => {
            ("a colon is missing".to_owned(), "expected `:` here", "fields are written `name: value`")
        }
        Error::TrailingCharacters => (
            "there is text behind the end of the file's block".to_owned(),
            "expected the end of the file",
            "a closing bracket too many before this place, or something left over",
        ),
        Error::InvalidEscape(_) => (
            "a backslash in a text is followed by a letter that means nothing".to_owned(),
            "in this text",
            "write \\\\ for a backslash, \\\" for a quote, \\n for a new line",
        ),
        Error::NoSuchExtension(name) => {
            return Diagnostic::new(
                codes::SYNTAX,
                source,
                Some(at..at + 1),
                format!("unknown extension `{name}`"),
            )
            .with_hint("no extension is needed: delete the line that begins with #!");
        }
        other => {
            return Diagnostic::new(codes::SYNTAX, source, Some(at..at + found.len_utf8()), in_words(other))
                .with_label("here")
                .with_hint("look for a missing comma, quote or bracket at or just before this place");
        }
    };
    Diagnostic::new(codes::SYNTAX, source, Some(at..at + found.len_utf8()), message)
        .with_label(label)
        .with_hint(hint)
}

/// Whether a number ends before a byte.
fn follows_number(source: &Arc<Source>, at: usize) -> bool {
    source.text()[..source.clamp(&(at..at)).start].trim_end().ends_with(|c: char| c.is_ascii_digit())
}

/// The parser's own words, as a sentence of ours.
fn in_words(error: &Error) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
    format!("the text cannot be read: {first}{}", letters.as_str())
}

/// A place with the values around it.
struct Site<'a> {
    located: &'a Located,
    at: usize,
}

impl Site<'_> {
    /// The field the place is in, for a message.
    fn field(&self) -> String {
        match self.located.field_around(self.at) {
            Some(name) => format!("`{name}`"),
            None => "this place".to_owned(),
        }
    }

    /// The field around a byte, to be left out.
    fn entry(&self, byte: usize) -> Option<Repair> {
        let range = self.located.around(byte).pop()?.entry_around(byte)?;
        Some(Repair { range, by: "" })
    }

    /// The innermost list item around the place, to be left out.
    fn item(&self) -> Option<Repair> {
        let around = self.located.around(self.at);
        let range = around.iter().rev().find(|spot| spot.is_list())?.entry_around(self.at)?;
        Some(Repair { range, by: "" })
    }

    fn wrong_type(&self, code: &Error) -> (Diagnostic, Option<Repair>) {
        let source = self.located.source();
        let (place, whole) = self
            .located
            .value_at(self.at)
            .map_or((self.at..self.at + 1, None), |spot| (spot.span(), Some(spot.whole())));
        let (wanted, stand_in) = wanted(code);
        let message = format!("{} wants {wanted}", self.field());
        let mut problem =
            Diagnostic::new(WRONG, source, Some(place), message).with_label("another kind of value");
        let written = whole.as_ref().map_or("", |range| &source.text()[range.clone()]);
        if let Some(hint) = type_hint(code, written) {
            problem = problem.with_hint(hint);
        }
        let repair = stand_in.zip(whole).map(|(by, range)| Repair { range, by });
        (problem, repair.or_else(|| self.item()))
    }
}

const WRONG: Code = codes::WRONG_TYPE;

/// A value of the kind that was wanted, if it is a simple one.
pub(super) fn stand_in(code: &Error) -> Option<&'static str> {
    match code {
        Error::ExpectedIdentifier | Error::SuggestRawIdentifier(_) => Some("word"),
        code => wanted(code).1,
    }
}

/// What a field wants, and a value of that kind to go on with.
fn wanted(code: &Error) -> (String, Option<&'static str>) {
    let fixed = |text: &str, stand_in| (text.to_owned(), stand_in);
    match code {
        Error::ExpectedFloat => fixed("a number", Some("1")),
        Error::ExpectedInteger | Error::IntegerOutOfBounds | Error::ExpectedComma => {
            fixed("a whole number that is not negative", Some("1"))
        }
        Error::ExpectedString | Error::ExpectedStringEnd => fixed("a text in \"quotes\"", Some("\"\"")),
        Error::ExpectedBoolean => fixed("`true` or `false`", Some("true")),
        Error::ExpectedArray => fixed("a list in square brackets: [ … ]", Some("[]")),
        Error::ExpectedMap => fixed("a table in braces: { \"field\": … }", Some("{}")),
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike("") => {
            fixed("values in round brackets: ( … )", None)
        }
        Error::ExpectedNamedStructLike(name) => (format!("{} in round brackets: ( … )", a(name)), None),
        Error::ExpectedDifferentStructName { expected, found } => {
            (format!("{}, not {}", a(expected), a(found)), None)
        }
        Error::ExpectedDifferentLength { expected, found } => {
            let size: String = expected.chars().filter(char::is_ascii_digit).collect();
            (format!("{size} values in its brackets, but has {found}"), None)
        }
        Error::ExpectedStructLikeEnd | Error::ExpectedArrayEnd => fixed("fewer values in its brackets", None),
        Error::ExpectedIdentifier | Error::SuggestRawIdentifier(_) => fixed("a word without quotes", None),
        other => (format!("something else ({other})"), None),
    }
}

/// How the slip usually happened.
fn type_hint(code: &Error, written: &str) -> Option<String> {
    let inner = written.trim_matches('"');
    let quoted = inner.len() + 2 == written.len();
    match code {
        Error::ExpectedFloat | Error::ExpectedInteger if quoted && inner.parse::<f64>().is_ok() => {
            Some(format!("write {inner} without quotes"))
        }
        Error::ExpectedFloat => {
            Some("write a number such as 2.5, without unit: the unit is in the field's name".to_owned())
        }
        Error::ExpectedString if !written.is_empty() && !written.contains('\n') => {
            Some(format!("write \"{}\"", written.trim_matches('\'')))
        }
        Error::ExpectedBoolean => Some("write true for yes and false for no, without quotes".to_owned()),
        Error::ExpectedArray => Some(format!("write [{}], even for a single one", short(written))),
        Error::ExpectedStructLike if inner.parse::<f64>().is_ok() => {
            Some(format!("a radius has two values, at start and end: ({inner}, {inner}); a point has three"))
        }
        Error::ExpectedIdentifier | Error::SuggestRawIdentifier(_) if quoted => {
            Some(format!("write {inner} without quotes"))
        }
        Error::ExpectedStructLikeEnd => Some(
            "a point has three coordinates, a radius two values, (start, end); is there a decimal comma? decimals are written \
             with a point: 1.5, not 1,5"
                .to_owned(),
        ),
        Error::ExpectedDifferentLength { .. } => Some(
            "a point has three coordinates, a radius the two values at start and end: (start, end)"
                .to_owned(),
        ),
        _ => None,
    }
}

fn short(written: &str) -> &str {
    if written.len() <= 40 && !written.contains('\n') { written } else { "…" }
}

/// `AccessPoint` as "an access point".
fn a(name: &str) -> String {
    let words = words(name);
    let article = if words.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {words}")
}

fn block_name(name: Option<&str>) -> String {
    name.map_or_else(|| "this block".to_owned(), |name| format!("this {}", words(name)))
}

fn words(name: &str) -> String {
    let mut words = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_names_become_words() {
        assert_eq!(a("AccessPoint"), "an access point");
        assert_eq!(block_name(Some("Segment")), "this segment");
    }
}
