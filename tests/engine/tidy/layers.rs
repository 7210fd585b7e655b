//! Which layer may use which.

use super::code::Code;

/// Layers that results depend on: pure, and never aware of a window.
pub(super) const CORE: &[&str] =
    &["units", "math", "hash", "said", "model", "scenario", "sim", "imaging", "scoring"];

/// What of the engine the scoring may see: what happened and what is true, never how it was computed.
const SEEN_OF_SIM: &[&str] = &[
    "sim::event",
    "sim::Event",
    "sim::What",
    "sim::RunRecord",
    "sim::snapshot",
    "sim::Snapshot",
    "sim::outcome",
    "sim::Outcome",
    "sim::tick",
    "sim::Tick",
];

/// Each layer with the paths it may use: a whole layer, or one module of it.
const ALLOWED: &[(&str, &[&[&str]])] = &[
    ("units", &[]),
    ("math", &[]),
    ("hash", &[]),
    ("said", &[]),
    ("model", &[&["units", "math"]]),
    ("scenario", &[&["model", "said", "units", "math", "hash"]]),
    ("sim", &[&["model", "said", "units", "math", "hash"]]),
    ("imaging", &[&["sim::snapshot", "sim::Snapshot", "model", "units", "math"]]),
    ("scoring", &[SEEN_OF_SIM, &["model", "said", "units", "math"]]),
    ("import", &[&["units", "math"]]),
    ("replay", &[&["sim", "scenario", "model", "units", "hash"]]),
    ("export", &[SEEN_OF_SIM, &["scoring", "imaging", "replay", "model", "said", "units", "math"]]),
    (
        "cli",
        &[&[
            "import", "replay", "scoring", "imaging", "export", "sim", "scenario", "model", "said", "units",
            "math", "hash",
        ]],
    ),
    (
        "app",
        &[&[
            "replay", "scoring", "imaging", "export", "sim", "scenario", "model", "said", "units", "math",
            "hash",
        ]],
    ),
    ("main", &[&["app", "cli"]]),
];

/// Complains about a layer nobody gave a place.
pub(super) fn unknown(layer: &str) -> Vec<String> {
    let known = ALLOWED.iter().any(|(name, _)| *name == layer);
    (!known).then(|| format!(": layer `{layer}` has no row in the table of layers")).into_iter().collect()
}

/// Complains about every path to another layer that the table does not allow.
pub(super) fn offences(layer: &str, path: &str, code: &Code) -> Vec<String> {
    let allowed = ALLOWED.iter().find(|(name, _)| *name == layer).map_or(&[][..], |(_, paths)| paths);
    let may = |used: &str| {
        used == layer
            || used.starts_with(&format!("{layer}::"))
            || allowed.iter().copied().flatten().any(|a| used == *a || used.starts_with(&format!("{a}::")))
    };
    let used = used_paths(path, code);
    let bad = used.into_iter().filter(|(_, used)| !may(used));
    bad.map(|(line, used)| format!(":{line}: `{layer}` may not use `{used}`")).collect()
}

/// Every path from the root of the crate that code names, with its line: `crate::…`, `embolize::…` (the binary's
/// name for the library), and `super::…` where that leaves the layer.
fn used_paths(path: &str, code: &Code) -> Vec<(usize, String)> {
    let depth = path.split('/').filter(|part| *part != "mod.rs").count();
    let mut found = Vec::new();
    for door in ["crate", "embolize"] {
        found.extend(code.words(door).map(|at| (at, at + door.len())));
    }
    let supers = "super::".repeat(depth);
    let climbs = code.text().match_indices(&supers).map(|(at, _)| at);
    found.extend(climbs.filter(|_| depth > 0).map(|at| (at, at + supers.len() - 2)));
    let mut paths = Vec::new();
    for (at, end) in found {
        if let Some(tree) = code.text()[end..].strip_prefix("::") {
            paths.extend(expand(tree).into_iter().map(|p| (code.line(at), p)));
        }
    }
    paths
}

/// The paths of a use tree, to the second part: `a::{b, c::d}` is `a::b` and `a::c`.
fn expand(tree: &str) -> Vec<String> {
    let tree = tree.trim_start();
    if let Some(group) = tree.strip_prefix('{') {
        return branches(group).into_iter().flat_map(expand).collect();
    }
    let first: String = tree.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let Some(rest) = tree[first.len()..].strip_prefix("::") else { return vec![first] };
    match rest.trim_start().strip_prefix('{') {
        Some(group) => branches(group).into_iter().map(|b| format!("{first}::{}", word(b))).collect(),
        None => vec![format!("{first}::{}", word(rest))],
    }
}

fn word(text: &str) -> &str {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}

/// The members of a `{…}` group whose opening brace is already read.
fn branches(group: &str) -> Vec<&str> {
    let mut depth = 0;
    let mut start = 0;
    let mut found = Vec::new();
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            '}' | ',' if depth == 0 => {
                found.push(group[start..at].trim());
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    found.retain(|branch| !branch.is_empty());
    found
}

mod tests {
    use super::*;

    fn check(layer: &str, path: &str, text: &str) -> usize {
        offences(layer, path, &Code::of(text)).len()
    }

    #[test]
    fn what_points_back_is_found() {
        assert_eq!(check("sim", "sim/a.rs", "use crate::scenario::parse;"), 1);
        assert_eq!(check("sim", "sim/a.rs", "use crate::{math, scoring::{Report, metric}};"), 2);
        assert_eq!(check("sim", "sim/a.rs", "fn f() { crate::imaging::render(); }"), 1);
        assert_eq!(check("sim", "sim/flow/a.rs", "use super::super::super::cli;"), 1);
        assert_eq!(check("scoring", "scoring/a.rs", "use crate::sim::flow::Network;"), 1);
        assert_eq!(check("scoring", "scoring/a.rs", "use crate::sim::{event, Simulation};"), 1);
        assert_eq!(check("cli", "cli/a.rs", "crate::app::open()"), 1);
        assert_eq!(check("main", "main.rs", "embolize::sim::go()"), 1);
        assert_eq!(check("nowhere", "nowhere.rs", "use crate::sim;"), 1);
    }

    #[test]
    fn what_points_the_right_way_passes() {
        assert_eq!(
            check("sim", "sim/a.rs", "use crate::{math, model::{Case, Slot}};\nuse super::tick::Tick;"),
            0
        );
        assert_eq!(check("sim", "sim/flow/a.rs", "use super::super::tick::Tick; use crate::sim::Event;"), 0);
        assert_eq!(check("scoring", "scoring/a.rs", "use crate::sim::event::{Event, What};"), 0);
        assert_eq!(check("sim", "sim/a.rs", "#[cfg(test)]\nmod tests { use crate::scenario; }"), 0);
        assert_eq!(check("sim", "sim/a.rs", "// crate::scenario\nlet x = \"crate::scenario\";"), 0);
    }

    #[test]
    fn a_new_layer_needs_a_row() {
        assert!(unknown("sim").is_empty());
        assert_eq!(unknown("physics").len(), 1);
    }
}
