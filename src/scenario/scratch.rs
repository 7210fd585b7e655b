//! A copy of a text that is mended on the way, so that the parser, which stops at its first error, comes to the next one.
//!
//! Wrong values are overwritten. Missing fields are filled with stand-ins of their kind, found by trying; what
//! is added has no line ends, and every place is told as that of the text as it was.

use std::ops::Range;

use ron::error::{Error, Position, SpannedError};
use serde::de::DeserializeOwned;

use super::parse::options;
use super::ron_error::{self, Repair};

/// Stand-ins tried for one block; no format has as many fields.
const TRIES: usize = 200;

/// The copy.
pub(super) struct Scratch {
    text: String,
    /// What was added: at which byte of the original, and how many bytes. In ascending order.
    added: Vec<(usize, usize)>,
}

impl Scratch {
    /// A copy of a text.
    pub(super) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), added: Vec::new() }
    }

    /// Reads it.
    pub(super) fn parse<T: DeserializeOwned>(&self) -> Result<T, SpannedError> {
        options().from_str(&self.text)
    }

    /// Where an error stands in the original.
    pub(super) fn span(&self, error: &SpannedError) -> Range<usize> {
        let original = |at: &Position| self.original(byte_at(&self.text, at));
        original(&error.span.start)..original(&error.span.end)
    }

    fn original(&self, byte: usize) -> usize {
        let mut shift = 0;
        for (at, len) in &self.added {
            if byte >= at + shift + len {
                shift += len;
            } else if byte > at + shift {
                return *at;
            }
        }
        byte - shift
    }

    fn here(&self, original: usize) -> usize {
        original + self.added.iter().filter(|(at, _)| *at <= original).map(|(_, len)| len).sum::<usize>()
    }

    /// Overwrites a part; what is left of it becomes spaces, and line ends stay. Says whether that changed anything.
    pub(super) fn overwrite(&mut self, repair: &Repair) -> bool {
        let range = self.here(repair.range.start)..self.here(repair.range.end);
        let old = self.text[range.clone()].to_owned();
        let (fits, longer) = repair.by.split_at(repair.by.len().min(old.len()));
        let rest = old.as_bytes()[fits.len()..].iter();
        let spaces = rest.map(|&b| if matches!(b, b'\n' | b'\r') { char::from(b) } else { ' ' });
        let new: String = fits.chars().chain(spaces).collect();
        let changed = new != old || !longer.is_empty();
        self.text.replace_range(range, &new);
        self.fill(repair.range.end, longer);
        changed
    }

    /// Fills the block that opens before a byte of the original with what it lacks, the first of which is known; the names of
    /// all. `is_block` tells whether a byte of the original lies in this very block. Where a stand-in cannot be found the text stays as
    /// it was, and the names are those up to there.
    pub(super) fn complete<T: DeserializeOwned>(
        &mut self,
        opened: usize,
        first: &str,
        is_block: impl Fn(usize) -> bool,
    ) -> (Vec<String>, bool) {
        let start = self.here(opened);
        let mut fields = vec![first.to_owned()];
        let mut filling = Filling::default();
        filling.add(0, first);
        for _ in 0..TRIES {
            let tried = [&self.text[..start], &filling.text, &self.text[start..]].concat();
            let Err(error) = options().from_str::<T>(&tried) else {
                self.fill(opened, &filling.text);
                return (fields, true);
            };
            let end = byte_at(&tried, &error.span.end);
            let inside = (start..start + filling.text.len()).contains(&end);
            match &error.code {
                Error::MissingStructField { field, .. } if inside => filling.add(end - start, field),
                Error::MissingStructField { field, .. }
                    if end > start && is_block(self.original(end - filling.text.len())) =>
                {
                    fields.push((*field).to_owned());
                    filling.add(filling.text.len(), field);
                }
                code if inside => {
                    if !filling.other(code) {
                        return (fields, false);
                    }
                }
                _ => {
                    self.fill(opened, &filling.text);
                    return (fields, true);
                }
            }
        }
        (fields, false)
    }

    fn fill(&mut self, opened: usize, text: &str) {
        let start = self.here(opened);
        self.text.insert_str(start, text);
        let place = self.added.partition_point(|(at, _)| *at < opened);
        self.added.insert(place, (opened, text.len()));
    }
}

/// Fields with stand-ins.
#[derive(Default)]
struct Filling {
    text: String,
    /// The stand-in that was added last.
    last: Range<usize>,
}

impl Filling {
    fn add(&mut self, at: usize, field: &str) {
        self.text.insert_str(at, &format!("{field}:1,"));
        let value = at + field.len() + 1;
        self.last = value..value + 1;
    }

    /// Another stand-in for the last one; false when there is none left.
    fn other(&mut self, code: &Error) -> bool {
        let now = &self.text[self.last.clone()];
        let other = match code {
            Error::NoSuchEnumVariant { expected, .. } => expected.first().copied(),
            _ => ron_error::stand_in(code),
        };
        let more = match now {
            "()" => Some("(1,1)"),
            "(1,1)" => Some("(1,1,1)"),
            _ => Some("()"),
        };
        let is_new = |other: &&str| *other != now && !now.starts_with('(');
        let Some(other) = other.filter(is_new).or(more.filter(|_| now != "(1,1,1)")) else { return false };
        self.text.replace_range(self.last.clone(), other);
        self.last.end = self.last.start + other.len();
        true
    }
}

/// The byte of a place.
fn byte_at(text: &str, place: &Position) -> usize {
    let lines = text.split_inclusive('\n');
    let start: usize = lines.take(place.line.saturating_sub(1)).map(str::len).sum();
    let rest = &text[start..];
    rest.char_indices().nth(place.col.saturating_sub(1)).map_or(text.len(), |(at, _)| start + at)
}
