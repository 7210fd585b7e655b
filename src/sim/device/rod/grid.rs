//! Nodes: how finely the curve is resolved, and how they come and go as devices slide.
//!
//! A node belongs to the outermost layer at its place and moves with that layer's material, at a fixed distance from its
//! tip. Distances grow from the tip towards the hub. The edge at a layer's mouth (the sheath's, or the tip of the layer
//! outside it) has the length that is left over; nodes come and go there.

use glam::DVec3;

use super::Rod;
use super::lumen::{Lumen, STRIDE_MM};
use super::wall::Grip;
use crate::hash::StateHash;

/// A layer that is out of its mouth by this much gets a node at its tip, mm.
const OUT_MM: f64 = 0.4;
/// One that is out by less than this loses it, mm.
const IN_MM: f64 = 0.2;
/// A node comes when this share of the spacing would be left for the edge at the mouth.
const COMES: f64 = 0.5;
/// A node goes when less than this share of the spacing is left.
const GOES: f64 = 0.25;
/// How far a new node is put off the wall at least, as a share of the room.
const CLEAR: f64 = 0.1;

/// Spacing of nodes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mesh {
    /// At the tip, mm.
    pub tip_mm: f64,
    /// Far from it, mm.
    pub shaft_mm: f64,
    /// Growth of the spacing per length.
    pub growth: f64,
}

impl Default for Mesh {
    /// Fine enough for the tightest hooks of catheters (radius 5 mm), and for vessels of 2 cm radius of curvature.
    fn default() -> Self {
        Self { tip_mm: 1.5, shaft_mm: 4.0, growth: 0.03 }
    }
}

impl Mesh {
    /// Nodes everywhere at this distance, mm.
    pub fn even(mm: f64) -> Self {
        Self { tip_mm: mm, shaft_mm: mm, growth: 0.0 }
    }

    /// Everything finer by a factor.
    #[must_use]
    pub fn refined(self, factor: f64) -> Self {
        Self { tip_mm: self.tip_mm / factor, shaft_mm: self.shaft_mm / factor, growth: self.growth / factor }
    }

    fn spacing_mm(&self, from_tip_mm: f64) -> f64 {
        (self.tip_mm + self.growth * from_tip_mm).min(self.shaft_mm)
    }
}

/// The pieces of lumen that a node may be in, and where that was found out.
#[derive(Clone, Debug, Default)]
pub(super) struct Nearby {
    pub(super) piece: u32,
    at: DVec3,
    list: Vec<u32>,
}

impl Nearby {
    fn start(piece: u32) -> Self {
        Self { piece, at: DVec3::INFINITY, list: Vec::new() }
    }

    pub(super) fn hash_into(&self, hash: &mut StateHash) {
        hash.int(u64::from(self.piece));
        hash.floats(self.at.to_array());
        hash.each(&self.list, |piece, hash| hash.int(u64::from(*piece)));
    }

    /// The pieces that a body at a point may be in.
    pub(super) fn list(&mut self, lumen: &Lumen, point: DVec3, body_mm: f64) -> &[u32] {
        let reach = 0.5 * STRIDE_MM;
        if self.at.distance_squared(point) >= reach * reach {
            self.list.clear();
            let Some(best) = lumen.best_near(self.piece, point, body_mm) else { return &self.list };
            self.piece = best.piece;
            self.at = point;
            let near = lumen.near(best.piece).iter().copied();
            self.list.extend(near.filter(|&piece| {
                lumen.gap(piece, point, body_mm).is_some_and(|gap| gap >= best.gap - 2.0 * reach)
            }));
        }
        &self.list
    }
}

/// A point of the curve.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) at: DVec3,
    /// Layer it moves with.
    pub(super) owner: usize,
    /// Distance from that layer's tip, mm.
    pub(super) from_tip_mm: f64,
    pub(super) grip: Grip,
    pub(super) nearby: Nearby,
}

