//! The engine: a case, a seed and timed commands in; events, snapshots and an outcome out.
//!
//! Pure: it reads no file, clock, environment or thread, so the same input gives the same bits everywhere.
//! Each tick: commands (`act`), devices, injection, circulation (flow, transport, beds), patient, access, imaging.

pub mod access;
mod act;
pub mod agent;
pub mod bed;
pub mod breath;
pub mod carm;
pub mod circulation;
pub mod command;
pub mod device;
pub mod dose;
pub mod event;
pub mod flow;
pub mod injection;
pub mod measure;
pub mod outcome;
pub mod patient;
pub mod rng;
pub mod run;
pub mod snapshot;
pub mod sound;
pub mod tick;
pub mod transport;
pub mod venous;
mod view;

use std::sync::Arc;

use access::Access;
use breath::Breath;
use circulation::Circulation;
pub use command::Command;
use device::Devices;
use dose::Imaging;
pub use event::{Event, RunRecord, What};
use flow::Heart;
use glam::DVec3;
use injection::Injector;
use outcome::LungOutcome;
pub use outcome::Outcome;
use patient::{Patient, PatientInput};
use run::Recording;
pub use snapshot::Snapshot;
use sound::Fault;
pub use tick::Tick;

use crate::hash::StateHash;
use crate::model::Case;

/// Share of an agent's dose in the lungs from which it is worth telling.
const LUNG_NOTICE: f64 = 0.01;

/// One running case.
#[derive(Clone)]
pub struct Simulation {
    case: Arc<Case>,
    seed: u64,
    tick: Tick,
    events: Vec<Event>,
    devices: Devices,
    obstruction_key: u64,
    circulation: Circulation,
    injector: Injector,
    access: Access,
    patient: Patient,
    imaging: Imaging,
    breath: Breath,
    recording: Option<Recording>,
    harmed: Vec<bool>,
    lung_told: Vec<f64>,
    faulty_until: Tick,
    waiting_until: Option<Tick>,
    finished: bool,
}

impl Simulation {
    /// A case at rest, before anything was done.
    pub fn new(case: Arc<Case>, seed: u64) -> Self {
        let devices = Devices::new(case.mechanics);
        Self {
            obstruction_key: devices.obstruction_key(),
            devices,
            circulation: Circulation::new(&case, seed),
            injector: Injector::new(&case, seed),
            access: Access::new(case.patient.bleeding_factor),
            patient: Patient::new(&case.patient, case.graph.segments().len(), seed),
            imaging: Imaging::new(&case.graph, first_view(&case)),
            breath: Breath::default(),
            recording: None,
            harmed: vec![false; case.protected.len()],
            lung_told: vec![0.0; case.agents.len()],
            faulty_until: Tick(0),
            waiting_until: None,
            finished: false,
            case,
            seed,
            tick: Tick(0),
            events: Vec::new(),
        }
    }

    /// Sheath, wire and catheters as they are now.
    pub fn devices(&self) -> &Devices {
        &self.devices
    }

    /// Carries out the commands of this tick in order, then lets one tick pass. Returns what happened.
    pub fn step(&mut self, commands: &[Command]) -> &[Event] {
        let before = self.events.len();
        let mut out = Vec::new();
        for command in commands {
            self.act(command, &mut out);
        }
        if !self.finished {
            self.advance(&mut out);
        }
        let tick = self.tick;
        self.events.extend(out.into_iter().map(|what| Event { tick, what }));
        self.tick = self.tick.next();
        &self.events[before..]
    }

    fn advance(&mut self, out: &mut Vec<What>) {
        let case = Arc::clone(&self.case);
        self.devices.step(&case.graph, out);
        let key = self.devices.obstruction_key();
        if key != self.obstruction_key {
            self.obstruction_key = key;
            let obstructions = self.devices.obstructions();
            self.circulation.obstruct(&case.graph, &obstructions);
            self.patient.spasms_mut().provoke_by(&case.graph, &obstructions);
        }
        self.circulation.set_heart(self.heart());
        let port = self.devices.port();
        let inflow = self.injector.step(&case, &mut self.circulation, port.as_ref(), out);
        if let (_, Some(segment)) = self.injector.harm() {
            self.patient.spasms_mut().injure(segment);
        }
        let clotting = self.patient.clotting().factor();
        self.circulation.set_clotting(self.case.patient.bleeding_factor * clotting);
        let carried = self.circulation.step(&case.graph, inflow);
        self.report_harm(out);
        let followed = self.step_patient(out);
        self.report_fault(carried.and(followed).err(), out);
        self.access.step(self.patient.mean_mmhg(), self.patient.clotting().factor(), out);
        self.imaging.step(out);
        self.breath.step(self.imaging.running());
        if let Some(recording) = &mut self.recording {
            recording.look(&case, self.tick, &self.circulation, &self.injector, &self.imaging.view());
        }
        if self.waiting_until.is_some_and(|until| self.tick.next() >= until) {
            self.waiting_until = None;
        }
    }

    fn heart(&self) -> Heart {
        let vitals = self.patient.view();
        Heart {
            rate: vitals.heart_rate,
            systolic_mmhg: vitals.systolic_mmhg,
            diastolic_mmhg: vitals.diastolic_mmhg,
        }
    }

