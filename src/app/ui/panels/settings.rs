//! Settings: language, size, pedals, keys with their conflicts.

use bevy_egui::egui::{self, Grid, RichText, Ui};

use super::page::{page_ui, title_ui};
use crate::app::Screen;
use crate::app::settings::{Act, Group, SCALES, Settings};
use crate::app::text::{Language, say};
use crate::app::ui::action::{Change, UiAction};
use crate::app::ui::theme;
use crate::app::ui::view::key_name;
use crate::app::ui::widgets::{ask_ui, card_ui, choice_ui, heading_ui, note_ui, toggle_ui};

/// What the settings screen reads.
pub struct SettingsView<'a> {
    /// The settings.
    pub settings: &'a Settings,
    /// The act that waits for its key.
    pub listening: Option<Act>,
    /// Why the settings are not kept.
    pub not_kept: Option<&'a str>,
}

/// Draws the settings.
pub fn settings_ui(ui: &mut Ui, view: &SettingsView, out: &mut Vec<UiAction>) {
    let text = view.settings.text();
    page_ui(ui, text, Screen::Settings, out, |ui, out| {
        title_ui(ui, text.get("settings-title"), text.get("settings-about"));
        if let Some(error) = view.not_kept {
            let notice = say!(text, "settings-not-kept", error = error);
            ui.label(RichText::new(format!("▲ {notice}")).color(theme::WARN));
        }
        card_ui(ui, |ui| look_ui(ui, view, out));
        ui.add_space(theme::WIDE);
        card_ui(ui, |ui| pedals_ui(ui, view, out));
        ui.add_space(theme::WIDE);
        card_ui(ui, |ui| keys_ui(ui, view, out));
        if cfg!(feature = "gamepad") {
            ui.add_space(theme::WIDE);
            card_ui(ui, |ui| gamepad_ui(ui, view));
        }
    });
}

fn look_ui(ui: &mut Ui, view: &SettingsView, out: &mut Vec<UiAction>) {
    let (settings, text) = (view.settings, view.settings.text());
    heading_ui(ui, text.get("settings-language"));
    ui.horizontal_wrapped(|ui| {
        for language in Language::ALL {
            let action = UiAction::Change(Change::Language(language));
            choice_ui(ui, language.name(), (settings.language == language, true), action, out);
        }
    });
    ui.add_space(theme::GAP);
    heading_ui(ui, text.get("settings-scale"));
    ui.horizontal_wrapped(|ui| {
        for percent in SCALES {
            let action = UiAction::Change(Change::Scale(percent));
            choice_ui(ui, &format!("{percent} %"), (settings.scale_percent == percent, true), action, out);
        }
    });
    ui.add_space(theme::GAP);
    heading_ui(ui, text.get("settings-motion"));
    let group = text.get("settings-motion");
    let action = UiAction::Change(Change::ReducedMotion(!settings.reduced_motion));
    toggle_ui(ui, &group, &text.get("settings-reduced-motion"), settings.reduced_motion, action, out);
    note_ui(ui, text.get("settings-reduced-motion-about"));
    if cfg!(feature = "audio") {
        ui.add_space(theme::GAP);
        heading_ui(ui, text.get("settings-sound"));
        let action = UiAction::Change(Change::Sound(!settings.sound));
        let group = text.get("settings-sound");
        toggle_ui(ui, &group, &text.get("settings-tones"), settings.sound, action, out);
        note_ui(ui, text.get("settings-sound-about"));
    }
}

fn pedals_ui(ui: &mut Ui, view: &SettingsView, out: &mut Vec<UiAction>) {
    let (settings, text) = (view.settings, view.settings.text());
    heading_ui(ui, text.get("pedals"));
    let action = UiAction::Change(Change::Latching(!settings.latching));
    toggle_ui(ui, &text.get("pedals"), &text.get("pedals-latching"), settings.latching, action, out);
    note_ui(ui, text.get("settings-latching-about"));
}

