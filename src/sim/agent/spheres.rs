//! Calibrated microspheres: tris-acryl gelatin, hydrogel, drug-eluting.
//!
//! Model: round, smooth and not resorbed, they follow the flow until the vessel is as narrow as they are (`S93`): true
//! to size. The flow directs them to vessels that still carry it, so vessels close one after the other. Being soft, they
//! pass a catheter a little narrower than themselves (the product says by how much) and clog it late.
//!
//! Left out: release of the drug, which changes nothing in the suite. Numbers are tuned.

use super::{Habit, Hits, Spread};

/// How they behave.
pub const HABIT: Habit =
    Habit { lodges_at: 1.0, per_vessel: 2, hits: Hits::Directed, spread: Spread::Normal, clogs_from: 0.9 };
