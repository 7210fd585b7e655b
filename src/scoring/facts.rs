//! What the events say, read once and in order: the ground that steps and errors stand on.

use std::collections::BTreeMap;

use super::course::Course;
use super::reach::{Reach, Way};
use crate::model::{Case, Judgement, SegmentIx, Slot};
use crate::said::Said;
use crate::sim::{Event, Outcome, RunRecord, What, tick::Tick};

/// One push of an agent that brought something in.
pub(super) struct Push<'a> {
    /// Place among the events.
    pub at: usize,
    /// When it ended.
    pub tick: Tick,
    /// Agent id.
    pub agent: &'a str,
    /// Segment of the tip, as named by the event.
    pub segment: &'a str,
    /// The same in the graph.
    pub ix: Option<SegmentIx>,
    /// Volume, mL.
    pub ml: f64,
    /// How much went backwards, mL.
    pub refluxed_ml: f64,
}

/// One run with contrast.
pub(super) struct Run<'a> {
    /// Place among the events.
    pub at: usize,
    /// When it ended.
    pub tick: Tick,
    /// The whole record.
    pub record: &'a RunRecord,
    /// Where contrast came from.
    pub ix: SegmentIx,
}

/// Something with its place among the events and its moment.
#[derive(Clone, Copy)]
pub(super) struct Moment {
    /// Place among the events.
    pub at: usize,
    /// When.
    pub tick: Tick,
}

/// All that the checks read.
pub(super) struct Facts<'a> {
    pub case: &'a Case,
    pub events: &'a [Event],
    pub outcome: &'a Outcome,
    pub reach: Reach,
    /// One for each feeder of each target, in the file's order.
    pub courses: Vec<Course<'a>>,
    pub pushes: Vec<Push<'a>>,
    pub runs: Vec<Run<'a>>,
    /// Number of the run that serves as initial angiogram, if it came before the first push.
    pub baseline: Option<u32>,
    /// End of the session, for what was never done.
    pub end: Tick,
    /// The session broke off while the sheath was still in: what is missing was not forgotten, only never reached.
    pub cut_short: bool,
}

impl<'a> Facts<'a> {
    pub(super) fn new(case: &'a Case, events: &'a [Event], outcome: &'a Outcome, seconds: f64) -> Self {
        let reach = Reach::new(&case.graph);
        let pushes = pushes(case, events);
        let runs = runs(case, events);
        let ways: Vec<Way> = feeders(case)
            .map(|(target, f)| Way::new(&case.graph, &reach, &case.targets[target].feeders[f]))
            .collect();
        let selection = super::course::select(case, &ways, &pushes, &runs, sheath_in(events));
        let courses = feeders(case)
            .zip(ways)
            .zip(&selection.target_runs)
            .map(|(((target, f), way), run)| {
                let feeder = &case.targets[target].feeders[f];
                Course::new((case, target, feeder), way, (&pushes, &runs, events), *run)
            })
            .collect();
        let finished = events.iter().any(|e| e.what == What::Finished);
        let sheath_out = events.iter().any(|e| e.what == What::SheathRemoved);
        Self {
            case,
            events,
            outcome,
            reach,
            courses,
            pushes,
            runs,
            baseline: selection.baseline,
            end: events.last().map_or(Tick(0), |e| e.tick).max(Tick(0).after(seconds)),
            cut_short: !finished && !sheath_out,
        }
    }

