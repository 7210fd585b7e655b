//! The command line as a contract: exit status, standard output and standard error of the built program.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

use embolize::scenario::catalog;
#[cfg(target_os = "linux")]
use proptest::prelude::*;

/// What a call gave.
pub(crate) struct Given {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl core::fmt::Display for Given {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let Self { status, out, err } = self;
        write!(f, "status: {status}\n----- stdout\n{out}----- stderr\n{err}")
    }
}

pub(crate) fn program(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_embolize"));
    command
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY");
    command
}

fn embolize(args: &[&str]) -> Given {
    given(&mut program(args))
}

pub(crate) fn embolize_in(folder: &Path, args: &[&str]) -> Given {
    given(program(args).current_dir(folder))
}

fn given(command: &mut Command) -> Given {
    let output = command.output().expect("the built program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it prints text");
    Given { status: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

#[test]
fn help_shows_every_call() {
    insta::assert_snapshot!(embolize(&["--help"]));
}

#[test]
fn help_of_a_call_has_an_example() {
    insta::assert_snapshot!(embolize(&["score", "--help"]));
}

#[test]
fn an_unknown_call_is_wrong_usage() {
    insta::assert_snapshot!(embolize(&["scor", "x"]));
}

#[test]
fn a_missing_argument_is_wrong_usage() {
    insta::assert_snapshot!(embolize(&["score"]));
}

#[test]
fn an_unknown_case_gets_a_suggestion() {
    insta::assert_snapshot!(embolize(&["flow", "hepatic_hc"]));
}

#[test]
fn a_missing_file_is_said() {
    insta::assert_snapshot!(embolize(&["check", "no/such/file.ron"]));
}

#[test]
fn cases_are_listed() {
    insta::assert_snapshot!(embolize(&["list"]));
}

#[test]
fn lists_are_json_on_request() {
    for what in ["cases", "devices", "agents"] {
        let given = embolize(&["list", what, "--json"]);
        assert_eq!((given.status, given.err.as_str()), (0, ""));
        let items: Vec<serde_json::Value> =
            given.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert!(!items.is_empty() && items.iter().all(|item| item["id"].is_string()), "{what}");
    }
}

#[test]
fn a_good_file_passes_the_check() {
    insta::assert_snapshot!(embolize(&["check", "scenarios/anatomies/abdominal.ron"]));
}

#[test]
fn a_broken_file_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("broken.ron"), "Anatomy(\n    format: 1,\n    idd: \"x\",\n)\n").unwrap();
    let given = embolize_in(folder.path(), &["check", "broken.ron"]);
    assert_eq!(given.status, 1);
    for part in ["error[E", "--> broken.ron:3:5", "idd: \"x\"", "hint: "] {
        assert!(given.out.contains(part), "{part} in\n{given}");
    }
    assert!(given.err.ends_with(" errors, 0 warnings\n") || given.err == "1 error, 0 warnings\n", "{given}");
    let json = embolize_in(folder.path(), &["check", "broken.ron", "--json"]);
    let problem: serde_json::Value = serde_json::from_str(json.out.lines().next().unwrap()).unwrap();
    assert!(problem["code"].is_string() && problem["line"].is_u64() && problem["file"] == "broken.ron");
}

#[test]
fn a_huge_file_is_refused_by_its_size() {
    let folder = tempfile::tempdir().unwrap();
    let file = fs::File::create(folder.path().join("huge.ron")).unwrap();
    file.set_len(100 * 1024 * 1024).unwrap();
    let given = embolize_in(folder.path(), &["check", "huge.ron"]);
    assert_eq!(given.status, 1);
    assert!(given.out.contains("error[E001]: the file has 104857600 bytes"), "{given}");
}

#[cfg(target_os = "linux")]
proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    /// A shipped file with one letter changed, within 200 MB of address space: an allocation beyond it would abort.
    #[test]
    fn damaged_files_are_checked_in_little_memory(
        which in 0..catalog::FILES.len(),
        place in any::<prop::sample::Index>(),
        letter in prop_oneof![prop::sample::select(&['(', '"', '9', '}', '[', '\\', '-', '\n'][..]), any::<char>()],
    ) {
        let file = &catalog::FILES[which];
        let (at, old) = file.text.char_indices().nth(place.index(file.text.chars().count())).unwrap();
        let damaged = format!("{}{letter}{}", &file.text[..at], &file.text[at + old.len_utf8()..]);
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("damaged.ron"), damaged).unwrap();
        let call = format!("ulimit -v 204800 && exec '{}' check damaged.ron", env!("CARGO_BIN_EXE_embolize"));
        let given = given(Command::new("sh").args(["-c", &call]).current_dir(folder.path()));
        prop_assert!(given.status == 0 || given.status == 1, "{} with {letter:?} at {at}: {given}", file.path);
    }
}

