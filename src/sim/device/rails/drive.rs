//! Hands: pending pushes and twists are carried out at a limited speed, one tick at a time.
//!
//! A tip moves along the track until it meets the end of its reach, a lumen narrower than itself or the end of the
//! vessel; at the end of the track a leading tip opens the next segment. A device that is pulled takes what is inside
//! it along where the hubs would meet.
//!
//! **Pushed without a wire.** A catheter or microcatheter is led while a device inside it ends at most
//! [`LED_WITHIN_MM`] behind its tip. Unled, each push is counted where the lumen's radius is below
//! [`NARROW_RADIUS_MM`] and the tip is more than [`OSTIUM_MM`] beyond the last wider place: engaging an ostium from the
//! aorta with a shaped catheter is sound technique. More than [`BARE_MM`] in one segment is reported once per segment
//! and device. The rule itself, never to advance a selective catheter without a leading wire, is `S137`; the
//! lengths are tuned.

use super::{Placed, Railed};
use crate::model::{DeviceKind, SegmentIx, Slot, VesselGraph};
use crate::sim::device::fit::word;
use crate::sim::device::steer::{self, Steering};
use crate::sim::device::track::{Leg, mouth_radius_mm};
use crate::sim::device::{HAND_DEG_S, HAND_MM_S};
use crate::sim::event::What;
use crate::sim::tick::DT;

/// A wire ending this close behind a tip straightens it, in proportion, mm (tuned: length of the shaped tip).
pub(super) const SHAPED_MM: f64 = 10.0;
/// A device inside that ends this close behind the tip leads it, mm (tuned).
const LED_WITHIN_MM: f64 = 5.0;
/// Vessels of at least this radius are wide: aorta and common iliac, mm (tuned).
const NARROW_RADIUS_MM: f64 = 4.0;
/// Way into a branch that a shaped catheter may go unled, mm (tuned).
const OSTIUM_MM: f64 = 15.0;
/// Unled way in one segment that is reported, mm (tuned).
const BARE_MM: f64 = 10.0;
/// Bend above which a catheter is recurved: pulled, it engages branches of any vessel, degrees (tuned).
const RECURVED_DEG: f64 = 120.0;
/// How far a recurved tip drops into the branch it engages, mm (tuned).
const RECURVED_DROP_MM: f64 = 10.0;
/// Bend above which a catheter, pulled, engages branches of wide vessels, degrees (tuned: Cobra and its like).
const SHAPED_DEG: f64 = 60.0;
/// Turn from which a wire's tip is a J, which passes branches without selecting one (`S131`), degrees (tuned).
const J_DEG: f64 = 150.0;
/// Turn from which a catheter's tip is a loop, which stays out of branches, degrees (tuned).
const LOOP_DEG: f64 = 300.0;
/// How far its tip drops into the branch, mm (tuned).
const SHAPED_DROP_MM: f64 = 5.0;

/// Every slot, outermost first: the order in which hands act within a tick.
pub(super) const SLOTS: [Slot; 3] = [Slot::Catheter, Slot::Microcatheter, Slot::Wire];

impl Railed {
    /// Lets one tick pass.
    pub(in crate::sim::device) fn step(&mut self, graph: &VesselGraph, out: &mut Vec<What>) {
        if !self.moving() {
            return;
        }
        let before = self.innermost().and_then(|slot| Some((slot, self.get(slot)?.depth_mm)));
        for slot in SLOTS {
            let Some(placed) = self.place_mut(slot) else { continue };
            let turn = placed.pending_deg.clamp(-HAND_DEG_S * DT, HAND_DEG_S * DT);
            if turn != 0.0 {
                placed.pending_deg -= turn;
                placed.roll_deg = (placed.roll_deg + turn).rem_euclid(360.0);
                placed.stopped = false;
            }
            let way = placed.pending_mm.clamp(-HAND_MM_S * DT, HAND_MM_S * DT);
            placed.pending_mm -= way;
            if way > 0.0 {
                self.push(graph, slot, way, out);
            } else if way < 0.0 {
                self.pull(graph, slot, -way, out);
            }
        }
        self.track.shorten(self.deepest_mm());
        if let Some((slot, depth_mm)) = before {
            self.tip_path_mm += self.get(slot).map_or(0.0, |placed| (placed.depth_mm - depth_mm).abs());
        }
    }

    /// Greatest depth the hubs allow.
    pub(super) fn reach_mm(&self, slot: Slot) -> f64 {
        let length_mm = self.get(slot).map_or(0.0, |placed| placed.device.length_mm);
        let host = match slot {
            Slot::Catheter => None,
            Slot::Microcatheter => self.catheter.as_ref(),
            Slot::Wire => self.microcatheter.as_ref().or(self.catheter.as_ref()),
        };
        host.map_or(length_mm, |host| length_mm - (host.device.length_mm - host.depth_mm))
    }

