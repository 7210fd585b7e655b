//! The library and the briefing.

use std::sync::Arc;

use bevy_egui::egui::{Frame, Margin, RichText, ScrollArea, Ui};

use crate::app::ui::action::UiAction;
use crate::app::ui::theme;
use crate::app::ui::widgets::{ask_ui, education_only_ui, heading_ui, note_ui};
use crate::model::{Case, Patient, Rubric};
use crate::replay::Mode;

/// What the library reads.
pub struct LibraryView<'a> {
    /// Cases.
    pub cases: &'a [Arc<Case>],
    /// Attempts that can be gone on with, in words.
    pub unfinished: &'a [String],
    /// Something that went wrong.
    pub notice: Option<&'a str>,
}

/// Draws the library.
pub fn library_ui(ui: &mut Ui, view: &LibraryView, out: &mut Vec<UiAction>) {
    page_ui(ui, |ui| {
        ui.heading("embolize");
        ui.label("Practise vascular embolization until you do it well, before you do it on a patient.");
        education_only_ui(ui);
        ui.add_space(12.0);
        if let Some(notice) = view.notice {
            ui.label(RichText::new(format!("▲ {notice}")).color(theme::WARN));
        }
        if !view.unfinished.is_empty() {
            heading_ui(ui, "Go on where you left");
            for (i, text) in view.unfinished.iter().enumerate() {
                ui.horizontal(|ui| {
                    ask_ui(ui, &format!("Continue {text}"), true, UiAction::Resume(i), out);
                    ask_ui(ui, &format!("Discard {text}"), true, UiAction::Discard(i), out);
                });
            }
            ui.add_space(12.0);
        }
        heading_ui(ui, "Cases");
        if view.cases.is_empty() {
            note_ui(ui, "No case could be loaded.");
        }
        for (i, case) in view.cases.iter().enumerate() {
            card_ui(ui, |ui| {
                ui.label(RichText::new(&case.title).strong().size(16.0));
                ui.label(&case.objective);
                ask_ui(ui, &format!("Open {}", case.title), true, UiAction::Brief(i), out);
            });
        }
        ui.add_space(12.0);
        ask_ui(ui, "Quit", true, UiAction::Quit, out);
    });
}

/// Draws the briefing of a case.
pub fn briefing_ui(ui: &mut Ui, case: &Case, mode: Mode, out: &mut Vec<UiAction>) {
    page_ui(ui, |ui| {
        ui.heading(&case.title);
        education_only_ui(ui);
        ui.add_space(8.0);
        ui.horizontal_wrapped(|ui| {
            for choice in [Mode::Learn, Mode::Practice, Mode::Assess] {
                let mark = if choice == mode { "●" } else { "○" };
                ask_ui(ui, &format!("{mark} {}", mode_name(choice)), true, UiAction::Mode(choice), out);
            }
            ui.separator();
            ask_ui(ui, "Begin the procedure", true, UiAction::Begin, out);
            ask_ui(ui, "Back to the library", true, UiAction::ToLibrary, out);
        });
        ui.add_space(8.0);
        card_ui(ui, |ui| {
            ui.label(&case.briefing);
        });
        patient_ui(ui, &case.patient);
        targets_ui(ui, case);
        rubric_ui(ui, &case.rubric);
    });
}

fn mode_name(mode: Mode) -> &'static str {
    match mode {
        Mode::Learn => "Learn: guided, explained",
        Mode::Practice => "Practice",
        Mode::Assess => "Assess: no hints, sealed",
    }
}

fn patient_ui(ui: &mut Ui, patient: &Patient) {
    heading_ui(ui, "Patient");
    ui.label(format!(
        "{:.0} years, {:.0} kg. Heart rate {:.0}/min, pressure {:.0}/{:.0} mmHg, saturation {:.0} %.",
        patient.age_years,
        patient.weight_kg,
        patient.heart_rate,
        patient.systolic_mmhg,
        patient.diastolic_mmhg,
        patient.spo2_percent
    ));
    ui.label(format!(
        "Creatinine {:.1} mg/dL, eGFR {:.0} mL/min/1.73 m². Contrast limit {:.0} mL.",
        patient.creatinine_mg_dl,
        patient.egfr,
        patient.contrast_limit_ml()
    ));
    let allergies = if patient.allergies.is_empty() { "none".into() } else { patient.allergies.join(", ") };
    ui.label(format!("Allergies: {allergies}. Anticoagulation: {}", patient.anticoagulation));
    ui.add_space(8.0);
}

fn targets_ui(ui: &mut Ui, case: &Case) {
    heading_ui(ui, "To close");
    for target in &case.targets {
        ui.label(&target.name);
    }
    ui.add_space(8.0);
}

/// The rubric is shown before the case: nobody is judged by rules they cannot read.
fn rubric_ui(ui: &mut Ui, rubric: &Rubric) {
    heading_ui(ui, "How it is scored");
    note_ui(
        ui,
        format!(
            "Authored by the educator, not validated. {:.0} of 100 points pass, if no critical error is made and every \
             phase has its minimum.",
            rubric.pass_score
        ),
    );
    for phase in &rubric.phases {
        let points: f64 = phase.steps.iter().map(|step| step.points).sum();
        ui.label(RichText::new(format!("{} {} ({points:.0} points)", phase.id, phase.name)).strong());
        for step in &phase.steps {
            ui.label(format!("   • {} ({:.0})", step.rule, step.points));
        }
    }
    let critical: Vec<_> = rubric.errors.iter().filter(|error| error.critical).collect();
    if !critical.is_empty() {
        ui.label(RichText::new("Critical errors: one fails the case").strong());
        for error in critical {
            ui.label(format!("   • {}", error.why));
        }
    }
}

/// A scrolled column in the middle of the window.
pub fn page_ui(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let frame = Frame::new().fill(theme::GROUND).inner_margin(Margin::symmetric(40, 24));
    frame.show(ui, |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(900.0);
            ui.spacing_mut().item_spacing.y = 6.0;
            content(ui);
        });
    });
}

/// A framed part of a page.
pub fn card_ui(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    Frame::new().fill(theme::PANEL).corner_radius(4).inner_margin(Margin::same(12)).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        content(ui);
    });
}
