//! The caption log: the last happenings in words. What can be heard elsewhere is read here.

use bevy_egui::egui::{RichText, ScrollArea, Ui};

use crate::app::ui::captions::{Weight, caption};
use crate::app::ui::theme;
use crate::app::ui::view::SuiteView;

/// How many of the last happenings are kept on the screen.
const LINES: usize = 60;

/// Draws the log, the newest line at the bottom.
pub fn log_ui(ui: &mut Ui, view: &SuiteView) {
    // One line is enough where there is little room: what asks for more than its panel pushes the panel off the screen.
    let area = ScrollArea::vertical().id_salt("log").auto_shrink(false).min_scrolled_height(1.0);
    area.stick_to_bottom(true).show(ui, |ui| lines_ui(ui, view, LINES));
}

/// Draws the last lines.
pub fn lines_ui(ui: &mut Ui, view: &SuiteView, lines: usize) {
    ui.spacing_mut().item_spacing.y = 1.0;
    let lines: Vec<_> = view
        .events
        .iter()
        .rev()
        .map(|event| (event.tick, caption(view.text(), view.case, &event.what)))
        .filter(|(_, caption)| !caption.text.is_empty())
        .take(lines)
        .collect();
    for (tick, caption) in lines.into_iter().rev() {
        let (mark, colour) = match caption.weight {
            Weight::Plain => (" ", theme::TEXT),
            Weight::Warn => ("▲", theme::WARN),
            Weight::Alarm => ("■", theme::ALARM),
        };
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(format!("{tick:>8} {mark}")).monospace().color(colour));
            ui.label(RichText::new(caption.text).color(colour));
        });
    }
}
