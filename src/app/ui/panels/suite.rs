//! The suite: the live image largest, beside it reference, monitor and the work.

use bevy_egui::egui::{
    Align, Align2, CornerRadius, Frame, Layout, Margin, Panel, Pos2, RichText, ScrollArea, Ui, Window, vec2,
};

use super::{access, bar, decide, devices, guide, image, inject, live, log, monitor, reference, studies};
use crate::app::settings::Act;
use crate::app::text::say;
use crate::app::ui::action::UiAction;
use crate::app::ui::desk::Tab;
use crate::app::ui::focus::{Focus, Region};
use crate::app::ui::highlight::{point, ring_ui};
use crate::app::ui::theme;
use crate::app::ui::view::SuiteView;

/// Least width of everything beside the large image.
const BESIDE: f32 = 640.0;
/// Height of the captions below, in lines of a roomy window.
const LOG_HEIGHT: f32 = 92.0;
/// Height of the captions below, where there is little room.
const LOG_SMALL: f32 = 28.0;
/// Least side of the small image.
const SMALL_IMAGE: f32 = 240.0;

/// Draws the whole suite.
pub fn suite_ui(ui: &mut Ui, view: &SuiteView, focus: &mut Focus, out: &mut Vec<UiAction>) {
    focus.begin();
    let meant = view.tutorial.and_then(|step| step.highlight);
    point(ui.ctx(), meant, !view.settings.reduced_motion);
    let roomy = ui.available_width() >= theme::ROOMY.x && ui.available_height() >= theme::ROOMY.y;
    // On the ground that the window is cleared to: nothing is filled twice.
    let frame = Frame::new().inner_margin(Margin::symmetric(8, 4));
    Panel::top("bar").frame(frame).show(ui, |ui| bar::bar_ui(ui, view, focus, out));
    if roomy {
        Panel::bottom("log").frame(frame).exact_size(LOG_HEIGHT).show(ui, |ui| below_ui(ui, view, out));
    } else {
        Panel::bottom("log").frame(frame).exact_size(LOG_SMALL).show(ui, |ui| log::last_ui(ui, view));
    }
    let beside = if roomy { BESIDE } else { ui.available_width() * 0.5 };
    let side = ui.available_height().min(ui.available_width() - beside).max(160.0);
    let middle = ui.available_rect_before_wrap().min + vec2(side / 2.0, side * 0.4);
    Panel::left("large").frame(Frame::new()).resizable(false).exact_size(side).show(ui, |ui| {
        picture_ui(ui, view, (side, true), focus, out);
        let below = ui.available_rect_before_wrap();
        ui.painter().rect_filled(below, CornerRadius::ZERO, theme::BLACK);
    });
    let inside = Frame::new().inner_margin(Margin::same(6));
    inside.show(ui, |ui| {
        ui.set_min_size(ui.available_size());
        if roomy {
            beside_ui(ui, view, focus, out);
        } else {
            column_ui(ui, view, focus, out);
        }
    });
    reference::curve_ui(ui, view, out);
    over_ui(ui, view, middle);
    focus.end(ui.ctx());
}

/// Captions, and the guide where there is one.
fn below_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    if !guide::speaks(view) {
        log::log_ui(ui, view);
        return;
    }
    let half = vec2((ui.available_width() - theme::WIDE) / 2.0, ui.available_height());
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(half, Layout::top_down(Align::Min), |ui| log::log_ui(ui, view));
        ui.separator();
        ui.allocate_ui_with_layout(half, Layout::top_down(Align::Min), |ui| guide::guide_ui(ui, view, out));
    });
}

/// The live image in the large place and the reference image in the small one, or the other way round.
fn picture_ui(
    ui: &mut Ui,
    view: &SuiteView,
    (side, large): (f32, bool),
    focus: &mut Focus,
    out: &mut Vec<UiAction>,
) {
    if view.desk.reference_large == large {
        reference::reference_ui(ui, view, side, focus, out);
    } else {
        live::live_ui(ui, view, side, large);
    }
}

