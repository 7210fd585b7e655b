//! An anatomy file: the vessel graph with its beds and access points.

#![expect(missing_docs, reason = "fields say what the formats reference in docs/ explains")]

use serde::{Deserialize, Serialize};

use super::{Point, Provenances};

/// An anatomy file.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Anatomy {
    pub format: u32,
    pub id: String,
    pub name: String,
    /// Id of the anatomy it builds on: what is written here comes on top.
    #[serde(default)]
    pub base: Option<String>,
    /// Segments, links and beds of the base that it has not.
    #[serde(default)]
    pub remove: Vec<String>,
    /// Node held at aortic pressure; that of the base when left out.
    #[serde(default)]
    pub root: Option<String>,
    #[serde(default)]
    pub blood: Option<Blood>,
    #[serde(default)]
    pub inlets: Vec<Inlet>,
    pub nodes: Vec<Node>,
    pub segments: Vec<Segment>,
    #[serde(default)]
    pub links: Vec<Link>,
    pub beds: Vec<Bed>,
    #[serde(default)]
    pub access: Vec<AccessPoint>,
}

/// A junction or end.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Node {
    pub id: String,
    pub at: Point,
}

/// A vessel segment.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Segment {
    pub id: String,
    /// Name of the vessel it is part of.
    pub vessel: String,
    pub from: String,
    pub to: String,
    /// Control points between the two nodes.
    #[serde(default)]
    pub via: Vec<Point>,
    /// Radius at start and end.
    pub radius_mm: (f64, f64),
    /// Published length; the drawn curve has to agree with it within 5 %.
    #[serde(default)]
    pub length_mm: Option<f64>,
    #[serde(default)]
    pub wall: Wall,
    #[serde(default)]
    pub collateral: Option<Collateral>,
    #[serde(default)]
    pub provenance: Provenances,
}

/// See `model::Wall`.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub enum Wall {
    #[default]
    Olufsen,
    Young {
        kpa: f64,
    },
    Rigid,
}

/// See `model::Collateral`.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub enum Collateral {
    Above { mmhg: f64 },
    Below { mmhg: f64 },
}

/// What flows.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Blood {
    pub viscosity_mpa_s: f64,
    pub density_kg_m3: f64,
    #[serde(default)]
    pub provenance: Provenances,
}

/// A node driven from outside: by one of the two.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Inlet {
    pub at: String,
    #[serde(default)]
    pub flow_ml_s: Option<Waveform>,
    #[serde(default)]
    pub pressure_mmhg: Option<Waveform>,
    #[serde(default)]
    pub provenance: Provenances,
}

/// See `model::Waveform`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Waveform {
    pub period_s: f64,
    pub points: Vec<(f64, f64)>,
}

/// An anastomosis known only by its resistance.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    pub id: String,
    pub vessel: String,
    pub from: String,
    pub to: String,
    pub resistance_mmhg_s_ml: f64,
    pub diameter_um: f64,
    pub volume_ml: f64,
    #[serde(default)]
    pub compliance_ml_mmhg: f64,
    #[serde(default)]
    pub inertance_mmhg_s2_ml: f64,
    #[serde(default)]
    pub stenosis_mmhg_s2_ml2: f64,
    #[serde(default)]
    pub collateral: Option<Collateral>,
    #[serde(default)]
    pub provenance: Provenances,
}

/// A capillary bed.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Bed {
    pub id: String,
    pub name: String,
    /// Node it hangs at.
    pub at: String,
    pub tissue: Tissue,
    /// Its flow at rest, or else its `windkessel`.
    #[serde(default)]
    pub flow_ml_min: Option<f64>,
    #[serde(default)]
    pub windkessel: Option<Windkessel>,
    #[serde(default)]
    pub control: Control,
    pub venous_mmhg: f64,
    #[serde(default)]
    pub drains: Drainage,
    pub arteriole_um: f64,
    pub transit_s: f64,
    #[serde(default)]
    pub shunt: Option<Shunt>,
    pub centre_mm: Point,
    pub radius_mm: f64,
    #[serde(default)]
    pub provenance: Provenances,
}

/// See `model::Windkessel`.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Windkessel {
    pub proximal_mmhg_s_ml: f64,
    pub compliance_ml_mmhg: f64,
    pub distal_mmhg_s_ml: f64,
}

/// See `model::Control`.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub enum Control {
    #[default]
    Passive,
    Autoregulated {
        low_mmhg: f64,
        high_mmhg: f64,
    },
    PortalBuffer {
        share: f64,
    },
}

/// See `model::Tissue`.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub enum Tissue {
    Tumour,
    Liver,
    Organ,
    RunOff,
}

/// See `model::Drainage`.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
pub enum Drainage {
    #[default]
    Systemic,
    Splenic,
    Mesenteric,
    Portal,
}

/// An arterio-venous shunt.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Shunt {
    pub diameter_um: f64,
    pub share: f64,
    #[serde(default)]
    pub provenance: Provenances,
}

/// A place of the anatomy where a sheath can enter.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct AccessPoint {
    pub id: String,
    pub name: String,
    pub kind: AccessKind,
    pub node: String,
}

/// See `model::AccessKind`.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub enum AccessKind {
    Femoral,
    Radial,
    Brachial,
}
