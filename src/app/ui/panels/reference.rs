//! The reference monitor: runs and studies, frame by frame; vessels are named on studies.

use std::fmt::Write as _;

use bevy_egui::egui::{
    Align2, CornerRadius, PointerButton, Rect, Response, Sense, Ui, WidgetInfo, WidgetType, vec2,
};

use super::live::{nothing_ui, picture_ui, written_ui};
use super::overlay;
use crate::app::settings::Act;
use crate::app::text::say;
use crate::app::ui::action::{Look, UiAction};
use crate::app::ui::focus::{Focus, Region};
use crate::app::ui::theme;
use crate::app::ui::view::SuiteView;
use crate::app::ui::widgets::{ask_ui, sign_ui};
use crate::imaging::Gantry;
use crate::sim::Command;

/// Draws the controls.
pub fn controls_ui(ui: &mut Ui, view: &SuiteView, focus: &mut Focus, out: &mut Vec<UiAction>) {
    let (pictures, text) = (view.pictures, view.text());
    let (run, last) = (pictures.run.unwrap_or(0), pictures.runs.saturating_sub(1));
    let has_run = pictures.run.is_some();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 3.0;
        let first =
            ask_ui(ui, &text.get("reference-last"), pictures.runs > 0, UiAction::Look(Look::LastRun), out);
        focus.region(Region::Reference, first.id);
        let mut sign = |ui: &mut Ui, sign: &str, name: String, enabled: bool, look: Look| {
            sign_ui(ui, (sign, &name), enabled, UiAction::Look(look), out);
        };
        sign(ui, "⏮", text.get("reference-run-before"), has_run && run > 0, Look::Run(run.saturating_sub(1)));
        sign(ui, "⏭", text.get("reference-run-next"), has_run && run < last, Look::Run(run + 1));
        let back = say!(text, "reference-frame-back", key = view.key(Act::FrameBack));
        sign(ui, "◀", back, has_run, Look::Frames(-1));
        let play = if pictures.playing { ("⏸", "reference-stop") } else { ("▶", "reference-play") };
        sign(ui, play.0, text.get(play.1), has_run, Look::Play(!pictures.playing));
        let on = say!(text, "reference-frame-on", key = view.key(Act::FrameOn));
        sign(ui, "▶|", on, has_run, Look::Frames(1));
        let mode = if pictures.subtracted { "DSA" } else { "−DSA" };
        sign(ui, mode, text.get("reference-subtraction"), has_run, Look::Subtracted(!pictures.subtracted));
        let large = view.desk.reference_large;
        sign(ui, "⇄", text.get("reference-swap"), true, Look::Large(!large));
    });
}

/// Draws the picture.
pub fn reference_ui(ui: &mut Ui, view: &SuiteView, side: f32, out: &mut Vec<UiAction>) {
    let (pictures, text) = (view.pictures, view.text());
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::click());
    let painter = ui.painter_at(rect);
    if let Some(texture) = pictures.reference.filter(|_| !pictures.reference_title.is_empty()) {
        picture_ui(&painter, rect, texture);
    } else {
        painter.rect_filled(rect, CornerRadius::ZERO, theme::BLACK);
        nothing_ui(&painter, rect, &text.get("reference-none"));
    }
    let mut title = pictures.reference_title.clone();
    if let Some((frame, frames)) = pictures.frame {
        let _ = write!(title, "  {}/{frames}", frame + 1);
    }
    response.widget_info(|| {
        WidgetInfo::labeled(WidgetType::Image, true, say!(text, "reference-told", title = title.as_str()))
    });
    if let Some(gantry) = &pictures.study_gantry {
        overlay::marks_ui(&painter, rect, view, gantry);
        mark_ui(ui, &response, rect, view, gantry, out);
    }
    written_ui(&painter, rect.left_top() + vec2(7.0, 7.0), Align2::LEFT_TOP, title, theme::TEXT);
    if response.hovered() {
        let wheel = ui.input(|input| input.smooth_scroll_delta().y);
        if wheel.abs() > 1.0 {
            out.push(UiAction::Look(Look::Frames(if wheel > 0.0 { -1 } else { 1 })));
        }
    }
    if pictures.roadmap {
        let at = rect.right_top() + vec2(-7.0, 7.0);
        written_ui(&painter, at, Align2::RIGHT_TOP, text.get("reference-roadmap"), theme::GOOD);
    }
}

/// What is under the pointer is shown by name; a click names it as a feeder, a right click its territory as a hazard.
fn mark_ui(
    ui: &Ui,
    response: &Response,
    rect: Rect,
    view: &SuiteView,
    gantry: &Gantry,
    out: &mut Vec<UiAction>,
) {
    let Some(pointer) = response.hover_pos() else { return };
    let painter = ui.painter_at(rect);
    if let Some(ix) = overlay::vessel_at(view, rect, gantry, pointer) {
        overlay::vessel_ui(&painter, rect, view, gantry, ix, theme::ACCENT);
        if response.clicked_by(PointerButton::Primary) {
            let segment = view.case.graph.segment(ix).id.clone();
            out.push(UiAction::Do(if view.chart.feeders.contains(&segment) {
                Command::UnnameFeeder { segment }
            } else {
                Command::NameFeeder { segment }
            }));
        }
    }
    if let Some(bed) = overlay::territory_at(view, rect, gantry, pointer) {
        let name = say!(view.text(), "reference-territory", name = bed.name.as_str());
        written_ui(&painter, rect.left_bottom() + vec2(7.0, -7.0), Align2::LEFT_BOTTOM, name, theme::WEAK);
        if response.clicked_by(PointerButton::Secondary) {
            let bed = bed.id.clone();
            out.push(UiAction::Do(if view.chart.hazards.contains(&bed) {
                Command::UnnameHazard { bed }
            } else {
                Command::NameHazard { bed }
            }));
        }
    }
}
