//! Devices on rails in the small tree of the fixture.

use glam::DVec3;

use super::*;
use crate::model::SegmentIx;
use crate::sim::device::HAND_MM_S;
use crate::sim::device::fixture::{catheter, cobra, graph, micro, microwire, sheath, simmons, wire};

struct Lab {
    graph: VesselGraph,
    devices: Railed,
    out: Vec<What>,
}

impl Lab {
    fn new() -> Self {
        let mut lab = Self { graph: graph(), devices: Railed::default(), out: Vec::new() };
        lab.devices.insert_sheath(&lab.graph, NodeIx(0), &sheath(), &mut lab.out).unwrap();
        lab
    }

    fn load(&mut self, device: &Device) {
        self.devices.load(device, &mut self.out).unwrap();
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
        while self.devices.moving() {
            self.devices.step(&self.graph, &mut self.out);
        }
    }

    fn at(&self, slot: Slot) -> &str {
        let tip = self.devices.tip(slot).unwrap();
        &self.graph.segment(tip.segment).id
    }

    fn depth(&self, slot: Slot) -> f64 {
        self.devices.view(&self.graph, slot).unwrap().depth_mm
    }

    fn entered(&self, slot: Slot) -> Vec<&str> {
        let of = |what: &'_ What| matches!(what, What::TipEntered { slot: s, .. } if *s == slot);
        self.out
            .iter()
            .filter(|what| of(what))
            .map(|what| match what {
                What::TipEntered { segment, .. } => segment.as_str(),
                _ => "",
            })
            .collect()
    }

    fn stops(&self) -> Vec<&str> {
        self.out
            .iter()
            .filter_map(|what| match what {
                What::TipStopped { reason, .. } => Some(reason.as_str()),
                _ => None,
            })
            .collect()
    }

    fn scraped(&self) -> Vec<&str> {
        self.out
            .iter()
            .filter_map(|what| match what {
                What::PushedWithoutWire { segment, .. } => Some(segment.as_str()),
                _ => None,
            })
            .collect()
    }
}

#[test]
fn sheath_goes_towards_the_heart_and_must_fit() {
    let lab = Lab::new();
    let view = lab.devices.sheath_view(&lab.graph).unwrap();
    assert_eq!((view.depth_mm, view.along_mm), (110.0, 90.0));
    assert_eq!(view.polyline_mm[0], DVec3::new(0.0, 0.0, -200.0));
    assert!(view.polyline_mm.last().unwrap().distance(DVec3::new(0.0, 0.0, -90.0)) < 1e-9);
    let mut devices = Railed::default();
    let thick = Device { outer_mm: 7.2, ..sheath() };
    let refused = devices.insert_sheath(&lab.graph, NodeIx(0), &thick, &mut Vec::new()).unwrap_err();
    assert!(refused.contains("7.20 mm") && refused.contains("7.00 mm"), "{refused}");
    assert!(devices.insert_sheath(&lab.graph, NodeIx(0), &wire(0.0), &mut Vec::new()).is_err());
}

#[test]
fn a_straight_wire_goes_straight_and_stops_at_the_end() {
    let mut lab = Lab::new();
    lab.load(&wire(0.0));
    lab.go(Slot::Wire, 1000.0);
    assert_eq!(lab.at(Slot::Wire), "aorta_high");
    assert!((lab.depth(Slot::Wire) - 450.0).abs() < 1e-9);
    assert_eq!(lab.entered(Slot::Wire), ["aorta_low", "aorta_high"]);
    assert_eq!(lab.stops().len(), 1);
    lab.go(Slot::Wire, 50.0);
    assert_eq!(lab.stops().len(), 1, "one stop is told once");
}

#[test]
fn hands_have_a_speed() {
    let mut lab = Lab::new();
    lab.load(&wire(0.0));
    lab.devices.advance(Slot::Wire, 100.0).unwrap();
    for _ in 0..60 {
        lab.devices.step(&lab.graph, &mut lab.out);
    }
    assert!((lab.depth(Slot::Wire) - 110.0 - HAND_MM_S).abs() < 1e-9);
    lab.devices.advance(Slot::Wire, -60.0).unwrap();
    assert!(!lab.devices.moving() || lab.devices.wire.as_ref().unwrap().pending_mm.abs() < 1e-9);
    lab.devices.rotate(Slot::Wire, 90.0).unwrap();
    lab.devices.hold();
    assert!(!lab.devices.moving());
}

