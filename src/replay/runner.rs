//! Plays a script: gives its commands, waits for its conditions, and says where it got stuck.

use core::fmt;

use super::condition::Condition;
use super::planner::{self, Goal, PATIENCE_TICKS};
use super::recorder::Recorder;
use super::script::{Script, Step};
use super::session::MAX_TICKS;
use crate::model::Slot;
use crate::sim::{Command, Simulation, Tick, What};

/// Ticks between two looks at a condition: a tenth of a second, shorter than anyone reacts.
const LOOK_EVERY: u64 = 6;

/// Most steps that are played: nested repetitions end, whatever is in them.
const MAX_STEPS: u32 = 1_000_000;

/// Longest time devices may take to come to rest, s.
const SETTLE_S: f64 = 120.0;

/// Further than any device goes, mm.
const FAR_MM: f64 = 1500.0;

/// Why a script did not come to its end.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("step {step} at {at}: {problem}")]
pub struct ScriptError {
    /// Number of the step, with those of the steps inside it: "12.3".
    pub step: String,
    /// When.
    pub at: Tick,
    /// What went wrong.
    pub problem: Problem,
}

/// What went wrong with a step.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Waited in vain.
    #[error("waited {seconds} s for {what}, in vain")]
    Timeout {
        /// How long, s.
        seconds: String,
        /// For what.
        what: String,
    },
    /// Repeated in vain.
    #[error("repeated {times} times for {what}, in vain")]
    Exhausted {
        /// How often.
        times: u32,
        /// For what.
        what: String,
    },
    /// Nothing was found that brings a device there.
    #[error("no way to {what}: {why}")]
    NoWay {
        /// Where.
        what: String,
        /// Why not.
        why: String,
    },
    /// A command was rejected.
    #[error("{command} was rejected: {reason}")]
    Rejected {
        /// The command, in words.
        command: String,
        /// Why.
        reason: String,
    },
    /// A condition names a segment that the case has not.
    #[error("the case has no segment `{segment}`")]
    UnknownSegment {
        /// The id.
        segment: String,
    },
    /// The script belongs to another case.
    #[error("the script is written for the case `{scenario}`")]
    OtherCase {
        /// Case id in the script.
        scenario: String,
    },
    /// More than a day of simulated time, or a million steps.
    #[error("the script takes more than a day of simulated time, or more than {MAX_STEPS} steps")]
    TooLong,
}

/// Plays a script on a recorder, to its end. `look` is shown the simulation after every tick.
pub fn run_script(
    recorder: &mut Recorder,
    script: &Script,
    look: &mut dyn FnMut(&Simulation),
) -> Result<(), ScriptError> {
    let mut runner = Runner { recorder, look, path: Vec::new(), done: 0 };
    if script.scenario != runner.recorder.simulation().case().id {
        return Err(runner.error(Problem::OtherCase { scenario: script.scenario.clone() }));
    }
    runner.check(&script.steps)?;
    runner.steps(&script.steps)
}

struct Runner<'a> {
    recorder: &'a mut Recorder,
    look: &'a mut dyn FnMut(&Simulation),
    path: Vec<usize>,
    done: u32,
}

