//! One file's text, ready to be pointed into: name, text without byte order mark, where its lines start.

use std::ops::Range;
use std::sync::Arc;

use super::codes;
use super::diagnostic::Diagnostic;

/// Largest file that is read, bytes.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;

/// The mark some editors put in front of UTF-8 text.
const BOM: &str = "\u{feff}";

/// What is wrong with a file of so many bytes: told from its size, so that nobody has to read it.
pub fn too_large(bytes: u64, name: &str) -> Diagnostic {
    let message = format!("the file has {bytes} bytes, more than the {MAX_BYTES} (8 MiB) allowed");
    Diagnostic::new(codes::TOO_LARGE, &Source::new("", name), None, message)
        .with_hint("a scenario is a text of some hundred kilobytes at most: is this the right file?")
}

/// A file that cannot be read, and why.
pub fn unreadable(name: &str, why: &str) -> Diagnostic {
    Diagnostic::new(codes::UNREADABLE, &Source::new("", name), None, format!("cannot read the file: {why}"))
        .with_hint("look at the path: it counts from the folder that the command is called in")
}

/// A named text. Ranges into it count bytes of the text without byte order mark.
#[derive(Debug)]
pub(super) struct Source {
    name: String,
    text: String,
    /// Bytes of the file before the text: 3 with a byte order mark.
    shift: usize,
    line_starts: Vec<usize>,
}

impl Source {
    /// From a text that is already one.
    pub(super) fn new(text: &str, name: &str) -> Arc<Self> {
        let (text, shift) = match text.strip_prefix(BOM) {
            Some(rest) => (rest, BOM.len()),
            None => (text, 0),
        };
        let mut line_starts = vec![0];
        line_starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
        Arc::new(Self { name: name.to_owned(), text: text.to_owned(), shift, line_starts })
    }

    /// From the bytes of a file, refusing what cannot be a scenario whatever it says.
    pub(super) fn read(bytes: &[u8], name: &str) -> Result<Arc<Self>, Box<Diagnostic>> {
        if bytes.len() > MAX_BYTES {
            return Err(Box::new(too_large(bytes.len() as u64, name)));
        }
        match str::from_utf8(bytes) {
            Ok(text) => Self::checked(text, name),
            Err(error) => {
                let source = Self::new(&String::from_utf8_lossy(bytes), name);
                let at = error.valid_up_to().saturating_sub(source.shift);
                let message =
                    format!("the file is not UTF-8 text: byte {} does not belong to any letter", at + 1);
                Err(Box::new(
                    Diagnostic::new(codes::NOT_UTF8, &source, Some(at..at + 1), message)
                        .with_label("not UTF-8")
                        .with_hint("save the file with the encoding UTF-8 in your editor"),
                ))
            }
        }
    }

    /// From a text that may hold control characters.
    fn checked(text: &str, name: &str) -> Result<Arc<Self>, Box<Diagnostic>> {
        let source = Self::new(text, name);
        let stray = |c: char| (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || c == '\u{feff}';
        match source.text.char_indices().find(|&(_, c)| stray(c)) {
            None => Ok(source),
            Some((at, c)) => {
                let message = format!(
                    "the file holds the control character U+{:04X}: it is no plain text",
                    u32::from(c)
                );
                Err(Box::new(
                    Diagnostic::new(codes::CONTROL_CHARACTER, &source, Some(at..at + c.len_utf8()), message)
                        .with_label("control character")
                        .with_hint("delete it; if the whole file looks like this, it is not a scenario"),
                ))
            }
        }
    }

    /// Name shown in front of positions.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The text, without byte order mark.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Bytes of the file before the text.
    pub(super) fn shift(&self) -> usize {
        self.shift
    }

    /// Line and column of a byte, both from 1; columns count characters.
    pub(super) fn line_column(&self, byte: usize) -> (usize, usize) {
        let byte = self.floor(byte);
        let line = self.line_starts.partition_point(|&start| start <= byte).max(1) - 1;
        let column = self.text[self.line_starts[line]..byte].chars().count();
        (line + 1, column + 1)
    }

    /// Byte of a line and column as a parser counts them (both from 1, columns in characters).
    pub(super) fn byte_at(&self, line: usize, column: usize) -> usize {
        let Some(&start) = self.line_starts.get(line.saturating_sub(1)) else { return self.text.len() };
        let rest = &self.text[start..];
        rest.char_indices().nth(column.saturating_sub(1)).map_or(self.text.len(), |(at, _)| start + at)
    }

    /// The whole lines that hold a range, with the byte they start at and their first line's number.
    pub(super) fn lines_around(&self, range: &Range<usize>) -> (&str, usize, usize) {
        let (first, _) = self.line_column(range.start);
        let (last, _) = self.line_column(range.end.max(range.start));
        let start = self.line_starts[first - 1];
        let end = self.line_starts.get(last).copied().unwrap_or(self.text.len());
        (&self.text[start..end], start, first)
    }

    /// The range moved to letter boundaries inside the text.
    pub(super) fn clamp(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.floor(range.start);
        start..self.floor(range.end).max(start)
    }

    fn floor(&self, byte: usize) -> usize {
        self.text.floor_char_boundary(byte.min(self.text.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_letters_not_bytes() {
        let source = Source::new("a\r\nµµx\n", "t");
        let at = source.text().find('x').expect("there");
        assert_eq!(source.line_column(at), (2, 3));
        assert_eq!(source.byte_at(2, 3), at);
    }

    #[test]
    fn byte_order_mark_is_no_column() {
        let source = Source::new("\u{feff}(x)", "t");
        assert_eq!(source.text(), "(x)");
        assert_eq!(source.shift(), 3);
        assert_eq!(source.line_column(1), (1, 2));
    }

    #[test]
    fn positions_past_the_end_are_the_end() {
        let source = Source::new("ab", "t");
        assert_eq!(source.byte_at(9, 9), 2);
        assert_eq!(source.line_column(99), (1, 3));
        assert_eq!(source.lines_around(&(5..9)).0, "ab");
    }

    #[test]
    fn what_cannot_be_text_is_refused() {
        let code = |bytes: &[u8]| Source::read(bytes, "t").map(|_| ()).expect_err("refused").code;
        assert_eq!(code(&vec![b' '; MAX_BYTES + 1]), codes::TOO_LARGE.id);
        assert_eq!(code(b"ab\xff"), codes::NOT_UTF8.id);
        assert_eq!(code(b"ab\0"), codes::CONTROL_CHARACTER.id);
        assert!(Source::read("\u{feff}(µ)\r\n\t".as_bytes(), "t").is_ok());
    }
}
