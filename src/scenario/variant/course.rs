//! The course of a vessel, drawn anew between the same ends.
//!
//! Stretched: every point of the course moves away from the straight line between the ends, or towards it, by the same
//! factor s, found by bisection so that the length is the wanted one; a course can be no shorter than that line. Turned: the
//! points of the first half are turned about an axis through the origin, less the further away they are. Left out: what lies
//! behind stays where it is, so that cases that were drawn on the anatomy still fit.

use glam::{DQuat, DVec3};

use super::super::raw;
use crate::math;
use crate::model::Centreline;

/// Share of the way from which a turned course is as it was.
const TURNED: f64 = 0.5;
/// Most that a course moves from its line, as a factor on how far it is from there.
const MOST: f64 = 6.0;
/// Halvings of the factor.
const HALVINGS: usize = 40;
/// Bow of a course that is drawn straight, as a share of its length: what there is to stretch.
const BOW: f64 = 0.08;

/// A course: points between the two ends.
pub(super) struct Course {
    from: DVec3,
    via: Vec<DVec3>,
    to: DVec3,
}

/// Draws the course of a segment anew; a published length no longer holds.
pub(super) fn redraw(anatomy: &mut raw::Anatomy, id: &str, change: impl FnOnce(&Course) -> Vec<DVec3>) {
    let place = |id: &str| anatomy.nodes.iter().find(|node| node.id == id).map(|node| vector(node.at));
    let Some(segment) = anatomy.segments.iter().find(|s| s.id == id) else { return };
    let (Some(from), Some(to)) = (place(&segment.from), place(&segment.to)) else { return };
    let course = Course { from, via: segment.via.iter().copied().map(vector).collect(), to };
    let via = change(&course.bowed());
    for segment in anatomy.segments.iter_mut().filter(|s| s.id == id) {
        segment.via = via.iter().map(|p| (short(p.x), short(p.y), short(p.z))).collect();
        segment.length_mm = None;
        segment.provenance.remove("length_mm");
    }
}

impl Course {
    /// With points to move: one that has none is given a slight bow, to the front or else to the right.
    fn bowed(self) -> Self {
        if !self.via.is_empty() {
            return self;
        }
        let way = self.to - self.from;
        let aside = way.cross(DVec3::X).try_normalize().or(way.cross(DVec3::Y).try_normalize());
        let bow = aside.unwrap_or(DVec3::Z) * BOW * way.length();
        let at = |t: f64| self.from + way * t + bow;
        Self { via: vec![at(1.0 / 3.0), at(2.0 / 3.0)], ..self }
    }

    fn length_mm(&self, via: &[DVec3]) -> f64 {
        let control: Vec<DVec3> = [&[self.from], via, &[self.to]].concat();
        Centreline::through(&control, (1.0, 1.0)).map_or(0.0, |line| line.length_mm())
    }

    fn moved(&self, factor: f64) -> Vec<DVec3> {
        let way = self.to - self.from;
        let square = way.length_squared().max(f64::MIN_POSITIVE);
        let foot = |p: DVec3| self.from + way * ((p - self.from).dot(way) / square);
        self.via.iter().map(|&p| foot(p) + (p - foot(p)) * factor).collect()
    }

    /// Longer or shorter by a factor.
    pub(super) fn stretched(&self, factor: f64) -> Vec<DVec3> {
        let wanted = factor * self.length_mm(&self.via);
        let (mut low, mut high) = (0.0, MOST);
        for _ in 0..HALVINGS {
            let middle = 0.5 * (low + high);
            if self.length_mm(&self.moved(middle)) < wanted {
                low = middle;
            } else {
                high = middle;
            }
        }
        self.moved(high)
    }

    /// Turned where it takes off.
    pub(super) fn turned(&self, axis: raw::Point, deg: f64) -> Vec<DVec3> {
        let axis = vector(axis).normalize_or_zero();
        let count = self.via.len() as f64 + 1.0;
        let point = |(i, &p): (usize, &DVec3)| {
            let left = 1.0 - (i as f64 + 1.0) / count / TURNED;
            let half = 0.5 * deg.to_radians() * left.max(0.0);
            // made of the one sine and cosine that are the same everywhere
            let (sin, cos) = (math::sin(half), math::cos(half));
            let turn = DQuat::from_xyzw(axis.x * sin, axis.y * sin, axis.z * sin, cos);
            self.from + turn * (p - self.from)
        };
        self.via.iter().enumerate().map(point).collect()
    }
}

fn vector(at: raw::Point) -> DVec3 {
    DVec3::new(at.0, at.1, at.2)
}

/// To a tenth of a thousandth of a millimetre: short in a file.
pub(super) fn short(mm: f64) -> f64 {
    (mm * 1e4).round() / 1e4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arch() -> Course {
        Course {
            from: DVec3::ZERO,
            via: vec![DVec3::new(10.0, 6.0, 0.0), DVec3::new(20.0, 6.0, 0.0)],
            to: DVec3::new(30.0, 0.0, 0.0),
        }
    }

    #[test]
    fn a_stretched_course_has_the_wanted_length() {
        let arch = arch();
        let drawn = arch.length_mm(&arch.via);
        for factor in [0.97, 1.0, 1.1, 1.5] {
            let length = arch.length_mm(&arch.stretched(factor));
            assert!((length / drawn - factor).abs() < 1e-6, "{factor}: {length}");
        }
        let shortest = arch.length_mm(&arch.stretched(0.5));
        assert!((shortest - 30.0).abs() < 1e-6, "no shorter than the way: {shortest}");
        let straight = Course { via: Vec::new(), ..arch }.bowed();
        let bowed = straight.length_mm(&straight.via);
        assert!((straight.length_mm(&straight.stretched(1.2)) / bowed - 1.2).abs() < 1e-3);
    }

    #[test]
    fn a_turned_course_takes_off_at_another_angle() {
        let course = Course {
            from: DVec3::ZERO,
            via: (1..10).map(|i| DVec3::new(f64::from(i), 0.0, 0.0)).collect(),
            to: DVec3::new(10.0, 0.0, 0.0),
        };
        let turned = course.turned((0.0, 0.0, 2.0), 40.0);
        let first = turned[0];
        assert!(
            (math::atan2(first.y, first.x).to_degrees() - 32.0).abs() < 1e-9,
            "0.8 of the angle, {first}"
        );
        assert!((first.length() - 1.0).abs() < 1e-12);
        assert_eq!(turned[5..], course.via[5..], "the far half stays");
    }
}
