//! What the reference monitor plays back and how runs are worked on; latched pedals; reports from the records.

use bevy::prelude::*;
use embolize::app::Screen;
use embolize::app::bridge::{Archive, LiveCase};
use embolize::app::settings::Settings;
use embolize::app::ui::action::{Change, Look, UiAction};
use embolize::app::ui::desk::Desk;
use embolize::app::view::Studio;
use embolize::sim::Command;
use embolize::sim::command::Flush;

use super::support::{app_in, ask, begin, frames, hepatic_hcc, key, live};

/// Most frames that a picture is waited for: it is drawn in the background.
const PATIENCE: usize = 20_000;

fn studio(app: &App) -> &Studio {
    app.world().resource::<Studio>()
}

fn wait(app: &mut App, what: &str, so: impl Fn(&App) -> bool) {
    for _ in 0..PATIENCE {
        if so(app) {
            return;
        }
        app.update();
        std::thread::yield_now();
    }
    panic!("waited in vain for {what}");
}

fn case_begun(folder: &tempfile::TempDir) -> App {
    let mut app = app_in(folder.path(), vec![hepatic_hcc()]);
    begin(&mut app);
    app
}

#[test]
fn the_last_seconds_of_fluoroscopy_are_played_again_without_dose() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = case_begun(&folder);
    ask(&mut app, UiAction::Look(Look::Loop));
    assert!(!studio(&app).looping(), "there is nothing to play yet");
    key(&mut app, KeyCode::Space, true);
    wait(&mut app, "some pulses", |app| studio(app).kept() >= 3);
    key(&mut app, KeyCode::Space, false);
    frames(&mut app, 3);
    let kerma = live(&app).simulation().snapshot().imaging.air_kerma_mgy;
    ask(&mut app, UiAction::Look(Look::Loop));
    assert!(studio(&app).looping() && studio(&app).playing());
    let pictures = studio(&app).kept();
    assert_eq!(studio(&app).frame().map(|(_, of)| of), Some(pictures));
    ask(&mut app, UiAction::Look(Look::Play(false)));
    let (before, _) = studio(&app).frame().unwrap();
    ask(&mut app, UiAction::Look(Look::Frames(1)));
    assert_eq!(studio(&app).frame(), Some(((before + 1) % pictures, pictures)));
    frames(&mut app, 30);
    assert_eq!(live(&app).simulation().snapshot().imaging.air_kerma_mgy, kerma);
}

#[test]
fn the_mask_of_a_patient_who_lay_still_stays_where_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = case_begun(&folder);
    key(&mut app, KeyCode::KeyF, true);
    frames(&mut app, 120);
    key(&mut app, KeyCode::KeyF, false);
    frames(&mut app, 3);
    wait(&mut app, "the frames of the run", |app| !studio(app).busy());
    assert!(studio(&app).frame().is_some_and(|(_, of)| of >= 4), "{:?}", studio(&app).frame());
    ask(&mut app, UiAction::Look(Look::Shift(6.0, -4.0)));
    assert_eq!(studio(&app).shift(), (6.0, -4.0));
    ask(&mut app, UiAction::Look(Look::Register));
    wait(&mut app, "the shift", |app| !studio(app).registering());
    let (right, down) = studio(&app).shift();
    assert!(right.abs() <= 1.0 && down.abs() <= 1.0, "the mask is put back: {right}, {down}");
}

#[test]
fn marks_keep_their_words_and_their_run() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = case_begun(&folder);
    ask(&mut app, UiAction::Look(Look::Note(0, (0.25, 0.5))));
    ask(&mut app, UiAction::Look(Look::Note(2, (0.5, 0.5))));
    ask(&mut app, UiAction::Look(Look::Write(0, "second feeder".into())));
    let notes = |app: &App| app.world().resource::<Desk>().marks.clone();
    assert_eq!((notes(&app)[0].run, &*notes(&app)[0].words), (0, "second feeder"));
    ask(&mut app, UiAction::Look(Look::Erase(0)));
    ask(&mut app, UiAction::Look(Look::Erase(7)));
    assert_eq!(notes(&app).iter().map(|note| note.run).collect::<Vec<_>>(), [2]);
}

/// What was asked of the engine, by key.
fn commands(app: &App) -> Vec<Command> {
    live(app).recorder().commands().iter().map(|(_, command)| command.clone()).collect()
}

#[test]
fn a_latched_flush_runs_until_its_key_is_pressed_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = case_begun(&folder);
    ask(&mut app, UiAction::Change(Change::Latching(true)));
    assert!(app.world().resource::<Settings>().latching);
    ask(&mut app, UiAction::Fluid(Flush::Dextrose));
    let press = |app: &mut App| {
        key(app, KeyCode::KeyG, true);
        frames(app, 4);
        key(app, KeyCode::KeyG, false);
        frames(app, 4);
    };
    press(&mut app);
    let begun =
        Command::Flush { fluid: Flush::Dextrose, rate_ml_s: app.world().resource::<Desk>().agent_ml_s };
    assert_eq!(commands(&app).last(), Some(&begun), "it goes on though the key is up");
    press(&mut app);
    assert_eq!(commands(&app).last(), Some(&Command::Flush { fluid: Flush::Dextrose, rate_ml_s: 0.0 }));
}

#[test]
fn a_report_is_exported_from_the_list() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = case_begun(&folder);
    ask(&mut app, UiAction::Do(Command::Finish));
    frames(&mut app, 5);
    ask(&mut app, UiAction::Go(Screen::Records));
    assert!(app.world().get_resource::<LiveCase>().is_none());
    ask(&mut app, UiAction::ExportRecord(0));
    let report = Archive::in_folder(folder.path()).kept()[0].report();
    wait(&mut app, "the report", |_| report.exists());
    frames(&mut app, 10);
    let page = std::fs::read_to_string(report).unwrap();
    assert!(page.contains("Liver tumour with two feeders") && page.contains("not validated"), "{page}");
}
