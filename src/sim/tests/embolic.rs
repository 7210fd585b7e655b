//! Every agent does what it does by its own mechanism: experiments through real commands.

use super::*;

/// Agents besides those of the smaller tests.
pub(super) fn more_agents() -> Vec<Agent> {
    let agent = |id: &str, mechanism| Agent { mechanism, iodine_mg_ml: 0.0, ..particles(id, 100.0, 200.0) };
    let coil = |id: &str, loop_mm, length_mm| {
        let lumen_mm = (0.5, 0.7);
        agent(id, Mechanism::Coil { loop_mm, length_mm, wire_mm: 0.36, lumen_mm, detachable: true })
    };
    vec![
        agent("emulsion", Mechanism::Emulsion { oil_share: 0.75, ceiling_ml: 15.0 }),
        agent("glue_1_0", Mechanism::Glue { glue_share: 1.0 }),
        agent("glue_1_1", Mechanism::Glue { glue_share: 0.5 }),
        agent("glue_1_4", Mechanism::Glue { glue_share: 0.2 }),
        agent("evoh", Mechanism::Polymer { percent: 6.0 }),
        agent("ethanol", Mechanism::Ethanol { ethanol_share: 1.0, ceiling_ml_kg: 1.0 }),
        coil("coil_fits", 1.8, 40.0),
        coil("coil_for_the_sister", 2.2, 40.0),
        coil("coil_huge", 6.0, 140.0),
        coil("coil_parent", 5.0, 400.0),
        agent(
            "wide_coil",
            Mechanism::Coil {
                loop_mm: 1.8,
                length_mm: 40.0,
                wire_mm: 0.7,
                lumen_mm: (0.88, 0.98),
                detachable: false,
            },
        ),
        agent(
            "thin_coil",
            Mechanism::Coil {
                loop_mm: 1.8,
                length_mm: 40.0,
                wire_mm: 0.2,
                lumen_mm: (0.3, 0.4),
                detachable: false,
            },
        ),
        agent(
            "plug",
            Mechanism::Plug {
                diameter_mm: 1.9,
                length_mm: 6.0,
                vessel_mm: (1.0, 1.8),
                lumen_mm: (0.5, 0.7),
                detachable: true,
            },
        ),
    ]
}

/// The small case with a collateral from the sister branch to the tumour.
fn with_collateral() -> Arc<Case> {
    let mut case = (*case()).clone();
    let mut segments = case.graph.segments().to_vec();
    segments.push(Segment {
        shape: Shape::Link {
            resistance_mmhg_s_ml: 50.0,
            diameter_um: 150.0,
            volume_ml: 0.05,
            lumped: crate::model::Lumped::default(),
        },
        ..segment("collateral", 4, 3, 0.5)
    });
    case.graph =
        VesselGraph::new(case.graph.nodes().to_vec(), segments, case.graph.beds().to_vec(), NodeIx(0));
    Arc::new(case)
}

fn bed_share(sim: &Simulation, bed: u32) -> f64 {
    let bed = BedIx(bed);
    sim.circulation.network().bed_flow(bed).ml_min() / sim.circulation.resting_bed_ml_min(bed)
}

fn deploy(sim: &mut Simulation, agent: &str) {
    sim.step(&[Command::PrepareAgent { agent: agent.to_owned() }, Command::Deploy]);
}

/// Flushed with a fluid before and after, so that the agent meets nothing else in the catheter.
pub(super) fn inject_between(sim: &mut Simulation, fluid: Flush, agent: &str, rate_ml_s: f64, seconds: f64) {
    let flush = |rate_ml_s| Command::Flush { fluid, rate_ml_s };
    sim.step(&[Command::PrepareAgent { agent: agent.to_owned() }, flush(0.05)]);
    pass(sim, 10.0);
    sim.step(&[flush(0.0), Command::InjectAgent { rate_ml_s }]);
    pass(sim, seconds);
    sim.step(&[Command::InjectAgent { rate_ml_s: 0.0 }, flush(rate_ml_s)]);
    pass(sim, 0.45 / rate_ml_s);
    sim.step(&[flush(0.0)]);
    pass(sim, 10.0);
}

pub(super) fn told(sim: &Simulation, which: impl Fn(&What) -> bool) -> bool {
    sim.events().iter().any(|e| which(&e.what))
}

#[test]
fn what_is_left_in_the_catheter_goes_where_the_next_push_goes() {
    let mut sim = in_the_feeder(1);
    sim.step(&[
        Command::PrepareAgent { agent: "medium".to_owned() },
        Command::InjectAgent { rate_ml_s: 0.1 },
    ]);
    pass(&mut sim, 3.0);
    sim.step(&[Command::InjectAgent { rate_ml_s: 0.0 }]);
    assert_eq!(sim.injector.doses()[1].particles, 0, "the dead volume comes out first");
    let left = sim.snapshot().injection.agent_in_lumen_ml;
    assert!((left - 0.3).abs() < 0.01, "{left}");
    sim.step(&[Command::HandContrast { rate_ml_s: 0.5 }]);
    pass(&mut sim, 2.0);
    let dose = sim.injector.doses()[1];
    assert!((dose.injected_ml - left).abs() < 1e-6 && dose.particles > 400, "{dose:?}");
    assert!(told(&sim, |w| matches!(w, What::AgentInjected { agent, .. } if agent == "medium")));
}

