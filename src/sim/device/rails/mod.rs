//! Devices on rails: along the vessels' centre-lines, without mechanics.
//!
//! What is modelled: kinematics only. All devices share one track (`track`) from the puncture; each has a tip depth
//! along it (mm) and a roll (degrees). A command adds to what is pending, and hands carry it out at a limited speed
//! (`drive`). The device whose tip is furthest leads: where the track ends it chooses the branch by its tip's direction
//! (`steer`). The others follow it.
//!
//! | rule | |
//! |---|---|
//! | load | takes no time; the tip comes to lie at the end of what the device goes through |
//! | wire near the tip | a wire that ends less than 10 mm behind a catheter's tip straightens it in proportion |
//! | shaped catheters | pulled past a side branch on the side they are turned to, they drop into it: tips bent by more than 60° off vessels of 4 mm radius or wider, recurved ones (more than 120°) off any |
//!
//! Left out: bending, friction, stored twist, loops, support and prolapse, wall contact: what the elastic devices have.

mod drive;
#[cfg(test)]
mod tests;
mod view;

use super::fit;
use super::steer;
use super::track::{Tip, Track};
use super::{Obstruction, PENDING_MAX_DEG, PENDING_MAX_MM, Port};
use crate::hash::StateHash;
use crate::model::{Device, NodeIx, Slot, VesselGraph};
use crate::sim::event::What;

/// One device in the body.
#[derive(Clone, Debug)]
struct Placed {
    device: Device,
    depth_mm: f64,
    roll_deg: f64,
    pending_mm: f64,
    pending_deg: f64,
    /// The present stop has been told.
    stopped: bool,
    /// How far the tip was pushed unled through the present narrow vessel.
    bare_mm: f64,
    /// Segments already reported as passed without a wire.
    scraped: Vec<crate::model::SegmentIx>,
}

impl Placed {
    fn at(device: &Device, depth_mm: f64) -> Self {
        Self {
            device: device.clone(),
            depth_mm,
            roll_deg: 0.0,
            pending_mm: 0.0,
            pending_deg: 0.0,
            stopped: false,
            bare_mm: 0.0,
            scraped: Vec::new(),
        }
    }
}

/// Everything that is in the arteries.
#[derive(Clone, Debug, Default)]
pub(super) struct Railed {
    track: Track,
    sheath: Option<Placed>,
    catheter: Option<Placed>,
    microcatheter: Option<Placed>,
    wire: Option<Placed>,
    tip_path_mm: f64,
    /// How often anything went in, moved or came out.
    changes: u64,
}

