//! The course of one feeder: found, imaged, embolized, checked, declared.

use super::facts::{Moment, Push, Run};
use super::reach::Way;
use crate::model::{Case, Feeder, SegmentIx, Target};
use crate::sim::{Event, What};

/// What was declared of a feeder.
#[derive(Clone, Copy)]
pub(super) struct Declared {
    /// When.
    pub moment: Moment,
    /// Antegrade flow at that moment, share of rest; blood that flows back counts as none.
    pub residual: f64,
}

/// All that happened about one feeder.
pub(super) struct Course<'a> {
    pub target: &'a Target,
    pub feeder: &'a Feeder,
    /// Id of the feeder's segment.
    pub id: &'a str,
    /// The vessel for people.
    pub vessel: &'a str,
    /// The parent for people.
    pub parent: &'a str,
    pub way: Way,
    /// Ends of the first and the last push from where blood leads here.
    pub first_push: Option<Moment>,
    pub last_push: Option<Moment>,
    /// Every push into it came from the feeding vessel itself.
    pub from_inside: bool,
    /// When it was named, unless taken back.
    pub named: Option<Moment>,
    /// Number and moment of the selective run that showed the blush before the first push.
    pub target_run: Option<(u32, Moment)>,
    /// The same, but too late or without blush: what there is instead.
    pub poor_target_run: Option<(u32, Moment)>,
    /// Number and moment of the check between the last push and the declaration.
    pub follow_up: Option<(u32, Moment)>,
    /// A check after the declaration.
    pub late_follow_up: Option<(u32, Moment)>,
    /// In order.
    pub declared: Vec<Declared>,
}

/// The material of one session: pushes, runs, events.
type Material<'s, 'a> = (&'s [Push<'a>], &'s [Run<'a>], &'a [Event]);

impl<'a> Course<'a> {
    pub(super) fn new(
        (case, target, feeder): (&'a Case, usize, &'a Feeder),
        way: Way,
        (pushes, runs, events): Material<'_, 'a>,
        target_run: Option<usize>,
    ) -> Self {
        let segment = case.graph.segment(feeder.segment);
        let mut into = pushes.iter().filter(|p| p.ix.is_some_and(|s| way.leads_from(s))).peekable();
        let moment = |p: &Push<'_>| Moment { at: p.at, tick: p.tick };
        let first_push = into.peek().map(|p| moment(p));
        let (mut last_push, mut from_inside) = (None, first_push.is_some());
        for push in into {
            last_push = Some(moment(push));
            from_inside &= push.ix.is_some_and(|s| way.superselective(s));
        }
        let mut course = Self {
            target: &case.targets[target],
            feeder,
            id: &segment.id,
            vessel: &segment.vessel,
            parent: &case.graph.segment(feeder.parent).vessel,
            named: named(case, &way, events),
            declared: declared(&segment.id, events),
            target_run: target_run.map(|i| run_moment(&runs[i])),
            poor_target_run: runs.iter().find(|r| way.selective(r.ix)).map(run_moment),
            way,
            first_push,
            last_push,
            from_inside,
            follow_up: None,
            late_follow_up: None,
        };
        course.find_follow_up(case, runs);
        course
    }

    fn find_follow_up(&mut self, case: &Case, runs: &[Run<'_>]) {
        let Some(last_push) = self.last_push else { return };
        let seen = |r: &&Run<'_>| {
            let near = self.way.approach().contains(&r.ix) && approached(case, &self.way, r);
            r.at > last_push.at && (near || shows(case, &self.way, self.feeder, r))
        };
        let mut after = runs.iter().filter(seen);
        let Some(check) = after.next() else { return };
        let in_time = self.declared.last().is_none_or(|d| check.at < d.moment.at);
        let slot = if in_time { &mut self.follow_up } else { &mut self.late_follow_up };
        *slot = Some(run_moment(check));
    }

    /// Something was injected that blood could carry here.
    pub(super) fn treated(&self) -> bool {
        self.first_push.is_some()
    }

    /// Flow that is allowed to be left, share of rest.
    pub(super) fn allowed(&self) -> f64 {
        self.target.endpoint.residual_flow_max
    }

    /// What was declared last is more flow than allowed.
    pub(super) fn falsely_declared(&self) -> Option<Declared> {
        self.declared.last().copied().filter(|d| d.residual > self.allowed())
    }
}

fn run_moment(run: &Run<'_>) -> (u32, Moment) {
    (run.record.number, Moment { at: run.at, tick: run.tick })
}

