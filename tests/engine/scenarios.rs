//! The scenario checker against the shipped files and against broken ones.
//!
//! `tests/data/small` is a sound little world; `tests/data/bad_scenarios` holds files broken in one way each, named
//! after the code they must give, with the expected text beside them. `UPDATE_GOLDEN=1` writes the texts anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use embolize::model::{Case, Device, Slot};
use embolize::replay::{Script, Session};
use embolize::scenario::{
    Diagnostic, Kind, Library, anatomy_of, bundled_case, catalog, check_file, check_translation, codes,
    kind_of, library, parse_case, render_all, translation, unreadable,
};
use proptest::prelude::*;

/// What the program carries with it, read once.
static LIBRARY: std::sync::LazyLock<Library> = std::sync::LazyLock::new(Library::bundled);

fn data(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(path)
}

fn small(name: &str) -> String {
    fs::read_to_string(data("small").join(name)).expect("a file of the small world")
}

/// The small world without its case.
fn small_library() -> Library {
    let mut library = Library::empty();
    library.add_sources(small("sources.ron"), "sources.ron").expect("sound");
    library.add_catalogue(small("catalogue.ron"), "catalogue.ron").expect("sound");
    library.add_rubric(small("rubric.ron"), "rubric.ron").expect("sound");
    library.add_anatomy(small("anatomy.ron"), "anatomy.ron").expect("sound");
    library.add_variants(small("variants.ron"), "variants.ron").expect("sound");
    library
}

/// Broken input that is too large to keep as a file.
fn generated(name: &str) -> Option<Vec<u8>> {
    match name {
        "E000_unreadable" => Some(Vec::new()),
        "E001_too_large" => Some(vec![b' '; embolize::scenario::MAX_BYTES + 1]),
        "E014_too_many_nodes" => {
            let mut nodes = String::new();
            for i in 0..5001 {
                write!(nodes, "(id: \"n{i}\", at: ({i}, 0, 0)),").expect("texts take everything");
            }
            Some(small("anatomy.ron").replace("nodes: [", &format!("nodes: [{nodes}")).into_bytes())
        }
        _ => None,
    }
}

/// Names and contents of all broken files: scenarios, and translations of the small case.
fn broken() -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(data("bad_scenarios")).expect("the folder").flatten();
    let files = entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e != "txt"));
    let read = |path: PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        (name.trim_end_matches(".ron").to_owned(), fs::read(&path).expect("readable"))
    };
    let mut all: Vec<_> = files.map(read).collect();
    for name in ["E000_unreadable", "E001_too_large", "E014_too_many_nodes"] {
        all.push((name.to_owned(), generated(name).expect("generated")));
    }
    all.sort();
    all
}

/// What the checker says of a broken file.
fn complaints(library: &Library, name: &str, content: &[u8]) -> Vec<Diagnostic> {
    if name == "E000_unreadable" {
        return vec![unreadable(&format!("{name}.ron"), "there is no such file")];
    }
    if Path::new(name).extension().is_some_and(|ending| ending == "ftl") {
        let case = parse_case(library, small("case.ron"), "case.ron").expect("sound").value;
        return check_translation(&case, content, name);
    }
    check_file(library, content, &format!("{name}.ron"))
}

#[test]
fn every_shipped_file_is_free_of_errors() {
    let library = Library::bundled();
    let problems = library::check_bundled(&library);
    assert!(problems.iter().all(|p| !p.is_error()), "\n{}", render_all(&problems, false));
}

#[test]
fn the_bundled_cases_are_ready_to_run() {
    let library = Library::bundled();
    assert!(!library.cases().is_empty());
    for file in library.cases() {
        let case = bundled_case(&library, &file.id).expect("bundled").expect("sound").value;
        assert_eq!(case.id, file.id, "a case file is named like its case");
        assert_ne!(case.hash, 0);
        assert!(!case.targets.is_empty());
    }
}

/// Breadth of the shelf, and that what lies on it can be used: soft in front, and narrow enough for something.
#[test]
fn the_catalogue_holds_what_a_suite_has() {
    let devices = &LIBRARY.catalogue().devices;
    let of = |slot| devices.iter().filter(move |device| device.slot() == slot);
    let counts =
        [None, Some(Slot::Wire), Some(Slot::Catheter), Some(Slot::Microcatheter)].map(|s| of(s).count());
    assert!(counts[0] >= 6 && counts[1] >= 14 && counts[2] >= 16 && counts[3] >= 6, "{counts:?}");
    for device in devices.iter().filter(|device| device.slot().is_some()) {
        let (tip, _) = device.shaft.stiffness_at(0.0);
        let (body, _) = device.shaft.stiffness_at(device.length_mm);
        assert!(tip < body, "{}: a tip of {tip} N·mm² on a body of {body}", device.id);
        let host = match device.slot() {
            Some(Slot::Wire | Slot::Microcatheter) => Some(Slot::Catheter),
            _ => None,
        };
        let takes = |outer: &Device| outer.inner_mm().is_some_and(|lumen| device.outer_mm < lumen);
        assert!(of(host).any(takes), "{} goes through nothing", device.id);
    }
}

