//! The portal vein: what spleen, stomach, pancreas and bowel give goes through the liver before it goes home.
//!
//! Model: splenic and superior mesenteric vein, mixed tanks, fill the trunk; stomach and gallbladder drain into the trunk
//! itself. The trunk divides over the liver's beds by their size, here their share of the arterial flow at rest; in
//! each of them portal blood passes a tank of its own beside the arterial one and leaves through the hepatic veins. A
//! tumour takes no portal blood: it stays a gap in the stained liver. A closed trunk stains nothing: what comes goes round
//! the liver.
//!
//! | tank | volume | source |
//! |---|---|---|
//! | splenic vein | 6 mL | tuned: 8 mm across, 12 cm |
//! | superior mesenteric vein | 9 mL | tuned: 11 mm across, 10 cm |
//! | trunk | 10.6 mL | 13 mm across, 80 mm long (`S1`) |
//! | liver | portal flow at rest · 8 s | tuned: large branches and sinusoids |
//!
//! Portal flow at rest is what the beds drain into it, or 13.5 mL/min/kg (`S31`) where that is more: an anatomy need not have
//! every organ.
//!
//! Validity: mean flow; flows are those of the beds that drain here, so that a closed bowel artery slows the trunk.
//! Left out: inferior mesenteric vein (its bed drains with the spleen's), flow that turns round in portal hypertension,
//! what particles and oil from a spleen's or bowel's shunt do to the liver that keeps them.

use super::tank::Tank;
use crate::hash::StateHash;
use crate::model::{Bed, Drainage, Patient, Tissue};
use crate::sim::snapshot::PortalView;
use crate::sim::sound::mend;
use crate::units::{Flow, M3_PER_ML};

/// Volumes of splenic vein, superior mesenteric vein and trunk, mL.
const SPLENIC_ML: f64 = 6.0;
const MESENTERIC_ML: f64 = 9.0;
const TRUNK_ML: f64 = 10.6;
/// Least portal flow at rest, mL/min per kg (`S31`).
const FLOW_ML_MIN_KG: f64 = 13.5;
/// Time that portal blood at rest spends in the liver, s.
const LIVER_S: f64 = 8.0;

/// One of its roots, with what came in and flowed in this tick.
#[derive(Clone, Debug)]
struct Root {
    tank: Tank,
    incoming: f64,
    flow: f64,
}

impl Root {
    fn new(ml: f64) -> Self {
        Self { tank: Tank::new(ml * M3_PER_ML), incoming: 0.0, flow: 0.0 }
    }

    fn pass(&mut self) -> (f64, f64) {
        let flow = core::mem::take(&mut self.flow);
        (self.tank.pass(core::mem::take(&mut self.incoming), flow), flow)
    }
}

/// The portal vein and the liver it fills.
#[derive(Clone, Debug)]
pub struct Portal {
    patent: bool,
    /// Flow from organs that the anatomy has not, m³/s.
    unseen: f64,
    splenic: Root,
    mesenteric: Root,
    trunk: Root,
    /// Bed, its share of the trunk, what it holds.
    liver: Vec<(usize, f64, Tank)>,
}

impl Portal {
    /// The portal vein of these beds in this patient.
    pub fn new(beds: &[Bed], patient: &Patient) -> Self {
        let flow = |b: &Bed| Flow::from_ml_min(b.flow_ml_min).si();
        let seen: f64 = beds.iter().filter(|b| b.drains != Drainage::Systemic).map(flow).sum();
        let rest = seen.max(Flow::from_ml_min(FLOW_ML_MIN_KG * patient.weight_kg).si());
        let is_liver = |b: &&Bed| b.tissue == Tissue::Liver;
        let parts = beds.iter().filter(is_liver).count() as f64;
        let whole: f64 = beds.iter().filter(is_liver).map(flow).sum();
        let liver = beds.iter().enumerate().filter(|(_, b)| is_liver(b)).map(|(i, b)| {
            // a liver that no artery feeds is divided evenly
            let share = if whole > 0.0 { flow(b) / whole } else { 1.0 / parts };
            (i, share, Tank::new((share * rest * LIVER_S).max(M3_PER_ML)))
        });
        Self {
            patent: patient.portal_patent,
            unseen: rest - seen,
            splenic: Root::new(SPLENIC_ML),
            mesenteric: Root::new(MESENTERIC_ML),
            trunk: Root::new(TRUNK_ML),
            liver: liver.collect(),
        }
    }

