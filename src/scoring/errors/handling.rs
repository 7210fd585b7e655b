//! Errors of handling: wire, pressure, lumen, volumes. Each is one error however often it happened.

use std::collections::BTreeMap;

use super::{Fault, embolic};
use crate::model::Mechanism;
use crate::said::{Said, said};
use crate::scoring::facts::Facts;
use crate::sim::{What, tick::Tick};

/// Distinct names with how often each came, in words, and the first moment.
fn gather<'a>(found: &[(Tick, &'a str)]) -> Option<(Tick, Said)> {
    let (first, _) = found.first()?;
    let mut counts: BTreeMap<&'a str, u32> = BTreeMap::new();
    for (_, name) in found {
        *counts.entry(name).or_default() += 1;
    }
    let part = |(name, n): (&str, u32)| match n {
        1 => Said::from(name),
        _ => said!("{what} ({count} times)", what = name, count = n),
    };
    Some((*first, Said::list(counts.into_iter().map(part), ", ")))
}

pub(super) fn pushed_without_wire(facts: &Facts<'_>) -> Vec<Fault> {
    let found = facts.all(|w| match w {
        What::PushedWithoutWire { segment, .. } => Some(segment.as_str()),
        _ => None,
    });
    let named: Vec<(Tick, &str)> = found.iter().map(|(m, s)| (m.tick, facts.vessel(s))).collect();
    gather(&named).map(|(tick, text)| Fault::new(tick, said!("In: {text}.", text))).into_iter().collect()
}

/// Silent in a vessel whose own bed is told to have been closed: what goes on to be pushed there has nowhere to go.
pub(super) fn over_pressure(facts: &Facts<'_>) -> Vec<Fault> {
    let graph = &facts.case.graph;
    let harms: Vec<_> = embolic::harmed(facts).iter().filter_map(|h| graph.find_bed(h.bed)).collect();
    let into_harm = |id: &str| {
        let end = graph.find_segment(id).map(|ix| graph.segment(ix).to);
        harms.iter().any(|bed| Some(graph.bed(*bed).node) == end)
    };
    let found = facts.all(|w| match w {
        What::OverPressure { segment, rise_mmhg } if !into_harm(segment) => {
            Some((segment.as_str(), *rise_mmhg))
        }
        _ => None,
    });
    let worst = found.iter().map(|(_, (_, rise))| *rise).fold(0.0, f64::max);
    let named: Vec<(Tick, &str)> = found.iter().map(|(m, (s, _))| (m.tick, facts.vessel(s))).collect();
    let fault = |(tick, text)| {
        Fault::new(
            tick,
            said!(
                "In: {text}; up to {worst} mmHg above resting pressure.",
                text,
                worst = Said::number(worst, 0)
            ),
        )
    };
    gather(&named).map(fault).into_iter().collect()
}

/// Silent for an inappropriate agent that has its own error.
pub(super) fn clogged_catheter(facts: &Facts<'_>) -> Vec<Fault> {
    let injected = facts.injected();
    let told = |agent: &str| embolic::is_inappropriate(facts, agent) && injected.contains_key(agent);
    let found = facts.all(|w| match w {
        What::CatheterClogged { agent, .. } if !told(agent) => Some(agent.as_str()),
        _ => None,
    });
    let named: Vec<(Tick, &str)> = found.iter().map(|(m, a)| (m.tick, facts.agent(a))).collect();
    gather(&named).map(|(tick, text)| Fault::new(tick, said!("By: {text}.", text))).into_iter().collect()
}

pub(super) fn oil_over_ceiling(facts: &Facts<'_>) -> Vec<Fault> {
    let (mut total, mut ceiling, mut last) = (0.0, f64::INFINITY, None);
    for push in &facts.pushes {
        let oil = facts.case.agent(push.agent).and_then(|a| a.mechanism.oil());
        let Some((share, ceiling_ml)) = oil else { continue };
        total += push.ml * share;
        ceiling = ceiling_ml.min(ceiling);
        if total > ceiling {
            last = last.or(Some(push.tick));
        }
    }
    let fault = |tick| {
        Fault::new(
            tick,
            said!(
                "{total} mL of oil were injected (ceiling {ceiling} mL).",
                total = Said::number(total, 1),
                ceiling = Said::number(ceiling, 1)
            ),
        )
    };
    last.map(fault).into_iter().collect()
}

/// The ceiling goes with the body: mL of ethanol per kg, all products together.
pub(super) fn ethanol_over_ceiling(facts: &Facts<'_>) -> Vec<Fault> {
    let (mut total, mut ceiling, mut last) = (0.0, f64::INFINITY, None);
    for push in &facts.pushes {
        let agent = facts.case.agent(push.agent);
        let Some(&Mechanism::Ethanol { ethanol_share, ceiling_ml_kg }) = agent.map(|a| &a.mechanism) else {
            continue;
        };
        total += push.ml * ethanol_share;
        ceiling = (ceiling_ml_kg * facts.case.patient.weight_kg).min(ceiling);
        if total > ceiling {
            last = last.or(Some(push.tick));
        }
    }
    let text = said!(
        "{total} mL of ethanol were injected (ceiling for this weight {ceiling} mL).",
        total = Said::number(total, 1),
        ceiling = Said::number(ceiling, 1)
    );
    last.map(|tick| Fault::new(tick, text)).into_iter().collect()
}

pub(super) fn vessel_injured(facts: &Facts<'_>) -> Vec<Fault> {
    let found = facts.all(|w| match w {
        What::VesselInjured { segment, ml_min } => Some((segment.as_str(), *ml_min)),
        _ => None,
    });
    let worst = found.iter().map(|(_, (_, rate))| *rate).fold(0.0, f64::max);
    let named: Vec<(Tick, &str)> = found.iter().map(|(m, (s, _))| (m.tick, facts.vessel(s))).collect();
    let fault = |(tick, text)| {
        Fault::new(tick, said!("In: {text}; up to {worst} mL/min.", text, worst = Said::number(worst, 1)))
    };
    gather(&named).map(fault).into_iter().collect()
}

pub(super) fn contrast_over_limit(facts: &Facts<'_>) -> Vec<Fault> {
    let limit = facts.case.patient.contrast_limit_ml() * facts.case.rubric.limits.contrast_share.max(1.0);
    let used = facts.outcome.contrast_ml;
    if used <= limit {
        return Vec::new();
    }
    let passed = facts.first(|w| matches!(w, What::ContrastLimit { .. }).then_some(()));
    let tick = passed.map_or(facts.end, |(m, ())| m.tick);
    vec![Fault::new(
        tick,
        said!(
            "{used} mL were given (limit of this patient {limit} mL).",
            used = Said::number(used, 0),
            limit = Said::number(limit, 0)
        ),
    )]
}
