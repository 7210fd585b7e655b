//! From the puncture to a target with one set of devices, in the order in which it is done: a wire up the great vessels, the
//! catheter over it to the first branch, the catheter into the branch, on over a steerable wire as far as it fits, and from
//! there a microcatheter over its wire.

use super::kit::Kit;
use super::way::Way;
use super::{Action, Goal, NoWay, plan};
use crate::model::{Centreline, Device, Mechanics, NodeIx, Segment, SegmentIx, Slot, VesselGraph};
use crate::sim::Command;
use crate::sim::device::Devices;

/// Vessels of at least this radius lead on to others, mm (tuned: aorta and common iliac arteries).
const GREAT_MM: f64 = 4.0;
/// Vessels of at least this radius take the catheter without closing it, mm (tuned: twice a 5 Fr catheter).
const ROOMY_MM: f64 = 1.6;
/// cos of the angle between two vessels below which the way from one to the other is a way back: 75° (tuned).
const TURN_BACK_COS: f64 = 0.26;
/// How far a catheter goes into the first branch before a wire leads it on, mm.
const ENGAGED_MM: f64 = 1.0;
/// How far a wire and what follows it go into a segment, mm, and the share of a short one.
const LEAD: (f64, f64) = (15.0, 0.7);
const FOLLOW: (f64, f64) = (8.0, 0.4);

/// How a target was reached.
#[derive(Clone, Debug)]
pub struct Reach {
    /// Everything that was done after the sheath was in.
    pub actions: Vec<Action>,
    /// The devices at the end.
    pub devices: Devices,
    /// Time that was tried out, ticks.
    pub tried_ticks: u64,
}

/// Where it ended instead.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{stage}: {why}")]
pub struct ReachError {
    /// What was to be done.
    pub stage: String,
    /// Why it was not.
    pub why: String,
}

/// Brings a set of devices from an access node into a segment; each stage may try out `patience_ticks`.
pub fn reach(
    graph: &VesselGraph,
    mechanics: Mechanics,
    node: NodeIx,
    kit: &Kit<'_>,
    target: SegmentIx,
    patience_ticks: u64,
) -> Result<Reach, ReachError> {
    let goal = Goal { slot: Slot::Catheter, segment: target, along_mm: 0.0 };
    let route = Way::to(graph, goal, 0.0).route(graph, node);
    let route = route.ok_or_else(|| fail("the way to the target", NoWay::Unconnected))?;
    let mut devices = Devices::new(mechanics);
    devices
        .insert_sheath(graph, node, kit.sheath, &mut Vec::new())
        .map_err(|why| fail(&kit.sheath.name, why))?;
    let done = Reach { actions: Vec::new(), devices, tried_ticks: 0 };
    let mut work = Work { graph, route: &route, patience_ticks, done };
    // a feeder that begins where the sheath lies is already reached by what goes in
    let branch = if route.len() > 1 { work.great(kit)? } else { 0 };
    let catheter = work.selective(kit, branch)?;
    if catheter + 1 < route.len() {
        work.micro(kit, catheter + 1)?;
    }
    Ok(work.done)
}

/// Way along the vessels from an access node to the first branch and to the target, mm.
pub fn ways_mm(graph: &VesselGraph, node: NodeIx, target: SegmentIx) -> Option<(f64, f64)> {
    let goal = Goal { slot: Slot::Catheter, segment: target, along_mm: 0.0 };
    let route = Way::to(graph, goal, 0.0).route(graph, node)?;
    let sum = |part: &[SegmentIx]| part.iter().map(|&ix| length_mm(graph, ix)).sum::<f64>();
    Some((sum(&route[..branch(graph, &route)]), sum(&route)))
}

/// Index of the first segment after the last great vessel of a route.
fn branch(graph: &VesselGraph, route: &[SegmentIx]) -> usize {
    let great = route.iter().rposition(|&ix| min_radius_mm(graph, ix) >= GREAT_MM);
    great.map_or(1, |last| last + 1).min(route.len() - 1)
}

fn length_mm(graph: &VesselGraph, ix: SegmentIx) -> f64 {
    graph.segment(ix).centreline().map_or(0.0, Centreline::length_mm)
}

fn min_radius_mm(graph: &VesselGraph, ix: SegmentIx) -> f64 {
    graph.segment(ix).centreline().map_or(0.0, Centreline::min_radius_mm)
}

fn fail(stage: &str, why: impl ToString) -> ReachError {
    ReachError { stage: stage.to_owned(), why: why.to_string() }
}

struct Work<'a> {
    graph: &'a VesselGraph,
    route: &'a [SegmentIx],
    patience_ticks: u64,
    done: Reach,
}

