//! The hash of a case's checked content: a session belongs to one content, not to one file. Comments, spaces and
//! provenance do not change it; every value of the model does.

use glam::DVec3;

use crate::hash::StateHash;
use crate::model::{
    AccessKind, AccessSite, Agent, AgentChoice, Bed, Behaviour, Bend, Blood, Case, Collateral, Contrast,
    Control, Device, DeviceKind, Drainage, Drive, Endpoint, ErrorRule, Feeder, Inlet, Judgement, Limits,
    Lumped, Mechanics, Mechanism, Neighbour, Node, Patient, Perfusion, Phase, Protected, Rubric, Segment,
    Shaft, Shape, Shunt, Step, Stiffness, Study, StudyPhase, Target, Tissue, VesselGraph, Wall, Waveform,
    Windkessel,
};

/// Hash of a case; its own `hash` field is left out, and the seed of its anatomy, which is in what was drawn.
pub fn of_case(case: &Case) -> u64 {
    let mut hash = StateHash::default();
    case.feed(&mut hash);
    hash.finish()
}

/// A value of the model that is part of the content. Implementations take their structs apart field by field, so that a
/// new field cannot be forgotten here.
trait Content {
    fn feed(&self, hash: &mut StateHash);
}

macro_rules! content {
    ($($name:ident { $($field:ident),* $(,)? } $([without $($left_out:ident),+])?)*) => {
        $(impl Content for $name {
            fn feed(&self, hash: &mut StateHash) {
                let Self { $($field,)* $($($left_out: _,)+)? } = self;
                $($field.feed(hash);)*
            }
        })*
    };
}

content! {
    Case {
        id, title, objective, briefing, patient, graph, access, targets, protected, neighbours, studies, devices, agents,
        agent_choices, contrast, mechanics, rubric, teaching,
    } [without variant, hash]
    Patient {
        age_years, weight_kg, creatinine_mg_dl, egfr, heart_rate, systolic_mmhg, diastolic_mmhg, spo2_percent,
        bleeding_factor, contrast_limit_ml, contrast_reaction_before, allergies, anticoagulation, portal_patent,
    }
    AccessSite { id, name, kind, node, findings, judgement, reason }
    Target { id, name, feeders, endpoint }
    Feeder { segment, parent, bed }
    Endpoint { residual_flow_max, devascularised_min, keep_open }
    Protected { bed, tolerance, harm, name_it }
    Neighbour { segment, first, after, reason }
    Study { id, name, phase, findings, required }
    Device { id, name, kind, outer_mm, length_mm, attenuation_per_cm, shaft, pressure_limit_psi }
    Stiffness { from_tip_mm, bend_n_mm2, twist_n_mm2 }
    Bend { length_mm, turn_deg, plane_deg }
    Agent {
        id, name, mechanism, syringe_ml, syringes, iodine_mg_ml, viscosity_mpa_s, prepare_s, lasts_days,
        catheters,
    }
    AgentChoice { agent, judgement, reason }
    Contrast { name, iodine_mg_ml, viscosity_mpa_s }
    Rubric { phases, errors, pass_score, limits }
    Phase { id, name, minimum, steps }
    Step { id, rule, expert, points }
    ErrorRule { id, critical, points, why, expert }
    Limits { time_s, fluoroscopy_s, air_kerma_mgy, contrast_share, wait_s, reflux_ml, lung_share_max }
    Node { id, position_mm }
    Segment { id, vessel, from, to, shape, behaviour }
    Behaviour { wall, collateral }
    Lumped { compliance_ml_mmhg, inertance_mmhg_s2_ml, stenosis_mmhg_s2_ml2 }
    Perfusion { windkessel, control }
    Windkessel { proximal_mmhg_s_ml, compliance_ml_mmhg, distal_mmhg_s_ml }
    Inlet { node, drive }
    Waveform { period_s, points }
    Blood { viscosity_mpa_s, density_kg_m3 }
    Bed {
        id, name, node, tissue, flow_ml_min, perfusion, venous_mmhg, drains, arteriole_um, transit_s, shunt, centre_mm,
        radius_mm,
    }
    Shunt { diameter_um, share }
}

