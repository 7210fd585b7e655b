//! Haemodynamics: resistances of vessels and devices, and the network they form.

pub mod annulus;
pub mod aorta;
pub mod branch;
pub mod conduit;
pub mod control;
pub mod downstream;
mod free;
pub mod ldl;
pub mod network;
pub mod order;
pub mod periodic;
pub mod pulsatile;
pub mod resting;
mod stenosis;
pub mod stepping;
mod topology;
pub mod wall;
pub mod windkessel;

pub use aorta::{Aorta, Heart};
pub use control::Controls;
pub use free::Free;
pub use network::{Injection, Network, NoRest, Response, Unsolved};
pub use pulsatile::Pulsatile;
pub use resting::{Resting, resting};

#[cfg(test)]
mod tests;
