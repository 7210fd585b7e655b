//! What is true, measured from the state: residual flow, clearance, devascularisation, non-target load.
//!
//! | measure | definition |
//! |---|---|
//! | residual flow | antegrade flow of a feeder over that at rest |
//! | clearance | heartbeats until the feeder's volume has passed at its present flow, at most 99 |
//! | kept open | antegrade flow of a vessel over that at rest, at the pressure of rest |
//! | devascularised | 1 - flow through a target's compartments over that at rest |
//! | lost share | 1 - conductance of a bed over that at rest, or what a coil, plug or cast upstream takes of its flow: the greater |
//! | stasis grade | SACE-like (to verify): 1 flow and blush, 2 flow only of at least `AS_AT_REST`, 4 flow below `NO_FLOW`, 3 else; blush is the perfusion left |
//! | lung share | particles (or oil) that passed to the lungs over what was injected |
//!
//! Assumption: mean flow, without what is being injected. Devices still in place count as what they are: a wedged catheter is a closed vessel.

use super::bed::BedState;
use super::circulation::Circulation;
use super::injection::{Dose, Injector};
use super::outcome::{
    AgentOutcome, BedLoad, FeederOutcome, KeptOpen, Outcome, ProtectedOutcome, TargetGrade, TargetOutcome,
    Temporary,
};
use super::patient::pain::Ischaemia;
use crate::model::{BedIx, Case, Feeder, Mechanism, NodeIx, SegmentIx, Target, VesselGraph};
use crate::units::Flow;

/// Heartbeats beyond which a column counts as standing still.
const STANDING_BEATS: f64 = 99.0;

/// Flow or blush, as a share of rest, that looks as at rest. Tuned.
const AS_AT_REST: f64 = 0.8;
/// Flow, as a share of rest, that looks like none. Tuned.
const NO_FLOW: f64 = 0.05;

/// Fills the measured parts of an outcome.
pub fn measure(
    case: &Case,
    circulation: &Circulation,
    injector: &Injector,
    heart_rate: f64,
    outcome: &mut Outcome,
) {
    let fallen = fallen(case, circulation);
    for target in &case.targets {
        let feeders = target.feeders.iter();
        outcome.feeders.extend(feeders.map(|f| feeder(case, circulation, f, heart_rate)));
        outcome.targets.push(TargetOutcome {
            target: target.id.clone(),
            devascularised: devascularised(circulation, target),
            on_target_share: on_target_share(circulation, target),
        });
        outcome.grades.push(TargetGrade {
            target: target.id.clone(),
            stasis_grade: stasis_grade(circulation, target),
            temporary: temporary(case, circulation, target),
        });
        for &(segment, required) in &target.endpoint.keep_open {
            outcome.kept_open.push(KeptOpen {
                segment: case.graph.segment(segment).id.clone(),
                flow_share: circulation.flow_share(segment) / fallen,
                required,
            });
        }
    }
    for protected in &case.protected {
        outcome.protected.push(ProtectedOutcome {
            bed: case.graph.bed(protected.bed).id.clone(),
            lost_share: lost_share(case, circulation, protected.bed),
            tolerance: protected.tolerance,
        });
    }
    let used = case.agents.iter().zip(injector.doses()).enumerate().filter(|(_, (_, d))| d.injected_ml > 0.0);
    outcome.elsewhere = elsewhere(case, circulation);
    outcome.lungs.extend(used.map(|(i, (agent, dose))| AgentOutcome {
        agent: agent.id.clone(),
        injected_ml: dose.injected_ml,
        lung_share: lung_share(case, circulation, i, dose),
    }));
}

fn feeder(case: &Case, circulation: &Circulation, feeder: &Feeder, heart_rate: f64) -> FeederOutcome {
    let segment = case.graph.segment(feeder.segment);
    let flow = circulation.network().free().segment_flow(feeder.segment).ml_s().max(0.0);
    let beats = segment.volume_ml() / flow * heart_rate / 60.0;
    FeederOutcome {
        segment: segment.id.clone(),
        residual_flow: circulation.flow_share(feeder.segment),
        clearance_beats: if beats.is_nan() { STANDING_BEATS } else { beats.min(STANDING_BEATS) },
    }
}