#[test]
fn translations_beside_a_case_are_checked_with_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy("scenarios/cases/hepatic_hcc.ron", folder.path().join("mine.ron")).unwrap();
    fs::write(folder.path().join("mine.fr.ftl"), "title = Tumeur du foie\nobjectif = Fermer\n").unwrap();
    for file in ["mine.ron", "mine.fr.ftl"] {
        let given = embolize_in(folder.path(), &["check", file]);
        assert_eq!(given.status, 0, "{given}");
        assert!(given.out.contains("warning[W003]: the translation lacks the texts `briefing`"), "{given}");
        assert!(given.out.contains("warning[W004]: the case has no text `objectif`"), "{given}");
        assert!(given.out.contains("hint: did you mean `objective`?"), "{given}");
    }
}

#[test]
fn codes_and_rules_are_explained() {
    insta::assert_snapshot!(embolize(&["explain", "e050"]));
    insta::assert_snapshot!(embolize(&["explain", "no_target_run"]));
    insta::assert_snapshot!(embolize(&["explain", "no_target_rum"]));
    let all = embolize(&["explain", "--json"]);
    let ids: Vec<String> = all
        .out
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().unwrap().to_owned()
        })
        .collect();
    assert!(ids.len() > 100, "{all}");
    for id in &ids {
        let given = embolize(&["explain", id]);
        assert!(given.status == 0 && given.out.len() > 100, "{given}");
    }
    // some mistakes are called like the error they are told as: both pages are printed
    let shared = ids.iter().find(|id| ids.iter().filter(|other| other == id).count() > 1).unwrap();
    let pages = embolize(&["explain", shared, "--json"]);
    let kinds: Vec<serde_json::Value> = pages
        .out
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["kind"].clone())
        .collect();
    assert_eq!(kinds, ["error_rule", "mistake"], "{pages}");
}

/// What a file rests on is looked at with it, in `check` as in what runs it.
#[test]
fn files_beside_a_case_count() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy("scenarios/cases/hepatic_hcc.ron", folder.path().join("mine.ron")).unwrap();
    fs::write(folder.path().join("abdominal.ron"), "Anatomy(\n    format: 1,\n    idd: \"x\",\n)\n").unwrap();
    let given = embolize_in(folder.path(), &["check", "mine.ron"]);
    assert!(given.status == 1 && given.out.contains("abdominal.ron:3:5"), "{given}");

    let text = fs::read_to_string("scenarios/anatomies/abdominal.ron").unwrap();
    fs::write(folder.path().join("own.ron"), text.replacen("\"S2\"", "\"OWN1\"", 1)).unwrap();
    assert_eq!(embolize_in(folder.path(), &["flow", "own.ron"]).status, 1, "nobody knows OWN1");
    let sources = "Sources(format: 1, sources: [(id: \"OWN1\", citation: \"of my own\", read: \"all\")])";
    fs::write(folder.path().join("sources.ron"), sources).unwrap();
    for call in ["check", "flow"] {
        let given = embolize_in(folder.path(), &[call, "own.ron"]);
        assert_eq!(given.status, 0, "{call}: {given}");
    }
}

#[test]
fn a_session_that_is_none_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("not.ron"), "Session(format: 1, engine: 3)").unwrap();
    insta::assert_snapshot!(embolize_in(folder.path(), &["score", "not.ron", "missing.ron"]));
}

#[test]
fn completions_name_the_calls() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let given = embolize(&["completions", shell]);
        assert_eq!((given.status, given.err.as_str()), (0, ""));
        assert!(given.out.contains("score"), "{shell}");
    }
}

#[test]
fn a_reader_that_leaves_is_no_failure() {
    let mut child = program(&["list", "devices", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));
}

#[test]
fn no_escape_codes_leave_for_a_file() {
    for args in [["--help", ""].as_slice(), &["list"], &["check", "no.ron"], &["flow", "hepatic_hc"]] {
        let args: Vec<&str> = args.iter().copied().filter(|a| !a.is_empty()).collect();
        assert!(!embolize(&args).to_string().contains('\u{1b}'), "{args:?}");
    }
}

