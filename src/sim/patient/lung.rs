//! The lungs: the filter behind all systemic veins, where everything stays that passes a shunt or a bed.
//!
//! Model, by absolute amounts, all agents together: the arterioles of the lung are a micro-tree (`bed::tree`) that carries
//! the cardiac output. Pieces lodge in it by their size, gel and set liquid fill lumens; r is its resistance over that at
//! rest. The rest of the lung constricts as well, by `REFLEX` times what is closed, and ethanol constricts all of it:
//! `L = (1 + REFLEX·(r − 1))·(1 + ETHANOL·a²/(a² + a₀²))`, a what acts, `a' = in − a/ETHANOL_S`. The load is `o = 1 − 1/L`.
//! Oil does its harm late: with `u = o/(o + OIL_HALF)` of what it can do, growing from 12 to 48 h after it came.
//!
//! | number | value | source |
//! |---|---|---|
//! | cardiac output, widest arteriole | 5 L/min, 1 mm | textbook, to verify |
//! | `REFLEX` | 3 | tuned: three died after 40 to 120 µm spheres in the liver, none after larger ones (`S94`) |
//! | oil that does half of its harm | 3 mL in the lungs | tuned: 14.5 mL injected is the best cut-off (`S115`), 6 of 14 given more than 20 mL fell ill (`S116`) |
//! | onset of its signs | 12 to 48 h | `S117` |
//! | ethanol a₀, most, decay | 0.4 mL/kg, 2, 600 s | tuned: pulmonary hypertension and arrest (`S108`, `S109`), at most 0.1 mL/kg in 10 min (to verify) |
//!
//! Validity: what lodges stays for the session. Left out: perfusion of the lung itself, the right heart as a pump, ventilation.

use crate::hash::StateHash;
use crate::sim::agent::particle::Classes;
use crate::sim::bed::Drained;
use crate::sim::bed::tree::MicroTree;
use crate::sim::tick::DT;

/// Cardiac output, m³/s, and the widest arteriole, m.
const OUTPUT: f64 = 5e-3 / 60.0;
const WIDEST: f64 = 1e-3;
/// Constriction of the rest of the lung over what is closed.
const REFLEX: f64 = 3.0;
/// Oil that does half of its harm, m³, and the hours between which that harm comes, s.
const OIL_HALF: f64 = 3e-6;
const OIL_FROM_S: f64 = 12.0 * 3600.0;
const OIL_FULL_S: f64 = 48.0 * 3600.0;
/// Ethanol of half effect, mL/kg; greatest effect; decay, s.
const ETHANOL_HALF: f64 = 0.4;
const ETHANOL_MOST: f64 = 2.0;
const ETHANOL_S: f64 = 600.0;

/// State of the lungs.
#[derive(Clone, Debug)]
pub struct Lungs {
    tree: MicroTree,
    ratio: f64,
    /// What has arrived so far.
    booked: Drained,
    /// Time since oil came, in the mean over all of it, s.
    oil_age_s: f64,
    /// Ethanol that acts, mL.
    ethanol_ml: f64,
    weight_kg: f64,
}

impl Lungs {
    /// Clear lungs in a body of this weight.
    pub fn new(weight_kg: f64) -> Self {
        let tree = MicroTree::new(OUTPUT, WIDEST);
        let booked = Drained::default();
        Self { tree, ratio: 1.0, booked, oil_age_s: 0.0, ethanol_ml: 0.0, weight_kg: weight_kg.max(1.0) }
    }

    /// One tick; `all` is everything that the systemic veins have brought so far.
    pub fn step(&mut self, all: &Drained, classes: &Classes) {
        self.oil_age_s += DT;
        self.ethanol_ml -= self.ethanol_ml * DT / ETHANOL_S;
        if *all == self.booked {
            return;
        }
        let mut lodged = false;
        for &(class, count) in &all.particles {
            let known = self.booked.particles.iter().find(|(c, _)| *c == class).map_or(0, |(_, n)| *n);
            if count > known {
                let size = classes.get(class);
                self.tree.lodge(size.lodges, count - known, size.habit);
                lodged = true;
            }
        }
        let filled = (all.gel - self.booked.gel) + (all.cast - self.booked.cast);
        if filled > 0.0 {
            self.tree.fill(self.tree.generations().len() - 1, filled);
            lodged = true;
        }
        if all.oil > self.booked.oil {
            // an age is that of the whole: what has just come has none
            self.oil_age_s *= self.booked.oil / all.oil;
        }
        self.ethanol_ml += (all.ethanol - self.booked.ethanol) * 1e6;
        self.booked.clone_from(all);
        if lodged {
            self.ratio = self.tree.resistance_ratio(|_| 1.0);
        }
    }

