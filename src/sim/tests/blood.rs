//! What is measured, told and carried is what the blood does, whatever a hand pushes meanwhile.

use super::*;
use crate::model::Implant;
use crate::sim::agent::implant::Fit;
use crate::sim::circulation::{Inflow, Place};
use crate::sim::injection::push;
use crate::sim::tick::DT;
use crate::sim::transport::{Mixture, Parcel};
use crate::units::Flow;

const FEEDER: SegmentIx = SegmentIx(3);

fn pushed(place: Place, ml_s: f64, iodine: f64) -> Option<Inflow> {
    let flow = Flow::from_ml_s(ml_s);
    let mixture = Mixture { iodine, ..Mixture::BLOOD };
    let parcel = Parcel { volume: flow.si() * DT, mixture, particles: Vec::new() };
    (ml_s > 0.0).then_some(Inflow { place, flow, parcel })
}

/// What is told to have gone backwards is what ran backwards on the side the blood comes from: in a vessel that flows, that
/// hardly flows, and the other way round; during pushes weaker and stronger than the flow, and after them.
#[test]
fn reflux_is_the_blood_that_turned_back() {
    for (calibre, turned) in [(1.0, false), (1.0, true), (circulation::NARROWEST, false)] {
        let case = if turned { turned_feeder() } else { case() };
        let graph = &case.graph;
        let mut circulation = Circulation::new(&case, 1);
        circulation.set_calibre(graph, FEEDER, calibre);
        let place = Place { segment: FEEDER, along_mm: 9.0 };
        let (mut told, mut ran) = (0.0, 0.0);
        for tick in 0..1200 {
            // mL/s, over and over: the end of a strong push is what the blood still remembers
            let rate = [0.05, 4.0, 0.02, 0.4, 1.5, 0.01][tick / 40 % 6];
            let response = circulation.response(graph, place);
            assert_eq!(circulation.runs_forward(FEEDER), !turned, "tick {tick}");
            told += push::backwards(response, !turned, rate).max(0.0) * DT;
            circulation.step(graph, pushed(place, rate, 0.0)).unwrap();
            let (before, after) = circulation.pulse().tip_flows().unwrap();
            let against = if turned { after.ml_s() } else { -before.ml_s() };
            ran += against.max(0.0) * DT;
        }
        assert!((told / ran - 1.0).abs() < 1e-9, "{told} of {ran} mL");
        assert!(ran > 1.0, "{ran} mL");
    }
}

/// The small case with its feeder drawn from the tumour to the parent.
fn turned_feeder() -> Arc<Case> {
    let mut case = (*case()).clone();
    let mut segments = case.graph.segments().to_vec();
    segments[FEEDER.ix()] = segment("feeder", 3, 2, 0.7);
    case.graph =
        VesselGraph::new(case.graph.nodes().to_vec(), segments, case.graph.beds().to_vec(), NodeIx(0));
    Arc::new(case)
}

/// Whoever injects while the result is declared or measured changes nothing about it.
#[test]
fn a_push_does_not_change_what_is_measured() {
    let measured = |rate_ml_s: f64| {
        let mut sim = in_the_feeder(5);
        inject(&mut sim, "medium", 0.04, 6.0);
        sim.step(&[Command::HandContrast { rate_ml_s }]);
        pass(&mut sim, 2.0);
        sim.step(&[Command::DeclareOccluded { segment: "feeder".to_owned() }]);
        let declared = sim.events().iter().find_map(|e| match e.what {
            What::OcclusionDeclared { residual_flow, .. } => Some(residual_flow),
            _ => None,
        });
        let outcome = sim.outcome();
        let felt = sim.circulation.network().segment_flows(FEEDER).1.ml_s();
        (declared.unwrap(), outcome.feeders[0].clone(), outcome.targets[0].devascularised, felt)
    };
    let (still, push) = (measured(0.0), measured(2.0));
    assert!(push.3 > still.3 + 0.1, "the push is felt: {} and {} mL/s", still.3, push.3);
    assert!((0.05..0.95).contains(&still.0), "{}", still.0);
    for (a, b) in [
        (still.0, push.0),
        (still.1.residual_flow, push.1.residual_flow),
        (still.1.clearance_beats, push.1.clearance_beats),
        (still.2, push.2),
    ] {
        assert!((a / b - 1.0).abs() < 1e-9, "{a} and {b}");
    }
}

