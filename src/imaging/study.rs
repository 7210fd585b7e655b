//! Diagnostic pictures from before the procedure, drawn from the case's own anatomy: all arteries filled with the
//! blush of the targets, and the portal vein.
//!
//! The arterial picture fills wide vessels with thinner contrast than narrow ones, so that both can be read: it
//! stands for the best frames of a study, not for one moment. The portal picture is the moment at which the engine finds
//! the trunk fullest.

use glam::DVec3;

use super::dsa::Window;
use super::gantry::Gantry;
use super::map::{GreyImage, Map};
use super::noise;
use super::renderer::Renderer;
use crate::model::{Bed, Case, Centreline, StudyPhase, Tissue};
use crate::sim::Snapshot;
use crate::sim::snapshot::{BedView, Column, ImagingView, SegmentView};

/// Concentration in a vessel of up to this radius, mg/mL at mm (authored for the eye).
const FILLED: (f64, f64) = (210.0, 1.6);
/// Peak density of a target's blush (authored).
const BLUSH: f64 = 0.30;
/// Peak density of the blush of other beds (authored).
const STAIN: f64 = 0.05;
/// Noise of the picture, in density.
const GRAIN: f32 = 0.012;

/// A diagnostic picture with the geometry it was taken in, so that names can be put to vessels.
#[derive(Clone, Debug)]
pub struct Study {
    /// The picture.
    pub image: GreyImage,
    /// Where the gantry stood.
    pub gantry: Gantry,
}

/// Draws a study of a case, frontal, around its targets.
pub fn study(renderer: &Renderer, case: &Case, phase: StudyPhase, size: usize) -> Study {
    let gantry = gantry(case);
    draw(renderer, case, phase, gantry, size)
}

/// Draws a study of a case from another position.
pub fn draw(renderer: &Renderer, case: &Case, phase: StudyPhase, gantry: Gantry, size: usize) -> Study {
    let scene = renderer.build(gantry, size);
    let mut density = match phase {
        StudyPhase::Arterial => scene.contrast(&filled(case, &gantry)),
        StudyPhase::Portal => scene.contrast(&Snapshot::portal_phase(case)),
    };
    density.soften();
    grain(&mut density, phase as u32);
    Study { image: Window::default().show(&density), gantry }
}

fn grain(density: &mut Map, seed: u32) {
    for (k, v) in density.data.iter_mut().enumerate() {
        *v += GRAIN * noise::normal(seed, k as u32);
    }
}

/// Frontal, with the targets and the vessels that lead to them from the aorta in the field.
pub fn gantry(case: &Case) -> Gantry {
    let mut low = DVec3::INFINITY;
    let mut high = DVec3::NEG_INFINITY;
    let mut include = |p: DVec3, margin: f64| {
        low = low.min(p - DVec3::splat(margin));
        high = high.max(p + DVec3::splat(margin));
    };
    for feeder in case.targets.iter().flat_map(|t| &t.feeders) {
        let bed = case.graph.bed(feeder.bed);
        include(bed.centre_mm, bed.radius_mm + 15.0);
        for ix in [feeder.segment, feeder.parent] {
            for &p in case.graph.segment(ix).centreline().map_or(&[][..], |l| l.points()) {
                include(p, 15.0);
            }
        }
    }
    for protected in &case.protected {
        let bed = case.graph.bed(protected.bed);
        include(case.graph.node(bed.node).position_mm, 10.0);
    }
    if low.x > high.x {
        (low, high) = (DVec3::splat(-100.0), DVec3::splat(100.0));
    }
    let extent = (high - low).x.max((high - low).z).clamp(120.0, 330.0);
    let mut gantry = Gantry::new(0.0, 0.0, 0.5 * (low + high), 0.0);
    gantry.field_mm = extent * gantry.magnification();
    gantry
}

/// Iodine for a stain of this peak density: a soft ball of mass m has 2 m `MM2_PER_MG` / (π r²).
fn stain_mg(bed: &Bed, peak: f64) -> f64 {
    peak * crate::math::PI * bed.radius_mm * bed.radius_mm / 2.0 / super::MM2_PER_MG
}

/// A moment in which everything is filled.
fn filled(case: &Case, gantry: &Gantry) -> Snapshot {
    let column = |line: &Centreline| {
        let radius = line.radius_at(0.5 * line.length_mm());
        let iodine_mg_ml = FILLED.0 * (FILLED.1 / radius).min(1.0);
        Column { from: 0.0, to: 1.0, iodine_mg_ml }
    };
    let segments = case.graph.segments().iter().map(|segment| SegmentView {
        columns: segment.centreline().map(column).into_iter().collect(),
        ..SegmentView::default()
    });
    let beds = case.graph.beds().iter().map(|bed| {
        let peak = match bed.tissue {
            Tissue::Tumour => BLUSH,
            Tissue::Liver | Tissue::Organ => STAIN,
            Tissue::RunOff => 0.0,
        };
        let share = case.targets.iter().flat_map(|t| &t.feeders).filter(|f| {
            let other = case.graph.bed(f.bed);
            other.centre_mm == bed.centre_mm && other.tissue == bed.tissue
        });
        let compartments = share.count().max(1) as f64;
        BedView { iodine_mg: stain_mg(bed, peak) / compartments, ..BedView::default() }
    });
    Snapshot {
        segments: segments.collect(),
        beds: beds.collect(),
        imaging: ImagingView {
            lao_deg: gantry.lao_deg,
            cranial_deg: gantry.cranial_deg,
            centre_mm: gantry.centre_mm,
            field_mm: gantry.field_mm,
            ..ImagingView::default()
        },
        ..Snapshot::default()
    }
}
