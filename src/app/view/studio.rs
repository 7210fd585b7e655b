//! Hands jobs to the radiographer in the background, one batch at a time, and takes the pictures back.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use bevy::prelude::*;
use bevy::tasks::{AsyncComputeTaskPool, Task, block_on, poll_once};

use super::radiographer::{How, Job, Picture, Radiographer};
use crate::app::AppSystems;
use crate::app::bridge::LiveCase;
use crate::app::text::{Text, say};
use crate::app::told::Told;
use crate::app::ui::action::Look;
use crate::imaging::{Curve, dsa, fluoro};
use crate::model::Case;
use crate::sim::Snapshot;

/// What the reference monitor shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Study(usize),
    Run { run: usize, frame: usize },
    Loop(usize),
}

/// Pictures of the case that is being played.
#[derive(Resource)]
pub struct Studio {
    case: Arc<Case>,
    idle: Option<Box<Radiographer>>,
    task: Option<Task<(Box<Radiographer>, Vec<Picture>)>>,
    jobs: VecDeque<Job>,
    pulse: Option<u64>,
    shown: Option<Shown>,
    lengths: Vec<usize>,
    how: How,
    curve: Curve,
    play: Option<Timer>,
    roadmap: Option<usize>,
    kept: usize,
    registering: bool,
    study_deg: (f64, f64),
}

impl Studio {
    /// An empty studio for a case.
    pub fn new(case: Arc<Case>) -> Self {
        Self {
            idle: Some(Box::new(Radiographer::new(Arc::clone(&case)))),
            case,
            task: None,
            jobs: VecDeque::new(),
            pulse: None,
            shown: None,
            lengths: Vec::new(),
            how: How::default(),
            curve: Curve::default(),
            play: None,
            roadmap: None,
            kept: 0,
            registering: false,
            study_deg: (0.0, 0.0),
        }
    }

    /// What the reference monitor shows, in words.
    pub fn title(&self, text: &Text, told: &Told) -> String {
        match self.shown {
            Some(Shown::Study(place)) => {
                let case = told.of(&self.case, text.language());
                case.studies.get(place).map_or_else(String::new, |s| s.name.clone())
            }
            Some(Shown::Run { run, .. }) => say!(text, "run-number", number = run + 1),
            Some(Shown::Loop(_)) => text.get("loop-title"),
            None => String::new(),
        }
    }

    /// Frame shown and number of frames.
    pub fn frame(&self) -> Option<(usize, usize)> {
        match self.shown? {
            Shown::Run { run, frame } => Some((frame, *self.lengths.get(run)?)),
            Shown::Loop(frame) => Some((frame, self.kept)),
            Shown::Study(_) => None,
        }
    }

    /// Pictures of the last seconds of fluoroscopy.
    pub fn kept(&self) -> usize {
        self.kept
    }

    /// The last seconds of fluoroscopy are shown.
    pub fn looping(&self) -> bool {
        matches!(self.shown, Some(Shown::Loop(_)))
    }

    /// Pictures are being drawn, or wait to be.
    pub fn busy(&self) -> bool {
        self.task.is_some() || !self.jobs.is_empty()
    }

    /// How far the mask is moved, pixels right and down.
    pub fn shift(&self) -> (f32, f32) {
        self.how.shift
    }

    /// The shift of the mask is being looked for.
    pub fn registering(&self) -> bool {
        self.registering
    }

    /// The run shown.
    pub fn run(&self) -> Option<usize> {
        match self.shown {
            Some(Shown::Run { run, .. }) => Some(run),
            _ => None,
        }
    }

    /// Number of runs.
    pub fn runs(&self) -> usize {
        self.lengths.len()
    }

    /// The run is being played.
    pub fn playing(&self) -> bool {
        self.play.is_some()
    }

    /// Runs are shown subtracted.
    pub fn subtracted(&self) -> bool {
        self.how.subtracted
    }

