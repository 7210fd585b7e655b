//! What panels can ask for.

use bevy::prelude::Resource;

use super::desk::{Pedal, Tab};
use crate::model::Slot;
use crate::replay::Mode;
use crate::sim::Command;

/// One wish of the person at the screen, carried out by `screens` in the next frame.
#[derive(Clone, Debug, PartialEq)]
pub enum UiAction {
    /// Give a command to the simulation.
    Do(Command),
    /// Choose the device that the keys move.
    Select(Slot),
    /// Show a tab.
    Show(Tab),
    /// Set an amount on the desk.
    Set(Amount, f64),
    /// Pedals stay down until pressed again, or not.
    Latch(bool),
    /// A pedal on the screen is held down in this frame.
    Press(Pedal),
    /// Show something on the reference monitor.
    Look(Look),
    /// Stop or go on.
    Pause(bool),
    /// Open the briefing of a case, by its place in the library.
    Brief(usize),
    /// Choose how much help there is.
    Mode(Mode),
    /// Begin the procedure.
    Begin,
    /// Go on with an unfinished attempt, by its place in the list.
    Resume(usize),
    /// Throw an unfinished attempt away.
    Discard(usize),
    /// Leave for the library; what is going on is kept.
    ToLibrary,
    /// Close the app; what is going on is kept.
    Quit,
}

/// An amount that is set on the desk before it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Contrast by hand, mL/s.
    HandRate,
    /// Power injector, mL/s.
    PowerRate,
    /// Power injector, mL.
    PowerVolume,
    /// Agent, mL/s.
    AgentRate,
    /// Place of pressure, mm above the skin puncture.
    AboveMm,
}

/// What the reference monitor is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Look {
    /// A diagnostic study.
    Study(String),
    /// A run, by its place.
    Run(usize),
    /// The last run.
    LastRun,
    /// Frames onwards (positive) or back.
    Frames(i32),
    /// Play or stop.
    Play(bool),
    /// Subtracted, or as acquired.
    Subtracted(bool),
    /// The roadmap under the live image, on or off.
    ToggleRoadmap,
}

/// What was asked for in the last pass. A pass begins with an empty list, because egui may run several a frame.
#[derive(Resource, Default, Debug)]
pub struct Asked(pub Vec<UiAction>);
