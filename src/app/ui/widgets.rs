//! Small widgets that the panels share. Each has a name that a screen reader, or a test, finds it by.

use bevy_egui::egui::{self, Align, Layout, Response, RichText, ScrollArea, Ui, WidgetInfo, WidgetType};

use super::action::{Amount, UiAction};
use super::desk::{Desk, Pedal};
use super::theme;
use super::view::SuiteView;

/// A heading of a part of a panel.
pub fn heading_ui(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).color(theme::ACCENT).strong());
}

/// A line of explanation.
pub fn note_ui(ui: &mut Ui, text: impl Into<String>) {
    ui.label(RichText::new(text).small().color(theme::WEAK));
}

/// Part of a tab.
pub type Part = fn(&mut Ui, &SuiteView, &mut Vec<UiAction>);

/// Two parts side by side, each scrolled on its own.
pub fn halves_ui(ui: &mut Ui, parts: [Part; 2], view: &SuiteView, out: &mut Vec<UiAction>) {
    let half = egui::vec2((ui.available_width() - theme::GAP) / 2.0, ui.available_height());
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        for (i, part) in parts.into_iter().enumerate() {
            ui.allocate_ui_with_layout(half, Layout::top_down(Align::Min), |ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                ScrollArea::vertical().id_salt((view.desk.tab.name(), i)).auto_shrink(false).show(ui, |ui| {
                    // Room for the scroll bar, so that it never lies on text.
                    ui.set_max_width(half.x - 14.0);
                    part(ui, view, out);
                });
            });
        }
    });
}

/// A button that asks for something.
pub fn ask_ui(ui: &mut Ui, text: &str, enabled: bool, action: UiAction, out: &mut Vec<UiAction>) -> Response {
    let response = ui.add_enabled(enabled, egui::Button::new(text));
    if response.clicked() {
        out.push(action);
    }
    response
}

/// A two-state choice; `group` tells it apart from others with the same text.
pub fn toggle_ui(ui: &mut Ui, group: &str, text: &str, on: bool) -> bool {
    // A filled or open mark besides the colour.
    let marked = format!("{} {text}", if on { "☑" } else { "☐" });
    let response = ui.add(egui::Button::selectable(on, marked));
    let name = format!("{group}: {text}");
    response.widget_info(|| WidgetInfo::selected(WidgetType::Checkbox, true, on, &name));
    response.clicked()
}

/// An amount with its unit, stepped through its choices.
pub fn amount_ui(ui: &mut Ui, name: &str, unit: &str, amount: Amount, desk: &Desk, out: &mut Vec<UiAction>) {
    let (choices, value) = (Desk::choices(amount), desk.amount(amount));
    let less = choices.iter().rev().find(|choice| **choice < value);
    let more = choices.iter().find(|choice| **choice > value);
    ui.horizontal(|ui| {
        ui.label(name);
        for (sign, word, next) in [("−", "less", less), ("+", "more", more)] {
            let response = ui.add_enabled(next.is_some(), egui::Button::new(sign));
            let label = format!("{name}: {word}");
            response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, next.is_some(), &label));
            if let (true, Some(next)) = (response.clicked(), next) {
                out.push(UiAction::Set(amount, *next));
            }
            if word == "less" {
                ui.label(RichText::new(format!("{value} {unit}")).monospace());
            }
        }
    });
}

/// A pedal on the screen: works while the pointer holds it.
pub fn pedal_ui(ui: &mut Ui, text: &str, enabled: bool, pedal: Pedal, out: &mut Vec<UiAction>) {
    let button = egui::Button::new(text).sense(egui::Sense::click_and_drag());
    let response = ui.add_enabled(enabled, button);
    if response.is_pointer_button_down_on() {
        out.push(UiAction::Press(pedal));
    }
}

/// A figure that counts, with its name and unit.
pub fn figure_ui(ui: &mut Ui, name: &str, value: &str, unit: &str, colour: egui::Color32) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.label(RichText::new(name).small().color(theme::WEAK));
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 3.0;
            ui.label(RichText::new(value).font(theme::figures()).color(colour));
            ui.label(RichText::new(unit).small().color(theme::WEAK));
        });
    });
}

/// The sentence that stands on every screen.
pub fn education_only_ui(ui: &mut Ui) {
    ui.label(
        RichText::new("⚠ Education only · not validated · not for patient care").small().color(theme::WARN),
    );
}
