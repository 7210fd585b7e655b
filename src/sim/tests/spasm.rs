//! Vessels in spasm: what they let through, and what lifts it.

use super::*;

/// Spasm to half the radius costs a vessel 15 more resistances of its own, and its relief gives all of it back.
#[test]
fn spasm_narrows_and_lets_go() {
    let mut sim = Simulation::new(case(), 1);
    let graph = graph();
    let resistance = |sim: &Simulation| sim.circulation.network().segment_resistance(SegmentIx(3)).si();
    let free = resistance(&sim);
    sim.circulation.set_calibre(&graph, SegmentIx(3), 0.5);
    sim.step(&[]);
    assert!((resistance(&sim) / free - 16.0).abs() < 1e-9);
    assert!(feeder_flow(&sim) < 0.95);
    sim.circulation.set_calibre(&graph, SegmentIx(3), 1.0);
    sim.step(&[]);
    assert!((feeder_flow(&sim) - 1.0).abs() < 1e-9);
}

/// Flow falls although nothing is closed; with nitroglycerin it comes back, after a while.
#[test]
fn a_spasm_is_a_false_stasis_that_nitroglycerin_lifts() {
    let mut sim = in_the_feeder(1);
    let (segment, before) = (SegmentIx(3), feeder_flow(&sim));
    sim.patient.spasms_mut().provoke(segment, 1.0);
    pass(&mut sim, 40.0);
    let tight = feeder_flow(&sim);
    assert!(tight < 0.5 * before, "{tight} of {before}");
    assert!(sim.snapshot().segments[3].spasm > 0.4);
    assert_eq!(sim.circulation.closed_share(segment), 0.0);
    let give = Command::GiveDrug { drug: Drug::Nitroglycerin, dose: 200.0 };
    sim.step(&[give]);
    pass(&mut sim, 10.0);
    assert!(feeder_flow(&sim) < 0.9 * before, "it does not act at once");
    pass(&mut sim, 480.0);
    assert!((feeder_flow(&sim) / before - 1.0).abs() < 0.05, "{} of {before}", feeder_flow(&sim));
    let told = |what: &What| sim.events.iter().any(|e| e.what == *what);
    let id = || "feeder".to_owned();
    assert!(told(&What::Spasm { segment: id() }) && told(&What::SpasmGone { segment: id() }));
    assert!(told(&What::DrugGiven { drug: Drug::Nitroglycerin, dose: 200.0 }));
}
