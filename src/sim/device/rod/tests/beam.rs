//! Beams: closed forms without walls.

use super::*;
use crate::math::{self, PI};
use crate::model::{Bend, Stiffness};

const LENGTH_MM: f64 = 100.0;
const EI: f64 = 200.0;
const GJ: f64 = 150.0;

fn uniform(bend: f64, twist: f64) -> Shaft {
    Shaft::uniform(bend, twist, 0.0).unwrap()
}

fn loaded(bend: f64, force: DVec3) -> DVec3 {
    let (mut rod, lumen) = free_rod(uniform(bend, GJ), LENGTH_MM, 2.5);
    rod.load_tip(force);
    settle(&mut rod, &lumen, LONG_S);
    tip(&rod)
}

#[test]
fn a_cantilever_bends_as_euler_and_bernoulli_say() {
    let force = 1e-3;
    let expected = force * LENGTH_MM * LENGTH_MM * LENGTH_MM / (3.0 * EI);
    close(loaded(EI, DVec3::X * force).x, expected, 0.01);
    close(loaded(2.0 * EI, DVec3::X * force).x, 0.5 * expected, 0.01);
}

/// Tip of a clamped rod under a dead load across it, by integrating the elastica θ'' = −(F/EI)·cos θ from the tip, where
/// the angle is found by bisection so that the clamp's is zero (angles from the rod's first direction).
fn elastica(force: f64) -> (f64, f64) {
    let steps = 20_000;
    let h = LENGTH_MM / f64::from(steps);
    let run = |tip_angle: f64| {
        let (mut angle, mut turn, mut x, mut z) = (tip_angle, 0.0, 0.0, 0.0);
        for _ in 0..steps {
            // midpoint rule, from the tip backwards
            let middle = angle - 0.5 * h * turn;
            turn += h * force / EI * math::cos(middle);
            x += h * math::sin(middle);
            z += h * math::cos(middle);
            angle -= h * turn;
        }
        (angle, x, z)
    };
    let (mut low, mut high) = (0.0, 0.5 * PI);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if run(middle).0 > 0.0 { high = middle } else { low = middle }
    }
    let (_, x, z) = run(low);
    (x, z)
}

#[test]
fn a_cantilever_under_a_great_load_is_the_elastica() {
    for force in [0.02, 0.1, 0.3] {
        let (x, z) = elastica(force);
        let found = loaded(EI, DVec3::X * force);
        assert!(found.distance(DVec3::new(x, 0.0, z)) < 0.01 * LENGTH_MM, "{found} instead of {x}, {z}");
        close(found.x, x, 0.01);
    }
}

#[test]
fn a_clamped_twisted_rod_asks_for_its_torque() {
    for (twist, turn) in [(GJ, 2.0), (2.0 * GJ, 2.0), (GJ, -9.0)] {
        let (mut rod, lumen) = free_rod(uniform(1e4, twist), LENGTH_MM, 2.5);
        rod.hold_tip(DVec3::Z, DVec3::X);
        rod.turn(0, turn);
        settle(&mut rod, &lumen, LONG_S);
        close(rod.hub_torque_n_mm(0), twist * turn / LENGTH_MM, 0.01);
    }
}

/// A free column under a dead load, pushed aside by next to nothing: does it give way?
fn gives_way(load: f64) -> bool {
    let (mut rod, lumen) = free_rod(uniform(EI, GJ), LENGTH_MM, 2.5);
    rod.load_tip(DVec3::new(1e-7, 0.0, -load));
    for _ in 0..1000 {
        rod.asleep = false;
        rod.step(&lumen, 100.0);
        if tip(&rod).x > 1.0 {
            return true;
        }
    }
    false
}

#[test]
fn a_column_buckles_at_eulers_load() {
    let euler = PI * PI * EI / (4.0 * LENGTH_MM * LENGTH_MM);
    assert!(!gives_way(0.97 * euler));
    assert!(gives_way(1.03 * euler));
}

