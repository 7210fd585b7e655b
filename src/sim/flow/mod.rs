//! Haemodynamics: resistances of vessels and devices, and the network they form.

pub mod annulus;
pub mod conduit;
pub mod ldl;
pub mod network;
pub mod resting;

pub use network::{Injection, Network, NoRest, Response, Unsolved};
pub use resting::{Resting, resting};

#[cfg(test)]
mod tests;