/// Share of a target's perfusion that is gone.
pub fn devascularised(circulation: &Circulation, target: &Target) -> f64 {
    let now: f64 =
        target.feeders.iter().map(|f| circulation.network().free().bed_flow(f.bed).ml_min().max(0.0)).sum();
    let rest: f64 = target.feeders.iter().map(|f| circulation.resting_bed_ml_min(f.bed)).sum();
    if rest > 0.0 { (1.0 - now / rest).clamp(0.0, 1.0) } else { 0.0 }
}

/// Pressure over that at rest, where it has fallen: that leaves less flow everywhere, and closes nothing.
fn fallen(case: &Case, circulation: &Circulation) -> f64 {
    (circulation.root_mmhg() / case.patient.mean_mmhg()).clamp(0.2, 1.0)
}

/// Share of a bed's perfusion that lodged material took: in the bed itself, or in a vessel that leads to it, as far as no
/// other way makes up for that.
pub fn lost_share(case: &Case, circulation: &Circulation, bed: BedIx) -> f64 {
    let inside = (1.0 - circulation.beds()[bed.ix()].open_share()).clamp(0.0, 1.0);
    let closed = circulation.closed_upstream(&case.graph, bed);
    if closed <= inside {
        return inside;
    }
    let rest = circulation.resting_bed_ml_min(bed) * fallen(case, circulation);
    let left = circulation.network().free().bed_flow(bed).ml_min() / rest.max(f64::MIN_POSITIVE);
    inside.max(closed.min(1.0 - left))
}

/// Tissue that has lost its blood: targets by what flows in them, all other beds by what lodged material took. `pressure` is
/// that of the aorta over rest, so that a fall of it does not pass for an infarct.
pub fn ischaemia(case: &Case, circulation: &Circulation, pressure: f64) -> Ischaemia {
    let mut worst = Ischaemia::default();
    let graph = &case.graph;
    for (i, bed) in graph.beds().iter().enumerate() {
        worst.add(bed.tissue, lost_share(case, circulation, BedIx::at(i)));
    }
    for target in &case.targets {
        let left = (1.0 - devascularised(circulation, target)) / pressure.clamp(0.2, 1.0);
        if let Some(feeder) = target.feeders.first() {
            worst.add(graph.bed(feeder.bed).tissue, (1.0 - left).max(0.0));
        }
    }
    worst
}

/// Share of all lodged material that lies in a target: the mean of particles, oil, gel and cast, of those that were used.
fn on_target_share(circulation: &Circulation, target: &Target) -> f64 {
    let inside = |bed: usize| target.feeders.iter().any(|f| f.bed.ix() == bed);
    let mut held = [[0.0; 2]; 4];
    for (i, bed) in circulation.beds().iter().enumerate() {
        let amounts = [bed.particles().iter().sum::<u64>() as f64, bed.oil(), bed.gel(), bed.cast()];
        for (sum, amount) in held.iter_mut().zip(amounts) {
            sum[usize::from(!inside(i))] += amount;
        }
    }
    let shares: Vec<f64> = held.iter().filter(|h| h[0] + h[1] > 0.0).map(|h| h[0] / (h[0] + h[1])).collect();
    if shares.is_empty() { 0.0 } else { shares.iter().sum::<f64>() / shares.len() as f64 }
}

/// Share of an agent's dose in the lungs.
pub fn lung_share(case: &Case, circulation: &Circulation, agent: usize, dose: &Dose) -> f64 {
    let drained = &circulation.left().drained;
    match case.agents[agent].mechanism {
        _ if dose.particles > 0 => {
            let own = circulation.classes();
            let passed: u64 = drained
                .particles
                .iter()
                .filter(|(class, _)| own.get(*class).agent == agent)
                .map(|(_, count)| count)
                .sum();
            passed as f64 / dose.particles as f64
        }
        Mechanism::Glue { .. } | Mechanism::Polymer { .. } if dose.injected_ml > 0.0 => {
            drained.cast * 1e6 / dose.injected_ml
        }
        Mechanism::Collagen { .. } if dose.injected_ml > 0.0 => drained.gel * 1e6 / dose.injected_ml,
        ref mechanism => match mechanism.oil() {
            Some((share, _)) if dose.injected_ml > 0.0 => drained.oil * 1e6 / (dose.injected_ml * share),
            _ => 0.0,
        },
    }
}

