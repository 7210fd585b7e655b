//! The pictures against what is known of them: iodine in the field, closed windows, masks, dose.

use embolize::imaging::{
    Curve, Gantry, GreyImage, Live, MM2_PER_MG, Map, Region, Renderer, Run, Window, roadmap, study,
};
use embolize::model::{
    Bed, Case, Centreline, Contrast, Device, DeviceKind, Drainage, Limits, Material, Mechanics, Node, NodeIx,
    Patient, Rubric, Segment, Shaft, Shape, Shunt, StudyPhase, Tissue, VesselGraph,
};
use embolize::sim::Snapshot;
use embolize::sim::snapshot::{BedView, Column, DeviceView, ImagingView, Implant, SegmentView};
use embolize::sim::tick::Tick;
use glam::DVec3;

const SIZE: usize = 256;

fn segment(id: &str, from: usize, to: usize, control: &[DVec3], radius_mm: (f64, f64)) -> Segment {
    let line = Centreline::through(control, radius_mm).expect("distinct points");
    Segment {
        id: id.into(),
        vessel: id.into(),
        from: NodeIx::at(from),
        to: NodeIx::at(to),
        behaviour: embolize::model::Behaviour::default(),
        shape: Shape::Conduit(line),
    }
}

/// A trunk that runs to the front and down, two branches, one of which comes off at a right angle, a bed at each.
fn graph() -> VesselGraph {
    let at = [
        DVec3::new(0.0, -6.0, 30.0),
        DVec3::new(0.0, 4.0, 5.0),
        DVec3::new(-18.0, 0.0, -22.0),
        DVec3::new(26.0, -4.0, 6.0),
    ];
    let bed = |id: &str, node, centre_mm, shunt| Bed {
        id: id.into(),
        name: id.into(),
        node: NodeIx::at(node),
        tissue: Tissue::Tumour,
        perfusion: embolize::model::Perfusion::default(),
        flow_ml_min: 40.0,
        venous_mmhg: 8.0,
        drains: Drainage::default(),
        arteriole_um: 300.0,
        transit_s: 4.0,
        shunt,
        centre_mm,
        radius_mm: 14.0,
    };
    let nodes = at.iter().enumerate().map(|(i, &p)| Node { id: format!("n{i}"), position_mm: p }).collect();
    let segments = vec![
        segment("trunk", 0, 1, &[at[0], at[1]], (4.0, 3.4)),
        segment("down", 1, 2, &[at[1], DVec3::new(-6.0, 8.0, -10.0), at[2]], (3.0, 1.4)),
        segment("side", 1, 3, &[at[1], DVec3::new(12.0, 3.0, 9.0), at[3]], (1.8, 1.2)),
    ];
    let shunt = Some(Shunt { diameter_um: 80.0, share: 0.1 });
    let beds = vec![bed("left", 2, at[2], shunt), bed("right", 3, at[3], None)];
    VesselGraph::new(nodes, segments, beds, NodeIx::at(0))
}

fn case() -> Case {
    let catheter = Device {
        id: "c4".into(),
        name: "4 Fr".into(),
        kind: DeviceKind::Catheter { inner_mm: 0.97, side_holes: false },
        outer_mm: 1.33,
        length_mm: 650.0,
        attenuation_per_cm: 8.0,
        shaft: Shaft::uniform(100.0, 80.0, 0.05).expect("sound numbers"),
        pressure_limit_psi: None,
    };
    let limits = Limits {
        time_s: 0.0,
        fluoroscopy_s: 0.0,
        air_kerma_mgy: 0.0,
        contrast_share: 0.0,
        wait_s: 0.0,
        reflux_ml: 0.0,
        lung_share_max: 0.0,
    };
    let patient = Patient {
        age_years: 60.0,
        weight_kg: 72.0,
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
    };
    Case {
        id: "y".into(),
        title: String::new(),
        objective: String::new(),
        briefing: String::new(),
        patient,
        graph: graph(),
        access: Vec::new(),
        targets: Vec::new(),
        protected: Vec::new(),
        neighbours: Vec::new(),
        studies: Vec::new(),
        devices: vec![catheter],
        agents: Vec::new(),
        agent_choices: Vec::new(),
        contrast: Contrast { name: String::new(), iodine_mg_ml: 300.0, viscosity_mpa_s: 6.1 },
        rubric: Rubric { phases: Vec::new(), errors: Vec::new(), pass_score: 0.0, limits },
        mechanics: Mechanics::Rails,
        teaching: Vec::new(),
        variant: None,
        hash: 0,
    }
}

