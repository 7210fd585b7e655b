//! A capillary bed at work: it passes contrast on (`contrast`), and embolic material closes it.
//!
//! Model: micro-tree (`tree`) and shunt (`shunt`) in parallel give its resistance.
//! Ethiodized oil: droplets are caught by sinusoids (tumour more than liver more than other tissue), slow the flow in
//! the finest generations, cross to portal venules when the bed is full, and wash out, from tumours slowly.
//! Viscous collagen: the gel fills the tree from its arterioles downwards to the finest lumen it enters; a filled
//! generation resists by the ratio of viscosities.
//!
//! Validity: mean flow; catch and wash-out shares are tuned for teaching (`S118` says only where oil is found later).
//! Left out: recanalisation, drug release, ischaemic tissue response.

pub mod contrast;
pub mod particle;
pub mod shunt;
pub mod tree;

use contrast::{Contrast, Outflow};
use particle::Classes;
use shunt::ShuntState;
use tree::MicroTree;

use super::flow::conduit::BLOOD_PA_S;
use super::rng::Stream;
use super::tick::DT;
use super::transport::parcel::{Class, Parcel, add_particles};
use crate::hash::StateHash;
use crate::model::{Bed, Tissue};
use crate::units::{Flow, Resistance};

/// Finest generations that oil droplets sit in.
const OIL_GENERATIONS: usize = 3;
/// Share of their lumen that oil can block: it slows, it does not stop (`S113`: gelatin is needed for that). Tuned.
const OIL_BLOCK: f64 = 0.8;

/// Viscosity of a collagen gel at rest over that of the gel that is pushed: it thins under shear and sets at body
/// temperature. Tuned.
const SET: f64 = 50.0;

/// State of one bed.
#[derive(Clone, Debug)]
pub struct BedState {
    tree: MicroTree,
    shunt: Option<ShuntState>,
    rest: Resistance,
    volume: f64,
    catch_share: f64,
    washout_s: f64,
    contrast: Contrast,
    particles: Vec<u64>,
    oil: f64,
    /// Oil when the resistance was last asked for as changed.
    oil_acting: f64,
    portal_oil: f64,
    gel: f64,
    gel_viscosity: f64,
    gel_finest: f64,
    /// Conductance of the tree over that at rest, as of the last [`BedState::take_changed`].
    tree_open: f64,
    changed: bool,
}

/// What leaves a bed through its vein.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drained {
    /// Iodine, kg.
    pub iodine: f64,
    /// Oil, m³.
    pub oil: f64,
    /// Particles by class.
    pub particles: Vec<(Class, u64)>,
}

/// Gel that an agent is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gel {
    /// Viscosity once it has come to rest, over that of blood.
    viscosity_ratio: f64,
    /// Finest lumen it enters, m.
    finest: f64,
}

impl Gel {
    /// A gel that is pushed at this viscosity (mPa·s) and enters lumens down to this diameter (µm).
    pub fn new(viscosity_mpa_s: f64, finest_um: f64) -> Self {
        Self { viscosity_ratio: SET * viscosity_mpa_s * 1e-3 / BLOOD_PA_S, finest: finest_um * 1e-6 }
    }
}

impl BedState {
    /// A bed at rest.
    pub fn new(bed: &Bed, rest: Resistance, classes: &Classes) -> Self {
        let flow = Flow::from_ml_min(bed.flow_ml_min).si();
        let (catch_share, washout_s) = match bed.tissue {
            Tissue::Tumour => (0.95, 21_600.0),
            Tissue::Liver => (0.6, 300.0),
            Tissue::Organ | Tissue::RunOff => (0.5, 600.0),
        };
        let share = bed.shunt.map_or(0.0, |s| s.share);
        Self {
            tree: MicroTree::new(flow * (1.0 - share), bed.arteriole_um * 1e-6),
            shunt: bed.shunt.map(|s| ShuntState::new(s.diameter_um * 1e-6, s.share, flow)),
            rest,
            volume: flow * bed.transit_s,
            catch_share,
            washout_s,
            contrast: Contrast::new(flow * bed.transit_s),
            particles: vec![0; classes.len()],
            oil: 0.0,
            oil_acting: 0.0,
            portal_oil: 0.0,
            gel: 0.0,
            gel_viscosity: 1.0,
            gel_finest: 0.0,
            tree_open: 1.0,
            changed: false,
        }
    }

    /// Nothing in it moves: stepping without arrivals would change nothing.
    pub fn at_rest(&self) -> bool {
        self.contrast.at_rest() && self.oil == 0.0
    }

    /// What arrived this tick: lodge, catch, pass on.
    pub fn receive(
        &mut self,
        parcels: &[Parcel],
        classes: &Classes,
        gel: Option<Gel>,
        random: &mut Stream,
        drained: &mut Drained,
    ) {
        let through_shunt = self.shunt_share();
        for parcel in parcels {
            self.contrast.receive(parcel.mixture.iodine * parcel.volume, through_shunt);
            self.catch_oil(parcel.mixture.oil * parcel.volume, through_shunt, drained);
            self.take_gel(parcel.mixture.gel * parcel.volume, through_shunt, gel);
            for &(class, count) in &parcel.particles {
                self.lodge(class, count, classes, random, drained);
            }
        }
    }

