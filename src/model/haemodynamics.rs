//! How vessels and beds take the pulse, and how they answer to changes: what a file may say beyond geometry and flow at
//! rest. Everything here has a default, so that a file need not say it.

use super::ids::NodeIx;
use crate::units::{M3_PER_ML, PA_PER_MMHG, Resistance};

/// What flows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Blood {
    /// Viscosity in arteries, mPa·s.
    pub viscosity_mpa_s: f64,
    /// Density, kg/m³.
    pub density_kg_m3: f64,
}

impl Default for Blood {
    /// 3.5 mPa·s nominal (`S81`), 1060 kg/m³ (`S2`).
    fn default() -> Self {
        Self { viscosity_mpa_s: 3.5, density_kg_m3: 1060.0 }
    }
}

impl Blood {
    /// Viscosity, Pa·s.
    pub fn viscosity(&self) -> f64 {
        self.viscosity_mpa_s * 1e-3
    }
}

/// What the wall of a conduit is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Wall {
    /// Stiffer the narrower, by Olufsen's fit.
    #[default]
    Olufsen,
    /// A Young's modulus, kPa; the thickness follows from the radius.
    Young(f64),
    /// It does not give.
    Rigid,
}

/// A vessel that opens when pressures across it become different, and stays open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Collateral {
    /// Pressure at the start minus that at the end is above this, mmHg.
    Above(f64),
    /// The same is below this, mmHg.
    Below(f64),
}

/// How a segment behaves besides its resistance.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Behaviour {
    /// Its wall, for a conduit.
    pub wall: Wall,
    /// Closed until this happens.
    pub collateral: Option<Collateral>,
}

/// What a lumped segment has besides its resistance R. From start to end: R with a stenosis, then the compliance to
/// ground, then the inertance.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Lumped {
    /// Compliance, mL/mmHg.
    pub compliance_ml_mmhg: f64,
    /// Inertance, mmHg·s²/mL.
    pub inertance_mmhg_s2_ml: f64,
    /// Growth of the resistance with the flow, mmHg·s²/mL².
    pub stenosis_mmhg_s2_ml2: f64,
}

impl Lumped {
    /// Compliance, m³/Pa.
    pub fn compliance_si(&self) -> f64 {
        self.compliance_ml_mmhg * M3_PER_ML / PA_PER_MMHG
    }

    /// Inertance, Pa·s²/m³.
    pub fn inertance_si(&self) -> f64 {
        self.inertance_mmhg_s2_ml * PA_PER_MMHG / M3_PER_ML
    }

    /// Growth of the resistance, Pa·s²/m⁶.
    pub fn stenosis_si(&self) -> f64 {
        self.stenosis_mmhg_s2_ml2 * PA_PER_MMHG / (M3_PER_ML * M3_PER_ML)
    }
}

/// How a bed takes its blood.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Perfusion {
    /// Its elements, where they are known; else they follow from its flow at rest.
    pub windkessel: Option<Windkessel>,
    /// How it answers.
    pub control: Control,
}

impl Perfusion {
    /// The whole resistance, where it is written down.
    pub fn resistance(&self) -> Option<Resistance> {
        self.windkessel.map(|w| Resistance::from_mmhg_s_ml(w.proximal_mmhg_s_ml + w.distal_mmhg_s_ml))
    }
}

/// A three-element Windkessel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Windkessel {
    /// Resistance before the compliance, mmHg·s/mL.
    pub proximal_mmhg_s_ml: f64,
    /// Compliance, mL/mmHg.
    pub compliance_ml_mmhg: f64,
    /// Resistance after the compliance, mmHg·s/mL.
    pub distal_mmhg_s_ml: f64,
}

/// How a bed's small arteries answer to pressure.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Control {
    /// Not at all.
    #[default]
    Passive,
    /// They keep the flow while mean pressure is between these, mmHg.
    Autoregulated(f64, f64),
    /// They replace this share of the portal blood that is missing.
    PortalBuffer(f64),
}

/// What drives a node from outside.
#[derive(Clone, Debug, PartialEq)]
pub struct Inlet {
    /// Where.
    pub node: NodeIx,
    /// With what.
    pub drive: Drive,
}

/// A given pressure or flow over the beat.
#[derive(Clone, Debug, PartialEq)]
pub enum Drive {
    /// mmHg.
    Pressure(Waveform),
    /// mL/s into the network.
    Flow(Waveform),
}

/// A value over one beat, linear between its points.
#[derive(Clone, Debug, PartialEq)]
pub struct Waveform {
    /// Length of the beat, s.
    pub period_s: f64,
    /// Time in s, ascending within the beat, and value.
    pub points: Vec<(f64, f64)>,
}

impl Waveform {
    /// The same all the time.
    pub fn constant(value: f64) -> Self {
        Self { period_s: 1.0, points: vec![(0.0, value)] }
    }

    /// Value at a time in s; the beat repeats.
    pub fn at(&self, time_s: f64) -> f64 {
        let t = time_s - (time_s / self.period_s).floor() * self.period_s;
        let next = self.points.partition_point(|(at, _)| *at <= t);
        let (before, after) = self.around(next);
        let length = after.0 - before.0;
        if length > 0.0 { before.1 + (after.1 - before.1) * (t - before.0) / length } else { after.1 }
    }

    /// Mean over the beat.
    pub fn mean(&self) -> f64 {
        let pieces = (0..self.points.len()).map(|next| {
            let (before, after) = self.around(next);
            0.5 * (before.1 + after.1) * (after.0 - before.0)
        });
        pieces.sum::<f64>() / self.period_s
    }

    /// The points before and at an index, across the ends of the beat.
    fn around(&self, next: usize) -> ((f64, f64), (f64, f64)) {
        let n = self.points.len();
        let shifted = |i: usize, by: f64| self.points.get(i).map_or((0.0, 0.0), |(t, v)| (t + by, *v));
        match next {
            0 => (shifted(n.saturating_sub(1), -self.period_s), shifted(0, 0.0)),
            _ if next == n => (shifted(n - 1, 0.0), shifted(0, self.period_s)),
            _ => (shifted(next - 1, 0.0), shifted(next, 0.0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wave_repeats_and_has_its_mean() {
        let wave = Waveform { period_s: 2.0, points: vec![(0.5, 1.0), (1.0, 3.0)] };
        // half a second up, a second and a half down
        for (at, value) in
            [(0.5, 1.0), (0.75, 2.0), (1.0, 3.0), (1.75, 2.0), (0.0, 1.0 + 2.0 / 3.0), (2.5, 1.0)]
        {
            assert!((wave.at(at) - value).abs() < 1e-12, "{at}: {}", wave.at(at));
        }
        assert!((wave.mean() - 2.0).abs() < 1e-12);
        assert_eq!(Waveform::constant(7.0).at(0.3), 7.0);
        assert!((Waveform::constant(7.0).mean() - 7.0).abs() < 1e-12);
    }
}
