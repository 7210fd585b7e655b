//! Translations: a side-car file `NAME.LANG.ftl` beside a case gives its texts in another language, by id.
//!
//! Of Fluent only what texts need is read: `id = text`, text that goes on in indented lines, comments with `#`.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::codes;
use super::diagnostic::{self, Diagnostic};
use super::source::Source;
use super::suggest;
use crate::model::Case;

/// Every text of a case that trainees read, by the id that translations know it by.
pub fn texts(case: &Case) -> Vec<(String, &str)> {
    let mut texts = vec![
        ("title".to_owned(), case.title.as_str()),
        ("objective".to_owned(), case.objective.as_str()),
        ("briefing".to_owned(), case.briefing.as_str()),
    ];
    let mut add = |parts: [&str; 3], text| texts.push((id(parts), text));
    for site in &case.access {
        add(["access", &site.id, "findings"], &site.findings);
        add(["access", &site.id, "reason"], &site.reason);
    }
    for study in &case.studies {
        add(["study", &study.id, "name"], &study.name);
        add(["study", &study.id, "findings"], &study.findings);
    }
    for target in &case.targets {
        add(["target", &target.id, "name"], &target.name);
    }
    for protected in &case.protected {
        add(["protected", &case.graph.bed(protected.bed).id, "harm"], &protected.harm);
    }
    for neighbour in &case.neighbours {
        add(["neighbour", &case.graph.segment(neighbour.segment).id, "reason"], &neighbour.reason);
    }
    for choice in &case.agent_choices {
        add(["agent", &choice.agent, "reason"], &choice.reason);
    }
    for (i, text) in case.teaching.iter().enumerate() {
        add(["teaching", &(i + 1).to_string(), ""], text);
    }
    texts
}

/// An id of Fluent: letters, digits, `-` and `_` only.
fn id(parts: [&str; 3]) -> String {
    let joined = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    joined.chars().map(|c| if is_id(c) { c } else { '-' }).collect()
}

fn is_id(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

/// Checks a translation of a case: everything wrong with it, in the order of the file.
pub fn check_translation(case: &Case, bytes: &[u8], name: &str) -> Vec<Diagnostic> {
    let source = match Source::read(bytes, name) {
        Ok(source) => source,
        Err(problem) => return vec![*problem],
    };
    let texts = texts(case);
    let known: Vec<&str> = texts.iter().map(|(id, _)| id.as_str()).collect();
    let mut problems = Vec::new();
    let given = entries(&source, &mut problems);
    for (id, (place, text)) in &given {
        let here = Some(place.clone());
        if !known.contains(&id.as_str()) {
            let message = format!("the case has no text `{id}`");
            problems.push(
                Diagnostic::new(codes::STRANGE_TRANSLATION, &source, here, message)
                    .with_label("never shown")
                    .with_hint(suggest::hint(id, &known, "texts")),
            );
        } else if text.trim().is_empty() {
            problems.push(
                Diagnostic::new(
                    codes::EMPTY_TEXT,
                    &source,
                    here,
                    format!("the translation of `{id}` is empty"),
                )
                .with_label("says nothing")
                .with_hint("write the text behind the `=`, or delete the line"),
            );
        }
    }
    // A text under a strange id is likely the one that is missing: one mistake, one message.
    let strange = |id: &str| {
        let strangers: Vec<&str> =
            given.keys().map(String::as_str).filter(|given| !known.contains(given)).collect();
        strangers.iter().any(|stranger| suggest::closest(stranger, known.iter().copied()) == Some(id))
    };
    let lacks = |id: &&str| !given.contains_key(*id) && !strange(id);
    let missing: Vec<&str> = known.iter().copied().filter(lacks).collect();
    if !missing.is_empty() {
        let texts = if missing.len() == 1 { "the text" } else { "the texts" };
        let message = format!("the translation lacks {texts} {}", suggest::short_list(&missing));
        problems.push(
            Diagnostic::new(codes::MISSING_TRANSLATION, &source, None, message)
                .with_hint(format!("add a line `{} = …`; until then the English text is shown", missing[0])),
        );
    }
    diagnostic::sort(&mut problems);
    problems
}

/// The texts of the file by id, with the place of each id.
fn entries(source: &Arc<Source>, problems: &mut Vec<Diagnostic>) -> BTreeMap<String, (Range<usize>, String)> {
    let mut found: BTreeMap<String, (Range<usize>, String)> = BTreeMap::new();
    let mut open: Option<String> = None;
    let mut at = 0;
    for line in source.text().split_inclusive('\n') {
        let start = at;
        at += line.len();
        let text = line.trim_end();
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        if text.starts_with([' ', '\t']) {
            if let Some(entry) = open.as_ref().and_then(|id| found.get_mut(id)) {
                entry.1 += " ";
                entry.1 += text.trim();
                continue;
            }
        } else if let Some((id, value)) = text.split_once('=')
            && !id.trim().is_empty()
            && id.trim().chars().all(is_id)
        {
            let id = id.trim().to_owned();
            let place = start..start + id.len();
            if found.contains_key(&id) {
                let message = format!("the text `{id}` is given twice");
                problems.push(
                    Diagnostic::new(codes::REPEATED_FIELD, source, Some(place), message)
                        .with_label("second time")
                        .with_hint("delete one of the two"),
                );
            } else {
                found.insert(id.clone(), (place, value.trim().to_owned()));
            }
            open = Some(id);
            continue;
        }
        let message = "this line is neither `id = text` nor the rest of a text";
        problems.push(
            Diagnostic::new(codes::MANGLED_TRANSLATION, source, Some(start..start + text.len()), message)
                .with_label("would be lost")
                .with_hint("write `id = text`, begin a comment with #, or indent the rest of a text"),
        );
    }
    found
}
