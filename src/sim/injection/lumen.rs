//! The lumen of a catheter: what is pushed in at the hub comes out at the tip only after what was in it before.
//!
//! Model: a queue of stretches, plug flow. The volume is that of the lumen, `V = π/4 d² L`; each push takes the same
//! volume out at the tip. Resistance by Poiseuille, stretch by stretch: `R = 128/(π d⁴) Σ μᵢ Lᵢ`, `Lᵢ = Vᵢ/(π/4 d²)`.
//! A catheter comes flushed with saline.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | V, d, L | volume, diameter, length of the lumen | mL, m, m |
//! | μ | viscosity of a stretch | Pa·s |
//!
//! Validity: rigid lumen. Left out: mixing along the lumen, the hub's own dead space, what a wire pushes out.

use std::collections::VecDeque;

use crate::hash::StateHash;
use crate::math;
use crate::model::{Case, Slot};
use crate::sim::command::Flush;
use crate::sim::device::Port;
use crate::units::{M_PER_MM, Resistance};

/// Viscosity of saline and of dextrose 5 % at body temperature, mPa·s. Textbook value, to verify.
const SALINE_MPA_S: f64 = 0.7;
/// Viscosity of dimethyl sulfoxide at body temperature, mPa·s. Textbook value, to verify.
const DMSO_MPA_S: f64 = 1.6;
/// Volume that counts as nothing, mL.
pub const NOTHING_ML: f64 = 1e-9;

/// What can be in a lumen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fluid {
    /// Saline.
    Saline,
    /// Dextrose 5 %.
    Dextrose,
    /// Dimethyl sulfoxide.
    Dmso,
    /// Contrast medium of the case.
    Contrast,
    /// An agent, by its index in the case.
    Agent(usize),
}

impl Fluid {
    /// The agent it is.
    pub fn agent(self) -> Option<usize> {
        match self {
            Self::Agent(agent) => Some(agent),
            Self::Saline | Self::Dextrose | Self::Dmso | Self::Contrast => None,
        }
    }

    /// Viscosity, mPa·s.
    fn viscosity(self, case: &Case) -> f64 {
        match self {
            Self::Saline | Self::Dextrose => SALINE_MPA_S,
            Self::Dmso => DMSO_MPA_S,
            Self::Contrast => case.contrast.viscosity_mpa_s,
            Self::Agent(agent) => case.agents[agent].viscosity_mpa_s,
        }
    }

    /// A number for each.
    pub(super) fn code(self) -> u64 {
        match self {
            Self::Saline => 0,
            Self::Dextrose => 1,
            Self::Dmso => 2,
            Self::Contrast => 3,
            Self::Agent(agent) => 4 + agent as u64,
        }
    }
}

impl From<Flush> for Fluid {
    fn from(flush: Flush) -> Self {
        match flush {
            Flush::Saline => Self::Saline,
            Flush::Dextrose => Self::Dextrose,
            Flush::Dmso => Self::Dmso,
        }
    }
}

/// A stretch of one fluid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// What.
    pub fluid: Fluid,
    /// How much, mL.
    pub ml: f64,
}

/// The lumen of one catheter.
#[derive(Clone, Debug)]
pub struct Lumen {
    slot: Slot,
    diameter: f64,
    volume_ml: f64,
    /// From the hub (back) to the tip (front).
    stretches: VecDeque<Stretch>,
}

impl Lumen {
    /// The lumen of the innermost catheter, flushed.
    pub fn flushed(port: &Port) -> Self {
        let volume_ml = math::PI / 4.0 * port.inner_mm * port.inner_mm * port.length_mm / 1000.0;
        Self {
            slot: port.slot,
            diameter: port.inner_mm * M_PER_MM,
            volume_ml,
            stretches: VecDeque::from([Stretch { fluid: Fluid::Saline, ml: volume_ml }]),
        }
    }

    /// Which catheter it is of.
    pub fn slot(&self) -> Slot {
        self.slot
    }

    /// Dead volume, mL.
    pub fn volume_ml(&self) -> f64 {
        self.volume_ml
    }