    /// The first event that `pick` takes.
    pub(super) fn first<T>(&self, mut pick: impl FnMut(&'a What) -> Option<T>) -> Option<(Moment, T)> {
        self.events.iter().enumerate().find_map(|(at, e)| Some((Moment { at, tick: e.tick }, pick(&e.what)?)))
    }

    /// The last event that `pick` takes.
    pub(super) fn last<T>(&self, mut pick: impl FnMut(&'a What) -> Option<T>) -> Option<(Moment, T)> {
        self.events
            .iter()
            .enumerate()
            .rev()
            .find_map(|(at, e)| Some((Moment { at, tick: e.tick }, pick(&e.what)?)))
    }

    /// Every event that `pick` takes.
    pub(super) fn all<T>(&self, mut pick: impl FnMut(&'a What) -> Option<T>) -> Vec<(Moment, T)> {
        let moments = self.events.iter().enumerate();
        moments.filter_map(|(at, e)| Some((Moment { at, tick: e.tick }, pick(&e.what)?))).collect()
    }

    /// The moment the first embolic material went in.
    pub(super) fn first_push(&self) -> Option<Moment> {
        self.pushes.first().map(|p| Moment { at: p.at, tick: p.tick })
    }

    /// Whether this came before the first embolic material.
    pub(super) fn before_embolic(&self, at: usize) -> bool {
        self.pushes.first().is_none_or(|p| at < p.at)
    }

    /// The feeder that was treated first (the first of the file when none was), with its place in `courses`.
    pub(super) fn leading(&self) -> Option<(usize, &Course<'a>)> {
        let treated = |(_, c): &(usize, &Course<'a>)| c.first_push.map_or(usize::MAX, |m| m.at);
        self.courses.iter().enumerate().min_by_key(treated)
    }

    /// A vessel for people, by the id of its segment.
    pub(super) fn vessel(&self, segment: &'a str) -> &'a str {
        vessel(self.case, segment)
    }

    /// A bed for people, by its id.
    pub(super) fn bed(&self, bed: &'a str) -> &'a str {
        self.case.graph.find_bed(bed).map_or(bed, |ix| self.case.graph.bed(ix).name.as_str())
    }

    /// An agent for people, by its id.
    pub(super) fn agent(&self, agent: &'a str) -> &'a str {
        self.case.agent(agent).map_or(agent, |a| a.name.as_str())
    }

    /// A device for people, by its id.
    pub(super) fn device(&self, device: &'a str) -> &'a str {
        self.case.device(device).map_or(device, |d| d.name.as_str())
    }

    /// Every site that was punctured.
    pub(super) fn punctured(&self) -> Vec<(Moment, &'a str)> {
        self.all(|w| match w {
            What::Punctured { site } => Some(site.as_str()),
            _ => None,
        })
    }

    /// The site that was entered, of several the first of those that fit this patient least; or chosen last when none was
    /// entered.
    pub(super) fn site(&self) -> Option<(Moment, &'a str)> {
        let misfit = |id: &str| {
            self.case.site(id).map_or(0, |site| match site.judgement {
                Judgement::Appropriate => 0,
                Judgement::Acceptable => 1,
                Judgement::Inappropriate => 2,
            })
        };
        let entered = self.punctured().into_iter().rev().max_by_key(|(_, id)| misfit(id));
        let chosen = self.last(|w| match w {
            What::AccessChosen { site } => Some(site.as_str()),
            _ => None,
        });
        entered.or(chosen)
    }

    /// Volume of each agent that was injected, mL, in the order of ids.
    pub(super) fn injected(&self) -> BTreeMap<&'a str, f64> {
        let mut sums = BTreeMap::new();
        for push in &self.pushes {
            *sums.entry(push.agent).or_insert(0.0) += push.ml;
        }
        sums
    }

    /// What is in the stack just before an event, innermost first.
    pub(super) fn stack_before(&self, at: usize) -> BTreeMap<Slot, &'a str> {
        let mut stack = BTreeMap::new();
        for event in &self.events[..at] {
            match &event.what {
                What::DeviceLoaded { slot, device } => {
                    stack.insert(*slot, device.as_str());
                }
                What::DeviceRemoved { slot, .. } => {
                    stack.remove(slot);
                }
                _ => {}
            }
        }
        stack
    }
}

/// A vessel for people, by the id of its segment.
pub(super) fn vessel<'a>(case: &'a Case, segment: &'a str) -> &'a str {
    case.graph.find_segment(segment).map_or(segment, |ix| case.graph.segment(ix).vessel.as_str())
}

/// A share as a percentage with so many decimals.
pub(super) fn percent(share: f64, decimals: usize) -> Said {
    Said::number(100.0 * share, decimals)
}

/// Target and feeder indices in the file's order.
fn feeders(case: &Case) -> impl Iterator<Item = (usize, usize)> + '_ {
    case.targets.iter().enumerate().flat_map(|(t, target)| (0..target.feeders.len()).map(move |f| (t, f)))
}

fn sheath_in(events: &[Event]) -> Option<usize> {
    events.iter().position(|e| matches!(e.what, What::SheathInserted { .. }))
}

fn pushes<'a>(case: &Case, events: &'a [Event]) -> Vec<Push<'a>> {
    let injected = events.iter().enumerate().filter_map(|(at, e)| match &e.what {
        What::AgentInjected { agent, segment, ml, refluxed_ml } if *ml > 0.0 => Some(Push {
            at,
            tick: e.tick,
            agent,
            segment,
            ix: case.graph.find_segment(segment),
            ml: *ml,
            refluxed_ml: *refluxed_ml,
        }),
        _ => None,
    });
    injected.collect()
}

fn runs<'a>(case: &Case, events: &'a [Event]) -> Vec<Run<'a>> {
    let acquired = events.iter().enumerate().filter_map(|(at, e)| match &e.what {
        What::RunAcquired(record) => {
            let ix = case.graph.find_segment(record.injected_at.as_deref()?)?;
            Some(Run { at, tick: e.tick, record, ix })
        }
        _ => None,
    });
    acquired.collect()
}
