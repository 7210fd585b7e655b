//! S9: catheter, sheath, pressure, and what is looked at and ordered after it.

use super::Judged;
use crate::model::{AccessKind, Slot};
use crate::said::{Said, said};
use crate::scoring::facts::{Facts, Moment};
use crate::scoring::pressure::Pressure;
use crate::sim::What;

/// Share that is left when the hand was lifted for a look while it still bled, and came back (authored).
const LOOKED_SHARE: f64 = 0.5;
/// Bed rest after a puncture of groin or elbow, h: 2 h (`S180`), 2 to 4 h after a small sheath (`S179`).
const REST_H: f64 = 2.0;

fn sheath_out(facts: &Facts<'_>) -> Option<Moment> {
    facts.first(|w| (*w == What::SheathRemoved).then_some(())).map(|(m, ())| m)
}

pub(super) fn catheter_out(facts: &Facts<'_>) -> Judged {
    let loaded = facts.last(|w| match w {
        What::DeviceLoaded { slot: Slot::Catheter | Slot::Microcatheter, device } => Some(device.as_str()),
        _ => None,
    });
    if loaded.is_none() {
        return Judged::skipped(said!("No catheter was used."));
    }
    let removed = facts.last(|w| match w {
        What::DeviceRemoved { slot: Slot::Catheter | Slot::Microcatheter, device } => Some(device.as_str()),
        _ => None,
    });
    let left = facts.stack_before(facts.events.len());
    if let Some(device) = left.values().next_back() {
        return Judged::skipped(said!("{device} was not taken out.", device = facts.device(device)));
    }
    let Some((moment, device)) = removed else {
        return Judged::skipped(said!("No catheter was taken out."));
    };
    let device = facts.device(device);
    match sheath_out(facts) {
        Some(sheath) if sheath.at < moment.at => {
            Judged::late(moment, said!("{device} came out after the sheath.", device))
        }
        _ => Judged::done(moment, said!("{device} is out, nothing is left in the vessels.", device)),
    }
}

pub(super) fn sheath_out_after_catheter(facts: &Facts<'_>) -> Judged {
    let Some(moment) = sheath_out(facts) else {
        return Judged::skipped(said!("The sheath was not taken out."));
    };
    let inside = facts.stack_before(moment.at);
    match inside.values().next_back() {
        Some(device) => {
            Judged::wrong(moment, said!("The {device} was still inside.", device = facts.device(device)))
        }
        None => Judged::done(moment, said!("The sheath came out last.")),
    }
}

pub(super) fn pressure(facts: &Facts<'_>) -> Judged {
    let course = Pressure::new(facts);
    let Some(hold) = course.holds.last() else {
        return Judged::skipped(said!("No pressure was put on the access site."));
    };
    let (mm, held) = (Said::number(hold.above_mm, 0), Said::number(hold.held_s / 60.0, 1));
    let moment = hold.released.unwrap_or(hold.started);
    if !hold.effective {
        Judged::wrong(
            moment,
            said!("Pressed {mm} mm above the skin puncture, which does not stop the bleeding.", mm),
        )
    } else if hold.released.is_none() {
        Judged::wrong(
            moment,
            said!(
                "Pressed {mm} mm above the skin puncture for {held} min; nobody looked whether it is dry.",
                mm,
                held
            ),
        )
    } else if hold.bleeding || !facts.outcome.haemostasis || course.abandoned().is_some() {
        Judged::wrong(
            moment,
            said!(
                "Pressed {mm} mm above the skin puncture, last for {held} min: not until it was dry.",
                mm,
                held
            ),
        )
    } else if course.wrong_place() || course.early_releases() > 0 {
        let looks = course.early_releases();
        let why = said!(
            "Dry after pressing {mm} mm above the skin puncture, last for {held} min; lifted {looks} times while it \
             bled or moved.",
            mm,
            held,
            looks
        );
        Judged::done(moment, why).earning(LOOKED_SHARE)
    } else {
        Judged::done(moment, said!("Pressed {mm} mm above the skin puncture for {held} min: dry.", mm, held))
    }
}

/// Felt once it is dry, when what pressing did to the artery can be felt; before that it earns half.
pub(super) fn pulse_check(facts: &Facts<'_>) -> Judged {
    let felt = facts.last(|w| match w {
        What::PulseChecked { present } => Some(*present),
        _ => None,
    });
    let Some((moment, present)) = felt else { return Judged::skipped(said!("Nobody felt for the pulse.")) };
    let why = if present { said!("The pulse is there.") } else { said!("There is no pulse.") };
    let dry = facts.last(|w| (*w == What::Haemostasis).then_some(()));
    if dry.is_some_and(|(m, ())| m.at < moment.at) {
        Judged::done(moment, why)
    } else {
        Judged::wrong(moment, Said::list([why, said!("Felt only before the site was dry.")], " "))
            .earning(LOOKED_SHARE)
    }
}

/// Left out when every puncture was radial: a band needs no bed.
pub(super) fn bed_rest(facts: &Facts<'_>) -> Option<Judged> {
    let punctured = facts.punctured();
    let mut kinds = punctured.iter().filter_map(|(_, id)| facts.case.site(id)).map(|site| site.kind);
    if !punctured.is_empty() && kinds.all(|kind| kind == AccessKind::Radial) {
        return None;
    }
    let ordered = facts.last(|w| match w {
        What::RestOrdered { hours } => Some(*hours),
        _ => None,
    });
    Some(match ordered {
        None => Judged::skipped(said!("No bed rest was ordered.")),
        Some((moment, hours)) if hours < REST_H => Judged::wrong(
            moment,
            said!(
                "{hours} h of bed rest ({wanted} h wanted).",
                hours = Said::number(hours, 1),
                wanted = Said::number(REST_H, 0)
            ),
        ),
        Some((moment, hours)) => {
            Judged::done(moment, said!("{hours} h of bed rest.", hours = Said::number(hours, 1)))
        }
    })
}
