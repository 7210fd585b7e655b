//! The live image with what a suite writes into its corners.

use std::fmt::Write as _;

use bevy_egui::egui::{
    Align2, Color32, CornerRadius, Painter, Pos2, Rect, Sense, Stroke, StrokeKind, TextureId, Ui, Vec2,
    WidgetInfo, WidgetType, pos2, vec2,
};

use super::overlay;
use crate::app::settings::Act;
use crate::app::text::{Text, say};
use crate::app::ui::captions::slot_name;
use crate::app::ui::desk::Pedal;
use crate::app::ui::theme;
use crate::app::ui::view::SuiteView;
use crate::model::Slot;
use crate::sim::snapshot::{DeviceView, ImagingView};

/// Least side of an image that has room for every device, points; with less it is the chosen one.
const ROOM: f32 = 330.0;

/// The mark of the device that the keys move.
const CHOSEN: &str = "▶";

/// Draws the live image as large as a square fits.
pub fn live_ui(ui: &mut Ui, view: &SuiteView, side: f32, large: bool) {
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    let painter = ui.painter_at(rect);
    match view.pictures.live {
        Some(texture) if view.pictures.live_filled => picture_ui(&painter, rect, texture),
        _ => {
            painter.rect_filled(rect, CornerRadius::ZERO, theme::BLACK);
            let text = say!(view.text(), "live-none", key = view.key(Act::Fluoroscopy));
            nothing_ui(&painter, rect, &text);
        }
    }
    if large {
        overlay::hints_ui(&painter, rect, view);
    }
    frame_ui(&painter, rect, &view.snapshot.imaging);
    corners_ui(&painter, rect, view, large);
    response.widget_info(|| {
        let text = say!(view.text(), "live-told", devices = device_lines(view).join("; "));
        WidgetInfo::labeled(WidgetType::Image, true, text)
    });
}

/// A whole picture.
pub fn picture_ui(painter: &Painter, rect: Rect, texture: TextureId) {
    painter.image(texture, rect, Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0)), Color32::WHITE);
}

/// What stands where no picture is, broken so that it fits.
pub fn nothing_ui(painter: &Painter, rect: Rect, text: &str) {
    let galley = painter.layout(text.to_owned(), theme::card_title(), theme::WEAK, rect.width() * 0.8);
    painter.galley(Align2::CENTER_CENTER.anchor_size(rect.center(), galley.size()).min, galley, theme::WEAK);
}

/// A note on a picture, on a dark ground: the picture may be bright or dark there. Gives the place it took.
pub fn written_ui(painter: &Painter, at: Pos2, align: Align2, text: String, colour: Color32) -> Option<Rect> {
    Names::default().write(painter, at, align, text, colour)
}

/// Notes on a picture that make room for each other.
#[derive(Default)]
pub struct Names {
    taken: Vec<Rect>,
    silent: bool,
}

impl Names {
    /// For marks on a picture: none are written where they would cover it.
    pub fn on(painter: &Painter) -> Self {
        Self { silent: painter.clip_rect().width() < ROOM, ..Self::default() }
    }

    /// Writes a note where it is asked for, or as little below or above as is free. Gives the place it took; nothing is
    /// written over another note.
    pub fn write(
        &mut self,
        painter: &Painter,
        at: Pos2,
        align: Align2,
        text: String,
        colour: Color32,
    ) -> Option<Rect> {
        if text.is_empty() || self.silent {
            return None;
        }
        let text = painter.layout(text, theme::on_picture(), colour, painter.clip_rect().width() * 0.7);
        let place = align.anchor_size(at, text.size());
        // Never cut off at an edge.
        let room = painter.clip_rect().shrink(4.0);
        let low = (room.min - place.min).max(Vec2::ZERO);
        let place = place.translate(low + (room.max - place.max).min(Vec2::ZERO)).expand(3.0);
        let step = place.height() + 1.0;
        let places = (0..12).flat_map(|i| {
            [place.translate(vec2(0.0, i as f32 * step)), place.translate(vec2(0.0, i as f32 * -step))]
        });
        let free = |it: &Rect| {
            room.expand(4.0).contains_rect(*it) && self.taken.iter().all(|taken| !taken.intersects(*it))
        };
        let alone = self.taken.is_empty().then_some(place);
        let place = places.into_iter().find(free).or(alone)?;
        self.taken.push(place);
        painter.rect_filled(place, CornerRadius::same(2), theme::BLACK.gamma_multiply(0.95));
        painter.galley(place.shrink(3.0).min, text, colour);
        Some(place)
    }
}

