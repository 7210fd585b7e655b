//! Targets: their feeders, the compartment each feeder enters, what joins them, and when the job is done.

use glam::DVec3;

use super::super::codes;
use super::super::library::Library;
use super::super::locate::Spot;
use super::super::raw;
use super::beds::{self, Space};
use super::draft::{Draft, point};
use super::number::{self, FLOW, SHARE};
use super::parts::Place;
use super::segments::{LINK_NUMBERS, link_numbers};
use super::{Block, Checker, ids, problem, provenance};
use crate::math;
use crate::model::{Bed, Drainage, Endpoint, Feeder, NodeIx, Segment, SegmentIx, Shape, Target};

/// One target on its way into the draft.
struct Work<'a, 'b> {
    library: &'b Library,
    raw: &'a raw::Target,
    block: Block<'a>,
}

/// Checks all targets and hangs their compartments into the draft.
pub(super) fn take<'a>(
    check: &mut Checker,
    library: &Library,
    draft: &mut Draft<'a>,
    (case, root): (&'a raw::Case, Spot<'a>),
) -> Vec<Target> {
    let list = root.field("targets");
    if case.targets.is_empty() {
        check.push(
            problem(codes::NO_TARGET, list, "the case has no target")
                .with_label("empty")
                .with_hint("add the tumour or organ that is to be closed, with its feeders"),
        );
    }
    let mut unique = ids::Unique::default();
    let mut ends = Vec::new();
    let mut targets = Vec::new();
    for (i, raw) in case.targets.iter().enumerate() {
        let at = list.item(i);
        let work = Work { library, raw, block: Block::new(at, "target", &raw.id) };
        ids::own(check, at, "target", &raw.id);
        let sound = unique.take(check, at, "target", &raw.id) & work.numbers(check);
        let feeders = work.feeders(check, draft, &mut ends);
        if let (true, Some(feeders)) = (sound, feeders) {
            targets.extend(work.build(check, draft, &feeders));
        }
    }
    targets
}

/// A feeder whose ids are resolved.
struct Resolved<'a> {
    raw: &'a raw::Feeder,
    at: Spot<'a>,
    segment: SegmentIx,
    parent: SegmentIx,
    end: NodeIx,
}

