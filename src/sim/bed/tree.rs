//! The micro-tree of a bed: generations of ever finer vessels, and how many of them are still open.
//!
//! Model: generation k has `N_k = N₀·2^k` vessels of diameter `d_k`; `d_{k+1} = d_k·2^(-1/x)`, x = 2.7 above 100 µm and
//! 3.0 below (`S83`), down to the capillary. N₀ follows from the resting flow at the wall shear that arteries keep
//! (Murray): `Q₁ = π τ d³ / (32 μ)`. Lengths are proportional to diameters, so `R_k ∝ 1/(N_k d_k³)`, scaled to the
//! bed's resistance at rest.
//! A particle lodges in the first generation narrower than itself. Flow directs particles to open vessels, so the
//! open share falls linearly with the hits: `f_k -= 1/(m N_k Π_{j<k} f_j)`, m particles to close a vessel.
//! A closed vessel takes its subtree along: `R = Σ_k R_k v_k / Π_{j≤k} f_j`, `v_k` what gel does to generation k.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | d | diameter | m |
//! | τ, μ | wall shear stress, viscosity | Pa, Pa·s |
//! | f | open share of the vessels that are still reached | 1 |
//! | v | viscosity factor of a gel-filled generation | 1 |
//!
//! Validity: beds of 150 to 1000 µm arterioles; the formula is checked against an explicit tree in `tests`.
//! Left out: recanalisation, compliance of arterioles.

use super::super::flow::conduit::BLOOD_PA_S;
use crate::math;

/// Wall shear stress of arteries, Pa. Textbook value, to verify.
const SHEAR_PA: f64 = 1.5;
/// Where the tree ends: a capillary, m.
const CAPILLARY: f64 = 8e-6;
/// Length of a microvessel over its diameter. Tuned.
const LENGTH_RATIO: f64 = 10.0;
/// Irregular particles it takes to seal a vessel they just fit. Tuned: they leave gaps.
const PER_VESSEL: f64 = 2.0;

/// One generation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Generation {
    /// Diameter, m.
    pub diameter: f64,
    /// Vessels.
    pub count: f64,
    /// Resistance at rest, as a share of the tree's.
    pub resistance_share: f64,
    /// Lumen volume of all its vessels, m³.
    pub volume: f64,
    /// Share of the still reached vessels that is open.
    pub open: f64,
}

/// The generations of one bed, from the arteriole down.
#[derive(Clone, Debug, PartialEq)]
pub struct MicroTree {
    generations: Vec<Generation>,
}

/// Flow in one vessel of a diameter (m) at normal wall shear, m³/s.
pub fn vessel_flow(diameter: f64) -> f64 {
    math::PI * SHEAR_PA * diameter * diameter * diameter / (32.0 * BLOOD_PA_S)
}

impl MicroTree {
    /// The tree of a bed with this flow (m³/s) through arterioles of this diameter (m).
    pub fn new(flow: f64, arteriole: f64) -> Self {
        let mut generations = Vec::new();
        let mut diameter = arteriole;
        let mut count = (flow / vessel_flow(arteriole)).round().max(1.0);
        while diameter >= CAPILLARY {
            let cubed = diameter * diameter * diameter;
            generations.push(Generation {
                diameter,
                count,
                resistance_share: 1.0 / (count * cubed),
                volume: count * math::PI / 4.0 * cubed * LENGTH_RATIO,
                open: 1.0,
            });
            let exponent = if diameter > 100e-6 { 2.7 } else { 3.0 };
            diameter *= math::pow(2.0, -1.0 / exponent);
            count *= 2.0;
        }
        let whole: f64 = generations.iter().map(|g| g.resistance_share).sum();
        for generation in &mut generations {
            generation.resistance_share /= whole;
        }
        Self { generations }
    }

    /// The generations, from the arteriole down.
    pub fn generations(&self) -> &[Generation] {
        &self.generations
    }

    /// Lodges particles of one diameter (m). Returns the generation they lodged in.
    pub fn lodge(&mut self, diameter: f64, count: u64) -> usize {
        let fits = self.generations.iter().position(|g| g.diameter <= diameter);
        let deepest = fits.unwrap_or(self.generations.len() - 1);
        let mut left = count as f64 / PER_VESSEL;
        // what finds its generation full piles up in the one before
        for k in (0..=deepest).rev() {
            let reached: f64 = self.generations[..k].iter().map(|g| g.open).product();
            let generation = &mut self.generations[k];
            let vessels = generation.count * reached * generation.open;
            let closed = left.min(vessels);
            if vessels > 0.0 {
                generation.open = (generation.open * (1.0 - closed / vessels)).max(0.0);
            }
            left -= closed;
            if left <= 0.0 {
                break;
            }
        }
        deepest
    }

