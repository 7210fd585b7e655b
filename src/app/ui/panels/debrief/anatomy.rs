//! The vessels in space, turned by dragging: flow, targets, territories to spare, where devices and particles are.

use bevy_egui::egui::{
    Align2, Color32, CornerRadius, Id, Painter, Pos2, Rect, RichText, Sense, Shape, Stroke, Ui, Vec2,
    WidgetInfo, WidgetType, vec2,
};
use glam::DVec3;

use super::DebriefView;
use crate::app::bridge::Review;
use crate::app::text::say;
use crate::app::ui::panels::live::written_ui;
use crate::app::ui::theme;
use crate::app::ui::widgets::{card_ui, note_ui};
use crate::imaging::Gantry;
use crate::model::{Bed, BedIx, Case, Slot};
use crate::sim::Snapshot;

/// Degrees a point of dragging turns.
const TURN: f32 = 0.5;
/// Pixels that the projection is asked in.
const GRID: usize = 1000;

/// Draws the part: how it was at the moment chosen on the timeline, otherwise at the end.
pub(super) fn anatomy_ui(ui: &mut Ui, view: &DebriefView, review: &Review) {
    let snapshot = view.moment.map_or(&review.last, |moment| &moment.snapshot);
    note_ui(ui, say!(view.text, "anatomy-about", time = snapshot.tick.to_string()));
    let size = vec2(ui.available_width(), (ui.available_width() * 0.6).min(560.0));
    let (rect, response) = ui.allocate_exact_size(size, Sense::drag());
    let id = Id::new("anatomy turned");
    let mut turned = ui.data(|data| data.get_temp::<Vec2>(id)).unwrap_or(vec2(0.0, 0.0));
    turned += response.drag_delta() * TURN;
    turned.y = turned.y.clamp(-80.0, 80.0);
    ui.data_mut(|data| data.insert_temp(id, turned));
    let scene = Scene::new(view.case, rect, turned);
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, CornerRadius::same(theme::ROUND), theme::BLACK);
    painter.extend(scene.vessels(view.case, snapshot));
    painter.extend(scene.devices(snapshot));
    let marked = marked(view, snapshot);
    for mark in &marked {
        scene.territory(&painter, mark);
    }
    // One name at a time: that of the territory whose middle is next to the pointer.
    if let Some(mark) = response.hover_pos().and_then(|pointer| scene.nearest(&marked, pointer)) {
        scene.name(&painter, mark);
    }
    let told = view.text.get("anatomy-told");
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, &told));
    ui.horizontal_wrapped(|ui| {
        for (sign, id, colour) in [
            ("━", "anatomy-flows", theme::PRESSURE),
            ("━", "anatomy-slow", theme::WARN),
            ("━", "anatomy-stands", theme::ACCENT),
            ("◯", "anatomy-target", theme::GOOD),
            ("◯", "anatomy-protected", theme::ALARM),
        ] {
            ui.label(RichText::new(format!("{sign} {}", view.text.get(id))).color(colour));
        }
    });
    card_ui(ui, |ui| {
        for mark in &marked {
            ui.label(RichText::new(format!("◯ {}", mark.told)).color(mark.colour));
        }
    });
}

/// A territory that matters, with what is left of its flow and what lodged in it.
struct Mark<'a> {
    bed: &'a Bed,
    colour: Color32,
    told: String,
}

/// Targets and protected territories.
fn marked<'a>(view: &DebriefView<'a>, snapshot: &Snapshot) -> Vec<Mark<'a>> {
    let (graph, text) = (&view.case.graph, view.text);
    let mark = |(ix, colour): (BedIx, Color32)| {
        let (bed, now) = (graph.bed(ix), &snapshot.beds[ix.ix()]);
        let open = text.number(now.open_share * 100.0, 0);
        let told =
            say!(text, "anatomy-bed", name = bed.name.as_str(), open = open, particles = now.particles);
        Mark { bed, colour, told }
    };
    let feeders = view.case.targets.iter().flat_map(|target| &target.feeders);
    let targets = feeders.map(|feeder| (feeder.bed, theme::GOOD));
    let protected = view.case.protected.iter().map(|it| (it.bed, theme::ALARM));
    targets.chain(protected).map(mark).collect()
}

struct Scene {
    gantry: Gantry,
    rect: Rect,
}

