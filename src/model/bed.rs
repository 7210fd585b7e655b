//! Capillary beds: what blood is for, and what an embolic agent closes.

use glam::DVec3;

use super::haemodynamics::Perfusion;
use super::ids::NodeIx;

/// What a bed is made of; it decides how the bed reacts, never how it is scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tissue {
    /// Tumour: passive, retains ethiodized oil.
    Tumour,
    /// Normal liver: portal supply keeps it alive, oil washes out.
    Liver,
    /// Any other organ.
    Organ,
    /// Far run-off: legs, arms, head. Closed to the trainee's attention, open to blood.
    RunOff,
}

/// An arterio-venous shunt inside a bed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shunt {
    /// Diameter, µm.
    pub diameter_um: f64,
    /// Share of the bed's resting flow that takes it, 0 to 1.
    pub share: f64,
}

/// Where the blood of a bed goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Drainage {
    /// Home to the heart.
    #[default]
    Systemic,
    /// The splenic vein, and through the portal vein to the liver.
    Splenic,
    /// The superior mesenteric vein, and through the portal vein to the liver.
    Mesenteric,
    /// The trunk of the portal vein.
    Portal,
}

/// One bed at a node, draining to a vein.
#[derive(Clone, Debug)]
pub struct Bed {
    /// Id as in the file, unique among beds.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Where it hangs on the graph.
    pub node: NodeIx,
    /// What it is made of.
    pub tissue: Tissue,
    /// Flow at rest, mL/min; its resistance follows from one solve of the whole tree, unless `perfusion` has one.
    pub flow_ml_min: f64,
    /// How it takes its blood.
    pub perfusion: Perfusion,
    /// Pressure of the vein it drains to, mmHg.
    pub venous_mmhg: f64,
    /// Which vein that is.
    pub drains: Drainage,
    /// Diameter of the vessels of its first generation, µm.
    pub arteriole_um: f64,
    /// Mean transit time from artery to vein at rest, s.
    pub transit_s: f64,
    /// Shunt, if there is one.
    pub shunt: Option<Shunt>,
    /// Where it lies, for the image: centre in RAS mm.
    pub centre_mm: DVec3,
    /// Radius of the sphere that stands for it on the image, mm.
    pub radius_mm: f64,
}