    /// Density over time at the place that was chosen.
    pub fn curve(&self) -> &Curve {
        &self.curve
    }

    /// A roadmap is under the live image.
    pub fn roadmap(&self) -> bool {
        self.roadmap.is_some()
    }

    /// Does what the reference monitor is asked for. What is not in here is a matter of the desk.
    pub fn look(&mut self, look: &Look) {
        match look {
            Look::Study(id) => {
                self.play = None;
                if let Some(place) = self.case.studies.iter().position(|study| study.id == *id) {
                    self.open_study(place, (0.0, 0.0));
                }
            }
            Look::Turn(lao, cranial) => {
                if let Some(Shown::Study(place)) = self.shown {
                    let lao = (self.study_deg.0 + lao).clamp(-120.0, 120.0);
                    self.open_study(place, (lao, (self.study_deg.1 + cranial).clamp(-45.0, 45.0)));
                }
            }
            Look::Run(run) => self.open_run(*run),
            Look::LastRun => self.open_run(self.lengths.len().saturating_sub(1)),
            Look::Loop if self.kept > 0 => {
                self.shown = Some(Shown::Loop(0));
                self.look(&Look::Play(true));
                self.turn(0);
            }
            Look::Frames(by) => {
                self.play = None;
                self.turn(*by);
            }
            Look::Play(true) => {
                let rate = if self.looping() { fluoro::PULSES_PER_SECOND } else { dsa::FRAMES_PER_SECOND };
                self.play = Some(Timer::new(Duration::from_secs_f64(1.0 / rate), TimerMode::Repeating));
            }
            Look::Play(false) => self.play = None,
            Look::ToggleRoadmap => {
                let run = self.run().or_else(|| self.lengths.len().checked_sub(1));
                self.roadmap = if self.roadmap.is_some() { None } else { run };
            }
            Look::Register => {
                if let Some(Shown::Run { run, frame }) = self.shown {
                    self.registering = true;
                    self.jobs.push_back(Job::Register { run, frame, how: self.how });
                }
            }
            Look::Curve(x, y) => self.measure((*x, *y)),
            Look::NoCurve => self.curve = Curve::default(),
            _ => self.develop_otherwise(look),
        }
    }

    /// Changes how runs are shown: window, mask, shift.
    fn develop_otherwise(&mut self, look: &Look) {
        let (frame, how) = (self.frame(), &mut self.how);
        match look {
            Look::Subtracted(on) => how.subtracted = *on,
            Look::Window(wider, brighter) => {
                how.window.width = (how.window.width * (1.0 + wider)).clamp(0.1, 6.0);
                how.window.from = (how.window.from + brighter).clamp(-1.0, 2.0);
            }
            Look::Reset => *how = How::default(),
            Look::Invert => how.window.invert = !how.window.invert,
            Look::Shift(right, down) => how.shift = (how.shift.0 + right, how.shift.1 + down),
            Look::Mask => how.mask = frame.map_or(how.mask, |(frame, _)| frame),
            _ => return,
        }
        self.turn(0);
    }

    fn open_study(&mut self, place: usize, degrees: (f64, f64)) {
        self.shown = Some(Shown::Study(place));
        self.study_deg = degrees;
        self.jobs.retain(|job| !matches!(job, Job::Study(..)));
        self.jobs.push_back(Job::Study(place, degrees));
    }

    fn measure(&mut self, at: (f32, f32)) {
        if let Some(run) = self.run() {
            self.jobs.push_back(Job::Curve { run, how: self.how, at });
        }
    }

    fn open_run(&mut self, run: usize) {
        if run < self.lengths.len() {
            // Each run has its own mask.
            (self.how.mask, self.how.shift) = (0, (0.0, 0.0));
            self.shown = Some(Shown::Run { run, frame: 0 });
            self.look(&Look::Play(true));
            self.turn(0);
        }
    }

