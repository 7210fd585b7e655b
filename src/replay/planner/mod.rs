//! Finds what hands have to do at the hub so that a tip comes to a place, by trying it out on the devices themselves.
//!
//! The planner knows the vessels (as a person does who has seen the angiogram) and no mechanics: it copies the devices,
//! lets the copy push, pull and turn, and looks where the tip is. What it finds therefore works in whatever way devices move.
//!
//! **Search.** A state is the devices after some gestures (`gesture`), its merit the way along the vessels from the tip to
//! the goal (`way`), mm. The best state is taken up again with its next gesture until the goal is reached (`search`): going
//! straight on as long as that helps, turning where it does not, and further back where turning does not help either. No
//! random number is drawn; equal merits are taken in the order in which they were found.
//!
//! **Bound.** The time that all tried gestures take at the hub, in ticks of the engine: the same search costs the same
//! everywhere.
//!
//! Left out: forces. A gesture that the engine calls harmful is not taken; how close to harm it came is not asked.

mod gesture;
mod kit;
mod reach;
mod search;
mod survey;
#[cfg(test)]
mod tests;
mod way;

pub use kit::Kit;
pub use reach::{Reach, ReachError, reach, ways_mm};
pub use search::{Plan, plan};
pub use survey::{Combination, combinations};

use crate::model::{SegmentIx, Slot};
use crate::sim::Command;

/// Time at the hub that a search may try out, ticks: a quarter of an hour of hands at work, more than a person would give it.
pub const PATIENCE_TICKS: u64 = 54_000;

/// Where the tip of a device should come to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Goal {
    /// Which device.
    pub slot: Slot,
    /// Into which segment.
    pub segment: SegmentIx,
    /// At least this far from the segment's start, mm.
    pub along_mm: f64,
}

/// A command, and the ticks that pass before the next one, the command's own included.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// What the hands do.
    pub command: Command,
    /// How long until the next command.
    pub ticks: u64,
}

/// Nothing was found.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum NoWay {
    /// There is no device to move, or no vessel with geometry leads from its tip to the goal.
    #[error("no vessel that takes the device leads there from its tip")]
    Unconnected,
    /// All gestures were tried from everywhere they led to, or time was over.
    #[error("nothing tried in {seconds:.0} s at the hub led there; the tip came within {nearest_mm:.0} mm")]
    NotFound {
        /// Time tried out, s.
        seconds: f64,
        /// Shortest way left, mm.
        nearest_mm: f64,
    },
}
