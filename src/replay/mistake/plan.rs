//! An expert's script, read: where its runs, injections, declarations and ways to feeders are.

use std::ops::Range;

use crate::model::{Case, DeviceKind, Judgement, Mechanism, SegmentIx, Shape, Slot};
use crate::replay::condition::Condition;
use crate::replay::script::{Script, Step};
use crate::sim::Command;

/// Flow at the tip at which everybody sees that hardly anything goes on, mL/min: what is still in the catheter has to go
/// somewhere, too.
const STILL_ML_MIN: f64 = 4.0;
/// Flow that a trunk leads to beds to be spared, mL/min, from which closing it is noticed before it stands still.
const WORTH_ML_MIN: f64 = 10.0;
/// Pushes of a loop that is not known to reach its end (a wrong agent, a wrong branch): enough to see what comes of it.
const TRIES: u32 = 25;

/// Loop over vessel from which a coil is sure to hold by itself.
const HOLDS: f64 = 1.15;

/// A script with its case.
pub(super) struct Plan<'a> {
    pub(super) case: &'a Case,
    pub(super) steps: &'a [Step],
}

/// One feeder as the script treats it.
#[derive(Clone, Debug)]
pub(super) struct Treatment {
    /// Segment id.
    pub(super) feeder: String,
    /// The step that injects until it is closed.
    pub(super) inject: usize,
    /// The step that declares it.
    pub(super) declare: usize,
}

/// The way to the first feeder.
pub(super) struct WayIn {
    /// From loading the catheter to taking its wire out.
    pub(super) steps: Range<usize>,
    /// What kind of catheter.
    pub(super) slot: Slot,
    /// Its lumen, mm.
    pub(super) inner_mm: f64,
}

impl<'a> Plan<'a> {
    pub(super) fn new(case: &'a Case, script: &'a Script) -> Self {
        Self { case, steps: &script.steps }
    }

    /// First step that is so.
    pub(super) fn find(&self, is: impl Fn(&Step) -> bool) -> Option<usize> {
        self.steps.iter().position(is)
    }

    /// First command that is so.
    pub(super) fn command(&self, is: impl Fn(&Command) -> bool) -> Option<usize> {
        self.find(|step| matches!(step, Step::Do(command) if is(command)))
    }

    /// Last command that is so.
    pub(super) fn last_command(&self, is: impl Fn(&Command) -> bool) -> Option<usize> {
        self.steps.iter().rposition(|step| matches!(step, Step::Do(command) if is(command)))
    }

    /// Where each run begins and ends.
    pub(super) fn runs(&self) -> Vec<Range<usize>> {
        runs(self.steps)
    }

    /// The feeders in the order they are treated.
    pub(super) fn treatments(&self) -> Vec<Treatment> {
        let treated = |(inject, step): (usize, &Step)| {
            let Step::RepeatUntil { condition: Condition::FlowBelow { segment, .. }, .. } = step else {
                return None;
            };
            let declare = self.command(
                |c| matches!(c, Command::DeclareOccluded { segment: declared } if declared == segment),
            )?;
            Some(Treatment { feeder: segment.clone(), inject, declare })
        };
        self.steps.iter().enumerate().filter_map(treated).collect()
    }

    /// From loading the catheter that the first feeder is treated through to where the wire is out of it for the last time.
    pub(super) fn way_in(&self) -> Option<WayIn> {
        let inject = self.treatments().first()?.inject;
        let slot = |id: &str| match self.case.device(id)?.kind {
            DeviceKind::Microcatheter { inner_mm } => Some((Slot::Microcatheter, inner_mm)),
            DeviceKind::Catheter { inner_mm, .. } => Some((Slot::Catheter, inner_mm)),
            DeviceKind::Sheath { .. } | DeviceKind::Wire => None,
        };
        let (from, (slot, inner_mm)) = (0..inject).rev().find_map(|i| match &self.steps[i] {
            Step::Do(Command::Load { device }) => Some((i, slot(device)?)),
            _ => None,
        })?;
        let run = self.runs().into_iter().rfind(|run| run.end <= inject)?.start;
        let wire_out = Step::Do(Command::Remove { slot: Slot::Wire });
        let out = (from..run).rev().find(|i| self.steps[*i] == wire_out)?;
        Some(WayIn { steps: from..out + 1, slot, inner_mm })
    }

