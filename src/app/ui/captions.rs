//! Every happening as a line of text: what is seen or heard elsewhere can be read here.

use super::view::segment_label;
use crate::model::{Case, Slot};
use crate::sim::What;

/// How much a caption matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// For the record.
    Plain,
    /// Look here.
    Warn,
    /// Act now.
    Alarm,
}

/// A happening in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Caption {
    /// How much it matters.
    pub weight: Weight,
    /// In words.
    pub text: String,
}

/// Name of a slot.
pub fn slot_name(slot: Slot) -> &'static str {
    match slot {
        Slot::Wire => "Wire",
        Slot::Catheter => "Catheter",
        Slot::Microcatheter => "Microcatheter",
    }
}

/// A happening in words. What only the examiner may know, such as whether a statement was true, is not in it.
pub fn caption(case: &Case, what: &What) -> Caption {
    let (weight, text) = procedure(case, what)
        .or_else(|| delivery(case, what))
        .or_else(|| patient(what))
        .unwrap_or((Weight::Plain, String::new()));
    Caption { weight, text }
}

fn device_label(case: &Case, id: &str) -> String {
    case.device(id).map_or_else(|| id.to_owned(), |device| device.name.clone())
}

fn agent_label(case: &Case, id: &str) -> String {
    case.agent(id).map_or_else(|| id.to_owned(), |agent| agent.name.clone())
}

fn bed_label(case: &Case, id: &str) -> String {
    let graph = &case.graph;
    graph.find_bed(id).map_or_else(|| id.to_owned(), |ix| graph.bed(ix).name.clone())
}

fn procedure(case: &Case, what: &What) -> Option<(Weight, String)> {
    let segment = |id: &str| segment_label(case, id);
    let site = |id: &str| case.site(id).map_or_else(|| id.to_owned(), |site| site.name.clone());
    let text = match what {
        What::Rejected { command, reason } => {
            return Some((Weight::Warn, format!("Not possible: {command}. {reason}")));
        }
        What::StudyRead { study } => {
            let name = case.studies.iter().find(|known| known.id == *study).map(|study| study.name.as_str());
            format!("Study opened: {}", name.unwrap_or(study))
        }
        What::FeederNamed { segment: id } => format!("Named as a feeder: {}", segment(id)),
        What::FeederUnnamed { segment: id } => format!("No longer named as a feeder: {}", segment(id)),
        What::HazardNamed { bed } => format!("Named as a hazard: {}", bed_label(case, bed)),
        What::HazardUnnamed { bed } => format!("No longer named as a hazard: {}", bed_label(case, bed)),
        What::PortalAssessed { patent } => {
            format!("Portal vein judged {}", if *patent { "open" } else { "closed" })
        }
        What::AccessChosen { site: id } => format!("Access chosen: {}", site(id)),
        What::Punctured { site: id } => format!("Punctured: {}", site(id)),
        What::SheathInserted { device } => format!("Sheath in: {}", device_label(case, device)),
        What::DeviceLoaded { device, .. } => format!("Loaded: {}", device_label(case, device)),
        What::DeviceRemoved { device, .. } => format!("Out: {}", device_label(case, device)),
        What::TipEntered { slot, segment: id } => format!("{} tip in {}", slot_name(*slot), segment(id)),
        What::TipStopped { slot, reason } => {
            return Some((Weight::Warn, format!("{} stops: {reason}", slot_name(*slot))));
        }
        What::PushedWithoutWire { slot, segment: id } => {
            let text = format!("{} pushed without a wire ahead in {}", slot_name(*slot), segment(id));
            return Some((Weight::Warn, text));
        }
        What::TargetConfirmed { target, segment: id, .. } => {
            let name =
                case.targets.iter().find(|known| known.id == *target).map(|target| target.name.as_str());
            format!("Confirmed from {}: supply of {}", segment(id), name.unwrap_or(target))
        }
        What::OcclusionDeclared { segment: id, .. } => format!("Declared occluded: {}", segment(id)),
        What::SheathRemoved => "Sheath out".into(),
        What::WaitStarted { seconds } => format!("Waiting {}", duration(*seconds)),
        What::Finished => "The case is over".into(),
        _ => return None,
    };
    Some((Weight::Plain, text))
}