macro_rules! words {
    ($($name:ident { $($variant:ident),* })*) => {
        $(impl Content for $name {
            fn feed(&self, hash: &mut StateHash) {
                hash.text(match self { $(Self::$variant => stringify!($variant)),* });
            }
        })*
    };
}

words! {
    Tissue { Tumour, Liver, Organ, RunOff }
    Drainage { Systemic, Splenic, Mesenteric, Portal }
    AccessKind { Femoral, Radial, Brachial }
    Mechanics { Rails, Rod }
    Judgement { Appropriate, Acceptable, Inappropriate }
    StudyPhase { Arterial, Portal }
}

impl Content for VesselGraph {
    fn feed(&self, hash: &mut StateHash) {
        self.nodes().feed(hash);
        self.segments().feed(hash);
        self.beds().feed(hash);
        self.root().feed(hash);
        self.inlets().feed(hash);
        self.blood().feed(hash);
    }
}

impl Content for Shape {
    fn feed(&self, hash: &mut StateHash) {
        match self {
            Self::Conduit(line) => {
                hash.text("conduit");
                line.points().feed(hash);
                line.radii_mm().feed(hash);
            }
            Self::Link { resistance_mmhg_s_ml, diameter_um, volume_ml, lumped } => {
                hash.text("link");
                [*resistance_mmhg_s_ml, *diameter_um, *volume_ml].feed(hash);
                lumped.feed(hash);
            }
        }
    }
}

/// A word, and the numbers that come with it.
fn variant(hash: &mut StateHash, word: &str, numbers: &[f64]) {
    hash.text(word);
    numbers.feed(hash);
}

impl Content for Wall {
    fn feed(&self, hash: &mut StateHash) {
        match *self {
            Self::Olufsen => variant(hash, "olufsen", &[]),
            Self::Young(kpa) => variant(hash, "young", &[kpa]),
            Self::Rigid => variant(hash, "rigid", &[]),
        }
    }
}

impl Content for Collateral {
    fn feed(&self, hash: &mut StateHash) {
        match *self {
            Self::Above(mmhg) => variant(hash, "above", &[mmhg]),
            Self::Below(mmhg) => variant(hash, "below", &[mmhg]),
        }
    }
}

impl Content for Control {
    fn feed(&self, hash: &mut StateHash) {
        match *self {
            Self::Passive => variant(hash, "passive", &[]),
            Self::Autoregulated(low, high) => variant(hash, "autoregulated", &[low, high]),
            Self::PortalBuffer(share) => variant(hash, "portal buffer", &[share]),
        }
    }
}

impl Content for Drive {
    fn feed(&self, hash: &mut StateHash) {
        match self {
            Self::Pressure(wave) => {
                hash.text("pressure");
                wave.feed(hash);
            }
            Self::Flow(wave) => {
                hash.text("flow");
                wave.feed(hash);
            }
        }
    }
}

impl Content for Shaft {
    fn feed(&self, hash: &mut StateHash) {
        self.stiffness().feed(hash);
        self.bends().feed(hash);
        self.friction.feed(hash);
    }
}

impl Content for DeviceKind {
    fn feed(&self, hash: &mut StateHash) {
        match *self {
            Self::Sheath { inner_mm } => {
                hash.text("sheath");
                inner_mm.feed(hash);
            }
            Self::Wire => hash.text("wire"),
            Self::Catheter { inner_mm, side_holes } => {
                hash.text("catheter");
                inner_mm.feed(hash);
                side_holes.feed(hash);
            }
            Self::Microcatheter { inner_mm } => {
                hash.text("microcatheter");
                inner_mm.feed(hash);
            }
        }
    }
}

