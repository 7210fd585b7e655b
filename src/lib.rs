//! `embolize`: practise vascular embolization until you do it well, before you do it on a patient.
//!
//! Education and simulation only: not validated, not for patient care.

#[cfg(feature = "app")]
pub mod app;
pub mod cli;
pub mod export;
pub mod hash;
pub mod imaging;
pub mod math;
pub mod model;
pub mod replay;
pub mod scenario;
pub mod scoring;
pub mod sim;
pub mod units;
