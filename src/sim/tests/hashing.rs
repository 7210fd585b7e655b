//! Two sessions that differ in anything that may act later have different hashes, though nobody sees it yet.

use super::*;
use crate::sim::transport::Gauge;

/// Both from the same start, by one command each, with as many events.
fn differ(start: &Simulation, one: &[Command], other: &[Command], seconds: f64) {
    let after = |commands: &[Command]| {
        let mut sim = start.clone();
        sim.step(commands);
        pass(&mut sim, seconds);
        let events = sim.events().iter().map(|e| format!("{e:?}")).collect::<Vec<_>>();
        (sim.state_hash(), events)
    };
    let (a, b) = (after(one), after(other));
    assert_eq!(a.1, b.1, "the logs tell them apart already");
    assert_ne!(a.0, b.0, "{one:?} and {other:?}");
}

#[test]
fn what_is_pushed_counts_before_it_comes_out() {
    let sim = in_the_feeder(1);
    let flush = |fluid| Command::Flush { fluid, rate_ml_s: 0.1 };
    differ(&sim, &[flush(Flush::Saline)], &[flush(Flush::Dextrose)], 0.0);
    differ(&sim, &[Command::HandContrast { rate_ml_s: 0.1 }], &[flush(Flush::Saline)], 0.0);
    let hand = |rate_ml_s| Command::HandContrast { rate_ml_s };
    differ(&sim, &[hand(0.1)], &[hand(0.100_000_1)], 0.1);
}

#[test]
fn time_that_has_been_drawn_or_has_passed_counts() {
    let sim = in_the_feeder(1);
    // a tick with a push in it or without, long after its blood has gone
    let mut pushed = sim.clone();
    pushed.step(&[Command::Flush { fluid: Flush::Saline, rate_ml_s: 0.1 }]);
    pushed.step(&[Command::Flush { fluid: Flush::Saline, rate_ml_s: 0.0 }]);
    let mut still = sim.clone();
    pass(&mut still, 2.0 / 60.0);
    assert_ne!(pushed.state_hash(), still.state_hash());
    // a wait, and the same time without one
    let mut waiting = sim.clone();
    waiting.waiting_until = Some(sim.tick().after(60.0));
    assert_ne!(waiting.state_hash(), sim.state_hash());
}

/// State that no command reaches alone.
#[test]
fn every_part_of_the_blood_counts() {
    let sim = in_the_feeder(1);
    let changes: [&dyn Fn(&mut Simulation); 6] = [
        &|sim| sim.circulation.set_clotting(1.5),
        &|sim| sim.circulation.set_gel(agent::collagen::Gel::new(80.0, 10.0)),
        &|sim| {
            let heart = Heart { rate: 71.0, systolic_mmhg: 120.0, diastolic_mmhg: 75.0 };
            sim.circulation.set_heart(heart);
        },
        &|sim| sim.circulation.set_calibre(&graph(), SegmentIx(4), 0.9),
        &|sim| sim.harmed[0] = true,
        &|sim| sim.lung_told[0] = 0.1,
    ];
    for (i, change) in changes.iter().enumerate() {
        let mut changed = sim.clone();
        change(&mut changed);
        assert_ne!(changed.state_hash(), sim.state_hash(), "change {i}");
    }
    let mut transport = sim.circulation.transport().clone();
    let hash = |transport: &transport::Transport| {
        let mut hash = StateHash::default();
        transport.hash_into(&mut hash);
        hash.finish()
    };
    let before = hash(&transport);
    transport.set_gauge(SegmentIx(1), Gauge::open(1e-3));
    assert_ne!(hash(&transport), before);
}