impl Content for Mechanism {
    fn feed(&self, hash: &mut StateHash) {
        match *self {
            Self::Pva { size_um, per_ml } => {
                hash.text("pva");
                (size_um, per_ml).feed(hash);
            }
            Self::Spheres { size_um, per_ml, gives } => {
                hash.text("spheres");
                (size_um, (per_ml, gives)).feed(hash);
            }
            Self::Gelatin { size_um, per_ml, gives } => {
                hash.text("gelatin");
                (size_um, (per_ml, gives)).feed(hash);
            }
            Self::Fibrils { size_um, per_ml } => {
                hash.text("fibrils");
                (size_um, per_ml).feed(hash);
            }
            Self::Clot { size_um, per_ml, gives } => {
                hash.text("clot");
                (size_um, (per_ml, gives)).feed(hash);
            }
            Self::Oil { ceiling_ml } => {
                hash.text("oil");
                ceiling_ml.feed(hash);
            }
            Self::Emulsion { oil_share, ceiling_ml } => {
                hash.text("emulsion");
                (oil_share, ceiling_ml).feed(hash);
            }
            Self::Glue { glue_share } => {
                hash.text("glue");
                glue_share.feed(hash);
            }
            Self::Polymer { percent } => {
                hash.text("polymer");
                percent.feed(hash);
            }
            Self::Ethanol { ethanol_share, ceiling_ml_kg } => {
                hash.text("ethanol");
                (ethanol_share, ceiling_ml_kg).feed(hash);
            }
            Self::Coil { loop_mm, length_mm, wire_mm, lumen_mm, detachable } => {
                hash.text("coil");
                ((loop_mm, length_mm), (wire_mm, lumen_mm)).feed(hash);
                detachable.feed(hash);
            }
            Self::Plug { diameter_mm, length_mm, vessel_mm, lumen_mm, detachable } => {
                hash.text("plug");
                ((diameter_mm, length_mm), (vessel_mm, lumen_mm)).feed(hash);
                detachable.feed(hash);
            }
            Self::Collagen { finest_um } => {
                hash.text("collagen");
                finest_um.feed(hash);
            }
        }
    }
}

macro_rules! indices {
    ($($name:ident)*) => {
        $(impl Content for crate::model::$name {
            fn feed(&self, hash: &mut StateHash) {
                hash.int(u64::from(self.0));
            }
        })*
    };
}

indices! { NodeIx SegmentIx BedIx }

impl Content for f64 {
    fn feed(&self, hash: &mut StateHash) {
        hash.float(*self);
    }
}

impl Content for u32 {
    fn feed(&self, hash: &mut StateHash) {
        hash.int(u64::from(*self));
    }
}

impl Content for bool {
    fn feed(&self, hash: &mut StateHash) {
        hash.int(u64::from(*self));
    }
}

impl Content for String {
    fn feed(&self, hash: &mut StateHash) {
        hash.text(self);
    }
}

impl Content for DVec3 {
    fn feed(&self, hash: &mut StateHash) {
        self.to_array().feed(hash);
    }
}

impl<A: Content, B: Content> Content for (A, B) {
    fn feed(&self, hash: &mut StateHash) {
        self.0.feed(hash);
        self.1.feed(hash);
    }
}

impl<T: Content> Content for Option<T> {
    fn feed(&self, hash: &mut StateHash) {
        self.as_slice().feed(hash);
    }
}

impl<T: Content> Content for Vec<T> {
    fn feed(&self, hash: &mut StateHash) {
        self.as_slice().feed(hash);
    }
}

impl<T: Content, const N: usize> Content for [T; N] {
    fn feed(&self, hash: &mut StateHash) {
        self.as_slice().feed(hash);
    }
}

impl<T: Content> Content for [T] {
    fn feed(&self, hash: &mut StateHash) {
        hash.int(self.len() as u64);
        for item in self {
            item.feed(hash);
        }
    }
}
