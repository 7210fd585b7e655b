//! Leaving in the middle of a case and coming back loses nothing.

use bevy::prelude::*;
use embolize::app::Screen;
use embolize::app::bridge::{Archive, LiveCase};
use embolize::app::screens::debrief::Concluded;
use embolize::app::ui::Desk;
use embolize::app::ui::action::{Look, UiAction};
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
fn marks_on_the_runs_come_back_and_go_into_the_record() {
    let folder = tempfile::tempdir().unwrap();
    let files = || std::fs::read_dir(folder.path()).unwrap().count();
    let marks = |app: &App| app.world().resource::<Desk>().marks.clone();
    let made = {
        let mut app = app_in(folder.path(), vec![hepatic_hcc()]);
        begin(&mut app);
        ask(&mut app, UiAction::Do(Command::AssessPortal { patent: true }));
        let before = live(&app).recorder().commands().len();
        ask(&mut app, UiAction::Look(Look::Note(0, (0.25, 0.5))));
        ask(&mut app, UiAction::Look(Look::Write(0, "feeder 8 \"here\"\n".into())));
        ask(&mut app, UiAction::Look(Look::Measure(0, (0.1, 0.2))));
        assert_eq!(marks(&app).len(), 1, "one end is no length");
        ask(&mut app, UiAction::Look(Look::Measure(0, (0.4, 0.6))));
        assert_eq!(live(&app).recorder().commands().len(), before, "the simulation does not know");
        // The window is closed, or the power is cut.
        marks(&app)
    };
    assert_eq!(made.len(), 2);
    assert!(made[1].length().is_some_and(|length| (length - 0.5).abs() < 1e-6));
    let mut app = app_in(folder.path(), vec![hepatic_hcc()]);
    ask(&mut app, UiAction::Resume(0));
    assert_eq!(marks(&app), made);
    ask(&mut app, UiAction::Look(Look::Erase(1)));
    while live(&app).restoring().is_some() {
        app.update();
    }
    ask(&mut app, UiAction::Look(Look::Write(0, "feeder 8".into())));
    ask(&mut app, UiAction::Do(Command::Finish));
    frames(&mut app, 5);
    assert_eq!(screen(&app), Screen::Debrief);
    let kept = Archive::in_folder(folder.path()).kept().remove(0);
    assert_eq!(app.world().resource::<Concluded>().marks(), kept.marks());
    assert_eq!((kept.marks().len(), &*kept.marks()[0].words), (1, "feeder 8"));
    assert_eq!(files(), 3, "session, record, marks");
    Archive::in_folder(folder.path()).delete(&kept).unwrap();
    assert_eq!(files(), 0, "nothing is left behind");
}

#[test]
fn marks_of_an_attempt_that_is_thrown_away_go_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app_in(folder.path(), vec![hepatic_hcc()]);
    begin(&mut app);
    ask(&mut app, UiAction::Look(Look::Note(0, (0.25, 0.5))));
    ask(&mut app, UiAction::Go(Screen::Library));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    ask(&mut app, UiAction::Discard(0));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
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
