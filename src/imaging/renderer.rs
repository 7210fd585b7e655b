//! One case's picture maker: what does not change is prepared once, what depends on the gantry is kept while the
//! gantry stands still, and each frame only adds what moves.

use super::blush::{Beds, SeenBeds};
use super::body::Body;
use super::breathing::{Breathing, Shift};
use super::devices::Devices;
use super::exposure::{Backdrop, Exposure, Reading};
use super::fluoro;
use super::gantry::{Camera, Gantry};
use super::landmarks::Landmarks;
use super::map::{GreyImage, Map};
use super::portal::{SeenVeins, Veins};
use super::vessels::{SeenVessels, Vessels};
use crate::model::Case;
use crate::sim::Snapshot;

/// Gantry positions that are kept: the live picture and a second size or view.
const KEPT: usize = 2;

/// Draws pictures of one case.
#[derive(Clone, Debug)]
pub struct Renderer {
    vessels: Vessels,
    beds: Beds,
    portal: Veins,
    devices: Devices,
    body: Body,
    breathing: Breathing,
    scenes: Vec<Scene>,
}

/// What is fixed for one gantry position and picture size.
#[derive(Clone, Debug)]
pub(super) struct Scene {
    gantry: Gantry,
    pub(super) camera: Camera,
    pub(super) backdrop: Backdrop,
    vessels: SeenVessels,
    beds: SeenBeds,
    portal: SeenVeins,
}

impl Renderer {
    /// Prepares a case.
    pub fn new(case: &Case) -> Self {
        let landmarks = Landmarks::of(&case.graph);
        Self {
            vessels: Vessels::new(&case.graph),
            beds: Beds::new(&case.graph, &landmarks),
            portal: Veins::new(&landmarks, case),
            devices: Devices::new(case),
            body: Body::new(&case.graph, &landmarks, case.patient.weight_kg),
            breathing: Breathing::new(&landmarks, Body::dome(&landmarks)),
            scenes: Vec::new(),
        }
    }

    /// Optical density of contrast medium and oil alone, as an ideal detector would find it.
    pub fn contrast(&mut self, snapshot: &Snapshot, size: usize) -> Map {
        let scene = self.scene(Gantry::from(&snapshot.imaging), size);
        scene.contrast(snapshot)
    }

    /// What the detector reads at this moment.
    pub fn reading(&mut self, snapshot: &Snapshot, exposure: Exposure, size: usize) -> Reading {
        let mut density = self.contrast(snapshot, size);
        // `contrast` has put the scene of this snapshot in front
        let scene = &self.scenes[0];
        self.devices.draw(snapshot, &self.breathing, &scene.camera, &mut density);
        let frame = snapshot.tick.0 as u32 ^ exposure.photons_mm2.to_bits();
        scene.backdrop.read(&density, scene.shift(snapshot), exposure, frame)
    }

    /// One pulse of fluoroscopy by itself, without lag. `Live` makes the running picture.
    pub fn fluoroscopy(&mut self, snapshot: &Snapshot, size: usize) -> GreyImage {
        let reading = self.reading(snapshot, Exposure::fluoroscopy(&snapshot.imaging), size);
        self.fluoroscopic(&reading, Gantry::from(&snapshot.imaging))
    }

    /// A reading as fluoroscopy shows it.
    pub(super) fn fluoroscopic(&mut self, reading: &Reading, gantry: Gantry) -> GreyImage {
        self.scene(gantry, reading.size);
        fluoro::display(reading, self.scenes[0].backdrop.level())
    }

    /// A scene that is not kept.
    pub(super) fn build(&self, gantry: Gantry, size: usize) -> Scene {
        let camera = Camera::new(gantry, size.max(8));
        Scene {
            gantry,
            backdrop: Backdrop::new(self.body.picture(&camera), &gantry),
            vessels: self.vessels.seen(&camera, &self.breathing),
            beds: self.beds.seen(&camera, &self.breathing),
            portal: self.portal.seen(&camera, &self.breathing),
            camera,
        }
    }

    /// The scene of a gantry position, from those kept or new, moved to the front.
    fn scene(&mut self, gantry: Gantry, size: usize) -> &Scene {
        let size = size.max(8);
        match self.scenes.iter().position(|s| s.gantry == gantry && s.camera.size == size) {
            Some(0) => {}
            Some(i) => self.scenes.swap(0, i),
            None => {
                let scene = self.build(gantry, size);
                self.scenes.truncate(KEPT - 1);
                self.scenes.insert(0, scene);
            }
        }
        &self.scenes[0]
    }
}

impl Scene {
    /// Optical density of contrast and oil.
    pub(super) fn contrast(&self, snapshot: &Snapshot) -> Map {
        let mut map = self.camera.blank();
        let shift = self.shift(snapshot);
        self.vessels.draw(&snapshot.segments, shift, &self.camera, &mut map);
        self.beds.draw(&snapshot.beds, &snapshot.segments, shift, &mut map);
        self.portal.draw(&snapshot.portal, shift, &self.camera, &mut map);
        map
    }

    /// How far breathing has moved the organs.
    fn shift(&self, snapshot: &Snapshot) -> Shift {
        Shift::new(snapshot.imaging.breath, &self.camera)
    }
}
