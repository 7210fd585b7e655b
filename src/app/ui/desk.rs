//! What lies on the trainee's desk and is no part of the simulation: what is selected, set, shown.

use bevy::prelude::Resource;

use super::action::{Amount, Look, Tool};
use crate::app::bridge::Mark;
use crate::app::settings::Act;
use crate::model::Slot;
use crate::sim::Command;
use crate::sim::command::Flush;

/// Parts of the work, each on a tab.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// S1: what the studies show.
    #[default]
    Studies,
    /// S2, S3 and S9: into the artery and out of it.
    Access,
    /// S4: the trolley.
    Devices,
    /// The C-arm, the table, the runs.
    Image,
    /// S5, S6: contrast and agents.
    Inject,
    /// S5, S7: statements; waiting; the end.
    Decide,
}

impl Tab {
    /// All, in the order of their keys.
    pub const ALL: [Self; 6] =
        [Self::Studies, Self::Access, Self::Devices, Self::Image, Self::Inject, Self::Decide];

    /// Id of its name.
    pub fn text_id(self) -> &'static str {
        match self {
            Self::Studies => "tab-studies",
            Self::Access => "tab-access",
            Self::Devices => "tab-devices",
            Self::Image => "tab-image",
            Self::Inject => "tab-inject",
            Self::Decide => "tab-decide",
        }
    }

    /// What shows it.
    pub fn act(self) -> Act {
        match self {
            Self::Studies => Act::Studies,
            Self::Access => Act::Access,
            Self::Devices => Act::Devices,
            Self::Image => Act::Image,
            Self::Inject => Act::Inject,
            Self::Decide => Act::Decide,
        }
    }
}

/// What works only while it is held down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pedal {
    /// Fluoroscopy.
    Fluoroscopy,
    /// Acquisition run.
    Run,
    /// Contrast by hand.
    Contrast,
    /// The prepared agent.
    Agent,
    /// The flush that is chosen.
    Flush,
}

impl Pedal {
    /// All.
    pub const ALL: [Self; 5] = [Self::Fluoroscopy, Self::Run, Self::Contrast, Self::Agent, Self::Flush];
}

/// Which pedals are down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pedals(u8);

impl Pedals {
    /// Puts one down or lets it up.
    pub fn set(&mut self, pedal: Pedal, down: bool) {
        let bit = 1 << pedal as u8;
        self.0 = if down { self.0 | bit } else { self.0 & !bit };
    }

    /// Whether one is down.
    pub fn is_down(self, pedal: Pedal) -> bool {
        self.0 & (1 << pedal as u8) != 0
    }
}

/// The desk.
#[derive(Resource, Clone, Debug, PartialEq)]
pub struct Desk {
    /// The device that the keys move.
    pub slot: Slot,
    /// The tab shown.
    pub tab: Tab,
    /// Contrast by hand, mL/s.
    pub hand_ml_s: f64,
    /// Power injector, mL/s.
    pub power_ml_s: f64,
    /// Power injector, mL.
    pub power_ml: f64,
    /// Power injector, s from its start to the first drop.
    pub power_delay_s: f64,
    /// Power injector, s of the linear rise to its rate.
    pub power_rise_s: f64,
    /// Agent, mL/s; the flush goes at the same rate.
    pub agent_ml_s: f64,
    /// What the catheter is flushed with.
    pub flush: Flush,
    /// Place of pressure, mm above the skin puncture.
    pub above_mm: f64,
    /// The reference image is in the large place, the live one in the small.
    pub reference_large: bool,
    /// What a click on the reference image does.
    pub tool: Tool,
    /// How much larger the reference image is shown.
    pub zoom: f32,
    /// The middle of what is seen of it, in shares of the picture.
    pub middle: (f32, f32),
    /// The cross that stands for the pointer where the keys have the reference image, in shares of the picture.
    pub aim: (f32, f32),
    /// The first end of a length that is being measured, on the run shown.
    pub from: Option<(f32, f32)>,
    /// Marks and lengths on runs.
    pub marks: Vec<Mark>,
    /// Pedals held down on the screen in the last frame.
    pub pressed: Pedals,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            slot: Slot::Wire,
            tab: Tab::default(),
            hand_ml_s: 2.0,
            power_ml_s: 4.0,
            power_ml: 12.0,
            power_delay_s: 0.0,
            power_rise_s: 0.0,
            agent_ml_s: 0.05,
            flush: Flush::default(),
            above_mm: 0.0,
            reference_large: false,
            tool: Tool::default(),
            zoom: 1.0,
            middle: (0.5, 0.5),
            aim: (0.5, 0.5),
            from: None,
            marks: Vec::new(),
            pressed: Pedals::default(),
        }
    }
}

