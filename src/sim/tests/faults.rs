//! Numbers that cannot be, as a fault of the engine would make them: told with their place, and put back.

use super::*;
use crate::sim::circulation::{Inflow, Place};
use crate::sim::transport::Parcel;
use crate::units::Flow;

/// A syringe that pushes 6 mL/min of contrast into the feeder, for a tick.
fn contrast() -> Inflow {
    let flow = Flow::from_ml_min(6.0);
    let mut parcel = Parcel::blood(flow.si() * tick::DT);
    parcel.mixture.iodine = 300.0;
    Inflow { place: Place { segment: SegmentIx(3), along_mm: 10.0 }, flow, parcel }
}

/// The small tree with contrast in feeder, bed and veins.
fn with_contrast() -> Simulation {
    let mut sim = Simulation::new(case(), 1);
    for _ in 0..300 {
        sim.circulation.step(&graph(), Some(contrast())).expect("nothing is wrong");
    }
    sim
}

/// Where something was told to be put back during so many ticks.
fn told(sim: &mut Simulation, ticks: u32) -> Vec<String> {
    let mut places = Vec::new();
    for _ in 0..ticks {
        places.extend(sim.step(&[]).iter().filter_map(|event| match &event.what {
            What::Quarantined { place } => Some(place.clone()),
            _ => None,
        }));
    }
    places
}

/// A pressure that is none is told once with its place; nothing else is lost, and when it is gone the blood flows on.
#[test]
fn a_pressure_that_cannot_be_is_told_and_the_session_goes_on() {
    let mut sim = Simulation::new(case(), 1);
    for _ in 0..30 {
        sim.step(&[]);
    }
    let rest = feeder_flow(&sim);
    sim.circulation.spoil(SegmentIx(3));
    let places = told(&mut sim, 90);
    assert_eq!(places.len(), 1, "{places:?}");
    assert!(places[0].contains("'feeder'") || places[0].contains("'parent'"), "{places:?}");
    assert!(feeder_flow(&sim).is_finite());
    let graph = graph();
    sim.circulation.set_calibre(&graph, SegmentIx(3), 0.5);
    sim.circulation.set_calibre(&graph, SegmentIx(3), 1.0);
    assert_eq!(told(&mut sim, 120), Vec::<String>::new());
    assert!((feeder_flow(&sim) / rest - 1.0).abs() < 1e-9);
}

/// What cannot be in vessels, beds and veins is gone with the next tick and told with its place; the rest stays.
#[test]
fn contents_that_cannot_be_are_put_back_and_told() {
    let tumour = BedIx::at(graph().beds().iter().position(|bed| bed.id == "tumour").expect("a tumour"));
    let places = [
        // vessels are looked at by turns: this one may have given it on
        (Fault::Vessel(SegmentIx(3)), "vessel 'feeder'"),
        (Fault::Bed(tumour), "contents of bed 'tumour' of vessel 'feeder'"),
        (Fault::Vein(tumour), "vein of bed 'tumour' of vessel 'feeder'"),
        (Fault::Portal, "portal vein"),
    ];
    for (at, place) in places {
        for value in [f64::NAN, f64::INFINITY, -1.0] {
            let mut sim = with_contrast();
            sim.circulation.spoil_contents(at, value);
            let places = told(&mut sim, 60);
            assert!(places.len() == 1 && places[0].ends_with(place), "{at:?} {value}: {places:?}");
            let held = sim.circulation.content().iodine;
            let gone = sim.circulation.left().drained.iodine;
            assert!(held > 0.0 && held.is_finite() && gone.is_finite(), "{at:?} {value}: {held} {gone}");
            assert!((feeder_flow(&sim) - 1.0).abs() < 1e-9);
        }
    }
}

/// A syringe that pushes what cannot be changes nothing but that it is told.
#[test]
fn an_inflow_that_cannot_be_is_refused() {
    let graph = graph();
    let mut unsound = [contrast(), contrast(), contrast()];
    unsound[0].flow = Flow::from_ml_min(f64::NAN);
    unsound[1].parcel.volume = -1.0;
    unsound[2].place.along_mm = f64::INFINITY;
    for inflow in unsound {
        let mut sim = Simulation::new(case(), 1);
        let mut same = sim.clone();
        assert_eq!(sim.circulation.step(&graph, Some(inflow)), Err(Fault::Vessel(SegmentIx(3))));
        assert_eq!(same.circulation.step(&graph, None), Ok(()));
        assert_eq!(sim.state_hash(), same.state_hash());
    }
    assert_eq!(Simulation::new(case(), 1).circulation.step(&graph, Some(contrast())), Ok(()));
}
