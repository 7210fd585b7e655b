//! What a trainee does, as data. The same words are used by the app, by scripts, by sessions and by replays.

use serde::{Deserialize, Serialize};

use super::dose::DoseMode;
use crate::model::{Drug, Slot};

/// What a catheter is flushed with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Flush {
    /// Saline.
    #[default]
    Saline,
    /// Dextrose 5 %: no ions, so that glue does not set in the lumen.
    Dextrose,
    /// Dimethyl sulfoxide: the solvent of a precipitating polymer.
    Dmso,
}

/// One action of the trainee. A command that cannot be carried out becomes a `Rejected` event, never an error.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Command {
    // S1: read the diagnostic study, and say what it shows
    /// Open a diagnostic study of the case.
    ReadStudy {
        /// Study id.
        study: String,
    },
    /// Name a vessel that feeds a target.
    NameFeeder {
        /// Segment id.
        segment: String,
    },
    /// Take a named feeder back.
    UnnameFeeder {
        /// Segment id.
        segment: String,
    },
    /// Name a bed that must not be embolized.
    NameHazard {
        /// Bed id.
        bed: String,
    },
    /// Take a named hazard back.
    UnnameHazard {
        /// Bed id.
        bed: String,
    },
    /// State whether the portal vein is open.
    AssessPortal {
        /// It is open.
        patent: bool,
    },

    // S2, S3: access
    /// Choose where to enter.
    ChooseAccess {
        /// Access site id.
        site: String,
    },
    /// Puncture the chosen artery.
    Puncture,
    /// Insert an introducer sheath through the puncture.
    InsertSheath {
        /// Device id.
        device: String,
    },

    // S4: devices
    /// Put a device into the hub of the one outside it, its tip at the end of what it goes through.
    Load {
        /// Device id.
        device: String,
    },
    /// Push (positive) or pull (negative) at the hub; carried out at hand speed over the following ticks.
    Advance {
        /// Which device.
        slot: Slot,
        /// Way, mm.
        mm: f64,
    },
    /// Twist at the hub; carried out at hand speed.
    Rotate {
        /// Which device.
        slot: Slot,
        /// Angle, degrees, clockwise seen from the hub.
        deg: f64,
    },
    /// Stop pushing and twisting.
    Hold,
    /// Pull a device out completely.
    Remove {
        /// Which device.
        slot: Slot,
    },

    // Imaging
    /// Press or release the fluoroscopy pedal.
    Fluoroscopy {
        /// Pressed.
        on: bool,
    },
    /// Press or release the acquisition pedal; the frames between are one run.
    Run {
        /// Pressed.
        on: bool,
    },
    /// Move the C-arm.
    View {
        /// Left anterior oblique positive, right anterior oblique negative, degrees.
        lao_deg: f64,
        /// Cranial positive, caudal negative, degrees.
        cranial_deg: f64,
    },
    /// Move the table so that this point of the patient is in the isocentre.
    Table {
        /// RAS, mm.
        centre_mm: (f64, f64, f64),
    },
    /// Choose the field of view; the shutters open to it.
    Field {
        /// Width at the detector, mm.
        width_mm: f64,
    },
    /// Close the shutters around the middle of the field.
    Collimate {
        /// Width left open, mm at the detector.
        width_mm: f64,
        /// Height left open, mm at the detector.
        height_mm: f64,
    },
    /// Move the detector.
    Detector {
        /// Distance from the source, mm.
        source_detector_mm: f64,
    },
    /// Choose the pulse rate of fluoroscopy.
    PulseRate {
        /// Pulses per second.
        per_s: f64,
    },
    /// Choose the frame rate of runs.
    FrameRate {
        /// Frames per second.
        per_s: f64,
    },
    /// Choose the dose of fluoroscopy.
    Dose {
        /// How much.
        mode: DoseMode,
    },
    /// Have the patient hold the breath during runs, or let them breathe.
    BreathHold {
        /// Hold.
        on: bool,
    },

    // Injections through the innermost catheter
    /// Inject contrast by hand, as long as it is on.
    HandContrast {
        /// Rate, mL/s; 0 stops.
        rate_ml_s: f64,
    },
    /// Inject contrast with the power injector.
    PowerContrast {
        /// Rate, mL/s.
        rate_ml_s: f64,
        /// Volume, mL.
        volume_ml: f64,
        /// Time of the linear rise from nothing to the rate, s. Sessions of before it have none.
        #[serde(default, skip_serializing_if = "is_nothing")]
        rise_s: f64,
    },
    /// Prepare a syringe of an agent; what is left of another one is discarded.
    PrepareAgent {
        /// Agent id.
        agent: String,
    },
    /// Inject the prepared agent, as long as it is on.
    InjectAgent {
        /// Rate, mL/s; 0 stops.
        rate_ml_s: f64,
    },

    /// Flush the catheter, as long as it is on: what is in its lumen comes out first.
    Flush {
        /// With what; saline when left out.
        #[serde(default)]
        fluid: Flush,
        /// Rate, mL/s; 0 stops.
        rate_ml_s: f64,
    },
    /// Push the prepared coil or plug out at the tip. A detachable one still hangs on its wire.
    Deploy,
    /// Pull a detachable coil or plug back into the catheter.
    Retrieve,
    /// Let a detachable coil or plug go.
    Detach,

    // The patient
    /// Give a drug.
    GiveDrug {
        /// Which.
        drug: Drug,
        /// How much, in the drug's unit.
        dose: f64,
    },

    // Declarations
    /// State that the tip is where the target's blood comes from.
    ConfirmTarget {
        /// Target id.
        target: String,
    },
    /// State that a feeder is completely occluded.
    DeclareOccluded {
        /// Segment id.
        segment: String,
    },

    // S9
    /// Pull the sheath out.
    RemoveSheath,
    /// Press on the access site.
    Compress {
        /// Where, mm above (towards the heart of) the skin puncture.
        above_mm: f64,
    },
    /// Stop pressing and look.
    ReleaseCompression,
    /// Feel for the pulse beyond the access site.
    CheckPulse,
    /// Order bed rest.
    OrderRest {
        /// How long, h.
        hours: f64,
    },

    /// Let time pass; everything goes on meanwhile.
    Wait {
        /// Seconds.
        seconds: f64,
    },
    /// End the case.
    Finish,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
fn is_nothing(value: &f64) -> bool {
    *value == 0.0
}
