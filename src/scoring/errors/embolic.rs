//! Errors of the embolic material: the choice, and where it went.

use std::collections::BTreeMap;

use super::Fault;
use crate::model::{AgentChoice, BedIx, Judgement, SegmentIx};
use crate::said::{Said, said};
use crate::scoring::facts::{Facts, Push, percent};
use crate::sim::{What, outcome::KeptOpen, tick::Tick};

/// The author's judgement on an agent.
pub(in crate::scoring) fn choice<'a>(facts: &Facts<'a>, agent: &str) -> Option<&'a AgentChoice> {
    facts.case.agent_choices.iter().find(|c| c.agent == agent)
}

pub(in crate::scoring) fn is_inappropriate(facts: &Facts<'_>, agent: &str) -> bool {
    choice(facts, agent).is_some_and(|c| c.judgement == Judgement::Inappropriate)
}

/// Wrong agents that were injected.
fn wrong_agents<'a>(facts: &Facts<'a>) -> Vec<&'a str> {
    facts.injected().into_keys().filter(|agent| is_inappropriate(facts, agent)).collect()
}

/// A protected bed was harmed, and no wrong place explains it: the agent went where it should not.
fn harmed_by_the_agent(facts: &Facts<'_>) -> bool {
    !harmed(facts).is_empty() && off_target(facts).is_empty() && !wrong_agents(facts).is_empty()
}

/// One for each wrong agent; one that reached the lungs or harmed a protected bed is told there.
pub(super) fn agent_inappropriate(facts: &Facts<'_>) -> Vec<Fault> {
    if harmed_by_the_agent(facts) {
        return Vec::new();
    }
    let lungs = lung_agents(facts);
    let wrong = |agent: &&str| !lungs.iter().any(|(known, _)| known == agent);
    let fault = |agent: &str| {
        let tick = first_use(facts, agent);
        let reason = choice(facts, agent).map_or("", |c| c.reason.as_str());
        Fault::new(tick, said!("{agent}: {reason}", agent = facts.agent(agent), reason))
    };
    wrong_agents(facts).into_iter().filter(wrong).map(fault).collect()
}

fn first_use(facts: &Facts<'_>, agent: &str) -> Tick {
    facts.pushes.iter().find(|p| p.agent == agent).map_or(facts.end, |p| p.tick)
}

/// Pushes from where blood does not lead to any feeder.
fn off_target<'f, 'a>(facts: &'f Facts<'a>) -> BTreeMap<&'a str, &'f Push<'a>> {
    let mut places = BTreeMap::new();
    for push in &facts.pushes {
        if !push.ix.is_some_and(|s| facts.courses.iter().any(|c| c.way.leads_from(s))) {
            places.entry(push.segment).or_insert(push);
        }
    }
    places
}

/// Number of places that were embolized by mistake: each may stand for a feeder that was meant.
pub(super) fn places_off_target(facts: &Facts<'_>) -> usize {
    off_target(facts).len()
}

pub(super) fn embolized_off_target(facts: &Facts<'_>) -> Vec<Fault> {
    let places = off_target(facts);
    let Some(first) = places.values().min_by_key(|p| p.at) else { return Vec::new() };
    if !harmed(facts).is_empty() {
        return Vec::new();
    }
    let names = Said::list(places.keys().map(|s| facts.vessel(s)), ", ");
    vec![Fault::new(first.tick, said!("Pushed into: {names}.", names))]
}

/// Volume that went backwards in all pushes, mL, with the push that brought most of it.
pub(in crate::scoring) fn refluxed<'f, 'a>(facts: &'f Facts<'a>) -> (f64, Option<&'f Push<'a>>) {
    let total = facts.pushes.iter().map(|p| p.refluxed_ml).sum();
    (total, facts.pushes.iter().max_by(|a, b| a.refluxed_ml.total_cmp(&b.refluxed_ml)))
}

/// Silent when the reflux harmed a protected bed: that is told there.
pub(super) fn reflux(facts: &Facts<'_>) -> Vec<Fault> {
    let limit = facts.case.rubric.limits.reflux_ml;
    match refluxed(facts) {
        (total, Some(worst)) if total > limit && harmed(facts).is_empty() => {
            let vessel = facts.vessel(worst.segment);
            let text = said!(
                "{total} mL went backwards ({limit} mL tolerated), most of it in the {vessel}.",
                total = Said::number(total, 2),
                limit = Said::number(limit, 2),
                vessel
            );
            vec![Fault::new(worst.tick, text)]
        }
        _ => Vec::new(),
    }
}

/// One protected bed that lost more than it tolerates.
pub(in crate::scoring) struct Harm<'a> {
    pub bed: &'a str,
    pub lost: f64,
    pub tolerance: f64,
}

/// Protected beds that lost more than they tolerate, now or at some moment.
pub(in crate::scoring) fn harmed<'a>(facts: &Facts<'a>) -> Vec<Harm<'a>> {
    let mut harms = Vec::new();
    for protected in &facts.case.protected {
        let bed = facts.case.graph.bed(protected.bed);
        let at_end = facts.outcome.protected.iter().filter(|p| p.bed == bed.id).map(|p| p.lost_share);
        let told = facts.events.iter().filter_map(|e| match &e.what {
            What::NonTarget { bed: id, lost_share } if *id == bed.id => Some(*lost_share),
            _ => None,
        });
        let lost = at_end.chain(told).fold(0.0, f64::max);
        if lost > protected.tolerance {
            harms.push(Harm { bed: &bed.id, lost, tolerance: protected.tolerance });
        }
    }
    harms
}

