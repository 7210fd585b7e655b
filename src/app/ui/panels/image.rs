//! The C-arm, the table, the field, and how pedals work.

use bevy_egui::egui::Ui;

use super::live::angles;
use crate::app::ui::action::{Look, UiAction};
use crate::app::ui::desk::Pedal;
use crate::app::ui::theme;
use crate::app::ui::view::SuiteView;
use crate::app::ui::widgets::{ask_ui, halves_ui, heading_ui, note_ui, pedal_ui, toggle_ui};
use crate::model::Slot;
use crate::sim::{Command, Snapshot};

/// Named positions: LAO and cranial angle, degrees.
pub const PRESETS: [(&str, f64, f64); 6] = [
    ("AP", 0.0, 0.0),
    ("RAO 25", -25.0, 0.0),
    ("LAO 25", 25.0, 0.0),
    ("RAO 20 CAU 15", -20.0, -15.0),
    ("CRA 20", 0.0, 20.0),
    ("Lateral", 90.0, 0.0),
];

/// Field widths at the detector, mm.
pub const FIELDS: [f64; 5] = [480.0, 420.0, 320.0, 220.0, 160.0];

/// How far a press of a table button moves, mm.
pub const TABLE_STEP_MM: f64 = 20.0;

/// Draws the tab.
pub fn image_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    halves_ui(ui, [pedals_ui, gantry_ui], view, out);
}

fn pedals_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    heading_ui(ui, "Pedals");
    ui.horizontal(|ui| {
        pedal_ui(ui, "Hold: fluoroscopy (Space)", true, Pedal::Fluoroscopy, out);
        pedal_ui(ui, "Hold: run (F)", true, Pedal::Run, out);
    });
    if toggle_ui(ui, "Pedals", "Stay down until pressed again", view.desk.latching) {
        out.push(UiAction::Latch(!view.desk.latching));
    }
    let roadmap = view.pictures.roadmap;
    if toggle_ui(ui, "Image", "Roadmap under the live image (R)", roadmap) {
        out.push(UiAction::Look(Look::ToggleRoadmap));
    }
    ui.add_space(theme::GAP);
    heading_ui(ui, "Field of view");
    ui.horizontal_wrapped(|ui| {
        for width_mm in FIELDS {
            let mark = if view.snapshot.imaging.field_mm == width_mm { "●" } else { "○" };
            let action = UiAction::Do(Command::Field { width_mm });
            ask_ui(ui, &format!("{mark} {width_mm:.0} mm"), true, action, out);
        }
    });
}

fn gantry_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let imaging = &view.snapshot.imaging;
    heading_ui(ui, "C-arm");
    ui.label(angles(imaging));
    ui.horizontal_wrapped(|ui| {
        for (name, lao_deg, cranial_deg) in PRESETS {
            ask_ui(ui, name, true, UiAction::Do(Command::View { lao_deg, cranial_deg }), out);
        }
    });
    note_ui(ui, "Arrows turn it by 5°, with Shift by 1°");
    ui.add_space(theme::GAP);
    heading_ui(ui, "Table");
    let (x, y, z) = imaging.centre_mm.into();
    ui.horizontal_wrapped(|ui| {
        for (text, dx, dz) in [
            ("Look higher", 0.0, TABLE_STEP_MM),
            ("Look lower", 0.0, -TABLE_STEP_MM),
            ("To the patient's right", TABLE_STEP_MM, 0.0),
            ("To the patient's left", -TABLE_STEP_MM, 0.0),
        ] {
            // Coordinates are RAS: x grows to the patient's right, z towards the head.
            let action = UiAction::Do(Command::Table { centre_mm: (x + dx, y, z + dz) });
            ask_ui(ui, text, true, action, out);
        }
        let tip = tip_of(view.snapshot);
        let centre_mm = tip.unwrap_or_default();
        let action = UiAction::Do(Command::Table { centre_mm });
        ask_ui(ui, "Centre on the tip (T)", tip.is_some(), action, out);
    });
}

/// Tip of the device that reaches farthest, RAS mm.
pub fn tip_of(snapshot: &Snapshot) -> Option<(f64, f64, f64)> {
    [Slot::Wire, Slot::Microcatheter, Slot::Catheter]
        .into_iter()
        .filter_map(|slot| snapshot.device(slot))
        .max_by(|a, b| a.depth_mm.total_cmp(&b.depth_mm))
        .and_then(|device| device.polyline_mm.last())
        .map(|tip| (tip.x, tip.y, tip.z))
}
