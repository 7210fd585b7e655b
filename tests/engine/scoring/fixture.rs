//! A small liver with two feeders, the shipped rubric, and the events of a procedure without a fault.

use embolize::model::{
    AccessKind, AccessSite, Agent, AgentChoice, Bed, BedIx, Case, Centreline, Contrast, Device, DeviceKind,
    Drainage, Endpoint, ErrorRule, Feeder, Judgement, Limits, Mechanics, Mechanism, Node, NodeIx, Patient,
    Phase, Protected, Rubric, Segment, SegmentIx, Shaft, Shape, Slot, Step, Study, StudyPhase, Target,
    Tissue, VesselGraph,
};
use embolize::scenario::raw;
use embolize::scoring::{Meta, Report, assess};
use embolize::sim::outcome::{
    AgentOutcome, FeederOutcome, KeptOpen, LungOutcome, Outcome, ProtectedOutcome, TargetOutcome,
};
use embolize::sim::{Event, RunRecord, Tick, What};
use glam::DVec3;

/// Vessels of the fixture: id, from, to. A segment is its own vessel.
const VESSELS: [(&str, usize, usize); 9] = [
    ("aorta", 0, 1),
    ("celiac", 1, 2),
    ("right_hepatic", 2, 3),
    ("left_hepatic", 2, 4),
    ("feeder_a", 3, 5),
    ("feeder_b", 4, 6),
    ("gastric", 2, 7),
    ("iliac", 1, 8),
    ("segment_5", 3, 9),
];

/// Beds: id, node.
const BEDS: [(&str, usize); 5] =
    [("tumour_a", 5), ("tumour_b", 6), ("stomach", 7), ("leg", 8), ("liver_5", 9)];

fn graph() -> VesselGraph {
    let at = |i: usize| DVec3::new(10.0 * i as f64, 0.0, 100.0 + 7.0 * (i * i % 5) as f64);
    let nodes = (0..10).map(|i| Node { id: format!("n{i}"), position_mm: at(i) }).collect();
    let conduit = |from: usize, to: usize| {
        Shape::Conduit(Centreline::through(&[at(from), at(to)], (1.0, 0.8)).expect("two points"))
    };
    let segment = |(id, from, to): (&str, usize, usize)| Segment {
        id: id.to_owned(),
        vessel: id.replace('_', " "),
        from: NodeIx::at(from),
        to: NodeIx::at(to),
        behaviour: embolize::model::Behaviour::default(),
        shape: conduit(from, to),
    };
    let mut segments: Vec<Segment> = VESSELS.into_iter().map(segment).collect();
    segments.push(Segment {
        id: "join".to_owned(),
        vessel: "join".to_owned(),
        from: NodeIx::at(5),
        to: NodeIx::at(6),
        behaviour: embolize::model::Behaviour::default(),
        shape: Shape::Link {
            resistance_mmhg_s_ml: 100.0,
            diameter_um: 200.0,
            volume_ml: 0.1,
            lumped: embolize::model::Lumped::default(),
        },
    });
    let bed = |(id, node): (&str, usize)| Bed {
        id: id.to_owned(),
        name: id.replace('_', " "),
        node: NodeIx::at(node),
        tissue: Tissue::Organ,
        perfusion: embolize::model::Perfusion::default(),
        flow_ml_min: 30.0,
        venous_mmhg: 8.0,
        drains: Drainage::default(),
        arteriole_um: 300.0,
        transit_s: 3.0,
        shunt: None,
        centre_mm: at(node),
        radius_mm: 20.0,
    };
    VesselGraph::new(nodes, segments, BEDS.into_iter().map(bed).collect(), NodeIx::at(0))
}

