//! Rules on one file: each turns code into complaints, ":LINE: what".

use super::code::Code;

/// Longest file, without its tests.
const LONGEST: usize = 500;
/// Longest `lib.rs`: a tour, not a place for code.
const LONGEST_LIB: usize = 100;
/// Longest `main.rs`.
const LONGEST_MAIN: usize = 30;

/// What may stand at the top of the repository.
const TOP: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "src",
    "assets",
    "scenarios",
    "tests",
    "README.md",
    "LICENSE-MIT",
    "LICENSE-APACHE",
    "NOTICE",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "docs",
    "clippy.toml",
    "rustfmt.toml",
    "deny.toml",
    "typos.toml",
    ".cargo",
    ".ci",
    ".gitignore",
    ".gitattributes",
    "benches",
    "fuzz",
];

/// What makes results depend on the machine or the moment.
const IMPURITIES: &[&str] = &[
    "HashMap",
    "HashSet",
    "RandomState",
    "Instant",
    "SystemTime",
    "thread",
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
];

fn at_lines(code: &Code, places: impl Iterator<Item = usize>, what: &str) -> Vec<String> {
    places.map(|at| format!(":{}: {what}", code.line(at))).collect()
}

/// Names of crates that open windows.
pub(super) fn names_window_crates(code: &Code) -> Vec<String> {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    let begins = |at: usize| !code.text()[..at].ends_with(part);
    ["bevy", "egui", "winit", "wgpu"]
        .iter()
        .flat_map(|name| {
            let places = code.text().match_indices(name).map(|(at, _)| at).filter(|at| begins(*at));
            at_lines(code, places, &format!("only src/app may name {name}"))
        })
        .collect()
}

/// Names of the file format's crate.
pub(super) fn names_ron(code: &Code) -> Vec<String> {
    at_lines(code, code.words("ron"), "only scenario, replay and the settings know RON")
}

/// Anything of [`IMPURITIES`].
pub(super) fn names_impurities(code: &Code) -> Vec<String> {
    let each = |name: &&str| at_lines(code, code.words(name), &format!("`{name}` has no place in the core"));
    IMPURITIES.iter().flat_map(each).collect()
}

/// Code that is there or not by a feature.
pub(super) fn asks_for_features(code: &Code) -> Vec<String> {
    let asks = |text: &str| text.contains("cfg") && text.contains("feature");
    let attributes = code.attributes().filter(|(_, a)| asks(a)).map(|(at, _)| at);
    let macros = code.text().match_indices("cfg!").map(|(at, _)| at);
    at_lines(code, attributes.chain(macros), "the core is the same in every build")
}

/// A file longer than one can hold in mind.
pub(super) fn too_long(path: &str, code: &Code) -> Vec<String> {
    let most = match path {
        "lib.rs" => LONGEST_LIB,
        "main.rs" => LONGEST_MAIN,
        _ => LONGEST,
    };
    let long = code.lines > most;
    long.then(|| format!(": {} lines without tests, at most {most}", code.lines)).into_iter().collect()
}

/// A file that begins without saying what it is.
pub(super) fn lacks_header(text: &str) -> Vec<String> {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let said = first.strip_prefix("//!").is_some_and(|rest| !rest.trim().is_empty());
    (!said).then(|| ":1: a file of the engine begins with a `//!` header".to_owned()).into_iter().collect()
}

/// Panics other than an `expect` with its reason in a literal.
pub(super) fn panics(code: &Code) -> Vec<String> {
    let text = code.text();
    let mut found = Vec::new();
    for name in ["unwrap", "unwrap_err", "expect_err", "panic", "todo", "unimplemented"] {
        let called = code.words(name).filter(|at| text[at + name.len()..].starts_with(['(', '!']));
        found.extend(at_lines(code, called, &format!("`{name}` panics without saying why it cannot happen")));
    }
    let bare = code.words("unreachable").filter(|at| text[at + "unreachable".len()..].starts_with("!()"));
    found.extend(at_lines(code, bare, "`unreachable!` needs its reason"));
    let reasonless = text.match_indices(".expect(").map(|(at, _)| at).filter(|at| {
        let argument = text[at + ".expect(".len()..].trim_start();
        !argument.starts_with('"') || argument.starts_with("\"\"")
    });
    found.extend(at_lines(code, reasonless, "`expect` needs its reason as a literal"));
    found
}

