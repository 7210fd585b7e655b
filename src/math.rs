//! The only door to transcendental functions.
//!
//! `f64` addition, multiplication, division and square root give the same bits on every machine; sine,
//! exponential and their relatives do not, unless one implementation is used everywhere. The engine's results
//! are hashed and replayed, so all of it goes through `libm` here, and `clippy.toml` bans the std methods.

pub use core::f64::consts::PI;

/// Sine of an angle in radians.
pub fn sin(x: f64) -> f64 {
    libm::sin(x)
}

/// Cosine of an angle in radians.
pub fn cos(x: f64) -> f64 {
    libm::cos(x)
}

/// Angle in radians of the vector (`x`, `y`).
pub fn atan2(y: f64, x: f64) -> f64 {
    libm::atan2(y, x)
}

/// Arc cosine in radians; the argument is clamped to [-1, 1], so rounding cannot make it NaN.
pub fn acos(x: f64) -> f64 {
    libm::acos(x.clamp(-1.0, 1.0))
}

/// e to the power `x`.
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// e to the power `x`, single precision, for pixels.
pub fn expf(x: f32) -> f32 {
    libm::expf(x)
}

/// Natural logarithm.
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// `x` to the power `y`.
pub fn pow(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

/// Error function, for normal distribution shares.
pub fn erf(x: f64) -> f64 {
    libm::erf(x)
}

/// Linear interpolation from `a` (at 0) to `b` (at 1).
pub fn lerp(a: f64, b: f64, t: f64) -> f64 {
    a + (b - a) * t
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acos_survives_rounding() {
        assert!(acos(1.0 + 1e-15).abs() < 1e-12);
        assert!((acos(-1.0 - 1e-15) - PI).abs() < 1e-12);
    }

    #[test]
    fn lerp_meets_both_ends() {
        assert_eq!(lerp(2.0, 5.0, 0.0), 2.0);
        assert_eq!(lerp(2.0, 5.0, 1.0), 5.0);
    }
}
