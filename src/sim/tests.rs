//! The engine as a whole on a small tree: an aorta, a parent artery, a feeder into a tumour with a shunt, and a sister
//! branch into an organ.

use std::sync::Arc;

use glam::DVec3;
use proptest::prelude::*;

use super::bed::BedState;
use super::command::Flush;
use super::device::Obstruction;
use super::patient::spasm::Spasms;
use super::*;
use crate::model::{
    AccessKind, AccessSite, Agent, Bed, BedIx, Centreline, Contrast, Device, DeviceKind, Drainage, Drug,
    Endpoint, Feeder, Judgement, Limits, Mechanics, Mechanism, Node, NodeIx, Patient as ModelPatient,
    Protected, Rubric, Segment, SegmentIx, Shaft, Shape, Shunt, Target, Tissue, VesselGraph,
};

const AT: [(f64, f64, f64); 6] = [
    (0.0, 0.0, 300.0),
    (0.0, 0.0, 0.0),
    (0.0, 40.0, 60.0),
    (30.0, 60.0, 80.0),
    (-30.0, 60.0, 80.0),
    (0.0, 0.0, 100.0),
];

fn segment(id: &str, from: usize, to: usize, radius: f64) -> Segment {
    let ends = [DVec3::from(AT[from]), DVec3::from(AT[to])];
    Segment {
        id: id.to_owned(),
        vessel: id.to_owned(),
        from: NodeIx::at(from),
        to: NodeIx::at(to),
        behaviour: crate::model::Behaviour::default(),
        shape: Shape::Conduit(Centreline::through(&ends, (radius, radius)).unwrap()),
    }
}

fn bed(id: &str, node: usize, tissue: Tissue, flow_ml_min: f64, shunt: Option<Shunt>) -> Bed {
    Bed {
        id: id.to_owned(),
        name: id.to_owned(),
        node: NodeIx::at(node),
        tissue,
        perfusion: crate::model::Perfusion::default(),
        flow_ml_min,
        venous_mmhg: 6.0,
        drains: Drainage::default(),
        arteriole_um: 400.0,
        transit_s: 3.0,
        shunt,
        centre_mm: DVec3::from(AT[node]),
        radius_mm: 15.0,
    }
}

fn particles(id: &str, low: f64, high: f64) -> Agent {
    Agent {
        id: id.to_owned(),
        name: id.to_owned(),
        mechanism: Mechanism::Pva { size_um: (low, high), per_ml: 2000.0 },
        syringe_ml: 20.0,
        syringes: 5,
        iodine_mg_ml: 150.0,
        viscosity_mpa_s: 3.0,
        prepare_s: 0.0,
        lasts_days: None,
        catheters: Vec::new(),
    }
}

fn agents() -> Vec<Agent> {
    let other = |id: &str, mechanism, iodine_mg_ml, viscosity_mpa_s| Agent {
        mechanism,
        iodine_mg_ml,
        viscosity_mpa_s,
        ..particles(id, 100.0, 200.0)
    };
    let mut agents = vec![
        particles("fine", 30.0, 40.0),
        particles("medium", 150.0, 250.0),
        particles("coarse", 300.0, 400.0),
        other(
            "spheres",
            Mechanism::Spheres { size_um: (300.0, 400.0), per_ml: 2000.0, gives: 0.2 },
            150.0,
            3.0,
        ),
        other(
            "torpedo",
            Mechanism::Gelatin { size_um: (1000.0, 2000.0), per_ml: 5.0, gives: 0.7 },
            150.0,
            3.0,
        ),
        other("fibrils", Mechanism::Fibrils { size_um: (20.0, 80.0), per_ml: 50_000.0 }, 150.0, 3.0),
        other("clot", Mechanism::Clot { size_um: (300.0, 900.0), per_ml: 200.0, gives: 0.6 }, 0.0, 3.0),
        other("oil", Mechanism::Oil { ceiling_ml: 15.0 }, 480.0, 25.0),
        other("collagen", Mechanism::Collagen { finest_um: 10.0 }, 100.0, 80.0),
    ];
    agents.extend(embolic::more_agents());
    agents.iter_mut().filter(|a| a.id == "clot").for_each(|a| a.lasts_days = Some((0.2, 3.0)));
    agents
}

