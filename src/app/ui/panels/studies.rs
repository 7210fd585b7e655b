//! S1: open the studies, say what feeds the target, what is in danger, whether the portal vein is open.

use bevy_egui::egui::{RichText, Ui};

use crate::app::ui::action::{Look, UiAction};
use crate::app::ui::theme;
use crate::app::ui::view::{SuiteView, candidate_feeders};
use crate::app::ui::widgets::{ask_ui, halves_ui, heading_ui, note_ui, toggle_ui};
use crate::model::Tissue;
use crate::sim::Command;

/// Draws the tab.
pub fn studies_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    halves_ui(ui, [read_ui, name_ui], view, out);
}

fn read_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    open_ui(ui, view, out);
    portal_ui(ui, view, out);
}

fn name_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    feeders_ui(ui, view, out);
    hazards_ui(ui, view, out);
}

fn open_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    heading_ui(ui, "Diagnostic studies");
    for study in &view.case.studies {
        let opened = view.chart.studies.contains(&study.id);
        let response = ui.button(format!("Open {}", study.name));
        if response.clicked() {
            out.push(UiAction::Do(Command::ReadStudy { study: study.id.clone() }));
            out.push(UiAction::Look(Look::Study(study.id.clone())));
        }
        if opened {
            ui.label(&study.findings);
        }
    }
}

fn portal_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    ui.add_space(theme::GAP);
    heading_ui(ui, "Portal vein");
    ui.horizontal(|ui| {
        for (text, patent) in [("Portal vein is open", true), ("Portal vein is closed", false)] {
            let mark = if view.chart.portal == Some(patent) { "●" } else { "○" };
            let action = UiAction::Do(Command::AssessPortal { patent });
            ask_ui(ui, &format!("{mark} {text}"), true, action, out);
        }
    });
}

fn feeders_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    heading_ui(ui, "Vessels that feed the target");
    note_ui(ui, "Choose every one. They can be taken back.");
    for ix in candidate_feeders(view.case) {
        let segment = view.case.graph.segment(ix).id.clone();
        let on = view.chart.feeders.contains(&segment);
        if toggle_ui(ui, "Feeder", &view.segment_name(ix), on) {
            out.push(UiAction::Do(if on {
                Command::UnnameFeeder { segment }
            } else {
                Command::NameFeeder { segment }
            }));
        }
    }
}

fn hazards_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    ui.add_space(theme::GAP);
    heading_ui(ui, "Territories in danger");
    let graph = &view.case.graph;
    let beds = graph.beds().iter().filter(|bed| !matches!(bed.tissue, Tissue::RunOff | Tissue::Tumour));
    for bed in beds {
        let on = view.chart.hazards.contains(&bed.id);
        if toggle_ui(ui, "Hazard", &bed.name, on) {
            let bed = bed.id.clone();
            out.push(UiAction::Do(if on {
                Command::UnnameHazard { bed }
            } else {
                Command::NameHazard { bed }
            }));
        }
    }
    if graph.beds().is_empty() {
        ui.label(RichText::new("The case has no territories").color(theme::WEAK));
    }
}
