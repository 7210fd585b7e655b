//! Where things are in a RON text: the tree of its values, so that a problem found in the parsed data can be shown at
//! the very number or id in the file. It is built from a text whose brackets match, and never fails.

use std::ops::Range;
use std::sync::Arc;

use super::lex::{self, Kind, Token, Unsound};
use super::source::Source;

/// One value of the text.
#[derive(Debug)]
struct Value {
    span: Range<usize>,
    /// Name in front of the brackets: `Some`, `Case`, `Sourced`.
    name: Option<Range<usize>>,
    entries: Vec<Entry>,
    /// Opening bracket, `None` for a single word or text.
    bracket: Option<char>,
}

/// One entry between brackets.
#[derive(Debug)]
struct Entry {
    /// Field name or map key, as written.
    key: Option<Range<usize>>,
    value: Value,
    /// From the key to the comma after the value, included.
    whole: Range<usize>,
}

/// A text with the places of everything in it.
#[derive(Debug)]
pub(super) struct Located {
    source: Arc<Source>,
    root: Value,
}

impl Located {
    /// Finds the values of a text.
    pub(super) fn new(source: &Arc<Source>) -> Result<Self, Unsound> {
        let tokens = lex::tokens(source.text())?;
        let mut reader = Reader { tokens: &tokens, at: 0 };
        let root =
            reader.value().unwrap_or(Value { span: 0..0, name: None, entries: Vec::new(), bracket: None });
        Ok(Self { source: Arc::clone(source), root })
    }

    /// The text.
    pub(super) fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The outermost value.
    pub(super) fn root(&self) -> Spot<'_> {
        Spot { file: self, value: &self.root, missing: false }
    }

    /// The innermost struct, list or map around a byte, outermost first.
    pub(super) fn around(&self, byte: usize) -> Vec<Spot<'_>> {
        let mut found = Vec::new();
        let mut value = &self.root;
        loop {
            if value.bracket.is_some() {
                found.push(Spot { file: self, value, missing: false });
            }
            let inner = value.entries.iter().find(|e| e.whole.start <= byte && byte < e.whole.end);
            match inner {
                Some(entry) => value = &entry.value,
                None => return found,
            }
        }
    }

    /// Name of the innermost field around a byte.
    pub(super) fn field_around(&self, byte: usize) -> Option<&str> {
        let mut value = &self.root;
        let mut name = None;
        while let Some(entry) = value.entries.iter().find(|e| e.whole.start <= byte && byte < e.whole.end) {
            name = entry.key.as_ref().map(|key| self.text(key).trim_matches('"')).or(name);
            value = &entry.value;
        }
        name
    }

    /// The innermost value that covers a byte.
    pub(super) fn value_at(&self, byte: usize) -> Option<Spot<'_>> {
        let mut value = Some(&self.root).filter(|v| v.span.contains(&byte))?;
        while let Some(entry) = value.entries.iter().find(|e| e.value.span.contains(&byte)) {
            value = &entry.value;
        }
        Some(Spot { file: self, value, missing: false })
    }

    fn text(&self, range: &Range<usize>) -> &str {
        &self.source.text()[range.clone()]
    }
}

/// A place in a text. Asking for a part that is not there gives the place itself, marked as missing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot<'a> {
    file: &'a Located,
    value: &'a Value,
    missing: bool,
}

