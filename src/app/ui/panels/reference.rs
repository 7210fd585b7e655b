//! The reference monitor: runs and studies, frame by frame.

use std::fmt::Write as _;

use bevy_egui::egui::{
    Align2, Color32, CornerRadius, FontId, Rect, Sense, Ui, WidgetInfo, WidgetType, pos2, vec2,
};

use crate::app::ui::action::{Look, UiAction};
use crate::app::ui::focus::{Focus, Region};
use crate::app::ui::theme;
use crate::app::ui::view::SuiteView;
use crate::app::ui::widgets::ask_ui;

/// Draws the monitor and its controls.
pub fn reference_ui(ui: &mut Ui, view: &SuiteView, focus: &mut Focus, out: &mut Vec<UiAction>) {
    picture_ui(ui, view, out);
    let pictures = view.pictures;
    let mut look = |ui: &mut Ui, text: &str, enabled: bool, look: Look| {
        ask_ui(ui, text, enabled, UiAction::Look(look), out)
    };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 3.0;
        let (run, last) = (pictures.run.unwrap_or(0), pictures.runs.saturating_sub(1));
        let has_run = pictures.run.is_some();
        let first = look(ui, "Last run", pictures.runs > 0, Look::LastRun);
        focus.region(Region::Reference, first.id);
        look(ui, "⏮", has_run && run > 0, Look::Run(run.saturating_sub(1))).on_hover_text("Run before");
        look(ui, "⏭", has_run && run < last, Look::Run(run + 1)).on_hover_text("Next run");
        look(ui, "◀", has_run, Look::Frames(-1)).on_hover_text("Frame back (Page up)");
        let play = if pictures.playing { "⏸" } else { "▶" };
        look(ui, play, has_run, Look::Play(!pictures.playing)).on_hover_text("Play (X)");
        look(ui, "▶|", has_run, Look::Frames(1)).on_hover_text("Frame on (Page down)");
        let mode = if pictures.subtracted { "DSA" } else { "Native" };
        look(ui, mode, has_run, Look::Subtracted(!pictures.subtracted))
            .on_hover_text("Subtraction on or off");
    });
}

fn picture_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let pictures = view.pictures;
    let side = theme::REFERENCE_SIDE;
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, CornerRadius::ZERO, theme::BLACK);
    if let Some(texture) = pictures.reference.filter(|_| !pictures.reference_title.is_empty()) {
        let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        painter.image(texture, rect, uv, Color32::WHITE);
    } else {
        let text = "Reference\nRuns and studies appear here";
        painter.text(rect.center(), Align2::CENTER_CENTER, text, FontId::proportional(13.0), theme::WEAK);
    }
    let mut title = pictures.reference_title.clone();
    if let Some((frame, frames)) = pictures.frame {
        let _ = write!(title, "  {}/{frames}", frame + 1);
    }
    let font = FontId::monospace(11.0);
    let text = painter.layout_no_wrap(title.clone(), font, theme::TEXT);
    let at = rect.left_top() + vec2(4.0, 4.0);
    painter.rect_filled(
        Rect::from_min_size(at, text.size()).expand(3.0),
        CornerRadius::same(2),
        theme::BLACK,
    );
    painter.galley(at, text, theme::TEXT);
    response
        .widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, format!("Reference image. {title}")));
    if response.hovered() {
        let wheel = ui.input(|input| input.smooth_scroll_delta().y);
        if wheel.abs() > 1.0 {
            out.push(UiAction::Look(Look::Frames(if wheel > 0.0 { -1 } else { 1 })));
        }
    }
    if pictures.roadmap {
        let at = rect.right_top() + vec2(-6.0, 6.0);
        painter.text(at, Align2::RIGHT_TOP, "Roadmap on", FontId::monospace(11.0), theme::GOOD);
    }
}