/// How far `high_up` carries the tree, mm.
const UP: DVec3 = DVec3::new(70.0, 40.0, 160.0);

/// The same tree carried to the liver's place: right of a long aorta, below the diaphragm, where breathing moves it.
fn high_up() -> Case {
    let lift = |p: DVec3| p + UP;
    let mut nodes: Vec<Node> = graph().nodes().to_vec();
    for node in &mut nodes {
        node.position_mm = lift(node.position_mm);
    }
    let aorta = [DVec3::new(0.0, 10.0, 380.0), DVec3::new(0.0, 10.0, 160.0), DVec3::ZERO];
    let first = nodes.len();
    nodes.extend(aorta.iter().map(|&p| Node { id: format!("{p}"), position_mm: p }));
    let old = graph();
    let mut segments: Vec<Segment> = old
        .segments()
        .iter()
        .map(|s| {
            let line = s.centreline().expect("all are conduits");
            let points: Vec<DVec3> = line.points().iter().map(|&p| lift(p)).collect();
            let radii = line.radii_mm();
            segment(&s.id, s.from.ix(), s.to.ix(), &points, (radii[0], radii[radii.len() - 1]))
        })
        .collect();
    segments.push(segment("upper aorta", first, first + 1, &aorta[..2], (11.0, 10.0)));
    segments.push(segment("lower aorta", first + 1, first + 2, &aorta[1..], (10.0, 8.0)));
    segments.push(segment("celiac", first + 1, 0, &[aorta[1], nodes[0].position_mm], (4.0, 4.0)));
    let beds = old.beds().iter().cloned().map(|bed| Bed { centre_mm: lift(bed.centre_mm), ..bed });
    let graph = VesselGraph::new(nodes, segments, beds.collect(), NodeIx::at(first));
    Case { graph, ..case() }
}

/// Nothing in the blood, frontal, the tree in the isocentre.
fn empty(tick: u64) -> Snapshot {
    Snapshot {
        tick: Tick(tick),
        segments: vec![SegmentView::default(); 3],
        beds: vec![BedView::default(); 2],
        imaging: ImagingView { field_mm: 180.0, ..ImagingView::default() },
        ..Snapshot::default()
    }
}

fn fill(snapshot: &mut Snapshot, mg_ml: f64) {
    let column = |from, to, part| Column { from, to, iodine_mg_ml: part * mg_ml };
    snapshot.segments[0].columns = vec![column(0.0, 1.0, 1.0)];
    snapshot.segments[1].columns = vec![column(0.0, 0.3, 1.0), column(0.3, 0.5, 0.4), column(0.5, 1.0, 0.1)];
    snapshot.segments[2].columns = vec![column(0.0, 0.7, 0.8)];
}

/// Iodine that the snapshot says there is, mg.
fn iodine(case: &Case, snapshot: &Snapshot) -> f64 {
    let segments = case.graph.segments().iter().zip(&snapshot.segments);
    let blood: f64 = segments
        .map(|(s, v)| v.columns.iter().map(|c| c.iodine_mg_ml * (c.to - c.from) * s.volume_ml()).sum::<f64>())
        .sum();
    let beds = snapshot.beds.iter().map(|b| b.iodine_mg + b.oil_iodine_mg + b.vein_iodine_mg);
    blood + beds.sum::<f64>()
}

/// Iodine that a picture of density shows, mg, for things near the isocentre.
fn shown(map: &Map, gantry: &Gantry) -> f64 {
    let pixel = gantry.pixel_mm(map.size);
    map.sum() * pixel * pixel / MM2_PER_MG
}