#[test]
fn a_shaped_catheter_turned_to_the_branch_enters_it_and_turned_away_does_not() {
    for (roll, expected) in [(0.0, "celiac"), (30.0, "celiac"), (90.0, "aorta_high"), (180.0, "aorta_high")] {
        let mut lab = Lab::new();
        lab.load(&cobra());
        lab.turn(Slot::Catheter, roll);
        let preview = {
            lab.go(Slot::Catheter, 185.0);
            lab.devices.view(&lab.graph, Slot::Catheter).unwrap().ahead.unwrap()
        };
        assert_eq!(preview.branches.len(), 2);
        assert!((preview.distance_mm - 5.0).abs() < 1e-6);
        lab.go(Slot::Catheter, 20.0);
        assert_eq!(lab.at(Slot::Catheter), expected, "roll {roll}");
        assert_eq!(lab.graph.segment(preview.chosen.unwrap()).id, expected);
        assert!(lab.scraped().is_empty(), "engaging an ostium is sound technique");
    }
}

#[test]
fn a_wire_inside_straightens_the_catheter() {
    let mut lab = Lab::new();
    lab.load(&cobra());
    lab.load(&wire(0.0));
    lab.go(Slot::Catheter, 200.0);
    assert_eq!(lab.devices.bend_deg(Slot::Catheter), 90.0, "the wire stayed where it was");
    lab.go(Slot::Wire, 195.0);
    assert!((lab.devices.bend_deg(Slot::Catheter) - 45.0).abs() < 1e-6);
    lab.go(Slot::Wire, 15.0);
    assert_eq!(lab.devices.bend_deg(Slot::Catheter), 0.0);
}

#[test]
fn a_catheter_follows_its_wire() {
    let mut lab = Lab::new();
    lab.load(&cobra());
    lab.go(Slot::Catheter, 200.0);
    lab.load(&wire(40.0));
    lab.turn(Slot::Wire, 90.0);
    lab.go(Slot::Wire, 50.0);
    assert_eq!(lab.at(Slot::Wire), "celiac");
    lab.turn(Slot::Catheter, 180.0);
    lab.go(Slot::Catheter, 40.0);
    assert_eq!(lab.at(Slot::Catheter), "celiac", "it follows whatever its own tip points to");
    assert!(lab.scraped().is_empty());
}

#[test]
fn a_bare_catheter_is_reported_once_per_vessel() {
    let mut lab = Lab::new();
    lab.load(&cobra());
    lab.go(Slot::Catheter, 195.0);
    assert_eq!(lab.at(Slot::Catheter), "celiac");
    lab.go(Slot::Catheter, 15.0);
    assert!(lab.scraped().is_empty());
    lab.go(Slot::Catheter, 25.0);
    lab.go(Slot::Catheter, -25.0);
    lab.go(Slot::Catheter, 25.0);
    assert_eq!(lab.scraped(), ["celiac"]);
}

#[test]
fn diameters_stop() {
    let mut lab = Lab::new();
    lab.load(&cobra());
    lab.go(Slot::Catheter, 205.0);
    lab.load(&microwire());
    lab.go(Slot::Wire, 300.0);
    let branch = lab.at(Slot::Wire).to_owned();
    assert!(["left", "right"].contains(&branch.as_str()));
    lab.go(Slot::Catheter, 300.0);
    assert_eq!(lab.at(Slot::Catheter), branch);
    let radius = lab.devices.track.radius_at(&lab.graph, lab.depth(Slot::Catheter)).unwrap();
    assert!(2.0 * radius >= 1.67 && 2.0 * radius < 1.72, "{radius}");
    assert!(lab.stops().last().unwrap().contains("1.67 mm wide"));
}