    /// Goes `by` frames on, round at the ends.
    fn turn(&mut self, by: i32) {
        let Some((frame, frames)) = self.frame().filter(|(_, frames)| *frames > 0) else { return };
        let ahead = by.unsigned_abs() as usize % frames;
        let frame = (if by < 0 { frame + frames - ahead } else { frame + ahead }) % frames;
        self.jobs.retain(|job| !matches!(job, Job::Show { .. } | Job::Recent(_)));
        if let Some(Shown::Run { run, .. }) = self.shown {
            self.shown = Some(Shown::Run { run, frame });
            self.jobs.push_back(Job::Show { run, frame, how: self.how });
        } else {
            self.shown = Some(Shown::Loop(frame));
            self.jobs.push_back(Job::Recent(frame));
        }
    }

    /// Orders what the present moment shows: a pulse if one is due, the frames exposed since.
    fn order(&mut self, snapshot: &Arc<Snapshot>, exposed: Vec<Arc<Snapshot>>) {
        self.jobs.extend(exposed.into_iter().map(Job::Frame));
        let pulse = Some(fluoro::pulse_of(snapshot));
        if snapshot.imaging.fluoroscopy && !snapshot.imaging.run && pulse != self.pulse {
            self.pulse = pulse;
            // A pulse nobody has seen yet is not worth drawing any more.
            self.jobs.retain(|job| !matches!(job, Job::Pulse(..)));
            self.jobs.push_back(Job::Pulse(Arc::clone(snapshot), self.roadmap));
        }
    }

    fn take(&mut self, picture: &Picture) {
        if let Picture::Curve(curve) = picture {
            self.curve.clone_from(curve);
        }
        if let Picture::Kept(pictures) = picture {
            self.kept = *pictures;
        }
        if let Picture::Shift(shift) = picture {
            (self.how.shift, self.registering) = (*shift, false);
            self.turn(0);
        }
        if let Picture::Frames { run, frames } = picture {
            self.lengths.resize((*run + 1).max(self.lengths.len()), 0);
            self.lengths[*run] = *frames;
            self.shown = Some(Shown::Run { run: *run, frame: frames - 1 });
            self.how = How::default();
            self.play = None;
        }
    }
}

/// A picture for the monitors.
#[derive(Message, Clone, Debug)]
pub(super) struct Developed(pub(super) Picture);

pub(super) fn plugin(app: &mut App) {
    app.add_message::<Developed>().add_systems(
        Update,
        (develop, order, play, begin).chain().in_set(AppSystems::Picture).run_if(resource_exists::<Studio>),
    );
}

fn develop(mut studio: ResMut<Studio>, mut developed: MessageWriter<Developed>) {
    let Some(task) = &mut studio.task else { return };
    let Some((radiographer, pictures)) = block_on(poll_once(task)) else { return };
    studio.task = None;
    studio.idle = Some(radiographer);
    for picture in pictures {
        studio.take(&picture);
        developed.write(Developed(picture));
    }
}

fn order(mut studio: ResMut<Studio>, live: Option<ResMut<LiveCase>>) {
    let Some(mut live) = live else { return };
    let exposed = live.take_exposed();
    let snapshot = Arc::clone(live.snapshot());
    studio.order(&snapshot, exposed);
}

fn play(mut studio: ResMut<Studio>, time: Res<Time<Real>>) {
    let Some(timer) = &mut studio.play else { return };
    timer.tick(time.delta());
    if timer.just_finished() {
        studio.turn(1);
    }
}

pub(super) fn begin(mut studio: ResMut<Studio>) {
    if studio.jobs.is_empty() {
        return;
    }
    let Some(mut radiographer) = studio.idle.take() else { return };
    let jobs = std::mem::take(&mut studio.jobs);
    studio.task = Some(AsyncComputeTaskPool::get().spawn(async move {
        let pictures = radiographer.work(jobs);
        (radiographer, pictures)
    }));
}
