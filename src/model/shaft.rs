//! The mechanical make-up of a device: stiffness along it, the shape it has at rest, how it slides.

use glam::DVec2;

use crate::math;

/// Stiffness at one place; between places it is linear, beyond the last it stays.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stiffness {
    /// Distance from the tip, mm.
    pub from_tip_mm: f64,
    /// Bending stiffness EI, N·mm².
    pub bend_n_mm2: f64,
    /// Torsional stiffness GJ, N·mm².
    pub twist_n_mm2: f64,
}

/// A stretch of the shape at rest, an arc.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bend {
    /// Length of the arc, mm.
    pub length_mm: f64,
    /// Angle through which it turns, degrees.
    pub turn_deg: f64,
    /// Plane of the arc, turned about the shaft from the first one's, degrees.
    pub plane_deg: f64,
}

/// The make-up of one device. Ordered from the tip.
#[derive(Clone, Debug, PartialEq)]
pub struct Shaft {
    stiffness: Vec<Stiffness>,
    bends: Vec<Bend>,
    /// Ends of the arcs (mm from the tip), and the turn from the tip to there in the planes 0° and 90°, rad.
    turned: Vec<(f64, DVec2)>,
    /// Coulomb friction against a wet wall.
    pub friction: f64,
}

impl Shaft {
    /// A device of this stiffness (at least one place; sorted here), shape and friction.
    ///
    /// `None` when there is no place, or a number is not finite, a stiffness not positive, a length or friction negative.
    pub fn new(mut stiffness: Vec<Stiffness>, bends: Vec<Bend>, friction: f64) -> Option<Self> {
        let sound = |s: &Stiffness| {
            s.from_tip_mm >= 0.0
                && s.bend_n_mm2 > 0.0
                && s.twist_n_mm2 > 0.0
                && (s.from_tip_mm + s.bend_n_mm2 + s.twist_n_mm2).is_finite()
        };
        let drawn = |b: &Bend| b.length_mm > 0.0 && (b.length_mm + b.turn_deg + b.plane_deg).is_finite();
        let slides = friction >= 0.0 && friction.is_finite();
        if stiffness.is_empty() || !slides || !stiffness.iter().all(sound) || !bends.iter().all(drawn) {
            return None;
        }
        stiffness.sort_by(|a, b| a.from_tip_mm.total_cmp(&b.from_tip_mm));
        let mut turned = vec![(0.0, DVec2::ZERO)];
        for bend in &bends {
            let (end, sum) = turned[turned.len() - 1];
            let plane = bend.plane_deg.to_radians();
            let turn = bend.turn_deg.to_radians() * DVec2::new(math::cos(plane), math::sin(plane));
            turned.push((end + bend.length_mm, sum + turn));
        }
        Some(Self { stiffness, bends, turned, friction })
    }

    /// The same stiffness everywhere, straight.
    pub fn uniform(bend_n_mm2: f64, twist_n_mm2: f64, friction: f64) -> Option<Self> {
        Self::new(vec![Stiffness { from_tip_mm: 0.0, bend_n_mm2, twist_n_mm2 }], Vec::new(), friction)
    }

    /// The same with one arc at its tip in place of its shape; `None` as for [`Shaft::new`].
    pub fn with_tip(self, length_mm: f64, turn_deg: f64) -> Option<Self> {
        Self::new(self.stiffness, vec![Bend { length_mm, turn_deg, plane_deg: 0.0 }], self.friction)
    }

    /// EI and GJ (N·mm²) at a distance from the tip.
    pub fn stiffness_at(&self, from_tip_mm: f64) -> (f64, f64) {
        let after = self.stiffness.iter().position(|s| s.from_tip_mm > from_tip_mm);
        let pair = |s: &Stiffness| (s.bend_n_mm2, s.twist_n_mm2);
        match after {
            Some(0) => pair(&self.stiffness[0]),
            None => pair(&self.stiffness[self.stiffness.len() - 1]),
            Some(i) => {
                let (a, b) = (&self.stiffness[i - 1], &self.stiffness[i]);
                let t = (from_tip_mm - a.from_tip_mm) / (b.from_tip_mm - a.from_tip_mm);
                (math::lerp(a.bend_n_mm2, b.bend_n_mm2, t), math::lerp(a.twist_n_mm2, b.twist_n_mm2, t))
            }
        }
    }

