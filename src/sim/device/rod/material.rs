//! What the curve is made of now: lengths at rest, and the stiffness that its layers add up to.

use glam::DVec2;

use super::Rod;

/// Node by node (and edge by edge) from the mouth.
#[derive(Clone, Debug, Default)]
pub(super) struct Material {
    /// Length at rest of each edge, mm.
    pub(super) rest_mm: Vec<f64>,
    /// Length that each node stands for, mm.
    pub(super) cell_mm: Vec<f64>,
    /// EI of all layers at each node, N·mm².
    pub(super) bend: Vec<f64>,
    /// Friction at each node.
    pub(super) friction: Vec<f64>,
    /// Radius of the outermost layer at each node, mm.
    pub(super) radius_mm: Vec<f64>,
}

impl Rod {
    /// Depth of a node, mm.
    pub(super) fn depth_mm(&self, node: usize) -> f64 {
        if node == 0 {
            return 0.0;
        }
        let node = &self.nodes[node];
        self.layers[node.owner].depth_mm - node.from_tip_mm
    }

    /// Works out what the curve is made of. A layer counts at a node by the share of the node's cell that it covers, so
    /// that one sliding inside another changes the stiffness smoothly.
    pub(super) fn weigh(&mut self) {
        let count = self.nodes.len();
        let depths: Vec<f64> = (0..count).map(|i| self.depth_mm(i)).collect();
        let material = &mut self.material;
        material.rest_mm.clear();
        material.rest_mm.extend(depths.windows(2).map(|pair| pair[1] - pair[0]));
        material.cell_mm.clear();
        for i in 0..count {
            let before = if i > 0 { material.rest_mm[i - 1] } else { 0.0 };
            let after = material.rest_mm.get(i).copied().unwrap_or(0.0);
            material.cell_mm.push(0.5 * (before + after));
        }
        let layers = &self.layers;
        material.friction.clear();
        material.friction.extend(self.nodes.iter().map(|node| layers[node.owner].shaft.friction));
        material.radius_mm.clear();
        material.radius_mm.extend(self.nodes.iter().map(|node| layers[node.owner].radius_mm));
        material.bend.clear();
        material.bend.resize(count, 0.0);
        for layer in &mut self.layers {
            layer.bend.clear();
            layer.twist.clear();
            layer.rest.clear();
            for (i, depth_mm) in depths.iter().enumerate() {
                let far = depth_mm + 0.5 * material.rest_mm.get(i).copied().unwrap_or(0.0);
                let near = far - material.cell_mm[i];
                let share = ((layer.depth_mm - near) / (far - near)).clamp(0.0, 1.0);
                if share <= 0.0 {
                    break;
                }
                let from_tip = layer.depth_mm - depth_mm;
                let (bend, twist) = layer.shaft.stiffness_at(from_tip.max(0.0));
                let shaped = layer.depth_mm - far < layer.shaft.shaped_mm();
                layer.bend.push(share * bend);
                layer.twist.push(share * twist);
                layer.rest.push(if shaped {
                    layer.shaft.turn_between((layer.depth_mm - far).max(0.0), layer.depth_mm - near)
                } else {
                    DVec2::ZERO
                });
                material.bend[i] += share * bend;
            }
        }
    }
}
