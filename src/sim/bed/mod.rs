//! A capillary bed at work: it passes contrast on (`contrast`), and embolic material closes it.
//!
//! Model: micro-tree (`tree`) and shunt (`shunt`) in parallel give its resistance. What arrives is dealt to them by their
//! flows; what each agent does there is in `agent`: pieces lodge, oil is caught, gel fills from above, setting liquids go on
//! until their time ends, ethanol closes the finest vessels first.
//!
//! Validity: mean flow. Left out: ischaemic tissue response, recanalisation (told for the report only).

pub mod contrast;
pub mod shunt;
pub mod tree;

use contrast::{Contrast, Outflow};
use shunt::ShuntState;
use tree::MicroTree;

use super::agent::cast::Setting;
use super::agent::collagen::{Gel, HeldGel};
use super::agent::ethanol;
use super::agent::oil::HeldOil;
use super::agent::particle::{Classes, SizeClass};
use super::rng::Stream;
use super::sound::mend;
use super::transport::parcel::{Class, Mixture, Parcel, add_particles, hash_particles};
use crate::hash::StateHash;
use crate::model::Bed;
use crate::units::{Flow, Resistance};

/// Finest generations that oil droplets sit in.
const OIL_GENERATIONS: usize = 3;

/// State of one bed.
#[derive(Clone, Debug)]
pub struct BedState {
    tree: MicroTree,
    shunt: Option<ShuntState>,
    rest: Resistance,
    contrast: Contrast,
    particles: Vec<u64>,
    oil: HeldOil,
    gel: HeldGel,
    /// Cast held, m³.
    cast: f64,
    /// Conductance of the tree over that at rest, as of the last [`BedState::take_changed`].
    tree_open: f64,
    changed: bool,
}

/// What a bed has to know of the agents in use.
#[derive(Clone, Copy, Debug)]
pub struct Agents<'a> {
    /// Size classes.
    pub classes: &'a Classes,
    /// The gel in use.
    pub gel: Option<Gel>,
    /// The setting liquid in use.
    pub setting: Option<Setting>,
}

/// What leaves a bed through its vein.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drained {
    /// Iodine, kg.
    pub iodine: f64,
    /// Oil, m³.
    pub oil: f64,
    /// Gel, m³.
    pub gel: f64,
    /// Liquid that sets, m³.
    pub cast: f64,
    /// Ethanol, m³.
    pub ethanol: f64,
    /// Particles by class.
    pub particles: Vec<(Class, u64)>,
}

impl Drained {
    /// Adds the matter of a volume (m³) of blood.
    pub fn add(&mut self, mixture: &Mixture, volume: f64) {
        self.iodine += mixture.iodine * volume;
        self.oil += mixture.oil * volume;
        self.gel += mixture.gel * volume;
        self.cast += mixture.cast * volume;
        self.ethanol += mixture.ethanol * volume;
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self { iodine, oil, gel, cast, ethanol, particles } = self;
        hash.floats([*iodine, *oil, *gel, *cast, *ethanol]);
        hash_particles(particles, hash);
    }
}

/// What arrived in a bed and did not stay there.
#[derive(Debug)]
pub struct Passed<'a> {
    /// Through the veins.
    pub drained: &'a mut Drained,
    /// Particles that found every vessel of the bed used up: they stay in the artery before it.
    pub overflow: Vec<(Class, u64)>,
}

impl BedState {
    /// A bed at rest.
    pub fn new(bed: &Bed, rest: Resistance, classes: &Classes) -> Self {
        let flow = Flow::from_ml_min(bed.flow_ml_min).si();
        let share = bed.shunt.map_or(0.0, |s| s.share);
        let volume = flow * (1.0 - share) * bed.transit_s;
        Self {
            tree: MicroTree::new(flow * (1.0 - share), bed.arteriole_um * 1e-6),
            shunt: bed.shunt.map(|s| ShuntState::new(s.diameter_um * 1e-6, s.share, flow)),
            rest,
            contrast: Contrast::new(volume),
            particles: vec![0; classes.len()],
            oil: HeldOil::new(bed.tissue, flow, volume),
            gel: HeldGel::default(),
            cast: 0.0,
            tree_open: 1.0,
            changed: false,
        }
    }

    /// Nothing in it moves: stepping without arrivals would change nothing.
    pub fn at_rest(&self) -> bool {
        self.contrast.at_rest() && self.oil.at_rest()
    }

