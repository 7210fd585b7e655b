//! Diagnostic pictures from before the procedure, drawn from the case's own anatomy: all arteries filled with the
//! blush of the targets, and the portal vein.
//!
//! The arterial picture fills wide vessels with thinner contrast than narrow ones, so that both can be read: it
//! stands for the best frames of a study, not for one moment. The portal tree is authored around the liver; of the
//! patient it shows one fact, whether the trunk is open.

use glam::DVec3;

use super::dsa::Window;
use super::gantry::Gantry;
use super::map::{GreyImage, Map};
use super::noise;
use super::renderer::Renderer;
use super::tube::Tube;
use super::vessels::PER_MM_PER_MG_ML;
use crate::model::{Case, Centreline, StudyPhase, Tissue};
use crate::sim::Snapshot;
use crate::sim::snapshot::{BedView, Column, ImagingView, SegmentView};

/// Concentration in a vessel of up to this radius, mg/mL at mm (authored for the eye).
const FILLED: (f64, f64) = (230.0, 2.2);
/// Peak density of a target's blush (authored).
const BLUSH: f64 = 0.30;
/// Peak density of the blush of other beds (authored).
const STAIN: f64 = 0.05;
/// Iodine in the portal vein after a mesenteric injection, mg/mL (authored).
const PORTAL_MG_ML: f64 = 55.0;
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
        StudyPhase::Portal => {
            let mut map = scene.camera.blank();
            for (tube, share) in portal(renderer, case) {
                tube.draw(share * PORTAL_MG_ML * PER_MM_PER_MG_ML, &scene.camera, &mut map);
            }
            map
        }
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
fn gantry(case: &Case) -> Gantry {
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
        // a soft ball of mass m has peak density 2.5 m MM2_PER_MG / (π r²)
        let share = case.targets.iter().flat_map(|t| &t.feeders).filter(|f| {
            let other = case.graph.bed(f.bed);
            other.centre_mm == bed.centre_mm && other.tissue == bed.tissue
        });
        let compartments = share.count().max(1) as f64;
        let area = crate::math::PI * bed.radius_mm * bed.radius_mm / 2.5;
        BedView { iodine_mg: peak * area / super::MM2_PER_MG / compartments, ..BedView::default() }
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

/// The portal tree with the filling of each part, 0 to 1.
fn portal(renderer: &Renderer, case: &Case) -> Vec<(Tube, f64)> {
    let liver: Vec<_> = case.graph.beds().iter().filter(|b| b.tissue == Tissue::Liver).collect();
    let spine = renderer.landmarks();
    let middle = if liver.is_empty() {
        spine.spine_at(spine.l4.z + 150.0) + DVec3::new(70.0, 60.0, 0.0)
    } else {
        liver.iter().map(|b| b.centre_mm).sum::<DVec3>() / liver.len() as f64
    };
    // the confluence lies in front of the spine, right of the midline, below the liver
    let spine_at = spine.spine_at(middle.z - 45.0);
    let confluence = spine_at + DVec3::new(10.0, 42.0, 0.0);
    let hilum = confluence.lerp(middle, 0.62) + DVec3::new(-4.0, 0.0, 4.0);
    let tube = |points: &[DVec3], from: f64, to: f64| {
        let line = Centreline::through(points, (from, to));
        line.map(|l| Tube::through(l.points(), |i| l.radii_mm()[i])).unwrap_or_default()
    };
    let below = confluence + DVec3::new(4.0, -2.0, -95.0);
    let spleen = spine_at + DVec3::new(-95.0, -10.0, 25.0);
    let mut tree = vec![
        (tube(&[below, below.lerp(confluence, 0.5) + DVec3::X * 6.0, confluence], 4.5, 5.5), 1.0),
        (
            tube(&[spleen, spleen.lerp(confluence, 0.5) + DVec3::new(0.0, 8.0, -12.0), confluence], 3.5, 4.5),
            0.8,
        ),
    ];
    if case.patient.portal_patent {
        tree.push((
            tube(&[confluence, confluence.lerp(hilum, 0.5) + DVec3::new(2.0, 4.0, 0.0), hilum], 6.5, 6.2),
            1.0,
        ));
        for bed in &liver {
            let via = hilum.lerp(bed.centre_mm, 0.45) + DVec3::new(0.0, 3.0, 6.0);
            tree.push((tube(&[hilum, via, bed.centre_mm], 4.0, 2.0), 0.9));
            for k in 0..4 {
                let out = DVec3::new(
                    noise::uniform(91, 3 * k) - 0.5,
                    noise::uniform(91, 3 * k + 1) - 0.5,
                    noise::uniform(91, 3 * k + 2) - 0.5,
                );
                let end = bed.centre_mm + out.normalize_or(DVec3::Z) * (0.7 * bed.radius_mm);
                let via = bed.centre_mm.lerp(end, 0.5) + DVec3::Z * 3.0;
                tree.push((tube(&[bed.centre_mm, via, end], 1.8, 0.5), 0.8));
            }
        }
    } else {
        // a stump, and thin detours around the closed trunk
        tree.push((tube(&[confluence, confluence.lerp(hilum, 0.22)], 6.0, 2.5), 1.0));
        for k in 0..5 {
            let bow = |n: u32| 34.0 * (noise::uniform(17, 7 * k + n) - 0.5);
            let a = confluence.lerp(hilum, 0.35) + DVec3::new(bow(0), bow(1), bow(2));
            let b = confluence.lerp(hilum, 0.75) + DVec3::new(bow(3), bow(4), bow(5));
            tree.push((tube(&[confluence, a, b, hilum], 1.0, 0.6), 0.5));
        }
    }
    tree
}
