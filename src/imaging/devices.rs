//! Sheath, wire, catheters: solid or hollow rods of known attenuation, and the markers at catheter tips; coils, plugs and
//! casts by what makes them visible.

use glam::DVec3;

use super::breathing::Breathing;
use super::gantry::Camera;
use super::map::Map;
use super::tube::{Tube, in_field};
use crate::model::{Case, DeviceKind};
use crate::sim::Snapshot;
use crate::sim::snapshot::{DeviceView, Implant};

/// Length of the radiopaque ring at a tip, mm (authored).
const MARKER_MM: f64 = 1.4;
/// Where the ring begins, from the tip, mm (authored).
const MARKER_BACK_MM: f64 = 0.8;
/// Attenuation of the ring, averaged over its section, 1/mm: a thin band of platinum, 14.9 (`S145`), makes up a
/// tenth of it (authored share).
const MARKER_PER_MM: f64 = 1.5;

/// What the trolley's devices look like inside.
#[derive(Clone, Debug, Default)]
pub(super) struct Devices {
    kinds: Vec<(String, Look)>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Look {
    /// Lumen as a share of the outer radius; 0 for wires.
    hollow: f64,
    marker: bool,
}

impl Devices {
    /// From a case's trolley.
    pub(super) fn new(case: &Case) -> Self {
        let look = |device: &crate::model::Device| Look {
            hollow: device.inner_mm().map_or(0.0, |inner| (inner / device.outer_mm).clamp(0.0, 0.95)),
            marker: matches!(device.kind, DeviceKind::Microcatheter { .. } | DeviceKind::Catheter { .. }),
        };
        Self { kinds: case.devices.iter().map(|d| (d.id.clone(), look(d))).collect() }
    }

    /// Adds devices and implants to a picture of optical density, where breathing has moved them to.
    pub(super) fn draw(&self, snapshot: &Snapshot, breathing: &Breathing, camera: &Camera, map: &mut Map) {
        let moved = |course: &[DVec3]| -> Vec<DVec3> {
            course.iter().map(|&p| breathing.moved(p, snapshot.imaging.breath)).collect()
        };
        for implant in &snapshot.implants {
            draw_implant(implant, &moved(&implant.course_mm), camera, map);
        }
        let devices = [&snapshot.sheath, &snapshot.catheter, &snapshot.microcatheter, &snapshot.wire];
        for view in devices.into_iter().flatten() {
            let look = self.kinds.iter().find(|(id, _)| *id == view.id).map_or(Look::default(), |k| k.1);
            draw_one(view, &moved(&view.polyline_mm), look, camera, map);
        }
    }
}

fn draw_implant(implant: &Implant, course: &[DVec3], camera: &Camera, map: &mut Map) {
    let mu = implant.material.per_mm(implant.mg_ml);
    for part in parts_in_field(course, implant.radius_mm, camera) {
        Tube::uniform(part, implant.radius_mm).draw(mu, camera, map);
    }
}

fn draw_one(view: &DeviceView, course: &[DVec3], look: Look, camera: &Camera, map: &mut Map) {
    let mu = view.attenuation_per_cm / 10.0;
    for part in parts_in_field(course, view.radius_mm, camera) {
        Tube::uniform(part, view.radius_mm).draw(mu, camera, map);
        if look.hollow > 0.0 {
            Tube::uniform(part, view.radius_mm * look.hollow).draw(-mu, camera, map);
        }
    }
    if look.marker {
        let ring = stretch_from_tip(course, MARKER_BACK_MM, MARKER_BACK_MM + MARKER_MM);
        Tube::uniform(&ring, view.radius_mm).draw(MARKER_PER_MM, camera, map);
    }
}

/// Stretches of a polyline that touch the field: a device is a metre long, the field shows a hand's breadth.
fn parts_in_field<'a>(points: &'a [DVec3], radius: f64, camera: &Camera) -> Vec<&'a [DVec3]> {
    let near: Vec<bool> =
        points.iter().map(|&p| in_field(camera.point(p), radius as f32 + 25.0, camera)).collect();
    let mut parts = Vec::new();
    let mut start = 0;
    while start < points.len() {
        if !near[start] {
            start += 1;
            continue;
        }
        let end = (start..points.len()).find(|&i| !near[i]).unwrap_or(points.len());
        parts.push(&points[start.saturating_sub(1)..(end + 1).min(points.len())]);
        start = end;
    }
    parts
}

/// The points between two distances from the last one, mm.
fn stretch_from_tip(points: &[DVec3], from_mm: f64, to_mm: f64) -> Vec<DVec3> {
    let mut found = Vec::new();
    let mut way = 0.0;
    for pair in points.windows(2).rev() {
        let (tip, back) = (pair[1], pair[0]);
        let length = tip.distance(back);
        let at = |s: f64| tip.lerp(back, ((s - way) / length.max(1e-9)).clamp(0.0, 1.0));
        if way + length > from_mm {
            if found.is_empty() {
                found.push(at(from_mm));
            }
            found.push(at(to_mm));
        }
        way += length;
        if way >= to_mm {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ring_is_near_the_tip() {
        let points: Vec<DVec3> = (0..=10).map(|i| DVec3::Z * f64::from(i)).collect();
        let ring = stretch_from_tip(&points, 0.8, 2.2);
        let length: f64 = ring.windows(2).map(|p| p[0].distance(p[1])).sum();
        assert!((length - 1.4).abs() < 1e-9, "{ring:?}");
        assert!((ring[0].z - 9.2).abs() < 1e-9);
        assert!(stretch_from_tip(&points[..1], 0.8, 2.2).is_empty());
    }
}