/// Radiation on: a bright frame; a shape besides the colour.
fn frame_ui(painter: &Painter, rect: Rect, imaging: &ImagingView) {
    let (colour, width) = match (imaging.run, imaging.fluoroscopy) {
        (true, _) => (theme::ALARM, 4.0),
        (_, true) => (theme::WARN, 2.0),
        _ => (theme::LINE, 1.0),
    };
    painter.rect_stroke(rect, CornerRadius::ZERO, Stroke::new(width, colour), StrokeKind::Inside);
}

fn corners_ui(painter: &Painter, rect: Rect, view: &SuiteView, large: bool) {
    let (inner, text) = (rect.shrink(8.0), view.text());
    let imaging = &view.snapshot.imaging;
    let (state, colour) = match (imaging.run, imaging.fluoroscopy, view.pictures.live_filled) {
        (true, _, _) => (format!("● {}", say!(text, "live-run", number = imaging.runs)), theme::ALARM),
        (_, true, _) => (format!("● {}", text.get("live-fluoroscopy")), theme::WARN),
        (_, _, true) => (format!("▪ {}", text.get("live-hold")), theme::WEAK),
        _ => (String::new(), theme::WEAK),
    };
    written_ui(painter, inner.left_top(), Align2::LEFT_TOP, state, colour);
    // The small picture says what it is, and stays a picture.
    if !large {
        return;
    }
    let field = say!(text, "live-field", width = text.number(imaging.field_mm, 0));
    let geometry = format!("{}\n{field}", angles(imaging));
    written_ui(painter, inner.right_top(), Align2::RIGHT_TOP, geometry, theme::TEXT);
    // One above the other: side by side they would meet where names are long.
    let chosen = |line: &String| rect.width() >= ROOM || line.starts_with(CHOSEN);
    let devices: Vec<String> = device_lines(view).into_iter().filter(chosen).collect();
    let devices = devices.join("\n");
    let below = written_ui(painter, inner.left_bottom(), Align2::LEFT_BOTTOM, devices, theme::TEXT);
    let corner = pos2(inner.right(), below.map_or(inner.bottom(), |taken| taken.top() - 6.0));
    written_ui(painter, corner, Align2::RIGHT_BOTTOM, injection_lines(view), theme::TEXT);
}

/// C-arm angles as they are written.
pub fn angles(imaging: &ImagingView) -> String {
    angles_of(imaging.lao_deg, imaging.cranial_deg)
}

/// C-arm angles as they are written, from degrees.
pub fn angles_of(lao_deg: f64, cranial_deg: f64) -> String {
    let side = if lao_deg >= 0.0 { "LAO" } else { "RAO" };
    let tilt = if cranial_deg >= 0.0 { "CRA" } else { "CAU" };
    format!("{side} {:.0}°  {tilt} {:.0}°", lao_deg.abs(), cranial_deg.abs())
}

fn device_lines(view: &SuiteView) -> Vec<String> {
    [Slot::Wire, Slot::Catheter, Slot::Microcatheter]
        .into_iter()
        .filter_map(|slot| Some((slot, view.snapshot.device(slot)?)))
        .map(|(slot, device)| {
            let mark = if view.desk.slot == slot { CHOSEN } else { " " };
            format!("{mark} {}", device_line(view, slot, device))
        })
        .collect()
}

/// One device in a line: how deep, where, how turned, what comes next.
pub fn device_line(view: &SuiteView, slot: Slot, device: &DeviceView) -> String {
    let text: &Text = view.text();
    let place = device.segment.map_or_else(|| text.get("device-outside"), |ix| view.segment_name(ix));
    let mut line = format!("{} {:.0} mm, {place}", slot_name(text, slot), device.depth_mm);
    if let Some(junction) = &device.ahead
        && let Some(chosen) = junction.chosen
    {
        let _ = write!(line, " → {:.0} mm: {}", junction.distance_mm, view.segment_name(chosen));
    }
    line
}

fn injection_lines(view: &SuiteView) -> String {
    let (injection, text) = (&view.snapshot.injection, view.text());
    let mut lines = Vec::new();
    if injection.contrast_ml_s > 0.0 {
        let line = say!(text, "live-contrast", rate = text.number(injection.contrast_ml_s, 1));
        lines.push(format!("● {line}"));
    }
    if injection.agent_ml_s > 0.0 {
        lines.push(format!("● {}", say!(text, "live-agent", rate = text.number(injection.agent_ml_s, 2))));
    }
    if injection.reflux {
        lines.push(format!("▲ {}", text.get("live-reflux")));
    }
    if view.pedals.is_down(Pedal::Contrast) && injection.contrast_ml_s <= 0.0 {
        lines.push(text.get("live-nothing-flows"));
    }
    lines.join("\n")
}
