//! The prepared syringe: which agent, how much is left, and whether it is mixed yet.
//!
//! Model: suspending, mixing or shaking takes the product's preparation time; until then the mixture is uneven by
//! `1 - t/t_prepare`. Pieces cling together and are up to `CLUMP` times wider: they clog a catheter that they would pass. Of an
//! emulsion that share of the oil has separated and stays behind in the syringe; a polymer that was not shaken is by so much
//! too thin, sets later and goes further (`curing`; shaking for 20 min, `S105`).

use crate::hash::StateHash;
use crate::sim::tick::DT;

/// Width of a clump over that of its pieces, when nothing is suspended. Tuned.
const CLUMP: f64 = 2.0;

/// What is in the hand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Syringe {
    /// Index of the agent in the case.
    pub agent: usize,
    /// Left in it, mL.
    pub ml: f64,
    /// Time until it is mixed, s.
    pub left_s: f64,
    /// Time it takes, s.
    whole_s: f64,
}

impl Syringe {
    /// Just drawn up.
    pub fn drawn(agent: usize, ml: f64, prepare_s: f64) -> Self {
        Self { agent, ml, left_s: prepare_s, whole_s: prepare_s }
    }

    /// One tick of stirring.
    pub fn step(&mut self) {
        self.left_s = (self.left_s - DT).max(0.0);
    }

    /// How unevenly it is mixed, 1 when just drawn up, 0 when ready.
    pub fn uneven(&self) -> f64 {
        if self.whole_s > 0.0 { self.left_s / self.whole_s } else { 0.0 }
    }

    /// Width of what is in it over that of its pieces.
    pub fn clumps(&self) -> f64 {
        1.0 + (CLUMP - 1.0) * self.uneven()
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self { agent, ml, left_s, whole_s } = self;
        hash.int(*agent as u64);
        hash.floats([*ml, *left_s, *whole_s]);
    }
}
