//! Sessions, journals and scripts on the shipped case: what was recorded comes back, and what was changed is refused.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use embolize::model::{Case, Slot};
use embolize::replay::journal::{JournalError, first_line, next_line};
use embolize::replay::{
    Condition, Entry, Journal, Mode, Problem, Recorder, ReplayError, Script, Session, Step, replay,
    run_script,
};
use embolize::scenario::{Library, bundled_case, catalog};
use embolize::sim::{Command, Tick};
use proptest::prelude::*;

fn case() -> Arc<Case> {
    Arc::new(bundled_case(&Library::bundled(), "hepatic_hcc").expect("bundled").expect("sound").value)
}

fn text(path: &str) -> &'static str {
    catalog::file(path).expect("bundled").text
}

/// A short attempt: study read, sheath in, wire on its way.
fn short(case: &Arc<Case>) -> Recorder {
    let mut recorder = Recorder::new(Arc::clone(case), 5, Mode::Learn);
    let commands = [
        Command::ReadStudy { study: "ct_arterial".into() },
        Command::ChooseAccess { site: "right_femoral".into() },
        Command::Puncture,
        Command::InsertSheath { device: "sheath_5fr_11".into() },
        Command::Load { device: "wire_bentson_035".into() },
        Command::Advance { slot: Slot::Wire, mm: 100.0 },
    ];
    for command in commands {
        recorder.step(&[command]);
        for _ in 0..20 {
            recorder.step(&[]);
        }
    }
    recorder
}

/// Every shipped session is what its script records. After an intended change of the engine or a case, record them
/// again with `UPDATE_GOLDEN=1 cargo test --no-default-features --test engine expert`, and say why in the commit.
#[test]
fn the_expert_scripts_record_the_expert_sessions() {
    let library = Library::bundled();
    std::thread::scope(|scope| {
        for file in library.cases() {
            scope.spawn(|| {
                let case = bundled_case(&library, &file.id).expect("bundled").expect("sound").value;
                recorded_as_shipped(&file.id, case);
            });
        }
    });
}

fn recorded_as_shipped(id: &str, case: Case) {
    let script = Script::parse(text(&format!("sessions/{id}.expert.script.ron"))).expect("a script");
    let mut recorder = Recorder::new(Arc::new(case), 1, script.mode);
    run_script(&mut recorder, &script, &mut |_| {}).expect("played to its end");
    let recorded = recorder.session().to_ron();
    let session = format!("sessions/{id}.expert.ron");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(&session);
        fs::write(path, &recorded).expect("writable");
    } else {
        let same = recorded == text(&session);
        assert!(same, "{session} is recorded otherwise now: if that is intended, run with UPDATE_GOLDEN=1");
    }
}

#[test]
fn a_session_plays_to_its_recorded_state() {
    let case = case();
    let recorder = short(&case);
    let session = Session::parse(&recorder.session().to_ron()).unwrap();
    let played = replay(case, &session).unwrap();
    assert_eq!(played.events(), recorder.simulation().events());
    assert_eq!(played.outcome(), recorder.simulation().outcome());
    assert_eq!(played.simulation().state_hash(), recorder.simulation().state_hash());
}

#[test]
fn other_engine_case_contents_or_commands_are_refused() {
    let case = case();
    let session = short(&case).session();
    let refused = |session: &Session| replay(Arc::clone(&case), session).err().unwrap();
    let other = Session { engine: "0.0.9".into(), ..session.clone() };
    assert_eq!(refused(&other), ReplayError::Engine { recorded: "0.0.9".into() });
    assert!(refused(&other).to_string().contains("0.0.9"));
    let other = Session { scenario: "another".into(), ..session.clone() };
    assert!(matches!(refused(&other), ReplayError::Scenario { .. }));
    let other = Session { scenario_hash: "0".repeat(16), ..session.clone() };
    assert!(matches!(refused(&other), ReplayError::Contents { .. }));
    let mut other = session;
    other.commands[5].1 = Command::Advance { slot: Slot::Wire, mm: 100.1 };
    assert!(matches!(refused(&other), ReplayError::State { .. }));
}