#[test]
fn the_picture_holds_the_iodine_of_the_blood() {
    let case = case();
    let mut renderer = Renderer::new(&case);
    for (lao, cranial) in [(0.0, 0.0), (35.0, 0.0), (-50.0, 20.0), (90.0, 0.0), (0.0, -40.0)] {
        let mut snapshot = empty(0);
        (snapshot.imaging.lao_deg, snapshot.imaging.cranial_deg) = (lao, cranial);
        fill(&mut snapshot, 200.0);
        let gantry = Gantry::from(&snapshot.imaging);
        let (found, given) = (shown(&renderer.contrast(&snapshot, SIZE), &gantry), iodine(&case, &snapshot));
        assert!((found - given).abs() < 0.05 * given, "vessels, {lao} {cranial}: {found} of {given} mg");
    }
}

/// Vessels that turn back on themselves, divide in three or are shorter than their parent is wide.
#[test]
fn odd_junctions_keep_their_iodine() {
    let at = [
        DVec3::new(0.0, 0.0, 30.0),
        DVec3::ZERO,
        DVec3::new(4.0, 6.0, 28.0),
        DVec3::new(-24.0, 0.0, 3.0),
        DVec3::new(20.0, 10.0, -8.0),
        DVec3::new(24.0, 12.0, -9.0),
    ];
    let nodes = at.iter().map(|&p| Node { id: format!("{p}"), position_mm: p }).collect();
    let join =
        |a: usize, b: usize, radius| segment(&format!("{a}{b}"), a, b, &[at[a], at[b]], (radius, radius));
    let segments = vec![join(0, 1, 4.0), join(2, 1, 3.5), join(1, 3, 1.5), join(1, 4, 2.5), join(4, 5, 0.7)];
    let case = Case { graph: VesselGraph::new(nodes, segments, Vec::new(), NodeIx::at(0)), ..case() };
    let mut renderer = Renderer::new(&case);
    for lao in [0.0, 30.0, 90.0] {
        let mut snapshot = empty(0);
        snapshot.imaging.lao_deg = lao;
        let full = Column { from: 0.0, to: 1.0, iodine_mg_ml: 150.0 };
        snapshot.segments = vec![SegmentView { columns: vec![full], ..SegmentView::default() }; 5];
        let map = renderer.contrast(&snapshot, SIZE);
        let (found, given) = (shown(&map, &Gantry::from(&snapshot.imaging)), iodine(&case, &snapshot));
        assert!((found - given).abs() < 0.05 * given, "{lao}: {found} of {given} mg");
        assert!(map.data.iter().all(|d| d.is_finite()));
    }
}

#[test]
fn the_picture_holds_the_iodine_of_the_beds() {
    let case = case();
    let mut renderer = Renderer::new(&case);
    let bed = BedView { iodine_mg: 30.0, oil_iodine_mg: 55.0, ..BedView::default() };
    for (size, lao) in [(64, 0.0), (SIZE, 0.0), (SIZE, 60.0)] {
        let mut snapshot = empty(0);
        snapshot.imaging.lao_deg = lao;
        snapshot.beds = vec![bed, BedView { iodine_mg: 12.0, ..BedView::default() }];
        let gantry = Gantry::from(&snapshot.imaging);
        let (found, given) = (shown(&renderer.contrast(&snapshot, size), &gantry), iodine(&case, &snapshot));
        assert!((found - given).abs() < 0.05 * given, "beds, {size} px, {lao}: {found} of {given} mg");
    }
}

/// While the inlet carries contrast part of the bed's iodine is in its small arteries; the sum stays.
#[test]
fn twigs_take_from_the_bed_what_they_show() {
    let case = case();
    let mut renderer = Renderer::new(&case);
    let mut snapshot = empty(0);
    fill(&mut snapshot, 250.0);
    snapshot.beds[0].iodine_mg = 40.0;
    let both = renderer.contrast(&snapshot, SIZE);
    let gantry = Gantry::from(&snapshot.imaging);
    let given = iodine(&case, &snapshot);
    assert!((shown(&both, &gantry) - given).abs() < 0.05 * given);
}

