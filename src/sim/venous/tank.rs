//! A mixed tank: what a vein of no particular shape does to the iodine that passes it.
//!
//! `m' = (m + in)/(1 + Q·dt/V)`, implicit, so that mass is kept at any flow; residence times are exponential with mean V/Q.

use crate::sim::bed::contrast::LEAST_M3;
use crate::sim::sound::mend;
use crate::sim::tick::DT;

/// Iodine that nothing shows, kg: 0.1 µg. It leaves at once, so that veins come to rest.
const TRACE: f64 = 1e-10;

/// One tank.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tank {
    volume: f64,
    iodine: f64,
}

impl Tank {
    /// A tank of a volume (m³, at least `LEAST_M3`) without contrast.
    pub(super) fn new(volume: f64) -> Self {
        Self { volume: volume.max(LEAST_M3), iodine: 0.0 }
    }

    /// One tick with iodine that comes in (kg) at a flow (m³/s). Returns what leaves, kg.
    pub(super) fn pass(&mut self, incoming: f64, flow: f64) -> f64 {
        let before = self.iodine + incoming;
        self.iodine = before / (1.0 + flow.max(0.0) * DT / self.volume);
        if self.iodine.abs() < TRACE {
            self.iodine = 0.0;
        }
        before - self.iodine
    }

    /// Puts back what cannot be; whether there was any.
    pub(super) fn mend(&mut self) -> bool {
        mend([&mut self.iodine])
    }

    /// Iodine in it, kg.
    pub(super) fn iodine(&self) -> f64 {
        self.iodine
    }

    /// Iodine per volume, kg/m³ (= mg/mL).
    pub(super) fn concentration(&self) -> f64 {
        self.iodine / self.volume
    }
}