/// The shipped rubric.
pub(super) fn rubric() -> Rubric {
    let text = include_str!("../../../scenarios/catalogue/rubric.ron");
    let raw: raw::Rubric = ron::from_str(text).expect("the shipped rubric is well-formed");
    let step = |s: raw::Step| Step { id: s.id, rule: s.rule, expert: s.expert, points: s.points };
    let phase = |p: raw::Phase| Phase {
        id: p.id,
        name: p.name,
        minimum: p.minimum,
        steps: p.steps.into_iter().map(step).collect(),
    };
    let error = |e: raw::ErrorRule| ErrorRule {
        id: e.id,
        critical: e.critical,
        points: e.points,
        why: e.why,
        expert: e.expert,
    };
    let l = raw.limits;
    Rubric {
        phases: raw.phases.into_iter().map(phase).collect(),
        errors: raw.errors.into_iter().map(error).collect(),
        pass_score: raw.pass_score,
        limits: Limits {
            time_s: l.time_s,
            fluoroscopy_s: l.fluoroscopy_s,
            air_kerma_mgy: l.air_kerma_mgy,
            contrast_share: l.contrast_share,
            wait_s: l.wait_s,
            reflux_ml: l.reflux_ml,
            lung_share_max: l.lung_share_max,
        },
    }
}

fn patient() -> Patient {
    Patient {
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
        anticoagulation: "none".to_owned(),
        portal_patent: true,
    }
}

fn site(id: &str, judgement: Judgement) -> AccessSite {
    AccessSite {
        id: id.to_owned(),
        name: id.replace('_', " "),
        kind: AccessKind::Femoral,
        node: NodeIx::at(8),
        findings: String::new(),
        judgement,
        reason: format!("reason of {id}"),
    }
}

fn agent(id: &str, mechanism: Mechanism) -> Agent {
    Agent {
        prepare_s: 0.0,
        lasts_days: None,
        catheters: Vec::new(),
        id: id.to_owned(),
        name: id.replace('_', " "),
        mechanism,
        syringe_ml: 10.0,
        syringes: 3,
        iodine_mg_ml: 150.0,
        viscosity_mpa_s: 3.0,
    }
}

fn study(id: &str, phase: StudyPhase) -> Study {
    Study { id: id.to_owned(), name: id.replace('_', " "), phase, findings: String::new(), required: true }
}

fn device(id: &str, kind: DeviceKind) -> Device {
    Device {
        id: id.to_owned(),
        name: id.replace('_', " "),
        kind,
        outer_mm: 1.0,
        length_mm: 1300.0,
        attenuation_per_cm: 1.0,
        shaft: Shaft::uniform(100.0, 80.0, 0.05).expect("sound numbers"),
        pressure_limit_psi: None,
    }
}

fn judged(id: &str, judgement: Judgement) -> AgentChoice {
    AgentChoice { agent: id.to_owned(), judgement, reason: format!("reason of {id}") }
}

/// The case of all these tests.
pub(super) fn case() -> Case {
    let graph = graph();
    let segment = |id: &str| graph.find_segment(id).expect("a segment of the fixture");
    let bed = |id: &str| graph.find_bed(id).expect("a bed of the fixture");
    let feeder =
        |s: &str, parent: &str, b: &str| Feeder { segment: segment(s), parent: segment(parent), bed: bed(b) };
    let protect =
        |b: BedIx, name_it: bool| Protected { bed: b, tolerance: 0.1, harm: "harm".to_owned(), name_it };
    let keep: (SegmentIx, f64) = (segment("right_hepatic"), 0.6);
    Case {
        id: "fixture".to_owned(),
        title: String::new(),
        objective: String::new(),
        briefing: String::new(),
        patient: patient(),
        access: vec![
            site("right_femoral", Judgement::Appropriate),
            site("right_radial", Judgement::Inappropriate),
        ],
        targets: vec![Target {
            id: "tumour".to_owned(),
            name: "tumour".to_owned(),
            feeders: vec![
                feeder("feeder_a", "right_hepatic", "tumour_a"),
                feeder("feeder_b", "left_hepatic", "tumour_b"),
            ],
            endpoint: Endpoint { residual_flow_max: 0.1, devascularised_min: 0.9, keep_open: vec![keep] },
        }],
        protected: vec![protect(bed("stomach"), true), protect(bed("liver_5"), false)],
        neighbours: Vec::new(),
        studies: vec![study("ct_arterial", StudyPhase::Arterial), study("ct_portal", StudyPhase::Portal)],
        devices: vec![
            device("sheath", DeviceKind::Sheath { inner_mm: 1.9 }),
            device("wire", DeviceKind::Wire),
            device("catheter", DeviceKind::Catheter { inner_mm: 1.0, side_holes: false }),
            device("micro", DeviceKind::Microcatheter { inner_mm: 0.5 }),
        ],
        agents: vec![
            agent("pva", Mechanism::Pva { size_um: (150.0, 250.0), per_ml: 1000.0 }),
            agent("dust", Mechanism::Pva { size_um: (45.0, 150.0), per_ml: 9000.0 }),
            agent("oil", Mechanism::Oil { ceiling_ml: 15.0 }),
            agent("ethanol", Mechanism::Ethanol { ethanol_share: 1.0, ceiling_ml_kg: 0.1 }),
        ],
        agent_choices: vec![
            judged("pva", Judgement::Appropriate),
            judged("dust", Judgement::Inappropriate),
            judged("oil", Judgement::Acceptable),
            judged("ethanol", Judgement::Acceptable),
        ],
        contrast: Contrast { name: "contrast".to_owned(), iodine_mg_ml: 300.0, viscosity_mpa_s: 6.0 },
        rubric: rubric(),
        mechanics: Mechanics::Rails,
        teaching: Vec::new(),
        variant: None,
        hash: 0,
        graph,
    }
}

