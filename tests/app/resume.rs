//! Leaving in the middle of a case and coming back loses nothing.

use bevy::prelude::*;
use embolize::app::Screen;
use embolize::app::bridge::{Archive, LiveCase};
use embolize::app::ui::action::UiAction;
use embolize::sim::Command;

use super::support::{app_in, ask, begin, frames, hepatic_hcc, key, live, screen};

#[test]
fn a_closed_attempt_is_gone_on_with_from_the_same_state() {
    let folder = tempfile::tempdir().unwrap();
    let (tick, hash, runs) = {
        let mut app = app_in(folder.path(), vec![hepatic_hcc()]);
        begin(&mut app);
        let site = live(&app).case().access[0].id.clone();
        ask(&mut app, UiAction::Do(Command::ChooseAccess { site }));
        key(&mut app, KeyCode::KeyF, true);
        frames(&mut app, 90);
        key(&mut app, KeyCode::KeyF, false);
        frames(&mut app, 40);
        // The window is closed: no farewell to the library.
        app.world_mut().write_message(AppExit::Success);
        app.update();
        let simulation = live(&app).simulation();
        (simulation.tick(), simulation.state_hash(), simulation.snapshot().imaging.runs)
    };
    let archive = Archive::in_folder(folder.path());
    let unfinished = archive.unfinished().remove(0);
    let mut restored = LiveCase::resumed(&unfinished.journal, hepatic_hcc(), archive.go_on(&unfinished));
    while restored.restoring().is_some() {
        restored.hurry();
    }
    assert_eq!((restored.tick(), restored.simulation().state_hash()), (tick, hash));
    assert_eq!((runs, restored.chart().runs.len()), (1, 1));
    assert!(restored.take_exposed().len() >= 3, "the frames of the run are there again");
    // The same through the library.
    let mut app = app_in(folder.path(), vec![hepatic_hcc()]);
    assert_eq!(screen(&app), Screen::Library);
    ask(&mut app, UiAction::Resume(0));
    assert_eq!(screen(&app), Screen::Suite);
    while live(&app).restoring().is_some() {
        app.update();
    }
    assert!(live(&app).tick() >= tick);
    assert_eq!(live(&app).chart().runs.len(), 1);
}

#[test]
fn a_torn_last_line_costs_that_line_only() {
    let folder = tempfile::tempdir().unwrap();
    {
        let mut app = app_in(folder.path(), vec![hepatic_hcc()]);
        begin(&mut app);
        ask(&mut app, UiAction::Do(Command::AssessPortal { patent: true }));
        ask(&mut app, UiAction::Go(Screen::Library));
    }
    let file = std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
    let mut text = std::fs::read_to_string(&file).unwrap();
    text.push_str("Did(9999, Punct");
    std::fs::write(&file, &text).unwrap();
    let mut app = app_in(folder.path(), vec![hepatic_hcc()]);
    ask(&mut app, UiAction::Resume(0));
    frames(&mut app, 3);
    assert_eq!(live(&app).chart().portal, Some(true));
    ask(&mut app, UiAction::Do(Command::AssessPortal { patent: false }));
    ask(&mut app, UiAction::Go(Screen::Library));
    let whole = std::fs::read_to_string(&file).unwrap();
    assert!(!whole.contains("Punct"), "{whole}");
    assert!(whole.contains("false"), "{whole}");
}

#[test]
fn an_attempt_that_cannot_be_saved_goes_on_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("file");
    std::fs::write(&blocked, "not a folder").unwrap();
    let mut app = app_in(&blocked, vec![hepatic_hcc()]);
    begin(&mut app);
    frames(&mut app, 3);
    assert!(live(&app).saving_error().is_some());
    assert!(live(&app).tick().0 > 0);
}
