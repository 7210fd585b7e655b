//! A ring around what is to be pressed: found by what it would ask for, so that no panel knows who points at it.

use bevy_egui::egui::{self, CornerRadius, Id, Response, Stroke, StrokeKind, Ui};

use super::action::UiAction;
use super::theme;

/// Which widget is meant.
#[derive(Clone, Copy)]
pub struct Highlight(pub fn(&UiAction) -> bool);

fn place() -> Id {
    Id::new("highlight")
}

/// Sets what is pointed at in this pass.
pub fn point(ctx: &egui::Context, highlight: Option<Highlight>, moves: bool) {
    ctx.data_mut(|data| data.insert_temp(place(), highlight.map(|highlight| (highlight.0, moves))));
}

/// Draws the ring if a widget asks for what is meant.
pub fn ring_ui(ui: &Ui, response: &Response, action: &UiAction) {
    let pointed = ui.data(|data| data.get_temp::<Option<(fn(&UiAction) -> bool, bool)>>(place())).flatten();
    let Some((_, moves)) = pointed.filter(|(meant, _)| meant(action)) else { return };
    let width = if moves { 2.0 + ((ui.input(|input| input.time) * 4.0) as f32).sin() } else { 2.5 };
    let stroke = Stroke::new(width, theme::WARN);
    let rect = response.rect.expand(2.0);
    ui.painter().rect_stroke(rect, CornerRadius::same(theme::ROUND), stroke, StrokeKind::Outside);
}
