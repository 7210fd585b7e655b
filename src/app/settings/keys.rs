//! Which key does what. Bound to positions on the keyboard, not to letters.

use bevy::input::keyboard::KeyCode;
use serde::{Deserialize, Serialize};

/// What a key can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Act {
    /// Push the chosen device.
    Push,
    /// Pull it.
    Pull,
    /// Turn it counter-clockwise.
    TurnLeft,
    /// Turn it clockwise.
    TurnRight,
    /// In small steps while held.
    Fine,
    /// Choose the wire.
    Wire,
    /// Choose the catheter.
    Catheter,
    /// Choose the microcatheter.
    Microcatheter,
    /// Fluoroscopy pedal.
    Fluoroscopy,
    /// Acquisition pedal.
    Run,
    /// Contrast by hand.
    Contrast,
    /// The prepared agent.
    Agent,
    /// Flush the catheter.
    Flush,
    /// Power injector.
    Power,
    /// Roadmap on or off.
    Roadmap,
    /// Show the last run.
    LastRun,
    /// Play the last seconds of fluoroscopy.
    Loop,
    /// A frame back.
    FrameBack,
    /// A frame on.
    FrameOn,
    /// Turn the C-arm to the right anterior oblique.
    ViewRao,
    /// To the left anterior oblique.
    ViewLao,
    /// Tilt it cranially.
    ViewCranial,
    /// Caudally.
    ViewCaudal,
    /// Centre the table on the tip.
    TableToTip,
    /// A tab.
    Studies,
    /// A tab.
    Access,
    /// A tab.
    Devices,
    /// A tab.
    Image,
    /// A tab.
    Inject,
    /// A tab.
    Decide,
    /// Ask for a hint.
    Hint,
    /// Stop or go on.
    Pause,
}

/// What belongs together on the settings screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// What the hands do with devices.
    Devices,
    /// Pedals and injections.
    Pedals,
    /// C-arm, table, monitors.
    Image,
    /// Tabs and the rest.
    Desk,
}

impl Group {
    /// All.
    pub const ALL: [Self; 4] = [Self::Devices, Self::Pedals, Self::Image, Self::Desk];
}

impl Act {
    /// All, in the order in which they are shown: what it is, where it belongs, its key as delivered, its text.
    const TABLE: [(Self, Group, KeyCode, &'static str); 32] = [
        (Self::Push, Group::Devices, KeyCode::KeyW, "act-push"),
        (Self::Pull, Group::Devices, KeyCode::KeyS, "act-pull"),
        (Self::TurnLeft, Group::Devices, KeyCode::KeyA, "act-turn-left"),
        (Self::TurnRight, Group::Devices, KeyCode::KeyD, "act-turn-right"),
        (Self::Fine, Group::Devices, KeyCode::ShiftLeft, "act-fine"),
        (Self::Wire, Group::Devices, KeyCode::Digit1, "act-wire"),
        (Self::Catheter, Group::Devices, KeyCode::Digit2, "act-catheter"),
        (Self::Microcatheter, Group::Devices, KeyCode::Digit3, "act-microcatheter"),
        (Self::Fluoroscopy, Group::Pedals, KeyCode::Space, "act-fluoroscopy"),
        (Self::Run, Group::Pedals, KeyCode::KeyF, "act-run"),
        (Self::Contrast, Group::Pedals, KeyCode::KeyC, "act-contrast"),
        (Self::Agent, Group::Pedals, KeyCode::KeyV, "act-agent"),
        (Self::Flush, Group::Pedals, KeyCode::KeyG, "act-flush"),
        (Self::Power, Group::Pedals, KeyCode::KeyP, "act-power"),
        (Self::Roadmap, Group::Image, KeyCode::KeyR, "act-roadmap"),
        (Self::LastRun, Group::Image, KeyCode::KeyX, "act-last-run"),
        (Self::Loop, Group::Image, KeyCode::KeyL, "act-loop"),
        (Self::FrameBack, Group::Image, KeyCode::PageUp, "act-frame-back"),
        (Self::FrameOn, Group::Image, KeyCode::PageDown, "act-frame-on"),
        (Self::ViewRao, Group::Image, KeyCode::ArrowLeft, "act-view-rao"),
        (Self::ViewLao, Group::Image, KeyCode::ArrowRight, "act-view-lao"),
        (Self::ViewCranial, Group::Image, KeyCode::ArrowUp, "act-view-cranial"),
        (Self::ViewCaudal, Group::Image, KeyCode::ArrowDown, "act-view-caudal"),
        (Self::TableToTip, Group::Image, KeyCode::KeyT, "act-table-to-tip"),
        (Self::Studies, Group::Desk, KeyCode::Digit4, "act-studies"),
        (Self::Access, Group::Desk, KeyCode::Digit5, "act-access"),
        (Self::Devices, Group::Desk, KeyCode::Digit6, "act-devices"),
        (Self::Image, Group::Desk, KeyCode::Digit7, "act-image"),
        (Self::Inject, Group::Desk, KeyCode::Digit8, "act-inject"),
        (Self::Decide, Group::Desk, KeyCode::Digit9, "act-decide"),
        (Self::Hint, Group::Desk, KeyCode::KeyH, "act-hint"),
        (Self::Pause, Group::Desk, KeyCode::Escape, "act-pause"),
    ];

    /// All, in the order in which they are shown.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::TABLE.iter().map(|row| row.0)
    }

