//! The score: critical errors, errors, phases with their steps, measures, what to take home.

use bevy_egui::egui::{Color32, Grid, ProgressBar, RichText, Ui};

use super::DebriefView;
use crate::app::phrases::said;
use crate::app::text::{Text, say};
use crate::app::ui::action::UiAction;
use crate::app::ui::panels::page::section_ui;
use crate::app::ui::theme;
use crate::app::ui::widgets::{ask_ui, card_ui, fold_ui, grid_ui, note_ui};
use crate::scoring::Report;
use crate::scoring::report::{Finding, Metrics, PhaseScore, Status, StepScore};
use crate::sim::Tick;

/// Least width of a column of phases, points.
const COLUMN: f32 = 430.0;

/// Draws the part.
pub(super) fn score_ui(ui: &mut Ui, view: &DebriefView, report: &Report, out: &mut Vec<UiAction>) {
    let text = view.text;
    let critical = format!("■ {}", text.get("debrief-critical"));
    findings_ui(ui, view, (&critical, theme::ALARM), &report.critical_errors, out);
    findings_ui(ui, view, (&format!("▲ {}", text.get("debrief-errors")), theme::WARN), &report.errors, out);
    section_ui(ui, text.get("debrief-phases"));
    grid_ui(ui, COLUMN, report.phases.len(), |ui, i| {
        card_ui(ui, |ui| phase_ui(ui, view, &report.phases[i], report, out));
    });
    if !report.events.is_empty() {
        section_ui(ui, text.get("debrief-events"));
        card_ui(ui, |ui| {
            for event in &report.events {
                ui.horizontal_wrapped(|ui| {
                    moment_ui(ui, view, event.tick, out);
                    // An alarm is as the engine worded it.
                    ui.label(said(text, &event.what.to_string()));
                });
            }
        });
    }
    section_ui(ui, text.get("debrief-measures"));
    card_ui(ui, |ui| metrics_ui(ui, text, &report.metrics));
    if !view.case.teaching.is_empty() {
        section_ui(ui, text.get("debrief-teaching"));
        card_ui(ui, |ui| {
            for line in &view.case.teaching {
                ui.label(format!("• {line}"));
            }
        });
    }
    note_ui(ui, say!(text, "debrief-state", hash = report.state_hash.as_str()));
}

/// A moment as a button that leads to it on the timeline.
fn moment_ui(ui: &mut Ui, view: &DebriefView, tick: Tick, out: &mut Vec<UiAction>) {
    ask_ui(ui, &format!("⏵ {tick}"), view.review.is_some(), UiAction::Jump(tick), out)
        .on_hover_text(view.text.get("debrief-jump"));
}

fn findings_ui(
    ui: &mut Ui,
    view: &DebriefView,
    (title, colour): (&str, Color32),
    findings: &[Finding],
    out: &mut Vec<UiAction>,
) {
    if findings.is_empty() {
        return;
    }
    ui.add_space(theme::GAP);
    ui.label(RichText::new(title).heading().color(colour));
    for finding in findings {
        card_ui(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                moment_ui(ui, view, finding.tick, out);
                ui.label(RichText::new(finding.why.to_string()).strong());
                if finding.points > 0.0 {
                    let points = format!("−{}", view.text.number(finding.points, 0));
                    ui.label(RichText::new(points).color(colour));
                }
            });
            ui.label(say!(view.text, "expert", text = finding.expert.as_str()));
        });
        ui.add_space(theme::SPACE);
    }
}

fn phase_ui(ui: &mut Ui, view: &DebriefView, phase: &PhaseScore, report: &Report, out: &mut Vec<UiAction>) {
    let text = view.text;
    let short = phase.score + 1e-9 < phase.needed;
    let colour = if short { theme::WARN } else { theme::TEXT };
    let (score, max) = (text.number(phase.score, 1), text.number(phase.max, 0));
    let (id, name) = (phase.id.as_str(), phase.name.as_str());
    let line = say!(text, "debrief-phase", id = id, name = name, score = score, max = max);
    ui.label(RichText::new(line).strong().color(colour));
    let share = if phase.max > 0.0 { (phase.score / phase.max) as f32 } else { 1.0 };
    ui.add(ProgressBar::new(share).fill(theme::CHOSEN).desired_height(4.0));
    if short {
        let needed = say!(text, "debrief-needed", points = text.number(phase.needed, 1));
        ui.label(RichText::new(format!("▲ {needed}")).color(theme::WARN));
    }
    for step in report.steps.iter().filter(|step| step.phase == phase.id) {
        step_ui(ui, view, step, out);
    }
}

fn step_ui(ui: &mut Ui, view: &DebriefView, step: &StepScore, out: &mut Vec<UiAction>) {
    let text = view.text;
    let (mark, id, colour) = match step.status {
        Status::Done => ("●", "", theme::TEXT),
        Status::Late => ("◐", "status-late", theme::WARN),
        Status::Skipped => ("○", "status-skipped", theme::WARN),
        Status::Wrong => ("■", "status-wrong", theme::ALARM),
    };
    let status = if id.is_empty() { String::new() } else { format!("{} ", text.get(id)) };
    let points = format!("{}/{}", text.number(step.points, 1), text.number(step.max, 0));
    let title = RichText::new(format!("{mark} {status}{} {points}", step.rule)).color(colour);
    fold_ui(ui, ("step", &step.id), title, step.status != Status::Done, |ui| {
        ui.horizontal_wrapped(|ui| {
            if let Some(tick) = step.tick {
                moment_ui(ui, view, tick, out);
            }
            ui.label(step.why.to_string());
        });
        note_ui(ui, say!(text, "expert", text = step.expert.as_str()));
    });
}

fn metrics_ui(ui: &mut Ui, text: &Text, m: &Metrics) {
    let number = |value: f64, decimals| text.number(value, decimals);
    let rows = [
        ("metric-procedure-time", format!("{} min", number(m.procedure_time_s / 60.0, 1))),
        ("metric-fluoroscopy-time", format!("{} min", number(m.fluoroscopy_time_s / 60.0, 1))),
        ("metric-contrast", format!("{} mL", number(m.contrast_volume_ml, 0))),
        ("metric-runs", m.number_of_runs.to_string()),
        ("metric-air-kerma", format!("{} mGy", number(m.air_kerma_mgy, 0))),
        ("metric-kap", format!("{} Gy·cm²", number(m.kap_gy_cm2, 1))),
        ("metric-handling", m.handling_errors.to_string()),
        ("metric-residual", format!("{} %", number(m.residual_flow_percent, 0))),
        ("metric-stasis", number(m.stasis_beats, 0)),
        ("metric-devascularised", format!("{} %", number(m.devascularised_percent, 0))),
        ("metric-non-target", format!("{} %", number(m.non_target_percent, 1))),
        ("metric-lungs", format!("{} %", number(m.lung_share_percent, 1))),
        ("metric-path", format!("{} mm", number(m.catheter_tip_path_mm, 0))),
        ("metric-haematoma", format!("{} mL", number(m.haematoma_ml, 0))),
    ];
    Grid::new("metrics").num_columns(2).spacing([theme::SECTION, theme::SPACE]).show(ui, |ui| {
        for (id, value) in rows {
            ui.label(RichText::new(text.get(id)).color(theme::WEAK));
            ui.label(RichText::new(value).monospace());
            ui.end_row();
        }
    });
}
