//! Compliance and inertance of a conduit.
//!
//! Model: a thin elastic wall of incompressible material; blood that moves as a plug.
//! Equation: `C = ∫ 3πr³/(2Eh) ds`, with Olufsen's fit `Eh/r = k₁·exp(k₂r) + k₃`, or with a Young's modulus E and a wall
//! of `h = r·(a·exp(b·r) + c·exp(d·r))`; `L = ∫ ρ/(πr²) ds`, for a linear taper exactly `ρl/(πr₁r₂)`. The compliance
//! is summed over pieces by Simpson's rule.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | C | volume per pressure | m³/Pa |
//! | L | pressure per change of flow | Pa·s²/m³ |
//! | E, h | Young's modulus, thickness of the wall | Pa, m |
//! | k₁, k₂, k₃ | 2.00e6 Pa, −2253 m⁻¹, 8.65e4 Pa | |
//! | a, b, c, d | 0.2802, −505.3 m⁻¹, 0.1324, −11.14 m⁻¹ | |
//!
//! Validity: small strain about mean pressure, where radii are given. Reference: Olufsen 1999 (Am J Physiol 276:H257)
//! for the k; ADAN56 (`S2`) for the thickness. A plug, because that is how blood oscillates where inertance counts: at a
//! Womersley number `α = r·√(2πfρ/μ)` of 15 in the aorta and 4 in a lobar artery only a layer of r/α at the wall lags behind
//! (Womersley 1955), and waves are as fast as Moens and Korteweg say. The 4/3 of the parabolic profile is the limit α → 0, where
//! the resistance is 8/α² times the reactance and L does not matter. Left out: that layer (L is greater by about √2/α),
//! viscoelastic walls, stiffening with pressure.

use crate::math;
use crate::model::{Centreline, Wall};
use crate::units::M_PER_MM;

/// Pieces that a conduit is cut into for its compliance.
const PIECES: usize = 8;

/// Stiffness Eh/r of a wall at a radius in m, Pa.
pub fn stiffness(wall: Wall, radius: f64) -> f64 {
    match wall {
        Wall::Olufsen => 2.00e6 * math::exp(-2253.0 * radius) + 8.65e4,
        Wall::Young(kpa) => {
            let thickness_over_radius =
                0.2802 * math::exp(-505.3 * radius) + 0.1324 * math::exp(-11.14 * radius);
            kpa * 1e3 * thickness_over_radius
        }
        Wall::Rigid => f64::INFINITY,
    }
}

/// Compliance of a taper, m³/Pa. Length and radii in mm.
pub fn compliance(wall: Wall, length_mm: f64, r1_mm: f64, r2_mm: f64) -> f64 {
    let at = |i: usize| {
        let r = math::lerp(r1_mm, r2_mm, i as f64 / (2 * PIECES) as f64) * M_PER_MM;
        1.5 * math::PI * r * r / stiffness(wall, r)
    };
    let weight = |i: usize| match i {
        0 => 1.0,
        _ if i == 2 * PIECES => 1.0,
        _ if i % 2 == 1 => 4.0,
        _ => 2.0,
    };
    let sum: f64 = (0..=2 * PIECES).map(|i| weight(i) * at(i)).sum();
    sum * length_mm * M_PER_MM / (6 * PIECES) as f64
}

/// Inertance of a taper, Pa·s²/m³. Length and radii in mm, density in kg/m³.
pub fn inertance(density: f64, length_mm: f64, r1_mm: f64, r2_mm: f64) -> f64 {
    density * length_mm / (math::PI * r1_mm * r2_mm * M_PER_MM)
}

/// Inertance of the part of a centre-line between two arc lengths (mm), Pa·s²/m³; density in kg/m³.
pub fn inertance_between(line: &Centreline, from_mm: f64, to_mm: f64, density: f64) -> f64 {
    inertance(density, (to_mm - from_mm).max(0.0), line.radius_at(from_mm), line.radius_at(to_mm))
}

/// Both of a centre-line, compliance and inertance, with blood of a density in kg/m³.
pub fn of(wall: Wall, line: &Centreline, density: f64) -> (f64, f64) {
    let length = line.length_mm();
    let compliance = compliance(wall, length, line.radius_at(0.0), line.radius_at(length));
    (compliance, inertance_between(line, 0.0, length, density))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLOOD_KG_M3: f64 = 1060.0;

    /// Moens and Korteweg: c = √(Eh/(2ρr(1−ν²))), ν = ½; and c² = 1/(L'C') with L' = ρ/A.
    #[test]
    fn waves_are_as_fast_as_moens_and_korteweg_say() {
        let r = 10.0;
        let c = 1e-3 / (inertance(BLOOD_KG_M3, 1.0, r, r) * compliance(Wall::Olufsen, 1.0, r, r)).sqrt();
        let expected = (stiffness(Wall::Olufsen, 0.01) / (2.0 * BLOOD_KG_M3 * 0.75)).sqrt();
        assert!((c / expected - 1.0).abs() < 1e-12, "{c} for {expected} m/s");
        assert!((5.0..10.0).contains(&c), "{c} m/s in an aorta");
    }

    #[test]
    fn tapers_are_integrals() {
        let n = 40_000;
        let radius = |i: usize| math::lerp(8.0, 5.0, (i as f64 + 0.5) / n as f64);
        let step = 100.0 / n as f64;
        let c: f64 = (0..n).map(|i| compliance(Wall::Olufsen, step, radius(i), radius(i))).sum();
        let l: f64 = (0..n).map(|i| inertance(BLOOD_KG_M3, step, radius(i), radius(i))).sum();
        assert!((compliance(Wall::Olufsen, 100.0, 8.0, 5.0) / c - 1.0).abs() < 1e-8);
        assert!((inertance(BLOOD_KG_M3, 100.0, 8.0, 5.0) / l - 1.0).abs() < 1e-8);
        assert_eq!(compliance(Wall::Rigid, 100.0, 8.0, 5.0), 0.0);
    }
}
