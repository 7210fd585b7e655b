//! The debrief: what it was worth, and why, line by line; what it looked like; how it went.

mod anatomy;
mod curves;
mod pictures;
mod score;
mod timeline;

use bevy_egui::egui::{RichText, TextureHandle, Ui};

use super::page::{page_ui, title_ui};
use crate::app::Screen;
use crate::app::bridge::{Mark, Review};
use crate::app::text::{Text, say};
use crate::app::ui::action::{Part, UiAction};
use crate::app::ui::theme;
use crate::app::ui::widgets::{ask_ui, card_ui, note_ui};
use crate::imaging::GreyImage;
use crate::model::Case;
use crate::scoring::Report;
use crate::scoring::report::Verdict;
use crate::sim::{Snapshot, Tick};

/// What the debrief reads.
pub struct DebriefView<'a> {
    /// The texts.
    pub text: &'a Text,
    /// The case.
    pub case: &'a Case,
    /// The report, once it is there.
    pub report: Option<&'a Report>,
    /// The attempt computed again, once it is there.
    pub review: Option<&'a Review>,
    /// The angiograms of the review, in order.
    pub pictures: &'a [TextureHandle],
    /// What was written and measured on them.
    pub marks: &'a [Mark],
    /// Where the session was written, what was exported, what went wrong.
    pub notice: &'a str,
    /// The part shown.
    pub part: Part,
    /// The moment shown.
    pub moment: Option<&'a Moment>,
    /// Another moment is being computed.
    pub looking: bool,
}

/// A moment of the attempt.
pub struct Moment {
    /// When.
    pub tick: Tick,
    /// What could be seen.
    pub snapshot: Snapshot,
    /// What X-rays show of it.
    pub image: GreyImage,
    /// The same for the screen.
    pub texture: Option<TextureHandle>,
}

/// Draws the debrief.
pub fn debrief_ui(ui: &mut Ui, view: &DebriefView, out: &mut Vec<UiAction>) {
    let text = view.text;
    page_ui(ui, text, Screen::Debrief, out, |ui, out| {
        title_ui(
            ui,
            say!(text, "debrief-title", title = view.case.title.as_str()),
            text.get("debrief-about"),
        );
        if let Some(report) = view.report {
            verdict_ui(ui, text, report);
        }
        ui.horizontal_wrapped(|ui| {
            for part in Part::ALL {
                let response = ui.selectable_label(view.part == part, text.get(part.text_id()));
                if response.clicked() {
                    out.push(UiAction::Part(part));
                }
            }
            ui.add_space(theme::WIDE);
            ask_ui(ui, &text.get("debrief-export"), view.review.is_some(), UiAction::Export, out);
            ask_ui(ui, &text.get("debrief-back"), true, UiAction::Go(Screen::Library), out);
        });
        note_ui(ui, view.notice);
        ui.add_space(theme::GAP);
        part_ui(ui, view, out);
    });
}

fn part_ui(ui: &mut Ui, view: &DebriefView, out: &mut Vec<UiAction>) {
    if view.part == Part::Score
        && let Some(report) = view.report
    {
        score::score_ui(ui, view, report, out);
        return;
    }
    let Some(review) = view.review else {
        card_ui(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spinner();
                ui.label(view.text.get("debrief-computing"));
            });
        });
        return;
    };
    match view.part {
        Part::Score | Part::Timeline => timeline::timeline_ui(ui, view, review, out),
        Part::Pictures => pictures::pictures_ui(ui, view, review),
        Part::Curves => curves::curves_ui(ui, view, review),
        Part::Anatomy => anatomy::anatomy_ui(ui, view, review),
    }
}

fn verdict_ui(ui: &mut Ui, text: &Text, report: &Report) {
    let (mark, id, colour) = match report.verdict {
        Verdict::Pass => ("●", "verdict-pass", theme::GOOD),
        Verdict::Fail => ("■", "verdict-fail", theme::ALARM),
    };
    let verdict = say!(text, id, score = text.number(report.score, 1));
    ui.label(RichText::new(format!("{mark} {verdict}")).font(theme::display()).color(colour));
}
