//! The micro-tree of a bed: generations of ever finer vessels, and how many of them are still open.
//!
//! Model: generation k has `N_k = N₀·2^k` vessels of diameter `d_k`; `d_{k+1} = d_k·2^(-1/x)`, x = 2.7 above 100 µm and
//! 3.0 below (`S83`), down to the capillary. N₀ follows from the resting flow at the wall shear that arteries keep
//! (Murray): `Q₁ = π τ d³ / (32 μ)`. Lengths are proportional to diameters, so `R_k ∝ 1/(N_k d_k³)`, scaled to the
//! bed's resistance at rest.
//! A piece lodges in the first generation narrower than itself, and only in vessels that still carry flow. Each uses up a
//! part `u += 1/(m N_k Π_{j<k} f_j)` of its generation, m pieces to seal a vessel; when all is used up, what comes piles up in
//! the generation before. What is still open depends on which vessels are hit (`agent::Hits`):
//! - directed by flow, vessels close one after the other: `f = 1 - u`;
//! - at random, a vessel is closed from its m-th hit on: `f = P_m(s) = Σ_{i<m} sⁱ e^-s / i!`, the Poisson probability of fewer
//!   hits at an exposure s. Hits of closed vessels do not occur, so `m·u = ∫ P_m ds = Σ_{i=1..m} (1 - P_i(s))`, which gives s.
//!   (With m = 1 both are the same.)
//!
//! A closed vessel takes its subtree along: `R = Σ_k R_k v_k / Π_{j≤k} f_j`, `v_k` what gel does to generation k.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | d | diameter | m |
//! | τ, μ | wall shear stress, viscosity | Pa, Pa·s |
//! | f | open share of the vessels that are still reached | 1 |
//! | u | used-up share of a generation | 1 |
//! | m, s | hits that close a vessel, exposure | 1 |
//! | v | viscosity factor of a gel-filled generation | 1 |
//!
//! Validity: beds of 150 to 1000 µm arterioles; the formula is checked against an explicit tree in `tests`.
//! Left out: recanalisation, compliance of arterioles.

use super::super::flow::conduit::BLOOD_PA_S;
use crate::hash::StateHash;
use crate::math;
use crate::sim::agent::{Habit, Hits, Spread};

/// Wall shear stress of arteries, Pa. Textbook value, to verify.
const SHEAR_PA: f64 = 1.5;
/// Where the tree ends: a capillary, m.
const CAPILLARY: f64 = 8e-6;
/// Length of a microvessel over its diameter. Tuned.
const LENGTH_RATIO: f64 = 10.0;

/// How lumens that are filled count: each closes, one after the other.
const LUMEN: Habit =
    Habit { lodges_at: 1.0, per_vessel: 1, hits: Hits::Directed, spread: Spread::Normal, clogs_from: 1.0 };

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
    /// Share of the still reached vessels that is used up.
    pub used: f64,
    /// Share of the still reached vessels that is open.
    pub open: f64,
}

/// Share of vessels still open when a share `used` of them is.
fn open_share(used: f64, habit: &Habit) -> f64 {
    match habit.hits {
        Hits::Directed => 1.0 - used,
        Hits::Random => fewer_than(habit.per_vessel, exposure(used, habit.per_vessel)),
    }
}

/// Poisson probability of fewer than `m` hits at an exposure.
fn fewer_than(m: u32, exposure: f64) -> f64 {
    let mut term = math::exp(-exposure);
    let mut sum = 0.0;
    for i in 0..m {
        sum += term;
        term *= exposure / f64::from(i + 1);
    }
    sum
}