impl Work<'_> {
    /// Wire and catheter up to the first branch; gives its place on the route. Where the great vessels turn back, as from
    /// one iliac artery to the other, no wire leads on: the catheter goes past the bend and is hooked over it.
    fn great(&mut self, kit: &Kit<'_>) -> Result<usize, ReachError> {
        let route = self.route;
        let branch = branch(self.graph, route);
        let before = route[branch - 1];
        self.load(kit.wire)?;
        if let Some(back) = (1..branch).find(|&k| self.turns_back(route[k - 1], route[k])) {
            let over = self.beyond(back).unwrap_or(route[back - 1]);
            self.bring(Slot::Wire, over, 0.0)?;
            self.load(kit.catheter)?;
            self.bring(Slot::Catheter, over, 0.0)?;
            self.remove(Slot::Wire)?;
            self.bring(Slot::Catheter, route[back], ENGAGED_MM)?;
            self.load(kit.selective)?;
            self.bring_into(Slot::Wire, branch - 1, LEAD)?;
        } else {
            self.bring(Slot::Wire, self.beyond(branch).unwrap_or(before), 0.0)?;
            self.load(kit.catheter)?;
        }
        self.bring(Slot::Catheter, before, 0.0)?;
        self.remove(Slot::Wire)?;
        Ok(branch)
    }

    /// Whether the way from one segment into the next one is back rather than on.
    fn turns_back(&self, from: SegmentIx, into: SegmentIx) -> bool {
        let (from, into) = (self.graph.segment(from), self.graph.segment(into));
        let node = if from.from == into.from || from.from == into.to { from.from } else { from.to };
        let away = |segment: &Segment| {
            let line = segment.centreline()?;
            let starts = segment.from == node;
            let tangent = line.tangent_at(if starts { 0.0 } else { line.length_mm() });
            Some(if starts { tangent } else { -tangent })
        };
        away(from).zip(away(into)).is_some_and(|(back, on)| back.dot(on) > TURN_BACK_COS)
    }

    /// The great vessel that goes on where the route leaves it: there a wire holds.
    fn beyond(&self, branch: usize) -> Option<SegmentIx> {
        let route = self.route;
        let (before, next) = (self.graph.segment(route[branch - 1]), self.graph.segment(route[branch]));
        let meets = |node: NodeIx| node == next.from || node == next.to;
        let node = if meets(before.from) { before.from } else { before.to };
        let others = self.graph.incident(node).iter().copied().filter(|ix| !route.contains(ix));
        others.filter(|&ix| min_radius_mm(self.graph, ix) >= GREAT_MM).min()
    }

    /// The catheter into the branch and on over a steerable wire; gives the last place on the route that it came to.
    fn selective(&mut self, kit: &Kit<'_>, branch: usize) -> Result<usize, ReachError> {
        self.bring(Slot::Catheter, self.route[branch], ENGAGED_MM)?;
        let roomy = |&k: &usize| min_radius_mm(self.graph, self.route[k]) >= ROOMY_MM;
        let end = branch + (branch..self.route.len()).take_while(roomy).count();
        let mut last = branch;
        if end > branch {
            self.load(kit.selective)?;
            // The wire first, as far as it goes: only deep in does it hold the catheter that follows. What is too short or
            // stuck leaves the rest to the microcatheter.
            let mut led = branch;
            while led < end && self.bring_into(Slot::Wire, led, LEAD).is_ok() {
                led += 1;
            }
            for k in branch..led {
                if self.bring_into(Slot::Catheter, k, FOLLOW).is_err() {
                    break;
                }
                last = k;
            }
            self.remove(Slot::Wire)?;
        }
        Ok(last)
    }

    /// Microwire and microcatheter through the rest of the route.
    fn micro(&mut self, kit: &Kit<'_>, from: usize) -> Result<(), ReachError> {
        self.load(kit.micro.0)?;
        self.load(kit.micro.1)?;
        for k in from..self.route.len() {
            self.bring_into(Slot::Wire, k, LEAD)?;
            self.bring_into(Slot::Microcatheter, k, FOLLOW)?;
        }
        self.remove(Slot::Wire)
    }

    /// Brings a tip some way into a segment of the route, unless it is further already.
    fn bring_into(&mut self, slot: Slot, k: usize, (mm, share): (f64, f64)) -> Result<(), ReachError> {
        let tip = self.done.devices.tip(slot);
        if tip.is_some_and(|tip| self.route[k + 1..].contains(&tip.segment)) {
            return Ok(());
        }
        let segment = self.route[k];
        self.bring(slot, segment, mm.min(share * length_mm(self.graph, segment)))
    }

    fn bring(&mut self, slot: Slot, segment: SegmentIx, along_mm: f64) -> Result<(), ReachError> {
        let goal = Goal { slot, segment, along_mm };
        let stage = || format!("{slot:?} into `{}`", self.graph.segment(segment).id);
        let found = plan(self.graph, &self.done.devices, goal, self.patience_ticks)
            .map_err(|why| fail(&stage(), why))?;
        self.done.actions.extend(found.actions);
        self.done.devices = found.devices;
        self.done.tried_ticks += found.tried_ticks;
        Ok(())
    }

    fn load(&mut self, device: &Device) -> Result<(), ReachError> {
        self.done.devices.load(device, &mut Vec::new()).map_err(|why| fail(&device.name, why))?;
        self.note(Command::Load { device: device.id.clone() });
        Ok(())
    }

    fn remove(&mut self, slot: Slot) -> Result<(), ReachError> {
        let taken = self.done.devices.remove(slot, &mut Vec::new());
        taken.map_err(|why| fail(&format!("{slot:?} out"), why))?;
        self.note(Command::Remove { slot });
        Ok(())
    }

    /// A command that takes a tick.
    fn note(&mut self, command: Command) {
        self.done.devices.step(self.graph, &mut Vec::new());
        self.done.actions.push(Action { command, ticks: 1 });
    }
}
