//! A body with the places where arteries can be entered: seen from the front, as on the image.

use bevy_egui::egui::{
    Align2, Color32, Pos2, Rect, Sense, Shape, Stroke, Ui, WidgetInfo, WidgetType, pos2, vec2,
};

use crate::app::ui::action::UiAction;
use crate::app::ui::highlight::ring_ui;
use crate::app::ui::theme;
use crate::app::ui::view::SuiteView;
use crate::model::{AccessKind, AccessSite};
use crate::sim::Command;

/// Size of the drawing, points.
const SIZE: bevy_egui::egui::Vec2 = vec2(116.0, 176.0);
/// What shares across are of, points: nothing is drawn at the ends of it.
const BREADTH: f32 = 150.0;

/// Half of the outline, from the crown down, in shares of its breadth and height (x from the middle); the other half mirrors it.
const OUTLINE: [(f32, f32); 27] = [
    (0.0, 0.01),
    (0.05, 0.03),
    (0.065, 0.08),
    (0.05, 0.13),
    (0.03, 0.15),
    (0.035, 0.18),
    (0.13, 0.20),
    (0.17, 0.24),
    (0.21, 0.36),
    (0.25, 0.45),
    (0.30, 0.55),
    (0.33, 0.60),
    (0.31, 0.63),
    (0.27, 0.58),
    (0.215, 0.48),
    (0.165, 0.39),
    (0.135, 0.32),
    (0.125, 0.42),
    (0.14, 0.52),
    (0.15, 0.62),
    (0.135, 0.75),
    (0.115, 0.88),
    (0.12, 0.985),
    (0.06, 0.985),
    (0.05, 0.85),
    (0.03, 0.72),
    (0.0, 0.57),
];

/// Draws the body; a click on a place chooses it.
pub fn body_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let (rect, _) = ui.allocate_exact_size(SIZE, Sense::hover());
    let painter = ui.painter_at(rect);
    let at = |side: f32, (x, y): (f32, f32)| {
        pos2(rect.center().x + side * x * BREADTH, rect.top() + y * rect.height())
    };
    for side in [-1.0, 1.0] {
        let line: Vec<Pos2> = OUTLINE.iter().map(|point| at(side, *point)).collect();
        painter.add(Shape::line(line, Stroke::new(1.5, theme::WEAK)));
    }
    // Seen from the front: the patient's right is on the left.
    let (right, left) = (view.text().get("body-right"), view.text().get("body-left"));
    painter.text(rect.left_top(), Align2::LEFT_TOP, right, theme::label(), theme::WEAK);
    painter.text(rect.right_top(), Align2::RIGHT_TOP, left, theme::label(), theme::WEAK);
    let access = &view.snapshot.access;
    for site in &view.case.access {
        let place = at(1.0, place_of(view, site));
        let chosen = access.site.as_deref() == Some(&site.id);
        place_ui(ui, place, site, (chosen, !access.punctured), out);
    }
}

/// Where a site is drawn. The side is that of its artery in the anatomy: x grows to the patient's right.
fn place_of(view: &SuiteView, site: &AccessSite) -> (f32, f32) {
    let side = if view.case.graph.node(site.node).position_mm.x > 0.0 { -1.0 } else { 1.0 };
    let (x, y) = match site.kind {
        AccessKind::Femoral => (0.075, 0.575),
        AccessKind::Radial => (0.285, 0.545),
        AccessKind::Brachial => (0.195, 0.40),
    };
    (side * x, y)
}

fn place_ui(
    ui: &mut Ui,
    place: Pos2,
    site: &AccessSite,
    (chosen, enabled): (bool, bool),
    out: &mut Vec<UiAction>,
) {
    let rect = Rect::from_center_size(place, vec2(20.0, 20.0));
    let response = ui.interact(rect, ui.id().with(("site", &site.id)), Sense::click());
    let hovered = response.hovered() && enabled;
    let colour: Color32 = if chosen || hovered { theme::ACCENT } else { theme::WARN };
    if chosen {
        ui.painter().circle_filled(place, 6.0, colour);
    }
    ui.painter().circle_stroke(place, if hovered { 8.0 } else { 6.0 }, Stroke::new(2.0, colour));
    let action = UiAction::Do(Command::ChooseAccess { site: site.id.clone() });
    ring_ui(ui, &response, &action);
    response.widget_info(|| WidgetInfo::selected(WidgetType::RadioButton, enabled, chosen, &site.name));
    if response.clicked() && enabled {
        out.push(action);
    }
    response.on_hover_text(format!("{}\n{}", site.name, site.findings));
}
