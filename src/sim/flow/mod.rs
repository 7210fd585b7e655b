//! Haemodynamics: resistances of vessels and devices, and the network they form.

pub mod annulus;
pub mod conduit;
pub mod ldl;
pub mod network;

pub use network::{Injection, Network, NoRest, Response, Unsolved};

#[cfg(test)]
mod tests;
