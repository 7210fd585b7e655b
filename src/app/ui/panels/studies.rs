//! S1: open the studies, say what feeds the target, what is in danger, whether the portal vein is open.

use bevy_egui::egui::{RichText, Ui};

use super::overlay::named_territories;
use crate::app::text::say;
use crate::app::ui::action::{Look, UiAction};
use crate::app::ui::highlight::ring_ui;
use crate::app::ui::theme;
use crate::app::ui::view::{SuiteView, candidate_feeders};
use crate::app::ui::widgets::{choice_ui, halves_ui, heading_ui, note_ui, toggle_ui};
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
    heading_ui(ui, view.text().get("studies-title"));
    for study in &view.case.studies {
        let opened = view.chart.studies.contains(&study.id);
        let read = UiAction::Do(Command::ReadStudy { study: study.id.clone() });
        let response = ui.button(say!(view.text(), "studies-open", name = study.name.as_str()));
        ring_ui(ui, &response, &read);
        if response.clicked() {
            out.push(read);
            out.push(UiAction::Look(Look::Study(study.id.clone())));
            out.push(UiAction::Look(Look::Large(true)));
        }
        if opened {
            ui.label(&study.findings);
        }
    }
}

fn portal_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    ui.add_space(theme::GAP);
    heading_ui(ui, view.text().get("studies-portal"));
    ui.horizontal_wrapped(|ui| {
        for (id, patent) in [("studies-portal-open", true), ("studies-portal-closed", false)] {
            let action = UiAction::Do(Command::AssessPortal { patent });
            choice_ui(ui, &view.text().get(id), (view.chart.portal == Some(patent), true), action, out);
        }
    });
}

fn feeders_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let text = view.text();
    heading_ui(ui, text.get("studies-feeders"));
    note_ui(ui, text.get("studies-feeders-about"));
    let group = text.get("studies-feeder");
    for ix in candidate_feeders(view.case) {
        let segment = view.case.graph.segment(ix).id.clone();
        let on = view.chart.feeders.contains(&segment);
        let command = if on { Command::UnnameFeeder { segment } } else { Command::NameFeeder { segment } };
        toggle_ui(ui, &group, &view.segment_name(ix), on, UiAction::Do(command), out);
    }
}

fn hazards_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let text = view.text();
    ui.add_space(theme::GAP);
    heading_ui(ui, text.get("studies-hazards"));
    note_ui(ui, text.get("studies-hazards-about"));
    let group = text.get("studies-hazard");
    for bed in named_territories(view.case) {
        let on = view.chart.hazards.contains(&bed.id);
        let (name, bed) = (&bed.name, bed.id.clone());
        let command = if on { Command::UnnameHazard { bed } } else { Command::NameHazard { bed } };
        toggle_ui(ui, &group, name, on, UiAction::Do(command), out);
    }
    if view.case.graph.beds().is_empty() {
        ui.label(RichText::new(text.get("studies-no-territories")).color(theme::WEAK));
    }
}
