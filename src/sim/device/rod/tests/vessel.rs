//! Between walls: friction, refinement, and whatever hands may do.

use proptest::prelude::*;

use super::*;
use crate::math::{self, PI};
use crate::model::{Bend, Centreline, Node as Place, NodeIx, Segment, Shape, Stiffness, VesselGraph};

fn graph_of(vessels: &[(&[DVec3], (f64, f64))]) -> VesselGraph {
    let mut nodes: Vec<Place> = Vec::new();
    let mut node = |at: DVec3| {
        let known = nodes.iter().position(|node| node.position_mm.distance(at) < 1e-9);
        known.unwrap_or_else(|| {
            nodes.push(Place { id: nodes.len().to_string(), position_mm: at });
            nodes.len() - 1
        })
    };
    let parts: Vec<Segment> = vessels
        .iter()
        .map(|(points, radius)| Segment {
            id: "s".into(),
            vessel: "vessel".into(),
            from: NodeIx::at(node(points[0])),
            to: NodeIx::at(node(points[points.len() - 1])),
            shape: Shape::Conduit(Centreline::through(points, *radius).unwrap()),
            behaviour: crate::model::Behaviour::default(),
        })
        .collect();
    VesselGraph::new(nodes, parts, Vec::new(), NodeIx(0))
}

/// A mouth at the beginning of the first segment.
fn mouth_of(graph: &VesselGraph) -> Mouth {
    let line = graph.segments()[0].centreline().unwrap();
    let tangent = line.tangent_at(0.0);
    let across = tangent.any_orthonormal_vector();
    Mouth { at: line.point_at(0.0), tangent, across, segment: Some((SegmentIx(0), 0.0)) }
}

/// A vessel with two bends out of one plane.
fn winding() -> VesselGraph {
    let points: Vec<DVec3> = (0..=16)
        .map(|k| {
            let way = 10.0 * f64::from(k);
            DVec3::new(14.0 * math::sin(way / 25.0), 10.0 * math::cos(way / 30.0), way)
        })
        .collect();
    graph_of(&[(&points, (3.0, 2.5))])
}

fn angled(bend: f64, friction: f64) -> Shaft {
    let at = |from_tip_mm, bend_n_mm2| Stiffness { from_tip_mm, bend_n_mm2, twist_n_mm2: bend_n_mm2 };
    let tip = Bend { length_mm: 10.0, turn_deg: 40.0, plane_deg: 0.0 };
    Shaft::new(vec![at(0.0, 0.1 * bend), at(60.0, bend)], vec![tip], friction).unwrap()
}

/// Pushes a wire in at the speed of hands.
fn pushed(lumen: &Lumen, mouth: Mouth, mesh: Mesh, shaft: Shaft, way_mm: f64, steps: u32) -> Rod {
    let mut rod = Rod::new(lumen, mouth, mesh);
    rod.insert_layer(0, Layer::new(shaft, 0.9));
    for _ in 0..steps {
        rod.feed(0, way_mm / f64::from(steps));
        rod.step(lumen, SUB_STEP_S);
    }
    settle(&mut rod, lumen, SUB_STEP_S);
    rod
}

/// Point of a curve at a distance from its tip.
fn from_tip(rod: &Rod, way_mm: f64) -> DVec3 {
    let points: Vec<DVec3> = rod.points().collect();
    let mut left = way_mm;
    for pair in points.windows(2).rev() {
        let length = pair[0].distance(pair[1]);
        if left <= length {
            return pair[1].lerp(pair[0], left / length);
        }
        left -= length;
    }
    points[0]
}

fn furthest_apart(a: &Rod, b: &Rod) -> f64 {
    (0..=60)
        .map(|k| 2.0 * f64::from(k))
        .map(|way| from_tip(a, way).distance(from_tip(b, way)))
        .fold(0.0, f64::max)
}

#[test]
fn the_shape_does_not_depend_on_the_mesh_or_the_sub_step() {
    let graph = winding();
    let (lumen, mouth) = (Lumen::new(&graph), mouth_of(&graph));
    let play_mm = 0.2 * 2.5;
    let with = |factor: f64, steps| {
        pushed(&lumen, mouth, Mesh::default().refined(factor), angled(200.0, 0.0), 125.0, steps)
    };
    let coarse = with(1.0, 400);
    for (factor, steps) in [(2.0, 400), (4.0, 400), (1.0, 200), (1.0, 1600)] {
        let apart = furthest_apart(&coarse, &with(factor, steps));
        assert!(apart < play_mm, "{apart} mm at {factor} and {steps} sub-steps");
    }
}

/// Pulled round a bend by its tip, a limp wire asks for exp(μ·angle) times the pull at the hub: the capstan.
#[test]
fn friction_is_the_capstans() {
    let radius = 40.0;
    let arc = |k: i32| {
        let angle = 0.5 * PI * f64::from(k) / 16.0;
        DVec3::new(0.0, radius * (1.0 - math::cos(angle)), radius * math::sin(angle))
    };
    let mut points = vec![DVec3::Z * -20.0];
    points.extend((0..=16).map(arc));
    points.push(arc(16) + DVec3::Y * 60.0);
    let graph = graph_of(&[(&points, (2.0, 2.0))]);
    let (lumen, mouth) = (Lumen::new(&graph), mouth_of(&graph));
    let mut ratios = Vec::new();
    for friction in [0.0, 0.1, 0.2] {
        let shaft = Shaft::uniform(5.0, 5.0, friction).unwrap();
        let mut rod = pushed(&lumen, mouth, Mesh::even(2.0), shaft, 110.0, 600);
        rod.load_tip(DVec3::Y * 0.5);
        let drawn = |rod: &mut Rod, mm: f64| {
            for _ in 0..600 {
                rod.feed(0, mm / 600.0);
                rod.step(&lumen, 0.1);
            }
            -rod.hub_force_n() / 0.5
        };
        ratios.push((friction, drawn(&mut rod, -5.0), drawn(&mut rod, 5.0)));
    }
    for (friction, drawn, fed) in ratios {
        let expected = math::exp(friction * 0.5 * PI);
        close(drawn, expected, 0.05);
        close(fed, 1.0 / expected, 0.05);
    }
}

