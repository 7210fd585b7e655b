//! S2, S3 and S9: where to enter, the sheath, and at the end the pressure.

use bevy_egui::egui::{RichText, Ui};

use super::body::body_ui;
use crate::app::text::{Text, say};
use crate::app::ui::action::{Amount, UiAction};
use crate::app::ui::theme;
use crate::app::ui::view::SuiteView;
use crate::app::ui::widgets::{amount_ui, ask_ui, choice_ui, halves_ui, heading_ui, note_ui};
use crate::model::DeviceKind;
use crate::sim::Command;

/// Width that has room for the body beside the two halves, points.
const WITH_BODY: f32 = 640.0;

/// Draws the tab.
pub fn access_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    if ui.available_width() < WITH_BODY {
        body_ui(ui, view, out);
        halves_ui(ui, [sites_ui, artery_ui], view, out);
        return;
    }
    ui.horizontal_top(|ui| {
        body_ui(ui, view, out);
        ui.vertical(|ui| halves_ui(ui, [sites_ui, artery_ui], view, out));
    });
}

fn artery_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let access = &view.snapshot.access;
    // What is next stands first, and what cannot be done with a sheath in takes no room.
    let leaving = access.sheath || access.compressed || access.haemostasis || access.bleeding_ml_min > 0.5;
    if !leaving {
        enter_ui(ui, view, out);
        ui.add_space(theme::GAP);
    }
    close_ui(ui, view, out);
    if leaving && !access.sheath {
        ui.add_space(theme::GAP);
        enter_ui(ui, view, out);
    }
}

fn sites_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    heading_ui(ui, view.text().get("access-site"));
    let access = &view.snapshot.access;
    for site in &view.case.access {
        let chosen = access.site.as_deref() == Some(&site.id);
        let action = UiAction::Do(Command::ChooseAccess { site: site.id.clone() });
        choice_ui(ui, &site.name, (chosen, !access.punctured), action, out);
        note_ui(ui, &site.findings);
    }
}

fn enter_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let (access, text) = (&view.snapshot.access, view.text());
    heading_ui(ui, text.get("access-in"));
    let ready = access.site.is_some() && !access.punctured;
    ask_ui(ui, &text.get("access-puncture"), ready, UiAction::Do(Command::Puncture), out);
    if access.site.is_none() {
        note_ui(ui, text.get("access-choose-first"));
    }
    for device in &view.case.devices {
        if !matches!(device.kind, DeviceKind::Sheath { .. }) {
            continue;
        }
        let enabled = access.punctured && !access.sheath;
        let action = UiAction::Do(Command::InsertSheath { device: device.id.clone() });
        ask_ui(ui, &say!(text, "access-insert", device = device.name.as_str()), enabled, action, out);
    }
}

fn close_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let (access, text) = (&view.snapshot.access, view.text());
    heading_ui(ui, text.get("access-out"));
    ask_ui(ui, &text.get("access-remove-sheath"), access.sheath, UiAction::Do(Command::RemoveSheath), out);
    amount_ui(ui, (&text.get("access-above"), "mm"), Amount::AboveMm, view.desk, text, out);
    ui.horizontal_wrapped(|ui| {
        let above_mm = view.desk.above_mm;
        let press = UiAction::Do(Command::Compress { above_mm });
        ask_ui(ui, &text.get("access-press"), access.punctured, press, out);
        let release = UiAction::Do(Command::ReleaseCompression);
        ask_ui(ui, &text.get("access-release"), access.compressed, release, out);
    });
    ui.horizontal_wrapped(|ui| {
        let chosen = access.site.is_some();
        ask_ui(ui, &text.get("access-pulse"), chosen, UiAction::Do(Command::CheckPulse), out);
        for hours in [2.0, 4.0, 6.0] {
            let rest = UiAction::Do(Command::OrderRest { hours });
            let label = say!(text, "access-rest", hours = text.plain(hours));
            ask_ui(ui, &label, access.punctured && !access.sheath, rest, out);
        }
    });
    let (line, colour) = if access.compressed {
        (say!(text, "access-pressed", time = text.duration(access.held_s)), theme::TEXT)
    } else if access.bleeding_ml_min > 0.5 {
        let bleeds = say!(text, "access-bleeds", rate = text.number(access.bleeding_ml_min, 0));
        (format!("■ {bleeds}"), theme::ALARM)
    } else if access.haemostasis {
        (format!("● {}", text.get("access-dry")), theme::GOOD)
    } else {
        return;
    };
    ui.label(RichText::new(line).color(colour));
    if access.compressed {
        wait_ui(ui, text, out);
    }
}

/// Buttons that let time pass.
pub fn wait_ui(ui: &mut Ui, text: &Text, out: &mut Vec<UiAction>) {
    ui.horizontal_wrapped(|ui| {
        for seconds in [30.0, 60.0, 300.0, 600.0] {
            let time =
                if seconds < 60.0 { format!("{seconds} s") } else { format!("{} min", seconds / 60.0) };
            let action = UiAction::Do(Command::Wait { seconds });
            ask_ui(ui, &say!(text, "wait", time = time), true, action, out);
        }
    });
}
