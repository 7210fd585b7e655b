//! The reference monitor: runs and studies, frame by frame; vessels are named on studies.

use std::fmt::Write as _;

use bevy_egui::egui::{
    Align2, CornerRadius, Id, PointerButton, Pos2, Rect, Response, Sense, Ui, WidgetInfo, WidgetType, Window,
    pos2, vec2,
};
use egui_plot::{Line, PlotPoints};

use super::cross::{Cross, cross_ui};
use super::live::{Names, angles_of, nothing_ui, picture_ui, written_ui};
use super::marks::{Plate, begun_ui, marks_ui, words_ui};
use super::overlay;
use crate::app::settings::Act;
use crate::app::text::say;
use crate::app::ui::action::{Look, Tool, UiAction};
use crate::app::ui::focus::{Focus, Region};
use crate::app::ui::theme;
use crate::app::ui::view::SuiteView;
use crate::app::ui::widgets::{ask_ui, choice_ui, note_ui, plot, sign_ui};
use crate::imaging::Gantry;
use crate::sim::Command;

/// Degrees that a study turns by for a point of dragging.
const TURN_DEG: f32 = 0.4;

/// Draws the controls.
pub fn controls_ui(ui: &mut Ui, view: &SuiteView, focus: &mut Focus, out: &mut Vec<UiAction>) {
    let (pictures, text) = (view.pictures, view.text());
    let (run, last) = (pictures.run.unwrap_or(0), pictures.runs.saturating_sub(1));
    let has_run = pictures.run.is_some();
    let has_frames = has_run || pictures.looping;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 3.0;
        let first =
            ask_ui(ui, &text.get("reference-last"), pictures.runs > 0, UiAction::Look(Look::LastRun), out);
        if first.enabled() {
            focus.region(Region::Reference, first.id);
        }
        let mut sign = |ui: &mut Ui, sign: &str, name: String, enabled: bool, look: Look| {
            sign_ui(ui, (sign, &name), enabled, UiAction::Look(look), out)
        };
        sign(ui, "⏮", text.get("reference-run-before"), has_run && run > 0, Look::Run(run.saturating_sub(1)));
        sign(ui, "⏭", text.get("reference-run-next"), has_run && run < last, Look::Run(run + 1));
        let back = say!(text, "reference-frame-back", key = view.key(Act::FrameBack));
        sign(ui, "◀", back, has_frames, Look::Frames(-1));
        let play = if pictures.playing { ("⏸", "reference-stop") } else { ("▶", "reference-play") };
        sign(ui, play.0, text.get(play.1), has_frames, Look::Play(!pictures.playing));
        let on = say!(text, "reference-frame-on", key = view.key(Act::FrameOn));
        sign(ui, "▶|", on, has_frames, Look::Frames(1));
        let mode = if pictures.subtracted { "DSA" } else { "−DSA" };
        sign(ui, mode, text.get("reference-subtraction"), has_run, Look::Subtracted(!pictures.subtracted));
        let again = say!(text, "reference-loop", key = view.key(Act::Loop));
        sign(ui, "↻", again, pictures.kept > 0, Look::Loop);
        let large = view.desk.reference_large;
        let swap = sign(ui, "⇄", text.get("reference-swap"), true, Look::Large(!large));
        focus.region(Region::Reference, swap.id);
    });
}

