//! The course of pressing on the access site, read from the events: used by the step and by two errors.

use super::facts::{Facts, Moment};
use crate::sim::{Tick, What};

/// A look under the hand is no mistake when pressure is back within this time (authored).
const LOOK_S: f64 = 30.0;

/// Pressing beside the place for longer than this is a mistake even when it is corrected (authored).
const WRONG_PLACE_S: f64 = 60.0;

/// One time of pressing.
pub(super) struct Hold {
    pub started: Moment,
    pub above_mm: f64,
    pub effective: bool,
    pub released: Option<Moment>,
    pub held_s: f64,
    pub bleeding: bool,
}

/// The whole course.
pub(super) struct Pressure {
    pub sheath_out: Option<Moment>,
    pub holds: Vec<Hold>,
    dry: bool,
}

impl Pressure {
    pub(super) fn new(facts: &Facts<'_>) -> Self {
        let sheath_out = facts.first(|w| (*w == What::SheathRemoved).then_some(())).map(|(m, ())| m);
        let mut holds: Vec<Hold> = Vec::new();
        for (at, event) in facts.events.iter().enumerate() {
            let moment = Moment { at, tick: event.tick };
            match &event.what {
                What::CompressionStarted { above_mm, effective } => {
                    end_open(&mut holds, moment, sheath_out);
                    holds.push(Hold {
                        started: moment,
                        above_mm: *above_mm,
                        effective: *effective,
                        released: None,
                        held_s: 0.0,
                        bleeding: false,
                    });
                }
                What::CompressionReleased { held_s, bleeding } => {
                    if let Some(hold) = holds.last_mut().filter(|h| h.released.is_none()) {
                        hold.released = Some(moment);
                        hold.held_s = *held_s;
                        hold.bleeding = *bleeding;
                    }
                }
                _ => {}
            }
        }
        if let Some(hold) = holds.last_mut().filter(|h| h.released.is_none()) {
            hold.held_s = hold.lasted_s(facts.end, sheath_out);
        }
        Self { sheath_out, holds, dry: facts.outcome.haemostasis }
    }

    /// The last word of the hand was beside the place, and the site is not dry.
    pub(super) fn ends_in_wrong_place(&self) -> bool {
        !self.dry && self.holds.last().is_some_and(|h| !h.effective)
    }

    /// Pressed beside the place at the end, or for long.
    pub(super) fn wrong_place(&self) -> bool {
        let wasted: f64 = self.holds.iter().filter(|h| !h.effective).map(|h| h.held_s).sum();
        self.ends_in_wrong_place() || wasted >= WRONG_PLACE_S
    }

    /// The release from the right place after which it bled on, unless the hand came back after a look.
    pub(super) fn abandoned(&self) -> Option<(Moment, f64)> {
        let left = |i: usize| {
            let hold = &self.holds[i];
            let released = hold.released.filter(|_| hold.effective && hold.bleeding)?;
            let back =
                self.holds.get(i + 1).is_some_and(|next| next.started.tick.since(released.tick) <= LOOK_S);
            (!back).then_some((released, hold.held_s))
        };
        (0..self.holds.len()).find_map(left)
    }

    /// Releases while it still bled, looks included.
    pub(super) fn early_releases(&self) -> usize {
        self.holds.iter().filter(|h| h.released.is_some() && h.bleeding).count()
    }
}

impl Hold {
    /// How long it has pressed on a puncture without a sheath in it, s.
    fn lasted_s(&self, until: Tick, sheath_out: Option<Moment>) -> f64 {
        sheath_out.map_or(0.0, |out| until.since(self.started.tick.max(out.tick)).max(0.0))
    }
}

/// A hand that moves to another place leaves the first.
fn end_open(holds: &mut [Hold], moment: Moment, sheath_out: Option<Moment>) {
    if let Some(hold) = holds.last_mut().filter(|h| h.released.is_none()) {
        hold.released = Some(moment);
        hold.held_s = hold.lasted_s(moment.tick, sheath_out);
    }
}