/// Grade of stasis of a target, 1 to 4.
fn stasis_grade(circulation: &Circulation, target: &Target) -> u8 {
    let rest: f64 = target.feeders.iter().map(|f| circulation.resting_ml_min(f.segment).abs()).sum();
    let now = target
        .feeders
        .iter()
        .map(|f| circulation.flow_share(f.segment) * circulation.resting_ml_min(f.segment).abs());
    let flow = if rest > 0.0 { now.sum::<f64>() / rest } else { 0.0 };
    let blush = 1.0 - devascularised(circulation, target);
    match (flow >= AS_AT_REST, blush >= AS_AT_REST) {
        _ if flow < NO_FLOW => 4,
        (true, true) => 1,
        (true, false) => 2,
        (false, _) => 3,
    }
}

/// Temporary agents in a target, with their share of its pieces.
fn temporary(case: &Case, circulation: &Circulation, target: &Target) -> Vec<Temporary> {
    let mut pieces = vec![0_u64; case.agents.len()];
    for feeder in &target.feeders {
        for (class, count) in (0..).zip(circulation.beds()[feeder.bed.ix()].particles()) {
            pieces[circulation.classes().get(class).agent] += count;
        }
    }
    let whole: u64 = pieces.iter().sum();
    let of = |(agent, count): (&crate::model::Agent, &u64)| {
        let opens_days = agent.lasts_days.filter(|_| *count > 0)?;
        Some(Temporary { agent: agent.id.clone(), share: *count as f64 / whole as f64, opens_days })
    };
    case.agents.iter().zip(&pieces).filter_map(of).collect()
}

/// Material in beds that belong to no target.
fn elsewhere(case: &Case, circulation: &Circulation) -> Vec<BedLoad> {
    let targeted = |i: usize| case.targets.iter().any(|t| t.feeders.iter().any(|f| f.bed.ix() == i));
    let load = |(i, bed): (usize, &BedState)| BedLoad {
        bed: case.graph.beds()[i].id.clone(),
        particles: bed.particles().iter().sum(),
        liquid_ml: (bed.oil() + bed.gel() + bed.cast()) * 1e6,
    };
    let beds = circulation.beds().iter().enumerate().filter(|(i, _)| !targeted(*i));
    beds.map(load).filter(|load| load.particles > 0 || load.liquid_ml > 0.0).collect()
}

/// Flow beyond a node as a share of rest: of the artery that goes on from it, or else of the bed that hangs there.
pub fn flow_beyond(graph: &VesselGraph, circulation: &Circulation, node: NodeIx) -> f64 {
    let goes_on = graph.incident(node).iter().copied().filter(|s| graph.segment(*s).from == node);
    let widest =
        goes_on.max_by(|a, b| circulation.resting_ml_min(*a).total_cmp(&circulation.resting_ml_min(*b)));
    let bed = graph.beds().iter().position(|bed| bed.node == node).map(BedIx::at);
    match (widest, bed) {
        (Some(segment), _) => circulation.flow_share(segment),
        (None, Some(bed)) => {
            let rest = circulation.resting_bed_ml_min(bed);
            if rest > 0.0 { circulation.network().free().bed_flow(bed).ml_min() / rest } else { 0.0 }
        }
        (None, None) => 0.0,
    }
}

/// Flow past a place now, mL/min, on the side the blood comes from.
pub fn flow_at(circulation: &Circulation, segment: SegmentIx) -> f64 {
    let (start, end): (Flow, Flow) = circulation.network().segment_flows(segment);
    if circulation.runs_forward(segment) { start.ml_min() } else { -end.ml_min() }
}