impl Node {
    pub(super) fn at_mouth(at: DVec3, piece: u32) -> Self {
        Self { at, owner: 0, from_tip_mm: 0.0, grip: Grip::default(), nearby: Nearby::start(piece) }
    }
}

impl Rod {
    /// Lets nodes come and go after the layers have been pushed or pulled.
    pub(super) fn regrid(&mut self, lumen: &Lumen) {
        let shown = self.shown();
        // What a layer outside has slid over goes first, so that depths rise along the curve.
        let mut first = 1;
        for &(layer, outer_mm, out) in &shown {
            let mut count = self.count(first, layer);
            while count > 0 && (!out || count > 1 && self.crowded(first, layer, outer_mm)) {
                self.remove_node(first);
                count -= 1;
            }
            first += count;
        }
        first = 1;
        for &(layer, outer_mm, out) in &shown {
            if !out {
                continue;
            }
            if self.count(first, layer) == 0 {
                self.add_node(lumen, first, layer, 0.0);
            }
            loop {
                let from_tip_mm = self.nodes[first].from_tip_mm;
                let step = self.mesh.spacing_mm(from_tip_mm);
                if self.edge_mm(first, layer, outer_mm) - step < COMES * step {
                    break;
                }
                self.add_node(lumen, first, layer, from_tip_mm + step);
            }
            first += self.count(first, layer);
        }
    }

    /// Takes a layer out. What it covered is the next one's, as far as one of those inside it reaches.
    pub fn remove_layer(&mut self, lumen: &Lumen, place: usize) {
        if place >= self.layers.len() {
            return;
        }
        let removed = self.layers.remove(place);
        for node in self.nodes.iter_mut().skip(1).filter(|node| node.owner >= place) {
            if node.owner > place {
                node.owner -= 1;
                continue;
            }
            let depth_mm = removed.depth_mm - node.from_tip_mm;
            match self.layers.iter().position(|layer| layer.depth_mm >= depth_mm) {
                Some(owner) => {
                    node.owner = owner;
                    node.from_tip_mm = self.layers[owner].depth_mm - depth_mm;
                }
                None => node.owner = usize::MAX,
            }
        }
        while self.nodes.len() > 1 && self.nodes.last().is_some_and(|node| node.owner == usize::MAX) {
            self.remove_node(self.nodes.len() - 1);
        }
        self.end_at_a_tip(lumen);
        self.asleep = false;
    }

    /// Pulls a layer back to a depth at once, mm: it was drawn out together with one that has left.
    pub fn shorten_layer(&mut self, lumen: &Lumen, layer: usize, depth_mm: f64) {
        let Some(back_mm) = self.layers.get(layer).map(|layer| layer.depth_mm - depth_mm) else { return };
        if back_mm <= 0.0 {
            return;
        }
        self.layers[layer].depth_mm = depth_mm;
        for node in self.nodes.iter_mut().skip(1).filter(|node| node.owner == layer) {
            node.from_tip_mm -= back_mm;
        }
        while self.nodes.len() > 1 && self.nodes.last().is_some_and(|node| node.from_tip_mm < 0.0) {
            self.remove_node(self.nodes.len() - 1);
        }
        self.end_at_a_tip(lumen);
        self.asleep = false;
    }

    /// Lets the curve end where its deepest layer does.
    fn end_at_a_tip(&mut self, lumen: &Lumen) {
        let Some(last) = self.nodes.iter().skip(1).last() else { return };
        let (owner, from_tip_mm) = (last.owner, last.from_tip_mm);
        if from_tip_mm == 0.0 {
            return;
        }
        if from_tip_mm < OUT_MM {
            self.remove_node(self.nodes.len() - 1);
        }
        self.add_node(lumen, self.nodes.len(), owner, 0.0);
    }

