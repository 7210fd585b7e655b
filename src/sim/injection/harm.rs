//! What an injection can do besides what it is meant to: reflux, over-pressure, injury by a solvent, a blocked catheter, too
//! much contrast.
//!
//! Model: particles may clog a lumen from a share of it on that depends on their make (`agent::Habit`; half for polyvinyl
//! alcohol, to verify): each mL with the probability [`CLOG_PER_ML`]·t², t = (ratio - share)/(1 - share).

use super::Injector;
use super::lumen::{Fluid, Stretch};
use super::pump::Pump;
use crate::model::{Case, Mechanism, SegmentIx};
use crate::sim::agent::{habit, polymer};
use crate::sim::device::Port;
use crate::sim::event::What;
use crate::sim::flow::Response;
use crate::units::{Flow, Pressure};

/// Rise of pressure at the tip that harms a vessel. Tuned.
const OVER_PRESSURE: Pressure = Pressure::from_mmhg(150.0);
/// Clogging per mL at a particle as wide as the lumen. Tuned.
const CLOG_PER_ML: f64 = 1.5;

impl Injector {
    /// More pressure than the wall stands tears it, as a solvent burns it.
    pub(super) fn check_pressure(&mut self, response: Response, place: SegmentIx, out: &mut Vec<What>) {
        let rise = Pressure::from_si(response.resistance.si() * Flow::from_ml_s(self.rate_now).si());
        if rise > OVER_PRESSURE && !self.push.over_pressure {
            self.push.over_pressure = true;
            self.injure(place);
            out.push(What::OverPressure { segment: self.push.segment.clone(), rise_mmhg: rise.mmhg() });
        }
    }

    /// Books what hurts of what leaves the tip. Solvent is all of a polymer's mixture but its few per cent.
    pub(super) fn irritate(&mut self, case: &Case, stretch: Stretch) {
        let irritants = &mut self.harm.0;
        match stretch.fluid {
            Fluid::Dmso => irritants.dmso_ml += stretch.ml,
            Fluid::Agent(agent) => match case.agents[agent].mechanism {
                Mechanism::Polymer { percent } => irritants.dmso_ml += stretch.ml * (1.0 - percent / 100.0),
                Mechanism::Ethanol { ethanol_share, .. } => {
                    irritants.ethanol_ml += stretch.ml * ethanol_share;
                }
                _ => {}
            },
            Fluid::Saline | Fluid::Dextrose | Fluid::Contrast => {}
        }
    }

    /// Solvent that comes faster than the vessel wall stands.
    pub(super) fn check_solvent(&mut self, case: &Case, place: SegmentIx, out: &mut Vec<What>) {
        let solvent = match self.push.fluid {
            Some(Fluid::Dmso) => true,
            Some(Fluid::Agent(agent)) => matches!(case.agents[agent].mechanism, Mechanism::Polymer { .. }),
            Some(Fluid::Saline | Fluid::Dextrose | Fluid::Contrast) | None => false,
        };
        if solvent && self.rate_now > polymer::FASTEST_ML_S * (1.0 + 1e-9) && !self.push.injured {
            self.push.injured = true;
            self.injure(place);
            let (segment, ml_min) = (self.push.segment.clone(), 60.0 * self.rate_now);
            out.push(What::VesselInjured { segment, ml_min });
        }
    }

    /// An injured wall hurts and goes into spasm.
    fn injure(&mut self, place: SegmentIx) {
        self.harm.0.injured = true;
        self.harm.1 = Some(place);
    }

    pub(super) fn tell_reflux(&mut self, case: &Case, now: bool, out: &mut Vec<What>) {
        self.refluxing = now;
        // it may come and go with the beat; it is told once a push
        let starts = now && !self.push.reflux_told;
        self.push.reflux_told |= now;
        let agent = match self.push.fluid {
            Some(Fluid::Agent(agent)) => case.agents[agent].id.as_str(),
            Some(Fluid::Contrast) => "contrast",
            Some(Fluid::Saline | Fluid::Dextrose | Fluid::Dmso) | None => return,
        };
        if starts {
            out.push(What::RefluxStarted { segment: self.push.segment.clone(), agent: agent.to_owned() });
        }
    }

    pub(super) fn maybe_clog(&mut self, case: &Case, port: &Port, ml: f64, out: &mut Vec<What>) {
        let Some(syringe) = self.syringe.filter(|_| matches!(self.pump, Pump::Agent { .. })) else { return };
        let agent = &case.agents[syringe.agent];
        let Some(particles) = agent.mechanism.particles() else { return };
        let ratio = particles.squeezed_um() * syringe.clumps() / (port.inner_mm * 1000.0);
        let from = habit(particles.make).clogs_from;
        let tight = ((ratio - from) / (1.0 - from)).max(0.0);
        if tight > 0.0 && self.random.uniform() < CLOG_PER_ML * tight * tight * ml {
            self.clogged = Some(port.slot);
            out.push(What::CatheterClogged { slot: port.slot, agent: agent.id.clone() });
        }
    }

    pub(super) fn count_contrast(&mut self, case: &Case, out: &mut Vec<What>) {
        let limit_ml = case.patient.contrast_limit_ml();
        if self.contrast_ml > limit_ml && !self.limit_passed {
            self.limit_passed = true;
            out.push(What::ContrastLimit { ml: self.contrast_ml, limit_ml });
        }
    }
}
