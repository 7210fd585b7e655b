//! Rust text without what is not code: comments, the insides of strings, and tests.

/// Code with line numbers kept: everything that is not code is blanked, never removed.
#[derive(Default)]
pub(crate) struct Code {
    text: String,
    /// Lines that are not part of a test item.
    pub(crate) lines: usize,
}

impl Code {
    /// The code of a file, tests blanked as well.
    pub(crate) fn of(text: &str) -> Self {
        let (text, test_lines) = without_tests(&without_comments(text));
        let lines = text.lines().count() - test_lines;
        Self { text, lines }
    }

    /// The code of a file, tests and all.
    pub(crate) fn with_tests(text: &str) -> Self {
        let text = without_comments(text);
        let lines = text.lines().count();
        Self { text, lines }
    }

    /// The code. Strings keep their quotes; what was in them is `_`.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Line number of a byte offset, from 1.
    pub(crate) fn line(&self, at: usize) -> usize {
        self.text[..at].matches('\n').count() + 1
    }

    /// Places where `word` stands as a whole word.
    pub(crate) fn words<'a>(&'a self, word: &'a str) -> impl Iterator<Item = usize> + 'a {
        let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        self.text.match_indices(word).map(|(at, _)| at).filter(move |&at| {
            !part(self.text[..at].chars().next_back()) && !part(self.text[at + word.len()..].chars().next())
        })
    }

    /// All attributes, `#[…]` and `#![…]`, with where they begin.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = (usize, &str)> {
        let starts = self.text.match_indices('#').map(|(at, _)| at);
        starts.filter_map(|at| {
            let inside = self.text[at + 1..].strip_prefix('!').unwrap_or(&self.text[at + 1..]);
            inside.starts_with('[').then(|| (at, &inside[..closing(inside)]))
        })
    }
}

/// Blanks comments and the insides of string and character literals.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (length, filler) = if rest.starts_with("//") {
            (rest.find('\n').unwrap_or(rest.len()), ' ')
        } else if rest.starts_with("/*") {
            (block_comment(rest), ' ')
        } else if let Some(length) = literal(rest, out.chars().next_back()) {
            (length, '_')
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        let keep = |c: char| if matches!(c, '\n') || (filler == '_' && c == '"') { c } else { filler };
        out.extend(rest[..length].chars().map(keep));
        rest = &rest[length..];
    }
    out
}

/// Length of the block comment `text` begins with; they nest.
fn block_comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// Length of the string or character literal `text` begins with; `before` is the character in front of it.
fn literal(text: &str, before: Option<char>) -> Option<usize> {
    if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
        return None;
    }
    let body = text.strip_prefix('b').unwrap_or(text);
    let prefix = text.len() - body.len();
    if let Some(raw) = body.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            let end = format!("\"{}", "#".repeat(hashes));
            let inside = &raw[hashes + 1..];
            let close = inside.find(&end).unwrap_or(inside.len());
            return Some((prefix + 1 + hashes + 1 + close + end.len()).min(text.len()));
        }
    }
    let quote = body.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let mut escaped = false;
    for (at, c) in body.char_indices().skip(1) {
        let alone = quote == '\'' && !escaped && at > 1;
        match c {
            '\\' if !escaped => escaped = true,
            c if c == quote && !escaped => return Some(prefix + at + 1),
            // a lifetime, not a character: the second place after the quote is no quote
            _ if alone && !body.starts_with("'\\") => return None,
            _ => escaped = false,
        }
    }
    (quote == '"').then_some(text.len())
}

/// Blanks items under `#[cfg(test)]`; also returns how many whole lines they took.
fn without_tests(code: &str) -> (String, usize) {
    const MARK: &str = "#[cfg(test)]";
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    let mut lines = 0;
    while let Some(at) = rest.find(MARK) {
        let item = &rest[at + MARK.len()..];
        let end = at + MARK.len() + item_end(item);
        out.push_str(&rest[..at]);
        out.extend(rest[at..end].chars().map(|c| if c == '\n' { c } else { ' ' }));
        lines += rest[at..end].matches('\n').count() + 1;
        rest = &rest[end..];
    }
    out.push_str(rest);
    (out, lines)
}

/// Where the item that `text` begins with ends: after its `;` or its closing brace.
fn item_end(text: &str) -> usize {
    match text.find(['{', ';']) {
        Some(at) if text[at..].starts_with('{') => at + closing(&text[at..]),
        Some(at) => at + 1,
        None => text.len(),
    }
}

/// Length of the bracketed text that `text` begins with.
fn closing(text: &str) -> usize {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '{' | '[' | '(' => depth += 1,
            '}' | ']' | ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    text.len()
}

/// Modules that a file declares under `#[cfg(test)]` with a file of their own: paths without `.rs`.
pub(crate) fn test_files(path: &str, text: &str) -> Vec<String> {
    let code = without_comments(text);
    let home = path.trim_end_matches(".rs").trim_end_matches("/mod").trim_end_matches("lib");
    let declared = code.split("#[cfg(test)]").skip(1).filter_map(|item| {
        let item = item.trim_start().trim_start_matches("pub(crate) ").strip_prefix("mod ")?;
        item.find(['{', ';']).filter(|end| item[*end..].starts_with(';')).map(|end| item[..end].trim())
    });
    declared.map(|name| format!("{home}/{name}").trim_start_matches('/').to_owned()).collect()
}

mod tests {
    use super::*;

    #[test]
    fn comments_and_strings_are_not_code() {
        let code = Code::of("a // bevy\n/* x /* y */ bevy */ b \"bevy \\\" bevy\" r#\"bevy\"# 'b' c\n");
        assert!(!code.text().contains("bevy"));
        assert_eq!(code.words("c").map(|at| code.line(at)).collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn lifetimes_are_code() {
        let code = Code::of("fn f<'a>(x: &'a str) -> &'a str { g('\\'', '\"', x) } // y");
        assert!(code.text().contains("<'a>(x: &'a str) -> &'a str"), "{}", code.text());
        assert!(code.text().ends_with("x) }     "), "{}", code.text());
    }

    #[test]
    fn tests_are_blanked_and_not_counted() {
        let code = Code::of("fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() { \"}\" }\n}\nfn c() {}\n");
        assert!(code.words("b").next().is_none());
        assert_eq!(code.words("c").map(|at| code.line(at)).collect::<Vec<_>>(), [6]);
        assert_eq!(code.lines, 2);
    }

    #[test]
    fn words_are_whole() {
        let code = Code::of("renew new renewed new_one new");
        assert_eq!(code.words("new").collect::<Vec<_>>(), [6, 26]);
    }

    #[test]
    fn attributes_are_found() {
        let code = Code::of("#![a(b)]\n#[c]\nx");
        assert_eq!(code.attributes().map(|(_, a)| a).collect::<Vec<_>>(), ["[a(b)]", "[c]"]);
    }

    #[test]
    fn test_files_are_found_where_rust_looks() {
        assert_eq!(test_files("sim/flow.rs", "#[cfg(test)]\nmod tests;"), ["sim/flow/tests"]);
        assert_eq!(test_files("sim/mod.rs", "#[cfg(test)]\nmod tests;"), ["sim/tests"]);
        assert!(test_files("sim/mod.rs", "#[cfg(test)]\nmod tests { }").is_empty());
    }
}