    /// The tip's bend as it is with what is inside now, degrees.
    pub(super) fn bend_deg(&self, slot: Slot) -> f64 {
        let Some(placed) = self.get(slot) else { return 0.0 };
        let behind = self.inner(slot).map(|inner| placed.depth_mm - inner.depth_mm).fold(SHAPED_MM, f64::min);
        let device = &placed.device;
        let closed = match device.kind {
            DeviceKind::Wire => J_DEG,
            DeviceKind::Sheath { .. } | DeviceKind::Catheter { .. } | DeviceKind::Microcatheter { .. } => {
                LOOP_DEG
            }
        };
        let turn = Some(device.tip_deg()).filter(|turn| *turn < closed).unwrap_or(0.0);
        turn * (behind / SHAPED_MM).clamp(0.0, 1.0)
    }

    pub(super) fn steering(&self, slot: Slot) -> Option<Steering> {
        let placed = self.get(slot)?;
        Some(Steering {
            bend_deg: self.bend_deg(slot),
            roll_deg: placed.roll_deg,
            outer_mm: placed.device.outer_mm,
        })
    }

    fn push(&mut self, graph: &VesselGraph, slot: Slot, way_mm: f64, out: &mut Vec<What>) {
        let reach = self.reach_mm(slot);
        let Some(placed) = self.get(slot) else { return };
        let outer_mm = placed.device.outer_mm;
        let mut depth = placed.depth_mm;
        let goal = (depth + way_mm).min(reach);
        let mut stop = (goal < depth + way_mm).then(|| self.reach_reason(slot));
        while depth < goal {
            let Some(leg) = self.track.leg_ahead(depth) else {
                if let Err(reason) = self.open_next(graph, slot) {
                    stop = Some(reason);
                    break;
                }
                continue;
            };
            let next = goal.min(leg.end_mm());
            let vessel = graph.segment(leg.segment);
            let narrow = vessel.centreline().map_or(0.0, |line| {
                line.radius_at(leg.along_mm(depth)).min(line.radius_at(leg.along_mm(next)))
            });
            if 2.0 * narrow < outer_mm {
                stop = Some(self.narrow_reason(slot, &vessel.vessel, 2.0 * narrow));
                break;
            }
            self.set_depth(graph, slot, next, out);
            self.note_bare(graph, slot, next - depth, out);
            depth = next;
        }
        if let Some(reason) = stop {
            self.stop(slot, reason, out);
        }
    }

    /// Appends the segment that the leading device of a slot enters next.
    fn open_next(&mut self, graph: &VesselGraph, slot: Slot) -> Result<(), String> {
        let chosen = self.steering(slot).and_then(|steering| steer::choose(graph, &self.track, steering));
        if chosen.is_some_and(|segment| self.track.push(graph, segment)) {
            return Ok(());
        }
        let here = self.tip(slot).map_or("vessel", |tip| graph.segment(tip.segment).vessel.as_str());
        let beyond = steer::branches(graph, &self.track).next();
        Err(match beyond {
            Some(segment) => {
                let node = self.track.end(graph).map(|(node, _)| node);
                let mouth = node.and_then(|node| mouth_radius_mm(graph, segment, node));
                self.narrow_reason(slot, &graph.segment(segment).vessel, 2.0 * mouth.unwrap_or(0.0))
            }
            None => format!(
                "The {} is at the end of the {here}: pull back and turn to another branch.",
                word(slot)
            ),
        })
    }

    fn pull(&mut self, graph: &VesselGraph, slot: Slot, way_mm: f64, out: &mut Vec<What>) {
        let Some(placed) = self.get(slot) else { return };
        let mut depth = placed.depth_mm;
        let goal = (depth - way_mm).max(0.0);
        let leads = depth >= self.deepest_mm();
        let at_puncture = depth - way_mm < 0.0;
        while depth > goal {
            let Some(leg) = self.track.leg_behind(depth) else { break };
            depth = goal.max(leg.start_mm);
            self.set_depth(graph, slot, depth, out);
            if leads && depth > 0.0 && depth <= leg.start_mm && self.hook(graph, slot, leg.segment, out) {
                break;
            }
        }
        for inner in [Slot::Microcatheter, Slot::Wire] {
            let reach = self.reach_mm(inner);
            if self.get(inner).is_some_and(|placed| placed.depth_mm > reach) {
                self.set_depth(graph, inner, reach.max(0.0), out);
            }
        }
        if at_puncture {
            let reason =
                format!("The tip of the {0} is back at the puncture: remove the {0} to go on.", word(slot));
            self.stop(slot, reason, out);
        }
    }

