//! Errors of reading and planning: studies, names, access.

use super::Fault;
use crate::model::{Judgement, StudyPhase};
use crate::said::{Said, said};
use crate::scoring::facts::{Facts, Moment};
use crate::sim::What;

pub(super) fn no_initial_angiogram(facts: &Facts<'_>) -> Vec<Fault> {
    match facts.first_push() {
        Some(push) if facts.baseline.is_none() => {
            let first = &facts.pushes[0];
            let text = said!(
                "{agent} went into the {vessel} with no overview run before it.",
                agent = facts.agent(first.agent),
                vessel = facts.vessel(first.segment)
            );
            vec![Fault::new(push.tick, text)]
        }
        _ => Vec::new(),
    }
}

pub(super) fn access_inappropriate(facts: &Facts<'_>) -> Vec<Fault> {
    let Some((moment, id)) = facts.site() else { return Vec::new() };
    match facts.case.site(id) {
        Some(site) if site.judgement == Judgement::Inappropriate => {
            vec![Fault::new(moment.tick, said!("{site}: {reason}", site = &site.name, reason = &site.reason))]
        }
        _ => Vec::new(),
    }
}

/// A feeder that was treated (or shut through its link) without ever having been named before. The untreated one has
/// an error of its own; one that was mistaken for another vessel is told there.
pub(super) fn feeder_not_named(facts: &Facts<'_>) -> Vec<Fault> {
    let unnamed = unnamed(facts);
    let mistaken = wrong_names(facts).len();
    let text = |i: &usize| {
        let course = &facts.courses[*i];
        let tick = course.first_push.map_or(facts.end, |m| m.tick);
        let (vessel, parent) = (course.vessel, course.parent);
        Fault::new(tick, said!("The {vessel} (off the {parent}) was not named.", vessel, parent))
    };
    unnamed.iter().skip(mistaken).map(text).collect()
}

pub(super) fn wrong_vessel_named(facts: &Facts<'_>) -> Vec<Fault> {
    let unnamed = unnamed(facts);
    let instead = |k: usize| unnamed.get(k).map(|i| facts.courses[*i].vessel);
    let names = wrong_names(facts).into_iter().enumerate();
    let fault = |(k, (moment, segment)): (usize, (Moment, &str))| {
        let vessel = facts.vessel(segment);
        let text = match instead(k) {
            Some(other) => {
                said!("The {vessel} does not supply the target; the {other} was not named.", vessel, other)
            }
            None => said!("The {vessel} does not supply the target.", vessel),
        };
        Fault::new(moment.tick, text)
    };
    names.map(fault).collect()
}

/// Feeders without a name when their treatment began.
fn unnamed(facts: &Facts<'_>) -> Vec<usize> {
    let untreated = super::endpoint::untreated(facts);
    let missing = |i: &usize| {
        let course = &facts.courses[*i];
        let in_time = course.named.is_some_and(|n| course.first_push.is_none_or(|p| n.at < p.at));
        let excused = untreated.contains(i) || (!course.treated() && facts.cut_short);
        !in_time && !excused
    };
    (0..facts.courses.len()).filter(missing).collect()
}

/// Vessels that were named, not taken back, and lead to no target.
pub(in crate::scoring) fn wrong_names<'a>(facts: &Facts<'a>) -> Vec<(Moment, &'a str)> {
    let mut wrong: Vec<(Moment, &str)> = Vec::new();
    for (at, event) in facts.events.iter().enumerate() {
        match &event.what {
            What::FeederNamed { segment } => {
                let ix = facts.case.graph.find_segment(segment);
                let leads = ix.is_some_and(|s| facts.courses.iter().any(|c| c.way.leads_from(s)));
                if !leads && !wrong.iter().any(|(_, known)| known == segment) {
                    wrong.push((Moment { at, tick: event.tick }, segment));
                }
            }
            What::FeederUnnamed { segment } => wrong.retain(|(_, named)| named != segment),
            _ => {}
        }
    }
    wrong
}

pub(super) fn hazard_not_named(facts: &Facts<'_>) -> Vec<Fault> {
    if facts.first_push().is_none() && facts.cut_short {
        return Vec::new();
    }
    let named = hazards_named(facts, true);
    let expected = facts.case.protected.iter().filter(|p| p.name_it).map(|p| facts.case.graph.bed(p.bed));
    let missing = expected.filter(|bed| !named.contains(&bed.id.as_str())).map(|bed| &bed.name);
    let missing = Said::list(missing, ", ");
    if missing.is_empty() {
        return Vec::new();
    }
    let tick = facts.first_push().map_or(facts.end, |m| m.tick);
    vec![Fault::new(tick, said!("Not named: {names}.", names = missing))]
}

/// Beds named as hazards and not taken back; `early`: before the first embolic material.
pub(in crate::scoring) fn hazards_named<'a>(facts: &Facts<'a>, early: bool) -> Vec<&'a str> {
    let mut named: Vec<&str> = Vec::new();
    for (at, event) in facts.events.iter().enumerate() {
        if early && !facts.before_embolic(at) {
            break;
        }
        match &event.what {
            What::HazardNamed { bed } if !named.contains(&bed.as_str()) => named.push(bed),
            What::HazardUnnamed { bed } => named.retain(|known| known != bed),
            _ => {}
        }
    }
    named
}

/// What was said of the portal vein: the last word before the first embolic material, else the last word at all.
pub(in crate::scoring) fn portal_word(facts: &Facts<'_>) -> Option<(Moment, bool)> {
    let words = facts.all(|w| match w {
        What::PortalAssessed { patent } => Some(*patent),
        _ => None,
    });
    let early = words.iter().rev().find(|(m, _)| facts.before_embolic(m.at));
    early.or(words.last()).copied()
}

/// The case asks for the portal vein.
pub(in crate::scoring) fn portal_matters(facts: &Facts<'_>) -> bool {
    facts.case.studies.iter().any(|s| s.phase == StudyPhase::Portal)
}

pub(super) fn portal_not_assessed(facts: &Facts<'_>) -> Vec<Fault> {
    let begun = facts.first_push();
    if !portal_matters(facts) || (begun.is_none() && facts.cut_short) {
        return Vec::new();
    }
    let truth = facts.case.patient.portal_patent;
    match portal_word(facts) {
        Some((moment, said)) if facts.before_embolic(moment.at) || said != truth => Vec::new(),
        Some((moment, _)) => {
            vec![Fault::new(
                begun.map_or(moment.tick, |b| b.tick),
                said!("It was judged only at {moment}.", moment = Said::mark(moment.tick)),
            )]
        }
        None => vec![Fault::new(begun.map_or(facts.end, |b| b.tick), said!("Nothing was said about it."))],
    }
}

/// What is said of a wrong word on the portal vein.
pub(in crate::scoring) fn misjudged(truth: bool) -> Said {
    if truth { said!("Judged closed, it is open.") } else { said!("Judged open, it is closed.") }
}

pub(super) fn portal_misjudged(facts: &Facts<'_>) -> Vec<Fault> {
    let truth = facts.case.patient.portal_patent;
    match portal_word(facts) {
        Some((moment, said)) if portal_matters(facts) && said != truth => {
            vec![Fault::new(moment.tick, misjudged(truth))]
        }
        _ => Vec::new(),
    }
}
