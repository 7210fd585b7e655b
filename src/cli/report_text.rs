//! A report for a terminal: readable without colour, in any width.

use core::fmt::Write as _;

use super::reading::Reading;
use crate::export::html::{metric_rows, mode, phase_title};
use crate::said::{Said, said};
use crate::scoring::Report;
use crate::scoring::report::{Finding, Status, StepScore, Verdict, caveat};

/// The report as text, in the language of the reading.
pub(super) fn text(reading: &Reading, report: &Report) -> String {
    let mut out = String::new();
    let told = report.told(&|said| reading.tell(said));
    // Writing into a String has no way to fail.
    let _ = write(&mut out, reading, &told);
    out
}

fn write(out: &mut String, reading: &Reading, report: &Report) -> core::fmt::Result {
    let (score, seed) = (Said::number(report.score, 1), Said::mark(report.seed));
    let mode = mode(&report.mode);
    let verdict = match report.verdict {
        Verdict::Pass => said!("PASS  {score} of 100  (mode {mode}, seed {seed})", score, mode, seed),
        Verdict::Fail => said!("FAIL  {score} of 100  (mode {mode}, seed {seed})", score, mode, seed),
    };
    writeln!(out, "{}\n{}", reading.case.title, reading.tell(&verdict))?;
    for phase in &report.phases {
        writeln!(out, "\n{}", reading.tell(&phase_title(phase)))?;
        for step in report.steps.iter().filter(|step| step.phase == phase.id) {
            write_step(out, reading, step)?;
        }
    }
    write_findings(out, reading, said!("Critical errors"), &report.critical_errors)?;
    write_findings(out, reading, said!("Errors"), &report.errors)?;
    if !report.events.is_empty() {
        writeln!(out, "\n{}", reading.tell(&said!("What happened to the patient")))?;
        for event in &report.events {
            writeln!(out, "  {:>8}  {}", event.tick.to_string(), event.what)?;
        }
    }
    writeln!(out, "\n{}", reading.tell(&said!("Measures")))?;
    for (name, value) in metric_rows(&report.metrics) {
        writeln!(out, "  {}: {}", reading.tell(&name), reading.tell(&value))?;
    }
    let state = said!("State {hash}", hash = Said::mark(&report.state_hash));
    writeln!(out, "\n{}\n{}", reading.tell(&state), reading.tell(&caveat()))
}

fn write_step(out: &mut String, reading: &Reading, step: &StepScore) -> core::fmt::Result {
    let status = reading.tell(&step.status.told());
    let moment = step.tick.map_or_else(|| "-".to_owned(), |tick| tick.to_string());
    let [points, max] = [step.points, step.max].map(|points| reading.tell(&Said::number(points, 1)));
    writeln!(out, "  {status:<7}  {points:>4}/{max:<4}  {moment:>8}  {}", step.rule)?;
    writeln!(out, "{:31}{}", "", step.why)?;
    if step.status != Status::Done {
        writeln!(out, "{:31}{}", "", expert(reading, &step.expert))?;
    }
    Ok(())
}

fn write_findings(
    out: &mut String,
    reading: &Reading,
    title: Said,
    findings: &[Finding],
) -> core::fmt::Result {
    if findings.is_empty() {
        return writeln!(out, "\n{}", reading.tell(&said!("{title}: none", title)));
    }
    writeln!(out, "\n{}", reading.tell(&title))?;
    for finding in findings {
        let moment = finding.tick.to_string();
        let points = reading.tell(&Said::number(finding.points, 1));
        writeln!(out, "  -{points:<4}  {moment:>8}  {}: {}", finding.id, finding.why)?;
        writeln!(out, "{:19}{}", "", expert(reading, &finding.expert))?;
    }
    Ok(())
}

fn expert(reading: &Reading, does: &str) -> String {
    reading.tell(&said!("expert: {does}", does))
}
