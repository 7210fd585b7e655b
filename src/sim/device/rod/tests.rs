//! The proofs: closed forms in open space, and what has to hold whatever the hands do.

mod beam;
mod vessel;

use glam::DVec3;

use super::*;
use crate::model::Shaft;

/// Time enough for anything to come to rest, s.
const LONG_S: f64 = 1e3;

/// A mouth at the origin, along +z, angles from +x.
fn mouth() -> Mouth {
    Mouth { at: DVec3::ZERO, tangent: DVec3::Z, across: DVec3::X, segment: None }
}

/// A rod in open space, pushed out straight.
fn free_rod(shaft: Shaft, length_mm: f64, edge_mm: f64) -> (Rod, Lumen) {
    let lumen = Lumen::default();
    let mut rod = Rod::new(&lumen, mouth(), Mesh::even(edge_mm));
    rod.insert_layer(0, Layer::new(shaft, 1.0));
    rod.layers[0].depth_mm = length_mm;
    rod.step(&lumen, LONG_S);
    (rod, lumen)
}

fn settle(rod: &mut Rod, lumen: &Lumen, dt: f64) {
    rod.asleep = false;
    for _ in 0..5000 {
        let report = rod.step(lumen, dt);
        if rod.asleep() {
            assert!(report.converged);
            return;
        }
    }
    panic!("it does not come to rest");
}

fn tip(rod: &Rod) -> DVec3 {
    rod.points().last().unwrap()
}

fn close(found: f64, expected: f64, share: f64) {
    assert!((found - expected).abs() <= share * expected.abs(), "{found} instead of {expected}");
}
