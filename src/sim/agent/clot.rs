//! Autologous clot: the patient's own blood, left to clot and cut.
//!
//! Model: soft pieces squeeze into vessels narrower than themselves, one seals a vessel, and lysis opens it within hours
//! to days (`S110`); the product says so, the report tells it.
//!
//! Numbers are tuned.

use super::{Habit, Hits, Spread};

/// How it behaves.
pub const HABIT: Habit =
    Habit { lodges_at: 0.8, per_vessel: 1, hits: Hits::Directed, spread: Spread::LogNormal, clogs_from: 0.9 };
