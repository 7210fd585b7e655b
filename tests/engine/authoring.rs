//! What an author of cases does: begin, check, look, draw an anatomy, follow the tutorial.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;

use embolize::scenario::{Library, catalog, parse_anatomy, render_all, variant};

use crate::cli::{embolize_in, program};

fn variants() -> embolize::scenario::raw::Variants {
    let file = catalog::file("catalogue/variants.ron").expect("bundled");
    variant::parse_variants(file.text, file.path).expect("sound")
}

#[test]
fn what_is_begun_passes_the_check() {
    let folder = tempfile::tempdir().unwrap();
    let templates = catalog::folder("templates").chain(catalog::folder("cases"));
    for (i, file) in templates.enumerate() {
        let from = Path::new(file.path).file_stem().unwrap().to_str().unwrap();
        let name = format!("mine_{i}");
        let given = embolize_in(folder.path(), &["new", &name, "--from", from]);
        assert_eq!((given.status, given.out.as_str()), (0, format!("{name}.ron\n").as_str()), "{given}");
        let text = fs::read_to_string(folder.path().join(format!("{name}.ron"))).unwrap();
        assert!(text.contains(&format!("    id: \"{name}\",\n    title: \"Mine {i}\",\n")), "{text}");
        let checked = embolize_in(folder.path(), &["check", &format!("{name}.ron")]);
        assert_eq!(checked.out, format!("{name}.ron: no problems\n"), "{checked}");
    }
}

#[test]
fn a_case_can_have_an_anatomy_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    for seed in ["1", "2", "3"] {
        let name = format!("case_{seed}");
        let given = embolize_in(folder.path(), &["new", &name, "--variant", seed]);
        assert_eq!(given.out, format!("{name}.ron\n{name}_anatomy.ron\n"), "{given}");
        assert!(given.err.contains("drawn: hepatic arteries (Michels): type "), "{given}");
        let files = [format!("{name}.ron"), format!("{name}_anatomy.ron")];
        let checked = embolize_in(folder.path(), &["check", &files[0], &files[1]]);
        assert!(checked.status == 0 && checked.err == "0 errors, 0 warnings\n", "{checked}");
    }
}

/// The example of the formats reference, beside a case whose trolley names it.
#[test]
fn a_case_can_have_devices_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let formats = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md")).unwrap();
    let example = formats.split("```ron\n").find(|text| text.starts_with("Catalogue(")).expect("an example");
    let example = example.split("```").next().unwrap();
    embolize_in(folder.path(), &["new", "mine"]);
    let case = fs::read_to_string(folder.path().join("mine.ron")).unwrap();
    let trolley = case.replace("\"cobra_c2_5fr_80\",", "\"cobra_c2_5fr_80\", \"my_hook_5fr_80\",");
    assert_ne!(trolley, case, "the template lays a Cobra out");
    fs::write(folder.path().join("mine.ron"), trolley).unwrap();
    let without = embolize_in(folder.path(), &["check", "mine.ron"]);
    assert!(without.status == 1 && without.out.contains("error[E025]"), "{without}");
    fs::write(folder.path().join("catalogue.ron"), example).unwrap();
    let with = embolize_in(folder.path(), &["check", "mine.ron", "catalogue.ron"]);
    assert!(with.status == 0 && with.err == "0 errors, 0 warnings\n", "{with}");
    fs::write(folder.path().join("catalogue.ron"), example.replace("friction", "frictoin")).unwrap();
    let slip = embolize_in(folder.path(), &["run", "mine.ron", "--script", "mine.ron"]);
    assert!(slip.err.contains("did you mean `friction`?"), "{slip}");
}

#[test]
fn nothing_is_overwritten_and_no_bad_name_taken() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mine.ron"), "precious").unwrap();
    for (args, said) in [
        (vec!["new", "mine"], "mine.ron is there already"),
        (vec!["new", "My Case"], "`My Case` is no good id for a case"),
        (vec!["new", "other", "--from", "nothing"], "there is no template `nothing`"),
    ] {
        let given = embolize_in(folder.path(), &args);
        assert_eq!(given.status, 1);
        assert!(given.err.contains(said) && given.err.contains("hint: "), "{given}");
    }
    assert_eq!(fs::read_to_string(folder.path().join("mine.ron")).unwrap(), "precious");
}

