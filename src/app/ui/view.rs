//! What panels read.

use bevy_egui::egui::TextureId;

use super::desk::{Desk, Pedals};
use crate::app::bridge::Chart;
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
    /// The run is shown subtracted.
    pub subtracted: bool,
    /// The roadmap is under the live image.
    pub roadmap: bool,
}

impl SuiteView<'_> {
    /// Name of a segment for people: its vessel, with a number where the vessel has several.
    pub fn segment_name(&self, ix: SegmentIx) -> String {
        segment_name(self.case, self.case.graph.segment(ix))
    }
}

/// Name of a segment for people: its vessel, with a number where the vessel has several.
pub fn segment_name(case: &Case, segment: &Segment) -> String {
    let parts: Vec<_> = case.graph.segments().iter().filter(|other| other.vessel == segment.vessel).collect();
    match parts.iter().position(|part| part.id == segment.id) {
        Some(place) if parts.len() > 1 => format!("{}, part {}", segment.vessel, place + 1),
        _ => segment.vessel.clone(),
    }
}

/// Name of a segment for people, by id.
pub fn segment_label(case: &Case, id: &str) -> String {
    case.graph.find_segment(id).map_or_else(|| id.to_owned(), |ix| segment_name(case, case.graph.segment(ix)))
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
    found.sort_by_cached_key(|ix| segment_name(case, graph.segment(*ix)));
    found
}