fn delivery(case: &Case, what: &What) -> Option<(Weight, String)> {
    let segment = |id: &str| segment_label(case, id);
    let (weight, text) = match what {
        What::FluoroscopyEnded { seconds } => {
            (Weight::Plain, format!("Fluoroscopy off after {seconds:.1} s"))
        }
        What::RunAcquired(run) => {
            (Weight::Plain, format!("Run {} acquired, {:.1} mL contrast", run.number, run.contrast_ml))
        }
        What::ContrastInjected { segment: id, ml } => {
            (Weight::Plain, format!("{ml:.1} mL contrast into {}", segment(id)))
        }
        What::AgentPrepared { agent } => (Weight::Plain, format!("Prepared: {}", agent_label(case, agent))),
        What::AgentInjected { agent, segment: id, ml, refluxed_ml } => {
            let text = format!("{ml:.2} mL {} into {}", agent_label(case, agent), segment(id));
            // Above what rounding shows.
            if *refluxed_ml > 0.005 {
                (Weight::Warn, format!("{text}, {refluxed_ml:.2} mL of it backwards"))
            } else {
                (Weight::Plain, text)
            }
        }
        What::RefluxStarted { segment: id, .. } => {
            (Weight::Warn, format!("Reflux past the tip in {}", segment(id)))
        }
        What::InjectionLimited { asked_ml_s, got_ml_s } => {
            (Weight::Warn, format!("Pressure limit: {got_ml_s:.2} mL/s instead of {asked_ml_s:.2}"))
        }
        What::OverPressure { segment: id, rise_mmhg } => {
            (Weight::Alarm, format!("{} over-pressurised by {rise_mmhg:.0} mmHg", segment(id)))
        }
        What::CatheterClogged { slot, agent } => {
            (Weight::Alarm, format!("{} blocked by {}", slot_name(*slot), agent_label(case, agent)))
        }
        What::CatheterGlued { slot, segment: id } => {
            (Weight::Alarm, format!("{} held by cast in {}", slot_name(*slot), segment(id)))
        }
        What::VesselInjured { segment: id, ml_min } => {
            (Weight::Alarm, format!("Solvent at {ml_min:.2} mL/min injures {}", segment(id)))
        }
        What::ImplantDeployed { agent, segment: id, .. } => {
            (Weight::Plain, format!("{} deployed in {}", agent_label(case, agent), segment(id)))
        }
        What::ImplantRetrieved { agent } => {
            (Weight::Plain, format!("{} pulled back", agent_label(case, agent)))
        }
        What::ImplantMigrated { agent, to, .. } => {
            (Weight::Alarm, format!("{} was carried into {}", agent_label(case, agent), segment(to)))
        }
        What::ImplantProtrudes { agent, segment: id } => {
            (Weight::Warn, format!("{} hangs back into {}", agent_label(case, agent), segment(id)))
        }
        _ => return None,
    };
    Some((weight, text))
}

fn patient(what: &What) -> Option<(Weight, String)> {
    let (weight, text) = match what {
        What::Bleeding { ml_min } => (Weight::Alarm, format!("The access site bleeds, {ml_min:.0} mL/min")),
        What::CompressionStarted { above_mm, .. } => {
            (Weight::Plain, format!("Pressing {above_mm:.0} mm above the skin puncture"))
        }
        What::CompressionReleased { held_s, bleeding: true } => {
            (Weight::Alarm, format!("Released after {}: it bleeds again", duration(*held_s)))
        }
        What::CompressionReleased { held_s, bleeding: false } => {
            (Weight::Plain, format!("Released after {}: dry", duration(*held_s)))
        }
        What::Haemostasis => (Weight::Plain, "The access site is dry".into()),
        What::Haematoma { ml } => (Weight::Alarm, format!("Haematoma, {ml:.0} mL")),
        What::DrugGiven { drug, dose } => {
            (Weight::Plain, format!("Given: {dose} {} of {}", drug.unit(), drug.name()))
        }
        What::VagalReaction => (Weight::Alarm, "The patient turns pale and sweats: a vagal reaction".into()),
        What::ContrastReaction { severe: true } => {
            (Weight::Alarm, "The patient reacts to the contrast: breathless, pressure falls".into())
        }
        What::ContrastReaction { severe: false } => {
            (Weight::Warn, "The patient reacts to the contrast: itching, wheals".into())
        }
        What::VitalsAlarm { text } => (Weight::Alarm, text.clone()),
        What::DoseNotice { air_kerma_mgy } => (Weight::Warn, format!("Air kerma {air_kerma_mgy:.0} mGy")),
        What::FluoroscopyTimer { minutes } => {
            (Weight::Warn, format!("♪ Signal: {minutes:.0} min of fluoroscopy"))
        }
        What::ContrastLimit { ml, limit_ml } => {
            (Weight::Alarm, format!("Contrast {ml:.0} mL: the limit of {limit_ml:.0} mL is passed"))
        }
        What::Quarantined { place } => (Weight::Warn, format!("A value was put back: {place}")),
        // Consequences in organs that nobody can see in the suite: the debrief tells them.
        _ => return None,
    };
    Some((weight, text))
}

/// A time in words.
pub fn duration(seconds: f64) -> String {
    if seconds < 90.0 { format!("{seconds:.0} s") } else { format!("{:.1} min", seconds / 60.0) }
}
