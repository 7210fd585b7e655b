//! Where the source, the patient and the detector are, and which pixel a point of the patient lands on.
//!
//! A C-arm turns about the isocentre. The source is below the table, so that in the frontal (AP) position the beam
//! leaves the patient at the front and the picture is seen as one faces the patient: the patient's right is on the
//! left of the image, the head on top. A view is named by the side of the detector: LAO turns it to the patient's
//! left, cranial to the head (`S152`, `S153`).
//!
//! Camera coordinates: origin at the source, x to the right of the image, y up, z along the central ray, mm.

use glam::{DVec3, Vec3};

use super::map::Map;
use crate::math;
use crate::sim::snapshot::ImagingView;

/// Source to isocentre, mm (authored: usual for angiographic C-arms).
const SOURCE_ISOCENTRE_MM: f64 = 765.0;
/// Source to detector when none was chosen, mm (authored: usual working distance).
pub const SOURCE_DETECTOR_MM: f64 = 1100.0;
/// The smallest field that is drawn, mm: keeps the geometry finite when no field was chosen yet.
const LEAST_FIELD_MM: f64 = 40.0;

/// Position of the imaging system relative to the patient.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gantry {
    /// Left anterior oblique positive, degrees.
    pub lao_deg: f64,
    /// Cranial positive, degrees.
    pub cranial_deg: f64,
    /// Point of the patient in the isocentre, RAS mm.
    pub centre_mm: DVec3,
    /// Field width at the detector, mm.
    pub field_mm: f64,
    /// Source to isocentre, mm.
    pub source_isocentre_mm: f64,
    /// Source to detector, mm.
    pub source_detector_mm: f64,
    /// Width and height that the shutters leave open, mm at the detector.
    pub shutters_mm: (f64, f64),
}

impl From<&ImagingView> for Gantry {
    fn from(view: &ImagingView) -> Self {
        let usual = Self::new(view.lao_deg, view.cranial_deg, view.centre_mm, view.field_mm);
        let chosen = |mm: f64, otherwise: f64| if mm > 0.0 { mm } else { otherwise };
        Self {
            source_detector_mm: chosen(view.source_detector_mm, usual.source_detector_mm),
            shutters_mm: (
                chosen(view.shutters_mm.0, usual.field_mm),
                chosen(view.shutters_mm.1, usual.field_mm),
            ),
            ..usual
        }
    }
}

impl Gantry {
    /// At the usual distances, with open shutters.
    pub fn new(lao_deg: f64, cranial_deg: f64, centre_mm: DVec3, field_mm: f64) -> Self {
        let field_mm = field_mm.max(LEAST_FIELD_MM);
        Self {
            lao_deg,
            cranial_deg,
            centre_mm,
            field_mm,
            source_isocentre_mm: SOURCE_ISOCENTRE_MM,
            source_detector_mm: SOURCE_DETECTOR_MM,
            shutters_mm: (field_mm, field_mm),
        }
    }

    /// How much larger than itself a thing at the isocentre appears on the detector.
    pub fn magnification(&self) -> f64 {
        self.source_detector_mm / self.source_isocentre_mm
    }

    /// Width of a pixel at the isocentre, mm, of a picture `size` pixels wide.
    pub fn pixel_mm(&self, size: usize) -> f64 {
        self.field_mm / size as f64 / self.magnification()
    }

    /// Where a point of the patient (RAS mm) appears, in pixels from the upper left corner of a square picture of
    /// `size` pixels; `None` behind the source. Points outside the field give pixels outside the picture.
    pub fn project(&self, point_mm: DVec3, size: usize) -> Option<(f64, f64)> {
        let p = self.camera(point_mm);
        if p.z < 1.0 {
            return None;
        }
        let scale = self.source_detector_mm / p.z * size as f64 / self.field_mm;
        let middle = size as f64 / 2.0;
        Some((middle + p.x * scale, middle - p.y * scale))
    }