/// Draws the tools for runs.
pub fn tools_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let (text, desk) = (view.text(), view.desk);
    let has_run = view.pictures.run.is_some();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 3.0;
        for (id, tool) in
            [("tool-measure", Tool::Measure), ("tool-curve", Tool::Curve), ("tool-note", Tool::Note)]
        {
            let on = desk.tool == tool;
            let next = if on { Tool::Point } else { tool };
            choice_ui(ui, &text.get(id), (on, has_run), UiAction::Look(Look::Tool(next)), out);
        }
        let mut sign = |ui: &mut Ui, sign: &str, id: &str, look: Look| {
            sign_ui(ui, (sign, &text.get(id)), has_run, UiAction::Look(look), out);
        };
        sign(ui, "◐", "tool-invert", Look::Invert);
        sign(ui, "+", "tool-larger", Look::Zoom(1.5));
        sign(ui, "−", "tool-smaller", Look::Zoom(1.0 / 1.5));
        sign(ui, "M", "tool-mask", Look::Mask);
        sign(ui, "←", "tool-shift-left", Look::Shift(-0.5, 0.0));
        sign(ui, "→", "tool-shift-right", Look::Shift(0.5, 0.0));
        sign(ui, "↑", "tool-shift-up", Look::Shift(0.0, -0.5));
        sign(ui, "↓", "tool-shift-down", Look::Shift(0.0, 0.5));
        sign(ui, "⌖", "tool-register", Look::Register);
        sign(ui, "⟲", "tool-reset", Look::Reset);
        if view.pictures.registering {
            ui.spinner();
        }
    });
    if let Some(run) = view.pictures.run {
        words_ui(ui, &desk.marks, run, text, out);
    }
}

/// Draws the picture.
pub fn reference_ui(ui: &mut Ui, view: &SuiteView, side: f32, focus: &mut Focus, out: &mut Vec<UiAction>) {
    let (pictures, text) = (view.pictures, view.text());
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::click_and_drag());
    focus.region(Region::Picture, response.id);
    let painter = ui.painter_at(rect);
    // The whole picture, larger than what is seen of it when it is zoomed.
    let (middle, size) = (view.desk.middle, rect.size() * view.desk.zoom);
    let whole = Rect::from_min_size(rect.center() - vec2(middle.0 * size.x, middle.1 * size.y), size);
    if let Some(texture) = pictures.reference.filter(|_| !pictures.reference_title.is_empty()) {
        picture_ui(&painter, whole, texture);
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
    let cross = cross_ui(ui, &response, whole, view, out);
    if let Some(gantry) = &pictures.study_gantry {
        let _ = write!(title, "  {}", angles_of(gantry.lao_deg, gantry.cranial_deg));
        overlay::marks_ui(&painter, whole, view, gantry);
        mark_ui(ui, (&response, cross), whole, view, gantry, out);
    }
    if let Some(run) = pictures.run {
        let plate = Plate { run, whole, gantry: pictures.run_gantry };
        marks_ui(&painter, plate, &view.desk.marks, text);
        begun_ui(&painter, plate, view.desk.from);
        handle_ui(ui, (&response, cross), plate, view, out);
    }
    written_ui(&painter, rect.left_top() + vec2(7.0, 7.0), Align2::LEFT_TOP, title, theme::TEXT);
    if pictures.roadmap {
        let at = rect.right_top() + vec2(-7.0, 7.0);
        written_ui(&painter, at, Align2::RIGHT_TOP, text.get("reference-roadmap"), theme::GOOD);
    }
}

/// The wheel goes through frames, with Ctrl it zooms; the right button drags the window, the left one the picture; a
/// double click takes it all back.
fn handle_ui(
    ui: &Ui,
    (response, cross): (&Response, Option<Cross>),
    plate: Plate,
    view: &SuiteView,
    out: &mut Vec<UiAction>,
) {
    let Plate { run, whole, .. } = plate;
    let mut look = |look: Look| out.push(UiAction::Look(look));
    if response.hovered() {
        let (wheel, zoom) = ui.input(|input| (input.smooth_scroll_delta().y, input.zoom_delta()));
        if zoom != 1.0 {
            look(Look::Zoom(zoom));
        } else if wheel.abs() > 1.0 {
            look(Look::Frames(if wheel > 0.0 { -1 } else { 1 }));
        }
    }
    let drag = response.drag_delta() / whole.size();
    if response.dragged_by(PointerButton::Secondary) && drag.length() > 0.0 {
        look(Look::Window(drag.x, -drag.y));
    } else if response.dragged_by(PointerButton::Primary) && drag.length() > 0.0 {
        look(Look::Pan(-drag.x, -drag.y));
    }
    if response.double_clicked() {
        look(Look::Reset);
    } else if let Some(pointer) = clicked_at(response, cross) {
        let at = (pointer - whole.min) / whole.size();
        let at = (at.x, at.y);
        match view.desk.tool {
            Tool::Point => {}
            Tool::Measure => look(Look::Measure(run, at)),
            Tool::Curve => look(Look::Curve(at.0, at.1)),
            Tool::Note => look(Look::Note(run, at)),
        }
    }
}

