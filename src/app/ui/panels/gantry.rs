//! A small picture of the C-arm: from the feet for LAO and RAO, from the side for cranial and caudal.

use bevy_egui::egui::{
    Align2, CornerRadius, Painter, Pos2, Rect, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, WidgetType,
    vec2,
};

use super::live::angles;
use crate::app::ui::theme;
use crate::app::ui::view::SuiteView;

/// Side of one of the two drawings, points.
const SIDE: f32 = 78.0;

/// Draws both sides.
pub fn gantry_picture_ui(ui: &mut Ui, view: &SuiteView) {
    let (rect, response) = ui.allocate_exact_size(vec2(2.0 * SIDE + 6.0, SIDE), Sense::hover());
    let imaging = &view.snapshot.imaging;
    let feet = Rect::from_min_size(rect.min, vec2(SIDE, SIDE));
    let side = feet.translate(vec2(SIDE + 6.0, 0.0));
    let painter = ui.painter_at(rect);
    for (place, degrees, table) in [
        // From the feet the patient's left is on the right, where LAO turns the detector.
        (feet, imaging.lao_deg, vec2(16.0, 2.5)),
        // The head is on the left, where cranial turns it.
        (side, -imaging.cranial_deg, vec2(33.0, 2.5)),
    ] {
        painter.rect_filled(place, CornerRadius::same(theme::ROUND), theme::BLACK);
        arm(&painter, place.center(), degrees as f32, table, imaging.fluoroscopy || imaging.run);
    }
    let (left, head) = (view.text().get("gantry-left"), view.text().get("gantry-head"));
    painter.text(
        feet.right_bottom() - vec2(3.0, 2.0),
        Align2::RIGHT_BOTTOM,
        left,
        theme::label(),
        theme::WEAK,
    );
    painter.text(
        side.left_bottom() + vec2(3.0, -2.0),
        Align2::LEFT_BOTTOM,
        head,
        theme::label(),
        theme::WEAK,
    );
    let told = angles(imaging);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, &told));
}

/// Detector above, tube below, the arm between them, turned clockwise by an angle.
fn arm(painter: &Painter, middle: Pos2, degrees: f32, table: bevy_egui::egui::Vec2, radiates: bool) {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let at = |x: f32, y: f32| middle + vec2(x * cos - y * sin, x * sin + y * cos);
    let stroke = Stroke::new(2.0, theme::WEAK);
    painter.rect_filled(
        Rect::from_center_size(middle + vec2(0.0, 7.0), table * 2.0),
        CornerRadius::same(1),
        theme::LINE,
    );
    painter.rect_stroke(
        Rect::from_center_size(middle, vec2(table.x * 1.5, 10.0)),
        CornerRadius::same(5),
        Stroke::new(1.0, theme::WEAK),
        StrokeKind::Inside,
    );
    let arc: Vec<Pos2> = (0..=16)
        .map(|i| {
            let (s, c) = (core::f32::consts::PI * (i as f32 / 16.0 - 0.5)).sin_cos();
            at(-30.0 * c, 30.0 * s)
        })
        .collect();
    painter.add(Shape::line(arc, stroke));
    let beam = if radiates { theme::WARN } else { theme::LINE };
    for edge in [-9.0, 9.0] {
        painter.line_segment([at(0.0, 28.0), at(edge, -26.0)], Stroke::new(1.0, beam));
    }
    painter.line_segment([at(-11.0, -28.0), at(11.0, -28.0)], Stroke::new(5.0, theme::ACCENT));
    painter.circle_filled(at(0.0, 29.0), 4.0, theme::WEAK);
}