impl<'a> Work<'a, '_> {
    fn numbers(&self, check: &mut Checker) -> bool {
        let (raw, block) = (self.raw, &self.block);
        ids::text(check, block, "name", &raw.name);
        let space = Space {
            venous_mmhg: raw.venous_mmhg,
            arteriole_um: raw.arteriole_um,
            transit_s: raw.transit_s,
            centre_mm: raw.centre_mm,
            radius_mm: raw.radius_mm,
        };
        let needed = ["venous_mmhg", "arteriole_um", "transit_s"];
        provenance::check(
            check,
            self.library,
            block,
            &raw.provenance,
            (&needed, &["centre_mm", "radius_mm"]),
        );
        let end = block.part("endpoint", "endpoint");
        let shares = ["residual_flow_max", "devascularised_min"];
        provenance::check(check, self.library, &end, &raw.endpoint.provenance, (&shares, &["keep_open"]));
        let values = [raw.endpoint.residual_flow_max, raw.endpoint.devascularised_min];
        space.check(check, block)
            & beds::shunt_numbers(check, self.library, block, raw.shunt.as_ref())
            & number::fields(check, &end, &[(shares[0], values[0], SHARE), (shares[1], values[1], SHARE)])
            & self.join(check)
    }

    fn join(&self, check: &mut Checker) -> bool {
        let block = self.block.part("join", "join");
        let Some(join) = &self.raw.join else {
            if self.raw.feeders.len() > 1 {
                let message = format!(
                    "{} has {} feeders, but no `join` says how they communicate",
                    self.block.what,
                    self.raw.feeders.len()
                );
                check.push(
                    problem(codes::NO_JOIN, self.block.at.field("feeders"), message)
                        .with_label("several feeders")
                        .with_hint("add `join: (resistance_mmhg_s_ml: …, diameter_um: …, volume_ml: …)`"),
                );
                return false;
            }
            return true;
        };
        if self.raw.feeders.len() == 1 {
            let message = format!("{} has a `join`, but only one feeder", self.block.what);
            check.push(
                problem(codes::USELESS_JOIN, block.at, message)
                    .with_label("joins nothing")
                    .with_hint("delete it, or add the second feeder"),
            );
        }
        provenance::check(check, self.library, &block, &join.provenance, (&LINK_NUMBERS, &[]));
        let numbers = link_numbers(join.resistance_mmhg_s_ml, join.diameter_um, join.volume_ml);
        number::fields(check, &block, &numbers)
    }

    /// Resolves the feeders; `None` when one of them is broken. `ends` are the ends of all feeders of the case.
    fn feeders(
        &self,
        check: &mut Checker,
        draft: &Draft<'a>,
        ends: &mut Vec<(NodeIx, String)>,
    ) -> Option<Vec<Resolved<'a>>> {
        let list = self.block.at.field("feeders");
        if self.raw.feeders.is_empty() {
            let message = format!("{} has no feeder", self.block.what);
            check.push(
                problem(codes::NO_FEEDER, list, message)
                    .with_label("empty")
                    .with_hint("name the last segment before the target, the one it comes off, and its flow"),
            );
            return None;
        }
        let mut all = Some(Vec::new());
        for (i, raw) in self.raw.feeders.iter().enumerate() {
            let resolved = self.feeder(check, draft, (raw, list.item(i)), ends);
            all = all.zip(resolved).map(|(mut all, one)| {
                all.push(one);
                all
            });
        }
        all
    }

    fn feeder(
        &self,
        check: &mut Checker,
        draft: &Draft<'a>,
        (raw, at): (&'a raw::Feeder, Spot<'a>),
        ends: &mut Vec<(NodeIx, String)>,
    ) -> Option<Resolved<'a>> {
        let block = Block { at, what: format!("feeder `{}` of {}", raw.segment, self.block.what) };
        let fine = number::field(check, &block, "flow_ml_min", raw.flow_ml_min, FLOW);
        provenance::check(check, self.library, &block, &raw.provenance, (&["flow_ml_min"], &[]));
        let segment = draft.segment(check, &self.block.what, &raw.segment, at.field("segment"));
        let parent = draft.segment(check, &block.what, &raw.parent, at.field("parent"));
        let (segment, parent) = (segment?, parent?);
        let end = draft.segments[segment.ix()].to;
        if let Some((_, other)) = ends.iter().find(|(node, _)| *node == end) {
            let message = if *other == raw.segment {
                format!("segment `{other}` is given as a feeder twice")
            } else {
                format!("feeder `{}` ends where feeder `{other}` ends", raw.segment)
            };
            check.push(
                problem(codes::FEEDER_TWICE, at.field("segment"), message)
                    .with_label("same end")
                    .with_hint("each feeder needs an end node of its own"),
            );
            return None;
        }
        ends.push((end, raw.segment.clone()));
        let resolved = Resolved { raw, at, segment, parent, end };
        (comes_off(check, draft, &resolved) & ends_here(check, draft, &resolved) & fine).then_some(resolved)
    }

    /// Hangs the compartments and joins into the draft.
    fn build(&self, check: &mut Checker, draft: &mut Draft<'a>, feeders: &[Resolved<'a>]) -> Option<Target> {
        let raw = self.raw;
        let keep_open = self.keep_open(check, draft, feeders)?;
        let total: f64 = feeders.iter().map(|f| f.raw.flow_ml_min).sum();
        let mut of_model = Vec::new();
        for feeder in feeders {
            let (id, bed) = self.compartment(draft, feeder, total);
            if !matches!(draft.find_bed(&id), super::draft::Found::Unknown) {
                taken(check, feeder.at, "bed", &id);
                return None;
            }
            let bed = draft.add_bed(&id, Some(bed), Place { at: feeder.at, own: true })?;
            of_model.push(Feeder { segment: feeder.segment, parent: feeder.parent, bed });
        }
        if let Some(join) = &raw.join {
            for (n, pair) in feeders.windows(2).enumerate() {
                let id = format!("{}.join{}", raw.id, n + 1);
                if !matches!(draft.find_segment(&id), super::draft::Found::Unknown) {
                    taken(check, self.block.at, "segment", &id);
                    return None;
                }
                let link = inner_link(id.clone(), &raw.name, join, (pair[0].end, pair[1].end));
                draft.add_segment(&id, Some(link), Place { at: self.block.at.field("join"), own: true });
            }
        }
        let endpoint = Endpoint {
            residual_flow_max: raw.endpoint.residual_flow_max,
            devascularised_min: raw.endpoint.devascularised_min,
            keep_open,
        };
        Some(Target { id: raw.id.clone(), name: raw.name.clone(), feeders: of_model, endpoint })
    }

    /// The part of the target that one feeder supplies: its share of the sphere by volume, moved inside the sphere
    /// towards the feeder's end, so that the image shows both.
    fn compartment(&self, draft: &Draft<'_>, feeder: &Resolved<'_>, total: f64) -> (String, Bed) {
        let raw = self.raw;
        let share = feeder.raw.flow_ml_min / total;
        let radius_mm = raw.radius_mm * math::pow(share, 1.0 / 3.0);
        let centre = point(raw.centre_mm);
        let towards: DVec3 = (draft.nodes[feeder.end.ix()].position_mm - centre).normalize_or_zero();
        let id = format!("{}.{}", raw.id, feeder.raw.segment);
        let bed = Bed {
            id: id.clone(),
            name: raw.name.clone(),
            node: feeder.end,
            tissue: beds::tissue(raw.tissue),
            perfusion: crate::model::Perfusion::default(),
            flow_ml_min: feeder.raw.flow_ml_min,
            venous_mmhg: raw.venous_mmhg,
            drains: Drainage::Systemic,
            arteriole_um: raw.arteriole_um,
            transit_s: raw.transit_s,
            shunt: raw.shunt.as_ref().map(beds::shunt),
            centre_mm: centre + towards * (raw.radius_mm - radius_mm),
            radius_mm,
        };
        (id, bed)
    }

    fn keep_open(
        &self,
        check: &mut Checker,
        draft: &Draft<'_>,
        feeders: &[Resolved<'_>],
    ) -> Option<Vec<(SegmentIx, f64)>> {
        let list = self.block.at.field("endpoint").field("keep_open");
        let mut seen = Vec::new();
        let mut all = Some(Vec::new());
        for (i, keep) in self.raw.endpoint.keep_open.iter().enumerate() {
            let at = list.item(i);
            let fine = ids::once(check, &mut seen, at.field("segment"), "keep_open", &keep.segment);
            let block = Block { at, what: format!("`keep_open` of {}", self.block.what) };
            let fine = number::field(check, &block, "flow_share", keep.flow_share, SHARE) && fine;
            let segment = draft.segment(check, &block.what, &keep.segment, at.field("segment"));
            let segment = segment.filter(|_| fine).filter(|ix| {
                let closed = feeders.iter().any(|f| f.segment == *ix);
                if closed {
                    contradiction(check, at, &keep.segment, &self.block.what);
                }
                !closed
            });
            all = all.zip(segment).map(|(mut all, ix)| {
                all.push((ix, keep.flow_share));
                all
            });
        }
        all
    }
}