/// Spasm and devices leave the blood less area to move in, and particles less to pass.
#[test]
fn a_narrower_vessel_has_more_inertance_and_lets_less_through() {
    let graph = graph();
    let mut circulation = Circulation::new(&case(), 1);
    let state = |circulation: &Circulation| {
        let gauge = circulation.transport().pipe(FEEDER).gauge;
        (circulation.pulse().elements(FEEDER).inertance, gauge.enters)
    };
    let (inertance, width) = state(&circulation);
    let length = graph.segment(FEEDER).centreline().unwrap().length_mm();
    let by_hand = 1060.0 * length * 1e-3 / (crate::math::PI * 0.7e-3 * 0.7e-3);
    assert!((inertance / by_hand - 1.0).abs() < 1e-9 && (width - 1.4e-3).abs() < 1e-12);
    circulation.set_calibre(&graph, FEEDER, 0.5);
    let spasm = state(&circulation);
    assert!((spasm.0 / inertance - 4.0).abs() < 1e-9 && (spasm.1 - 0.7e-3).abs() < 1e-12, "{spasm:?}");
    circulation.set_calibre(&graph, FEEDER, 1.0);
    // half as wide as the vessel over half its length: ¾ of the area is left there
    let device = Obstruction { segment: FEEDER, from_mm: 0.0, to_mm: 0.5 * length, radius_mm: 0.35 };
    circulation.obstruct(&graph, &[device]);
    let device = state(&circulation);
    assert!((device.0 / inertance - 0.5 * (1.0 + 4.0 / 3.0)).abs() < 1e-9, "{device:?}");
    assert!((device.1 - 0.7e-3).abs() < 1e-12, "{device:?}");
    circulation.obstruct(&graph, &[]);
    assert_eq!(state(&circulation), (inertance, width));
}

/// What is injected in the aorta runs up and down with the beat, and comes through all the same.
#[test]
fn contrast_in_the_aorta_is_not_lost_with_every_beat() {
    let case = case();
    let mut circulation = Circulation::new(&case, 1);
    let place = Place { segment: SegmentIx(0), along_mm: 2.0 };
    let mut given = 0.0;
    for tick in 0..60 * 60 {
        let inflow = pushed(place, if tick < 180 { 5.0 } else { 0.0 }, 300.0);
        given += inflow.as_ref().map_or(0.0, |i| i.parcel.mixture.iodine * i.parcel.volume);
        circulation.step(&case.graph, inflow).unwrap();
    }
    let left = circulation.left();
    assert!(left.escaped.iodine < 1e-6 * given, "{} of {given}", left.escaped.iodine);
    assert!(left.drained.iodine > 0.99 * given, "{} of {given}", left.drained.iodine);
}

fn coil(diameter_mm: f64) -> Implant {
    Implant {
        diameter_mm,
        length_mm: 20.0,
        wire_mm: Some(0.3),
        lumen_mm: (0.5, 0.7),
        vessel_mm: None,
        detachable: true,
    }
}

/// What has clotted on a coil stays clotted when the next one is tried and taken back.
#[test]
fn a_coil_that_is_pulled_back_takes_no_clot_of_others_along() {
    let case = case();
    let graph = &case.graph;
    let closed = |tried: Option<f64>| {
        let mut circulation = Circulation::new(&case, 1);
        let place = Place { segment: FEEDER, along_mm: 12.0 };
        let minutes = |circulation: &mut Circulation| {
            (0..120 * 60).for_each(|_| circulation.step(graph, None).unwrap());
        };
        circulation.deploy(graph, place, (0, coil(1.7))).unwrap();
        circulation.detach(graph).unwrap();
        minutes(&mut circulation);
        if let Some(diameter) = tried {
            let (fit, _) = circulation.deploy(graph, place, (0, coil(diameter))).unwrap();
            assert_ne!(fit, Fit::Loose);
        }
        minutes(&mut circulation);
        if tried.is_some() {
            assert_eq!(circulation.retrieve(graph), Some(0));
        }
        let packs = circulation.occlusion(FEEDER).packs().to_vec();
        assert_eq!(packs.len(), 1);
        packs[0].closed()
    };
    let alone = closed(None);
    // one that nests in its gaps, and one that lies by itself because there is no room for it
    for diameter in [1.2, 1.7] {
        assert!((closed(Some(diameter)) / alone - 1.0).abs() < 1e-12, "{diameter} mm");
    }
}

