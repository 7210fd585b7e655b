//! Size classes of the particles on the trolley.
//!
//! Model: a product's nominal bin holds ± 2 standard deviations of its diameters (of their logarithm, where the habit
//! says so). The cloud is cut into five classes of equal width. A class lodges at the nominal diameter times a factor of its
//! make: pieces that cling to each other and to the wall lodge before it (`S90` to `S92`). Through a shunt or a collateral goes
//! one piece at a time, so that clinging makes none of them wider there.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | d | diameter at which a particle lodges | m |
//! | share | part of the product's particles in the class | 1 |
//!
//! Validity: products of 10 µm to a few mm in dilute suspension.

use super::{Habit, Spread, habit};
use crate::math;
use crate::model::{Agent, Particles};
use crate::sim::transport::Class;

/// Classes of one product.
const PER_AGENT: usize = 5;

/// One class.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SizeClass {
    /// Index of the agent in the case.
    pub agent: usize,
    /// Diameter at which it lodges, m: that of the clump that its make clings together to.
    pub lodges: f64,
    /// Diameter of what goes through a shunt or a collateral, m: a single piece, pressed as soft as it is.
    pub passes: f64,
    /// Share of the product's particles.
    pub share: f64,
    /// How it behaves.
    pub habit: &'static Habit,
}

/// All classes of a case, in the order of its agents.
#[derive(Clone, Debug, Default)]
pub struct Classes(Vec<SizeClass>);

impl Classes {
    /// The classes of all particulate agents.
    pub fn of(agents: &[Agent]) -> Self {
        let particulate = agents.iter().enumerate().filter_map(|(i, a)| Some((i, a.mechanism.particles()?)));
        Self(particulate.flat_map(|(i, particles)| cut(i, particles)).collect())
    }

    /// One class.
    pub fn get(&self, class: Class) -> SizeClass {
        self.0[usize::from(class)]
    }

    /// Diameter of a single piece of a class, m.
    pub fn passes(&self, class: Class) -> f64 {
        self.0[usize::from(class)].passes
    }

    /// Number of classes.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// No particulate agent in the case.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The classes of one agent.
    pub fn of_agent(&self, agent: usize) -> impl Iterator<Item = (Class, SizeClass)> {
        self.0.iter().enumerate().filter(move |(_, c)| c.agent == agent).map(|(i, c)| (i as Class, *c))
    }
}

fn cut(agent: usize, particles: Particles) -> impl Iterator<Item = SizeClass> {
    let habit = habit(particles.make);
    let logarithmic = habit.spread == Spread::LogNormal;
    let scale = move |um: f64| if logarithmic { math::ln(um) } else { um };
    let (low, high) = (scale(particles.size_um.0), scale(particles.size_um.1));
    let (mean, sd) = (0.5 * (low + high), (high - low) / 4.0);
    let normal = move |x: f64| 0.5 * (1.0 + math::erf((x - mean) / (sd * core::f64::consts::SQRT_2)));
    let whole = normal(high) - normal(low);
    let width = (high - low) / PER_AGENT as f64;
    (0..PER_AGENT).map(move |i| {
        let start = low + width * i as f64;
        let middle = start + 0.5 * width;
        let um = if logarithmic { math::exp(middle) } else { middle };
        SizeClass {
            agent,
            lodges: um * habit.lodges_at * 1e-6,
            passes: um * habit.lodges_at.min(1.0) * 1e-6,
            share: (normal(start + width) - normal(start)) / whole,
            habit,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Make;

    #[test]
    fn classes_cover_the_bin_and_add_up() {
        for make in [Make::Pva, Make::Spheres, Make::Gelatin, Make::Fibrils, Make::Clot] {
            let classes: Vec<SizeClass> =
                cut(0, Particles { make, size_um: (150.0, 250.0), per_ml: 1.0, gives: 0.0 }).collect();
            let factor = habit(make).lodges_at;
            assert!((classes.iter().map(|c| c.share).sum::<f64>() - 1.0).abs() < 1e-12);
            assert!(classes.iter().all(|c| c.lodges > 150e-6 * factor && c.lodges < 250e-6 * factor));
            assert!(classes[2].share > classes[0].share && classes[2].share > classes[4].share);
        }
    }

    /// The same bin lodges proximal to its size when it clumps, and at its size when it is calibrated.
    #[test]
    fn clumping_particles_lodge_proximal_to_spheres() {
        let mean = |make| -> f64 {
            let particles = Particles { make, size_um: (150.0, 250.0), per_ml: 1.0, gives: 0.0 };
            cut(0, particles).map(|c| c.lodges * c.share).sum()
        };
        assert!(mean(Make::Pva) > 1.1 * mean(Make::Spheres));
        assert!((mean(Make::Spheres) - 200e-6).abs() < 1e-6);
    }

    /// A shunt sees single pieces: foam passes it as spheres of its size do, soft clot more easily.
    #[test]
    fn what_clings_passes_a_shunt_one_by_one() {
        let widest = |make| {
            let particles = Particles { make, size_um: (150.0, 250.0), per_ml: 1.0, gives: 0.0 };
            cut(0, particles).map(|c| c.passes).fold(0.0, f64::max)
        };
        assert!(widest(Make::Pva) < 250e-6 && widest(Make::Fibrils) < 250e-6);
        assert!(widest(Make::Clot) < widest(Make::Pva));
    }
}