    /// What is at the hub, and what is at the tip.
    pub fn ends(&self) -> Option<(Fluid, Fluid)> {
        Some((self.stretches.back()?.fluid, self.stretches.front()?.fluid))
    }

    /// Pushes a volume in at the hub; what comes out at the tip is added to `out`, the first first.
    pub fn push(&mut self, fluid: Fluid, ml: f64, out: &mut Vec<Stretch>) {
        match self.stretches.back_mut() {
            Some(last) if last.fluid == fluid => last.ml += ml,
            _ => self.stretches.push_back(Stretch { fluid, ml }),
        }
        let mut over = ml;
        while over > 0.0 {
            let Some(first) = self.stretches.front_mut() else { return };
            let part = over.min(first.ml);
            out.push(Stretch { fluid: first.fluid, ml: part });
            first.ml -= part;
            over -= part;
            let left = first.ml;
            if left <= NOTHING_ML && self.stretches.len() > 1 {
                // a trace goes on with what follows it, so that the volume stays exact
                self.stretches.pop_front();
                if let Some(next) = self.stretches.front_mut() {
                    next.ml += left;
                }
            }
        }
    }

    /// Resistance to flow with what is in it now.
    pub fn resistance(&self, case: &Case) -> Resistance {
        let d2 = self.diameter * self.diameter;
        let sum: f64 = self.stretches.iter().map(|s| s.fluid.viscosity(case) * 1e-3 * s.ml * 1e-6).sum();
        Resistance::from_si(128.0 * sum / (math::PI / 4.0 * math::PI * d2 * d2 * d2))
    }

    /// Embolic agent in it, mL.
    pub fn agent_ml(&self) -> f64 {
        self.stretches.iter().filter(|s| s.fluid.agent().is_some()).map(|s| s.ml).sum()
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self { slot, diameter, volume_ml, stretches } = self;
        hash.int(*slot as u64);
        hash.floats([*diameter, *volume_ml]);
        hash.each(stretches, |Stretch { fluid, ml }, hash| {
            hash.int(fluid.code());
            hash.float(*ml);
        });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lumen() -> Lumen {
        Lumen {
            slot: Slot::Microcatheter,
            diameter: 0.55e-3,
            volume_ml: 0.36,
            stretches: VecDeque::from([Stretch { fluid: Fluid::Saline, ml: 0.36 }]),
        }
    }

    #[test]
    fn dead_volume_comes_out_first() {
        let mut lumen = lumen();
        let mut out = Vec::new();
        lumen.push(Fluid::Agent(0), 0.3, &mut out);
        assert_eq!(out, [Stretch { fluid: Fluid::Saline, ml: 0.3 }]);
        assert!((lumen.agent_ml() - 0.3).abs() < 1e-12);
        out.clear();
        lumen.push(Fluid::Saline, 0.2, &mut out);
        assert_eq!(out.iter().map(|s| s.fluid).collect::<Vec<_>>(), [Fluid::Saline, Fluid::Agent(0)]);
        lumen.push(Fluid::Saline, 0.36, &mut out);
        assert!(lumen.agent_ml() <= NOTHING_ML);
    }

    proptest! {
        /// What went in is inside or came out, by fluid, and comes out in order.
        #[test]
        fn nothing_is_lost(pushes in prop::collection::vec((0_usize..4, 1e-6_f64..0.5), 1..60)) {
            let mut lumen = lumen();
            let mut out = Vec::new();
            let mut given = [0.36, 0.0, 0.0, 0.0];
            let fluids = [Fluid::Saline, Fluid::Contrast, Fluid::Agent(0), Fluid::Agent(1)];
            for (what, ml) in pushes {
                lumen.push(fluids[what], ml, &mut out);
                given[what] += ml;
                let inside: f64 = lumen.stretches.iter().map(|s| s.ml).sum();
                prop_assert!((inside - lumen.volume_ml).abs() < 1e-9);
            }
            for (fluid, given) in fluids.iter().zip(given) {
                let found: f64 =
                    out.iter().chain(&lumen.stretches).filter(|s| s.fluid == *fluid).map(|s| s.ml).sum();
                prop_assert!((found - given).abs() < 1e-7, "{fluid:?}: {found} of {given}");
            }
        }
    }
}