/// A ring of a naturally straight rod, clamped to itself with the hub turned by `turn`, a little out of its plane.
fn ring(turn: f64, off_mm: f64) -> (Rod, Lumen) {
    let (count, radius) = (60_u32, 30.0);
    let at = |i: u32| {
        let angle = 2.0 * PI * f64::from(i) / f64::from(count);
        DVec3::new(radius * (1.0 - math::cos(angle)), 0.0, radius * math::sin(angle))
    };
    let chord = at(0).distance(at(1));
    let (mut rod, lumen) = free_rod(uniform(EI, EI), chord * f64::from(count), chord);
    assert_eq!(rod.nodes.len(), count as usize + 1);
    for i in 0..=count {
        let way = f64::from(i) / f64::from(count);
        let off = off_mm * math::sin(PI * way) * math::sin(PI * way) * math::sin(5.0 * PI * way);
        rod.nodes[i as usize].at = at(i) + DVec3::Y * off;
    }
    rod.frames.tangent.fill(DVec3::Z);
    rod.hold_tip(DVec3::Z, DVec3::X);
    rod.reframe();
    let End::Held { angle, .. } = rod.end else { unreachable!("it is held") };
    for (j, theta) in rod.layers[0].angle.iter_mut().enumerate() {
        *theta = angle + turn * (1.0 - (j as f64 + 0.5) / f64::from(count));
    }
    rod.turn(0, turn + angle);
    (rod, lumen)
}

/// Whether two rings that differ a little out of their plane come to differ more: the clamp itself pushes a discrete ring
/// out of its plane by a little, which their difference leaves out.
fn ring_gives_way(turn: f64) -> bool {
    let (mut one, lumen) = ring(turn, 1e-4);
    let (mut other, _) = ring(turn, -1e-4);
    let mut apart = Vec::new();
    for _ in 0..40 {
        for rod in [&mut one, &mut other] {
            rod.asleep = false;
            rod.step(&lumen, 0.2);
        }
        let between = one.points().zip(other.points()).map(|(a, b)| (a.y - b.y) * (a.y - b.y));
        apart.push(between.sum::<f64>().sqrt());
    }
    apart[39] > apart[20]
}

#[test]
fn a_twisted_ring_buckles_as_michell_says() {
    let critical = 2.0 * PI * 3.0_f64.sqrt();
    assert!(!ring_gives_way(0.97 * critical));
    assert!(ring_gives_way(1.03 * critical));
}

#[test]
fn a_shape_at_rest_is_taken_and_turned_by_the_hub() {
    let place = Stiffness { from_tip_mm: 0.0, bend_n_mm2: EI, twist_n_mm2: GJ };
    for turn_deg in [45.0, 180.0] {
        let bend = Bend { length_mm: 30.0, turn_deg, plane_deg: 0.0 };
        let shaft = Shaft::new(vec![place], vec![bend], 0.0).unwrap();
        let (mut rod, lumen) = free_rod(shaft, LENGTH_MM, 1.0);
        settle(&mut rod, &lumen, LONG_S);
        let points: Vec<DVec3> = rod.points().collect();
        let last = points[points.len() - 1] - points[points.len() - 2];
        // The last edge is half an edge short of the whole turn.
        close(math::acos(last.normalize().z), turn_deg.to_radians() * (1.0 - 0.5 / 30.0), 0.01);
        let radius = 30.0 / turn_deg.to_radians();
        close(tip(&rod).x, radius * (1.0 - math::cos(turn_deg.to_radians())), 0.02);
        rod.turn(0, 0.5 * PI);
        settle(&mut rod, &lumen, LONG_S);
        close(tip(&rod).y, radius * (1.0 - math::cos(turn_deg.to_radians())), 0.02);
        assert!(tip(&rod).x.abs() < 0.02);
    }
}

#[test]
fn layers_share_a_curve_and_add_their_stiffness() {
    let (mut rod, lumen) = free_rod(uniform(EI, GJ), LENGTH_MM, 2.5);
    rod.insert_layer(1, Layer::new(uniform(EI, GJ), 0.5));
    rod.layers[1].depth_mm = LENGTH_MM;
    let force = 1e-3;
    rod.load_tip(DVec3::X * force);
    settle(&mut rod, &lumen, LONG_S);
    close(tip(&rod).x, force * LENGTH_MM * LENGTH_MM * LENGTH_MM / (6.0 * EI), 0.01);
}
