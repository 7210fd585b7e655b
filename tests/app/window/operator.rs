//! Hands and eyes: devices moved by keys until the text beside the live image says where they are.

use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

use embolize::app::text::{Language, Text};
use embolize::app::ui::action::Amount;
use embolize::app::ui::captions::slot_name;
use embolize::app::ui::desk::Desk;
use embolize::app::ui::view::{segment_label, segment_name};
use embolize::model::{Case, SegmentIx, Slot};

use super::desktop::{Desktop, now};

/// Longest way of a device, at hand speed, on a slow machine.
const WAY: Duration = Duration::from_secs(90);
/// Distance at which pushing goes on in small steps, mm: farther than a push goes on after the key is let go.
const NEAR_MM: f64 = 18.0;

/// A press of one fine step, 2 mm: the celiac trunk before its first branch is no longer than five of them.
const STEP: Duration = Duration::from_millis(110);

/// What the screen says of a device.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    depth_mm: f64,
    place: String,
    ahead: Option<(f64, String)>,
}

/// The language that the window opens in.
pub(crate) fn text_of_window() -> &'static Text {
    Language::default().text()
}

/// The person at the keyboard.
pub(crate) struct Operator {
    pub(crate) desktop: Desktop,
    pub(crate) case: Arc<Case>,
    desk: Desk,
}

impl Operator {
    pub(crate) fn new(desktop: Desktop, case: Arc<Case>) -> Self {
        Self { desktop, case, desk: Desk::default() }
    }

    /// Where a device is.
    pub(crate) fn see(&self, slot: Slot) -> Option<Seen> {
        let text = self.desktop.text("Live image. ")?;
        let word = slot_name(text_of_window(), slot);
        let line = text["Live image. ".len()..]
            .split("; ")
            .map(|line| line.trim_start_matches(['▶', ' ']))
            .find(|line| line.split(' ').next() == Some(&*word))?;
        let (depth, rest) = line[word.len() + 1..].split_once(" mm, ")?;
        let (place, ahead) = match rest.split_once(" → ") {
            Some((place, ahead)) => (place, ahead.split_once(" mm: ")),
            None => (rest, None),
        };
        Some(Seen {
            depth_mm: depth.parse().ok()?,
            place: place.to_owned(),
            ahead: ahead.and_then(|(mm, name)| Some((mm.parse().ok()?, name.to_owned()))),
        })
    }

    fn label(&self, segment: &str) -> String {
        assert!(self.case.graph.find_segment(segment).is_some(), "there is no {segment}");
        segment_label(text_of_window(), &self.case, segment)
    }

    fn is_in(&self, slot: Slot, segment: &str) -> bool {
        let name = self.label(segment);
        self.see(slot).is_some_and(|seen| seen.place == name)
    }

    /// Chooses the device that the keys move.
    fn select(&self, slot: Slot) {
        let (key, word) = match slot {
            Slot::Wire => ("1", "Wire"),
            Slot::Catheter => ("2", "Catheter"),
            Slot::Microcatheter => ("3", "Microcatheter"),
        };
        self.desktop.tap(key);
        let chosen = format!("▶ {word}");
        self.desktop.wait(&chosen, WAY, |desktop| {
            desktop.text("Live image. ").is_some_and(|text| text.contains(&chosen))
        });
    }

    /// Holds a key until something is seen.
    fn hold_until(&self, key: &str, what: &str, so: impl Fn(&Self) -> bool) {
        self.desktop.down(key);
        self.desktop.wait(what, WAY, |_| so(self));
        self.desktop.up(key);
        sleep(Duration::from_millis(120));
    }

    /// Pushes until the tip is in a segment, this far.
    pub(crate) fn push(&self, slot: Slot, segment: &str, along_mm: f64) {
        self.select(slot);
        self.hold_until("w", segment, |operator| operator.is_in(slot, segment));
        self.go_on(slot, along_mm);
    }

    /// Pulls until the tip is in a segment.
    pub(crate) fn pull(&self, slot: Slot, segment: &str) {
        self.select(slot);
        self.hold_until("s", segment, |operator| operator.is_in(slot, segment));
    }

    /// Turns the tip to a branch whenever it would take another one, and goes in.
    pub(crate) fn enter(&self, slot: Slot, segment: &str, along_mm: f64) {
        self.select(slot);
        let start = now();
        while !self.is_in(slot, segment) {
            assert!(start.elapsed() < WAY, "{slot:?} does not get into {segment}: {:?}", self.see(slot));
            self.turn_towards(slot, segment);
            let far = |o: &Self| {
                o.see(slot).and_then(|seen| seen.ahead).is_some_and(|(distance_mm, _)| distance_mm > NEAR_MM)
            };
            if far(self) {
                self.hold_until("w", segment, |o| o.is_in(slot, segment) || !far(o));
            } else {
                self.fine("w", STEP);
            }
        }
        self.go_on(slot, along_mm);
    }

    fn turn_towards(&self, slot: Slot, segment: &str) {
        for _ in 0..80 {
            if !self.would_miss(slot, segment) {
                return;
            }
            self.fine("d", Duration::from_millis(90));
        }
        panic!("{slot:?} cannot be turned into {segment}: {:?}", self.see(slot));
    }

