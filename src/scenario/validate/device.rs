//! Devices: sizes, and whether one can be made as it is described.

use super::super::codes;
use super::super::library::Library;
use super::super::locate::Spot;
use super::super::raw;
use super::number::{self, Range, range};
use super::{Block, Checker, problem, provenance};
use crate::model::{Bend, Device, DeviceKind, Shaft, Stiffness};

const DIAMETER: Range = range(0.1, 12.0, "mm");
const DEVICE_LENGTH: Range = range(40.0, 4500.0, "mm");
const ATTENUATION: Range = range(0.0, 500.0, "1/cm");
const ARC: Range = range(0.5, 1000.0, "mm");
const TURN: Range = range(-720.0, 720.0, "degrees");
const PLANE: Range = range(-360.0, 360.0, "degrees");
const FROM_TIP: Range = range(0.0, 4500.0, "mm");
/// From a ribbon at a microwire's tip to a steel rod of 1 mm.
const RIGIDITY: Range = range(0.001, 20_000.0, "N·mm²");
const PRESSURE: Range = range(10.0, 3000.0, "psi");

/// Checks a device.
pub(super) fn check(check: &mut Checker, library: &Library, block: &Block<'_>, raw: &raw::Device) -> Device {
    let mut numbers = vec![
        ("outer_mm", raw.outer_mm, DIAMETER),
        ("length_mm", raw.length_mm, DEVICE_LENGTH),
        ("attenuation_per_cm", raw.attenuation_per_cm, ATTENUATION),
        ("friction", raw.friction, number::SHARE),
    ];
    numbers.extend(raw.pressure_limit_psi.map(|psi| ("pressure_limit_psi", psi, PRESSURE)));
    let fine = number::fields(check, block, &numbers);
    let (kind, inner) = kind(&raw.kind);
    lumen(check, block, (inner, raw.outer_mm), fine);
    if inner.is_none() && raw.pressure_limit_psi.is_some() {
        let message = format!("{} has no lumen, and a limit for the pressure in it", block.what);
        let hint = "delete `pressure_limit_psi`: it belongs to catheters and microcatheters";
        impossible(check, block.at.field("pressure_limit_psi"), message, hint);
    }
    let mut names: Vec<&str> = numbers.iter().map(|(name, ..)| *name).collect();
    names.push("stiffness");
    names.extend(inner.map(|_| "inner_mm"));
    names.extend((!raw.shape.is_empty()).then_some("shape"));
    provenance::check(check, library, block, &raw.provenance, (&names, &[]));
    Device {
        id: raw.id.clone(),
        name: raw.name.clone(),
        kind,
        outer_mm: raw.outer_mm,
        length_mm: raw.length_mm,
        attenuation_per_cm: raw.attenuation_per_cm,
        shaft: shaft(check, block, raw),
        pressure_limit_psi: raw.pressure_limit_psi,
    }
}

/// The kind, and its lumen if it has one.
fn kind(raw: &raw::DeviceKind) -> (DeviceKind, Option<f64>) {
    match *raw {
        raw::DeviceKind::Sheath { inner_mm } => (DeviceKind::Sheath { inner_mm }, Some(inner_mm)),
        raw::DeviceKind::Wire => (DeviceKind::Wire, None),
        raw::DeviceKind::Catheter { inner_mm, side_holes } => {
            (DeviceKind::Catheter { inner_mm, side_holes }, Some(inner_mm))
        }
        raw::DeviceKind::Microcatheter { inner_mm } => {
            (DeviceKind::Microcatheter { inner_mm }, Some(inner_mm))
        }
    }
}

fn lumen(check: &mut Checker, block: &Block<'_>, (inner, outer_mm): (Option<f64>, f64), mut fine: bool) {
    let Some(inner_mm) = inner else { return };
    let inside = Block { at: block.at.field("kind"), what: block.what.clone() };
    fine &= number::field(check, &inside, "inner_mm", inner_mm, DIAMETER);
    if fine && inner_mm >= outer_mm {
        let message = format!(
            "the lumen of {} ({inner_mm} mm) is not narrower than its outside ({outer_mm} mm)",
            block.what
        );
        let hint = "is one of the two a radius, or in inches or French?";
        number::order(check, inside.at.field("inner_mm"), message, hint);
    }
}

