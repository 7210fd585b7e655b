//! What is heard is what is read: pulse, alarm, timer, in order and once, and silence where somebody wants it.

use bevy::ecs::message::Messages;
use bevy::prelude::*;
use embolize::app::settings::Settings;
use embolize::app::sound::Note;
use embolize::app::ui::action::{Change, UiAction};
use embolize::sim::Command;

use super::support::{app_in, ask, begin, frames, hepatic_hcc, live};

/// The notes of so many frames, a tick each.
fn heard(app: &mut App, count: usize) -> Vec<Note> {
    let mut notes = Vec::new();
    for _ in 0..count {
        frames(app, 1);
        notes.extend(app.world_mut().resource_mut::<Messages<Note>>().drain());
    }
    notes
}

#[test]
fn the_pulse_is_heard_at_the_heart_rate_and_stands_while_paused() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app_in(folder.path(), vec![hepatic_hcc()]);
    begin(&mut app);
    let start = live(&app).tick().seconds();
    let notes = heard(&mut app, 600);
    let seconds = live(&app).tick().seconds() - start;
    let beats = seconds * live(&app).snapshot().vitals.heart_rate / 60.0;
    assert!((notes.len() as f64 - beats).abs() <= 1.5, "{} beats in {seconds} s", notes.len());
    ask(&mut app, UiAction::Pause(true));
    frames(&mut app, 2);
    heard(&mut app, 1);
    assert!(heard(&mut app, 200).is_empty());
}

#[test]
fn a_line_that_warns_is_heard_once_and_only_with_sound_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app_in(folder.path(), vec![hepatic_hcc()]);
    begin(&mut app);
    for on in [true, false] {
        ask(&mut app, UiAction::Change(Change::Sound(on)));
        assert_eq!(app.world().resource::<Settings>().sound, on);
        // A sheath without an artery is refused, and the refusal is a line that warns.
        ask(&mut app, UiAction::Do(Command::InsertSheath { device: "none".into() }));
        let notes = heard(&mut app, 200);
        let notices = notes.iter().filter(|note| note.hz == 440.0).count();
        assert_eq!((notices, notes.is_empty()), (usize::from(on), !on), "{notes:?}");
    }
}
