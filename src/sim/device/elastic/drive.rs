//! Hands: pending pushes and twists are carried out at a limited speed, one sub-step of the rod at a time.
//!
//! A device goes in as far as its hub allows, and out as far as the sheath's tip. One that is pulled takes what is inside it
//! along where the hubs would meet. Where the hub resists more than hands can hold, they slip, and after a while let go.
//!
//! **Pushed without a wire.** A catheter or microcatheter is led while a device inside it ends at most
//! [`LED_WITHIN_MM`] behind its tip. Unled, each push is counted where the lumen's radius is below
//! [`NARROW_RADIUS_MM`] and the tip is more than [`OSTIUM_MM`] beyond the last wider place: engaging an ostium from the
//! aorta with a shaped catheter is sound technique. More than [`BARE_MM`] in one segment is reported once per segment
//! and device. The rule itself, never to advance a selective catheter without a leading wire, is `S137`; the
//! lengths are tuned.

use super::{Elastic, Tip};
use crate::model::{Slot, VesselGraph};
use crate::sim::device::fit::word;
use crate::sim::device::rod::SUB_STEP_S;
use crate::sim::device::{HAND_DEG_S, HAND_MM_S};
use crate::sim::event::What;

/// Sub-steps of a tick.
const SUB_STEPS: u32 = 2;
/// Sub-steps for which hands slip before they let go (tuned: half a second).
const SLIPS: u32 = 60;
/// What rounding leaves of a push that is done, mm.
const NOTHING_MM: f64 = 1e-9;
/// A device inside that ends this close behind the tip leads it, mm (tuned).
const LED_WITHIN_MM: f64 = 5.0;
/// Vessels of at least this radius are wide: aorta and common iliac, mm (tuned).
const NARROW_RADIUS_MM: f64 = 4.0;
/// Way into a branch that a shaped catheter may go unled, mm (tuned).
const OSTIUM_MM: f64 = 15.0;
/// Unled way in one segment that is reported, mm (tuned).
const BARE_MM: f64 = 10.0;

impl Elastic {
    /// Lets one tick pass.
    pub(in crate::sim::device) fn step(&mut self, graph: &VesselGraph, out: &mut Vec<What>) {
        if !self.moving() {
            return;
        }
        let before = self.innermost_spot();
        let depths_mm: Vec<f64> = self.inside.iter().map(|placed| self.depth_mm(placed.slot)).collect();
        for _ in 0..SUB_STEPS {
            for layer in 0..self.inside.len() {
                self.turn(layer);
                self.slide(layer, out);
            }
            if let Some(sheath) = &mut self.sheath {
                sheath.rod.step(&self.lumen, SUB_STEP_S);
            }
        }
        if let Some((from, to)) = before.zip(self.innermost_spot()) {
            self.tip_path_mm += from.distance(to);
        }
        for (layer, before_mm) in depths_mm.into_iter().enumerate() {
            self.tell_tip(graph, layer, out);
            self.note_bare(graph, layer, before_mm, out);
        }
        self.look_at_lumens();
    }

    /// Finds all tips anew, without telling.
    pub(super) fn find_tips(&mut self) {
        for layer in 0..self.inside.len() {
            self.inside[layer].tip = super::tip_of(self.sheath.as_ref(), &self.lumen, layer);
        }
    }

    fn innermost_spot(&self) -> Option<glam::DVec3> {
        let layer = self.layer(self.innermost()?)?;
        let rod = &self.sheath.as_ref()?.rod;
        Some(rod.spot(&self.lumen, rod.layers()[layer].depth_mm())?.at)
    }

    /// Greatest depth the hubs allow, mm from the puncture.
    fn reach_mm(&self, layer: usize) -> f64 {
        let length_mm = self.inside[layer].device.length_mm;
        let host = layer.checked_sub(1).map(|host| &self.inside[host]);
        host.map_or(length_mm, |host| length_mm - (host.device.length_mm - self.depth_mm(host.slot)))
    }

    fn turn(&mut self, layer: usize) {
        let placed = &mut self.inside[layer];
        let deg = placed.pending_deg.clamp(-HAND_DEG_S * SUB_STEP_S, HAND_DEG_S * SUB_STEP_S);
        if deg == 0.0 {
            return;
        }
        placed.pending_deg -= deg;
        placed.stopped = false;
        if let Some(sheath) = &mut self.sheath {
            sheath.rod.turn(layer, deg.to_radians());
        }
    }

