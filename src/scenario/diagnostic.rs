//! A problem in a file, as data and as text for people who write cases.

use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use super::codes::Code;
use super::source::Source;

/// Longest line that is quoted: a file without line ends has nothing to show, and would be searched for every problem.
const QUOTED_BYTES: usize = 4096;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used, but somebody should look.
    Warning,
}

/// Bytes of the file, from the first to behind the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Behind the last byte.
    pub end: usize,
}

/// One problem: what, where, which value, what is allowed, how to mend it.
#[derive(Clone, Debug, Serialize)]
pub struct Diagnostic {
    /// Stable code, listed in `codes`.
    pub code: &'static str,
    /// Error or warning.
    pub severity: Severity,
    /// Name of the file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in characters.
    pub column: usize,
    /// Place in the file; `None` when the whole file is meant.
    pub span: Option<Span>,
    /// What is wrong, in one sentence.
    pub message: String,
    /// A word at the place itself.
    pub label: Option<String>,
    /// How to mend it.
    pub hint: Option<String>,
    #[serde(skip)]
    source: Arc<Source>,
}

impl Diagnostic {
    /// A problem at a range of a text, or with all of it.
    pub(super) fn new(
        code: Code,
        source: &Arc<Source>,
        range: Option<Range<usize>>,
        message: impl Into<String>,
    ) -> Self {
        let range = range.map(|range| source.clamp(&range));
        let (line, column) = source.line_column(range.as_ref().map_or(0, |range| range.start));
        let shift = source.shift();
        Self {
            code: code.id,
            severity: code.severity(),
            file: source.name().to_owned(),
            line,
            column,
            span: range.map(|range| Span { start: range.start + shift, end: range.end + shift }),
            message: message.into(),
            label: None,
            hint: None,
            source: Arc::clone(source),
        }
    }

    /// Adds the word at the place.
    pub(super) fn with_label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds how to mend it.
    pub(super) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Whether the file cannot be used because of it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// As text: message, `file:line:col`, the quoted line, the hint.
    pub fn render(&self, colour: bool) -> String {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let hint = self.hint.as_deref().map(|hint| Level::HELP.with_name("hint").message(hint));
        let title = level.primary_title(self.message.as_str()).id(self.code);
        let quoted = self.span.map(|span| {
            let shift = self.source.shift();
            let range = span.start - shift..span.end - shift;
            let (lines, start, number) = self.source.lines_around(&range);
            (lines, range.start - start..range.end - start, number)
        });
        let origin = Origin::path(self.file.as_str());
        let group = match quoted {
            Some((lines, range, number)) if lines.len() <= QUOTED_BYTES => {
                let mut mark = AnnotationKind::Primary.span(range);
                if let Some(label) = &self.label {
                    mark = mark.label(label.as_str());
                }
                let snippet =
                    Snippet::source(lines).line_start(number).path(self.file.as_str()).annotation(mark);
                title.element(snippet)
            }
            Some(_) => title.element(origin.line(self.line).char_column(self.column)),
            None => title.element(origin),
        };
        let group: Group<'_> = match hint {
            Some(hint) => group.element(hint),
            None => group,
        };
        renderer.render(&[group])
    }
}

/// In the order of the file: by name, place, code; the same problem once.
pub(super) fn sort(problems: &mut Vec<Diagnostic>) {
    problems
        .sort_by(|a, b| (&a.file, a.span, a.severity, a.code).cmp(&(&b.file, b.span, b.severity, b.code)));
    problems
        .dedup_by(|a, b| a.code == b.code && a.span == b.span && a.file == b.file && a.message == b.message);
}

/// All of them as text, with an empty line between.
pub fn render_all(problems: &[Diagnostic], colour: bool) -> String {
    let texts: Vec<String> = problems.iter().map(|p| p.render(colour)).collect();
    let mut text = texts.join("\n\n");
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::codes;
    use super::*;

    fn problem(text: &str, word: &str) -> Diagnostic {
        let source = Source::new(text, "case.ron");
        let at = source.text().find(word).expect("there");
        Diagnostic::new(codes::UNKNOWN_NODE, &source, Some(at..at + word.len()), "no node `xy`")
            .with_label("no such node")
            .with_hint("did you mean `x`?")
    }

    #[test]
    fn shows_place_line_and_hint() {
        let text = problem("(\n  from: \"xy\",\n)", "\"xy\"").render(false);
        for part in
            ["no node `xy`", "case.ron:2:9", "from: \"xy\"", "no such node", "hint: did you mean `x`?"]
        {
            assert!(text.contains(part), "{part} in\n{text}");
        }
        assert!(!text.contains('\u{1b}'));
        assert!(problem("(x)", "x").render(true).contains('\u{1b}'));
    }

    #[test]
    fn spans_count_bytes_of_the_file() {
        let problem = problem("\u{feff}(µ: 1,\r\n x: 2)", "x");
        assert_eq!((problem.line, problem.column), (2, 2));
        assert_eq!(problem.span, Some(Span { start: 13, end: 14 }));
        assert!(problem.render(false).contains("case.ron:2:2"));
    }

    #[test]
    fn endless_lines_are_not_quoted() {
        let text = problem(&format!("({} xy)", "a: 1,".repeat(2000)), "xy").render(false);
        assert!(text.contains("case.ron:1:10003") && text.len() < 300, "{text}");
    }

    #[test]
    fn end_of_file_and_empty_files_render() {
        for text in ["", "\n", "(a"] {
            let source = Source::new(text, "f");
            let end = text.len();
            let problem = Diagnostic::new(codes::TRUNCATED, &source, Some(end..end + 1), "ends");
            assert!(problem.render(false).contains("f:"));
        }
        let whole = Diagnostic::new(codes::TOO_LARGE, &Source::new("", "f"), None, "large");
        assert!(whole.render(false).contains("--> f"));
    }
}
