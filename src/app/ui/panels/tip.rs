//! The end of a device as it lies on the table: what it is going to do in a vessel is seen before it is loaded.

use bevy_egui::egui::{Rect, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, WidgetType, vec2};

use crate::app::text::{Text, say};
use crate::app::ui::theme;
use crate::model::{Device, Shaft};

/// Size of the drawing, points.
const SIZE: Vec2 = vec2(52.0, 38.0);
/// Stretches that the line is drawn in.
const STRETCHES: usize = 60;
/// Straight shaft that is drawn before the shape, of the shape's length, and at least, mm.
const LEAD: (f64, f64) = (0.35, 12.0);

/// Draws the end of a device, as large as it fits: a curve of millimetres and one of a hand's breadth are told apart by
/// what is written beside them.
pub(super) fn tip_ui(ui: &mut Ui, text: &Text, device: &Device) {
    let (rect, response) = ui.allocate_exact_size(SIZE, Sense::hover());
    let line = outline(&device.shaft);
    let bounds = Rect::from_points(&line.iter().map(|at| at.to_pos2()).collect::<Vec<_>>());
    let room = rect.shrink(4.0);
    let scale = (room.size() / bounds.size().max(vec2(0.1, 0.1))).min_elem();
    let place = |at: &Vec2| room.center() + (*at - bounds.center().to_vec2()) * scale;
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, theme::ROUND, theme::GROUND);
    painter.add(Shape::line(line.iter().map(place).collect(), Stroke::new(2.0, theme::TEXT)));
    if let Some(tip) = line.last() {
        painter.circle_filled(place(tip), 2.5, theme::ACCENT);
    }
    let told = say!(text, "devices-tip-told", name = device.name.as_str());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, &told));
}

/// The line from the shaft, which comes from the left, to the tip, mm; y grows downwards. What turns out of the plane of
/// the first arc is seen as if it lay flat.
fn outline(shaft: &Shaft) -> Vec<Vec2> {
    let shaped = shaft.shaped_mm();
    let length = shaped + (LEAD.0 * shaped).max(LEAD.1);
    let step = length / STRETCHES as f64;
    let mut at = Vec2::ZERO;
    let mut line = vec![at];
    for i in 0..STRETCHES {
        let from_tip = length - (i as f64 + 0.5) * step;
        let turned = shaft.turn_between(from_tip, shaped.max(from_tip)).x as f32;
        at += Vec2::angled(-turned) * step as f32;
        line.push(at);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Bend;

    #[test]
    fn a_shape_ends_where_its_arcs_lead() {
        let straight = outline(&Shaft::uniform(1.0, 1.0, 0.1).unwrap());
        assert!(straight.iter().all(|at| at.y == 0.0) && straight[STRETCHES].x > 11.9);
        // A half circle of 10 mm radius comes back above the shaft.
        let bend = Bend { length_mm: 10.0 * core::f64::consts::PI, turn_deg: 180.0, plane_deg: 0.0 };
        let stiffness = Shaft::uniform(1.0, 1.0, 0.1).unwrap().stiffness().to_vec();
        let hook = outline(&Shaft::new(stiffness, vec![bend], 0.1).unwrap());
        let tip = hook[STRETCHES] - hook[0];
        assert!((tip - vec2(12.0, -20.0)).length() < 0.5, "{tip:?}");
    }
}
