//! An attempt that is over, computed again from its session: everything the debrief draws besides the report.

use std::sync::Arc;

use crate::imaging::{Gantry, GreyImage, Renderer, Run, Window};
use crate::model::Case;
use crate::replay::{Player, Session};
use crate::scoring::{self, Meta, Report};
use crate::sim::tick::TICKS_PER_SECOND;
use crate::sim::{Command, Event, RunRecord, Simulation, Snapshot, Tick, What};

/// Ticks between the frames of a run.
const LOOK_EVERY: u64 = TICKS_PER_SECOND as u64 / 3;
/// Ticks between two samples of the curves.
const SAMPLE_EVERY: u64 = 2 * TICKS_PER_SECOND as u64;
/// Ticks between two states that are kept to start from.
const KEEP_EVERY: u64 = 60 * TICKS_PER_SECOND as u64;
/// Pixels across of the angiograms.
const SIZE: usize = 512;

/// What the curves show of one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sample {
    /// When, s.
    pub seconds: f64,
    /// Flow in each feeder of each target, in order, as a share of rest.
    pub feeders: Vec<f64>,
    /// Air kerma, mGy.
    pub air_kerma_mgy: f64,
    /// Contrast, mL.
    pub contrast_ml: f64,
}

/// A run with its peak-opacified picture.
#[derive(Clone, Debug)]
pub struct Angiogram {
    /// What it was.
    pub record: RunRecord,
    /// What it showed.
    pub image: GreyImage,
    /// Where the gantry stood for it.
    pub gantry: Option<Gantry>,
}

/// The attempt.
pub struct Review {
    /// The case.
    pub case: Arc<Case>,
    /// What it was worth.
    pub report: Report,
    /// Everything that happened.
    pub events: Vec<Event>,
    /// The curves.
    pub samples: Vec<Sample>,
    /// The runs, in order.
    pub angiograms: Vec<Angiogram>,
    /// How it ended.
    pub last: Snapshot,
    /// When it ended.
    pub end: Tick,
    commands: Vec<(Tick, Command)>,
    kept: Vec<Simulation>,
}

impl Review {
    /// Computes a session again.
    ///
    /// # Errors
    /// Why the session cannot be computed here, in words.
    pub fn of(case: Arc<Case>, session: &Session) -> Result<Self, String> {
        let mut player = Player::new(Arc::clone(&case), session).map_err(|error| error.to_string())?;
        let mut kept = vec![player.simulation().clone()];
        let (mut samples, mut album) = (Vec::new(), Album::new(&case));
        while player.step().is_some() {
            let simulation = player.simulation();
            let tick = simulation.tick().0;
            if tick.is_multiple_of(KEEP_EVERY) {
                kept.push(simulation.clone());
            }
            if tick.is_multiple_of(LOOK_EVERY) {
                let snapshot = simulation.snapshot();
                album.look(&snapshot);
                if tick.is_multiple_of(SAMPLE_EVERY) {
                    samples.push(sample(&case, &snapshot));
                }
            }
        }
        let played = player.finish().map_err(|error| error.to_string())?;
        let (simulation, end) = (played.simulation(), session.end);
        let meta = Meta {
            mode: session.mode.to_string(),
            seed: session.seed,
            state_hash: simulation.state_hash(),
            sim_seconds: end.seconds(),
        };
        let events = played.events().to_vec();
        Ok(Self {
            report: scoring::assess(&case, &events, &played.outcome(), &meta),
            angiograms: album.finish(&events),
            last: simulation.snapshot(),
            commands: session.commands.clone(),
            case,
            events,
            samples,
            end,
            kept,
        })
    }

    /// What could be seen at a moment.
    pub fn moment(&self, tick: Tick) -> Snapshot {
        let tick = tick.min(self.end);
        let place = ((tick.0 / KEEP_EVERY) as usize).min(self.kept.len() - 1);
        let mut simulation = self.kept[place].clone();
        let mut next = self.commands.partition_point(|(at, _)| *at < simulation.tick());
        while simulation.tick() < tick {
            let now = simulation.tick();
            let after = next + self.commands[next..].iter().take_while(|(at, _)| *at <= now).count();
            let commands: Vec<Command> =
                self.commands[next..after].iter().map(|(_, it)| it.clone()).collect();
            simulation.step(&commands);
            next = after;
        }
        simulation.snapshot()
    }
}

fn sample(case: &Case, snapshot: &Snapshot) -> Sample {
    let feeders = case.targets.iter().flat_map(|target| &target.feeders);
    let share = |ix: crate::model::SegmentIx| {
        let segment = &snapshot.segments[ix.ix()];
        if segment.resting_ml_min == 0.0 { 0.0 } else { segment.flow_ml_min / segment.resting_ml_min }
    };
    Sample {
        seconds: snapshot.tick.seconds(),
        feeders: feeders.map(|feeder| share(feeder.segment)).collect(),
        air_kerma_mgy: snapshot.imaging.air_kerma_mgy,
        contrast_ml: snapshot.injection.contrast_ml,
    }
}

/// Collects the frames of runs while a session is played.
struct Album {
    renderer: Renderer,
    run: Run,
    peaks: Vec<(GreyImage, Option<Gantry>)>,
}

impl Album {
    fn new(case: &Case) -> Self {
        Self { renderer: Renderer::new(case), run: Run::new(SIZE), peaks: Vec::new() }
    }

    fn look(&mut self, snapshot: &Snapshot) {
        if snapshot.imaging.run {
            self.run.push(&mut self.renderer, snapshot);
        } else {
            self.close();
        }
    }

    fn close(&mut self) {
        if !self.run.is_empty() {
            let run = std::mem::replace(&mut self.run, Run::new(SIZE));
            self.peaks.push((Window::default().show(&run.peak()), run.gantry(0)));
        }
    }

    fn finish(mut self, events: &[Event]) -> Vec<Angiogram> {
        self.close();
        let records = events.iter().filter_map(|event| match &event.what {
            What::RunAcquired(record) => Some(record.clone()),
            _ => None,
        });
        let taken = self.peaks.into_iter().zip(records);
        taken.map(|((image, gantry), record)| Angiogram { record, image, gantry }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::replay::{Mode, Recorder};
    use crate::scenario;

    #[test]
    fn a_moment_is_the_moment_that_was() {
        let library = scenario::Library::bundled();
        let case = scenario::bundled_case(&library, "hepatic_hcc").expect("bundled").expect("checked").value;
        let case = Arc::new(case);
        let mut recorder = Recorder::new(Arc::clone(&case), 3, Mode::Practice);
        let mut seen = Vec::new();
        for tick in 0..KEEP_EVERY + 130 {
            let commands: &[Command] = match tick {
                5 => &[Command::Run { on: true }],
                200 => &[Command::Run { on: false }],
                _ => &[],
            };
            recorder.step(commands);
            let view = &recorder.simulation().snapshot().imaging;
            seen.push((recorder.simulation().tick(), view.air_kerma_mgy, view.run));
        }
        let review = Review::of(case, &recorder.session()).unwrap();
        for (tick, kerma, run) in [seen[0], seen[90], seen[KEEP_EVERY as usize + 100]] {
            let moment = review.moment(tick);
            assert_eq!((moment.tick, moment.imaging.air_kerma_mgy, moment.imaging.run), (tick, kerma, run));
        }
        assert_eq!(review.angiograms.len(), 1);
        assert!(review.samples.len() >= 30);
    }
}
