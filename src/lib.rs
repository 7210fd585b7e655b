//! `embolize`: practise vascular embolization until you do it well, before you do it on a patient.
//!
//! Education and simulation only: not validated, not for patient care.
//!
//! # Tour
//!
//! Text becomes a checked [`model::Case`] once ([`scenario`]). A [`sim::Simulation`] takes it with a seed and timed
//! [`sim::Command`]s, tick by tick, and says what happened ([`sim::Event`]), what can be seen ([`sim::Snapshot`]) and
//! what is true ([`sim::Outcome`]). [`scoring`] makes a [`scoring::Report`] of that, [`imaging`] draws angiograms from
//! snapshots, [`replay`] records and re-runs sessions, [`export`] writes down what leaves the program. [`cli`] and the
//! `app` are the two users of all this.
//!
//! # Glossary
//!
//! | word | means |
//! |---|---|
//! | bed | capillaries of an organ or tumour at the end of the arteries; an agent closes it |
//! | target, feeder | what is to be closed; a vessel that supplies it |
//! | protected bed | what must not be embolized |
//! | antegrade, reflux | with the blood's direction; back past the tip that injects |
//! | stasis | contrast stands in a vessel: nothing flows on |
//! | shunt | a channel from artery to vein that lets particles through to the lungs |
//! | superselective | with the tip in the feeder itself |
//! | sheath, wire, catheter, microcatheter | the stack of devices, from outside: each goes through the one before, the wire through the innermost |
//! | hub | the end of a device that stays in the hand |
//! | run | frames acquired while contrast is injected, seen with a mask subtracted |
//! | LAO, RAO, cranial, caudal | where the detector stands: to the patient's left, right, head, feet |
//! | S1 to S9 | the documented steps of the procedure, from initial angiograms to pressure on the access site |
//! | command, event | what a trainee does; what happened; both are data with a tick |
//! | session | engine version, scenario hash, seed, mode, commands: everything else is computed from it |
//! | provenance | where a number comes from: sourced, derived, to be verified, authored |
//!
//! # Invariants
//!
//! Dependencies point one way, from `cli` and `app` down to [`units`]. Everything but `cli` and `app` is pure: no file,
//! clock, thread or environment, no window, no feature that changes it. The same session gives the same bits on every
//! machine. `ARCHITECTURE.md` has the whole list; `tests/engine/tidy.rs` holds it.

#[cfg(feature = "app")]
pub mod app;
pub mod cli;
pub mod export;
pub mod hash;
pub mod imaging;
pub mod import;
pub mod math;
pub mod model;
pub mod replay;
pub mod said;
pub mod scenario;
pub mod scoring;
pub mod sim;
pub mod units;
