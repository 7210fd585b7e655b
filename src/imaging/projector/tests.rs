use super::*;
use crate::imaging::Gantry;
use crate::math;
use glam::DVec3;

/// A straight piece through depth 700 whose axis makes `angle` with the central ray.
fn tilted(angle: f64, length: f32, radii: (f32, f32)) -> Piece {
    let axis = Vec3::new(math::sin(angle) as f32, 0.0, math::cos(angle) as f32);
    let middle = Vec3::new(0.0, 0.0, 700.0);
    let end =
        |side: f32, radius| End { at: middle + axis * (side * length / 2.0), radius, cut: axis, mu: 1.0 };
    Piece::new(end(-1.0, radii.0), end(1.0, radii.1)).expect("not degenerate")
}

/// Length of a ray inside a cone frustum by brute force: fine steps through the implicit form.
fn stepped(piece: &Piece, x: f32, y: f32) -> f64 {
    let step = 2e-3;
    let ray = DVec3::new(f64::from(x), f64::from(y), 1.0);
    let (start, axis) = (piece.a.at.as_dvec3(), piece.axis.as_dvec3().normalize());
    let (from, to) = (f64::from(piece.a.radius), f64::from(piece.b.radius));
    let whole = f64::from(piece.length);
    let inside = |depth: f64| {
        let offset = ray * depth - start;
        let along = offset.dot(axis);
        let radius = from + (to - from) * along / whole;
        (0.0..=whole).contains(&along) && (offset - axis * along).length() <= radius
    };
    let hits = (0..100_000).filter(|&i| inside(600.0 + f64::from(i) * step)).count();
    hits as f64 * step * ray.length()
}

#[test]
fn tube_at_any_angle_meets_the_closed_form() {
    for degrees in [0.0_f64, 0.5, 3.0, 10.0, 20.0, 30.0, 45.0, 60.0, 75.0, 85.0, 90.0] {
        for radius in [0.4_f32, 1.0, 2.5, 9.0] {
            let length = 40.0;
            let angle = degrees.to_radians();
            let piece = tilted(angle, length, (radius, radius));
            // through the middle: 2r/sin, unless the flat ends come first: length/cos
            let (r, l) = (f64::from(radius), f64::from(length));
            let side = if degrees == 0.0 { f64::INFINITY } else { 2.0 * r / math::sin(angle) };
            let expected = side.min(l / math::cos(angle).max(1e-12));
            let found = f64::from(piece.density(0.0, 0.0));
            assert!((found - expected).abs() < 0.02 * expected, "{degrees}° r {radius}: {found} {expected}");
        }
    }
}

#[test]
fn taper_off_axis_meets_brute_force() {
    for degrees in [0.0_f64, 2.0, 15.0, 40.0, 70.0, 90.0] {
        for radii in [(2.0, 2.0), (3.0, 1.0), (1.0, 4.0)] {
            let piece = tilted(degrees.to_radians(), 30.0, radii);
            let mut greatest = 0.0_f64;
            let mut worst = 0.0_f64;
            for (x, y) in
                [(0.0, 0.0), (0.001, 0.0), (-0.002, 0.001), (0.004, 0.0015), (0.0, 0.0025), (-0.01, 0.0)]
            {
                let exact = stepped(&piece, x, y);
                greatest = greatest.max(exact);
                worst = worst.max((f64::from(piece.density(x, y)) - exact).abs());
            }
            assert!(worst <= 0.02 * greatest, "{degrees}° {radii:?}: {worst} of {greatest}");
        }
    }
}

/// A row drawn without branches is the row asked ray by ray; end-on, the branches are needed.
#[test]
fn whole_rows_agree_with_single_rays() {
    for degrees in [0.0_f64, 1.0, 5.0, 25.0, 60.0, 89.0, 90.0, 120.0] {
        for slant in [0.0_f32, 0.3, -0.3] {
            let mut piece = tilted(degrees.to_radians(), 12.0, (3.0, 2.0));
            piece.a.cut = (piece.axis + Vec3::Y * slant).normalize();
            piece.b.cut = (piece.axis + Vec3::X * slant).normalize();
            piece.b.mu = 2.0;
            let rays: Vec<f32> = (-41..41).map(|i| i as f32 * 5e-4).collect();
            let Some(clear) = Clear::new(&piece, (rays[0], rays[rays.len() - 1]), (-0.003, 0.002)) else {
                assert!(!(20.0..70.0).contains(&degrees), "{degrees}° {slant} is not awkward");
                continue;
            };
            for y in [-0.003_f32, 0.0, 0.002] {
                let mut line = vec![0.0; rays.len()];
                clear.add(y, &rays, &mut line);
                for (&x, &found) in rays.iter().zip(&line) {
                    let single = Row::new(&piece, y).density(&piece, x);
                    assert!((found - single).abs() < 0.02, "{degrees}° {slant}: {found} against {single}");
                }
            }
        }
    }
}