#[test]
fn lengths_stop() {
    let mut lab = Lab::new();
    lab.load(&Device { length_mm: 250.0, ..cobra() });
    lab.go(Slot::Catheter, 300.0);
    assert_eq!(lab.depth(Slot::Catheter), 250.0);
    lab.go(Slot::Catheter, -50.0);
    lab.load(&Device { length_mm: 300.0, ..micro() });
    lab.go(Slot::Microcatheter, 300.0);
    assert!((lab.depth(Slot::Microcatheter) - 250.0).abs() < 1e-9, "hub against hub");
    lab.go(Slot::Catheter, -30.0);
    assert!((lab.depth(Slot::Microcatheter) - 220.0).abs() < 1e-9, "hub takes hub along");
    assert!(lab.stops().iter().all(|reason| reason.contains("usable length")));
}

/// The catheter above the celiac ostium, its wire out.
fn above_the_ostium(catheter: &Device) -> Lab {
    let mut lab = Lab::new();
    lab.load(&wire(0.0));
    lab.go(Slot::Wire, 250.0);
    lab.load(catheter);
    lab.go(Slot::Catheter, 240.0);
    assert_eq!(lab.at(Slot::Catheter), "aorta_high");
    lab.devices.remove(Slot::Wire, &mut lab.out).unwrap();
    lab
}

#[test]
fn a_shaped_catheter_engages_when_pulled() {
    for catheter in [simmons(), cobra()] {
        for (roll, expected) in
            [(0.0, "celiac"), (330.0, "celiac"), (90.0, "aorta_low"), (180.0, "aorta_low")]
        {
            let mut lab = above_the_ostium(&catheter);
            lab.turn(Slot::Catheter, roll);
            lab.go(Slot::Catheter, -60.0);
            assert_eq!(lab.at(Slot::Catheter), expected, "{} rolled {roll}", catheter.id);
            lab.go(Slot::Catheter, -60.0);
            assert_eq!(lab.at(Slot::Catheter), "aorta_low", "pulled further it comes out");
        }
    }
}

#[test]
fn a_straight_or_straightened_catheter_does_not_engage_when_pulled() {
    let mut lab = above_the_ostium(&catheter("single angle", 45.0));
    lab.go(Slot::Catheter, -60.0);
    assert_eq!(lab.at(Slot::Catheter), "aorta_low");
    let mut lab = above_the_ostium(&simmons());
    lab.load(&wire(0.0));
    lab.go(Slot::Catheter, -60.0);
    assert_eq!(lab.at(Slot::Catheter), "aorta_low", "the wire in it straightens it");
}

#[test]
fn what_does_not_fit_is_refused_with_its_sizes() {
    let mut lab = Lab::new();
    let refused = |lab: &mut Lab, device: &Device| lab.devices.load(device, &mut lab.out).unwrap_err();
    assert!(refused(&mut lab, &micro()).contains("load a catheter first"));
    assert!(refused(&mut lab, &Device { outer_mm: 2.0, ..cobra() }).contains("up to 1.75 mm"));
    assert!(refused(&mut lab, &sheath()).contains("insert"));
    lab.load(&cobra());
    assert!(refused(&mut lab, &cobra()).contains("remove it first"));
    assert!(refused(&mut lab, &Device { outer_mm: 0.92, ..wire(0.0) }).contains("thinner than 0.92 mm"));
    assert!(refused(&mut lab, &Device { length_mm: 600.0, ..micro() }).contains("at least 650 mm"));
    lab.load(&wire(0.0));
    assert!(refused(&mut lab, &micro()).contains("remove it before"));
    lab.devices.remove(Slot::Wire, &mut lab.out).unwrap();
    lab.load(&micro());
    assert!(refused(&mut lab, &wire(0.0)).contains("thinner than 0.60 mm"));
    lab.load(&microwire());
    assert!(
        lab.devices.remove(Slot::Catheter, &mut lab.out).unwrap_err().contains("micro is in the catheter")
    );
    assert!(lab.devices.remove_sheath(&mut lab.out).unwrap_err().contains("still in the sheath"));
    lab.devices.remove(Slot::Microcatheter, &mut lab.out).unwrap();
    assert_eq!(
        lab.devices.left_inside(),
        ["sheath", "cobra"],
        "the microwire came out with the microcatheter"
    );
    assert!(lab.devices.advance(Slot::Wire, 5.0).unwrap_err().contains("load a wire"));
    assert!(lab.devices.advance(Slot::Catheter, f64::NAN).is_err());
    lab.devices.remove(Slot::Catheter, &mut lab.out).unwrap();
    lab.devices.remove_sheath(&mut lab.out).unwrap();
    assert!(lab.devices.left_inside().is_empty());
    assert!(matches!(lab.out.last(), Some(What::SheathRemoved)));
}

