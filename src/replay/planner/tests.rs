//! On the shipped anatomy: plans work when they are played again, and stay within their bound.

use super::*;
use crate::model::{Device, Mechanics, NodeIx, VesselGraph};
use crate::scenario::Library;
use crate::sim::device::Devices;
use crate::sim::rng::Stream;

fn library() -> Library {
    Library::bundled()
}

fn device<'a>(library: &'a Library, id: &str) -> &'a Device {
    library.catalogue().devices.iter().find(|device| device.id == id).expect("in the catalogue")
}

fn graph(library: &Library) -> &VesselGraph {
    library.anatomy("abdominal").expect("bundled").graph()
}

/// A catheter, brought over a wire to below the celiac artery, the wire out again.
fn in_the_aorta(library: &Library, catheter: &str) -> Devices {
    let graph = graph(library);
    let node: NodeIx = graph.find_node("right_femoral").expect("a site");
    let mut devices = Devices::new(Mechanics::Rails);
    let out = &mut Vec::new();
    devices.insert_sheath(graph, node, device(library, "sheath_5fr_11"), out).expect("it fits");
    for (slot, id, segment) in [
        (Slot::Wire, "wire_bentson_035", "thoracic_aorta_1"),
        (Slot::Catheter, catheter, "abdominal_aorta_2"),
    ] {
        devices.load(device(library, id), out).expect("it fits");
        let goal = Goal { slot, ..goal(graph, segment) };
        devices = plan(graph, &devices, goal, PATIENCE_TICKS).expect("straight on").devices;
    }
    devices.remove(Slot::Wire, out).expect("it is in");
    devices
}

fn goal(graph: &VesselGraph, segment: &str) -> Goal {
    Goal { slot: Slot::Catheter, segment: graph.find_segment(segment).expect(segment), along_mm: 4.0 }
}

/// Plays actions as a session does: a command, then the ticks.
fn play(graph: &VesselGraph, devices: &mut Devices, actions: &[Action]) {
    for action in actions {
        match &action.command {
            Command::Advance { slot, mm } => devices.advance(*slot, *mm).expect("a device to move"),
            Command::Rotate { slot, deg } => devices.rotate(*slot, *deg).expect("a device to turn"),
            Command::Hold => devices.hold(),
            other => panic!("{other:?} moves nothing"),
        }
        for _ in 0..action.ticks {
            devices.step(graph, &mut Vec::new());
        }
    }
}

#[test]
fn a_plan_played_again_comes_to_the_goal() {
    let library = library();
    let graph = graph(&library);
    let start = in_the_aorta(&library, "cobra_c2_5fr_80");
    let goal = goal(graph, "celiac_1");
    let found = plan(graph, &start, goal, PATIENCE_TICKS).expect("a Cobra engages the celiac artery");
    let mut devices = start.clone();
    play(graph, &mut devices, &found.actions);
    let tip = devices.tip(Slot::Catheter).expect("it is in");
    assert!(tip.segment == goal.segment && tip.along_mm >= goal.along_mm, "{tip:?}");
    let again = plan(graph, &start, goal, PATIENCE_TICKS).expect("as before");
    assert_eq!(again.actions, found.actions, "the search draws no chances");
}

#[test]
fn patience_is_a_bound() {
    let library = library();
    let graph = graph(&library);
    let start = in_the_aorta(&library, "cobra_c2_5fr_80");
    // A catheter of 1.65 mm does not go into one of 1.6 mm, and says so without searching.
    let narrow = graph.segments().iter().find(|segment| {
        segment.centreline().is_some_and(|line| line.radii_mm().iter().all(|radius| *radius < 0.8))
    });
    let narrow = goal(graph, &narrow.expect("thin branches are drawn").id);
    let found = plan(graph, &start, narrow, PATIENCE_TICKS);
    assert_eq!(found.map(|plan| plan.tried_ticks), Err(NoWay::Unconnected));
    // The spleen is not reached by a bare Cobra in five seconds; the last gesture may end, no more.
    let impatient = plan(graph, &start, goal(graph, "splenic_4"), 300).map(|plan| plan.tried_ticks);
    let Err(NoWay::NotFound { seconds, .. }) = impatient else { panic!("{impatient:?}") };
    assert!((5.0..60.0).contains(&seconds), "{seconds}");
}

/// Time at the hub within which an ostium is engaged or given up, ticks: half a minute.
const TRY_TICKS: u64 = 1800;

/// Share of seeded starts around the level of the celiac artery from which a catheter gets into it.
fn engages(library: &Library, id: &str) -> f64 {
    const STARTS: u64 = 50;
    let graph = graph(library);
    let start = in_the_aorta(library, id);
    let goal = goal(graph, "celiac_1");
    let engaged = |seed: &u64| {
        let mut draw = Stream::named(*seed, "start");
        let mut devices = start.clone();
        devices.rotate(Slot::Catheter, 360.0 * draw.uniform()).expect("it is in");
        devices.advance(Slot::Catheter, 40.0 * draw.uniform() - 30.0).expect("it is in");
        while devices.moving() {
            devices.step(graph, &mut Vec::new());
        }
        plan(graph, &devices, goal, TRY_TICKS).is_ok()
    };
    (0..STARTS).filter(engaged).count() as f64 / STARTS as f64
}

#[test]
fn a_cobra_engages_the_celiac_artery_and_a_straight_tip_does_not() {
    let library = library();
    let cobra = engages(&library, "cobra_c2_5fr_80");
    let straight = engages(&library, "straight_5fr_80");
    assert!(cobra >= 0.8 && straight <= 0.2, "Cobra {cobra}, straight {straight}");
}
