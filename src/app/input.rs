//! Keys, pedals and gamepads. Keys are bound to positions (`KeyCode`), not to letters.
//!
//! What is held becomes a command when it changes: pressing W asks for a long push, letting it up stops it, so that a
//! recorded session holds what the hand did and not how fast the screen was.

mod pad;

use bevy::prelude::*;

use super::AppSystems;
use super::bridge::{Inbox, LiveCase};
use super::settings::{Act, Bindings, KEYS, Settings};
use super::state::{Playback, Screen};
use super::ui::action::{Asked, Look, UiAction};
use super::ui::desk::{Desk, Pedal, Pedals, Tab};
use super::ui::focus::Focus;
use super::ui::panels::image::tip_of;
use crate::model::Slot;
use crate::sim::{Command, Snapshot};

pub use pad::Pad;

/// A push that nobody holds long enough to finish, mm.
const LONG_PUSH_MM: f64 = 2000.0;
/// A twist that nobody holds long enough to finish, degrees.
const LONG_TWIST_DEG: f64 = 7200.0;
/// Fine push, mm.
const FINE_MM: f64 = 2.0;
/// Fine twist, degrees.
const FINE_DEG: f64 = 10.0;
/// Time between fine steps while the key is held, s.
const FINE_EVERY_S: f32 = 0.15;
/// C-arm step, and with Shift, degrees.
const ANGLE_DEG: (f64, f64) = (5.0, 1.0);

/// What the hands and feet do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Push (1), pull (-1) or neither.
    pub push: i8,
    /// Twist clockwise (1), counter-clockwise (-1) or neither.
    pub twist: i8,
    /// In small steps.
    pub fine: bool,
    /// Pedals.
    pub pedals: Pedals,
}

/// What was held in the last frame, and latched pedals.
#[derive(Resource, Default, Debug)]
pub struct Hands {
    /// In the last frame.
    pub held: Held,
    latched: Pedals,
    down: Pedals,
    fine_wait_s: f32,
    sticks: pad::Meter,
}

impl Hands {
    /// As the simulation was left: what is still on there will be let go of.
    pub fn of(snapshot: &Snapshot) -> Self {
        let mut held = Held { push: i8::from(snapshot.moving), ..Held::default() };
        held.pedals.set(Pedal::Fluoroscopy, snapshot.imaging.fluoroscopy);
        held.pedals.set(Pedal::Run, snapshot.imaging.run);
        held.pedals.set(Pedal::Contrast, snapshot.injection.contrast_ml_s > 0.0);
        held.pedals.set(Pedal::Agent, snapshot.injection.agent_ml_s > 0.0);
        held.pedals.set(Pedal::Flush, snapshot.injection.flush_ml_s > 0.0);
        Self { held, ..Self::default() }
    }

