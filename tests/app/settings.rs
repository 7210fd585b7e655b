//! Settings change the app at once and are kept; the tutorial goes on by what is done.

use bevy::input::ButtonState;
use bevy::input::keyboard::{Key, KeyboardInput};
use bevy::prelude::*;
use embolize::app::Screen;
use embolize::app::settings::{Act, Settings};
use embolize::app::text::Language;
use embolize::app::ui::action::{Change, UiAction};
use embolize::replay::Mode;
use embolize::sim::Command;

use super::support::{app_in, ask, begin, frames, hepatic_hcc, key, live, screen};

#[test]
fn a_key_that_is_waited_for_is_bound_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app_in(folder.path(), vec![hepatic_hcc()]);
    ask(&mut app, UiAction::Go(Screen::Settings));
    ask(&mut app, UiAction::Listen(Some(Act::Fluoroscopy)));
    // As the window system says it: what was just pressed is known for one frame only.
    app.world_mut().write_message(KeyboardInput {
        key_code: KeyCode::KeyF,
        logical_key: Key::Character("f".into()),
        state: ButtonState::Pressed,
        text: None,
        repeat: false,
        window: Entity::PLACEHOLDER,
    });
    frames(&mut app, 2);
    ask(&mut app, UiAction::Change(Change::Language(Language::Spanish)));
    let settings = app.world().resource::<Settings>().clone();
    assert_eq!(settings.keys.key(Act::Fluoroscopy), KeyCode::KeyF);
    assert_eq!(settings.keys.conflicts(Act::Fluoroscopy).collect::<Vec<_>>(), [Act::Run]);
    assert_eq!(Settings::read(&folder.path().join("settings.ron")), settings);
    let again = app_in(folder.path(), vec![hepatic_hcc()]);
    assert_eq!(*again.world().resource::<Settings>(), settings);
}

#[test]
fn a_bound_key_works_and_the_old_one_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app_in(folder.path(), vec![hepatic_hcc()]);
    app.world_mut().resource_mut::<Settings>().keys.bind(Act::Fluoroscopy, KeyCode::KeyB);
    begin(&mut app);
    for (code, radiates) in [(KeyCode::Space, false), (KeyCode::KeyB, true)] {
        key(&mut app, code, true);
        frames(&mut app, 4);
        assert_eq!(live(&app).snapshot().imaging.fluoroscopy, radiates, "{code:?}");
        key(&mut app, code, false);
        frames(&mut app, 4);
    }
}

#[test]
fn a_latched_pedal_stays_down_until_it_is_pressed_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app_in(folder.path(), vec![hepatic_hcc()]);
    app.world_mut().resource_mut::<Settings>().latching = true;
    begin(&mut app);
    for on in [true, false] {
        key(&mut app, KeyCode::Space, true);
        frames(&mut app, 3);
        key(&mut app, KeyCode::Space, false);
        frames(&mut app, 10);
        assert_eq!(live(&app).snapshot().imaging.fluoroscopy, on);
    }
}

#[test]
fn the_tutorial_goes_on_by_what_is_done_and_leaves_no_record() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = app_in(folder.path(), vec![hepatic_hcc()]);
    ask(&mut app, UiAction::Tutorial);
    assert_eq!(screen(&app), Screen::Suite);
    assert_eq!(live(&app).recorder().mode(), Mode::Learn);
    ask(&mut app, UiAction::TutorialNext);
    let study = live(&app).case().studies[0].id.clone();
    // Two steps are done by doing what they ask for; the others are skipped.
    ask(&mut app, UiAction::Do(Command::ReadStudy { study }));
    frames(&mut app, 3);
    let feeder = live(&app).case().targets[0].feeders[0].segment;
    let segment = live(&app).case().graph.segment(feeder).id.clone();
    ask(&mut app, UiAction::Do(Command::NameFeeder { segment }));
    frames(&mut app, 3);
    let mut pressed = 0;
    while screen(&app) == Screen::Suite {
        ask(&mut app, UiAction::TutorialNext);
        pressed += 1;
        assert!(pressed < 30, "the tutorial ends");
    }
    assert_eq!(
        pressed, 13,
        "of 17 steps one was the welcome, two were done, and no wire is in to be removed"
    );
    assert!(app.world().resource::<Settings>().tutorial_done);
    let kept = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(kept, 1, "the settings and nothing else");
}
