//! The vessels in space, turned by dragging or by keys: flow, targets, territories to spare, devices, what lodged where.

use bevy_egui::egui::{
    Align2, Color32, CornerRadius, Id, Key, Painter, Pos2, Rect, Response, RichText, Sense, Shape, Stroke,
    Ui, Vec2, WidgetInfo, WidgetType, vec2,
};
use glam::DVec3;

use super::DebriefView;
use crate::app::bridge::{Chart, Review};
use crate::app::text::say;
use crate::app::ui::panels::live::Names;
use crate::app::ui::theme;
use crate::app::ui::view::segment_label;
use crate::app::ui::widgets::{card_ui, note_ui};
use crate::imaging::Gantry;
use crate::model::{Bed, BedIx, Case, Slot};
use crate::sim::Snapshot;

/// Degrees a point of dragging turns.
const TURN: f32 = 0.5;
/// Degrees a press of an arrow key turns.
const KEY_TURN: f32 = 10.0;
/// Widths of what is seen, mm: nearest, at first, farthest.
const WIDTHS_MM: (f32, f32, f32) = (80.0, 260.0, 900.0);
/// Pixels that the projection is asked in.
const GRID: usize = 1000;
/// Most dots of what lodged in one territory: 1 for every power of two.
const DOTS: u32 = 40;

/// From where one looks: angles in degrees, and the width of what is seen in mm.
#[derive(Clone, Copy)]
struct Look {
    turned: Vec2,
    width_mm: f32,
}

/// Draws the part: how it was at the moment chosen on the timeline, otherwise at the end.
pub(super) fn anatomy_ui(ui: &mut Ui, view: &DebriefView, review: &Review) {
    let snapshot = view.moment.map_or(&review.last, |moment| &moment.snapshot);
    note_ui(ui, say!(view.text, "anatomy-about", time = snapshot.tick.to_string()));
    let height = (ui.ctx().viewport_rect().height() - 300.0).clamp(220.0, 620.0);
    let size = vec2(ui.available_width(), height.min(ui.available_width() * 0.75));
    let (rect, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
    let look = look_ui(ui, &response);
    let scene = Scene::new(view.case, rect, look);
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, CornerRadius::same(theme::ROUND), theme::BLACK);
    let mut chart = Chart::default();
    review.events.iter().take_while(|event| event.tick <= snapshot.tick).for_each(|event| chart.note(event));
    let marked = marked(view, snapshot, &chart);
    for mark in &marked {
        scene.territory(&painter, mark);
    }
    painter.extend(scene.vessels(view.case, snapshot));
    painter.extend(scene.devices(snapshot));
    for mark in &marked {
        scene.lodged(&painter, mark);
    }
    let names = &mut Names::default();
    scene.names((&painter, names), &marked, response.hover_pos());
    scene.named((&painter, names), view, &chart);
    if response.has_focus() {
        let stroke = Stroke::new(2.0, theme::ACCENT);
        painter.rect_stroke(
            rect,
            CornerRadius::same(theme::ROUND),
            stroke,
            bevy_egui::egui::StrokeKind::Inside,
        );
    }
    let told = view.text.get("anatomy-told");
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, &told));
    legend_ui(ui, view);
    card_ui(ui, |ui| {
        for mark in &marked {
            ui.label(RichText::new(format!("{} {}", mark.sign, mark.told)).color(mark.colour));
        }
    });
}

fn legend_ui(ui: &mut Ui, view: &DebriefView) {
    ui.horizontal_wrapped(|ui| {
        for (sign, id, colour) in [
            ("━", "anatomy-flows", theme::PRESSURE),
            ("━", "anatomy-slow", theme::WARN),
            ("━", "anatomy-stands", theme::ACCENT),
            ("━", "anatomy-device", theme::TEXT),
            ("◆", "anatomy-named", theme::TEXT),
            ("◎", "anatomy-target", theme::GOOD),
            ("◯", "anatomy-protected", theme::ALARM),
            ("●", "anatomy-lodged", theme::WARN),
        ] {
            ui.label(RichText::new(format!("{sign} {}", view.text.get(id))).color(colour));
        }
    });
}

