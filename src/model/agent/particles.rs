//! What all agents that are made of particles have in common.

/// What particles are made of; it decides how they lodge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Make {
    /// Polyvinyl alcohol foam.
    Pva,
    /// Calibrated spheres.
    Spheres,
    /// Gelatin sponge.
    Gelatin,
    /// Microfibrillar collagen.
    Fibrils,
    /// Autologous clot.
    Clot,
}

/// The particles of a product.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Particles {
    /// What they are made of.
    pub make: Make,
    /// Nominal size bin, µm.
    pub size_um: (f64, f64),
    /// Particles in one prepared mL.
    pub per_ml: f64,
    /// Share of its diameter that a particle gives way under pressure.
    pub gives: f64,
}

impl Particles {
    /// Narrowest lumen that the widest of them can be pushed through, µm.
    pub fn squeezed_um(&self) -> f64 {
        self.size_um.1 * (1.0 - self.gives)
    }
}
