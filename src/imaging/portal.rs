//! The portal vein for the pictures: superior mesenteric and splenic vein, trunk, branches to the liver's beds. Its course
//! is authored around the landmarks and the liver's beds; what is in it the engine says, and of the patient it shows
//! whether the trunk is open. A closed trunk ends in a stump, with thin detours that do not reach far.

use glam::DVec3;

use super::breathing::{Breathing, Shift};
use super::gantry::Camera;
use super::landmarks::Landmarks;
use super::map::Map;
use super::noise::uniform;
use super::vessels::{SeenVessels, Vessels};
use crate::model::{Case, Centreline, Node, NodeIx, Segment, Shape, Tissue, VesselGraph};
use crate::sim::snapshot::{Column, PortalView, SegmentView};

/// Radius of the trunk, mm (`S1`: 13 mm across).
const TRUNK_MM: f64 = 6.5;

/// The veins of a case.
#[derive(Clone, Debug)]
pub(super) struct Veins {
    vessels: Vessels,
    segments: usize,
}

/// The same for one camera position.
#[derive(Clone, Debug)]
pub(super) struct SeenVeins {
    vessels: SeenVessels,
    segments: usize,
}

impl Veins {
    /// Places them.
    pub(super) fn new(landmarks: &Landmarks, case: &Case) -> Self {
        let tree = graph(landmarks, case);
        Self { vessels: Vessels::new(&tree), segments: tree.segments().len() }
    }

    /// Their pictures for one camera position.
    pub(super) fn seen(&self, camera: &Camera, breathing: &Breathing) -> SeenVeins {
        SeenVeins { vessels: self.vessels.seen(camera, breathing), segments: self.segments }
    }
}

impl SeenVeins {
    /// Adds the contrast in them to a picture of optical density.
    pub(super) fn draw(&self, portal: &PortalView, shift: Shift, camera: &Camera, map: &mut Map) {
        if portal.trunk_mg_ml.max(portal.splenic_mg_ml).max(portal.mesenteric_mg_ml) > 0.0 {
            self.vessels.draw(&filling(portal, self.segments), shift, camera, map);
        }
    }
}

/// Veins, drawn as a tree that starts in the mesentery: superior mesenteric vein, splenic vein, then trunk and branches.
fn graph(landmarks: &Landmarks, case: &Case) -> VesselGraph {
    let liver: Vec<(DVec3, f64)> = case
        .graph
        .beds()
        .iter()
        .filter(|b| b.tissue == Tissue::Liver)
        .map(|b| (b.centre_mm, b.radius_mm))
        .collect();
    let middle =
        mean(&liver).unwrap_or(landmarks.spine_at(landmarks.l4.z + 150.0) + DVec3::new(70.0, 60.0, 0.0));
    // the confluence lies in front of the spine, right of the midline, below the liver
    let spine = landmarks.spine_at(middle.z - 60.0);
    let confluence = spine + DVec3::new(8.0, 44.0, 0.0);
    let hilum = confluence.lerp(middle, 0.55) + DVec3::new(-6.0, 0.0, 6.0);
    let mut tree = Tree::default();
    let mesentery = tree.node(confluence + DVec3::new(6.0, -2.0, -100.0));
    let joined = tree.node(confluence);
    tree.vein(mesentery, DVec3::new(6.0, 4.0, 0.0), joined, (4.6, 5.4));
    let spleen = tree.node(spine + DVec3::new(-98.0, -14.0, 26.0));
    tree.vein(spleen, DVec3::new(0.0, 10.0, -14.0), joined, (3.4, 4.4));
    if case.patient.portal_patent {
        let divided = tree.node(hilum);
        tree.vein(joined, DVec3::new(2.0, 4.0, 0.0), divided, (TRUNK_MM, TRUNK_MM));
        tree.branches(divided, hilum, &liver);
    } else {
        let stump = tree.node(confluence.lerp(hilum, 0.25));
        tree.vein(joined, DVec3::ZERO, stump, (TRUNK_MM, 4.0));
        for k in 0..6 {
            let bow = |n: u32| 40.0 * (uniform(17, 7 * k + n) - 0.5);
            let end = tree.node(confluence.lerp(hilum, 0.8) + DVec3::new(bow(0), bow(1), bow(2)));
            tree.vein(joined, DVec3::new(bow(3), bow(4), bow(5)), end, (1.4, 0.7));
        }
    }
    VesselGraph::new(tree.nodes, tree.segments, Vec::new(), mesentery)
}