#[test]
fn a_proximal_coil_leaves_the_bed_to_collaterals_and_distal_particles_do_not() {
    let mut coiled = in_the_feeder_of(with_collateral(), 1);
    deploy(&mut coiled, "coil_fits");
    coiled.step(&[Command::Detach]);
    pass(&mut coiled, 900.0);
    assert!(feeder_flow(&coiled) < 0.1, "the feeder keeps {}", feeder_flow(&coiled));
    assert!(bed_share(&coiled, 1) > 0.4, "the tumour keeps {}", bed_share(&coiled, 1));
    let mut filled = in_the_feeder_of(with_collateral(), 1);
    for _ in 0..30 {
        let rate = 0.05 * feeder_flow(&filled).max(0.05);
        inject(&mut filled, "medium", rate, 8.0);
    }
    assert!(bed_share(&filled, 1) < 0.15, "the tumour keeps {}", bed_share(&filled, 1));
}

#[test]
fn a_closed_feeder_raises_the_flow_of_its_neighbour() {
    let mut sim = in_the_feeder(1);
    let before = bed_share(&sim, 2);
    deploy(&mut sim, "coil_fits");
    sim.step(&[Command::Detach]);
    pass(&mut sim, 900.0);
    assert!(bed_share(&sim, 2) > before, "{} after {before}", bed_share(&sim, 2));
}

#[test]
fn a_hanging_coil_comes_back_and_a_plug_closes_too() {
    let mut sim = in_the_feeder(1);
    let open = feeder_flow(&sim);
    deploy(&mut sim, "coil_fits");
    assert!(told(&sim, |w| matches!(w, What::ImplantDeployed { .. })));
    pass(&mut sim, 300.0);
    assert!(feeder_flow(&sim) < 0.9 * open);
    assert!(sim.snapshot().implants.iter().any(|i| i.mg_ml > 1000.0), "a coil is seen");
    sim.step(&[Command::Retrieve]);
    assert_eq!(sim.snapshot().implants, []);
    // long enough for pressure to forget what hurt while it hung
    pass(&mut sim, 300.0);
    assert!((feeder_flow(&sim) / open - 1.0).abs() < 0.01);
    assert!(!told(&sim, |w| matches!(w, What::AgentInjected { .. })));
    deploy(&mut sim, "plug");
    sim.step(&[Command::Detach]);
    pass(&mut sim, 900.0);
    assert!(feeder_flow(&sim) < 0.05, "{}", feeder_flow(&sim));
}

#[test]
fn coils_of_the_wrong_size_move() {
    let mut sim = in_the_feeder(1);
    deploy(&mut sim, "coil_huge");
    assert!(told(&sim, |w| matches!(w, What::ImplantProtrudes { segment, .. } if segment == "parent")));
    assert!(sim.circulation.closed_share(SegmentIx(2)) > 0.0);
    sim.step(&[Command::Retrieve]);
    assert_eq!(sim.circulation.closed_share(SegmentIx(2)), 0.0);
    let slot = crate::model::Slot::Catheter;
    while sim.devices.tip(slot).is_some_and(|t| t.segment == SegmentIx(3)) {
        sim.step(&[Command::Advance { slot, mm: -4.0 }]);
        settle(&mut sim);
    }
    assert_eq!(sim.devices.tip(slot).map(|t| t.segment), Some(SegmentIx(2)), "the tip is in the parent");
    deploy(&mut sim, "coil_for_the_sister");
    sim.step(&[Command::Detach]);
    assert!(told(&sim, |w| matches!(w, What::ImplantMigrated { to, .. } if to == "sister")));
}

#[test]
fn a_coil_needs_a_lumen_that_is_neither_too_narrow_nor_too_wide() {
    let mut sim = in_the_feeder(1);
    deploy(&mut sim, "wide_coil");
    assert!(told(&sim, |w| matches!(w, What::Rejected { .. })));
    assert!(!told(&sim, |w| matches!(w, What::CatheterClogged { .. })));
    deploy(&mut sim, "thin_coil");
    assert!(told(&sim, |w| matches!(w, What::CatheterClogged { .. })));
}

#[test]
fn more_oil_carries_glue_further() {
    let depth = |agent: &str| {
        let mut sim = in_the_feeder(1);
        inject_between(&mut sim, Flush::Dextrose, agent, 0.1, 1.0);
        let passed = sim.circulation.left().drained.cast;
        let held = sim.circulation.content().cast;
        let lost = 1.0 - sim.circulation.beds()[1].open_share();
        assert!(
            (passed + held - sim.injector.doses().iter().map(|d| d.injected_ml).sum::<f64>() * 1e-6).abs()
                < 1e-15
        );
        (passed / (passed + held), lost)
    };
    let (concentrated, _) = depth("glue_1_0");
    let (even, closed) = depth("glue_1_1");
    let (thin, _) = depth("glue_1_4");
    // what takes the shunt passes whatever the dilution
    assert!(thin > even + 0.1 && thin > concentrated + 0.1, "{concentrated} {even} {thin}");
    assert!(closed > 0.3, "{closed}");
}