    /// The point in the plane of the isocentre (RAS mm) that appears at a pixel: the inverse of `project` there.
    pub fn unproject(&self, pixel: (f64, f64), size: usize) -> DVec3 {
        let axes = self.axes();
        let middle = size as f64 / 2.0;
        let mm = self.pixel_mm(size);
        self.centre_mm + axes.right * ((pixel.0 - middle) * mm) + axes.up * ((middle - pixel.1) * mm)
    }

    /// Length between two pixels as if both lay in the plane of the isocentre, mm. A thing `off` mm nearer the detector
    /// is shorter than that by the share off/765, one nearer the source longer: calibration is by geometry alone.
    pub fn measure_mm(&self, a: (f64, f64), b: (f64, f64), size: usize) -> f64 {
        let (dx, dy) = (a.0 - b.0, a.1 - b.1);
        (dx * dx + dy * dy).sqrt() * self.pixel_mm(size)
    }

    /// Share of a course's length (RAS mm) that is seen: 1 across the ray, 0 along it. A course without length gives 1.
    pub fn length_seen(&self, course_mm: &[DVec3]) -> f64 {
        let source = self.centre_mm - self.axes().beam * self.source_isocentre_mm;
        let (mut seen, mut whole) = (0.0, 0.0);
        for pair in course_mm.windows(2) {
            let piece = pair[1] - pair[0];
            let ray = (pair[0].lerp(pair[1], 0.5) - source).normalize_or_zero();
            seen += (piece - ray * piece.dot(ray)).length();
            whole += piece.length();
        }
        if whole > 0.0 { seen / whole } else { 1.0 }
    }

    /// Columns and rows of a picture that the shutters leave open.
    pub fn open(&self, size: usize) -> (core::ops::Range<usize>, core::ops::Range<usize>) {
        let open = |mm: f64| {
            let closed = (0.5 * size as f64 * (1.0 - mm / self.field_mm)).max(0.0) as usize;
            let closed = closed.min(size / 2);
            closed..size - closed
        };
        (open(self.shutters_mm.0), open(self.shutters_mm.1))
    }

    /// A point of the patient in camera coordinates.
    pub fn camera(&self, point_mm: DVec3) -> DVec3 {
        let offset = self.turned(point_mm - self.centre_mm);
        DVec3::new(offset.x, offset.y, offset.z + self.source_isocentre_mm)
    }

    /// A direction of the patient in camera coordinates.
    pub fn turned(&self, direction: DVec3) -> DVec3 {
        let axes = self.axes();
        DVec3::new(direction.dot(axes.right), direction.dot(axes.up), direction.dot(axes.beam))
    }

    /// The image's axes in patient coordinates.
    pub fn axes(&self) -> Axes {
        let (lao, cranial) = (self.lao_deg.to_radians(), self.cranial_deg.to_radians());
        let level = DVec3::new(-math::sin(lao), math::cos(lao), 0.0);
        let right = DVec3::new(-math::cos(lao), -math::sin(lao), 0.0);
        let beam = level * math::cos(cranial) + DVec3::Z * math::sin(cranial);
        Axes { right, up: beam.cross(right), beam }
    }
}

/// Directions of the image in patient coordinates, unit vectors.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axes {
    /// To the right of the image.
    pub right: DVec3,
    /// To the top of the image.
    pub up: DVec3,
    /// From the source to the detector.
    pub beam: DVec3,
}

/// A gantry with a picture size, prepared for drawing: camera coordinates in single precision and the pixel grid.
#[derive(Clone, Debug)]
pub struct Camera {
    gantry: Gantry,
    axes: Axes,
    /// Pixels across.
    pub size: usize,
    /// Width of a pixel at depth 1 mm.
    pub unit: f32,
    per_unit: f32,
    rays: Vec<f32>,
}

