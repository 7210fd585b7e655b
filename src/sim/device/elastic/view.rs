//! What can be seen of the devices, and how much lumen they take.

use super::{Elastic, Obstruction, Placed, Spot, Tip};
use crate::model::{NodeIx, SegmentIx, Slot, VesselGraph};
use crate::sim::device::track::leaving;
use crate::sim::snapshot::{DeviceView, Junction};

/// Changes of what devices take of a lumen that are told on the way, mm: blood hardly feels less.
const TOLD_MM: f64 = 1.0;

impl Obstruction {
    /// The same stretch to within [`TOLD_MM`].
    fn is_like(&self, other: &Self) -> bool {
        self.segment == other.segment
            && self.radius_mm == other.radius_mm
            && (self.from_mm - other.from_mm).abs() < TOLD_MM
            && (self.to_mm - other.to_mm).abs() < TOLD_MM
    }
}

impl Elastic {
    /// Lumen taken by devices: for each covered stretch the outermost one, ordered along the way from the puncture. Stretches
    /// of a segment do not overlap, however a device lies in it.
    pub(in crate::sim::device) fn obstructions(&self) -> Vec<Obstruction> {
        self.obstructions.clone()
    }

    /// Counts the changes of what is inside and where: the same number, the same obstructions.
    pub(in crate::sim::device) fn obstruction_key(&self) -> u64 {
        self.changes
    }

    /// Takes the lumen that devices cover now as told, where it has changed by enough, or has come to rest.
    pub(super) fn look_at_lumens(&mut self) {
        let found = self.covered();
        let like = found.len() == self.obstructions.len()
            && found.iter().zip(&self.obstructions).all(|(a, b)| a.is_like(b));
        let same = if self.moving() { like } else { found == self.obstructions };
        if !same {
            self.obstructions = found;
            self.changes += 1;
        }
    }

    fn covered(&self) -> Vec<Obstruction> {
        let Some(sheath) = &self.sheath else { return Vec::new() };
        let mut found: Vec<Obstruction> = Vec::new();
        let radius_mm = 0.5 * sheath.device.outer_mm;
        for leg in sheath.track.legs() {
            let (a, b) = (leg.along_mm(leg.start_mm), leg.along_mm(sheath.depth_mm));
            found.push(Obstruction { segment: leg.segment, from_mm: a.min(b), to_mm: a.max(b), radius_mm });
        }
        let mut before: Option<Spot> = None;
        for spot in sheath.rod.spots(&self.lumen, f64::INFINITY) {
            let from = before.filter(|before| before.segment == spot.segment).unwrap_or(spot);
            before = Some(spot);
            let (from_mm, to_mm) = (from.along_mm.min(spot.along_mm), from.along_mm.max(spot.along_mm));
            cover(&mut found, Obstruction { segment: spot.segment, from_mm, to_mm, radius_mm: spot.body_mm });
        }
        found.retain(|stretch| stretch.to_mm > stretch.from_mm);
        found
    }

    /// The sheath as it is drawn.
    pub(in crate::sim::device) fn sheath_view(&self, graph: &VesselGraph) -> Option<DeviceView> {
        let sheath = self.sheath.as_ref()?;
        let tip = sheath.track.tip(sheath.depth_mm);
        Some(DeviceView {
            id: sheath.device.id.clone(),
            polyline_mm: sheath.track.polyline(graph, sheath.depth_mm),
            radius_mm: 0.5 * sheath.device.outer_mm,
            attenuation_per_cm: sheath.device.attenuation_per_cm,
            depth_mm: sheath.depth_mm,
            segment: tip.map(|tip| tip.segment),
            along_mm: tip.map_or(0.0, |tip| tip.along_mm),
            ..DeviceView::default()
        })
    }

    /// A device as it is drawn, with the junction in front of its tip.
    pub(in crate::sim::device) fn view(&self, graph: &VesselGraph, slot: Slot) -> Option<DeviceView> {
        let (sheath, layer) = (self.sheath.as_ref()?, self.layer(slot)?);
        let Placed { device, tip, .. } = &self.inside[layer];
        let rod = &sheath.rod;
        let (depth_mm, hub_rad) = (rod.layers()[layer].depth_mm(), rod.layers()[layer].hub_rad());
        let mut polyline_mm = sheath.track.polyline(graph, sheath.depth_mm);
        polyline_mm.extend(rod.spots(&self.lumen, depth_mm).map(|spot| spot.at));
        polyline_mm.dedup_by(|a, b| a.distance_squared(*b) < 1e-12);
        Some(DeviceView {
            id: device.id.clone(),
            polyline_mm,
            radius_mm: 0.5 * device.outer_mm,
            attenuation_per_cm: device.attenuation_per_cm,
            depth_mm: sheath.depth_mm + depth_mm,
            rotation_deg: hub_rad.to_degrees().rem_euclid(360.0),
            segment: tip.map(|tip| tip.segment),
            along_mm: tip.map_or(0.0, |tip| tip.along_mm),
            ahead: tip.and_then(|tip| ahead(graph, tip, rod.spot(&self.lumen, depth_mm)?)),
        })
    }
}

/// The next place in front of a tip where there is a choice, and the branch that the tip points into as it lies.
fn ahead(graph: &VesselGraph, tip: Tip, spot: Spot) -> Option<Junction> {
    let Tip { mut segment, mut towards_end, .. } = tip;
    let line = graph.segment(segment).centreline()?;
    let mut distance_mm = if towards_end { line.length_mm() - tip.along_mm } else { tip.along_mm };
    for _ in graph.segments() {
        let vessel = graph.segment(segment);
        let node = if towards_end { vessel.to } else { vessel.from };
        let branches = leaving_but(graph, node, segment);
        match branches.as_slice() {
            [] => return None,
            &[only] => {
                let next = graph.segment(only);
                towards_end = next.from == node;
                distance_mm += next.centreline()?.length_mm();
                segment = only;
            }
            _ => {
                let along =
                    |&branch: &SegmentIx| Some((branch, leaving(graph, branch, node)?.dot(spot.tangent)));
                let chosen = branches.iter().filter_map(along).max_by(|a, b| a.1.total_cmp(&b.1));
                let chosen = chosen.map(|(branch, _)| branch);
                return Some(Junction { distance_mm, branches, chosen });
            }
        }
    }
    None
}

/// Adds a stretch: joined to one of the same device in the same segment that it touches, cut where others lie already.
fn cover(found: &mut Vec<Obstruction>, mut new: Obstruction) {
    for known in found.iter_mut().filter(|known| known.segment == new.segment) {
        if new.to_mm < known.from_mm || new.from_mm > known.to_mm {
            continue;
        }
        if known.radius_mm == new.radius_mm {
            (known.from_mm, known.to_mm) = (known.from_mm.min(new.from_mm), known.to_mm.max(new.to_mm));
            return;
        }
        if new.from_mm >= known.from_mm && new.to_mm <= known.to_mm {
            return;
        }
        if new.from_mm < known.from_mm {
            new.to_mm = new.to_mm.min(known.from_mm);
        } else {
            new.from_mm = new.from_mm.max(known.to_mm);
        }
    }
    found.push(new);
}

/// Vessels with geometry at a node, but for the one it is reached through.
fn leaving_but(graph: &VesselGraph, node: NodeIx, but: SegmentIx) -> Vec<SegmentIx> {
    let conduits = graph.incident(node).iter().copied();
    conduits.filter(|&segment| segment != but && graph.segment(segment).centreline().is_some()).collect()
}
