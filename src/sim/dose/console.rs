//! What one chooses at the console and at the table: angles, table, field, shutters, detector, rates and dose.
//!
//! What the machine cannot do is refused with what it can. What the choices cost is in `dose`.

use glam::DVec3;
use serde::{Deserialize, Serialize};

use super::Imaging;
use crate::sim::carm;

/// Narrowest and widest field, mm (usual detectors, to verify).
pub const FIELD_MM: (f64, f64) = (110.0, 480.0);
/// Narrowest opening of the shutters, mm at the detector (tuned).
pub const SHUTTERS_LEAST_MM: f64 = 20.0;
/// Pulse rates of fluoroscopy, per second (usual, to verify; principle `S146`).
pub const PULSE_RATES: [f64; 6] = [3.0, 4.0, 7.5, 10.0, 15.0, 30.0];
/// Frame rates of runs, per second (usual, to verify).
pub const FRAME_RATES: [f64; 6] = [0.5, 1.0, 2.0, 3.0, 4.0, 6.0];

/// Dose of a pulse of fluoroscopy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DoseMode {
    /// Half of the usual.
    Low,
    /// The usual.
    #[default]
    Normal,
    /// Twice the usual.
    High,
}

impl DoseMode {
    /// As a multiple of the usual (tuned).
    pub fn factor(self) -> f64 {
        match self {
            Self::Low => 0.5,
            Self::Normal => 1.0,
            Self::High => 2.0,
        }
    }
}

impl Imaging {
    /// Turns the C-arm.
    pub fn turn(&mut self, lao_deg: f64, cranial_deg: f64) -> Result<(), String> {
        carm::check(lao_deg, cranial_deg, self.source_detector_mm).map_err(|blocked| blocked.to_string())?;
        self.lao_deg = lao_deg;
        self.cranial_deg = cranial_deg;
        self.set_factor();
        Ok(())
    }

    /// Moves the table so that a point of the patient is in the isocentre.
    pub fn table(&mut self, centre_mm: DVec3) -> Result<(), String> {
        let (low, high) = self.limits_mm;
        if !(centre_mm.cmpge(low).all() && centre_mm.cmple(high).all()) {
            return Err(format!(
                "The table does not bring ({:.0}, {:.0}, {:.0}) mm into the isocentre: it reaches ({:.0}, {:.0}, {:.0}) \
                 to ({:.0}, {:.0}, {:.0}) mm.",
                centre_mm.x, centre_mm.y, centre_mm.z, low.x, low.y, low.z, high.x, high.y, high.z
            ));
        }
        self.centre_mm = centre_mm;
        Ok(())
    }

    /// Chooses the field; the shutters open to it.
    pub fn field(&mut self, width_mm: f64) -> Result<(), String> {
        if !(FIELD_MM.0..=FIELD_MM.1).contains(&width_mm) {
            return Err(format!(
                "The detector has no field of {width_mm:.0} mm: choose {:.0} to {:.0} mm.",
                FIELD_MM.0, FIELD_MM.1
            ));
        }
        self.field_mm = width_mm;
        self.shutters_mm = (width_mm, width_mm);
        self.set_factor();
        Ok(())
    }

    /// Closes the shutters to this opening, at most the field.
    pub fn collimate(&mut self, width_mm: f64, height_mm: f64) -> Result<(), String> {
        let open = SHUTTERS_LEAST_MM..=self.field_mm;
        if !(open.contains(&width_mm) && open.contains(&height_mm)) {
            return Err(format!(
                "The shutters do not open to {width_mm:.0} x {height_mm:.0} mm: choose {SHUTTERS_LEAST_MM:.0} to {:.0} \
                 mm, the field.",
                self.field_mm
            ));
        }
        self.shutters_mm = (width_mm, height_mm);
        Ok(())
    }

    /// Moves the detector.
    pub fn detector(&mut self, source_detector_mm: f64) -> Result<(), String> {
        carm::check(self.lao_deg, self.cranial_deg, source_detector_mm)
            .map_err(|blocked| blocked.to_string())?;
        self.source_detector_mm = source_detector_mm;
        self.set_factor();
        Ok(())
    }

    /// Chooses the pulse rate of fluoroscopy.
    pub fn pulse_rate(&mut self, per_s: f64) -> Result<(), String> {
        self.pulses_per_s = one_of(&PULSE_RATES, per_s, "pulses")?;
        Ok(())
    }

    /// Chooses the frame rate of runs.
    pub fn frame_rate(&mut self, per_s: f64) -> Result<(), String> {
        self.frames_per_s = one_of(&FRAME_RATES, per_s, "frames")?;
        Ok(())
    }

    /// Chooses the dose of fluoroscopy.
    pub fn dose(&mut self, mode: DoseMode) {
        self.dose = mode;
    }
}

/// The rate itself if the machine has it.
fn one_of(rates: &[f64], per_s: f64, what: &str) -> Result<f64, String> {
    let known = rates.contains(&per_s);
    known.then_some(per_s).ok_or_else(|| {
        let all: Vec<String> = rates.iter().map(f64::to_string).collect();
        format!("The machine has no rate of {per_s} {what} per second: choose {}.", all.join(", "))
    })
}
