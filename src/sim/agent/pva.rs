//! Polyvinyl alcohol particles.
//!
//! Model: irregular pieces of foam cling to each other and to the wall, and so lodge proximal to their nominal size
//! (`S90` to `S92`). They leave gaps: several seal a vessel, and each hits any open vessel at random, because it sticks
//! where it touches. They block a catheter from half its lumen on.
//!
//! Validity: dilute suspension. All numbers are tuned: the sources say which way, not how much.

use super::{Habit, Hits, Spread};

/// How they behave.
pub const HABIT: Habit =
    Habit { lodges_at: 1.2, per_vessel: 4, hits: Hits::Random, spread: Spread::LogNormal, clogs_from: 0.5 };
