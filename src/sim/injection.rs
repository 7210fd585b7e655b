//! Pumps and syringes: what comes out of the tip, and how fast.
//!
//! Model: the pump pushes through the catheter (Poiseuille) into the vessel (Thévenin resistance at the tip), and no
//! harder than its pressure limit: `q ≤ P_max / (R_catheter + R_tip)`, `R_catheter = 128 μ L/(π d⁴)`.
//! Irregular particles do not pass a lumen narrower than their bin's upper size; from half the lumen on, each mL may
//! clog it, ever likelier (`clinical` rule 5.1, to verify).
//! Reflux is measured: the flow on the side the blood comes from has turned around.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | q | rate | m³/s |
//! | `P_max` | pressure limit | Pa |
//! | μ, L, d | viscosity, length and lumen of the catheter | Pa·s, m, m |
//!
//! Validity: laminar; for 4 to 5 Fr at more than 5 mL/s the real rate is lower (turbulence), so the limit is generous.
//! Left out: dead volume of the catheter, compliance of syringe and hose.

use super::bed::Gel;
use super::circulation::{Circulation, Inflow, Place};
use super::device::Port;
use super::event::What;
use super::flow::Response;
use super::rng::Stream;
use super::snapshot::InjectionView;
use super::tick::DT;
use super::transport::{Class, Mixture, Parcel};
use crate::hash::StateHash;
use crate::math;
use crate::model::{Agent, Case, Mechanism, Slot};
use crate::units::{Flow, M_PER_MM, Pressure, Resistance};

/// What a thumb gives: 200 psi, a small syringe pushed firmly. Tuned.
const HAND: Pressure = Pressure::from_si(200.0 * 6894.757);
/// Power injector through a microcatheter: 750 psi (to verify, vendor rating).
const POWER_MICRO: Pressure = Pressure::from_si(750.0 * 6894.757);
/// Power injector through a 4 to 6 Fr catheter: 1000 psi (to verify, vendor rating).
const POWER: Pressure = Pressure::from_si(1000.0 * 6894.757);
/// Rise of pressure at the tip that harms a vessel. Tuned.
const OVER_PRESSURE: Pressure = Pressure::from_mmhg(150.0);
/// Clogging per mL at a particle as wide as the lumen. Tuned.
const CLOG_PER_ML: f64 = 1.5;

/// What is being pushed.
#[derive(Clone, Debug, Default, PartialEq)]
enum Pump {
    #[default]
    Idle,
    Hand {
        rate: f64,
    },
    Power {
        rate: f64,
        left_ml: f64,
    },
    Agent {
        rate: f64,
    },
}

/// One push, from its start to its end.
#[derive(Clone, Debug, Default, PartialEq)]
struct Push {
    agent: Option<usize>,
    segment: String,
    ml: f64,
    refluxed_ml: f64,
    limited: bool,
    over_pressure: bool,
}

/// Use of one agent so far.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Dose {
    /// Mixture injected, mL.
    pub injected_ml: f64,
    /// Particles injected.
    pub particles: u64,
    /// Syringes taken.
    pub syringes: u32,
}

/// State of everything that injects.
#[derive(Clone, Debug)]
pub struct Injector {
    pump: Pump,
    push: Push,
    agent: Option<usize>,
    syringe_ml: f64,
    contrast_ml: f64,
    limit_passed: bool,
    doses: Vec<Dose>,
    clogged: Option<Slot>,
    refluxing: bool,
    rate_now: f64,
    random: Stream,
}

impl Injector {
    /// Nothing prepared.
    pub fn new(case: &Case, seed: u64) -> Self {
        Self {
            pump: Pump::Idle,
            push: Push::default(),
            agent: None,
            syringe_ml: 0.0,
            contrast_ml: 0.0,
            limit_passed: false,
            doses: vec![Dose::default(); case.agents.len()],
            clogged: None,
            refluxing: false,
            rate_now: 0.0,
            random: Stream::named(seed, "injection"),
        }
    }

    /// Starts, changes or (at 0) stops the hand injection of contrast.
    pub fn hand(&mut self, rate_ml_s: f64, port: Option<&Port>) -> Result<(), String> {
        if rate_ml_s <= 0.0 {
            if matches!(self.pump, Pump::Hand { .. }) {
                self.pump = Pump::Idle;
            }
            return Ok(());
        }
        self.ready(port)?;
        if rate_ml_s > 10.0 {
            return Err(format!("{rate_ml_s} mL/s is more than a hand gives: up to 10 mL/s"));
        }
        self.pump = Pump::Hand { rate: rate_ml_s };
        Ok(())
    }

