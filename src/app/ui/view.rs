//! What panels read.

use bevy_egui::egui::TextureId;

use super::desk::{Desk, Pedals};
use super::highlight::Highlight;
use super::traces::Traces;
use crate::app::bridge::{Chart, Guide};
use crate::app::settings::{Act, Settings, key_id, key_mark};
use crate::app::text::{Text, say};
use crate::imaging::{Curve, Gantry};
use crate::model::{Case, Segment, SegmentIx};
use crate::replay::Mode;
use crate::sim::{Event, Snapshot, Tick};

/// Everything the panels of the suite read. Borrowed, so that nothing can be changed.
#[derive(Clone, Copy)]
pub struct SuiteView<'a> {
    /// The case.
    pub case: &'a Case,
    /// What can be seen.
    pub snapshot: &'a Snapshot,
    /// What has been done.
    pub chart: &'a Chart,
    /// Everything that happened.
    pub events: &'a [Event],
    /// What is set on the desk.
    pub desk: &'a Desk,
    /// What is set for good.
    pub settings: &'a Settings,
    /// What comes next, when it may be said.
    pub guide: Option<&'a Guide>,
    /// The tutorial's step, when it is played.
    pub tutorial: Option<TutorialView>,
    /// The last seconds of the patient's monitor.
    pub traces: &'a Traces,
    /// Pedals that are down, by key or on the screen.
    pub pedals: Pedals,
    /// The pictures.
    pub pictures: &'a Pictures,
    /// How much help there is.
    pub mode: Mode,
    /// Time stands.
    pub paused: bool,
    /// A restored attempt is being run again: tick reached, tick to reach.
    pub restoring: Option<(Tick, Tick)>,
    /// Why the attempt is not being saved.
    pub saving_error: Option<&'a str>,
}

/// A step of the tutorial.
#[derive(Clone, Copy)]
pub struct TutorialView {
    /// Id of what it says.
    pub text_id: &'static str,
    /// Its number, from 1, and how many there are.
    pub place: (usize, usize),
    /// It waits for nothing: a button goes on.
    pub has_next: bool,
    /// What is to be pressed.
    pub highlight: Option<Highlight>,
}

/// The two monitors.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pictures {
    /// The live image.
    pub live: Option<TextureId>,
    /// There is a live frame to show.
    pub live_filled: bool,
    /// The reference image.
    pub reference: Option<TextureId>,
    /// What the reference image shows, in words; empty when it shows nothing.
    pub reference_title: String,
    /// Frame shown and number of frames, when it is a run.
    pub frame: Option<(usize, usize)>,
    /// Number of the run shown, from 0, and how many there are.
    pub run: Option<usize>,
    /// Runs that can be looked at.
    pub runs: usize,
    /// The run is played.
    pub playing: bool,
    /// Pictures of the last seconds of fluoroscopy that are kept.
    pub kept: usize,
    /// They are what the reference image shows.
    pub looping: bool,
    /// The shift of the mask is being looked for.
    pub registering: bool,
    /// The run is shown subtracted.
    pub subtracted: bool,
    /// The roadmap is under the live image.
    pub roadmap: bool,
    /// Where the gantry stood for the live picture.
    pub live_gantry: Option<Gantry>,
    /// Where it stood for the study that the reference image shows.
    pub study_gantry: Option<Gantry>,
    /// Where it stood for the run that the reference image shows.
    pub run_gantry: Option<Gantry>,
    /// Density over time at the place chosen on a run.
    pub curve: Curve,
}

impl SuiteView<'_> {
    /// The texts.
    pub fn text(&self) -> &'static Text {
        self.settings.text()
    }

    /// Name of a segment for people: its vessel, with a number where the vessel has several.
    pub fn segment_name(&self, ix: SegmentIx) -> String {
        segment_name(self.text(), self.case, self.case.graph.segment(ix))
    }

    /// Name of the key of an act.
    pub fn key(&self, act: Act) -> String {
        key_name(self.settings, act)
    }
}

/// Name of the key of an act.
pub fn key_name(settings: &Settings, act: Act) -> String {
    let key = settings.keys.key(act);
    let number = format!("{key:?}").trim_start_matches(char::is_alphabetic).to_owned();
    key_mark(key).unwrap_or_else(|| say!(settings.text(), key_id(key), number = number))
}

/// Name of a segment for people: its vessel, with a number where the vessel has several.
pub fn segment_name(text: &Text, case: &Case, segment: &Segment) -> String {
    let parts: Vec<_> = case.graph.segments().iter().filter(|other| other.vessel == segment.vessel).collect();
    match parts.iter().position(|part| part.id == segment.id) {
        Some(place) if parts.len() > 1 => {
            say!(text, "vessel-part", vessel = segment.vessel.clone(), part = place + 1)
        }
        _ => segment.vessel.clone(),
    }
}

/// Name of a segment for people, by id.
pub fn segment_label(text: &Text, case: &Case, id: &str) -> String {
    let found = case.graph.find_segment(id);
    found.map_or_else(|| id.to_owned(), |ix| segment_name(text, case, case.graph.segment(ix)))
}

/// Segments that lead to a target or to a protected bed: what may be named as a feeder.
pub fn candidate_feeders(case: &Case) -> Vec<SegmentIx> {
    let graph = &case.graph;
    let mut leads = vec![false; graph.nodes().len()];
    for protected in &case.protected {
        leads[graph.bed(protected.bed).node.ix()] = true;
    }
    for feeder in case.targets.iter().flat_map(|target| &target.feeders) {
        leads[graph.segment(feeder.segment).to.ix()] = true;
    }
    // Segments are drawn away from the heart: going up from what matters finds every vessel that leads there.
    let mut changed = true;
    while changed {
        changed = false;
        for segment in graph.segments().iter().filter(|segment| segment.centreline().is_some()) {
            if leads[segment.to.ix()] && !leads[segment.from.ix()] {
                leads[segment.from.ix()] = true;
                changed = true;
            }
        }
    }
    let mut found: Vec<SegmentIx> = (0..graph.segments().len())
        .map(SegmentIx::at)
        .filter(|ix| {
            let segment = graph.segment(*ix);
            segment.centreline().is_some() && leads[segment.to.ix()]
        })
        .collect();
    found.sort_by_cached_key(|ix| (graph.segment(*ix).vessel.clone(), graph.segment(*ix).id.clone()));
    found
}