    fn lodge(
        &mut self,
        class: Class,
        count: u64,
        classes: &Classes,
        random: &mut Stream,
        drained: &mut Drained,
    ) {
        let diameter = classes.diameter(class);
        let through = self.shunt_share();
        let mut held = count;
        if let Some(shunt) = &mut self.shunt {
            let entering = random.binomial(count, through);
            let passed = shunt.enter(diameter, entering, random);
            add_particles(&mut drained.particles, &[(class, passed)]);
            held -= passed;
            self.tree.lodge(diameter, count - entering);
        } else {
            self.tree.lodge(diameter, count);
        }
        self.particles[usize::from(class)] += held;
        self.changed = true;
    }

    fn catch_oil(&mut self, oil: f64, through_shunt: f64, drained: &mut Drained) {
        if oil <= 0.0 {
            return;
        }
        let caught = oil * (1.0 - through_shunt) * self.catch_share;
        drained.oil += oil - caught;
        self.oil += caught;
        self.spill();
        self.changed = true;
    }

    /// What does not fit crosses to portal venules.
    fn spill(&mut self) {
        let over = (self.oil - self.volume).max(0.0);
        self.oil -= over;
        self.portal_oil += over;
    }

    fn take_gel(&mut self, volume: f64, through_shunt: f64, gel: Option<Gel>) {
        let Some(gel) = gel.filter(|_| volume > 0.0) else { return };
        if let Some(shunt) = &mut self.shunt {
            shunt.fill(volume * through_shunt);
        }
        self.gel += volume;
        self.gel_viscosity = gel.viscosity_ratio;
        self.gel_finest = gel.finest;
        self.changed = true;
    }

    /// One tick of wash-out at a flow (m³/s). Returns the iodine that enters the vein, kg.
    pub fn drain(&mut self, flow: f64, drained: &mut Drained) -> Outflow {
        let washed = self.oil * DT / self.washout_s;
        self.oil -= washed;
        drained.oil += washed;
        self.settle(drained);
        self.contrast.drain(flow)
    }

    /// Traces too small to act leave at once, so that a bed comes to rest.
    fn settle(&mut self, drained: &mut Drained) {
        /// Oil that nothing notices, as a share of the bed's volume; also the step at which resistance is renewed.
        const OIL_TRACE: f64 = 1e-3;
        if self.oil < OIL_TRACE * 1e-3 * self.volume {
            drained.oil += self.oil;
            self.oil = 0.0;
        }
        if (self.oil - self.oil_acting).abs() > OIL_TRACE * self.volume {
            self.changed = true;
        }
    }

    /// Iodine that the bed gives back with a volume (m³) of blood, when its flow turns around within a beat, kg.
    pub fn give_back(&mut self, volume: f64) -> f64 {
        self.contrast.give_back(volume)
    }

    /// Resistance as of the last [`BedState::take_changed`]; infinite when closed.
    pub fn resistance(&self) -> Resistance {
        self.rest * (1.0 / self.open_share())
    }

    /// Conductance over that at rest.
    pub fn open_share(&self) -> f64 {
        let (tree, shunt) = self.ways();
        tree + shunt
    }

    /// Share of the bed's flow that takes the shunt now.
    fn shunt_share(&self) -> f64 {
        let (tree, shunt) = self.ways();
        if shunt > 0.0 { shunt / (tree + shunt) } else { 0.0 }
    }

    /// Conductance of the tree and of the shunt, over that of the bed at rest.
    fn ways(&self) -> (f64, f64) {
        let share = self.shunt.as_ref().map_or(0.0, ShuntState::rest_share);
        ((1.0 - share) * self.tree_open, self.shunt.as_ref().map_or(0.0, |s| share * s.open()))
    }

    fn tree_ratio(&self) -> f64 {
        let finest = self.tree.generations().len().saturating_sub(OIL_GENERATIONS);
        let oiled = 1.0 / (1.0 - OIL_BLOCK * (self.oil / self.volume).min(1.0));
        let mut left = self.gel;
        let filled: Vec<f64> = self
            .tree
            .generations()
            .iter()
            .map(|g| {
                if g.diameter < self.gel_finest || left <= 0.0 {
                    return 0.0;
                }
                let part = left.min(g.volume);
                left -= part;
                part / g.volume
            })
            .collect();
        self.tree.resistance_ratio(|k| {
            let gel = 1.0 + (self.gel_viscosity - 1.0) * filled[k];
            gel * if k >= finest { oiled } else { 1.0 }
        })
    }

    /// Works out its resistance anew when something in it changed; whether that was so.
    pub fn take_changed(&mut self) -> bool {
        let changed = core::mem::take(&mut self.changed);
        if changed {
            self.oil_acting = self.oil;
            self.tree_open = 1.0 / self.tree_ratio();
        }
        changed
    }

    /// Iodine of contrast in the capillaries, kg.
    pub fn iodine(&self) -> f64 {
        self.contrast.iodine()
    }

    /// Oil held, m³, with what crossed to portal venules.
    pub fn oil(&self) -> f64 {
        self.oil + self.portal_oil
    }

    /// Gel held, m³.
    pub fn gel(&self) -> f64 {
        self.gel
    }

    /// Particles lodged, by class.
    pub fn particles(&self) -> &[u64] {
        &self.particles
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        for value in [self.oil, self.portal_oil, self.gel, self.resistance().si()] {
            hash.float(value);
        }
        self.contrast.hash_into(hash);
        self.particles.iter().for_each(|n| hash.int(*n));
    }
}
