//! What the app does to a simulation is what its record says, bit for bit.

use bevy::prelude::*;
use embolize::app::Playback;
use embolize::app::ui::action::UiAction;
use embolize::replay::replay;
use embolize::sim::Command;

use super::support::{app_in, ask, begin, frames, hepatic_hcc, key, live, screen};

/// Commands that reach the engine from panels and keys: access, a wire pushed and turned, fluoroscopy, waiting.
fn play(app: &mut App) {
    let case = live(app).case().clone();
    let of_kind = |wanted: &str| {
        let found = case.devices.iter().find(|device| format!("{:?}", device.kind).starts_with(wanted));
        found.expect("the trolley has one of each kind").id.clone()
    };
    for command in [
        Command::ReadStudy { study: case.studies[0].id.clone() },
        Command::ChooseAccess { site: case.access[0].id.clone() },
        Command::Puncture,
        Command::InsertSheath { device: of_kind("Sheath") },
        Command::Load { device: of_kind("Wire") },
    ] {
        ask(app, UiAction::Do(command));
    }
    key(app, KeyCode::Space, true);
    key(app, KeyCode::KeyW, true);
    frames(app, 90);
    key(app, KeyCode::KeyD, true);
    frames(app, 20);
    key(app, KeyCode::KeyW, false);
    key(app, KeyCode::KeyD, false);
    frames(app, 5);
    key(app, KeyCode::Space, false);
    ask(app, UiAction::Do(Command::Wait { seconds: 20.0 }));
    frames(app, 3);
}

#[test]
fn the_same_commands_give_the_same_state_without_the_app() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app_in(folder.path(), vec![hepatic_hcc()]);
    begin(&mut app);
    play(&mut app);
    let session = live(&app).recorder().session();
    assert!(session.commands.len() >= 10, "{:?}", session.commands);
    assert!(session.end.seconds() > 20.0, "the wait passed: {}", session.end);
    let played = replay(hepatic_hcc(), &session).expect("the record gives the recorded state");
    assert_eq!(played.simulation().state_hash(), live(&app).simulation().state_hash());
    assert!(
        live(&app).snapshot().wire.as_ref().is_some_and(|wire| wire.depth_mm > 10.0),
        "the wire was pushed"
    );
}

#[test]
fn a_pause_stops_time() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app_in(folder.path(), vec![hepatic_hcc()]);
    begin(&mut app);
    ask(&mut app, UiAction::Pause(true));
    assert_eq!(*app.world().resource::<State<Playback>>().get(), Playback::Paused);
    frames(&mut app, 2);
    let stood = live(&app).tick();
    frames(&mut app, 30);
    assert_eq!(live(&app).tick(), stood);
    ask(&mut app, UiAction::Pause(false));
    frames(&mut app, 30);
    assert!(live(&app).tick() > stood);
}

#[test]
fn the_end_of_the_case_is_the_debrief_and_a_session_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app_in(folder.path(), vec![hepatic_hcc()]);
    begin(&mut app);
    ask(&mut app, UiAction::Do(Command::Finish));
    frames(&mut app, 5);
    assert_eq!(screen(&app), embolize::app::Screen::Debrief);
    let files: Vec<String> = std::fs::read_dir(folder.path().join("."))
        .unwrap()
        .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(files.len(), 2, "{files:?}");
    let has = |ending: &str| files.iter().any(|file| file.ends_with(ending));
    assert!(has(".session.ron") && has(".record.json"), "{files:?}");
    // The tasks of the debrief read the session that was kept, and find the same.
    let kept = embolize::app::bridge::Archive::in_folder(folder.path()).kept();
    let record = kept[0].record.as_ref().expect("what was reached is written down");
    assert!(!record.passed);
    assert_eq!(kept[0].read().unwrap().scenario, record.case);
}