fn beside_ui(ui: &mut Ui, view: &SuiteView, focus: &mut Focus, out: &mut Vec<UiAction>) {
    // No larger than it need be where the work has little height.
    let most = ui.available_height() * if ui.available_height() < 700.0 { 0.38 } else { 0.45 };
    let side = (ui.available_width() * 0.45).min(most).max(SMALL_IMAGE.min(most));
    let monitors = vec2(ui.available_width(), side);
    ui.allocate_ui_with_layout(monitors, Layout::left_to_right(Align::TOP), |ui| {
        ui.vertical(|ui| {
            ui.set_width(side);
            picture_ui(ui, view, (side, false), focus, out);
        });
        ui.separator();
        ui.vertical(|ui| {
            ScrollArea::vertical().id_salt("monitor").show(ui, |ui| monitor::monitor_ui(ui, view));
        });
    });
    reference::controls_ui(ui, view, focus, out);
    if view.pictures.run.is_some() {
        reference::tools_ui(ui, view, out);
    }
    ui.separator();
    tabs_ui(ui, view, focus, out);
    work_ui(ui, view, out);
}

/// Everything below each other, scrolled as a whole.
fn column_ui(ui: &mut Ui, view: &SuiteView, focus: &mut Focus, out: &mut Vec<UiAction>) {
    ScrollArea::vertical().id_salt("column").auto_shrink(false).show(ui, |ui| {
        let width = ui.available_width() - 14.0;
        ui.set_max_width(width);
        guide::guide_text_ui(ui, view, out);
        tabs_ui(ui, view, focus, out);
        work_ui(ui, view, out);
        ui.separator();
        reference::controls_ui(ui, view, focus, out);
        reference::tools_ui(ui, view, out);
        picture_ui(ui, view, (width, false), focus, out);
        ui.separator();
        monitor::monitor_ui(ui, view);
    });
}

fn tabs_ui(ui: &mut Ui, view: &SuiteView, focus: &mut Focus, out: &mut Vec<UiAction>) {
    ui.horizontal_wrapped(|ui| {
        for tab in Tab::ALL {
            let text = format!("{} {}", view.key(tab.act()), view.text().get(tab.text_id()));
            let response = ui.selectable_label(view.desk.tab == tab, text);
            ring_ui(ui, &response, &UiAction::Show(tab));
            if response.clicked() {
                out.push(UiAction::Show(tab));
            }
            if view.desk.tab == tab {
                focus.region(Region::Work, response.id);
            }
        }
    });
    ui.separator();
}

fn work_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    match view.desk.tab {
        Tab::Studies => studies::studies_ui(ui, view, out),
        Tab::Access => access::access_ui(ui, view, out),
        Tab::Devices => devices::devices_ui(ui, view, out),
        Tab::Image => image::image_ui(ui, view, out),
        Tab::Inject => inject::inject_ui(ui, view, out),
        Tab::Decide => decide::decide_ui(ui, view, out),
    }
}

/// What lies over everything: waiting, pause.
fn over_ui(ui: &Ui, view: &SuiteView, middle: Pos2) {
    let text = view.text();
    let line = if let Some((now, until)) = view.restoring {
        say!(text, "over-restoring", now = now.to_string(), until = until.to_string())
    } else if view.paused {
        say!(text, "over-paused", key = view.key(Act::Pause))
    } else if let Some(until) = view.snapshot.waiting_until {
        say!(text, "over-waiting", time = text.duration(until.since(view.snapshot.tick)))
    } else {
        return;
    };
    Window::new("over")
        .title_bar(false)
        .resizable(false)
        // On the large image: the guide beside it can still be read.
        .pivot(Align2::CENTER_CENTER)
        .fixed_pos(middle)
        .show(ui.ctx(), |ui| {
            ui.label(RichText::new(line).heading());
        });
}
