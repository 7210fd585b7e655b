//! A bed under the pulse.
//!
//! ```text
//! node ── Z ──●── R ── vein
//!             C
//! ```
//!
//! Model: three-element Windkessel. Equation: `q = (p − p_c)/Z`, `C·dp_c/dt = q − (p_c − p_v)/R`. By `stepping`'s
//! companion model it is one conductance and a source at its node.
//! A bed whose vessels are closed in part is what is left of it in parallel: Z and R grow as C falls.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | Z, R | resistance before and behind the compliance | Pa·s/m³ |
//! | C | compliance of its small arteries | m³/Pa |
//! | p, `p_c`, `p_v` | pressure at the node, in the small arteries, in the vein | Pa |
//!
//! Unless a file gives its elements, a bed has the proportions of ADAN56's ends (`S2`), which are the same for all of
//! them: Z is a fifth of the resistance, and (Z + R)·C is 0.2832 s. Reference: Westerhof 1969. Left out: inertance.

use super::network::conductance_of;
use super::stepping::{Past, rate};
use crate::hash::StateHash;
use crate::model;
use crate::units::{M3_PER_ML, PA_PER_MMHG, Pressure, Resistance};

/// Share of Z in the resistance (`S2`).
const PROXIMAL: f64 = 0.2;
/// Resistance times compliance, s (`S2`).
const TIME_S: f64 = 0.283_21;

/// Elements of one bed, and what is in it.
#[derive(Clone, Copy, Debug)]
pub struct Windkessel {
    proximal_share: f64,
    time_s: f64,
    resistance: f64,
    venous: f64,
    inner: Past,
    /// Into it, m³/s.
    pub inflow: f64,
}

impl Windkessel {
    /// A bed that has long been at rest under a pressure at its node.
    pub fn new(bed: &model::Bed, resistance: Resistance, node: Pressure) -> Self {
        let (proximal_share, time_s) = bed.perfusion.windkessel.map_or((PROXIMAL, TIME_S), |w| {
            let whole = w.proximal_mmhg_s_ml + w.distal_mmhg_s_ml;
            let share = if whole > 0.0 { w.proximal_mmhg_s_ml / whole } else { 0.0 };
            // without resistance there is no telling its time; no compliance then
            (share, whole * w.compliance_ml_mmhg)
        });
        let venous = Pressure::from_mmhg(bed.venous_mmhg).si();
        let inflow = (node.si() - venous) * conductance_of(resistance.si());
        let inner = node.si() - inflow * proximal_share * resistance.si();
        Self {
            proximal_share,
            time_s,
            resistance: resistance.si(),
            venous,
            inner: Past::rested(inner),
            inflow,
        }
    }

    /// Sets its resistance, infinite for closed; true when that is another.
    pub fn set_resistance(&mut self, resistance: f64) -> bool {
        core::mem::replace(&mut self.resistance, resistance) != resistance
    }

    /// Compliance, m³/Pa.
    pub fn compliance(&self) -> f64 {
        self.time_s * conductance_of(self.resistance)
    }

    /// Conductance from the small arteries on, and what flows in besides.
    fn inner(&self, dt: f64) -> (f64, f64) {
        let distal = conductance_of(self.resistance * (1.0 - self.proximal_share));
        let c = self.compliance();
        (distal + c * rate(dt), distal * self.venous + c * self.inner.known() / dt)
    }

    fn proximal(&self) -> f64 {
        if self.proximal_share > 0.0 { self.proximal_share / conductance_of(self.resistance) } else { 0.0 }
    }

    /// Conductance and source at its node for the coming step.
    pub fn port(&self, dt: f64) -> (f64, f64) {
        let (conductance, source) = self.inner(dt);
        let divided = 1.0 + self.proximal() * conductance;
        (conductance / divided, source / divided)
    }

    /// Takes the step under a new pressure at its node.
    pub fn step(&mut self, node: f64, dt: f64) {
        let (conductance, source) = self.port(dt);
        self.inflow = conductance * node - source;
        self.inner.push(node - self.proximal() * self.inflow);
    }

    /// Out of it into the vein, m³/s.
    pub fn outflow(&self) -> f64 {
        (self.inner.last - self.venous) * conductance_of(self.resistance * (1.0 - self.proximal_share))
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        // proportions and vein are the case's
        let Self { proximal_share: _, time_s: _, venous: _, resistance, inner, inflow } = self;
        hash.floats([*resistance, inner.last, inner.before, *inflow]);
    }
}

/// Compliance of a file in m³/Pa.
pub fn compliance_si(ml_mmhg: f64) -> f64 {
    ml_mmhg * M3_PER_ML / PA_PER_MMHG
}
