//! What the beds pass on: the veins.
//!
//! Model: each bed drains into a vein, a mixed tank (`tank`) of the volume that its flow at rest fills in `VEIN_S`. Iodine
//! that came through a shunt is told apart from what came through capillaries: it is there while the arteries are still
//! full, and that is what an early vein is. From there it goes home, or into the portal vein (`portal`), which the liver
//! is filled from a second time. So an injection has an arterial phase (`transport`), a blush (`bed::contrast`), a venous
//! and, from spleen or bowel, a portal phase.
//!
//! Validity: mean flow; `VEIN_S` is tuned. Left out: recirculation. What leaves is counted and not brought back: a run's
//! dose of iodine in the whole blood volume is too thin to be seen.

pub mod portal;
mod portography;
mod tank;

use super::bed::contrast::Outflow;
use super::sound::Fault;
use crate::hash::StateHash;
use crate::model::{Bed, BedIx, Drainage, Patient};
use crate::units::Flow;
pub use portal::Portal;
use tank::Tank;

/// Time that blood at rest spends in the vein of its bed, s. Tuned.
const VEIN_S: f64 = 2.0;

/// The vein of one bed.
#[derive(Clone, Debug)]
pub struct Vein {
    drains: Drainage,
    tissue: Tank,
    shunt: Tank,
}

impl Vein {
    fn of(bed: &Bed) -> Self {
        let tank = Tank::new(Flow::from_ml_min(bed.flow_ml_min).si() * VEIN_S);
        Self { drains: bed.drains, tissue: tank, shunt: tank }
    }

    /// Iodine in it, kg.
    pub fn iodine(&self) -> f64 {
        self.tissue.iodine() + self.shunt.iodine()
    }

    /// The part of it that came through a shunt, kg.
    pub fn early_iodine(&self) -> f64 {
        self.shunt.iodine()
    }
}

/// All veins.
#[derive(Clone, Debug)]
pub struct Veins {
    of_beds: Vec<Vein>,
    portal: Portal,
}

impl Veins {
    /// The veins of these beds in this patient, without contrast.
    pub fn new(beds: &[Bed], patient: &Patient) -> Self {
        Self { of_beds: beds.iter().map(Vein::of).collect(), portal: Portal::new(beds, patient) }
    }

    /// The vein of a bed, by its index.
    pub fn of_bed(&self, bed: usize) -> &Vein {
        &self.of_beds[bed]
    }

    /// The portal vein.
    pub fn portal(&self) -> &Portal {
        &self.portal
    }

    /// Nothing in any of them.
    pub fn at_rest(&self) -> bool {
        self.portal.at_rest() && self.of_beds.iter().all(|vein| vein.iodine() == 0.0)
    }

    /// One tick of one bed's vein: what the bed gives, at its flow (m³/s). Returns the iodine that goes home, kg.
    pub fn receive(&mut self, bed: usize, incoming: Outflow, flow: f64) -> f64 {
        let vein = &mut self.of_beds[bed];
        let out = vein.tissue.pass(incoming.tissue, flow) + vein.shunt.pass(incoming.shunt, flow);
        if vein.drains == Drainage::Systemic {
            return out;
        }
        self.portal.receive(vein.drains, out, flow);
        0.0
    }

    /// Iodine (kg) put straight into the trunk of the portal vein.
    pub fn inject(&mut self, iodine: f64) {
        self.portal.receive(Drainage::Portal, iodine, 0.0);
    }

    /// One tick of the portal vein, after those of the beds. Returns the iodine that goes home, kg.
    pub fn step(&mut self) -> f64 {
        self.portal.step()
    }

    /// Puts back what cannot be; the first of it.
    pub fn mend(&mut self) -> Option<Fault> {
        let mut first = None;
        for (i, Vein { drains: _, tissue, shunt }) in self.of_beds.iter_mut().enumerate() {
            if tissue.mend() | shunt.mend() {
                first = first.or(Some(Fault::Vein(BedIx::at(i))));
            }
        }
        let portal = self.portal.mend();
        first.or(portal.then_some(Fault::Portal))
    }

    /// Iodine in all of them, kg.
    pub fn iodine(&self) -> f64 {
        self.portal.iodine() + self.of_beds.iter().map(Vein::iodine).sum::<f64>()
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self { of_beds, portal } = self;
        for Vein { drains: _, tissue, shunt } in of_beds {
            hash.floats([tissue.iodine(), shunt.iodine()]);
        }
        portal.hash_into(hash);
    }
}

#[cfg(test)]
mod tests;