    /// What arrived this tick at a flow (m³/s): lodge, catch, pass on.
    pub fn receive(
        &mut self,
        parcels: &[Parcel],
        (agents, flow): (Agents<'_>, f64),
        random: &mut Stream,
        out: &mut Passed<'_>,
    ) {
        let through_shunt = self.shunt_share();
        for Parcel { volume, mixture, particles } in parcels {
            self.contrast.receive(mixture.iodine * volume, through_shunt);
            if mixture.oil > 0.0 {
                out.drained.oil += self.oil.receive(mixture.oil * volume, through_shunt);
                self.changed = true;
            }
            if let Some(gel) = agents.gel.filter(|_| mixture.gel > 0.0) {
                self.take_gel(mixture.gel * volume, through_shunt, gel, out.drained);
            }
            if let Some(setting) = agents.setting.filter(|_| mixture.cast > 0.0) {
                let left_s = setting.stop_s * (1.0 - mixture.cured / mixture.cast).max(0.0);
                self.set(mixture.cast * volume, (setting, left_s), flow, out.drained);
            }
            if mixture.ethanol > 0.0 {
                let last = self.tree.generations().len() - 1;
                self.tree.fill(last, ethanol::closes(volume * (1.0 - through_shunt), mixture.ethanol));
                out.drained.ethanol += mixture.ethanol * volume;
                self.changed = true;
            }
            for &(class, count) in particles {
                self.lodge((class, count), agents.classes.get(class), random, out);
            }
        }
    }

    /// A setting liquid (m³) goes on until its time ends or vessels are too fine for it.
    fn set(&mut self, volume: f64, (setting, left_s): (Setting, f64), flow: f64, drained: &mut Drained) {
        let through_shunt = self.shunt_share();
        let shunted = if self.shunt.as_ref().is_some_and(|s| s.diameter() > setting.finest) {
            volume * through_shunt
        } else {
            0.0
        };
        let mut time = 0.0;
        let mut end = None;
        for (k, generation) in self.tree.generations().iter().enumerate() {
            let next_is_finer =
                self.tree.generations().get(k + 1).is_some_and(|next| next.diameter < setting.finest);
            time += generation.volume / flow.max(f64::MIN_POSITIVE);
            if time >= left_s || next_is_finer {
                end = Some(k);
                break;
            }
        }
        let passed = match end {
            Some(k) => {
                // what finds every lumen full is pressed into them all the same
                self.tree.fill(k, volume - shunted);
                shunted
            }
            None => volume,
        };
        drained.cast += passed;
        self.cast += volume - passed;
        self.changed = true;
    }

    fn lodge(
        &mut self,
        (class, count): (Class, u64),
        size: SizeClass,
        random: &mut Stream,
        out: &mut Passed<'_>,
    ) {
        let through = self.shunt_share();
        let mut left = count;
        if let Some(shunt) = &mut self.shunt {
            let entering = random.binomial(count, through);
            let passed = shunt.enter(size.passes, entering, size.habit.per_vessel, random);
            add_particles(&mut out.drained.particles, &[(class, passed)]);
            self.particles[usize::from(class)] += entering - passed;
            left -= entering;
        }
        let over = self.tree.lodge(size.lodges, left, size.habit);
        add_particles(&mut out.overflow, &[(class, over)]);
        self.particles[usize::from(class)] += left - over;
        self.changed = true;
    }

    /// Gel fills the tree; what takes the shunt, which is far wider than the finest lumen it enters, is gone.
    fn take_gel(&mut self, volume: f64, through_shunt: f64, gel: Gel, drained: &mut Drained) {
        let passed = volume * through_shunt;
        drained.gel += passed;
        self.gel.receive(volume - passed, gel);
        self.changed = true;
    }

    /// One tick of wash-out at a flow (m³/s). Returns the iodine that enters the vein, kg.
    pub fn drain(&mut self, flow: f64, drained: &mut Drained) -> Outflow {
        drained.oil += self.oil.drain(flow);
        self.changed |= self.oil.acts_anew();
        self.contrast.drain(flow * (1.0 - self.shunt_share()))
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

    fn tree_ratio(&mut self) -> f64 {
        let finest = self.tree.generations().len().saturating_sub(OIL_GENERATIONS);
        let oiled = self.oil.act();
        let gel = self.gel.factors(self.tree.generations());
        self.tree.resistance_ratio(|k| gel[k] * if k >= finest { oiled } else { 1.0 })
    }

    /// Works out its resistance anew when something in it changed; whether that was so.
    pub fn take_changed(&mut self) -> bool {
        let changed = core::mem::take(&mut self.changed);
        if changed {
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
        self.oil.all()
    }

    /// Gel held, m³.
    pub fn gel(&self) -> f64 {
        self.gel.volume()
    }

    /// Cast held, m³.
    pub fn cast(&self) -> f64 {
        self.cast
    }

    /// Particles lodged, by class.
    pub fn particles(&self) -> &[u64] {
        &self.particles
    }

    /// Puts iodine into it that cannot be, as a fault of the engine would.
    #[cfg(test)]
    pub(in crate::sim) fn spoil(&mut self, iodine: f64) {
        self.contrast.receive(iodine, 0.0);
    }

    /// Puts back what cannot be; whether there was any. What of its vessels is closed cannot be told any more if that is no
    /// number: it counts as closed.
    pub fn mend(&mut self) -> bool {
        let Self { contrast, oil, gel, cast, tree_open, .. } = self;
        let held = [contrast.mend(), oil.mend(), gel.mend(), mend([cast, tree_open])];
        let mended = held.contains(&true);
        self.changed |= mended;
        mended
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        // its resistance at rest is the case's
        let Self { tree, shunt, rest: _, contrast, particles, oil, gel, cast, tree_open, changed } = self;
        tree.hash_into(hash);
        hash.option(shunt.as_ref(), ShuntState::hash_into);
        contrast.hash_into(hash);
        hash.each(particles, |n, hash| hash.int(*n));
        oil.hash_into(hash);
        gel.hash_into(hash);
        hash.floats([*cast, *tree_open]);
        hash.flag(*changed);
    }
}
