//! Translations: a side-car file `NAME.LANG.ftl` beside a case gives its texts in another language, by id.
//!
//! Of Fluent only what texts need is read: `id = text`, text that goes on in indented lines, comments with `#`.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::catalog;
use super::codes;
use super::diagnostic::{self, Diagnostic};
use super::source::Source;
use super::suggest;
use super::variant::OF_THIS_PATIENT;
use crate::model::{Case, Rubric};

/// Whose a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// The case's own: a side-car has it.
    Own,
    /// A name or rule that cases share, which comes from the terms of the language, or a short remark on the patient: a
    /// side-car may have it.
    Shared,
}

/// Every text of a case that trainees read, by the id that translations know it by.
pub fn texts(case: &Case) -> Vec<(String, String)> {
    let mut case = case.clone();
    let own = places(&mut case).into_iter().filter(|place| place.1 == Whose::Own);
    own.map(|(id, _, text)| (id, std::mem::take(text))).collect()
}

/// The case in another language: `texts` are contents of translations, a later one going before an earlier one. What none
/// of them has stays as it is. For eyes only: sessions belong to the case itself, and its hash stays.
pub fn translated(case: &Case, texts: &[&str]) -> Case {
    let mut given = BTreeMap::new();
    for text in texts {
        if let Ok(source) = Source::read(text.as_bytes(), "") {
            given.extend(entries(&source, &mut Vec::new()).into_iter().map(|(id, (_, text))| (id, text)));
        }
    }
    let was: Vec<String> = case.targets.iter().map(|target| target.name.clone()).collect();
    let drawn: Vec<String> =
        case.studies.iter().map(|study| of_this_patient(&study.findings, &given)).collect();
    let mut case = case.clone();
    for (id, _, text) in places(&mut case) {
        if let Some(words) = given.get(&id).filter(|words| !words.trim().is_empty()) {
            // Paragraphs are marked, because the lines of a text are joined.
            *text = words.replace("\\n", "\n");
        }
    }
    for (study, drawn) in case.studies.iter_mut().zip(drawn) {
        let usual = study.findings.split(OF_THIS_PATIENT).next().unwrap_or_default().len();
        study.findings.truncate(usual);
        study.findings.push_str(&drawn);
    }
    // Beds of targets are called as their targets are.
    for (was, target) in was.iter().zip(&case.targets) {
        for (_, name) in case.graph.names_mut().1.filter(|(_, name)| **name == *was) {
            name.clone_from(&target.name);
        }
    }
    case
}

/// The case as it reads in a language of the bundled texts: by the terms that cases share, then by its side-car, which lies
/// `beside` it or is bundled under its id. What is not translated stays as it is.
pub fn told(case: &Case, language: &str, beside: Option<&str>) -> Case {
    let bundled = |path: String| catalog::file(&path).map_or("", |file| file.text);
    let terms = bundled(format!("catalogue/terms.{language}.ftl"));
    let own = beside.unwrap_or_else(|| bundled(format!("cases/{}.{language}.ftl", case.id)));
    translated(case, &[terms, own])
}

/// Tags of the languages besides English that bundled texts are written in.
pub fn languages() -> Vec<&'static str> {
    let tag = |path: &'static str| path.strip_prefix("catalogue/terms.")?.strip_suffix(".ftl");
    catalog::FILES.iter().filter_map(|file| tag(file.path)).collect()
}

/// What the findings of a study say of a drawn anatomy, in other words where there are any: `variant-` and the words of a
/// locus or pattern, as in the catalogue of variants.
fn of_this_patient(findings: &str, given: &BTreeMap<String, String>) -> String {
    let Some((_, drawn)) = findings.split_once(OF_THIS_PATIENT) else { return String::new() };
    let told = |name: &str| given.get(&variant_id(name)).map_or(name, String::as_str).to_owned();
    let parts = drawn.split("; ").map(|part| match part.split_once(": ") {
        Some((locus, pattern)) => match pattern.rsplit_once(" (") {
            Some((pattern, share)) => format!("{}: {} ({share}", told(locus), told(pattern)),
            None => format!("{}: {}", told(locus), told(pattern)),
        },
        None => told(part),
    });
    let lead = given
        .get("variant-of-this-patient")
        .map_or_else(|| OF_THIS_PATIENT.to_owned(), |lead| format!("\n\n{lead} "));
    lead + &parts.collect::<Vec<_>>().join("; ")
}

/// What a translation knows a locus or a pattern of variants by.
pub fn variant_id(name: &str) -> String {
    format!("variant-{}", super::sentence_id(name))
}

/// Ids of texts that no translation given has, the case's own and those that cases share.
pub fn untranslated(case: &Case, texts: &[&str]) -> Vec<String> {
    let read = texts.iter().filter_map(|text| Source::read(text.as_bytes(), "").ok());
    let given: Vec<_> = read.map(|source| entries(&source, &mut Vec::new())).collect();
    let mut case = case.clone();
    let ids = places(&mut case).into_iter().map(|(id, ..)| id);
    ids.filter(|id| given.iter().all(|texts| !texts.contains_key(id))).collect()
}

