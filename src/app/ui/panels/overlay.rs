//! What is drawn over pictures: hints for those who learn, marks of those who read a study.

use bevy_egui::egui::{Align2, Color32, Painter, Pos2, Rect, Shape, Stroke, pos2};
use glam::DVec3;

use super::live::Names;
use crate::app::text::say;
use crate::app::ui::theme;
use crate::app::ui::view::{SuiteView, candidate_feeders};
use crate::imaging::Gantry;
use crate::model::{Bed, SegmentIx, Slot, Tissue};

/// Pixels that the geometry is asked in; only their share of the picture matters.
const GRID: usize = 1024;
/// How near a vessel has to be to the pointer to be meant, points.
const NEAR: f32 = 9.0;

/// A point of the patient on a picture.
pub fn on_picture(gantry: &Gantry, rect: Rect, point_mm: DVec3) -> Option<Pos2> {
    let (x, y) = gantry.project(point_mm, GRID)?;
    let share = |pixels: f64| (pixels / GRID as f64) as f32;
    Some(pos2(rect.left() + share(x) * rect.width(), rect.top() + share(y) * rect.height()))
}

/// A length at the isocentre on a picture, points.
fn length(gantry: &Gantry, rect: Rect, mm: f64) -> f32 {
    (mm / gantry.pixel_mm(GRID) / GRID as f64) as f32 * rect.width()
}

/// Where the targets are and what flows past the tip: for those who are guided.
pub fn hints_ui(painter: &Painter, rect: Rect, view: &SuiteView) {
    let Some(gantry) =
        view.pictures.live_gantry.filter(|_| view.guide.is_some() && view.pictures.live_filled)
    else {
        return;
    };
    let (graph, mut names) = (&view.case.graph, Names::default());
    for target in &view.case.targets {
        for (i, feeder) in target.feeders.iter().enumerate() {
            let bed = graph.bed(feeder.bed);
            let twice =
                target.feeders[..i].iter().any(|other| graph.bed(other.bed).centre_mm == bed.centre_mm);
            if !twice {
                // Compartments of one target overlap: one name is enough.
                let name = if i == 0 { target.name.as_str() } else { "" };
                circle_ui((painter, &mut names), rect, &gantry, (bed, name), theme::ACCENT);
            }
        }
    }
    tip_ui((painter, &mut names), rect, view, &gantry);
}

fn circle_ui(
    (painter, names): (&Painter, &mut Names),
    rect: Rect,
    gantry: &Gantry,
    (bed, name): (&Bed, &str),
    colour: Color32,
) {
    let Some(centre) = on_picture(gantry, rect, bed.centre_mm) else { return };
    let radius = length(gantry, rect, bed.radius_mm).max(6.0);
    let ring: Vec<Pos2> = (0..=48)
        .map(|i| {
            let (sin, cos) = (i as f32 / 48.0 * core::f32::consts::TAU).sin_cos();
            pos2(centre.x + radius * cos, centre.y + radius * sin)
        })
        .collect();
    painter.extend(Shape::dashed_line(&ring, Stroke::new(1.3, colour), 6.0, 5.0));
    let below = centre + bevy_egui::egui::vec2(0.0, radius + 4.0);
    names.write(painter, below, Align2::CENTER_TOP, name.to_owned(), colour);
}

/// A ring around the innermost tip, and the flow that an injection from it competes with.
fn tip_ui((painter, names): (&Painter, &mut Names), rect: Rect, view: &SuiteView, gantry: &Gantry) {
    let inner = view.snapshot.device(Slot::Microcatheter).or(view.snapshot.device(Slot::Catheter));
    let Some(device) = inner else { return };
    let Some(tip) = device.polyline_mm.last().and_then(|tip| on_picture(gantry, rect, *tip)) else { return };
    painter.circle_stroke(tip, 7.0, Stroke::new(1.3, theme::GOOD));
    let (text, flow) = (view.text(), view.snapshot.injection.flow_at_tip_ml_min);
    let line = say!(text, "hint-flow", flow = text.number(flow, 0));
    names.write(painter, tip + bevy_egui::egui::vec2(12.0, -12.0), Align2::LEFT_BOTTOM, line, theme::GOOD);
}

