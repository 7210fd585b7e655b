//! Indirect portography: the portal vein as a diagnostic study shows it, by the same model as a run.
//!
//! Model: contrast in the arteries of all beds that drain to the portal vein, shared by their flows at rest, passes beds,
//! veins and trunk, or is put into the trunk where the anatomy has none of them; the study shows the moment at which the trunk is fullest. Dose: 30 mL at 5 mL/s, as for a celiac or
//! mesenteric run (5 to 6 mL/s, 25 to 30 mL, to verify).

use super::Veins;
use crate::model::{Case, Drainage};
use crate::sim::bed::contrast::Contrast;
use crate::sim::snapshot::{BedView, Snapshot};
use crate::sim::tick::{DT, TICKS_PER_SECOND};
use crate::units::{Flow, M3_PER_ML};

/// Rate, mL/s, and length, s, of the injection.
const RATE_ML_S: f64 = 5.0;
const INJECTION_S: u32 = 6;
/// How long one looks, s.
const LOOK_S: u32 = 40;

impl Snapshot {
    /// A diagnostic study's portal phase: the moment at which the trunk is fullest.
    pub fn portal_phase(case: &Case) -> Self {
        let veins = fullest(case);
        let portal = veins.portal();
        let bed = |i| BedView { portal_iodine_mg: portal.in_bed(i) * 1e6, ..BedView::default() };
        let beds = (0..case.graph.beds().len()).map(bed).collect();
        Self { beds, portal: portal.view(), ..Self::default() }
    }
}

fn fullest(case: &Case) -> Veins {
    let beds = case.graph.beds();
    let flows: Vec<f64> = beds.iter().map(|b| Flow::from_ml_min(b.flow_ml_min).si()).collect();
    let drains = |i: usize| beds[i].drains != Drainage::Systemic;
    let whole: f64 = (0..beds.len()).filter(|i| drains(*i)).map(|i| flows[i]).sum();
    let per_tick = RATE_ML_S * DT * case.contrast.iodine_mg_ml * M3_PER_ML;
    let mut contrast: Vec<Contrast> =
        beds.iter().zip(&flows).map(|(b, flow)| Contrast::new(flow * b.transit_s)).collect();
    let mut veins = Veins::new(beds, &case.patient);
    let mut best = (0.0, veins.clone());
    for tick in 0..LOOK_S * TICKS_PER_SECOND {
        let injecting = tick < INJECTION_S * TICKS_PER_SECOND;
        if injecting && whole == 0.0 {
            veins.inject(per_tick);
        }
        for i in (0..beds.len()).filter(|i| drains(*i)) {
            if injecting && whole > 0.0 {
                contrast[i].receive(per_tick * flows[i] / whole, 0.0);
            }
            veins.receive(i, contrast[i].drain(flows[i]), flows[i]);
        }
        veins.step();
        let [_, _, trunk] = veins.portal().concentrations();
        if trunk > best.0 {
            best = (trunk, veins.clone());
        }
    }
    best.1
}
