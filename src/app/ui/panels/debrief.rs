//! The debrief: what it was worth, and why, line by line.

use bevy_egui::egui::{Color32, RichText, Ui};

use super::library::{card_ui, page_ui};
use crate::app::ui::action::UiAction;
use crate::app::ui::theme;
use crate::app::ui::widgets::{ask_ui, education_only_ui, heading_ui, note_ui};
use crate::scoring::Report;
use crate::scoring::report::{Finding, Metrics, PhaseScore, Status, StepScore, Verdict};

/// What the debrief reads.
pub struct DebriefView<'a> {
    /// Title of the case.
    pub title: &'a str,
    /// The report.
    pub report: &'a Report,
    /// Teaching text of the case.
    pub teaching: &'a [String],
    /// Where the session was written, or why it was not.
    pub kept: &'a str,
}

/// Draws the debrief.
pub fn debrief_ui(ui: &mut Ui, view: &DebriefView, out: &mut Vec<UiAction>) {
    let report = view.report;
    page_ui(ui, |ui| {
        ui.heading(format!("Debrief: {}", view.title));
        education_only_ui(ui);
        note_ui(
            ui,
            "Scored by a rubric authored by the educator, not validated: for practice and self-assessment.",
        );
        verdict_ui(ui, report);
        ui.horizontal(|ui| {
            ask_ui(ui, "Back to the library", true, UiAction::ToLibrary, out);
        });
        note_ui(ui, view.kept);
        findings_ui(ui, "■ Critical errors: each fails the case", &report.critical_errors, theme::ALARM);
        findings_ui(ui, "▲ Errors", &report.errors, theme::WARN);
        heading_ui(ui, "Phases and steps");
        for phase in &report.phases {
            card_ui(ui, |ui| phase_ui(ui, phase, report));
        }
        if !report.events.is_empty() {
            heading_ui(ui, "Adverse events: not faults by themselves");
            for event in &report.events {
                ui.label(format!("{}  {}", event.tick, event.what));
            }
        }
        heading_ui(ui, "Measures");
        metrics_ui(ui, &report.metrics);
        if !view.teaching.is_empty() {
            heading_ui(ui, "To take home");
            for text in view.teaching {
                ui.label(text);
            }
        }
        note_ui(ui, format!("State {}", report.state_hash));
    });
}

fn verdict_ui(ui: &mut Ui, report: &Report) {
    let (word, colour) = match report.verdict {
        Verdict::Pass => ("● Passed", theme::GOOD),
        Verdict::Fail => ("■ Not passed", theme::ALARM),
    };
    ui.label(RichText::new(format!("{word}: {:.1} of 100", report.score)).size(26.0).color(colour));
}

fn findings_ui(ui: &mut Ui, title: &str, findings: &[Finding], colour: Color32) {
    if findings.is_empty() {
        return;
    }
    ui.label(RichText::new(title).strong().color(colour));
    for finding in findings {
        card_ui(ui, |ui| {
            let points =
                if finding.points > 0.0 { format!(" (−{:.0})", finding.points) } else { String::new() };
            ui.label(RichText::new(format!("{}  {}{points}", finding.tick, finding.why)).strong());
            ui.label(format!("An expert: {}", finding.expert));
        });
    }
}

fn phase_ui(ui: &mut Ui, phase: &PhaseScore, report: &Report) {
    let short = phase.score + 1e-9 < phase.needed;
    let colour = if short { theme::WARN } else { theme::TEXT };
    let note = if short { format!(", {:.1} needed", phase.needed) } else { String::new() };
    let text = format!("{} {}: {:.1} of {:.0}{note}", phase.id, phase.name, phase.score, phase.max);
    ui.label(RichText::new(text).strong().color(colour));
    for step in report.steps.iter().filter(|step| step.phase == phase.id) {
        step_ui(ui, step);
    }
}

fn step_ui(ui: &mut Ui, step: &StepScore) {
    let (mark, colour) = match step.status {
        Status::Done => ("●", theme::GOOD),
        Status::Late => ("◐ late:", theme::WARN),
        Status::Skipped => ("○ not done:", theme::WARN),
        Status::Wrong => ("■ wrong:", theme::ALARM),
    };
    let points = format!("{:.1}/{:.0}", step.points, step.max);
    ui.label(RichText::new(format!("{mark} {} {points}", step.rule)).color(colour));
    let moment = step.tick.map_or_else(String::new, |tick| format!("{tick}  "));
    note_ui(ui, format!("{moment}{}", step.why));
    if step.status != Status::Done {
        note_ui(ui, format!("An expert: {}", step.expert));
    }
}

fn metrics_ui(ui: &mut Ui, metrics: &Metrics) {
    let lines = [
        format!("Procedure time {:.1} min", metrics.procedure_time_s / 60.0),
        format!("Fluoroscopy time {:.1} min", metrics.fluoroscopy_time_s / 60.0),
        format!("Contrast volume {:.0} mL", metrics.contrast_volume_ml),
        format!("Number of runs {}", metrics.number_of_runs),
        format!("Air kerma {:.0} mGy", metrics.air_kerma_mgy),
        format!("KAP {:.1} Gy·cm²", metrics.kap_gy_cm2),
        format!("Handling errors {}", metrics.handling_errors),
        format!("Residual flow {:.0} % of rest", metrics.residual_flow_percent),
        format!("Stasis {:.0} beats", metrics.stasis_beats),
        format!("Target devascularised {:.0} %", metrics.devascularised_percent),
        format!("Worst protected territory lost {:.1} %", metrics.non_target_percent),
        format!("Share of the dose in the lungs {:.1} %", metrics.lung_share_percent),
        format!("Catheter-tip path length {:.0} mm", metrics.catheter_tip_path_mm),
        format!("Haematoma {:.0} mL", metrics.haematoma_ml),
    ];
    card_ui(ui, |ui| {
        for line in lines {
            ui.label(line);
        }
    });
}