#[test]
fn an_early_vein_shows_only_with_a_shunt() {
    let case = case();
    let mut renderer = Renderer::new(&case);
    let mut snapshot = empty(0);
    snapshot.beds[1].vein_iodine_mg = 5.0;
    assert_eq!(renderer.contrast(&snapshot, SIZE).sum(), 0.0);
    snapshot.beds[0].vein_iodine_mg = 5.0;
    assert!(renderer.contrast(&snapshot, SIZE).sum() > 0.0);
}

fn two_frames(renderer: &mut Renderer, mg_ml: f64) -> Run {
    let mut run = Run::new(SIZE);
    assert!(run.push(renderer, &empty(0)));
    let mut snapshot = empty(20);
    fill(&mut snapshot, mg_ml);
    assert!(run.push(renderer, &snapshot));
    run
}

/// Mean and spread of a density over the pixels that a test picks.
fn statistics(map: &Map, pick: impl Fn(usize) -> bool) -> (f64, f64) {
    let values: Vec<f64> =
        map.data.iter().enumerate().filter(|(i, _)| pick(*i)).map(|(_, &v)| f64::from(v)).collect();
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / values.len() as f64;
    (mean, variance.sqrt())
}

#[test]
fn a_frame_at_rest_is_taken_only_when_due() {
    let mut renderer = Renderer::new(&case());
    let mut run = Run::new(64);
    let taken: Vec<u64> = (0..=60).filter(|&t| run.push(&mut renderer, &empty(t))).collect();
    assert_eq!(taken, [0, 20, 40, 60], "3 frames per second");
}

/// Nothing moved: what is left of spine, ribs and gas is noise around 0, everywhere.
#[test]
fn the_mask_takes_the_body_away() {
    let mut renderer = Renderer::new(&case());
    let mut run = Run::new(SIZE);
    run.push(&mut renderer, &empty(0));
    run.push(&mut renderer, &empty(20));
    let mask_alone = run.density(0).unwrap();
    assert!(mask_alone.data.iter().all(|&d| d == 0.0), "the same frame cancels to the bit");
    let body = run.unsubtracted(&mut renderer, 0).unwrap();
    let (darkest, brightest) = (body.pixels.iter().min().unwrap(), body.pixels.iter().max().unwrap());
    assert!(brightest - darkest > 60, "there was a body to take away");
    let rest = run.density(1).unwrap();
    for quarter in 0..4 {
        let (mean, spread) = statistics(&rest, |i| i * 4 / rest.data.len() == quarter);
        assert!(mean.abs() < 0.002, "quarter {quarter}: {mean}");
        assert!(spread < 0.03, "quarter {quarter}: {spread}");
    }
}

#[test]
fn a_shifted_mask_does_not_cancel() {
    let mut renderer = Renderer::new(&case());
    let mut run = two_frames(&mut renderer, 0.0);
    let still = statistics(&run.density(1).unwrap(), |_| true).1;
    run.set_shift(3.0, 0.0);
    let moved = statistics(&run.density(1).unwrap(), |_| true).1;
    assert!(moved > 1.5 * still, "{moved} against {still}");
}

/// The window is fixed: half the iodine is half the density, at the same place and on the same scale.
#[test]
fn half_the_iodine_is_half_the_density() {
    let mut renderer = Renderer::new(&case());
    let full = two_frames(&mut renderer, 60.0).density(1).unwrap();
    let half = two_frames(&mut renderer, 30.0).density(1).unwrap();
    let vessel = |i: usize| full.data[i] > 0.1;
    let ratio = statistics(&full, vessel).0 / statistics(&half, vessel).0;
    assert!((ratio - 2.0).abs() < 0.08, "{ratio}");
    let (dark, light) = (Window::default().show(&full), Window::default().show(&half));
    let place = (0..full.data.len()).max_by(|&a, &b| full.data[a].total_cmp(&full.data[b])).unwrap();
    let drop = |image: &GreyImage| 208.0 - f64::from(image.pixels[place]);
    assert!((drop(&dark) / drop(&light) - 2.0).abs() < 0.25);
}

