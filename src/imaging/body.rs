//! A simple body around the vessels, so that a fluoroscopic picture reads as a trunk: soft tissue, lungs, spine,
//! ribs, pelvis, hips, bowel gas.
//!
//! Everything is authored for the eye: proportions of an adult, hung on the landmarks of the vessel tree and
//! widened with the patient's weight. Attenuations are differences to soft tissue at 50 keV: water 0.227/cm
//! (`S145`); gas removes that; bone adds an authored average of its spongy and its hard part.

use glam::DVec3;

use super::gantry::Camera;
use super::landmarks::Landmarks;
use super::map::Map;
use super::noise::uniform;
use super::solid::Solid;
use super::tube::Tube;
use crate::math;

/// Soft tissue, 1/mm (`S145`: water).
const TISSUE: f64 = 0.0227;
/// Spongy bone above soft tissue, 1/mm.
const SPONGY: f64 = 0.016;
/// Hard bone above soft tissue, 1/mm.
const HARD: f64 = 0.055;
/// Lung below soft tissue, 1/mm.
const LUNG: f64 = -0.015;
/// Gas below soft tissue, 1/mm.
const GAS: f64 = -0.0205;
/// Weight at which the trunk has its authored width, kg.
const USUAL_KG: f64 = 70.0;
/// Heights of vertebral bodies with their discs, from the fourth lumbar upwards, mm: lumbar, then thoracic.
const PITCH: [f64; 16] =
    [37.0, 36.0, 35.0, 34.0, 32.0, 31.0, 29.5, 28.0, 27.0, 26.0, 25.0, 24.0, 23.0, 22.0, 21.0, 21.0];
/// Position of the twelfth thoracic vertebra in that list.
const T12: usize = 4;

/// The body of one patient.
#[derive(Clone, Debug, Default)]
pub(super) struct Body {
    solids: Vec<Solid>,
    /// Tubes with attenuation; a hollow bone is a tube of marrow in a tube of hard bone.
    rods: Vec<(Tube, f64)>,
}

impl Body {
    /// A body of this weight around the landmarks.
    pub(super) fn new(landmarks: &Landmarks, weight_kg: f64) -> Self {
        let mut body = Self::default();
        let girth = (weight_kg.clamp(35.0, 180.0) / USUAL_KG).sqrt();
        let levels = levels(landmarks.l4.z);
        body.trunk(landmarks, girth, &levels);
        for (i, &z) in levels.iter().enumerate() {
            body.vertebra(landmarks, z, PITCH[i], i);
        }
        for (i, &z) in levels.iter().enumerate().skip(T12) {
            body.ribs(landmarks.spine_at(z), i - T12);
        }
        body.pelvis(landmarks.l4);
        body.bowel(landmarks.l4, girth);
        body
    }

    /// Optical density of the body.
    pub(super) fn picture(&self, camera: &Camera) -> Map {
        let mut map = camera.blank();
        for solid in &self.solids {
            solid.draw(camera, &mut map);
        }
        for (rod, mu) in &self.rods {
            rod.draw(*mu, camera, &mut map);
        }
        for v in &mut map.data {
            *v = v.max(0.0);
        }
        map
    }

    fn trunk(&mut self, landmarks: &Landmarks, girth: f64, levels: &[f64]) {
        let middle = landmarks.spine_at(levels[2]) + DVec3::Y * 38.0;
        self.solids.push(Solid::drum(middle, [165.0 * girth, 108.0 * girth, 900.0], TISSUE));
        // subcutaneous fat is a little thinner than muscle
        self.solids.push(Solid::drum(middle, [150.0, 92.0, 900.0], 0.002));
        let dome = landmarks.spine_at(levels[T12 + 2]).z;
        for side in [-1.0, 1.0] {
            let height = 250.0;
            // the liver lifts the right dome
            let base = dome + if side > 0.0 { 12.0 } else { 0.0 };
            let centre = landmarks.spine_at(base) + DVec3::new(side * 76.0, 45.0, 0.5 * height - 20.0);
            self.solids.push(Solid::ball(centre, [60.0, 85.0, 0.5 * height + 20.0], LUNG));
            let psoas = landmarks.l4 + DVec3::new(side * 42.0, 12.0, 20.0);
            let psoas = Solid::ball(psoas, [20.0, 20.0, 95.0], 0.0016);
            self.solids.push(psoas.turned(DVec3::X, DVec3::new(side * 0.12, 0.0, -1.0).normalize()));
            let kidney = landmarks.spine_at(levels[2])
                + DVec3::new(side * 62.0, 8.0, if side > 0.0 { -10.0 } else { 4.0 });
            let kidney = Solid::ball(kidney, [27.0, 24.0, 55.0], 0.0022);
            self.solids.push(kidney.turned(DVec3::X, DVec3::new(side * 0.25, 0.0, -1.0).normalize()));
        }
        let liver = landmarks.spine_at(dome) + DVec3::new(62.0, 45.0, -45.0);
        self.solids.push(Solid::ball(liver, [88.0, 75.0, 72.0], 0.0022));
    }