impl<'a> Spot<'a> {
    /// The file it is in.
    pub(super) fn source(self) -> &'a Arc<Source> {
        &self.file.source
    }

    /// The value of a field, or of a map's key.
    pub(super) fn field(self, key: &str) -> Self {
        self.entry(key).map_or(self.absent(), |e| Self { value: &e.value, ..self })
    }

    /// The n-th value of a list or tuple.
    pub(super) fn item(self, n: usize) -> Self {
        let entries: &[Entry] = if self.missing { &[] } else { &self.through_some().entries };
        entries.get(n).map_or(self.absent(), |e| Self { value: &e.value, ..self })
    }

    /// Whether it is written in the file.
    pub(super) fn exists(self) -> bool {
        !self.missing
    }

    /// The name of a field or key, where it is written.
    pub(super) fn key(self, key: &str) -> Range<usize> {
        self.entry(key).and_then(|e| e.key.clone()).unwrap_or_else(|| self.span())
    }

    /// Names of the fields it has.
    pub(super) fn keys(self) -> Vec<&'a str> {
        self.through_some().entries.iter().filter_map(|e| e.key.as_ref()).map(|k| self.file.text(k)).collect()
    }

    /// Name in front of its brackets.
    pub(super) fn name(self) -> Option<&'a str> {
        self.value.name.as_ref().map(|name| self.file.text(name))
    }

    /// A text value without its quotes, if it is a plain one.
    pub(super) fn text(self) -> Option<&'a str> {
        let written = self.file.text(&self.through_some().span);
        written.strip_prefix('"')?.strip_suffix('"')
    }

    /// Where to point: the value itself if it is a word or text; a block's `id`, or else where it opens.
    pub(super) fn span(self) -> Range<usize> {
        let value = self.through_some();
        let Some(bracket) = value.bracket else { return value.span.clone() };
        let here = Self { value, missing: false, ..self };
        if let Some(id) = here.entry("id").filter(|_| bracket == '(') {
            return id.value.span.clone();
        }
        let short = value.entries.iter().all(|e| e.key.is_none() && e.value.bracket.is_none());
        if short && !self.file.text(&value.span).contains('\n') {
            return value.span.clone();
        }
        let start = value.span.start;
        start..value.name.as_ref().map_or(start, |name| name.end) + 1
    }

    /// The whole value.
    pub(super) fn whole(self) -> Range<usize> {
        self.value.span.clone()
    }

    /// Whether it is a list `[…]`.
    pub(super) fn is_list(self) -> bool {
        self.value.bracket == Some('[')
    }

    /// The entry around a byte with its key and comma.
    pub(super) fn entry_around(self, byte: usize) -> Option<Range<usize>> {
        let inside = self.value.entries.iter().find(|e| e.whole.start <= byte && byte < e.whole.end);
        inside.map(|e| e.whole.clone())
    }

    fn entry(self, key: &str) -> Option<&'a Entry> {
        if self.missing {
            return None;
        }
        let written = |e: &Entry| e.key.as_ref().map(|k| self.file.text(k));
        let same = |e: &&Entry| written(e).is_some_and(|k| k == key || k.trim_matches('"') == key);
        self.through_some().entries.iter().find(same)
    }

    /// `Some(x)` stands where `x` stands.
    fn through_some(self) -> &'a Value {
        match (self.name(), self.value.entries.as_slice()) {
            (Some("Some"), [one]) if one.key.is_none() => &one.value,
            _ => self.value,
        }
    }

    fn absent(self) -> Self {
        Self { missing: true, ..self }
    }
}

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn take_if(&mut self, kind: Kind) -> Option<Range<usize>> {
        let token = self.peek().filter(|t| t.kind == kind)?;
        let span = token.span.clone();
        self.at += 1;
        Some(span)
    }

    /// Reads one value; recursion is bounded by `lex::MAX_DEPTH`.
    fn value(&mut self) -> Option<Value> {
        let first = self.peek()?.clone();
        match first.kind {
            Kind::Open(bracket) => Some(self.bracketed(bracket, None)),
            Kind::Word | Kind::Text => {
                self.at += 1;
                match self.peek().map(|t| (t.kind, t.span.start)) {
                    Some((Kind::Open('('), _)) if first.kind == Kind::Word => {
                        Some(self.bracketed('(', Some(first.span)))
                    }
                    _ => Some(Value { span: first.span, name: None, entries: Vec::new(), bracket: None }),
                }
            }
            Kind::Close(_) | Kind::Comma | Kind::Colon => None,
        }
    }

    fn bracketed(&mut self, bracket: char, name: Option<Range<usize>>) -> Value {
        let open = self.tokens[self.at].span.clone();
        self.at += 1;
        let mut entries = Vec::new();
        let mut end = open.end;
        while let Some(token) = self.peek().cloned() {
            end = token.span.end;
            if matches!(token.kind, Kind::Close(_)) {
                self.at += 1;
                break;
            }
            match self.entry() {
                Some(entry) => entries.push(entry),
                None => self.at += 1,
            }
        }
        let start = name.as_ref().map_or(open.start, |n| n.start);
        Value { span: start..end, name, entries, bracket: Some(bracket) }
    }

    fn entry(&mut self) -> Option<Entry> {
        let mut value = self.value()?;
        let start = value.span.start;
        let mut key = None;
        if self.take_if(Kind::Colon).is_some() {
            key = Some(value.span.clone());
            let empty = Value { span: value.span.clone(), name: None, entries: Vec::new(), bracket: None };
            value = self.value().unwrap_or(empty);
        }
        let end = self.take_if(Kind::Comma).map_or(value.span.end, |comma| comma.end);
        Some(Entry { key, value, whole: start..end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn located(text: &str) -> Located {
        Located::new(&Source::new(text, "t")).expect("sound")
    }

    #[test]
    fn finds_paths() {
        let text = "Anatomy(\r\n  // µ ( [\r\n  segments: [(id: \"a\"), (id: \"µ\", r: Some((1.0, 2)),\r\n   p: {\"k\": X([\"S1\"])})],\r\n)";
        let file = located(text);
        let at = |spot: Spot<'_>| &text[spot.span()];
        let second = file.root().field("segments").item(1);
        assert_eq!(at(second), "\"µ\"");
        assert_eq!(at(second.field("r")), "(1.0, 2)");
        assert_eq!(at(second.field("r").item(1)), "2");
        assert_eq!(at(second.field("p").field("k")), "X([\"S1\"])".split_at(2).0);
        assert_eq!(&text[second.field("p").key("k")], "\"k\"");
        assert_eq!(at(second.field("p").field("k").item(0).item(0)), "\"S1\"");
        assert_eq!(file.root().name(), Some("Anatomy"));
    }

    #[test]
    fn what_is_missing_points_at_its_block() {
        let file = located("(a: (id: \"x\", n: 1))");
        let spot = file.root().field("a").field("nothing");
        assert!(!spot.exists());
        assert!(!spot.field("id").exists());
        assert_eq!(&file.source().text()[spot.span()], "\"x\"");
    }

    #[test]
    fn strange_texts_do_not_panic() {
        for text in ["", ",", ":", "(:,)", "(a:)", "[,,]", "{:}", "a b c", "(a a: a)", "Some(Some(1))"] {
            let file = located(text);
            let _ = (file.root().span(), file.root().field("a").item(3).span(), file.around(1));
        }
    }

    #[test]
    fn around_is_outermost_first() {
        let text = "(a: [(b: 1), (c: 2)])";
        let file = located(text);
        let at = text.find('2').expect("there");
        let kinds: Vec<bool> = file.around(at).into_iter().map(Spot::is_list).collect();
        assert_eq!(kinds, [false, true, false]);
    }
}
