//! S1 and S2: reading, naming, choosing where to enter.

use super::Judged;
use crate::model::{Judgement, Study, StudyPhase};
use crate::said::{Said, said};
use crate::scoring::errors::reading;
use crate::scoring::facts::{Facts, Moment};
use crate::sim::What;

/// Share of a defensible choice that is not the best (authored).
pub(super) const ACCEPTABLE_SHARE: f64 = 0.6;

pub(super) fn read_arterial_study(facts: &Facts<'_>) -> Option<Judged> {
    let needed_by =
        facts.first(|w| matches!(w, What::AccessChosen { .. } | What::Punctured { .. }).then_some(()));
    read(facts, StudyPhase::Arterial, needed_by.map(|(m, ())| m), |names| {
        said!("{names}: opened after the access site was chosen.", names)
    })
}

pub(super) fn read_portal_study(facts: &Facts<'_>) -> Option<Judged> {
    let needed_by = facts.first(|w| matches!(w, What::PortalAssessed { .. }).then_some(()));
    read(facts, StudyPhase::Portal, needed_by.map(|(m, ())| m), |names| {
        said!("{names}: opened after the portal vein was judged.", names)
    })
}

/// Studies of one phase: the required ones, or any one when none is required.
fn read(
    facts: &Facts<'_>,
    phase: StudyPhase,
    needed_by: Option<Moment>,
    late: fn(Said) -> Said,
) -> Option<Judged> {
    let studies: Vec<&Study> = facts.case.studies.iter().filter(|s| s.phase == phase).collect();
    let opened = |study: &Study| {
        facts.first(|w| match w {
            What::StudyRead { study: id } if *id == study.id => Some(()),
            _ => None,
        })
    };
    let required: Vec<&Study> = studies.iter().copied().filter(|s| s.required).collect();
    let asked = if required.is_empty() { &studies } else { &required };
    if asked.is_empty() {
        return None;
    }
    let seen: Vec<(Moment, &str)> =
        asked.iter().filter_map(|s| opened(s).map(|(m, ())| (m, s.name.as_str()))).collect();
    let enough = if required.is_empty() { 1 } else { required.len() };
    let names = || Said::list(seen.iter().map(|(_, name)| *name), ", ");
    let Some((last, _)) = seen.iter().max_by_key(|(m, _)| m.at) else {
        return Some(Judged::skipped(said!("No such study was opened.")));
    };
    if seen.len() < enough {
        let share = seen.len() as f64 / enough as f64;
        return Some(Judged::wrong(*last, said!("Only opened: {names}.", names = names())).earning(share));
    }
    Some(match needed_by {
        Some(needed) if needed.at < last.at => Judged::late(*last, late(names())),
        _ => Judged::done(*last, said!("{names}: opened.", names = names())),
    })
}

pub(super) fn assess_portal(facts: &Facts<'_>) -> Option<Judged> {
    if !reading::portal_matters(facts) {
        return None;
    }
    let truth = facts.case.patient.portal_patent;
    Some(match reading::portal_word(facts) {
        None => Judged::skipped(said!("Nothing was said about the portal vein.")),
        Some((m, said)) if said != truth => Judged::wrong(m, reading::misjudged(truth)),
        Some((m, said)) if !facts.before_embolic(m.at) => {
            let open = said!("Judged open after embolization had begun.");
            Judged::late(m, if said { open } else { said!("Judged closed after embolization had begun.") })
        }
        Some((m, said)) => Judged::done(
            m,
            if said { said!("Judged open, rightly.") } else { said!("Judged closed, rightly.") },
        ),
    })
}

