//! A simple body around the vessels, so that a fluoroscopic picture reads as a trunk: soft tissue, lungs, spine,
//! ribs, bowel gas, and limbs along the arteries that leave the trunk. The pelvis is in `pelvis`.
//!
//! Everything is authored for the eye: proportions of an adult, hung on the landmarks of the vessel tree and
//! widened with the patient's weight. Attenuations are differences to soft tissue at 50 keV: water 0.227/cm
//! (`S145`); gas removes that; bone adds an authored average of its spongy and its hard part.

use glam::DVec3;

use super::gantry::Camera;
use super::landmarks::Landmarks;
use super::map::Map;
use super::noise::uniform;
use super::pelvis;
use super::solid::Solid;
use super::tube::Tube;
use crate::math;
use crate::model::VesselGraph;

/// Soft tissue, 1/mm (`S145`: water).
pub(super) const TISSUE: f64 = 0.0227;
/// Spongy bone above soft tissue, 1/mm.
pub(super) const SPONGY: f64 = 0.014;
/// Hard bone above soft tissue, 1/mm.
pub(super) const HARD: f64 = 0.050;
/// Lung below soft tissue, 1/mm.
const LUNG: f64 = -0.0095;
/// Gas below soft tissue, 1/mm.
const GAS: f64 = -0.019;
/// Half width and half depth of the trunk, mm.
const WIDE_MM: f64 = 165.0;
const DEEP_MM: f64 = 108.0;
/// Radius of a limb, mm.
const LIMB_MM: f64 = 38.0;
/// From this share of the beam across the body, arms are laid above the head.
const STEEP: f64 = 0.5;
/// Loops of colon with gas: right and up from the fourth lumbar vertebra, mm.
const COLON: [(f64, f64); 10] = [
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
    /// Ellipsoids and drums that stand still.
    pub(super) solids: Vec<Solid>,
    /// Those that breathing moves.
    organs: Vec<Solid>,
    /// Bent bones; a hollow bone is a tube of marrow in a tube of hard bone.
    pub(super) rods: Vec<Rod>,
}

/// A tube of bone.
#[derive(Clone, Debug)]
pub(super) struct Rod {
    /// Its course.
    pub(super) tube: Tube,
    /// Attenuation that it adds, 1/mm.
    pub(super) mu: f64,
    /// Part of an arm, which is taken out of the beam for steep views.
    pub(super) arm: bool,
    /// Share of its length over which it ends in cartilage, which adds nothing.
    pub(super) fades: f64,
}

impl Body {
    /// A body of this weight around the vessels.
    pub(super) fn new(graph: &VesselGraph, landmarks: &Landmarks, weight_kg: f64) -> Self {
        let mut body = Self::default();
        let girth = (weight_kg.clamp(35.0, 180.0) / USUAL_KG).sqrt();
        let levels = levels(landmarks.l4.z);
        body.trunk(landmarks, girth, &levels);
        body.vertebra(landmarks, landmarks.l4.z - PITCH[0], PITCH[0], 0);
        for (i, &z) in levels.iter().enumerate() {
            body.vertebra(landmarks, z, PITCH[i], i);
        }
        for (i, &z) in levels.iter().enumerate().skip(T12) {
            body.ribs(landmarks.spine_at(z), i - T12);
        }
        pelvis::add(&mut body, landmarks.l4);
        body.bowel(landmarks.l4, girth);
        body.limbs(graph, landmarks.spine_at(levels[2]), girth);
        body
    }

    /// Optical density of the body: what stands still, and what the organs that move add to it or take away.
    pub(super) fn picture(&self, camera: &Camera) -> (Map, Map) {
        let (mut map, mut organs) = (camera.blank(), camera.blank());
        for solid in &self.solids {
            solid.draw(camera, &mut map);
        }
        for organ in &self.organs {
            organ.draw(camera, &mut organs);
        }
        for rod in &self.rods {
            let Some(end) = rod.tube.vertices.last() else { continue };
            if rod.arm && camera.across().abs() > STEEP {
                continue;
            }
            let bone = |arc: f64| ((1.0 - arc / end.arc) / rod.fades.max(1e-6)).min(1.0);
            rod.tube.draw_with(|arc| rod.mu * bone(arc), camera, &mut map);
        }
        // no gas where there is no body
        for (organ, body) in organs.data.iter_mut().zip(&map.data) {
            *organ = organ.max(-body);
        }
        (map, organs)
    }

    /// Height of the diaphragm's left dome.
    pub(super) fn dome(landmarks: &Landmarks) -> f64 {
        levels(landmarks.l4.z)[T12 + 2]
    }

