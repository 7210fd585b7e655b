//! Viscous collagen in a bed.
//!
//! Model: the gel fills the tree from its arterioles downwards to the finest lumen it enters (2 to 840 µm were found filled in
//! the kidney, 3 to 188 µm in the liver, `S98`). A filled share φ of a generation resists by `1 + (η - 1)φ`, η the viscosity of
//! the gel at rest over that of blood.
//!
//! Validity: η is tuned: the gel thins under shear and sets at body temperature. It lasts; nothing takes it away.

use crate::hash::StateHash;
use crate::sim::bed::tree::Generation;
use crate::sim::flow::conduit::BLOOD_PA_S;
use crate::sim::sound::mend;

/// Viscosity of a gel at rest over that of the gel that is pushed. Tuned.
const SET: f64 = 50.0;

/// Gel that an agent is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gel {
    viscosity_ratio: f64,
    /// Finest lumen it enters, m.
    finest: f64,
}

impl Gel {
    /// A gel that is pushed at this viscosity (mPa·s) and enters lumens down to this diameter (µm).
    pub fn new(viscosity_mpa_s: f64, finest_um: f64) -> Self {
        Self { viscosity_ratio: SET * viscosity_mpa_s * 1e-3 / BLOOD_PA_S, finest: finest_um * 1e-6 }
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self { viscosity_ratio, finest } = self;
        hash.floats([*viscosity_ratio, *finest]);
    }
}

/// Gel in one bed.
#[derive(Clone, Debug)]
pub struct HeldGel {
    volume: f64,
    gel: Gel,
}

impl Default for HeldGel {
    fn default() -> Self {
        Self { volume: 0.0, gel: Gel { viscosity_ratio: 1.0, finest: 0.0 } }
    }
}

impl HeldGel {
    /// Takes gel in, m³.
    pub fn receive(&mut self, volume: f64, gel: Gel) {
        self.volume += volume;
        self.gel = gel;
    }

    /// Factor on the resistance of each generation.
    pub fn factors(&self, generations: &[Generation]) -> Vec<f64> {
        let mut left = self.volume;
        let factor = |g: &Generation| {
            if g.diameter < self.gel.finest || left <= 0.0 {
                return 1.0;
            }
            let part = left.min(g.volume);
            left -= part;
            1.0 + (self.gel.viscosity_ratio - 1.0) * part / g.volume
        };
        generations.iter().map(factor).collect()
    }

    /// Gel held, m³.
    pub fn volume(&self) -> f64 {
        self.volume
    }

    /// Puts back what cannot be; whether there was any.
    pub fn mend(&mut self) -> bool {
        mend([&mut self.volume])
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self { volume, gel } = self;
        hash.float(*volume);
        gel.hash_into(hash);
    }
}