/// Where a click was, by pointer or by keys.
fn clicked_at(response: &Response, cross: Option<Cross>) -> Option<Pos2> {
    let pressed = cross.filter(|cross| cross.click).map(|cross| cross.at);
    pressed.or_else(|| response.interact_pointer_pos().filter(|_| response.clicked()))
}

/// Density over time at the place that was chosen: how long contrast stands can be read from it.
pub fn curve_ui(ui: &Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let (curve, text) = (&view.pictures.curve, view.text());
    if curve.samples.is_empty() {
        return;
    }
    // At the lower edge of the large image, where the picture is rarely looked at.
    let bottom = ui.ctx().viewport_rect().bottom();
    let (height, width) = if bottom > 500.0 { (150.0, 300.0) } else { (70.0, 220.0) };
    let place = pos2(14.0, bottom - height - 270.0);
    Window::new(text.get("curve-title")).id(Id::new("curve")).default_pos(place).default_width(width).show(
        ui.ctx(),
        |ui| {
            plot(text, "density", height).x_axis_label("s").show(ui, |plot| {
                let points: PlotPoints = curve.samples.iter().map(|it| [it.seconds, it.density]).collect();
                let line = Line::new(text.get("curve-title"), points);
                plot.line(line.color(theme::ACCENT).width(2.0));
            });
            match curve.half_cleared_s() {
                Some(half) => ui.label(say!(text, "curve-half", time = text.number(half, 1))),
                None => ui.label(text.get("curve-stays")),
            };
            note_ui(ui, text.get("curve-about"));
            ask_ui(ui, &text.get("curve-close"), true, UiAction::Look(Look::NoCurve), out);
        },
    );
}

/// What is under the pointer is shown by name; a click names it as a feeder, a right click its territory as a hazard.
fn mark_ui(
    ui: &Ui,
    (response, cross): (&Response, Option<Cross>),
    rect: Rect,
    view: &SuiteView,
    gantry: &Gantry,
    out: &mut Vec<UiAction>,
) {
    // Dragged, the study turns: a crossing in one view is two vessels in another.
    let turned = response.drag_delta() * TURN_DEG;
    if response.dragged_by(PointerButton::Primary) && turned.length() > 0.0 {
        out.push(UiAction::Look(Look::Turn(f64::from(turned.x), f64::from(turned.y))));
    }
    let Some(pointer) = response.hover_pos().or(cross.map(|cross| cross.at)) else { return };
    let painter = ui.painter_at(rect);
    if let Some(ix) = overlay::vessel_at(view, rect, gantry, pointer) {
        let names = &mut Names::default();
        overlay::vessel_ui((&painter, names), rect, view, gantry, (ix, theme::ACCENT));
        if response.clicked_by(PointerButton::Primary) || cross.is_some_and(|cross| cross.click) {
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
        if response.clicked_by(PointerButton::Secondary) || cross.is_some_and(|cross| cross.other_click) {
            let bed = bed.id.clone();
            out.push(UiAction::Do(if view.chart.hazards.contains(&bed) {
                Command::UnnameHazard { bed }
            } else {
                Command::NameHazard { bed }
            }));
        }
    }
}
