//! The angiograms of a session: its diagnostic studies, the live picture where a device was deepest, and of each run the
//! peak-opacified subtraction and a film, a sheet of its frames in order, on which contrast is seen to come and go. Of an
//! agent that flows backwards past the tip, a film of the worst moment shows everything that came since the injection began.

use super::failure::Failure;
use crate::export::html::{Picture, caption};
use crate::export::png;
use crate::imaging::{self, GreyImage, Renderer, Run, Window};
use crate::model::Case;
use crate::said::{Said, said};
use crate::sim::snapshot::ImagingView;
use crate::sim::{Event, Simulation, Snapshot, Tick, What};

/// Width and height of a picture, pixels.
const SIZE: usize = 640;

/// Frames across and down on a sheet.
const SHEET: (usize, usize) = (4, 2);

/// Ticks between two looks at the pedal: finer than the frames of a run.
const LOOK_EVERY: u64 = 5;

/// Frames of a film of reflux: six seconds.
const REFLUX_FRAMES: usize = 18;

/// Field of that film, mm.
const CLOSE_UP_MM: f64 = 110.0;

/// Pictures being collected while a session is played.
pub(super) struct Album {
    renderer: Renderer,
    run: Run,
    first_frame: Tick,
    studies: Vec<(String, String, GreyImage)>,
    /// When its first frame was taken, peak and film of each run.
    peaks: Vec<(Tick, GreyImage, GreyImage)>,
    deepest: Option<(f64, Snapshot)>,
    /// The last moment nothing was injected: the mask for what flows backwards.
    calm: Option<Snapshot>,
    reflux: Run,
    refluxes: Vec<(Tick, GreyImage)>,
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
        Self {
            renderer,
            run: Run::new(SIZE),
            first_frame: Tick(0),
            studies,
            peaks: Vec::new(),
            deepest: None,
            calm: None,
            reflux: Run::new(SIZE),
            refluxes: Vec::new(),
        }
    }

    /// Takes a frame when the pedal is pressed, and closes the run when it is not any more.
    pub(super) fn look(&mut self, simulation: &Simulation) {
        if !simulation.tick().0.is_multiple_of(LOOK_EVERY) {
            return;
        }
        let snapshot = simulation.snapshot();
        if snapshot.imaging.run {
            if self.run.is_empty() {
                self.first_frame = snapshot.tick;
            }
            self.run.push(&mut self.renderer, &snapshot);
            return;
        }
        self.close();
        self.watch(&snapshot);
        let devices = [&snapshot.catheter, &snapshot.microcatheter, &snapshot.wire];
        let depth = devices.into_iter().flatten().map(|device| device.depth_mm).fold(0.0, f64::max);
        if snapshot.imaging.fluoroscopy && depth > self.deepest.as_ref().map_or(0.0, |(known, _)| *known) {
            self.deepest = Some((depth, snapshot));
        }
    }

    /// The pictures with their file names, in the order they were made.
    pub(super) fn finish(mut self, case: &Case, events: &[Event]) -> Result<Vec<(String, Picture)>, Failure> {
        self.close();
        self.close_reflux();
        let mut pictures = Vec::new();
        for (id, name, image) in &self.studies {
            pictures.push((
                format!("study_{}.png", safe(id)),
                picture(said!("Before: {study}", study = name), image)?,
            ));
        }
        if let Some((_, snapshot)) = &self.deepest {
            let live = self.renderer.fluoroscopy(snapshot, SIZE);
            let caption = said!("Fluoroscopy at {moment}", moment = Said::mark(snapshot.tick));
            pictures.push(("fluoroscopy.png".to_owned(), picture(caption, &live)?));
        }
        let records = events.iter().filter_map(|event| match &event.what {
            What::RunAcquired(record) => Some(record),
            _ => None,
        });
        for record in records {
            let frame = record.from.0..=record.from.0 + LOOK_EVERY;
            // too short for a frame, a run leaves no picture
            let Some((_, peak, film)) = self.peaks.iter().find(|(first, ..)| frame.contains(&first.0)) else {
                continue;
            };
            let (name, caption) = (format!("run_{:02}", record.number), caption(case, record));
            pictures.push((format!("{name}.png"), picture(caption.clone(), peak)?));
            let by_frame = said!("{caption}, frame by frame", caption);
            pictures.push((format!("{name}_film.png"), picture(by_frame, film)?));
        }
        if let Some((start, film)) = worst(&self.refluxes, events) {
            let start = Said::mark(start);
            let caption = said!("Reflux at {start}: what came since the injection began", start);
            pictures.push(("reflux.png".to_owned(), picture(caption, film)?));
        }
        Ok(pictures)
    }

    /// Films reflux from the moment before the injection, close to the tip and each frame at the same point of the breath.
    fn watch(&mut self, snapshot: &Snapshot) {
        let Some(catheter) = snapshot.microcatheter.as_ref().or(snapshot.catheter.as_ref()) else { return };
        let Some(tip) = catheter.polyline_mm.last() else { return };
        let mut snapshot = snapshot.clone();
        snapshot.imaging =
            ImagingView { breath: 0.0, centre_mm: *tip, field_mm: CLOSE_UP_MM, ..snapshot.imaging };
        let injection = &snapshot.injection;
        if self.reflux.is_empty()
            && injection.reflux
            && let Some(calm) = self.calm.take()
        {
            self.reflux.push(&mut self.renderer, &calm);
        }
        if !self.reflux.is_empty() {
            self.reflux.push(&mut self.renderer, &snapshot);
            if self.reflux.len() >= REFLUX_FRAMES {
                self.close_reflux();
            }
        } else if injection.agent_ml_s + injection.contrast_ml_s + injection.flush_ml_s == 0.0 {
            self.calm = Some(snapshot);
        }
    }

    fn close_reflux(&mut self) {
        if let Some(start) = self.reflux.seconds(1) {
            let run = core::mem::replace(&mut self.reflux, Run::new(SIZE));
            self.refluxes.push((Tick(0).after(start), film(&run)));
        }
    }

    fn close(&mut self) {
        if !self.run.is_empty() {
            let run = core::mem::replace(&mut self.run, Run::new(SIZE));
            self.peaks.push((self.first_frame, Window::default().show(&run.peak()), film(&run)));
        }
    }
}

