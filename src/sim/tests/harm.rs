//! What agents do to the patient and to the vessel they are pushed into, and where what is meant for a bed ends up.

use super::super::bed::Drained;
use super::embolic::{inject_between, told};
use super::*;

/// Gel goes through an open shunt as through any vessel that is wide enough, and leaves it open.
#[test]
fn collagen_passes_an_open_shunt_to_the_lungs() {
    let mut sim = in_the_feeder(1);
    inject(&mut sim, "collagen", 0.3, 3.0);
    let (given, held) =
        (sim.injector.doses().iter().map(|d| d.injected_ml).sum::<f64>(), sim.circulation.content());
    let passed = sim.circulation.left().drained.gel * 1e6;
    assert!(passed > 0.02 * given, "{passed} of {given} mL");
    assert!((passed + held.gel * 1e6 - given).abs() < 1e-9 + sim.circulation.left().escaped.gel * 1e6);
    let outcome = sim.outcome();
    let share = outcome.lungs.iter().find(|l| l.agent == "collagen").map_or(0.0, |l| l.lung_share);
    assert!((share - passed / given).abs() < 1e-9);
    assert!(outcome.lung.closed_share > 0.0);
    assert!(told(&sim, |w| matches!(w, What::LungShunt { agent, .. } if agent == "collagen")));
}

#[test]
fn solvent_too_fast_closes_the_vessel_and_hurts() {
    let mut sim = in_the_feeder(1);
    let calm = sim.snapshot().vitals;
    inject_between(&mut sim, Flush::Dmso, "evoh", 0.1, 0.2);
    assert!(told(&sim, |w| matches!(w, What::VesselInjured { .. })));
    assert!(told(&sim, |w| matches!(w, What::Spasm { segment } if segment == "feeder")));
    let now = sim.snapshot().vitals;
    assert!(now.pain > calm.pain + 2.0, "{}", now.pain);
    assert!(now.heart_rate > calm.heart_rate && now.systolic_mmhg > calm.systolic_mmhg);
    sim.step(&[Command::GiveDrug { drug: Drug::Nitroglycerin, dose: 200.0 }]);
    pass(&mut sim, 900.0);
    assert!(sim.circulation.calibre(SegmentIx(3)) < 0.75, "the wall is injured, not only in spasm");
}

/// All of it goes on to the lungs: a little is not felt, much of it drops the saturation and the pressure.
#[test]
fn ethanol_hurts_and_strains_the_lungs_by_its_amount() {
    let after = |syringes: u32| {
        let mut sim = in_the_feeder(1);
        for _ in 0..syringes {
            inject(&mut sim, "ethanol", 0.5, 10.0);
        }
        pass(&mut sim, 30.0);
        sim.snapshot().vitals
    };
    let (one, many) = (after(1), after(6));
    assert!(one.pain > 3.0 && one.spo2_percent > 94.0, "{one:?}");
    assert!(many.spo2_percent < one.spo2_percent - 4.0, "{many:?}");
}

#[test]
fn a_pulse_is_felt_and_rest_is_ordered() {
    let mut sim = in_the_feeder(1);
    let events = sim.step(&[Command::CheckPulse, Command::OrderRest { hours: 4.0 }]).to_vec();
    assert!(events.iter().any(|e| e.what == What::PulseChecked { present: true }), "{events:?}");
    assert!(events.iter().any(|e| e.what == What::RestOrdered { hours: 4.0 }));
    let events =
        sim.step(&[Command::OrderRest { hours: -1.0 }, Command::OrderRest { hours: f64::NAN }]).to_vec();
    assert_eq!(events.iter().filter(|e| matches!(e.what, What::Rejected { .. })).count(), 2);
    let mut nobody = Simulation::new(case(), 1);
    let events = nobody.step(&[Command::CheckPulse]).to_vec();
    assert!(events.iter().any(|e| matches!(e.what, What::Rejected { .. })));
}

