//! Where the curve is, in space and in the vessels.

use glam::DVec3;

use super::Rod;
use super::lumen::Lumen;
use crate::model::SegmentIx;

/// A point of the curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// Where, mm.
    pub at: DVec3,
    /// Unit direction of the curve there, away from the mouth.
    pub tangent: DVec3,
    /// Segment of the vessels.
    pub segment: SegmentIx,
    /// Way along its centre-line, mm.
    pub along_mm: f64,
    /// The curve runs from the segment's start towards its end.
    pub towards_end: bool,
    /// Radius of the vessel, mm.
    pub lumen_mm: f64,
    /// Distance from the mouth along the curve, mm.
    pub depth_mm: f64,
    /// Radius of the outermost layer, mm.
    pub body_mm: f64,
}

impl Rod {
    /// The spot at a depth, mm; the curve's end beyond it. `None` in open space.
    pub fn spot(&self, lumen: &Lumen, depth_mm: f64) -> Option<Spot> {
        let after = (1..self.nodes.len()).find(|&i| self.depth_mm(i) >= depth_mm);
        self.spot_on_edge(lumen, after.unwrap_or(self.nodes.len() - 1), depth_mm)
    }

    /// The mouth, and all nodes nearer than a depth, mm, and the spot there.
    pub fn spots<'a>(&'a self, lumen: &'a Lumen, depth_mm: f64) -> impl Iterator<Item = Spot> + 'a {
        let nodes = (0..self.nodes.len()).map(|i| (i, self.depth_mm(i)));
        let nearer = nodes.take_while(move |&(_, mm)| mm < depth_mm);
        nearer.filter_map(|(i, mm)| self.spot_on_edge(lumen, i, mm)).chain(self.spot(lumen, depth_mm))
    }

    /// A spot on the edge before a node.
    fn spot_on_edge(&self, lumen: &Lumen, after: usize, depth_mm: f64) -> Option<Spot> {
        let before = after.saturating_sub(1);
        let (near_mm, far_mm) = (self.depth_mm(before), self.depth_mm(after));
        let length_mm = far_mm - near_mm;
        let share = if length_mm > 0.0 { ((depth_mm - near_mm) / length_mm).clamp(0.0, 1.0) } else { 0.0 };
        let (from, to) = (&self.nodes[before], &self.nodes[after]);
        let at = from.at.lerp(to.at, share);
        let tangent = (to.at - from.at).try_normalize().unwrap_or(self.mouth.tangent);
        let piece = if share < 0.5 { from.nearby.piece } else { to.nearby.piece };
        let (segment, along_mm) = lumen.along(piece, at)?;
        Some(Spot {
            at,
            tangent,
            segment,
            along_mm,
            towards_end: lumen.axis(piece)?.dot(tangent) >= 0.0,
            lumen_mm: lumen.radius_mm(piece, at)?,
            depth_mm: near_mm + share * length_mm,
            body_mm: self.layers.get(to.owner).map_or(0.0, |layer| layer.radius_mm),
        })
    }
}
