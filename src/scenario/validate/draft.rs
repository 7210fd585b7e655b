//! The graph while it is put together: what resolved so far, and what is known but broken, so that a reference to a
//! broken part is not reported as unknown.

use std::collections::BTreeMap;

use glam::DVec3;

use super::super::codes;
use super::super::library::Library;
use super::super::locate::Spot;
use super::parts::{Parts, Place};
use super::{Checker, beds, ids, number, segments};
use crate::model::{Bed, BedIx, Node, NodeIx, Segment, SegmentIx, VesselGraph};

/// Result of looking something up.
pub(super) enum Found<T> {
    /// There, and sound.
    Sound(T),
    /// There, but its own problem has been reported.
    Broken,
    /// Not there.
    Unknown,
}

impl<T> Found<T> {
    fn of(entry: Option<&Option<T>>) -> Self
    where
        T: Copy,
    {
        match entry {
            Some(Some(ix)) => Self::Sound(*ix),
            Some(None) => Self::Broken,
            None => Self::Unknown,
        }
    }
}

/// The graph so far.
pub(super) struct Draft<'a> {
    pub(super) nodes: Vec<Node>,
    pub(super) node_places: Vec<Place<'a>>,
    node_ix: BTreeMap<String, Option<NodeIx>>,
    pub(super) segments: Vec<Segment>,
    pub(super) segment_places: Vec<Place<'a>>,
    segment_ix: BTreeMap<String, Option<SegmentIx>>,
    pub(super) beds: Vec<Bed>,
    pub(super) bed_places: Vec<Place<'a>>,
    bed_ix: BTreeMap<String, Option<BedIx>>,
    pub(super) root: Option<NodeIx>,
}

impl<'a> Draft<'a> {
    /// Puts parts together, reporting what is wrong with each. `root` is the id of the root node with its place.
    pub(super) fn build(
        check: &mut Checker,
        library: &Library,
        parts: &Parts<'a>,
        root: (&str, Spot<'a>),
    ) -> Self {
        let mut draft = Self {
            nodes: Vec::new(),
            node_places: Vec::new(),
            node_ix: BTreeMap::new(),
            segments: Vec::new(),
            segment_places: Vec::new(),
            segment_ix: BTreeMap::new(),
            beds: Vec::new(),
            bed_places: Vec::new(),
            bed_ix: BTreeMap::new(),
            root: None,
        };
        draft.take_nodes(check, parts);
        segments::take(check, library, &mut draft, parts);
        beds::take(check, library, &mut draft, parts);
        draft.root = draft.node(check, "the anatomy's `root`", root.0, root.1);
        draft
    }

    fn take_nodes(&mut self, check: &mut Checker, parts: &Parts<'a>) {
        let mut unique = ids::Unique::default();
        for part in &parts.nodes {
            let (raw, place) = (part.raw, part.place);
            let mut fine = true;
            if place.own {
                ids::own(check, place.at, "node", &raw.id);
                fine = unique.take(check, place.at, "node", &raw.id);
                fine &= number::point(check, place.at.field("at"), &format!("node `{}`", raw.id), raw.at);
            } else {
                unique.known(&raw.id);
            }
            let ix = fine.then(|| NodeIx::at(self.nodes.len()));
            if fine {
                self.nodes.push(Node { id: raw.id.clone(), position_mm: point(raw.at) });
                self.node_places.push(place);
            }
            self.node_ix.entry(raw.id.clone()).and_modify(|e| *e = None).or_insert(ix);
        }
    }

    /// A node by id; reports it when it is not there.
    pub(super) fn node(&self, check: &mut Checker, by: &str, id: &str, at: Spot<'_>) -> Option<NodeIx> {
        if let Some(found) = self.node_ix.get(id) {
            return *found;
        }
        let known: Vec<&str> = self.node_ix.keys().map(String::as_str).collect();
        ids::unknown(check, codes::UNKNOWN_NODE, at, (by, "node", id), &known);
        None
    }

    /// Whether a node of this id is there, without reporting.
    pub(super) fn has_node(&self, id: &str) -> bool {
        self.node_ix.contains_key(id)
    }

    /// A segment by id.
    pub(super) fn find_segment(&self, id: &str) -> Found<SegmentIx> {
        Found::of(self.segment_ix.get(id))
    }

    /// A segment by id; reports it when it is not there.
    pub(super) fn segment(&self, check: &mut Checker, by: &str, id: &str, at: Spot<'_>) -> Option<SegmentIx> {
        match self.find_segment(id) {
            Found::Sound(ix) => Some(ix),
            Found::Broken => None,
            Found::Unknown => {
                let known: Vec<&str> = self.segment_ix.keys().map(String::as_str).collect();
                ids::unknown(check, codes::UNKNOWN_SEGMENT, at, (by, "segment", id), &known);
                None
            }
        }
    }

    /// A bed by id.
    pub(super) fn find_bed(&self, id: &str) -> Found<BedIx> {
        Found::of(self.bed_ix.get(id))
    }

    /// Adds a segment; `None` for one that is broken.
    pub(super) fn add_segment(&mut self, id: &str, segment: Option<Segment>, place: Place<'a>) {
        let ix = segment.map(|segment| {
            self.segments.push(segment);
            self.segment_places.push(place);
            SegmentIx::at(self.segments.len() - 1)
        });
        self.segment_ix.entry(id.to_owned()).and_modify(|e| *e = None).or_insert(ix);
    }

    /// Adds a bed; `None` for one that is broken.
    pub(super) fn add_bed(&mut self, id: &str, bed: Option<Bed>, place: Place<'a>) -> Option<BedIx> {
        let ix = bed.map(|bed| {
            self.beds.push(bed);
            self.bed_places.push(place);
            BedIx::at(self.beds.len() - 1)
        });
        self.bed_ix.entry(id.to_owned()).and_modify(|e| *e = None).or_insert(ix);
        ix
    }

    /// Segments at a node.
    pub(super) fn incident(&self, node: NodeIx) -> impl Iterator<Item = (SegmentIx, &Segment)> {
        let ends_here = move |s: &&Segment| s.from == node || s.to == node;
        let all = self.segments.iter().enumerate();
        all.filter(move |(_, s)| ends_here(s)).map(|(i, s)| (SegmentIx::at(i), s))
    }

    /// The finished graph.
    pub(super) fn finish(self) -> Option<VesselGraph> {
        let root = self.root?;
        Some(VesselGraph::new(self.nodes, self.segments, self.beds, root))
    }
}

/// A point of a file as a vector.
pub(super) fn point(at: (f64, f64, f64)) -> DVec3 {
    DVec3::new(at.0, at.1, at.2)
}