#[test]
fn the_small_world_is_sound() {
    let library = small_library();
    for name in ["sources.ron", "catalogue.ron", "rubric.ron", "anatomy.ron", "case.ron"] {
        let problems = check_file(&library, small(name).as_bytes(), name);
        assert!(problems.is_empty(), "\n{}", render_all(&problems, false));
    }
}

#[test]
fn broken_files_print_what_is_expected() {
    let library = small_library();
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut wrong = String::new();
    for (name, content) in broken() {
        let found = render_all(&complaints(&library, &name, &content), false);
        let path = data("bad_scenarios").join(format!("{name}.txt"));
        if update {
            fs::write(&path, &found).expect("writable");
        }
        let expected = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        if found != expected {
            write!(wrong, "{name} expected:\n{expected}\nfound:\n{found}\n").expect("texts take everything");
        }
    }
    assert!(wrong.is_empty(), "{wrong}(UPDATE_GOLDEN=1 takes these as right)");
}

/// One mistake, one message, of the code the file is named after.
#[test]
fn one_mistake_gives_one_message() {
    let library = small_library();
    for (name, content) in broken().into_iter().filter(|(name, _)| !name.starts_with("all")) {
        let problems = complaints(&library, &name, &content);
        let found: Vec<&str> = problems.iter().map(|p| p.code).collect();
        assert_eq!(found, [&name[..4]], "{name}:\n{}", render_all(&problems, false));
    }
}

#[test]
fn every_code_has_a_broken_file() {
    let names: BTreeSet<String> =
        broken().into_iter().map(|(name, _)| name[..name.len().min(4)].to_owned()).collect();
    let without: Vec<&str> =
        codes::ALL.iter().map(|code| code.id).filter(|id| !names.contains(*id)).collect();
    assert!(without.is_empty(), "no broken file for {without:?}");
}

/// The example on each page of `docs/diagnostics.md` is what the first broken file of that code prints.
#[test]
fn every_page_shows_what_is_printed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics.md");
    let text = fs::read_to_string(&path).expect("the pages");
    let broken = broken();
    let library = small_library();
    let mut pages = text.split("\n## ");
    let mut renewed = pages.next().expect("an introduction").to_owned();
    for page in pages {
        let (name, content) = broken
            .iter()
            .find(|(name, _)| name.starts_with(&page[..4]))
            .expect("each code has a broken file");
        let shown = render_all(&complaints(&library, name, content), false);
        let before = page.split("```text\n").next().unwrap_or(page);
        write!(renewed, "\n## {before}```text\n{shown}```\n").expect("texts take everything");
    }
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &renewed).expect("writable");
    } else {
        assert!(
            text == renewed,
            "docs/diagnostics.md shows other messages (UPDATE_GOLDEN=1 takes these as right)"
        );
    }
}

#[test]
fn a_whole_translation_is_fine() {
    let case = parse_case(&small_library(), small("case.ron"), "f").expect("sound").value;
    let found = check_translation(&case, small("case.de.ftl").as_bytes(), "case.de.ftl");
    assert!(found.is_empty(), "{}", render_all(&found, false));
}

/// The languages that any bundled case is told in.
fn languages() -> BTreeSet<&'static str> {
    let beside = |path: &'static str| path.strip_prefix("cases/")?.strip_suffix(".ftl")?.rsplit_once('.');
    catalog::FILES.iter().filter_map(|file| beside(file.path)).map(|(_, language)| language).collect()
}

/// Every bundled case with its side-car in a language, if there is one, and with the terms of the language.
fn side_cars(language: &str) -> impl Iterator<Item = (Case, String, Option<&'static str>, &'static str)> {
    let terms = catalog::file(&format!("catalogue/terms.{language}.ftl")).expect("bundled").text;
    catalog::folder("cases").map(move |file| {
        let case = parse_case(&LIBRARY, file.text, file.path).expect("sound").value;
        let beside = file.path.replace(".ron", &format!(".{language}.ftl"));
        let own = catalog::file(&beside).map(|file| file.text);
        (case, beside, own, terms)
    })
}

