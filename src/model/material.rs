//! What makes things visible on X-ray.

/// An element that devices and agents are made visible with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Material {
    /// Contrast medium and iodized oil.
    #[default]
    Iodine,
    /// Powder in liquid agents.
    Tantalum,
    /// Coils and markers.
    Platinum,
    /// Calcified plaque.
    Calcium,
}

impl Material {
    /// Mass attenuation at 50 keV, cm²/g (`S145`).
    pub const fn cm2_per_g(self) -> f64 {
        match self {
            Self::Iodine => 12.32,
            Self::Tantalum => 5.72,
            Self::Platinum => 6.95,
            Self::Calcium => 1.02,
        }
    }

    /// The iodine that attenuates like `amount` of it, in the same unit: how pictures count what flows.
    pub const fn as_iodine(self, amount: f64) -> f64 {
        amount * self.cm2_per_g() / Self::Iodine.cm2_per_g()
    }

    /// Attenuation of `mg_ml` of it in whatever holds it, 1/mm.
    pub const fn per_mm(self, mg_ml: f64) -> f64 {
        self.cm2_per_g() * mg_ml / 10_000.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of `S145` at 50 keV: 300 mg/mL of iodine, oil with 480, 350 mg/mL of tantalum, solid platinum; 1/cm.
    #[test]
    fn attenuations_are_those_of_the_table() {
        for (material, mg_ml, per_cm) in [
            (Material::Iodine, 300.0, 3.70),
            (Material::Iodine, 480.0, 5.9),
            (Material::Tantalum, 350.0, 2.0),
            (Material::Platinum, 21_450.0, 149.0),
        ] {
            let found = 10.0 * material.per_mm(mg_ml);
            assert!((found / per_cm - 1.0).abs() < 0.01, "{material:?} {mg_ml}: {found} of {per_cm}");
            let like = Material::Iodine.per_mm(material.as_iodine(mg_ml));
            assert!((like / material.per_mm(mg_ml) - 1.0).abs() < 1e-12);
        }
    }
}
