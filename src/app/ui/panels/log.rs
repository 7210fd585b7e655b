//! The caption log: the last happenings in words. What can be heard elsewhere is read here.

use bevy_egui::egui::{Color32, Label, RichText, ScrollArea, Ui};

use crate::app::ui::captions::{Caption, Weight, caption};
use crate::app::ui::theme;
use crate::app::ui::view::SuiteView;
use crate::sim::{Event, Tick};

/// How many of the last happenings are kept on the screen.
const LINES: usize = 60;

/// The last happenings in words, the newest first.
fn newest<'a>(view: &'a SuiteView) -> impl Iterator<Item = (Tick, Caption)> + 'a {
    let told = |event: &Event| (event.tick, caption(view.text(), view.case, &event.what));
    view.events.iter().rev().map(told).filter(|(_, caption)| !caption.text.is_empty())
}

/// How much a caption matters, as a shape and a colour.
fn mark(caption: &Caption) -> (&'static str, Color32) {
    match caption.weight {
        Weight::Plain => (" ", theme::TEXT),
        Weight::Warn => ("▲", theme::WARN),
        Weight::Alarm => ("■", theme::ALARM),
    }
}

/// The newest caption in one line, where there is room for no more; the whole of it under the pointer.
pub fn last_ui(ui: &mut Ui, view: &SuiteView) {
    if let Some((tick, caption)) = newest(view).next() {
        let (mark, colour) = mark(&caption);
        let line = RichText::new(format!("{tick} {mark} {}", caption.text)).color(colour);
        ui.add(Label::new(line).truncate());
    }
}

/// Draws the log, the newest line at the bottom.
pub fn log_ui(ui: &mut Ui, view: &SuiteView) {
    let area = ScrollArea::vertical().id_salt("log").auto_shrink(false);
    area.stick_to_bottom(true).show(ui, |ui| lines_ui(ui, view));
}

fn lines_ui(ui: &mut Ui, view: &SuiteView) {
    ui.spacing_mut().item_spacing.y = 1.0;
    let lines: Vec<_> = newest(view).take(LINES).collect();
    for (tick, caption) in lines.into_iter().rev() {
        let (mark, colour) = mark(&caption);
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(format!("{tick:>8} {mark}")).monospace().color(colour));
            ui.label(RichText::new(caption.text).color(colour));
        });
    }
}
