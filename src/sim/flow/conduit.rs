//! Resistance of a vessel segment, free or with a device inside.
//!
//! Model: Poiseuille flow in a tube whose radius changes linearly along its arc.
//! Equation: `R = ∫ 8μ/(πr⁴) ds`, for a linear taper exactly `8μL/(3π) · (r₁² + r₁r₂ + r₂²)/(r₁³r₂³)`; where a
//! device lies, `R/f(k)` with f of `annulus`, cut into pieces of at most 5 mm so that k may change along the taper.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | μ | viscosity of blood | Pa·s |
//! | r | lumen radius | m |
//! | L | length | m |
//! | R | resistance | Pa·s/m³ |
//!
//! Validity: laminar, steady, Newtonian; r ≥ 0.3 mm. The aorta at rest is at the edge of it, where R hardly matters.
//! Reference: Poiseuille; taper integrated in closed form. Left out: entrance and bend losses, shear thinning.

use super::annulus;
use crate::math;
use crate::model::Centreline;
use crate::units::M_PER_MM;

/// Viscosity of blood, Pa·s (`S81`: 3.5 mPa·s nominal).
pub const BLOOD_PA_S: f64 = 0.0035;

/// Longest piece of a device-filled stretch that is taken as one radius ratio, mm.
const PIECE_MM: f64 = 5.0;

/// Resistance of a linear taper, Pa·s/m³.
///
/// `length_mm` and radii in mm, `viscosity` in Pa·s.
pub fn taper(length_mm: f64, r1_mm: f64, r2_mm: f64, viscosity: f64) -> f64 {
    let (length, a, b) = (length_mm * M_PER_MM, r1_mm * M_PER_MM, r2_mm * M_PER_MM);
    8.0 * viscosity * length / (3.0 * math::PI) * (a * a + a * b + b * b) / (a * a * a * b * b * b)
}

/// Resistance of the part of a centre-line between two arc lengths (mm), Pa·s/m³. `viscosity` in Pa·s.
pub fn free(line: &Centreline, from_mm: f64, to_mm: f64, viscosity: f64) -> f64 {
    if to_mm <= from_mm {
        return 0.0;
    }
    taper(to_mm - from_mm, line.radius_at(from_mm), line.radius_at(to_mm), viscosity)
}

/// The same with a device of `device_mm` radius in it. Infinite when the device fills the lumen.
pub fn with_device(line: &Centreline, from_mm: f64, to_mm: f64, device_mm: f64, viscosity: f64) -> f64 {
    let pieces = ((to_mm - from_mm) / PIECE_MM).ceil().max(1.0);
    let step = (to_mm - from_mm) / pieces;
    (0..pieces as usize)
        .map(|i| {
            let start = from_mm + step * i as f64;
            let share = annulus::open_share(device_mm / line.radius_at(start + 0.5 * step));
            free(line, start, start + step, viscosity) / share
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use glam::DVec3;

    use super::*;

    /// 100 mm of 1 mm radius: 8·0.0035·0.1/(π·1e-12).
    #[test]
    fn pipe_is_poiseuille() {
        let expected = 8.0 * 0.0035 * 0.1 / (math::PI * 1e-12);
        assert!((taper(100.0, 1.0, 1.0, 0.0035) / expected - 1.0).abs() < 1e-12);
    }

    #[test]
    fn taper_is_the_integral() {
        let steps = 20_000;
        let sum: f64 = (0..steps)
            .map(|i| {
                let r = math::lerp(2.0e-3, 0.8e-3, (f64::from(i) + 0.5) / f64::from(steps));
                8.0 * BLOOD_PA_S / (math::PI * r * r * r * r) * 0.05 / f64::from(steps)
            })
            .sum();
        assert!((taper(50.0, 2.0, 0.8, BLOOD_PA_S) / sum - 1.0).abs() < 1e-6);
    }

    #[test]
    fn parts_add_up_and_a_device_obstructs() {
        let line = Centreline::through(&[DVec3::ZERO, DVec3::new(0.0, 0.0, 60.0)], (2.0, 1.0)).unwrap();
        let whole = free(&line, 0.0, 60.0, BLOOD_PA_S);
        assert!(
            ((free(&line, 0.0, 23.0, BLOOD_PA_S) + free(&line, 23.0, 60.0, BLOOD_PA_S)) / whole - 1.0).abs()
                < 1e-12
        );
        assert!(with_device(&line, 0.0, 60.0, 0.4, BLOOD_PA_S) > whole);
        assert!(with_device(&line, 0.0, 60.0, 2.0, BLOOD_PA_S).is_infinite());
    }
}
