//! S2, S3 and S9: where to enter, the sheath, and at the end the pressure.

use bevy_egui::egui::{RichText, Ui};

use crate::app::ui::action::{Amount, UiAction};
use crate::app::ui::captions::duration;
use crate::app::ui::theme;
use crate::app::ui::view::SuiteView;
use crate::app::ui::widgets::{amount_ui, ask_ui, halves_ui, heading_ui, note_ui};
use crate::model::DeviceKind;
use crate::sim::Command;

/// Draws the tab.
pub fn access_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    halves_ui(ui, [sites_ui, artery_ui], view, out);
}

fn artery_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    enter_ui(ui, view, out);
    close_ui(ui, view, out);
}

fn sites_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    heading_ui(ui, "Access site");
    let access = &view.snapshot.access;
    for site in &view.case.access {
        let chosen = access.site.as_deref() == Some(&site.id);
        let mark = if chosen { "●" } else { "○" };
        let action = UiAction::Do(Command::ChooseAccess { site: site.id.clone() });
        ask_ui(ui, &format!("{mark} {}", site.name), !access.punctured, action, out);
        note_ui(ui, &site.findings);
    }
}

fn enter_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let access = &view.snapshot.access;
    heading_ui(ui, "In");
    let ready = access.site.is_some() && !access.punctured;
    ask_ui(ui, "Puncture", ready, UiAction::Do(Command::Puncture), out);
    for device in &view.case.devices {
        if !matches!(device.kind, DeviceKind::Sheath { .. }) {
            continue;
        }
        let enabled = access.punctured && !access.sheath;
        let action = UiAction::Do(Command::InsertSheath { device: device.id.clone() });
        ask_ui(ui, &format!("Insert {}", device.name), enabled, action, out);
    }
}

fn close_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let access = &view.snapshot.access;
    ui.add_space(theme::GAP);
    heading_ui(ui, "Out");
    ask_ui(ui, "Remove the sheath", access.sheath, UiAction::Do(Command::RemoveSheath), out);
    amount_ui(ui, "Above the skin puncture", "mm", Amount::AboveMm, view.desk, out);
    ui.horizontal(|ui| {
        let above_mm = view.desk.above_mm;
        ask_ui(ui, "Press here", access.punctured, UiAction::Do(Command::Compress { above_mm }), out);
        let release = UiAction::Do(Command::ReleaseCompression);
        ask_ui(ui, "Release and look", access.compressed, release, out);
    });
    let (text, colour) = if access.compressed {
        (format!("Pressed for {}", duration(access.held_s)), theme::TEXT)
    } else if access.bleeding_ml_min > 0.5 {
        (format!("■ It bleeds, {:.0} mL/min", access.bleeding_ml_min), theme::ALARM)
    } else if access.haemostasis {
        ("● Dry".to_owned(), theme::GOOD)
    } else {
        return;
    };
    ui.label(RichText::new(text).color(colour));
    if access.compressed {
        wait_ui(ui, out);
    }
}

/// Buttons that let time pass.
pub fn wait_ui(ui: &mut Ui, out: &mut Vec<UiAction>) {
    ui.horizontal_wrapped(|ui| {
        for (text, seconds) in
            [("Wait 30 s", 30.0), ("Wait 1 min", 60.0), ("Wait 5 min", 300.0), ("Wait 10 min", 600.0)]
        {
            ask_ui(ui, text, true, UiAction::Do(Command::Wait { seconds }), out);
        }
    });
}
