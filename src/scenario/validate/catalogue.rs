//! The catalogue: its lists, and contrast media; devices and agents are checked in `device` and `agent`.

use std::collections::BTreeMap;

use super::super::diagnostic::Diagnostic;
use super::super::library::Library;
use super::super::parse::Parsed;
use super::super::{Checked, raw};
use super::number::{self, range};
use super::{Block, Checker, agent, device, ids, provenance};
use crate::model::{Agent, Contrast, Device};

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
        catalogue.devices.push(device::check(&mut check, library, &block, device));
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