    /// Torque response: by how much the tip, held by nothing, lags behind a hub that is turned against a torque of 1 N·mm
    /// all along, ∫ ds / GJ over the length, degrees per N·mm.
    pub fn wind_up_deg_per_n_mm(&self, length_mm: f64) -> f64 {
        const STEPS: u32 = 2000;
        let step = length_mm / f64::from(STEPS);
        let sum = (0..STEPS).map(|i| step / self.stiffness_at((f64::from(i) + 0.5) * step).1).sum::<f64>();
        sum.to_degrees()
    }

    /// Length of the shaped part, mm from the tip.
    pub fn shaped_mm(&self) -> f64 {
        self.turned[self.turned.len() - 1].0
    }

    /// Turn of the shape at rest between two distances from the tip, in the planes 0° and 90°, rad.
    pub fn turn_between(&self, near_mm: f64, far_mm: f64) -> DVec2 {
        self.turn_to(far_mm) - self.turn_to(near_mm)
    }

    /// The places at which the stiffness is given, from the tip.
    pub fn stiffness(&self) -> &[Stiffness] {
        &self.stiffness
    }

    /// The arcs of the shape at rest, from the tip.
    pub fn bends(&self) -> &[Bend] {
        &self.bends
    }

    fn turn_to(&self, from_tip_mm: f64) -> DVec2 {
        for pair in self.turned.windows(2) {
            let ((start, before), (end, after)) = (pair[0], pair[1]);
            if from_tip_mm < end {
                return before.lerp(after, ((from_tip_mm - start) / (end - start)).max(0.0));
            }
        }
        self.turned[self.turned.len() - 1].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stiffness_is_linear_between_places() {
        let at =
            |from_tip_mm, bend_n_mm2| Stiffness { from_tip_mm, bend_n_mm2, twist_n_mm2: 2.0 * bend_n_mm2 };
        let shaft = Shaft::new(vec![at(100.0, 30.0), at(20.0, 10.0)], Vec::new(), 0.1).unwrap();
        assert_eq!(shaft.stiffness_at(0.0), (10.0, 20.0));
        assert_eq!(shaft.stiffness_at(60.0), (20.0, 40.0));
        assert_eq!(shaft.stiffness_at(500.0), (30.0, 60.0));
        assert!(Shaft::new(Vec::new(), Vec::new(), 0.1).is_none());
        assert!(Shaft::new(vec![at(0.0, -1.0)], Vec::new(), 0.1).is_none());
    }

    #[test]
    fn a_uniform_shaft_winds_up_by_its_length_over_its_stiffness() {
        let shaft = Shaft::uniform(100.0, 50.0, 0.1).unwrap();
        assert!((shaft.wind_up_deg_per_n_mm(800.0) - (800.0_f64 / 50.0).to_degrees()).abs() < 1e-9);
    }

    #[test]
    fn the_turn_adds_up_along_the_arcs() {
        let bend = |length_mm, turn_deg, plane_deg| Bend { length_mm, turn_deg, plane_deg };
        let line = vec![Stiffness { from_tip_mm: 0.0, bend_n_mm2: 1.0, twist_n_mm2: 1.0 }];
        let shaft = Shaft::new(line, vec![bend(10.0, 90.0, 0.0), bend(20.0, 60.0, 90.0)], 0.1).unwrap();
        assert!((shaft.turn_between(0.0, 5.0).x - math::PI / 4.0).abs() < 1e-12);
        assert!((shaft.turn_between(5.0, 1e3) - DVec2::new(math::PI / 4.0, math::PI / 3.0)).length() < 1e-12);
        assert_eq!(shaft.turn_between(30.0, 40.0), DVec2::ZERO);
        assert_eq!(shaft.shaped_mm(), 30.0);
    }
}