/// The film during the push of which most flowed backwards.
fn worst<'a>(films: &'a [(Tick, GreyImage)], events: &[Event]) -> Option<&'a (Tick, GreyImage)> {
    let pushes = events.iter().filter_map(|event| match event.what {
        What::AgentInjected { refluxed_ml, .. } if refluxed_ml > 0.0 => Some((event.tick, refluxed_ml)),
        _ => None,
    });
    let (end, _) = pushes.max_by(|a, b| a.1.total_cmp(&b.1))?;
    films.iter().rev().find(|(start, _)| *start <= end)
}

/// Mean density of a frame that shows something.
const FIRST_SIGHT: f64 = 0.002;

/// From the last empty frame on, frames of a run at half their size, the early ones closer together: contrast comes faster than it goes.
fn film(run: &Run) -> GreyImage {
    let (across, down) = SHEET;
    let half = SIZE / 2;
    let empty =
        |frame: &usize| run.density(*frame).is_none_or(|map| map.sum() < FIRST_SIGHT * map.data.len() as f64);
    let before = (0..run.len()).take_while(empty).last().filter(|&b| b + 1 < run.len()).unwrap_or(0);
    let mut sheet =
        GreyImage { width: across * half, height: down * half, pixels: vec![0; across * down * half * half] };
    for k in 0..across * down {
        let part = k as f64 / (across * down - 1) as f64;
        let frame = before + ((run.len() - 1 - before) as f64 * part * part.sqrt() + 0.5) as usize;
        let Some(image) = run.subtracted(frame, Window::default()) else { continue };
        let corner = k / across * half * sheet.width + k % across * half;
        for row in 0..half {
            for column in 0..half {
                let pair =
                    |row| u16::from(image.at(2 * column, row)) + u16::from(image.at(2 * column + 1, row));
                let mean = (pair(2 * row) + pair(2 * row + 1) + 2) / 4;
                sheet.pixels[corner + row * sheet.width + column] = mean as u8;
            }
        }
    }
    sheet
}

fn picture(caption: Said, image: &GreyImage) -> Result<Picture, Failure> {
    let (width, height) = (image.width as u32, image.height as u32);
    let png = png::grey(width, height, &image.pixels).map_err(|error| Failure::other(error.to_string()))?;
    Ok(Picture { caption, marks: Vec::new(), png })
}

/// An id as part of a file name.
fn safe(id: &str) -> String {
    id.chars().map(|c| if c.is_alphanumeric() || matches!(c, '_' | '-') { c } else { '_' }).collect()
}