    /// A branch that leaves where a feeder does, takes a device, and leads to no feeder.
    pub(super) fn sibling(&self, feeder: &str) -> Option<&'a str> {
        let graph = &self.case.graph;
        let from = graph.segment(graph.find_segment(feeder)?).from;
        let beside = graph.incident(from).iter().find(|ix| {
            let segment = graph.segment(**ix);
            segment.from == from && matches!(segment.shape, Shape::Conduit(_)) && !self.leads_to_feeder(**ix)
        })?;
        Some(graph.segment(*beside).id.as_str())
    }

    /// Whether a feeder lies in or behind a segment, as drawn.
    fn leads_to_feeder(&self, from: SegmentIx) -> bool {
        let behind = self.behind(from);
        self.feeders().any(|feeder| behind.contains(&feeder))
    }

    fn feeders(&self) -> impl Iterator<Item = SegmentIx> + '_ {
        self.case.targets.iter().flat_map(|t| t.feeders.iter().map(|f| f.segment))
    }

    /// A segment and all behind it, as drawn.
    fn behind(&self, from: SegmentIx) -> Vec<SegmentIx> {
        let graph = &self.case.graph;
        let (mut open, mut seen) = (vec![from], Vec::new());
        while let Some(ix) = open.pop() {
            if !seen.contains(&ix) {
                seen.push(ix);
                let end = graph.segment(ix).to;
                open.extend(graph.incident(end).iter().filter(|next| graph.segment(**next).from == end));
            }
        }
        seen
    }

    /// The nearest vessel above a feeder that also leads to beds that have to be spared, and to no other feeder.
    pub(super) fn trunk(&self, feeder: &str) -> Option<&'a str> {
        let graph = &self.case.graph;
        let own = graph.find_segment(feeder)?;
        let mut here = graph.segment(own).from;
        // a ring of vessels has no end
        for _ in 0..graph.segments().len() {
            let above = *graph.incident(here).iter().find(|ix| graph.segment(**ix).to == here)?;
            let behind = self.behind(above);
            if self.feeders().any(|other| other != own && behind.contains(&other)) {
                return None;
            }
            let ends = |node| behind.iter().any(|ix| graph.segment(*ix).to == node);
            let spared = self.case.protected.iter().map(|p| graph.bed(p.bed)).filter(|bed| ends(bed.node));
            if spared.map(|bed| bed.flow_ml_min).sum::<f64>() >= WORTH_ML_MIN {
                return Some(graph.segment(above).id.as_str());
            }
            here = graph.segment(above).from;
        }
        None
    }

    /// Share of a vessel's flow at rest that goes to other beds than those of targets.
    pub(super) fn spared_share(&self, vessel: &str) -> Option<f64> {
        let graph = &self.case.graph;
        let behind = self.behind(graph.find_segment(vessel)?);
        let ends = |node| behind.iter().any(|ix| graph.segment(*ix).to == node);
        let targets: Vec<_> =
            self.case.targets.iter().flat_map(|t| t.feeders.iter().map(|f| f.bed)).collect();
        let (mut all, mut spared) = (0.0, 0.0);
        for (i, bed) in graph.beds().iter().enumerate().filter(|(_, bed)| ends(bed.node)) {
            all += bed.flow_ml_min;
            spared += if targets.iter().any(|t| t.ix() == i) { 0.0 } else { bed.flow_ml_min };
        }
        (all > 0.0).then(|| spared / all)
    }

    /// Narrowest shunt of a target, µm.
    pub(super) fn shunt_um(&self) -> Option<f64> {
        let beds = self.case.targets.iter().flat_map(|t| &t.feeders).map(|f| self.case.graph.bed(f.bed));
        beds.filter_map(|bed| bed.shunt.map(|shunt| shunt.diameter_um)).reduce(f64::min)
    }

    /// Particles on the trolley: id, smallest and largest, µm.
    pub(super) fn particles(&self) -> impl Iterator<Item = (&'a str, f64, f64)> + '_ {
        self.case.agents.iter().filter_map(|agent| match agent.mechanism {
            Mechanism::Pva { size_um: (min, max), .. } => Some((agent.id.as_str(), min, max)),
            _ => None,
        })
    }

    /// A coil of the trolley, judged inappropriate, that holds in a vessel and goes through a lumen, with whether it is
    /// detached by hand: the narrowest of them, which stretches least.
    pub(super) fn coil_for(&self, vessel: &str, lumen_mm: f64) -> Option<(&'a str, bool)> {
        let graph = &self.case.graph;
        let line = graph.segment(graph.find_segment(vessel)?).centreline()?;
        let wanted_mm = HOLDS * 2.0 * line.radius_at(0.0).max(line.radius_at(line.length_mm()));
        let wrong = |id: &str| {
            self.case.agent_choices.iter().any(|c| c.agent == id && c.judgement == Judgement::Inappropriate)
        };
        let coils = self.case.agents.iter().filter(|agent| wrong(&agent.id)).filter_map(|agent| {
            let coil = agent.mechanism.implant().filter(|piece| piece.wire_mm.is_some())?;
            let fits =
                coil.diameter_mm >= wanted_mm && (coil.lumen_mm.0..=coil.lumen_mm.1).contains(&lumen_mm);
            fits.then_some((agent.id.as_str(), coil))
        });
        let narrowest = coils.min_by(|(_, a), (_, b)| a.diameter_mm.total_cmp(&b.diameter_mm))?;
        Some((narrowest.0, narrowest.1.detachable))
    }

    /// The step that prepares what a later one injects.
    pub(super) fn prepared_before(&self, inject: usize) -> Option<usize> {
        self.steps[..inject].iter().rposition(|step| matches!(step, Step::Do(Command::PrepareAgent { .. })))
    }

    /// The script without some steps.
    pub(super) fn without(&self, ranges: &[Range<usize>]) -> Vec<Step> {
        let kept = |i: &usize| ranges.iter().all(|range| !range.contains(i));
        (0..self.steps.len()).filter(kept).map(|i| self.steps[i].clone()).collect()
    }

    /// The script without these steps.
    pub(super) fn cut(&self, range: Range<usize>) -> Vec<Step> {
        self.with(range, [])
    }

    /// The script with other steps in place of some.
    pub(super) fn with(&self, range: Range<usize>, new: impl IntoIterator<Item = Step>) -> Vec<Step> {
        let mut steps = self.steps[..range.start].to_vec();
        steps.extend(new);
        steps.extend_from_slice(&self.steps[range.end..]);
        steps
    }
}

