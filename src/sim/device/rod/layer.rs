//! One device of the coaxial stack, as the rod sees it.

use glam::DVec2;

use crate::hash::StateHash;
use crate::model::Shaft;

/// A device in the curve.
#[derive(Clone, Debug)]
pub struct Layer {
    pub(super) shaft: Shaft,
    pub(super) radius_mm: f64,
    /// Length beyond the mouth.
    pub(super) depth_mm: f64,
    /// Angle of the hub.
    pub(super) hub_rad: f64,
    /// Angle of the material on each edge of the curve.
    pub(super) angle: Vec<f64>,
    /// Angle at which the wall holds each edge.
    pub(super) held: Vec<f64>,
    // What follows is worked out anew in each sub-step.
    /// EI at each node, N·mm².
    pub(super) bend: Vec<f64>,
    /// GJ at each node, N·mm².
    pub(super) twist: Vec<f64>,
    /// Turn at rest of each node's cell, in the material's two directions, rad.
    pub(super) rest: Vec<DVec2>,
}

impl Layer {
    /// A device of this make-up and outer diameter (mm), its tip in the mouth.
    pub fn new(shaft: Shaft, outer_mm: f64) -> Self {
        Self::at(shaft, outer_mm, 0.0)
    }

    /// The same with its tip this far beyond the mouth, mm: in the lumen of a device that is there already.
    pub fn at(shaft: Shaft, outer_mm: f64, depth_mm: f64) -> Self {
        Self {
            shaft,
            radius_mm: 0.5 * outer_mm,
            depth_mm,
            hub_rad: 0.0,
            angle: Vec::new(),
            held: Vec::new(),
            bend: Vec::new(),
            twist: Vec::new(),
            rest: Vec::new(),
        }
    }

    /// Length beyond the mouth, mm.
    pub fn depth_mm(&self) -> f64 {
        self.depth_mm
    }

    /// Angle of the hub, rad.
    pub fn hub_rad(&self) -> f64 {
        self.hub_rad
    }

    pub(super) fn hash_into(&self, hash: &mut StateHash) {
        hash.float(self.depth_mm);
        hash.float(self.hub_rad);
        hash.int(self.angle.len() as u64);
        for value in self.angle.iter().chain(&self.held) {
            hash.float(*value);
        }
    }
}
