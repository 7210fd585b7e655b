//! Measures of a session, as they are: no judgement.

pub(super) mod economy;

use super::report::Metrics;
use crate::sim::{Event, Outcome, What};

/// All measures of the report.
pub(super) fn measure(events: &[Event], outcome: &Outcome) -> Metrics {
    let most = |values: &mut dyn Iterator<Item = f64>| values.fold(0.0, f64::max);
    let least = |values: &mut dyn Iterator<Item = f64>| values.reduce(f64::min).unwrap_or(0.0);
    let scraped = events.iter().filter(|e| matches!(e.what, What::PushedWithoutWire { .. })).count();
    Metrics {
        procedure_time_s: outcome.procedure_s,
        fluoroscopy_time_s: outcome.fluoroscopy_s,
        contrast_volume_ml: outcome.contrast_ml,
        number_of_runs: outcome.runs,
        air_kerma_mgy: outcome.air_kerma_mgy,
        kap_gy_cm2: outcome.kap_gy_cm2,
        handling_errors: u32::try_from(scraped).unwrap_or(u32::MAX),
        residual_flow_percent: 100.0 * most(&mut outcome.feeders.iter().map(|f| f.residual_flow)),
        stasis_beats: least(&mut outcome.feeders.iter().map(|f| f.clearance_beats)),
        non_target_percent: 100.0 * most(&mut outcome.protected.iter().map(|p| p.lost_share)),
        devascularised_percent: 100.0 * least(&mut outcome.targets.iter().map(|t| t.devascularised)),
        lung_share_percent: 100.0 * most(&mut outcome.lungs.iter().map(|l| l.lung_share)),
        catheter_tip_path_mm: outcome.tip_path_mm,
        haematoma_ml: outcome.haematoma_ml,
    }
}