    /// Share of the lungs' conductance that material has closed, 0 to 1.
    pub fn closed_share(&self) -> f64 {
        1.0 - 1.0 / self.ratio
    }

    /// Oil in them, mL.
    pub fn oil_ml(&self) -> f64 {
        self.booked.oil * 1e6
    }

    /// How much of their function is lost now, 0 to 1.
    pub fn load(&self) -> f64 {
        let acting = self.ethanol_ml / self.weight_kg;
        let spasm = 1.0 + ETHANOL_MOST * acting * acting / (acting * acting + ETHANOL_HALF * ETHANOL_HALF);
        let resistance = (1.0 + REFLEX * (self.ratio - 1.0)) * spasm;
        let ripe = ((self.oil_age_s - OIL_FROM_S) / (OIL_FULL_S - OIL_FROM_S)).clamp(0.0, 1.0);
        let oil = ripe * self.booked.oil / (self.booked.oil + OIL_HALF);
        1.0 - (1.0 - oil) / resistance
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self { tree, ratio, booked, oil_age_s, ethanol_ml, weight_kg: _ } = self;
        tree.hash_into(hash);
        hash.floats([*ratio, *oil_age_s, *ethanol_ml]);
        booked.hash_into(hash);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Agent, Mechanism};
    use crate::sim::transport::Class;

    fn spheres(size_um: (f64, f64)) -> Classes {
        Classes::of(&[Agent {
            id: "spheres".into(),
            name: "spheres".into(),
            mechanism: Mechanism::Spheres { size_um, per_ml: 1.0, gives: 0.0 },
            syringe_ml: 10.0,
            syringes: 1,
            iodine_mg_ml: 0.0,
            viscosity_mpa_s: 1.0,
            prepare_s: 0.0,
            lasts_days: None,
            catheters: Vec::new(),
        }])
    }

    fn with(particles: Vec<(Class, u64)>) -> Drained {
        Drained { particles, ..Drained::default() }
    }

    /// The same share of a dose is nothing in a small one and deadly in a large one; where it came in steps does not matter.
    #[test]
    fn the_amount_counts() {
        let classes = spheres((40.0, 120.0));
        let load = |steps: &[u64]| {
            let mut lungs = Lungs::new(70.0);
            for count in steps {
                lungs.step(&with(vec![(2, *count)]), &classes);
            }
            lungs.load()
        };
        let (little, vial) = (load(&[10_000]), load(&[2_200_000]));
        assert!(little < 0.01, "{little}");
        assert!(vial > 0.3, "half a vial of 40 to 120 µm: {vial}");
        let parts = load(&[700_000, 1_500_000, 2_200_000]);
        assert!((parts - vial).abs() < 1e-9);
    }

    #[test]
    fn agents_add_up() {
        let classes = spheres((40.0, 120.0));
        let load = |particles: Vec<(Class, u64)>, gel: f64| {
            let mut lungs = Lungs::new(70.0);
            lungs.step(&Drained { gel, ..with(particles) }, &classes);
            lungs.load()
        };
        let (first, second, gel) =
            (load(vec![(1, 400_000)], 0.0), load(vec![(2, 400_000)], 0.0), load(Vec::new(), 1e-6));
        let all = load(vec![(1, 400_000), (2, 400_000)], 1e-6);
        assert!(gel > 0.0 && all > first.max(second).max(gel) && all < first + second + gel + 0.02);
    }

    #[test]
    fn oil_is_quiet_in_the_suite_and_tells_within_two_days() {
        let classes = spheres((40.0, 120.0));
        let mut lungs = Lungs::new(70.0);
        let brought = Drained { oil: 3e-6, ..Drained::default() };
        lungs.step(&brought, &classes);
        lungs.oil_age_s = OIL_FROM_S - 1.0;
        assert_eq!(lungs.load(), 0.0);
        lungs.oil_age_s = OIL_FULL_S;
        assert!((lungs.load() - 0.5).abs() < 1e-9);
    }

    #[test]
    fn ethanol_constricts_by_dose_and_weight_and_wears_off() {
        let classes = spheres((40.0, 120.0));
        let load = |ml: f64, kg: f64, seconds: u32| {
            let mut lungs = Lungs::new(kg);
            let brought = Drained { ethanol: ml * 1e-6, ..Drained::default() };
            (0..seconds * crate::sim::tick::TICKS_PER_SECOND).for_each(|_| lungs.step(&brought, &classes));
            lungs.load()
        };
        assert!(load(35.0, 70.0, 1) > 0.5 && load(35.0, 140.0, 1) < load(35.0, 70.0, 1));
        assert!(load(3.5, 70.0, 1) < 0.15);
        assert!(load(35.0, 70.0, 3600) < 0.01);
    }
}
