//! The suite: the live image largest, beside it reference, monitor and the work.

use bevy_egui::egui::{Align, Align2, Frame, Layout, Margin, Panel, RichText, Ui, Window, vec2};

use super::{access, bar, decide, devices, image, inject, live, log, monitor, reference, studies};
use crate::app::ui::action::UiAction;
use crate::app::ui::captions::duration;
use crate::app::ui::desk::Tab;
use crate::app::ui::focus::{Focus, Region};
use crate::app::ui::theme;
use crate::app::ui::view::SuiteView;

/// Width of everything beside the live image, at least.
const BESIDE: f32 = 640.0;

/// Draws the whole suite.
pub fn suite_ui(ui: &mut Ui, view: &SuiteView, focus: &mut Focus, out: &mut Vec<UiAction>) {
    focus.begin();
    let frame = Frame::new().fill(theme::PANEL).inner_margin(Margin::symmetric(8, 4));
    Panel::top("bar").frame(frame).show(ui, |ui| bar::bar_ui(ui, view, focus, out));
    Panel::bottom("log").frame(frame).exact_size(theme::LOG_HEIGHT).show(ui, |ui| log::log_ui(ui, view));
    let side = ui.available_height().min(ui.available_width() - BESIDE).max(200.0);
    Panel::left("live")
        .frame(Frame::new().fill(theme::BLACK))
        .resizable(false)
        .exact_size(side)
        .show(ui, |ui| live::live_ui(ui, view));
    Frame::new().fill(theme::PANEL).inner_margin(Margin::same(6)).show(ui, |ui| {
        ui.set_min_size(ui.available_size());
        let monitors = vec2(ui.available_width(), theme::REFERENCE_SIDE + 32.0);
        ui.allocate_ui_with_layout(monitors, Layout::left_to_right(Align::TOP), |ui| {
            ui.vertical(|ui| {
                ui.set_width(theme::REFERENCE_SIDE);
                reference::reference_ui(ui, view, focus, out);
            });
            ui.separator();
            ui.vertical(|ui| monitor::monitor_ui(ui, view));
        });
        ui.separator();
        tabs_ui(ui, view, focus, out);
        work_ui(ui, view, out);
    });
    over_ui(ui, view);
    focus.end(ui.ctx());
}

fn tabs_ui(ui: &mut Ui, view: &SuiteView, focus: &mut Focus, out: &mut Vec<UiAction>) {
    ui.horizontal(|ui| {
        for tab in Tab::ALL {
            let text = format!("{} {}", tab.key(), tab.name());
            let response = ui.selectable_label(view.desk.tab == tab, text);
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
fn over_ui(ui: &Ui, view: &SuiteView) {
    let text = if let Some((now, until)) = view.restoring {
        format!("Restoring: {now} of {until}")
    } else if view.paused {
        "Paused. Esc goes on.".to_owned()
    } else if let Some(until) = view.snapshot.waiting_until {
        format!("Time passes: {} to go", duration(until.since(view.snapshot.tick)))
    } else {
        return;
    };
    Window::new("over")
        .title_bar(false)
        .resizable(false)
        .anchor(Align2::CENTER_CENTER, vec2(0.0, -60.0))
        .show(ui.ctx(), |ui| {
            ui.label(RichText::new(text).heading());
        });
}