impl Desk {
    /// The values an amount can be set to, ascending.
    pub fn choices(amount: Amount) -> &'static [f64] {
        match amount {
            Amount::HandRate => &[0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0],
            Amount::PowerRate => &[0.4, 0.5, 0.8, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 15.0, 20.0],
            Amount::PowerVolume => &[2.0, 2.5, 3.0, 4.0, 5.0, 8.0, 10.0, 12.0, 15.0, 20.0, 25.0, 30.0, 40.0],
            Amount::PowerDelay => &[0.0, 0.5, 1.0, 1.5, 2.0, 3.0],
            Amount::PowerRise => &[0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.5, 2.0],
            Amount::AgentRate => &[0.004, 0.008, 0.015, 0.03, 0.05, 0.08, 0.1, 0.15, 0.2, 0.3, 0.5, 1.0],
            Amount::AboveMm => &[-20.0, -10.0, -5.0, 0.0, 5.0, 10.0, 15.0, 20.0, 30.0, 40.0],
        }
    }

    /// The present value of an amount.
    pub fn amount(&self, amount: Amount) -> f64 {
        match amount {
            Amount::HandRate => self.hand_ml_s,
            Amount::PowerRate => self.power_ml_s,
            Amount::PowerVolume => self.power_ml,
            Amount::PowerDelay => self.power_delay_s,
            Amount::PowerRise => self.power_rise_s,
            Amount::AgentRate => self.agent_ml_s,
            Amount::AboveMm => self.above_mm,
        }
    }

    /// What the power injector is set to.
    pub fn power(&self) -> Command {
        Command::PowerContrast {
            rate_ml_s: self.power_ml_s,
            volume_ml: self.power_ml,
            rise_s: self.power_rise_s,
        }
    }

    /// How long an injection by the power injector takes, s: while the rate rises only half of it comes out.
    pub fn power_s(&self) -> f64 {
        let risen_ml = 0.5 * self.power_ml_s * self.power_rise_s;
        if self.power_ml < risen_ml {
            (2.0 * self.power_ml * self.power_rise_s / self.power_ml_s).sqrt()
        } else {
            self.power_ml / self.power_ml_s + 0.5 * self.power_rise_s
        }
    }

    /// Does what of a look is a matter of the desk. True if it changed the marks.
    pub fn look(&mut self, look: &Look) -> bool {
        match look {
            Look::Large(large) => self.reference_large = *large,
            Look::Tool(tool) => {
                self.tool = *tool;
                self.from = None;
            }
            Look::Zoom(factor) => self.zoom = (self.zoom * factor).clamp(1.0, 8.0),
            Look::Pan(right, down) => self.middle = (self.middle.0 + right, self.middle.1 + down),
            Look::Aim(right, down) => {
                let moved = |at: f32, by: f32| (at + by).clamp(0.0, 1.0);
                self.aim = (moved(self.aim.0, *right), moved(self.aim.1, *down));
                // What is seen of a picture goes along.
                let half = 0.5 / self.zoom;
                let seen = |middle: f32, at: f32| middle.clamp(at - half, at + half);
                self.middle = (seen(self.middle.0, self.aim.0), seen(self.middle.1, self.aim.1));
            }
            Look::Measure(run, at) => match self.from.take() {
                Some(from) => {
                    self.marks.push(Mark { to: Some(*at), ..Mark::at(*run, from) });
                    return true;
                }
                None => self.from = Some(*at),
            },
            Look::Note(run, at) => {
                self.marks.push(Mark::at(*run, *at));
                return true;
            }
            Look::Write(i, words) => {
                let mark = self.marks.get_mut(*i);
                return mark.map(|mark| mark.words.clone_from(words)).is_some();
            }
            Look::Erase(i) if *i < self.marks.len() => {
                self.marks.remove(*i);
                return true;
            }
            Look::Reset | Look::Study(_) | Look::Run(_) | Look::LastRun | Look::Loop => {
                (self.zoom, self.middle, self.from) = (1.0, (0.5, 0.5), None);
            }
            _ => {}
        }
        // Nothing beyond the picture is looked at.
        let half = 0.5 / self.zoom;
        let inside = |at: f32| at.clamp(half, 1.0 - half);
        self.middle = (inside(self.middle.0), inside(self.middle.1));
        false
    }

    /// Sets an amount.
    pub fn set(&mut self, amount: Amount, value: f64) {
        *match amount {
            Amount::HandRate => &mut self.hand_ml_s,
            Amount::PowerRate => &mut self.power_ml_s,
            Amount::PowerVolume => &mut self.power_ml,
            Amount::PowerDelay => &mut self.power_delay_s,
            Amount::PowerRise => &mut self.power_rise_s,
            Amount::AgentRate => &mut self.agent_ml_s,
            Amount::AboveMm => &mut self.above_mm,
        } = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pedals_are_independent() {
        let mut pedals = Pedals::default();
        pedals.set(Pedal::Run, true);
        pedals.set(Pedal::Agent, true);
        pedals.set(Pedal::Run, false);
        assert!(pedals.is_down(Pedal::Agent));
        assert!(!pedals.is_down(Pedal::Run));
    }

    #[test]
    fn a_rise_prolongs_an_injection_by_half_of_it() {
        let mut desk = Desk { power_ml_s: 5.0, power_ml: 20.0, power_rise_s: 2.0, ..Desk::default() };
        assert_eq!(desk.power_s(), 5.0);
        // 5 mL go in while it rises; of 1.25 mL a quarter of the area, half of the time.
        desk.power_ml = 1.25;
        assert_eq!(desk.power_s(), 1.0);
    }

    #[test]
    fn every_amount_starts_at_one_of_its_choices() {
        use Amount::{AboveMm, AgentRate, HandRate, PowerDelay, PowerRate, PowerRise, PowerVolume};
        for amount in [HandRate, PowerRate, PowerVolume, PowerDelay, PowerRise, AgentRate, AboveMm] {
            let choices = Desk::choices(amount);
            assert!(choices.contains(&Desk::default().amount(amount)), "{amount:?}");
            assert!(choices.is_sorted(), "{amount:?}");
        }
    }
}
