//! Segments and links: sizes, ends, course, length.

use std::collections::BTreeMap;

use glam::DVec3;

use super::super::codes;
use super::super::library::Library;
use super::super::raw;
use super::draft::{Draft, point};
use super::ids::Unique;
use super::number::{self, CALIBRE, LENGTH, RADIUS, RESISTANCE, VOLUME};
use super::parts::{Part, Parts, Place};
use super::{Block, Checker, haemodynamics, ids, problem, provenance};
use crate::model::{Centreline, NodeIx, Segment, Shape};

/// Greatest disagreement between the drawn and the given length.
const LENGTH_TOLERANCE: f64 = 0.05;
/// A vessel that gains more radius than this on its way outwards is worth a look.
const WIDENING: f64 = 1.3;

/// Numbers of a link or join, with their names.
pub(super) fn link_numbers(
    resistance: f64,
    diameter: f64,
    volume: f64,
) -> [(&'static str, f64, number::Range); 3] {
    [
        ("resistance_mmhg_s_ml", resistance, RESISTANCE),
        ("diameter_um", diameter, CALIBRE),
        ("volume_ml", volume, VOLUME),
    ]
}

/// Names of the numbers of a link or join.
pub(super) const LINK_NUMBERS: [&str; 3] = ["resistance_mmhg_s_ml", "diameter_um", "volume_ml"];

/// Takes all segments and links into the draft.
pub(super) fn take<'a>(check: &mut Checker, library: &Library, draft: &mut Draft<'a>, parts: &Parts<'a>) {
    let mut unique = Unique::default();
    let mut courses = Courses::default();
    for part in &parts.segments {
        let mut sound = true;
        if part.place.own {
            sound = unique.take(check, part.place.at, "segment", &part.raw.id);
            sound &= own_segment(check, library, part);
        } else {
            unique.known(&part.raw.id);
        }
        let built = build(check, draft, part, sound);
        let built = built.filter(|segment| courses.take(check, segment, part));
        draft.add_segment(&part.raw.id, built.filter(|_| sound), part.place);
    }
    for part in &parts.links {
        let mut sound = true;
        if part.place.own {
            sound = unique.take(check, part.place.at, "segment or link", &part.raw.id);
            sound &= own_link(check, library, part);
        } else {
            unique.known(&part.raw.id);
        }
        let built = link(check, draft, part);
        draft.add_segment(&part.raw.id, built.filter(|_| sound), part.place);
    }
    widening(check, draft);
}

fn own_segment(check: &mut Checker, library: &Library, part: &Part<'_, raw::Segment>) -> bool {
    let (raw, at) = (part.raw, part.place.at);
    ids::own(check, at, "segment", &raw.id);
    let block = Block::new(at, "segment", &raw.id);
    ids::text(check, &block, "vessel", &raw.vessel);
    let mut fine = number::pair(check, &block, "radius_mm", raw.radius_mm, RADIUS);
    for (i, &via) in raw.via.iter().enumerate() {
        let what = format!("point {} of `via` of segment `{}`", i + 1, raw.id);
        fine &= number::point(check, at.field("via").item(i), &what, via);
    }
    let mut needed = vec!["radius_mm"];
    if let Some(length) = raw.length_mm {
        needed.push("length_mm");
        fine &= number::field(check, &block, "length_mm", length, LENGTH);
    }
    let optional = ["via", "length_mm", "wall", "collateral"];
    provenance::check(check, library, &block, &raw.provenance, (&needed, &optional));
    if fine && raw.radius_mm.1 > WIDENING * raw.radius_mm.0 {
        let message = format!(
            "segment `{}` widens from {} to {} mm of radius away from the heart",
            raw.id, raw.radius_mm.0, raw.radius_mm.1
        );
        check.push(
            problem(codes::WIDENS, at.field("radius_mm"), message)
                .with_hint("arteries taper: are start and end the wrong way round?"),
        );
    }
    fine
}