/// What is in each of them, by the order of [`graph`].
fn filling(portal: &PortalView, segments: usize) -> Vec<SegmentView> {
    let iodine = |i: usize| match i {
        0 => portal.mesenteric_mg_ml,
        1 => portal.splenic_mg_ml,
        _ => portal.trunk_mg_ml,
    };
    let column = |i| Column { from: 0.0, to: 1.0, iodine_mg_ml: iodine(i) };
    (0..segments).map(|i| SegmentView { columns: vec![column(i)], ..SegmentView::default() }).collect()
}

fn mean(places: &[(DVec3, f64)]) -> Option<DVec3> {
    let sum: DVec3 = places.iter().map(|p| p.0).sum();
    (!places.is_empty()).then(|| sum / places.len() as f64)
}

#[derive(Default)]
struct Tree {
    nodes: Vec<Node>,
    segments: Vec<Segment>,
}

impl Tree {
    fn node(&mut self, at: DVec3) -> NodeIx {
        self.nodes.push(Node { id: format!("vein {}", self.nodes.len()), position_mm: at });
        NodeIx::at(self.nodes.len() - 1)
    }

    /// A vein that bows aside by `bow` in its middle.
    fn vein(&mut self, from: NodeIx, bow: DVec3, to: NodeIx, radius_mm: (f64, f64)) {
        let (a, b) = (self.nodes[from.ix()].position_mm, self.nodes[to.ix()].position_mm);
        let Some(line) = Centreline::through(&[a, a.lerp(b, 0.5) + bow, b], radius_mm) else { return };
        self.segments.push(Segment {
            id: format!("{}", self.segments.len()),
            vessel: "portal vein".into(),
            from,
            to,
            behaviour: crate::model::Behaviour::default(),
            shape: Shape::Conduit(line),
        });
    }

    /// A right and a left branch, and from each of them one to every bed of its side, with two twigs.
    fn branches(&mut self, hilum: NodeIx, at: DVec3, liver: &[(DVec3, f64)]) {
        for right in [true, false] {
            let side: Vec<_> = liver.iter().copied().filter(|p| (p.0.x > at.x) == right).collect();
            let Some(centre) = mean(&side) else { continue };
            let main = self.node(at.lerp(centre, 0.5) + DVec3::Z * 2.0);
            self.vein(hilum, DVec3::Z * 2.0, main, if right { (5.0, 4.2) } else { (4.0, 3.2) });
            for (k, &(bed, radius)) in side.iter().enumerate() {
                let end = self.node(bed);
                let bow = self.aside(k, 0) * 10.0;
                self.vein(main, bow, end, (2.8, 1.6));
                for m in 0..3 {
                    let tip = self.node(bed + self.aside(k, 8 * m + 1) * (0.85 * radius));
                    let bow = self.aside(k, 8 * m + 4) * 6.0;
                    self.vein(end, bow, tip, (1.3, 0.5));
                }
            }
        }
    }

    fn aside(&self, bed: usize, draw: u32) -> DVec3 {
        let counter = self.nodes.len() as u32 * 97 + bed as u32 * 31 + draw;
        let part = |n: u32| uniform(91, 3 * counter + n) - 0.5;
        DVec3::new(part(0), part(1), part(2)).normalize_or(DVec3::Z)
    }
}