impl Camera {
    /// For a square picture of `size` pixels.
    pub fn new(gantry: Gantry, size: usize) -> Self {
        let unit = (gantry.field_mm / size as f64 / gantry.source_detector_mm) as f32;
        let ray = |column: usize| (column as f32 + 0.5 - size as f32 * 0.5) * unit;
        let rays = (0..size).map(ray).collect();
        Self { gantry, axes: gantry.axes(), size, unit, per_unit: 1.0 / unit, rays }
    }

    /// Width of a pixel in the patient, at the isocentre, mm.
    pub fn pixel_mm(&self) -> f64 {
        self.gantry.pixel_mm(self.size)
    }

    /// How much the beam goes across the patient, to the right 1, to the left -1.
    pub fn across(&self) -> f64 {
        self.axes.beam.x
    }

    /// An empty picture.
    pub fn blank(&self) -> Map {
        Map::new(self.size)
    }

    /// A point of the patient in camera coordinates.
    pub fn point(&self, point_mm: DVec3) -> Vec3 {
        let turned = self.direction(point_mm - self.gantry.centre_mm);
        turned + Vec3::new(0.0, 0.0, self.gantry.source_isocentre_mm as f32)
    }

    /// A direction of the patient in camera coordinates.
    pub fn direction(&self, d: DVec3) -> Vec3 {
        DVec3::new(d.dot(self.axes.right), d.dot(self.axes.up), d.dot(self.axes.beam)).as_vec3()
    }

    /// Horizontal slopes of the rays through the middles of the columns.
    pub fn rays_x(&self) -> &[f32] {
        &self.rays
    }

    /// Horizontal slope of the ray through the middle of a column.
    pub fn ray_x(&self, column: usize) -> f32 {
        self.rays[column]
    }

    /// Vertical slope of the ray through the middle of a row.
    pub fn ray_y(&self, row: usize) -> f32 {
        (self.size as f32 * 0.5 - row as f32 - 0.5) * self.unit
    }

    /// Columns whose rays have slopes between two values.
    pub fn columns(&self, from: f32, to: f32) -> core::ops::Range<usize> {
        self.range(from, to)
    }

    /// Rows whose rays have slopes between two values.
    pub fn rows(&self, from: f32, to: f32) -> core::ops::Range<usize> {
        self.range(-to, -from)
    }