    /// Pushes or pulls by what hands do in a sub-step.
    fn slide(&mut self, layer: usize, out: &mut Vec<What>) {
        if self.inside[layer].pending_mm.abs() < NOTHING_MM {
            self.inside[layer].pending_mm = 0.0;
        }
        let asked_mm = self.inside[layer].pending_mm.clamp(-HAND_MM_S * SUB_STEP_S, HAND_MM_S * SUB_STEP_S);
        // an outer device that went back may have left less room than there was
        let room_mm = self.reach_mm(layer) - self.depth_mm(self.inside[layer].slot);
        let way_mm = asked_mm.min(room_mm);
        if way_mm == 0.0 && asked_mm == 0.0 {
            return;
        }
        let fed_mm = self.sheath.as_mut().map_or(0.0, |sheath| sheath.rod.feed(layer, way_mm));
        let placed = &mut self.inside[layer];
        if asked_mm == 0.0 {
            return;
        }
        if fed_mm != 0.0 {
            placed.pending_mm -= fed_mm;
            placed.slipped = 0;
            placed.stopped = false;
        }
        let slot = placed.slot;
        if asked_mm > room_mm {
            let reason = self.reach_reason(layer);
            self.stop(layer, reason, out);
        } else if fed_mm == 0.0 {
            placed.slipped += 1;
            let let_go = placed.slipped > SLIPS;
            if asked_mm < 0.0 && self.depth_mm(slot) <= self.sheath_mm() {
                let reason =
                    format!("The tip of the {0} is back in the sheath: remove the {0} to go on.", word(slot));
                self.stop(layer, reason, out);
            } else if let_go {
                let reason = format!("The {} does not go further: the hands slip on it.", word(slot));
                self.stop(layer, reason, out);
            }
        }
    }

    /// Tells when a tip came into another segment.
    fn tell_tip(&mut self, graph: &VesselGraph, layer: usize, out: &mut Vec<What>) {
        let tip: Option<Tip> = super::tip_of(self.sheath.as_ref(), &self.lumen, layer);
        let placed = &mut self.inside[layer];
        let before = core::mem::replace(&mut placed.tip, tip);
        if let Some(tip) = tip.filter(|tip| before.map(|before| before.segment) != Some(tip.segment)) {
            placed.bare_mm = 0.0;
            out.push(What::TipEntered { slot: placed.slot, segment: graph.segment(tip.segment).id.clone() });
        }
    }

    fn stop(&mut self, layer: usize, reason: String, out: &mut Vec<What>) {
        let placed = &mut self.inside[layer];
        placed.pending_mm = 0.0;
        placed.slipped = 0;
        if !placed.stopped {
            placed.stopped = true;
            out.push(What::TipStopped { slot: placed.slot, reason });
        }
    }

    fn note_bare(&mut self, graph: &VesselGraph, layer: usize, before_mm: f64, out: &mut Vec<What>) {
        let slot = self.inside[layer].slot;
        let depth_mm = self.depth_mm(slot);
        let host_mm = layer.checked_sub(1).map_or(0.0, |host| self.depth_mm(self.inside[host].slot));
        let led = self.inside[layer + 1..]
            .iter()
            .any(|inner| self.depth_mm(inner.slot) >= depth_mm - LED_WITHIN_MM);
        let Some(tip) = self.inside[layer].tip.filter(|_| depth_mm > before_mm) else { return };
        let bare = slot != Slot::Wire && depth_mm > host_mm && !led && self.beyond_ostium(layer);
        let placed = &mut self.inside[layer];
        if !bare {
            placed.bare_mm = 0.0;
            return;
        }
        placed.bare_mm += depth_mm - before_mm;
        if placed.bare_mm > BARE_MM && !placed.scraped.contains(&tip.segment) {
            placed.scraped.push(tip.segment);
            out.push(What::PushedWithoutWire { slot, segment: graph.segment(tip.segment).id.clone() });
        }
    }

    /// The lumen at a tip is narrow, and has been for longer than an ostium.
    fn beyond_ostium(&self, layer: usize) -> bool {
        let Some(sheath) = &self.sheath else { return false };
        let depth_mm = sheath.rod.layers()[layer].depth_mm();
        let spots = sheath.rod.spots(&self.lumen, depth_mm);
        let wide = spots.filter(|spot| spot.lumen_mm >= NARROW_RADIUS_MM).last();
        depth_mm - wide.map_or(0.0, |spot| spot.depth_mm) > OSTIUM_MM
    }

    fn reach_reason(&self, layer: usize) -> String {
        let (slot, length_mm) = (self.inside[layer].slot, self.inside[layer].device.length_mm);
        format!(
            "All usable length of the {} ({length_mm:.0} mm) is in: pull back what it goes through, or use a longer one.",
            word(slot)
        )
    }
}
