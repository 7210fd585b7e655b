//! Fixture: a groin artery (segment "iliac", 200 mm) going up into an aorta of 10 mm radius with a branch "celiac" to the
//! front (+y) at 100 mm, the aorta going on to the root; the celiac forks into "left" (-x) and "right" (+x).

use glam::DVec3;

use crate::model::{Centreline, Device, DeviceKind, Node, NodeIx, Segment, Shaft, Shape, VesselGraph};

pub(super) fn graph() -> VesselGraph {
    let at = [
        ("groin", [0.0, 0.0, -200.0]),
        ("bifurcation", [0.0, 0.0, 0.0]),
        ("ostium", [0.0, 0.0, 100.0]),
        ("root", [0.0, 0.0, 250.0]),
        ("fork", [0.0, 60.0, 80.0]),
        ("left_end", [-40.0, 90.0, 80.0]),
        ("right_end", [40.0, 90.0, 80.0]),
    ];
    let nodes = at.map(|(id, p)| Node { id: id.into(), position_mm: DVec3::from_array(p) }).to_vec();
    let vessels = [
        ("iliac", 1, 0, (4.5, 3.5)),
        ("aorta_low", 2, 1, (10.0, 9.0)),
        ("aorta_high", 3, 2, (11.0, 10.0)),
        ("celiac", 2, 4, (3.5, 3.0)),
        ("left", 4, 5, (1.2, 0.6)),
        ("right", 4, 6, (1.2, 0.4)),
    ];
    let segments = vessels.map(|(id, from, to, radius)| {
        let ends = [nodes[from].position_mm, nodes[to].position_mm];
        Segment {
            id: id.into(),
            vessel: id.into(),
            from: NodeIx::at(from),
            to: NodeIx::at(to),
            behaviour: crate::model::Behaviour::default(),
            shape: Shape::Conduit(Centreline::through(&ends, radius).unwrap()),
        }
    });
    VesselGraph::new(nodes, segments.to_vec(), Vec::new(), NodeIx(3))
}

pub(super) fn device(id: &str, kind: DeviceKind, outer_mm: f64, length_mm: f64) -> Device {
    Device {
        id: id.into(),
        name: id.into(),
        kind,
        outer_mm,
        length_mm,
        attenuation_per_cm: 5.0,
        shaft: tip(0.0),
        pressure_limit_psi: None,
    }
}

pub(super) fn tip(deg: f64) -> Shaft {
    Shaft::uniform(100.0, 80.0, 0.05).unwrap().with_tip(10.0, deg).unwrap()
}

pub(super) fn catheter(id: &str, tip_deg: f64) -> Device {
    let kind = DeviceKind::Catheter { inner_mm: 0.97, side_holes: false };
    Device { shaft: tip(tip_deg), ..device(id, kind, 1.67, 650.0) }
}

pub(super) fn sheath() -> Device {
    device("sheath", DeviceKind::Sheath { inner_mm: 1.75 }, 2.3, 110.0)
}

pub(super) fn cobra() -> Device {
    catheter("cobra", 90.0)
}

pub(super) fn simmons() -> Device {
    catheter("simmons", 150.0)
}

pub(super) fn wire(tip_deg: f64) -> Device {
    Device { shaft: tip(tip_deg), ..device("wire", DeviceKind::Wire, 0.89, 1500.0) }
}

pub(super) fn micro() -> Device {
    let kind = DeviceKind::Microcatheter { inner_mm: 0.65 };
    Device { shaft: tip(45.0), ..device("micro", kind, 0.93, 1300.0) }
}

pub(super) fn microwire() -> Device {
    Device { shaft: tip(70.0), ..device("microwire", DeviceKind::Wire, 0.41, 1800.0) }
}
