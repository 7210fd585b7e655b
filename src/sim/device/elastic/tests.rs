//! Elastic devices in the small tree of the fixture: what hands do at the hub, and what comes of it at the tip.

use super::*;
use crate::model::{Bend, Shaft, Stiffness};
use crate::sim::device::fixture::{catheter, cobra, graph, sheath, wire};

/// Longest time anything takes to come to rest, ticks: half a minute.
const REST_TICKS: u32 = 1800;

/// A Cobra: its two bends span the aorta.
fn spanning() -> Device {
    let bend = |length_mm, turn_deg| Bend { length_mm, turn_deg, plane_deg: 0.0 };
    let bends = vec![bend(6.0, 0.0), bend(12.0, 55.0), bend(8.0, 0.0), bend(45.0, 75.0)];
    let stiffness = Stiffness { from_tip_mm: 0.0, bend_n_mm2: 100.0, twist_n_mm2: 100.0 };
    Device { shaft: Shaft::new(vec![stiffness], bends, 0.05).unwrap(), ..catheter("spanning", 0.0) }
}

struct Lab {
    graph: VesselGraph,
    devices: Elastic,
    out: Vec<What>,
}

impl Lab {
    fn new() -> Self {
        let mut lab = Self { graph: graph(), devices: Elastic::default(), out: Vec::new() };
        lab.devices.insert_sheath(&lab.graph, NodeIx(0), &sheath(), &mut lab.out).unwrap();
        lab
    }

    fn load(&mut self, device: &Device) {
        self.devices.load(device, &mut self.out).unwrap();
    }

    fn remove(&mut self, slot: Slot) {
        self.devices.remove(slot, &mut self.out).unwrap();
        self.rest();
    }

    fn go(&mut self, slot: Slot, mm: f64) {
        self.devices.advance(slot, mm).unwrap();
        self.rest();
    }

    fn turn(&mut self, slot: Slot, deg: f64) {
        self.devices.rotate(slot, deg).unwrap();
        self.rest();
    }

    fn rest(&mut self) {
        for _ in 0..REST_TICKS {
            if !self.devices.moving() {
                return;
            }
            self.devices.step(&self.graph, &mut self.out);
        }
        panic!("it does not come to rest");
    }

    fn at(&self, slot: Slot) -> &str {
        &self.graph.segment(self.devices.tip(slot).unwrap().segment).id
    }

    fn tip(&self, slot: Slot) -> glam::DVec3 {
        *self.devices.view(&self.graph, slot).unwrap().polyline_mm.last().unwrap()
    }

    fn stops(&self) -> Vec<String> {
        let reason = |what: &What| match what {
            What::TipStopped { reason, .. } => Some(reason.clone()),
            _ => None,
        };
        self.out.iter().filter_map(reason).collect()
    }

    fn hash(&self) -> u64 {
        let mut hash = StateHash::default();
        self.devices.hash_into(&mut hash);
        hash.finish()
    }
}

#[test]
fn a_wire_goes_up_as_far_as_it_is_pushed_and_comes_to_rest() {
    let mut lab = Lab::new();
    lab.load(&wire(40.0));
    lab.go(Slot::Wire, 150.0);
    assert_eq!(lab.at(Slot::Wire), "aorta_low");
    assert!((lab.devices.depth_mm(Slot::Wire) - 260.0).abs() < 1e-9);
    // 60 mm above the bifurcation by its length; a curve along the wall is a little longer than the middle of the vessel
    assert!((50.0..60.0).contains(&lab.tip(Slot::Wire).z), "{}", lab.tip(Slot::Wire));
    let before = lab.hash();
    lab.rest();
    assert_eq!(lab.hash(), before, "at rest nothing creeps");
}

