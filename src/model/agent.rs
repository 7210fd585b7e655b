//! Embolic agents as they come from the shelf, and the contrast medium.

/// One product: an agent in one size.
#[derive(Clone, Debug)]
pub struct Agent {
    /// Id as in the file.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// How it works.
    pub mechanism: Mechanism,
    /// Volume of one prepared syringe, mL.
    pub syringe_ml: f64,
    /// Syringes on the trolley.
    pub syringes: u32,
    /// Iodine of the prepared mixture, mg/mL: what makes it visible while it flows.
    pub iodine_mg_ml: f64,
    /// Viscosity of the prepared mixture, mPa·s.
    pub viscosity_mpa_s: f64,
}

/// By what mechanism an agent closes a vessel.
#[derive(Clone, Debug, PartialEq)]
pub enum Mechanism {
    /// Irregular polyvinyl alcohol particles: a log-normal cloud of sizes that clumps and lodges by calibre.
    Pva {
        /// Nominal size bin, µm.
        size_um: (f64, f64),
        /// Particles in one prepared mL.
        per_ml: f64,
    },
    /// Ethiodized oil: droplets held back by tumour sinusoids, washing out of normal tissue.
    Oil {
        /// Dose not to be exceeded, mL.
        ceiling_ml: f64,
    },
    /// Viscous collagen: a gel column that fills lumens from the tip of the tree downwards.
    Collagen {
        /// Finest lumen the gel enters, µm.
        finest_um: f64,
    },
}

/// The contrast medium of the case.
#[derive(Clone, Debug)]
pub struct Contrast {
    /// Name for people.
    pub name: String,
    /// Iodine, mg/mL.
    pub iodine_mg_ml: f64,
    /// Viscosity at 37 °C, mPa·s.
    pub viscosity_mpa_s: f64,
}
