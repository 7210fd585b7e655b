//! What all screens outside the suite share: the head with the ways to the others, and one scrolled column.

use bevy_egui::egui::{Align, Frame, Layout, Margin, Panel, RichText, ScrollArea, Ui};

use crate::app::Screen;
use crate::app::text::Text;
use crate::app::ui::action::UiAction;
use crate::app::ui::theme;
use crate::app::ui::widgets::{ask_ui, education_only_ui};

/// Where the head leads.
const WAYS: [(Screen, &str); 3] =
    [(Screen::Library, "nav-library"), (Screen::Records, "nav-records"), (Screen::Settings, "nav-settings")];

/// Draws the head, and the content in a column in the middle of the window.
pub fn page_ui(
    ui: &mut Ui,
    text: &Text,
    here: Screen,
    out: &mut Vec<UiAction>,
    content: impl FnOnce(&mut Ui, &mut Vec<UiAction>),
) {
    let frame = Frame::new().fill(theme::PANEL).inner_margin(Margin::symmetric(16, 7));
    Panel::top("head").frame(frame).show(ui, |ui| head_ui(ui, text, here, out));
    // On the ground that the window is cleared to.
    Frame::new().inner_margin(Margin::symmetric(16, 0)).show(ui, |ui| {
        ui.set_min_size(ui.available_size());
        ScrollArea::vertical().id_salt(here).auto_shrink(false).show(ui, |ui| {
            // Room for the scroll bar.
            let width = (ui.available_width() - 14.0).min(theme::PAGE_WIDTH);
            let beside = (ui.available_width() - width) / 2.0;
            ui.horizontal_top(|ui| {
                ui.add_space(beside.max(0.0));
                ui.allocate_ui_with_layout(
                    bevy_egui::egui::vec2(width, 0.0),
                    Layout::top_down(Align::Min),
                    |ui| {
                        ui.set_width(width);
                        ui.spacing_mut().item_spacing.x = 6.0;
                        ui.add_space(theme::WIDE);
                        content(ui, out);
                        ui.add_space(theme::SECTION);
                    },
                );
            });
        });
    });
}

fn head_ui(ui: &mut Ui, text: &Text, here: Screen, out: &mut Vec<UiAction>) {
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new("embolize").font(theme::card_title()).strong().color(theme::ACCENT));
        ui.add_space(theme::GAP);
        for (screen, id) in WAYS {
            let name = text.get(id);
            let response = ui.selectable_label(here == screen, name);
            if response.clicked() && here != screen {
                out.push(UiAction::Go(screen));
            }
        }
        ask_ui(ui, &text.get("nav-quit"), true, UiAction::Quit, out);
        ui.add_space(theme::GAP);
        education_only_ui(ui, text);
    });
}

/// Title of a page with a line below it.
pub fn title_ui(ui: &mut Ui, title: impl Into<String>, line: impl Into<String>) {
    ui.label(RichText::new(title).font(theme::display()));
    let line = line.into();
    if !line.is_empty() {
        ui.scope(|ui| {
            ui.set_max_width(ui.available_width().min(theme::LINE_WIDTH * 1.4));
            ui.label(RichText::new(line).color(theme::WEAK));
        });
    }
    ui.add_space(theme::WIDE);
}

/// Title of a section of a page.
pub fn section_ui(ui: &mut Ui, title: impl Into<String>) {
    ui.add_space(theme::GAP);
    ui.label(RichText::new(title).heading());
    ui.add_space(theme::SPACE);
}
