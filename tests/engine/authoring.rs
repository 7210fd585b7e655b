//! What an author of cases does: begin, check, look, draw an anatomy, follow the tutorial.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;

use embolize::model::Study;
use embolize::scenario::raw::{Locus, Variants};
use embolize::scenario::{
    Anatomy, Kind, Library, catalog, drawn_case, kind_of, parse_anatomy, parse_case, render_all, variant,
};

use crate::cli::{embolize_in, program};

/// All that there is to draw from.
fn variants() -> impl Iterator<Item = Variants> {
    let files = catalog::folder("catalogue").filter(|file| kind_of(file.text) == Some(Kind::Variants));
    files.map(|file| variant::parse_variants(file.text, file.path).expect("sound"))
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
    let drawn = [
        ("liver_tumour", "hepatic arteries (Michels): type "),
        ("prostate", "origin of the left prostatic artery: "),
    ];
    for (i, (from, what)) in (0..6).flat_map(|seed| drawn.map(|drawn| (seed, drawn))) {
        let name = format!("{from}_{i}");
        let given = embolize_in(folder.path(), &["new", &name, "--from", from, "--variant", &i.to_string()]);
        assert_eq!(given.out, format!("{name}.ron\n{name}_anatomy.ron\n"), "{given}");
        assert!(given.err.contains(&format!("drawn: {what}")), "{given}");
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
    let given = embolize_in(folder.path(), &["preview", "hepatic_hcc", "--lang", "es", "--out", "es.html"]);
    assert_eq!(given.status, 0, "{given}");
    let page = fs::read_to_string(folder.path().join("es.html")).unwrap();
    assert!(page.contains("<html lang=\"es\">") && page.contains("<h2>Arterias nutricias</h2>"));
    assert!(
        page.contains("arteria hepática derecha (") || page.contains("Arteria hepática derecha ("),
        "names"
    );
    let given = embolize_in(folder.path(), &["preview", "hepatic_hcc", "--lang", "xx"]);
    assert_eq!(given.status, 1);
    assert!(given.err.contains("`xx`") && given.err.contains("hint: "), "{given}");
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
    for locus in variants().flat_map(|variants| variants.loci) {
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

/// Drawn by chance, every pattern of every locus comes as often as chance allows, and every anatomy is sound.
#[test]
fn drawn_anatomies_are_sound_and_as_frequent_as_published() {
    const SEEDS: u64 = 300;
    let library = Library::bundled();
    for variants in variants() {
        let base = library.anatomy(&variants.anatomy).unwrap();
        let mut counts = vec![Vec::new(); variants.loci.len()];
        for seed in 0..SEEDS {
            let drawn = variant::draw(base, &variants, seed, ("drawn", &[]));
            for (count, what) in counts.iter_mut().zip(&drawn.patterns) {
                count.push(what.clone());
            }
            if seed < 25 {
                let text = drawn.text();
                assert_eq!(text, variant::draw(base, &variants, seed, ("drawn", &[])).text());
                sound(&library, &text, &format!("{}, seed {seed}, {:?}", variants.anatomy, drawn.patterns));
            }
        }
        for (locus, drawn) in variants.loci.iter().zip(&counts) {
            for pattern in &locus.patterns {
                let named = format!("{}: {} (", locus.name, pattern.name);
                let count = drawn.iter().filter(|what| what.starts_with(&named)).count();
                // Four standard deviations of a binomial count, for sixty of them.
                let (expected, seeds) = (pattern.share * SEEDS as f64, SEEDS as f64);
                let spread = (seeds * pattern.share * (1.0 - pattern.share)).sqrt();
                assert!((count as f64 - expected).abs() <= 4.0 * spread + 1.0, "{named}: {count} of {SEEDS}");
            }
        }
    }
}

/// Every pattern by itself gives a sound anatomy.
#[test]
fn every_pattern_is_sound() {
    let library = Library::bundled();
    for mut variants in variants() {
        let base = library.anatomy(&variants.anatomy).unwrap();
        variants.spreads.clear();
        variants.angles.clear();
        for locus in variants.loci.clone() {
            for pattern in &locus.patterns {
                variants.loci = vec![Locus { patterns: vec![pattern.clone()], ..locus.clone() }];
                let drawn = variant::draw(base, &variants, 1, ("drawn", &[]));
                sound(&library, &drawn.text(), &format!("{}, {}", locus.name, pattern.name));
            }
        }
    }
}

fn sound(library: &Library, text: &str, what: &str) {
    match parse_anatomy(library, text, "drawn.ron") {
        Ok(checked) => {
            assert!(checked.warnings.is_empty(), "{what}:\n{}", render_all(&checked.warnings, false));
        }
        Err(problems) => panic!("{what}:\n{}", render_all(&problems, false)),
    }
}

/// Lengths and angles vary around what is drawn, by as much as is said.
#[test]
fn lengths_and_angles_vary_as_published() {
    let library = Library::bundled();
    let variants = library.variants("abdominal").unwrap();
    let base = library.anatomy("abdominal").unwrap();
    let length = |anatomy: &Anatomy, id: &str| {
        let graph = anatomy.graph();
        graph.segment(graph.find_segment(id).unwrap()).centreline().unwrap().length_mm()
    };
    let (mut factors, mut turns) = (Vec::new(), Vec::new());
    for seed in 0..60 {
        let drawn = variant::draw(base, variants, seed, ("drawn", &["right_kidney".to_owned()]));
        let said = |name: &str| {
            let line = drawn.numbers.iter().find(|line| line.starts_with(name)).unwrap();
            let number = line[name.len()..].split_whitespace().find_map(|word| word.parse::<f64>().ok());
            number.unwrap()
        };
        let anatomy = parse_anatomy(&library, drawn.text(), "drawn.ron").unwrap().value;
        let factor = length(&anatomy, "splenic_2") / length(base, "splenic_2");
        assert!((factor - said("length of the splenic artery:")).abs() < 0.006, "{factor}");
        factors.push(factor);
        turns.push(said("take-off of the right renal artery: turned by"));
    }
    let mean_and_sd = |values: &[f64]| {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let square = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / values.len() as f64;
        (mean, square.sqrt())
    };
    let ((mean, sd), (turn, turn_sd)) = (mean_and_sd(&factors), mean_and_sd(&turns));
    assert!((mean - 1.0).abs() < 0.03 && (0.03..0.07).contains(&sd), "{mean} with {sd}");
    assert!(turn.abs() < 6.0 && (10.0..20.0).contains(&turn_sd), "{turn} with {turn_sd}");
}

/// Practice on another anatomy: every bundled case fits every anatomy that is drawn for it.
#[test]
fn every_case_can_be_practised_on_another_anatomy() {
    let library = Library::bundled();
    for file in catalog::folder("cases").chain(catalog::folder("templates")) {
        let own = parse_case(&library, file.text, file.path).unwrap().value;
        let draw = |seed| match drawn_case(&library, file.text, file.path, seed)
            .expect("its anatomy has variants")
        {
            Ok(checked) => checked.value,
            Err(problems) => panic!("{}, variant {seed}:\n{}", file.path, render_all(&problems, false)),
        };
        for seed in 1..=12 {
            let case = draw(seed);
            assert_eq!((case.variant, case.hash), (Some(seed), draw(seed).hash));
            assert_ne!(case.hash, own.hash, "{}", file.path);
            let told = |study: &Study| study.findings.contains("\n\nOf this patient: ");
            assert!(case.studies.iter().any(told), "{}", file.path);
        }
    }
}

/// A session on a drawn anatomy keeps the seed, and is computed again on the same.
#[test]
fn a_session_on_a_variant_can_be_scored() {
    let folder = tempfile::tempdir().unwrap();
    let script = "Script(format: 1, scenario: \"renal_ablation\", steps: [Wait(2), Do(Finish)])";
    fs::write(folder.path().join("script.ron"), script).unwrap();
    let run = |args: &[&str]| {
        let call =
            [&["run", "renal_ablation", "--script", "script.ron", "--out", "session.ron", "--json"], args];
        let given = embolize_in(folder.path(), &call.concat());
        assert_eq!(given.status, 0, "{given}");
        (given.out, fs::read_to_string(folder.path().join("session.ron")).unwrap())
    };
    let (_, own) = run(&[]);
    let (report, drawn) = run(&["--variant", "7"]);
    assert!(!own.contains("variant:") && drawn.contains("variant: 7,"), "{drawn}");
    let scored = embolize_in(folder.path(), &["score", "session.ron", "--json"]);
    assert_eq!((scored.status, &scored.out), (0, &report), "{scored}");
    // On the file's own anatomy it is another case.
    fs::write(folder.path().join("session.ron"), drawn.replace("variant: 7,", "")).unwrap();
    let refused = embolize_in(folder.path(), &["score", "session.ron"]);
    assert!(refused.status == 1 && refused.err.contains("other contents"), "{refused}");
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