#[test]
fn a_shaped_catheter_turned_to_the_branch_enters_it_and_turned_away_does_not() {
    for (roll, enters) in [(0.0, true), (90.0, false), (180.0, false)] {
        let mut lab = Lab::new();
        lab.load(&spanning());
        lab.go(Slot::Catheter, 120.0);
        lab.turn(Slot::Catheter, roll);
        lab.go(Slot::Catheter, 110.0);
        assert_eq!(lab.at(Slot::Catheter) == "celiac", enters, "roll {roll}: {}", lab.at(Slot::Catheter));
    }
}

#[test]
fn a_straight_catheter_misses_the_branch() {
    let mut lab = Lab::new();
    lab.load(&catheter("straight", 0.0));
    lab.go(Slot::Catheter, 210.0);
    assert_eq!(lab.at(Slot::Catheter), "aorta_high");
}

#[test]
fn a_wire_withdrawn_gives_the_catheter_its_shape() {
    let mut lab = Lab::new();
    lab.load(&wire(0.0));
    lab.go(Slot::Wire, 180.0);
    lab.load(&cobra());
    lab.go(Slot::Catheter, 150.0);
    let straight = lab.tip(Slot::Catheter);
    lab.remove(Slot::Wire);
    let bent = lab.tip(Slot::Catheter);
    assert!(bent.y > straight.y + 2.0 && bent.z < straight.z, "{straight} and {bent}: bent to the front");
}

#[test]
fn a_catheter_is_exchanged_over_a_wire() {
    let mut lab = Lab::new();
    lab.load(&wire(0.0));
    lab.go(Slot::Wire, 200.0);
    lab.load(&cobra());
    lab.go(Slot::Catheter, 150.0);
    lab.remove(Slot::Catheter);
    let held = lab.tip(Slot::Wire);
    assert!((lab.devices.depth_mm(Slot::Wire) - 310.0).abs() < 1e-9);
    lab.load(&catheter("straight", 0.0));
    lab.go(Slot::Catheter, 100.0);
    assert!(lab.tip(Slot::Wire).distance(held) < 3.0, "the wire holds its place");
    assert!(lab.stops().is_empty(), "{:?}", lab.stops());
}

#[test]
fn hubs_stop() {
    let mut lab = Lab::new();
    lab.load(&cobra());
    lab.go(Slot::Catheter, 100.0);
    lab.load(&wire(0.0));
    // 1500 mm of wire in 650 mm of catheter: more than hands push at once
    lab.go(Slot::Catheter, -300.0);
    assert_eq!(lab.devices.depth_mm(Slot::Catheter), 110.0, "back at the sheath's tip");
    assert_eq!(lab.stops(), ["The tip of the catheter is back in the sheath: remove the catheter to go on."]);
}

#[test]
fn obstructions_lie_in_their_segments_and_do_not_overlap() {
    let mut lab = Lab::new();
    lab.load(&wire(30.0));
    lab.go(Slot::Wire, 220.0);
    lab.load(&cobra());
    lab.go(Slot::Catheter, 120.0);
    let taken = lab.devices.obstructions();
    assert!(taken.iter().any(|stretch| stretch.radius_mm == 0.5 * 0.89), "{taken:?}");
    for (i, a) in taken.iter().enumerate() {
        let length_mm = lab.graph.segment(a.segment).centreline().unwrap().length_mm();
        assert!(a.from_mm >= 0.0 && a.from_mm < a.to_mm && a.to_mm <= length_mm + 1e-9, "{a:?}");
        for b in taken[..i].iter().filter(|b| b.segment == a.segment) {
            assert!(a.from_mm >= b.to_mm || b.from_mm >= a.to_mm, "{a:?} and {b:?}");
        }
    }
}

#[test]
fn the_same_hands_come_to_the_same_state() {
    let play = || {
        let mut lab = Lab::new();
        lab.load(&wire(40.0));
        lab.go(Slot::Wire, 170.0);
        lab.turn(Slot::Wire, 200.0);
        lab.load(&cobra());
        lab.go(Slot::Catheter, 190.0);
        (lab.hash(), lab.out)
    };
    assert_eq!(play(), play());
}
