//! A catalogue file: devices, agents, contrast media.

#![expect(missing_docs, reason = "fields say what the formats reference in docs/ explains")]

use serde::Deserialize;

use super::Provenances;

/// A catalogue file: any of the three lists may be empty.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    pub format: u32,
    #[serde(default)]
    pub devices: Vec<Device>,
    #[serde(default)]
    pub agents: Vec<Agent>,
    #[serde(default)]
    pub contrast: Vec<Contrast>,
}

/// A device.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Device {
    pub id: String,
    pub name: String,
    pub kind: DeviceKind,
    pub outer_mm: f64,
    pub length_mm: f64,
    pub attenuation_per_cm: f64,
    /// From the tip; none is straight.
    #[serde(default)]
    pub shape: Vec<Bend>,
    pub stiffness: Vec<Stiffness>,
    pub friction: f64,
    #[serde(default)]
    pub pressure_limit_psi: Option<f64>,
    #[serde(default)]
    pub provenance: Provenances,
}

/// See `model::Bend`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bend {
    pub length_mm: f64,
    #[serde(default)]
    pub turn_deg: f64,
    #[serde(default)]
    pub plane_deg: f64,
}

/// See `model::Stiffness`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stiffness {
    pub from_tip_mm: f64,
    pub bend_n_mm2: f64,
    pub twist_n_mm2: f64,
}

/// See `model::DeviceKind`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum DeviceKind {
    Sheath { inner_mm: f64 },
    Wire,
    Catheter { inner_mm: f64, side_holes: bool },
    Microcatheter { inner_mm: f64 },
}

/// An agent product.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agent {
    pub id: String,
    pub name: String,
    pub mechanism: Mechanism,
    pub syringe_ml: f64,
    pub syringes: u32,
    pub iodine_mg_ml: f64,
    pub viscosity_mpa_s: f64,
    #[serde(default)]
    pub prepare_s: f64,
    #[serde(default)]
    pub lasts_days: Option<(f64, f64)>,
    #[serde(default)]
    pub catheters: Vec<String>,
    #[serde(default)]
    pub provenance: Provenances,
}

/// See `model::Mechanism`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Mechanism {
    Pva { size_um: (f64, f64), per_ml: f64 },
    Spheres { size_um: (f64, f64), per_ml: f64, gives: f64 },
    Gelatin { size_um: (f64, f64), per_ml: f64, gives: f64 },
    Fibrils { size_um: (f64, f64), per_ml: f64 },
    Clot { size_um: (f64, f64), per_ml: f64, gives: f64 },
    Oil { ceiling_ml: f64 },
    Emulsion { oil_share: f64, ceiling_ml: f64 },
    Collagen { finest_um: f64 },
    Glue { glue_share: f64 },
    Polymer { percent: f64 },
    Ethanol { ethanol_share: f64, ceiling_ml_kg: f64 },
    Coil { loop_mm: f64, length_mm: f64, wire_mm: f64, lumen_mm: (f64, f64), detachable: bool },
    Plug { diameter_mm: f64, length_mm: f64, vessel_mm: (f64, f64), lumen_mm: (f64, f64), detachable: bool },
}

/// A contrast medium.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contrast {
    pub id: String,
    pub name: String,
    pub iodine_mg_ml: f64,
    pub viscosity_mpa_s: f64,
    #[serde(default)]
    pub provenance: Provenances,
}
