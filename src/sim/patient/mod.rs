//! The patient: vital signs (`vitals`) with their alarms, and what befalls them: pain, the vagal reaction, the reaction to
//! contrast, what reaches the lungs, spasm, drugs and clotting. Each file says its triggers, with source or as tuned.
//!
//! Order of a tick: drugs, pain and lungs, then the reactions, then the signs that follow from all of it, then spasm. Nothing here draws a
//! random number unless a trigger asks for it, so that a quiet patient is the same for every seed.

mod alarm;
pub mod clotting;
pub mod drug;
pub mod lung;
pub mod pain;
pub mod reaction;
pub mod spasm;
#[cfg(test)]
mod tests;
pub mod vagal;
mod vitals;

use alarm::ALARMS;
pub use clotting::Clotting;
use drug::Drugs;
use lung::Lungs;
use pain::{Irritants, Ischaemia, Pain};
use reaction::Reaction;
use spasm::{Change, Spasms};
use vagal::{Irritation, Vagal};
use vitals::{Influences, Signs};

use crate::hash::StateHash;
use crate::model::{self, Drug};
use crate::sim::agent::particle::Classes;
use crate::sim::bed::Drained;
use crate::sim::event::What;
use crate::sim::snapshot::VitalsView;
use crate::sim::sound::Fault;

/// What acts on the patient during one tick.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PatientInput {
    /// Blood lost so far, mL.
    pub blood_lost_ml: f64,
    /// Somebody presses on the access site.
    pub compressed: bool,
    /// The sheath has been pulled out.
    pub sheath_out: bool,
    /// Contrast has been given, ever.
    pub contrast_given: bool,
    /// Tissue that lost its blood.
    pub ischaemia: Ischaemia,
    /// What irritated the vessels in this tick.
    pub irritants: Irritants,
}

/// State of the patient.
#[derive(Clone, Debug)]
pub struct Patient {
    rest: Signs,
    now: Signs,
    weight_kg: f64,
    drugs: Drugs,
    vagal: Vagal,
    reaction: Reaction,
    pain: Pain,
    lungs: Lungs,
    spasms: Spasms,
    changes: Vec<Change>,
    alarms: [bool; ALARMS.len()],
}

impl Patient {
    /// A patient at rest, with so many vessel segments.
    pub fn new(patient: &model::Patient, segments: usize, seed: u64) -> Self {
        let rest = Signs::at_rest(patient);
        Self {
            rest,
            now: rest,
            weight_kg: patient.weight_kg,
            drugs: Drugs::default(),
            vagal: Vagal::new(seed),
            reaction: Reaction::new(seed, patient.contrast_reaction_before),
            pain: Pain::default(),
            lungs: Lungs::new(patient.weight_kg),
            spasms: Spasms::new(segments),
            changes: Vec::new(),
            alarms: ALARMS.map(|alarm| alarm.beyond(&rest)),
        }
    }

    /// Gives a drug; the dose is in the drug's unit.
    pub fn give(&mut self, drug: Drug, dose: f64) -> Result<(), String> {
        if !(dose > 0.0 && dose <= drug.most()) {
            let (name, unit, most) = (drug.name(), drug.unit(), drug.most());
            return Err(format!("{dose} {unit} is no dose of {name}: up to {most} {unit} at once"));
        }
        self.drugs.give(drug, dose);
        Ok(())
    }

    /// Lets one tick pass. Signs that cannot be are put back to those before, and that is told.
    pub fn step(&mut self, input: PatientInput, out: &mut Vec<What>) -> Result<(), Fault> {
        self.drugs.step();
        self.pain.step(input.irritants);
        let PatientInput { compressed, sheath_out, .. } = input;
        let irritation = Irritation { compressed, sheath_out, pain: self.now.pain };
        if self.vagal.step(irritation, &self.drugs) {
            out.push(What::VagalReaction);
        }
        if let Some(severe) = self.reaction.step(input.contrast_given, &self.drugs) {
            out.push(What::ContrastReaction { severe });
        }
        let by = Influences {
            drugs: &self.drugs,
            vagal: &self.vagal,
            reaction: self.reaction.signs(),
            pain: self.pain.goal(input.ischaemia, compressed, &self.drugs),
            lungs: self.lungs.load(),
        };
        let goal = self.now.goal(&self.rest, self.weight_kg, input.blood_lost_ml, &by);
        let followed = self.now.follow(&goal);
        for (raised, alarm) in self.alarms.iter_mut().zip(&ALARMS) {
            *raised = alarm.step(*raised, &self.now, |text| out.push(What::VitalsAlarm { text }));
        }
        self.changes.clear();
        self.spasms.step(&self.drugs, &mut self.changes);
        followed
    }

    /// Nitroglycerin came out of a catheter, and the blood takes it to these vessels.
    pub fn soak(&mut self, reached: &[bool]) {
        /// What is left of an earlier dose, µg, below which it is forgotten where that went.
        const GONE_UG: f64 = 1.0;
        self.spasms.soak(reached, self.drugs.acting(Drug::Nitroglycerin) < GONE_UG);
    }

    /// Everything that the systemic veins have brought so far comes to the lungs.
    pub fn breathe(&mut self, brought: &Drained, classes: &Classes) {
        self.lungs.step(brought, classes);
    }

    /// The lungs.
    pub fn lungs(&self) -> &Lungs {
        &self.lungs
    }

    /// Spasm of the vessels, for whatever irritates them.
    pub fn spasms_mut(&mut self) -> &mut Spasms {
        &mut self.spasms
    }

    /// Vessels whose calibre changed in the last tick.
    pub fn calibre_changes(&self) -> &[Change] {
        &self.changes
    }

    /// Clotting now: how much longer than usual everything takes that waits for a clot.
    pub fn clotting(&self) -> Clotting {
        Clotting::of(&self.drugs, self.weight_kg)
    }

    /// Mean arterial pressure now, mmHg.
    pub fn mean_mmhg(&self) -> f64 {
        self.now.mean_mmhg()
    }

    /// Heart rate now, beats/min.
    pub fn heart_rate(&self) -> f64 {
        self.now.heart_rate
    }

    /// What the monitor shows.
    pub fn view(&self) -> VitalsView {
        VitalsView {
            heart_rate: self.now.heart_rate,
            systolic_mmhg: self.now.systolic,
            diastolic_mmhg: self.now.diastolic,
            spo2_percent: self.now.spo2,
            pain: self.now.pain,
            act_s: self.clotting().act_s(),
        }
    }

    /// Takes the whole state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        // rest and weight are the case's; changes are those of the last tick
        let Self {
            rest: _,
            now,
            weight_kg: _,
            drugs,
            vagal,
            reaction,
            pain,
            lungs,
            spasms,
            changes: _,
            alarms,
        } = self;
        let Signs { heart_rate, systolic, diastolic, spo2, pain: felt } = *now;
        hash.floats([heart_rate, systolic, diastolic, spo2, felt]);
        drugs.hash_into(hash);
        vagal.hash_into(hash);
        reaction.hash_into(hash);
        pain.hash_into(hash);
        lungs.hash_into(hash);
        spasms.hash_into(hash);
        hash.each(alarms, |raised, hash| hash.flag(*raised));
    }
}
