//! A script: what an educator writes to play a case without a person.

use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::session::{FORMAT, Mode, SessionError, options};
use crate::model::Slot;
use crate::sim::Command;

/// A recipe for one case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// Format version.
    pub format: u32,
    /// Case id.
    pub scenario: String,
    /// Mode of the session it records.
    #[serde(default)]
    pub mode: Mode,
    /// What to do, in order.
    pub steps: Vec<Step>,
}

/// One step of a script.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Step {
    /// Give a command; the script ends with an error when it is rejected. `Do(Wait(seconds: 300))` lets simulated
    /// time pass quickly, also for a person who plays.
    Do(Command),
    /// Give a command, whether it is rejected or not.
    Try(Command),
    /// Do nothing for some seconds.
    Wait(f64),
    /// Do nothing until something is so.
    Until {
        /// What has to be so.
        condition: Condition,
        /// How long to wait for it at most, s.
        timeout_s: f64,
    },
    /// Wait until devices no longer move; at most two minutes.
    Settle,
    /// Find out, on a copy of the devices, what brings a tip into a segment, and do it.
    Enter {
        /// Which device.
        slot: Slot,
        /// Segment id.
        segment: String,
        /// How far, mm from the segment's start.
        #[serde(default)]
        along_mm: f64,
    },
    /// The same, for where a push along a wire or straight on should do.
    Push {
        /// Which device.
        slot: Slot,
        /// Segment id.
        segment: String,
        /// How far, mm from the segment's start.
        #[serde(default)]
        along_mm: f64,
    },
    /// Pull a device back until its tip is in a segment.
    Pull {
        /// Which device.
        slot: Slot,
        /// Segment id.
        segment: String,
    },
    /// The same steps some times over.
    Repeat {
        /// How often.
        times: u32,
        /// What.
        steps: Vec<Step>,
    },
    /// The same steps over and over until something is so; not at all when it is so already.
    RepeatUntil {
        /// What has to be so.
        condition: Condition,
        /// How often at most.
        max: u32,
        /// What.
        steps: Vec<Step>,
    },
    /// These steps only when something is so.
    If {
        /// What has to be so.
        condition: Condition,
        /// What.
        steps: Vec<Step>,
    },
}

impl Step {
    /// The condition it asks about, with the steps inside it.
    pub(super) fn parts(&self) -> (Option<Condition>, &[Self]) {
        match self {
            Self::Do(_) | Self::Try(_) | Self::Wait(_) | Self::Settle => (None, &[]),
            Self::Until { condition, .. } => (Some(condition.clone()), &[]),
            Self::Enter { slot, segment, along_mm } | Self::Push { slot, segment, along_mm } => {
                (Some(Condition::tip(*slot, segment, *along_mm)), &[])
            }
            Self::Pull { slot, segment } => (Some(Condition::tip(*slot, segment, 0.0)), &[]),
            Self::Repeat { steps, .. } => (None, steps),
            Self::RepeatUntil { condition, steps, .. } | Self::If { condition, steps } => {
                (Some(condition.clone()), steps)
            }
        }
    }
}

impl Script {
    /// Reads a script.
    pub fn parse(text: &str) -> Result<Self, SessionError> {
        let script: Self = options().from_str(text).map_err(|error| SessionError::syntax(&error))?;
        if script.format == FORMAT { Ok(script) } else { Err(SessionError::Format { found: script.format }) }
    }
}
