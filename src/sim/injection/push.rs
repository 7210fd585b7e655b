//! One push: what left the tip between two pauses, in one vessel, of one fluid.

use super::backflow::Backflow;
use super::lumen::Fluid;
use crate::hash::StateHash;
use crate::model::Case;
use crate::sim::event::What;
use crate::sim::flow::Response;

/// Its account.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Push {
    /// What leaves the tip.
    pub fluid: Option<Fluid>,
    /// Segment of the tip.
    pub segment: String,
    /// Volume, mL.
    pub ml: f64,
    /// What of it went backwards.
    pub backflow: Backflow,
    /// The reflux has been told.
    pub reflux_told: bool,
    /// The pressure limit has been told.
    pub limited: bool,
    /// The over-pressure has been told.
    pub over_pressure: bool,
    /// The injury by a solvent has been told.
    pub injured: bool,
}

impl Push {
    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self { fluid, segment, ml, backflow, reflux_told, limited, over_pressure, injured } = self;
        hash.option(*fluid, |fluid, hash| hash.int(fluid.code()));
        hash.text(segment);
        hash.float(*ml);
        backflow.hash_into(hash);
        hash.each([reflux_told, limited, over_pressure, injured], |told, hash| hash.flag(*told));
    }

    /// What is told when it is over; nothing of a flush.
    pub fn told(self, case: &Case) -> Option<What> {
        let Self { fluid, segment, ml, backflow, .. } = self;
        let refluxed_ml = backflow.refluxed_ml();
        match fluid.filter(|_| ml > 0.0)? {
            Fluid::Saline | Fluid::Dextrose | Fluid::Dmso => None,
            Fluid::Contrast => Some(What::ContrastInjected { segment, ml }),
            Fluid::Agent(agent) => {
                Some(What::AgentInjected { agent: case.agents[agent].id.clone(), segment, ml, refluxed_ml })
            }
        }
    }
}

/// Flow against the blood's direction at the tip while this much (mL/s) comes out of it, mL/s; negative when it runs on. It is
/// measured on the side the blood comes from, which turns around when the push is stronger, or when the beat turns it.
///
/// Which side that is (`forward`: from the segment's start) is said by the vessel's own mean flow: the flow of one tick without
/// its push would still carry what pushes before it have set in motion.
pub fn backwards(response: Response, forward: bool, rate_ml_s: f64) -> f64 {
    let before = response.resting_flow.ml_s() + response.upstream_share * rate_ml_s;
    if forward { -before } else { before + rate_ml_s }
}
