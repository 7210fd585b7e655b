//! Sticks and triggers of a gamepad become the commands that keys and pedals give.

use bevy::prelude::*;
use embolize::app::input::Pad;
use embolize::app::settings::Settings;
use embolize::app::ui::Desk;
use embolize::app::ui::action::UiAction;
use embolize::app::ui::desk::{Pedal, Pedals};
use embolize::app::ui::focus::Focus;
use embolize::model::Slot;
use embolize::sim::Command;

use super::support::{app_in, ask, begin, frames, hepatic_hcc, live};

/// A case with a wire in, and nobody at the keys.
fn at_the_table(folder: &std::path::Path) -> App {
    let mut app = app_in(folder, vec![hepatic_hcc()]);
    begin(&mut app);
    let case = live(&app).case().clone();
    let of_kind = |wanted: &str| {
        let found = case.devices.iter().find(|device| format!("{:?}", device.kind).starts_with(wanted));
        found.expect("the trolley has one of each kind").id.clone()
    };
    for command in [
        Command::ChooseAccess { site: case.access[0].id.clone() },
        Command::Puncture,
        Command::InsertSheath { device: of_kind("Sheath") },
        Command::Load { device: of_kind("Wire") },
    ] {
        ask(&mut app, UiAction::Do(command));
    }
    app.world_mut().resource_mut::<Focus>().image_has_keys = false;
    app
}

/// Commands that were given while frames passed.
fn given(app: &mut App, count: usize) -> Vec<Command> {
    let before = live(app).recorder().session().commands.len();
    frames(app, count);
    live(app).recorder().session().commands[before..].iter().map(|(_, command)| command.clone()).collect()
}

fn hold(app: &mut App, pad: Pad) {
    app.insert_resource(pad);
}

#[test]
fn a_stick_half_way_pushes_slower_than_one_to_the_end_and_stops_when_it_is_let_go() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = at_the_table(folder.path());
    let depth = |app: &App| live(app).snapshot().wire.as_ref().expect("a wire is in").depth_mm;
    let mut ways = Vec::new();
    for push in [0.5, 1.0] {
        let start = depth(&app);
        hold(&mut app, Pad { push, ..Pad::default() });
        let commands = given(&mut app, 90);
        assert!(
            commands.iter().all(|it| matches!(it, Command::Advance { slot: Slot::Wire, mm } if *mm > 0.0)),
            "{commands:?}"
        );
        hold(&mut app, Pad::default());
        frames(&mut app, 10);
        ways.push(depth(&app) - start);
        assert!(!live(&app).snapshot().moving, "nothing is owed once the stick is in the middle");
    }
    assert!(ways[0] > 5.0 && ways[1] > 1.8 * ways[0], "{ways:?} mm");
}

#[test]
fn triggers_are_pedals_and_latch_like_them() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = at_the_table(folder.path());
    let mut pedals = Pedals::default();
    pedals.set(Pedal::Fluoroscopy, true);
    hold(&mut app, Pad { pedals, ..Pad::default() });
    assert_eq!(given(&mut app, 6), [Command::Fluoroscopy { on: true }]);
    hold(&mut app, Pad::default());
    assert_eq!(given(&mut app, 6), [Command::Fluoroscopy { on: false }]);
    app.world_mut().resource_mut::<Settings>().latching = true;
    hold(&mut app, Pad { pedals, ..Pad::default() });
    assert_eq!(given(&mut app, 6), [Command::Fluoroscopy { on: true }]);
    hold(&mut app, Pad::default());
    assert!(given(&mut app, 6).is_empty());
}

#[test]
fn the_next_device_is_one_that_is_in_the_patient() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = at_the_table(folder.path());
    for (chosen, next) in [(Slot::Microcatheter, Slot::Wire), (Slot::Wire, Slot::Wire)] {
        app.world_mut().resource_mut::<Desk>().slot = chosen;
        hold(&mut app, Pad { next: true, ..Pad::default() });
        frames(&mut app, 1);
        hold(&mut app, Pad::default());
        frames(&mut app, 2);
        assert_eq!(app.world().resource::<Desk>().slot, next, "after {chosen:?}");
    }
}

/// The gamepads of a build that reads them.
#[cfg(feature = "gamepad")]
mod real {
    use bevy::input::gamepad::{Gamepad, GamepadAxis, GamepadButton};

    use super::*;

    #[test]
    fn a_gamepad_pushes_twists_and_radiates() {
        let folder = tempfile::tempdir().unwrap();
        let mut app = at_the_table(folder.path());
        let mut gamepad = Gamepad::default();
        gamepad.analog_mut().set(GamepadAxis::LeftStickY, -0.6);
        gamepad.analog_mut().set(GamepadAxis::RightStickX, 0.6);
        gamepad.digital_mut().press(GamepadButton::RightTrigger2);
        let gamepad = app.world_mut().spawn(gamepad).id();
        let commands = given(&mut app, 30);
        let has = |wanted: fn(&Command) -> bool| commands.iter().any(wanted);
        assert!(
            has(|it| matches!(it, Command::Advance { slot: Slot::Wire, mm } if *mm < 0.0)),
            "{commands:?}"
        );
        assert!(
            has(|it| matches!(it, Command::Rotate { slot: Slot::Wire, deg } if *deg > 0.0)),
            "{commands:?}"
        );
        assert!(has(|it| *it == Command::Fluoroscopy { on: true }), "{commands:?}");
        // Pulled out of the socket, it holds nothing any more.
        app.world_mut().despawn(gamepad);
        assert!(given(&mut app, 30).contains(&Command::Fluoroscopy { on: false }));
        assert!(given(&mut app, 30).is_empty());
    }
}
