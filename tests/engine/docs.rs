//! The reference in `docs/` is complete: what can be written in a file, and what a report says, is explained there.

use std::fs;
use std::path::Path;

use clap::CommandFactory;
use embolize::cli::Cli;

use crate::tidy::code::Code;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a file of the repository")
}

/// All files of the formats, one after the other.
fn formats() -> String {
    let files = ["mod", "anatomy", "case", "catalogue", "rubric", "sources", "variants"];
    files.map(|file| read(&format!("src/scenario/raw/{file}.rs"))).concat()
}

/// A type of a source file with the words that a writer of files can use in it.
#[derive(Debug, PartialEq)]
struct Type {
    name: String,
    words: Vec<String>,
}

/// The public structs and enums of a source text: fields, variants and fields of variants. Fields that serde skips are
/// left out.
fn types(source: &str) -> Vec<Type> {
    let code = Code::of(source);
    let text = code.text();
    let mut found = Vec::new();
    for kind in ["pub struct ", "pub enum "] {
        for (at, _) in text.match_indices(kind) {
            let rest = &text[at + kind.len()..];
            let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            let Some(body) = rest[end..].trim_start().strip_prefix('{') else { continue };
            found.push(Type { name: rest[..end].to_owned(), words: words(body) });
        }
    }
    found
}

/// Names in front of a single colon, and variants, to the end of the braces.
fn words(body: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut depth = 0;
    let mut skipped = false;
    for line in body.lines().map(str::trim) {
        let opens = line.matches(['{', '(']).count();
        let closes = line.matches(['}', ')']).count();
        if closes > depth + opens {
            break;
        }
        depth = depth + opens - closes;
        if line.starts_with('#') {
            skipped |= line.contains("skip");
            continue;
        }
        if !line.is_empty() && !std::mem::take(&mut skipped) {
            found.extend(names(line));
        }
    }
    found
}

/// The names that one line declares: `pub a: T,`, `A,`, `A(T),`, `A {`, `A { b: T, c: U },`.
fn names(line: &str) -> Vec<String> {
    let word = |text: &str| text.chars().all(|c| c.is_alphanumeric() || c == '_') && !text.is_empty();
    let declared = |part: &str| {
        let name = part.trim().trim_start_matches("pub ").split(':').next().unwrap_or_default().trim();
        (word(name) && !name.chars().all(char::is_numeric)).then(|| name.to_owned())
    };
    let head = line.split(['{', '(', ',', ':']).next().unwrap_or_default();
    let inside = line.split_once('{').map_or("", |(_, rest)| rest.trim_end_matches([',', '}', ' ']));
    let mut found: Vec<String> = declared(head).into_iter().collect();
    found.extend(inside.split(", ").filter(|part| part.contains(": ")).filter_map(declared));
    found
}

/// The part of a document under the heading that names a type.
fn section<'a>(doc: &'a str, name: &str) -> Option<&'a str> {
    let heading = format!("\n### `{name}`\n");
    let rest = &doc[doc.find(&heading)? + heading.len()..];
    Some(&rest[..rest.find("\n##").unwrap_or(rest.len())])
}

/// Whether a text has a word in code type, alone or as part of a call.
fn mentions(text: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    text.split('`').skip(1).step_by(2).any(|code| code.split(|c| !part(c)).any(|w| w == word))
}

/// What of the types of `source` a document lacks; `renamed` gives sections with another name than their type.
fn lacking(doc: &str, source: &str, renamed: &[(&str, &str)]) -> Vec<String> {
    let mut complaints = Vec::new();
    for Type { name, words } in types(source) {
        let title = renamed.iter().find(|(from, _)| *from == name).map_or(&*name, |(_, to)| to);
        let Some(section) = section(doc, title) else {
            complaints.push(format!("no section `{title}`"));
            continue;
        };
        let missing = words.iter().filter(|word| !mentions(section, word));
        complaints.extend(missing.map(|word| format!("section `{title}` does not explain `{word}`")));
    }
    complaints
}

#[test]
fn every_field_of_a_scenario_is_explained() {
    let (doc, raw) = (read("docs/formats.md"), formats());
    assert!(types(&raw).len() > 30, "the formats are not where they were");
    let complaints = lacking(&doc, &raw, &[]);
    assert!(complaints.is_empty(), "docs/formats.md:\n{}", complaints.join("\n"));
}

#[test]
fn every_command_condition_and_step_is_explained() {
    let doc = read("docs/formats.md");
    let sources = [
        ("src/sim/command.rs", &[][..]),
        ("src/replay/condition.rs", &[]),
        ("src/replay/script.rs", &[("Step", "ScriptStep")]),
    ];
    for (path, renamed) in sources {
        let complaints = lacking(&doc, &read(path), renamed);
        assert!(complaints.is_empty(), "docs/formats.md, {path}:\n{}", complaints.join("\n"));
    }
    let session = read("src/replay/session.rs").replace("pub enum SessionError", "enum SessionError");
    assert_eq!(lacking(&doc, &session, &[]), [""; 0]);
}

