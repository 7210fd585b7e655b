//! Filling the snapshot.

use super::Simulation;
use super::bed::BedState;
use super::circulation::Circulation;
use super::snapshot::{BedView, Column, ImagingView, SegmentView, Snapshot};
use super::transport::profile::{Stretch, stretches};
use crate::model::{BedIx, Case, Mechanism, SegmentIx, Slot};
use crate::units::M3_PER_ML;

/// Iodine of ethiodized oil, mg/mL (`S99`: 480), when the trolley has none to ask.
const OIL_IODINE: f64 = 480.0;

impl Simulation {
    /// What can be seen now.
    pub fn snapshot(&self) -> Snapshot {
        let graph = &self.case.graph;
        let oil_iodine = oil_iodine(&self.case);
        let segments = (0..graph.segments().len())
            .map(|i| {
                let whole_m3 = graph.segments()[i].volume_ml() * M3_PER_ML;
                segment_view(&self.circulation, SegmentIx::at(i), whole_m3, oil_iodine)
            })
            .collect();
        let beds =
            (0..graph.beds().len()).map(|i| bed_view(&self.circulation, BedIx::at(i), oil_iodine)).collect();
        Snapshot {
            tick: self.tick,
            segments,
            beds,
            portal: self.circulation.veins().portal().view(),
            sheath: self.devices.sheath_view(graph),
            wire: self.devices.view(graph, Slot::Wire),
            catheter: self.devices.view(graph, Slot::Catheter),
            microcatheter: self.devices.view(graph, Slot::Microcatheter),
            moving: self.devices.moving(),
            implants: Vec::new(),
            imaging: ImagingView {
                breath_hold: self.breath.asked_to_hold(),
                breath: self.breath.level(),
                ..self.imaging.view()
            },
            injection: self.injector.view(&self.case, self.flow_at_tip()),
            vitals: self.patient.view(),
            access: self.access.view(),
            iodine_mg: self.circulation.content().iodine * 1e6,
            waiting_until: self.waiting_until,
            finished: self.finished,
        }
    }
}

/// Iodine of the oil on the trolley, mg/mL.
fn oil_iodine(case: &Case) -> f64 {
    let oil = case.agents.iter().find(|a| matches!(a.mechanism, Mechanism::Oil { .. }));
    oil.map_or(OIL_IODINE, |a| a.iodine_mg_ml)
}

fn segment_view(
    circulation: &Circulation,
    segment: SegmentIx,
    whole_m3: f64,
    oil_iodine: f64,
) -> SegmentView {
    let pipe = circulation.transport().pipe(segment);
    // pictures draw the whole lumen: what a device, a plug or spasm leaves of it is spread over that
    let left = pipe.volume() / whole_m3;
    let column = |Stretch { from, to, mixture }| Column {
        from,
        to,
        iodine_mg_ml: (mixture.iodine + mixture.oil * oil_iodine) * left,
    };
    let columns =
        if pipe.is_blood() { Vec::new() } else { stretches(pipe).into_iter().map(column).collect() };
    SegmentView {
        flow_ml_min: circulation.network().segment_flows(segment).1.ml_min(),
        resting_ml_min: circulation.resting_ml_min(segment),
        columns,
        closed_share: circulation.closed_share(segment),
        spasm: 1.0 - circulation.calibre(segment),
    }
}

fn bed_view(circulation: &Circulation, bed: BedIx, oil_iodine: f64) -> BedView {
    let state: &BedState = &circulation.beds()[bed.ix()];
    let vein = circulation.veins().of_bed(bed.ix());
    let oil_ml = state.oil() * 1e6;
    BedView {
        flow_ml_min: circulation.network().bed_flow(bed).ml_min(),
        resting_ml_min: circulation.resting_bed_ml_min(bed),
        iodine_mg: state.iodine() * 1e6,
        oil_iodine_mg: oil_ml * oil_iodine,
        open_share: state.open_share(),
        particles: state.particles().iter().sum(),
        oil_ml,
        gel_ml: state.gel() * 1e6,
        vein_iodine_mg: vein.early_iodine() * 1e6,
        venous_iodine_mg: (vein.iodine() - vein.early_iodine()) * 1e6,
        portal_iodine_mg: circulation.veins().portal().in_bed(bed.ix()) * 1e6,
    }
}
