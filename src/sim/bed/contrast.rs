//! Contrast on its way through a capillary bed.
//!
//! Model: three mixed tanks of together `V = Q_rest · transit`: a residence-time distribution of gamma form with shape 3,
//! `E(t) = t²/(2 t₁³)·exp(−t/t₁)`, t₁ = V/(3Q), mean V/Q. A slow bed keeps its contrast for longer. Taken implicitly,
//! `m' = (m + in)/(1 + dt/t₁)`, so that mass is kept at any flow. What takes a shunt passes no tank: it is in the vein at
//! once, while the arteries are still full.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | Q, V | flow, blood volume | m³/s, m³ |
//! | m | iodine in a tank | kg |
//!
//! V and Q are those of the capillaries, without what a shunt takes past them.
//!
//! Validity: iodine that stays in the blood, mean flow; V at least `LEAST_M3`. The number of tanks is tuned; a case gives the
//! mean transit.
//! Left out: leakage into the tissue (parenchymal stain that outlasts the bolus).

use crate::hash::StateHash;
use crate::sim::sound::mend;
use crate::sim::tick::DT;

/// Tanks that contrast passes.
const TANKS: usize = 3;
/// Iodine that nothing shows, kg: 0.1 µg. It leaves at once, so that a bed comes to rest.
const TRACE: f64 = 1e-10;

/// Iodine that enters a bed's vein in a tick, kg.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Outflow {
    /// Through the capillaries.
    pub tissue: f64,
    /// Through the shunt.
    pub shunt: f64,
}

/// Least volume of a bed or vein, m³: 1 mm³, less than any that can be told apart. A bed without flow at rest would have none,
/// and what comes into it, when pressures around it change, no concentration.
pub const LEAST_M3: f64 = 1e-9;

/// Iodine in one bed.
#[derive(Clone, Debug)]
pub struct Contrast {
    tank_m3: f64,
    tanks: [f64; TANKS],
    shunted: f64,
}

impl Contrast {
    /// A bed of a blood volume (m³) without contrast.
    pub fn new(volume: f64) -> Self {
        Self { tank_m3: volume.max(LEAST_M3) / TANKS as f64, tanks: [0.0; TANKS], shunted: 0.0 }
    }

    /// Nothing in it.
    pub fn at_rest(&self) -> bool {
        self.shunted == 0.0 && self.tanks == [0.0; TANKS]
    }

    /// Takes iodine in (kg), a share of it through the shunt.
    pub fn receive(&mut self, iodine: f64, through_shunt: f64) {
        self.shunted += iodine * through_shunt;
        self.tanks[0] += iodine * (1.0 - through_shunt);
    }

    /// Iodine that goes back to the artery with a volume (m³) of blood, kg: that of the first tank.
    pub fn give_back(&mut self, volume: f64) -> f64 {
        let iodine = self.tanks[0] * (volume / self.tank_m3).clamp(0.0, 1.0);
        self.tanks[0] -= iodine;
        iodine
    }

    /// One tick at a flow through the capillaries (m³/s); returns the iodine that enters the vein.
    pub fn drain(&mut self, flow: f64) -> Outflow {
        let rate = flow.max(0.0) * DT / self.tank_m3;
        let mut incoming = 0.0;
        for mass in &mut self.tanks {
            *mass = (*mass + incoming) / (1.0 + rate);
            incoming = *mass * rate;
        }
        let shunt = core::mem::take(&mut self.shunted);
        let left = self.iodine();
        if left.abs() < TRACE {
            self.tanks = [0.0; TANKS];
            incoming += left;
        }
        Outflow { tissue: incoming, shunt }
    }

    /// Iodine in the capillaries, kg.
    pub fn iodine(&self) -> f64 {
        self.tanks.iter().sum::<f64>() + self.shunted
    }

    /// Puts back what cannot be; whether there was any.
    pub fn mend(&mut self) -> bool {
        mend(self.tanks.iter_mut().chain([&mut self.shunted]))
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self { tank_m3: _, tanks, shunted } = self;
        hash.floats(tanks.iter().copied().chain([*shunted]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An impulse leaves with the gamma distribution of shape 3: mean V/Q, variance mean²/3.
    #[test]
    fn an_impulse_leaves_as_a_gamma_distribution() {
        let (volume, flow) = (8e-6, 2e-6);
        let mut bed = Contrast::new(volume);
        bed.receive(1e-3, 0.0);
        let (mut mass, mut first, mut second) = (0.0, 0.0, 0.0);
        for tick in 0..6000 {
            let out = bed.drain(flow).tissue;
            let t = f64::from(tick) * DT;
            mass += out;
            first += out * t;
            second += out * t * t;
        }
        let mean = first / mass;
        let variance = second / mass - mean * mean;
        assert!((mass / 1e-3 - 1.0).abs() < 1e-12);
        assert!((mean - 4.0).abs() < 1.5 * DT, "{mean}");
        assert!((variance / (16.0 / 3.0) - 1.0).abs() < 0.02, "{variance}");
        assert!(bed.at_rest());
    }

    #[test]
    fn a_shunt_passes_no_tank() {
        let mut bed = Contrast::new(8e-6);
        bed.receive(1e-3, 0.25);
        assert!((bed.drain(2e-6).shunt - 0.25e-3).abs() < 1e-18);
    }

    #[test]
    fn without_flow_it_stays() {
        let mut bed = Contrast::new(8e-6);
        bed.receive(1e-3, 0.0);
        assert!((0..600).all(|_| bed.drain(0.0) == Outflow::default()));
        assert!((bed.iodine() - 1e-3).abs() < 1e-18);
    }
}
