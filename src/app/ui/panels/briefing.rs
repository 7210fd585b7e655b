//! The briefing: the patient, the question, how much help, how it is scored.

use bevy_egui::egui::{Grid, RichText, Ui};

use super::page::{page_ui, title_ui};
use crate::app::Screen;
use crate::app::text::{Text, say};
use crate::app::ui::action::UiAction;
use crate::app::ui::theme;
use crate::app::ui::widgets::{
    card_ui, choice_ui, fold_ui, grid_ui, heading_ui, lead_ui, note_ui, toggle_ui,
};
use crate::model::{Case, Patient, Rubric};
use crate::replay::Mode;

/// Least width of a column, points.
const COLUMN: f32 = 380.0;

/// Draws the briefing of a case.
pub fn briefing_ui(
    ui: &mut Ui,
    text: &Text,
    case: &Case,
    (mode, variant): (Mode, Option<u64>),
    out: &mut Vec<UiAction>,
) {
    page_ui(ui, text, Screen::Briefing, out, |ui, out| {
        title_ui(ui, &case.title, &case.objective);
        // In one column the way to begin comes first.
        let one = ui.available_width() < 2.0 * COLUMN + theme::WIDE;
        let story_at = usize::from(one);
        grid_ui(ui, COLUMN, 2, |ui, i| {
            if i == story_at {
                story_ui(ui, text, case);
            } else {
                start_ui(ui, text, (mode, variant), out);
                rubric_ui(ui, text, &case.rubric);
            }
        });
    });
}

fn start_ui(ui: &mut Ui, text: &Text, (mode, variant): (Mode, Option<u64>), out: &mut Vec<UiAction>) {
    card_ui(ui, |ui| {
        heading_ui(ui, text.get("briefing-mode"));
        for choice in [Mode::Learn, Mode::Practice, Mode::Assess] {
            let (name, about) = mode_ids(choice);
            choice_ui(ui, &text.get(name), (choice == mode, true), UiAction::Mode(choice), out);
            note_ui(ui, text.get(about));
            if (choice, mode) == (Mode::Practice, Mode::Practice) {
                variant_ui(ui, text, variant, out);
            }
            ui.add_space(theme::SPACE);
        }
        lead_ui(ui, &text.get("briefing-begin"), UiAction::Begin, out);
    });
    ui.add_space(theme::WIDE);
}

/// Practice repeats a case on other people's anatomies.
fn variant_ui(ui: &mut Ui, text: &Text, variant: Option<u64>, out: &mut Vec<UiAction>) {
    let name = match variant {
        Some(seed) => say!(text, "briefing-variant-seed", seed = seed.to_string()),
        None => text.get("briefing-variant"),
    };
    let action = UiAction::Variant(variant.is_none());
    toggle_ui(ui, &text.get("mode-practice"), &name, variant.is_some(), action, out);
}

/// Ids of a mode's name and of what it is.
pub fn mode_ids(mode: Mode) -> (&'static str, &'static str) {
    match mode {
        Mode::Learn => ("mode-learn", "mode-learn-about"),
        Mode::Practice => ("mode-practice", "mode-practice-about"),
        Mode::Assess => ("mode-assess", "mode-assess-about"),
    }
}

fn story_ui(ui: &mut Ui, text: &Text, case: &Case) {
    card_ui(ui, |ui| {
        heading_ui(ui, text.get("briefing-story"));
        ui.label(&case.briefing);
        ui.add_space(theme::GAP);
        heading_ui(ui, text.get("briefing-targets"));
        for target in &case.targets {
            ui.label(&target.name);
        }
    });
    ui.add_space(theme::WIDE);
    card_ui(ui, |ui| {
        heading_ui(ui, text.get("briefing-patient"));
        patient_ui(ui, text, &case.patient);
    });
    ui.add_space(theme::WIDE);
}

fn patient_ui(ui: &mut Ui, text: &Text, patient: &Patient) {
    let whole = |value: f64| text.number(value, 0);
    let allergies =
        if patient.allergies.is_empty() { text.get("patient-none") } else { patient.allergies.join(", ") };
    let rows = [
        ("patient-age", say!(text, "patient-age-years", years = whole(patient.age_years))),
        ("patient-weight", format!("{} kg", whole(patient.weight_kg))),
        ("patient-heart-rate", format!("{} /min", whole(patient.heart_rate))),
        (
            "patient-pressure",
            format!("{}/{} mmHg", whole(patient.systolic_mmhg), whole(patient.diastolic_mmhg)),
        ),
        ("patient-saturation", format!("{} %", whole(patient.spo2_percent))),
        ("patient-creatinine", format!("{} mg/dL", text.number(patient.creatinine_mg_dl, 1))),
        ("patient-egfr", format!("{} mL/min/1.73 m²", whole(patient.egfr))),
        ("patient-contrast-limit", format!("{} mL", whole(patient.contrast_limit_ml()))),
        ("patient-allergies", allergies),
        ("patient-anticoagulation", patient.anticoagulation.clone()),
    ];
    // Figures, not buttons: lines may be close.
    ui.spacing_mut().interact_size.y = 0.0;
    Grid::new("patient").num_columns(2).spacing([theme::WIDE, theme::SPACE]).show(ui, |ui| {
        for (id, value) in rows {
            ui.label(RichText::new(text.get(id)).color(theme::WEAK));
            ui.label(value);
            ui.end_row();
        }
    });
}

/// The rubric is shown before the case: nobody is judged by rules they cannot read.
fn rubric_ui(ui: &mut Ui, text: &Text, rubric: &Rubric) {
    card_ui(ui, |ui| {
        heading_ui(ui, text.get("rubric-title"));
        note_ui(ui, say!(text, "rubric-about", score = text.number(rubric.pass_score, 0)));
        for phase in &rubric.phases {
            let points: f64 = phase.steps.iter().map(|step| step.points).sum();
            let points = text.number(points, 0);
            let title = say!(
                text,
                "rubric-phase",
                id = phase.id.as_str(),
                name = phase.name.as_str(),
                points = points
            );
            fold_ui(ui, &phase.id, title, false, |ui| {
                for step in &phase.steps {
                    ui.label(format!("• {} ({})", step.rule, text.number(step.points, 0)));
                }
            });
        }
        let critical: Vec<_> = rubric.errors.iter().filter(|error| error.critical).collect();
        if !critical.is_empty() {
            let title = RichText::new(text.get("rubric-critical")).color(theme::WARN);
            fold_ui(ui, "critical", title, false, |ui| {
                for error in critical {
                    ui.label(format!("• {}", error.why));
                }
            });
        }
    });
}
