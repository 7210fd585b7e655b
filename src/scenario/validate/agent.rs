//! Agents: what a product's numbers may be, mechanism by mechanism.

use super::super::library::Library;
use super::super::raw;
use super::number::{self, Range, SHARE, range};
use super::{Block, Checker, provenance};
use crate::model::{Agent, Mechanism};

const IODINE: Range = range(0.0, 600.0, "mg/mL");
const VISCOSITY: Range = range(0.3, 1e6, "mPa·s");
const SYRINGE: Range = range(0.1, 100.0, "mL");
const PREPARE: Range = range(0.0, 14_400.0, "s");
const DAYS: Range = range(0.0, 3650.0, "days");
const SIZE: Range = range(10.0, 20_000.0, "µm");
const PER_ML: Range = range(0.1, 1e10, "particles/mL");

/// Checks one agent.
pub(super) fn check(check: &mut Checker, library: &Library, block: &Block<'_>, raw: &raw::Agent) -> Agent {
    let numbers = [
        ("syringe_ml", raw.syringe_ml, SYRINGE),
        ("syringes", f64::from(raw.syringes), range(1.0, 100.0, "syringes")),
        ("iodine_mg_ml", raw.iodine_mg_ml, IODINE),
        ("viscosity_mpa_s", raw.viscosity_mpa_s, VISCOSITY),
        ("prepare_s", raw.prepare_s, PREPARE),
    ];
    number::fields(check, block, &numbers);
    let mut needed = vec!["syringe_ml", "iodine_mg_ml", "viscosity_mpa_s"];
    if raw.prepare_s > 0.0 {
        needed.push("prepare_s");
    }
    if let Some(days) = raw.lasts_days {
        needed.push("lasts_days");
        ordered(
            check,
            block,
            ("lasts_days", days, DAYS),
            "write the day on which vessels begin to open first",
        );
    }
    let inside = Block { at: block.at.field("mechanism"), what: block.what.clone() };
    let (mechanism, own) = mechanism(check, &inside, &raw.mechanism);
    needed.extend_from_slice(own);
    provenance::check(check, library, block, &raw.provenance, (&needed, &["syringes", "prepare_s"]));
    Agent {
        id: raw.id.clone(),
        name: raw.name.clone(),
        mechanism,
        syringe_ml: raw.syringe_ml,
        syringes: raw.syringes,
        iodine_mg_ml: raw.iodine_mg_ml,
        viscosity_mpa_s: raw.viscosity_mpa_s,
        prepare_s: raw.prepare_s,
        lasts_days: raw.lasts_days,
        catheters: raw.catheters.clone(),
    }
}

/// A pair of which the first is the smaller.
fn ordered(
    check: &mut Checker,
    block: &Block<'_>,
    (name, pair, range): (&str, (f64, f64), Range),
    hint: &str,
) {
    if number::pair(check, block, name, pair, range) && pair.0 >= pair.1 {
        let message = format!("`{name}` of {} is {} to {} {}", block.what, pair.0, pair.1, range.unit);
        number::order(check, block.at.field(name), message, hint);
    }
}

/// Checks what particles have in common.
fn pieces(check: &mut Checker, block: &Block<'_>, size_um: (f64, f64), per_ml: f64) {
    ordered(check, block, ("size_um", size_um, SIZE), "write the smaller size first");
    number::field(check, block, "per_ml", per_ml, PER_ML);
}

/// The mechanism with the names of its numbers.
fn mechanism(
    check: &mut Checker,
    block: &Block<'_>,
    raw: &raw::Mechanism,
) -> (Mechanism, &'static [&'static str]) {
    match *raw {
        raw::Mechanism::Pva { size_um, per_ml } => {
            pieces(check, block, size_um, per_ml);
            (Mechanism::Pva { size_um, per_ml }, &["size_um", "per_ml"])
        }
        raw::Mechanism::Fibrils { size_um, per_ml } => {
            pieces(check, block, size_um, per_ml);
            (Mechanism::Fibrils { size_um, per_ml }, &["size_um", "per_ml"])
        }
        raw::Mechanism::Spheres { size_um, per_ml, gives } => {
            pieces(check, block, size_um, per_ml);
            number::field(check, block, "gives", gives, SHARE);
            (Mechanism::Spheres { size_um, per_ml, gives }, &["size_um", "per_ml", "gives"])
        }
        raw::Mechanism::Gelatin { size_um, per_ml, gives } => {
            pieces(check, block, size_um, per_ml);
            number::field(check, block, "gives", gives, SHARE);
            (Mechanism::Gelatin { size_um, per_ml, gives }, &["size_um", "per_ml", "gives"])
        }
        raw::Mechanism::Clot { size_um, per_ml, gives } => {
            pieces(check, block, size_um, per_ml);
            number::field(check, block, "gives", gives, SHARE);
            (Mechanism::Clot { size_um, per_ml, gives }, &["size_um", "per_ml", "gives"])
        }
        raw::Mechanism::Coil { .. } | raw::Mechanism::Plug { .. } => implant(check, block, raw),
        _ => liquid(check, block, raw),
    }
}