fn contradiction(check: &mut Checker, at: Spot<'_>, segment: &str, target: &str) {
    let message = format!("`{segment}` is to be kept open, but it is a feeder of {target}");
    check.push(
        problem(codes::TARGET_CONTRADICTION, at.field("segment"), message)
            .with_label("also to be closed")
            .with_hint("keep its parent open instead"),
    );
}

fn taken(check: &mut Checker, at: Spot<'_>, kind: &str, id: &str) {
    let message = format!("the {kind} `{id}` that this target makes has a namesake");
    check.push(
        problem(codes::DUPLICATE_ID, at, message)
            .with_hint(format!("rename the {kind} that is called `{id}`, or this target")),
    );
}

/// The parent has to touch the feeder's beginning.
fn comes_off(check: &mut Checker, draft: &Draft<'_>, feeder: &Resolved<'_>) -> bool {
    let start = draft.segments[feeder.segment.ix()].from;
    let parent = &draft.segments[feeder.parent.ix()];
    if feeder.parent != feeder.segment && (parent.from == start || parent.to == start) {
        return true;
    }
    let at_start: Vec<&str> =
        draft.incident(start).filter(|(ix, _)| *ix != feeder.segment).map(|(_, s)| s.id.as_str()).collect();
    let message = format!("feeder `{}` does not come off `{}`", feeder.raw.segment, feeder.raw.parent);
    let mut error = problem(codes::PARENT_NOT_ADJACENT, feeder.at.field("parent"), message)
        .with_label(format!("does not touch the beginning of `{}`", feeder.raw.segment));
    error = match at_start[..] {
        [] => error,
        [one] => error.with_hint(format!("it begins where `{one}` ends: that is its parent")),
        _ => {
            error.with_hint(format!("it begins where {} meet", super::super::suggest::short_list(&at_start)))
        }
    };
    check.push(error);
    false
}

/// No vessel goes on behind the feeder's end. Links may come in there: what keeps a target alive past its feeders.
fn ends_here(check: &mut Checker, draft: &Draft<'_>, feeder: &Resolved<'_>) -> bool {
    let goes_on = |(ix, segment): &(SegmentIx, &Segment)| {
        *ix != feeder.segment && !matches!(segment.shape, Shape::Link { .. })
    };
    let beyond = draft.incident(feeder.end).find(goes_on).map(|(_, s)| s.id.clone());
    let bed = draft.beds.iter().find(|bed| bed.node == feeder.end).map(|bed| bed.id.clone());
    let (what, id) = match (beyond, bed) {
        (Some(id), _) => ("segment", id),
        (None, Some(id)) => ("bed", id),
        (None, None) => return true,
    };
    let message =
        format!("feeder `{}` does not end at the target: {what} `{id}` is at its end", feeder.raw.segment);
    check.push(
        problem(codes::FEEDER_GOES_ON, feeder.at.field("segment"), message)
            .with_label(format!("goes on into `{id}`"))
            .with_hint(format!("add `{id}` to `remove`, or draw a branch of its own for the target")),
    );
    false
}

fn inner_link(id: String, target: &str, join: &raw::Join, (from, to): (NodeIx, NodeIx)) -> Segment {
    let shape = Shape::Link {
        resistance_mmhg_s_ml: join.resistance_mmhg_s_ml,
        diameter_um: join.diameter_um,
        volume_ml: join.volume_ml,
        lumped: crate::model::Lumped::default(),
    };
    Segment {
        id,
        vessel: format!("vessels inside {target}"),
        from,
        to,
        shape,
        behaviour: crate::model::Behaviour::default(),
    }
}
