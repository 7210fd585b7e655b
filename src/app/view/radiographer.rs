//! Makes pictures on request: the live one, run frames, studies. Knows no window; works through jobs in order.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::imaging::{Gantry, GreyImage, Live, Map, Renderer, Run, Window, roadmap, study};
use crate::model::Case;
use crate::sim::Snapshot;

/// Pixels across of every picture: what the live monitor shows at 1280 by 720, at a cost a laptop bears.
pub const SIZE: usize = 512;
/// How strongly the roadmap shows.
const ROADMAP_SHARE: f32 = 0.6;

/// One piece of work.
#[derive(Clone, Debug)]
pub enum Job {
    /// A pulse of fluoroscopy, over the roadmap of a run if one is given.
    Pulse(Arc<Snapshot>, Option<usize>),
    /// A frame of a run; a new run begins when its number is new.
    Frame(Arc<Snapshot>),
    /// A frame of a run for the reference monitor.
    Show {
        /// Which run.
        run: usize,
        /// Which frame.
        frame: usize,
        /// Minus its mask.
        subtracted: bool,
    },
    /// A study for the reference monitor, by its place.
    Study(usize),
}

/// What came of a job.
#[derive(Clone, Debug)]
pub enum Picture {
    /// For the live monitor, with where the gantry stood.
    Live(GreyImage, Gantry),
    /// For the reference monitor; a study with where the gantry stood.
    Reference(GreyImage, Option<Gantry>),
    /// A run has this many frames now.
    Frames {
        /// Which run.
        run: usize,
        /// How many.
        frames: usize,
    },
}

/// The renderer of one case with the runs acquired so far.
pub struct Radiographer {
    case: Arc<Case>,
    renderer: Renderer,
    live: Live,
    runs: Vec<(u32, Run)>,
    peak: Option<(usize, usize, Map)>,
}

impl Radiographer {
    /// Prepares a case.
    pub fn new(case: Arc<Case>) -> Self {
        let renderer = Renderer::new(&case);
        Self { case, renderer, live: Live::default(), runs: Vec::new(), peak: None }
    }

    /// Does everything that waits, in order.
    pub fn work(&mut self, jobs: VecDeque<Job>) -> Vec<Picture> {
        let mut pictures = Vec::new();
        for job in jobs {
            match job {
                Job::Pulse(snapshot, map) => {
                    let gantry = Gantry::from(&snapshot.imaging);
                    pictures.push(Picture::Live(self.pulse(&snapshot, map), gantry));
                }
                Job::Frame(snapshot) => self.frame(&snapshot, &mut pictures),
                Job::Show { run, frame, subtracted } => {
                    let shown = self.show(run, frame, subtracted);
                    pictures.extend(shown.map(|image| Picture::Reference(image, None)));
                }
                Job::Study(place) => {
                    if let Some(known) = self.case.studies.get(place) {
                        let drawn = study::study(&self.renderer, &self.case, known.phase, SIZE);
                        pictures.push(Picture::Reference(drawn.image, Some(drawn.gantry)));
                    }
                }
            }
        }
        pictures
    }

    fn pulse(&mut self, snapshot: &Snapshot, map: Option<usize>) -> GreyImage {
        let image = self.live.frame(&mut self.renderer, snapshot, SIZE).clone();
        match map.and_then(|run| self.peak(run)) {
            Some(peak) => roadmap(&image, peak, ROADMAP_SHARE),
            None => image,
        }
    }

    /// The peak-opacified picture of a run, computed once.
    fn peak(&mut self, run: usize) -> Option<&Map> {
        let (_, frames) = self.runs.get(run)?;
        let known = self.peak.as_ref().is_some_and(|(of, with, _)| (*of, *with) == (run, frames.len()));
        if !known {
            self.peak = Some((run, frames.len(), frames.peak()));
        }
        self.peak.as_ref().map(|(_, _, map)| map)
    }

    fn frame(&mut self, snapshot: &Snapshot, pictures: &mut Vec<Picture>) {
        let number = snapshot.imaging.runs;
        if self.runs.last().is_none_or(|(last, _)| *last != number) {
            self.runs.push((number, Run::new(SIZE)));
        }
        let place = self.runs.len() - 1;
        let Some((_, run)) = self.runs.last_mut() else { return };
        if !run.push(&mut self.renderer, snapshot) {
            return;
        }
        let frame = run.len() - 1;
        let gantry = Gantry::from(&snapshot.imaging);
        let native = run.unsubtracted(&mut self.renderer, frame);
        pictures.extend(native.map(|image| Picture::Live(image, gantry)));
        pictures.extend(self.show(place, frame, true).map(|image| Picture::Reference(image, None)));
        pictures.push(Picture::Frames { run: place, frames: frame + 1 });
    }

    fn show(&mut self, run: usize, frame: usize, subtracted: bool) -> Option<GreyImage> {
        let (_, run) = self.runs.get(run)?;
        if subtracted {
            run.subtracted(frame, Window::default())
        } else {
            run.unsubtracted(&mut self.renderer, frame)
        }
    }
}