pub(super) fn non_target_embolization(facts: &Facts<'_>) -> Vec<Fault> {
    let harms = harmed(facts);
    if harms.is_empty() {
        return Vec::new();
    }
    let first = facts.first(|w| matches!(w, What::NonTarget { .. }).then_some(()));
    let part = |h: &Harm<'_>| {
        let harm = facts.case.protected.iter().find(|p| facts.case.graph.bed(p.bed).id == h.bed);
        let said = harm.map_or("", |p| p.harm.as_str());
        said!(
            "{bed} lost {lost} % of its supply ({tolerated} % tolerated): {harm}",
            bed = facts.bed(h.bed),
            lost = percent(h.lost, 0),
            tolerated = percent(h.tolerance, 0),
            harm = said
        )
    };
    let mut parts = vec![Said::list(harms.iter().map(part), "; ")];
    if let (total, Some(worst)) = refluxed(facts)
        && total > facts.case.rubric.limits.reflux_ml
    {
        parts.push(said!(
            "{total} mL had refluxed, most of it in the {vessel}.",
            total = Said::number(total, 2),
            vessel = facts.vessel(worst.segment)
        ));
    }
    for segment in off_target(facts).keys() {
        parts.push(said!("Material was pushed into the {vessel}.", vessel = facts.vessel(segment)));
    }
    if harmed_by_the_agent(facts) {
        for agent in wrong_agents(facts) {
            let reason = choice(facts, agent).map_or("", |c| c.reason.as_str());
            parts.push(said!("{agent}: {reason}", agent = facts.agent(agent), reason));
        }
    }
    vec![Fault::new(first.map_or(facts.end, |(m, ())| m.tick), Said::list(parts, " "))]
}

/// Agents of which too much is in the lungs, with the share. Oil passes every shunt in part, whatever is done; its own
/// ceiling limits that.
fn lung_agents<'a>(facts: &Facts<'a>) -> Vec<(&'a str, f64)> {
    let limit = facts.case.rubric.limits.lung_share_max;
    let oil = |agent: &str| facts.case.agent(agent).is_some_and(|a| a.mechanism.oil().is_some());
    let over = facts.outcome.lungs.iter().filter(|l| l.lung_share > limit && !oil(&l.agent));
    over.map(|l| (l.agent.as_str(), l.lung_share)).collect()
}

/// Share of the lungs that all agents together may close (authored).
const LUNG_CLOSED_MAX: f64 = 0.02;

/// Told by agent where one is to blame; otherwise by what all of them did together.
pub(super) fn lung_shunting(facts: &Facts<'_>) -> Vec<Fault> {
    let agents = lung_agents(facts);
    let closed = facts.outcome.lung.closed_share;
    if agents.is_empty() && closed > LUNG_CLOSED_MAX {
        let first = facts.first(|w| matches!(w, What::LungShunt { .. }).then_some(()));
        let tick = first.map_or(facts.end, |(m, ())| m.tick);
        let text = said!(
            "All agents together closed {closed} % of the lungs' arterioles.",
            closed = percent(closed, 1)
        );
        return vec![Fault::new(tick, text)];
    }
    let limit = facts.case.rubric.limits.lung_share_max;
    let fault = |(agent, share): (&str, f64)| {
        let told = facts.first(|w| match w {
            What::LungShunt { agent: known, .. } if known == agent => Some(()),
            _ => None,
        });
        let tick = told.map_or_else(|| first_use(facts, agent), |(m, ())| m.tick);
        let name = facts.case.agent(agent).map_or(agent, |a| a.name.as_str());
        let reason = choice(facts, agent).map_or("", |c| c.reason.as_str());
        let text = said!(
            "{share} % of the dose of {name} ({limit} % tolerated).",
            share = percent(share, 1),
            name,
            limit = percent(limit, 1)
        );
        let reason = Some(reason).filter(|reason| !reason.is_empty()).map(Said::from);
        Fault::new(tick, Said::list([text].into_iter().chain(reason), " "))
    };
    agents.into_iter().map(fault).collect()
}

/// Vessels that should have stayed open and did not.
pub(in crate::scoring) fn shut<'a>(facts: &Facts<'a>) -> Vec<&'a KeptOpen> {
    facts.outcome.kept_open.iter().filter(|k| k.flow_share < k.required).collect()
}

/// Silent for a vessel whose own bed is already told to have been harmed, and when nothing but wrong agents went in: a coil that
/// shuts the trunk was the wrong choice, not too much of the right one.
pub(super) fn over_treatment(facts: &Facts<'_>) -> Vec<Fault> {
    // also of none
    if facts.pushes.iter().all(|push| is_inappropriate(facts, push.agent)) {
        return Vec::new();
    }
    let graph = &facts.case.graph;
    let harms: Vec<BedIx> = harmed(facts).iter().filter_map(|h| graph.find_bed(h.bed)).collect();
    let leads_to_harm = |segment: SegmentIx| {
        let through = |bed: &BedIx| facts.reach.path_to_node(graph, graph.bed(*bed).node).contains(&segment);
        harms.iter().any(through)
    };
    let told = |k: &&KeptOpen| !graph.find_segment(&k.segment).is_some_and(leads_to_harm);
    let part = |k: &KeptOpen| {
        said!(
            "The {vessel} keeps {left} % of its flow ({required} % had to stay).",
            vessel = facts.vessel(&k.segment),
            left = percent(k.flow_share, 0),
            required = percent(k.required, 0)
        )
    };
    let parts = Said::list(shut(facts).into_iter().filter(told).map(part), " ");
    let tick = facts.pushes.last().map_or(facts.end, |p| p.tick);
    if parts.is_empty() { Vec::new() } else { vec![Fault::new(tick, parts)] }
}
