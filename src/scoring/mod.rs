//! From events and outcome to a report that explains itself. Sees no engine internals.
//!
//! Steps (`sequence`) and errors (`errors`) are checks in code, found by id; what they are worth and what is said
//! about them stands in the rubric of the case. Passing is non-compensatory: no critical error, every phase at its
//! minimum, and enough points. The rubric is authored by an educator; no pass mark for this procedure is published.

mod course;
mod errors;
mod facts;
mod happening;
mod metric;
mod pressure;
mod reach;
pub mod report;
mod sequence;

pub use report::Report;

use crate::model::{Case, Rubric};
use crate::sim::{Event, Outcome};
use facts::Facts;
use report::{Finding, PhaseScore, StepScore, Verdict};

/// A section for each step and error: what it looks at.
const PAGES: &str = include_str!("../../docs/scoring.md");

/// What a step or an error of the rubric looks at: its section of `docs/scoring.md`.
pub fn page(rule: &str) -> Option<&'static str> {
    let heading = format!("\n### `{rule}`\n");
    let from = PAGES.find(&heading)? + heading.len();
    let page = &PAGES[from..];
    let end = page.find("\n##").unwrap_or(page.len());
    Some(page[..end].trim())
}

/// What identifies a session in its report.
#[derive(Clone, Debug, PartialEq)]
pub struct Meta {
    /// Mode: "learn", "practice" or "assess".
    pub mode: String,
    /// Seed.
    pub seed: u64,
    /// Hash of the final state.
    pub state_hash: u64,
    /// Simulated time, s.
    pub sim_seconds: f64,
}

/// Judges one session. Pure: the same events and outcome give the same report.
pub fn assess(case: &Case, events: &[Event], outcome: &Outcome, meta: &Meta) -> Report {
    let facts = Facts::new(case, events, outcome, meta.sim_seconds);
    let rubric = &case.rubric;
    let mut steps = Vec::new();
    let mut phases = Vec::new();
    for phase in &rubric.phases {
        let scored: Vec<StepScore> =
            phase.steps.iter().filter_map(|s| sequence::score(phase, s, &facts)).collect();
        let max: f64 = scored.iter().map(|s| s.max).sum();
        phases.push(PhaseScore {
            id: phase.id.clone(),
            name: phase.name.clone(),
            score: rounded(scored.iter().map(|s| s.points).sum()),
            max: rounded(max),
            needed: rounded(max * phase.minimum),
        });
        steps.extend(scored);
    }
    let (critical_errors, errors) = findings(rubric, &facts);
    let score = total(&phases, critical_errors.iter().chain(&errors));
    let enough = phases.iter().all(|p| p.score + 1e-9 >= p.needed) && score >= rubric.pass_score;
    Report {
        scenario: case.id.clone(),
        mode: meta.mode.clone(),
        seed: meta.seed,
        verdict: if enough && critical_errors.is_empty() { Verdict::Pass } else { Verdict::Fail },
        score,
        phases,
        steps,
        errors,
        critical_errors,
        events: happening::list(&facts),
        metrics: metric::measure(events, outcome),
        state_hash: format!("{:016x}", meta.state_hash),
        sim_seconds: meta.sim_seconds,
    }
}

/// Critical and other errors, each in the order of time.
fn findings(rubric: &Rubric, facts: &Facts<'_>) -> (Vec<Finding>, Vec<Finding>) {
    let (mut critical, mut other) = (Vec::new(), Vec::new());
    for rule in &rubric.errors {
        let list = if rule.critical { &mut critical } else { &mut other };
        list.extend(errors::find(rule, facts));
    }
    critical.sort_by_key(|f| f.tick);
    other.sort_by_key(|f| f.tick);
    (critical, other)
}

/// Points got of those the case asks for, on a scale of 100, less what the errors cost.
fn total<'a>(phases: &[PhaseScore], errors: impl Iterator<Item = &'a Finding>) -> f64 {
    let (got, max) = phases.iter().fold((0.0, 0.0), |(got, max), p| (got + p.score, max + p.max));
    let cost: f64 = errors.map(|e| e.points).sum();
    let share = if max > 0.0 { got / max } else { 0.0 };
    rounded((100.0 * share - cost).clamp(0.0, 100.0))
}

/// Points to two decimals, as they are printed and compared.
fn rounded(points: f64) -> f64 {
    (points * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{KNOWN_ERRORS, KNOWN_STEPS};

    #[test]
    fn the_checks_are_exactly_the_ids_a_rubric_may_use() {
        assert_eq!(sequence::CHECKS.map(|(id, _)| id), KNOWN_STEPS);
        assert_eq!(errors::CHECKS.map(|(id, _)| id), KNOWN_ERRORS);
    }

    #[test]
    fn every_rule_has_its_page_and_every_page_a_rule() {
        for id in KNOWN_STEPS.iter().chain(&KNOWN_ERRORS) {
            assert!(page(id).is_some_and(|page| page.len() > 30), "docs/scoring.md does not explain `{id}`");
        }
        assert_eq!(PAGES.matches("\n### ").count(), KNOWN_STEPS.len() + KNOWN_ERRORS.len());
    }
}