/// What is true at the end of the procedure without a fault.
pub(super) fn outcome() -> Outcome {
    let closed =
        |id: &str| FeederOutcome { segment: id.to_owned(), residual_flow: 0.02, clearance_beats: 40.0 };
    let spared = |id: &str| ProtectedOutcome { bed: id.to_owned(), lost_share: 0.0, tolerance: 0.1 };
    Outcome {
        lung: LungOutcome::default(),
        procedure_s: 3600.0,
        fluoroscopy_s: 600.0,
        contrast_ml: 90.0,
        runs: 6,
        air_kerma_mgy: 400.0,
        kap_gy_cm2: 80.0,
        tip_path_mm: 2500.0,
        feeders: vec![closed("feeder_a"), closed("feeder_b")],
        targets: vec![TargetOutcome {
            target: "tumour".to_owned(),
            devascularised: 0.97,
            on_target_share: 0.99,
        }],
        kept_open: vec![KeptOpen { segment: "right_hepatic".to_owned(), flow_share: 0.8, required: 0.6 }],
        protected: vec![spared("stomach"), spared("liver_5")],
        lungs: vec![AgentOutcome { agent: "pva".to_owned(), injected_ml: 4.0, lung_share: 0.001 }],
        grades: Vec::new(),
        elsewhere: Vec::new(),
        left_inside: Vec::new(),
        haemostasis: true,
        haematoma_ml: 0.0,
    }
}

/// Events with a clock that goes on by ten seconds each.
pub(super) struct Story {
    pub events: Vec<Event>,
    seconds: f64,
    runs: u32,
}

impl Story {
    pub(super) fn new() -> Self {
        Self { events: Vec::new(), seconds: 0.0, runs: 0 }
    }

    pub(super) fn wait(&mut self, seconds: f64) {
        self.seconds += seconds;
    }

    pub(super) fn then(&mut self, what: What) {
        self.seconds += 10.0;
        self.events.push(Event { tick: Tick(0).after(self.seconds), what });
    }

    pub(super) fn load(&mut self, slot: Slot, device: &str) {
        self.then(What::DeviceLoaded { slot, device: device.to_owned() });
    }

    pub(super) fn enter(&mut self, slot: Slot, segment: &str) {
        self.then(What::TipEntered { slot, segment: segment.to_owned() });
    }

    pub(super) fn remove(&mut self, slot: Slot, device: &str) {
        self.then(What::DeviceRemoved { slot, device: device.to_owned() });
    }

    pub(super) fn run(&mut self, at: &str, opacified: &[&str], blushed: &[&str]) {
        self.runs += 1;
        let texts = |list: &[&str]| list.iter().map(|t| (*t).to_owned()).collect();
        let record = RunRecord {
            number: self.runs,
            from: Tick(0).after(self.seconds + 2.0),
            lao_deg: 0.0,
            cranial_deg: 0.0,
            injected_at: Some(at.to_owned()),
            contrast_ml: 10.0,
            opacified: texts(opacified),
            blushed: texts(blushed),
            early_vein: false,
            portal_vein: false,
        };
        self.then(What::RunAcquired(record));
    }