    /// A shaped catheter pulled back to a junction drops into the side branch its tip is turned to. On this graph the
    /// branch is entered at once by a fixed length; how the limb straightens as it is pulled further is left out.
    fn hook(&mut self, graph: &VesselGraph, slot: Slot, from: SegmentIx, out: &mut Vec<What>) -> bool {
        let (Some(placed), bend_deg) = (self.get(slot), self.bend_deg(slot)) else { return false };
        let depth = placed.depth_mm;
        let wide = self.track.radius_at(graph, depth).is_some_and(|radius| radius >= NARROW_RADIUS_MM);
        let drop_mm = match placed.device.kind {
            DeviceKind::Catheter { .. } if bend_deg > RECURVED_DEG => RECURVED_DROP_MM,
            DeviceKind::Catheter { .. } if bend_deg > SHAPED_DEG && wide => SHAPED_DROP_MM,
            _ => return false,
        };
        let Some(steering) = self.steering(slot).filter(|_| self.deepest_mm() <= depth) else { return false };
        let mut track = self.track.clone();
        track.shorten(depth);
        let Some(branch) = steer::hooked(graph, &track, from, steering) else { return false };
        if !track.push(graph, branch) {
            return false;
        }
        let goal = (depth + drop_mm).min(track.end_mm()).min(self.reach_mm(slot));
        let fits = track.radius_at(graph, goal).is_some_and(|radius| 2.0 * radius >= steering.outer_mm);
        if !fits || goal <= depth {
            return false;
        }
        self.track = track;
        self.set_depth(graph, slot, goal, out);
        if let Some(placed) = self.place_mut(slot) {
            placed.pending_mm = 0.0;
        }
        true
    }

    /// Moves a tip within the track and tells when it came into another segment.
    fn set_depth(&mut self, graph: &VesselGraph, slot: Slot, depth_mm: f64, out: &mut Vec<What>) {
        let before = self.tip(slot).map(|tip| tip.segment);
        let Some(placed) = self.place_mut(slot) else { return };
        placed.depth_mm = depth_mm;
        placed.stopped = false;
        self.changes += 1;
        if let Some(tip) = self.tip(slot).filter(|tip| Some(tip.segment) != before) {
            if let Some(placed) = self.place_mut(slot) {
                placed.bare_mm = 0.0;
            }
            out.push(What::TipEntered { slot, segment: graph.segment(tip.segment).id.clone() });
        }
    }

    fn stop(&mut self, slot: Slot, reason: String, out: &mut Vec<What>) {
        let Some(placed) = self.place_mut(slot) else { return };
        placed.pending_mm = 0.0;
        if !placed.stopped {
            placed.stopped = true;
            out.push(What::TipStopped { slot, reason });
        }
    }

    fn note_bare(&mut self, graph: &VesselGraph, slot: Slot, way_mm: f64, out: &mut Vec<What>) {
        let (Some(tip), Some(placed)) = (self.tip(slot), self.get(slot)) else { return };
        let depth = placed.depth_mm;
        let bare = slot != Slot::Wire
            && self.host(slot).is_none_or(|host| depth > host.depth_mm)
            && self.inner(slot).all(|inner| inner.depth_mm < depth - LED_WITHIN_MM)
            && self.beyond_ostium(graph, depth);
        let Some(placed) = self.place_mut(slot) else { return };
        if !bare {
            placed.bare_mm = 0.0;
            return;
        }
        placed.bare_mm += way_mm;
        if placed.bare_mm > BARE_MM && !placed.scraped.contains(&tip.segment) {
            placed.scraped.push(tip.segment);
            out.push(What::PushedWithoutWire { slot, segment: graph.segment(tip.segment).id.clone() });
        }
    }

    /// The lumen at a depth is narrow, and has been for longer than an ostium.
    fn beyond_ostium(&self, graph: &VesselGraph, depth_mm: f64) -> bool {
        let radius = |depth: f64, leg: &Leg| {
            graph.segment(leg.segment).centreline().map_or(0.0, |line| line.radius_at(leg.along_mm(depth)))
        };
        for leg in self.track.legs().iter().rev().filter(|leg| leg.start_mm < depth_mm) {
            let far = leg.end_mm().min(depth_mm);
            let (near_radius, far_radius) = (radius(leg.start_mm, leg), radius(far, leg));
            let widest_mm = if far_radius >= NARROW_RADIUS_MM {
                far
            } else if near_radius >= NARROW_RADIUS_MM {
                let share = (near_radius - NARROW_RADIUS_MM) / (near_radius - far_radius);
                leg.start_mm + share * (far - leg.start_mm)
            } else {
                continue;
            };
            return depth_mm - widest_mm > OSTIUM_MM;
        }
        true
    }

    fn reach_reason(&self, slot: Slot) -> String {
        let length_mm = self.get(slot).map_or(0.0, |placed| placed.device.length_mm);
        format!(
            "All usable length of the {} ({length_mm:.0} mm) is in: pull back what it goes through, or use a longer one.",
            word(slot)
        )
    }

    fn narrow_reason(&self, slot: Slot, vessel: &str, diameter_mm: f64) -> String {
        let outer_mm = self.get(slot).map_or(0.0, |placed: &Placed| placed.device.outer_mm);
        format!(
            "The {} is {outer_mm:.2} mm wide and the {vessel} has {diameter_mm:.2} mm here: use a thinner device.",
            word(slot)
        )
    }
}
