//! The report: what a session was worth and why. `cli` prints it, `export` draws it, the app shows it.

use serde::Serialize;

use crate::said::{Said, said};
use crate::sim::tick::Tick;

/// What stands under every report.
pub fn caveat() -> Said {
    said!(
        "Scored by rules that the educators of this case have authored; no pass mark for this procedure is published. \
         Education only, not validated, not for patient care."
    )
}

/// The whole verdict on one session. Its JSON keys are a contract (`docs/cli.md`).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Case id.
    pub scenario: String,
    /// Mode of the session.
    pub mode: String,
    /// Seed of the session.
    pub seed: u64,
    /// Pass or fail.
    pub verdict: Verdict,
    /// 0 to 100.
    pub score: f64,
    /// In the documented order.
    pub phases: Vec<PhaseScore>,
    /// In the documented order.
    pub steps: Vec<StepScore>,
    /// Errors made.
    pub errors: Vec<Finding>,
    /// Critical errors made: one fails the case.
    pub critical_errors: Vec<Finding>,
    /// Adverse happenings; not faults by themselves.
    pub events: Vec<Happening>,
    /// Measures, by name with unit.
    pub metrics: Metrics,
    /// Of the final state, hexadecimal.
    pub state_hash: String,
    /// Simulated time, s.
    pub sim_seconds: f64,
}

impl Report {
    /// The report in another language: every text of the case and every sentence as `tell` says it.
    #[must_use]
    pub fn told(&self, tell: &dyn Fn(&Said) -> String) -> Self {
        let mut told = self.clone();
        let text = |text: &mut String| *text = tell(&Said::from(&*text));
        let said = |said: &mut Said| *said = Said::mark(tell(said));
        told.phases.iter_mut().for_each(|phase| text(&mut phase.name));
        for step in &mut told.steps {
            text(&mut step.rule);
            text(&mut step.expert);
            said(&mut step.why);
        }
        for finding in told.errors.iter_mut().chain(&mut told.critical_errors) {
            text(&mut finding.expert);
            said(&mut finding.why);
        }
        told.events.iter_mut().for_each(|event| said(&mut event.what));
        told
    }
}

/// Pass or fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// No critical error, every phase above its minimum, score above the pass score.
    Pass,
    /// Otherwise.
    Fail,
}

/// Points of one phase.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PhaseScore {
    /// Phase id.
    pub id: String,
    /// Name for people.
    #[serde(skip)]
    pub name: String,
    /// Points got.
    pub score: f64,
    /// Points possible.
    pub max: f64,
    /// Points needed to pass.
    #[serde(skip)]
    pub needed: f64,
}

/// How a step went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// In its place.
    Done,
    /// After something that needed it.
    Late,
    /// Not at all.
    Skipped,
    /// Done, but the content was wrong.
    Wrong,
}

impl Status {
    /// In a word.
    pub fn told(self) -> Said {
        match self {
            Self::Done => said!("done"),
            Self::Late => said!("late"),
            Self::Skipped => said!("skipped"),
            Self::Wrong => said!("wrong"),
        }
    }
}

/// One step.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StepScore {
    /// Step id.
    pub id: String,
    /// Phase it belongs to.
    #[serde(skip)]
    pub phase: String,
    /// What was asked.
    #[serde(skip)]
    pub rule: String,
    /// How it went.
    pub status: Status,
    /// Points got.
    pub points: f64,
    /// Points possible.
    pub max: f64,
    /// The evidence, in words.
    pub why: Said,
    /// What an expert does.
    #[serde(skip)]
    pub expert: String,
    /// Moment of the evidence.
    pub tick: Option<Tick>,
}

/// One error made.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// Error id.
    pub id: String,
    /// Moment of the evidence; the end of the session for what was never done.
    pub tick: Tick,
    /// What went wrong, with the evidence.
    pub why: Said,
    /// What an expert does instead.
    pub expert: String,
    /// Points it cost.
    #[serde(skip)]
    pub points: f64,
}

/// One adverse happening.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Happening {
    /// Kind.
    pub id: String,
    /// When.
    pub tick: Tick,
    /// In words.
    pub what: Said,
}

/// Measures; each name carries its unit.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Metrics {
    /// Procedure time.
    pub procedure_time_s: f64,
    /// Fluoroscopy time.
    pub fluoroscopy_time_s: f64,
    /// Contrast volume.
    pub contrast_volume_ml: f64,
    /// Number of runs.
    pub number_of_runs: u32,
    /// Air kerma at the reference point.
    pub air_kerma_mgy: f64,
    /// Kerma-area product.
    pub kap_gy_cm2: f64,
    /// Handling errors: pushes without a leading wire.
    pub handling_errors: u32,
    /// Antegrade flow left in the worst feeder, % of rest.
    pub residual_flow_percent: f64,
    /// Heartbeats until contrast clears from the feeder that clears fastest.
    pub stasis_beats: f64,
    /// Worst loss of perfusion of a protected bed, %.
    pub non_target_percent: f64,
    /// Perfusion of the target that is gone, %.
    pub devascularised_percent: f64,
    /// Share of the dose in the lungs, %.
    pub lung_share_percent: f64,
    /// Way of the tip.
    pub catheter_tip_path_mm: f64,
    /// Haematoma.
    pub haematoma_ml: f64,
}
