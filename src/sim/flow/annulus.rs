//! Flow past a device that lies against the wall of its vessel.
//!
//! Model: laminar flow in the gap between a circular lumen of radius r and a rod of radius k·r that touches the wall
//! (fully eccentric annulus).
//! Equation: `R = R_free / f(k)`, f the share of the free flow that still passes at the same pressure drop.
//! f is a fit to the series solution of Piercy, Hooper and Winny (1933, Phil Mag 15:647), evaluated at 0.995 and
//! 0.9975 of full eccentricity and extrapolated to contact: `f = (1-k)³ (1 + c₁k + … + c₅k⁵)`.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | k | device radius over lumen radius | 1 |
//! | f | conductance over that of the free lumen | 1 |
//!
//! Validity: 0 ≤ k ≤ 0.95, largest deviation from the series 7e-6; beyond, the vessel is taken as wedged.
//! Left out: entrance effects, and a device that lies free in the lumen (which passes less: k = 0.15 gives 0.50
//! when concentric, 0.88 here).

/// Share of the free flow that passes a device of radius ratio `k`; 0 when it fills the lumen.
pub fn open_share(k: f64) -> f64 {
    const C: [f64; 5] = [3.000_342_89, -0.583_760_34, -0.103_770_31, -0.044_433_34, 0.064_996_81];
    if k >= 1.0 {
        return 0.0;
    }
    let k = k.max(0.0);
    let polynomial = 1.0 + k * (C[0] + k * (C[1] + k * (C[2] + k * (C[3] + k * C[4]))));
    let gap = 1.0 - k;
    gap * gap * gap * polynomial
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of the series solution, computed apart with 30 digits.
    #[test]
    fn follows_the_series_solution() {
        for (k, reference) in
            [(0.02, 0.997_456), (0.15, 0.882_220), (0.3, 0.632_684), (0.5, 0.292_565), (0.8, 0.023_813)]
        {
            assert!((open_share(k) - reference).abs() < 2e-5, "k {k}: {}", open_share(k));
        }
    }

    #[test]
    fn falls_from_one_to_nothing() {
        assert_eq!(open_share(0.0), 1.0);
        assert_eq!(open_share(1.0), 0.0);
        let shares: Vec<f64> = (0..=100).map(|i| open_share(f64::from(i) / 100.0)).collect();
        assert!(shares.windows(2).all(|pair| pair[1] < pair[0]));
    }
}
