//! Ethiodized oil in a bed, alone or as an emulsion.
//!
//! Model: droplets are caught by sinusoids (tumour more than liver more than other tissue), slow the flow in the finest
//! generations by a factor `1/(1 - b·o/V)`, cross to portal venules when the bed is full (`S119`), and wash out with the flow,
//! from tumours slowly: what stops the flow after them, gelatin or particles, keeps them in.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | o, V | oil held, blood volume of the bed | m³ |
//! | b | share of the lumen that oil can block | 1 |
//!
//! Validity: catch and wash-out shares are tuned for teaching (`S118` says only where oil is found later).
//! Left out: size of droplets, release of a drug.

use crate::hash::StateHash;
use crate::model::Tissue;
use crate::sim::bed::contrast::LEAST_M3;
use crate::sim::sound::mend;
use crate::sim::tick::DT;

/// Share of their lumen that oil can block: it slows, it does not stop (`S113`: gelatin is needed for that). Tuned.
const BLOCKS: f64 = 0.8;
/// Oil that nothing notices, as a share of the bed's volume; also the step at which resistance is renewed.
const TRACE: f64 = 1e-3;

/// Oil in one bed.
#[derive(Clone, Debug)]
pub struct HeldOil {
    volume: f64,
    rest_flow: f64,
    catch_share: f64,
    washout_s: f64,
    held: f64,
    portal: f64,
    /// Oil when the resistance was last worked out.
    acting: f64,
}

impl HeldOil {
    /// A bed of a tissue with this flow (m³/s) and blood volume (m³).
    pub fn new(tissue: Tissue, rest_flow: f64, volume: f64) -> Self {
        let (catch_share, washout_s) = match tissue {
            Tissue::Tumour => (0.95, 21_600.0),
            Tissue::Liver => (0.6, 300.0),
            Tissue::Organ | Tissue::RunOff => (0.5, 600.0),
        };
        // a bed without flow at rest has room for a trace, and lets go of it with any flow
        let (volume, rest_flow) = (volume.max(LEAST_M3), rest_flow.max(f64::MIN_POSITIVE));
        Self { volume, rest_flow, catch_share, washout_s, held: 0.0, portal: 0.0, acting: 0.0 }
    }

    /// Nothing washes out.
    pub fn at_rest(&self) -> bool {
        self.held == 0.0
    }

    /// Catches oil (m³); returns what passes to the veins.
    pub fn receive(&mut self, oil: f64, through_shunt: f64) -> f64 {
        let caught = oil * (1.0 - through_shunt) * self.catch_share;
        self.held += caught;
        let over = (self.held - self.volume).max(0.0);
        self.held -= over;
        self.portal += over;
        oil - caught
    }

    /// One tick of wash-out at a flow (m³/s); returns what goes to the veins.
    pub fn drain(&mut self, flow: f64) -> f64 {
        let drive = (flow / self.rest_flow).clamp(0.0, 1.0);
        let mut washed = self.held * drive * DT / self.washout_s;
        if self.held - washed < TRACE * 1e-3 * self.volume {
            washed = self.held;
        }
        self.held -= washed;
        washed
    }

    /// It has changed enough since the resistance was last worked out.
    pub fn acts_anew(&self) -> bool {
        (self.held - self.acting).abs() > TRACE * self.volume
    }

    /// The resistance is worked out now: factor of the finest generations.
    pub fn act(&mut self) -> f64 {
        self.acting = self.held;
        1.0 / (1.0 - BLOCKS * (self.held / self.volume).min(1.0))
    }

    /// Oil held, m³, with what crossed to portal venules.
    pub fn all(&self) -> f64 {
        self.held + self.portal
    }

    /// What crossed to portal venules, m³.
    pub fn portal(&self) -> f64 {
        self.portal
    }

    /// Puts back what cannot be; whether there was any.
    pub fn mend(&mut self) -> bool {
        mend([&mut self.held, &mut self.portal])
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self { volume: _, rest_flow: _, catch_share: _, washout_s: _, held, portal, acting } = self;
        hash.floats([*held, *portal, *acting]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_bed_overflows_and_a_still_one_keeps_its_oil() {
        let mut oil = HeldOil::new(Tissue::Liver, 1e-6, 1e-6);
        let passed = oil.receive(3e-6, 0.0);
        assert!((passed + oil.all() - 3e-6).abs() < 1e-18);
        assert!(oil.portal() > 0.7e-6);
        assert_eq!(oil.drain(0.0), 0.0);
        assert!(oil.drain(1e-6) > 0.0);
    }
}