#[test]
fn every_case_is_told_in_every_language() {
    assert!(languages().contains("es"));
    let mut lacking = BTreeSet::new();
    for (case, beside, own, terms) in languages().into_iter().flat_map(side_cars) {
        let Some(own) = own else {
            lacking.insert(beside);
            continue;
        };
        let found = check_translation(&case, own.as_bytes(), &beside);
        assert!(found.is_empty(), "{}", render_all(&found, false));
        let missing = translation::untranslated(&case, &[terms, own]);
        lacking.extend(missing.into_iter().map(|id| format!("{beside}: {id}")));
    }
    assert!(lacking.is_empty(), "neither terms nor side-cars have {lacking:#?}");
}

#[test]
fn what_a_case_says_of_its_own_is_translated_of_its_own() {
    for language in languages() {
        let mut said: BTreeMap<String, [BTreeSet<String>; 2]> = BTreeMap::new();
        for (case, _, own, terms) in side_cars(language) {
            let told = translation::translated(&case, &[terms, own.unwrap_or_default()]);
            for (i, case) in [case, told].into_iter().enumerate() {
                for step in case.rubric.phases.into_iter().flat_map(|phase| phase.steps) {
                    said.entry(format!("{} rule", step.id)).or_default()[i].insert(step.rule);
                    said.entry(format!("{} expert", step.id)).or_default()[i].insert(step.expert);
                }
                for error in case.rubric.errors {
                    said.entry(format!("{} why", error.id)).or_default()[i].insert(error.why);
                    said.entry(format!("{} expert", error.id)).or_default()[i].insert(error.expert);
                }
            }
        }
        for (id, [english, other]) in said {
            assert_eq!(english.len(), other.len(), "{id} in `{language}`: {english:#?} {other:#?}");
        }
    }
}

#[test]
fn a_translation_changes_words_alone() {
    let case = bundled_case(&LIBRARY, "hepatic_hcc").expect("bundled").expect("sound").value;
    let told =
        translation::translated(&case, &["title = Uno\nvessel-celiac-artery = dos", "title = Tres\\nCuatro"]);
    assert_eq!(told.title, "Tres\nCuatro", "the later text goes before the earlier one");
    let celiac = told.graph.find_segment("celiac_1").expect("in the anatomy");
    assert_eq!(told.graph.segment(celiac).vessel, "dos");
    assert_eq!((told.hash, &told.briefing), (case.hash, &case.briefing));
}

#[test]
fn every_message_says_where_and_how_to_mend() {
    let library = small_library();
    for (name, content) in broken() {
        for problem in complaints(&library, &name, &content) {
            assert!(problem.line >= 1 && problem.column >= 1, "{name}");
            assert!(problem.hint.is_some(), "{name} has no hint: {}", problem.message);
            if let Some(span) = problem.span {
                assert!(span.start <= span.end && span.end <= content.len() * 3, "{name}");
            }
        }
    }
}

#[test]
fn line_ends_and_byte_order_marks_change_no_position() {
    let library = small_library();
    let broken = small("case.ron").replace("parent: \"aorta\"", "parent: \"aotra\"");
    let plain = &check_file(&library, broken.as_bytes(), "f")[0];
    let windows = format!("\u{feff}{}", broken.replace('\n', "\r\n"));
    let found = check_file(&library, windows.as_bytes(), "f");
    assert_eq!(found.len(), 1, "\n{}", render_all(&found, false));
    assert_eq!((found[0].line, found[0].column), (plain.line, plain.column));
    assert_eq!(found[0].render(false), plain.render(false));
    let span = found[0].span.expect("a place");
    assert_eq!(&windows.as_bytes()[span.start..span.end], b"\"aotra\"");
}

#[test]
fn columns_count_letters() {
    let library = small_library();
    let broken = small("case.ron").replace("name: \"the mass\",", "name: \"das Gewebe µ→é\", id_: 1,");
    let found = &check_file(&library, broken.as_bytes(), "f")[0];
    let line = broken.lines().nth(found.line - 1).expect("a line");
    let before: String = line.chars().take(found.column - 1).collect();
    assert!(line[before.len()..].starts_with("id_"), "{line} at {}", found.column);
}

