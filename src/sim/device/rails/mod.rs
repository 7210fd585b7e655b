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

use super::fit::{self, word};
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
        if let Some(sheath) = &self.sheath {
            return Err(format!("The {} is in already: one sheath at a time.", sheath.device.name));
        }
        if device.slot().is_some() {
            return Err(format!("The {} is not a sheath: choose an introducer sheath.", device.name));
        }
        let way = steer::way_to_root(graph, node).filter(|way| !way.is_empty());
        let way = way.ok_or("No artery leads from this access site to the aorta: choose another site.")?;
        let mut track = Track::from_node(node);
        for segment in way {
            if track.end_mm() >= device.length_mm || !track.push(graph, segment) {
                break;
            }
        }
        let depth_mm = device.length_mm.min(track.end_mm());
        if let Some((diameter, vessel)) =
            track.narrowest(graph, depth_mm).filter(|(d, _)| *d < device.outer_mm)
        {
            return Err(format!(
                "The {} is {:.2} mm wide outside and the {vessel} has {diameter:.2} mm: choose a sheath of at most \
                 {diameter:.2} mm or another site.",
                device.name, device.outer_mm
            ));
        }
        track.shorten(depth_mm);
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
        let Some(slot) = device.slot() else {
            return Err(format!("The {} is a sheath: insert it through the puncture instead.", device.name));
        };
        if let Some(there) = self.get(slot) {
            return Err(format!("The {} is in already: remove it first.", there.device.name));
        }
        let Some(host) = self.host(slot) else {
            return Err(match slot {
                Slot::Microcatheter if self.sheath.is_some() => {
                    "A microcatheter goes through a catheter: load a catheter first.".to_owned()
                }
                _ => format!("There is no sheath for the {} to go through: insert one first.", word(slot)),
            });
        };
        fit::lumen_takes(&host.device, device)?;
        fit::long_enough(&host.device, device)?;
        match (slot, &self.wire) {
            (Slot::Microcatheter, Some(wire)) => {
                return Err(format!(
                    "The {} is in the catheter's lumen: remove it before the microcatheter goes in.",
                    wire.device.name
                ));
            }
            (Slot::Catheter, Some(wire)) => fit::over_wire(&wire.device, wire.depth_mm, device)?,
            _ => {}
        }
        let placed = Placed::at(device, host.depth_mm);
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
        if self.get(slot).is_none() {
            return Err(format!("There is no {} to remove.", word(slot)));
        }
        if let (Slot::Catheter, Some(inner)) = (slot, &self.microcatheter) {
            return Err(format!("The {} is in the catheter: remove it first.", inner.device.name));
        }
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
        if self.sheath.is_none() {
            return Err("There is no sheath to remove.".to_owned());
        }
        let inside =
            [Slot::Catheter, Slot::Microcatheter, Slot::Wire].into_iter().find_map(|slot| self.get(slot));
        if let Some(inside) = inside {
            return Err(format!("The {} is still in the sheath: remove it first.", inside.device.name));
        }
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
        Some(Port {
            slot,
            tip: self.tip(slot)?,
            inner_mm: device.inner_mm()?,
            length_mm: device.length_mm,
            pressure_limit_psi: device.pressure_limit_psi,
            side_holes: matches!(device.kind, crate::model::DeviceKind::Catheter { side_holes: true, .. }),
            wire_in_lumen: self.wire.is_some(),
        })
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

    fn loaded(&mut self, slot: Slot, amount: f64) -> Result<&mut Placed, String> {
        if !amount.is_finite() {
            return Err(format!(
                "{amount} is not an amount the {} can be moved by: give a number.",
                word(slot)
            ));
        }
        let missing = || format!("There is no {0} to move: load a {0} first.", word(slot));
        self.place_mut(slot).as_mut().ok_or_else(missing)
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