#[test]
fn length_stays() {
    let graph = winding();
    let rod = pushed(&Lumen::new(&graph), mouth_of(&graph), Mesh::default(), angled(200.0, 0.1), 140.0, 500);
    let points: Vec<DVec3> = rod.points().collect();
    let length: f64 = points.windows(2).map(|pair| pair[0].distance(pair[1])).sum();
    close(length, 140.0, 0.005);
}

#[test]
fn a_rod_at_rest_sleeps_and_stays() {
    let graph = winding();
    let lumen = Lumen::new(&graph);
    let mut rod = pushed(&lumen, mouth_of(&graph), Mesh::default(), angled(200.0, 0.1), 100.0, 400);
    let before: Vec<DVec3> = rod.points().collect();
    for _ in 0..100 {
        rod.step(&lumen, SUB_STEP_S);
    }
    assert!(rod.points().eq(before));
}

/// The angle at the tip follows the hub late by friction, and at once without: whip.
#[test]
fn friction_delays_torque() {
    let graph = winding();
    let (lumen, mouth) = (Lumen::new(&graph), mouth_of(&graph));
    let lag = |friction: f64| {
        let shaft = Shaft::uniform(200.0, 40.0, friction).unwrap();
        let mut rod = pushed(&lumen, mouth, Mesh::default(), shaft, 120.0, 400);
        let angle = |rod: &Rod| *rod.layers[0].angle.last().unwrap();
        let before = angle(&rod);
        for _ in 0..120 {
            rod.turn(0, 1.0 / 120.0);
            rod.step(&lumen, SUB_STEP_S);
        }
        settle(&mut rod, &lumen, SUB_STEP_S);
        1.0 - (angle(&rod) - before)
    };
    let (none, some, more) = (lag(0.0), lag(0.1), lag(0.2));
    assert!(none.abs() < 0.01, "{none}");
    assert!(some > 0.01 && more > 1.5 * some, "{some} {more}");
}

/// What hands do: push, turn, for so many sub-steps.
type Act = (usize, f64, f64, u16);

fn trees() -> impl Strategy<Value = VesselGraph> {
    let limb = (
        any::<prop::sample::Index>(),
        -1.0..1.0_f64,
        -1.0..1.0_f64,
        0.2..1.0_f64,
        15.0..70.0_f64,
        0.6..1.0_f64,
    );
    prop::collection::vec(limb, 2..9).prop_map(|limbs| {
        let mut ends = vec![(DVec3::ZERO, 5.0_f64)];
        let mut vessels: Vec<(Vec<DVec3>, (f64, f64))> = Vec::new();
        for (parent, x, y, z, length, taper) in limbs {
            let (from, radius) = ends[parent.index(ends.len())];
            let step = DVec3::new(x, y, z).normalize() * length;
            let bow = step.any_orthonormal_vector() * (0.15 * length);
            let to = from + step;
            vessels.push((vec![from, from + step * 0.5 + bow, to], (radius, radius * taper)));
            ends.push((to, radius * taper));
        }
        let vessels: Vec<(&[DVec3], (f64, f64))> =
            vessels.iter().map(|(points, radius)| (points.as_slice(), *radius)).collect();
        graph_of(&vessels)
    })
}

fn play(graph: &VesselGraph, acts: &[Act], look: &mut dyn FnMut(&Rod, &Lumen)) -> u64 {
    let lumen = Lumen::new(graph);
    let mut rod = Rod::new(&lumen, mouth_of(graph), Mesh::default());
    rod.insert_layer(0, Layer::new(angled(250.0, 0.15), 1.65));
    rod.insert_layer(1, Layer::new(angled(10.0, 0.1), 0.8));
    rod.insert_layer(2, Layer::new(angled(60.0, 0.05), 0.4));
    for &(layer, mm, rad, steps) in acts {
        for _ in 0..steps {
            rod.feed(layer, mm);
            rod.turn(layer, rad);
            rod.step(&lumen, SUB_STEP_S);
            look(&rod, &lumen);
        }
    }
    let mut hash = StateHash::default();
    rod.hash_into(&mut hash);
    hash.finish()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn whatever_hands_do_nothing_leaves_the_lumen(
        graph in trees(),
        acts in prop::collection::vec((0_usize..3, -2.0..3.0, -0.2..0.2, 1_u16..60), 1..12),
    ) {
        let mut checks = |rod: &Rod, lumen: &Lumen| {
            for node in rod.nodes.iter().skip(1) {
                let body = rod.layers[node.owner].radius_mm;
                assert!(node.at.is_finite());
                assert!(lumen.room_anywhere(node.at, body) > 0.0, "{} of {}", node.at, node.owner);
            }
        };
        let hash = play(&graph, &acts, &mut checks);
        prop_assert_eq!(hash, play(&graph, &acts, &mut |_, _| {}));
    }
}