#[test]
fn the_preview_shows_what_an_author_has_to_see() {
    let folder = tempfile::tempdir().unwrap();
    for file in catalog::folder("cases") {
        let id = Path::new(file.path).file_stem().unwrap().to_str().unwrap();
        let given = embolize_in(folder.path(), &["preview", id]);
        assert_eq!((given.status, given.out.as_str()), (0, format!("{id}.html\n").as_str()), "{given}");
        let page = fs::read_to_string(folder.path().join(format!("{id}.html"))).unwrap();
        assert_eq!(page.matches("<svg").count(), 2);
        for part in [
            "<h2>Feeders</h2>",
            "<h2>Hazards</h2>",
            "<h2>Flow at rest</h2>",
            "<h2>Rubric: steps</h2>",
            "<h2>Texts</h2>",
        ] {
            assert!(page.contains(part), "{id}: {part}");
        }
        assert!(page.contains("<h2>Still to verify</h2>") && page.contains("class=\"feeder\""));
        assert!(!page.contains("http://") && !page.contains("<script"), "the page loads nothing");
        assert!(!page.contains("NaN"));
    }
}

#[test]
fn a_saved_file_is_checked_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("case.ron");
    fs::write(&file, "Case(").unwrap();
    let mut child = program(&["check", "case.ron", "--watch"])
        .current_dir(folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    let first: Vec<String> = lines.by_ref().take(2).collect();
    assert_eq!(first[0], "1 error, 0 warnings");
    // Put in place in one piece, and newer whatever the clock's grain.
    let later = fs::metadata(&file).unwrap().modified().unwrap() + std::time::Duration::from_secs(2);
    let new = folder.path().join("new.ron");
    fs::copy("scenarios/cases/hepatic_hcc.ron", &new).unwrap();
    fs::File::options().write(true).open(&new).unwrap().set_modified(later).unwrap();
    fs::rename(&new, &file).unwrap();
    let second: Vec<String> = lines.by_ref().take(1).collect();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(second, ["0 errors, 0 warnings"]);
}

#[test]
fn a_session_is_scored_under_another_rubric() {
    let folder = tempfile::tempdir().unwrap();
    let rubric = catalog::file("catalogue/rubric.ron").unwrap().text;
    let strict = rubric.replace("fluoroscopy_s: 1224.0", "fluoroscopy_s: 30.0");
    assert_ne!(rubric, strict);
    fs::write(folder.path().join("strict.ron"), strict).unwrap();
    fs::write(folder.path().join("broken.ron"), rubric.replace("points: 7.0", "points: 8.0")).unwrap();
    let session = catalog::file("sessions/hepatic_hcc.expert.ron").unwrap().text;
    fs::write(folder.path().join("session.ron"), session).unwrap();
    let score = |args: &[&str]| {
        let given = embolize_in(folder.path(), &[&["score", "session.ron", "--json"], args].concat());
        assert_eq!(given.status, 0, "{given}");
        serde_json::from_str::<serde_json::Value>(&given.out).unwrap()
    };
    let (own, strict) = (score(&[]), score(&["--rubric", "strict.ron"]));
    assert_eq!(own["state_hash"], strict["state_hash"]);
    assert!(strict["score"].as_f64().unwrap() < own["score"].as_f64().unwrap());
    let refused = embolize_in(folder.path(), &["score", "session.ron", "--rubric", "broken.ron"]);
    assert!(refused.status == 1 && refused.err.contains("E091"), "{refused}");
}

#[test]
fn variants_are_drawn_as_often_as_published() {
    /// Enough for a difference of a percent to be seen.
    const DRAWS: u32 = 20_000;
    for locus in variants().loci {
        let mut counts = vec![0_u32; locus.patterns.len()];
        for i in 0..DRAWS {
            // An even comb instead of chance: what is tested is the choice, not the generator.
            let drawn = variant::pick(&locus, (f64::from(i) + 0.5) / f64::from(DRAWS));
            let place = locus.patterns.iter().position(|p| p.name == drawn.name).unwrap();
            counts[place] += 1;
        }
        for (pattern, count) in locus.patterns.iter().zip(counts) {
            let share = f64::from(count) / f64::from(DRAWS);
            assert!((share - pattern.share).abs() < 0.001, "{}: {share}", pattern.name);
        }
    }
}

