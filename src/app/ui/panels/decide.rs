//! S5, S7, S8 and the end: what the trainee states.

use bevy_egui::egui::Ui;

use super::access::wait_ui;
use crate::app::ui::action::UiAction;
use crate::app::ui::theme;
use crate::app::ui::view::{SuiteView, segment_label};
use crate::app::ui::widgets::{ask_ui, halves_ui, heading_ui, note_ui};
use crate::model::Slot;
use crate::sim::Command;

/// Draws the tab.
pub fn decide_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    halves_ui(ui, [state_ui, time_ui], view, out);
}

fn state_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    confirm_ui(ui, view, out);
    occluded_ui(ui, view, out);
}

fn confirm_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    heading_ui(ui, "The tip is at the supply of");
    for target in &view.case.targets {
        let mark = if view.chart.confirmed.contains(&target.id) { "☑" } else { "☐" };
        let action = UiAction::Do(Command::ConfirmTarget { target: target.id.clone() });
        ask_ui(ui, &format!("{mark} Confirm {}", target.name), true, action, out);
    }
}

fn occluded_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    ui.add_space(theme::GAP);
    heading_ui(ui, "Completely occluded");
    let segments = declarable(view);
    if segments.is_empty() {
        note_ui(ui, "Feeders that you named, and the vessel of the tip, appear here.");
    }
    for segment in segments {
        let mark = if view.chart.occluded.contains(&segment) { "☑" } else { "☐" };
        let name = segment_label(view.case, &segment);
        let action = UiAction::Do(Command::DeclareOccluded { segment });
        ask_ui(ui, &format!("{mark} Declare occluded: {name}"), true, action, out);
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
    heading_ui(ui, "Let time pass");
    wait_ui(ui, out);
    ui.add_space(theme::GAP);
    heading_ui(ui, "The end");
    let inside = [Slot::Wire, Slot::Catheter, Slot::Microcatheter]
        .into_iter()
        .any(|slot| view.snapshot.device(slot).is_some())
        || view.snapshot.access.sheath;
    if inside {
        note_ui(ui, "Devices are still in the patient.");
    }
    ask_ui(ui, "End the case and see the debrief", true, UiAction::Do(Command::Finish), out);
}
