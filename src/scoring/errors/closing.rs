//! Errors of the end: what stays inside, pressure, a reaction or a case that was left.

use super::Fault;
use crate::model::Drug;
use crate::said::{Said, said};
use crate::scoring::facts::{Facts, Moment};
use crate::scoring::pressure::{Hold, Pressure};
use crate::sim::What;

/// Least doses that count as treatment of a reaction: half or less of what is usually given, so that a trace of a drug does not
/// (authored).
const ATROPINE_MG: f64 = 0.3;
const FLUID_ML: f64 = 100.0;
const ADRENALINE_MG: f64 = 0.1;
/// For how long a dose acts well enough to end a reaction that only comes then, s (authored).
const ATROPINE_S: f64 = 7200.0;
const FLUID_S: f64 = 1800.0;
const ADRENALINE_S: f64 = 420.0;

/// Released while it bled, or never dry. Pressure in the wrong place has an error of its own.
pub(super) fn pressure_too_short(facts: &Facts<'_>) -> Vec<Fault> {
    let pressure = Pressure::new(facts);
    let Some(sheath_out) = pressure.sheath_out else { return Vec::new() };
    if pressure.ends_in_wrong_place() {
        return Vec::new();
    }
    if let Some((moment, held_s)) = pressure.abandoned() {
        let text = said!("Released after {held} min while it still bled.", held = minutes(held_s));
        return vec![Fault::new(moment.tick, text)];
    }
    if facts.outcome.haemostasis {
        return Vec::new();
    }
    let text = match pressure.holds.last() {
        None => said!("No pressure was put on the site."),
        Some(hold) if hold.released.is_none() => {
            said!("The case was ended with the hand still on the site.")
        }
        Some(hold) => said!("The site was never dry (last held {held} min).", held = minutes(hold.held_s)),
    };
    vec![Fault::new(pressure.holds.last().map_or(sheath_out, |h| h.started).tick, text)]
}

fn minutes(seconds: f64) -> Said {
    Said::number(seconds / 60.0, 1)
}

pub(super) fn pressure_wrong_place(facts: &Facts<'_>) -> Vec<Fault> {
    let pressure = Pressure::new(facts);
    if !pressure.wrong_place() {
        return Vec::new();
    }
    let wrong = pressure.holds.iter().find(|h| !h.effective);
    let fault = |hold: &Hold| {
        let mm = Said::number(hold.above_mm.abs(), 0);
        let text = if hold.above_mm < 0.0 {
            said!("Pressed {mm} mm below the skin puncture: it bled on.", mm)
        } else {
            said!("Pressed {mm} mm above the skin puncture: it bled on.", mm)
        };
        Fault::new(hold.started.tick, text)
    };
    wrong.map(fault).into_iter().collect()
}

pub(super) fn device_left_inside(facts: &Facts<'_>) -> Vec<Fault> {
    if facts.cut_short || facts.outcome.left_inside.is_empty() {
        return Vec::new();
    }
    let names = Said::list(facts.outcome.left_inside.iter().map(|d| facts.device(d)), ", ");
    vec![Fault::new(facts.end, said!("Still in the body: {names}.", names))]
}

/// A reaction that does not pass by itself, and nothing was given that ends it: after it began, or shortly before.
pub(super) fn reaction_untreated(facts: &Facts<'_>) -> Vec<Fault> {
    let reactions = facts.all(|w| match w {
        What::VagalReaction => Some((
            said!("The vagal reaction was left to itself."),
            &[(Drug::Atropine, ATROPINE_MG, ATROPINE_S), (Drug::Fluid, FLUID_ML, FLUID_S)][..],
        )),
        What::ContrastReaction { severe: true } => Some((
            said!("The severe reaction to contrast was left to itself."),
            &[(Drug::Adrenaline, ADRENALINE_MG, ADRENALINE_S)][..],
        )),
        _ => None,
    });
    let given = facts.all(|w| match w {
        What::DrugGiven { drug, dose } => Some((*drug, *dose)),
        _ => None,
    });
    let fault = |(moment, (told, ends)): (Moment, (Said, &[(Drug, f64, f64)]))| {
        let treated = ends.iter().any(|(drug, least, acts_s)| {
            let acts = |m: &Moment| m.tick.after(*acts_s) >= moment.tick;
            let given = given.iter().filter(|(m, (d, _))| d == drug && acts(m));
            given.map(|(_, (_, dose))| dose).sum::<f64>() >= *least
        });
        (!treated).then(|| Fault::new(moment.tick, told))
    };
    reactions.into_iter().filter_map(fault).collect()
}

pub(super) fn not_finished(facts: &Facts<'_>) -> Vec<Fault> {
    let finished: Option<(Moment, ())> = facts.first(|w| (*w == What::Finished).then_some(()));
    match finished {
        Some(_) => Vec::new(),
        None => {
            vec![Fault::new(facts.end, said!("The session stops at {end}.", end = Said::mark(facts.end)))]
        }
    }
}