/// The run shows whether the feeder is open: contrast came from its way, and the parent or the feeder was seen. With the
/// tip that near, something has to be in the picture; what is seen may be the standing column alone.
pub(super) fn shows(case: &Case, way: &Way, feeder: &Feeder, run: &Run<'_>) -> bool {
    let record = run.record;
    let seen = |segment| record.opacified.contains(&case.graph.segment(segment).id);
    let anything = !record.opacified.is_empty() || !record.blushed.is_empty();
    way.leads_from(run.ix)
        && if way.selective(run.ix) { anything } else { seen(feeder.parent) || seen(feeder.segment) }
}

/// The run shows the vessels that lead to the feeder: of one that is closed with its parent they are what is seen.
pub(super) fn approached(case: &Case, way: &Way, run: &Run<'_>) -> bool {
    let seen = |ix: &SegmentIx| run.record.opacified.contains(&case.graph.segment(*ix).id);
    way.approach().iter().any(seen)
}

fn named(case: &Case, way: &Way, events: &[Event]) -> Option<Moment> {
    let own = |id: &str| case.graph.find_segment(id).is_some_and(|s| way.superselective(s));
    let mut named = None;
    for (at, event) in events.iter().enumerate() {
        match &event.what {
            What::FeederNamed { segment } if own(segment) => {
                named = named.or(Some(Moment { at, tick: event.tick }));
            }
            What::FeederUnnamed { segment } if own(segment) => named = None,
            _ => {}
        }
    }
    named
}

fn declared(id: &str, events: &[Event]) -> Vec<Declared> {
    let said = events.iter().enumerate().filter_map(|(at, e)| match &e.what {
        What::OcclusionDeclared { segment, residual_flow } if segment == id => {
            Some(Declared { moment: Moment { at, tick: e.tick }, residual: residual_flow.max(0.0) })
        }
        _ => None,
    });
    said.collect()
}

/// Which run serves for what.
pub(super) struct Selection {
    /// Number of the initial angiogram.
    pub baseline: Option<u32>,
    /// For each way, the index of the run that showed the blush before the first push.
    pub target_runs: Vec<Option<usize>>,
}

/// Gives every run one purpose, so that a missing one is missed. An overview (from above the parents, or from what
/// leads to several feeders) is the initial angiogram; a selective one is the confirmation of its feeder first.
pub(super) fn select(
    case: &Case,
    ways: &[Way],
    pushes: &[Push<'_>],
    runs: &[Run<'_>],
    sheath_in: Option<usize>,
) -> Selection {
    let feeders: Vec<&Feeder> = case.targets.iter().flat_map(|t| &t.feeders).collect();
    let first_push = pushes.first().map_or(usize::MAX, |p| p.at);
    let early = |r: &Run<'_>| r.at < first_push && sheath_in.is_some_and(|s| r.at > s);
    let above = |r: &Run<'_>| {
        let sees = |(way, feeder): (&Way, &&Feeder)| way.above(r.ix) && shows(case, way, feeder, r);
        early(r) && ways.iter().zip(&feeders).any(sees)
    };
    let overview = |r: &Run<'_>| {
        let several = ways.iter().filter(|w| w.leads_from(r.ix)).count() > 1;
        above(r) && (several || !ways.iter().any(|w| w.selective(r.ix)))
    };
    let mut baseline = runs.iter().position(overview);
    let entered = |way: &Way| pushes.iter().find(|p| p.ix.is_some_and(|s| way.leads_from(s))).map(|p| p.at);
    let mut target_runs = Vec::new();
    for (way, feeder) in ways.iter().zip(&feeders) {
        let bed = &case.graph.bed(feeder.bed).id;
        let before = entered(way).unwrap_or(usize::MAX);
        let fits = |i: &usize| {
            let run = &runs[*i];
            Some(*i) != baseline
                && run.at < before
                && way.selective(run.ix)
                && run.record.blushed.contains(bed)
        };
        let inside = (0..runs.len()).filter(fits).find(|i| way.superselective(runs[*i].ix));
        target_runs.push(inside.or_else(|| (0..runs.len()).rfind(fits)));
    }
    let taken = |i: usize| target_runs.iter().zip(ways).any(|(t, w)| *t == Some(i) && entered(w).is_some());
    baseline = baseline.or_else(|| (0..runs.len()).find(|i| above(&runs[*i]) && !taken(*i)));
    Selection { baseline: baseline.map(|i| runs[i].record.number), target_runs }
}
