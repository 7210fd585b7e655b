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
    /// Node held at aortic pressure.
    pub root: String,
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
    pub provenance: Provenances,
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
    pub flow_ml_min: f64,
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