#[test]
fn every_key_of_a_report_is_explained() {
    let doc = read("docs/cli.md");
    let types = types(&read("src/scoring/report.rs"));
    assert!(types.len() > 6, "the report is not where it was");
    let value = |name: &str| name.starts_with(char::is_uppercase);
    let missing = |t: &Type| {
        let spelled = t.words.iter().map(|w| if value(w) { w.to_lowercase() } else { w.clone() });
        spelled.filter(|word| !mentions(&doc, word)).collect::<Vec<_>>()
    };
    let missing: Vec<String> = types.iter().flat_map(missing).collect();
    assert!(missing.is_empty(), "docs/cli.md does not explain {missing:?}");
}

#[test]
fn every_call_and_option_is_explained() {
    let doc = read("docs/cli.md");
    let row =
        |call: &str| doc.lines().find(|l| l.starts_with('|') && l.contains(&format!("`embolize {call}")));
    let mut missing = Vec::new();
    for call in Cli::command().get_subcommands() {
        let row = row(call.get_name()).unwrap_or_default();
        let options = call.get_arguments().filter_map(|a| a.get_long()).filter(|o| *o != "json");
        missing.extend(options.filter(|o| !row.contains(&format!("--{o}"))).map(ToOwned::to_owned));
        missing.extend(row.is_empty().then(|| call.get_name().to_owned()));
    }
    assert!(missing.is_empty(), "docs/cli.md does not explain {missing:?}");
}

#[test]
fn the_documents_point_to_what_is_there() {
    for doc in [
        "README.md",
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "docs/formats.md",
        "docs/cli.md",
        "docs/models.md",
        "docs/diagnostics.md",
        "docs/scoring.md",
        "docs/mistakes.md",
        "docs/reachability.md",
        "docs/tutorial.md",
        "docs/variants.md",
    ] {
        let text = read(doc);
        let base =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(Path::new(doc).parent().expect("a relative path"));
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            if path.contains("://") {
                continue;
            }
            let target = if path.is_empty() {
                base.join(Path::new(doc).file_name().expect("a file"))
            } else {
                base.join(path)
            };
            assert!(target.exists(), "{doc} points to {link}, which is not there");
            let titles =
                if anchor.is_empty() { String::new() } else { fs::read_to_string(target).expect("UTF-8") };
            let slug = |line: &str| {
                line.trim_start_matches('#').trim().replace('`', "").replace(' ', "-").to_lowercase()
            };
            let known = titles.lines().filter(|l| l.starts_with('#')).any(|l| slug(l) == anchor);
            assert!(anchor.is_empty() || known, "{doc} points to {link}, a heading that is not there");
        }
    }
}

#[test]
fn the_architecture_fits_in_the_head_and_names_what_exists() {
    let text = read("ARCHITECTURE.md");
    assert!(text.lines().count() <= 150, "{} lines", text.lines().count());
    for code in text.split('`').skip(1).step_by(2) {
        let path = code.split_whitespace().next().unwrap_or_default();
        if ["src/", "tests/", "docs/", "scenarios/", "benches/", "assets/", ".ci/"]
            .iter()
            .any(|d| path.starts_with(d))
        {
            let exists = Path::new(env!("CARGO_MANIFEST_DIR")).join(path).exists();
            assert!(exists || path.contains(['*', '<']), "ARCHITECTURE.md names {path}, which is not there");
        }
    }
}

#[test]
fn what_is_missing_is_found() {
    let source = "pub struct A {\n    /// Text: no field.\n    pub b: u8,\n    #[serde(skip)]\n    pub c: u8,\n}\n\
                  pub enum D {\n    E,\n    F { g: (f64, f64), h: u8 },\n    I {\n        /// Doc.\n        j: u8,\n    },\n    \
                  K(u8),\n}\nimpl D {}\n";
    let list = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
    assert_eq!(types(source)[0], Type { name: "A".into(), words: list(&["b"]) });
    assert_eq!(
        types(source)[1],
        Type { name: "D".into(), words: list(&["E", "F", "g", "h", "I", "j", "K"]) }
    );
    let doc = "\n### `A`\n`b`: x\n### `D`\n`E` `F(g, h)` and j\n### `X`\n`I` `j` `K`\n";
    assert_eq!(
        lacking(doc, source, &[]),
        ["`I`", "`j`", "`K`"].map(|w| format!("section `D` does not explain {w}"))
    );
    assert_eq!(lacking("", "pub struct A {\n    pub b: u8,\n}\n", &[]), ["no section `A`"]);
}