/// Dragging and the arrow keys turn, the wheel and plus and minus go near, a double click goes back to the front.
fn look_ui(ui: &Ui, response: &Response) -> Look {
    let id = Id::new("anatomy look");
    let first = Look { turned: Vec2::ZERO, width_mm: WIDTHS_MM.1 };
    let mut look = ui.data(|data| data.get_temp::<Look>(id)).unwrap_or(first);
    look.turned += response.drag_delta() * TURN;
    if response.clicked() {
        response.request_focus();
    }
    if response.has_focus() {
        let filter = bevy_egui::egui::EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..Default::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        ui.input(|input| {
            let turn =
                |minus, plus| (input.num_presses(plus) as f32 - input.num_presses(minus) as f32) * KEY_TURN;
            look.turned += vec2(turn(Key::ArrowLeft, Key::ArrowRight), turn(Key::ArrowUp, Key::ArrowDown));
            let nearer = input.num_presses(Key::Plus) + input.num_presses(Key::Equals);
            look.width_mm *= 1.25_f32.powf(input.num_presses(Key::Minus) as f32 - nearer as f32);
        });
    }
    if response.hovered() {
        look.width_mm /= ui.input(bevy_egui::egui::InputState::zoom_delta);
    }
    if response.double_clicked() {
        look = first;
    }
    look.turned.y = look.turned.y.clamp(-80.0, 80.0);
    look.width_mm = look.width_mm.clamp(WIDTHS_MM.0, WIDTHS_MM.2);
    ui.data_mut(|data| data.insert_temp(id, look));
    look
}

/// A territory that matters, with what is left of its flow and what lodged in it.
struct Mark<'a> {
    bed: &'a Bed,
    sign: &'static str,
    colour: Color32,
    told: String,
    target: bool,
    lost: bool,
    particles: u64,
}

/// Targets and protected territories.
fn marked<'a>(view: &DebriefView<'a>, snapshot: &Snapshot, chart: &Chart) -> Vec<Mark<'a>> {
    let (graph, text) = (&view.case.graph, view.text);
    let mark = |(ix, target): (BedIx, bool)| {
        let (bed, now) = (graph.bed(ix), &snapshot.beds[ix.ix()]);
        let open = text.number(now.open_share * 100.0, 0);
        let mut told =
            say!(text, "anatomy-bed", name = bed.name.as_str(), open = open, particles = now.particles);
        if chart.hazards.contains(&bed.id) {
            told = format!("{told} · {}", text.get("anatomy-hazard"));
        }
        let (sign, colour) = if target { ("◎", theme::GOOD) } else { ("◯", theme::ALARM) };
        let lost = now.open_share < 0.95;
        Mark { bed, sign, colour, told, target, lost, particles: now.particles }
    };
    let feeders = view.case.targets.iter().flat_map(|target| &target.feeders);
    let targets = feeders.map(|feeder| (feeder.bed, true));
    let protected = view.case.protected.iter().map(|it| (it.bed, false));
    targets.chain(protected).map(mark).collect()
}

struct Scene {
    gantry: Gantry,
    rect: Rect,
}

impl Scene {
    /// Around what matters in the case, with room to see where it comes from.
    fn new(case: &Case, rect: Rect, look: Look) -> Self {
        let beds = case.targets.iter().flat_map(|target| &target.feeders).map(|feeder| feeder.bed);
        let centres: Vec<DVec3> = beds.map(|ix| case.graph.bed(ix).centre_mm).collect();
        let middle = centres.iter().sum::<DVec3>() / centres.len().max(1) as f64;
        // The field is at the detector, which is farther from the source than the patient.
        let field_mm = f64::from(look.width_mm * rect.width().max(rect.height()) / rect.width()) * 1.45;
        let (lao, cranial) = (f64::from(look.turned.x), f64::from(look.turned.y));
        Self { gantry: Gantry::new(lao, cranial, middle, field_mm), rect }
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

    /// The far ones first. Colour is what flows, as a share of rest; a lighter middle makes them round.
    fn vessels(&self, case: &Case, snapshot: &Snapshot) -> Vec<Shape> {
        let mut lines: Vec<(f64, [Shape; 2])> = Vec::new();
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
            let light = (1.25 - (depth - 600.0) / 500.0).clamp(0.35, 1.0) as f32;
            let width = (2.0 * line.radius_at(line.length_mm() / 2.0) as f32 * self.scale()).clamp(1.6, 40.0);
            let shade = |part: f32, light: f32| {
                Shape::line(
                    points.clone(),
                    Stroke::new(width * part, theme::BLACK.lerp_to_gamma(colour, light)),
                )
            };
            lines.push((depth, [shade(1.0, light * 0.6), shade(0.5, light)]));
        }
        lines.sort_by(|a, b| b.0.total_cmp(&a.0));
        lines.into_iter().flat_map(|(_, shapes)| shapes).collect()
    }

