//! A segment whose resistance grows with its flow: `drop = (R + S·|q|)·q`.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | R, S | resistance, its growth with the flow | Pa·s/m³, Pa·s²/m⁶ |
//! | q | flow | m³/s |
//!
//! Reference: Young and Tsai 1973. Left out: flow that starts and stops (`branch` has the inertance).

use super::network::conductance_of;

/// One such segment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stenosis {
    /// Index of the segment.
    pub(super) segment: usize,
    /// R.
    pub(super) plain: f64,
    /// S.
    pub(super) growth: f64,
}

impl Stenosis {
    /// Flow at a pressure drop (Pa), m³/s: the root of the equation that has the drop's sign.
    pub(super) fn flow(&self, drop: f64) -> f64 {
        let plain = 1.0 / conductance_of(self.plain);
        2.0 * drop / (plain + (plain * plain + 4.0 * self.growth * drop.abs()).sqrt())
    }
}
