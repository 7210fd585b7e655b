//! What an acquired run shows: which vessels and beds could be seen to fill while it went on.
//!
//! Model: a vessel is seen when at least half of its volume holds enough iodine across its diameter,
//! `c·2r ≥ VISIBLE`; a bed when its iodine spread over its disc, `m/(πR²)`, is. Both have to lie in the field.
//! The field is judged by parallel projection along the beam: enough for "was it in the picture"; the picture itself
//! is made by `imaging`. The portal phase is seen when the trunk holds enough iodine across its diameter and the liver that it
//! leads to is in the field.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | c | iodine | mg/mL |
//! | r, R | radius of vessel, of bed | cm |
//!
//! Validity: `VISIBLE` and `BLUSH` are tuned to what can be told apart on a subtracted image.

use glam::DVec3;

use super::circulation::Circulation;
use super::event::RunRecord;
use super::injection::Injector;
use super::snapshot::ImagingView;
use super::tick::Tick;
use super::transport::Pipe;
use super::transport::profile::{Stretch, stretches};
use crate::hash::StateHash;
use crate::math;
use crate::model::{Case, SegmentIx, Tissue};

/// Iodine across a vessel that is seen, mg/cm².
const VISIBLE: f64 = 2.0;
/// Iodine of a bed's disc that is seen as a blush, mg/cm².
const BLUSH: f64 = 0.8;
/// The same for an early vein, mg in all.
const VEIN_MG: f64 = 1.0;
/// Width of the portal vein's trunk, cm (`S1`).
const TRUNK_CM: f64 = 1.3;
/// Detector over isocentre distance, for the field at the isocentre.
const MAGNIFICATION: f64 = 1.5;
/// Ticks between looks: 10 per second, finer than any frame rate.
const EVERY: u64 = 6;

/// A run while it goes on.
#[derive(Clone, Debug)]
pub struct Recording {
    from: Tick,
    number: u32,
    lao_deg: f64,
    cranial_deg: f64,
    contrast_before_ml: f64,
    injected_at: Option<String>,
    seen_segments: Vec<bool>,
    seen_beds: Vec<bool>,
    early_vein: bool,
    portal_vein: bool,
}

impl Recording {
    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self {
            from,
            number,
            lao_deg,
            cranial_deg,
            contrast_before_ml,
            injected_at,
            seen_segments,
            seen_beds,
            early_vein,
            portal_vein,
        } = self;
        hash.int(from.0);
        hash.int(u64::from(*number));
        hash.floats([*lao_deg, *cranial_deg, *contrast_before_ml]);
        hash.option(injected_at.as_ref(), |segment, hash| hash.text(segment));
        let seen = seen_segments.iter().chain(seen_beds).chain([early_vein, portal_vein]);
        hash.each(seen, |seen, hash| hash.flag(*seen));
    }

    /// Starts looking.
    pub fn start(case: &Case, tick: Tick, number: u32, imaging: &ImagingView, contrast_ml: f64) -> Self {
        Self {
            from: tick,
            number,
            lao_deg: imaging.lao_deg,
            cranial_deg: imaging.cranial_deg,
            contrast_before_ml: contrast_ml,
            injected_at: None,
            seen_segments: vec![false; case.graph.segments().len()],
            seen_beds: vec![false; case.graph.beds().len()],
            early_vein: false,
            portal_vein: false,
        }
    }

    /// Looks at this tick.
    pub fn look(
        &mut self,
        case: &Case,
        tick: Tick,
        circulation: &Circulation,
        injector: &Injector,
        imaging: &ImagingView,
    ) {
        if let Some(segment) = injector.contrast_at().filter(|s| self.injected_at.as_deref() != Some(s)) {
            self.injected_at = Some(segment.to_owned());
        }
        if !tick.0.is_multiple_of(EVERY) {
            return;
        }
        let field = Field::of(imaging);
        let [_, _, trunk] = circulation.veins().portal().concentrations();
        let portal = trunk * TRUNK_CM >= VISIBLE;
        for (i, seen) in self.seen_segments.iter_mut().enumerate().filter(|(_, seen)| !**seen) {
            let segment = &case.graph.segments()[i];
            let pipe = circulation.transport().pipe(SegmentIx::at(i));
            let Some(line) = segment.centreline().filter(|_| !pipe.is_blood()) else { continue };
            let middle = 0.5 * line.length_mm();
            *seen = field.holds(line.point_at(middle)) && fills(pipe, 0.2 * line.radius_at(middle));
        }
        for (i, bed) in case.graph.beds().iter().enumerate().filter(|(_, bed)| field.holds(bed.centre_mm)) {
            let state = &circulation.beds()[i];
            let radius_cm = bed.radius_mm / 10.0;
            self.seen_beds[i] |= state.iodine() * 1e6 / (math::PI * radius_cm * radius_cm) >= BLUSH;
            self.early_vein |= circulation.veins().of_bed(i).early_iodine() * 1e6 >= VEIN_MG;
            self.portal_vein |= portal && bed.tissue == Tissue::Liver;
        }
    }

    /// The run is over.
    pub fn finish(self, case: &Case, contrast_ml: f64) -> RunRecord {
        let names = |seen: &[bool], name: &dyn Fn(usize) -> String| {
            seen.iter().enumerate().filter(|(_, s)| **s).map(|(i, _)| name(i)).collect()
        };
        RunRecord {
            number: self.number,
            from: self.from,
            lao_deg: self.lao_deg,
            cranial_deg: self.cranial_deg,
            injected_at: self.injected_at,
            contrast_ml: contrast_ml - self.contrast_before_ml,
            opacified: names(&self.seen_segments, &|i| case.graph.segments()[i].id.clone()),
            blushed: names(&self.seen_beds, &|i| case.graph.beds()[i].id.clone()),
            early_vein: self.early_vein,
            portal_vein: self.portal_vein,
        }
    }
}

/// At least half of a segment holds enough iodine across `diameter_cm`.
fn fills(pipe: &Pipe, diameter_cm: f64) -> bool {
    let dense = |s: &&Stretch| s.mixture.iodine * diameter_cm >= VISIBLE;
    stretches(pipe).iter().filter(dense).map(|s| s.to - s.from).sum::<f64>() >= 0.5
}

/// The square field at the isocentre, seen along the beam.
struct Field {
    centre: DVec3,
    across: DVec3,
    up: DVec3,
    half: f64,
}

impl Field {
    fn of(imaging: &ImagingView) -> Self {
        let (lao, cranial) = (imaging.lao_deg.to_radians(), imaging.cranial_deg.to_radians());
        let beam = DVec3::new(
            -math::sin(lao) * math::cos(cranial),
            math::cos(lao) * math::cos(cranial),
            math::sin(cranial),
        );
        let across = DVec3::new(math::cos(lao), math::sin(lao), 0.0);
        Self {
            centre: imaging.centre_mm,
            across,
            up: across.cross(beam),
            half: 0.5 * imaging.field_mm / MAGNIFICATION,
        }
    }

    fn holds(&self, point: DVec3) -> bool {
        let offset = point - self.centre;
        offset.dot(self.across).abs() <= self.half && offset.dot(self.up).abs() <= self.half
    }
}
