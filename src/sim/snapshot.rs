//! The hand-over: plain values for whoever draws, logs or waits for something. No engine type is in here, and no
//! drawing type. Indices are those of the case's graph.

use glam::DVec3;

use super::dose::DoseMode;
use super::tick::Tick;
use crate::model::{Material, SegmentIx, Slot};

/// Everything that can be seen of the simulation at one tick.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// When.
    pub tick: Tick,
    /// Per segment of the graph.
    pub segments: Vec<SegmentView>,
    /// Per bed of the graph.
    pub beds: Vec<BedView>,
    /// Portal vein.
    pub portal: PortalView,
    /// Sheath, if in.
    pub sheath: Option<DeviceView>,
    /// Wire, if loaded.
    pub wire: Option<DeviceView>,
    /// Catheter, if loaded.
    pub catheter: Option<DeviceView>,
    /// Microcatheter, if loaded.
    pub microcatheter: Option<DeviceView>,
    /// What was left in the body and can be seen: coils, plugs, casts.
    pub implants: Vec<Implant>,
    /// Devices still move from an earlier command.
    pub moving: bool,
    /// Imaging system.
    pub imaging: ImagingView,
    /// Injections.
    pub injection: InjectionView,
    /// Patient.
    pub vitals: VitalsView,
    /// Access site.
    pub access: AccessView,
    /// Iodine anywhere in arteries, beds or veins, mg.
    pub iodine_mg: f64,
    /// Time is passing quickly until this tick.
    pub waiting_until: Option<Tick>,
    /// The case is over.
    pub finished: bool,
}

impl Snapshot {
    /// The device in a slot.
    pub fn device(&self, slot: Slot) -> Option<&DeviceView> {
        match slot {
            Slot::Wire => self.wire.as_ref(),
            Slot::Catheter => self.catheter.as_ref(),
            Slot::Microcatheter => self.microcatheter.as_ref(),
        }
    }
}

/// One segment.
#[derive(Clone, Debug, Default)]
pub struct SegmentView {
    /// Blood flow along the segment's direction, mL/min.
    pub flow_ml_min: f64,
    /// Blood flow at rest, before anything was done, mL/min.
    pub resting_ml_min: f64,
    /// What the blood carries, in order from the segment's start; empty when it carries nothing.
    pub columns: Vec<Column>,
    /// Share of the lumen's cross-section closed by lodged material, 0 to 1.
    pub closed_share: f64,
    /// Share of its radius that spasm takes, 0 to 1.
    pub spasm: f64,
}

/// A stretch of blood with one mixture.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Column {
    /// Start, as a share of the segment's volume.
    pub from: f64,
    /// End, as a share of the segment's volume.
    pub to: f64,
    /// Iodine of contrast medium and of oil together, mg/mL; other materials as the iodine that attenuates alike
    /// (`Material::as_iodine`).
    pub iodine_mg_ml: f64,
}

/// One bed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BedView {
    /// Blood flow through it, mL/min.
    pub flow_ml_min: f64,
    /// Blood flow at rest, mL/min.
    pub resting_ml_min: f64,
    /// Iodine of contrast medium in it, mg: the blush.
    pub iodine_mg: f64,
    /// Iodine of oil held in it, mg.
    pub oil_iodine_mg: f64,
    /// Its conductance as a share of rest, 0 to 1.
    pub open_share: f64,
    /// Particles lodged in it.
    pub particles: u64,
    /// Oil held in it, mL.
    pub oil_ml: f64,
    /// Gel in it, mL.
    pub gel_ml: f64,
    /// Iodine in its early vein, mg (only with a shunt).
    pub vein_iodine_mg: f64,
    /// Iodine in its vein that came through its capillaries, mg.
    pub venous_iodine_mg: f64,
    /// Iodine that the portal vein brought to it, mg (only in the liver).
    pub portal_iodine_mg: f64,
}

/// The portal vein: iodine in its blood, mg/mL.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PortalView {
    /// Splenic vein.
    pub splenic_mg_ml: f64,
    /// Superior mesenteric vein.
    pub mesenteric_mg_ml: f64,
    /// Trunk, and its branches if it is open.
    pub trunk_mg_ml: f64,
}

/// One device in the body.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeviceView {
    /// Device id.
    pub id: String,
    /// Its body from the puncture to the tip, RAS mm; the last points show the shaped tip.
    pub polyline_mm: Vec<DVec3>,
    /// Outer radius, mm.
    pub radius_mm: f64,
    /// Linear attenuation of its body, 1/cm.
    pub attenuation_per_cm: f64,
    /// Way of the tip from the puncture, mm.
    pub depth_mm: f64,
    /// Twist, degrees, 0 to 360.
    pub rotation_deg: f64,
    /// Segment the tip is in.
    pub segment: Option<SegmentIx>,
    /// Distance of the tip from the segment's start, mm.
    pub along_mm: f64,
    /// Branches the tip meets next on its way, with the one it points into.
    pub ahead: Option<Junction>,
}

