//! What is true, measured from the state: residual flow, clearance, devascularisation, non-target load.
//!
//! | measure | definition |
//! |---|---|
//! | residual flow | antegrade flow of a feeder over that at rest |
//! | clearance | heartbeats until the feeder's volume has passed at its present flow, at most 99 |
//! | devascularised | 1 - flow through a target's compartments over that at rest |
//! | lost share | 1 - conductance of a bed over that at rest: what lodged material took |
//! | lung share | particles (or oil) that passed to the lungs over what was injected |
//!
//! Assumption: mean flow. Devices still in place count as what they are: a wedged catheter is a closed vessel.

use super::circulation::Circulation;
use super::injection::{Dose, Injector};
use super::outcome::{AgentOutcome, FeederOutcome, KeptOpen, Outcome, ProtectedOutcome, TargetOutcome};
use crate::model::{BedIx, Case, Feeder, Mechanism, SegmentIx, Target};
use crate::units::Flow;

/// Heartbeats beyond which a column counts as standing still.
const STANDING_BEATS: f64 = 99.0;

/// Fills the measured parts of an outcome.
pub fn measure(
    case: &Case,
    circulation: &Circulation,
    injector: &Injector,
    heart_rate: f64,
    outcome: &mut Outcome,
) {
    for target in &case.targets {
        let feeders = target.feeders.iter();
        outcome.feeders.extend(feeders.map(|f| feeder(case, circulation, f, heart_rate)));
        outcome.targets.push(TargetOutcome {
            target: target.id.clone(),
            devascularised: devascularised(circulation, target),
            on_target_share: on_target_share(circulation, target),
        });
        for &(segment, required) in &target.endpoint.keep_open {
            outcome.kept_open.push(KeptOpen {
                segment: case.graph.segment(segment).id.clone(),
                flow_share: circulation.flow_share(segment),
                required,
            });
        }
    }
    for protected in &case.protected {
        outcome.protected.push(ProtectedOutcome {
            bed: case.graph.bed(protected.bed).id.clone(),
            lost_share: lost_share(circulation, protected.bed),
            tolerance: protected.tolerance,
        });
    }
    let used = case.agents.iter().zip(injector.doses()).enumerate().filter(|(_, (_, d))| d.injected_ml > 0.0);
    outcome.lungs.extend(used.map(|(i, (agent, dose))| AgentOutcome {
        agent: agent.id.clone(),
        injected_ml: dose.injected_ml,
        lung_share: lung_share(case, circulation, i, dose),
    }));
}

fn feeder(case: &Case, circulation: &Circulation, feeder: &Feeder, heart_rate: f64) -> FeederOutcome {
    let segment = case.graph.segment(feeder.segment);
    let flow = circulation.network().segment_flows(feeder.segment).1.ml_s().max(0.0);
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
        target.feeders.iter().map(|f| circulation.network().bed_flow(f.bed).ml_min().max(0.0)).sum();
    let rest: f64 = target.feeders.iter().map(|f| circulation.resting_bed_ml_min(f.bed)).sum();
    if rest > 0.0 { (1.0 - now / rest).clamp(0.0, 1.0) } else { 0.0 }
}

/// Share of a bed's perfusion that lodged material took.
pub fn lost_share(circulation: &Circulation, bed: BedIx) -> f64 {
    (1.0 - circulation.beds()[bed.ix()].open_share()).clamp(0.0, 1.0)
}

/// Share of all lodged material that lies in a target: the mean of particles, oil and gel, of those that were used.
fn on_target_share(circulation: &Circulation, target: &Target) -> f64 {
    let inside = |bed: usize| target.feeders.iter().any(|f| f.bed.ix() == bed);
    let mut held = [[0.0; 2]; 3];
    for (i, bed) in circulation.beds().iter().enumerate() {
        let amounts = [bed.particles().iter().sum::<u64>() as f64, bed.oil(), bed.gel()];
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
        Mechanism::Pva { .. } if dose.particles > 0 => {
            let own = circulation.classes();
            let passed: u64 = drained
                .particles
                .iter()
                .filter(|(class, _)| own.get(*class).agent == agent)
                .map(|(_, count)| count)
                .sum();
            passed as f64 / dose.particles as f64
        }
        Mechanism::Oil { .. } if dose.injected_ml > 0.0 => drained.oil * 1e6 / dose.injected_ml,
        Mechanism::Pva { .. } | Mechanism::Oil { .. } | Mechanism::Collagen { .. } => 0.0,
    }
}

/// Flow past a place now, mL/min, on the side the blood comes from.
pub fn flow_at(circulation: &Circulation, segment: SegmentIx) -> f64 {
    let (start, end): (Flow, Flow) = circulation.network().segment_flows(segment);
    if circulation.resting_ml_min(segment) >= 0.0 { start.ml_min() } else { -end.ml_min() }
}
