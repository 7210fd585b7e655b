//! Electrocardiogram, arterial pressure and plethysmogram, sweeping as on a monitor.

use bevy_egui::egui::{
    Align2, Color32, CornerRadius, Rect, Sense, Shape, Stroke, Ui, WidgetInfo, WidgetType, pos2, vec2,
};

use crate::app::ui::theme;
use crate::app::ui::traces::Lead;
use crate::app::ui::view::SuiteView;

/// Height of one trace, points.
const HEIGHT: f32 = 21.0;

/// Draws the traces.
pub fn traces_ui(ui: &mut Ui, view: &SuiteView) {
    let leads = [
        (Lead::Ecg, "trace-ecg", theme::GOOD),
        (Lead::Pressure, "trace-pressure", theme::PRESSURE),
        (Lead::Oxygen, "trace-oxygen", theme::OXYGEN),
    ];
    let size = vec2(ui.available_width(), HEIGHT * leads.len() as f32);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, CornerRadius::same(theme::ROUND), theme::BLACK);
    for (i, (lead, id, colour)) in leads.into_iter().enumerate() {
        let top = rect.top() + i as f32 * HEIGHT;
        let band = Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), HEIGHT));
        let sweep = Rect::from_min_max(band.min + vec2(44.0, 3.0), band.max - vec2(2.0, 3.0));
        for line in lines(view, lead, sweep) {
            painter.add(Shape::line(line, Stroke::new(1.3, colour)));
        }
        let name = view.text().get(id);
        painter.text(
            band.left_center() + vec2(5.0, 0.0),
            Align2::LEFT_CENTER,
            name,
            theme::label(),
            faint(colour),
        );
    }
    let told = view.text().get("traces-told");
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, &told));
}

fn faint(colour: Color32) -> Color32 {
    colour.gamma_multiply(0.75)
}

/// The trace as lines: a gap runs before the newest sample.
fn lines(view: &SuiteView, lead: Lead, band: Rect) -> Vec<Vec<bevy_egui::egui::Pos2>> {
    let (samples, newest) = view.traces.samples(lead);
    let at = |i: usize| {
        let x = band.left() + band.width() * i as f32 / samples.len().max(2) as f32;
        pos2(x, band.bottom() - band.height() * samples[i])
    };
    let gap = samples.len() / 30 + 1;
    let before: Vec<_> = (0..newest).map(at).collect();
    let after: Vec<_> = (newest + gap..samples.len()).map(at).collect();
    vec![before, after]
}
