//! Every happening as a line of text: what is seen or heard elsewhere can be read here.

use super::view::segment_label;
use crate::app::phrases::said;
use crate::app::text::{Text, say};
use crate::model::{Case, Drug, Slot};
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
pub fn slot_name(text: &Text, slot: Slot) -> String {
    text.get(match slot {
        Slot::Wire => "slot-wire",
        Slot::Catheter => "slot-catheter",
        Slot::Microcatheter => "slot-microcatheter",
    })
}

/// Name of a drug.
pub fn drug_name(text: &Text, drug: Drug) -> String {
    text.get(match drug {
        Drug::Nitroglycerin => "drug-nitroglycerin",
        Drug::Heparin => "drug-heparin",
        Drug::Protamine => "drug-protamine",
        Drug::Atropine => "drug-atropine",
        Drug::Adrenaline => "drug-adrenaline",
        Drug::Fluid => "drug-fluid",
        Drug::Fentanyl => "drug-fentanyl",
        Drug::Oxygen => "drug-oxygen",
    })
}

/// A happening in words. What only the examiner may know, such as whether a statement was true, is not in it.
pub fn caption(text: &Text, case: &Case, what: &What) -> Caption {
    let names = Names { text, case };
    let (weight, text) = names
        .reading(what)
        .or_else(|| names.procedure(what))
        .or_else(|| names.delivery(what))
        .or_else(|| names.implant(what))
        .or_else(|| names.patient(what))
        .unwrap_or((Weight::Plain, String::new()));
    Caption { weight, text }
}

/// Ids as names.
struct Names<'a> {
    text: &'a Text,
    case: &'a Case,
}

