//! Sacrum, hip bones and thigh bones of the simple body: authored for the eye, in mm from the fifth lumbar vertebra.

use glam::DVec3;

use super::body::{Body, HARD, SPONGY};
use super::solid::Solid;

/// From the fourth to the fifth lumbar vertebra.
const DOWN_TO_L5: DVec3 = DVec3::new(0.0, 2.0, -37.0);

/// Adds the pelvis below the fourth lumbar vertebra.
pub(super) fn add(body: &mut Body, l4: DVec3) {
    let l5 = l4 + DOWN_TO_L5;
    sacrum(body, l5);
    for side in [-1.0, 1.0] {
        hip(body, l5, side);
        thigh(body, l5, side);
    }
}

/// Five pieces that get smaller downwards and bend backwards, with the holes between them.
fn sacrum(body: &mut Body, l5: DVec3) {
    let mut at = l5 + DVec3::new(0.0, -6.0, -27.0);
    let mut down = DVec3::new(0.0, -0.62, -0.78);
    for (k, wide) in [50.0, 43.0, 35.0, 28.0, 20.0].into_iter().enumerate() {
        let piece = Solid::ball(at, [wide, 13.0, 15.5], SPONGY * 1.15).turned(DVec3::X, down);
        body.solids.push(piece);
        body.solids.push(Solid::drum(at, [wide * 0.42, 9.0, 9.5], SPONGY * 0.7).turned(DVec3::X, down));
        if k < 4 {
            for side in [-1.0, 1.0] {
                let hole = at + down * 10.0 + DVec3::X * (side * wide * 0.52);
                body.solids.push(Solid::ball(hole, [4.5, 9.0, 3.6], -SPONGY * 1.2));
            }
        }
        at += down * 22.0;
        down = (down + DVec3::new(0.0, 0.22, -0.06)).normalize();
    }
}

fn hip(body: &mut Body, l5: DVec3, side: f64) {
    let at = |x: f64, y: f64, z: f64| l5 + DVec3::new(side * x, y, z);
    // the wing: two flat blades that flare outwards, the upper one larger
    let along = DVec3::new(side * 0.62, 0.75, 0.0).normalize();
    let rise = DVec3::new(side * 0.42, -0.1, 0.9).normalize();
    let mut blade =
        |centre, semi: [f64; 3], mu| body.solids.push(Solid::ball(centre, semi, mu).turned(along, rise));
    blade(at(86.0, 12.0, -22.0), [60.0, 7.0, 46.0], HARD * 0.40);
    blade(at(78.0, 16.0, -62.0), [40.0, 10.0, 54.0], HARD * 0.18);
    let mut arch = |points: &[(f64, f64, f64)], radius, mu| {
        let points: Vec<DVec3> = points.iter().map(|&(x, y, z)| at(x, y, z)).collect();
        body.bone(&points, radius, mu);
    };
    let crest = [
        (40.0, -34.0, -10.0),
        (56.0, -26.0, 8.0),
        (84.0, -6.0, 23.0),
        (112.0, 26.0, 20.0),
        (128.0, 58.0, -8.0),
    ];
    arch(&crest, 5.0, HARD * 0.40);
    let joint = [(42.0, -32.0, -14.0), (46.0, -34.0, -40.0), (52.0, -24.0, -68.0)];
    arch(&joint, 4.5, HARD * 0.35);
    let brim = [
        (52.0, -24.0, -66.0),
        (66.0, 4.0, -88.0),
        (70.0, 34.0, -112.0),
        (44.0, 66.0, -134.0),
        (7.0, 80.0, -148.0),
    ];
    arch(&brim, 6.5, HARD * 0.40);
    let ischium = [
        (82.0, 10.0, -128.0),
        (72.0, -10.0, -158.0),
        (60.0, -4.0, -184.0),
        (36.0, 42.0, -184.0),
        (7.0, 76.0, -160.0),
    ];
    arch(&ischium, 7.5, HARD * 0.40);
    let socket = at(92.0, 30.0, -126.0);
    body.solids.push(Solid::ball(socket, [30.0, 28.0, 30.0], HARD * 0.25));
}

fn thigh(body: &mut Body, l5: DVec3, side: f64) {
    let at = |x: f64, y: f64, z: f64| l5 + DVec3::new(side * x, y, z);
    let head = at(95.0, 32.0, -128.0);
    body.solids.push(Solid::ball(head, [24.0, 24.0, 24.0], HARD * 0.34));
    let trochanter = at(142.0, 14.0, -150.0);
    body.solids.push(Solid::ball(trochanter, [17.0, 19.0, 26.0], HARD * 0.30));
    body.bone(
        &[at(110.0, 28.0, -135.0), at(124.0, 22.0, -144.0), at(138.0, 16.0, -158.0)],
        14.0,
        HARD * 0.28,
    );
    let shaft = [at(137.0, 16.0, -158.0), at(138.0, 15.0, -250.0), at(126.0, 14.0, -430.0)];
    body.bone(&shaft, 14.5, HARD * 0.85);
    body.bone(&shaft, 9.0, -HARD * 0.6);
}
