//! Elastic devices: what hands push, pull and turn at the hubs (`drive`), and what the tips do is mechanics.
//!
//! Catheter, microcatheter and wire are the layers of one elastic rod ([`rod`](super::rod)) that begins at the sheath's tip
//! and lies in the lumen of the vessels.
//!
//! | rule | |
//! |---|---|
//! | load | takes no time; the tip comes to lie at the end of what the device goes through |
//! | hubs | an inner device goes in as far as its hub, and comes along where an outer one is pulled against it |
//! | hands | slip where a hub resists with [`GRIP_N`](super::rod::GRIP_N) |
//!
//! Depths count from the puncture, along the devices. Left out: pulling a tip back into the sheath, play between coaxial
//! devices.

mod drive;
#[cfg(test)]
mod tests;
mod view;

use std::sync::Arc;

use super::fit;
use super::rod::{Layer, Lumen, Mesh, Mouth, Rod, Spot};
use super::steer;
use super::track::{Tip, Track};
use super::{Obstruction, PENDING_MAX_DEG, PENDING_MAX_MM, Port};
use crate::hash::StateHash;
use crate::model::{Device, NodeIx, SegmentIx, Slot, VesselGraph};
use crate::sim::event::What;

/// The sheath, with the rod that begins at its tip.
#[derive(Clone, Debug)]
struct Sheath {
    device: Device,
    track: Track,
    depth_mm: f64,
    rod: Rod,
}

/// One device in the sheath: a layer of the rod.
#[derive(Clone, Debug)]
struct Placed {
    slot: Slot,
    device: Device,
    pending_mm: f64,
    pending_deg: f64,
    /// The present stop has been told.
    stopped: bool,
    /// Sub-steps for which hands have slipped on it.
    slipped: u32,
    /// Where its tip is.
    tip: Option<Tip>,
    /// How far the tip was pushed unled through the present narrow vessel.
    bare_mm: f64,
    /// Segments already reported as passed without a wire.
    scraped: Vec<SegmentIx>,
}

impl From<Spot> for Tip {
    fn from(spot: Spot) -> Self {
        Self { segment: spot.segment, along_mm: spot.along_mm, towards_end: spot.towards_end }
    }
}

/// Everything that is in the arteries.
#[derive(Clone, Debug, Default)]
pub(super) struct Elastic {
    lumen: Arc<Lumen>,
    sheath: Option<Sheath>,
    /// Catheter, microcatheter and wire, as far as they are there: in this order, as the layers of the rod.
    inside: Vec<Placed>,
    tip_path_mm: f64,
    /// What the devices take of the lumen, as it was told last, and how often that has changed.
    obstructions: Vec<Obstruction>,
    changes: u64,
}

impl Elastic {
    /// Puts an introducer sheath in at a node, towards the heart.
    pub(in crate::sim::device) fn insert_sheath(
        &mut self,
        graph: &VesselGraph,
        node: NodeIx,
        device: &Device,
        out: &mut Vec<What>,
    ) -> Result<(), String> {
        let (track, depth_mm) = fit::sheath_way(graph, node, device, self.sheath_device())?;
        self.lumen = Arc::new(Lumen::new(graph));
        let rod = Rod::new(&self.lumen, mouth(graph, &track, depth_mm), Mesh::default());
        self.sheath = Some(Sheath { device: device.clone(), track, depth_mm, rod });
        self.look_at_lumens();
        out.push(What::SheathInserted { device: device.id.clone() });
        Ok(())
    }

    /// Puts a catheter, microcatheter or wire into the hub of the device outside it.
    pub(in crate::sim::device) fn load(
        &mut self,
        device: &Device,
        out: &mut Vec<What>,
    ) -> Result<(), String> {
        let slot = fit::loads(device, self.sheath_device(), &|slot| self.find(slot))?;
        let place = self.inside.iter().position(|placed| inwards(placed.slot) > inwards(slot));
        let place = place.unwrap_or(self.inside.len());
        if let Some(sheath) = &mut self.sheath {
            let outer_mm = if place > 0 { sheath.rod.layers()[place - 1].depth_mm() } else { 0.0 };
            sheath.rod.insert_layer(place, Layer::at(device.shaft.clone(), device.outer_mm, outer_mm));
        }
        self.inside.insert(place, Placed::new(slot, device));
        let placed = &mut self.inside[place];
        placed.tip = tip_of(self.sheath.as_ref(), &self.lumen, place);
        out.push(What::DeviceLoaded { slot, device: device.id.clone() });
        Ok(())
    }

