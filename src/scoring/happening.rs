//! Adverse happenings: what befell the patient or the equipment. They are told, not charged; what a trainee did wrong
//! is an error. Repeated ones are merged into one line with the first moment.

use std::collections::BTreeMap;

use super::facts::{Facts, Push, percent};
use super::report::Happening;
use crate::said::{Said, said};
use crate::sim::{What, tick::Tick};

/// All adverse happenings, in the order of their first moments.
pub(super) fn list(facts: &Facts<'_>) -> Vec<Happening> {
    let mut groups: BTreeMap<(&'static str, String), Group> = BTreeMap::new();
    for event in facts.events {
        let Some((id, key, told)) = tell(facts, &event.what) else { continue };
        let group =
            groups.entry((id, key)).or_insert(Group { first: event.tick, count: 0, told: told.clone() });
        group.count += 1;
        if told.value >= group.told.value {
            group.told = told;
        }
    }
    let happening = |((id, _), group): ((&str, String), Group)| Happening {
        id: id.to_owned(),
        tick: group.first,
        what: if group.count > 1 {
            said!("{what} ({count} times)", what = group.told.text, count = group.count)
        } else {
            group.told.text
        },
    };
    let mut list: Vec<Happening> = groups.into_iter().map(happening).chain(later(facts)).collect();
    list.sort_by_cached_key(|it| (it.tick, it.id.clone(), it.what.to_string()));
    list
}

struct Group {
    first: Tick,
    count: u32,
    /// The worst of them.
    told: Told,
}

#[derive(Clone)]
struct Told {
    value: f64,
    text: Said,
}

/// Kind, what is merged with it, and the words.
type Adverse = (&'static str, String, Told);

/// `None` for what is not adverse.
fn tell<'a>(facts: &Facts<'a>, what: &'a What) -> Option<Adverse> {
    embolic(facts, what)
        .or_else(|| at_a_vessel(facts, what))
        .or_else(|| limit(what))
        .or_else(|| reaction(what))
}

/// What embolic material did.
fn embolic<'a>(facts: &Facts<'a>, what: &'a What) -> Option<Adverse> {
    Some(match what {
        What::NonTarget { bed, lost_share } => {
            let text = said!(
                "{bed} lost {lost} % of its supply",
                bed = facts.bed(bed),
                lost = percent(*lost_share, 0)
            );
            ("non_target", bed.clone(), Told { value: *lost_share, text })
        }
        What::LungShunt { agent: id, share } => {
            let text = said!(
                "{agent} passed a shunt to the lungs: {share} % of the dose",
                agent = facts.agent(id),
                share = percent(*share, 1)
            );
            ("lung_shunt", id.clone(), Told { value: *share, text })
        }
        What::CatheterClogged { agent: id, .. } => {
            let text = said!("{agent} blocked its catheter", agent = facts.agent(id));
            ("catheter_clogged", id.clone(), Told { value: 0.0, text })
        }
        _ => return None,
    })
}

/// What befell a vessel.
fn at_a_vessel<'a>(facts: &Facts<'a>, what: &'a What) -> Option<Adverse> {
    Some(match what {
        What::RefluxStarted { segment, agent: id } if id != "contrast" => {
            let text = said!(
                "{agent} flowed backwards past the tip in the {vessel}",
                agent = facts.agent(id),
                vessel = facts.vessel(segment)
            );
            ("reflux", format!("{segment} {id}"), Told { value: 0.0, text })
        }
        What::OverPressure { segment, rise_mmhg } => {
            let text = said!(
                "{vessel}: {rise} mmHg above resting pressure at the tip",
                vessel = facts.vessel(segment),
                rise = Said::number(*rise_mmhg, 0)
            );
            ("over_pressure", segment.clone(), Told { value: *rise_mmhg, text })
        }
        What::VesselInjured { segment, ml_min } => {
            let text = said!(
                "{vessel}: solvent at {rate} mL/min injured its wall",
                vessel = facts.vessel(segment),
                rate = Said::number(*ml_min, 1)
            );
            ("vessel_injured", segment.clone(), Told { value: *ml_min, text })
        }
        What::Spasm { segment } => {
            let text = said!("Spasm of the {vessel}", vessel = facts.vessel(segment));
            ("spasm", segment.clone(), Told { value: 0.0, text })
        }
        _ => return None,
    })
}