    /// A bent bone through a few points.
    pub(super) fn bone(&mut self, points: &[DVec3], radius_mm: f64, mu: f64) {
        let points = crate::model::Centreline::through(points, (1.0, 1.0))
            .map_or_else(Vec::new, |l| l.points().to_vec());
        self.rods.push(Rod { tube: Tube::uniform(&points, radius_mm), mu, arm: false, fades: 0.0 });
    }

    fn trunk(&mut self, landmarks: &Landmarks, girth: f64, levels: &[f64]) {
        let middle = landmarks.spine_at(levels[2]) + DVec3::Y * 38.0;
        let upright = (landmarks.spine_at(levels[10]) - landmarks.l4).normalize_or(DVec3::Z);
        let trunk = Solid::drum(middle, [WIDE_MM * girth, DEEP_MM * girth, 900.0], TISSUE);
        self.solids.push(trunk.turned(DVec3::X, upright));
        let dome = levels[T12 + 2];
        for side in [-1.0, 1.0] {
            // the liver lifts the right dome
            let base = dome + if side > 0.0 { 14.0 } else { 0.0 };
            let centre = landmarks.spine_at(base) + DVec3::new(side * 78.0, 42.0, 115.0);
            self.organs.push(Solid::ball(centre, [62.0, 85.0, 145.0], LUNG));
            let psoas = landmarks.l4 + DVec3::new(side * 42.0, 12.0, 20.0);
            let psoas = Solid::ball(psoas, [20.0, 20.0, 95.0], 0.0016);
            self.solids.push(psoas.turned(DVec3::X, DVec3::new(side * 0.12, 0.0, -1.0).normalize()));
            let level = levels[2] + if side > 0.0 { -10.0 } else { 4.0 };
            let kidney = Solid::ball(
                landmarks.spine_at(level) + DVec3::new(side * 62.0, 8.0, 0.0),
                [27.0, 24.0, 55.0],
                0.0022,
            );
            self.organs.push(kidney.turned(DVec3::X, DVec3::new(side * 0.25, 0.0, -1.0).normalize()));
        }
        let liver = landmarks.spine_at(dome) + DVec3::new(66.0, 45.0, -42.0);
        self.organs.push(Solid::ball(liver, [86.0, 75.0, 70.0], 0.0024));
        let spleen = landmarks.spine_at(dome) + DVec3::new(-96.0, -4.0, -30.0);
        self.organs.push(Solid::ball(spleen, [30.0, 42.0, 48.0], 0.0020));
        let heart = landmarks.spine_at(dome + 62.0) + DVec3::new(-30.0, 72.0, 0.0);
        self.organs.push(Solid::ball(heart, [58.0, 46.0, 52.0], 0.0085));
    }

    fn vertebra(&mut self, landmarks: &Landmarks, z: f64, pitch: f64, level: usize) {
        let at = landmarks.spine_at(z);
        let up = (landmarks.spine_at(z + 10.0) - landmarks.spine_at(z - 10.0)).normalize();
        let scale = if level < T12 { 1.0 } else { 1.0 - 0.03 * (level - T12) as f64 };
        let half = 0.5 * pitch - if level < T12 { 4.5 } else { 2.5 };
        let (wide, deep) = (23.5 * scale, 17.0 * scale);
        let mut drum = |shift: f64, semi, mu| {
            self.solids.push(Solid::drum(at + up * shift, semi, mu).turned(DVec3::X, up));
        };
        // a waisted shell of hard bone around spongy bone, with end plates
        drum(0.0, [wide * 0.92, deep * 0.92, half - 3.0], HARD * 0.8);
        drum(0.0, [wide * 0.92 - 1.2, deep * 0.92 - 1.2, half - 3.0], SPONGY - HARD * 0.8);
        for side in [-1.0, 1.0] {
            drum(side * (half - 2.2), [wide, deep, 1.2], SPONGY * 1.2);
            drum(side * (half - 0.6), [wide * 0.98, deep * 0.98, 0.7], HARD * 0.8);
        }
        let back = |x: f64, y: f64, z: f64| at + DVec3::X * x - DVec3::Y * y + up * z;
        for side in [-1.0, 1.0] {
            let pedicle = back(side * 14.0 * scale, 20.0 * scale, 0.2 * pitch);
            self.solids.push(Solid::ball(pedicle, [4.2, 9.0, 6.5], HARD * 0.6));
            self.solids.push(Solid::ball(pedicle, [2.8, 9.0, 5.0], -HARD * 0.3));
            let facet = back(side * 16.0 * scale, 33.0 * scale, -0.25 * pitch);
            self.solids.push(Solid::ball(facet, [5.5, 6.0, 0.40 * pitch], HARD * 0.35));
            let reach = if level < T12 { 40.0 } else { 29.0 };
            let tip = back(side * reach * scale, 30.0 * scale, 0.22 * pitch);
            let middle = back(side * 0.6 * reach * scale, 29.0 * scale, 0.24 * pitch);
            self.bone(&[back(side * 12.0, 27.0 * scale, 0.15 * pitch), middle, tip], 3.4, HARD * 0.4);
        }
        let spine = back(0.0, 46.0 * scale, -0.22 * pitch);
        self.solids.push(Solid::ball(spine, [2.8, 16.0, 0.30 * pitch], HARD * 0.4));
        let lamina = back(0.0, 33.0 * scale, -0.05 * pitch);
        self.solids.push(Solid::ball(lamina, [14.0, 4.0, 0.3 * pitch], HARD * 0.35));
    }

