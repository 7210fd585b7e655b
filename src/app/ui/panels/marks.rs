//! Marks and lengths on a run: drawn on its picture, listed below it with their words.

use bevy_egui::egui::{
    Align2, Painter, Pos2, Rect, Stroke, TextEdit, Ui, WidgetInfo, WidgetType, pos2, vec2,
};

use super::live::Names;
use crate::app::bridge::Mark;
use crate::app::text::{Text, say};
use crate::app::ui::action::{Look, UiAction};
use crate::app::ui::theme;
use crate::app::ui::widgets::sign_ui;
use crate::imaging::Gantry;

/// A run's picture on the screen: where all of it lies, and where the gantry stood for it.
#[derive(Clone, Copy)]
pub(super) struct Plate {
    /// Which run.
    pub(super) run: usize,
    /// Where its picture lies.
    pub(super) whole: Rect,
    /// Where the gantry stood.
    pub(super) gantry: Option<Gantry>,
}

impl Plate {
    fn place(&self, share: (f32, f32)) -> Pos2 {
        pos2(
            self.whole.left() + share.0 * self.whole.width(),
            self.whole.top() + share.1 * self.whole.height(),
        )
    }
}

/// The marks of a run, with their places among all marks.
fn of_run(marks: &[Mark], run: usize) -> impl Iterator<Item = (usize, &Mark)> {
    marks.iter().enumerate().filter(move |(_, mark)| mark.run == run)
}

/// What a mark says: the length in mm at the isocentre, if it is one, and its words.
pub fn told(text: &Text, mark: &Mark, gantry: Option<Gantry>) -> String {
    // Pixels of a picture one pixel wide are its shares.
    let mm = mark.length().zip(gantry).map(|(share, gantry)| f64::from(share) * gantry.pixel_mm(1));
    let length = mm.map(|mm| say!(text, "tool-length", mm = text.number(mm, 1)));
    let words = (!mark.words.is_empty()).then(|| mark.words.clone());
    [length, words].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Draws the marks of a run by number, length and words.
pub(super) fn marks_ui(painter: &Painter, plate: Plate, marks: &[Mark], text: &Text) {
    let mut names = Names::default();
    for (number, (_, mark)) in of_run(marks, plate.run).enumerate() {
        let at = plate.place(mark.at);
        let line = format!("{} {}", number + 1, told(text, mark, plate.gantry));
        if let Some(to) = mark.to.map(|to| plate.place(to)) {
            let stroke = Stroke::new(1.5, theme::WARN);
            painter.line_segment([at, to], stroke);
            painter.circle_stroke(at, 4.0, stroke);
            painter.circle_stroke(to, 4.0, stroke);
            names.write(painter, to + vec2(8.0, 0.0), Align2::LEFT_CENTER, line, theme::WARN);
        } else {
            painter.circle_stroke(at, 6.0, Stroke::new(1.5, theme::ACCENT));
            names.write(painter, at + vec2(10.0, -10.0), Align2::LEFT_BOTTOM, line, theme::ACCENT);
        }
    }
}

/// Draws the first end of a length, whose other end is not set yet.
pub(super) fn begun_ui(painter: &Painter, plate: Plate, from: Option<(f32, f32)>) {
    if let Some(from) = from {
        painter.circle_stroke(plate.place(from), 4.0, Stroke::new(1.5, theme::WARN));
    }
}

/// The words of the marks on a run, to be written and taken away.
pub(super) fn words_ui(ui: &mut Ui, marks: &[Mark], run: usize, text: &Text, out: &mut Vec<UiAction>) {
    for (number, (i, mark)) in of_run(marks, run).enumerate() {
        ui.horizontal(|ui| {
            let name = say!(text, "note-words", number = number + 1);
            ui.label(format!("{}", number + 1));
            let mut words = mark.words.clone();
            let field = TextEdit::singleline(&mut words).desired_width(240.0).hint_text(&name);
            let response = ui.add(field);
            response.widget_info(|| WidgetInfo::labeled(WidgetType::TextEdit, true, &name));
            if words != mark.words {
                out.push(UiAction::Look(Look::Write(i, words)));
            }
            let erase = say!(text, "note-erase", number = number + 1);
            sign_ui(ui, ("✖", &erase), true, UiAction::Look(Look::Erase(i)), out);
        });
    }
}
