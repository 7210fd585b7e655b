//! A gamepad beside the keys: sticks move the chosen device at a rate, triggers are pedals.
//!
//! What a stick asks for goes out in short pushes, each as long as the hand would have moved in that time, so that a
//! let-go stick stops the device at once. What is read here is a plain [`Pad`]; only the `gamepad` feature of the build
//! fills it from real ones.

use bevy::prelude::Resource;

use crate::app::ui::desk::Pedals;
use crate::model::Slot;
use crate::sim::device::{HAND_DEG_S, HAND_MM_S};
use crate::sim::{Command, Snapshot};

/// Deflection below which a stick is at rest, as a share (tuned: worn sticks do not come back to the middle).
const DEAD_ZONE: f32 = 0.15;
/// Speed in fine mode as a share of the full one (tuned).
const FINE_SHARE: f64 = 0.15;
/// Time between the pushes of a deflected stick, s (tuned: smooth to the eye, ten lines a second in the record).
const EVERY_S: f32 = 0.1;

/// What hands hold on all gamepads together.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq)]
pub struct Pad {
    /// Left stick up (1) or down (-1): push or pull.
    pub push: f32,
    /// Right stick right (1) or left (-1): twist clockwise or counter-clockwise.
    pub twist: f32,
    /// Slowly, as long as it is held.
    pub fine: bool,
    /// Triggers.
    pub pedals: Pedals,
    /// The next device was asked for in this frame.
    pub next: bool,
}

/// Rate that a deflection asks for as a share of the fastest: zero in the dead zone, then straight up to one.
fn share(deflection: f32) -> f64 {
    let beyond = (deflection.abs().min(1.0) - DEAD_ZONE).max(0.0) / (1.0 - DEAD_ZONE);
    f64::from(beyond.copysign(deflection))
}

/// The time that deflected sticks have not been paid for, s.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Meter(f32);

impl Meter {
    /// The pushes that are due after another `seconds`.
    pub(super) fn due(&mut self, pad: &Pad, slot: Slot, seconds: f32) -> Vec<Command> {
        let (push, twist) = (share(pad.push), share(pad.twist));
        if (push, twist) == (0.0, 0.0) {
            self.0 = 0.0;
            return Vec::new();
        }
        self.0 += seconds;
        if self.0 < EVERY_S {
            return Vec::new();
        }
        let due_s = f64::from(std::mem::take(&mut self.0)) * if pad.fine { FINE_SHARE } else { 1.0 };
        let mut commands = Vec::new();
        if push != 0.0 {
            commands.push(Command::Advance { slot, mm: push * HAND_MM_S * due_s });
        }
        if twist != 0.0 {
            commands.push(Command::Rotate { slot, deg: twist * HAND_DEG_S * due_s });
        }
        commands
    }
}

/// The device after the chosen one that is in the patient, wires first; the chosen one when there is no other.
pub(super) fn next_slot(chosen: Slot, snapshot: &Snapshot) -> Slot {
    let order = [Slot::Wire, Slot::Catheter, Slot::Microcatheter];
    let place = order.iter().position(|slot| *slot == chosen).unwrap_or(0);
    let inside = |slot: Slot| match slot {
        Slot::Wire => snapshot.wire.is_some(),
        Slot::Catheter => snapshot.catheter.is_some(),
        Slot::Microcatheter => snapshot.microcatheter.is_some(),
    };
    (1..order.len()).map(|on| order[(place + on) % order.len()]).find(|slot| inside(*slot)).unwrap_or(chosen)
}

/// Reads every gamepad that is connected, and once more when the last one is gone: it holds nothing any more.
#[cfg(feature = "gamepad")]
pub(super) fn read(
    gamepads: bevy::prelude::Query<&bevy::input::gamepad::Gamepad>,
    mut pad: bevy::prelude::ResMut<Pad>,
    mut had_any: bevy::prelude::Local<bool>,
) {
    use crate::app::ui::desk::Pedal;
    use bevy::input::gamepad::GamepadButton::{LeftTrigger, LeftTrigger2, North, RightTrigger2};

    if !std::mem::replace(&mut *had_any, !gamepads.is_empty()) && gamepads.is_empty() {
        return;
    }
    let mut read = Pad::default();
    for gamepad in &gamepads {
        read.push += gamepad.left_stick().y;
        read.twist += gamepad.right_stick().x;
        read.fine |= gamepad.pressed(LeftTrigger);
        read.next |= gamepad.just_pressed(North);
        for (pedal, button) in [(Pedal::Fluoroscopy, RightTrigger2), (Pedal::Run, LeftTrigger2)] {
            if gamepad.pressed(button) {
                read.pedals.set(pedal, true);
            }
        }
    }
    *pad = read;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything a stick asks for in a second of frames.
    fn second(pad: &Pad, frames: u16) -> Vec<Command> {
        let mut meter = Meter::default();
        (0..frames).flat_map(|_| meter.due(pad, Slot::Wire, 1.0 / f32::from(frames))).collect()
    }

    fn pushed_mm(commands: &[Command]) -> f64 {
        let mm = |command: &Command| match command {
            Command::Advance { mm, .. } => *mm,
            _ => 0.0,
        };
        commands.iter().map(mm).sum()
    }

    #[test]
    fn the_rate_is_the_deflection_beyond_the_dead_zone() {
        for deflection in [-DEAD_ZONE, -0.05, 0.0, 0.1, DEAD_ZONE] {
            assert!(second(&Pad { push: deflection, twist: deflection, ..Pad::default() }, 60).is_empty());
        }
        let half = f32::midpoint(1.0, DEAD_ZONE);
        for (deflection, mm_s) in [(half, HAND_MM_S / 2.0), (-1.0, -HAND_MM_S), (1.4, HAND_MM_S)] {
            let mm = pushed_mm(&second(&Pad { push: deflection, ..Pad::default() }, 20));
            assert!((mm - mm_s).abs() < 1e-4, "{deflection}: {mm} mm/s");
        }
    }

    #[test]
    fn the_rate_is_no_matter_of_frames_and_a_record_stays_short() {
        let pad = Pad { push: 1.0, twist: -1.0, fine: true, ..Pad::default() };
        for frames in [7, 20, 30, 60, 144] {
            let commands = second(&pad, frames);
            assert!(commands.len() <= 20, "{frames} frames: {} commands", commands.len());
            let paid = pushed_mm(&commands) / (HAND_MM_S * FINE_SHARE);
            assert!(paid > 1.0 - f64::from(EVERY_S) - 1e-5 && paid < 1.0 + 1e-5, "{frames} frames: {paid} s");
        }
    }

    #[test]
    fn a_stick_that_was_let_go_owes_nothing() {
        let mut meter = Meter::default();
        let pad = Pad { twist: 1.0, ..Pad::default() };
        assert!(meter.due(&pad, Slot::Catheter, 0.09).is_empty());
        assert!(meter.due(&Pad::default(), Slot::Catheter, 0.09).is_empty());
        assert!(meter.due(&pad, Slot::Catheter, 0.09).is_empty());
        let due = meter.due(&pad, Slot::Catheter, 0.09);
        assert!(
            matches!(due[..], [Command::Rotate { slot: Slot::Catheter, deg }] if (deg - 64.8).abs() < 1e-3)
        );
    }
}
