//! The case that is being played.

use std::collections::VecDeque;
use std::sync::Arc;

use bevy::prelude::*;

use super::archive::Archive;
use super::chart::Chart;
use super::marks::Mark;
use crate::imaging::dsa;
use crate::model::Case;
use crate::replay::{Entry, Journal, Mode, Recorder};
use crate::sim::tick::TICKS_PER_SECOND;
use crate::sim::{Command, Event, Simulation, Snapshot, Tick};

/// Commands waiting for the next tick, and those set for a later one.
#[derive(Resource, Default, Debug)]
pub struct Inbox {
    /// For the next tick.
    pub next: Vec<Command>,
    /// For a later one.
    pub later: Vec<(Tick, Command)>,
}

impl Inbox {
    /// Takes what is to be done at this tick.
    pub(super) fn take(&mut self, now: Tick) -> Vec<Command> {
        let mut due = std::mem::take(&mut self.next);
        due.extend(self.later.extract_if(.., |(at, _)| *at <= now).map(|(_, command)| command));
        due
    }
}

/// How often the journal notes that time has passed without a command, ticks: what a power cut may cost.
const MARK_EVERY: u64 = 2 * TICKS_PER_SECOND as u64;

/// Where an attempt is written down while it goes on.
pub trait Saving: Send + Sync {
    /// Appends one line.
    ///
    /// # Errors
    /// What went wrong, in words.
    fn append(&mut self, entry: &Entry) -> Result<(), String>;

    /// Writes down all marks on the runs, in place of those before.
    ///
    /// # Errors
    /// What went wrong, in words.
    fn keep_marks(&mut self, marks: &[Mark]) -> Result<(), String>;
}

/// The attempt that is going on: simulation, record and what can be seen.
#[derive(Resource)]
pub struct LiveCase {
    recorder: Recorder,
    saving: Option<Box<dyn Saving>>,
    saving_error: Option<String>,
    marked: Tick,
    backlog: VecDeque<Entry>,
    chart: Chart,
    snapshot: Arc<Snapshot>,
    acquiring: bool,
    exposed: Vec<Arc<Snapshot>>,
}

impl LiveCase {
    /// A new attempt that is not saved.
    pub fn new(case: Arc<Case>, seed: u64, mode: Mode) -> Self {
        let recorder = Recorder::new(case, seed, mode);
        Self {
            snapshot: Arc::new(recorder.simulation().snapshot()),
            recorder,
            saving: None,
            saving_error: None,
            marked: Tick(0),
            backlog: VecDeque::new(),
            chart: Chart::default(),
            acquiring: false,
            exposed: Vec::new(),
        }
    }

    /// A new attempt, journalled in the archive.
    pub fn saved(case: Arc<Case>, seed: u64, mode: Mode, archive: &Archive) -> Self {
        let live = Self::new(case, seed, mode);
        match archive.begin(&live.recorder) {
            Ok(saving) => Self { saving: Some(saving), ..live },
            Err(error) => Self { saving_error: Some(error), ..live },
        }
    }

    /// An attempt gone on with. Its journal is run again before anything else: see [`Self::restoring`].
    pub fn resumed(journal: &Journal, case: Arc<Case>, saving: Result<Box<dyn Saving>, String>) -> Self {
        let live = Self::new(case, journal.header.seed, journal.header.mode);
        let (saving, saving_error) = match saving {
            Ok(saving) => (Some(saving), None),
            Err(error) => (None, Some(error)),
        };
        Self { backlog: journal.entries.iter().cloned().collect(), saving, saving_error, ..live }
    }

    /// How far the restored attempt still has to be run again: tick reached and tick to reach.
    pub fn restoring(&self) -> Option<(Tick, Tick)> {
        self.backlog.back().map(|last| (self.tick(), last.tick()))
    }

    /// Time is to pass as quickly as it can be computed.
    pub fn hurries(&self) -> bool {
        !self.backlog.is_empty() || self.simulation().waiting_until().is_some()
    }

