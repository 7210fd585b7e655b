//! Microfibrillar collagen: flour stirred into contrast.
//!
//! Model: small flocs of fibrils go far down and gather platelets; a vessel closes when enough of them have come together,
//! wherever they first touched the wall. Small enough to pass many a shunt.
//!
//! No source was read for it: sizes and numbers are tuned to "distal, capillary, semi-permanent".

use super::{Habit, Hits, Spread};

/// How it behaves.
pub const HABIT: Habit =
    Habit { lodges_at: 1.1, per_vessel: 6, hits: Hits::Random, spread: Spread::LogNormal, clogs_from: 0.5 };