fn device(id: &str, kind: DeviceKind, outer_mm: f64, length_mm: f64) -> Device {
    Device {
        id: id.to_owned(),
        name: id.to_owned(),
        kind,
        outer_mm,
        length_mm,
        attenuation_per_cm: 5.0,
        shaft: Shaft::uniform(100.0, 80.0, 0.05).unwrap(),
        pressure_limit_psi: None,
    }
}

fn rubric() -> Rubric {
    let limits = Limits {
        time_s: 1800.0,
        fluoroscopy_s: 600.0,
        air_kerma_mgy: 500.0,
        contrast_share: 0.5,
        wait_s: 300.0,
        reflux_ml: 0.2,
        lung_share_max: 0.05,
    };
    Rubric { phases: Vec::new(), errors: Vec::new(), pass_score: 70.0, limits }
}

fn patient() -> ModelPatient {
    ModelPatient {
        age_years: 60.0,
        weight_kg: 70.0,
        creatinine_mg_dl: 1.0,
        egfr: 80.0,
        heart_rate: 70.0,
        systolic_mmhg: 120.0,
        diastolic_mmhg: 75.0,
        spo2_percent: 98.0,
        bleeding_factor: 1.0,
        contrast_limit_ml: None,
        contrast_reaction_before: false,
        allergies: Vec::new(),
        anticoagulation: String::new(),
        portal_patent: true,
    }
}

fn graph() -> VesselGraph {
    let shunt = Some(Shunt { diameter_um: 80.0, share: 0.05 });
    VesselGraph::new(
        AT.iter()
            .enumerate()
            .map(|(i, p)| Node { id: format!("n{i}"), position_mm: DVec3::from(*p) })
            .collect(),
        vec![
            segment("aorta", 0, 5, 8.0),
            segment("iliac", 5, 1, 4.0),
            segment("parent", 5, 2, 2.0),
            segment("feeder", 2, 3, 0.7),
            segment("sister", 2, 4, 0.9),
        ],
        vec![
            bed("leg", 1, Tissue::RunOff, 400.0, None),
            bed("tumour", 3, Tissue::Tumour, 40.0, shunt),
            bed("organ", 4, Tissue::Organ, 50.0, None),
        ],
        NodeIx(0),
    )
}

fn case() -> Arc<Case> {
    Arc::new(Case {
        id: "small".to_owned(),
        title: String::new(),
        objective: String::new(),
        briefing: String::new(),
        patient: patient(),
        graph: graph(),
        access: vec![AccessSite {
            id: "groin".to_owned(),
            name: String::new(),
            kind: AccessKind::Femoral,
            node: NodeIx(1),
            findings: String::new(),
            judgement: Judgement::Appropriate,
            reason: String::new(),
        }],
        targets: vec![Target {
            id: "tumour".to_owned(),
            name: String::new(),
            feeders: vec![Feeder { segment: SegmentIx(3), parent: SegmentIx(2), bed: BedIx(1) }],
            endpoint: Endpoint { residual_flow_max: 0.1, devascularised_min: 0.9, keep_open: Vec::new() },
        }],
        protected: vec![Protected { bed: BedIx(2), tolerance: 0.05, harm: String::new(), name_it: true }],
        neighbours: Vec::new(),
        studies: Vec::new(),
        devices: vec![
            device("sheath", DeviceKind::Sheath { inner_mm: 1.75 }, 2.3, 50.0),
            Device {
                shaft: Shaft::uniform(100.0, 80.0, 0.05).unwrap().with_tip(10.0, 100.0).unwrap(),
                ..device("micro", DeviceKind::Catheter { inner_mm: 0.65, side_holes: false }, 0.9, 1300.0)
            },
        ],
        agents: agents(),
        agent_choices: Vec::new(),
        contrast: Contrast { name: String::new(), iodine_mg_ml: 300.0, viscosity_mpa_s: 6.3 },
        rubric: rubric(),
        mechanics: Mechanics::Rails,
        teaching: Vec::new(),
        variant: None,
        hash: 1,
    })
}

