//! Small widgets that the panels share. Each has a name that a screen reader, or a test, finds it by.

use core::ops::RangeInclusive;

use bevy_egui::egui::{
    self, Align, Button, Color32, Layout, Response, RichText, ScrollArea, Ui, WidgetInfo, WidgetType,
    scroll_area::ScrollAreaOutput,
};
use egui_plot::{GridMark, Plot};

use super::action::{Amount, UiAction};
use super::desk::{Desk, Pedal};
use super::highlight::ring_ui;
use super::theme;
use super::view::SuiteView;
use crate::app::text::{Text, say};
use crate::math;

/// A heading of a part of a panel.
pub fn heading_ui(ui: &mut Ui, text: impl Into<String>) {
    ui.label(RichText::new(text).color(theme::ACCENT).strong());
}

/// A line of explanation.
pub fn note_ui(ui: &mut Ui, text: impl Into<String>) {
    ui.label(RichText::new(text).small().color(theme::WEAK));
}

/// Part of a tab.
pub type Part = fn(&mut Ui, &SuiteView, &mut Vec<UiAction>);

/// Two parts side by side, each scrolled on its own; below each other where there is little room.
pub fn halves_ui(ui: &mut Ui, parts: [Part; 2], view: &SuiteView, out: &mut Vec<UiAction>) {
    if ui.available_width() < 480.0 {
        for part in parts {
            part(ui, view, out);
            ui.add_space(theme::GAP);
        }
        return;
    }
    let half = egui::vec2((ui.available_width() - theme::WIDE) / 2.0, ui.available_height());
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = theme::WIDE;
        for (i, part) in parts.into_iter().enumerate() {
            ui.allocate_ui_with_layout(half, Layout::top_down(Align::Min), |ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                let area = ScrollArea::vertical().id_salt((view.desk.tab.text_id(), i)).auto_shrink(false);
                let shown = area.show(ui, |ui| {
                    // Room for the scroll bar, so that nothing breaks anew when it comes.
                    ui.set_max_width(half.x - 14.0);
                    part(ui, view, out);
                });
                more_ui(ui, &shown);
            });
        }
    });
}

/// A sign that there is more below.
fn more_ui(ui: &Ui, shown: &ScrollAreaOutput<()>) {
    let below = shown.content_size.y - shown.state.offset.y - shown.inner_rect.height();
    if below > 2.0 {
        let room = egui::vec2(30.0, 14.0);
        let place = egui::Rect::from_center_size(shown.inner_rect.center_bottom(), room);
        let place = place.translate(egui::vec2(0.0, -room.y / 2.0));
        ui.painter().rect_filled(place, theme::ROUND, theme::CHOSEN);
        let sign = egui::Align2::CENTER_CENTER;
        ui.painter().text(place.center(), sign, "▾", theme::card_title(), theme::TEXT);
    }
}

/// A button that asks for something. Its text breaks where it would not fit.
pub fn ask_ui(ui: &mut Ui, text: &str, enabled: bool, action: UiAction, out: &mut Vec<UiAction>) -> Response {
    let button = if text.len() > 24 { Button::new(text).wrap() } else { Button::new(text) };
    asking_ui(ui, button, enabled, action, out)
}

/// The button that matters most of its screen.
pub fn lead_ui(ui: &mut Ui, text: &str, action: UiAction, out: &mut Vec<UiAction>) -> Response {
    let button =
        Button::new(RichText::new(text).strong()).fill(theme::CHOSEN).min_size(egui::vec2(0.0, 30.0));
    asking_ui(ui, button, true, action, out)
}

/// A button by a sign, named in words.
pub fn sign_ui(
    ui: &mut Ui,
    (sign, name): (&str, &str),
    enabled: bool,
    action: UiAction,
    out: &mut Vec<UiAction>,
) -> Response {
    let response = asking_ui(ui, Button::new(sign), enabled, action, out);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, enabled, name));
    response.on_hover_text(name)
}

