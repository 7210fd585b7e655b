//! What panels can ask for.

use bevy::input::keyboard::KeyCode;
use bevy::prelude::Resource;

use super::desk::{Pedal, Tab};
use crate::app::Screen;
use crate::app::settings::Act;
use crate::app::text::Language;
use crate::model::Slot;
use crate::replay::Mode;
use crate::sim::command::Flush;
use crate::sim::{Command, Tick};

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
    /// Choose what the catheter is flushed with.
    Fluid(Flush),
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
    /// Ask for another anatomy of the case, or for its own.
    Variant(bool),
    /// Begin the procedure.
    Begin,
    /// Go on with an unfinished attempt, by its place in the list.
    Resume(usize),
    /// Throw an unfinished attempt away.
    Discard(usize),
    /// Compute an attempt that is over again, and show its debrief.
    OpenRecord(usize),
    /// Throw an attempt that is over away.
    DeleteRecord(usize),
    /// Compute an attempt that is over again, and write its report with pictures to a file.
    ExportRecord(usize),
    /// Write the report with its pictures to a file.
    Export,
    /// Show a moment of the attempt, by its tick.
    Jump(Tick),
    /// Show a part of the debrief.
    Part(Part),
    /// Go to another screen; what is going on is kept.
    Go(Screen),
    /// Change a setting.
    Change(Change),
    /// Wait for the key that an act is to have, or stop waiting.
    Listen(Option<Act>),
    /// Say what comes next.
    Hint,
    /// Play the tutorial.
    Tutorial,
    /// Go on in the tutorial, from a step that has nothing to do.
    TutorialNext,
    /// Close the app; what is going on is kept.
    Quit,
}

/// A setting with its new value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Language.
    Language(Language),
    /// Size of everything, percent.
    Scale(u32),
    /// Nothing moves that need not.
    ReducedMotion(bool),
    /// Pedals stay down until pressed again.
    Latching(bool),
    /// Tones beside the captions.
    Sound(bool),
    /// A key.
    Key(Act, KeyCode),
    /// All keys as delivered.
    DeliveredKeys,
}

/// Parts of the debrief.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// Verdict, errors, phases and steps.
    #[default]
    Score,
    /// The course of time, with the image of a moment.
    Timeline,
    /// Angiograms before and after.
    Pictures,
    /// Flow, dose and contrast over time.
    Curves,
    /// Vessels, targets, territories and what lodged, in space.
    Anatomy,
}

impl Part {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Score, Self::Timeline, Self::Pictures, Self::Curves, Self::Anatomy];

    /// Id of its name.
    pub fn text_id(self) -> &'static str {
        match self {
            Self::Score => "part-score",
            Self::Timeline => "part-timeline",
            Self::Pictures => "part-pictures",
            Self::Curves => "part-curves",
            Self::Anatomy => "part-anatomy",
        }
    }
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
    /// Power injector, s from its start to the first drop.
    PowerDelay,
    /// Power injector, s of the linear rise to its rate.
    PowerRise,
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
    /// The study shown, seen from further round: LAO and cranial, degrees.
    Turn(f64, f64),
    /// A run, by its place.
    Run(usize),
    /// The last run.
    LastRun,
    /// The last seconds of fluoroscopy, from the oldest picture that is kept.
    Loop,
    /// Frames onwards (positive) or back.
    Frames(i32),
    /// Play or stop.
    Play(bool),
    /// Subtracted, or as acquired.
    Subtracted(bool),
    /// The roadmap under the live image, on or off.
    ToggleRoadmap,
    /// In the large place of the screen, or in the small one.
    Large(bool),
    /// What a click on the picture does.
    Tool(Tool),
    /// Larger or smaller.
    Zoom(f32),
    /// The middle of what is seen, moved by shares of the picture.
    Pan(f32, f32),
    /// The cross that stands for the pointer, moved by shares of the picture.
    Aim(f32, f32),
    /// The window of subtracted pictures, wider and brighter by shares.
    Window(f32, f32),
    /// Window, shift, mask, size as delivered.
    Reset,
    /// Light and dark exchanged.
    Invert,
    /// The mask moved by pixels, right and down.
    Shift(f32, f32),
    /// The mask moved to where most of the frame cancels.
    Register,
    /// The frame shown becomes the mask.
    Mask,
    /// Density over time at a place, in shares of the picture.
    Curve(f32, f32),
    /// No curve any more.
    NoCurve,
    /// One end of a length on a run, in shares of the picture.
    Measure(usize, (f32, f32)),
    /// A mark with room for words, on a run, in shares of the picture.
    Note(usize, (f32, f32)),
    /// The words of a mark or length, by its place in the list.
    Write(usize, String),
    /// Takes a mark or length away.
    Erase(usize),
}

/// What a click on the reference image does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tool {
    /// Names vessels and territories on a study.
    #[default]
    Point,
    /// Measures a length.
    Measure,
    /// Places the region of a time-density curve.
    Curve,
    /// Places a mark with words.
    Note,
}

/// What was asked for in the last pass. A pass begins with an empty list, because egui may run several a frame.
#[derive(Resource, Default, Debug)]
pub struct Asked(pub Vec<UiAction>);
