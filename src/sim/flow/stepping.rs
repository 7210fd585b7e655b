//! How time passes in the pulsatile network: the second backward difference.
//!
//! Equation: `dx/dt ≈ (3xₙ − 4xₙ₋₁ + xₙ₋₂)/(2Δt)`.
//! Second order, A-stable and L-stable: what is faster than a step (a small vessel behind a stiff wall, milliseconds
//! against a tick of 16) is damped out at once instead of ringing, as it would with the trapezoidal rule. It needs one
//! solve a step where the L-stable Runge-Kutta pairs need two, and its companion models, a conductance and a source
//! for each store, leave the matrix symmetric and positive definite, and the same as long as no element changes.
//! Validity: constant step; before the first step the state has rested. Reference: Gear 1971; companion models:
//! Chua and Lin 1975.

/// A value with its two predecessors.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Past {
    /// One step ago, or now, once `push` was called.
    pub last: f64,
    /// The one before.
    pub before: f64,
}

impl Past {
    /// A value that has long been the same.
    pub const fn rested(value: f64) -> Self {
        Self { last: value, before: value }
    }

    /// The part of the derivative that is known before the step, with its sign turned, times the step: `dx/dt·Δt` is
    /// `1.5·xₙ − known`.
    pub fn known(self) -> f64 {
        2.0 * self.last - 0.5 * self.before
    }

    /// Where it goes if it goes on as it did.
    pub fn ahead(self) -> f64 {
        2.0 * self.last - self.before
    }

    /// The step is taken.
    pub fn push(&mut self, value: f64) {
        *self = Self { last: value, before: self.last };
    }
}

/// The share of a store that the derivative takes at the new moment, 1/s, for a step in s.
pub fn rate(dt: f64) -> f64 {
    1.5 / dt
}
