//! S5, S7, S8 and the end: what the trainee states.

use bevy_egui::egui::Ui;

use super::access::wait_ui;
use crate::app::text::say;
use crate::app::ui::action::UiAction;
use crate::app::ui::captions::drug_name;
use crate::app::ui::theme;
use crate::app::ui::view::{SuiteView, segment_label};
use crate::app::ui::widgets::{ask_ui, halves_ui, heading_ui, note_ui};
use crate::model::{Drug, Slot};
use crate::sim::Command;

/// Draws the tab.
pub fn decide_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    halves_ui(ui, [state_ui, time_ui], view, out);
}

fn state_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    confirm_ui(ui, view, out);
    occluded_ui(ui, view, out);
    end_ui(ui, view, out);
}

fn marked(on: bool, text: &str) -> String {
    format!("{} {text}", if on { "☑" } else { "☐" })
}

fn confirm_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let text = view.text();
    heading_ui(ui, text.get("decide-supply"));
    for target in &view.case.targets {
        let name = say!(text, "decide-confirm", name = target.name.as_str());
        let action = UiAction::Do(Command::ConfirmTarget { target: target.id.clone() });
        ask_ui(ui, &marked(view.chart.confirmed.contains(&target.id), &name), true, action, out);
    }
}

fn occluded_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let text = view.text();
    ui.add_space(theme::GAP);
    heading_ui(ui, text.get("decide-occluded"));
    let segments = declarable(view);
    if segments.is_empty() {
        note_ui(ui, text.get("decide-occluded-none"));
    }
    for segment in segments {
        let name = say!(text, "decide-declare", name = segment_label(text, view.case, &segment));
        let on = view.chart.occluded.contains(&segment);
        ask_ui(ui, &marked(on, &name), true, UiAction::Do(Command::DeclareOccluded { segment }), out);
    }
}

/// Named feeders, and the vessels that the catheters' tips are in.
fn declarable(view: &SuiteView) -> Vec<String> {
    let mut segments: Vec<String> = view.chart.feeders.iter().cloned().collect();
    for slot in [Slot::Catheter, Slot::Microcatheter] {
        if let Some(ix) = view.snapshot.device(slot).and_then(|device| device.segment) {
            let id = &view.case.graph.segment(ix).id;
            if !segments.contains(id) {
                segments.push(id.clone());
            }
        }
    }
    segments
}

fn time_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let text = view.text();
    heading_ui(ui, text.get("decide-time"));
    wait_ui(ui, text, out);
    ui.add_space(theme::GAP);
    drugs_ui(ui, view, out);
}

fn end_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let text = view.text();
    ui.add_space(theme::GAP);
    heading_ui(ui, text.get("decide-end"));
    let inside = [Slot::Wire, Slot::Catheter, Slot::Microcatheter]
        .into_iter()
        .any(|slot| view.snapshot.device(slot).is_some())
        || view.snapshot.access.sheath;
    if inside {
        note_ui(ui, text.get("decide-inside"));
    }
    ask_ui(ui, &text.get("decide-finish"), true, UiAction::Do(Command::Finish), out);
}

/// A usual dose of each drug, in its unit (`Drug::most` says where from); of heparin and fluid it can be given again.
fn usual(drug: Drug) -> f64 {
    match drug {
        Drug::Nitroglycerin => 200.0,
        Drug::Heparin => 2500.0,
        Drug::Protamine => 25.0,
        Drug::Atropine => 0.6,
        Drug::Adrenaline => 0.5,
        Drug::Fluid => 250.0,
        Drug::Fentanyl => 50.0,
        Drug::Oxygen => 4.0,
    }
}

fn drugs_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let text = view.text();
    heading_ui(ui, text.get("decide-drugs"));
    ui.horizontal_wrapped(|ui| {
        for drug in Drug::ALL {
            let dose = usual(drug);
            let (name, shown) = (drug_name(text, drug), text.plain(dose));
            let label = say!(text, "decide-give", name = name, dose = shown, unit = drug.unit());
            ask_ui(ui, &label, true, UiAction::Do(Command::GiveDrug { drug, dose }), out);
        }
    });
}
