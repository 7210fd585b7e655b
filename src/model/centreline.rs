//! The centre-line of a vessel: a curve through control points with a radius along it.

use glam::DVec3;

use crate::math;

/// Greatest distance between neighbouring samples of a centre-line.
const SAMPLE_MM: f64 = 2.0;

/// A sampled curve with the radius at each sample. Positions are patient coordinates RAS in mm
/// (+x right, +y anterior, +z superior).
#[derive(Clone, Debug)]
pub struct Centreline {
    points: Vec<DVec3>,
    radii_mm: Vec<f64>,
    arc_mm: Vec<f64>,
}

impl Centreline {
    /// Catmull-Rom curve (centripetal end tangents by reflection) through `control`, with the radius going
    /// linearly along the arc from `radius_mm.0` to `radius_mm.1`.
    ///
    /// `None` when fewer than two distinct points are given.
    pub fn through(control: &[DVec3], radius_mm: (f64, f64)) -> Option<Self> {
        let mut points = Vec::new();
        for (i, pair) in control.windows(2).enumerate() {
            let before = if i == 0 { 2.0 * pair[0] - pair[1] } else { control[i - 1] };
            let after = control.get(i + 2).copied().unwrap_or(2.0 * pair[1] - pair[0]);
            let steps = (pair[0].distance(pair[1]) / SAMPLE_MM).ceil().max(1.0);
            let count = steps as usize;
            for k in 0..count {
                points.push(catmull_rom([before, pair[0], pair[1], after], k as f64 / steps));
            }
        }
        points.push(*control.last()?);
        points.dedup_by(|a, b| a.distance_squared(*b) < 1e-12);
        if points.len() < 2 {
            return None;
        }
        let mut arc_mm = vec![0.0];
        for pair in points.windows(2) {
            arc_mm.push(arc_mm[arc_mm.len() - 1] + pair[0].distance(pair[1]));
        }
        let length = arc_mm[arc_mm.len() - 1];
        let radii_mm = arc_mm.iter().map(|s| math::lerp(radius_mm.0, radius_mm.1, s / length)).collect();
        Some(Self { points, radii_mm, arc_mm })
    }

    /// Length along the curve in mm.
    pub fn length_mm(&self) -> f64 {
        self.arc_mm[self.arc_mm.len() - 1]
    }

    /// The samples, from start to end.
    pub fn points(&self) -> &[DVec3] {
        &self.points
    }

    /// Radius at each sample, mm.
    pub fn radii_mm(&self) -> &[f64] {
        &self.radii_mm
    }

    /// Arc length from the start at each sample, mm.
    pub fn arc_mm(&self) -> &[f64] {
        &self.arc_mm
    }

    /// Position at `s` mm from the start (clamped to the curve).
    pub fn point_at(&self, s: f64) -> DVec3 {
        let (i, t) = self.locate(s);
        self.points[i].lerp(self.points[i + 1], t)
    }

    /// Radius in mm at `s` mm from the start (clamped to the curve).
    pub fn radius_at(&self, s: f64) -> f64 {
        let (i, t) = self.locate(s);
        math::lerp(self.radii_mm[i], self.radii_mm[i + 1], t)
    }

    /// Unit tangent at `s` mm from the start, towards the end.
    pub fn tangent_at(&self, s: f64) -> DVec3 {
        let (i, _) = self.locate(s);
        (self.points[i + 1] - self.points[i]).normalize()
    }

    /// Smallest radius of the whole segment, mm.
    pub fn min_radius_mm(&self) -> f64 {
        self.radii_mm[0].min(self.radii_mm[self.radii_mm.len() - 1])
    }

    /// Lumen volume in mm³ of the part from the start to `s` (linear taper: exact frustum).
    pub fn volume_to_mm3(&self, s: f64) -> f64 {
        let (a, b) = (self.radii_mm[0], self.radius_at(s));
        math::PI * s.clamp(0.0, self.length_mm()) * (a * a + a * b + b * b) / 3.0
    }

    /// Lumen volume in mm³.
    pub fn volume_mm3(&self) -> f64 {
        self.volume_to_mm3(self.length_mm())
    }

    fn locate(&self, s: f64) -> (usize, f64) {
        let s = s.clamp(0.0, self.length_mm());
        let i = self.arc_mm.partition_point(|&a| a <= s).clamp(1, self.points.len() - 1) - 1;
        (i, (s - self.arc_mm[i]) / (self.arc_mm[i + 1] - self.arc_mm[i]))
    }
}

fn catmull_rom(p: [DVec3; 4], t: f64) -> DVec3 {
    let [p0, p1, p2, p3] = p;
    0.5 * (2.0 * p1
        + (p2 - p0) * t
        + (2.0 * p0 - 5.0 * p1 + 4.0 * p2 - p3) * (t * t)
        + (3.0 * p1 - p0 - 3.0 * p2 + p3) * (t * t * t))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn straight() -> Centreline {
        Centreline::through(&[DVec3::ZERO, DVec3::new(0.0, 0.0, 30.0)], (2.0, 1.0)).expect("two points")
    }

    #[test]
    fn straight_line_is_straight() {
        let line = straight();
        assert!((line.length_mm() - 30.0).abs() < 1e-9);
        assert!((line.point_at(7.5).z - 7.5).abs() < 1e-9);
        assert!((line.radius_at(15.0) - 1.5).abs() < 1e-9);
        assert!((line.tangent_at(30.0).z - 1.0).abs() < 1e-12);
    }

    #[test]
    fn volume_of_a_frustum() {
        let line = straight();
        assert!((line.volume_mm3() - PI_FRUSTUM).abs() < 1e-9);
        assert!(line.volume_to_mm3(15.0) < line.volume_mm3());
    }
    const PI_FRUSTUM: f64 = math::PI * 30.0 * 7.0 / 3.0;

    #[test]
    fn curve_passes_its_control_points() {
        let control = [DVec3::ZERO, DVec3::new(5.0, 8.0, 10.0), DVec3::new(0.0, 0.0, 25.0)];
        let line = Centreline::through(&control, (1.0, 1.0)).expect("three points");
        for c in control {
            assert!(line.points().iter().any(|p| p.distance(c) < 1e-9));
        }
    }

    #[test]
    fn one_point_is_no_line() {
        assert!(Centreline::through(&[DVec3::ZERO], (1.0, 1.0)).is_none());
        assert!(Centreline::through(&[DVec3::ONE, DVec3::ONE], (1.0, 1.0)).is_none());
    }
}
