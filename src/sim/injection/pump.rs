//! Hands and the power injector: what they push into the hub, how fast, and how hard they can.

use super::lumen::{Fluid, NOTHING_ML};
use crate::hash::StateHash;
use crate::model::Slot;
use crate::sim::device::Port;
use crate::sim::tick::DT;
use crate::units::Pressure;

/// A pound-force per square inch, Pa.
const PSI: f64 = 6894.757;
/// What a thumb gives: 200 psi, a small syringe pushed firmly. Tuned.
const HAND: Pressure = Pressure::from_si(200.0 * PSI);
/// Power injector through a microcatheter that has no rating: 750 psi (to verify, vendor rating).
const POWER_MICRO: Pressure = Pressure::from_si(750.0 * PSI);
/// Power injector through a 4 to 6 Fr catheter that has no rating: 1000 psi (to verify, vendor rating).
const POWER: Pressure = Pressure::from_si(1000.0 * PSI);

/// What is being pushed, rates in mL/s.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Pump {
    /// Nothing.
    #[default]
    Idle,
    /// Contrast by hand.
    Hand {
        /// Rate.
        rate: f64,
    },
    /// Contrast by the power injector.
    Power {
        /// Rate.
        rate: f64,
        /// Volume still to come, mL.
        left_ml: f64,
        /// Time of the linear rise from nothing to the rate, s.
        rise_s: f64,
        /// Time since the start, s.
        past_s: f64,
    },
    /// The prepared agent.
    Agent {
        /// Rate.
        rate: f64,
    },
    /// A flush, by hand.
    Flush {
        /// With what.
        fluid: Fluid,
        /// Rate.
        rate: f64,
    },
}

/// Pressure at which the power injector stops pushing harder: what the catheter is rated for.
pub fn rating(port: &Port) -> Pressure {
    match port.pressure_limit_psi {
        Some(psi) => Pressure::from_si(psi * PSI),
        None if port.slot == Slot::Microcatheter => POWER_MICRO,
        None => POWER,
    }
}

/// A pressure in the unit of ratings, psi.
pub fn psi(pressure: Pressure) -> f64 {
    pressure.si() / PSI
}

impl Pump {
    /// Rate asked for, mL/s.
    pub fn asked(self) -> f64 {
        match self {
            Self::Idle => 0.0,
            // The middle of the tick stands for it: exact where the rise is linear.
            Self::Power { rate, rise_s, past_s, .. } if past_s < rise_s => {
                rate * ((past_s + 0.5 * DT) / rise_s).min(1.0)
            }
            Self::Hand { rate }
            | Self::Power { rate, .. }
            | Self::Agent { rate }
            | Self::Flush { rate, .. } => rate,
        }
    }

    /// Hardest push through a catheter: of the power injector what the catheter is rated for.
    pub fn limit(self, port: &Port) -> Pressure {
        match self {
            Self::Power { .. } => rating(port),
            Self::Idle | Self::Hand { .. } | Self::Agent { .. } | Self::Flush { .. } => HAND,
        }
    }

    /// Contrast is pushed.
    pub fn is_contrast(self) -> bool {
        matches!(self, Self::Hand { .. } | Self::Power { .. })
    }

    /// The programmed volume is in.
    pub fn is_spent(self) -> bool {
        matches!(self, Self::Power { left_ml, .. } if left_ml <= NOTHING_ML)
    }

    /// Takes the state into a hash.
    pub fn hash_into(self, hash: &mut StateHash) {
        let (kind, values) = match self {
            Self::Idle => (0, [0.0; 2]),
            Self::Hand { rate } => (1, [rate, 0.0]),
            Self::Power { rate, left_ml, .. } => (2, [rate, left_ml]),
            Self::Agent { rate } => (3, [rate, 0.0]),
            Self::Flush { fluid, rate } => (4 + fluid.code(), [rate, 0.0]),
        };
        hash.int(kind);
        hash.floats(values);
        if let Self::Power { rise_s, past_s, .. } = self
            && past_s < rise_s
        {
            hash.floats([rise_s, past_s]);
        }
    }
}