#[test]
fn the_hash_is_of_the_content() {
    let library = small_library();
    let hash = |text: &str| parse_case(&library, text, "f").expect("sound").value.hash;
    let text = small("case.ron");
    let same = text
        .replace("    access: [", "/* sites */ access: [ // of the leg\n\n")
        .replace("Authored(\"test\")", "ToVerify(\"what for\")")
        .replace("weight_kg: 70,", "weight_kg: 70.0,");
    assert_eq!(hash(&text), hash(&same));
    for (old, new) in [
        ("weight_kg: 70,", "weight_kg: 70.5,"),
        ("flow_ml_min: 30", "flow_ml_min: 31"),
        ("\"near and straight\"", "\"near and straight.\""),
        ("radius_mm: (1, 0.8)", "radius_mm: (1, 0.79)"),
        ("portal_patent: true", "portal_patent: false"),
        ("    teaching:", "    rubric: (pass_score: 71),\n    teaching:"),
    ] {
        assert_ne!(hash(&text), hash(&text.replace(old, new)), "{new}");
    }
}

#[test]
fn a_target_becomes_compartments_that_are_joined() {
    let case = parse_case(&small_library(), small("case.ron"), "f").expect("sound").value;
    let target = &case.targets[0];
    let beds: Vec<_> = target.feeders.iter().map(|feeder| case.graph.bed(feeder.bed)).collect();
    assert_eq!(beds[0].id, "mass.feeder_a");
    for (bed, feeder) in beds.iter().zip(&target.feeders) {
        assert_eq!(bed.node, case.graph.segment(feeder.segment).to);
        assert!(bed.shunt.is_some());
        assert!(
            (bed.centre_mm - glam::DVec3::new(95.0, 0.0, -115.0)).length() + bed.radius_mm <= 15.0 + 1e-9
        );
    }
    let volume: f64 = beds.iter().map(|bed| bed.radius_mm * bed.radius_mm * bed.radius_mm).sum();
    assert!((volume - 15.0 * 15.0 * 15.0).abs() < 1e-6, "the compartments share the volume of the sphere");
    let join = case.graph.find_segment("mass.join1").expect("joined");
    assert_eq!((case.graph.segment(join).from, case.graph.segment(join).to), (beds[0].node, beds[1].node));
    assert!(case.graph.find_segment("arcade").is_none(), "removed");
    assert!(case.graph.find_node("organ_end").is_some(), "still used");
}

#[test]
fn a_removed_branch_takes_its_node_with_it() {
    let text =
        small("case.ron").replace("remove: [\"arcade\"]", "remove: [\"arcade\", \"femoral\", \"leg\"]");
    let case = parse_case(&small_library(), text, "f").expect("the sheath node is an end now").value;
    assert!(case.graph.find_node("knee").is_none());
    assert!(case.graph.find_node("groin").is_some());
}

#[test]
fn an_anatomy_beside_the_case_can_be_added() {
    let text = small("case.ron").replace("anatomy: \"small\"", "anatomy: \"mine\"");
    assert_eq!(anatomy_of(&text).as_deref(), Some("mine"));
    let mine = small("anatomy.ron").replace("id: \"small\"", "id: \"mine\"");
    let library = small_library();
    assert_eq!(parse_case(&library, &text, "f").expect_err("unknown")[0].code, "E028");
    let library = library.with_anatomy(mine, "mine.ron").expect("sound").value;
    assert!(parse_case(&library, &text, "f").is_ok());
}

#[test]
fn an_anatomy_can_build_on_another() {
    let mut library = small_library();
    let on_top = r#"Anatomy(
        format: 1, id: "mine", name: "a smaller tree", base: "small", remove: ["arcade", "organ_artery", "organ"],
        nodes: [(id: "kidney", at: (40, 0, -100))],
        segments: [(id: "renal", vessel: "renal artery", from: "fork", to: "kidney", radius_mm: (2, 1.5), provenance: {"*": Authored("test")})],
        beds: [(id: "kidney", name: "kidney", at: "kidney", tissue: Organ, flow_ml_min: 300, venous_mmhg: 8, arteriole_um: 200,
            transit_s: 3, centre_mm: (60, 0, -100), radius_mm: 30, provenance: {"*": Authored("test")})],
    )"#;
    library.add_anatomy(on_top, "mine.ron").expect("sound");
    let mine = library.anatomy("mine").expect("added");
    let graph = mine.graph();
    assert!(graph.find_segment("renal").is_some() && graph.find_segment("aorta").is_some());
    assert!(graph.find_node("organ_end").is_none(), "its node went with the artery");
    assert_eq!((mine.access().len(), mine.raw().base.as_ref(), mine.raw().segments.len()), (1, None, 4));
    assert_eq!(graph.node(mine.access()[0].node).id, "groin");
    // One more on top of that.
    let again = r#"Anatomy(format: 1, id: "again", name: "the same", base: "mine", nodes: [], segments: [], beds: [])"#;
    library.add_anatomy(again, "again.ron").expect("sound");
    assert_eq!(library.anatomy("again").expect("added").graph().segments().len(), 4);
}

