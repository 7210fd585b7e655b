//! What comes next, read off the case's own rubric: the first step that the scoring does not find done yet.

use super::live::LiveCase;
use crate::model::Phase;
use crate::scoring::report::Status;
use crate::scoring::{self, Meta};

/// How far the attempt is in its rubric.
#[derive(Clone, Debug, PartialEq)]
pub struct Guide {
    /// What is to be done next; none when every step is done.
    pub next: Option<Next>,
    /// Steps done.
    pub done: usize,
    /// Steps in all.
    pub of: usize,
}

/// The next step, in the words of the rubric.
#[derive(Clone, Debug, PartialEq)]
pub struct Next {
    /// Step id.
    pub id: String,
    /// Phase id.
    pub phase: String,
    /// Phase name.
    pub phase_name: String,
    /// What is asked.
    pub rule: String,
    /// Why, and what an expert does.
    pub expert: String,
}

impl Guide {
    /// Asks the scoring what is done. Economy is no step that could come next: it is measured at the end.
    pub fn of(live: &LiveCase) -> Self {
        let (case, simulation) = (live.case(), live.simulation());
        let meta = Meta { mode: String::new(), seed: 0, state_hash: 0, sim_seconds: 0.0 };
        let report = scoring::assess(case, simulation.events(), &simulation.outcome(), &meta);
        let steps: Vec<_> = report.steps.iter().filter(|step| !step.id.starts_with("economy")).collect();
        // What was done late or wrong is done: it cannot be undone, and what follows it counts.
        let open = steps.iter().find(|step| step.status == Status::Skipped);
        let phase_of = |id: &str| case.rubric.phases.iter().find(|phase: &&Phase| phase.id == id);
        Self {
            next: open.map(|step| Next {
                id: step.id.clone(),
                phase: step.phase.clone(),
                phase_name: phase_of(&step.phase).map(|phase| phase.name.clone()).unwrap_or_default(),
                rule: step.rule.clone(),
                expert: step.expert.clone(),
            }),
            done: steps.iter().filter(|step| step.status != Status::Skipped).count(),
            of: steps.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::replay::Mode;
    use crate::scenario;
    use crate::sim::Command;
    use std::sync::Arc;

    #[test]
    fn the_first_open_step_of_the_rubric_comes_next() {
        let library = scenario::Library::bundled();
        let case = scenario::bundled_case(&library, "hepatic_hcc").expect("bundled").expect("checked").value;
        let case = Arc::new(case);
        let mut live = LiveCase::new(Arc::clone(&case), 1, Mode::Learn);
        let before = Guide::of(&live);
        assert_eq!(before.next.as_ref().map(|next| next.id.as_str()), Some("read_arterial_study"));
        let study = case.studies[0].id.clone();
        live.step(&[Command::ReadStudy { study }]);
        let after = Guide::of(&live);
        assert_eq!(after.done, before.done + 1);
        assert_ne!(after.next, before.next);
    }
}
