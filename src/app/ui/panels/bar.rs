//! The bar at the top: what this is, what it is not, the clock.

use bevy_egui::egui::{Align, Layout, RichText, Ui};

use crate::app::ui::action::UiAction;
use crate::app::ui::focus::{Focus, Region};
use crate::app::ui::theme;
use crate::app::ui::view::SuiteView;
use crate::app::ui::widgets::{ask_ui, education_only_ui};

/// Draws the bar.
pub fn bar_ui(ui: &mut Ui, view: &SuiteView, focus: &mut Focus, out: &mut Vec<UiAction>) {
    ui.horizontal(|ui| {
        ui.label(RichText::new(&view.case.title).strong());
        education_only_ui(ui);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let leave = ask_ui(ui, "Save and leave", true, UiAction::ToLibrary, out);
            focus.region(Region::Bar, leave.id);
            let text = if view.paused { "▶ Go on (Esc)" } else { "⏸ Pause (Esc)" };
            ask_ui(ui, text, true, UiAction::Pause(!view.paused), out);
            ui.label(RichText::new(view.snapshot.tick.to_string()).monospace());
            if let Some(error) = view.saving_error {
                ui.label(RichText::new("▲ Not saved").color(theme::WARN)).on_hover_text(error);
            }
        });
    });
}