/// Mechanisms of liquids.
fn liquid(
    check: &mut Checker,
    block: &Block<'_>,
    raw: &raw::Mechanism,
) -> (Mechanism, &'static [&'static str]) {
    const CEILING: Range = range(0.1, 100.0, "mL");
    match *raw {
        raw::Mechanism::Oil { ceiling_ml } => {
            number::field(check, block, "ceiling_ml", ceiling_ml, CEILING);
            (Mechanism::Oil { ceiling_ml }, &["ceiling_ml"])
        }
        raw::Mechanism::Emulsion { oil_share, ceiling_ml } => {
            number::field(check, block, "oil_share", oil_share, SHARE);
            number::field(check, block, "ceiling_ml", ceiling_ml, CEILING);
            (Mechanism::Emulsion { oil_share, ceiling_ml }, &["oil_share", "ceiling_ml"])
        }
        raw::Mechanism::Glue { glue_share } => {
            number::field(check, block, "glue_share", glue_share, range(0.1, 1.0, ""));
            (Mechanism::Glue { glue_share }, &["glue_share"])
        }
        raw::Mechanism::Polymer { percent } => {
            number::field(check, block, "percent", percent, range(4.0, 12.0, "%"));
            (Mechanism::Polymer { percent }, &["percent"])
        }
        raw::Mechanism::Ethanol { ethanol_share, ceiling_ml_kg } => {
            number::field(check, block, "ethanol_share", ethanol_share, SHARE);
            number::field(check, block, "ceiling_ml_kg", ceiling_ml_kg, range(0.01, 5.0, "mL/kg"));
            (Mechanism::Ethanol { ethanol_share, ceiling_ml_kg }, &["ethanol_share", "ceiling_ml_kg"])
        }
        raw::Mechanism::Collagen { finest_um } => {
            number::field(check, block, "finest_um", finest_um, range(1.0, 3000.0, "µm"));
            (Mechanism::Collagen { finest_um }, &["finest_um"])
        }
        _ => unreachable!("mechanism() sends particles and implants elsewhere"),
    }
}

/// Mechanisms of coils and plugs.
fn implant(
    check: &mut Checker,
    block: &Block<'_>,
    raw: &raw::Mechanism,
) -> (Mechanism, &'static [&'static str]) {
    const LUMEN: Range = range(0.1, 12.0, "mm");
    const WIDE: &str = "write the narrowest lumen it goes through first, then the widest";
    match *raw {
        raw::Mechanism::Coil { loop_mm, length_mm, wire_mm, lumen_mm, detachable } => {
            let numbers = [
                ("loop_mm", loop_mm, range(1.0, 40.0, "mm")),
                ("length_mm", length_mm, range(5.0, 1000.0, "mm")),
                ("wire_mm", wire_mm, range(0.1, 1.5, "mm")),
            ];
            number::fields(check, block, &numbers);
            ordered(check, block, ("lumen_mm", lumen_mm, LUMEN), WIDE);
            let mechanism = Mechanism::Coil { loop_mm, length_mm, wire_mm, lumen_mm, detachable };
            (mechanism, &["loop_mm", "length_mm", "wire_mm", "lumen_mm"])
        }
        raw::Mechanism::Plug { diameter_mm, length_mm, vessel_mm, lumen_mm, detachable } => {
            let widest = "write the narrowest vessel it is made for first, then the widest";
            ordered(check, block, ("vessel_mm", vessel_mm, range(0.5, 40.0, "mm")), widest);
            number::field(check, block, "diameter_mm", diameter_mm, range(1.0, 40.0, "mm"));
            number::field(check, block, "length_mm", length_mm, range(1.0, 100.0, "mm"));
            ordered(check, block, ("lumen_mm", lumen_mm, LUMEN), WIDE);
            let mechanism = Mechanism::Plug { diameter_mm, length_mm, vessel_mm, lumen_mm, detachable };
            (mechanism, &["diameter_mm", "length_mm", "vessel_mm", "lumen_mm"])
        }
        _ => unreachable!("mechanism() sends particles and liquids elsewhere"),
    }
}