/// All places of text in a case.
pub(super) fn places(case: &mut Case) -> Vec<(String, Whose, &mut String)> {
    // Beds of targets have no names of their own.
    let feeders = case.targets.iter().flat_map(|target| &target.feeders);
    let nameless: Vec<String> = feeders.map(|feeder| case.graph.bed(feeder.bed).id.clone()).collect();
    let mut places = vec![
        ("title".to_owned(), Whose::Own, &mut case.title),
        ("objective".to_owned(), Whose::Own, &mut case.objective),
        ("briefing".to_owned(), Whose::Own, &mut case.briefing),
    ];
    let mut add = |whose, parts: [&str; 3], text| places.push((id(parts), whose, text));
    for (i, text) in case.patient.allergies.iter_mut().enumerate() {
        add(Whose::Shared, ["patient", "allergy", &(i + 1).to_string()], text);
    }
    add(Whose::Shared, ["patient", "anticoagulation", ""], &mut case.patient.anticoagulation);
    for site in &mut case.access {
        add(Whose::Own, ["access", &site.id, "findings"], &mut site.findings);
        add(Whose::Own, ["access", &site.id, "reason"], &mut site.reason);
        add(Whose::Shared, ["access", &site.id, "name"], &mut site.name);
    }
    for study in &mut case.studies {
        add(Whose::Own, ["study", &study.id, "name"], &mut study.name);
        add(Whose::Own, ["study", &study.id, "findings"], &mut study.findings);
    }
    for target in &mut case.targets {
        add(Whose::Own, ["target", &target.id, "name"], &mut target.name);
    }
    for protected in &mut case.protected {
        let bed = &case.graph.bed(protected.bed).id;
        add(Whose::Own, ["protected", bed, "harm"], &mut protected.harm);
    }
    for neighbour in &mut case.neighbours {
        let segment = &case.graph.segment(neighbour.segment).id;
        add(Whose::Own, ["neighbour", segment, "reason"], &mut neighbour.reason);
    }
    for choice in &mut case.agent_choices {
        add(Whose::Own, ["agent", &choice.agent, "reason"], &mut choice.reason);
    }
    for (i, text) in case.teaching.iter_mut().enumerate() {
        add(Whose::Own, ["teaching", &(i + 1).to_string(), ""], text);
    }
    let (vessels, beds) = case.graph.names_mut();
    for name in vessels {
        let id = name.clone();
        add(Whose::Shared, ["vessel", &id, ""], name);
    }
    for (id, name) in beds.filter(|(id, _)| !nameless.contains(*id)) {
        add(Whose::Shared, ["bed", id, ""], name);
    }
    for device in &mut case.devices {
        add(Whose::Shared, ["device", &device.id, ""], &mut device.name);
    }
    for agent in &mut case.agents {
        add(Whose::Shared, ["agent", &agent.id, "name"], &mut agent.name);
    }
    places.extend(of_rubric(&mut case.rubric));
    places
}

/// All places of text in a rubric.
fn of_rubric(rubric: &mut Rubric) -> Vec<(String, Whose, &mut String)> {
    let mut places = Vec::new();
    let mut add = |parts: [&str; 3], text| places.push((id(parts), Whose::Shared, text));
    for phase in &mut rubric.phases {
        add(["phase", &phase.id, ""], &mut phase.name);
        for step in &mut phase.steps {
            add(["step", &step.id, "rule"], &mut step.rule);
            add(["step", &step.id, "expert"], &mut step.expert);
        }
    }
    for error in &mut rubric.errors {
        add(["error", &error.id, "why"], &mut error.why);
        add(["error", &error.id, "expert"], &mut error.expert);
    }
    places
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
    let mut copy = case.clone();
    let places = places(&mut copy);
    let known: Vec<&str> = places.iter().map(|(id, ..)| id.as_str()).collect();
    let own = places.iter().filter(|place| place.1 == Whose::Own).map(|(id, ..)| id.as_str());
    let own: Vec<&str> = own.collect();
    let mut problems = Vec::new();
    let given = entries(&source, &mut problems);
    for (id, (place, text)) in &given {
        let here = Some(place.clone());
        if !known.contains(&id.as_str()) {
            let message = format!("the case has no text `{id}`");
            let alike = suggest::closest(id, known.iter().copied()).is_some();
            problems.push(
                Diagnostic::new(codes::STRANGE_TRANSLATION, &source, here, message)
                    .with_label("never shown")
                    .with_hint(suggest::hint(id, if alike { &known } else { &own }, "texts")),
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
    let missing: Vec<&str> = own.iter().copied().filter(lacks).collect();
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
pub(super) fn entries(
    source: &Arc<Source>,
    problems: &mut Vec<Diagnostic>,
) -> BTreeMap<String, (Range<usize>, String)> {
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