/// What has been named on a study.
pub fn marks_ui(painter: &Painter, rect: Rect, view: &SuiteView, gantry: &Gantry) {
    let (graph, mut names) = (&view.case.graph, Names::on(painter));
    for id in &view.chart.feeders {
        if let Some(ix) = graph.find_segment(id) {
            vessel_ui((painter, &mut names), rect, view, gantry, (ix, theme::WARN));
        }
    }
    for id in &view.chart.hazards {
        if let Some(ix) = graph.find_bed(id) {
            let bed = graph.bed(ix);
            circle_ui((painter, &mut names), rect, gantry, (bed, &bed.name), theme::ALARM);
        }
    }
}

/// A vessel as a line with its name.
pub fn vessel_ui(
    (painter, names): (&Painter, &mut Names),
    rect: Rect,
    view: &SuiteView,
    gantry: &Gantry,
    (ix, colour): (SegmentIx, Color32),
) {
    let line = vessel_line(view, rect, gantry, ix);
    let Some(middle) = line.get(line.len() / 2).copied() else { return };
    painter.add(Shape::line(line, Stroke::new(2.5, colour)));
    let at = middle + bevy_egui::egui::vec2(6.0, -6.0);
    names.write(painter, at, Align2::LEFT_BOTTOM, view.segment_name(ix), colour);
}

fn vessel_line(view: &SuiteView, rect: Rect, gantry: &Gantry, ix: SegmentIx) -> Vec<Pos2> {
    let Some(line) = view.case.graph.segment(ix).centreline() else { return Vec::new() };
    line.points().iter().filter_map(|point| on_picture(gantry, rect, *point)).collect()
}

/// The vessel next to the pointer, of those that may be named.
pub fn vessel_at(view: &SuiteView, rect: Rect, gantry: &Gantry, pointer: Pos2) -> Option<SegmentIx> {
    candidate_feeders(view.case)
        .into_iter()
        .filter_map(|ix| {
            let line = vessel_line(view, rect, gantry, ix);
            let near =
                line.windows(2).map(|pair| distance(pointer, pair[0], pair[1])).min_by(f32::total_cmp)?;
            (near < NEAR).then_some((near, ix))
        })
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, ix)| ix)
}

/// The territory around the pointer whose middle is nearest, of those that may be named.
pub fn territory_at<'a>(view: &SuiteView<'a>, rect: Rect, gantry: &Gantry, pointer: Pos2) -> Option<&'a Bed> {
    let case = view.case;
    named_territories(case)
        .filter_map(|bed| {
            let away = on_picture(gantry, rect, bed.centre_mm)?.distance(pointer);
            (away < length(gantry, rect, bed.radius_mm).max(14.0)).then_some((away, bed))
        })
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, bed)| bed)
}

/// Territories that may be named as hazards.
pub fn named_territories(case: &crate::model::Case) -> impl Iterator<Item = &Bed> {
    case.graph.beds().iter().filter(|bed| !matches!(bed.tissue, Tissue::RunOff | Tissue::Tumour))
}

/// Distance of a point from a stretch.
fn distance(point: Pos2, from: Pos2, to: Pos2) -> f32 {
    let (way, off) = (to - from, point - from);
    let along = if way.length_sq() > 0.0 { (off.dot(way) / way.length_sq()).clamp(0.0, 1.0) } else { 0.0 };
    (off - way * along).length()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_end_at_the_ends() {
        let (from, to) = (pos2(0.0, 0.0), pos2(10.0, 0.0));
        assert_eq!(distance(pos2(5.0, 3.0), from, to), 3.0);
        assert_eq!(distance(pos2(14.0, 3.0), from, to), 5.0);
        assert_eq!(distance(pos2(3.0, 4.0), from, from), 5.0);
    }

    #[test]
    fn the_isocentre_is_in_the_middle() {
        let gantry = Gantry::new(30.0, 10.0, DVec3::new(5.0, 6.0, 7.0), 300.0);
        let rect = Rect::from_min_size(pos2(100.0, 50.0), bevy_egui::egui::vec2(400.0, 400.0));
        let middle = on_picture(&gantry, rect, gantry.centre_mm).unwrap();
        assert!((middle - rect.center()).length() < 0.01, "{middle:?}");
    }
}
