//! What the beds pass on: the veins.
//!
//! Model: each bed drains into a vein, a mixed tank of the volume that its flow at rest fills in `VEIN_S`. Iodine that came
//! through a shunt is told apart from what came through capillaries: it is there while the arteries are still full, and
//! that is what an early vein is.
//! `m' = (m + in)/(1 + Q·dt/V)`, so that mass is kept at any flow.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | Q, V | flow of the bed, volume of the vein | m³/s, m³ |
//! | m | iodine in the vein | kg |
//!
//! Validity: mean flow; `VEIN_S` is tuned. Left out: recirculation. What leaves is counted and not brought back: a run's
//! dose of iodine in the whole blood volume is too thin to be seen.

use super::bed::contrast::Outflow;
use super::tick::DT;
use crate::hash::StateHash;
use crate::model::Bed;
use crate::units::Flow;

/// Time that blood at rest spends in the vein of its bed, s. Tuned.
const VEIN_S: f64 = 2.0;
/// Iodine that nothing shows, kg: 0.1 µg.
const TRACE: f64 = 1e-10;

/// The vein of one bed.
#[derive(Clone, Debug)]
pub struct Vein {
    volume: f64,
    held: Outflow,
}

impl Vein {
    /// The vein of a bed, without contrast.
    pub fn of(bed: &Bed) -> Self {
        Self { volume: Flow::from_ml_min(bed.flow_ml_min).si() * VEIN_S, held: Outflow::default() }
    }

    /// Nothing in it.
    pub fn at_rest(&self) -> bool {
        self.held == Outflow::default()
    }

    /// One tick with what the bed gives, at the bed's flow (m³/s). Returns the iodine that leaves, kg.
    pub fn step(&mut self, incoming: Outflow, flow: f64) -> f64 {
        let rate = flow.max(0.0) * DT / self.volume;
        let before = self.iodine() + incoming.tissue + incoming.shunt;
        self.held.tissue = (self.held.tissue + incoming.tissue) / (1.0 + rate);
        self.held.shunt = (self.held.shunt + incoming.shunt) / (1.0 + rate);
        if self.iodine() < TRACE {
            self.held = Outflow::default();
        }
        before - self.iodine()
    }

    /// Iodine in it, kg.
    pub fn iodine(&self) -> f64 {
        self.held.tissue + self.held.shunt
    }

    /// The part of it that came through a shunt, kg.
    pub fn early_iodine(&self) -> f64 {
        self.held.shunt
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        hash.float(self.held.tissue);
        hash.float(self.held.shunt);
    }
}