#[test]
fn glue_blocks_a_catheter_flushed_with_saline_and_holds_one_that_stays() {
    let clogged = |fluid| {
        let mut sim = in_the_feeder(1);
        inject_between(&mut sim, fluid, "glue_1_1", 0.1, 1.0);
        told(&sim, |w| matches!(w, What::CatheterClogged { .. }))
    };
    assert!(clogged(Flush::Saline) && !clogged(Flush::Dextrose));
    let mut sim = in_the_feeder(1);
    inject_between(&mut sim, Flush::Dextrose, "glue_1_0", 0.1, 20.0);
    assert!(told(&sim, |w| matches!(w, What::CatheterGlued { .. })));
    let slot = crate::model::Slot::Catheter;
    let events = sim.step(&[Command::Remove { slot }]).to_vec();
    assert!(events.iter().any(|e| matches!(e.what, What::Rejected { .. })), "{events:?}");
}

#[test]
fn polymer_wants_its_solvent_first_and_time() {
    let mut sim = in_the_feeder(1);
    inject_between(&mut sim, Flush::Dmso, "evoh", 0.1, 2.0);
    assert!(told(&sim, |w| matches!(w, What::VesselInjured { .. })));
    let mut slow = in_the_feeder(1);
    slow.step(&[Command::Flush { fluid: Flush::Dmso, rate_ml_s: 0.0049 }]);
    pass(&mut slow, 100.0);
    slow.step(&[
        Command::Flush { fluid: Flush::Dmso, rate_ml_s: 0.0 },
        Command::PrepareAgent { agent: "evoh".to_owned() },
        Command::InjectAgent { rate_ml_s: 0.004 },
    ]);
    pass(&mut slow, 400.0);
    assert!(!told(&slow, |w| matches!(w, What::VesselInjured { .. } | What::CatheterClogged { .. })));
    assert!(feeder_flow(&slow) < 0.7, "{}", feeder_flow(&slow));
    let mut dry = in_the_feeder(1);
    inject_between(&mut dry, Flush::Saline, "evoh", 0.004, 60.0);
    assert!(told(&dry, |w| matches!(w, What::CatheterClogged { .. })));
}

#[test]
fn ethanol_acts_undiluted_and_all_of_it_goes_on() {
    let after = |rate: f64| {
        let mut sim = in_the_feeder(1);
        inject(&mut sim, "ethanol", rate, 1.0 / rate);
        let (dose, gone) = (sim.injector.doses(), sim.circulation.left().drained.ethanol);
        let given: f64 = dose.iter().map(|d| d.injected_ml).sum::<f64>() * 1e-6;
        assert!((gone + sim.circulation.content().ethanol - given).abs() < 1e-9 * given, "{gone} of {given}");
        sim.circulation.beds()[1].open_share()
    };
    assert!(after(0.05) > 0.99);
    assert!(after(0.4) < 0.7, "{}", after(0.4));
}

#[test]
fn outcome_grades_stasis_and_tells_what_is_temporary() {
    assert_eq!(Simulation::new(case(), 1).outcome().grades[0].stasis_grade, 1);
    let mut sim = in_the_feeder(1);
    for _ in 0..40 {
        let rate = 0.05 * feeder_flow(&sim).max(0.05);
        inject(&mut sim, "clot", rate, 10.0);
    }
    let grade = &sim.outcome().grades[0];
    assert!(grade.stasis_grade >= 3, "{grade:?}");
    assert!(
        grade.temporary.iter().any(|t| t.agent == "clot" && t.share > 0.99 && t.opens_days == (0.2, 3.0))
    );
}

/// Plug and push: what the feeder has no room for goes on into the tumour's bed, all of it is somewhere, and nothing of it comes
/// back before the tip. After a rest of more than five minutes the plug is solid.
#[test]
fn a_liquid_core_is_pushed_on_into_the_next_vessel_until_it_is_solid() {
    let deep = |rest_s: f64| {
        let mut circulation = Circulation::new(&case(), 1);
        let graph = graph();
        let segment = SegmentIx(3);
        circulation.set_setting(agent::polymer::setting(8.0));
        let volume = 0.7 * graph.segment(segment).volume_ml() * crate::units::M3_PER_ML;
        for _ in 0..2 {
            circulation.set_cast(&graph, segment, volume);
            for _ in 0..(rest_s / tick::DT) as u32 {
                circulation.step(&graph, None).expect("nothing is wrong");
            }
        }
        let lying = circulation.occlusion(segment).cast().volume();
        let gone = circulation.beds()[1].cast() + circulation.left().drained.cast;
        assert!(((lying + gone) / (2.0 * volume) - 1.0).abs() < 1e-9, "{lying} {gone}");
        gone / volume
    };
    let (soon, late) = (deep(60.0), deep(301.0));
    assert!((soon - 0.4 / 0.7).abs() < 1e-9, "{soon}");
    assert!(late < 0.05, "{late}");
}
