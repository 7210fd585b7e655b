//! What the compiler cannot hold: which layer may use which, what is absent from where, how large a file may be.
//!
//! The crate is one crate, so that building it stays simple; these tests are the walls that several crates would
//! have been. Each rule is a function from text to complaints (`rules.rs`), tested there on text that offends;
//! here they meet the tree.

pub(crate) mod code;
mod layers;
mod rules;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use code::Code;
use embolize::scenario::catalog;

/// A source file of the library, its text taken apart once.
struct Source {
    /// Path below `src`, with `/`.
    path: String,
    /// The whole file.
    text: String,
    /// What of it is code; empty when the file as a whole is test code.
    code: Code,
}

impl Source {
    /// First part of the path: the layer.
    fn layer(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below `dir`, sorted.
fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![dir.to_path_buf()];
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(&dir).expect("a directory of the repository").flatten() {
            let path = entry.path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// `path` below `base`, with `/` on every system.
fn below(base: &Path, path: &Path) -> String {
    let rest = path.strip_prefix(base).expect("found below it");
    rest.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// All Rust files below `src`.
fn sources() -> Vec<Source> {
    let src = root().join("src");
    let rust = files(&src).into_iter().filter(|p| p.extension().is_some_and(|e| e == "rs"));
    let texts: Vec<(String, String)> =
        rust.map(|p| (below(&src, &p), fs::read_to_string(&p).expect("UTF-8"))).collect();
    let test_files: Vec<String> =
        texts.iter().flat_map(|(path, text)| code::test_files(path, text)).collect();
    let is_test = |path: &str| {
        test_files.iter().any(|t| path == format!("{t}.rs") || path.starts_with(&format!("{t}/")))
    };
    let source = |(path, text): (String, String)| {
        let code = if is_test(&path) { Code::default() } else { Code::of(&text) };
        Source { path, text, code }
    };
    texts.into_iter().map(source).collect()
}

/// Fails with all complaints at once, one a line.
fn expect_none(complaints: impl IntoIterator<Item = String>) {
    let all: Vec<String> = complaints.into_iter().collect();
    assert!(all.is_empty(), "\n{}\n", all.join("\n"));
}

/// Puts a rule on every file the filter lets through.
fn everywhere(pick: impl Fn(&Source) -> bool, rule: impl Fn(&Source) -> Vec<String>) {
    let sources = sources();
    assert!(sources.len() > 20, "the walk over src found only {} files", sources.len());
    let picked = sources.iter().filter(|s| pick(s));
    expect_none(picked.flat_map(|s| rule(s).into_iter().map(move |c| format!("src/{}{c}", s.path))));
}

#[test]
fn layers_point_one_way() {
    everywhere(|s| s.path != "lib.rs", |s| layers::offences(s.layer(), &s.path, &s.code));
}

#[test]
fn every_layer_has_a_row_in_the_table() {
    everywhere(|s| s.path != "lib.rs", |s| layers::unknown(s.layer()));
}

#[test]
fn only_the_app_knows_a_window() {
    everywhere(|s| s.layer() != "app", |s| rules::names_window_crates(&s.code));
}

#[test]
fn only_three_doors_know_ron() {
    let door = |s: &Source| matches!(s.layer(), "scenario" | "replay") || s.path == "app/settings/mod.rs";
    everywhere(|s| !door(s), |s| rules::names_ron(&s.code));
}

#[test]
fn the_core_has_no_clock_no_thread_no_file_and_no_hash_order() {
    everywhere(|s| layers::CORE.contains(&s.layer()), |s| rules::names_impurities(&s.code));
}

#[test]
fn the_core_is_the_same_with_and_without_the_app() {
    everywhere(|s| layers::CORE.contains(&s.layer()), |s| rules::asks_for_features(&s.code));
}

#[test]
fn files_are_of_readable_size() {
    everywhere(|_| true, |s| rules::too_long(&s.path, &s.code));
}

#[test]
fn every_engine_file_says_what_it_models() {
    everywhere(|s| s.layer() == "sim", |s| rules::lacks_header(&s.text));
}

#[test]
fn nothing_panics_without_saying_why_it_cannot() {
    everywhere(|_| true, |s| rules::panics(&s.code));
}

#[test]
fn no_lint_is_allowed_silently() {
    let dirs = ["src", "tests", "benches"].map(|d| root().join(d));
    let all = dirs.iter().filter(|d| d.is_dir()).flat_map(|d| files(d));
    let rust = all.filter(|p| p.extension().is_some_and(|e| e == "rs"));
    expect_none(rust.flat_map(|p| {
        let found = rules::allow_attributes(&Code::with_tests(&fs::read_to_string(&p).expect("UTF-8")));
        found.into_iter().map(move |c| format!("{}{c}", below(root(), &p)))
    }));
}

#[test]
fn the_top_of_the_repository_is_short() {
    let ignore = fs::read_to_string(root().join(".gitignore")).expect("the repository has one");
    let entries = fs::read_dir(root()).expect("the repository").flatten();
    let names: Vec<String> = entries.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    expect_none(rules::strangers(names.iter().map(String::as_str), &ignore));
}

#[test]
fn every_scenario_file_is_in_the_binary() {
    let scenarios = root().join("scenarios");
    let on_disk = files(&scenarios).into_iter().map(|p| below(&scenarios, &p));
    let embedded: BTreeSet<&str> = catalog::FILES.iter().map(|file| file.path).collect();
    assert_eq!(embedded.len(), catalog::FILES.len(), "a file is embedded twice");
    expect_none(
        on_disk.filter(|f| !embedded.contains(&**f)).map(|f| format!("scenarios/{f} is not embedded")),
    );
}