    /// Takes what a bed's vein gives, kg, at its flow (m³/s).
    pub fn receive(&mut self, drains: Drainage, iodine: f64, flow: f64) {
        let root = match drains {
            Drainage::Splenic => &mut self.splenic,
            Drainage::Mesenteric => &mut self.mesenteric,
            Drainage::Portal | Drainage::Systemic => &mut self.trunk,
        };
        root.incoming += iodine;
        root.flow += flow.max(0.0);
    }

    /// One tick. Returns the iodine that leaves, kg.
    pub fn step(&mut self) -> f64 {
        let (splenic, mesenteric) = (self.splenic.pass(), self.mesenteric.pass());
        self.trunk.incoming += splenic.0 + mesenteric.0;
        self.trunk.flow += splenic.1 + mesenteric.1 + self.unseen;
        let (iodine, flow) = self.trunk.pass();
        if !self.is_patent() {
            return iodine;
        }
        self.liver.iter_mut().map(|(_, share, tank)| tank.pass(*share * iodine, *share * flow)).sum()
    }

    /// Blood goes through it into the liver, which keeps all but contrast.
    pub fn is_patent(&self) -> bool {
        self.patent && !self.liver.is_empty()
    }

    /// Nothing in it.
    pub fn at_rest(&self) -> bool {
        self.iodine() == 0.0
    }

    /// Iodine in it and in the portal blood of the liver, kg.
    pub fn iodine(&self) -> f64 {
        let roots = [&self.splenic, &self.mesenteric, &self.trunk];
        let held: f64 = roots.iter().map(|r| r.tank.iodine() + r.incoming).sum();
        held + self.liver.iter().map(|(_, _, tank)| tank.iodine()).sum::<f64>()
    }

    /// Iodine in splenic vein, superior mesenteric vein and trunk, kg/m³ (= mg/mL).
    pub fn concentrations(&self) -> [f64; 3] {
        [&self.splenic, &self.mesenteric, &self.trunk].map(|root| root.tank.concentration())
    }

    /// What can be seen of it.
    pub fn view(&self) -> PortalView {
        let [splenic_mg_ml, mesenteric_mg_ml, trunk_mg_ml] = self.concentrations();
        PortalView { splenic_mg_ml, mesenteric_mg_ml, trunk_mg_ml }
    }

    /// Iodine in the portal blood of a bed of the liver, kg; none in others.
    pub fn in_bed(&self, bed: usize) -> f64 {
        self.liver.iter().find(|(i, _, _)| *i == bed).map_or(0.0, |(_, _, tank)| tank.iodine())
    }

    /// Puts back what cannot be; whether there was any.
    pub fn mend(&mut self) -> bool {
        let Self { patent: _, unseen: _, splenic, mesenteric, trunk, liver } = self;
        let mut mended = false;
        for Root { tank, incoming, flow } in [splenic, mesenteric, trunk] {
            mended |= tank.mend() | mend([incoming, flow]);
        }
        for (_, _, tank) in liver {
            mended |= tank.mend();
        }
        mended
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self { patent: _, unseen: _, splenic, mesenteric, trunk, liver } = self;
        for Root { tank, incoming, flow } in [splenic, mesenteric, trunk] {
            hash.floats([tank.iodine(), *incoming, *flow]);
        }
        hash.floats(liver.iter().map(|(_, _, tank)| tank.iodine()));
    }
}