/// A loose coil goes to the far end of its vessel, whichever way that is drawn.
#[test]
fn a_loose_coil_goes_with_the_flow() {
    for (case, downstream) in [(case(), false), (turned_feeder(), true)] {
        let graph = &case.graph;
        let mut circulation = Circulation::new(&case, 1);
        circulation.deploy(graph, Place { segment: FEEDER, along_mm: 12.0 }, (0, coil(1.2))).unwrap();
        let (hanging, rest) = circulation.detach(graph).unwrap();
        assert_eq!((hanging.fit, rest), (Fit::Loose, Some(FEEDER)));
        let pack = circulation.occlusion(FEEDER).packs()[0];
        let length = graph.segment(FEEDER).centreline().unwrap().length_mm();
        let lies = if downstream { pack.from_mm } else { length - pack.to_mm };
        assert!(lies.abs() < 1e-9, "{pack:?} of {length}");
    }
}

/// Whatever is no number ends at the solver: it is told there, nothing of it gets into vessels, beds or veins, and when it is
/// gone the blood goes on.
#[test]
fn what_is_no_number_ends_at_the_solver() {
    type Change<'a> = &'a dyn Fn(&mut Circulation);
    let case = case();
    let graph = &case.graph;
    let heart = Heart { rate: 70.0, systolic_mmhg: 120.0, diastolic_mmhg: 75.0 };
    let device = |radius_mm| Obstruction { segment: FEEDER, from_mm: 0.0, to_mm: 9.0, radius_mm };
    let changes: [(Change<'_>, Change<'_>, bool); 6] = [
        (&|c| c.set_heart(Heart { systolic_mmhg: f64::NAN, ..heart }), &|c| c.set_heart(heart), true),
        (&|c| c.set_heart(Heart { diastolic_mmhg: f64::INFINITY, ..heart }), &|c| c.set_heart(heart), true),
        (&|c| c.set_heart(Heart { rate: f64::NAN, ..heart }), &|c| c.set_heart(heart), false),
        (&|c| c.set_calibre(graph, FEEDER, f64::NAN), &|_| {}, false),
        (&|c| c.obstruct(graph, &[device(f64::NAN)]), &|c| c.obstruct(graph, &[]), false),
        (&|c| c.spoil(FEEDER), &|c| c.obstruct(graph, &[device(0.1)]), true),
    ];
    let place = Place { segment: FEEDER, along_mm: 9.0 };
    for (i, (spoil, cure, told)) in changes.iter().enumerate() {
        let mut circulation = Circulation::new(&case, 1);
        let steps = |circulation: &mut Circulation| {
            let step = |_| circulation.step(graph, pushed(place, 0.2, 300.0)).is_err();
            (0..90).map(step).filter(|failed| *failed).count()
        };
        assert_eq!(steps(&mut circulation), 0);
        spoil(&mut circulation);
        assert_eq!(steps(&mut circulation) > 0, *told, "change {i}");
        cure(&mut circulation);
        assert_eq!(steps(&mut circulation), 0, "change {i}");
        let left = circulation.left();
        let found = circulation.content().iodine + left.drained.iodine + left.escaped.iodine;
        let given = 270.0 * DT * 0.2e-6 * 300.0;
        assert!((found / given - 1.0).abs() < 1e-9, "change {i}: {found} of {given}");
        assert!(circulation.flow_share(FEEDER).is_finite(), "change {i}");
    }
}
