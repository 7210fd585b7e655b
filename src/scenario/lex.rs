//! The tokens of a RON text with their places. Lenient: what it does not know is a `Word`, because the real parser
//! judges the text; this one only has to find things in it, and to refuse nesting before any recursion sees it.

use std::ops::Range;

/// Deepest nesting of brackets that is read.
pub(super) const MAX_DEPTH: usize = 64;

/// Kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `(`, `[` or `{`.
    Open(char),
    /// `)`, `]` or `}`.
    Close(char),
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// A string, raw or not, with its quotes.
    Text,
    /// Anything else without spaces: name, number, character.
    Word,
}

/// One token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: Kind,
    /// Where it is, bytes.
    pub(super) span: Range<usize>,
}

/// Why a text has no sound bracket structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unsound {
    /// A string that never ends, from here.
    OpenText(usize),
    /// A `/*` that never ends, from here.
    OpenComment(usize),
    /// A bracket that is never closed.
    OpenBracket(char, usize),
    /// A closing bracket that does not match the one opened there, if any was.
    Mismatch {
        /// The closing bracket.
        found: char,
        /// Its place.
        at: usize,
        /// The bracket it should have closed, with its place.
        open: Option<(char, usize)>,
    },
    /// Deeper than `MAX_DEPTH` here.
    TooDeep(usize),
}

/// Splits a text. Comments, spaces and `#![…]` attributes are left out.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Unsound> {
    let mut found = Vec::new();
    let mut brackets = Brackets::default();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let (kind, len) = if c.is_whitespace() {
            (None, c.len_utf8())
        } else if rest.starts_with("//") {
            (None, rest.find('\n').unwrap_or(rest.len()))
        } else if rest.starts_with("/*") {
            (None, comment_len(rest).ok_or(Unsound::OpenComment(at))?)
        } else if rest.starts_with("#!") {
            (None, rest.find(']').map_or(rest.len(), |end| end + 1))
        } else if let Some(quote) = Quote::at(rest) {
            (Some(Kind::Text), quote.len(rest).ok_or(Unsound::OpenText(at))?)
        } else {
            match c {
                '(' | '[' | '{' => (Some(Kind::Open(c)), 1),
                ')' | ']' | '}' => (Some(Kind::Close(c)), 1),
                ',' => (Some(Kind::Comma), 1),
                ':' => (Some(Kind::Colon), 1),
                '\'' => (Some(Kind::Word), char_len(rest)),
                _ => (Some(Kind::Word), word_len(rest)),
            }
        };
        if let Some(kind) = kind {
            brackets.take(kind, at)?;
            found.push(Token { kind, span: at..at + len });
        }
        at += len;
    }
    brackets.finish()?;
    Ok(found)
}

/// The brackets that are open at some place.
#[derive(Default)]
struct Brackets(Vec<(char, usize)>);

impl Brackets {
    /// Takes the next token: brackets have to match and not be nested too deeply.
    fn take(&mut self, kind: Kind, at: usize) -> Result<(), Unsound> {
        match kind {
            Kind::Open(_) if self.0.len() == MAX_DEPTH => return Err(Unsound::TooDeep(at)),
            Kind::Open(bracket) => self.0.push((bracket, at)),
            Kind::Close(found) => match self.0.pop() {
                Some((bracket, _)) if closing(bracket) == found => {}
                open => return Err(Unsound::Mismatch { found, at, open }),
            },
            Kind::Comma | Kind::Colon | Kind::Text | Kind::Word => {}
        }
        Ok(())
    }

    fn finish(mut self) -> Result<(), Unsound> {
        match self.0.pop() {
            Some((bracket, at)) => Err(Unsound::OpenBracket(bracket, at)),
            None => Ok(()),
        }
    }
}

/// The bracket that closes this one.
pub(super) fn closing(open: char) -> char {
    match open {
        '(' => ')',
        '[' => ']',
        _ => '}',
    }
}

/// Length of a comment `/* … */`, which may hold others.
fn comment_len(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let (mut depth, mut at) = (0_usize, 0);
    while at + 1 < bytes.len() {
        match &bytes[at..at + 2] {
            b"/*" => (depth, at) = (depth + 1, at + 2),
            b"*/" => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// How a string literal begins.
struct Quote {
    /// Bytes before the content.
    from: usize,
    /// Hashes of a raw string; `None` for one with escapes.
    hashes: Option<usize>,
}

impl Quote {
    /// The string literal at the start of a text, if there is one.
    fn at(rest: &str) -> Option<Self> {
        let body = rest.strip_prefix('b').unwrap_or(rest);
        let prefix = rest.len() - body.len();
        if body.starts_with('"') {
            return Some(Self { from: prefix + 1, hashes: None });
        }
        let raw = body.strip_prefix('r')?;
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        raw[hashes..].starts_with('"').then_some(Self { from: prefix + hashes + 2, hashes: Some(hashes) })
    }

    /// Length of the whole literal; `None` when it never ends.
    fn len(&self, rest: &str) -> Option<usize> {
        let content = &rest[self.from..];
        if let Some(hashes) = self.hashes {
            let end = format!("\"{}", "#".repeat(hashes));
            return content.find(&end).map(|at| self.from + at + end.len());
        }
        let mut escaped = false;
        for (at, c) in content.char_indices() {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => return Some(self.from + at + 1),
                _ => {}
            }
        }
        None
    }
}

/// Length of a character literal, or of a text in the wrong quotes; a lone quote counts as one letter.
fn char_len(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\'' if at > 1 => return at + 1,
            '\n' | '"' => break,
            _ => {}
        }
    }
    1
}

/// Length of a name or number: up to the next space, bracket, sign of structure, string or comment.
fn word_len(rest: &str) -> usize {
    let ends =
        |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | ',' | ':' | '"' | '/');
    let first = rest.chars().next().map_or(1, char::len_utf8);
    rest[first..].find(ends).map_or(rest.len(), |at| first + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text).expect("sound").into_iter().map(|t| &text[t.span]).collect()
    }

    #[test]
    fn comments_and_attributes_are_left_out() {
        let text = "#![enable(implicit_some)]\n/* a /* b */ ( */ Case( // ] here\n id: \"x\")";
        assert_eq!(words(text), ["Case", "(", "id", ":", "\"x\"", ")"]);
    }

    #[test]
    fn brackets_in_texts_are_no_structure() {
        assert_eq!(words(r##"["a\")(", r#"x" ]"#, 'µ', '\'', '(']"##).len(), 11);
        assert_eq!(words("br\"(\""), ["br\"(\""]);
    }

    #[test]
    fn unsound_texts_say_where() {
        assert_eq!(tokens("(a: [1, 2"), Err(Unsound::OpenBracket('[', 4)));
        assert_eq!(tokens("(a: 1]"), Err(Unsound::Mismatch { found: ']', at: 5, open: Some(('(', 0)) }));
        assert_eq!(tokens("1)"), Err(Unsound::Mismatch { found: ')', at: 1, open: None }));
        assert_eq!(tokens("(a: \"x"), Err(Unsound::OpenText(4)));
        assert_eq!(tokens("( /* x"), Err(Unsound::OpenComment(2)));
        assert_eq!(tokens(&"(".repeat(100_000)), Err(Unsound::TooDeep(MAX_DEPTH)));
    }

    #[test]
    fn numbers_and_raw_names_are_words() {
        assert_eq!(
            words("(r#type: -1.5e-3, y: 0x_1F)"),
            ["(", "r#type", ":", "-1.5e-3", ",", "y", ":", "0x_1F", ")"]
        );
    }
}
