//! Runs a session again, and refuses it when it cannot give the same result.

use std::sync::Arc;

use super::session::{ENGINE, Session, hex};
use crate::model::Case;
use crate::sim::{Command, Event, Outcome, Simulation, Tick};

/// Why a session cannot be replayed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReplayError {
    /// Recorded by another version of the engine.
    #[error(
        "recorded by engine {recorded}, this is engine {ENGINE}: the same commands may give another result"
    )]
    Engine {
        /// Version that recorded it.
        recorded: String,
    },
    /// Recorded on another case.
    #[error("recorded on the case `{recorded}`, not on `{here}`")]
    Scenario {
        /// Case id in the session.
        recorded: String,
        /// Case id given.
        here: String,
    },
    /// Recorded on other contents of the case.
    #[error("recorded on other contents of `{scenario}`: its hash was {recorded} and is {here} here")]
    Contents {
        /// Case id.
        scenario: String,
        /// Hash in the session.
        recorded: String,
        /// Hash of the case given.
        here: String,
    },
    /// The commands do not lead to the state that was recorded.
    #[error("the commands lead to state {computed}, but {recorded} is recorded: the file was changed")]
    State {
        /// Hash in the session.
        recorded: String,
        /// Hash computed.
        computed: String,
    },
}

/// A session that was run to its end, and whose state is the recorded one.
#[derive(Clone)]
pub struct Played {
    simulation: Simulation,
}

impl Played {
    /// The simulation at the end.
    pub fn simulation(&self) -> &Simulation {
        &self.simulation
    }

    /// Everything that happened.
    pub fn events(&self) -> &[Event] {
        self.simulation.events()
    }

    /// What is true at the end.
    pub fn outcome(&self) -> Outcome {
        self.simulation.outcome()
    }
}

/// A session being replayed tick by tick, for whoever wants to look in between.
pub struct Player<'a> {
    simulation: Simulation,
    session: &'a Session,
    next: usize,
    now: Vec<Command>,
}

impl<'a> Player<'a> {
    /// Checks that engine and case are those of the session.
    pub fn new(case: Arc<Case>, session: &'a Session) -> Result<Self, ReplayError> {
        same_engine(&session.engine)?;
        same_case(&case, &session.scenario, &session.scenario_hash)?;
        Ok(Self { simulation: Simulation::new(case, session.seed), session, next: 0, now: Vec::new() })
    }

    /// Lets one tick pass, with its commands. `None` at the end of the session.
    pub fn step(&mut self) -> Option<&[Event]> {
        let tick = self.simulation.tick();
        if tick >= self.session.end {
            return None;
        }
        self.now.clear();
        while let Some((at, command)) = self.session.commands.get(self.next)
            && *at == tick
        {
            self.now.push(command.clone());
            self.next += 1;
        }
        Some(self.simulation.step(&self.now))
    }

    /// The simulation so far.
    pub fn simulation(&self) -> &Simulation {
        &self.simulation
    }

    /// The tick the session ends at.
    pub fn end(&self) -> Tick {
        self.session.end
    }

    /// Runs what is left, and compares the state with the recorded one.
    pub fn finish(mut self) -> Result<Played, ReplayError> {
        while self.step().is_some() {}
        let computed = hex(self.simulation.state_hash());
        if computed != self.session.state_hash {
            return Err(ReplayError::State { recorded: self.session.state_hash.clone(), computed });
        }
        Ok(Played { simulation: self.simulation })
    }
}

/// Runs a session again. Its state at the end is the recorded one, or it is refused.
pub fn replay(case: Arc<Case>, session: &Session) -> Result<Played, ReplayError> {
    Player::new(case, session)?.finish()
}

pub(super) fn same_engine(recorded: &str) -> Result<(), ReplayError> {
    if recorded == ENGINE { Ok(()) } else { Err(ReplayError::Engine { recorded: recorded.to_owned() }) }
}

pub(super) fn same_case(case: &Case, id: &str, hash: &str) -> Result<(), ReplayError> {
    if case.id != id {
        return Err(ReplayError::Scenario { recorded: id.to_owned(), here: case.id.clone() });
    }
    let here = hex(case.hash);
    if here != hash {
        return Err(ReplayError::Contents { scenario: case.id.clone(), recorded: hash.to_owned(), here });
    }
    Ok(())
}