    fn devices(&self, snapshot: &Snapshot) -> Vec<Shape> {
        let devices = [Slot::Catheter, Slot::Microcatheter, Slot::Wire]
            .into_iter()
            .filter_map(|slot| snapshot.device(slot));
        devices
            .map(|device| {
                let points = device.polyline_mm.iter().filter_map(|point| self.at(*point)).collect();
                Shape::line(points, Stroke::new(1.8, theme::TEXT))
            })
            .collect()
    }

    /// A target has two rings, a territory to spare one; what lost some of its flow is filled.
    fn territory(&self, painter: &Painter, mark: &Mark) {
        let Some(centre) = self.at(mark.bed.centre_mm) else { return };
        let radius = mark.bed.radius_mm as f32 * self.scale();
        let ring = |radius: f32, light: f32| {
            painter.circle_stroke(centre, radius, Stroke::new(1.2, mark.colour.gamma_multiply(light)));
        };
        let fill = if mark.lost { 0.22 } else { 0.03 };
        painter.circle_filled(centre, radius, mark.colour.gamma_multiply(fill));
        ring(radius, if mark.target || mark.lost { 0.9 } else { 0.3 });
        if mark.target {
            ring(radius - 4.0, 0.6);
        }
    }

    /// Particles as dots, spread over the territory as seeds are over a sunflower.
    fn lodged(&self, painter: &Painter, mark: &Mark) {
        let Some(centre) = self.at(mark.bed.centre_mm).filter(|_| mark.particles > 0) else { return };
        let radius = mark.bed.radius_mm as f32 * self.scale() * 0.8;
        let dots = (4 * mark.particles.ilog2()).clamp(1, DOTS);
        for i in 0..dots {
            let (share, angle) = ((i as f32 + 0.5) / dots as f32, i as f32 * 2.399_963);
            let (sin, cos) = angle.sin_cos();
            painter.circle_filled(centre + vec2(cos, sin) * radius * share.sqrt(), 1.8, theme::WARN);
        }
    }

    /// Names of the targets, of what was lost, and of what is under the pointer.
    fn names(&self, (painter, names): (&Painter, &mut Names), marks: &[Mark], pointer: Option<Pos2>) {
        let away = |mark: &Mark, pointer: Pos2| self.at(mark.bed.centre_mm).map(|at| at.distance(pointer));
        let inside = |mark: &&Mark| {
            let radius = mark.bed.radius_mm as f32 * self.scale();
            pointer.and_then(|pointer| away(mark, pointer)).is_some_and(|away| away < radius)
        };
        let near = |mark: &&Mark| pointer.and_then(|pointer| away(mark, pointer)).unwrap_or(f32::MAX);
        let pointed = marks.iter().filter(inside).min_by(|a, b| near(a).total_cmp(&near(b)));
        let chosen =
            |mark: &&Mark| mark.target || mark.lost || pointed.is_some_and(|it| it.bed.id == mark.bed.id);
        for mark in marks.iter().filter(chosen) {
            if let Some(centre) = self.at(mark.bed.centre_mm).filter(|centre| self.rect.contains(*centre)) {
                let below = centre + vec2(0.0, mark.bed.radius_mm as f32 * self.scale() + 4.0);
                names.write(painter, below, Align2::CENTER_TOP, mark.told.clone(), mark.colour);
            }
        }
    }

    /// Vessels that were named as feeders.
    fn named(&self, (painter, names): (&Painter, &mut Names), view: &DebriefView, chart: &Chart) {
        let graph = &view.case.graph;
        for id in &chart.feeders {
            let line = graph.find_segment(id).and_then(|ix| graph.segment(ix).centreline());
            let middle = line.and_then(|line| self.at(line.point_at(line.length_mm() / 2.0)));
            let Some(at) = middle.filter(|at| self.rect.contains(*at)) else { continue };
            let name = format!("◆ {}", segment_label(view.text, view.case, id));
            names.write(painter, at + vec2(4.0, 0.0), Align2::LEFT_CENTER, name, theme::TEXT);
        }
    }
}