/// A button for what cannot be taken back: it asks once more. `name` says what of, for whoever cannot see the line.
pub fn ask_twice_ui(
    ui: &mut Ui,
    (short, name): (&str, &str),
    action: UiAction,
    text: &Text,
    out: &mut Vec<UiAction>,
) {
    let id = ui.id().with(name);
    let asked = |ui: &mut Ui, sign: &str, name: &str| {
        let response = ui.button(sign);
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, name));
        response.on_hover_text(name).clicked()
    };
    if !ui.data(|data| data.get_temp(id).unwrap_or(false)) {
        if asked(ui, short, name) {
            ui.data_mut(|data| data.insert_temp(id, true));
        }
        return;
    }
    // What keeps it stands where the first button was: a second press in haste does no harm.
    let keep = asked(ui, &text.get("sure-no"), &say!(text, "sure-no-of", name = name));
    let done = asked(ui, &format!("▲ {}", text.get("sure-yes")), &say!(text, "sure-yes-of", name = name));
    if keep || done {
        ui.data_mut(|data| data.remove::<bool>(id));
    }
    if done {
        out.push(action);
    }
}

fn asking_ui(
    ui: &mut Ui,
    button: Button<'_>,
    enabled: bool,
    action: UiAction,
    out: &mut Vec<UiAction>,
) -> Response {
    let response = ui.add_enabled(enabled, button);
    ring_ui(ui, &response, &action);
    if response.clicked() {
        out.push(action);
    }
    response
}

/// One of several, on or not, enabled or not: what is chosen is marked by a shape besides the colour.
pub fn choice_ui(
    ui: &mut Ui,
    text: &str,
    (on, enabled): (bool, bool),
    action: UiAction,
    out: &mut Vec<UiAction>,
) {
    let marked = format!("{} {text}", if on { "●" } else { "○" });
    asking_ui(ui, Button::new(marked).selected(on), enabled, action, out);
}

/// A two-state choice; `group` tells it apart from others with the same text.
pub fn toggle_ui(ui: &mut Ui, group: &str, text: &str, on: bool, action: UiAction, out: &mut Vec<UiAction>) {
    // A filled or open mark besides the colour.
    let marked = format!("{} {text}", if on { "☑" } else { "☐" });
    let response = asking_ui(ui, Button::new(marked).selected(on).wrap(), true, action, out);
    let name = format!("{group}: {text}");
    response.widget_info(|| WidgetInfo::selected(WidgetType::Checkbox, true, on, &name));
}

/// An amount with its unit, stepped through its choices.
pub fn amount_ui(
    ui: &mut Ui,
    (name, unit): (&str, &str),
    amount: Amount,
    desk: &Desk,
    text: &Text,
    out: &mut Vec<UiAction>,
) {
    amounts_ui(ui, &[(name, unit, amount)], desk, text, out);
}

/// Amounts on one line, as far as there is room.
pub fn amounts_ui(
    ui: &mut Ui,
    amounts: &[(&str, &str, Amount)],
    desk: &Desk,
    text: &Text,
    out: &mut Vec<UiAction>,
) {
    ui.horizontal_wrapped(|ui| {
        for (i, (name, unit, amount)) in amounts.iter().enumerate() {
            if i > 0 {
                ui.add_space(theme::SPACE);
            }
            ui.label(*name);
            let (choices, value) = (Desk::choices(*amount), desk.amount(*amount));
            let less = choices.iter().rev().find(|choice| **choice < value);
            let more = choices.iter().find(|choice| **choice > value);
            for (sign, id, next) in [("−", "amount-less", less), ("+", "amount-more", more)] {
                let label = say!(text, id, name = *name);
                let action = UiAction::Set(*amount, next.copied().unwrap_or(value));
                let response = asking_ui(ui, Button::new(sign), next.is_some(), action, out);
                response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, next.is_some(), &label));
                if id == "amount-less" {
                    let shown = text.plain(value);
                    ui.label(RichText::new(format!("{shown} {unit}")).monospace());
                }
            }
        }
    });
}

