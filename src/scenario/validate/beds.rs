//! Capillary beds: where they hang, and their numbers.

use super::super::library::Library;
use super::super::locate::Spot;
use super::super::raw;
use super::draft::{Draft, point};
use super::number::{self, CALIBRE, FLOW, ORGAN, SHARE, TRANSIT, VENOUS};
use super::parts::{Part, Parts};
use super::{Block, Checker, haemodynamics, ids, provenance};
use crate::model::{Bed, Drainage, Shunt, Tissue};

/// Takes all beds into the draft.
pub(super) fn take<'a>(check: &mut Checker, library: &Library, draft: &mut Draft<'a>, parts: &Parts<'a>) {
    let mut unique = ids::Unique::default();
    for part in &parts.beds {
        let raw = part.raw;
        let mut sound = true;
        if part.place.own {
            sound = unique.take(check, part.place.at, "bed", &raw.id);
            sound &= own(check, library, part);
        } else {
            unique.known(&raw.id);
        }
        let node = draft.node(check, &format!("bed `{}`", raw.id), &raw.at, part.place.at.field("at"));
        let bed = node.filter(|_| sound).map(|node| Bed {
            id: raw.id.clone(),
            name: raw.name.clone(),
            node,
            tissue: tissue(raw.tissue),
            perfusion: haemodynamics::perfusion_of(raw),
            flow_ml_min: raw.flow_ml_min.unwrap_or(0.0),
            venous_mmhg: raw.venous_mmhg,
            drains: drains(raw.drains),
            arteriole_um: raw.arteriole_um,
            transit_s: raw.transit_s,
            shunt: raw.shunt.as_ref().map(shunt),
            centre_mm: point(raw.centre_mm),
            radius_mm: raw.radius_mm,
        });
        draft.add_bed(&raw.id, bed, part.place);
    }
}

fn own(check: &mut Checker, library: &Library, part: &Part<'_, raw::Bed>) -> bool {
    let (raw, at) = (part.raw, part.place.at);
    ids::own(check, at, "bed", &raw.id);
    let block = Block::new(at, "bed", &raw.id);
    ids::text(check, &block, "name", &raw.name);
    let mut fine = haemodynamics::perfusion(check, &block, raw);
    if let Some(flow_ml_min) = raw.flow_ml_min {
        fine &= number::field(check, &block, "flow_ml_min", flow_ml_min, FLOW);
    }
    let space = Space {
        venous_mmhg: raw.venous_mmhg,
        arteriole_um: raw.arteriole_um,
        transit_s: raw.transit_s,
        centre_mm: raw.centre_mm,
        radius_mm: raw.radius_mm,
    };
    fine &= space.check(check, &block);
    let supply = if raw.windkessel.is_some() { "windkessel" } else { "flow_ml_min" };
    let needed = [supply, "venous_mmhg", "arteriole_um", "transit_s"];
    let optional = ["centre_mm", "radius_mm", "control"];
    provenance::check(check, library, &block, &raw.provenance, (&needed, &optional));
    fine & shunt_numbers(check, library, &block, raw.shunt.as_ref())
}

/// Numbers that beds and targets have in common.
pub(super) struct Space {
    pub(super) venous_mmhg: f64,
    pub(super) arteriole_um: f64,
    pub(super) transit_s: f64,
    pub(super) centre_mm: raw::Point,
    pub(super) radius_mm: f64,
}

impl Space {
    /// Checks them all.
    pub(super) fn check(&self, check: &mut Checker, block: &Block<'_>) -> bool {
        let numbers = [
            ("venous_mmhg", self.venous_mmhg, VENOUS),
            ("arteriole_um", self.arteriole_um, CALIBRE),
            ("transit_s", self.transit_s, TRANSIT),
            ("radius_mm", self.radius_mm, ORGAN),
        ];
        let centre: Spot<'_> = block.at.field("centre_mm");
        number::point(check, centre, &format!("the centre of {}", block.what), self.centre_mm)
            & number::fields(check, block, &numbers)
    }
}

/// Checks a shunt, if there is one.
pub(super) fn shunt_numbers(
    check: &mut Checker,
    library: &Library,
    block: &Block<'_>,
    shunt: Option<&raw::Shunt>,
) -> bool {
    let Some(shunt) = shunt else { return true };
    let block = block.part("shunt", "shunt");
    let names = ["diameter_um", "share"];
    provenance::check(check, library, &block, &shunt.provenance, (&names, &[]));
    number::fields(check, &block, &[(names[0], shunt.diameter_um, CALIBRE), (names[1], shunt.share, SHARE)])
}

/// A shunt of the file as the model's.
pub(super) fn shunt(raw: &raw::Shunt) -> Shunt {
    Shunt { diameter_um: raw.diameter_um, share: raw.share }
}

fn drains(raw: raw::Drainage) -> Drainage {
    match raw {
        raw::Drainage::Systemic => Drainage::Systemic,
        raw::Drainage::Splenic => Drainage::Splenic,
        raw::Drainage::Mesenteric => Drainage::Mesenteric,
        raw::Drainage::Portal => Drainage::Portal,
    }
}

/// A tissue of the file as the model's.
pub(super) fn tissue(raw: raw::Tissue) -> Tissue {
    match raw {
        raw::Tissue::Tumour => Tissue::Tumour,
        raw::Tissue::Liver => Tissue::Liver,
        raw::Tissue::Organ => Tissue::Organ,
        raw::Tissue::RunOff => Tissue::RunOff,
    }
}
