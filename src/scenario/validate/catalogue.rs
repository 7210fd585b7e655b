//! Devices and contrast media; agents are checked in `agent`.

use std::collections::BTreeMap;

use super::super::diagnostic::Diagnostic;
use super::super::library::Library;
use super::super::parse::Parsed;
use super::super::{Checked, raw};
use super::number::{self, Range, range};
use super::{Block, Checker, agent, ids, provenance};
use crate::model::{Agent, Contrast, Device, DeviceKind};

const DIAMETER: Range = range(0.1, 12.0, "mm");
const DEVICE_LENGTH: Range = range(40.0, 4500.0, "mm");
const ATTENUATION: Range = range(0.0, 500.0, "1/cm");
const BEND: Range = range(0.0, 360.0, "degrees");

/// Checked catalogue entries, in the order of their files.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// Devices.
    pub devices: Vec<Device>,
    /// Agents.
    pub agents: Vec<Agent>,
    /// Contrast media by id.
    pub contrast: BTreeMap<String, Contrast>,
}

impl Catalogue {
    /// Takes another one in; its entries replace namesakes.
    pub(in super::super) fn merge(&mut self, other: Self) {
        self.devices.retain(|old| other.devices.iter().all(|new| new.id != old.id));
        self.agents.retain(|old| other.agents.iter().all(|new| new.id != old.id));
        self.devices.extend(other.devices);
        self.agents.extend(other.agents);
        self.contrast.extend(other.contrast);
    }
}

/// Checks a catalogue file.
pub(in super::super) fn check(
    library: &Library,
    parsed: &Parsed<raw::Catalogue>,
) -> Result<Checked<Catalogue>, Vec<Diagnostic>> {
    let mut check = Checker::default();
    let (raw, root) = (&parsed.raw, parsed.located.root());
    if !super::format(&mut check, root, raw.format) {
        return check.finish(None);
    }
    let mut catalogue = Catalogue::default();
    let mut unique = ids::Unique::default();
    for (i, device) in raw.devices.iter().enumerate() {
        let block = Block::new(root.field("devices").item(i), "device", &device.id);
        entry(&mut check, &mut unique, &block, ("device", &device.id, &device.name));
        catalogue.devices.push(self::device(&mut check, library, &block, device));
    }
    let mut unique = ids::Unique::default();
    for (i, agent) in raw.agents.iter().enumerate() {
        let block = Block::new(root.field("agents").item(i), "agent", &agent.id);
        entry(&mut check, &mut unique, &block, ("agent", &agent.id, &agent.name));
        catalogue.agents.push(agent::check(&mut check, library, &block, agent));
    }
    let mut unique = ids::Unique::default();
    for (i, contrast) in raw.contrast.iter().enumerate() {
        let block = Block::new(root.field("contrast").item(i), "contrast medium", &contrast.id);
        entry(&mut check, &mut unique, &block, ("contrast medium", &contrast.id, &contrast.name));
        catalogue.contrast.insert(contrast.id.clone(), medium(&mut check, library, &block, contrast));
    }
    check.finish(Some(catalogue))
}

fn entry(
    check: &mut Checker,
    unique: &mut ids::Unique,
    block: &Block<'_>,
    (kind, id, name): (&str, &str, &str),
) {
    ids::own(check, block.at, kind, id);
    unique.take(check, block.at, kind, id);
    ids::text(check, block, "name", name);
}

fn device(check: &mut Checker, library: &Library, block: &Block<'_>, raw: &raw::Device) -> Device {
    let mut numbers = vec![
        ("outer_mm", raw.outer_mm, DIAMETER),
        ("length_mm", raw.length_mm, DEVICE_LENGTH),
        ("attenuation_per_cm", raw.attenuation_per_cm, ATTENUATION),
    ];
    let mut names: Vec<&str> = numbers.iter().map(|(name, ..)| *name).collect();
    let mut fine = number::fields(check, block, &numbers);
    numbers.clear();
    let (kind, inner) = match raw.kind {
        raw::DeviceKind::Sheath { inner_mm } => (DeviceKind::Sheath { inner_mm }, Some(inner_mm)),
        raw::DeviceKind::Wire { tip_deg } => {
            numbers.push(("tip_deg", tip_deg, BEND));
            (DeviceKind::Wire { tip_deg }, None)
        }
        raw::DeviceKind::Catheter { inner_mm, tip_deg, side_holes } => {
            numbers.push(("tip_deg", tip_deg, BEND));
            (DeviceKind::Catheter { inner_mm, tip_deg, side_holes }, Some(inner_mm))
        }
        raw::DeviceKind::Microcatheter { inner_mm, tip_deg } => {
            numbers.push(("tip_deg", tip_deg, BEND));
            (DeviceKind::Microcatheter { inner_mm, tip_deg }, Some(inner_mm))
        }
    };
    numbers.extend(inner.map(|inner| ("inner_mm", inner, DIAMETER)));
    names.extend(numbers.iter().map(|(name, ..)| *name));
    let inside = Block { at: block.at.field("kind"), what: block.what.clone() };
    fine &= number::fields(check, &inside, &numbers);
    if let Some(inner) = inner.filter(|&inner| fine && inner >= raw.outer_mm) {
        let message = format!(
            "the lumen of {} ({inner} mm) is not narrower than its outside ({} mm)",
            block.what, raw.outer_mm
        );
        number::order(
            check,
            inside.at.field("inner_mm"),
            message,
            "is one of the two a radius, or in inches or French?",
        );
    }
    provenance::check(check, library, block, &raw.provenance, (&names, &[]));
    Device {
        id: raw.id.clone(),
        name: raw.name.clone(),
        kind,
        outer_mm: raw.outer_mm,
        length_mm: raw.length_mm,
        attenuation_per_cm: raw.attenuation_per_cm,
    }
}

fn medium(check: &mut Checker, library: &Library, block: &Block<'_>, raw: &raw::Contrast) -> Contrast {
    let numbers = [
        ("iodine_mg_ml", raw.iodine_mg_ml, range(50.0, 600.0, "mg/mL")),
        ("viscosity_mpa_s", raw.viscosity_mpa_s, range(0.5, 100.0, "mPa·s")),
    ];
    number::fields(check, block, &numbers);
    let names = numbers.map(|(name, ..)| name);
    provenance::check(check, library, block, &raw.provenance, (&names, &[]));
    Contrast { name: raw.name.clone(), iodine_mg_ml: raw.iodine_mg_ml, viscosity_mpa_s: raw.viscosity_mpa_s }
}
