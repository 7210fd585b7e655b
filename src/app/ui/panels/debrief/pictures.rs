//! Angiograms side by side: any run beside any other, the first with contrast and the last to begin with.

use bevy_egui::egui::{ComboBox, CornerRadius, Id, Sense, Ui, WidgetInfo, WidgetType, vec2};

use super::DebriefView;
use crate::app::bridge::Review;
use crate::app::text::say;
use crate::app::ui::panels::live::{nothing_ui, picture_ui};
use crate::app::ui::panels::marks::{Plate, marks_ui};
use crate::app::ui::theme;
use crate::app::ui::view::segment_label;
use crate::app::ui::widgets::{card_ui, note_ui};

/// Width that has room for two pictures, points.
const TWO: f32 = 620.0;

/// Draws the part.
pub(super) fn pictures_ui(ui: &mut Ui, view: &DebriefView, review: &Review) {
    let text = view.text;
    if review.angiograms.is_empty() {
        card_ui(ui, |ui| note_ui(ui, text.get("pictures-none")));
        return;
    }
    let last = review.angiograms.len() - 1;
    let first = review.angiograms.iter().position(|it| it.record.contrast_ml > 0.5).unwrap_or(0);
    // Which pictures are compared is a matter of looking, not of the attempt.
    let chosen = [("before", first), ("after", last)].map(|(side, place)| {
        let id = Id::new(("compared", side));
        (id, ui.data(|data| data.get_temp::<usize>(id)).unwrap_or(place).min(last))
    });
    // Below each other where beside each other nothing could be read.
    let beside = if ui.available_width() < TWO { 1 } else { 2 };
    ui.columns(beside, |columns| {
        for (i, (id, place)) in chosen.into_iter().enumerate() {
            side_ui(&mut columns[i % beside], view, review, (id, place));
        }
    });
    note_ui(ui, text.get("pictures-about"));
}

fn side_ui(ui: &mut Ui, view: &DebriefView, review: &Review, (id, mut place): (Id, usize)) {
    ComboBox::from_id_salt(id)
        .width(ui.available_width() - 8.0)
        .truncate()
        .selected_text(title(view, review, place))
        .show_ui(ui, |ui| {
            for i in 0..review.angiograms.len() {
                ui.selectable_value(&mut place, i, title(view, review, i));
            }
        });
    ui.data_mut(|data| data.insert_temp(id, place));
    let side = ui.available_width().min((ui.ctx().viewport_rect().height() - 270.0).max(320.0));
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, CornerRadius::ZERO, theme::BLACK);
    match view.pictures.get(place) {
        Some(texture) => {
            picture_ui(&painter, rect, texture.id());
            let gantry = review.angiograms.get(place).and_then(|it| it.gantry);
            marks_ui(&painter, Plate { run: place, whole: rect, gantry }, view.marks, view.text);
        }
        None => nothing_ui(&painter, rect, ""),
    }
    let told = title(view, review, place);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, &told));
}

fn title(view: &DebriefView, review: &Review, place: usize) -> String {
    let Some(angiogram) = review.angiograms.get(place) else { return String::new() };
    let (text, record) = (view.text, &angiogram.record);
    let from = record.injected_at.as_ref().map_or_else(
        || text.get("pictures-no-contrast"),
        |id| {
            let name = segment_label(text, view.case, id);
            say!(text, "pictures-contrast", ml = text.number(record.contrast_ml, 0), name = name)
        },
    );
    say!(text, "pictures-run", number = record.number, time = record.from.to_string(), from = from)
}
