//! What the engine and the score say, in every language: every sentence of the code has one, with the same values.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use embolize::scenario::{catalog, sentence_id};

/// Rust files of a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder of the source").flatten();
    let within = |path: PathBuf| if path.is_dir() { sources(&path) } else { vec![path] };
    entries.flat_map(|entry| within(entry.path())).collect()
}

/// Patterns of `said!` in a file; those without a word of their own are the same in every language.
fn patterns(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let code: String =
        code.split_inclusive('\n').filter(|line| !line.trim_start().starts_with("//")).collect();
    let calls = code.split("said!(").skip(1).filter_map(|call| call.trim_start().strip_prefix('"'));
    let literals = calls.filter_map(|call| {
        let (end, _) = call.match_indices('"').find(|(at, _)| !call[..*at].ends_with('\\'))?;
        Some(&call[..end])
    });
    // A literal that goes on in the next line.
    let joined = literals.map(|literal| {
        let mut lines = literal.split("\\\n");
        let first = lines.next().unwrap_or_default().to_owned();
        lines.fold(first, |text, line| text + line.trim_start()).replace("\\\"", "\"")
    });
    joined.filter(|pattern| outside(pattern).chars().any(char::is_alphabetic)).collect()
}

/// A pattern without the places of its values.
fn outside(pattern: &str) -> String {
    pattern.split('{').map(|part| part.split_once('}').map_or(part, |(_, after)| after)).collect()
}

/// The places of values in a pattern.
fn places(pattern: &str) -> BTreeSet<&str> {
    let inside = pattern.split('{').skip(1).filter_map(|part| part.split_once('}'));
    inside.map(|(name, _)| name.trim().trim_start_matches('$')).collect()
}

#[test]
fn every_sentence_is_said_in_every_language() {
    let mut said: BTreeMap<String, String> = BTreeMap::new();
    for file in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        for pattern in patterns(&std::fs::read_to_string(&file).expect("a file of the source")) {
            let known = said.insert(sentence_id(&pattern), pattern.clone());
            assert!(known.as_ref().is_none_or(|known| *known == pattern), "two for {pattern}: {known:?}");
        }
    }
    assert!(said.len() > 100, "found only {}", said.len());
    let files = catalog::FILES.iter().filter(|file| file.path.starts_with("catalogue/sentences."));
    for file in files {
        // Lines that go on are indented.
        let whole = file.text.replace("\n ", " ");
        let entries = whole.lines().filter(|line| !line.starts_with('#'));
        let told: BTreeMap<&str, &str> = entries.filter_map(|line| line.split_once(" = ")).collect();
        for (id, pattern) in &said {
            let own =
                told.get(id.as_str()).unwrap_or_else(|| panic!("{} lacks\n{id} = {pattern}", file.path));
            assert_eq!(places(own), places(pattern), "{}: {id}", file.path);
        }
        let extra: Vec<_> =
            told.keys().filter(|id| **id != "decimal-mark" && !said.contains_key(**id)).collect();
        assert!(extra.is_empty(), "{} has what nobody says: {extra:?}", file.path);
    }
}
