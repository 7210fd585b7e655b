//! The rod: wire, catheter and microcatheter as one elastic curve inside the vessels.
//!
//! **Model.** A discrete elastic rod (Bergou 2008, 2010): a polygon with a twist angle on each edge, for each of the
//! coaxial devices (*layers*, the outermost first). Layers share the curve, their stiffnesses add; each has its own length
//! in the body, its own twist, and its own shape at rest. With κᵢ = eᵢ/rᵢ − eᵢ₋₁/rᵢ₋₁ the turn at node i (e: edge, r: its
//! length at rest), lᵢ half the length of the edges beside it:
//!
//! E = Σᵢ |EI·κᵢ − B̂ᵢ|²/(2·EI·lᵢ) + Σ GJ·(θᵢ − θᵢ₋₁)²/(2·lᵢ) + Σⱼ EA·(|eⱼ| − rⱼ)²/(2·rⱼ), B̂ = Σ EIₖ·κ̄ₖ(θₖ)
//!
//! κ̄ₖ, the turn at rest, is fixed to the material: it goes round with θ. Angles are measured from the frame that is carried
//! along the curve without twist; when the curve moves, frames move with it without spinning (parallel transport in time), so
//! that writhe becomes twist as it must.
//!
//! **A sub-step** is implicit: (1) push and turn at the hub change lengths and the hub's angle; (2) twist comes to balance,
//! layer by layer, under its friction (`twist`); (3) the curve minimises elastic energy, wall, friction and drag together,
//! the material's directions and the twist torque's turning forces held fixed, by Newton's method with a line search until no
//! node would move by 1e-6 mm more (`solve`). (2) and (3) alternate from sub-step to sub-step: at rest both are in balance
//! together, and the sub-step's length does not act as a stiffness. Nothing has inertia; drag sets how fast it snaps.
//!
//! **The sheath's mouth** is where the curve begins, clamped. What is pushed in lengthens the first edge of the layer at the
//! mouth it comes out of, until a node fits in; nodes sit at fixed distances from their device's tip, finely there (`grid`).
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | EI, GJ | bending and torsional stiffness | N·mm² |
//! | EA | stiffness along the axis, as good as inextensible | N |
//! | θ | angle of the material, clockwise seen from the hub | rad |
//!
//! Validity: slender devices, round and bending alike in all planes. Left out: inertia, play between coaxial devices and the
//! friction between them, hysteresis of polymers, flow pulling at devices. The unit of force is the newton, of length the
//! millimetre.
//!
//! References: Bergou, Wardetzky, Robinson, Audoly, Grinspun 2008, ACM TOG 27:63; Bergou, Audoly, Vouga, Wardetzky,
//! Grinspun 2010, ACM TOG 29:116.

mod band;
mod frame;
mod grid;
mod layer;
mod lumen;
mod material;
mod solve;
mod spot;
#[cfg(test)]
mod tests;
mod twist;
mod wall;

use glam::DVec3;

use self::frame::Frames;
pub use self::grid::Mesh;
use self::grid::Node;
pub use self::layer::Layer;
pub use self::lumen::Lumen;
use self::material::Material;
use self::solve::Workspace;
pub use self::spot::Spot;
use crate::hash::StateHash;
use crate::model::SegmentIx;

/// Length of a sub-step, s: half a tick.
pub const SUB_STEP_S: f64 = 0.5 * crate::sim::tick::DT;
/// Moves smaller than this in a sub-step are rest, mm.
const REST_MM: f64 = 5e-4;
/// Turns smaller than this in a sub-step are rest, rad.
const REST_RAD: f64 = 1e-4;

/// Force at which hands slip on a device, N (tuned: fingers on a wet shaft).
pub const GRIP_N: f64 = 10.0;
/// Longest push in a sub-step, mm.
pub const FEED_MM: f64 = 1.0;

/// Where the curve begins.
#[derive(Clone, Copy, Debug)]
pub struct Mouth {
    /// Place.
    pub at: DVec3,
    /// Unit direction into the vessel.
    pub tangent: DVec3,
    /// Unit normal from which the hubs' angles are measured.
    pub across: DVec3,
    /// Segment of the place, and way along it, mm; `None` in open space.
    pub segment: Option<(SegmentIx, f64)>,
}

/// What happens at the far end.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    /// Free, with a dead load (N).
    Free(DVec3),
    /// Held in place, in direction, and against turning.
    Held {
        tangent: DVec3,
        /// Direction across the tangent that the material keeps to.
        across: DVec3,
        /// Its angle from the frame carried along the curve, rad.
        angle: f64,
    },
}

/// What a sub-step gave.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Report {
    /// Newton steps taken.
    pub iterations: u32,
    /// Greatest move of a node, mm.
    pub moved_mm: f64,
    /// Longest move of a node in the last of them, mm.
    pub left_mm: f64,
    /// It came to 1e-6 mm.
    pub converged: bool,
}

/// The curve with its layers.
#[derive(Clone, Debug)]
pub struct Rod {
    mouth: Mouth,
    mesh: Mesh,
    layers: Vec<Layer>,
    nodes: Vec<Node>,
    frames: Frames,
    end: End,
    asleep: bool,
    material: Material,
    work: Workspace,
}

