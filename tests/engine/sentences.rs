//! What the engine and the score say, in every language: every sentence of the code has one, with the same values.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use embolize::export::html;
use embolize::model::Case;
use embolize::said::Said;
use embolize::scenario::{self, Library, Phrasebook, catalog, sentence_id, translation};
use embolize::scoring::{self, Meta};
use embolize::sim::{Event, Simulation, Tick, What};

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

/// A bundled case with what says sentences about it in Spanish.
fn spanish(case: &Case) -> Phrasebook {
    Phrasebook::new("es", case, &translation::told(case, "es", None))
}

#[test]
fn a_sentence_is_said_with_the_names_and_numbers_of_the_language() {
    let library = Library::bundled();
    let case = scenario::bundled_case(&library, "hepatic_hcc").expect("bundled").expect("sound").value;
    let values = vec![
        ("vessel", Said::from("common hepatic artery")),
        ("left", Said::number(4.5, 1)),
        ("allowed", Said::number(10.0, 0)),
    ];
    let pattern = "The {vessel} carries {left} % of its flow ({allowed} % allowed).";
    let said = Said::list([Said::sentence(pattern, values), Said::from(&case.title)], " ");
    assert_eq!(
        spanish(&case).tell(&said),
        "Arteria hepática común: lleva el 4,5 % de su flujo (se admite el 10 %). Tumor hepático con dos arterias nutricias"
    );
    let english =
        "The common hepatic artery carries 4.5 % of its flow (10 % allowed). Liver tumour with two feeders";
    assert_eq!(said.to_string(), english);
    assert_eq!(Phrasebook::new("en", &case, &case).tell(&said), english);
}

#[test]
fn a_drawn_anatomy_is_told_with_what_was_drawn() {
    let library = Library::bundled();
    for language in translation::languages() {
        let terms = catalog::file(&format!("catalogue/terms.{language}.ftl")).expect("bundled").text;
        for variants in library.anatomies().filter_map(|anatomy| library.variants(anatomy.id())) {
            for locus in &variants.loci {
                let added = locus.patterns.iter().map(|pattern| &pattern.add);
                let vessels = added.flat_map(|add| {
                    let links = add.links.iter().map(|link| &link.vessel);
                    add.segments.iter().map(|segment| &segment.vessel).chain(links)
                });
                for vessel in vessels {
                    let id = format!("\nvessel-{} = ", vessel.replace(' ', "-"));
                    assert!(terms.contains(&id), "terms.{language}.ftl lacks{id}");
                }
                for name in locus.patterns.iter().map(|pattern| &pattern.name).chain([&locus.name]) {
                    let id = translation::variant_id(name);
                    assert!(terms.contains(&format!("\n{id} = ")), "terms.{language}.ftl lacks {id}");
                }
            }
        }
    }
    let drawn = scenario::bundled_variant(&library, "hepatic_hcc", 3).expect("drawn").expect("sound").value;
    let told = translation::told(&drawn, "es", None);
    let (was, now) = (&drawn.studies[0].findings, &told.studies[0].findings);
    let (usual, own) = now.split_once("\n\nDe este paciente: ").expect("what was drawn");
    assert!(usual.starts_with("Arterias hepáticas habituales"), "{usual}");
    assert_eq!(own.matches("; ").count(), was.matches(" %)").count() - 1, "{own}");
    assert!(!now.contains("Of this patient") && own.contains("origen de la arteria cística: "), "{own}");
    assert_eq!((told.hash, told.variant), (drawn.hash, Some(3)));
}

#[test]
fn a_report_is_written_in_the_language() {
    let library = Library::bundled();
    let case = scenario::bundled_case(&library, "uterine_fibroids").expect("bundled").expect("sound").value;
    let simulation = Simulation::new(Arc::new(case.clone()), 1);
    // Each alarm of the monitor rings once.
    let alarms = std::fs::read_to_string("src/sim/patient/alarm.rs").expect("the alarms");
    let signs = alarms.split("name: \"").skip(1).filter_map(|rest| rest.split_once('"'));
    let alarm = |(sign, _)| What::VitalsAlarm { text: format!("{sign}: 40 mmHg") };
    let events: Vec<Event> = signs.map(alarm).map(|what| Event { tick: Tick(1), what }).collect();
    assert!(events.len() > 4, "found only {}", events.len());
    let meta = Meta { mode: "practice".to_owned(), seed: 1, state_hash: 0, sim_seconds: 0.0 };
    let report = scoring::assess(&case, &events, &simulation.outcome(), &meta);
    let told = translation::told(&case, "es", None);
    let book = spanish(&case);
    let page = html::page(&told, &report, &[], ("es", &|said| book.tell(said)));
    let english = html::page(&case, &report, &[], ("en", &|said| said.to_string()));
    assert!(page.contains("<html lang=\"es\">") && english.contains("<html lang=\"en\">"));
    // Texts between the marks of the page that have words, numbers and names of the case aside.
    let texts = |page: &str| -> BTreeSet<String> {
        let body = page.split("</style>").nth(1).unwrap_or_default();
        let texts = body.split('<').filter_map(|part| Some(part.split_once('>')?.1.trim().to_owned()));
        texts
            .filter(|text| text.split_whitespace().count() > 1 && text.chars().any(char::is_alphabetic))
            .collect()
    };
    let same: Vec<String> = texts(&page).intersection(&texts(&english)).cloned().collect();
    // A number with its unit is the same in both.
    let measure = |text: &str| text.split(' ').count() == 2 && text.starts_with(|c: char| c.is_ascii_digit());
    let spoken: Vec<&String> = same.iter().filter(|text| !measure(text)).collect();
    assert!(spoken.is_empty() && texts(&page).len() > 60, "still English: {spoken:#?}");
}