    /// Adds a push (positive) or pull (negative) at the hub to what is pending.
    pub(in crate::sim::device) fn advance(&mut self, slot: Slot, mm: f64) -> Result<(), String> {
        let placed = self.loaded(slot, mm)?;
        placed.pending_mm = (placed.pending_mm + mm).clamp(-PENDING_MAX_MM, PENDING_MAX_MM);
        Ok(())
    }

    /// Adds a twist, clockwise seen from the hub, to what is pending.
    pub(in crate::sim::device) fn rotate(&mut self, slot: Slot, deg: f64) -> Result<(), String> {
        let placed = self.loaded(slot, deg)?;
        placed.pending_deg = (placed.pending_deg + deg).clamp(-PENDING_MAX_DEG, PENDING_MAX_DEG);
        Ok(())
    }

    /// Forgets what is pending.
    pub(in crate::sim::device) fn hold(&mut self) {
        for placed in &mut self.inside {
            placed.pending_mm = 0.0;
            placed.pending_deg = 0.0;
        }
    }

    /// Pulls a device out.
    pub(in crate::sim::device) fn remove(&mut self, slot: Slot, out: &mut Vec<What>) -> Result<(), String> {
        fit::leaves(slot, &|slot| self.find(slot))?;
        if slot == Slot::Microcatheter {
            self.take(Slot::Wire, out);
        }
        let length_mm = self.get(slot).map_or(0.0, |placed| placed.device.length_mm);
        self.take(slot, out);
        if let (Slot::Catheter, Some(wire)) = (slot, self.get(Slot::Wire)) {
            // what is outside of a catheter has to be as long as it, or hands cannot hold it
            let most_mm = wire.device.length_mm - length_mm - self.sheath_mm();
            if most_mm <= 0.0 {
                self.take(Slot::Wire, out);
            } else if let Some(sheath) = &mut self.sheath {
                sheath.rod.shorten_layer(&self.lumen, 0, most_mm);
            }
        }
        self.find_tips();
        self.look_at_lumens();
        Ok(())
    }

    /// Pulls the sheath out, when nothing is in it.
    pub(in crate::sim::device) fn remove_sheath(&mut self, out: &mut Vec<What>) -> Result<(), String> {
        fit::sheath_leaves(self.sheath_device(), &|slot| self.find(slot))?;
        self.sheath = None;
        self.look_at_lumens();
        out.push(What::SheathRemoved);
        Ok(())
    }

    /// A push, pull or twist is still being carried out, or something has not come to rest.
    pub(in crate::sim::device) fn moving(&self) -> bool {
        self.busy() || self.sheath.as_ref().is_some_and(|sheath| !sheath.rod.asleep())
    }

    /// Hands have something to do.
    pub(in crate::sim::device) fn busy(&self) -> bool {
        self.inside.iter().any(|placed| placed.pending_mm != 0.0 || placed.pending_deg != 0.0)
    }

    /// Where a tip is; `None` when the slot is empty.
    pub(in crate::sim::device) fn tip(&self, slot: Slot) -> Option<Tip> {
        self.get(slot)?.tip
    }

    /// The slot of the innermost catheter: what is injected comes out of it.
    pub(in crate::sim::device) fn innermost(&self) -> Option<Slot> {
        [Slot::Microcatheter, Slot::Catheter].into_iter().find(|&slot| self.get(slot).is_some())
    }

    /// Where an injection would come out.
    pub(in crate::sim::device) fn port(&self) -> Option<Port> {
        let slot = self.innermost()?;
        let device = &self.get(slot)?.device;
        Port::of(slot, device, self.tip(slot)?, self.get(Slot::Wire).is_some())
    }

    /// Id of the device in a slot.
    pub(in crate::sim::device) fn device_in(&self, slot: Slot) -> Option<&str> {
        self.get(slot).map(|placed| placed.device.id.as_str())
    }

    /// Way the innermost catheter's tip has gone since the start, mm.
    pub(in crate::sim::device) fn tip_path_mm(&self) -> f64 {
        self.tip_path_mm
    }

    /// Ids of everything in the body, outermost first.
    pub(in crate::sim::device) fn left_inside(&self) -> Vec<String> {
        let sheath = self.sheath.iter().map(|sheath| &sheath.device);
        sheath
            .chain(self.inside.iter().map(|placed| &placed.device))
            .map(|device| device.id.clone())
            .collect()
    }

