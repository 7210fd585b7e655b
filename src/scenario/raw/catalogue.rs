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
    #[serde(default)]
    pub provenance: Provenances,
}

/// See `model::DeviceKind`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum DeviceKind {
    Sheath { inner_mm: f64 },
    Wire { tip_deg: f64 },
    Catheter { inner_mm: f64, tip_deg: f64, side_holes: bool },
    Microcatheter { inner_mm: f64, tip_deg: f64 },
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
    pub provenance: Provenances,
}

/// See `model::Mechanism`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Mechanism {
    Pva { size_um: (f64, f64), per_ml: f64 },
    Oil { ceiling_ml: f64 },
    Collagen { finest_um: f64 },
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