#[test]
fn the_pulse_has_its_keys() {
    let given = embolize(&["flow", "adan56", "--pulse", "--json"]);
    assert_eq!((given.status, given.err.as_str()), (0, ""));
    let value: serde_json::Value = serde_json::from_str(&given.out).expect("one line of JSON");
    let segments = value["segments"].as_array().expect("segments");
    assert_eq!(segments.len(), 77);
    for segment in segments {
        let number = |key: &str| segment[key].as_f64().expect(key);
        assert!(
            number("systolic_mmhg") > number("mean_mmhg") && number("mean_mmhg") > number("diastolic_mmhg")
        );
        assert!(number("greatest_flow_ml_min") > number("least_flow_ml_min"));
        assert!((number("mean_flow_ml_min") / number("flow_ml_min") - 1.0).abs() < 1e-3, "{segment}");
    }
}

#[test]
fn a_foreign_network_is_converted_and_flows() {
    let converted = embolize(&["convert", "tests/data/svzerod/bifurcation.json", "--from", "svzerod"]);
    insta::assert_snapshot!(converted);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bifurcation.ron"), &converted.out).unwrap();
    insta::assert_snapshot!(embolize_in(folder.path(), &["flow", "bifurcation.ron", "--pulse"]));
    fs::write(folder.path().join("bad.json"), converted.out).unwrap();
    insta::assert_snapshot!(embolize_in(folder.path(), &["convert", "bad.json", "--from", "svzerod"]));
}

#[test]
fn flow_has_its_keys() {
    let given = embolize(&["flow", "hepatic_hcc", "--json"]);
    assert_eq!((given.status, given.err.as_str()), (0, ""));
    let state: serde_json::Value = serde_json::from_str(&given.out).unwrap();
    let keys = ["from", "to", "flow_ml_min", "pressure_in_mmhg", "pressure_out_mmhg", "mean_diameter_mm"];
    for segment in state["segments"].as_array().unwrap() {
        assert!(keys.iter().all(|key| !segment[key].is_null()), "{segment}");
    }
    let beds = state["beds"].as_array().unwrap();
    assert!(beds.iter().all(|bed| bed["flow_ml_min"].is_f64() && bed["resistance_mmhg_s_ml"].is_f64()));
    assert!(state["balance_rel"].as_f64().unwrap() < 1e-9);
}

/// A script that reads the study, chooses the groin and ends the case.
const SHORT: &str = "Script(format: 1, scenario: \"hepatic_hcc\", mode: Assess, steps: [
    Do(ReadStudy(study: \"ct_arterial\")), Wait(2), Do(ChooseAccess(site: \"right_femoral\")), Do(Finish),
])";

#[test]
fn a_script_is_played_and_its_session_scores_the_same() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("short.ron"), SHORT).unwrap();
    let args = ["run", "hepatic_hcc", "--script", "short.ron", "--seed", "9", "--out", "mine.ron", "--json"];
    let played = embolize_in(folder.path(), &args);
    assert_eq!((played.status, played.err.as_str()), (0, ""));
    let scored = embolize_in(folder.path(), &["score", "mine.ron", "mine.ron", "--json"]);
    assert_eq!((scored.status, scored.err.as_str()), (0, ""));
    assert_eq!(scored.out, played.out.repeat(2));
    let report: serde_json::Value = serde_json::from_str(&played.out).unwrap();
    assert_eq!(
        (&report["verdict"], &report["seed"], &report["mode"]),
        (&"fail".into(), &9.into(), &"assess".into())
    );
}

#[test]
fn what_people_read_is_written_in_their_language() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("short.ron"), SHORT).unwrap();
    let run = |more: &[&str]| {
        let args = ["run", "hepatic_hcc", "--script", "short.ron", "--out", "mine.ron"];
        embolize_in(folder.path(), &[&args[..], more].concat())
    };
    let (english, spanish) = (run(&[]), run(&["--lang", "es"]));
    assert_eq!(embolize_in(folder.path(), &["score", "mine.ron", "--lang", "es"]).out, spanish.out);
    assert_eq!(run(&["--lang", "es", "--json"]).out, run(&["--json"]).out, "programs read English");
    assert_eq!(english.out.lines().count(), spanish.out.lines().count());
    // A number with its unit, a count and the moment are the same in both; three words in a row are a sentence.
    let words = |line: &str| line.split(' ').filter(|word| word.chars().all(char::is_alphabetic)).count();
    let pairs = english.out.lines().zip(spanish.out.lines());
    let same: Vec<_> = pairs.filter(|(was, is)| was == is && words(was) > 2).collect();
    assert!(same.is_empty() && spanish.out.contains("SUSPENSO"), "still English: {same:#?}");
    let refused = run(&["--lang", "xx"]);
    assert!(refused.status == 1 && refused.err.contains("hint: there are `en`, `es`"), "{refused}");
}

