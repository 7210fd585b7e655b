//! Material that lies in a vessel and narrows it: stuck particles, casts, coils, plugs.
//!
//! Model: a deposit covers a stretch of its segment and closes a share c of the lumen's area there. What is left
//! behaves as a narrower tube: resistance of the stretch `R = R_free/(1-c)²`, so that the added part is
//! `R_free·(1/(1-c)² - 1)`; several deposits add up.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | c | share of the cross-section that is closed | 1 |
//! | R | resistance of the stretch | Pa·s/m³ |
//!
//! Validity: c up to [`CLOSED`], beyond which nothing is told apart. Left out: growth of thrombus to either side.

use crate::math;
use crate::model::Segment;

/// Most that a deposit closes: a millionth of the free conductance is left.
pub const CLOSED: f64 = 0.999;
/// Share of a heap of pieces that is pieces and not gaps. Tuned: random loose packing.
const HEAP: f64 = 0.6;

/// One stretch of material.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Deposit {
    /// Where it begins, mm from the segment's start.
    pub from_mm: f64,
    /// Where it ends, mm.
    pub to_mm: f64,
    /// Share of the lumen's area that it closes.
    pub closed: f64,
}

impl Deposit {
    /// A heap of pieces at one end of a segment: their volume (mm³) sets its length, their cross-sections what it closes.
    pub fn heap(segment: &Segment, at_finish: bool, volume_mm3: f64, closed: f64) -> Self {
        let closed = closed.min(CLOSED);
        let Some(line) = segment.centreline() else { return Self { from_mm: 0.0, to_mm: 0.0, closed } };
        let end = line.length_mm();
        let radius = line.radius_at(if at_finish { end } else { 0.0 });
        let area = math::PI * radius * radius;
        let length = (volume_mm3 / (HEAP * area)).clamp(radius.min(end), end);
        if at_finish {
            Self { from_mm: end - length, to_mm: end, closed }
        } else {
            Self { from_mm: 0.0, to_mm: length, closed }
        }
    }

    /// What it adds to the resistance of a part of its segment, Pa·s/m³; `free` gives that of the empty vessel between two
    /// places in mm.
    pub fn added(&self, free: &dyn Fn(f64, f64) -> f64, (from_mm, to_mm): (f64, f64)) -> f64 {
        let (from, to) = (self.from_mm.max(from_mm), self.to_mm.min(to_mm));
        if to <= from {
            return 0.0;
        }
        let open = 1.0 - self.closed;
        free(from, to) * (1.0 / (open * open) - 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_where_it_lies_and_only_there() {
        let free = |from: f64, to: f64| to - from;
        let deposit = Deposit { from_mm: 20.0, to_mm: 30.0, closed: 0.5 };
        assert!((deposit.added(&free, (0.0, 60.0)) - 30.0).abs() < 1e-12);
        assert_eq!(deposit.added(&free, (30.0, 60.0)), 0.0);
        let parts = deposit.added(&free, (0.0, 24.0)) + deposit.added(&free, (24.0, 60.0));
        assert!((parts - 30.0).abs() < 1e-12);
    }
}