    /// One pair: round the chest from the spine, falling towards the front; the last ones are short.
    fn ribs(&mut self, spine: DVec3, above_twelfth: usize) {
        let reach = match above_twelfth {
            0 => 0.30,
            1 => 0.48,
            2..=11 => 0.80,
            _ => return,
        };
        let wide = 128.0 - 7.0 * (above_twelfth as f64 - 4.0).max(0.0);
        for side in [-1.0, 1.0] {
            let points: Vec<DVec3> = (0..=28)
                .map(|k| {
                    let turn = f64::from(k) / 28.0 * reach * math::PI;
                    let (out, front) = (math::sin(turn), -math::cos(turn));
                    let rise = 4.0 * out - 40.0 * (1.0 + front);
                    let start = 16.0 * (1.0 - out);
                    let across = DVec3::new(
                        side * (wide * out + start),
                        42.0 + 84.0 * front + 20.0 * (1.0 - out),
                        0.0,
                    );
                    spine + across + DVec3::Z * rise
                })
                .collect();
            for (radius, mu) in [(5.2, HARD * 0.75), (3.9, SPONGY * 0.6 - HARD * 0.75)] {
                self.rods.push(Rod {
                    tube: Tube::uniform(&points, radius).divided(|_| 12.0),
                    mu,
                    arm: false,
                    fades: 0.25,
                });
            }
        }
    }

    /// Gas in the stomach's vault and along the colon.
    fn bowel(&mut self, l4: DVec3, girth: f64) {
        let front = 42.0 + 40.0 * girth;
        let stomach = l4 + DVec3::new(-70.0, front - 16.0, 176.0);
        self.organs.push(Solid::ball(stomach, [27.0, 20.0, 19.0], GAS));
        for (k, &(x, z)) in COLON.iter().enumerate() {
            for m in 0..3 {
                let draw = |n: u32| uniform(0xC010, 40 * k as u32 + 10 * m + n);
                let shift = |n: u32, mm: f64| (draw(n) - 0.5) * mm;
                let centre =
                    l4 + DVec3::new(x + shift(0, 34.0), front - 14.0 + shift(1, 26.0), z + shift(2, 30.0));
                let size = 4.0 + 9.0 * draw(3);
                let semi = [size * (1.0 + 0.6 * draw(4)), size, size * (0.7 + 0.4 * draw(5))];
                self.organs.push(Solid::ball(centre, semi, GAS * (0.5 + 0.4 * draw(6))));
            }
        }
    }

    /// Soft tissue and a bone along arteries outside the trunk; of two beside each other the first has the limb.
    fn limbs(&mut self, graph: &VesselGraph, middle: DVec3, girth: f64) {
        let inside = |p: DVec3| {
            let (x, y) = ((p.x - middle.x) / (WIDE_MM * girth), (p.y - middle.y) / (DEEP_MM * girth));
            x * x + y * y < 0.9
        };
        let mut limbs: Vec<DVec3> = Vec::new();
        for line in graph.segments().iter().filter_map(|s| s.centreline()) {
            let half = line.point_at(0.5 * line.length_mm());
            let far = line.points().iter().filter(|&&p| !inside(p)).count() * 2 > line.points().len();
            if !far || line.length_mm() < 60.0 || limbs.iter().any(|l| l.distance(half) < 2.0 * LIMB_MM) {
                continue;
            }
            limbs.push(half);
            let arm = half.z > middle.z - 350.0;
            let outwards = DVec3::new(half.x - middle.x, -6.0, 0.0).normalize_or(DVec3::X);
            let course: Vec<DVec3> = line.points().iter().map(|&p| p + outwards * 8.0).collect();
            let beside: Vec<DVec3> = line.points().iter().map(|&p| p + outwards * 18.0).collect();
            let rod = |points: &[DVec3], radius, mu| Rod {
                tube: Tube::uniform(points, radius),
                mu,
                arm,
                fades: 0.0,
            };
            self.rods.push(rod(&course, LIMB_MM, TISSUE));
            self.rods.push(rod(&beside, 9.5, HARD));
            self.rods.push(rod(&beside, 6.0, SPONGY * 0.4 - HARD));
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
