//! Setting liquids in the catheter itself.
//!
//! Model: glue sets in the lumen where it touches ions (saline, contrast, another agent): dextrose has to lie between. A
//! polymer precipitates where it touches anything but its solvent. At the tip both touch blood whenever nothing is pushed.
//! Once such a contact has lasted for [`LUMEN`] times the stop time of the liquid (at the tip of a polymer: two minutes, to
//! verify), the catheter is blocked.

use super::Injector;
use super::lumen::{Fluid, Lumen};
use super::pump::Pump;
use crate::model::{Case, Mechanism};
use crate::sim::agent::cast::Setting;
use crate::sim::agent::{glue, polymer};
use crate::sim::circulation::{Circulation, Place};
use crate::sim::device::Port;
use crate::sim::event::What;
use crate::sim::tick::DT;

/// Time to block a lumen over the stop time in blood: no endothelium, little to mix with. Tuned.
const LUMEN: f64 = 2.0;
/// Longest rest of a polymer at the tip, s. To verify.
const POLYMER_REST_S: f64 = 120.0;

/// How much longer a polymer takes that was not shaken at all, and the share of its finest vessel it still goes to. Tuned.
const UNSHAKEN: (f64, f64) = (3.0, 0.5);

/// How an agent sets, if it does, from a syringe that is mixed this unevenly (0 to 1).
pub(super) fn setting(case: &Case, agent: usize, uneven: f64) -> Option<Setting> {
    match case.agents[agent].mechanism {
        Mechanism::Glue { glue_share } => Some(glue::setting(glue_share)),
        Mechanism::Polymer { percent } => {
            let even = polymer::setting(percent);
            Some(Setting {
                stop_s: even.stop_s * (1.0 + (UNSHAKEN.0 - 1.0) * uneven),
                finest: even.finest * (1.0 - (1.0 - UNSHAKEN.1) * uneven),
                ..even
            })
        }
        _ => None,
    }
}

/// Time (s) in which a contact of two fluids in the lumen blocks it.
pub(super) fn contact_s(case: &Case, a: Fluid, b: Fluid) -> Option<f64> {
    let one = |liquid: Fluid, other: Fluid| {
        let agent = liquid.agent()?;
        let harmless = match case.agents[agent].mechanism {
            Mechanism::Glue { .. } => matches!(other, Fluid::Dextrose | Fluid::Dmso),
            _ => other == Fluid::Dmso,
        };
        let setting = setting(case, agent, 0.0).filter(|_| !harmless && liquid != other)?;
        Some(LUMEN * setting.stop_s)
    };
    one(a, b).into_iter().chain(one(b, a)).reduce(f64::min)
}

/// Time (s) in which a fluid that rests at the tip blocks it.
pub(super) fn rest_s(case: &Case, fluid: Fluid) -> Option<f64> {
    let agent = fluid.agent()?;
    let setting = setting(case, agent, 0.0)?;
    let polymer = matches!(case.agents[agent].mechanism, Mechanism::Polymer { .. });
    Some(if polymer { POLYMER_REST_S } else { LUMEN * setting.stop_s })
}

impl Injector {
    /// A fluid enters the lumen behind another one.
    pub(super) fn touch(&mut self, case: &Case, lumen: usize, fluid: Fluid) {
        let Some((hub, _)) = self.lumens[lumen].ends() else { return };
        if let Some(seconds) = contact_s(case, hub, fluid) {
            let agent = fluid.agent().or(hub.agent()).unwrap_or_default();
            self.curing = self.curing.or(Some((seconds, agent)));
        }
    }

    /// Setting liquids: in the lumen, at its tip, and around it.
    pub(super) fn cure(
        &mut self,
        case: &Case,
        circulation: &Circulation,
        port: Option<&Port>,
        out: &mut Vec<What>,
    ) {
        let Some(port) = port else { return };
        let tip =
            self.lumens.iter().find(|l| l.slot() == port.slot).and_then(Lumen::ends).map(|(_, tip)| tip);
        self.rested_s = if self.pump == Pump::Idle { self.rested_s + DT } else { 0.0 };
        let rests = tip.and_then(|tip| rest_s(case, tip)).is_some_and(|most| self.rested_s > most);
        let agent = match &mut self.curing {
            Some((left_s, agent)) => {
                *left_s -= DT;
                (*left_s <= 0.0).then_some(*agent)
            }
            None => tip.and_then(Fluid::agent).filter(|_| rests),
        };
        if let Some(agent) = agent.filter(|_| self.clogged != Some(port.slot)) {
            self.curing = None;
            self.clogged = Some(port.slot);
            out.push(What::CatheterClogged { slot: port.slot, agent: case.agents[agent].id.clone() });
        }
        let place = Place { segment: port.tip.segment, along_mm: port.tip.along_mm };
        if self.glued != Some(port.slot) && circulation.grips(&case.graph, place) {
            self.glued = Some(port.slot);
            let segment = case.graph.segment(place.segment).id.clone();
            out.push(What::CatheterGlued { slot: port.slot, segment });
        }
    }
}