/// The catheter's tip in the middle of the feeder, through real commands.
fn in_the_feeder(seed: u64) -> Simulation {
    in_the_feeder_of(case(), seed)
}

fn in_the_feeder_of(case: Arc<Case>, seed: u64) -> Simulation {
    let mut sim = Simulation::new(case, seed);
    let slot = crate::model::Slot::Catheter;
    sim.step(&[
        Command::ChooseAccess { site: "groin".to_owned() },
        Command::Puncture,
        Command::InsertSheath { device: "sheath".to_owned() },
        Command::Load { device: "micro".to_owned() },
    ]);
    for rotation in 0..36 {
        let mut tried = sim.clone();
        tried.step(&[
            Command::Rotate { slot, deg: f64::from(rotation / 6 * 60) },
            Command::Advance { slot, mm: 70.0 },
        ]);
        settle(&mut tried);
        tried.step(&[
            Command::Rotate { slot, deg: f64::from(rotation % 6 * 60) },
            Command::Advance { slot, mm: 55.0 },
        ]);
        settle(&mut tried);
        if tried.devices.tip(slot).is_some_and(|t| t.segment == SegmentIx(3)) {
            sim = tried;
            break;
        }
    }
    assert_eq!(
        sim.devices.tip(slot).map(|t| t.segment),
        Some(SegmentIx(3)),
        "no rotation reaches the feeder"
    );
    sim
}

fn settle(sim: &mut Simulation) {
    while sim.devices.moving() {
        sim.step(&[]);
    }
}

fn inject(sim: &mut Simulation, agent: &str, rate_ml_s: f64, seconds: f64) {
    sim.step(&[Command::PrepareAgent { agent: agent.to_owned() }, Command::InjectAgent { rate_ml_s }]);
    pass(sim, seconds);
    sim.step(&[Command::InjectAgent { rate_ml_s: 0.0 }, Command::Flush { fluid: Flush::Saline, rate_ml_s }]);
    // a blocked catheter cannot be flushed
    let flushes = |sim: &Simulation| {
        let injection = sim.injector.view(&sim.case, sim.devices.port().as_ref(), 0.0);
        injection.flush_ml_s > 0.0 && injection.agent_in_lumen_ml > 1e-6
    };
    while flushes(sim) {
        sim.step(&[]);
    }
    sim.step(&[Command::Flush { fluid: Flush::Saline, rate_ml_s: 0.0 }]);
    pass(sim, 10.0);
}

fn pass(sim: &mut Simulation, seconds: f64) {
    for _ in 0..(seconds * 60.0) as usize {
        sim.step(&[]);
    }
}

fn feeder_flow(sim: &Simulation) -> f64 {
    sim.circulation.flow_share(SegmentIx(3))
}

#[test]
fn particles_of_the_right_size_close_the_tumour_and_spare_the_rest() {
    let mut sim = in_the_feeder(1);
    let mut seconds = 0.0;
    while feeder_flow(&sim) > 0.1 && seconds < 600.0 {
        let rate = 0.05 * feeder_flow(&sim).max(0.1);
        inject(&mut sim, "medium", rate, 5.0);
        seconds += 15.0;
    }
    let outcome = sim.outcome();
    assert!(outcome.targets[0].devascularised > 0.85, "{outcome:?}");
    assert!(outcome.targets[0].on_target_share > 0.98, "{outcome:?}");
    assert!(outcome.protected[0].lost_share < 0.02, "{outcome:?}");
    assert!(outcome.lungs[0].lung_share < 0.01, "{outcome:?}");
}

#[test]
fn fine_particles_pass_the_shunt_and_coarse_ones_do_not() {
    let lung = |agent: &str| {
        let mut sim = in_the_feeder(2);
        inject(&mut sim, agent, 0.05, 5.0);
        sim.outcome().lungs[0].lung_share
    };
    assert!(lung("fine") > 0.02);
    assert!(lung("fibrils") > 0.02);
    assert_eq!(lung("coarse"), 0.0);
    assert_eq!(lung("spheres"), 0.0);
}

