//! What happened, as data. Scoring, captions, log and timeline read nothing else.

use serde::{Deserialize, Serialize};

use super::tick::Tick;
use crate::model::{Drug, Slot};

/// One happening with its moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When.
    pub tick: Tick,
    /// What.
    pub what: What,
}

/// What happened. Ids are those of the case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum What {
    /// A command could not be carried out.
    Rejected {
        /// The command, in words.
        command: String,
        /// Why not, and what would be allowed.
        reason: String,
    },
    /// A diagnostic study was opened.
    StudyRead {
        /// Study id.
        study: String,
    },
    /// A vessel was named as a feeder.
    FeederNamed {
        /// Segment id.
        segment: String,
    },
    /// A named feeder was taken back.
    FeederUnnamed {
        /// Segment id.
        segment: String,
    },
    /// A bed was named as a hazard.
    HazardNamed {
        /// Bed id.
        bed: String,
    },
    /// A named hazard was taken back.
    HazardUnnamed {
        /// Bed id.
        bed: String,
    },
    /// The portal vein was judged.
    PortalAssessed {
        /// What the trainee says.
        patent: bool,
    },
    /// An access site was chosen.
    AccessChosen {
        /// Site id.
        site: String,
    },
    /// The artery was punctured.
    Punctured {
        /// Site id.
        site: String,
    },
    /// The sheath is in.
    SheathInserted {
        /// Device id.
        device: String,
    },
    /// A device was put into the stack.
    DeviceLoaded {
        /// Slot.
        slot: Slot,
        /// Device id.
        device: String,
    },
    /// A device was taken out.
    DeviceRemoved {
        /// Slot.
        slot: Slot,
        /// Device id.
        device: String,
    },
    /// A tip crossed into another segment.
    TipEntered {
        /// Slot.
        slot: Slot,
        /// Segment id.
        segment: String,
    },
    /// A tip does not go on: too wide, too short, or at the end of the vessel.
    TipStopped {
        /// Slot.
        slot: Slot,
        /// Why.
        reason: String,
    },
    /// A catheter was pushed ahead of its wire through a branch vessel, where it scrapes the wall.
    PushedWithoutWire {
        /// Slot.
        slot: Slot,
        /// Segment id.
        segment: String,
    },
    /// A fluoroscopy pedal press ended.
    FluoroscopyEnded {
        /// How long, s.
        seconds: f64,
    },
    /// A run was acquired.
    RunAcquired(RunRecord),
    /// A contrast injection ended.
    ContrastInjected {
        /// Segment of the tip.
        segment: String,
        /// Volume, mL.
        ml: f64,
    },
    /// A syringe of an agent was prepared.
    AgentPrepared {
        /// Agent id.
        agent: String,
    },
    /// A push of an agent ended.
    AgentInjected {
        /// Agent id.
        agent: String,
        /// Segment of the tip.
        segment: String,
        /// Volume of mixture, mL.
        ml: f64,
        /// How much of it went backwards past the tip, mL.
        refluxed_ml: f64,
    },
    /// Injected fluid began to flow backwards past the tip.
    RefluxStarted {
        /// Segment of the tip.
        segment: String,
        /// Agent id, or "contrast".
        agent: String,
    },
    /// The pressure limit of syringe or catheter cut the rate asked for.
    InjectionLimited {
        /// Asked, mL/s.
        asked_ml_s: f64,
        /// Got, mL/s.
        got_ml_s: f64,
    },
    /// The vessel at the tip was over-pressurised.
    OverPressure {
        /// Segment of the tip.
        segment: String,
        /// Rise at the tip, mmHg.
        rise_mmhg: f64,
    },
    /// An agent does not pass its catheter, which is now blocked.
    CatheterClogged {
        /// Slot.
        slot: Slot,
        /// Agent id.
        agent: String,
    },
    /// A cast around its tip holds a catheter.
    CatheterGlued {
        /// Slot.
        slot: Slot,
        /// Segment of the tip.
        segment: String,
    },
    /// A solvent was injected faster than the vessel wall stands.
    VesselInjured {
        /// Segment of the tip.
        segment: String,
        /// Rate, mL/min.
        ml_min: f64,
    },
    /// A coil or plug was pushed out.
    ImplantDeployed {
        /// Agent id.
        agent: String,
        /// Segment of the tip.
        segment: String,
        /// Its diameter over that of the vessel.
        oversize: f64,
    },
    /// A coil or plug was pulled back into the catheter.
    ImplantRetrieved {
        /// Agent id.
        agent: String,
    },
    /// A coil or plug was taken along by the flow.
    ImplantMigrated {
        /// Agent id.
        agent: String,
        /// Segment it was deployed in.
        from: String,
        /// Segment it came to rest in.
        to: String,
    },
    /// A coil hangs back into the vessel that its own comes off.
    ImplantProtrudes {
        /// Agent id.
        agent: String,
        /// Segment it hangs back into.
        segment: String,
    },
    /// A protected bed lost more than it tolerates.
    NonTarget {
        /// Bed id.
        bed: String,
        /// Share of its perfusion lost, 0 to 1.
        lost_share: f64,
    },
    /// Embolic material passed a shunt to the lungs.
    LungShunt {
        /// Agent id.
        agent: String,
        /// Share of the injected dose, 0 to 1, at this moment.
        share: f64,
    },
    /// The trainee states that the tip is at the target's supply.
    TargetConfirmed {
        /// Target id.
        target: String,
        /// Segment of the tip.
        segment: String,
        /// Whether blood from the tip goes to the target.
        correct: bool,
    },
    /// The trainee declares a feeder occluded.
    OcclusionDeclared {
        /// Segment id.
        segment: String,
        /// Antegrade flow left in it at this moment, share of rest.
        residual_flow: f64,
    },
    /// The sheath is out.
    SheathRemoved,
    /// The artery bleeds under the skin.
    Bleeding {
        /// Rate, mL/min.
        ml_min: f64,
    },
    /// Pressure is on the access site.
    CompressionStarted {
        /// mm above the skin puncture.
        above_mm: f64,
        /// On the place that stops the bleeding.
        effective: bool,
    },
    /// Pressure is off.
    CompressionReleased {
        /// How long it was held, s.
        held_s: f64,
        /// It still bleeds.
        bleeding: bool,
    },
    /// The access site is dry without pressure.
    Haemostasis,
    /// Somebody felt for the pulse beyond the access site.
    PulseChecked {
        /// It is there.
        present: bool,
    },
    /// Bed rest was ordered.
    RestOrdered {
        /// How long, h.
        hours: f64,
    },
    /// A haematoma has grown past a noticeable size.
    Haematoma {
        /// Volume, mL.
        ml: f64,
    },
    /// A drug was given.
    DrugGiven {
        /// Which.
        drug: Drug,
        /// How much, in its unit.
        dose: f64,
    },
    /// An artery has gone into spasm.
    Spasm {
        /// Segment id.
        segment: String,
    },
    /// A spasm is over.
    SpasmGone {
        /// Segment id.
        segment: String,
    },
    /// The heart slows and pressure falls, by reflex.
    VagalReaction,
    /// The contrast medium is not tolerated.
    ContrastReaction {
        /// It threatens life.
        severe: bool,
    },
    /// A vital sign crossed an alarm limit.
    VitalsAlarm {
        /// Which sign, with value and unit.
        text: String,
    },
    /// Air kerma passed a notification step.
    DoseNotice {
        /// Cumulative, mGy.
        air_kerma_mgy: f64,
    },
    /// Five more minutes of fluoroscopy have passed (audible signal).
    FluoroscopyTimer {
        /// Cumulative, min.
        minutes: f64,
    },
    /// The contrast limit of this patient is passed.
    ContrastLimit {
        /// Cumulative, mL.
        ml: f64,
        /// Limit, mL.
        limit_ml: f64,
    },
    /// A number of the state would have become non-finite or negative; it was put back.
    Quarantined {
        /// Where.
        place: String,
    },
    /// Time starts to pass quickly.
    WaitStarted {
        /// Seconds.
        seconds: f64,
    },
    /// The case is over.
    Finished,
}

/// What one run was, and what it showed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunRecord {
    /// Number, from 1.
    pub number: u32,
    /// When it began.
    pub from: Tick,
    /// C-arm, degrees: LAO positive.
    pub lao_deg: f64,
    /// C-arm, degrees: cranial positive.
    pub cranial_deg: f64,
    /// Segment of the tip that contrast came from during the run, if any.
    pub injected_at: Option<String>,
    /// Contrast injected during the run, mL.
    pub contrast_ml: f64,
    /// Segments in the field whose contrast could be seen at some moment of the run.
    pub opacified: Vec<String>,
    /// Beds in the field that blushed visibly.
    pub blushed: Vec<String>,
    /// A vein filled early through a shunt.
    pub early_vein: bool,
    /// The portal phase was seen: the trunk of the portal vein was full enough, in the field.
    #[serde(default)]
    pub portal_vein: bool,
}
