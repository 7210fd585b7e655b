//! The parts a graph is made of: an anatomy's, or an anatomy's with what a case adds and removes.

use std::collections::BTreeSet;

use super::super::codes;
use super::super::locate::Spot;
use super::super::raw;
use super::{Checker, ids, problem};

/// Most nodes, segments or beds of one graph: what a curve takes in memory is bounded by it.
pub(super) const MAX_PARTS: usize = 5000;

/// Where a part stands; parts of the anatomy are blamed on what the case does to them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    pub(super) at: Spot<'a>,
    /// It stands in the file that is checked.
    pub(super) own: bool,
}

/// One part with its place.
pub(super) struct Part<'a, T> {
    pub(super) raw: &'a T,
    pub(super) place: Place<'a>,
}

/// All parts.
pub(super) struct Parts<'a> {
    pub(super) nodes: Vec<Part<'a, raw::Node>>,
    pub(super) segments: Vec<Part<'a, raw::Segment>>,
    pub(super) links: Vec<Part<'a, raw::Link>>,
    pub(super) beds: Vec<Part<'a, raw::Bed>>,
}

fn own<'a, T>(list: &'a [T], block: Spot<'a>, field: &str) -> Vec<Part<'a, T>> {
    let list_at = block.field(field);
    let part = |(i, raw)| Part { raw, place: Place { at: list_at.item(i), own: true } };
    list.iter().enumerate().map(part).collect()
}

impl<'a> Parts<'a> {
    /// The parts of an anatomy file.
    pub(super) fn of_anatomy(raw: &'a raw::Anatomy, root: Spot<'a>) -> Self {
        Self {
            nodes: own(&raw.nodes, root, "nodes"),
            segments: own(&raw.segments, root, "segments"),
            links: own(&raw.links, root, "links"),
            beds: own(&raw.beds, root, "beds"),
        }
    }

    /// The parts of an anatomy that a case keeps, and those it adds.
    pub(super) fn of_case(
        check: &mut Checker,
        case: &'a raw::Case,
        root: Spot<'a>,
        anatomy: &'a raw::Anatomy,
    ) -> Self {
        let add = root.field("add");
        let added = Self {
            nodes: own(&case.add.nodes, add, "nodes"),
            segments: own(&case.add.segments, add, "segments"),
            links: own(&case.add.links, add, "links"),
            beds: own(&case.add.beds, add, "beds"),
        };
        added.on(check, anatomy, (&case.remove, root))
    }

    /// These parts on top of an anatomy from which some are taken away.
    pub(super) fn on(
        self,
        check: &mut Checker,
        base: &'a raw::Anatomy,
        (remove, root): (&'a [String], Spot<'a>),
    ) -> Self {
        let removed = removals(check, remove, root, base);
        let blame = [root.field("remove"), root.field("add"), root.field("anatomy"), root.field("base")];
        let at = blame.into_iter().find(|spot| spot.exists()).unwrap_or(root);
        let place = Place { at, own: false };
        let mut parts = Self {
            nodes: Vec::new(),
            segments: kept(&base.segments, &removed, |s| &s.id, place),
            links: kept(&base.links, &removed, |l| &l.id, place),
            beds: kept(&base.beds, &removed, |b| &b.id, place),
        };
        parts.segments.extend(self.segments);
        parts.links.extend(self.links);
        parts.beds.extend(self.beds);
        let used = parts.used_nodes();
        let was_used = Self::of_anatomy(base, root).used_nodes();
        let stays =
            |node: &&raw::Node| used.contains(node.id.as_str()) || !was_used.contains(node.id.as_str());
        parts.nodes = base.nodes.iter().filter(stays).map(|raw| Part { raw, place }).collect();
        parts.nodes.extend(self.nodes);
        parts
    }

    fn used_nodes(&self) -> BTreeSet<&'a str> {
        let ends = self.segments.iter().flat_map(|s| [s.raw.from.as_str(), s.raw.to.as_str()]);
        let link_ends = self.links.iter().flat_map(|l| [l.raw.from.as_str(), l.raw.to.as_str()]);
        ends.chain(link_ends).chain(self.beds.iter().map(|b| b.raw.at.as_str())).collect()
    }

    /// Reports a graph with more parts than the engine is made for.
    pub(super) fn bounded(&self, check: &mut Checker, root: Spot<'_>) -> bool {
        let counts = [
            (self.nodes.len(), "nodes"),
            (self.segments.len() + self.links.len(), "segments"),
            (self.beds.len(), "beds"),
        ];
        let Some((count, what)) = counts.into_iter().find(|&(count, _)| count > MAX_PARTS) else {
            return true;
        };
        let message = format!("there are {count} {what}; {MAX_PARTS} are allowed");
        check.push(
            problem(codes::TOO_MANY_PARTS, root, message)
                .with_hint("leave out vessels that can be neither seen nor reached: they belong into a bed"),
        );
        false
    }
}

fn kept<'a, T>(
    list: &'a [T],
    removed: &BTreeSet<&str>,
    id: impl Fn(&'a T) -> &'a String,
    place: Place<'a>,
) -> Vec<Part<'a, T>> {
    let stays = |raw: &&'a T| !removed.contains(id(raw).as_str());
    list.iter().filter(stays).map(|raw| Part { raw, place }).collect()
}

fn removals<'a>(
    check: &mut Checker,
    remove: &'a [String],
    root: Spot<'_>,
    anatomy: &raw::Anatomy,
) -> BTreeSet<&'a str> {
    let known: Vec<&str> = (anatomy.segments.iter().map(|s| s.id.as_str()))
        .chain(anatomy.links.iter().map(|l| l.id.as_str()))
        .chain(anatomy.beds.iter().map(|b| b.id.as_str()))
        .collect();
    let mut seen = Vec::new();
    for (i, id) in remove.iter().enumerate() {
        let at = root.field("remove").item(i);
        if ids::once(check, &mut seen, at, "remove", id) && !known.contains(&id.as_str()) {
            let kind = "segment, link or bed";
            ids::unknown(check, codes::UNKNOWN_REMOVAL, at, ("`remove`", kind, id), &known);
        }
    }
    seen.into_iter().collect()
}