#[test]
fn the_peak_keeps_what_has_passed() {
    let mut renderer = Renderer::new(&case());
    let mut run = two_frames(&mut renderer, 200.0);
    let filled = run.density(1).unwrap();
    run.push(&mut renderer, &empty(40));
    let (peak, gone) = (run.peak(), run.density(2).unwrap());
    let vessel = |i: usize| filled.data[i] > 0.3;
    assert!(statistics(&peak, vessel).0 > 0.8 * statistics(&filled, vessel).0);
    assert!(statistics(&gone, vessel).0.abs() < 0.01);
    let live = GreyImage::filled(SIZE, 90);
    let map = roadmap(&live, &peak, 0.7);
    let brighter = map.pixels.iter().filter(|&&p| p > 120).count();
    let vessels = filled.data.iter().filter(|&&d| d > 0.3).count();
    assert!(brighter > vessels / 2 && brighter < vessels * 3, "{brighter} of {vessels}");
}

#[test]
fn the_live_picture_is_pulsed_held_and_the_same_again() {
    let case = case();
    let film = |ticks: &[u64]| -> Vec<GreyImage> {
        let (mut renderer, mut live) = (Renderer::new(&case), Live::default());
        ticks.iter().map(|&t| live.frame(&mut renderer, &empty(t), 64).clone()).collect()
    };
    let frames = film(&[0, 3, 7, 8, 16]);
    assert_eq!(frames[0], frames[2], "no pulse between");
    assert_ne!(frames[2], frames[3]);
    assert_eq!(frames, film(&[0, 3, 7, 8, 16]));
    let (mut renderer, mut live) = (Renderer::new(&case), Live::default());
    assert!(live.held().is_none());
    live.frame(&mut renderer, &empty(0), 64);
    let held = live.held().unwrap().clone();
    live.frame(&mut renderer, &empty(8), 64);
    assert_eq!((live.recent().len(), &live.recent()[0]), (2, &held));
}

/// Deep breath: the organs have moved, and with them their contrast; none of it is lost.
#[test]
fn breathing_moves_contrast_and_keeps_it() {
    let case = high_up();
    let mut renderer = Renderer::new(&case);
    let mut snapshot = empty(0);
    snapshot.imaging.centre_mm = UP;
    fill(&mut snapshot, 200.0);
    snapshot.beds[0].iodine_mg = 30.0;
    let rest = renderer.contrast(&snapshot, SIZE);
    snapshot.imaging.breath = 1.0;
    let moved = renderer.contrast(&snapshot, SIZE);
    assert!((moved.sum() / rest.sum() - 1.0).abs() < 0.02, "{} {}", moved.sum(), rest.sum());
    let height = |map: &Map| {
        let rows = map.data.iter().enumerate().map(|(i, &d)| (i / SIZE) as f64 * f64::from(d));
        rows.sum::<f64>() / map.sum()
    };
    let pixel = Gantry::from(&snapshot.imaging).pixel_mm(SIZE);
    let down_mm = (height(&moved) - height(&rest)) * pixel;
    assert!((3.0..=15.5).contains(&down_mm), "{down_mm} mm");
}

/// A patient who breathes between mask and frame does not cancel; a shifted mask makes good some of it.
#[test]
fn breathing_misregisters_and_a_shift_helps() {
    let case = high_up();
    let mut renderer = Renderer::new(&case);
    let mut run = Run::new(SIZE);
    for (tick, breath) in [(0, 0.0), (20, 0.0), (40, 0.35)] {
        let mut snapshot = empty(tick);
        snapshot.imaging.centre_mm = UP;
        snapshot.imaging.breath = breath;
        assert!(run.push(&mut renderer, &snapshot));
    }
    let spread = |run: &Run, frame| statistics(&run.density(frame).unwrap(), |_| true).1;
    let (held, breathed) = (spread(&run, 1), spread(&run, 2));
    assert!(breathed > 1.3 * held, "{breathed} against {held}");
    assert_eq!(run.best_shift(1), Some((0.0, 0.0)));
    let rest = |run: &Run| -> f64 {
        let map = run.density(2).unwrap();
        map.data.iter().map(|&d| f64::from(d).abs().min(0.08)).sum()
    };
    let before = rest(&run);
    let (right, down) = run.best_shift(2).unwrap();
    run.set_shift(right, down);
    assert!(rest(&run) <= before, "{right} {down}");
}