/// A coil in the parent takes the organ's blood although nothing lodged in it; the same organ with another supply lives.
#[test]
fn a_coil_upstream_counts_as_far_as_nothing_else_brings_blood() {
    let mut sim = in_the_feeder(1);
    let slot = crate::model::Slot::Catheter;
    while sim.devices.tip(slot).is_some_and(|t| t.segment == SegmentIx(3)) {
        sim.step(&[Command::Advance { slot, mm: -4.0 }]);
        settle(&mut sim);
    }
    let lost = |sim: &Simulation| sim.outcome().protected[0].lost_share;
    assert_eq!(lost(&sim), 0.0);
    for _ in 0..3 {
        let agent = "coil_parent".to_owned();
        sim.step(&[Command::PrepareAgent { agent }, Command::Deploy, Command::Detach]);
    }
    pass(&mut sim, 900.0);
    assert_eq!(sim.circulation.beds()[2].open_share(), 1.0, "nothing lies in the organ itself");
    assert!(lost(&sim) > 0.3, "{}", lost(&sim));
    assert!(told(&sim, |w| matches!(w, What::NonTarget { bed, .. } if bed == "organ")));
}

/// The mixture is as good as its preparation: an emulsion that was not pumped brings little oil, a polymer that was not shaken
/// goes further than it should.
#[test]
fn what_is_not_mixed_does_not_do_what_it_should() {
    let slow_to_mix = |agent: &str| {
        let mut case = (*case()).clone();
        for product in case.agents.iter_mut().filter(|a| a.id == agent) {
            product.prepare_s = 1200.0;
        }
        Arc::new(case)
    };
    let oil = |wait: f64| {
        let mut sim = in_the_feeder_of(slow_to_mix("emulsion"), 1);
        sim.step(&[Command::PrepareAgent { agent: "emulsion".to_owned() }]);
        pass(&mut sim, wait);
        sim.step(&[Command::InjectAgent { rate_ml_s: 0.2 }]);
        pass(&mut sim, 4.0);
        sim.circulation.content().oil + sim.circulation.left().drained.oil
    };
    let (hasty, patient) = (oil(0.0), oil(1200.0));
    assert!(hasty < 0.2 * patient, "{hasty} {patient}");
    let passed = |wait: f64| {
        let mut sim = in_the_feeder_of(slow_to_mix("evoh"), 1);
        sim.step(&[Command::Flush { fluid: Flush::Dmso, rate_ml_s: 0.0049 }]);
        pass(&mut sim, 100.0);
        sim.step(&[
            Command::Flush { fluid: Flush::Dmso, rate_ml_s: 0.0 },
            Command::PrepareAgent { agent: "evoh".to_owned() },
        ]);
        pass(&mut sim, wait);
        sim.step(&[Command::InjectAgent { rate_ml_s: 0.004 }]);
        pass(&mut sim, 200.0);
        sim.circulation.left().drained.cast
    };
    let (hasty, patient) = (passed(0.0), passed(1200.0));
    assert!(hasty > patient, "{hasty} {patient}");
}

/// What a shunt lets through of an organ that drains into the portal vein stays in the liver; where that vein is closed, or
/// blood goes straight home, it comes to the lungs.
#[test]
fn the_liver_keeps_what_comes_through_the_portal_vein() {
    let passed = |drains: Drainage, patent: bool| {
        let plain = graph();
        let mut beds = plain.beds().to_vec();
        beds[1].drains = drains;
        beds[2].tissue = Tissue::Liver;
        let graph = VesselGraph::new(plain.nodes().to_vec(), plain.segments().to_vec(), beds, plain.root());
        let patient = ModelPatient { portal_patent: patent, ..patient() };
        let mut sim = in_the_feeder_of(Arc::new(Case { patient, graph, ..(*case()).clone() }), 1);
        inject(&mut sim, "fine", 0.2, 20.0);
        let count = |left: &Drained| left.particles.iter().map(|p| p.1).sum::<u64>();
        let left = sim.circulation.left();
        (count(&left.drained), count(&left.liver))
    };
    let (home, kept) = passed(Drainage::Systemic, true);
    assert!(home > 100 && kept == 0, "{home} {kept}");
    assert_eq!(passed(Drainage::Splenic, true), (0, home));
    assert_eq!(passed(Drainage::Splenic, false), (home, 0));
}

/// More pressure than a wall stands tears it: that hurts, and the vessel goes into spasm.
#[test]
fn too_much_pressure_injures_the_vessel() {
    let mut sim = in_the_feeder(1);
    sim.step(&[Command::HandContrast { rate_ml_s: 8.0 }]);
    pass(&mut sim, 1.0);
    sim.step(&[Command::HandContrast { rate_ml_s: 0.0 }]);
    assert!(told(&sim, |w| matches!(w, What::OverPressure { .. })), "{:?}", sim.events());
    pass(&mut sim, 20.0);
    assert!(told(&sim, |w| matches!(w, What::Spasm { segment } if segment == "feeder")));
    assert!(sim.snapshot().vitals.pain > 2.0);
}
