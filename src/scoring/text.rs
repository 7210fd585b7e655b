//! A report as plain text for a terminal: readable without colour, at most 96 columns where words allow.

use core::fmt;

use super::report::{Finding, Report, Status, StepScore, Verdict};

/// Columns of running text.
const WIDTH: usize = 96;

/// What every report ends with.
pub const CAVEAT: &str = "Scored by rules authored by the educator of this case; never validated. No published pass \
                          mark exists for this procedure. Education and self-assessment only, not for patient care.";

/// Shows a report as text: `println!("{}", Text(&report))`.
pub struct Text<'a>(pub &'a Report);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let report = self.0;
        let verdict = match report.verdict {
            Verdict::Pass => "PASS",
            Verdict::Fail => "FAIL",
        };
        let minutes = report.sim_seconds / 60.0;
        writeln!(f, "{}: {verdict}, {:.1} of 100", report.scenario, report.score)?;
        writeln!(
            f,
            "mode {}, seed {}, {minutes:.1} min, state {}",
            report.mode, report.seed, report.state_hash
        )?;
        phases(f, report)?;
        findings(f, "Critical errors (one fails the case)", &report.critical_errors)?;
        findings(f, "Errors", &report.errors)?;
        happenings(f, report)?;
        writeln!(f, "\nSteps")?;
        for step in &report.steps {
            step_lines(f, step)?;
        }
        metrics(f, report)?;
        writeln!(f)?;
        paragraph(f, "", CAVEAT)
    }
}

fn phases(f: &mut fmt::Formatter<'_>, report: &Report) -> fmt::Result {
    let width = report.phases.iter().map(|p| p.name.chars().count()).max().unwrap_or(0);
    writeln!(f, "\n{:<5} {:<width$} {:>7} {:>6} {:>8}", "Phase", "", "points", "of", "to pass")?;
    for phase in &report.phases {
        let short = if phase.score + 1e-9 < phase.needed { "  below" } else { "" };
        write!(f, "{:<5} {:<width$} {:>7.1}", phase.id, phase.name, phase.score)?;
        writeln!(f, " {:>6.1} {:>8.1}{short}", phase.max, phase.needed)?;
    }
    Ok(())
}

fn findings(f: &mut fmt::Formatter<'_>, title: &str, list: &[Finding]) -> fmt::Result {
    if list.is_empty() {
        return Ok(());
    }
    writeln!(f, "\n{title}")?;
    for finding in list {
        writeln!(f, "  {}  {}  -{:.1} points", finding.tick, finding.id, finding.points)?;
        paragraph(f, "      ", &finding.why)?;
        paragraph(f, "      ", &format!("An expert: {}", finding.expert))?;
    }
    Ok(())
}

fn happenings(f: &mut fmt::Formatter<'_>, report: &Report) -> fmt::Result {
    if report.events.is_empty() {
        return Ok(());
    }
    writeln!(f, "\nEvents (what befell the patient; not charged)")?;
    for event in &report.events {
        paragraph(f, "  ", &format!("{}  {}: {}", event.tick, event.id, event.what))?;
    }
    Ok(())
}

fn step_lines(f: &mut fmt::Formatter<'_>, step: &StepScore) -> fmt::Result {
    let status = match step.status {
        Status::Done => "done",
        Status::Late => "late",
        Status::Skipped => "skipped",
        Status::Wrong => "wrong",
    };
    let moment = step.tick.map_or_else(|| "-".to_owned(), |t| t.to_string());
    let StepScore { phase, id, points, max, .. } = step;
    writeln!(f, "  {phase} {id}: {status}, {points:.1} of {max:.1}, at {moment}")?;
    paragraph(f, "      ", &format!("Rule: {}", step.rule))?;
    paragraph(f, "      ", &format!("Found: {}", step.why))?;
    if step.points < step.max {
        paragraph(f, "      ", &format!("An expert: {}", step.expert))?;
    }
    Ok(())
}

fn metrics(f: &mut fmt::Formatter<'_>, report: &Report) -> fmt::Result {
    let m = &report.metrics;
    let rows = [
        ("procedure time", m.procedure_time_s / 60.0, "min"),
        ("fluoroscopy time", m.fluoroscopy_time_s / 60.0, "min"),
        ("contrast volume", m.contrast_volume_ml, "mL"),
        ("number of runs", f64::from(m.number_of_runs), ""),
        ("air kerma", m.air_kerma_mgy, "mGy"),
        ("KAP", m.kap_gy_cm2, "Gy·cm²"),
        ("handling errors", f64::from(m.handling_errors), ""),
        ("residual flow", m.residual_flow_percent, "% of rest, worst feeder"),
        ("stasis", m.stasis_beats, "heartbeats"),
        ("non-target loss", m.non_target_percent, "% of supply, worst bed"),
        ("target perfusion gone", m.devascularised_percent, "%"),
        ("lung share", m.lung_share_percent, "% of dose"),
        ("catheter-tip path", m.catheter_tip_path_mm, "mm"),
        ("haematoma", m.haematoma_ml, "mL"),
    ];
    writeln!(f, "\nMeasures")?;
    for (name, value, unit) in rows {
        writeln!(f, "{}", format!("  {name:<22} {value:>8.1} {unit}").trim_end())?;
    }
    Ok(())
}

/// Words wrapped to the width, every line behind `indent`.
fn paragraph(f: &mut fmt::Formatter<'_>, indent: &str, text: &str) -> fmt::Result {
    let mut column = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column == 0 {
            write!(f, "{indent}{word}")?;
            column = indent.len() + length;
        } else if column + 1 + length > WIDTH {
            write!(f, "\n{indent}{word}")?;
            column = indent.len() + length;
        } else {
            write!(f, " {word}")?;
            column += 1 + length;
        }
    }
    writeln!(f)
}
