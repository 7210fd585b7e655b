//! Texts: the same ids with the same values in every language, none missing, none left over, none beside the door.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use embolize::app::phrases::SPANISH_PHRASES;
use embolize::app::text::Language;

/// Id to the values that are filled in.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut last = String::new();
    for line in language.source().lines() {
        let id = line.split_once(" = ").map(|(id, _)| id);
        let is_id = |id: &&str| id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if let Some(id) = id.filter(is_id) {
            id.clone_into(&mut last);
            assert!(found.insert(last.clone(), BTreeSet::new()).is_none(), "{language:?}: {id} twice");
        }
        if line.starts_with('#') {
            continue;
        }
        for part in line.split('$').skip(1) {
            let name: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if let Some(values) = found.get_mut(&last) {
                values.insert(name);
            }
        }
    }
    found
}

/// Rust files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).expect("a folder of the repository").flatten().map(|entry| entry.path());
    let mut found = Vec::new();
    for path in entries {
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// String literals of a file's code with their lines: comments, attributes and tests left out.
fn literals(path: &Path) -> Vec<(usize, String, String)> {
    let text = fs::read_to_string(path).expect("UTF-8");
    // a module of tests with its body ends a file; one in a file of its own may stand anywhere
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let mut found = Vec::new();
    for (number, line) in code.lines().enumerate() {
        let line = line.trim();
        if line.starts_with("//") || line.starts_with("#[") || line.contains("reason = ") {
            continue;
        }
        let mut rest = line;
        while let Some(start) = rest.find('"') {
            let before = rest[..start].to_owned();
            let inside = &rest[start + 1..];
            let mut escaped = false;
            let end = inside.char_indices().find(|(_, c)| {
                let ends = *c == '"' && !escaped;
                escaped = *c == '\\' && !escaped;
                ends
            });
            let Some((end, _)) = end else { break };
            found.push((number + 1, inside[..end].to_owned(), before));
            rest = &inside[end + 1..];
        }
    }
    found
}

fn app() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app")
}

fn looks_like_an_id(text: &str) -> bool {
    text.contains('-')
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

#[test]
fn every_language_says_the_same_things_with_the_same_values() {
    let english = messages(Language::English);
    assert!(english.len() > 300, "{} texts were found", english.len());
    for language in Language::ALL {
        let other = messages(language);
        for (id, values) in &english {
            assert_eq!(other.get(id), Some(values), "{language:?}: {id}");
        }
        assert_eq!(other.len(), english.len(), "{language:?} has texts that English has not");
        for id in english.keys() {
            assert_ne!(&language.text().get(id), id, "{language:?}: {id} does not parse");
        }
    }
}

#[test]
fn every_id_of_the_code_has_its_text_and_every_text_is_used() {
    let known = messages(Language::English);
    let mut used = BTreeSet::new();
    for path in files(&app()) {
        for (line, literal, _) in literals(&path) {
            if known.contains_key(&literal) {
                used.insert(literal);
            } else {
                assert!(!looks_like_an_id(&literal), "{}:{line}: no text for {literal:?}", path.display());
            }
        }
    }
    let unused: Vec<&String> = known.keys().filter(|id| !used.contains(*id)).collect();
    assert!(unused.is_empty(), "texts that nobody shows: {unused:?}");
}

/// Words of the window in the code of the panels: two words of letters, or one that begins a sentence.
#[test]
fn no_text_of_the_window_is_written_in_the_code() {
    let word = |text: &str| text.chars().count() > 2 && text.chars().all(char::is_alphabetic);
    let mut written = Vec::new();
    for path in files(&app().join("ui")).into_iter().chain(files(&app().join("screens"))) {
        for (line, literal, before) in literals(&path) {
            // Names of widgets and textures that nobody reads, and reasons of what cannot happen.
            let unread = ["Id::new(", "Panel::", "Grid::new(", ".expect(", "Window::new(", "id_salt("];
            if unread.iter().any(|call| before.ends_with(call)) {
                continue;
            }
            let plain: String =
                literal.split('{').map(|part| part.split_once('}').map_or(part, |p| p.1)).collect();
            let shout = |part: &str| part.chars().all(char::is_uppercase);
            let words: Vec<&str> =
                plain.split_whitespace().filter(|part| word(part) && !shout(part)).collect();
            let sentence = words.first().is_some_and(|first| {
                let mut letters = first.chars();
                letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase)
            });
            if words.len() > 1 || sentence {
                written.push(format!("{}:{line}: {literal:?}", path.display()));
            }
        }
    }
    assert!(written.is_empty(), "texts beside the door:\n{}", written.join("\n"));
}

/// What the engine says to people: strings with more than one word in its code, their values as `{}`.
fn sentences_of_the_engine() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for path in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/sim")) {
        if path.components().any(|part| part.as_os_str().to_string_lossy().starts_with("tests")) {
            continue;
        }
        for (_, literal, before) in literals(&path) {
            let words = literal.contains(' ') && literal.chars().any(char::is_alphabetic);
            if words && !before.contains("expect(") && !before.contains("assert") && !literal.ends_with('\\')
            {
                found.insert(holes(&literal));
            }
        }
    }
    found
}

/// A format string with nothing but `{}` where values stand.
fn holes(literal: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in literal.chars() {
        match c {
            '{' => inside = true,
            '}' => {
                inside = false;
                text.push_str("{}");
            }
            _ if inside => {}
            _ => text.push(c),
        }
    }
    text
}

#[test]
fn sentences_of_the_engine_are_said_in_spanish() {
    let lines = SPANISH_PHRASES.lines().filter_map(|line| line.split_once(" = "));
    let known: BTreeMap<&str, &str> = lines.collect();
    for (english, said) in &known {
        let count = |text: &str| text.matches("{}").count();
        assert_eq!(count(english), count(said), "{english}");
    }
    let missing: Vec<String> =
        sentences_of_the_engine().into_iter().filter(|said| !known.contains_key(said.as_str())).collect();
    assert!(missing.is_empty(), "assets/text/engine.es.txt lacks {missing:#?}");
}