/// What it is made of. Where that is wrong, something stands in: the file is refused anyway.
fn shaft(check: &mut Checker, block: &Block<'_>, raw: &raw::Device) -> Shaft {
    let shape = shape(check, block, raw);
    let stiffness = stiffness(check, block, raw);
    let made = shape.zip(stiffness).and_then(|(shape, stiffness)| Shaft::new(stiffness, shape, raw.friction));
    made.unwrap_or_else(|| Shaft::uniform(1.0, 1.0, 0.0).expect("positive numbers make a shaft"))
}

fn shape(check: &mut Checker, block: &Block<'_>, raw: &raw::Device) -> Option<Vec<Bend>> {
    let at = block.at.field("shape");
    let mut fine = true;
    for (i, bend) in raw.shape.iter().enumerate() {
        let arc = Block { at: at.item(i), what: format!("arc {} of {}", i + 1, block.what) };
        let numbers = [
            ("length_mm", bend.length_mm, ARC),
            ("turn_deg", bend.turn_deg, TURN),
            ("plane_deg", bend.plane_deg, PLANE),
        ];
        let sound = number::fields(check, &arc, &numbers);
        fine &= sound;
        let radius_mm = bend.length_mm / bend.turn_deg.to_radians().abs();
        if sound && radius_mm < 0.5 * raw.outer_mm {
            let message = format!(
                "{} has a radius of {radius_mm:.2} mm, less than half of the {} mm of the device",
                arc.what, raw.outer_mm
            );
            impossible(check, arc.at, message, "make the arc longer, or its turn smaller");
        }
    }
    let shaped_mm: f64 = raw.shape.iter().map(|bend| bend.length_mm).sum();
    if fine && shaped_mm > raw.length_mm {
        let message = format!(
            "the shape of {} is {shaped_mm} mm long, the whole device {} mm",
            block.what, raw.length_mm
        );
        impossible(check, at, message, "the arcs begin at the tip and end where the straight shaft begins");
    }
    let bend = |b: &raw::Bend| Bend { length_mm: b.length_mm, turn_deg: b.turn_deg, plane_deg: b.plane_deg };
    fine.then(|| raw.shape.iter().map(bend).collect())
}

fn stiffness(check: &mut Checker, block: &Block<'_>, raw: &raw::Device) -> Option<Vec<Stiffness>> {
    let at = block.at.field("stiffness");
    let mut fine = true;
    for (i, place) in raw.stiffness.iter().enumerate() {
        let what = Block { at: at.item(i), what: format!("stiffness {} of {}", i + 1, block.what) };
        let numbers = [
            ("from_tip_mm", place.from_tip_mm, FROM_TIP),
            ("bend_n_mm2", place.bend_n_mm2, RIGIDITY),
            ("twist_n_mm2", place.twist_n_mm2, RIGIDITY),
        ];
        fine &= number::fields(check, &what, &numbers);
        let before = i.checked_sub(1).map_or(-1.0, |before| raw.stiffness[before].from_tip_mm);
        if fine && place.from_tip_mm <= before {
            let message = format!(
                "{} is {} mm from the tip, the one before it {before} mm",
                what.what, place.from_tip_mm
            );
            let hint = "list the places from the tip to the hub, each once";
            number::order(check, what.at.field("from_tip_mm"), message, hint);
            fine = false;
        }
    }
    if raw.stiffness.is_empty() {
        let message = format!("{} has no stiffness anywhere", block.what);
        impossible(
            check,
            at,
            message,
            "give it at one place at least; `embolize list devices` shows usual ones",
        );
        fine = false;
    }
    let place = |s: &raw::Stiffness| Stiffness {
        from_tip_mm: s.from_tip_mm,
        bend_n_mm2: s.bend_n_mm2,
        twist_n_mm2: s.twist_n_mm2,
    };
    fine.then(|| raw.stiffness.iter().map(place).collect())
}

fn impossible(check: &mut Checker, at: Spot<'_>, message: String, hint: &str) {
    check.push(problem(codes::CANNOT_BE_MADE, at, message).with_label("not possible").with_hint(hint));
}