/// Something dense that was left in the body.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Implant {
    /// Its course, RAS mm: of a coil every loop, of a plug or a cast the stretch of the vessel that it fills.
    pub course_mm: Vec<DVec3>,
    /// Radius of wire, plug or cast, mm.
    pub radius_mm: f64,
    /// What makes it visible.
    pub material: Material,
    /// How much of that is in it, mg/mL: solid platinum 21 450.
    pub mg_ml: f64,
}

/// The next branching in front of a tip.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Junction {
    /// Distance to it, mm.
    pub distance_mm: f64,
    /// Segments that leave it.
    pub branches: Vec<SegmentIx>,
    /// The one the tip points into.
    pub chosen: Option<SegmentIx>,
}

/// Imaging system and dose.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImagingView {
    /// Fluoroscopy pedal pressed.
    pub fluoroscopy: bool,
    /// Acquisition pedal pressed.
    pub run: bool,
    /// Runs acquired so far.
    pub runs: u32,
    /// LAO positive, degrees.
    pub lao_deg: f64,
    /// Cranial positive, degrees.
    pub cranial_deg: f64,
    /// Point of the patient in the isocentre, RAS mm.
    pub centre_mm: DVec3,
    /// Field width at the detector, mm.
    pub field_mm: f64,
    /// Width and height that the shutters leave open, mm at the detector; 0: as wide as the field.
    pub shutters_mm: (f64, f64),
    /// Source to detector, mm; 0: the usual distance.
    pub source_detector_mm: f64,
    /// Pulses of fluoroscopy per second; 0: the usual rate.
    pub pulses_per_s: f64,
    /// Frames of a run per second; 0: the usual rate.
    pub frames_per_s: f64,
    /// Dose of fluoroscopy.
    pub dose: DoseMode,
    /// The patient is asked to hold the breath during runs.
    pub breath_hold: bool,
    /// Position of the diaphragm: 0 at the end of expiration (where it rests), 1 at the end of inspiration.
    pub breath: f64,
    /// Fluoroscopy time, s.
    pub fluoroscopy_s: f64,
    /// Air kerma at the reference point, mGy.
    pub air_kerma_mgy: f64,
    /// Kerma-area product, Gy·cm².
    pub kap_gy_cm2: f64,
    /// Air kerma rate now, mGy/s.
    pub rate_mgy_s: f64,
}

/// What is being injected, and what is left.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InjectionView {
    /// Contrast rate now, mL/s.
    pub contrast_ml_s: f64,
    /// Contrast used, mL.
    pub contrast_ml: f64,
    /// Contrast limit of this patient, mL.
    pub contrast_limit_ml: f64,
    /// Agent in the syringe.
    pub agent: Option<String>,
    /// Left in the syringe, mL.
    pub syringe_ml: f64,
    /// Time until the syringe is mixed, s.
    pub ready_in_s: f64,
    /// Agent rate now, mL/s.
    pub agent_ml_s: f64,
    /// Hardest push of the power injector that the innermost catheter allows, psi.
    pub power_limit_psi: Option<f64>,
    /// Rate of a flush now, mL/s.
    pub flush_ml_s: f64,
    /// Agent in the lumen of the innermost catheter: what comes out first whatever is pushed next, mL.
    pub agent_in_lumen_ml: f64,
    /// A coil or plug hangs on its wire.
    pub implant_hangs: bool,
    /// Blood flow past the tip, mL/min: what an injection competes with.
    pub flow_at_tip_ml_min: f64,
    /// Injected fluid flows backwards past the tip.
    pub reflux: bool,
}

/// Patient.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct VitalsView {
    /// Beats/min.
    pub heart_rate: f64,
    /// mmHg.
    pub systolic_mmhg: f64,
    /// mmHg.
    pub diastolic_mmhg: f64,
    /// %.
    pub spo2_percent: f64,
    /// 0 to 10.
    pub pain: f64,
    /// Activated clotting time, s.
    pub act_s: f64,
}

/// Access site.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AccessView {
    /// Chosen site id.
    pub site: Option<String>,
    /// The artery is punctured.
    pub punctured: bool,
    /// Sheath in place.
    pub sheath: bool,
    /// Pressure is on it.
    pub compressed: bool,
    /// Held for this long now, s.
    pub held_s: f64,
    /// Bleeding rate, mL/min.
    pub bleeding_ml_min: f64,
    /// Blood lost into the tissue, mL.
    pub haematoma_ml: f64,
    /// Dry without pressure.
    pub haemostasis: bool,
}
