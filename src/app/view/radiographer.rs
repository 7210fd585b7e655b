//! Makes pictures on request: the live one, run frames, studies. Knows no window; works through jobs in order.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::imaging::{Curve, Gantry, GreyImage, Live, Map, Region, Renderer, Run, Window, roadmap, study};
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
        /// How.
        how: How,
    },
    /// Density over time of a run, around a place in shares of the picture.
    Curve {
        /// Which run.
        run: usize,
        /// How: the mask counts.
        how: How,
        /// Where.
        at: (f32, f32),
    },
    /// A study for the reference monitor, by its place, seen from LAO and cranial angles in degrees.
    Study(usize, (f64, f64)),
    /// A picture of the last seconds of fluoroscopy for the reference monitor, from the oldest.
    Recent(usize),
    /// The shift of the mask at which most of a frame cancels.
    Register {
        /// Which run.
        run: usize,
        /// Which frame.
        frame: usize,
        /// How: the mask counts.
        how: How,
    },
}

/// How a run is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct How {
    /// Minus its mask.
    pub subtracted: bool,
    /// How densities become greys.
    pub window: Window,
    /// The frame that is the mask.
    pub mask: usize,
    /// The mask moved by pixels, right and down.
    pub shift: (f32, f32),
}

impl Default for How {
    fn default() -> Self {
        Self { subtracted: true, window: Window::default(), mask: 0, shift: (0.0, 0.0) }
    }
}

/// What came of a job.
#[derive(Clone, Debug)]
pub enum Picture {
    /// For the live monitor, with where the gantry stood.
    Live(GreyImage, Gantry),
    /// For the reference monitor.
    Reference(GreyImage, Geometry),
    /// Density over time.
    Curve(Curve),
    /// This many pictures of the last seconds of fluoroscopy are kept.
    Kept(usize),
    /// The shift that was asked for, pixels right and down.
    Shift((f32, f32)),
    /// A run has this many frames now.
    Frames {
        /// Which run.
        run: usize,
        /// How many.
        frames: usize,
    },
}

/// Where the gantry stood for the picture on the reference monitor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Geometry {
    /// For a study: vessels are named on it.
    Study(Gantry),
    /// For a run.
    Run(Option<Gantry>),
}

/// Radius of the region of a curve, pixels.
const REGION: f64 = 5.0;

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
                    pictures.push(Picture::Kept(self.live.recent().len()));
                }
                Job::Frame(snapshot) => self.frame(&snapshot, &mut pictures),
                Job::Show { run, frame, how } => pictures.extend(self.show(run, frame, how)),
                Job::Curve { run, how, at } => pictures.extend(self.curve(run, how, at)),
                Job::Study(place, angles) => pictures.extend(self.study(place, angles)),
                Job::Recent(place) => {
                    let kept = self.live.recent().get(place).cloned();
                    pictures.extend(kept.map(|image| Picture::Reference(image, Geometry::Run(None))));
                }
                Job::Register { run, frame, how } => pictures.extend(self.register(run, frame, how)),
            }
        }
        pictures
    }

    fn study(&self, place: usize, (lao_deg, cranial_deg): (f64, f64)) -> Option<Picture> {
        let known = self.case.studies.get(place)?;
        let gantry = Gantry { lao_deg, cranial_deg, ..study::gantry(&self.case) };
        let drawn = study::draw(&self.renderer, &self.case, known.phase, gantry, SIZE);
        Some(Picture::Reference(drawn.image, Geometry::Study(drawn.gantry)))
    }

    fn register(&mut self, run: usize, frame: usize, how: How) -> Option<Picture> {
        let (_, run) = self.runs.get_mut(run)?;
        register(run, how);
        run.best_shift(frame).map(Picture::Shift)
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
        pictures.extend(self.show(place, frame, How::default()));
        pictures.push(Picture::Frames { run: place, frames: frame + 1 });
    }

    fn show(&mut self, run: usize, frame: usize, how: How) -> Option<Picture> {
        let (_, run) = self.runs.get_mut(run)?;
        let gantry = run.gantry(frame);
        let image = if how.subtracted {
            register(run, how);
            run.subtracted(frame, how.window)?
        } else {
            run.unsubtracted(&mut self.renderer, frame)?
        };
        Some(Picture::Reference(image, Geometry::Run(gantry)))
    }

    fn curve(&mut self, run: usize, how: How, at: (f32, f32)) -> Option<Picture> {
        let (_, run) = self.runs.get_mut(run)?;
        register(run, how);
        let size = run.size() as f64;
        let centre = (f64::from(at.0) * size, f64::from(at.1) * size);
        Some(Picture::Curve(Curve::of(run, Region { centre, radius: REGION })))
    }
}

/// Chooses mask and shift of a run.
fn register(run: &mut Run, how: How) {
    run.set_mask(how.mask.min(run.len().saturating_sub(1)));
    run.set_shift(how.shift.0, how.shift.1);
}
