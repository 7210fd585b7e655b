//! Absolute ethanol.
//!
//! Model: it kills the endothelium where it arrives undiluted enough; the protein of the blood there clots, first in the
//! finest vessels, and what finds them closed closes those before. Below a concentration it does nothing. It is not held back:
//! all of it goes on into the veins, which is why its dose has a ceiling by weight. Refluxed, it does the same to whatever
//! organ it reaches.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | e | ethanol, share of the blood's volume | 1 |
//! | lumen closed | `CLOSES`·(ethanol that acts) | m³ |
//!
//! Validity: both numbers are tuned; closing takes no time, though thrombosis takes minutes.

/// Share of ethanol in the blood from which it acts. Tuned.
const ACTS_FROM: f64 = 0.2;
/// Lumen that a volume of ethanol closes, over that volume. Tuned: protein of its own volume of blood clots.
const CLOSES: f64 = 1.0;

/// Lumen (m³) closed by a volume of blood (m³) with this share of ethanol.
pub fn closes(volume: f64, ethanol_share: f64) -> f64 {
    let acting = ((ethanol_share - ACTS_FROM) / (1.0 - ACTS_FROM)).max(0.0);
    CLOSES * volume * acting
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dilution_takes_its_effect() {
        assert_eq!(closes(1.0, 0.1), 0.0);
        assert!(closes(1.0, 0.9) > 2.0 * closes(1.0, 0.5));
    }
}