    /// At the next branching, which is where `segment` begins, the tip would take another branch.
    fn would_miss(&self, slot: Slot, segment: &str) -> bool {
        let wanted = self.case.graph.find_segment(segment).expect("checked");
        let Some((_, chosen)) = self.see(slot).and_then(|seen| seen.ahead) else { return false };
        let from = |ix: SegmentIx| self.case.graph.segment(ix).from;
        let chosen = (0..self.case.graph.segments().len())
            .map(SegmentIx::at)
            .find(|ix| segment_name(text_of_window(), &self.case, self.case.graph.segment(*ix)) == chosen);
        chosen.is_some_and(|chosen| chosen != wanted && from(chosen) == from(wanted))
    }

    /// A key held with Shift for a moment: small steps.
    fn fine(&self, key: &str, time: Duration) {
        self.desktop.down("shift");
        sleep(Duration::from_millis(60));
        self.desktop.down(key);
        sleep(time);
        self.desktop.up(key);
        sleep(Duration::from_millis(60));
        self.desktop.up("shift");
        sleep(Duration::from_millis(150));
    }

    fn go_on(&self, slot: Slot, way_mm: f64) {
        let Some(from_mm) = self.see(slot).map(|seen| seen.depth_mm) else { return };
        let start = now();
        while self.see(slot).is_some_and(|seen| seen.depth_mm < from_mm + way_mm) {
            assert!(start.elapsed() < WAY, "{slot:?} does not go on: {:?}", self.see(slot));
            self.fine("w", STEP);
        }
    }

    /// Does something under fluoroscopy.
    pub(crate) fn under_fluoroscopy(&self, work: impl FnOnce(&Self)) {
        self.desktop.down("space");
        work(self);
        self.desktop.up("space");
        sleep(Duration::from_millis(150));
    }

    /// Loads a device from the trolley.
    pub(crate) fn load(&self, device: &str) {
        let device = self.case.device(device).unwrap_or_else(|| panic!("there is no {device}"));
        self.desktop.tap("6");
        self.desktop.click(&format!("Load {}", device.name));
        let slot = device.slot().expect("sheaths are inserted");
        self.desktop.wait(&device.name, WAY, |_| self.see(slot).is_some());
    }

    /// Takes a device out.
    pub(crate) fn remove(&self, slot: Slot) {
        self.desktop.tap("6");
        self.desktop.click(&format!("Remove the {}", slot_name(text_of_window(), slot).to_lowercase()));
        self.desktop.wait("the device is out", WAY, |_| self.see(slot).is_none());
    }

    /// Sets an amount with its buttons.
    pub(crate) fn set(&mut self, name: &str, amount: Amount, value: f64) {
        let place = |value: f64| {
            let choices = Desk::choices(amount);
            choices.iter().position(|choice| *choice == value).expect("a value that can be set")
        };
        let (now, then) = (place(self.desk.amount(amount)), place(value));
        let word = if then > now { "more" } else { "less" };
        for _ in 0..now.abs_diff(then) {
            self.desktop.click(&format!("{name}: {word}"));
        }
        self.desk.set(amount, value);
        let unit = match amount {
            Amount::AboveMm => "mm",
            Amount::PowerVolume => "mL",
            _ => "mL/s",
        };
        let shown = format!("{value} {unit}");
        self.desktop.wait(&shown, Duration::from_secs(5), |desktop| desktop.text(&shown).is_some());
    }

    /// A run with the power injector, the table centred on the tip; `seconds` after the injection began.
    pub(crate) fn run(&mut self, (rate_ml_s, volume_ml): (f64, f64), field_mm: f64, seconds: f64) {
        self.desktop.tap("7");
        let field = format!("○ {field_mm} mm");
        if self.desktop.text(&field).is_some() {
            self.desktop.click(&field);
        }
        self.desktop.tap("8");
        self.set("Rate", Amount::PowerRate, rate_ml_s);
        self.set("Volume", Amount::PowerVolume, volume_ml);
        self.desktop.down("f");
        sleep(Duration::from_secs(1));
        self.desktop.tap("p");
        sleep(Duration::from_secs_f64(seconds));
        self.desktop.up("f");
        sleep(Duration::from_millis(300));
    }

    /// Blood flow past the tip, which the app tells those who learn, mL/min: now and at rest.
    pub(crate) fn flow(&self) -> Option<(f64, f64)> {
        let text = self.desktop.text("Flow past the tip ")?;
        let (now, rest) = text["Flow past the tip ".len()..].split_once(" mL/min, at rest ")?;
        Some((now.parse().ok()?, rest.parse().ok()?))
    }

    /// Agent in the innermost catheter, mL.
    pub(crate) fn agent_in_catheter_ml(&self) -> f64 {
        let text = self.desktop.text("Agent in the catheter ");
        let ml = text.and_then(|text| text.split(' ').nth(4).map(str::to_owned));
        ml.and_then(|ml| ml.parse().ok()).unwrap_or(0.0)
    }

    /// Flushes the catheter with saline at a rate while something is done.
    pub(crate) fn flush(&mut self, rate_ml_s: f64, work: impl FnOnce(&Self)) {
        self.set("Agent", Amount::AgentRate, rate_ml_s);
        self.desktop.down("g");
        work(self);
        self.desktop.up("g");
    }

    /// Lets time pass with a button, and waits until it has passed.
    pub(crate) fn let_pass(&self, button: &str) {
        let ticks = |desktop: &Desktop| desktop.text("Time passes").is_some();
        self.desktop.click(button);
        sleep(Duration::from_millis(300));
        self.desktop.wait("the time has passed", Duration::from_mins(4), |desktop| !ticks(desktop));
    }
}
