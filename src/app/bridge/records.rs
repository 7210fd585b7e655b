//! What was reached: a line an attempt, kept beside its session so that lists need no replay. The session is the truth.

use serde::{Deserialize, Serialize};

use crate::replay::Mode;
use crate::scoring::Report;
use crate::scoring::report::Verdict;

/// One attempt that is over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Case id.
    pub case: String,
    /// Mode.
    pub mode: Mode,
    /// Seed.
    pub seed: u64,
    /// When it ended, s since 1970.
    pub ended_s: u64,
    /// It passed.
    pub passed: bool,
    /// 0 to 100.
    pub score: f64,
    /// Share of each phase's points, in order.
    pub phases: Vec<(String, f64)>,
    /// Critical errors.
    pub critical: usize,
    /// Other errors.
    pub errors: usize,
    /// Procedure time, s.
    pub seconds: f64,
}

impl Record {
    /// The line of a report.
    pub fn of(report: &Report, mode: Mode, ended_s: u64) -> Self {
        let share = |score: f64, max: f64| if max > 0.0 { score / max } else { 1.0 };
        Self {
            case: report.scenario.clone(),
            mode,
            seed: report.seed,
            ended_s,
            passed: report.verdict == Verdict::Pass,
            score: report.score,
            phases: report
                .phases
                .iter()
                .map(|phase| (phase.id.clone(), share(phase.score, phase.max)))
                .collect(),
            critical: report.critical_errors.len(),
            errors: report.errors.len(),
            seconds: report.metrics.procedure_time_s,
        }
    }
}

/// What was reached in one case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// Attempts that are over.
    pub attempts: usize,
    /// Best score.
    pub best: f64,
    /// It was passed at least once.
    pub passed: bool,
    /// Passes in a row, up to the last attempt. Guided attempts do not count, and do not break a row.
    pub row: usize,
    /// Best share of each phase, in order.
    pub phases: Vec<(String, f64)>,
}

impl Progress {
    /// Of all records of a case, the oldest first.
    pub fn of<'a>(records: impl Iterator<Item = &'a Record>) -> Self {
        let mut progress = Self::default();
        for record in records {
            progress.attempts += 1;
            progress.best = progress.best.max(record.score);
            progress.passed |= record.passed;
            if record.mode != Mode::Learn {
                progress.row = if record.passed { progress.row + 1 } else { 0 };
            }
            for (id, share) in &record.phases {
                match progress.phases.iter_mut().find(|known| known.0 == *id) {
                    Some(known) => known.1 = known.1.max(*share),
                    None => progress.phases.push((id.clone(), *share)),
                }
            }
        }
        progress
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(mode: Mode, passed: bool, score: f64) -> Record {
        Record {
            case: "c".into(),
            mode,
            seed: 1,
            ended_s: 0,
            passed,
            score,
            phases: vec![("S1".into(), score / 100.0)],
            critical: 0,
            errors: 0,
            seconds: 60.0,
        }
    }

    #[test]
    fn a_row_is_broken_by_a_failure_and_not_by_a_lesson() {
        let records = [
            record(Mode::Practice, true, 80.0),
            record(Mode::Assess, false, 40.0),
            record(Mode::Assess, true, 90.0),
            record(Mode::Learn, false, 20.0),
            record(Mode::Practice, true, 75.0),
        ];
        let progress = Progress::of(records.iter());
        assert_eq!((progress.attempts, progress.row, progress.best), (5, 2, 90.0));
        assert!(progress.passed);
        assert_eq!(progress.phases, [("S1".to_owned(), 0.9)]);
        assert_eq!(Progress::of([].iter()), Progress::default());
    }
}
