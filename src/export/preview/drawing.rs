//! The anatomy as a drawing: vessels as lines of their true width, from the front and from the patient's left side.

use core::fmt::{self, Write as _};

use glam::DVec3;

use super::super::html::escape;
use crate::model::{Case, SegmentIx, Shape};
use crate::said::{Said, said};

/// Room around what the case is about, mm.
const MARGIN_MM: f64 = 35.0;
/// Thinnest line, mm: finer vessels would not be seen.
const THINNEST_MM: f64 = 0.7;

/// From where it is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Projection {
    /// From the front: the patient's right is on the left of the picture.
    Front,
    /// From the patient's left: the front is on the left of the picture.
    Side,
}

impl Projection {
    fn on_paper(self, point: DVec3) -> (f64, f64) {
        match self {
            Self::Front => (-point.x, -point.z),
            Self::Side => (-point.y, -point.z),
        }
    }

    /// What a drawing is called.
    pub(super) fn title(self) -> Said {
        match self {
            Self::Front => said!("From the front (the patient's right is on the left)"),
            Self::Side => said!("From the patient's left side (the front is on the left)"),
        }
    }
}

/// One drawing as a figure, with its title as it stands in markup.
pub(super) fn draw(html: &mut String, case: &Case, projection: Projection, title: &str) -> fmt::Result {
    let (x, y, width, height) = frame(case, projection);
    writeln!(
        html,
        "<figure><figcaption>{title}</figcaption><svg viewBox=\"{x:.0} {y:.0} {width:.0} {height:.0}\" role=\"img\" \
         aria-label=\"{title}\">",
    )?;
    beds(html, case, projection)?;
    let mut order: Vec<SegmentIx> = (0..case.graph.segments().len()).map(SegmentIx::at).collect();
    order.sort_by_key(|ix| kind(case, *ix));
    for ix in order {
        vessel(html, case, projection, ix)?;
    }
    for site in &case.access {
        let (x, y) = projection.on_paper(case.graph.node(site.node).position_mm);
        writeln!(
            html,
            "<circle class=\"site\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\"><title>{}</title></circle>",
            escape(&site.name)
        )?;
    }
    labels(html, case, projection)?;
    html.write_str("</svg></figure>\n")
}

/// How a vessel is drawn: later kinds lie on top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Other,
    Open,
    Feeder,
}

fn kind(case: &Case, ix: SegmentIx) -> Kind {
    let feeds = |t: &crate::model::Target| t.feeders.iter().any(|f| f.segment == ix);
    let open = |t: &crate::model::Target| t.endpoint.keep_open.iter().any(|(s, _)| *s == ix);
    if case.targets.iter().any(feeds) {
        Kind::Feeder
    } else if case.targets.iter().any(open) {
        Kind::Open
    } else {
        Kind::Other
    }
}

fn vessel(html: &mut String, case: &Case, projection: Projection, ix: SegmentIx) -> fmt::Result {
    let segment = case.graph.segment(ix);
    let (points, width_mm) = match &segment.shape {
        Shape::Conduit(line) => {
            let radii = line.radii_mm();
            let mean = radii.iter().sum::<f64>() / radii.len().max(1) as f64;
            (line.points().to_vec(), (2.0 * mean).max(THINNEST_MM))
        }
        Shape::Link { .. } => {
            let ends = [segment.from, segment.to].map(|node| case.graph.node(node).position_mm);
            (ends.to_vec(), THINNEST_MM)
        }
    };
    let class = match (kind(case, ix), &segment.shape) {
        (_, Shape::Link { .. }) => "link",
        (Kind::Other, Shape::Conduit(_)) => "vessel",
        (Kind::Open, Shape::Conduit(_)) => "open",
        (Kind::Feeder, Shape::Conduit(_)) => "feeder",
    };
    write!(html, "<polyline class=\"{class}\" stroke-width=\"{width_mm:.2}\" points=\"")?;
    for point in points {
        let (x, y) = projection.on_paper(point);
        write!(html, "{x:.1},{y:.1} ")?;
    }
    writeln!(html, "\"><title>{} ({})</title></polyline>", escape(&segment.vessel), escape(&segment.id))
}

fn beds(html: &mut String, case: &Case, projection: Projection) -> fmt::Result {
    for (i, bed) in case.graph.beds().iter().enumerate() {
        let target = case.targets.iter().any(|t| t.feeders.iter().any(|f| f.bed.ix() == i));
        let hazard = case.protected.iter().any(|p| p.bed.ix() == i);
        if !target && !hazard {
            continue;
        }
        let (x, y) = projection.on_paper(bed.centre_mm);
        let class = if target { "target" } else { "hazard" };
        writeln!(
            html,
            "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{:.1}\"><title>{} ({})</title></circle>",
            bed.radius_mm,
            escape(&bed.name),
            escape(&bed.id)
        )?;
    }
    Ok(())
}

fn labels(html: &mut String, case: &Case, projection: Projection) -> fmt::Result {
    for protected in &case.protected {
        let bed = case.graph.bed(protected.bed);
        let (x, y) = projection.on_paper(bed.centre_mm);
        writeln!(html, "<text x=\"{x:.1}\" y=\"{y:.1}\">{}</text>", escape(&bed.id))?;
    }
    for feeder in case.targets.iter().flat_map(|t| &t.feeders) {
        let segment = case.graph.segment(feeder.segment);
        let (x, y) = projection.on_paper(case.graph.node(segment.from).position_mm);
        writeln!(
            html,
            "<text class=\"feeding\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            x + 3.0,
            y - 2.0,
            escape(&segment.id)
        )?;
    }
    Ok(())
}

/// The part of the body that the case is about: targets, their feeders, and what has to be spared.
fn frame(case: &Case, projection: Projection) -> (f64, f64, f64, f64) {
    let graph = &case.graph;
    let mut points: Vec<(DVec3, f64)> = Vec::new();
    for feeder in case.targets.iter().flat_map(|t| &t.feeders) {
        let bed = graph.bed(feeder.bed);
        points.push((bed.centre_mm, bed.radius_mm));
        let parent = graph.segment(feeder.parent);
        points.extend([parent.from, parent.to].map(|node| (graph.node(node).position_mm, 0.0)));
    }
    points.extend(case.protected.iter().map(|p| graph.bed(p.bed)).map(|bed| (bed.centre_mm, bed.radius_mm)));
    let (mut low, mut high) = ((f64::MAX, f64::MAX), (f64::MIN, f64::MIN));
    for (point, radius) in points {
        let (x, y) = projection.on_paper(point);
        low = (low.0.min(x - radius), low.1.min(y - radius));
        high = (high.0.max(x + radius), high.1.max(y + radius));
    }
    let (width, height) = (high.0 - low.0 + 2.0 * MARGIN_MM, high.1 - low.1 + 2.0 * MARGIN_MM);
    (low.0 - MARGIN_MM, low.1 - MARGIN_MM, width.max(1.0), height.max(1.0))
}