fn keys_ui(ui: &mut Ui, view: &SettingsView, out: &mut Vec<UiAction>) {
    let text = view.settings.text();
    heading_ui(ui, text.get("settings-keys"));
    note_ui(ui, text.get("settings-keys-about"));
    if let Some(act) = view.listening {
        let asked = say!(text, "settings-press-key", act = text.get(act.text_id()));
        ui.label(RichText::new(format!("▶ {asked}")).color(theme::WARN).strong());
        ask_ui(ui, &text.get("settings-keep-key"), true, UiAction::Listen(None), out);
    }
    ui.add_space(theme::SPACE);
    let two = ui.available_width() > 700.0;
    let groups: &[&[Group]] = if two {
        &[&[Group::Devices, Group::Pedals], &[Group::Image, Group::Desk]]
    } else {
        &[&[Group::Devices, Group::Pedals, Group::Image, Group::Desk]]
    };
    ui.columns(groups.len(), |columns| {
        for (ui, groups) in columns.iter_mut().zip(groups) {
            for group in *groups {
                group_ui(ui, view, *group, out);
            }
        }
    });
    ui.add_space(theme::SPACE);
    ask_ui(ui, &text.get("settings-delivered-keys"), true, UiAction::Change(Change::DeliveredKeys), out);
}

/// What the sticks and buttons of a gamepad do.
fn gamepad_ui(ui: &mut Ui, view: &SettingsView) {
    let text = view.settings.text();
    heading_ui(ui, text.get("gamepad"));
    note_ui(ui, text.get("gamepad-about"));
    Grid::new("gamepad").num_columns(2).spacing([theme::GAP, theme::SPACE]).show(ui, |ui| {
        for (control, does) in [
            ("gamepad-left-stick", "gamepad-moves"),
            ("gamepad-right-stick", "gamepad-turns"),
            ("gamepad-left-shoulder", "act-fine"),
            ("gamepad-top", "gamepad-next"),
            ("gamepad-right-trigger", "act-fluoroscopy"),
            ("gamepad-left-trigger", "act-run"),
        ] {
            ui.label(text.get(control));
            ui.label(text.get(does));
            ui.end_row();
        }
    });
}

fn group_ui(ui: &mut Ui, view: &SettingsView, group: Group, out: &mut Vec<UiAction>) {
    let text = view.settings.text();
    let id = match group {
        Group::Devices => "keys-devices",
        Group::Pedals => "keys-pedals",
        Group::Image => "keys-image",
        Group::Desk => "keys-desk",
    };
    ui.label(RichText::new(text.get(id)).strong());
    Grid::new(id).num_columns(3).spacing([theme::GAP, theme::SPACE]).show(ui, |ui| {
        for act in Act::all().filter(|act| act.group() == group) {
            key_ui(ui, view, act, out);
            ui.end_row();
        }
    });
    ui.add_space(theme::GAP);
}

fn key_ui(ui: &mut Ui, view: &SettingsView, act: Act, out: &mut Vec<UiAction>) {
    let text = view.settings.text();
    let name = text.get(act.text_id());
    ui.label(&name);
    let listening = view.listening == Some(act);
    let mark = if listening { "…".to_owned() } else { key_name(view.settings, act) };
    let button = egui::Button::new(RichText::new(mark).monospace()).min_size(egui::vec2(84.0, 0.0));
    let response = ui.add(button.selected(listening));
    let named = say!(text, "settings-key-of", act = name, key = key_name(view.settings, act));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, &named));
    if response.clicked() {
        out.push(UiAction::Listen(Some(act)));
    }
    let others: Vec<String> =
        view.settings.keys.conflicts(act).map(|other| text.get(other.text_id())).collect();
    if others.is_empty() {
        ui.label("");
    } else {
        let conflict = say!(text, "settings-conflict", others = others.join(", "));
        ui.label(RichText::new(format!("▲ {conflict}")).small().color(theme::WARN));
    }
}
