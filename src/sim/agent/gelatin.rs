//! Gelatin sponge: slurry, cubes, torpedoes.
//!
//! Model: cut by hand, of uncertain size (`S97`); pressed together in the catheter, a piece swells to its cut size in
//! blood and one is enough to seal a vessel. Pieces wider than a vessel stop at its mouth: cubes and torpedoes close
//! arteries, slurry goes on to arterioles. It is resorbed: within 2 to 6 weeks in patients (to verify; calibrated particles
//! of 150 to 350 µm in rabbits from day 3 to day 14, `S112`); the product says so, the report tells it.
//!
//! Numbers are tuned.

use super::{Habit, Hits, Spread};

/// How it behaves.
pub const HABIT: Habit =
    Habit { lodges_at: 1.0, per_vessel: 1, hits: Hits::Directed, spread: Spread::LogNormal, clogs_from: 0.7 };