/// A pedal on the screen: works while the pointer holds it.
pub fn pedal_ui(
    ui: &mut Ui,
    text: &str,
    (enabled, down): (bool, bool),
    pedal: Pedal,
    out: &mut Vec<UiAction>,
) {
    let fill = if down { theme::CHOSEN } else { theme::RAISED };
    let button =
        Button::new(text).fill(fill).sense(egui::Sense::click_and_drag()).min_size(egui::vec2(0.0, 30.0));
    let response = ui.add_enabled(enabled, button);
    ring_ui(ui, &response, &UiAction::Press(pedal));
    if response.is_pointer_button_down_on() {
        out.push(UiAction::Press(pedal));
    }
}

/// A plot over nought with numbers as the language writes them; nothing of it moves under the pointer.
pub fn plot<'a>(text: &'a Text, id: &str, height: f32) -> Plot<'a> {
    let number = |mark: GridMark, _: &RangeInclusive<f64>| {
        let powers = (math::ln(mark.step_size) / core::f64::consts::LN_10).round();
        text.number(mark.value, (-powers).max(0.0) as usize)
    };
    let still =
        Plot::new(id.to_owned()).height(height).allow_drag(false).allow_zoom(false).allow_scroll(false);
    still.include_y(0.0).x_axis_formatter(number).y_axis_formatter(number)
}

/// A figure that counts, with its name and unit.
pub fn figure_ui(ui: &mut Ui, name: &str, value: &str, unit: &str, colour: Color32) {
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

/// A short word on a ground of its own.
pub fn tag_ui(ui: &mut Ui, text: impl Into<String>, colour: Color32) {
    egui::Frame::new()
        .fill(theme::RAISED)
        .corner_radius(theme::ROUND)
        .inner_margin(egui::Margin::symmetric(7, 2))
        .show(ui, |ui| ui.label(RichText::new(text).small().color(colour)));
}

/// The sentence that stands on every screen.
pub fn education_only_ui(ui: &mut Ui, text: &Text) {
    ui.label(RichText::new(format!("⚠ {}", text.get("education-only"))).small().color(theme::WARN));
}

/// A framed part of a page, as wide as its place.
pub fn card_ui(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    theme::card().show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        content(ui);
    });
}

/// Something with a title that breaks into lines, and more of it on request.
pub fn fold_ui(
    ui: &mut Ui,
    id: impl egui::AsIdSalt,
    title: impl Into<RichText>,
    open: bool,
    content: impl FnOnce(&mut Ui),
) {
    let id = ui.make_persistent_id(id);
    let mut state = egui::collapsing_header::CollapsingState::load_with_default_open(ui.ctx(), id, open);
    let title = title.into();
    let name = title.text().to_owned();
    let head = ui.horizontal_top(|ui| {
        let sign = if state.is_open() { "▾" } else { "▸" };
        let toggle = ui.add(Button::new(sign).frame(false));
        toggle.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &name));
        let text = ui.add(egui::Label::new(title).wrap().sense(egui::Sense::click()));
        toggle.clicked() || text.clicked()
    });
    if head.inner {
        state.toggle(ui);
    }
    state.store(ui.ctx());
    if state.is_open() {
        ui.indent(id, content);
    }
}

/// Cards beside each other, as many as fit; the order goes along the lines.
pub fn grid_ui(ui: &mut Ui, least_width: f32, count: usize, mut card: impl FnMut(&mut Ui, usize)) {
    let width = ui.available_width();
    let columns = ((width + theme::WIDE) / (least_width + theme::WIDE)).floor().max(1.0) as usize;
    let each = (width - theme::WIDE * (columns - 1) as f32) / columns as f32;
    for line in (0..count).step_by(columns) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = theme::WIDE;
            for i in line..count.min(line + columns) {
                ui.allocate_ui_with_layout(egui::vec2(each, 0.0), Layout::top_down(Align::Min), |ui| {
                    ui.set_width(each);
                    ui.spacing_mut().item_spacing.x = 6.0;
                    card(ui, i);
                });
            }
        });
        ui.add_space(theme::WIDE - theme::SPACE);
    }
}
