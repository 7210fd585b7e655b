//! Size classes of the particles on the trolley.
//!
//! Model: a product's diameters are log-normal; its nominal bin holds ± 2 standard deviations. The cloud is cut into
//! five classes of equal width in ln d. Irregular polyvinyl alcohol particles clump and turn, and lodge proximal to
//! their nominal size (`S90` to `S92`): the diameter at which they lodge is the nominal one times `CLUMPING`.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | d | diameter at which a particle lodges | m |
//! | share | part of the product's particles in the class | 1 |
//!
//! Validity: dry products of 40 to 1200 µm in dilute suspension. `CLUMPING` and the width are tuned for teaching.

use crate::math;
use crate::model::{Agent, Mechanism};
use crate::sim::transport::Class;

/// Lodging diameter over nominal diameter of irregular particles. Tuned: no source gives a number.
const CLUMPING: f64 = 1.2;
/// Classes of one product.
const PER_AGENT: usize = 5;

/// One class.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SizeClass {
    /// Index of the agent in the case.
    pub agent: usize,
    /// Diameter at which it lodges, m.
    pub diameter: f64,
    /// Share of the product's particles.
    pub share: f64,
}

/// All classes of a case, in the order of its agents.
#[derive(Clone, Debug, Default)]
pub struct Classes(Vec<SizeClass>);

impl Classes {
    /// The classes of all particulate agents.
    pub fn of(agents: &[Agent]) -> Self {
        let mut classes = Vec::new();
        for (agent, product) in agents.iter().enumerate() {
            if let Mechanism::Pva { size_um: (low, high), .. } = product.mechanism {
                classes.extend(cut(agent, low, high));
            }
        }
        Self(classes)
    }

    /// One class.
    pub fn get(&self, class: Class) -> SizeClass {
        self.0[usize::from(class)]
    }

    /// Diameter at which a class lodges, m.
    pub fn diameter(&self, class: Class) -> f64 {
        self.0[usize::from(class)].diameter
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

fn cut(agent: usize, low_um: f64, high_um: f64) -> impl Iterator<Item = SizeClass> {
    let (low, high) = (math::ln(low_um), math::ln(high_um));
    let (mean, sd) = (0.5 * (low + high), (high - low) / 4.0);
    let normal = move |x: f64| 0.5 * (1.0 + math::erf((x - mean) / (sd * core::f64::consts::SQRT_2)));
    let whole = normal(high) - normal(low);
    let width = (high - low) / PER_AGENT as f64;
    (0..PER_AGENT).map(move |i| {
        let start = low + width * i as f64;
        SizeClass {
            agent,
            diameter: math::exp(start + 0.5 * width) * CLUMPING * 1e-6,
            share: (normal(start + width) - normal(start)) / whole,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_cover_the_bin_and_add_up() {
        let classes: Vec<SizeClass> = cut(0, 150.0, 250.0).collect();
        assert!((classes.iter().map(|c| c.share).sum::<f64>() - 1.0).abs() < 1e-12);
        assert!(classes.iter().all(|c| c.diameter > 150e-6 * CLUMPING && c.diameter < 250e-6 * CLUMPING));
        assert!(classes[2].share > classes[0].share && classes[2].share > classes[4].share);
    }
}
