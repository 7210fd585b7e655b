//! How far breathing moves what is drawn.
//!
//! Below the domes of the diaphragm all organs go down with it, less and less towards the pelvis and the apex of the
//! lungs; spine and aorta stand still, and so do the limbs. A point moves down by A·b·s, b the position of the diaphragm
//! from the snapshot, s the share of its place, a product of ramps by height and by distance from the spine.
//!
//! A = 15 mm (authored: quiet breathing moves the diaphragm by one to two centimetres). Left out: forward and sideways
//! motion, turning, the change of shape of the organs.

use glam::{DVec3, Vec3};

use super::gantry::Camera;
use super::landmarks::Landmarks;

/// Way of the diaphragm, mm.
const WAY_MM: f64 = 15.0;
/// Heights from the diaphragm's dome between which the share rises from 0 to 1, and falls from 1 to 0, mm (authored).
const HEIGHTS_MM: [(f64, f64); 2] = [(-320.0, -140.0), (260.0, 40.0)];
/// Distances from the middle of the spine between which the share rises, and falls, mm (authored).
const OFF_SPINE_MM: [(f64, f64); 2] = [(42.0, 80.0), (190.0, 160.0)];

/// Which places of one patient move.
#[derive(Clone, Debug)]
pub(super) struct Breathing {
    landmarks: Landmarks,
    dome_mm: f64,
}

/// How far things are from where they rest at one moment, for one camera.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shift {
    /// Of a thing with share 1, in camera coordinates, mm.
    pub way: Vec3,
    /// The same in the picture, pixels downwards.
    pub down_px: f32,
}

impl Breathing {
    /// With the diaphragm's dome at this height, RAS mm.
    pub(super) fn new(landmarks: &Landmarks, dome_mm: f64) -> Self {
        Self { landmarks: landmarks.clone(), dome_mm }
    }

    /// Share of the diaphragm's way that a place makes, 0 to 1.
    pub(super) fn share(&self, at: DVec3) -> f64 {
        let ramp = |v: f64, (from, to): (f64, f64)| ((v - from) / (to - from)).clamp(0.0, 1.0);
        let spine = self.landmarks.spine_at(at.z);
        let off = (at - spine).truncate().length();
        let height = at.z - self.dome_mm;
        HEIGHTS_MM.map(|r| ramp(height, r)).into_iter().product::<f64>()
            * OFF_SPINE_MM.map(|r| ramp(off, r)).into_iter().product::<f64>()
    }

    /// Where a point is while the diaphragm is at `breath`.
    pub(super) fn moved(&self, at: DVec3, breath: f64) -> DVec3 {
        if breath == 0.0 { at } else { at - DVec3::Z * (WAY_MM * breath * self.share(at)) }
    }
}

impl Shift {
    /// While the diaphragm is at `breath`.
    pub(super) fn new(breath: f64, camera: &Camera) -> Self {
        let way = camera.direction(DVec3::NEG_Z * (WAY_MM * breath));
        Self { way, down_px: -way.y / camera.pixel_mm() as f32 }
    }
}
