//! Embolic agents at work: one agent a file, what they share in files of their own.
//!
//! | file | what |
//! |---|---|
//! | `particle` | size classes of everything that comes in pieces |
//! | `pva`, `spheres`, `gelatin`, `fibrils`, `clot` | how pieces of each make lodge |
//! | `oil`, `collagen` | oil and gel in a bed |
//! | `glue`, `polymer`, `cast` | liquids that set, each with its times, and what they have in common |
//! | `ethanol` | what it closes |
//! | `implant` | coils and plugs |
//! | `deposit`, `occlusion` | material that lies in a vessel, and what it does to the flow |

pub mod cast;
pub mod clot;
pub mod collagen;
pub mod deposit;
pub mod ethanol;
pub mod fibrils;
pub mod gelatin;
pub mod glue;
pub mod implant;
pub mod occlusion;
pub mod oil;
pub mod particle;
pub mod polymer;
pub mod pva;
pub mod spheres;

use crate::model::Make;

/// Which open vessels a piece goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hits {
    /// Any open vessel alike, also one that has been hit before: `open` is the Poisson probability of fewer hits than
    /// it takes.
    Random,
    /// Where most flow goes, so that vessels close one after the other: `open` falls linearly.
    Directed,
}

/// How sizes of a product spread within its bin, which holds ± 2 standard deviations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spread {
    /// Ground or cut: the logarithm of the size is normal.
    LogNormal,
    /// Sieved spheres: the size is normal.
    Normal,
}

/// How pieces of one make behave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Habit {
    /// Diameter at which a piece lodges, over its nominal one.
    pub lodges_at: f64,
    /// Pieces that seal a vessel they just fit.
    pub per_vessel: u32,
    /// Which vessels they hit.
    pub hits: Hits,
    /// How their sizes spread.
    pub spread: Spread,
    /// Size over lumen of a catheter from which on they may clog it.
    pub clogs_from: f64,
}

/// The habit of a make.
pub fn habit(make: Make) -> &'static Habit {
    match make {
        Make::Pva => &pva::HABIT,
        Make::Spheres => &spheres::HABIT,
        Make::Gelatin => &gelatin::HABIT,
        Make::Fibrils => &fibrils::HABIT,
        Make::Clot => &clot::HABIT,
    }
}
