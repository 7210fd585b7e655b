//! n-butyl cyanoacrylate in ethiodized oil.
//!
//! Model: from the moment it meets blood the mixture sets; after its flow-stop time it no longer moves. How far it gets is
//! therefore `velocity × flow-stop time`: more oil, further, until it passes the capillaries. The times are those of a bench
//! study (2 mm tube, 30 mL/min, `S104`), linear between its dilutions in the share of glue.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | g | glue, share of the mixture | 1 |
//! | t | flow-stop time | s |
//!
//! Validity: in vitro; live endothelium sets it at least twice as fast (`S60`), which is left out, as are heat and adhesion.

use super::cast::Setting;

/// Share of glue and flow-stop time in s (`S104`).
const FLOW_STOP: [(f64, f64); 6] =
    [(0.2, 9.29), (0.33, 4.50), (0.4, 3.75), (0.5, 1.43), (0.66, 0.78), (1.0, 0.28)];
/// Finest vessel the mixture enters, m. Tuned: it follows the blood to the capillaries.
const FINEST: f64 = 8e-6;

/// Time until a mixture with this share of glue stops, s; beyond the table's ends its last value.
pub fn flow_stop_s(glue_share: f64) -> f64 {
    let mut before = FLOW_STOP[0];
    for now in FLOW_STOP {
        if glue_share <= now.0 {
            let whole = now.0 - before.0;
            let part = if whole > 0.0 { ((glue_share - before.0) / whole).max(0.0) } else { 0.0 };
            return before.1 + (now.1 - before.1) * part;
        }
        before = now;
    }
    before.1
}

/// How such a mixture sets.
pub fn setting(glue_share: f64) -> Setting {
    Setting { stop_s: flow_stop_s(glue_share), finest: FINEST, grips: 0.3, core: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_the_table_and_fall_with_glue() {
        for (share, time) in FLOW_STOP {
            assert!((flow_stop_s(share) - time).abs() < 1e-12);
        }
        let times: Vec<f64> = (1..=100).map(|i| flow_stop_s(f64::from(i) / 100.0)).collect();
        assert!(times.windows(2).all(|pair| pair[1] <= pair[0]));
    }
}