impl Scene {
    /// Around what matters in the case, with room to see where it comes from.
    fn new(case: &Case, rect: Rect, turned: Vec2) -> Self {
        let beds = case.targets.iter().flat_map(|target| &target.feeders).map(|feeder| feeder.bed);
        let centres: Vec<DVec3> = beds.map(|ix| case.graph.bed(ix).centre_mm).collect();
        let middle = centres.iter().sum::<DVec3>() / centres.len().max(1) as f64;
        let gantry = Gantry::new(f64::from(turned.x), f64::from(turned.y), middle, 420.0);
        Self { gantry, rect }
    }

    fn at(&self, point: DVec3) -> Option<Pos2> {
        let (x, y) = self.gantry.project(point, GRID)?;
        let scale = self.rect.width().max(self.rect.height()) / GRID as f32;
        let off = (vec2(x as f32, y as f32) - Vec2::splat(GRID as f32 / 2.0)) * scale;
        Some(self.rect.center() + off)
    }

    /// Points on the screen for a millimetre at the middle.
    fn scale(&self) -> f32 {
        let scale = self.rect.width().max(self.rect.height()) / GRID as f32;
        scale / self.gantry.pixel_mm(GRID) as f32
    }

    /// The far ones first. Colour is what flows, as a share of rest.
    fn vessels(&self, case: &Case, snapshot: &Snapshot) -> Vec<Shape> {
        let mut lines: Vec<(f64, Shape)> = Vec::new();
        for (segment, now) in case.graph.segments().iter().zip(&snapshot.segments) {
            let Some(line) = segment.centreline() else { continue };
            let points: Vec<Pos2> = line.points().iter().filter_map(|point| self.at(*point)).collect();
            let depth = self.gantry.camera(line.point_at(line.length_mm() / 2.0)).z;
            let share = if now.resting_ml_min == 0.0 { 1.0 } else { now.flow_ml_min / now.resting_ml_min };
            let colour = match share {
                share if share < 0.05 => theme::ACCENT,
                share if share < 0.5 => theme::WARN,
                _ => theme::PRESSURE,
            };
            // Nearer is brighter.
            let light = (1.25 - (depth - 600.0) / 700.0).clamp(0.45, 1.0) as f32;
            let width = (2.0 * line.radius_at(line.length_mm() / 2.0) as f32 * self.scale()).clamp(1.2, 26.0);
            lines.push((depth, Shape::line(points, Stroke::new(width, colour.gamma_multiply(light)))));
        }
        lines.sort_by(|a, b| b.0.total_cmp(&a.0));
        lines.into_iter().map(|(_, shape)| shape).collect()
    }

    fn devices(&self, snapshot: &Snapshot) -> Vec<Shape> {
        let devices = [Slot::Catheter, Slot::Microcatheter, Slot::Wire]
            .into_iter()
            .filter_map(|slot| snapshot.device(slot));
        devices
            .map(|device| {
                let points = device.polyline_mm.iter().filter_map(|point| self.at(*point)).collect();
                Shape::line(points, Stroke::new(1.6, theme::TEXT))
            })
            .collect()
    }

    fn territory(&self, painter: &Painter, mark: &Mark) {
        let Some(centre) = self.at(mark.bed.centre_mm) else { return };
        let radius = mark.bed.radius_mm as f32 * self.scale();
        painter.circle_stroke(centre, radius, Stroke::new(1.2, mark.colour.gamma_multiply(0.7)));
        painter.circle_filled(centre, radius, mark.colour.gamma_multiply(0.05));
    }

    fn nearest<'m, 'a>(&self, marks: &'m [Mark<'a>], pointer: Pos2) -> Option<&'m Mark<'a>> {
        let away = |mark: &&Mark| self.at(mark.bed.centre_mm).map_or(f32::MAX, |at| at.distance(pointer));
        let inside = |mark: &&Mark| away(mark) < mark.bed.radius_mm as f32 * self.scale();
        marks.iter().filter(inside).min_by(|a, b| away(a).total_cmp(&away(b)))
    }

    fn name(&self, painter: &Painter, mark: &Mark) {
        if let Some(centre) = self.at(mark.bed.centre_mm) {
            painter.circle_filled(centre, 3.0, mark.colour);
            written_ui(painter, centre + vec2(8.0, 0.0), Align2::LEFT_CENTER, mark.told.clone(), mark.colour);
        }
    }
}