    /// Takes the whole state into a hash.
    pub(in crate::sim::device) fn hash_into(&self, hash: &mut StateHash) {
        let Self { lumen: _, sheath, inside, tip_path_mm, obstructions, changes } = self;
        hash.option(sheath.as_ref(), |sheath, hash| {
            hash.text(&sheath.device.id);
            sheath.track.hash(hash);
            hash.float(sheath.depth_mm);
            sheath.rod.hash_into(hash);
        });
        hash.each(inside, Placed::hash_into);
        hash.each(obstructions, |taken, hash| {
            hash.int(u64::from(taken.segment.0));
            hash.floats([taken.from_mm, taken.to_mm, taken.radius_mm]);
        });
        hash.float(*tip_path_mm);
        hash.int(*changes);
    }

    fn get(&self, slot: Slot) -> Option<&Placed> {
        self.inside.iter().find(|placed| placed.slot == slot)
    }

    /// Place of a slot among the layers of the rod.
    fn layer(&self, slot: Slot) -> Option<usize> {
        self.inside.iter().position(|placed| placed.slot == slot)
    }

    /// Depth of a tip from the puncture, mm; 0 when the slot is empty.
    pub(in crate::sim::device) fn depth_mm(&self, slot: Slot) -> f64 {
        let depth_mm =
            |sheath: &Sheath| Some(sheath.depth_mm + sheath.rod.layers()[self.layer(slot)?].depth_mm());
        self.sheath.as_ref().and_then(depth_mm).unwrap_or(0.0)
    }

    fn sheath_mm(&self) -> f64 {
        self.sheath.as_ref().map_or(0.0, |sheath| sheath.depth_mm)
    }

    fn sheath_device(&self) -> Option<&Device> {
        self.sheath.as_ref().map(|sheath| &sheath.device)
    }

    /// The device in a slot, and the depth of its tip.
    fn find(&self, slot: Slot) -> Option<(&Device, f64)> {
        self.get(slot).map(|placed| (&placed.device, self.depth_mm(slot)))
    }

    fn loaded(&mut self, slot: Slot, amount: f64) -> Result<&mut Placed, String> {
        fit::moves(slot, amount, self.inside.iter_mut().find(|placed| placed.slot == slot))
    }

    fn take(&mut self, slot: Slot, out: &mut Vec<What>) {
        let Some(layer) = self.layer(slot) else { return };
        let placed = self.inside.remove(layer);
        if let Some(sheath) = &mut self.sheath {
            sheath.rod.remove_layer(&self.lumen, layer);
        }
        out.push(What::DeviceRemoved { slot, device: placed.device.id });
    }
}

impl Placed {
    fn new(slot: Slot, device: &Device) -> Self {
        Self {
            slot,
            device: device.clone(),
            pending_mm: 0.0,
            pending_deg: 0.0,
            stopped: false,
            slipped: 0,
            tip: None,
            bare_mm: 0.0,
            scraped: Vec::new(),
        }
    }

    fn hash_into(&self, hash: &mut StateHash) {
        let Self { slot, device, pending_mm, pending_deg, stopped, slipped, tip, bare_mm, scraped } = self;
        hash.int(inwards(*slot));
        hash.text(&device.id);
        hash.floats([*pending_mm, *pending_deg, *bare_mm]);
        hash.flag(*stopped);
        hash.int(u64::from(*slipped));
        hash.option(*tip, |tip, hash| {
            hash.int(u64::from(tip.segment.0));
            hash.float(tip.along_mm);
            hash.flag(tip.towards_end);
        });
        hash.each(scraped, |segment, hash| hash.int(u64::from(segment.0)));
    }
}

/// How far inside the others a slot is.
fn inwards(slot: Slot) -> u64 {
    match slot {
        Slot::Catheter => 0,
        Slot::Microcatheter => 1,
        Slot::Wire => 2,
    }
}

/// The tip of the sheath, where the rod begins. Angles count from the patient's front.
fn mouth(graph: &VesselGraph, track: &Track, depth_mm: f64) -> Mouth {
    let at = track.point_at(graph, depth_mm).unwrap_or_default();
    let tangent = track.tangent_at(graph, depth_mm).unwrap_or(glam::DVec3::Z);
    let segment = track.tip(depth_mm).map(|tip| (tip.segment, tip.along_mm));
    Mouth { at, tangent, across: steer::side(tangent, 0.0), segment }
}

/// Where the tip of a layer is.
fn tip_of(sheath: Option<&Sheath>, lumen: &Lumen, layer: usize) -> Option<Tip> {
    let rod = &sheath?.rod;
    Some(rod.spot(lumen, rod.layers().get(layer)?.depth_mm())?.into())
}
