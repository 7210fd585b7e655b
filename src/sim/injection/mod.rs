//! Injections: what comes out of the tip, and how fast.
//!
//! Model: a pump (`pump`) pushes a fluid into the hub; the lumen's content (`lumen`) comes out at the tip. The pump pushes
//! no harder than its pressure limit: `q ≤ P_max / (R_lumen + R_tip)`, `R_tip` the Thévenin resistance of the vessels.
//! Particles do not pass a lumen narrower than the widest of them can be squeezed. Reflux is measured: the flow on the side the
//! blood comes from turns around, and what it takes along stays there (`backflow`).
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | q | rate | m³/s |
//! | `P_max` | pressure limit | Pa |
//!
//! Validity: laminar; for 4 to 5 Fr at more than 5 mL/s the real rate is lower (turbulence), so the limit is generous.
//! Left out: compliance of syringe and hose.

pub mod backflow;
mod curing;
mod harm;
mod implants;
pub mod lumen;
pub mod pump;
pub mod push;
pub mod syringe;
mod tip;

use lumen::{Fluid, Lumen, NOTHING_ML};
use pump::Pump;
use push::Push;
use syringe::Syringe;

use super::circulation::{Circulation, Inflow, Place};
use super::device::Port;
use super::event::What;
use super::flow::Response;
use super::patient::pain::Irritants;
use super::rng::Stream;
use super::snapshot::InjectionView;
use super::tick::DT;
use super::transport::Parcel;
use crate::hash::StateHash;
use crate::model::{Case, SegmentIx, Slot};
use crate::units::Flow;

/// Fastest push of contrast by hand, mL/s. Tuned.
const HAND_ML_S: f64 = 10.0;
/// Longest rise of the power injector, s (to verify, vendor data).
const LONGEST_RISE_S: f64 = 10.0;
/// Fastest push of a small syringe, mL/s. Tuned.
const SYRINGE_ML_S: f64 = 5.0;

/// Use of one agent so far.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Dose {
    /// Mixture that left the tip, mL.
    pub injected_ml: f64,
    /// Particles that left the tip.
    pub particles: u64,
    /// Syringes taken.
    pub syringes: u32,
}

/// State of everything that injects.
#[derive(Clone, Debug)]
pub struct Injector {
    pump: Pump,
    push: Push,
    syringe: Option<Syringe>,
    lumens: Vec<Lumen>,
    contrast_ml: f64,
    limit_passed: bool,
    doses: Vec<Dose>,
    clogged: Option<Slot>,
    /// Held by a cast around its tip.
    glued: Option<Slot>,
    /// Time until a setting liquid blocks the lumen, s, with the agent.
    curing: Option<(f64, usize)>,
    /// Time that nothing was pushed, s.
    rested_s: f64,
    refluxing: bool,
    rate_now: f64,
    /// What left the tip in this tick and hurts, and the segment whose wall it injured.
    harm: (Irritants, Option<SegmentIx>),
    random: Stream,
}

impl Injector {
    /// Nothing prepared.
    pub fn new(case: &Case, seed: u64) -> Self {
        Self {
            pump: Pump::Idle,
            push: Push::default(),
            syringe: None,
            lumens: Vec::new(),
            contrast_ml: 0.0,
            limit_passed: false,
            doses: vec![Dose::default(); case.agents.len()],
            clogged: None,
            glued: None,
            curing: None,
            rested_s: 0.0,
            refluxing: false,
            rate_now: 0.0,
            harm: (Irritants::default(), None),
            random: Stream::named(seed, "injection"),
        }
    }

    /// Starts, changes or (at 0) stops the hand injection of contrast.
    pub fn hand(&mut self, rate_ml_s: f64, port: Option<&Port>) -> Result<(), String> {
        if rate_ml_s <= 0.0 {
            self.stop(|pump| matches!(pump, Pump::Hand { .. }));
            return Ok(());
        }
        self.ready(port)?;
        if rate_ml_s > HAND_ML_S {
            return Err(format!("{rate_ml_s} mL/s is more than a hand gives: up to {HAND_ML_S} mL/s"));
        }
        self.pump = Pump::Hand { rate: rate_ml_s };
        Ok(())
    }