#[test]
fn every_kind_of_file_is_told_by_its_content() {
    let kinds = [
        ("anatomy.ron", "Anatomy", Kind::Anatomy),
        ("case.ron", "Case", Kind::Case),
        ("catalogue.ron", "Catalogue", Kind::Catalogue),
        ("rubric.ron", "Rubric", Kind::Rubric),
        ("sources.ron", "Sources", Kind::Sources),
        ("variants.ron", "Variants", Kind::Variants),
    ];
    for (name, word, kind) in kinds {
        let text = small(name);
        assert_eq!(kind_of(&text), Some(kind));
        let without_name = text.replacen(&format!("{word}("), "(", 1);
        assert_eq!(kind_of(&without_name), Some(kind));
    }
}

/// Places of all numbers of a text that are not inside a string, comment or word.
fn numbers(text: &str) -> Vec<std::ops::Range<usize>> {
    let bytes = text.as_bytes();
    let (mut found, mut at, mut quoted) = (Vec::new(), 0, false);
    while at < bytes.len() {
        quoted ^= bytes[at] == b'"';
        if !quoted && bytes[at..].starts_with(b"//") {
            at = text[at..].find('\n').map_or(bytes.len(), |end| at + end);
            continue;
        }
        let in_number =
            |b: u8| b.is_ascii_digit() || matches!(b, b'-' | b'.' | b'_') || b.is_ascii_alphabetic();
        if quoted || !in_number(bytes[at]) {
            at += 1;
            continue;
        }
        let len = bytes[at..].iter().take_while(|&&b| in_number(b)).count();
        if text[at..at + len].parse::<f64>().is_ok() {
            found.push(at..at + len);
        }
        at += len;
    }
    found
}

#[test]
fn no_number_may_be_anything_but_a_number() {
    let library = small_library();
    for file in ["case.ron", "anatomy.ron", "catalogue.ron", "rubric.ron", "sources.ron"] {
        let text = small(file);
        assert!(!numbers(&text).is_empty());
        for place in numbers(&text) {
            for value in ["NaN", "inf", "-inf", "1e400", "-1e9", "1e300"] {
                let mut broken = text.clone();
                broken.replace_range(place.clone(), value);
                let problems = check_file(&library, broken.as_bytes(), file);
                let line = text[..place.start].lines().count();
                assert!(problems.iter().any(Diagnostic::is_error), "{value} in line {line} of {file}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is done to one byte of a sound file, the checker answers, and what it answers can be shown.
    #[test]
    fn no_slip_makes_the_checker_panic(
        file in prop::sample::select(
            vec!["case.ron", "anatomy.ron", "catalogue.ron", "rubric.ron", "sources.ron", "variants.ron"]
        ),
        place in any::<prop::sample::Index>(),
        byte in prop_oneof![any::<u8>(), prop::sample::select(b"()[]{},:\"'/*\\#-.0159eNr \n\0".to_vec())],
        action in 0..4_u8,
    ) {
        let mut content = small(file).into_bytes();
        let at = place.index(content.len());
        match action {
            0 => content[at] = byte,
            1 => { content.remove(at); }
            2 => content.insert(at, byte),
            _ => content.truncate(at),
        }
        let problems = check_file(&small_library(), &content, file);
        prop_assert!(problems.iter().all(|problem| !problem.render(false).is_empty()));
    }
}

/// Anything to put in place of a letter: any character, and those that mean something.
fn letter() -> impl Strategy<Value = char> {
    prop_oneof![
        any::<char>(),
        prop::sample::select("()[]{},:\"'/*\\#-.0159eNr=\u{feff}\n\0".chars().collect::<Vec<_>>())
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// One letter of a shipped file is changed: the checker answers, and readers of sessions and scripts do.
    #[test]
    fn no_slip_in_a_shipped_file_makes_anything_panic(
        file in prop::sample::select(catalog::FILES.to_vec()),
        place in any::<prop::sample::Index>(),
        letter in letter(),
    ) {
        let mut letters: Vec<char> = file.text.chars().collect();
        let at = place.index(letters.len());
        letters[at] = letter;
        let text: String = letters.into_iter().collect();
        if file.path.ends_with(".script.ron") {
            let _ = Script::parse(&text);
        } else if file.path.starts_with("sessions/") {
            let _ = Session::parse(&text);
        } else {
            let problems = check_file(&LIBRARY, text.as_bytes(), file.path);
            prop_assert!(problems.iter().all(|problem| !problem.render(false).is_empty()));
        }
    }
}
