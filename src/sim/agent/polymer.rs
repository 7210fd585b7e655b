//! Ethylene-vinyl alcohol copolymer in dimethyl sulfoxide.
//!
//! Model: the solvent leaves into the blood and the polymer precipitates from the skin inwards; after its stop time it no
//! longer follows the flow. The thicker mixture (8 %, twice as viscous, `S125`) stops sooner and enters less fine vessels than
//! the thin one (6 %), which goes very far. It does not stick to the catheter unless it has closed the vessel around it. Behind
//! a plug at the tip the next push moves its liquid core on (plug and push, `S107`).
//!
//! Validity: stop times and finest vessels are tuned to "6 % very distal, 8 % near the tip" (`S105`, `S126`).
//! Left out: how long its core stays liquid.

use super::cast::Setting;

/// Concentration and stop time, finest vessel: (per cent, s, m).
const THIN: (f64, f64, f64) = (6.0, 4.0, 20e-6);
/// The same of the thick mixture.
const THICK: (f64, f64, f64) = (8.0, 2.0, 80e-6);
/// Fastest injection that the vessel wall stands, mL/s: 0.3 mL/min (manufacturer, to verify).
pub const FASTEST_ML_S: f64 = 0.3 / 60.0;

/// How a mixture of this concentration sets.
pub fn setting(percent: f64) -> Setting {
    let part = (percent - THIN.0) / (THICK.0 - THIN.0);
    let between = |thin: f64, thick: f64| (thin + (thick - thin) * part).max(0.25 * thick);
    Setting {
        stop_s: between(THIN.1, THICK.1),
        finest: between(THIN.2, THICK.2).max(8e-6),
        grips: 0.9,
        core: true,
    }
}