#[test]
fn a_stuck_script_says_where() {
    let folder = tempfile::tempdir().unwrap();
    let stuck = SHORT.replace("Wait(2)", "Until(condition: Haemostasis, timeout_s: 3)");
    fs::write(folder.path().join("stuck.ron"), stuck).unwrap();
    insta::assert_snapshot!(embolize_in(folder.path(), &["run", "hepatic_hcc", "--script", "stuck.ron"]));
}

#[test]
fn a_changed_session_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let session = fs::read_to_string("scenarios/sessions/hepatic_hcc.expert.ron").unwrap();
    let changed = session.replace("patent: true", "patent: false");
    fs::write(folder.path().join("changed.ron"), changed).unwrap();
    let other = session.replace("engine: \"", "engine: \"9");
    fs::write(folder.path().join("other.ron"), other).unwrap();
    let given = embolize_in(folder.path(), &["score", "changed.ron", "other.ron"]);
    insta::assert_snapshot!(without_hashes(&given.to_string()));
}

/// State hashes change with every change of the engine.
fn without_hashes(text: &str) -> String {
    let is_hash = |word: &str| word.len() == 16 && word.chars().all(|c| c.is_ascii_hexdigit());
    let word = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        if is_hash(bare) { word.replace(bare, "HASH") } else { word.to_owned() }
    };
    let line = |line: &str| line.split(' ').map(word).collect::<Vec<_>>().join(" ");
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_report_has_the_keys_of_the_contract() {
    let given = embolize(&["score", "scenarios/sessions/hepatic_hcc.expert.ron", "--json"]);
    assert_eq!((given.status, given.err.as_str()), (0, ""));
    assert_eq!(given.out.lines().count(), 1);
    let report: serde_json::Value = serde_json::from_str(&given.out).unwrap();
    let keys: Vec<&String> = report.as_object().unwrap().keys().collect();
    insta::assert_debug_snapshot!(keys);
    assert_eq!(report["verdict"], "pass");
    assert!(report["score"].as_f64().unwrap() >= 85.0);
}

/// The demonstration writes a picture for each study and run, and a report that needs no other file.
#[test]
fn the_demonstration_leaves_pictures_and_a_report() {
    let folder = tempfile::tempdir().unwrap();
    let given = embolize_in(folder.path(), &["demo", "--out", "d", "--json"]);
    assert_eq!(given.status, 0, "{given}");
    let report: serde_json::Value = serde_json::from_str(&given.out).unwrap();
    let runs = report["metrics"]["number_of_runs"].as_u64().unwrap();
    for run in 1..=runs {
        let png = fs::read(folder.path().join(format!("d/run_{run:02}.png"))).unwrap();
        assert!(png.starts_with(b"\x89PNG") && png.len() > 10_000, "run {run}");
        assert!(folder.path().join(format!("d/run_{run:02}_film.png")).is_file(), "run {run}");
    }
    let page = fs::read_to_string(folder.path().join("d/report.html")).unwrap();
    let files = fs::read_dir(folder.path().join("d")).unwrap();
    let pictures = files.filter(|f| f.as_ref().unwrap().path().extension().is_some_and(|e| e == "png"));
    assert_eq!(page.matches("data:image/png;base64,").count(), pictures.count());
    assert!(page.contains("Education only, not validated, not for patient care"));
    assert!(!page.contains("http://") && !page.contains("https://") && !page.contains("<script"));
    for rule in report["steps"].as_array().unwrap() {
        let why =
            rule["why"].as_str().unwrap().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        assert!(page.contains(why.replace('"', "&quot;").replace('\'', "&#39;").as_str()), "{why}");
    }
}

/// A mistake is played in place of the expert, and what flows backwards past the tip can be seen.
#[test]
fn the_demonstration_shows_a_mistake() {
    let folder = tempfile::tempdir().unwrap();
    let mistake = ["demo", "--mistake", "faster_than_the_flow", "--out", "d", "--json"];
    let given = embolize_in(folder.path(), &mistake);
    let report: serde_json::Value = serde_json::from_str(&given.out).unwrap();
    assert_eq!(
        report["errors"].as_array().unwrap().len() + report["critical_errors"].as_array().unwrap().len(),
        1
    );
    assert!(folder.path().join("d/reflux.png").is_file());
    insta::assert_snapshot!(embolize(&["demo", "renal_ablation", "--mistake", "forget"]));
}

#[test]
fn without_a_window_the_demonstration_is_played() {
    let given = embolize(&["play", "hepatic_hcc"]);
    assert_eq!(given.status, 0, "{given}");
    assert!(given.err.starts_with("no window: "), "{}", given.err);
    assert!(given.out.contains("PASS"));
}