#[test]
fn injecting_faster_than_the_flow_embolizes_the_sister_branch() {
    let lost = |rate: f64| {
        let mut sim = in_the_feeder(3);
        inject(&mut sim, "spheres", rate, 0.4 / rate);
        let refluxed = sim.events().iter().any(|e| matches!(e.what, What::RefluxStarted { .. }));
        (refluxed, sim.outcome().protected[0].lost_share)
    };
    let (slow_reflux, slow_loss) = lost(0.04);
    let (fast_reflux, fast_loss) = lost(2.0);
    assert!(!slow_reflux && fast_reflux);
    assert!(fast_loss > 5.0 * slow_loss.max(1e-3), "{slow_loss} and {fast_loss}");
}

#[test]
fn oil_slows_but_does_not_stop_and_collagen_stops() {
    let residual = |agent: &str, ml: f64| {
        let mut sim = in_the_feeder(4);
        inject(&mut sim, agent, 0.1, ml / 0.1);
        feeder_flow(&sim)
    };
    let oil = residual("oil", 3.0);
    assert!(oil < 0.98 && oil > 0.5, "oil leaves {oil}");
    let collagen = residual("collagen", 1.5);
    assert!(collagen < 0.1, "collagen leaves {collagen}");
    assert!(residual("collagen", 0.02) > residual("collagen", 0.2), "depth does not depend on dose");
}

#[test]
fn the_same_commands_give_the_same_bits() {
    let play = || {
        let mut sim = in_the_feeder(9);
        inject(&mut sim, "medium", 0.1, 10.0);
        sim.state_hash()
    };
    assert_eq!(play(), play());
    let mut whole = in_the_feeder(9);
    let mut restored = whole.clone();
    inject(&mut whole, "fine", 0.1, 3.0);
    inject(&mut restored, "fine", 0.1, 3.0);
    assert_eq!(whole.state_hash(), restored.state_hash());
}

#[test]
fn nonsense_is_rejected_with_a_reason() {
    let mut sim = in_the_feeder(1);
    let nonsense = [
        Command::Advance { slot: crate::model::Slot::Catheter, mm: f64::NAN },
        Command::InjectAgent { rate_ml_s: 1.0 },
        Command::HandContrast { rate_ml_s: f64::INFINITY },
        Command::PowerContrast { rate_ml_s: 500.0, volume_ml: 1.0, rise_s: 0.0 },
        Command::PowerContrast { rate_ml_s: 4.0, volume_ml: 8.0, rise_s: 60.0 },
        Command::Wait { seconds: -3.0 },
        Command::Load { device: "harpoon".to_owned() },
        Command::RemoveSheath,
        Command::NameFeeder { segment: "nowhere".to_owned() },
    ];
    for command in nonsense {
        let events = sim.step(core::slice::from_ref(&command)).to_vec();
        assert!(events.iter().any(|e| matches!(e.what, What::Rejected { .. })), "{command:?}: {events:?}");
    }
    assert!(sim.snapshot().iodine_mg == 0.0);
}