    fn row(self) -> &'static (Self, Group, KeyCode, &'static str) {
        // The table is in the order of the variants; a test holds it.
        &Self::TABLE[self as usize]
    }

    /// Where it belongs.
    pub fn group(self) -> Group {
        self.row().1
    }

    /// Id of its text.
    pub fn text_id(self) -> &'static str {
        self.row().3
    }
}

/// Keys that can be bound. Tab and F6 go through the widgets and are not among them.
pub const KEYS: &[KeyCode] = &[
    KeyCode::KeyA,
    KeyCode::KeyB,
    KeyCode::KeyC,
    KeyCode::KeyD,
    KeyCode::KeyE,
    KeyCode::KeyF,
    KeyCode::KeyG,
    KeyCode::KeyH,
    KeyCode::KeyI,
    KeyCode::KeyJ,
    KeyCode::KeyK,
    KeyCode::KeyL,
    KeyCode::KeyM,
    KeyCode::KeyN,
    KeyCode::KeyO,
    KeyCode::KeyP,
    KeyCode::KeyQ,
    KeyCode::KeyR,
    KeyCode::KeyS,
    KeyCode::KeyT,
    KeyCode::KeyU,
    KeyCode::KeyV,
    KeyCode::KeyW,
    KeyCode::KeyX,
    KeyCode::KeyY,
    KeyCode::KeyZ,
    KeyCode::Digit0,
    KeyCode::Digit1,
    KeyCode::Digit2,
    KeyCode::Digit3,
    KeyCode::Digit4,
    KeyCode::Digit5,
    KeyCode::Digit6,
    KeyCode::Digit7,
    KeyCode::Digit8,
    KeyCode::Digit9,
    KeyCode::Numpad0,
    KeyCode::Numpad1,
    KeyCode::Numpad2,
    KeyCode::Numpad3,
    KeyCode::Numpad4,
    KeyCode::Numpad5,
    KeyCode::Numpad6,
    KeyCode::Numpad7,
    KeyCode::Numpad8,
    KeyCode::Numpad9,
    KeyCode::ArrowLeft,
    KeyCode::ArrowRight,
    KeyCode::ArrowUp,
    KeyCode::ArrowDown,
    KeyCode::Space,
    KeyCode::Enter,
    KeyCode::Escape,
    KeyCode::Backspace,
    KeyCode::Insert,
    KeyCode::Delete,
    KeyCode::Home,
    KeyCode::End,
    KeyCode::PageUp,
    KeyCode::PageDown,
    KeyCode::ShiftLeft,
    KeyCode::ShiftRight,
    KeyCode::ControlLeft,
    KeyCode::ControlRight,
    KeyCode::AltLeft,
    KeyCode::AltRight,
    KeyCode::Minus,
    KeyCode::Equal,
    KeyCode::BracketLeft,
    KeyCode::BracketRight,
    KeyCode::Semicolon,
    KeyCode::Quote,
    KeyCode::Backquote,
    KeyCode::Backslash,
    KeyCode::Comma,
    KeyCode::Period,
    KeyCode::Slash,
    KeyCode::F1,
    KeyCode::F2,
    KeyCode::F3,
    KeyCode::F4,
    KeyCode::F5,
    KeyCode::F7,
    KeyCode::F8,
    KeyCode::F9,
    KeyCode::F10,
    KeyCode::F11,
    KeyCode::F12,
];