    /// Each layer, the depth of its mouth, and whether it is out of it.
    fn shown(&self) -> Vec<(usize, f64, bool)> {
        let mut outer_mm = 0.0_f64;
        let mut shown = Vec::with_capacity(self.layers.len());
        for (k, layer) in self.layers.iter().enumerate() {
            let has_nodes = self.nodes.iter().skip(1).any(|node| node.owner == k);
            let out = layer.depth_mm - outer_mm >= if has_nodes { IN_MM } else { OUT_MM };
            shown.push((k, outer_mm, out));
            if out {
                outer_mm = layer.depth_mm;
            }
        }
        shown
    }

    /// Number of a layer's nodes from `first` on.
    fn count(&self, first: usize, layer: usize) -> usize {
        self.nodes[first..].iter().take_while(|node| node.owner == layer).count()
    }

    /// The first node of a layer has come too near to its mouth.
    fn crowded(&self, first: usize, layer: usize, outer_mm: f64) -> bool {
        let spacing_mm = self.nodes[first].from_tip_mm - self.nodes[first + 1].from_tip_mm;
        self.edge_mm(first, layer, outer_mm) < GOES * spacing_mm
    }

    fn edge_mm(&self, node: usize, layer: usize, outer_mm: f64) -> f64 {
        self.layers[layer].depth_mm - self.nodes[node].from_tip_mm - outer_mm
    }

    /// Puts a node before node `index`: on the edge there, or beyond the end of the curve.
    fn add_node(&mut self, lumen: &Lumen, index: usize, owner: usize, from_tip_mm: f64) {
        let before = self.nodes[index - 1].clone();
        let before_mm = self.depth_mm(index - 1);
        let way_mm = self.layers[owner].depth_mm - from_tip_mm - before_mm;
        let at = match self.nodes.get(index) {
            Some(after) => {
                let share = (way_mm / (self.depth_mm(index) - before_mm)).clamp(0.0, 1.0);
                before.at.lerp(after.at, share)
            }
            None => before.at + self.frames.tangent.last().unwrap_or(&self.mouth.tangent) * way_mm,
        };
        let mut nearby = Nearby::start(before.nearby.piece);
        let at =
            inside(lumen, &mut nearby, at, self.layers[owner].radius_mm).unwrap_or(before.at.lerp(at, 0.01));
        let grip = Grip { anchor: at, ..Grip::default() };
        self.nodes.insert(index, Node { at, owner, from_tip_mm, grip, nearby });
        // Both parts of a split edge are like it; an edge beyond the end is like the last.
        let new = index - 1;
        let like = new.min(self.frames.tangent.len().saturating_sub(1));
        let frames = &mut self.frames;
        let tangent = frames.tangent.get(like).copied().unwrap_or(self.mouth.tangent);
        let across = frames.across.get(like).copied().unwrap_or(self.mouth.across);
        frames.tangent.insert(new, tangent);
        frames.across.insert(new, across);
        for layer in &mut self.layers {
            let angle = layer.angle.get(like).copied().unwrap_or(layer.hub_rad);
            let held = layer.held.get(like).copied().unwrap_or(layer.hub_rad);
            layer.angle.insert(new, angle);
            layer.held.insert(new, held);
        }
    }

    /// Takes a node out; of its two edges the far one's direction stays.
    fn remove_node(&mut self, index: usize) {
        self.nodes.remove(index);
        let edge = index - 1;
        self.frames.tangent.remove(edge);
        self.frames.across.remove(edge);
        for layer in &mut self.layers {
            layer.angle.remove(edge);
            layer.held.remove(edge);
        }
    }
}

/// A point in the lumen as near as need be, off the wall; `None` when the body has no room near there.
fn inside(lumen: &Lumen, nearby: &mut Nearby, point: DVec3, body_mm: f64) -> Option<DVec3> {
    if lumen.is_empty() {
        return Some(point);
    }
    let place = lumen.best_near(nearby.piece, point, body_mm)?;
    nearby.piece = place.piece;
    let (most, off) = ((1.0 - CLEAR) * place.room, place.off.length());
    Some(if off <= most { point } else { point - place.off * (1.0 - most / off) })
}