mod blood;
mod embolic;
mod faults;
mod harm;
mod hashing;
mod power;
mod spasm;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Injected = in the vessels + in beds + stuck + drained, for every species and any order of pushes; and no push
    /// of anything ever raises the conductance of a bed.
    #[test]
    fn everything_injected_is_somewhere(
        pushes in prop::collection::vec((0_usize..22, 0.02_f64..3.0, 0.2_f64..4.0), 1..6),
    ) {
        let mut sim = in_the_feeder(5);
        let names: Vec<String> = sim.case.agents.iter().map(|a| a.id.clone()).collect();
        let mut open = [1.0; 3];
        for (what, rate, seconds) in pushes {
            if let Some(agent) = names.get(what) {
                inject(&mut sim, agent, rate, seconds);
            } else {
                sim.step(&[Command::HandContrast { rate_ml_s: rate }]);
                pass(&mut sim, seconds);
                sim.step(&[Command::HandContrast { rate_ml_s: 0.0 }]);
            }
            for (before, bed) in open.iter_mut().zip(sim.circulation.beds()) {
                // oil washes out, so only what particles and gel closed is for good
                prop_assert!(bed.oil() > 0.0 || bed.open_share() <= *before + 1e-9);
                *before = bed.open_share();
            }
        }
        let (held, left) = (sim.circulation.content(), sim.circulation.left());
        let doses = sim.injector.doses();
        let given = |share: fn(&Agent) -> f64| -> f64 {
            let each = sim.case.agents.iter().zip(doses);
            each.filter(|(a, _)| a.mechanism.implant().is_none()).map(|(a, d)| share(a) * d.injected_ml).sum()
        };
        let close = |what: &str, found: f64, given: f64| {
            prop_assert!((found - given).abs() <= 1e-9 * given.max(1e-9), "{} {} of {}", what, found, given);
            Ok(())
        };
        let iodine = given(|a| match a.mechanism {
            Mechanism::Oil { .. } | Mechanism::Glue { .. } | Mechanism::Polymer { .. } => 0.0,
            Mechanism::Emulsion { oil_share, .. } => a.iodine_mg_ml * (1.0 - oil_share),
            _ => a.iodine_mg_ml,
        });
        let iodine = (iodine + sim.injector.contrast_ml() * 300.0) * 1e-6;
        close("iodine", held.iodine + left.drained.iodine + left.liver.iodine + left.escaped.iodine, iodine)?;
        let oil = given(|a| a.mechanism.oil().map_or(0.0, |(share, _)| share)) * 1e-6;
        close("oil", held.oil + left.drained.oil + left.liver.oil + left.escaped.oil, oil)?;
        let gel = given(|a| f64::from(u8::from(matches!(a.mechanism, Mechanism::Collagen { .. })))) * 1e-6;
        close("gel", held.gel + left.drained.gel + left.liver.gel + left.escaped.gel, gel)?;
        let cast = given(|a| f64::from(u8::from(a.mechanism.sets()))) * 1e-6;
        close("cast", held.cast + left.drained.cast + left.liver.cast + left.escaped.cast, cast)?;
        let ethanol = given(|a| f64::from(u8::from(a.id == "ethanol"))) * 1e-6;
        close("ethanol", held.ethanol + left.drained.ethanol + left.liver.ethanol + left.escaped.ethanol, ethanol)?;
        let counted: u64 = sim.circulation.beds().iter().flat_map(BedState::particles).sum::<u64>()
            + sim.circulation.transport().particles()
            + sim.circulation.stuck()
            + left.drained.particles.iter().chain(&left.escaped.particles).map(|p| p.1).sum::<u64>();
        prop_assert_eq!(counted, doses.iter().map(|d| d.particles).sum::<u64>());
    }
}
#[test]
fn a_device_provokes_spasm_where_it_lies_too_tightly() {
    let case = case();
    for (radius_mm, tight) in [(0.5, false), (0.6, true), (0.7, true)] {
        let obstruction = Obstruction { segment: SegmentIx(3), from_mm: 5.0, to_mm: 900.0, radius_mm };
        let mut spasms = Spasms::new(5);
        spasms.provoke_by(&case.graph, &[obstruction]);
        assert_eq!(spasms != Spasms::new(5), tight, "radius {radius_mm} in 0.7");
    }
}

#[test]
fn a_drug_through_the_catheter_needs_one_and_a_dose_needs_its_unit() {
    let mut sim = Simulation::new(case(), 1);
    for (drug, dose) in [(Drug::Nitroglycerin, 200.0), (Drug::Atropine, 600.0), (Drug::Heparin, f64::NAN)] {
        let events = sim.step(&[Command::GiveDrug { drug, dose }]);
        assert!(matches!(events[0].what, What::Rejected { .. }), "{drug:?} {dose}");
    }
    sim.step(&[Command::GiveDrug { drug: Drug::Heparin, dose: 5000.0 }]);
    pass(&mut sim, 300.0);
    assert!(sim.snapshot().vitals.act_s > 200.0);
    assert!(sim.patient.clotting().factor() > 1.6);
}