/// Attributes that silence a lint for good.
pub(super) fn allow_attributes(code: &Code) -> Vec<String> {
    let silenced = code.attributes().filter(|(_, a)| {
        let inside = a.replace(' ', "");
        inside.starts_with("[allow(") || inside.contains(",allow(")
    });
    at_lines(code, silenced.map(|(at, _)| at), "use `#[expect(…, reason = \"…\")]`")
}

/// Entries at the top of the repository that do not belong there; `ignore` is the text of `.gitignore`.
pub(super) fn strangers<'a>(names: impl Iterator<Item = &'a str>, ignore: &str) -> Vec<String> {
    let ignored = |name: &str| name == ".git" || ignore.lines().any(|l| l.trim().trim_matches('/') == name);
    let strange = names.filter(|name| !TOP.contains(name) && !ignored(name));
    strange.map(|name| format!("{name} does not belong at the top of the repository")).collect()
}

mod tests {
    use super::*;

    fn of(rule: impl Fn(&Code) -> Vec<String>, text: &str) -> usize {
        rule(&Code::of(text)).len()
    }

    #[test]
    fn windows_are_found() {
        assert_eq!(of(names_window_crates, "use bevy::prelude::*;"), 1);
        assert_eq!(of(names_window_crates, "use bevy_egui::{egui, x};"), 2);
        assert_eq!(of(names_window_crates, "let x = regui + \"bevy\"; // bevy"), 0);
    }

    #[test]
    fn ron_is_found() {
        assert_eq!(of(names_ron, "ron::from_str(x)"), 1);
        assert_eq!(of(names_ron, "use ron;"), 1);
        assert_eq!(of(names_ron, "let iron = \"x.ron\";"), 0);
    }

    #[test]
    fn impurities_are_found() {
        assert_eq!(of(names_impurities, "use std::collections::HashMap;"), 1);
        assert_eq!(of(names_impurities, "std::time::Instant::now()"), 1);
        assert_eq!(of(names_impurities, "std::fs::read(x); std::thread::spawn(f)"), 2);
        assert_eq!(of(names_impurities, "BTreeMap::new(); Instantaneous"), 0);
    }

    #[test]
    fn features_are_found() {
        assert_eq!(of(asks_for_features, "#[cfg(feature = \"app\")]\nfn f() {}"), 1);
        assert_eq!(of(asks_for_features, "if cfg!(feature = \"app\") {}"), 1);
        assert_eq!(of(asks_for_features, "#[derive(Debug)]\nstruct Feature;"), 0);
    }

    #[test]
    fn long_files_are_found() {
        let lines = |n: usize| Code::of(&"x;\n".repeat(n));
        assert_eq!(too_long("sim/a.rs", &lines(501)).len(), 1);
        assert_eq!(too_long("lib.rs", &lines(101)).len(), 1);
        assert_eq!(too_long("main.rs", &lines(31)).len(), 1);
        assert!(too_long("sim/a.rs", &lines(500)).is_empty());
        let tested = format!("x;\n#[cfg(test)]\nmod tests {{\n{}}}\n", "y;\n".repeat(600));
        assert!(too_long("sim/a.rs", &Code::of(&tested)).is_empty());
    }

    #[test]
    fn headless_files_are_found() {
        assert_eq!(lacks_header("use x;\n//! late").len(), 1);
        assert_eq!(lacks_header("//!\nuse x;").len(), 1);
        assert!(lacks_header("//! Flow in a pipe.\n").is_empty());
    }

    #[test]
    fn panics_are_found() {
        assert_eq!(of(panics, "x.unwrap(); panic!(\"a\"); todo!(); unreachable!()"), 4);
        assert_eq!(of(panics, "x.expect(\"\"); x.expect(why)"), 2);
        assert_eq!(of(panics, "x.expect(\"it was just pushed\"); x.unwrap_or(1); unreachable!(\"a\")"), 0);
        assert_eq!(of(panics, "#[cfg(test)]\nmod tests { fn a() { x.unwrap() } }"), 0);
    }

    #[test]
    fn silenced_lints_are_found() {
        assert_eq!(of(allow_attributes, "#[allow(dead_code)]\nfn f() {}"), 1);
        assert_eq!(of(allow_attributes, "#![allow(x, reason = \"y\")]"), 1);
        assert_eq!(of(allow_attributes, "#[cfg_attr(test, allow(x))]\nfn f() {}"), 1);
        assert_eq!(of(allow_attributes, "#[expect(x, reason = \"allow(y)\")]\nfn f() { allow(x) }"), 0);
    }

    #[test]
    fn strangers_are_found() {
        assert_eq!(strangers(["src", "notes.txt", "target", ".git"].into_iter(), "/target\n").len(), 1);
    }
}