    /// The pedals that are on while these are pressed; latching ones change with every press.
    fn latch(&mut self, pressed: Pedals, latching: bool) -> Pedals {
        let before = std::mem::replace(&mut self.down, pressed);
        if !latching {
            self.latched = Pedals::default();
            return pressed;
        }
        for pedal in Pedal::ALL {
            if pressed.is_down(pedal) && !before.is_down(pedal) {
                let on = self.latched.is_down(pedal);
                self.latched.set(pedal, !on);
            }
        }
        self.latched
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Hands>()
        .init_resource::<Focus>()
        .init_resource::<Listening>()
        .init_resource::<Pad>()
        .add_systems(OnExit(Screen::Settings), |mut listening: ResMut<Listening>| listening.0 = None)
        .add_systems(
            RunFixedMainLoop,
            (
                (shortcuts, hold).chain().run_if(in_state(Screen::Suite)),
                hear.run_if(in_state(Screen::Settings)),
            )
                .chain()
                .in_set(AppSystems::Collect),
        );
    #[cfg(feature = "gamepad")]
    app.add_systems(RunFixedMainLoop, pad::read.before(shortcuts).before(hold).in_set(AppSystems::Collect));
}

/// The act that waits for its key, on the settings screen.
#[derive(Resource, Default, Debug)]
pub struct Listening(pub Option<Act>);

/// Gives the key that is pressed to the act that waits for one.
fn hear(keys: Res<ButtonInput<KeyCode>>, mut listening: ResMut<Listening>, mut settings: ResMut<Settings>) {
    let Some(act) = listening.0 else { return };
    if let Some(key) = keys.get_just_pressed().find(|key| KEYS.contains(key)) {
        settings.keys.bind(act, *key);
        listening.0 = None;
    }
}

fn hold(
    (keys, pad): (Res<ButtonInput<KeyCode>>, Res<Pad>),
    (focus, desk, settings, playback): (Res<Focus>, Res<Desk>, Res<Settings>, Res<State<Playback>>),
    time: Res<Time<Real>>,
    mut hands: ResMut<Hands>,
    mut inbox: ResMut<Inbox>,
    live: Option<Res<LiveCase>>,
) {
    let Some(live) = live else { return };
    let idle = *playback.get() == Playback::Paused || live.simulation().waiting_until().is_some();
    let held = if idle {
        hands.latched = Pedals::default();
        Held::default()
    } else {
        let pressed = pressed_now(&keys, &focus, &desk, &settings, pad.pedals);
        Held { pedals: hands.latch(pressed, settings.latching), ..motion_now(&keys, &focus, &settings) }
    };
    if !idle {
        inbox.next.extend(hands.sticks.due(&pad, desk.slot, time.delta_secs()));
    }
    hands.fine_wait_s -= time.delta_secs();
    let before = hands.held;
    let again = held.fine && hands.fine_wait_s <= 0.0;
    if again || held != before {
        hands.fine_wait_s = FINE_EVERY_S;
        inbox.next.extend(commands_for(before, held, again, &desk));
        hands.held = held;
    }
}

fn motion_now(keys: &ButtonInput<KeyCode>, focus: &Focus, settings: &Settings) -> Held {
    let down = |act| focus.image_has_keys && is_down(keys, &settings.keys, act);
    let axis = |plus, minus| i8::from(down(plus)) - i8::from(down(minus));
    Held {
        push: axis(Act::Push, Act::Pull),
        twist: axis(Act::TurnRight, Act::TurnLeft),
        fine: down(Act::Fine),
        pedals: Pedals::default(),
    }
}

/// The pedals that a foot, a finger on the screen or a trigger is on.
fn pressed_now(
    keys: &ButtonInput<KeyCode>,
    focus: &Focus,
    desk: &Desk,
    settings: &Settings,
    mut pressed: Pedals,
) -> Pedals {
    for (pedal, act) in [
        (Pedal::Fluoroscopy, Act::Fluoroscopy),
        (Pedal::Run, Act::Run),
        (Pedal::Contrast, Act::Contrast),
        (Pedal::Agent, Act::Agent),
        (Pedal::Flush, Act::Flush),
    ] {
        let key = focus.image_has_keys && is_down(keys, &settings.keys, act);
        if key || desk.pressed.is_down(pedal) {
            pressed.set(pedal, true);
        }
    }
    pressed
}

/// A key of the left hand works with the right one as well.
fn is_down(keys: &ButtonInput<KeyCode>, bindings: &Bindings, act: Act) -> bool {
    let key = bindings.key(act);
    let twin = match key {
        KeyCode::ShiftLeft => KeyCode::ShiftRight,
        KeyCode::ControlLeft => KeyCode::ControlRight,
        KeyCode::AltLeft => KeyCode::AltRight,
        other => other,
    };
    keys.any_pressed([key, twin])
}

/// The commands that lead from one state of the hands to the next. `again` repeats fine steps.
pub fn commands_for(before: Held, now: Held, again: bool, desk: &Desk) -> Vec<Command> {
    let mut commands = Vec::new();
    let motion = |held: Held| (held.push, held.twist, held.fine);
    let slot = desk.slot;
    if motion(now) != motion(before) || again {
        if !before.fine && (before.push, before.twist) != (0, 0) {
            commands.push(Command::Hold);
        }
        let (mm, deg) = if now.fine { (FINE_MM, FINE_DEG) } else { (LONG_PUSH_MM, LONG_TWIST_DEG) };
        if now.push != 0 {
            commands.push(Command::Advance { slot, mm: mm * f64::from(now.push) });
        }
        if now.twist != 0 {
            commands.push(Command::Rotate { slot, deg: deg * f64::from(now.twist) });
        }
    }
    for pedal in Pedal::ALL {
        let on = now.pedals.is_down(pedal);
        if on != before.pedals.is_down(pedal) {
            let rate = |rate_ml_s: f64| if on { rate_ml_s } else { 0.0 };
            commands.push(match pedal {
                Pedal::Fluoroscopy => Command::Fluoroscopy { on },
                Pedal::Run => Command::Run { on },
                Pedal::Contrast => Command::HandContrast { rate_ml_s: rate(desk.hand_ml_s) },
                Pedal::Agent => Command::InjectAgent { rate_ml_s: rate(desk.agent_ml_s) },
                Pedal::Flush => Command::Flush { fluid: desk.flush, rate_ml_s: rate(desk.agent_ml_s) },
            });
        }
    }
    commands
}

fn shortcuts(
    (keys, pad): (Res<ButtonInput<KeyCode>>, Res<Pad>),
    (focus, desk, settings): (Res<Focus>, Res<Desk>, Res<Settings>),
    playback: Res<State<Playback>>,
    live: Option<Res<LiveCase>>,
    mut asked: ResMut<Asked>,
) {
    let Some(live) = live else { return };
    if pad.next {
        asked.0.push(UiAction::Select(pad::next_slot(desk.slot, live.snapshot())));
    }
    if !focus.image_has_keys {
        return;
    }
    let fine = is_down(&keys, &settings.keys, Act::Fine);
    let step = if fine { ANGLE_DEG.1 } else { ANGLE_DEG.0 };
    for act in keys.get_just_pressed().flat_map(|key| settings.keys.acts(*key)) {
        if act == Act::Pause {
            asked.0.push(UiAction::Pause(*playback.get() == Playback::Running));
        } else if let Some(action) = shortcut(act, step, &desk, live.snapshot()) {
            asked.0.push(action);
        }
    }
}

/// What an act asks for, once per press; nothing for what works while it is held.
fn shortcut(act: Act, step: f64, desk: &Desk, snapshot: &Snapshot) -> Option<UiAction> {
    let turn = |lao: f64, cranial: f64| {
        let (lao_deg, cranial_deg) =
            (snapshot.imaging.lao_deg + lao * step, snapshot.imaging.cranial_deg + cranial * step);
        UiAction::Do(Command::View { lao_deg, cranial_deg })
    };
    Some(match act {
        Act::Wire => UiAction::Select(Slot::Wire),
        Act::Catheter => UiAction::Select(Slot::Catheter),
        Act::Microcatheter => UiAction::Select(Slot::Microcatheter),
        Act::Studies | Act::Access | Act::Devices | Act::Image | Act::Inject | Act::Decide => {
            UiAction::Show(Tab::ALL.into_iter().find(|tab| tab.act() == act)?)
        }
        Act::ViewRao => turn(-1.0, 0.0),
        Act::ViewLao => turn(1.0, 0.0),
        Act::ViewCranial => turn(0.0, 1.0),
        Act::ViewCaudal => turn(0.0, -1.0),
        Act::TableToTip => UiAction::Do(Command::Table { centre_mm: tip_of(snapshot)? }),
        Act::Power => UiAction::Do(desk.power()),
        Act::FrameBack => UiAction::Look(Look::Frames(-1)),
        Act::FrameOn => UiAction::Look(Look::Frames(1)),
        Act::LastRun => UiAction::Look(Look::LastRun),
        Act::Loop => UiAction::Look(Look::Loop),
        Act::Roadmap => UiAction::Look(Look::ToggleRoadmap),
        Act::Hint => UiAction::Hint,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(push: i8, fine: bool) -> Held {
        Held { push, fine, ..Held::default() }
    }

    #[test]
    fn a_push_is_one_command_and_its_end_another() {
        let desk = Desk::default();
        let slot = desk.slot;
        let start = commands_for(held(0, false), held(1, false), false, &desk);
        assert_eq!(start, [Command::Advance { slot, mm: LONG_PUSH_MM }]);
        let end = commands_for(held(1, false), held(0, false), false, &desk);
        assert_eq!(end, [Command::Hold]);
        assert!(commands_for(held(1, false), held(1, false), false, &desk).is_empty());
    }

    #[test]
    fn turning_while_pushing_goes_on_pushing() {
        let desk = Desk::default();
        let both = Held { push: 1, twist: -1, ..Held::default() };
        let commands = commands_for(both, held(1, false), false, &desk);
        assert_eq!(commands, [Command::Hold, Command::Advance { slot: desk.slot, mm: LONG_PUSH_MM }]);
    }

    #[test]
    fn fine_steps_repeat_and_need_no_stop() {
        let desk = Desk::default();
        let step = [Command::Advance { slot: desk.slot, mm: -FINE_MM }];
        assert_eq!(commands_for(held(0, true), held(-1, true), false, &desk), step);
        assert_eq!(commands_for(held(-1, true), held(-1, true), true, &desk), step);
        assert!(commands_for(held(-1, true), held(0, true), false, &desk).is_empty());
    }

    #[test]
    fn pedals_speak_when_they_change() {
        let desk = Desk { hand_ml_s: 3.0, ..Desk::default() };
        let mut down = Held::default();
        down.pedals.set(Pedal::Contrast, true);
        let on = commands_for(Held::default(), down, false, &desk);
        assert_eq!(on, [Command::HandContrast { rate_ml_s: 3.0 }]);
        let off = commands_for(down, Held::default(), false, &desk);
        assert_eq!(off, [Command::HandContrast { rate_ml_s: 0.0 }]);
    }
}