    /// Resistance over that at rest; `factor(k)` is what a filling does to generation k. Infinite when closed.
    pub fn resistance_ratio(&self, factor: impl Fn(usize) -> f64) -> f64 {
        let mut open = 1.0;
        let mut sum = 0.0;
        for (k, generation) in self.generations.iter().enumerate() {
            open *= generation.open;
            sum += generation.resistance_share * factor(k) / open;
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::sim::rng::Stream;

    fn tree() -> MicroTree {
        MicroTree::new(35e-6 / 60.0, 400e-6)
    }

    #[test]
    fn ends_at_the_capillary_and_is_whole_at_rest() {
        let tree = tree();
        let last = tree.generations()[tree.generations().len() - 1];
        assert!(last.diameter >= CAPILLARY && last.diameter < 1.3 * CAPILLARY);
        assert!((tree.resistance_ratio(|_| 1.0) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn smaller_particles_lodge_further() {
        let depths: Vec<usize> =
            [700e-6, 400e-6, 250e-6, 150e-6, 60e-6].iter().map(|&d| tree().lodge(d, 1)).collect();
        assert!(depths.windows(2).all(|pair| pair[1] > pair[0]) || depths[0] == depths[1]);
        assert!(depths[4] > depths[2]);
    }

    /// The formula against a tree built vessel by vessel, hit at random among its open vessels.
    #[test]
    fn formula_agrees_with_an_explicit_tree() {
        const LEVELS: usize = 8;
        let mut random = Stream::named(3, "explicit tree");
        for (hit_level, hits) in [(2, 3), (4, 10), (5, 20), (6, 40)] {
            let mut closed = vec![vec![false; 1]; LEVELS];
            for (k, level) in closed.iter_mut().enumerate() {
                *level = vec![false; 1 << k];
            }
            for _ in 0..hits {
                let open: Vec<usize> = (0..1 << hit_level).filter(|&i| !closed[hit_level][i]).collect();
                closed[hit_level][open[(random.uniform() * open.len() as f64) as usize]] = true;
            }
            // every level carries the same resistance when all is open: R_k of one vessel = 2^k
            let share = 1.0 / LEVELS as f64;
            let explicit = conductance(&closed, 0, 0, share);
            let mut tree = MicroTree {
                generations: (0..LEVELS)
                    .map(|k| Generation {
                        diameter: 1.0 / f64::from(1 << k),
                        count: f64::from(1 << k),
                        resistance_share: share,
                        volume: 1.0,
                        open: 1.0,
                    })
                    .collect(),
            };
            tree.lodge(1.0 / f64::from(1 << hit_level), hits * PER_VESSEL as u64);
            let formula = 1.0 / tree.resistance_ratio(|_| 1.0);
            assert!((formula / explicit - 1.0).abs() < 0.2, "{hits} at {hit_level}: {formula} {explicit}");
        }
    }

    fn conductance(closed: &[Vec<bool>], level: usize, vessel: usize, share: f64) -> f64 {
        if closed[level][vessel] {
            return 0.0;
        }
        let own = 1.0 / (share * f64::from(1 << level));
        if level + 1 == closed.len() {
            return own;
        }
        let below: f64 = [0, 1].iter().map(|i| conductance(closed, level + 1, 2 * vessel + i, share)).sum();
        if below == 0.0 { 0.0 } else { 1.0 / (1.0 / own + 1.0 / below) }
    }

    proptest! {
        /// More dose never lowers the resistance.
        #[test]
        fn dose_only_closes(doses in prop::collection::vec((20e-6_f64..900e-6, 0_u64..4000), 1..30)) {
            let mut tree = tree();
            let mut before = 1.0;
            for (diameter, count) in doses {
                tree.lodge(diameter, count);
                let now = tree.resistance_ratio(|_| 1.0);
                prop_assert!(now >= before - 1e-12 || now.is_infinite());
                before = now;
            }
        }
    }
}
