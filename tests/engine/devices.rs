//! Devices on graphs and with commands that nobody thought of: whatever is done, tips stay in the arteries, devices stay
//! inside each other, and the same commands give the same state.

use embolize::hash::StateHash;
use embolize::math;
use embolize::model::{
    Centreline, Device, DeviceKind, Mechanics, Node, NodeIx, Segment, SegmentIx, Shaft, Shape, Slot,
    VesselGraph,
};
use embolize::sim::What;
use embolize::sim::device::Devices;
use glam::DVec3;
use proptest::prelude::*;

const SLOTS: [Slot; 3] = [Slot::Catheter, Slot::Microcatheter, Slot::Wire];

#[derive(Clone, Debug)]
enum Act {
    Sheath,
    Load(usize),
    Advance(Slot, f64),
    Rotate(Slot, f64),
    Hold,
    Remove(Slot),
    RemoveSheath,
    Pass(u16),
}

fn trolley() -> Vec<Device> {
    let device = |id: &str, kind, (outer_mm, length_mm), tip_deg| Device {
        id: id.into(),
        name: id.into(),
        kind,
        outer_mm,
        length_mm,
        attenuation_per_cm: 5.0,
        shaft: tip(tip_deg),
        pressure_limit_psi: None,
    };
    let catheter = DeviceKind::Catheter { inner_mm: 0.97, side_holes: false };
    vec![
        device("cobra", catheter, (1.67, 650.0), 90.0),
        device("simmons", catheter, (1.67, 400.0), 160.0),
        device("short", catheter, (1.35, 60.0), 30.0),
        device("micro", DeviceKind::Microcatheter { inner_mm: 0.65 }, (0.93, 700.0), 45.0),
        device("wire", DeviceKind::Wire, (0.89, 1500.0), 40.0),
        device("microwire", DeviceKind::Wire, (0.41, 720.0), 70.0),
    ]
}

fn tip(deg: f64) -> Shaft {
    Shaft::uniform(100.0, 80.0, 0.05).and_then(|shaft| shaft.with_tip(10.0, deg)).expect("sound numbers")
}

fn sheath() -> Device {
    Device {
        id: "sheath".into(),
        name: "sheath".into(),
        kind: DeviceKind::Sheath { inner_mm: 1.75 },
        outer_mm: 1.9,
        length_mm: 30.0,
        attenuation_per_cm: 5.0,
        shaft: tip(0.0),
        pressure_limit_psi: None,
    }
}

fn vessel(nodes: &[Node], from: usize, to: usize, radius_mm: (f64, f64)) -> Segment {
    let ends = [nodes[from].position_mm, nodes[to].position_mm];
    Segment {
        id: format!("{from}-{to}"),
        vessel: format!("vessel {from}-{to}"),
        from: NodeIx::at(from),
        to: NodeIx::at(to),
        behaviour: embolize::model::Behaviour::default(),
        shape: Shape::Conduit(Centreline::through(&ends, radius_mm).expect("the ends are apart")),
    }
}

/// Trees of 3 to 9 nodes; the last one is the access.
fn trees() -> impl Strategy<Value = VesselGraph> {
    let limb = (
        any::<prop::sample::Index>(),
        -1.0..1.0,
        -1.0..1.0,
        0.3..1.0,
        15.0..90.0,
        0.4..5.0_f64,
        0.3..1.0_f64,
    );
    prop::collection::vec((limb, any::<bool>()), 2..9).prop_map(|limbs| {
        let mut nodes = vec![Node { id: "root".into(), position_mm: DVec3::ZERO }];
        let mut segments = Vec::new();
        for ((parent, x, y, z, length, radius, taper), drawn_up) in limbs {
            let from = parent.index(nodes.len());
            let step = DVec3::new(x, y, z).normalize() * length;
            let to = nodes.len();
            nodes.push(Node { id: format!("n{to}"), position_mm: nodes[from].position_mm - step });
            let radius = (radius.max(1.0), (radius.max(1.0) * taper).max(0.3));
            let (a, b) = if drawn_up { (to, from) } else { (from, to) };
            segments.push(vessel(&nodes, a, b, radius));
        }
        VesselGraph::new(nodes, segments, Vec::new(), NodeIx(0))
    })
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let slot = prop::sample::select(SLOTS.to_vec());
    let act = prop_oneof![
        1 => Just(Act::Sheath),
        4 => (0_usize..6).prop_map(Act::Load),
        8 => (slot.clone(), -150.0..300.0).prop_map(|(slot, mm)| Act::Advance(slot, mm)),
        4 => (slot.clone(), -400.0..400.0).prop_map(|(slot, deg)| Act::Rotate(slot, deg)),
        1 => Just(Act::Hold),
        1 => slot.prop_map(Act::Remove),
        1 => Just(Act::RemoveSheath),
        8 => (1_u16..400).prop_map(Act::Pass),
    ];
    prop::collection::vec(act, 1..40).prop_map(|mut acts| {
        acts.insert(0, Act::Sheath);
        acts
    })
}

