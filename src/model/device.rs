//! The trolley: sheaths, wires, catheters, microcatheters.

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

/// One device of the catalogue.
#[derive(Clone, Debug)]
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
}

/// What a device is.
#[derive(Clone, Debug, PartialEq)]
pub enum DeviceKind {
    /// Introducer sheath.
    Sheath {
        /// Widest catheter it takes, mm.
        inner_mm: f64,
    },
    /// Guide wire.
    Wire {
        /// Tip bend from the axis, degrees.
        tip_deg: f64,
    },
    /// Diagnostic or guiding catheter.
    Catheter {
        /// Lumen, mm.
        inner_mm: f64,
        /// Angle of the last centimetre to the shaft, degrees.
        tip_deg: f64,
        /// Side holes: for large vessels only, nothing embolic goes through.
        side_holes: bool,
    },
    /// Microcatheter.
    Microcatheter {
        /// Lumen, mm.
        inner_mm: f64,
        /// Angle of the shaped tip, degrees.
        tip_deg: f64,
    },
}

impl Device {
    /// The slot it occupies; `None` for sheaths.
    pub fn slot(&self) -> Option<Slot> {
        match self.kind {
            DeviceKind::Sheath { .. } => None,
            DeviceKind::Wire { .. } => Some(Slot::Wire),
            DeviceKind::Catheter { .. } => Some(Slot::Catheter),
            DeviceKind::Microcatheter { .. } => Some(Slot::Microcatheter),
        }
    }

    /// Lumen in mm; `None` for wires.
    pub fn inner_mm(&self) -> Option<f64> {
        match self.kind {
            DeviceKind::Wire { .. } => None,
            DeviceKind::Sheath { inner_mm }
            | DeviceKind::Catheter { inner_mm, .. }
            | DeviceKind::Microcatheter { inner_mm, .. } => Some(inner_mm),
        }
    }

    /// Tip bend in degrees; 0 for sheaths.
    pub fn tip_deg(&self) -> f64 {
        match self.kind {
            DeviceKind::Sheath { .. } => 0.0,
            DeviceKind::Wire { tip_deg }
            | DeviceKind::Catheter { tip_deg, .. }
            | DeviceKind::Microcatheter { tip_deg, .. } => tip_deg,
        }
    }
}