    pub(super) fn push(&mut self, agent: &str, segment: &str, ml: f64, refluxed_ml: f64) {
        self.then(What::AgentInjected {
            agent: agent.to_owned(),
            segment: segment.to_owned(),
            ml,
            refluxed_ml,
        });
    }

    pub(super) fn declare(&mut self, segment: &str, residual_flow: f64) {
        self.then(What::OcclusionDeclared { segment: segment.to_owned(), residual_flow });
    }

    fn read_and_plan(&mut self) {
        self.then(What::StudyRead { study: "ct_arterial".to_owned() });
        self.then(What::StudyRead { study: "ct_portal".to_owned() });
        self.then(What::PortalAssessed { patent: true });
        self.then(What::FeederNamed { segment: "feeder_a".to_owned() });
        self.then(What::FeederNamed { segment: "feeder_b".to_owned() });
        self.then(What::HazardNamed { bed: "stomach".to_owned() });
        self.then(What::AccessChosen { site: "right_femoral".to_owned() });
        self.then(What::Punctured { site: "right_femoral".to_owned() });
        self.then(What::SheathInserted { device: "sheath".to_owned() });
    }

    fn go_up(&mut self) {
        self.load(Slot::Wire, "wire");
        self.load(Slot::Catheter, "catheter");
        self.enter(Slot::Catheter, "celiac");
        self.run("celiac", &["celiac", "right_hepatic", "left_hepatic"], &["tumour_a", "tumour_b"]);
        self.load(Slot::Microcatheter, "micro");
        self.enter(Slot::Wire, "right_hepatic");
        self.enter(Slot::Microcatheter, "right_hepatic");
        self.enter(Slot::Microcatheter, "feeder_a");
    }

    /// S5 to S7 of one feeder, the tip in it.
    fn treat(&mut self, feeder: &str, bed: &str) {
        self.run(feeder, &[feeder], &[bed]);
        if feeder == "feeder_a" {
            self.then(What::TargetConfirmed {
                target: "tumour".to_owned(),
                segment: feeder.to_owned(),
                correct: true,
            });
        }
        self.push("pva", feeder, 1.0, 0.0);
        self.push("pva", feeder, 1.0, 0.0);
        self.run(feeder, &[feeder], &[]);
        self.declare(feeder, 0.03);
    }

    fn close(&mut self) {
        self.remove(Slot::Microcatheter, "micro");
        self.remove(Slot::Catheter, "catheter");
        self.remove(Slot::Wire, "wire");
        self.then(What::SheathRemoved);
        self.then(What::Bleeding { ml_min: 100.0 });
        self.then(What::CompressionStarted { above_mm: 15.0, effective: true });
        self.wait(900.0);
        self.then(What::Haemostasis);
        self.then(What::CompressionReleased { held_s: 910.0, bleeding: false });
        self.then(What::PulseChecked { present: true });
        self.then(What::RestOrdered { hours: 4.0 });
        self.then(What::Finished);
    }

    /// The whole procedure without a fault.
    pub(super) fn ideal() -> Self {
        let mut story = Self::new();
        story.read_and_plan();
        story.go_up();
        story.treat("feeder_a", "tumour_a");
        story.enter(Slot::Microcatheter, "left_hepatic");
        story.enter(Slot::Microcatheter, "feeder_b");
        story.treat("feeder_b", "tumour_b");
        story.wait(300.0);
        story.run("celiac", &["celiac", "right_hepatic", "left_hepatic"], &[]);
        story.close();
        story
    }
}

/// The report of these events.
pub(super) fn judge(case: &Case, events: &[Event], outcome: &Outcome) -> Report {
    let meta = Meta { mode: "Assess".to_owned(), seed: 1, state_hash: 0xabc, sim_seconds: 3600.0 };
    assess(case, events, outcome, &meta)
}

/// All error ids of a report, critical ones first.
pub(super) fn errors(report: &Report) -> Vec<&str> {
    report.critical_errors.iter().chain(&report.errors).map(|f| f.id.as_str()).collect()
}
