//! What can be seen of the devices, and how much lumen they take.

use glam::DVec3;

use super::drive::{SHAPED_MM, SLOTS};
use super::{Obstruction, Placed, Railed, steer};
use crate::math;
use crate::model::{NodeIx, SegmentIx, Slot, VesselGraph};
use crate::sim::snapshot::{DeviceView, Junction};

/// Points of the drawn bent tip.
const TIP_POINTS: u32 = 8;

impl Railed {
    /// Lumen taken by devices: for each covered stretch the outermost one, ordered along the way from the puncture.
    /// No segment is on the way twice, so stretches do not overlap.
    pub(in crate::sim::device) fn obstructions(&self) -> Vec<Obstruction> {
        let mut found = Vec::new();
        let mut near_mm = 0.0;
        for placed in [&self.sheath, &self.catheter, &self.microcatheter, &self.wire].into_iter().flatten() {
            let far_mm = placed.depth_mm.max(near_mm);
            for leg in self
                .track
                .legs()
                .iter()
                .filter(|leg| leg.start_mm < far_mm && near_mm < leg.end_mm().min(far_mm))
            {
                let a = leg.along_mm(near_mm.max(leg.start_mm));
                let b = leg.along_mm(far_mm.min(leg.end_mm()));
                found.push(Obstruction {
                    segment: leg.segment,
                    from_mm: a.min(b),
                    to_mm: a.max(b),
                    radius_mm: 0.5 * placed.device.outer_mm,
                });
            }
            near_mm = far_mm;
        }
        found
    }

    /// Counts the changes of what is inside and where: the same number, the same obstructions.
    pub(in crate::sim::device) fn obstruction_key(&self) -> u64 {
        self.changes
    }

    /// The sheath as it is drawn.
    pub(in crate::sim::device) fn sheath_view(&self, graph: &VesselGraph) -> Option<DeviceView> {
        let sheath = self.sheath.as_ref()?;
        Some(self.body(sheath, self.track.polyline(graph, sheath.depth_mm)))
    }

    /// A device as it is drawn, with the junction in front of its tip.
    pub(in crate::sim::device) fn view(&self, graph: &VesselGraph, slot: Slot) -> Option<DeviceView> {
        let placed = self.get(slot)?;
        let mut view = self.body(placed, self.drawn(graph, slot, placed));
        view.ahead = self.ahead(graph, slot);
        Some(view)
    }

    fn body(&self, placed: &Placed, polyline_mm: Vec<DVec3>) -> DeviceView {
        let tip = self.track.tip(placed.depth_mm);
        DeviceView {
            id: placed.device.id.clone(),
            polyline_mm,
            radius_mm: 0.5 * placed.device.outer_mm,
            attenuation_per_cm: placed.device.attenuation_per_cm,
            depth_mm: placed.depth_mm,
            rotation_deg: placed.roll_deg,
            segment: tip.map(|tip| tip.segment),
            along_mm: tip.map_or(0.0, |tip| tip.along_mm),
            ..DeviceView::default()
        }
    }

    /// The centre-line up to the tip, the free end bent to an arc whose distance from the axis the lumen limits.
    fn drawn(&self, graph: &VesselGraph, slot: Slot, placed: &Placed) -> Vec<DVec3> {
        let host_mm = self.host(slot).map_or(0.0, |host| host.depth_mm);
        let free_mm = (placed.depth_mm - host_mm).min(SHAPED_MM);
        let bend = (self.bend_deg(slot) * free_mm / SHAPED_MM).to_radians();
        if free_mm < 0.5 || bend < 0.01 {
            return self.track.polyline(graph, placed.depth_mm);
        }
        let base_mm = placed.depth_mm - free_mm;
        let mut points = self.track.polyline(graph, base_mm);
        let Some(tangent) = self.track.tangent_at(graph, placed.depth_mm) else { return points };
        let side = steer::side(tangent, placed.roll_deg);
        let curvature = bend / free_mm;
        for k in 1..=TIP_POINTS {
            let angle = curvature * free_mm * f64::from(k) / f64::from(TIP_POINTS);
            let depth = base_mm + math::sin(angle) / curvature;
            let away = (1.0 - math::cos(angle)) / curvature;
            let lumen = self.track.radius_at(graph, depth).unwrap_or(0.0);
            let play = (lumen - 0.5 * placed.device.outer_mm).max(0.0);
            points.extend(self.track.point_at(graph, depth).map(|axis| axis + side * away.min(play)));
        }
        points.dedup_by(|a, b| a.distance_squared(*b) < 1e-12);
        points
    }

    /// The next place in front of a tip where there is a choice. A device that follows takes the way of the leading
    /// one; beyond the track the leading tip decides.
    fn ahead(&self, graph: &VesselGraph, slot: Slot) -> Option<Junction> {
        let depth = self.get(slot)?.depth_mm;
        let on_track = self.track.legs().windows(2).filter(|pair| pair[0].end_mm() > depth);
        for pair in on_track {
            let segment = graph.segment(pair[0].segment);
            let node = if pair[0].reversed { segment.from } else { segment.to };
            let branches = leaving_but(graph, node, pair[0].segment);
            if branches.len() > 1 {
                let distance_mm = pair[0].end_mm() - depth;
                return Some(Junction { distance_mm, branches, chosen: Some(pair[1].segment) });
            }
        }
        // of tips side by side, the one that is asked about: pushed, it is the one that opens the way
        let there = || SLOTS.into_iter().filter(|&slot| self.get(slot).is_some());
        let furthest = || there().max_by(|&a, &b| self.depth_mm(a).total_cmp(&self.depth_mm(b)));
        let leader = if depth >= self.deepest_mm() { slot } else { furthest()? };
        let steering = self.steering(leader)?;
        let mut track = self.track.clone();
        for _ in graph.segments() {
            let branches: Vec<SegmentIx> = steer::branches(graph, &track).collect();
            match branches.as_slice() {
                [only] if track.push(graph, *only) => {}
                [] | [_] => return None,
                _ => {
                    let chosen = steer::choose(graph, &track, steering);
                    return Some(Junction { distance_mm: track.end_mm() - depth, branches, chosen });
                }
            }
        }
        None
    }

    /// Depth of a tip, mm; 0 when the slot is empty.
    pub(in crate::sim::device) fn depth_mm(&self, slot: Slot) -> f64 {
        self.get(slot).map_or(0.0, |placed| placed.depth_mm)
    }
}

/// Vessels with geometry at a node, but for the one it is reached through.
fn leaving_but(graph: &VesselGraph, node: NodeIx, but: SegmentIx) -> Vec<SegmentIx> {
    let conduits = graph.incident(node).iter().copied();
    conduits.filter(|&segment| segment != but && graph.segment(segment).centreline().is_some()).collect()
}
