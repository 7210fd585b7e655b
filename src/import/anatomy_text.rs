//! An imported network as the text of an anatomy.
//!
//! What the network does not know (positions, calibres of beds) is written as drawn, and its provenance says so.

use core::fmt::{self, Write as _};

/// A network without geometry.
#[derive(Clone, Debug, Default)]
pub(super) struct Network {
    pub(super) id: String,
    pub(super) name: String,
    /// Where its numbers come from, for people.
    pub(super) origin: String,
    pub(super) root: String,
    pub(super) blood: (f64, f64),
    pub(super) inlets: Vec<Inlet>,
    pub(super) nodes: Vec<String>,
    pub(super) links: Vec<Link>,
    pub(super) beds: Vec<Bed>,
}

/// A node driven from outside; `field` says by what.
#[derive(Clone, Debug)]
pub(super) struct Inlet {
    pub(super) node: String,
    pub(super) field: &'static str,
    pub(super) period_s: f64,
    pub(super) points: Vec<(f64, f64)>,
}

/// A lumped segment.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub(super) id: String,
    pub(super) ends: (String, String),
    pub(super) resistance: f64,
    pub(super) compliance: f64,
    pub(super) inertance: f64,
    pub(super) stenosis: f64,
    pub(super) diameter_um: f64,
    pub(super) volume_ml: f64,
}

/// A bed by its elements.
#[derive(Clone, Debug)]
pub(super) struct Bed {
    pub(super) id: String,
    pub(super) node: String,
    pub(super) proximal: f64,
    pub(super) compliance: f64,
    pub(super) distal: f64,
    pub(super) venous_mmhg: f64,
}

impl Network {
    /// The file.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        // writing into a String has no way to fail
        let _ = self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) -> fmt::Result {
        let Self { id, name, origin, root, blood: (viscosity, density), .. } = self;
        writeln!(out, "#![enable(implicit_some)]")?;
        writeln!(out, "Anatomy(\n    format: 1,\n    id: {id:?},\n    name: {name:?},\n    root: {root:?},")?;
        writeln!(
            out,
            "    blood: (viscosity_mpa_s: {viscosity:?}, density_kg_m3: {density:?}, provenance: {{\"*\": Authored({origin:?})}}),"
        )?;
        writeln!(out, "    inlets: [")?;
        for Inlet { node, field, period_s, points } in &self.inlets {
            writeln!(out, "        (at: {node:?}, {field}: (period_s: {period_s:?}, points: {points:?})),")?;
        }
        writeln!(out, "    ],\n    nodes: [")?;
        for (i, node) in self.nodes.iter().enumerate() {
            let across = 10.0 * (i % 20) as f64;
            let down = -10.0 * (i / 20) as f64;
            writeln!(out, "        (id: {node:?}, at: ({across:?}, 0.0, {down:?})),")?;
        }
        writeln!(out, "    ],\n    segments: [],\n    links: [")?;
        for link in &self.links {
            link.write(out, origin)?;
        }
        writeln!(out, "    ],\n    beds: [")?;
        for bed in &self.beds {
            bed.write(out, origin)?;
        }
        writeln!(out, "    ],\n)")
    }
}

impl Link {
    fn write(&self, out: &mut String, origin: &str) -> fmt::Result {
        let Self {
            id,
            ends: (from, to),
            resistance,
            compliance,
            inertance,
            stenosis,
            diameter_um,
            volume_ml,
        } = self;
        writeln!(out, "        (\n            id: {id:?}, vessel: {id:?}, from: {from:?}, to: {to:?},")?;
        writeln!(
            out,
            "            resistance_mmhg_s_ml: {resistance:?}, compliance_ml_mmhg: {compliance:?},"
        )?;
        writeln!(
            out,
            "            inertance_mmhg_s2_ml: {inertance:?}, stenosis_mmhg_s2_ml2: {stenosis:?},"
        )?;
        writeln!(out, "            diameter_um: {diameter_um:?}, volume_ml: {volume_ml:?},")?;
        writeln!(out, "            provenance: {{\"*\": Authored({origin:?})}},\n        ),")
    }
}

impl Bed {
    fn write(&self, out: &mut String, origin: &str) -> fmt::Result {
        let Self { id, node, proximal, compliance, distal, venous_mmhg } = self;
        writeln!(out, "        (\n            id: {id:?}, name: {id:?}, at: {node:?}, tissue: RunOff,")?;
        writeln!(
            out,
            "            windkessel: (proximal_mmhg_s_ml: {proximal:?}, compliance_ml_mmhg: {compliance:?}, distal_mmhg_s_ml: {distal:?}),"
        )?;
        writeln!(
            out,
            "            venous_mmhg: {venous_mmhg:?}, arteriole_um: 300.0, transit_s: 3.0, centre_mm: (0.0, 0.0, 0.0), radius_mm: 10.0,"
        )?;
        writeln!(
            out,
            "            provenance: {{\"windkessel\": Authored({origin:?}), \"*\": Authored(\"not in the network: drawn\")}},\n        ),"
        )
    }
}
