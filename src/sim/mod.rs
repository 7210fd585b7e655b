//! The engine: a case, a seed and timed commands in; events, snapshots and an outcome out.
//!
//! Pure: it reads no file, clock, environment or thread, so the same input gives the same bits everywhere.

pub mod access;
pub mod command;
pub mod device;
pub mod dose;
pub mod event;
pub mod outcome;
pub mod patient;
pub mod rng;
pub mod snapshot;
pub mod tick;

use std::sync::Arc;

pub use command::Command;
pub use event::{Event, RunRecord, What};
pub use outcome::Outcome;
pub use snapshot::Snapshot;
pub use tick::Tick;

pub use crate::hash;
use crate::model::Case;

/// One running case.
#[derive(Clone)]
pub struct Simulation {
    case: Arc<Case>,
    seed: u64,
    tick: Tick,
    events: Vec<Event>,
}

impl Simulation {
    /// A case at rest, before anything was done.
    pub fn new(case: Arc<Case>, seed: u64) -> Self {
        Self { case, seed, tick: Tick(0), events: Vec::new() }
    }

    /// Carries out the commands of this tick in order, then lets one tick pass. Returns what happened.
    pub fn step(&mut self, commands: &[Command]) -> &[Event] {
        let before = self.events.len();
        let _ = commands;
        self.tick = self.tick.next();
        &self.events[before..]
    }

    /// The case.
    pub fn case(&self) -> &Arc<Case> {
        &self.case
    }

    /// The seed.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The moment the next commands will be carried out at.
    pub fn tick(&self) -> Tick {
        self.tick
    }

    /// Everything that happened so far.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// What can be seen now.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot { tick: self.tick, ..Snapshot::default() }
    }

    /// What is true now.
    pub fn outcome(&self) -> Outcome {
        Outcome::default()
    }

    /// Time passes quickly until this tick: call `step` without commands until then.
    pub fn waiting_until(&self) -> Option<Tick> {
        None
    }

    /// The case has ended; further commands are rejected.
    pub fn finished(&self) -> bool {
        false
    }

    /// Hash of the whole state.
    pub fn state_hash(&self) -> u64 {
        hash::StateHash::default().finish()
    }
}
