//! A checked case: everything the engine, the views and the scoring need to know about one training problem.

use super::agent::{Agent, Contrast};
use super::device::{Device, Mechanics};
use super::patient::{AccessSite, Judgement, Patient};
use super::rubric::Rubric;
use super::target::{Neighbour, Protected, Target};
use super::vessel_graph::VesselGraph;

/// One training problem, complete and immutable.
#[derive(Clone, Debug)]
pub struct Case {
    /// Id as in the file.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// What it teaches, one or two sentences.
    pub objective: String,
    /// History, findings and question, for the briefing.
    pub briefing: String,
    /// The patient.
    pub patient: Patient,
    /// The arterial tree with the case's own branches and beds.
    pub graph: VesselGraph,
    /// Places to enter, each judged.
    pub access: Vec<AccessSite>,
    /// What to close.
    pub targets: Vec<Target>,
    /// What to spare.
    pub protected: Vec<Protected>,
    /// What to look at besides.
    pub neighbours: Vec<Neighbour>,
    /// Diagnostic studies that can be read before the procedure.
    pub studies: Vec<Study>,
    /// Devices on the trolley.
    pub devices: Vec<Device>,
    /// Agents on the trolley.
    pub agents: Vec<Agent>,
    /// How each agent fits this case.
    pub agent_choices: Vec<AgentChoice>,
    /// The contrast medium.
    pub contrast: Contrast,
    /// By which mechanics devices move.
    pub mechanics: Mechanics,
    /// How it is scored.
    pub rubric: Rubric,
    /// Teaching text, shown after the case.
    pub teaching: Vec<String>,
    /// Seed that its anatomy was drawn with from the published variants; `None` as the file draws it.
    pub variant: Option<u64>,
    /// Hash of the checked content (`scenario::hash`): a session belongs to one content, not to one file.
    pub hash: u64,
}

/// A diagnostic study from before the procedure: the engine renders it from the case's own anatomy.
#[derive(Clone, Debug)]
pub struct Study {
    /// Id as in the file.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Phase it shows.
    pub phase: StudyPhase,
    /// What a reader finds in it, for people.
    pub findings: String,
    /// S1 is incomplete without it.
    pub required: bool,
}

/// Phase of a diagnostic study.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StudyPhase {
    /// Arteries and blush.
    Arterial,
    /// Portal vein.
    Portal,
}

/// Judgement on one agent in this case.
#[derive(Clone, Debug)]
pub struct AgentChoice {
    /// Agent id.
    pub agent: String,
    /// Whether it is a good choice.
    pub judgement: Judgement,
    /// Why.
    pub reason: String,
}

impl Case {
    /// A device of the trolley by id.
    pub fn device(&self, id: &str) -> Option<&Device> {
        self.devices.iter().find(|d| d.id == id)
    }

    /// An agent of the trolley by id.
    pub fn agent(&self, id: &str) -> Option<&Agent> {
        self.agents.iter().find(|a| a.id == id)
    }

    /// An access site by id.
    pub fn site(&self, id: &str) -> Option<&AccessSite> {
        self.access.iter().find(|a| a.id == id)
    }
}
