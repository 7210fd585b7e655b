//! Time to draw one frame of a tree of 510 segments full of contrast: `cargo bench --no-default-features --bench imaging`.

use embolize::imaging::{FLUOROSCOPY, Renderer};
use embolize::model::{
    Bed, Case, Centreline, Contrast, Drainage, Limits, Mechanics, Node, NodeIx, Patient, Rubric, Segment,
    Shape, Tissue, VesselGraph,
};
use embolize::sim::Snapshot;
use embolize::sim::snapshot::{BedView, Column, ImagingView, SegmentView};
use glam::DVec3;

fn main() {
    divan::main();
}

/// A binary tree of eight generations and a bed at every leaf.
fn graph() -> VesselGraph {
    let node = |id: String, position_mm| Node { id, position_mm };
    let mut nodes = vec![node("root".into(), DVec3::new(0.0, 0.0, 110.0))];
    let (mut segments, mut beds) = (Vec::new(), Vec::new());
    let mut tips = vec![(0_usize, 100.0_f64, 9.0_f64)];
    for generation in 0..8 {
        let mut next = Vec::new();
        for (from, width, radius) in tips {
            for side in [-1.0, 1.0] {
                let start = nodes[from].position_mm;
                let depth = 20.0 * f64::from(generation % 3) - 20.0;
                let end = DVec3::new(start.x + side * 0.5 * width, depth, start.z - 27.0);
                let to = nodes.len();
                nodes.push(node(format!("n{to}"), end));
                let via = start.lerp(end, 0.5) + DVec3::new(0.0, 6.0, -5.0);
                let line = Centreline::through(&[start, via, end], (radius, radius * 0.72)).expect("apart");
                segments.push(Segment {
                    id: format!("s{to}"),
                    vessel: "branch".into(),
                    from: NodeIx::at(from),
                    to: NodeIx::at(to),
                    behaviour: embolize::model::Behaviour::default(),
                    shape: Shape::Conduit(line),
                });
                next.push((to, width * 0.5, radius * 0.72));
                if generation == 7 {
                    beds.push(bed(to, end));
                }
            }
        }
        tips = next;
    }
    VesselGraph::new(nodes, segments, beds, NodeIx::at(0))
}

fn bed(at: usize, centre_mm: DVec3) -> Bed {
    Bed {
        id: format!("b{at}"),
        name: String::new(),
        node: NodeIx::at(at),
        tissue: Tissue::Organ,
        perfusion: embolize::model::Perfusion::default(),
        flow_ml_min: 5.0,
        venous_mmhg: 5.0,
        drains: Drainage::default(),
        arteriole_um: 300.0,
        transit_s: 4.0,
        shunt: None,
        centre_mm,
        radius_mm: 10.0,
    }
}

fn case() -> Case {
    let limits = Limits {
        time_s: 0.0,
        fluoroscopy_s: 0.0,
        air_kerma_mgy: 0.0,
        contrast_share: 0.0,
        wait_s: 0.0,
        reflux_ml: 0.0,
        lung_share_max: 0.0,
    };
    Case {
        id: "bench".into(),
        title: String::new(),
        objective: String::new(),
        briefing: String::new(),
        patient: Patient {
            age_years: 60.0,
            weight_kg: 70.0,
            creatinine_mg_dl: 1.0,
            egfr: 70.0,
            heart_rate: 70.0,
            systolic_mmhg: 120.0,
            diastolic_mmhg: 80.0,
            spo2_percent: 98.0,
            bleeding_factor: 1.0,
            contrast_limit_ml: None,
            contrast_reaction_before: false,
            allergies: Vec::new(),
            anticoagulation: String::new(),
            portal_patent: true,
        },
        graph: graph(),
        access: Vec::new(),
        targets: Vec::new(),
        protected: Vec::new(),
        neighbours: Vec::new(),
        studies: Vec::new(),
        devices: Vec::new(),
        agents: Vec::new(),
        agent_choices: Vec::new(),
        contrast: Contrast { name: String::new(), iodine_mg_ml: 300.0, viscosity_mpa_s: 6.0 },
        rubric: Rubric { phases: Vec::new(), errors: Vec::new(), pass_score: 0.0, limits },
        mechanics: Mechanics::Rails,
        teaching: Vec::new(),
        variant: None,
        hash: 0,
    }
}

/// Every segment in 40 columns that all differ, every bed stained: the worst moment of a run.
fn full(case: &Case) -> Snapshot {
    let columns = |i: usize| {
        let column = |k: usize| Column {
            from: k as f64 / 40.0,
            to: (k + 1) as f64 / 40.0,
            iodine_mg_ml: 40.0 + ((7 * k + 3 * i) % 50) as f64,
        };
        (0..40).map(column).collect()
    };
    let segments = 0..case.graph.segments().len();
    Snapshot {
        segments: segments.map(|i| SegmentView { columns: columns(i), ..SegmentView::default() }).collect(),
        beds: vec![BedView { iodine_mg: 20.0, ..BedView::default() }; case.graph.beds().len()],
        imaging: ImagingView { field_mm: 320.0, ..ImagingView::default() },
        ..Snapshot::default()
    }
}

#[divan::bench(args = [512, 1024])]
fn frame(bencher: divan::Bencher, size: usize) {
    let case = case();
    let snapshot = full(&case);
    let mut renderer = Renderer::new(&case);
    renderer.reading(&snapshot, FLUOROSCOPY, size);
    bencher.bench_local(|| renderer.fluoroscopy(&snapshot, size));
}

#[divan::bench(args = [512, 1024])]
fn contrast_alone(bencher: divan::Bencher, size: usize) {
    let case = case();
    let snapshot = full(&case);
    let mut renderer = Renderer::new(&case);
    renderer.contrast(&snapshot, size);
    bencher.bench_local(|| renderer.contrast(&snapshot, size));
}

#[divan::bench(args = [512, 1024])]
fn gantry_moved(bencher: divan::Bencher, size: usize) {
    let case = case();
    let mut snapshot = full(&case);
    let mut renderer = Renderer::new(&case);
    bencher.bench_local(|| {
        snapshot.imaging.lao_deg += 1.0;
        renderer.fluoroscopy(&snapshot, size)
    });
}