/// A patient moved by a part of a pixel on the table: the mask moved as far cancels again.
#[test]
fn half_a_pixel_of_shift_can_be_taken_back() {
    let case = case();
    let mut renderer = Renderer::new(&case);
    let mut run = Run::new(SIZE);
    let pixel = Gantry::from(&empty(0).imaging).pixel_mm(SIZE);
    for (tick, pixels) in [(0, 0.0), (20, 2.5)] {
        let mut snapshot = empty(tick);
        // the isocentre goes to the patient's left, so the patient goes to the right, the left of the picture
        snapshot.imaging.centre_mm = DVec3::X * (pixels * pixel);
        run.push(&mut renderer, &snapshot);
    }
    let (right, down) = run.best_shift(1).unwrap();
    assert!((right.abs() - 2.5).abs() <= 0.5 && down.abs() <= 0.25, "{right} {down}");
    let spread = |run: &Run| statistics(&run.density(1).unwrap(), |_| true).1;
    let before = spread(&run);
    run.set_shift(right, down);
    assert!(spread(&run) < 0.8 * before, "{} {before}", spread(&run));
}

#[test]
fn a_curve_follows_the_iodine_of_its_region() {
    let case = case();
    let mut renderer = Renderer::new(&case);
    let mut run = Run::new(SIZE);
    for (tick, mg) in [(0, 0.0), (20, 4.0), (40, 8.0), (60, 6.0), (80, 2.0), (100, 0.0)] {
        let mut snapshot = empty(tick);
        snapshot.beds[1].iodine_mg = mg;
        assert!(run.push(&mut renderer, &snapshot));
    }
    let gantry = run.gantry(0).unwrap();
    let bed = &case.graph.beds()[1];
    let radius = 1.3 * bed.radius_mm / gantry.pixel_mm(SIZE);
    let centre = gantry.project(bed.centre_mm, SIZE).unwrap();
    let curve = Curve::of(&run, Region { centre, radius });
    assert_eq!(curve.samples.len(), 6);
    let peak = curve.peak().unwrap();
    assert!((peak.seconds - 2.0 / 3.0).abs() < 0.01);
    let mg = curve.iodine_mg(peak);
    assert!((mg / 8.0 - 1.0).abs() < 0.15, "{mg} of 8 mg; the veil of scatter takes some");
    let half = curve.half_cleared_s().unwrap();
    assert!((half - 0.5).abs() < 0.06, "{half} s: half of 8 mg is gone midway between 6 and 2");
}

#[test]
fn shutters_show_nothing_and_cost_no_calibration() {
    let mut renderer = Renderer::new(&case());
    let mut run = Run::new(SIZE);
    for tick in [0, 20] {
        let mut snapshot = empty(tick);
        snapshot.imaging.shutters_mm = (90.0, 60.0);
        run.push(&mut renderer, &snapshot);
    }
    let image = run.subtracted(1, Window::default()).unwrap();
    assert_eq!((image.at(20, 128), image.at(128, 20)), (0, 0));
    assert!(image.at(128, 128) > 190);
    let live = run.unsubtracted(&mut renderer, 1).unwrap();
    assert!(live.at(20, 128) < 20 && live.at(128, 128) > 60);
    assert_eq!(run.gantry(0).unwrap().pixel_mm(SIZE), Gantry::from(&empty(0).imaging).pixel_mm(SIZE));
}