    fn step_patient(&mut self, out: &mut Vec<What>) -> Result<(), Fault> {
        self.patient.breathe(&self.circulation.left().drained, self.circulation.classes());
        let pressure = self.patient.mean_mmhg() / self.case.patient.mean_mmhg();
        let input = PatientInput {
            blood_lost_ml: self.access.haematoma_ml(),
            compressed: self.access.compressed(),
            sheath_out: self.access.sheath_is_out(),
            contrast_given: self.injector.contrast_ml() > 0.0,
            ischaemia: measure::ischaemia(&self.case, &self.circulation, pressure),
            irritants: self.injector.harm().0,
        };
        let followed = self.patient.step(input, out);
        for change in self.patient.calibre_changes() {
            self.circulation.set_calibre(&self.case.graph, change.segment, change.calibre);
            if change.turned {
                let segment = self.case.graph.segment(change.segment).id.clone();
                let gone = change.calibre >= 1.0;
                out.push(if gone { What::SpasmGone { segment } } else { What::Spasm { segment } });
            }
        }
        followed
    }

    /// What could not be and was put back is told once, with its place; what follows from it within a second is not.
    fn report_fault(&mut self, fault: Option<Fault>, out: &mut Vec<What>) {
        let Some(fault) = fault else { return };
        if self.tick >= self.faulty_until {
            out.push(What::Quarantined { place: fault.place(&self.case.graph) });
        }
        self.faulty_until = self.tick.after(1.0);
    }

    /// Protected beds past their tolerance, each once; lung load whenever it has doubled.
    fn report_harm(&mut self, out: &mut Vec<What>) {
        for (protected, harmed) in self.case.protected.iter().zip(&mut self.harmed).filter(|(_, h)| !**h) {
            let lost_share = measure::lost_share(&self.case, &self.circulation, protected.bed);
            if lost_share > protected.tolerance {
                *harmed = true;
                out.push(What::NonTarget { bed: self.case.graph.bed(protected.bed).id.clone(), lost_share });
            }
        }
        for (i, dose) in self.injector.doses().iter().enumerate().filter(|(_, d)| d.injected_ml > 0.0) {
            let share = measure::lung_share(&self.case, &self.circulation, i, dose);
            if share >= LUNG_NOTICE && share >= 2.0 * self.lung_told[i] {
                self.lung_told[i] = share;
                out.push(What::LungShunt { agent: self.case.agents[i].id.clone(), share });
            }
        }
    }

    /// The case.
    pub fn case(&self) -> &Arc<Case> {
        &self.case
    }

    /// The seed.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The moment the next commands will be carried out at.
    pub fn tick(&self) -> Tick {
        self.tick
    }

    /// Everything that happened so far.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// What is true now.
    pub fn outcome(&self) -> Outcome {
        let imaging = self.imaging.view();
        let mut outcome = Outcome {
            procedure_s: self.tick.seconds(),
            fluoroscopy_s: self.imaging.fluoroscopy_s(),
            contrast_ml: self.injector.contrast_ml(),
            runs: imaging.runs,
            air_kerma_mgy: imaging.air_kerma_mgy,
            kap_gy_cm2: imaging.kap_gy_cm2,
            tip_path_mm: self.devices.tip_path_mm(),
            left_inside: self.devices.left_inside(),
            haemostasis: self.access.haemostasis(),
            haematoma_ml: self.access.haematoma_ml(),
            lung: LungOutcome {
                closed_share: self.patient.lungs().closed_share(),
                oil_ml: self.patient.lungs().oil_ml(),
            },
            ..Outcome::default()
        };
        let heart_rate = self.patient.heart_rate();
        measure::measure(&self.case, &self.circulation, &self.injector, heart_rate, &mut outcome);
        outcome
    }

    /// Time passes quickly until this tick: call `step` without commands until then.
    pub fn waiting_until(&self) -> Option<Tick> {
        self.waiting_until
    }

    /// The case has ended; further commands are rejected.
    pub fn finished(&self) -> bool {
        self.finished
    }

    /// The vessels, what is in them, and the beds.
    pub fn circulation(&self) -> &Circulation {
        &self.circulation
    }

    /// Hash of the whole state.
    pub fn state_hash(&self) -> u64 {
        let Self {
            case,
            seed,
            tick,
            events,
            devices,
            circulation,
            injector,
            access,
            patient,
            imaging,
            breath,
            recording,
            harmed,
            lung_told,
            faulty_until,
            waiting_until,
            finished,
            // what of the devices the circulation has been told
            obstruction_key,
        } = self;
        let mut hash = StateHash::default();
        for value in [case.hash, *seed, tick.0, *obstruction_key, events.len() as u64] {
            hash.int(value);
        }
        for Event { tick, what } in events {
            // what was said and declared is in the log alone, and a score rests on it
            hash.int(tick.0);
            hash.text(&format!("{what:?}"));
        }
        devices.hash_into(&mut hash);
        circulation.hash_into(&mut hash);
        injector.hash_into(&mut hash);
        access.hash_into(&mut hash);
        patient.hash_into(&mut hash);
        imaging.hash_into(&mut hash);
        breath.hash_into(&mut hash);
        hash.option(recording.as_ref(), Recording::hash_into);
        hash.each(harmed, |told, hash| hash.flag(*told));
        hash.floats(lung_told.iter().copied());
        hash.option(*waiting_until, |until, hash| hash.int(until.0));
        hash.int(faulty_until.0);
        hash.flag(*finished);
        hash.finish()
    }
}

/// Where the table stands at the start: the first target in the isocentre.
fn first_view(case: &Case) -> DVec3 {
    let beds = case.targets.first().map_or(&[][..], |t| &t.feeders);
    let sum: DVec3 = beds.iter().map(|f| case.graph.bed(f.bed).centre_mm).sum();
    sum / (beds.len().max(1) as f64)
}

#[cfg(test)]
mod tests;