impl Rod {
    /// A curve without devices.
    pub fn new(lumen: &Lumen, mouth: Mouth, mesh: Mesh) -> Self {
        let piece = mouth.segment.and_then(|(segment, along)| lumen.piece_at(segment, along)).unwrap_or(0);
        Self {
            mouth,
            mesh,
            layers: Vec::new(),
            nodes: vec![Node::at_mouth(mouth.at, piece)],
            frames: Frames::default(),
            end: End::Free(DVec3::ZERO),
            asleep: true,
            material: Material::default(),
            work: Workspace::default(),
        }
    }

    /// The layers, outermost first.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// Puts a layer in: `place` counts from the outermost. The devices must be in their order when they are in the body.
    pub fn insert_layer(&mut self, place: usize, mut layer: Layer) {
        layer.angle.resize(self.nodes.len() - 1, layer.hub_rad);
        layer.held.resize(self.nodes.len() - 1, layer.hub_rad);
        let place = place.min(self.layers.len());
        for node in self.nodes.iter_mut().skip(1).filter(|node| node.owner >= place) {
            node.owner += 1;
        }
        self.layers.insert(place, layer);
        self.asleep = false;
    }

    /// Pushes a layer in (or pulls it, negative), mm, for the next sub-step; gives how far it went. Hands slip when the hub
    /// resists with [`GRIP_N`], and are no faster than [`FEED_MM`] a sub-step.
    pub fn feed(&mut self, layer: usize, mm: f64) -> f64 {
        let resists = self.hub_force_n() * mm.signum() > GRIP_N;
        let Some(layer) = self.layers.get_mut(layer).filter(|_| mm.is_finite() && !resists) else {
            return 0.0;
        };
        let goal = (layer.depth_mm + mm.clamp(-FEED_MM, FEED_MM)).max(0.0);
        let way = goal - layer.depth_mm;
        layer.depth_mm = goal;
        self.asleep &= way == 0.0;
        way
    }

    /// Turns a layer's hub, rad.
    pub fn turn(&mut self, layer: usize, rad: f64) {
        if let Some(layer) = self.layers.get_mut(layer).filter(|_| rad.is_finite()) {
            layer.hub_rad += rad;
            self.asleep &= rad == 0.0;
        }
    }

    /// Draws at the deepest tip with a force, N.
    pub fn load_tip(&mut self, force_n: DVec3) {
        self.end = End::Free(force_n);
        self.asleep = false;
    }

    /// Holds the deepest tip where it is, in a direction and against turning: the material's angle there is that of
    /// `across`.
    pub fn hold_tip(&mut self, tangent: DVec3, across: DVec3) {
        self.end = End::Held { tangent, across, angle: 0.0 };
        self.asleep = false;
    }

    /// Nothing moves, and nothing will.
    pub fn asleep(&self) -> bool {
        self.asleep
    }

    /// Lets a sub-step of `dt` seconds pass.
    pub fn step(&mut self, lumen: &Lumen, dt: f64) -> Report {
        if self.asleep {
            return Report { converged: true, ..Report::default() };
        }
        self.regrid(lumen);
        if self.nodes.len() < 2 {
            self.asleep = true;
            return Report { converged: true, ..Report::default() };
        }
        self.reframe();
        self.weigh();
        let turned = self.settle_twist(dt);
        let report = self.settle_curve(lumen, dt);
        self.reframe();
        self.asleep = report.converged && report.moved_mm < REST_MM && turned < REST_RAD;
        report
    }

    /// The nodes from the mouth to the deepest tip, mm.
    pub fn points(&self) -> impl ExactSizeIterator<Item = DVec3> + '_ {
        self.nodes.iter().map(|node| node.at)
    }

    /// Force at the hub that a layer has to be pushed with, N (negative: it has to be held back). All that is pressed along
    /// the curve goes to the layer that is pushed.
    pub fn hub_force_n(&self) -> f64 {
        self.work.axial_n.first().map_or(0.0, |tension| -tension)
    }

    /// Torque at a layer's hub, N·mm.
    pub fn hub_torque_n_mm(&self, layer: usize) -> f64 {
        let material = &self.material;
        match (self.layers.get(layer), material.cell_mm.first()) {
            (Some(layer), Some(cell)) if !layer.twist.is_empty() && !layer.angle.is_empty() => {
                layer.twist[0] * (layer.hub_rad - layer.angle[0]) / cell
            }
            _ => 0.0,
        }
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        hash.int(self.nodes.len() as u64);
        for node in &self.nodes {
            for place in [node.at, node.grip.anchor, node.grip.normal] {
                hash.floats(place.to_array());
            }
            hash.floats([node.grip.force_n, node.from_tip_mm]);
            hash.int(node.owner as u64);
            node.nearby.hash_into(hash);
        }
        for direction in self.frames.tangent.iter().chain(&self.frames.across) {
            hash.floats(direction.to_array());
        }
        // the only number of the last sub-step that the next one asks for
        hash.float(self.hub_force_n());
        for layer in &self.layers {
            layer.hash_into(hash);
        }
        hash.int(u64::from(self.asleep));
    }
}