/// Coils, casts and plugs are dark by what is in them: the order of the table of attenuations.
#[test]
fn implants_are_dark_by_their_material() {
    let mut renderer = Renderer::new(&case());
    let mut dark = |material, mg_ml| -> f64 {
        let mut snapshot = empty(0);
        let bare = renderer.fluoroscopy(&snapshot, SIZE);
        let course_mm = (0..20).map(|i| DVec3::new(40.0, 0.0, f64::from(i) - 10.0)).collect();
        snapshot.implants = vec![Implant { course_mm, radius_mm: 1.0, material, mg_ml }];
        let with = renderer.fluoroscopy(&snapshot, SIZE);
        let (x, y) = Gantry::from(&snapshot.imaging).project(DVec3::X * 40.0, SIZE).unwrap();
        let mean = |image: &GreyImage| -> f64 {
            (0..11).map(|k| f64::from(image.at(x as usize, y as usize - 5 + k))).sum::<f64>() / 11.0
        };
        mean(&bare) - mean(&with)
    };
    let oil = dark(Material::Iodine, 480.0);
    let onyx = dark(Material::Tantalum, 350.0);
    let packed = dark(Material::Platinum, 21_450.0 * 0.25);
    let plaque = dark(Material::Calcium, 300.0);
    assert!(packed > oil && oil > onyx && onyx > plaque && plaque > 1.0, "{packed} {oil} {onyx} {plaque}");
}

#[test]
fn a_window_is_a_matter_of_display() {
    let plain = Window::default();
    let inverted = Window { invert: true, ..plain };
    assert_eq!(inverted.grey(0.5), 255 - plain.grey(0.5));
    let raised = Window { from: 0.2, ..plain };
    assert_eq!(raised.grey(0.6), plain.grey(0.4));
    let narrow = Window { width: 0.5, ..plain };
    assert!(narrow.grey(0.2) < plain.grey(0.2));
}

#[test]
fn a_catheter_is_dark_and_where_it_is() {
    let mut renderer = Renderer::new(&case());
    let mut snapshot = empty(0);
    let bare = renderer.fluoroscopy(&snapshot, SIZE);
    snapshot.catheter = Some(DeviceView {
        id: "c4".into(),
        polyline_mm: (0..40).map(|i| DVec3::new(20.0, 0.0, f64::from(i) - 20.0)).collect(),
        radius_mm: 0.67,
        attenuation_per_cm: 8.0,
        ..DeviceView::default()
    });
    let with = renderer.fluoroscopy(&snapshot, SIZE);
    let gantry = Gantry::from(&snapshot.imaging);
    let (x, y) = gantry.project(DVec3::new(20.0, 0.0, 0.0), SIZE).unwrap();
    let mean = |image: &GreyImage, x: usize| -> f64 {
        (0..21).map(|k| f64::from(image.at(x, y as usize - 10 + k))).sum::<f64>() / 21.0
    };
    assert!(mean(&with, x as usize) < mean(&bare, x as usize) - 15.0);
    assert!((mean(&with, x as usize + 20) - mean(&bare, x as usize + 20)).abs() < 2.0);
}

#[test]
fn studies_show_arteries_and_whether_the_portal_vein_is_open() {
    let mut case = case();
    let dark = |case: &Case, phase| {
        let image = study::study(&Renderer::new(case), case, phase, SIZE).image;
        image.pixels.iter().filter(|&&p| p < 150).count()
    };
    assert!(dark(&case, StudyPhase::Arterial) > 500);
    let open = dark(&case, StudyPhase::Portal);
    case.patient.portal_patent = false;
    let closed = dark(&case, StudyPhase::Portal);
    assert!(open > closed + 100, "{open} against {closed}");
}

/// Nothing chosen, nothing loaded, a field of no width: still a picture.
#[test]
fn the_first_snapshot_of_all_can_be_drawn() {
    let mut renderer = Renderer::new(&case());
    let image = renderer.fluoroscopy(&Snapshot::default(), 64);
    assert_eq!(image.pixels.len(), 64 * 64);
}
