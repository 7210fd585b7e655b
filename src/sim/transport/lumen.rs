//! What a segment holds beside what lies in it, and what it lets through.
//!
//! Model: `V = V₀·k² − Σ π r²·l − plug`: the vessel's own volume at a calibre k (its radius as a share of its own: spasm), less
//! devices of radius r over the length l that lies in it, less lodged particles. At least 2 % of `V₀` is always left, so that
//! the column has somewhere to be.
//!
//! A particle enters where it is narrower than the narrowest place between wall and devices. What lies in the vessel strains
//! what is on its way out: a deposit that closes a share c of the lumen leaves a tube of `d·√(1 − c)`.

use crate::math;
use crate::model::{Centreline, Segment};
use crate::sim::device::Obstruction;
use crate::units::M3_PER_ML;

/// Share of the whole that is always left.
const LEAST: f64 = 0.02;

/// Widest particle, m, that comes into a stretch of vessel, and that comes through it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gauge {
    /// Past its walls and what devices leave between them.
    pub enters: f64,
    /// Past what lies in it.
    pub passes: f64,
}

impl Gauge {
    /// A vessel of a diameter (m) with nothing in it.
    pub const fn open(diameter: f64) -> Self {
        Self { enters: diameter, passes: f64::INFINITY }
    }
}

/// Volume left for blood, m³; the plug is in m³ too.
pub fn left(segment: &Segment, calibre: f64, devices: &[Obstruction], plug: f64) -> f64 {
    let whole = segment.volume_ml() * M3_PER_ML;
    let length = segment.centreline().map_or(0.0, Centreline::length_mm);
    let taken = devices.iter().map(|d| {
        let along = (d.to_mm.min(length) - d.from_mm.max(0.0)).max(0.0);
        math::PI * d.radius_mm * d.radius_mm * along * 1e-9
    });
    (whole * calibre * calibre - taken.sum::<f64>() - plug).max(LEAST * whole)
}