    /// Starts a power injection of contrast.
    pub fn power(&mut self, rate_ml_s: f64, volume_ml: f64, port: Option<&Port>) -> Result<(), String> {
        self.ready(port)?;
        if !(0.1..=30.0).contains(&rate_ml_s) || !(0.1..=150.0).contains(&volume_ml) {
            return Err(format!(
                "{rate_ml_s} mL/s x {volume_ml} mL is outside the injector's 0.1 to 30 mL/s and 0.1 to 150 mL"
            ));
        }
        self.pump = Pump::Power { rate: rate_ml_s, left_ml: volume_ml };
        Ok(())
    }

    /// Fills a syringe with an agent.
    pub fn prepare(&mut self, case: &Case, id: &str, out: &mut Vec<What>) -> Result<(), String> {
        let Some(agent) = case.agents.iter().position(|a| a.id == id) else {
            return Err(format!("the trolley has no agent '{id}'"));
        };
        let product = &case.agents[agent];
        if self.doses[agent].syringes >= product.syringes {
            return Err(format!("all {} syringes of {} are used", product.syringes, product.name));
        }
        self.doses[agent].syringes += 1;
        if matches!(self.pump, Pump::Agent { .. }) {
            self.pump = Pump::Idle;
        }
        self.agent = Some(agent);
        self.syringe_ml = product.syringe_ml;
        out.push(What::AgentPrepared { agent: id.to_owned() });
        Ok(())
    }

    /// Starts, changes or (at 0) stops the injection of the prepared agent.
    pub fn embolize(
        &mut self,
        case: &Case,
        rate_ml_s: f64,
        port: Option<&Port>,
        out: &mut Vec<What>,
    ) -> Result<(), String> {
        if rate_ml_s <= 0.0 {
            if matches!(self.pump, Pump::Agent { .. }) {
                self.pump = Pump::Idle;
            }
            return Ok(());
        }
        let Some(agent) = self.agent.map(|a| &case.agents[a]) else {
            return Err("no agent is prepared".to_owned());
        };
        if self.syringe_ml <= 0.0 {
            return Err(format!("the syringe of {} is empty: prepare another", agent.name));
        }
        let port = self.ready(port)?;
        if port.side_holes {
            return Err(
                "embolic material would leave through the side holes: use an end-hole catheter".to_owned()
            );
        }
        if rate_ml_s > 5.0 {
            return Err(format!("{rate_ml_s} mL/s is more than a small syringe gives: up to 5 mL/s"));
        }
        if widest_um(agent) > port.inner_mm * 1000.0 {
            self.clogged = Some(port.slot);
            out.push(What::CatheterClogged { slot: port.slot, agent: agent.id.clone() });
            return Err(format!(
                "particles of up to {} µm do not pass a lumen of {:.2} mm: the catheter is blocked, remove it",
                widest_um(agent),
                port.inner_mm
            ));
        }
        self.pump = Pump::Agent { rate: rate_ml_s };
        Ok(())
    }