    fn range(&self, from: f32, to: f32) -> core::ops::Range<usize> {
        let pixel = |slope: f32| slope * self.per_unit + self.size as f32 * 0.5 - 0.5;
        // casts stop at the ends of the range, and make nothing of what is no number
        let first = pixel(from) as usize;
        let end = ((pixel(to) + 2.0) as usize).min(self.size);
        first.min(end)..end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: usize = 512;

    fn ap() -> Gantry {
        Gantry::new(0.0, 0.0, DVec3::new(5.0, -10.0, 20.0), 300.0)
    }

    fn seen(gantry: &Gantry, offset: DVec3) -> (f64, f64) {
        gantry.project(gantry.centre_mm + offset, SIZE).expect("in front of the source")
    }

    #[test]
    fn isocentre_is_in_the_middle() {
        assert_eq!(seen(&ap(), DVec3::ZERO), (256.0, 256.0));
    }

    #[test]
    fn frontal_view_faces_the_patient() {
        let (x, _) = seen(&ap(), DVec3::X * 20.0);
        assert!(x < 256.0, "the patient's right is on the left of the image");
        let (_, y) = seen(&ap(), DVec3::Z * 20.0);
        assert!(y < 256.0, "the head is on top");
    }

    /// The detector goes to the left: what lies in front (nearer the detector) moves to the patient's right, the
    /// left of the image, and a left lateral view shows the front on the left.
    #[test]
    fn lao_turns_the_detector_to_the_left() {
        let oblique = Gantry { lao_deg: 30.0, ..ap() };
        assert!(oblique.axes().beam.x < -0.4);
        assert!(seen(&oblique, DVec3::Y * 20.0).0 < 256.0);
        let lateral = Gantry { lao_deg: 90.0, ..ap() };
        assert!(seen(&lateral, DVec3::Y * 20.0).0 < seen(&lateral, DVec3::X * 20.0).0 - 10.0);
    }

    #[test]
    fn cranial_lifts_the_detector_to_the_head() {
        let tilted = Gantry { cranial_deg: 25.0, ..ap() };
        assert!(tilted.axes().beam.z > 0.4);
        assert!(seen(&tilted, DVec3::Y * 20.0).1 > 256.0, "what lies in front moves down the image");
    }

    #[test]
    fn near_the_source_is_magnified() {
        let behind = seen(&ap(), DVec3::new(20.0, -100.0, 0.0)).0;
        let front = seen(&ap(), DVec3::new(20.0, 100.0, 0.0)).0;
        assert!(behind < front, "the same offset reaches further when nearer the source");
        let expected = 256.0 - 20.0 * 1100.0 / 765.0 * 512.0 / 300.0;
        assert!((seen(&ap(), DVec3::X * 20.0).0 - expected).abs() < 1e-9);
    }

    #[test]
    fn unproject_inverts_project_in_the_isocentre_plane() {
        let gantry = Gantry { lao_deg: -25.0, cranial_deg: 10.0, ..ap() };
        let point = gantry.unproject((100.0, 420.0), SIZE);
        let (x, y) = gantry.project(point, SIZE).expect("in front");
        assert!((x - 100.0).abs() < 1e-9 && (y - 420.0).abs() < 1e-9);
    }

    #[test]
    fn a_vessel_along_the_ray_is_not_seen() {
        let across = [DVec3::ZERO, DVec3::X * 20.0, DVec3::new(20.0, 0.0, 30.0)];
        let gantry = Gantry { centre_mm: DVec3::ZERO, ..ap() };
        assert!(gantry.length_seen(&across) > 0.99);
        let along = [DVec3::Y * -20.0, DVec3::Y * 20.0];
        assert!(gantry.length_seen(&along) < 0.01);
        let turned = Gantry { lao_deg: 60.0, ..gantry };
        assert!((turned.length_seen(&along) - math::sin(60.0_f64.to_radians())).abs() < 0.01);
        assert_eq!(gantry.length_seen(&[]), 1.0);
    }

    #[test]
    fn lengths_are_those_of_the_isocentre_plane() {
        let gantry = ap();
        let (a, b) = (gantry.centre_mm + DVec3::X * 30.0, gantry.centre_mm + DVec3::Z * 40.0);
        let pixel = |p| gantry.project(p, SIZE).expect("in front");
        assert!((gantry.measure_mm(pixel(a), pixel(b), SIZE) - 50.0).abs() < 1e-9);
        let nearer = |p: DVec3| pixel(p + DVec3::Y * 50.0);
        let longer = gantry.measure_mm(nearer(a), nearer(b), SIZE);
        assert!((longer / 50.0 - 765.0 / 815.0).abs() < 1e-9, "{longer}");
    }

    #[test]
    fn camera_agrees_with_the_gantry() {
        let gantry = Gantry { lao_deg: 40.0, cranial_deg: -15.0, ..ap() };
        let camera = Camera::new(gantry, SIZE);
        let point = gantry.centre_mm + DVec3::new(12.0, 30.0, -44.0);
        assert!((camera.point(point).as_dvec3() - gantry.camera(point)).length() < 1e-3);
        let (x, y) = gantry.project(point, SIZE).expect("in front");
        let p = camera.point(point);
        assert!((f64::from(camera.ray_x(x as usize)) - f64::from(p.x / p.z)).abs() < f64::from(camera.unit));
        assert!((f64::from(camera.ray_y(y as usize)) - f64::from(p.y / p.z)).abs() < f64::from(camera.unit));
    }
}