    /// Starts a power injection of contrast, whose rate rises linearly for `rise_s`.
    pub fn power(
        &mut self,
        (rate_ml_s, volume_ml, rise_s): (f64, f64, f64),
        port: Option<&Port>,
    ) -> Result<(), String> {
        self.ready(port)?;
        if !(0.1..=30.0).contains(&rate_ml_s) || !(0.1..=150.0).contains(&volume_ml) {
            return Err(format!(
                "{rate_ml_s} mL/s x {volume_ml} mL is outside the injector's 0.1 to 30 mL/s and 0.1 to 150 mL"
            ));
        }
        if !(0.0..=LONGEST_RISE_S).contains(&rise_s) {
            return Err(format!("a rise of {rise_s} s is outside the injector's 0 to {LONGEST_RISE_S} s"));
        }
        self.pump = Pump::Power { rate: rate_ml_s, left_ml: volume_ml, rise_s, past_s: 0.0 };
        Ok(())
    }

    /// Starts, changes or (at 0) stops a flush.
    pub fn flush(&mut self, fluid: Fluid, rate_ml_s: f64, port: Option<&Port>) -> Result<(), String> {
        if rate_ml_s <= 0.0 {
            self.stop(|pump| matches!(pump, Pump::Flush { .. }));
            return Ok(());
        }
        self.ready(port)?;
        if rate_ml_s > SYRINGE_ML_S {
            return Err(too_fast(rate_ml_s));
        }
        self.pump = Pump::Flush { fluid, rate: rate_ml_s };
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
        self.stop(|pump| matches!(pump, Pump::Agent { .. }));
        self.syringe = Some(drawn(case, agent));
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
            self.stop(|pump| matches!(pump, Pump::Agent { .. }));
            return Ok(());
        }
        let syringe = self.syringe.ok_or("no agent is prepared")?;
        let agent = &case.agents[syringe.agent];
        if agent.mechanism.implant().is_some() {
            return Err(format!("{} is deployed, not injected", agent.name));
        }
        if syringe.ml <= 0.0 {
            return Err(format!("the syringe of {} is empty: prepare another", agent.name));
        }
        let port = self.ready(port)?;
        if port.side_holes {
            return Err(
                "embolic material would leave through the side holes: use an end-hole catheter".to_owned()
            );
        }
        if rate_ml_s > SYRINGE_ML_S {
            return Err(too_fast(rate_ml_s));
        }
        if !agent.mechanism.passes(port.inner_mm) {
            self.clogged = Some(port.slot);
            out.push(What::CatheterClogged { slot: port.slot, agent: agent.id.clone() });
            return Err(format!(
                "{} does not pass a lumen of {:.2} mm: the catheter is blocked, remove it",
                agent.name, port.inner_mm
            ));
        }
        self.pump = Pump::Agent { rate: rate_ml_s };
        Ok(())
    }

    fn stop(&mut self, which: impl Fn(Pump) -> bool) {
        if which(self.pump) {
            self.pump = Pump::Idle;
        }
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

    /// A device has left the stack; its blockage, and what was in its lumen, leave with it.
    pub fn removed(&mut self, slot: Slot) {
        if self.clogged == Some(slot) {
            self.clogged = None;
        }
        if slot != Slot::Wire {
            self.curing = None;
        }
        self.lumens.retain(|lumen| lumen.slot() != slot);
    }

    /// What enters the vessel this tick.
    pub fn step(
        &mut self,
        case: &Case,
        circulation: &mut Circulation,
        port: Option<&Port>,
        out: &mut Vec<What>,
    ) -> Option<Inflow> {
        if let Some(syringe) = &mut self.syringe {
            syringe.step();
        }
        self.harm = (Irritants::default(), None);
        self.cure(case, circulation, port, out);
        let usable = self.ready(port).ok().copied();
        let Some(port) = usable.filter(|_| self.pump != Pump::Idle) else {
            self.finish_push(case, out);
            self.pump = Pump::Idle;
            return None;
        };
        let place = Place { segment: port.tip.segment, along_mm: port.tip.along_mm };
        let response = circulation.response(&case.graph, place);
        let lumen = self.lumen(&port);
        let rate = self.limited_rate(case, &port, lumen, response, out);
        let (fluid, ml) = self.take(rate * DT);
        self.touch(case, lumen, fluid);
        let mut leaving = Vec::new();
        self.lumens[lumen].push(fluid, ml, &mut leaving);
        self.rate_now = ml / DT;
        let forward = circulation.runs_forward(place.segment);
        let backwards = push::backwards(response, forward, self.rate_now);
        let room_ml = circulation.volume_before_ml(&case.graph, place);
        let segment = &case.graph.segment(place.segment).id;
        let mut parcel = Parcel::default();
        for stretch in leaving {
            self.account(case, segment, stretch, out);
            let back_ml = backwards * DT * stretch.ml / ml;
            self.push.backflow.step(back_ml, stretch.ml, room_ml);
            self.irritate(case, stretch);
            let part = self.parcel(case, stretch, circulation);
            parcel.absorb(&part);
        }
        self.tell_reflux(case, self.push.backflow.is_seen(), out);
        self.check_pressure(response, place.segment, out);
        self.check_solvent(case, place.segment, out);
        self.maybe_clog(case, &port, ml, out);
        self.count_contrast(case, out);
        if self.pump.is_spent() {
            self.pump = Pump::Idle;
        }
        (parcel.volume > 0.0).then(|| Inflow {
            place,
            flow: Flow::from_ml_s(parcel.volume * 1e6 / DT),
            parcel,
        })
    }

    /// Place of the innermost catheter's lumen among those known.
    fn lumen(&mut self, port: &Port) -> usize {
        self.lumens.iter().position(|lumen| lumen.slot() == port.slot).unwrap_or_else(|| {
            self.lumens.push(Lumen::flushed(port));
            self.lumens.len() - 1
        })
    }

    fn limited_rate(
        &mut self,
        case: &Case,
        port: &Port,
        lumen: usize,
        response: Response,
        out: &mut Vec<What>,
    ) -> f64 {
        let resistance = self.lumens[lumen].resistance(case) + response.resistance;
        let most = Flow::from_si(self.pump.limit(port).si() / resistance.si()).ml_s();
        let asked = self.pump.asked();
        if most < asked && !self.push.limited {
            self.push.limited = true;
            out.push(What::InjectionLimited { asked_ml_s: asked, got_ml_s: most });
        }
        asked.min(most)
    }

    /// Takes a volume from what is being pushed; less when it ends.
    fn take(&mut self, ml: f64) -> (Fluid, f64) {
        match &mut self.pump {
            Pump::Idle => (Fluid::Saline, 0.0),
            Pump::Hand { .. } => (Fluid::Contrast, ml),
            Pump::Flush { fluid, .. } => (*fluid, ml),
            Pump::Power { left_ml, past_s, .. } => {
                let ml = ml.min(*left_ml);
                *left_ml -= ml;
                *past_s += DT;
                (Fluid::Contrast, ml)
            }
            Pump::Agent { .. } => {
                let Some(syringe) = &mut self.syringe else { return (Fluid::Saline, 0.0) };
                let ml = ml.min(syringe.ml);
                syringe.ml -= ml;
                let fluid = Fluid::Agent(syringe.agent);
                if syringe.ml <= NOTHING_ML {
                    syringe.ml = 0.0;
                    self.pump = Pump::Idle;
                }
                (fluid, ml)
            }
        }
    }

    /// What left the tip in the last tick and hurts, and the segment whose wall it injured.
    pub fn harm(&self) -> (Irritants, Option<SegmentIx>) {
        self.harm
    }

    /// The catheter that a cast holds.
    pub fn glued(&self) -> Option<Slot> {
        self.glued
    }

    /// Index of the prepared agent.
    pub fn prepared(&self) -> Option<usize> {
        self.syringe.map(|syringe| syringe.agent)
    }

    fn finish_push(&mut self, case: &Case, out: &mut Vec<What>) {
        self.refluxing = false;
        self.rate_now = 0.0;
        out.extend(core::mem::take(&mut self.push).told(case));
    }

    /// Contrast that left a tip so far, mL.
    pub fn contrast_ml(&self) -> f64 {
        self.contrast_ml
    }

    /// Contrast leaves the tip at this moment; the segment it comes out in.
    pub fn contrast_at(&self) -> Option<&str> {
        let flows = self.rate_now > 0.0 && self.push.fluid == Some(Fluid::Contrast);
        flows.then_some(self.push.segment.as_str())
    }

    /// Use of each agent, in the case's order.
    pub fn doses(&self) -> &[Dose] {
        &self.doses
    }

    /// What can be seen of it through this port; `flow_at_tip_ml_min` is the vessel's.
    pub fn view(&self, case: &Case, port: Option<&Port>, flow_at_tip_ml_min: f64) -> InjectionView {
        let lumen = port.and_then(|port| self.lumens.iter().find(|lumen| lumen.slot() == port.slot));
        let rate = |on: bool| if on { self.rate_now } else { 0.0 };
        InjectionView {
            contrast_ml_s: rate(self.pump.is_contrast()),
            contrast_ml: self.contrast_ml,
            contrast_limit_ml: case.patient.contrast_limit_ml(),
            agent: self.syringe.map(|s| case.agents[s.agent].id.clone()),
            syringe_ml: self.syringe.map_or(0.0, |s| s.ml),
            ready_in_s: self.syringe.map_or(0.0, |s| s.left_s),
            agent_ml_s: rate(matches!(self.pump, Pump::Agent { .. })),
            flush_ml_s: rate(matches!(self.pump, Pump::Flush { .. })),
            agent_in_lumen_ml: lumen.map_or(0.0, Lumen::agent_ml),
            implant_hangs: false,
            flow_at_tip_ml_min,
            reflux: self.refluxing,
            power_limit_psi: port.map(|port| pump::psi(pump::rating(port))),
        }
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self {
            pump,
            push,
            syringe,
            lumens,
            contrast_ml,
            limit_passed,
            doses,
            clogged,
            glued,
            curing,
            rested_s,
            refluxing,
            rate_now,
            // of the last tick
            harm: _,
            random,
        } = self;
        pump.hash_into(hash);
        push.hash_into(hash);
        hash.option(syringe.as_ref(), Syringe::hash_into);
        hash.each(lumens, Lumen::hash_into);
        for Dose { injected_ml, particles, syringes } in doses {
            hash.float(*injected_ml);
            hash.int(*particles);
            hash.int(u64::from(*syringes));
        }
        for slot in [clogged, glued] {
            hash.option(*slot, |slot, hash| hash.int(slot as u64));
        }
        hash.option(*curing, |(left_s, agent), hash| {
            hash.float(left_s);
            hash.int(agent as u64);
        });
        hash.floats([*contrast_ml, *rested_s, *rate_now]);
        hash.each([limit_passed, refluxing], |flag, hash| hash.flag(*flag));
        random.hash_into(hash);
    }
}

/// A syringe or piece from the table.
fn drawn(case: &Case, agent: usize) -> Syringe {
    let product = &case.agents[agent];
    Syringe::drawn(agent, product.syringe_ml, product.prepare_s)
}

fn too_fast(rate_ml_s: f64) -> String {
    format!("{rate_ml_s} mL/s is more than a small syringe gives: up to {SYRINGE_ML_S} mL/s")
}
