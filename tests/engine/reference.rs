//! The ranges of `docs/formats.md` are those of the checker: each documented limit is tried from both sides on the small
//! world of the tests.

use std::fs;
use std::path::Path;

use embolize::scenario::{Library, check_file};

/// A number that the reference gives limits for.
#[derive(Debug)]
struct Limit {
    section: String,
    field: String,
    min: f64,
    max: f64,
}

fn small(name: &str) -> String {
    fs::read_to_string(Path::new("tests/data/small").join(name)).expect("a file of the small world")
}

fn small_library() -> Library {
    let mut library = Library::empty();
    library.add_sources(small("sources.ron"), "sources.ron").expect("sound");
    library.add_catalogue(small("catalogue.ron"), "catalogue.ron").expect("sound");
    library.add_rubric(small("rubric.ron"), "rubric.ron").expect("sound");
    library.add_anatomy(small("anatomy.ron"), "anatomy.ron").expect("sound");
    library
}

/// The file of the small world that has a block of this kind.
fn file_of(section: &str) -> Option<&'static str> {
    Some(match section {
        "Segment" | "Link" | "Bed" => "anatomy.ron",
        "Patient" | "Target" | "Feeder" | "Endpoint" | "Protected" | "Shunt" => "case.ron",
        "Device" | "Agent" => "catalogue.ron",
        "Limits" => "rubric.ron",
        _ => return None,
    })
}

/// "mm, 0.05 to 20" as its two numbers; `None` when there are others or none.
fn range(cell: &str) -> Option<(f64, f64)> {
    let (before, after) = cell.split_once(" to ")?;
    let number = |text: &str| text.replace(' ', "").parse::<f64>().ok();
    let low = before.rsplit([',', ';']).next().and_then(number)?;
    let digits = |c: char| !(c.is_ascii_digit() || matches!(c, '.' | ' '));
    let high = number(&after[..after.find(digits).unwrap_or(after.len())])?;
    (!after.contains(" to ")).then_some((low, high))
}

fn limits(doc: &str) -> Vec<Limit> {
    let mut section = String::new();
    let mut found = Vec::new();
    for line in doc.lines() {
        if let Some(title) = line.strip_prefix("### `") {
            title.trim_end_matches('`').clone_into(&mut section);
        }
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, names, _, limits, ..] = cells[..] else { continue };
        let Some((min, max)) = range(limits) else { continue };
        if let Some(field) =
            names.strip_prefix('`').and_then(|n| n.strip_suffix('`')).filter(|n| !n.contains('`'))
        {
            found.push(Limit { section: section.clone(), field: field.to_owned(), min, max });
        }
    }
    found
}

/// The file with another value for the field, where the block of that kind has it.
fn with(text: &str, limit: &Limit, value: f64) -> Option<String> {
    let pair = limit.section == "Segment" && limit.field == "radius_mm";
    let key = if pair { format!("{}: (", limit.field) } else { format!("{}: ", limit.field) };
    let at = text.match_indices(&key).map(|(at, key)| at + key.len()).find(|at| {
        let first = text[*at..].chars().next().is_some_and(|c| c.is_ascii_digit());
        // Beds and segments both have `radius_mm`: of a bed it is one number.
        first && (pair || !text[..*at].ends_with('('))
    })?;
    let end = at + text[at..].find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
    Some(format!("{}{value}{}", &text[..at], &text[end..]))
}

#[test]
fn the_documented_ranges_are_those_of_the_checker() {
    let doc = fs::read_to_string("docs/formats.md").expect("the reference");
    let library = small_library();
    let mut tried = 0;
    for limit in limits(&doc) {
        let Some(text) = file_of(&limit.section).map(small) else { continue };
        let refused = |value: f64| {
            let changed = with(&text, &limit, value)?;
            let problems = check_file(&library, changed.as_bytes(), "f");
            let said = format!("`{}`", limit.field);
            Some(problems.iter().any(|p| p.code == "E041" && p.message.contains(&said)))
        };
        let Some(too_much) = refused(limit.max * 1.001 + 1e-9) else { continue };
        assert!(too_much, "{limit:?}: more is allowed");
        assert_eq!(refused(limit.max), Some(false), "{limit:?}: the upper limit itself is refused");
        assert_eq!(refused(limit.min), Some(false), "{limit:?}: the lower limit itself is refused");
        if limit.min > 0.0 {
            assert_eq!(refused(limit.min * 0.999), Some(true), "{limit:?}: less is allowed");
        }
        tried += 1;
    }
    assert!(tried >= 30, "only {tried} ranges were found");
}