fn own_link(check: &mut Checker, library: &Library, part: &Part<'_, raw::Link>) -> bool {
    let (raw, at) = (part.raw, part.place.at);
    ids::own(check, at, "link", &raw.id);
    let block = Block::new(at, "link", &raw.id);
    ids::text(check, &block, "vessel", &raw.vessel);
    let optional = ["compliance_ml_mmhg", "inertance_mmhg_s2_ml", "stenosis_mmhg_s2_ml2", "collateral"];
    provenance::check(check, library, &block, &raw.provenance, (&LINK_NUMBERS, &optional));
    haemodynamics::lumped(check, &block, raw)
        & number::fields(
            check,
            &block,
            &link_numbers(raw.resistance_mmhg_s_ml, raw.diameter_um, raw.volume_ml),
        )
}

/// Both ends; reports what is wrong with them.
fn ends(
    check: &mut Checker,
    draft: &Draft<'_>,
    (what, place): (&str, Place<'_>),
    (from, to): (&str, &str),
) -> Option<(NodeIx, NodeIx)> {
    let start = draft.node(check, what, from, place.at.field("from"));
    let end = draft.node(check, what, to, place.at.field("to"));
    if from == to && start.is_some() {
        check.push(
            problem(
                codes::SELF_LOOP,
                place.at.field("to"),
                format!("{what} ends at the node it begins at, `{to}`"),
            )
            .with_label("same node")
            .with_hint("give it another end node"),
        );
        return None;
    }
    Some((start?, end?))
}

fn link(check: &mut Checker, draft: &Draft<'_>, part: &Part<'_, raw::Link>) -> Option<Segment> {
    let raw = part.raw;
    let what = format!("link `{}`", raw.id);
    let (from, to) = ends(check, draft, (&what, part.place), (&raw.from, &raw.to))?;
    let block = Block::new(part.place.at, "link", &raw.id);
    let behaviour = haemodynamics::behaviour(check, &block, (raw::Wall::default(), raw.collateral))?;
    let shape = Shape::Link {
        resistance_mmhg_s_ml: raw.resistance_mmhg_s_ml,
        diameter_um: raw.diameter_um,
        volume_ml: raw.volume_ml,
        lumped: haemodynamics::lumped_of(raw),
    };
    Some(Segment { id: raw.id.clone(), vessel: raw.vessel.clone(), from, to, shape, behaviour })
}

fn build(
    check: &mut Checker,
    draft: &Draft<'_>,
    part: &Part<'_, raw::Segment>,
    sound: bool,
) -> Option<Segment> {
    let raw = part.raw;
    let what = format!("segment `{}`", raw.id);
    let (from, to) = ends(check, draft, (&what, part.place), (&raw.from, &raw.to))?;
    if !sound {
        return None;
    }
    let mut control = vec![draft.nodes[from.ix()].position_mm];
    control.extend(raw.via.iter().map(|&via| point(via)));
    control.push(draft.nodes[to.ix()].position_mm);
    let line = course(check, part, &control)?;
    let shape = Shape::Conduit(line);
    let block = Block::new(part.place.at, "segment", &raw.id);
    let behaviour = haemodynamics::behaviour(check, &block, (raw.wall, raw.collateral))?;
    Some(Segment { id: raw.id.clone(), vessel: raw.vessel.clone(), from, to, behaviour, shape })
}

/// The curve, unless it is none, far too long or not as long as it should be.
fn course(check: &mut Checker, part: &Part<'_, raw::Segment>, control: &[DVec3]) -> Option<Centreline> {
    let (raw, at) = (part.raw, part.place.at);
    let straight: f64 = control.windows(2).map(|pair| pair[0].distance(pair[1])).sum();
    // The sampled curve takes memory by its length: look at the polygon before sampling.
    if straight > LENGTH.max {
        drawn_length(check, part, straight);
        return None;
    }
    let line = Centreline::through(control, raw.radius_mm);
    let Some(line) = line.filter(|line| line.length_mm() > 1e-3) else {
        let message = format!("all points of segment `{}` coincide", raw.id);
        check.push(
            problem(codes::NO_LINE, at, message)
                .with_label("no length")
                .with_hint("move one of its end nodes, or draw it with `via` points"),
        );
        return None;
    };
    if !part.place.own {
        return Some(line);
    }
    if !(LENGTH.min..=LENGTH.max).contains(&line.length_mm()) {
        drawn_length(check, part, line.length_mm());
        return None;
    }
    if let Some(given) = raw.length_mm {
        let off = (line.length_mm() - given).abs() / given;
        if off > LENGTH_TOLERANCE {
            let message = format!(
                "segment `{}` is drawn {} mm long, but its `length_mm` is {given}: {} % off, 5 % is allowed",
                raw.id,
                round(line.length_mm()),
                round(100.0 * off)
            );
            check.push(
                problem(codes::LENGTH_DISAGREES, at.field("length_mm"), message)
                    .with_label(format!("drawn: {} mm", round(line.length_mm())))
                    .with_hint("move the nodes or the `via` points, or correct the number"),
            );
            return None;
        }
    }
    Some(line)
}

fn drawn_length(check: &mut Checker, part: &Part<'_, raw::Segment>, length_mm: f64) {
    let message = format!(
        "segment `{}` is drawn {} mm long; {} to {} mm is allowed",
        part.raw.id,
        round(length_mm),
        LENGTH.min,
        LENGTH.max
    );
    let what = if length_mm > LENGTH.max { "long" } else { "short" };
    check.push(
        problem(codes::OUT_OF_RANGE, part.place.at, message)
            .with_label(format!("too {what}"))
            .with_hint("look at the coordinates of its end nodes and `via` points"),
    );
}

fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// The courses drawn so far, to find the same one twice.
#[derive(Default)]
struct Courses {
    seen: BTreeMap<(NodeIx, NodeIx), Vec<(String, Vec<raw::Point>)>>,
}

impl Courses {
    fn take(&mut self, check: &mut Checker, segment: &Segment, part: &Part<'_, raw::Segment>) -> bool {
        let (key, mut via) =
            ((segment.from.min(segment.to), segment.from.max(segment.to)), part.raw.via.clone());
        if segment.from > segment.to {
            via.reverse();
        }
        let between = self.seen.entry(key).or_default();
        if let Some((other, _)) = between.iter().find(|(_, points)| *points == via) {
            let message =
                format!("segment `{}` has the same ends and points as segment `{other}`", segment.id);
            check.push(
                problem(codes::DUPLICATE_SEGMENT, part.place.at, message)
                    .with_label("drawn twice")
                    .with_hint("delete one, or give one of them `via` points of its own"),
            );
            return false;
        }
        between.push((segment.id.clone(), via));
        true
    }
}

/// A branch much wider than every vessel it can come from.
fn widening(check: &mut Checker, draft: &Draft<'_>) {
    let mut widest = vec![0.0_f64; draft.nodes.len()];
    for segment in &draft.segments {
        if let Some(line) = segment.centreline() {
            let end = line.radii_mm()[line.radii_mm().len() - 1];
            widest[segment.to.ix()] = widest[segment.to.ix()].max(end);
        }
    }
    for (segment, place) in draft.segments.iter().zip(&draft.segment_places) {
        let Some(line) = segment.centreline().filter(|_| place.own) else { continue };
        let (start, parent) = (line.radii_mm()[0], widest[segment.from.ix()]);
        if parent > 0.0 && start > WIDENING * parent {
            let message = format!(
                "segment `{}` begins with a radius of {start} mm, but the vessel it comes from ends with {parent} mm",
                segment.id
            );
            check.push(
                problem(codes::WIDENS, place.at.field("radius_mm"), message)
                    .with_hint("branches are not wider than their trunk: is one of the two a diameter?"),
            );
        }
    }
}
