//! Runs a simulation and writes down every command with its tick.

use std::sync::Arc;

use super::session::{ENGINE, FORMAT, Mode, Session, hex};
use crate::model::Case;
use crate::sim::{Command, Event, Simulation, Tick};

/// A simulation that is being recorded.
#[derive(Clone)]
pub struct Recorder {
    simulation: Simulation,
    mode: Mode,
    commands: Vec<(Tick, Command)>,
}

impl Recorder {
    /// A new attempt at a case.
    pub fn new(case: Arc<Case>, seed: u64, mode: Mode) -> Self {
        Self { simulation: Simulation::new(case, seed), mode, commands: Vec::new() }
    }

    /// Carries out commands, lets one tick pass, and records. Returns what happened.
    pub fn step(&mut self, commands: &[Command]) -> &[Event] {
        let tick = self.simulation.tick();
        self.commands.extend(commands.iter().map(|command| (tick, command.clone())));
        self.simulation.step(commands)
    }

    /// The simulation so far.
    pub fn simulation(&self) -> &Simulation {
        &self.simulation
    }

    /// The mode.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// The commands so far.
    pub fn commands(&self) -> &[(Tick, Command)] {
        &self.commands
    }

    /// The session up to now.
    pub fn session(&self) -> Session {
        let case = self.simulation.case();
        Session {
            format: FORMAT,
            engine: ENGINE.to_owned(),
            scenario: case.id.clone(),
            scenario_hash: hex(case.hash),
            seed: self.simulation.seed(),
            variant: case.variant,
            mode: self.mode,
            commands: self.commands.clone(),
            end: self.simulation.tick(),
            state_hash: hex(self.simulation.state_hash()),
        }
    }
}