/// Where each run of a script begins, with the pedal pressed, and ends.
pub fn runs(steps: &[Step]) -> Vec<Range<usize>> {
    let is = |i: &usize, on: bool| steps[*i] == Step::Do(Command::Run { on });
    let pressed = (0..steps.len()).filter(|i| is(i, true));
    pressed.filter_map(|from| Some(from..(from..steps.len()).find(|i| is(i, false))? + 1)).collect()
}

/// Commands as steps.
pub(super) fn commands<const N: usize>(list: [Command; N]) -> impl Iterator<Item = Step> {
    list.into_iter().map(Step::Do)
}

/// It is not so, and blood still takes along what is pushed in.
pub(super) fn flows_and_not(condition: Condition) -> Condition {
    let still = Condition::FlowAtTipBelow { ml_min: STILL_ML_MIN };
    Condition::All([condition, still].map(|c| Condition::Not(Box::new(c))).to_vec())
}

/// A loop that injects, played some times, whether it closes its vessel or not.
pub(super) fn tried(step: &Step) -> Step {
    match step {
        Step::RepeatUntil { condition, steps, .. } => {
            let inner = Step::If { condition: flows_and_not(condition.clone()), steps: steps.clone() };
            Step::Repeat { times: TRIES, steps: vec![inner] }
        }
        other => other.clone(),
    }
}

/// What is declared is declared only if it is so.
pub(super) fn honest(step: &Step, case: &Case) -> Step {
    let Step::Do(Command::DeclareOccluded { segment }) = step else { return step.clone() };
    let feeds = |ix: &SegmentIx| case.graph.segment(*ix).id == *segment;
    let target = case.targets.iter().find(|t| t.feeders.iter().any(|f| feeds(&f.segment)));
    let share = target.map_or(0.0, |t| t.endpoint.residual_flow_max);
    Step::If {
        condition: Condition::FlowBelow { segment: segment.clone(), share },
        steps: vec![step.clone()],
    }
}

/// Every command of a step and of the steps inside it, changed.
pub(super) fn each(step: &Step, change: &dyn Fn(&Command) -> Command) -> Step {
    let inside = |steps: &[Step]| steps.iter().map(|s| each(s, change)).collect();
    match step {
        Step::Do(command) => Step::Do(change(command)),
        Step::Try(command) => Step::Try(change(command)),
        Step::Repeat { times, steps } => Step::Repeat { times: *times, steps: inside(steps) },
        Step::RepeatUntil { condition, max, steps } => {
            Step::RepeatUntil { condition: condition.clone(), max: *max, steps: inside(steps) }
        }
        Step::If { condition, steps } => Step::If { condition: condition.clone(), steps: inside(steps) },
        Step::Wait(_)
        | Step::Until { .. }
        | Step::Settle
        | Step::Enter { .. }
        | Step::Push { .. }
        | Step::Pull { .. } => step.clone(),
    }
}