struct Lab<'a> {
    graph: &'a VesselGraph,
    trolley: Vec<Device>,
    devices: Devices,
    events: Vec<What>,
}

impl<'a> Lab<'a> {
    fn new(graph: &'a VesselGraph) -> Self {
        Self::with(Mechanics::Rails, graph)
    }

    fn with(mechanics: Mechanics, graph: &'a VesselGraph) -> Self {
        Self { graph, trolley: trolley(), devices: Devices::new(mechanics), events: Vec::new() }
    }

    fn act(&mut self, act: &Act) -> Result<(), String> {
        let (devices, events) = (&mut self.devices, &mut self.events);
        match act {
            Act::Sheath => {
                let access = NodeIx::at(self.graph.nodes().len() - 1);
                devices.insert_sheath(self.graph, access, &sheath(), events)
            }
            Act::Load(i) => devices.load(&self.trolley[*i], events),
            Act::Advance(slot, mm) => devices.advance(*slot, *mm),
            Act::Rotate(slot, deg) => devices.rotate(*slot, *deg),
            Act::Remove(slot) => devices.remove(*slot, events),
            Act::RemoveSheath => devices.remove_sheath(events),
            Act::Hold => {
                devices.hold();
                Ok(())
            }
            Act::Pass(ticks) => {
                for _ in 0..*ticks {
                    devices.step(self.graph, events);
                }
                Ok(())
            }
        }
    }

    fn rest(&mut self) {
        while self.devices.moving() {
            self.devices.step(self.graph, &mut self.events);
        }
    }

    fn hash(&self) -> u64 {
        let mut hash = StateHash::default();
        self.devices.hash_into(&mut hash);
        hash.finish()
    }

    fn depth(&self, slot: Slot) -> Option<f64> {
        self.devices.view(self.graph, slot).map(|view| view.depth_mm)
    }

    fn entered(&self, wanted: Slot) -> Vec<String> {
        let entered = self.events.iter().filter_map(|what| match what {
            What::TipEntered { slot, segment } if *slot == wanted => Some(segment.clone()),
            _ => None,
        });
        entered.collect()
    }

    fn device(&self, id: &str) -> &Device {
        self.trolley.iter().find(|device| device.id == id).expect("loaded from the trolley")
    }

    /// Everything that has to hold at any moment, whatever moves the devices.
    fn check(&self) {
        let mut deepest = self.devices.sheath_view(self.graph).map_or(0.0, |view| view.depth_mm);
        let mut host: Option<(f64, f64)> = None;
        for slot in SLOTS {
            let Some(view) = self.devices.view(self.graph, slot) else { continue };
            let device = self.device(&view.id);
            deepest = deepest.max(view.depth_mm);
            assert!(view.depth_mm >= 0.0 && view.depth_mm <= device.length_mm);
            assert!((0.0..360.0).contains(&view.rotation_deg));
            let segment = self.graph.segment(view.segment.expect("a tip is in a vessel"));
            let line = segment.centreline().expect("a tip is in a vessel with geometry");
            assert!(view.along_mm >= 0.0 && view.along_mm <= line.length_mm());
            assert!(2.0 * line.radius_at(view.along_mm) >= device.outer_mm - 1e-9, "{view:?}");
            if let Some((length_mm, depth_mm)) = host {
                let reach = device.length_mm - (length_mm - depth_mm);
                assert!(view.depth_mm <= reach + 1e-9, "{slot:?}: the hub is outside its host's");
            }
            host = Some((device.length_mm, view.depth_mm));
            assert!(view.polyline_mm.iter().all(|point| point.is_finite()));
            assert!(view.polyline_mm.windows(2).all(|pair| pair[0].distance(pair[1]) < 8.0));
        }
        // Only on rails is the way of a tip that of the lumen it takes.
        if self.devices.mechanics() == Mechanics::Rails {
            let covered: f64 = self.devices.obstructions().iter().map(|o| o.to_mm - o.from_mm).sum();
            assert!((covered - deepest).abs() < 1e-6, "covered {covered}, deepest {deepest}");
        }
        let micro = self.depth(Slot::Microcatheter).is_some();
        assert!(!micro || self.depth(Slot::Catheter).is_some(), "a microcatheter is in a catheter");
        assert!(self.devices.tip_path_mm().is_finite());
    }
}

