//! Exponential and logarithm for pixels: polynomials without a branch or a call, so that a row of pixels goes several
//! at a time. The same bits everywhere, as they are made of + − × ÷ alone.
//!
//! eˣ = 2ᵏ·eʳ with r = x − k ln 2, |r| ≤ ½ ln 2, by Taylor to r⁵: relative error below 4e-6.
//! ln v = e ln 2 + 2 artanh s with s = (m − 1)/(m + 1), m the mantissa in [√½, √2), to s⁷: error below 1e-6.
//! Both are far below a step of the detector.

use core::f32::consts::{LN_2, LOG2_E};

/// 1.5·2²³: added to a small number, it leaves the nearest whole number in the low bits.
const ROUND: f32 = 12_582_912.0;
/// Bits of √½.
const ROOT_HALF: u32 = 0x3F35_04F3;

/// e to the power `x`, which is held to ±80.
#[inline]
pub(super) fn exp(x: f32) -> f32 {
    let x = lower(higher(x, -80.0), 80.0);
    let rounded = x * LOG2_E + ROUND;
    let r = x - (rounded - ROUND) * LN_2;
    let p = 1.0 + r * (1.0 + r * (0.5 + r * (1.0 / 6.0 + r * (1.0 / 24.0 + r * (1.0 / 120.0)))));
    f32::from_bits(p.to_bits().wrapping_add(rounded.to_bits() << 23))
}

/// Natural logarithm of a positive number.
#[inline]
pub(super) fn ln(v: f32) -> f32 {
    let above = v.to_bits().wrapping_sub(ROOT_HALF);
    let exponent = above.cast_signed() >> 23;
    let m = f32::from_bits((above & 0x007F_FFFF).wrapping_add(ROOT_HALF));
    let s = (m - 1.0) / (m + 1.0);
    let ss = s * s;
    let artanh = s * (1.0 + ss * (1.0 / 3.0 + ss * (1.0 / 5.0 + ss * (1.0 / 7.0))));
    exponent as f32 * LN_2 + 2.0 * artanh
}

/// The nearest whole number of one from 0 to 65 535, in a way that does not ask whether it is one.
#[inline]
pub(super) fn whole(v: f32) -> u32 {
    (v + ROUND).to_bits() & 0xFFFF
}

/// The greater of two numbers; unlike `f32::max` without a case for NaN, which would cost a branch.
#[inline]
pub(super) fn higher(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// The lesser of two numbers.
#[inline]
pub(super) fn lower(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math;

    #[test]
    fn exponential_agrees_with_the_exact_one() {
        for k in -7900..=7900 {
            let x = k as f32 * 0.01;
            let exact = math::exp(f64::from(x));
            assert!((f64::from(exp(x)) / exact - 1.0).abs() < 1e-5, "{x}: {} of {exact}", exp(x));
        }
        assert_eq!(exp(0.0), 1.0);
        assert!(exp(f32::INFINITY).is_finite() && exp(-1e9) > 0.0);
    }

    #[test]
    fn logarithm_agrees_with_the_exact_one() {
        for k in 1..=60_000 {
            let v = k as f32 / 2000.0;
            let exact = math::ln(f64::from(v));
            assert!((f64::from(ln(v)) - exact).abs() < 2e-6, "{v}: {} of {exact}", ln(v));
        }
        assert_eq!(ln(1.0), 0.0);
    }

    #[test]
    fn whole_numbers_are_the_nearest() {
        for (v, expected) in [(0.0, 0), (0.4, 0), (0.6, 1), (254.7, 255), (65_535.0, 65_535)] {
            assert_eq!(whole(v), expected, "{v}");
        }
    }
}