/// A key's mark, where it has one in every language.
pub fn key_mark(key: KeyCode) -> Option<String> {
    let name = format!("{key:?}");
    let mark = match key {
        KeyCode::ArrowLeft => "←",
        KeyCode::ArrowRight => "→",
        KeyCode::ArrowUp => "↑",
        KeyCode::ArrowDown => "↓",
        KeyCode::Minus => "-",
        KeyCode::Equal => "=",
        KeyCode::BracketLeft => "[",
        KeyCode::BracketRight => "]",
        KeyCode::Semicolon => ";",
        KeyCode::Quote => "'",
        KeyCode::Backquote => "`",
        KeyCode::Backslash => "\\",
        KeyCode::Comma => ",",
        KeyCode::Period => ".",
        KeyCode::Slash => "/",
        _ => {
            let mark = name.strip_prefix("Key").or_else(|| name.strip_prefix("Digit"));
            let short = mark.filter(|mark| mark.len() == 1);
            let function = (name.starts_with('F') && name.len() <= 3).then_some(&*name);
            return short.or(function).map(str::to_owned);
        }
    };
    Some(mark.to_owned())
}

/// Id of a key's name, for keys without a mark; the number on the number pad is filled in as `number`.
pub fn key_id(key: KeyCode) -> &'static str {
    match key {
        KeyCode::Space => "key-space",
        KeyCode::Enter => "key-enter",
        KeyCode::Escape => "key-escape",
        KeyCode::Backspace => "key-backspace",
        KeyCode::Insert => "key-insert",
        KeyCode::Delete => "key-delete",
        KeyCode::Home => "key-home",
        KeyCode::End => "key-end",
        KeyCode::PageUp => "key-page-up",
        KeyCode::PageDown => "key-page-down",
        KeyCode::ShiftLeft => "key-shift",
        KeyCode::ShiftRight => "key-shift-right",
        KeyCode::ControlLeft => "key-control",
        KeyCode::ControlRight => "key-control-right",
        KeyCode::AltLeft => "key-alt",
        KeyCode::AltRight => "key-alt-right",
        _ => "key-number-pad",
    }
}

/// Which key does what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "Vec<(Act, String)>", into = "Vec<(Act, String)>")]
pub struct Bindings([KeyCode; Act::TABLE.len()]);

impl Default for Bindings {
    fn default() -> Self {
        Self(Act::TABLE.map(|row| row.2))
    }
}

impl Bindings {
    /// The key of an act.
    pub fn key(&self, act: Act) -> KeyCode {
        self.0[act as usize]
    }

    /// Gives an act another key; what had that key keeps it, and the conflict shows.
    pub fn bind(&mut self, act: Act, key: KeyCode) {
        self.0[act as usize] = key;
    }

    /// What else has the key of an act.
    pub fn conflicts(&self, act: Act) -> impl Iterator<Item = Act> {
        Act::all().filter(move |other| *other != act && self.key(*other) == self.key(act))
    }

    /// What a key does.
    pub fn acts(&self, key: KeyCode) -> impl Iterator<Item = Act> {
        Act::all().filter(move |act| self.key(*act) == key)
    }
}

/// What differs from the delivered keys; keys by the names of their positions. Unknown names are left out.
impl From<Vec<(Act, String)>> for Bindings {
    fn from(pairs: Vec<(Act, String)>) -> Self {
        let mut bindings = Self::default();
        for (act, name) in pairs {
            if let Some(key) = KEYS.iter().find(|key| format!("{key:?}") == name) {
                bindings.bind(act, *key);
            }
        }
        bindings
    }
}

impl From<Bindings> for Vec<(Act, String)> {
    fn from(bindings: Bindings) -> Self {
        let changed = Act::TABLE.iter().filter(|row| bindings.key(row.0) != row.2);
        changed.map(|row| (row.0, format!("{:?}", bindings.key(row.0)))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_acts() {
        for (place, act) in Act::all().enumerate() {
            assert_eq!(act as usize, place, "{act:?}");
        }
    }

    #[test]
    fn as_delivered_no_key_does_two_things_and_every_key_can_be_bound() {
        let keys = Bindings::default();
        for act in Act::all() {
            assert_eq!(keys.conflicts(act).count(), 0, "{act:?}");
            assert!(KEYS.contains(&keys.key(act)), "{act:?}");
        }
    }

    #[test]
    fn a_conflict_names_the_other() {
        let mut keys = Bindings::default();
        keys.bind(Act::Run, KeyCode::Space);
        assert_eq!(keys.conflicts(Act::Run).collect::<Vec<_>>(), [Act::Fluoroscopy]);
        assert_eq!(keys.acts(KeyCode::Space).count(), 2);
    }
}
