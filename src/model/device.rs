//! The trolley: sheaths, wires, catheters, microcatheters.

use super::shaft::Shaft;

/// Where a device goes in the coaxial stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Slot {
    /// Guide wire, inside the innermost catheter.
    Wire,
    /// Catheter, through the sheath.
    Catheter,
    /// Microcatheter, through the catheter.
    Microcatheter,
}

/// By which mechanics devices move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mechanics {
    /// Along the middle of the vessels; a tip chooses branches by its direction.
    #[default]
    Rails,
    /// As an elastic rod between the walls.
    Rod,
}

/// One device of the catalogue.
#[derive(Clone, Debug, PartialEq)]
pub struct Device {
    /// Id as in the file.
    pub id: String,
    /// Name for people, with its size.
    pub name: String,
    /// Kind and the sizes that only that kind has.
    pub kind: DeviceKind,
    /// Outer diameter, mm (of a sheath: the hole it makes).
    pub outer_mm: f64,
    /// Usable length, mm.
    pub length_mm: f64,
    /// What it shows on X-ray: linear attenuation at 50 keV of its body, 1/cm.
    pub attenuation_per_cm: f64,
    /// How stiff it is along its length, what shape it has at rest, how it slides.
    pub shaft: Shaft,
    /// Hardest push of a power injector that its lumen stands, psi; `None` where nobody says.
    pub pressure_limit_psi: Option<f64>,
}

/// What a device is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DeviceKind {
    /// Introducer sheath.
    Sheath {
        /// Widest catheter it takes, mm.
        inner_mm: f64,
    },
    /// Guide wire.
    Wire,
    /// Diagnostic or guiding catheter.
    Catheter {
        /// Lumen, mm.
        inner_mm: f64,
        /// Side holes: for large vessels only, nothing embolic goes through.
        side_holes: bool,
    },
    /// Microcatheter.
    Microcatheter {
        /// Lumen, mm.
        inner_mm: f64,
    },
}

impl Device {
    /// The slot it occupies; `None` for sheaths.
    pub fn slot(&self) -> Option<Slot> {
        match self.kind {
            DeviceKind::Sheath { .. } => None,
            DeviceKind::Wire => Some(Slot::Wire),
            DeviceKind::Catheter { .. } => Some(Slot::Catheter),
            DeviceKind::Microcatheter { .. } => Some(Slot::Microcatheter),
        }
    }

    /// Lumen in mm; `None` for wires.
    pub fn inner_mm(&self) -> Option<f64> {
        match self.kind {
            DeviceKind::Wire => None,
            DeviceKind::Sheath { inner_mm }
            | DeviceKind::Catheter { inner_mm, .. }
            | DeviceKind::Microcatheter { inner_mm, .. } => Some(inner_mm),
        }
    }

    /// Direction of the tip from the shaft at rest: the turn of its whole shape, degrees.
    pub fn tip_deg(&self) -> f64 {
        self.shaft.turn_between(0.0, self.shaft.shaped_mm()).length().to_degrees()
    }
}
