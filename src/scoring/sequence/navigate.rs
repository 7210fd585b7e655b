//! S3 and S4: sheath, wire, catheter.

use super::Judged;
use crate::model::Slot;
use crate::said::{Said, said};
use crate::scoring::course::Course;
use crate::scoring::facts::{Facts, Moment};
use crate::sim::What;

/// Share that is left when the branch was reached, but not over a wire (authored).
const NO_WIRE_SHARE: f64 = 0.4;

/// Share that is left when the material came from the parent instead of the feeder (authored).
const FROM_PARENT_SHARE: f64 = 0.3;

pub(super) fn insert_sheath(facts: &Facts<'_>) -> Judged {
    let sheath = facts.first(|w| match w {
        What::SheathInserted { device } => Some(device.as_str()),
        _ => None,
    });
    let Some((moment, device)) = sheath else { return Judged::skipped(said!("No sheath was inserted.")) };
    let device = facts.device(device);
    let punctured = facts.first(|w| matches!(w, What::Punctured { .. }).then_some(()));
    let loaded = facts.first(|w| matches!(w, What::DeviceLoaded { .. }).then_some(()));
    match (punctured, loaded) {
        (None, _) => Judged::wrong(moment, said!("{device} without a puncture.", device)),
        (Some((p, ())), _) if p.at > moment.at => {
            Judged::wrong(moment, said!("{device} before the puncture.", device))
        }
        (_, Some((l, ()))) if l.at < moment.at => {
            Judged::late(moment, said!("{device}, after other devices.", device))
        }
        _ => {
            let site = facts.site().and_then(|(_, id)| facts.case.site(id)).map_or("", |s| s.name.as_str());
            Judged::done(moment, said!("{device} into the {site}.", device, site))
        }
    }
}

/// First moment a catheter stood in the parent of a feeder or nearer, told by its way or by what came out of it.
fn arrival(facts: &Facts<'_>, course: &Course<'_>) -> Option<(Moment, Said)> {
    let near = |id: &str| facts.case.graph.find_segment(id).is_some_and(|s| course.way.selective(s));
    facts.first(|w| match w {
        What::TipEntered { slot: Slot::Catheter | Slot::Microcatheter, segment }
        | What::ContrastInjected { segment, .. }
        | What::AgentInjected { segment, .. }
            if near(segment) =>
        {
            Some(Said::from(facts.vessel(segment)))
        }
        What::RunAcquired(run) => {
            let segment = run.injected_at.as_deref().filter(|s| near(s))?;
            Some(Said::from(facts.vessel(segment)))
        }
        _ => None,
    })
}

/// Scraping pushes up to a moment.
fn scraped(facts: &Facts<'_>, until: usize) -> usize {
    facts
        .all(|w| matches!(w, What::PushedWithoutWire { .. }).then_some(()))
        .iter()
        .filter(|(m, ())| m.at < until)
        .count()
}

pub(super) fn wire_and_catheter(facts: &Facts<'_>) -> Option<Judged> {
    let (_, course) = facts.leading()?;
    let Some((moment, vessel)) = arrival(facts, course) else {
        return Some(Judged::skipped(said!(
            "No catheter reached the {vessel} or the {parent}.",
            vessel = course.vessel,
            parent = course.parent
        )));
    };
    let wired = facts.events[..moment.at]
        .iter()
        .any(|e| matches!(e.what, What::DeviceLoaded { slot: Slot::Wire, .. }));
    let until = course.first_push.map_or(facts.events.len(), |m| m.at);
    let scraped = scraped(facts, until);
    Some(if !wired {
        Judged::wrong(moment, said!("The {vessel} was reached with no wire in the stack.", vessel))
            .earning(NO_WIRE_SHARE)
    } else if scraped > 0 {
        let why = said!(
            "The {vessel} was reached; {scraped} pushes ahead of the wire on the way to the target.",
            vessel,
            scraped
        );
        Judged::wrong(moment, why).earning(NO_WIRE_SHARE)
    } else {
        Judged::done(moment, said!("The {vessel} was reached over a wire.", vessel))
    })
}

/// Where the tip was whenever material went towards this feeder.
pub(super) fn tip_during_pushes(facts: &Facts<'_>, course: &Course<'_>) -> Judged {
    let Some(first) = course.first_push else {
        return Judged::skipped(said!("Nothing was injected into the {vessel}.", vessel = course.vessel));
    };
    if course.from_inside {
        return Judged::done(
            first,
            said!("Every push came from the {vessel} itself.", vessel = course.vessel),
        );
    }
    let outside = facts
        .pushes
        .iter()
        .find(|p| p.ix.is_some_and(|s| course.way.leads_from(s) && !course.way.superselective(s)));
    let place = outside.map_or("", |p| facts.vessel(p.segment));
    let from_parent = outside.and_then(|p| p.ix).is_some_and(|s| course.way.selective(s));
    let share = if from_parent { FROM_PARENT_SHARE } else { 0.0 };
    Judged::wrong(
        first,
        said!("Material came from the {place}, not from the {vessel}.", place, vessel = course.vessel),
    )
    .earning(share)
}

pub(super) fn superselective_tip(facts: &Facts<'_>) -> Option<Judged> {
    facts.leading().map(|(_, course)| tip_during_pushes(facts, course))
}