    /// One tick of a hurry: with what was done then while restoring, without commands while waiting.
    pub fn hurry(&mut self) {
        if self.backlog.is_empty() {
            self.step(&[]);
            return;
        }
        let now = self.tick();
        let mut commands = Vec::new();
        while let Some(Entry::Did(_, command)) = self.backlog.pop_front_if(|entry| entry.tick() <= now) {
            commands.push(command);
        }
        if !commands.is_empty() || self.backlog.front().is_some_and(|next| next.tick() > now) {
            self.advance(&commands);
        }
        if self.backlog.is_empty() {
            self.marked = self.tick();
        }
    }

    /// Carries out commands, writes them down, and lets one tick pass.
    pub fn step(&mut self, commands: &[Command]) {
        let tick = self.tick();
        for command in commands {
            self.append(&Entry::Did(tick, command.clone()));
        }
        self.advance(commands);
        if self.tick().0 >= self.marked.0 + MARK_EVERY {
            self.mark();
        }
    }

    fn advance(&mut self, commands: &[Command]) {
        for event in self.recorder.step(commands) {
            self.chart.note(event);
        }
        for command in commands {
            if let Command::Run { on } = command {
                self.acquiring = *on;
            }
        }
        if self.acquiring && self.tick().0.is_multiple_of(self.frame_every()) {
            let snapshot = self.simulation().snapshot();
            if snapshot.imaging.run {
                self.exposed.push(Arc::new(snapshot));
            }
        }
    }

    /// Ticks between the frames of a run, at the rate that is chosen.
    fn frame_every(&self) -> u64 {
        let chosen = self.snapshot.imaging.frames_per_s;
        let per_s = if chosen > 0.0 { chosen } else { dsa::FRAMES_PER_SECOND };
        ((f64::from(TICKS_PER_SECOND) / per_s) as u64).max(1)
    }

    /// Notes in the journal that time came this far.
    pub fn mark(&mut self) {
        if self.backlog.is_empty() {
            self.marked = self.tick();
            self.append(&Entry::Reached(self.marked));
        }
    }

    fn append(&mut self, entry: &Entry) {
        self.save(|saving| saving.append(entry));
    }

    /// Writes the marks on the runs down beside the journal.
    pub fn keep_marks(&mut self, marks: &[Mark]) {
        self.save(|saving| saving.keep_marks(marks));
    }

    fn save(&mut self, write: impl FnOnce(&mut dyn Saving) -> Result<(), String>) {
        let Some(saving) = &mut self.saving else { return };
        if let Err(error) = write(saving.as_mut()) {
            // Said once; the attempt goes on unsaved.
            self.saving_error = Some(error);
            self.saving = None;
        }
    }

    /// Takes a new snapshot for everyone who looks.
    pub fn publish(&mut self) {
        if self.snapshot.tick != self.tick() {
            self.snapshot = Arc::new(self.simulation().snapshot());
        }
    }

    /// Moments of runs that were exposed since this was last asked.
    pub fn take_exposed(&mut self) -> Vec<Arc<Snapshot>> {
        std::mem::take(&mut self.exposed)
    }

    /// What can be seen, as of the last [`Self::publish`].
    pub fn snapshot(&self) -> &Arc<Snapshot> {
        &self.snapshot
    }

    /// What has been done so far.
    pub fn chart(&self) -> &Chart {
        &self.chart
    }

    /// The simulation.
    pub fn simulation(&self) -> &Simulation {
        self.recorder.simulation()
    }

    /// The simulation with its record.
    pub fn recorder(&self) -> &Recorder {
        &self.recorder
    }

    /// The case.
    pub fn case(&self) -> &Arc<Case> {
        self.simulation().case()
    }

    /// Everything that happened.
    pub fn events(&self) -> &[Event] {
        self.simulation().events()
    }

    /// The moment the next commands will be carried out at.
    pub fn tick(&self) -> Tick {
        self.simulation().tick()
    }

    /// Why the attempt is not being saved.
    pub fn saving_error(&self) -> Option<&str> {
        self.saving_error.as_deref()
    }
}
