//! What was reached: progress in each case, and every attempt.

use bevy_egui::egui::{
    Align2, CornerRadius, ProgressBar, Rect, RichText, Sense, Ui, WidgetInfo, WidgetType, vec2,
};

use super::briefing::mode_ids;
use super::library::progress_ui;
use super::page::{page_ui, section_ui, title_ui};
use crate::app::Screen;
use crate::app::bridge::{Progress, Record};
use crate::app::text::{Text, say};
use crate::app::ui::action::UiAction;
use crate::app::ui::theme;
use crate::app::ui::widgets::{ask_twice_ui, card_ui, grid_ui, note_ui, sign_ui};

/// Least width of a card, points.
const CARD: f32 = 380.0;

/// One attempt that is over.
pub struct Attempt<'a> {
    /// Title of its case, if the case is known.
    pub title: Option<String>,
    /// Its file.
    pub file: String,
    /// What was reached, if it was written down.
    pub record: Option<&'a Record>,
}

/// What the records screen reads.
pub struct RecordsView<'a> {
    /// The texts.
    pub text: &'a Text,
    /// Attempts, the oldest first.
    pub attempts: &'a [Attempt<'a>],
    /// Title and progress of each case that was tried.
    pub progress: &'a [(String, Progress)],
    /// Something that went wrong.
    pub notice: Option<&'a str>,
    /// What was exported, in words.
    pub exported: Option<&'a str>,
    /// A report is being written.
    pub exporting: bool,
}

/// Draws the records.
pub fn records_ui(ui: &mut Ui, view: &RecordsView, out: &mut Vec<UiAction>) {
    let text = view.text;
    page_ui(ui, text, Screen::Records, out, |ui, out| {
        title_ui(ui, text.get("records-title"), text.get("records-about"));
        if let Some(notice) = view.notice {
            ui.label(RichText::new(format!("▲ {notice}")).color(theme::WARN));
        }
        if let Some(done) = view.exported {
            note_ui(ui, done);
        }
        if view.exporting {
            ui.horizontal(|ui| {
                ui.spinner();
                ui.label(text.get("records-exporting"));
            });
        }
        if view.attempts.is_empty() {
            card_ui(ui, |ui| note_ui(ui, text.get("records-none")));
            return;
        }
        section_ui(ui, text.get("records-progress"));
        grid_ui(ui, CARD, view.progress.len(), |ui, i| {
            let (title, progress) = &view.progress[i];
            card_ui(ui, |ui| {
                ui.label(RichText::new(title).font(theme::card_title()).strong());
                progress_ui(ui, text, progress);
                phases_ui(ui, text, progress);
            });
        });
        section_ui(ui, text.get("records-attempts"));
        for (i, attempt) in view.attempts.iter().enumerate().rev() {
            card_ui(ui, |ui| attempt_ui(ui, (text, view.exporting), (i, attempt), out));
            ui.add_space(theme::SPACE);
        }
    });
}

/// The best share of each phase as a row of columns.
fn phases_ui(ui: &mut Ui, text: &Text, progress: &Progress) {
    let count = progress.phases.len().max(1) as f32;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 54.0), Sense::hover());
    let width = rect.width() / count;
    let painter = ui.painter_at(rect);
    for (i, (id, share)) in progress.phases.iter().enumerate() {
        let left = rect.left() + i as f32 * width;
        let ground = Rect::from_min_size(
            bevy_egui::egui::pos2(left + 2.0, rect.top()),
            vec2(width - 4.0, rect.height() - 16.0),
        );
        painter.rect_filled(ground, CornerRadius::same(2), theme::RAISED);
        let full = Rect::from_min_max(
            bevy_egui::egui::pos2(ground.left(), ground.bottom() - ground.height() * *share as f32),
            ground.max,
        );
        painter.rect_filled(full, CornerRadius::same(2), theme::CHOSEN);
        let at = bevy_egui::egui::pos2(ground.center().x, rect.bottom());
        painter.text(at, Align2::CENTER_BOTTOM, id, theme::label(), theme::WEAK);
    }
    let told: Vec<String> = progress
        .phases
        .iter()
        .map(|(id, share)| format!("{id} {} %", text.number(share * 100.0, 0)))
        .collect();
    let told = say!(text, "records-phases-told", phases = told.join(", "));
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, &told));
}

fn attempt_ui(
    ui: &mut Ui,
    (text, exporting): (&Text, bool),
    (i, attempt): (usize, &Attempt),
    out: &mut Vec<UiAction>,
) {
    let title = attempt.title.as_ref().unwrap_or(&attempt.file);
    ui.label(RichText::new(title).strong());
    match attempt.record {
        None => note_ui(ui, text.get("records-unscored")),
        Some(record) => {
            let (mark, colour) = if record.passed { ("●", theme::GOOD) } else { ("■", theme::ALARM) };
            let id = if record.passed { "verdict-pass" } else { "verdict-fail" };
            let verdict = say!(text, id, score = text.number(record.score, 1));
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new(format!("{mark} {verdict}")).color(colour));
                note_ui(
                    ui,
                    say!(
                        text,
                        "records-line",
                        date = date(record.ended_s),
                        mode = text.get(mode_ids(record.mode).0),
                        time = text.duration(record.seconds),
                        critical = record.critical,
                        errors = record.errors
                    ),
                );
            });
            ui.add(ProgressBar::new(record.score as f32 / 100.0).fill(theme::CHOSEN).desired_height(4.0));
        }
    }
    ui.horizontal_wrapped(|ui| {
        for (short, id, action) in [
            ("records-open-short", "records-open", UiAction::OpenRecord(i)),
            ("records-export-short", "records-export", UiAction::ExportRecord(i)),
        ] {
            let free = !exporting || !matches!(action, UiAction::ExportRecord(_));
            sign_ui(ui, (&text.get(short), &say!(text, id, number = i + 1)), free, action, out);
        }
        let (short, name) = (text.get("records-delete-short"), say!(text, "records-delete", number = i + 1));
        ask_twice_ui(ui, (&short, &name), UiAction::DeleteRecord(i), text, out);
    });
}

/// A day as it is written everywhere: year, month, day (UTC).
fn date(seconds: u64) -> String {
    // Days since 0000-03-01, so that leap days come last in their year (Howard Hinnant's civil calendar).
    let days = seconds / 86_400 + 719_468;
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted() {
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(951_782_400), "2000-02-29");
        assert_eq!(date(1_764_028_799), "2025-11-24");
    }
}
