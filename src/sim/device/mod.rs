//! Sheath, catheter, microcatheter and wire in the arteries.
//!
//! Whatever moves them, all devices obey the same rules; diameters and lengths decide what goes into what (`fit`).
//!
//! | rule | |
//! |---|---|
//! | stack | sheath > catheter > microcatheter > wire; the wire is inside the innermost catheter there is |
//! | remove | takes no time; a microcatheter takes the wire in it along, because usual microwires are too short for an exchange; a catheter leaves the wire in as far as the wire is long enough to be held outside |
//!
//! A case says by which mechanics they move ([`Mechanics`]): on rails along the vessels (`rails`), or as an elastic rod in their
//! lumen (`elastic`), which is to replace the rails case by case.

mod elastic;
mod fit;
#[cfg(test)]
mod fixture;
mod rails;
pub mod rod;
mod steer;
mod track;

pub use track::Tip;

use elastic::Elastic;
use rails::Railed;

use crate::hash::StateHash;
use crate::model::{Device, DeviceKind, Mechanics, NodeIx, SegmentIx, Slot, VesselGraph};
use crate::sim::event::What;
use crate::sim::snapshot::DeviceView;

/// Fastest push or pull, mm/s (tuned: brisk hands at the hub).
pub const HAND_MM_S: f64 = 40.0;
/// Fastest twist, degrees/s (tuned: one turn of a torque device a second).
pub const HAND_DEG_S: f64 = 360.0;
/// Way that can be pending at most, mm (tuned: longer than any device is inside).
const PENDING_MAX_MM: f64 = 2000.0;
/// Twist that can be pending at most, degrees (tuned).
const PENDING_MAX_DEG: f64 = 3600.0;

/// Where an injection comes out, and through what.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Port {
    /// The innermost catheter.
    pub slot: Slot,
    /// Where its tip is.
    pub tip: Tip,
    /// Lumen, mm.
    pub inner_mm: f64,
    /// Length from hub to tip, mm.
    pub length_mm: f64,
    /// Hardest push of a power injector that its maker allows, psi; `None` where nobody says.
    pub pressure_limit_psi: Option<f64>,
    /// It has side holes.
    pub side_holes: bool,
    /// A wire is in the lumen: nothing can be injected.
    pub wire_in_lumen: bool,
}

impl Port {
    fn of(slot: Slot, device: &Device, tip: Tip, wire_in_lumen: bool) -> Option<Self> {
        Some(Self {
            slot,
            tip,
            inner_mm: device.inner_mm()?,
            length_mm: device.length_mm,
            pressure_limit_psi: device.pressure_limit_psi,
            side_holes: matches!(device.kind, DeviceKind::Catheter { side_holes: true, .. }),
            wire_in_lumen,
        })
    }
}

/// A stretch of a segment with a device in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Obstruction {
    /// Segment.
    pub segment: SegmentIx,
    /// Nearer end, mm from the segment's start.
    pub from_mm: f64,
    /// Further end, mm from the segment's start.
    pub to_mm: f64,
    /// Radius of the outermost device there, mm.
    pub radius_mm: f64,
}

/// Everything that is in the arteries.
#[derive(Clone, Debug)]
pub struct Devices(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Rails(Box<Railed>),
    Rod(Box<Elastic>),
}

/// Asks whichever mechanics there is.
macro_rules! ask {
    ($devices:expr, $ask:ident($($value:expr),*)) => {
        match $devices {
            Kind::Rails(devices) => devices.$ask($($value),*),
            Kind::Rod(devices) => devices.$ask($($value),*),
        }
    };
}

impl Devices {
    /// Nothing in the arteries yet.
    pub fn new(mechanics: Mechanics) -> Self {
        Self(match mechanics {
            Mechanics::Rails => Kind::Rails(Box::default()),
            Mechanics::Rod => Kind::Rod(Box::default()),
        })
    }

    /// What moves them.
    pub fn mechanics(&self) -> Mechanics {
        match self.0 {
            Kind::Rails(_) => Mechanics::Rails,
            Kind::Rod(_) => Mechanics::Rod,
        }
    }

