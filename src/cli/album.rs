//! The angiograms of a session: its diagnostic studies, and of each run the peak-opacified subtraction.

use super::failure::Failure;
use crate::export::html::Picture;
use crate::export::png;
use crate::imaging::{self, GreyImage, Renderer, Run, Window};
use crate::model::Case;
use crate::sim::{Event, RunRecord, Simulation, What};

/// Width and height of a picture, pixels.
const SIZE: usize = 640;

/// Ticks between two looks at the pedal: finer than the frames of a run.
const LOOK_EVERY: u64 = 5;

/// Pictures being collected while a session is played.
pub(super) struct Album {
    renderer: Renderer,
    run: Run,
    studies: Vec<(String, String, GreyImage)>,
    peaks: Vec<GreyImage>,
}

impl Album {
    /// Begins with the diagnostic studies.
    pub(super) fn new(case: &Case) -> Self {
        let renderer = Renderer::new(case);
        let studies = case
            .studies
            .iter()
            .map(|study| {
                let picture = imaging::study::study(&renderer, case, study.phase, SIZE);
                (study.id.clone(), study.name.clone(), picture.image)
            })
            .collect();
        Self { renderer, run: Run::new(SIZE), studies, peaks: Vec::new() }
    }

    /// Takes a frame when the pedal is pressed, and closes the run when it is not any more.
    pub(super) fn look(&mut self, simulation: &Simulation) {
        if !simulation.tick().0.is_multiple_of(LOOK_EVERY) {
            return;
        }
        let snapshot = simulation.snapshot();
        if snapshot.imaging.run {
            self.run.push(&mut self.renderer, &snapshot);
        } else {
            self.close();
        }
    }

    /// The pictures with their file names, in the order they were made.
    pub(super) fn finish(mut self, events: &[Event]) -> Result<Vec<(String, Picture)>, Failure> {
        self.close();
        let mut pictures = Vec::new();
        for (id, name, image) in &self.studies {
            pictures.push((format!("study_{}.png", safe(id)), picture(format!("Before: {name}"), image)?));
        }
        let records = events.iter().filter_map(|event| match &event.what {
            What::RunAcquired(record) => Some(record),
            _ => None,
        });
        for (image, record) in self.peaks.iter().zip(records) {
            pictures.push((format!("run_{:02}.png", record.number), picture(caption(record), image)?));
        }
        Ok(pictures)
    }

    fn close(&mut self) {
        if !self.run.is_empty() {
            let run = core::mem::replace(&mut self.run, Run::new(SIZE));
            self.peaks.push(Window::default().show(&run.peak()));
        }
    }
}

fn caption(record: &RunRecord) -> String {
    let from = record.injected_at.as_ref().map_or("no contrast".to_owned(), |segment| {
        format!("{:.0} mL of contrast from {}", record.contrast_ml, segment.replace('_', " "))
    });
    format!("Run {} at {}: {from}", record.number, record.from)
}

fn picture(caption: String, image: &GreyImage) -> Result<Picture, Failure> {
    let (width, height) = (image.width as u32, image.height as u32);
    let png = png::grey(width, height, &image.pixels).map_err(|error| Failure::other(error.to_string()))?;
    Ok(Picture { caption, png })
}

/// An id as part of a file name.
fn safe(id: &str) -> String {
    id.chars().map(|c| if c.is_alphanumeric() || matches!(c, '_' | '-') { c } else { '_' }).collect()
}