/// Drawn by chance: the shares come out within what chance allows, and every anatomy is sound.
#[test]
fn drawn_anatomies_are_sound_and_as_frequent_as_published() {
    const SEEDS: u64 = 300;
    let library = Library::bundled();
    let (base, variants) = (library.anatomy("abdominal").unwrap(), variants());
    let mut usual = 0_u32;
    for seed in 0..SEEDS {
        let drawn = variant::draw(base, &variants, seed, "drawn");
        assert_eq!(drawn.text, variant::draw(base, &variants, seed, "drawn").text);
        usual += u32::from(drawn.what[0].contains("type I, "));
        if seed < 40 {
            match parse_anatomy(&library, &drawn.text, "drawn.ron") {
                Ok(checked) => {
                    assert!(checked.warnings.is_empty(), "{}", render_all(&checked.warnings, false));
                }
                Err(problems) => panic!("seed {seed}, {:?}:\n{}", drawn.what, render_all(&problems, false)),
            }
        }
    }
    // 70 % of 300, within three standard deviations of a binomial count.
    let expected = 0.7 * SEEDS as f64;
    assert!((f64::from(usual) - expected).abs() < 3.0 * (expected * 0.3).sqrt(), "{usual} of {SEEDS}");
}

/// Every pattern by itself gives a sound anatomy.
#[test]
fn every_pattern_is_sound() {
    let library = Library::bundled();
    let base = library.anatomy("abdominal").unwrap();
    let mut variants = variants();
    variants.spreads.clear();
    for locus in variants.loci.clone() {
        for pattern in &locus.patterns {
            let one = embolize::scenario::raw::Locus { patterns: vec![pattern.clone()], ..locus.clone() };
            variants.loci = vec![one];
            let drawn = variant::draw(base, &variants, 1, "drawn");
            if let Err(problems) = parse_anatomy(&library, &drawn.text, "drawn.ron") {
                panic!("{}, {}:\n{}", locus.name, pattern.name, render_all(&problems, false));
            }
        }
    }
}

/// The steps of `docs/tutorial.md`, in its order, in an empty folder: calls are made, changes applied, and what is shown
/// is what is printed.
#[test]
fn the_tutorial_can_be_followed() {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string("docs/tutorial.md").unwrap();
    let mut printed = String::new();
    let mut done = 0;
    for block in text.split("\n```").skip(1).step_by(2) {
        let (kind, body) = block.split_once('\n').unwrap();
        match kind.split_whitespace().collect::<Vec<_>>()[..] {
            ["sh"] => {
                printed.clear();
                for line in body.lines().filter(|line| !line.is_empty()) {
                    let args: Vec<&str> = line.split_whitespace().collect();
                    assert_eq!(args[0], "embolize", "{line}");
                    let given = embolize_in(folder.path(), &args[1..]);
                    assert!(given.status <= 1, "{line}: {given}");
                    printed += &given.out;
                    printed += &given.err;
                }
            }
            ["text"] => {
                let squeezed = |text: &str| text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
                assert!(squeezed(&printed).contains(&squeezed(body)), "expected\n{body}\nprinted\n{printed}");
            }
            ["diff", file] => change(&folder.path().join(file), body),
            ["ron", file] => fs::write(folder.path().join(file), body).unwrap(),
            _ => panic!("a block of kind `{kind}`"),
        }
        done += 1;
    }
    assert!(done > 8, "{done} blocks");
}

/// Lines that begin with - are replaced by those that begin with +.
fn change(file: &Path, diff: &str) {
    let lines = |sign: char| {
        let lines: Vec<&str> = diff.lines().filter_map(|line| line.strip_prefix(sign)).collect();
        lines.join("\n") + "\n"
    };
    let text = fs::read_to_string(file).expect("written by an earlier step");
    let (old, new) = (lines('-'), lines('+'));
    assert_eq!(text.matches(&old).count(), 1, "once in {}:\n{old}", file.display());
    fs::write(file, text.replacen(&old, &new, 1)).expect("writable");
}