impl Runner<'_> {
    /// Finds unknown ids before anything is played.
    fn check(&mut self, steps: &[Step]) -> Result<(), ScriptError> {
        for (i, step) in steps.iter().enumerate() {
            self.path.push(i + 1);
            let (condition, inner) = step.parts();
            let case = self.recorder.simulation().case();
            if let Some(segment) = condition.as_ref().and_then(|c| c.unknown_segment(case)) {
                return Err(self.error(Problem::UnknownSegment { segment: segment.to_owned() }));
            }
            self.check(inner)?;
            self.path.pop();
        }
        Ok(())
    }

    fn steps(&mut self, steps: &[Step]) -> Result<(), ScriptError> {
        // a block counts as well: repeated without steps in it, it has to end too
        self.count()?;
        for (i, step) in steps.iter().enumerate() {
            self.path.push(i + 1);
            self.step(step)?;
            self.path.pop();
        }
        Ok(())
    }

    fn count(&mut self) -> Result<(), ScriptError> {
        self.done += 1;
        if self.done > MAX_STEPS { Err(self.error(Problem::TooLong)) } else { Ok(()) }
    }

    fn step(&mut self, step: &Step) -> Result<(), ScriptError> {
        self.count()?;
        match step {
            Step::Do(command) => self.give(command, true),
            Step::Try(command) => self.give(command, false),
            Step::Wait(seconds) => self.until(self.now().after(*seconds)),
            Step::Until { condition, timeout_s } => self.wait_for(condition, *timeout_s),
            Step::Settle => self.wait_for(&Condition::AtRest, SETTLE_S),
            Step::Enter { slot, segment, along_mm } | Step::Push { slot, segment, along_mm } => {
                self.bring(*slot, segment, *along_mm)
            }
            Step::Pull { slot, segment } => self.pull(*slot, &Condition::tip(*slot, segment, 0.0)),
            Step::Repeat { times, steps } => (0..*times).try_for_each(|_| self.steps(steps)),
            Step::RepeatUntil { condition, max, steps } => {
                for _ in 0..*max {
                    if self.holds(condition) {
                        return Ok(());
                    }
                    self.steps(steps)?;
                }
                if self.holds(condition) {
                    return Ok(());
                }
                Err(self.error(Problem::Exhausted { times: *max, what: condition.to_string() }))
            }
            Step::If { condition, steps } => {
                if self.holds(condition) {
                    self.steps(steps)
                } else {
                    Ok(())
                }
            }
        }
    }

    /// Gives a command, and lets pass the time that it asks for.
    fn give(&mut self, command: &Command, must: bool) -> Result<(), ScriptError> {
        if self.now().0 >= MAX_TICKS {
            return Err(self.error(Problem::TooLong));
        }
        let rejected =
            self.recorder.step(core::slice::from_ref(command)).iter().find_map(|e| match &e.what {
                What::Rejected { command, reason } => {
                    Some(Problem::Rejected { command: command.clone(), reason: reason.clone() })
                }
                _ => None,
            });
        (self.look)(self.recorder.simulation());
        if must && let Some(problem) = rejected {
            return Err(self.error(problem));
        }
        while let Some(tick) = self.recorder.simulation().waiting_until() {
            self.until(tick.max(self.now().next()))?;
        }
        Ok(())
    }

    fn until(&mut self, tick: Tick) -> Result<(), ScriptError> {
        if tick.0 > MAX_TICKS {
            return Err(self.error(Problem::TooLong));
        }
        while self.now() < tick {
            self.recorder.step(&[]);
            (self.look)(self.recorder.simulation());
        }
        Ok(())
    }

    fn wait_for(&mut self, condition: &Condition, timeout_s: f64) -> Result<(), ScriptError> {
        let latest = self.now().after(timeout_s);
        while !self.holds(condition) {
            if self.now() >= latest {
                let (seconds, what) = (timeout_s.to_string(), condition.to_string());
                return Err(self.error(Problem::Timeout { seconds, what }));
            }
            self.until(Tick(self.now().0 + LOOK_EVERY).min(latest))?;
        }
        Ok(())
    }

    /// Finds out what brings a tip into a segment, and does it.
    fn bring(&mut self, slot: Slot, segment: &str, along_mm: f64) -> Result<(), ScriptError> {
        let there = Condition::tip(slot, segment, along_mm);
        let simulation = self.recorder.simulation();
        let graph = &simulation.case().graph;
        let Some(segment) = graph.find_segment(segment) else { return Ok(()) };
        let goal = Goal { slot, segment, along_mm };
        let plan = planner::plan(graph, simulation.devices(), goal, PATIENCE_TICKS)
            .map_err(|why| self.error(Problem::NoWay { what: there.to_string(), why: why.to_string() }))?;
        for action in &plan.actions {
            let until = Tick(self.now().0 + action.ticks);
            self.give(&action.command, true)?;
            self.until(until)?;
        }
        Ok(())
    }

    /// Pulls a device until its tip is where it should be, looking at every tick.
    fn pull(&mut self, slot: Slot, there: &Condition) -> Result<(), ScriptError> {
        let from = self.now();
        if !self.holds(there) {
            self.give(&Command::Advance { slot, mm: -FAR_MM }, true)?;
        }
        while !self.holds(there) {
            if self.holds(&Condition::AtRest) || self.now() >= from.after(SETTLE_S) {
                let (seconds, what) = (self.now().since(from).round().to_string(), there.to_string());
                return Err(self.error(Problem::Timeout { seconds, what }));
            }
            self.until(self.now().next())?;
        }
        self.give(&Command::Hold, true)
    }

    fn holds(&self, condition: &Condition) -> bool {
        let simulation = self.recorder.simulation();
        condition.holds(simulation.case(), &simulation.snapshot())
    }

    fn now(&self) -> Tick {
        self.recorder.simulation().tick()
    }

    fn error(&self, problem: Problem) -> ScriptError {
        let step = Path(&self.path).to_string();
        ScriptError { step, at: self.now(), problem }
    }
}

/// Step numbers from the outside in, with dots.
struct Path<'a>(&'a [usize]);

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("0");
        }
        for (i, number) in self.0.iter().enumerate() {
            let dot = if i > 0 { "." } else { "" };
            write!(f, "{dot}{number}")?;
        }
        Ok(())
    }
}
