//! Physical quantities: SI inside, clinical units at the doors.
//!
//! | type | SI inside | clinical door |
//! |---|---|---|
//! | [`Pressure`] | Pa | mmHg |
//! | [`Flow`] | m³/s | mL/min (blood), mL/s (injectors) |
//! | [`Volume`] | m³ | mL |
//! | [`Resistance`] | Pa·s/m³ | mmHg·s/mL |
//!
//! Lengths stay plain `f64` or vectors, in millimetres outside the solver, because they are mostly coordinates;
//! their unit is in the field's name.

use core::ops::{Add, Mul, Neg, Sub};

/// 1 mmHg in Pa (conventional: 13.5951 g/cm³ × 9.80665 m/s² × 1 mm).
pub const PA_PER_MMHG: f64 = 133.322_387_415;
/// 1 mL in m³.
pub const M3_PER_ML: f64 = 1e-6;
/// 1 mm in m.
pub const M_PER_MM: f64 = 1e-3;
/// 1 French in mm of diameter (`S131`).
pub const MM_PER_FRENCH: f64 = 1.0 / 3.0;
/// 1 inch in mm, for wire and lumen sizes.
pub const MM_PER_INCH: f64 = 25.4;

macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident, $si:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
        pub struct $name(f64);

        impl $name {
            /// Nothing of it.
            pub const ZERO: Self = Self(0.0);

            #[doc = concat!("From ", $si, ".")]
            pub const fn from_si(value: f64) -> Self {
                Self(value)
            }

            #[doc = concat!("In ", $si, ".")]
            pub const fn si(self) -> f64 {
                self.0
            }
        }

        impl Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self(self.0 + other.0)
            }
        }

        impl Sub for $name {
            type Output = Self;
            fn sub(self, other: Self) -> Self {
                Self(self.0 - other.0)
            }
        }

        impl Neg for $name {
            type Output = Self;
            fn neg(self) -> Self {
                Self(-self.0)
            }
        }

        impl Mul<f64> for $name {
            type Output = Self;
            fn mul(self, factor: f64) -> Self {
                Self(self.0 * factor)
            }
        }
    };
}

quantity!(
    /// Pressure above atmosphere.
    Pressure,
    "Pa"
);
quantity!(
    /// Volume per time; its sign is the direction along a segment.
    Flow,
    "m³/s"
);
quantity!(
    /// Volume.
    Volume,
    "m³"
);
quantity!(
    /// Pressure drop per flow.
    Resistance,
    "Pa·s/m³"
);

impl Pressure {
    /// From millimetres of mercury.
    pub const fn from_mmhg(value: f64) -> Self {
        Self(value * PA_PER_MMHG)
    }

    /// In millimetres of mercury.
    pub const fn mmhg(self) -> f64 {
        self.0 / PA_PER_MMHG
    }
}

impl Flow {
    /// From millilitres per minute, the unit of blood flow.
    pub const fn from_ml_min(value: f64) -> Self {
        Self(value * M3_PER_ML / 60.0)
    }

    /// In millilitres per minute, the unit of blood flow.
    pub const fn ml_min(self) -> f64 {
        self.0 / M3_PER_ML * 60.0
    }

    /// From millilitres per second, the unit of injectors.
    pub const fn from_ml_s(value: f64) -> Self {
        Self(value * M3_PER_ML)
    }

    /// In millilitres per second, the unit of injectors.
    pub const fn ml_s(self) -> f64 {
        self.0 / M3_PER_ML
    }
}

impl Volume {
    /// From millilitres.
    pub const fn from_ml(value: f64) -> Self {
        Self(value * M3_PER_ML)
    }

    /// In millilitres.
    pub const fn ml(self) -> f64 {
        self.0 / M3_PER_ML
    }
}

impl Resistance {
    /// From mmHg·s/mL.
    pub const fn from_mmhg_s_ml(value: f64) -> Self {
        Self(value * PA_PER_MMHG / M3_PER_ML)
    }

    /// In mmHg·s/mL.
    pub const fn mmhg_s_ml(self) -> f64 {
        self.0 * M3_PER_ML / PA_PER_MMHG
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doors_are_inverse() {
        assert!((Pressure::from_mmhg(90.0).mmhg() - 90.0).abs() < 1e-12);
        assert!((Flow::from_ml_min(245.0).ml_min() - 245.0).abs() < 1e-9);
        assert!((Flow::from_ml_min(60.0).ml_s() - 1.0).abs() < 1e-12);
        assert!((Resistance::from_mmhg_s_ml(20.0).mmhg_s_ml() - 20.0).abs() < 1e-12);
        assert!((Volume::from_ml(3.0).ml() - 3.0).abs() < 1e-12);
    }

    /// A whole proper hepatic artery: (90 - 8) mmHg over 245 mL/min is 20 mmHg·s/mL.
    #[test]
    fn resistance_is_pressure_over_flow() {
        let drop = Pressure::from_mmhg(82.0).si() / Flow::from_ml_min(245.0).si();
        assert!((Resistance::from_si(drop).mmhg_s_ml() - 20.08).abs() < 0.01);
    }
}