/// Each feeder earns its share, half of it when named after embolization began; each wrong name takes one away.
pub(super) fn name_feeders(facts: &Facts<'_>) -> Option<Judged> {
    if facts.courses.is_empty() {
        return None;
    }
    let wrong = reading::wrong_names(facts);
    let (mut shares, mut late, mut names, mut missing, mut last) = (0.0, false, Vec::new(), Vec::new(), None);
    for course in &facts.courses {
        match course.named {
            Some(moment) => {
                let early = facts.before_embolic(moment.at);
                late |= !early;
                shares += if early { 1.0 } else { super::LATE_SHARE };
                names.push(course.vessel);
                last = last.max(Some((moment.at, moment.tick)));
            }
            None => missing.push(course.vessel),
        }
    }
    let share = (shares - wrong.len() as f64) / facts.courses.len() as f64;
    let strangers: Vec<&str> = wrong.iter().map(|(_, s)| facts.vessel(s)).collect();
    let mut why = vec![
        some(&names).map(|names| said!("Named: {names}.", names)),
        some(&missing).map(|names| said!("Not named: {names}.", names)),
        some(&strangers).map(|names| said!("No feeders: {names}.", names)),
    ];
    let moment = last.map(|(at, tick)| Moment { at, tick }).or(wrong.last().map(|(m, _)| *m));
    Some(match moment {
        None => Judged::skipped(said!("No vessel was named.")),
        Some(m) if !missing.is_empty() || !wrong.is_empty() => {
            Judged::wrong(m, sentences(why)).earning(share)
        }
        Some(m) if late => {
            why.push(Some(said!("Some only after embolization had begun.")));
            Judged::late(m, sentences(why)).earning(share)
        }
        Some(m) => Judged::done(m, sentences(why)),
    })
}

/// "Words: a, b." or nothing.
/// Names in a row, if there are any.
fn some(names: &[&str]) -> Option<Said> {
    (!names.is_empty()).then(|| Said::list(names.iter().copied(), ", "))
}

/// The sentences that there are, one behind the other.
fn sentences(parts: impl IntoIterator<Item = Option<Said>>) -> Said {
    Said::list(parts.into_iter().flatten(), " ")
}

/// Each hazard earns its share; a bed that is no hazard at all takes one away.
pub(super) fn name_hazards(facts: &Facts<'_>) -> Option<Judged> {
    let graph = &facts.case.graph;
    let asked: Vec<&str> =
        facts.case.protected.iter().filter(|p| p.name_it).map(|p| graph.bed(p.bed).id.as_str()).collect();
    if asked.is_empty() {
        return None;
    }
    let (early, all) = (reading::hazards_named(facts, true), reading::hazards_named(facts, false));
    let missing: Vec<&str> = asked.iter().copied().filter(|bed| !all.contains(bed)).collect();
    let late: Vec<&str> =
        asked.iter().copied().filter(|bed| all.contains(bed) && !early.contains(bed)).collect();
    let harmless = |bed: &&str| !facts.case.protected.iter().any(|p| graph.bed(p.bed).id == *bed);
    let wrong: Vec<&str> = all.iter().copied().filter(harmless).collect();
    let full = asked.len() - missing.len() - late.len();
    let share = full as f64 + super::LATE_SHARE * late.len() as f64 - wrong.len() as f64;
    let share = share / asked.len() as f64;
    let said = facts.last(|w| matches!(w, What::HazardNamed { .. }).then_some(()));
    let names = |beds: &[&str]| {
        let named = beds.iter().map(|b| Said::from(bed_name(facts, b)));
        (!beds.is_empty()).then(|| Said::list(named, ", "))
    };
    Some(match said {
        None => Judged::skipped(said!("No hazard was named.")),
        Some((m, ())) if !missing.is_empty() || !wrong.is_empty() => {
            let missing = names(&missing).map(|names| said!("Not named: {names}.", names));
            let wrong = names(&wrong).map(|names| said!("No hazard here: {names}.", names));
            Judged::wrong(m, sentences([missing, wrong])).earning(share)
        }
        Some((m, ())) if !late.is_empty() => {
            let why = names(&late).map(|names| said!("Named after embolization had begun: {names}.", names));
            Judged::late(m, sentences([why])).earning(share)
        }
        Some((m, ())) => {
            Judged::done(m, sentences([names(&asked).map(|names| said!("Named: {names}.", names))]))
        }
    })
}

fn bed_name<'a>(facts: &'a Facts<'_>, id: &'a str) -> &'a str {
    facts.case.graph.find_bed(id).map_or(id, |ix| facts.case.graph.bed(ix).name.as_str())
}

pub(super) fn choose_access(facts: &Facts<'_>) -> Judged {
    let Some((moment, id)) = facts.site() else {
        return Judged::skipped(said!("No access site was chosen."));
    };
    let Some(site) = facts.case.site(id) else {
        return Judged::wrong(moment, said!("{id} is no site here.", id));
    };
    let why = said!("{site}: {reason}", site = &site.name, reason = &site.reason);
    match site.judgement {
        Judgement::Appropriate => Judged::done(moment, why),
        Judgement::Acceptable => Judged::done(moment, why).earning(ACCEPTABLE_SHARE),
        Judgement::Inappropriate => Judged::wrong(moment, why),
    }
}