    fn vertebra(&mut self, landmarks: &Landmarks, z: f64, pitch: f64, level: usize) {
        let at = landmarks.spine_at(z);
        let up = (landmarks.spine_at(z + 10.0) - landmarks.spine_at(z - 10.0)).normalize();
        let scale = if level < T12 { 1.0 } else { 1.0 - 0.025 * (level - T12) as f64 };
        let half = 0.5 * pitch - if level < T12 { 5.0 } else { 2.5 };
        let size = [24.0 * scale, 17.0 * scale, half];
        let drum = |semi, mu| Solid::drum(at, semi, mu).turned(DVec3::X, up);
        // a hard shell and end plates around spongy bone
        self.solids.push(drum(size, HARD));
        self.solids.push(drum([size[0] - 1.3, size[1] - 1.3, size[2] - 1.4], SPONGY - HARD));
        let back = |x: f64, y: f64, z: f64| at + DVec3::X * x - DVec3::Y * y + up * z;
        for side in [-1.0, 1.0] {
            let pedicle = back(side * 14.0 * scale, 22.0 * scale, 0.22 * pitch);
            self.solids.push(Solid::ball(pedicle, [4.5, 10.0, 7.0], HARD * 0.8));
            let facet = back(side * 16.0 * scale, 33.0 * scale, -0.25 * pitch);
            self.solids.push(Solid::ball(facet, [6.0, 6.0, 0.42 * pitch], HARD * 0.45));
            let tip = back(side * if level < T12 { 42.0 } else { 30.0 } * scale, 30.0 * scale, 0.25 * pitch);
            let rod = Tube::uniform(&[back(side * 12.0, 28.0 * scale, 0.2 * pitch), tip], 4.0);
            self.rods.push((rod, HARD * 0.5));
        }
        let spine =
            Solid::ball(back(0.0, 46.0 * scale, -0.22 * pitch), [3.2, 17.0, 0.34 * pitch], HARD * 0.55);
        self.solids.push(spine);
        let lamina =
            Solid::ball(back(0.0, 33.0 * scale, -0.05 * pitch), [15.0, 4.0, 0.3 * pitch], HARD * 0.5);
        self.solids.push(lamina);
    }

    /// One pair: round the chest from the spine, falling towards the front; the last ones are short.
    fn ribs(&mut self, spine: DVec3, above_twelfth: usize) {
        if above_twelfth > 11 {
            return;
        }
        let reach = match above_twelfth {
            0 => 0.30,
            1 => 0.52,
            _ => 0.80,
        };
        let wide = 128.0 - 7.0 * (above_twelfth as f64 - 4.0).max(0.0);
        for side in [-1.0, 1.0] {
            let points: Vec<DVec3> = (0..=24)
                .map(|k| {
                    let turn = f64::from(k) / 24.0 * reach * math::PI;
                    let (out, front) = (math::sin(turn), -math::cos(turn));
                    let rise = 6.0 * out - 34.0 * (1.0 - math::cos(turn));
                    let start = 20.0 * (1.0 - out);
                    spine
                        + DVec3::new(
                            side * (wide * out + start),
                            42.0 + 84.0 * front + 16.0 * (1.0 - out),
                            rise,
                        )
                })
                .collect();
            self.rods.push((Tube::uniform(&points, 5.6), HARD * 0.9));
            self.rods.push((Tube::uniform(&points, 4.4), SPONGY * 0.6 - HARD * 0.9));
        }
    }