/// What went beyond a limit.
fn limit(what: &What) -> Option<Adverse> {
    let (id, key, value, text) = match what {
        What::CompressionReleased { bleeding: true, held_s } => {
            let held = Said::number(held_s / 60.0, 1);
            let text = said!("It bled on after {held} min of pressure", held);
            ("bleeding_after_pressure", String::new(), *held_s, text)
        }
        What::Haematoma { ml } => {
            ("haematoma", String::new(), *ml, said!("Haematoma of {ml} mL", ml = Said::number(*ml, 0)))
        }
        What::VitalsAlarm { text } => {
            let sign = text.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default();
            ("vitals_alarm", sign.to_owned(), 0.0, alarm(text))
        }
        What::DoseNotice { air_kerma_mgy } => {
            let text = said!("Air kerma passed {kerma} mGy", kerma = Said::number(*air_kerma_mgy, 0));
            ("dose_notice", String::new(), *air_kerma_mgy, text)
        }
        What::ContrastLimit { ml, limit_ml } => {
            let text = said!(
                "Contrast passed the limit of this patient: {ml} of {limit} mL",
                ml = Said::number(*ml, 0),
                limit = Said::number(*limit_ml, 0)
            );
            ("contrast_limit", String::new(), *ml, text)
        }
        What::Quarantined { place } => {
            let text = said!("A number left its range and was put back: {place}", place);
            ("quarantined", place.clone(), 0.0, text)
        }
        _ => return None,
    };
    Some((id, key, Told { value, text }))
}

/// An alarm of the monitor, which says sign, value and unit, as a sentence that other languages have.
fn alarm(text: &str) -> Said {
    let (sign, measured) = text.split_once(": ").unwrap_or((text, ""));
    let value = Said::mark(measured.split(' ').next().unwrap_or_default());
    match sign {
        "Heart rate low" => said!("Heart rate low: {value} /min", value),
        "Heart rate high" => said!("Heart rate high: {value} /min", value),
        "Systolic pressure low" => said!("Systolic pressure low: {value} mmHg", value),
        "Systolic pressure high" => said!("Systolic pressure high: {value} mmHg", value),
        "Oxygen saturation low" => said!("Oxygen saturation low: {value} %", value),
        "Pain" => said!("Pain: {value} of 10", value),
        _ => Said::from(text),
    }
}

/// Oil injected from which the lungs are told of: the best cut-off of embolism that shows (`S115`), mL.
const OIL_ML: f64 = 14.5;

/// What will show only after the session: oil in the lungs, within 12 to 48 h (`S117`).
fn later(facts: &Facts<'_>) -> Option<Happening> {
    let oil = |push: &Push<'_>| {
        let share = facts.case.agent(push.agent).and_then(|a| a.mechanism.oil()).map_or(0.0, |(s, _)| s);
        push.ml * share
    };
    let given: f64 = facts.pushes.iter().map(oil).sum();
    (given >= OIL_ML).then(|| Happening {
        id: "oil_embolism_ahead".to_owned(),
        tick: facts.end,
        what: said!(
            "{given} mL of oil were given and {lungs} mL are in the lungs: breathlessness may come within 12 to 48 h",
            given = Said::number(given, 1),
            lungs = Said::number(facts.outcome.lung.oil_ml, 1)
        ),
    })
}

/// What the patient's own body does.
fn reaction(what: &What) -> Option<Adverse> {
    let (id, text) = match what {
        What::VagalReaction => ("vagal_reaction", said!("Vagal reaction")),
        What::ContrastReaction { severe: true } => {
            ("contrast_reaction", said!("Severe reaction to the contrast medium"))
        }
        What::ContrastReaction { severe: false } => {
            ("contrast_reaction", said!("Mild reaction to the contrast medium"))
        }
        _ => return None,
    };
    Some((id, String::new(), Told { value: 0.0, text }))
}
