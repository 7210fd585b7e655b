//! The bar at the top: what this is, what it is not, the clock.

use bevy_egui::egui::{Align, Layout, RichText, Ui};

use crate::app::Screen;
use crate::app::settings::Act;
use crate::app::text::say;
use crate::app::ui::action::UiAction;
use crate::app::ui::focus::{Focus, Region};
use crate::app::ui::theme;
use crate::app::ui::view::SuiteView;
use crate::app::ui::widgets::{ask_ui, education_only_ui};
use crate::replay::Mode;

/// Draws the bar.
pub fn bar_ui(ui: &mut Ui, view: &SuiteView, focus: &mut Focus, out: &mut Vec<UiAction>) {
    if ui.available_width() < theme::ROOMY.x {
        ui.horizontal_wrapped(|ui| {
            buttons_ui(ui, view, focus, out);
            education_only_ui(ui, view.text());
        });
        return;
    }
    ui.horizontal(|ui| {
        ui.label(RichText::new(&view.case.title).strong());
        education_only_ui(ui, view.text());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| buttons_ui(ui, view, focus, out));
    });
}

fn buttons_ui(ui: &mut Ui, view: &SuiteView, focus: &mut Focus, out: &mut Vec<UiAction>) {
    let text = view.text();
    let leave = ask_ui(ui, &text.get("bar-leave"), true, UiAction::Go(Screen::Library), out);
    focus.region(Region::Bar, leave.id);
    let id = if view.paused { "bar-go-on" } else { "bar-pause" };
    let pause = say!(text, id, key = view.key(Act::Pause));
    ask_ui(ui, &pause, true, UiAction::Pause(!view.paused), out);
    if view.mode == Mode::Practice {
        ask_ui(ui, &say!(text, "bar-hint", key = view.key(Act::Hint)), true, UiAction::Hint, out);
    }
    ui.label(RichText::new(view.snapshot.tick.to_string()).monospace());
    if let Some(error) = view.saving_error {
        let mark = format!("▲ {}", text.get("bar-not-saved"));
        ui.label(RichText::new(mark).color(theme::WARN)).on_hover_text(error);
    }
}
