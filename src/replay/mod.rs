//! Sessions and scripts: record what a trainee does, run it again, write it down.
//!
//! | word | means |
//! |---|---|
//! | session | the commands of one attempt, with everything needed to compute it again |
//! | journal | the same, line by line, while the attempt goes on: what survives a power cut |
//! | script | an educator's recipe: commands, and what to wait for between them |
//! | plan | gestures at the hub that were found to bring a tip to a place |
//! | mistake | one thing done wrong in an expert's script, to see what the score makes of it |
//!
//! What is kept is RON text here, never files: reading and writing them is the caller's business.

mod condition;
pub mod journal;
pub mod mistake;
pub mod planner;
mod player;
mod recorder;
mod runner;
mod script;
mod session;

pub use condition::Condition;
pub use journal::{Entry, Journal};
pub use player::{Played, Player, ReplayError, replay};
pub use recorder::Recorder;
pub use runner::{Problem, ScriptError, run_script};
pub use script::{Script, Step};
pub use session::{ENGINE, MAX_TICKS, Mode, Session, SessionError};