    /// Puts an introducer sheath in at a node, towards the heart.
    pub fn insert_sheath(
        &mut self,
        graph: &VesselGraph,
        node: NodeIx,
        device: &Device,
        out: &mut Vec<What>,
    ) -> Result<(), String> {
        ask!(&mut self.0, insert_sheath(graph, node, device, out))
    }

    /// Puts a catheter, microcatheter or wire into the hub of the device outside it.
    pub fn load(&mut self, device: &Device, out: &mut Vec<What>) -> Result<(), String> {
        ask!(&mut self.0, load(device, out))
    }

    /// Adds a push (positive) or pull (negative) at the hub to what is pending.
    pub fn advance(&mut self, slot: Slot, mm: f64) -> Result<(), String> {
        ask!(&mut self.0, advance(slot, mm))
    }

    /// Adds a twist, clockwise seen from the hub, to what is pending.
    pub fn rotate(&mut self, slot: Slot, deg: f64) -> Result<(), String> {
        ask!(&mut self.0, rotate(slot, deg))
    }

    /// Forgets what is pending.
    pub fn hold(&mut self) {
        ask!(&mut self.0, hold());
    }

    /// Pulls a device out.
    pub fn remove(&mut self, slot: Slot, out: &mut Vec<What>) -> Result<(), String> {
        ask!(&mut self.0, remove(slot, out))
    }

    /// Pulls the sheath out, when nothing is in it.
    pub fn remove_sheath(&mut self, out: &mut Vec<What>) -> Result<(), String> {
        ask!(&mut self.0, remove_sheath(out))
    }

    /// Lets one tick pass.
    pub fn step(&mut self, graph: &VesselGraph, out: &mut Vec<What>) {
        ask!(&mut self.0, step(graph, out));
    }

    /// A push, pull or twist is still being carried out, or something has not come to rest.
    pub fn moving(&self) -> bool {
        ask!(&self.0, moving())
    }

    /// Hands have something to do.
    pub fn busy(&self) -> bool {
        match &self.0 {
            Kind::Rails(devices) => devices.moving(),
            Kind::Rod(devices) => devices.busy(),
        }
    }

    /// Where a tip is; `None` when the slot is empty.
    pub fn tip(&self, slot: Slot) -> Option<Tip> {
        ask!(&self.0, tip(slot))
    }

    /// Way of a tip from the puncture, mm; 0 when the slot is empty.
    pub fn depth_mm(&self, slot: Slot) -> f64 {
        ask!(&self.0, depth_mm(slot))
    }

    /// The slot of the innermost catheter: what is injected comes out of it.
    pub fn innermost(&self) -> Option<Slot> {
        ask!(&self.0, innermost())
    }

    /// Where an injection would come out.
    pub fn port(&self) -> Option<Port> {
        ask!(&self.0, port())
    }

    /// Id of the device in a slot.
    pub fn device_in(&self, slot: Slot) -> Option<&str> {
        ask!(&self.0, device_in(slot))
    }

    /// Way the innermost catheter's tip has gone since the start, mm.
    pub fn tip_path_mm(&self) -> f64 {
        ask!(&self.0, tip_path_mm())
    }

    /// Ids of everything in the body, outermost first.
    pub fn left_inside(&self) -> Vec<String> {
        ask!(&self.0, left_inside())
    }

    /// Lumen taken by devices: for each covered stretch the outermost one, ordered along the way from the puncture. Stretches
    /// of a segment do not overlap.
    pub fn obstructions(&self) -> Vec<Obstruction> {
        ask!(&self.0, obstructions())
    }

    /// Counts the changes of what is inside and where: the same number, the same obstructions.
    pub fn obstruction_key(&self) -> u64 {
        ask!(&self.0, obstruction_key())
    }

    /// The sheath as it is drawn.
    pub fn sheath_view(&self, graph: &VesselGraph) -> Option<DeviceView> {
        ask!(&self.0, sheath_view(graph))
    }

    /// A device as it is drawn, with the junction in front of its tip.
    pub fn view(&self, graph: &VesselGraph, slot: Slot) -> Option<DeviceView> {
        ask!(&self.0, view(graph, slot))
    }

    /// Takes the whole state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        ask!(&self.0, hash_into(hash));
    }
}
