//! Where the C-arm can go: its own range, the patient it must not touch, and the table it must not hit.
//!
//! The detector's face is s − i from the isocentre (s: source to detector, i: source to isocentre); the body reaches
//! √((a cos α)² + (b sin α)²) from it, an elliptic trunk seen from the oblique angle α. The face has to clear that.
//! Turned far to one side the tube is beside the table, and a tilt would drive it into the table's edge: the steeper the
//! oblique, the less tilt is left.
//!
//! | symbol | meaning | value | source |
//! |---|---|---|---|
//! | i | source to isocentre | 765 mm | authored: usual |
//! | a, b | half depth and half width of the trunk | 110, 170 mm | tuned |
//! | | range | oblique ±110°, tilt ±45° | usual mechanical range, to verify |
//! | | tilt left from 60° of oblique to 110° | 45° falling to 15° | authored |
//!
//! Left out: arms and equipment in the way, the table's own height, the size of the detector's housing.

use crate::math;

/// Widest turn to either oblique, degrees.
pub const LAO_MAX_DEG: f64 = 110.0;
/// Widest tilt, degrees.
pub const CRANIAL_MAX_DEG: f64 = 45.0;
/// Nearest and farthest detector, mm from the source (usual C-arms, to verify).
pub const SOURCE_DETECTOR_MM: (f64, f64) = (900.0, 1200.0);
const SOURCE_ISOCENTRE_MM: f64 = 765.0;
const HALF_TRUNK_MM: (f64, f64) = (110.0, 170.0);
/// Oblique from which the table is in the way, and the tilt that is left at the widest turn, degrees.
const BESIDE_TABLE_DEG: (f64, f64) = (60.0, 15.0);

/// Why a position cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum Blocked {
    /// Beyond the machine's own range.
    #[error(
        "The C-arm does not reach {lao_deg:.0}° LAO, {cranial_deg:.0}° cranial: oblique ±{widest:.0}°, \
         tilt ±{most:.0}°.",
        widest = LAO_MAX_DEG,
        most = CRANIAL_MAX_DEG
    )]
    Range {
        /// Asked for, degrees.
        lao_deg: f64,
        /// Asked for, degrees.
        cranial_deg: f64,
    },
    /// The tube would hit the table.
    #[error("At {lao_deg:.0}° oblique the tube would hit the table: tilt at most ±{most_deg:.0}°.")]
    Table {
        /// Asked for, degrees.
        lao_deg: f64,
        /// Most tilt there, degrees.
        most_deg: f64,
    },
    /// The detector would touch the patient.
    #[error(
        "At {lao_deg:.0}° oblique the detector would touch the patient: at least {least_mm:.0} mm from the source."
    )]
    Patient {
        /// Asked for, degrees.
        lao_deg: f64,
        /// Nearest detector there, mm from the source.
        least_mm: f64,
    },
    /// The detector does not go there.
    #[error("The detector does not go to {source_detector_mm:.0} mm from the source: {near:.0} to {far:.0} mm.",
        near = SOURCE_DETECTOR_MM.0, far = SOURCE_DETECTOR_MM.1)]
    Detector {
        /// Asked for, mm.
        source_detector_mm: f64,
    },
}

/// Most tilt at an oblique angle, degrees.
pub fn most_tilt_deg(lao_deg: f64) -> f64 {
    let (from, left) = BESIDE_TABLE_DEG;
    let beyond = ((lao_deg.abs() - from) / (LAO_MAX_DEG - from)).clamp(0.0, 1.0);
    CRANIAL_MAX_DEG + (left - CRANIAL_MAX_DEG) * beyond
}

/// Nearest detector that clears the patient at an oblique angle, mm from the source.
pub fn least_source_detector_mm(lao_deg: f64) -> f64 {
    let angle = lao_deg.to_radians();
    let (depth, width) = (HALF_TRUNK_MM.0 * math::cos(angle), HALF_TRUNK_MM.1 * math::sin(angle));
    SOURCE_DETECTOR_MM.0.max(SOURCE_ISOCENTRE_MM + (depth * depth + width * width).sqrt())
}

/// Whether a position can be taken.
pub fn check(lao_deg: f64, cranial_deg: f64, source_detector_mm: f64) -> Result<(), Blocked> {
    let within = lao_deg.abs() <= LAO_MAX_DEG && cranial_deg.abs() <= CRANIAL_MAX_DEG;
    if !within {
        return Err(Blocked::Range { lao_deg, cranial_deg });
    }
    let (near, far) = SOURCE_DETECTOR_MM;
    if !(near..=far).contains(&source_detector_mm) {
        return Err(Blocked::Detector { source_detector_mm });
    }
    let most_deg = most_tilt_deg(lao_deg);
    if cranial_deg.abs() > most_deg {
        return Err(Blocked::Table { lao_deg, most_deg });
    }
    let least_mm = least_source_detector_mm(lao_deg);
    if source_detector_mm < least_mm {
        return Err(Blocked::Patient { lao_deg, least_mm });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_positions_are_free() {
        for (lao, cranial) in [(0.0, 0.0), (35.0, -10.0), (-60.0, 45.0), (90.0, 0.0), (-110.0, 15.0)] {
            assert_eq!(check(lao, cranial, 1100.0), Ok(()), "{lao} {cranial}");
        }
    }

    #[test]
    fn what_would_collide_says_with_what_and_what_would_not() {
        assert!(matches!(check(130.0, 0.0, 1100.0), Err(Blocked::Range { .. })));
        assert!(matches!(check(f64::NAN, 0.0, 1100.0), Err(Blocked::Range { .. })));
        assert!(matches!(check(0.0, 0.0, 1300.0), Err(Blocked::Detector { .. })));
        let Err(Blocked::Table { most_deg, .. }) = check(90.0, 40.0, 1100.0) else {
            panic!("hits the table")
        };
        assert_eq!(check(90.0, most_deg, 1100.0), Ok(()));
        let Err(Blocked::Patient { least_mm, .. }) = check(-90.0, 0.0, 900.0) else { panic!("touches") };
        assert!((least_mm - 935.0).abs() < 1e-9);
        assert_eq!(check(-90.0, 0.0, least_mm), Ok(()));
    }
}