proptest! {
    #[test]
    fn nothing_leaves_the_arteries_or_its_host(graph in trees(), acts in acts()) {
        let mut lab = Lab::new(&graph);
        for act in &acts {
            if let Err(reason) = lab.act(act) {
                prop_assert!(reason.ends_with('.') && reason.len() > 20, "a refusal explains: {reason}");
            }
            lab.check();
        }
        for what in &lab.events {
            if let What::TipEntered { segment, .. } | What::PushedWithoutWire { segment, .. } = what {
                prop_assert!(graph.find_segment(segment).is_some());
            }
        }
    }

    #[test]
    fn the_same_commands_give_the_same_state(graph in trees(), acts in acts()) {
        let play = || {
            let mut lab = Lab::new(&graph);
            let refused: Vec<_> = acts.iter().map(|act| lab.act(act)).collect();
            (lab.hash(), refused, lab.events)
        };
        prop_assert_eq!(play(), play());
    }

    #[test]
    fn the_branch_the_tip_is_turned_to_is_entered(roll in 0.0..360.0_f64, spread in 15.0..80.0_f64) {
        let (roll_rad, spread_rad) = (roll.to_radians(), spread.to_radians());
        // The trunk runs up, so roll 0 is to the front (+y) and clockwise seen from below is towards -x.
        let side = DVec3::Y * math::cos(roll_rad) + DVec3::NEG_X * math::sin(roll_rad);
        let limb = |sign: f64| 40.0 * (DVec3::Z * math::cos(spread_rad) + sign * side * math::sin(spread_rad));
        let at = [DVec3::NEG_Z * 100.0, DVec3::ZERO, limb(1.0), limb(-1.0)];
        let nodes: Vec<Node> =
            at.iter().enumerate().map(|(i, p)| Node { id: format!("n{i}"), position_mm: *p }).collect();
        let ends = [(1, 0), (1, 2), (1, 3)];
        let segments = ends.map(|(from, to)| vessel(&nodes, from, to, (2.0, 2.0))).to_vec();
        let graph = VesselGraph::new(nodes, segments, Vec::new(), NodeIx(2));
        for (turned, expected) in [(roll, "1-2"), (roll + 180.0, "1-3")] {
            let mut lab = Lab::new(&graph);
            lab.devices.insert_sheath(&graph, NodeIx(0), &sheath(), &mut lab.events).expect("it fits");
            for act in [Act::Load(4), Act::Rotate(Slot::Wire, turned), Act::Advance(Slot::Wire, 90.0)] {
                lab.act(&act).expect("possible");
                lab.rest();
            }
            prop_assert_eq!(lab.entered(Slot::Wire), [expected]);
            // A catheter goes the way of the wire, whatever its own tip says.
            for act in [Act::Load(0), Act::Rotate(Slot::Catheter, turned + 180.0), Act::Advance(Slot::Catheter, 80.0)] {
                lab.act(&act).expect("possible");
                lab.rest();
            }
            prop_assert_eq!(lab.entered(Slot::Catheter), [expected]);
        }
    }

    #[test]
    fn the_preview_says_where_the_tip_goes(graph in trees(), bend in 0.0..170.0_f64, roll in 0.0..360.0_f64) {
        let mut lab = Lab::new(&graph);
        let wire = Device { shaft: tip(bend), ..lab.trolley[5].clone() };
        if lab.act(&Act::Sheath).is_ok() {
            lab.devices.load(&wire, &mut lab.events).expect("it fits");
            for act in [Act::Rotate(Slot::Wire, roll), Act::Advance(Slot::Wire, 1.0)] {
                lab.act(&act).expect("possible");
                lab.rest();
            }
            let ahead = lab.devices.view(&graph, Slot::Wire).and_then(|view| view.ahead);
            if let Some(junction) = ahead {
                lab.act(&Act::Advance(Slot::Wire, junction.distance_mm + 0.5)).expect("possible");
                lab.rest();
                let tip: Option<SegmentIx> = lab.devices.tip(Slot::Wire).map(|tip| tip.segment);
                prop_assert_eq!(tip, junction.chosen);
            }
        }
    }
}

proptest! {
    // A rod costs more to move than what is on rails.
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn nothing_elastic_leaves_the_arteries_and_the_same_commands_give_the_same_state(
        graph in trees(),
        acts in acts(),
    ) {
        let play = || {
            let mut lab = Lab::with(Mechanics::Rod, &graph);
            for act in acts.iter().take(16) {
                if let Err(reason) = lab.act(act) {
                    assert!(reason.ends_with('.') && reason.len() > 20, "a refusal explains: {reason}");
                }
                lab.check();
            }
            (lab.hash(), lab.events)
        };
        prop_assert_eq!(play(), play());
    }
}
