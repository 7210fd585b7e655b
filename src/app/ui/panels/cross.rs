//! The reference image by keys: a cross that the arrows move stands for the pointer, while the image has the focus.

use bevy_egui::egui::{Align2, EventFilter, Key, Pos2, Rect, Response, Stroke, Ui, Vec2, vec2};

use super::live::written_ui;
use crate::app::ui::action::{Look, UiAction};
use crate::app::ui::theme;
use crate::app::ui::view::SuiteView;

/// Way of the cross for a press, and with Shift, in shares of the picture as it is seen.
const STEP: (f32, f32) = (0.03, 0.005);
/// Degrees that a study turns for a press.
const TURN_DEG: f32 = 5.0;
/// Half of an arm of the cross, points.
const ARM: f32 = 9.0;

/// Where the cross is, and what is pressed there.
#[derive(Clone, Copy)]
pub(super) struct Cross {
    /// Its place on the screen.
    pub(super) at: Pos2,
    /// As with the left button.
    pub(super) click: bool,
    /// As with the right button.
    pub(super) other_click: bool,
}

/// Draws the cross, and does what keys ask for: arrows move it, with Ctrl they turn a study and drag the window of a run,
/// plus and minus go near, Enter clicks, with Shift like the right button. Nothing without the focus.
pub(super) fn cross_ui(
    ui: &Ui,
    response: &Response,
    whole: Rect,
    view: &SuiteView,
    out: &mut Vec<UiAction>,
) -> Option<Cross> {
    if !response.has_focus() {
        return None;
    }
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..Default::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let (arrows, nearer, frames, enter, modifiers) = ui.input(|input| {
        let presses = |minus, plus| input.num_presses(plus) as f32 - input.num_presses(minus) as f32;
        let arrows = vec2(presses(Key::ArrowLeft, Key::ArrowRight), presses(Key::ArrowUp, Key::ArrowDown));
        let nearer = presses(Key::Minus, Key::Plus) + input.num_presses(Key::Equals) as f32;
        let frames = presses(Key::PageUp, Key::PageDown);
        (arrows, nearer, frames, input.key_pressed(Key::Enter), input.modifiers)
    });
    let mut look = |look: Look| out.push(UiAction::Look(look));
    if arrows != Vec2::ZERO {
        let step = if modifiers.shift { STEP.1 } else { STEP.0 };
        look(match (modifiers.command, view.pictures.study_gantry) {
            (false, _) => Look::Aim(arrows.x * step / view.desk.zoom, arrows.y * step / view.desk.zoom),
            (true, Some(_)) => Look::Turn(f64::from(arrows.x * TURN_DEG), f64::from(arrows.y * TURN_DEG)),
            (true, None) => Look::Window(arrows.x * step, -arrows.y * step),
        });
    }
    if nearer != 0.0 {
        look(Look::Zoom(1.5_f32.powf(nearer)));
    }
    if frames != 0.0 {
        look(Look::Frames(frames as i32));
    }
    let at = whole.min + vec2(view.desk.aim.0, view.desk.aim.1) * whole.size();
    let painter = ui.painter_at(response.rect);
    for (colour, width) in [(theme::BLACK, 3.5), (theme::ACCENT, 1.5)] {
        for arm in [vec2(ARM, 0.0), vec2(0.0, ARM)] {
            painter.line_segment([at - arm, at + arm], Stroke::new(width, colour));
        }
    }
    let id = if view.pictures.study_gantry.is_some() { "reference-keys-study" } else { "reference-keys-run" };
    let below = response.rect.left_top() + vec2(7.0, 30.0);
    written_ui(&painter, below, Align2::LEFT_TOP, view.text().get(id), theme::ACCENT);
    Some(Cross { at, click: enter && !modifiers.shift, other_click: enter && modifiers.shift })
}