    fn pelvis(&mut self, l4: DVec3) {
        let l5 = l4 - DVec3::Z * 37.0 + DVec3::Y * 2.0;
        self.solids.push(Solid::drum(l5, [25.0, 17.0, 13.0], SPONGY * 1.4));
        let down = DVec3::new(0.0, -0.45, -0.9).normalize();
        let sacrum = l5 + DVec3::new(0.0, -20.0, -62.0);
        self.solids.push(Solid::ball(sacrum, [46.0, 17.0, 58.0], SPONGY * 1.2).turned(DVec3::X, down));
        for side in [-1.0, 1.0] {
            let at = |x: f64, y: f64, z: f64| l5 + DVec3::new(side * x, y, z);
            // the wing: a flat blade that flares outwards
            let along = DVec3::new(side * 0.62, 0.75, 0.0).normalize();
            let rise = DVec3::new(side * 0.42, -0.1, 0.9).normalize();
            let blade = |semi, mu| Solid::ball(at(84.0, 12.0, -32.0), semi, mu).turned(along, rise);
            self.solids.push(blade([62.0, 8.0, 56.0], HARD * 0.55));
            self.solids.push(blade([57.0, 5.0, 51.0], (SPONGY - HARD) * 0.5));
            let crest: Vec<DVec3> =
                [(38.0, -34.0, -8.0), (72.0, -16.0, 20.0), (112.0, 26.0, 22.0), (128.0, 62.0, -8.0)]
                    .iter()
                    .map(|&(x, y, z)| at(x, y, z))
                    .collect();
            self.rods.push((Tube::uniform(&smooth(&crest), 6.0), HARD * 0.5));
            let brim: Vec<DVec3> =
                [(48.0, -30.0, -42.0), (66.0, 10.0, -82.0), (62.0, 52.0, -122.0), (8.0, 78.0, -148.0)]
                    .iter()
                    .map(|&(x, y, z)| at(x, y, z))
                    .collect();
            self.rods.push((Tube::uniform(&smooth(&brim), 7.0), HARD * 0.6));
            let ischium: Vec<DVec3> =
                [(92.0, 26.0, -112.0), (66.0, -8.0, -178.0), (46.0, 34.0, -182.0), (8.0, 74.0, -158.0)]
                    .iter()
                    .map(|&(x, y, z)| at(x, y, z))
                    .collect();
            self.rods.push((Tube::uniform(&smooth(&ischium), 8.0), HARD * 0.55));
            let head = at(94.0, 32.0, -128.0);
            self.solids.push(Solid::ball(head, [25.0, 25.0, 25.0], HARD * 0.6));
            self.solids.push(Solid::ball(head, [23.0, 23.0, 23.0], SPONGY - HARD * 0.6));
            let shaft = [head, at(120.0, 22.0, -148.0), at(140.0, 14.0, -170.0), at(136.0, 16.0, -420.0)];
            self.rods.push((Tube::uniform(&smooth(&shaft), 15.0), HARD * 0.8));
            self.rods.push((Tube::uniform(&smooth(&shaft), 10.0), SPONGY * 0.4 - HARD * 0.8));
        }
    }

    /// Gas in the stomach's vault and along the colon.
    fn bowel(&mut self, l4: DVec3, girth: f64) {
        let front = 42.0 + 40.0 * girth;
        let stomach = l4 + DVec3::new(-72.0, front - 12.0, 178.0);
        self.solids.push(Solid::ball(stomach, [30.0, 24.0, 22.0], GAS));
        let colon = [
            (92.0, -30.0),
            (98.0, 10.0),
            (92.0, 55.0),
            (60.0, 72.0),
            (20.0, 58.0),
            (-25.0, 62.0),
            (-70.0, 92.0),
            (-98.0, 60.0),
            (-104.0, 12.0),
            (-98.0, -30.0),
        ];
        for (k, &(x, z)) in colon.iter().enumerate() {
            for m in 0..3 {
                let seed = 40 * k as u32 + 10 * m;
                let shift = |n: u32, mm: f64| (uniform(0xC010, seed + n) - 0.5) * mm;
                let centre =
                    l4 + DVec3::new(x + shift(0, 30.0), front - 14.0 + shift(1, 26.0), z + shift(2, 26.0));
                let size = 6.0 + 9.0 * uniform(0xC010, seed + 3);
                let semi = [size * (1.0 + 0.5 * uniform(0xC010, seed + 4)), size, size * 0.85];
                self.solids.push(Solid::ball(centre, semi, GAS * 0.8));
            }
        }
    }
}

/// Heights of the vertebral bodies' middles, from the fourth lumbar upwards, mm.
fn levels(l4: f64) -> Vec<f64> {
    let mut z = l4;
    let mut levels = vec![z];
    for pair in PITCH.windows(2) {
        z += 0.5 * (pair[0] + pair[1]);
        levels.push(z);
    }
    levels
}

/// A curve through a few points.
fn smooth(points: &[DVec3]) -> Vec<DVec3> {
    crate::model::Centreline::through(points, (1.0, 1.0)).map_or_else(Vec::new, |line| line.points().to_vec())
}