    fn ready<'p>(&self, port: Option<&'p Port>) -> Result<&'p Port, String> {
        let port = port.ok_or_else(|| "there is no catheter to inject through".to_owned())?;
        if port.wire_in_lumen {
            return Err("the wire fills the lumen: remove it first".to_owned());
        }
        if self.clogged == Some(port.slot) {
            return Err("the catheter is blocked: remove it".to_owned());
        }
        Ok(port)
    }

    /// A device has left the stack; its blockage, and any push through it, leave with it.
    pub fn removed(&mut self, slot: Slot) {
        if self.clogged == Some(slot) {
            self.clogged = None;
        }
    }

    /// What enters the vessel this tick.
    pub fn step(
        &mut self,
        case: &Case,
        circulation: &mut Circulation,
        port: Option<&Port>,
        out: &mut Vec<What>,
    ) -> Option<Inflow> {
        let usable = self.ready(port).ok().copied();
        let Some(port) = usable.filter(|_| self.pump != Pump::Idle) else {
            self.finish_push(case, out);
            self.pump = Pump::Idle;
            return None;
        };
        let place = Place { segment: port.tip.segment, along_mm: port.tip.along_mm };
        let segment = &case.graph.segment(place.segment).id;
        if self.push.segment != *segment || self.push.agent != self.pushing_agent() {
            self.finish_push(case, out);
            self.push.agent = self.pushing_agent();
            self.push.segment.clone_from(segment);
        }
        let response = circulation.response(&case.graph, place);
        let rate = self.limited_rate(case, &port, response, out);
        let ml = self.take(rate * DT);
        self.rate_now = ml / DT;
        self.push.ml += ml;
        self.check_pressure(response, out);
        self.check_reflux(case, response, out);
        let parcel = self.fill(case, ml, circulation);
        if self.spent() {
            self.pump = Pump::Idle;
        }
        self.maybe_clog(case, &port, ml, out);
        self.count_contrast(case, out);
        Some(Inflow { place, flow: Flow::from_ml_s(ml / DT), parcel })
    }

    fn pushing_agent(&self) -> Option<usize> {
        self.agent.filter(|_| matches!(self.pump, Pump::Agent { .. }))
    }

    fn limited_rate(&mut self, case: &Case, port: &Port, response: Response, out: &mut Vec<What>) -> f64 {
        let (asked, limit, viscosity) = match self.pump {
            Pump::Idle => return 0.0,
            Pump::Hand { rate } => (rate, HAND, case.contrast.viscosity_mpa_s),
            Pump::Power { rate, .. } if port.slot == Slot::Microcatheter => {
                (rate, POWER_MICRO, case.contrast.viscosity_mpa_s)
            }
            Pump::Power { rate, .. } => (rate, POWER, case.contrast.viscosity_mpa_s),
            Pump::Agent { rate } => (rate, HAND, self.agent.map_or(1.0, |a| case.agents[a].viscosity_mpa_s)),
        };
        let d = port.inner_mm * M_PER_MM;
        let catheter = 128.0 * viscosity * 1e-3 * port.length_mm * M_PER_MM / (math::PI * d * d * d * d);
        let most = Flow::from_si(limit.si() / (catheter + response.resistance.si())).ml_s();
        if most < asked && !self.push.limited {
            self.push.limited = true;
            out.push(What::InjectionLimited { asked_ml_s: asked, got_ml_s: most });
        }
        asked.min(most)
    }

    /// Takes a volume from what is being pushed; less when it ends.
    fn take(&mut self, ml: f64) -> f64 {
        match &mut self.pump {
            Pump::Idle => 0.0,
            Pump::Hand { .. } => {
                self.contrast_ml += ml;
                ml
            }
            Pump::Power { left_ml, .. } => {
                let ml = ml.min(*left_ml);
                *left_ml -= ml;
                self.contrast_ml += ml;
                ml
            }
            Pump::Agent { .. } => {
                let ml = ml.min(self.syringe_ml);
                self.syringe_ml -= ml;
                ml
            }
        }
    }

    fn fill(&mut self, case: &Case, ml: f64, circulation: &mut Circulation) -> Parcel {
        let volume = ml * 1e-6;
        let Some(agent) = self.pushing_agent() else {
            let mixture = Mixture { iodine: case.contrast.iodine_mg_ml, ..Mixture::BLOOD };
            return Parcel { volume, mixture, particles: Vec::new() };
        };
        let product = &case.agents[agent];
        self.doses[agent].injected_ml += ml;
        let mut parcel = Parcel { volume, ..Parcel::default() };
        match product.mechanism {
            Mechanism::Pva { per_ml, .. } => {
                parcel.mixture.iodine = product.iodine_mg_ml;
                let drawn: Vec<(Class, u64)> = circulation
                    .classes()
                    .of_agent(agent)
                    .map(|(class, size)| (class, self.random.round(ml * per_ml * size.share)))
                    .collect();
                self.doses[agent].particles += drawn.iter().map(|(_, n)| n).sum::<u64>();
                parcel.add_particles(&drawn);
            }
            Mechanism::Oil { .. } => parcel.mixture.oil = 1.0,
            Mechanism::Collagen { finest_um } => {
                parcel.mixture.iodine = product.iodine_mg_ml;
                parcel.mixture.gel = 1.0;
                circulation.set_gel(Gel::new(product.viscosity_mpa_s, finest_um));
            }
        }
        parcel
    }

    fn check_pressure(&mut self, response: Response, out: &mut Vec<What>) {
        let rise = Pressure::from_si(self.rise(response.resistance));
        if rise > OVER_PRESSURE && !self.push.over_pressure {
            self.push.over_pressure = true;
            out.push(What::OverPressure { segment: self.push.segment.clone(), rise_mmhg: rise.mmhg() });
        }
    }

    fn rise(&self, resistance: Resistance) -> f64 {
        resistance.si() * Flow::from_ml_s(self.rate_now).si()
    }

    fn check_reflux(&mut self, case: &Case, response: Response, out: &mut Vec<What>) {
        let rest = response.resting_flow.ml_s();
        // on the side the blood comes from; it turns around when the push is stronger
        let against = if rest >= 0.0 {
            -(rest + response.upstream_share * self.rate_now)
        } else {
            rest + (1.0 + response.upstream_share) * self.rate_now
        };
        let refluxed = against.max(0.0) * DT;
        // it may come and go with the beat; it is told once a push
        let starts = refluxed > 0.0 && self.push.refluxed_ml == 0.0;
        self.push.refluxed_ml += refluxed;
        self.refluxing = refluxed > 0.0;
        if starts {
            let agent = self.pushing_agent().map_or("contrast", |a| &case.agents[a].id).to_owned();
            out.push(What::RefluxStarted { segment: self.push.segment.clone(), agent });
        }
    }

    fn maybe_clog(&mut self, case: &Case, port: &Port, ml: f64, out: &mut Vec<What>) {
        let Some(agent) = self.pushing_agent().map(|a| &case.agents[a]) else { return };
        let ratio = widest_um(agent) / (port.inner_mm * 1000.0);
        let tight = ((ratio - 0.5) / 0.5).max(0.0);
        if tight > 0.0 && self.random.uniform() < CLOG_PER_ML * tight * tight * ml {
            self.clogged = Some(port.slot);
            out.push(What::CatheterClogged { slot: port.slot, agent: agent.id.clone() });
        }
    }

    fn count_contrast(&mut self, case: &Case, out: &mut Vec<What>) {
        let limit_ml = case.patient.contrast_limit_ml();
        if self.contrast_ml > limit_ml && !self.limit_passed {
            self.limit_passed = true;
            out.push(What::ContrastLimit { ml: self.contrast_ml, limit_ml });
        }
    }

    /// Nothing is left of what is pushed.
    fn spent(&self) -> bool {
        /// Less than a drop's trace, mL.
        const NOTHING: f64 = 1e-9;
        match self.pump {
            Pump::Power { left_ml, .. } => left_ml <= NOTHING,
            Pump::Agent { .. } => self.syringe_ml <= NOTHING,
            Pump::Idle | Pump::Hand { .. } => false,
        }
    }

    fn finish_push(&mut self, case: &Case, out: &mut Vec<What>) {
        self.refluxing = false;
        self.rate_now = 0.0;
        let Push { agent, segment, ml, refluxed_ml, .. } = core::mem::take(&mut self.push);
        if ml <= 0.0 {
            return;
        }
        out.push(match agent {
            Some(agent) => {
                What::AgentInjected { agent: case.agents[agent].id.clone(), segment, ml, refluxed_ml }
            }
            None => What::ContrastInjected { segment, ml },
        });
    }

    /// Contrast used, mL.
    pub fn contrast_ml(&self) -> f64 {
        self.contrast_ml
    }

    /// Contrast flows at this moment; the segment it comes out in.
    pub fn contrast_at(&self) -> Option<&str> {
        let flows = self.rate_now > 0.0 && self.push.agent.is_none();
        flows.then_some(self.push.segment.as_str())
    }

    /// Use of each agent, in the case's order.
    pub fn doses(&self) -> &[Dose] {
        &self.doses
    }

    /// What can be seen of it; `flow_at_tip_ml_min` is the glue's.
    pub fn view(&self, case: &Case, flow_at_tip_ml_min: f64) -> InjectionView {
        let pushing = self.push.agent.is_some();
        InjectionView {
            contrast_ml_s: if pushing { 0.0 } else { self.rate_now },
            contrast_ml: self.contrast_ml,
            contrast_limit_ml: case.patient.contrast_limit_ml(),
            agent: self.agent.map(|a| case.agents[a].id.clone()),
            syringe_ml: self.syringe_ml,
            agent_ml_s: if pushing { self.rate_now } else { 0.0 },
            flow_at_tip_ml_min,
            reflux: self.refluxing,
        }
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        for value in [self.syringe_ml, self.contrast_ml, self.rate_now, self.push.ml, self.push.refluxed_ml] {
            hash.float(value);
        }
        for dose in &self.doses {
            hash.float(dose.injected_ml);
            hash.int(dose.particles);
            hash.int(u64::from(dose.syringes));
        }
        hash.int(self.clogged.map_or(0, |slot| slot as u64 + 1));
    }
}

fn widest_um(agent: &Agent) -> f64 {
    match agent.mechanism {
        Mechanism::Pva { size_um, .. } => size_um.1,
        Mechanism::Oil { .. } | Mechanism::Collagen { .. } => 0.0,
    }
}
