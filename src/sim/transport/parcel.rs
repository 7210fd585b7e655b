//! A parcel of blood and what it carries.
//!
//! Dissolved and dispersed matter (iodine, oil, gel) is held as a concentration, so that cutting a parcel keeps it;
//! particles are whole numbers per class and are dealt out by seeded binomial draws. All splits and mixtures conserve:
//! concentrations by volume, particles by count.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | volume | volume of the parcel | m³ |
//! | iodine | iodine of contrast medium | kg/m³ (= mg/mL) |
//! | oil, gel | volume share of ethiodized oil, of collagen gel | 1 |
//! | cast, cured | volume share of a liquid that sets, and of its part that has set | 1 |
//! | ethanol | volume share of ethanol | 1 |

use crate::hash::StateHash;
use crate::sim::rng::Stream;
use crate::sim::sound::is_amount;

/// Size class of particles: an index into `agent::particle::Classes`.
pub type Class = u16;

/// Dissolved or dispersed matter, per volume of blood.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mixture {
    /// Iodine of contrast medium, kg/m³.
    pub iodine: f64,
    /// Oil, volume share.
    pub oil: f64,
    /// Gel, volume share.
    pub gel: f64,
    /// Liquid that sets, volume share.
    pub cast: f64,
    /// Part of it that has set, volume share.
    pub cured: f64,
    /// Ethanol, volume share.
    pub ethanol: f64,
}

impl Mixture {
    /// Blood only.
    pub const BLOOD: Self = Self { iodine: 0.0, oil: 0.0, gel: 0.0, cast: 0.0, cured: 0.0, ethanol: 0.0 };

    /// Nothing but blood.
    pub fn is_blood(&self) -> bool {
        *self == Self::BLOOD
    }

    /// This and `times` another: adds up amounts.
    #[must_use]
    pub fn plus(&self, other: &Self, times: f64) -> Self {
        Self {
            iodine: self.iodine + other.iodine * times,
            oil: self.oil + other.oil * times,
            gel: self.gel + other.gel * times,
            cast: self.cast + other.cast * times,
            cured: self.cured + other.cured * times,
            ethanol: self.ethanol + other.ethanol * times,
        }
    }

    /// `a` parts of this with `b` parts of another, by volume.
    fn mixed(&self, a: f64, other: &Self, b: f64) -> Self {
        let total = a + b;
        if total <= 0.0 {
            return *self;
        }
        let mean = |x: f64, y: f64| (x * a + y * b) / total;
        Self {
            iodine: mean(self.iodine, other.iodine),
            oil: mean(self.oil, other.oil),
            gel: mean(self.gel, other.gel),
            cast: mean(self.cast, other.cast),
            cured: mean(self.cured, other.cured),
            ethanol: mean(self.ethanol, other.ethanol),
        }
    }

    /// Differs from another by no more than can be seen or would act.
    fn is_like(&self, other: &Self) -> bool {
        (self.iodine - other.iodine).abs() < ALIKE_IODINE
            && (self.oil - other.oil).abs() < ALIKE_SHARE
            && (self.gel - other.gel).abs() < ALIKE_SHARE
            && (self.cast - other.cast).abs() < ALIKE_SHARE
            && (self.cured - other.cured).abs() < ALIKE_SHARE
            && (self.ethanol - other.ethanol).abs() < ALIKE_SHARE
    }
}

/// Iodine difference below which neighbours merge, kg/m³: a thousandth of what a 3 mm vessel needs to be seen.
const ALIKE_IODINE: f64 = 0.01;
/// The same for volume shares.
const ALIKE_SHARE: f64 = 1e-5;

/// A stretch of blood with one mixture, and the particles in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parcel {
    /// Volume, m³.
    pub volume: f64,
    /// What is dissolved or dispersed.
    pub mixture: Mixture,
    /// Particles by class, ascending, no zero counts. Empty for most parcels, which then own no memory.
    pub particles: Vec<(Class, u64)>,
}

impl Parcel {
    /// Plain blood.
    pub fn blood(volume: f64) -> Self {
        Self { volume, ..Self::default() }
    }

    /// Nothing but blood.
    pub fn is_blood(&self) -> bool {
        self.particles.is_empty() && self.mixture.is_blood()
    }

    /// May be merged with a neighbour without changing what anyone sees. Blood stays apart from the last trace of
    /// something, so that the trace leaves and the vessel comes to rest.
    pub fn is_like(&self, other: &Self) -> bool {
        self.particles.is_empty() == other.particles.is_empty()
            && self.mixture.is_blood() == other.mixture.is_blood()
            && self.mixture.is_like(&other.mixture)
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self { volume, mixture, particles } = self;
        let Mixture { iodine, oil, gel, cast, cured, ethanol } = mixture;
        hash.floats([*volume, *iodine, *oil, *gel, *cast, *cured, *ethanol]);
        hash_particles(particles, hash);
    }

    /// Every number in it can be.
    pub fn is_sound(&self) -> bool {
        let Mixture { iodine, oil, gel, cast, cured, ethanol } = self.mixture;
        [self.volume, iodine, oil, gel, cast, cured, ethanol].into_iter().all(is_amount)
    }

    /// Takes another in.
    pub fn absorb(&mut self, other: &Self) {
        self.mixture = self.mixture.mixed(self.volume, &other.mixture, other.volume);
        self.volume += other.volume;
        self.add_particles(&other.particles);
    }

    /// Adds particles.
    pub fn add_particles(&mut self, particles: &[(Class, u64)]) {
        add_particles(&mut self.particles, particles);
    }

    /// Cuts a volume off; particles go with it in proportion, at random.
    pub fn cut(&mut self, volume: f64, random: &mut Stream) -> Self {
        let volume = volume.clamp(0.0, self.volume);
        let share = if self.volume > 0.0 { volume / self.volume } else { 0.0 };
        self.volume -= volume;
        let mut taken = Vec::new();
        if !self.particles.is_empty() {
            self.particles.retain_mut(|(class, count)| {
                let part = random.binomial(*count, share);
                if part > 0 {
                    taken.push((*class, part));
                }
                *count -= part;
                *count > 0
            });
        }
        Self { volume, mixture: self.mixture, particles: taken }
    }
}

/// Takes counts of classes into a hash.
pub fn hash_particles(particles: &[(Class, u64)], hash: &mut StateHash) {
    hash.each(particles, |&(class, count), hash| {
        hash.int(u64::from(class));
        hash.int(count);
    });
}

/// Adds counts to an ascending list of classes.
pub fn add_particles(to: &mut Vec<(Class, u64)>, particles: &[(Class, u64)]) {
    for &(class, count) in particles.iter().filter(|(_, count)| *count > 0) {
        match to.binary_search_by_key(&class, |p| p.0) {
            Ok(i) => to[i].1 += count,
            Err(i) => to.insert(i, (class, count)),
        }
    }
}