/// The exposure at which `m · used` hits were taken by each vessel on average, by bisection.
fn exposure(used: f64, m: u32) -> f64 {
    /// Beyond it nothing is open for any m that occurs.
    const MOST: f64 = 64.0;
    let taken = |s: f64| (1..=m).map(|i| 1.0 - fewer_than(i, s)).sum::<f64>();
    let (mut low, mut high) = (0.0, MOST);
    for _ in 0..48 {
        let middle = 0.5 * (low + high);
        if taken(middle) < used * f64::from(m) { low = middle } else { high = middle }
    }
    0.5 * (low + high)
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
                used: 0.0,
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

    /// The generation that a diameter (m) lodges in: the first that is no wider, or the last.
    pub fn generation_of(&self, diameter: f64) -> usize {
        let fits = self.generations.iter().position(|g| g.diameter <= diameter);
        fits.unwrap_or(self.generations.len() - 1)
    }

    /// Lodges pieces of one diameter (m). Returns how many found every vessel used up, and stay in the artery.
    pub fn lodge(&mut self, diameter: f64, count: u64, habit: &Habit) -> u64 {
        let mut left = count as f64;
        for k in (0..=self.generation_of(diameter)).rev() {
            if left <= 0.0 {
                break;
            }
            left -= self.take(k, left, habit);
        }
        left.max(0.0).floor() as u64
    }

    /// Fills lumens with a volume (m³), those of generation k first, then those before it. Returns what found no room.
    pub fn fill(&mut self, k: usize, volume: f64) -> f64 {
        let mut left = volume;
        for k in (0..=k).rev() {
            if left <= 0.0 {
                break;
            }
            let vessel = self.generations[k].volume / self.generations[k].count;
            left -= self.take(k, left / vessel, &LUMEN) * vessel;
        }
        left.max(0.0)
    }

    /// Pieces enter generation k until it is used up. Returns how many did.
    fn take(&mut self, k: usize, pieces: f64, habit: &Habit) -> f64 {
        /// What rounding leaves of a generation counts as used up.
        const NOTHING: f64 = 1e-9;
        let reached: f64 = self.generations[..k].iter().map(|g| g.open).product();
        let generation = &mut self.generations[k];
        let room = generation.count * reached * f64::from(habit.per_vessel);
        let taken = pieces.min(room * (1.0 - generation.used));
        if taken > 0.0 {
            generation.used += taken / room;
            if generation.used > 1.0 - NOTHING {
                generation.used = 1.0;
                generation.open = 0.0;
            } else {
                generation.open = generation.open.min(open_share(generation.used, habit));
            }
        }
        taken
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        for generation in &self.generations {
            let Generation { diameter: _, count: _, resistance_share: _, volume: _, used, open } = generation;
            hash.floats([*used, *open]);
        }
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
    use crate::sim::agent::{clot, fibrils, gelatin, pva, spheres};
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
        let depth = |diameter: f64| {
            let mut tree = tree();
            tree.lodge(diameter, 1, &spheres::HABIT);
            tree.generations().iter().position(|g| g.used > 0.0)
        };
        let depths = [700e-6, 390e-6, 250e-6, 150e-6, 60e-6].map(depth);
        assert!(depths.windows(2).all(|pair| pair[1] > pair[0]), "{depths:?}");
    }

    #[test]
    fn random_hits_follow_poisson_and_directed_ones_a_line() {
        assert!((fewer_than(3, 2.0) - 5.0 * math::exp(-2.0)).abs() < 1e-12);
        for m in [1, 2, 4] {
            let habit = Habit { per_vessel: m, ..pva::HABIT };
            for used in [0.1, 0.5, 0.9] {
                let s = exposure(used, m);
                // the integral of the open share over the exposure is what has been hit
                let steps = 20_000;
                let h = s / f64::from(steps);
                let hits: f64 = (0..steps).map(|i| fewer_than(m, h * (f64::from(i) + 0.5)) * h).sum();
                assert!((hits - used * f64::from(m)).abs() < 1e-6, "m {m}, used {used}: {hits}");
                assert!(m > 1 || (open_share(used, &habit) - (1.0 - used)).abs() < 1e-9);
            }
        }
    }

    /// The formula against a tree built vessel by vessel: pieces hit open vessels, at random among all of them or one
    /// after the other, and a vessel is closed from its m-th hit on.
    #[test]
    fn formula_agrees_with_an_explicit_tree() {
        const LEVELS: usize = 9;
        let mut random = Stream::named(3, "explicit tree");
        for habit in [&spheres::HABIT, &pva::HABIT, &fibrils::HABIT] {
            for (level, used) in [(3, 0.3), (4, 0.5), (5, 0.4), (7, 0.6)] {
                let m = habit.per_vessel;
                let pieces = (used * f64::from((1_u32 << level) * m)).round() as u64;
                let mut hits: Vec<Vec<u32>> = (0..LEVELS).map(|k| vec![0; 1 << k]).collect();
                for _ in 0..pieces {
                    let open: Vec<usize> = (0..1 << level).filter(|&i| hits[level][i] < m).collect();
                    let target = match habit.hits {
                        Hits::Random => open[(random.uniform() * open.len() as f64) as usize],
                        // scattered over the tree: the order of reversed bits
                        Hits::Directed => {
                            *open.iter().min_by_key(|i| i.reverse_bits()).expect("vessels are left")
                        }
                    };
                    hits[level][target] += 1;
                }
                let closed: Vec<Vec<bool>> = hits
                    .iter()
                    .enumerate()
                    .map(|(k, l)| l.iter().map(|&n| k == level && n >= m).collect())
                    .collect();
                // every level carries the same resistance when all is open: R_k of one vessel = 2^k
                let explicit = conductance(&closed, 0, 0, 1.0 / LEVELS as f64);
                let mut tree = even_tree(LEVELS);
                tree.lodge(1.0 / f64::from(1 << level), pieces, habit);
                let formula = 1.0 / tree.resistance_ratio(|_| 1.0);
                assert!((formula / explicit - 1.0).abs() < 0.2, "{habit:?} {level}: {formula} {explicit}");
            }
        }
    }

    fn even_tree(levels: usize) -> MicroTree {
        let generation = |k: usize| Generation {
            diameter: 1.0 / f64::from(1 << k),
            count: f64::from(1 << k),
            resistance_share: 1.0 / levels as f64,
            volume: 1.0,
            used: 0.0,
            open: 1.0,
        };
        MicroTree { generations: (0..levels).map(generation).collect() }
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
        /// More dose never lowers the resistance, whatever is mixed with what.
        #[test]
        fn dose_only_closes(doses in prop::collection::vec((20e-6_f64..900e-6, 0_u64..4000, 0_usize..5), 1..30)) {
            let habits = [&pva::HABIT, &spheres::HABIT, &gelatin::HABIT, &fibrils::HABIT, &clot::HABIT];
            let mut tree = tree();
            let mut before = 1.0;
            for (diameter, count, make) in doses {
                tree.lodge(diameter, count, habits[make]);
                let now = tree.resistance_ratio(|_| 1.0);
                prop_assert!(now >= before - 1e-12 || now.is_infinite());
                before = now;
            }
        }
    }
}