impl Names<'_> {
    fn segment(&self, id: &str) -> String {
        segment_label(self.text, self.case, id)
    }

    fn device(&self, id: &str) -> String {
        self.case.device(id).map_or_else(|| id.to_owned(), |device| device.name.clone())
    }

    fn agent(&self, id: &str) -> String {
        self.case.agent(id).map_or_else(|| id.to_owned(), |agent| agent.name.clone())
    }

    fn bed(&self, id: &str) -> String {
        let graph = &self.case.graph;
        graph.find_bed(id).map_or_else(|| id.to_owned(), |ix| graph.bed(ix).name.clone())
    }

    fn site(&self, id: &str) -> String {
        self.case.site(id).map_or_else(|| id.to_owned(), |site| site.name.clone())
    }

    /// S1 and the other statements.
    fn reading(&self, what: &What) -> Option<(Weight, String)> {
        let (text, case) = (self.text, self.case);
        let line = match what {
            What::StudyRead { study } => {
                let known = case.studies.iter().find(|known| known.id == *study);
                say!(text, "said-study", name = known.map_or(study.as_str(), |known| &known.name))
            }
            What::FeederNamed { segment } => say!(text, "said-feeder", name = self.segment(segment)),
            What::FeederUnnamed { segment } => say!(text, "said-no-feeder", name = self.segment(segment)),
            What::HazardNamed { bed } => say!(text, "said-hazard", name = self.bed(bed)),
            What::HazardUnnamed { bed } => say!(text, "said-no-hazard", name = self.bed(bed)),
            What::PortalAssessed { patent: true } => text.get("said-portal-open"),
            What::PortalAssessed { patent: false } => text.get("said-portal-closed"),
            What::TargetConfirmed { target, segment, .. } => {
                let known = case.targets.iter().find(|known| known.id == *target);
                let name = known.map_or(target.as_str(), |known| &known.name);
                say!(text, "said-confirmed", segment = self.segment(segment), name = name)
            }
            What::OcclusionDeclared { segment, .. } => {
                say!(text, "said-occluded", name = self.segment(segment))
            }
            _ => return None,
        };
        Some((Weight::Plain, line))
    }

    fn procedure(&self, what: &What) -> Option<(Weight, String)> {
        let text = self.text;
        let line = match what {
            What::Rejected { command, reason } => {
                let line =
                    say!(text, "said-rejected", command = said(text, command), why = said(text, reason));
                return Some((Weight::Warn, line));
            }
            What::AccessChosen { site } => say!(text, "said-access", name = self.site(site)),
            What::Punctured { site } => say!(text, "said-punctured", name = self.site(site)),
            What::SheathInserted { device } => say!(text, "said-sheath", name = self.device(device)),
            What::DeviceLoaded { device, .. } => say!(text, "said-loaded", name = self.device(device)),
            What::DeviceRemoved { device, .. } => say!(text, "said-removed", name = self.device(device)),
            What::TipEntered { slot, segment } => {
                say!(text, "said-entered", slot = slot_name(text, *slot), name = self.segment(segment))
            }
            What::TipStopped { slot, reason } => {
                let line =
                    say!(text, "said-stopped", slot = slot_name(text, *slot), why = said(text, reason));
                return Some((Weight::Warn, line));
            }
            What::PushedWithoutWire { slot, segment } => {
                let (slot, name) = (slot_name(text, *slot), self.segment(segment));
                return Some((Weight::Warn, say!(text, "said-without-wire", slot = slot, name = name)));
            }
            What::SheathRemoved => text.get("said-sheath-out"),
            What::WaitStarted { seconds } => say!(text, "said-wait", time = text.duration(*seconds)),
            What::Finished => text.get("said-finished"),
            _ => return None,
        };
        Some((Weight::Plain, line))
    }

    fn delivery(&self, what: &What) -> Option<(Weight, String)> {
        let text = self.text;
        let ml = |value: f64, decimals| text.number(value, decimals);
        let (weight, line) = match what {
            What::FluoroscopyEnded { seconds } => {
                (Weight::Plain, say!(text, "said-fluoroscopy", time = text.number(*seconds, 1)))
            }
            What::RunAcquired(run) => {
                let line = say!(text, "said-run", number = run.number, ml = ml(run.contrast_ml, 1));
                (Weight::Plain, line)
            }
            What::ContrastInjected { segment, ml: volume } => {
                let line = say!(text, "said-contrast", ml = ml(*volume, 1), name = self.segment(segment));
                (Weight::Plain, line)
            }
            What::AgentPrepared { agent } => {
                (Weight::Plain, say!(text, "said-prepared", name = self.agent(agent)))
            }
            What::AgentInjected { agent, segment, ml: volume, refluxed_ml } => {
                let (agent, name) = (self.agent(agent), self.segment(segment));
                let line = say!(text, "said-agent", ml = ml(*volume, 2), agent = agent, name = name);
                // Above what rounding shows.
                if *refluxed_ml > 0.005 {
                    let back = say!(text, "said-agent-back", ml = ml(*refluxed_ml, 2));
                    (Weight::Warn, format!("{line}, {back}"))
                } else {
                    (Weight::Plain, line)
                }
            }
            What::RefluxStarted { segment, .. } => {
                (Weight::Warn, say!(text, "said-reflux", name = self.segment(segment)))
            }
            What::InjectionLimited { asked_ml_s, got_ml_s } => {
                let (asked, got) = (ml(*asked_ml_s, 2), ml(*got_ml_s, 2));
                (Weight::Warn, say!(text, "said-limited", asked = asked, got = got))
            }
            What::OverPressure { segment, rise_mmhg } => {
                let (name, rise) = (self.segment(segment), text.number(*rise_mmhg, 0));
                (Weight::Alarm, say!(text, "said-over-pressure", name = name, rise = rise))
            }
            What::CatheterClogged { slot, agent } => {
                let (slot, agent) = (slot_name(text, *slot), self.agent(agent));
                (Weight::Alarm, say!(text, "said-clogged", slot = slot, agent = agent))
            }
            What::CatheterGlued { slot, segment } => {
                let slot = slot_name(text, *slot);
                (Weight::Alarm, say!(text, "said-glued", slot = slot, name = self.segment(segment)))
            }
            What::VesselInjured { segment, ml_min } => {
                let (rate, name) = (ml(*ml_min, 2), self.segment(segment));
                (Weight::Alarm, say!(text, "said-injured", rate = rate, name = name))
            }
            _ => return None,
        };
        Some((weight, line))
    }

    fn implant(&self, what: &What) -> Option<(Weight, String)> {
        let text = self.text;
        Some(match what {
            What::ImplantDeployed { agent, segment, .. } => {
                let (agent, name) = (self.agent(agent), self.segment(segment));
                (Weight::Plain, say!(text, "said-deployed", agent = agent, name = name))
            }
            What::ImplantRetrieved { agent } => {
                (Weight::Plain, say!(text, "said-retrieved", agent = self.agent(agent)))
            }
            What::ImplantMigrated { agent, to, .. } => {
                let (agent, name) = (self.agent(agent), self.segment(to));
                (Weight::Alarm, say!(text, "said-migrated", agent = agent, name = name))
            }
            What::ImplantProtrudes { agent, segment } => {
                let (agent, name) = (self.agent(agent), self.segment(segment));
                (Weight::Warn, say!(text, "said-protrudes", agent = agent, name = name))
            }
            _ => return None,
        })
    }

    fn patient(&self, what: &What) -> Option<(Weight, String)> {
        let text = self.text;
        let whole = |value: &f64| text.number(*value, 0);
        let (weight, line) = match what {
            What::Bleeding { ml_min } => (Weight::Alarm, say!(text, "said-bleeding", rate = whole(ml_min))),
            What::CompressionStarted { above_mm, .. } => {
                (Weight::Plain, say!(text, "said-pressing", above = whole(above_mm)))
            }
            What::CompressionReleased { held_s, bleeding: true } => {
                (Weight::Alarm, say!(text, "said-released-bleeding", time = text.duration(*held_s)))
            }
            What::CompressionReleased { held_s, bleeding: false } => {
                (Weight::Plain, say!(text, "said-released-dry", time = text.duration(*held_s)))
            }
            What::Haemostasis => (Weight::Plain, text.get("said-dry")),
            What::PulseChecked { present: true } => (Weight::Plain, text.get("said-pulse")),
            What::PulseChecked { present: false } => (Weight::Alarm, text.get("said-no-pulse")),
            What::RestOrdered { hours } => {
                (Weight::Plain, say!(text, "said-rest", hours = text.plain(*hours)))
            }
            What::Haematoma { ml } => (Weight::Alarm, say!(text, "said-haematoma", ml = whole(ml))),
            What::DrugGiven { drug, dose } => {
                let (name, dose) = (drug_name(text, *drug), text.plain(*dose));
                (Weight::Plain, say!(text, "said-drug", name = name, dose = dose, unit = drug.unit()))
            }
            // What a hand would feel at the wire: there is no force at a key.
            What::Spasm { segment } => (Weight::Warn, say!(text, "said-spasm", name = self.segment(segment))),
            What::SpasmGone { segment } => {
                (Weight::Plain, say!(text, "said-spasm-gone", name = self.segment(segment)))
            }
            What::VagalReaction => (Weight::Alarm, text.get("said-vagal")),
            What::ContrastReaction { severe: true } => (Weight::Alarm, text.get("said-reaction-severe")),
            What::ContrastReaction { severe: false } => (Weight::Warn, text.get("said-reaction")),
            What::VitalsAlarm { text: sign } => {
                (Weight::Alarm, say!(text, "said-vitals", sign = said(text, sign)))
            }
            What::DoseNotice { air_kerma_mgy } => {
                (Weight::Warn, say!(text, "said-dose", kerma = whole(air_kerma_mgy)))
            }
            What::FluoroscopyTimer { minutes } => {
                (Weight::Warn, format!("♪ {}", say!(text, "said-timer", minutes = whole(minutes))))
            }
            What::ContrastLimit { ml, limit_ml } => {
                (Weight::Alarm, say!(text, "said-contrast-limit", ml = whole(ml), limit = whole(limit_ml)))
            }
            What::Quarantined { place } => {
                (Weight::Warn, say!(text, "said-quarantined", place = said(text, place)))
            }
            // Consequences in organs that nobody can see in the suite: the debrief tells them.
            _ => return None,
        };
        Some((weight, line))
    }
}
