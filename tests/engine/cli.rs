//! The command line as a contract: exit status, standard output and standard error of the built program.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

/// What a call gave.
struct Given {
    status: i32,
    out: String,
    err: String,
}

impl core::fmt::Display for Given {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let Self { status, out, err } = self;
        write!(f, "status: {status}\n----- stdout\n{out}----- stderr\n{err}")
    }
}

fn program(args: &[&str]) -> Command {
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

fn embolize_in(folder: &Path, args: &[&str]) -> Given {
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
        let items: Vec<serde_json::Value> = serde_json::from_str(&given.out).unwrap();
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
    insta::assert_snapshot!(embolize_in(folder.path(), &["check", "broken.ron"]));
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
