//! The library: attempts to go on with, the tutorial, cases with what was reached in them.

use std::sync::Arc;

use bevy_egui::egui::{Align, Layout, RichText, TextureId, Ui, vec2};

use super::page::{page_ui, section_ui, title_ui};
use crate::app::Screen;
use crate::app::bridge::Progress;
use crate::app::text::{Text, say};
use crate::app::ui::action::UiAction;
use crate::app::ui::theme;
use crate::app::ui::widgets::{ask_twice_ui, ask_ui, card_ui, grid_ui, lead_ui, note_ui, sign_ui, tag_ui};
use crate::model::Case;

/// Least width of a card, points.
const CARD: f32 = 330.0;

/// What the library reads.
pub struct LibraryView<'a> {
    /// The texts.
    pub text: &'a Text,
    /// Cases.
    pub cases: &'a [Arc<Case>],
    /// What was reached in each case.
    pub progress: &'a [Progress],
    /// A picture of each case, once it is drawn.
    pub pictures: &'a [Option<TextureId>],
    /// Attempts that can be gone on with, in words.
    pub unfinished: &'a [String],
    /// The tutorial was played before.
    pub tutorial_done: bool,
    /// Something that went wrong.
    pub notice: Option<&'a str>,
}

/// Draws the library.
pub fn library_ui(ui: &mut Ui, view: &LibraryView, out: &mut Vec<UiAction>) {
    let text = view.text;
    page_ui(ui, text, Screen::Library, out, |ui, out| {
        title_ui(ui, text.get("library-title"), text.get("library-aim"));
        if let Some(notice) = view.notice {
            ui.label(RichText::new(format!("▲ {notice}")).color(theme::WARN));
        }
        unfinished_ui(ui, view, out);
        if !view.tutorial_done {
            card_ui(ui, |ui| tutorial_ui(ui, view, out));
        }
        section_ui(ui, text.get("library-cases"));
        if view.cases.is_empty() {
            note_ui(ui, text.get("library-none"));
        }
        grid_ui(ui, CARD, view.cases.len(), |ui, i| card_ui(ui, |ui| case_ui(ui, view, i, out)));
        if view.tutorial_done {
            ask_ui(ui, &text.get("tutorial-again"), true, UiAction::Tutorial, out);
        }
    });
}

fn unfinished_ui(ui: &mut Ui, view: &LibraryView, out: &mut Vec<UiAction>) {
    if view.unfinished.is_empty() {
        return;
    }
    section_ui(ui, view.text.get("library-unfinished"));
    for (i, attempt) in view.unfinished.iter().enumerate() {
        card_ui(ui, |ui| {
            ui.label(attempt);
            ui.horizontal_wrapped(|ui| {
                let name = say!(view.text, "library-continue", attempt = attempt.as_str());
                let short = view.text.get("library-continue-short");
                sign_ui(ui, (&short, &name), true, UiAction::Resume(i), out);
                let name = say!(view.text, "library-discard", attempt = attempt.as_str());
                let short = view.text.get("library-discard-short");
                ask_twice_ui(ui, (&short, &name), UiAction::Discard(i), view.text, out);
            });
        });
        ui.add_space(theme::SPACE);
    }
}

fn tutorial_ui(ui: &mut Ui, view: &LibraryView, out: &mut Vec<UiAction>) {
    ui.label(RichText::new(view.text.get("tutorial-title")).font(theme::card_title()).strong());
    ui.label(view.text.get("tutorial-about"));
    ui.add_space(theme::SPACE);
    lead_ui(ui, &view.text.get("tutorial-start"), UiAction::Tutorial, out);
}

fn case_ui(ui: &mut Ui, view: &LibraryView, i: usize, out: &mut Vec<UiAction>) {
    let case = &view.cases[i];
    if let Some(picture) = view.pictures.get(i).copied().flatten() {
        let width = ui.available_width();
        let (rect, _) = ui.allocate_exact_size(vec2(width, width * 0.5), bevy_egui::egui::Sense::hover());
        // The middle half of a square picture.
        let uv = bevy_egui::egui::Rect::from_min_max(
            bevy_egui::egui::pos2(0.0, 0.22),
            bevy_egui::egui::pos2(1.0, 0.72),
        );
        ui.painter_at(rect).image(picture, rect, uv, bevy_egui::egui::Color32::WHITE);
        ui.add_space(theme::SPACE);
    }
    ui.label(RichText::new(&case.title).font(theme::card_title()).strong());
    ui.label(RichText::new(&case.objective).color(theme::WEAK));
    ui.add_space(theme::SPACE);
    if let Some(progress) = view.progress.get(i) {
        progress_ui(ui, view.text, progress);
    }
    ui.add_space(theme::SPACE);
    ui.with_layout(Layout::top_down(Align::Min), |ui| {
        let open = say!(view.text, "library-open", title = case.title.as_str());
        sign_ui(ui, (&view.text.get("library-open-short"), &open), true, UiAction::Brief(i), out);
    });
}

/// What was reached in a case, in a line of tags.
pub fn progress_ui(ui: &mut Ui, text: &Text, progress: &Progress) {
    ui.horizontal_wrapped(|ui| {
        if progress.attempts == 0 {
            tag_ui(ui, text.get("progress-new"), theme::WEAK);
            return;
        }
        tag_ui(ui, say!(text, "progress-attempts", count = progress.attempts), theme::TEXT);
        let best = text.number(progress.best, 0);
        let (mark, colour) = if progress.passed { ("●", theme::GOOD) } else { ("○", theme::WARN) };
        tag_ui(ui, format!("{mark} {}", say!(text, "progress-best", score = best)), colour);
        if progress.row > 0 {
            tag_ui(ui, say!(text, "progress-row", count = progress.row), theme::GOOD);
        }
    });
}