#[test]
fn a_catheter_is_exchanged_over_a_wire_that_is_long_enough() {
    let mut lab = Lab::new();
    lab.load(&cobra());
    lab.go(Slot::Catheter, 205.0);
    lab.load(&wire(30.0));
    lab.go(Slot::Wire, 40.0);
    let deep = lab.depth(Slot::Wire);
    lab.devices.remove(Slot::Catheter, &mut lab.out).unwrap();
    assert_eq!(lab.depth(Slot::Wire), deep);
    lab.load(&simmons());
    assert_eq!(lab.depth(Slot::Catheter), 110.0);
    lab.devices.remove(Slot::Catheter, &mut lab.out).unwrap();
    let long = Device { length_mm: 1300.0, ..simmons() };
    assert!(lab.devices.load(&long, &mut lab.out).unwrap_err().contains("pull the wire back"));
    lab.devices.remove(Slot::Wire, &mut lab.out).unwrap();
    lab.load(&wire(0.0));
    lab.go(Slot::Wire, -1000.0);
    assert_eq!(lab.depth(Slot::Wire), 0.0);
    assert!(lab.stops().last().unwrap().contains("puncture"));
}

#[test]
fn obstructions_cover_the_way_once_with_the_outermost_device() {
    let mut lab = Lab::new();
    lab.load(&cobra());
    lab.go(Slot::Catheter, 205.0);
    lab.load(&microwire());
    lab.go(Slot::Wire, 20.0);
    let found = lab.devices.obstructions();
    let covered: f64 = found.iter().map(|o| o.to_mm - o.from_mm).sum();
    assert!((covered - lab.depth(Slot::Wire)).abs() < 1e-9);
    let radii: Vec<f64> = found.iter().map(|o| o.radius_mm).collect();
    assert_eq!(radii, [1.15, 0.835, 0.835, 0.835, 0.205]);
    assert_eq!((found[0].segment, found[0].from_mm, found[0].to_mm), (SegmentIx(0), 90.0, 200.0));
    let key = lab.devices.obstruction_key();
    lab.go(Slot::Wire, 1.0);
    assert_ne!(key, lab.devices.obstruction_key());
}

#[test]
fn the_port_is_the_innermost_catheter() {
    let mut lab = Lab::new();
    assert!(lab.devices.port().is_none());
    lab.load(&cobra());
    lab.load(&wire(0.0));
    let port = lab.devices.port().unwrap();
    assert_eq!((port.slot, port.inner_mm, port.wire_in_lumen), (Slot::Catheter, 0.97, true));
    lab.devices.remove(Slot::Wire, &mut lab.out).unwrap();
    lab.load(&micro());
    let port = lab.devices.port().unwrap();
    assert_eq!((port.slot, port.length_mm, port.wire_in_lumen), (Slot::Microcatheter, 1300.0, false));
    assert!(!port.tip.towards_end, "the iliac is drawn away from the heart");
    lab.go(Slot::Microcatheter, 30.0);
    lab.go(Slot::Microcatheter, -10.0);
    assert!((lab.devices.tip_path_mm() - 40.0).abs() < 1e-9);
}

#[test]
fn the_drawn_tip_is_bent_and_stays_in_the_lumen() {
    let mut lab = Lab::new();
    lab.load(&cobra());
    lab.go(Slot::Catheter, 60.0);
    let points = lab.devices.view(&lab.graph, Slot::Catheter).unwrap().polyline_mm;
    let away: Vec<f64> = points.iter().map(|p| p.truncate().length()).collect();
    let play = 4.5 - 0.5 * 1.67;
    assert!(away.iter().all(|a| *a <= play));
    assert!(*away.last().unwrap() > 2.0, "bent to the front");
    lab.load(&wire(0.0));
    lab.go(Slot::Wire, 80.0);
    let points = lab.devices.view(&lab.graph, Slot::Catheter).unwrap().polyline_mm;
    assert!(points.iter().all(|p| p.truncate().length() < 1e-9), "the wire straightens it");
}