#[test]
fn ray_on_the_mantle_is_finite() {
    let piece = tilted(0.0, 30.0, (3.0, 1.0));
    for i in 0..200 {
        let density = piece.density(i as f32 * 5e-5, 0.0);
        assert!(density.is_finite() && (0.0..=30.1).contains(&density));
    }
}

fn camera() -> Camera {
    Camera::new(Gantry::new(20.0, 10.0, DVec3::ZERO, 100.0), 160)
}

fn chain(camera: &Camera, points: &[DVec3], radius: f32) -> Map {
    let mut map = camera.blank();
    let direction = |i: usize| (points[i + 1] - points[i]).normalize();
    let cut = |i: usize| {
        let before = direction(i.saturating_sub(1));
        camera.direction((before + direction(i.min(points.len() - 2))).normalize())
    };
    for i in 0..points.len() - 1 {
        let end = |k: usize| End { at: camera.point(points[k]), radius, cut: cut(k), mu: 1.0 };
        if let Some(piece) = Piece::new(end(i), end(i + 1)) {
            piece.draw(camera, &mut map);
        }
    }
    map
}

/// A straight tube cut into 50 pieces gives the picture of the same tube in 2 pieces, end-on and across.
#[test]
fn pieces_do_not_add_up_at_joints() {
    let camera = camera();
    for direction in [DVec3::X, DVec3::Z, DVec3::new(0.2, 1.0, 0.1).normalize()] {
        let cut = |n: usize| -> Vec<DVec3> {
            (0..=n).map(|i| direction * (40.0 * i as f64 / n as f64 - 20.0)).collect()
        };
        let (fine, coarse) = (chain(&camera, &cut(50), 4.0), chain(&camera, &cut(2), 4.0));
        let greatest = coarse.data.iter().copied().fold(0.0, f32::max);
        let worst = fine.data.iter().zip(&coarse.data).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(worst < 0.01 * greatest, "{direction}: {worst} of {greatest}");
    }
}

/// A bend seen from the side is nowhere darker than the diameter allows, and has no gap on its axis.
#[test]
fn a_bend_has_no_beads() {
    let camera = Camera::new(Gantry::new(0.0, 0.0, DVec3::ZERO, 100.0), 200);
    let points: Vec<DVec3> = (0..=24)
        .map(|i| {
            let turn = f64::from(i) / 24.0 * math::PI;
            DVec3::new(15.0 * math::cos(turn), 0.0, 15.0 * math::sin(turn))
        })
        .collect();
    let map = chain(&camera, &points, 2.0);
    let most = map.data.iter().copied().fold(0.0, f32::max);
    assert!(most < 4.0 * 1.02, "{most}");
    for turn in 5..=19 {
        let angle = f64::from(turn) / 24.0 * math::PI;
        let on_axis = DVec3::new(14.9 * math::cos(angle), 0.0, 14.9 * math::sin(angle));
        let p = camera.point(on_axis);
        let pixel = |v: f32| (v / p.z / camera.unit + 100.0) as usize;
        let found = map.at(pixel(p.x), 199 - pixel(p.y));
        assert!(found > 3.8, "{turn}: {found}");
    }
}

/// Whatever the zoom, the sum over the picture is volume times attenuation, also for tubes thinner than a pixel.
#[test]
fn mass_survives_thin_tubes() {
    let camera = camera();
    let pixel = f64::from(camera.unit) * 765.0;
    for radius in [0.05_f32, 0.2, 0.5, 2.0, 6.0] {
        let points = [DVec3::new(-10.0, -3.0, -8.0), DVec3::new(9.0, 3.0, 11.0)];
        let map = chain(&camera, &points, radius);
        let volume = math::PI * f64::from(radius * radius) * points[0].distance(points[1]);
        let found = map.sum() * pixel * pixel;
        assert!((found - volume).abs() < 0.03 * volume, "r {radius}: {found} of {volume}");
    }
}

#[test]
fn material_may_change_along_the_axis() {
    let mut piece = tilted(math::PI / 2.0, 20.0, (2.0, 2.0));
    piece.b.mu = 3.0;
    let at = |mm: f32| piece.density(mm / 700.0, 0.0);
    assert!((at(0.0) - 8.0).abs() < 0.05);
    assert!((at(-5.0) - 6.0).abs() < 0.05);
    assert!((at(9.9) - 12.0).abs() < 0.2);
}
