//! The live image with what a suite writes into its corners.

use std::fmt::Write as _;

use bevy_egui::egui::{
    Align2, Color32, CornerRadius, FontId, Painter, Pos2, Rect, Sense, Stroke, StrokeKind, Ui, pos2, vec2,
};

use crate::app::ui::captions::slot_name;
use crate::app::ui::desk::Pedal;
use crate::app::ui::theme;
use crate::app::ui::view::SuiteView;
use crate::model::Slot;
use crate::sim::snapshot::{DeviceView, ImagingView};

/// Draws the live image as large as a square fits.
pub fn live_ui(ui: &mut Ui, view: &SuiteView) {
    let side = ui.available_width().min(ui.available_height());
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, CornerRadius::ZERO, theme::BLACK);
    match view.pictures.live {
        Some(texture) if view.pictures.live_filled => {
            let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            painter.image(texture, rect, uv, Color32::WHITE);
        }
        _ => {
            let text = "No image yet\nHold Space for fluoroscopy";
            painter.text(rect.center(), Align2::CENTER_CENTER, text, FontId::proportional(15.0), theme::WEAK);
        }
    }
    frame_ui(&painter, rect, &view.snapshot.imaging);
    corners_ui(&painter, rect, view);
    response.widget_info(|| {
        let text = format!("Live image. {}", device_lines(view).join("; "));
        bevy_egui::egui::WidgetInfo::labeled(bevy_egui::egui::WidgetType::Image, true, text)
    });
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

fn corners_ui(painter: &Painter, rect: Rect, view: &SuiteView) {
    let inner = rect.shrink(8.0);
    let imaging = &view.snapshot.imaging;
    let font = FontId::monospace(12.0);
    // On a dark ground: the picture may be bright or dark there.
    let put = |at: Pos2, align: Align2, text: String, colour: Color32| {
        if text.is_empty() {
            return;
        }
        let text = painter.layout_no_wrap(text, font.clone(), colour);
        let place = align.anchor_size(at, text.size());
        painter.rect_filled(place.expand(3.0), CornerRadius::same(2), theme::BLACK.gamma_multiply(0.7));
        painter.galley(place.min, text, colour);
    };
    let (state, colour) = match (imaging.run, imaging.fluoroscopy, view.pictures.live_filled) {
        (true, _, _) => (format!("● RUN {}", imaging.runs), theme::ALARM),
        (_, true, _) => ("● FLUOROSCOPY".to_owned(), theme::WARN),
        (_, _, true) => ("▪ Last image hold".to_owned(), theme::WEAK),
        _ => (String::new(), theme::WEAK),
    };
    put(inner.left_top(), Align2::LEFT_TOP, state, colour);
    let geometry = format!("{}\nField {:.0} mm", angles(imaging), imaging.field_mm);
    put(inner.right_top(), Align2::RIGHT_TOP, geometry, theme::TEXT);
    put(inner.left_bottom(), Align2::LEFT_BOTTOM, device_lines(view).join("\n"), theme::TEXT);
    put(inner.right_bottom(), Align2::RIGHT_BOTTOM, injection_lines(view), theme::TEXT);
}

/// C-arm angles as they are written.
pub fn angles(imaging: &ImagingView) -> String {
    let side = if imaging.lao_deg >= 0.0 { "LAO" } else { "RAO" };
    let tilt = if imaging.cranial_deg >= 0.0 { "CRA" } else { "CAU" };
    format!("{side} {:.0}°  {tilt} {:.0}°", imaging.lao_deg.abs(), imaging.cranial_deg.abs())
}

fn device_lines(view: &SuiteView) -> Vec<String> {
    [Slot::Wire, Slot::Catheter, Slot::Microcatheter]
        .into_iter()
        .filter_map(|slot| Some((slot, view.snapshot.device(slot)?)))
        .map(|(slot, device)| {
            let mark = if view.desk.slot == slot { "▶" } else { " " };
            format!("{mark} {}", device_line(view, slot, device))
        })
        .collect()
}

/// One device in a line: how deep, where, how turned, what comes next.
pub fn device_line(view: &SuiteView, slot: Slot, device: &DeviceView) -> String {
    let place = device.segment.map_or_else(|| "outside".into(), |ix| view.segment_name(ix));
    let mut line = format!("{} {:.0} mm, {place}", slot_name(slot), device.depth_mm);
    if let Some(junction) = &device.ahead
        && let Some(chosen) = junction.chosen
    {
        let _ = write!(line, " → {:.0} mm: {}", junction.distance_mm, view.segment_name(chosen));
    }
    line
}

fn injection_lines(view: &SuiteView) -> String {
    let injection = &view.snapshot.injection;
    let mut lines = Vec::new();
    if injection.contrast_ml_s > 0.0 {
        lines.push(format!("● Contrast {:.1} mL/s", injection.contrast_ml_s));
    }
    if injection.agent_ml_s > 0.0 {
        lines.push(format!("● Agent {:.2} mL/s", injection.agent_ml_s));
    }
    if injection.reflux {
        lines.push("▲ Reflux".into());
    }
    if view.pedals.is_down(Pedal::Contrast) && injection.contrast_ml_s <= 0.0 {
        lines.push("Contrast: nothing flows".into());
    }
    lines.join("\n")
}
