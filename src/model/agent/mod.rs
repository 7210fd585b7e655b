//! Embolic agents as they come from the shelf, and the contrast medium.

pub mod implant;
pub mod particles;

pub use implant::Implant;
pub use particles::{Make, Particles};

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
    /// Time from drawing it up until it is mixed or suspended, s.
    pub prepare_s: f64,
    /// Days after which closed vessels begin to open again, and are open; `None` for good.
    pub lasts_days: Option<(f64, f64)>,
    /// Ids of the only catheters it may go through; empty for any.
    pub catheters: Vec<String>,
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
    /// Calibrated microspheres: tris-acryl gelatin, hydrogel, drug-eluting. True to size.
    Spheres {
        /// Nominal size bin, µm.
        size_um: (f64, f64),
        /// Spheres in one prepared mL.
        per_ml: f64,
        /// Share of its diameter that a sphere gives way under pressure.
        gives: f64,
    },
    /// Pieces of gelatin sponge: slurry, cubes, torpedoes. Temporary.
    Gelatin {
        /// Size of the pieces, µm.
        size_um: (f64, f64),
        /// Pieces in one prepared mL.
        per_ml: f64,
        /// Share of its diameter that a piece gives way when pushed through a catheter.
        gives: f64,
    },
    /// Microfibrillar collagen: flocs that platelets cling to.
    Fibrils {
        /// Size of the flocs, µm.
        size_um: (f64, f64),
        /// Flocs in one prepared mL.
        per_ml: f64,
    },
    /// Pieces of the patient's own clot. Temporary.
    Clot {
        /// Size of the pieces, µm.
        size_um: (f64, f64),
        /// Pieces in one prepared mL.
        per_ml: f64,
        /// Share of its diameter that a piece gives way.
        gives: f64,
    },
    /// Ethiodized oil: droplets held back by tumour sinusoids, washing out of normal tissue.
    Oil {
        /// Dose not to be exceeded, mL.
        ceiling_ml: f64,
    },
    /// Ethiodized oil with a drug in water: droplets of oil around it.
    Emulsion {
        /// Oil, share of the volume.
        oil_share: f64,
        /// Dose of oil not to be exceeded, mL.
        ceiling_ml: f64,
    },
    /// n-butyl cyanoacrylate in ethiodized oil: sets in blood, the sooner the more glue.
    Glue {
        /// Glue, share of the volume.
        glue_share: f64,
    },
    /// Ethylene-vinyl alcohol in dimethyl sulfoxide: precipitates in blood.
    Polymer {
        /// Concentration, per cent.
        percent: f64,
    },
    /// Ethanol: kills the endothelium.
    Ethanol {
        /// Ethanol, share of the volume.
        ethanol_share: f64,
        /// Dose of ethanol not to be exceeded, mL per kg of body weight.
        ceiling_ml_kg: f64,
    },
    /// A coil.
    Coil {
        /// Diameter of its largest loop, mm.
        loop_mm: f64,
        /// Stretched length, mm.
        length_mm: f64,
        /// Diameter of its wire, mm.
        wire_mm: f64,
        /// Narrowest and widest catheter lumen it goes through, mm.
        lumen_mm: (f64, f64),
        /// It can be pulled back until it is detached.
        detachable: bool,
    },
    /// A vascular plug: a mesh.
    Plug {
        /// Free diameter, mm.
        diameter_mm: f64,
        /// Length, mm.
        length_mm: f64,
        /// Narrowest and widest vessel it is made for, mm.
        vessel_mm: (f64, f64),
        /// Narrowest and widest catheter lumen it goes through, mm.
        lumen_mm: (f64, f64),
        /// It can be pulled back until it is detached.
        detachable: bool,
    },
    /// Viscous collagen: a gel column that fills lumens from the tip of the tree downwards.
    Collagen {
        /// Finest lumen the gel enters, µm.
        finest_um: f64,
    },
}

impl Mechanism {
    /// Its particles, if it is made of particles.
    pub fn particles(&self) -> Option<Particles> {
        let (make, size_um, per_ml, gives) = match *self {
            Self::Pva { size_um, per_ml } => (Make::Pva, size_um, per_ml, 0.0),
            Self::Spheres { size_um, per_ml, gives } => (Make::Spheres, size_um, per_ml, gives),
            Self::Gelatin { size_um, per_ml, gives } => (Make::Gelatin, size_um, per_ml, gives),
            Self::Fibrils { size_um, per_ml } => (Make::Fibrils, size_um, per_ml, 0.0),
            Self::Clot { size_um, per_ml, gives } => (Make::Clot, size_um, per_ml, gives),
            Self::Oil { .. }
            | Self::Emulsion { .. }
            | Self::Glue { .. }
            | Self::Polymer { .. }
            | Self::Ethanol { .. }
            | Self::Coil { .. }
            | Self::Plug { .. }
            | Self::Collagen { .. } => return None,
        };
        Some(Particles { make, size_um, per_ml, gives })
    }

    /// The piece it is, if it is a coil or plug.
    pub fn implant(&self) -> Option<Implant> {
        match *self {
            Self::Coil { loop_mm, length_mm, wire_mm, lumen_mm, detachable } => Some(Implant {
                diameter_mm: loop_mm,
                length_mm,
                wire_mm: Some(wire_mm),
                vessel_mm: None,
                lumen_mm,
                detachable,
            }),
            Self::Plug { diameter_mm, length_mm, vessel_mm, lumen_mm, detachable } => Some(Implant {
                diameter_mm,
                length_mm,
                wire_mm: None,
                vessel_mm: Some(vessel_mm),
                lumen_mm,
                detachable,
            }),
            _ => None,
        }
    }

    /// Ethiodized oil, share of the volume, and its ceiling in mL, of what works by oil.
    pub fn oil(&self) -> Option<(f64, f64)> {
        match *self {
            Self::Oil { ceiling_ml } => Some((1.0, ceiling_ml)),
            Self::Emulsion { oil_share, ceiling_ml } => Some((oil_share, ceiling_ml)),
            _ => None,
        }
    }

    /// It sets in blood.
    pub fn sets(&self) -> bool {
        matches!(self, Self::Glue { .. } | Self::Polymer { .. })
    }

    /// Whether it can go through a lumen of this diameter, mm.
    pub fn passes(&self, lumen_mm: f64) -> bool {
        if let Some(implant) = self.implant() {
            return (implant.lumen_mm.0..=implant.lumen_mm.1).contains(&lumen_mm);
        }
        self.particles().is_none_or(|p| p.squeezed_um() <= 1000.0 * lumen_mm)
    }
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
