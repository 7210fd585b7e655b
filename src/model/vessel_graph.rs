//! The arterial tree as a graph: nodes, segments between them, capillary beds at nodes.

use glam::DVec3;

use super::bed::Bed;
use super::centreline::Centreline;
use super::haemodynamics::{Behaviour, Blood, Inlet, Lumped};
use super::ids::{BedIx, NodeIx, SegmentIx};

/// A junction or an end.
#[derive(Clone, Debug)]
pub struct Node {
    /// Id as in the file.
    pub id: String,
    /// Patient coordinates RAS, mm.
    pub position_mm: DVec3,
}

/// One vessel segment, directed away from the heart as drawn; blood may flow either way.
#[derive(Clone, Debug)]
pub struct Segment {
    /// Id as in the file, unique.
    pub id: String,
    /// The anatomical vessel it is part of, for people ("right hepatic artery").
    pub vessel: String,
    /// Start node.
    pub from: NodeIx,
    /// End node.
    pub to: NodeIx,
    /// Geometry or lumped element.
    pub shape: Shape,
    /// Wall, and whether it is open from the start.
    pub behaviour: Behaviour,
}

/// What a segment is made of.
#[derive(Clone, Debug)]
pub enum Shape {
    /// A tube with a centre-line.
    Conduit(Centreline),
    /// An anastomosis known only by its resistance and calibre, such as the link between two feeders inside a tumour.
    Link {
        /// Resistance, mmHg·s/mL.
        resistance_mmhg_s_ml: f64,
        /// Widest particle that passes, µm.
        diameter_um: f64,
        /// Blood volume, mL.
        volume_ml: f64,
        /// What it has besides a resistance.
        lumped: Lumped,
    },
}

impl Shape {
    /// What a lumped segment has besides its resistance; nothing for a conduit.
    pub fn lumped(&self) -> Lumped {
        match self {
            Self::Conduit(_) => Lumped::default(),
            Self::Link { lumped, .. } => *lumped,
        }
    }
}

impl Segment {
    /// The centre-line, unless the segment is a link.
    pub fn centreline(&self) -> Option<&Centreline> {
        match &self.shape {
            Shape::Conduit(line) => Some(line),
            Shape::Link { .. } => None,
        }
    }

    /// Blood volume, mL.
    pub fn volume_ml(&self) -> f64 {
        match &self.shape {
            Shape::Conduit(line) => line.volume_mm3() / 1000.0,
            Shape::Link { volume_ml, .. } => *volume_ml,
        }
    }

    /// Narrowest diameter, µm: what is wider does not pass.
    pub fn min_diameter_um(&self) -> f64 {
        match &self.shape {
            Shape::Conduit(line) => 2000.0 * line.min_radius_mm(),
            Shape::Link { diameter_um, .. } => *diameter_um,
        }
    }

    /// The end that is not `node`.
    pub fn other_end(&self, node: NodeIx) -> NodeIx {
        if self.from == node { self.to } else { self.from }
    }
}

/// The whole tree. Built only from checked input; parts are found by index or by id.
#[derive(Clone, Debug)]
pub struct VesselGraph {
    nodes: Vec<Node>,
    segments: Vec<Segment>,
    beds: Vec<Bed>,
    root: NodeIx,
    inlets: Vec<Inlet>,
    blood: Blood,
    incident: Vec<Vec<SegmentIx>>,
}

impl VesselGraph {
    /// Puts a graph together. `root` is the node held at aortic pressure.
    ///
    /// # Panics
    /// When an index points outside; the checker resolves every id before this.
    pub fn new(nodes: Vec<Node>, segments: Vec<Segment>, beds: Vec<Bed>, root: NodeIx) -> Self {
        let mut incident = vec![Vec::new(); nodes.len()];
        for (i, segment) in segments.iter().enumerate() {
            incident[segment.from.ix()].push(SegmentIx::at(i));
            incident[segment.to.ix()].push(SegmentIx::at(i));
        }
        Self { nodes, segments, beds, root, inlets: Vec::new(), blood: Blood::default(), incident }
    }

    /// The same with nodes driven by given pressures or flows instead of, or besides, aortic pressure at the root.
    pub fn with_inlets(self, inlets: Vec<Inlet>) -> Self {
        Self { inlets, ..self }
    }

    /// The same with other blood.
    pub fn with_blood(self, blood: Blood) -> Self {
        Self { blood, ..self }
    }

    /// Nodes driven from outside; without one at the root, that is held at aortic pressure.
    pub fn inlets(&self) -> &[Inlet] {
        &self.inlets
    }

    /// Names of vessels, and of beds with their ids, to be put into another language: nothing is computed from them.
    pub fn names_mut(
        &mut self,
    ) -> (impl Iterator<Item = &mut String>, impl Iterator<Item = (&String, &mut String)>) {
        // Vessels without a course are parts of the model that nobody sees.
        let seen = self.segments.iter_mut().filter(|segment| segment.centreline().is_some());
        let vessels = seen.map(|segment| &mut segment.vessel);
        (vessels, self.beds.iter_mut().map(|bed| (&bed.id, &mut bed.name)))
    }

    /// What flows.
    pub fn blood(&self) -> Blood {
        self.blood
    }

    /// All nodes, in index order.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// All segments, in index order.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// All beds, in index order; the compartments of targets are among them.
    pub fn beds(&self) -> &[Bed] {
        &self.beds
    }

    /// The node held at aortic pressure.
    pub fn root(&self) -> NodeIx {
        self.root
    }

    /// One node.
    pub fn node(&self, ix: NodeIx) -> &Node {
        &self.nodes[ix.ix()]
    }

    /// One segment.
    pub fn segment(&self, ix: SegmentIx) -> &Segment {
        &self.segments[ix.ix()]
    }

    /// One bed.
    pub fn bed(&self, ix: BedIx) -> &Bed {
        &self.beds[ix.ix()]
    }

    /// Segments that end at a node, in index order.
    pub fn incident(&self, node: NodeIx) -> &[SegmentIx] {
        &self.incident[node.ix()]
    }

    /// A segment by id.
    pub fn find_segment(&self, id: &str) -> Option<SegmentIx> {
        self.segments.iter().position(|s| s.id == id).map(SegmentIx::at)
    }

    /// A bed by id.
    pub fn find_bed(&self, id: &str) -> Option<BedIx> {
        self.beds.iter().position(|b| b.id == id).map(BedIx::at)
    }

    /// A node by id.
    pub fn find_node(&self, id: &str) -> Option<NodeIx> {
        self.nodes.iter().position(|n| n.id == id).map(NodeIx::at)
    }
}
