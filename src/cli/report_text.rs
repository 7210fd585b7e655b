//! A report for a terminal: readable without colour, in any width.

use core::fmt::Write as _;

use crate::export::html::metric_rows;
use crate::model::Case;
use crate::scoring::Report;
use crate::scoring::report::{Finding, Status, StepScore, Verdict, caveat};

/// The report as text.
pub(super) fn text(case: &Case, report: &Report) -> String {
    let mut out = String::new();
    // Writing into a String has no way to fail.
    let _ = write(&mut out, case, report);
    out
}

fn write(out: &mut String, case: &Case, report: &Report) -> core::fmt::Result {
    let verdict = match report.verdict {
        Verdict::Pass => "PASS",
        Verdict::Fail => "FAIL",
    };
    writeln!(out, "{}", case.title)?;
    writeln!(out, "{verdict}  {:.1} of 100  (mode {}, seed {})", report.score, report.mode, report.seed)?;
    for phase in &report.phases {
        writeln!(
            out,
            "\n{} {}: {:.1} of {:.1}, {:.1} needed",
            phase.id, phase.name, phase.score, phase.max, phase.needed
        )?;
        for step in report.steps.iter().filter(|step| step.phase == phase.id) {
            write_step(out, step)?;
        }
    }
    write_findings(out, "Critical errors", &report.critical_errors)?;
    write_findings(out, "Errors", &report.errors)?;
    if !report.events.is_empty() {
        writeln!(out, "\nWhat happened to the patient")?;
        for event in &report.events {
            writeln!(out, "  {:>8}  {}", event.tick.to_string(), event.what)?;
        }
    }
    writeln!(out, "\nMeasures")?;
    for (name, value) in metric_rows(&report.metrics) {
        writeln!(out, "  {name}: {value}")?;
    }
    writeln!(out, "\nState {}", report.state_hash)?;
    writeln!(out, "{}", caveat())
}

fn write_step(out: &mut String, step: &StepScore) -> core::fmt::Result {
    let status = match step.status {
        Status::Done => "done",
        Status::Late => "late",
        Status::Skipped => "skipped",
        Status::Wrong => "wrong",
    };
    let moment = step.tick.map_or_else(|| "-".to_owned(), |tick| tick.to_string());
    writeln!(out, "  {status:<7}  {:>4.1}/{:<4.1}  {moment:>8}  {}", step.points, step.max, step.rule)?;
    writeln!(out, "{:31}{}", "", step.why)?;
    if step.status != Status::Done {
        writeln!(out, "{:31}expert: {}", "", step.expert)?;
    }
    Ok(())
}

fn write_findings(out: &mut String, title: &str, findings: &[Finding]) -> core::fmt::Result {
    if findings.is_empty() {
        return writeln!(out, "\n{title}: none");
    }
    writeln!(out, "\n{title}")?;
    for finding in findings {
        let moment = finding.tick.to_string();
        writeln!(out, "  -{:<4.1}  {moment:>8}  {}: {}", finding.points, finding.id, finding.why)?;
        writeln!(out, "{:19}expert: {}", "", finding.expert)?;
    }
    Ok(())
}
