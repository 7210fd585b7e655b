//! Filling the snapshot.

use super::Simulation;
use super::agent::occlusion::Shadow;
use super::bed::BedState;
use super::circulation::Circulation;
use super::snapshot::{BedView, Column, ImagingView, Implant, InjectionView, SegmentView, Snapshot};
use super::transport::profile::{Stretch, stretches};
use crate::model::{BedIx, Case, Mechanism, SegmentIx, Slot, VesselGraph};
use crate::units::M3_PER_ML;

/// Iodine of ethiodized oil, mg/mL (`S99`: 480), when the trolley has none to ask.
const OIL_IODINE: f64 = 480.0;

/// Length of the pieces that the course of an implant is drawn in, mm.
const SHADOW_STEP_MM: f64 = 1.0;

impl Simulation {
    /// What can be seen now.
    pub fn snapshot(&self) -> Snapshot {
        let graph = &self.case.graph;
        let opacity = Opacity::of(&self.case);
        let segments = (0..graph.segments().len())
            .map(|i| segment_view(graph, &self.circulation, SegmentIx::at(i), opacity))
            .collect();
        let beds =
            (0..graph.beds().len()).map(|i| bed_view(&self.circulation, BedIx::at(i), opacity)).collect();
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
            implants: implants(graph, &self.circulation, opacity.cast),
            imaging: ImagingView {
                breath_hold: self.breath.asked_to_hold(),
                breath: self.breath.level(),
                ..self.imaging.view()
            },
            injection: InjectionView {
                implant_hangs: self.circulation.hanging().is_some(),
                ..self.injector.view(&self.case, self.devices.port().as_ref(), self.flow_at_tip())
            },
            vitals: self.patient.view(),
            access: self.access.view(),
            iodine_mg: self.circulation.content().iodine * 1e6,
            waiting_until: self.waiting_until,
            finished: self.finished,
        }
    }
}

/// Iodine of what is not contrast, mg/mL.
#[derive(Clone, Copy)]
struct Opacity {
    oil: f64,
    cast: f64,
}

impl Opacity {
    /// Of the agents on the trolley.
    fn of(case: &Case) -> Self {
        let first = |which: fn(&Mechanism) -> bool| {
            case.agents.iter().find(|a| which(&a.mechanism)).map(|a| a.iodine_mg_ml)
        };
        Self {
            oil: first(|m| matches!(m, Mechanism::Oil { .. })).unwrap_or(OIL_IODINE),
            cast: first(Mechanism::sets).unwrap_or(0.0),
        }
    }
}

fn segment_view(
    graph: &VesselGraph,
    circulation: &Circulation,
    segment: SegmentIx,
    opacity: Opacity,
) -> SegmentView {
    let pipe = circulation.transport().pipe(segment);
    // pictures draw the whole lumen: what a device, a plug or spasm leaves of it is spread over that
    let left = pipe.volume() / (graph.segment(segment).volume_ml() * M3_PER_ML);
    let column = |Stretch { from, to, mixture }| Column {
        from,
        to,
        iodine_mg_ml: (mixture.iodine + mixture.oil * opacity.oil + mixture.cast * opacity.cast) * left,
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

fn bed_view(circulation: &Circulation, bed: BedIx, opacity: Opacity) -> BedView {
    let state: &BedState = &circulation.beds()[bed.ix()];
    let vein = circulation.veins().of_bed(bed.ix());
    let oil_ml = state.oil() * 1e6;
    BedView {
        flow_ml_min: circulation.network().bed_flow(bed).ml_min(),
        resting_ml_min: circulation.resting_bed_ml_min(bed),
        iodine_mg: state.iodine() * 1e6,
        oil_iodine_mg: oil_ml * opacity.oil + state.cast() * 1e6 * opacity.cast,
        open_share: state.open_share(),
        particles: state.particles().iter().sum(),
        oil_ml,
        gel_ml: state.gel() * 1e6,
        vein_iodine_mg: vein.early_iodine() * 1e6,
        venous_iodine_mg: (vein.iodine() - vein.early_iodine()) * 1e6,
        portal_iodine_mg: circulation.veins().portal().in_bed(bed.ix()) * 1e6,
    }
}

/// Coils, plugs and casts, each as the stretch of vessel that it fills; `cast_iodine` is that of solid cast.
fn implants(graph: &VesselGraph, circulation: &Circulation, cast_iodine: f64) -> Vec<Implant> {
    let mut all = Vec::new();
    for (i, segment) in graph.segments().iter().enumerate() {
        let occlusion = circulation.occlusion(SegmentIx::at(i));
        let Some(line) = segment.centreline().filter(|_| !occlusion.deposits().is_empty()) else { continue };
        for Shadow { from_mm, to_mm, material, mg_ml } in occlusion.shadows(segment, cast_iodine) {
            let steps = ((to_mm - from_mm) / SHADOW_STEP_MM).ceil().max(1.0);
            let at = |k: u32| line.point_at(from_mm + (to_mm - from_mm) * f64::from(k) / steps);
            all.push(Implant {
                course_mm: (0..=steps as u32).map(at).collect(),
                radius_mm: line.radius_at(0.5 * (from_mm + to_mm)),
                material,
                mg_ml,
            });
        }
    }
    all
}