impl Railed {
    /// Puts an introducer sheath in at a node, towards the heart.
    pub(in crate::sim::device) fn insert_sheath(
        &mut self,
        graph: &VesselGraph,
        node: NodeIx,
        device: &Device,
        out: &mut Vec<What>,
    ) -> Result<(), String> {
        let (track, depth_mm) = fit::sheath_way(graph, node, device, self.sheath_device())?;
        self.track = track;
        self.changes += 1;
        self.sheath = Some(Placed::at(device, depth_mm));
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
        let placed = Placed::at(device, self.host(slot).map_or(0.0, |host| host.depth_mm));
        *self.place_mut(slot) = Some(placed);
        self.changes += 1;
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
        for placed in [&mut self.catheter, &mut self.microcatheter, &mut self.wire].into_iter().flatten() {
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
        if let (Slot::Catheter, Some(wire)) = (slot, &mut self.wire) {
            wire.depth_mm = wire.depth_mm.min(wire.device.length_mm - length_mm);
            if wire.depth_mm <= 0.0 {
                self.take(Slot::Wire, out);
            }
        }
        self.track.shorten(self.deepest_mm());
        self.changes += 1;
        Ok(())
    }

    /// Pulls the sheath out, when nothing is in it.
    pub(in crate::sim::device) fn remove_sheath(&mut self, out: &mut Vec<What>) -> Result<(), String> {
        fit::sheath_leaves(self.sheath_device(), &|slot| self.find(slot))?;
        self.sheath = None;
        self.track = Track::default();
        self.changes += 1;
        out.push(What::SheathRemoved);
        Ok(())
    }

    /// A push, pull or twist is still being carried out.
    pub(in crate::sim::device) fn moving(&self) -> bool {
        [&self.catheter, &self.microcatheter, &self.wire]
            .into_iter()
            .flatten()
            .any(|placed| placed.pending_mm != 0.0 || placed.pending_deg != 0.0)
    }

    /// Where a tip is; `None` when the slot is empty.
    pub(in crate::sim::device) fn tip(&self, slot: Slot) -> Option<Tip> {
        self.track.tip(self.get(slot)?.depth_mm)
    }

    /// The slot of the innermost catheter: what is injected comes out of it.
    pub(in crate::sim::device) fn innermost(&self) -> Option<Slot> {
        let micro = self.microcatheter.as_ref().map(|_| Slot::Microcatheter);
        micro.or(self.catheter.as_ref().map(|_| Slot::Catheter))
    }

    /// Where an injection would come out.
    pub(in crate::sim::device) fn port(&self) -> Option<Port> {
        let slot = self.innermost()?;
        let device = &self.get(slot)?.device;
        Port::of(slot, device, self.tip(slot)?, self.wire.is_some())
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
        let all = [&self.sheath, &self.catheter, &self.microcatheter, &self.wire];
        all.into_iter().flatten().map(|placed| placed.device.id.clone()).collect()
    }

    /// Takes the whole state into a hash.
    pub(in crate::sim::device) fn hash_into(&self, hash: &mut StateHash) {
        self.track.hash(hash);
        hash.float(self.tip_path_mm);
        for place in [&self.sheath, &self.catheter, &self.microcatheter, &self.wire] {
            let Some(placed) = place else {
                hash.int(0);
                continue;
            };
            hash.text(&placed.device.id);
            for value in
                [placed.depth_mm, placed.roll_deg, placed.pending_mm, placed.pending_deg, placed.bare_mm]
            {
                hash.float(value);
            }
            hash.int(u64::from(placed.stopped));
            hash.int(placed.scraped.len() as u64);
            for segment in &placed.scraped {
                hash.int(u64::from(segment.0));
            }
        }
    }

    fn get(&self, slot: Slot) -> Option<&Placed> {
        match slot {
            Slot::Wire => self.wire.as_ref(),
            Slot::Catheter => self.catheter.as_ref(),
            Slot::Microcatheter => self.microcatheter.as_ref(),
        }
    }

    fn place_mut(&mut self, slot: Slot) -> &mut Option<Placed> {
        match slot {
            Slot::Wire => &mut self.wire,
            Slot::Catheter => &mut self.catheter,
            Slot::Microcatheter => &mut self.microcatheter,
        }
    }

    fn sheath_device(&self) -> Option<&Device> {
        self.sheath.as_ref().map(|sheath| &sheath.device)
    }

    /// The device in a slot, and the depth of its tip.
    fn find(&self, slot: Slot) -> Option<(&Device, f64)> {
        self.get(slot).map(|placed| (&placed.device, placed.depth_mm))
    }

    fn loaded(&mut self, slot: Slot, amount: f64) -> Result<&mut Placed, String> {
        fit::moves(slot, amount, self.place_mut(slot).as_mut())
    }

    /// What the device of a slot goes through.
    fn host(&self, slot: Slot) -> Option<&Placed> {
        match slot {
            Slot::Catheter => self.sheath.as_ref(),
            Slot::Microcatheter => self.catheter.as_ref(),
            Slot::Wire => self.microcatheter.as_ref().or(self.catheter.as_ref()).or(self.sheath.as_ref()),
        }
    }

    /// What goes through the device of a slot, the nearest first.
    fn inner(&self, slot: Slot) -> impl Iterator<Item = &Placed> {
        let (first, second) = match slot {
            Slot::Catheter => (self.microcatheter.as_ref(), self.wire.as_ref()),
            Slot::Microcatheter => (self.wire.as_ref(), None),
            Slot::Wire => (None, None),
        };
        first.into_iter().chain(second)
    }

    /// Depth of the deepest tip.
    fn deepest_mm(&self) -> f64 {
        let all = [&self.sheath, &self.catheter, &self.microcatheter, &self.wire];
        all.into_iter().flatten().map(|placed| placed.depth_mm).fold(0.0, f64::max)
    }

    fn take(&mut self, slot: Slot, out: &mut Vec<What>) {
        if let Some(placed) = self.place_mut(slot).take() {
            out.push(What::DeviceRemoved { slot, device: placed.device.id });
        }
    }
}