#[test]
fn a_journal_goes_on_where_the_power_was_cut() {
    let case = case();
    let recorder = short(&case);
    let mut journal = first_line(&recorder);
    for (tick, command) in recorder.commands() {
        journal += &next_line(&Entry::Did(*tick, command.clone()));
    }
    journal += &next_line(&Entry::Reached(recorder.simulation().tick()));
    let whole = Journal::parse(&journal).unwrap().resume(Arc::clone(&case)).unwrap();
    assert_eq!(whole.session(), recorder.session());

    let torn = &journal[..journal.rfind("Advance").unwrap()];
    let cut = Journal::parse(torn).unwrap();
    let resumed = cut.resume(Arc::clone(&case)).unwrap();
    assert_eq!(resumed.commands(), &recorder.commands()[..5]);
    assert!(resumed.simulation().tick() > recorder.commands()[4].0);

    let foreign = journal.replace("0.1.0", "0.0.1");
    let refused = Journal::parse(&foreign).unwrap().resume(case).err().unwrap();
    assert!(matches!(refused, JournalError::Foreign(ReplayError::Engine { .. })));
}

fn stuck(steps: Vec<Step>) -> (String, Problem) {
    let mut recorder = Recorder::new(case(), 1, Mode::Practice);
    let script = Script { format: 1, scenario: "hepatic_hcc".into(), mode: Mode::Practice, steps };
    let error = run_script(&mut recorder, &script, &mut |_| {}).expect_err("stuck");
    (error.step, error.problem)
}

#[test]
fn a_script_says_where_it_got_stuck() {
    let (step, problem) = stuck(vec![Step::Wait(1.0), Step::Do(Command::Puncture)]);
    assert!(step == "2" && matches!(problem, Problem::Rejected { .. }), "{step}: {problem}");

    let inner = Step::Until { condition: Condition::Haemostasis, timeout_s: 2.0 };
    let (step, problem) = stuck(vec![Step::Wait(1.0), Step::Repeat { times: 2, steps: vec![inner] }]);
    assert_eq!(step, "2.1");
    assert_eq!(problem.to_string(), "waited 2 s for the access site dry, in vain");

    let unknown = Step::Push { slot: Slot::Wire, segment: "nowhere".into(), along_mm: 0.0 };
    let (step, problem) = stuck(vec![Step::Wait(1.0), unknown]);
    assert_eq!((step.as_str(), problem), ("2", Problem::UnknownSegment { segment: "nowhere".into() }));

    let (step, problem) = stuck(vec![Step::Wait(f64::INFINITY)]);
    assert_eq!((step.as_str(), problem), ("1", Problem::TooLong));

    let endless = Step::Repeat { times: u32::MAX, steps: Vec::new() };
    assert_eq!(stuck(vec![endless]).1, Problem::TooLong);
}

#[test]
fn waiting_passes_the_time_it_says() {
    let mut recorder = Recorder::new(case(), 1, Mode::Practice);
    let steps =
        vec![Step::Try(Command::Puncture), Step::Do(Command::Wait { seconds: 30.0 }), Step::Wait(1.0)];
    let script = Script { format: 1, scenario: "hepatic_hcc".into(), mode: Mode::Practice, steps };
    run_script(&mut recorder, &script, &mut |_| {}).unwrap();
    let seconds = recorder.simulation().tick().since(Tick(0));
    assert!((31.0..31.1).contains(&seconds), "{seconds}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a file holds, reading it gives a value or an error.
    #[test]
    fn damaged_texts_are_refused_calmly(at in 0_usize..9_000, cut in 0_usize..40, noise in "[ -~\n]{0,12}") {
        for path in ["sessions/hepatic_hcc.expert.ron", "sessions/hepatic_hcc.expert.script.ron"] {
            let whole = text(path);
            let (from, to) = (whole.floor_char_boundary(at), whole.floor_char_boundary(at + cut));
            let damaged = [&whole[..from], noise.as_str(), &whole[to..]].concat();
            let _ = Session::parse(&damaged);
            let _ = Script::parse(&damaged);
            let _ = Journal::parse(&damaged);
        }
    }
}
