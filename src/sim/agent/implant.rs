//! Coils and plugs in a vessel.
//!
//! Model of a coil of diameter D, wire w and length L in a vessel of diameter V: it winds against the wall, one loop of
//! `π·min(D, V)` of wire every `PITCH` wires of vessel. Much wider than the vessel it cannot wind and stretches, by
//! `D/(1.3 V)`, out of the branch if need be. Narrower than 1.1 V it holds only among coils that lie there already, and fills
//! their gaps; otherwise the flow takes it along. A plug (mesh) says itself which vessels it is made for: in a wider one it does not
//! hold and the flow takes it along, in a narrower one it covers more than its length.
//! Packing density `p = metal/lumen` of the stretch closes the share p at once; clot grows on it,
//! `c = p + (c_max - p)(1 - e^(-t/τ))`, up to all of the lumen from `DENSE` on, less below.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | D, V, w, L | diameters of coil, vessel, wire; length | mm |
//! | p | packing density | 1 |
//! | c | share of the lumen closed | 1 |
//! | τ | time constant of the clot | s |
//!
//! Validity: straight vessels wider than the wire. Dense enough is 24 % (Yasumoto, to verify; 55 % is usual in a 4 mm artery,
//! `S7`); oversizing by 20 to 30 % (to verify), of plugs by 20 to 50 % (`S103`); clot within 2 to 10 min (to verify).
//! Left out: the way of deployment, movement of a catheter that a piece still hangs on.

use super::deposit::{CLOSED, Deposit};
use crate::hash::StateHash;
use crate::math;
use crate::model::Implant;

/// Wires of vessel that one loop takes. Tuned.
const PITCH: f64 = 2.0;
/// Diameter over vessel from which it holds by itself. To verify.
const HOLDS_FROM: f64 = 1.1;
/// Diameter over vessel beyond which it stretches. To verify.
const STRETCHES_FROM: f64 = 1.3;
/// Packing density that closes for good.
const DENSE: f64 = 0.24;
/// Densest packing. Tuned.
const DENSEST: f64 = 0.7;
/// Share of the lumen that the mesh of a plug closes at once. Tuned.
const MESH: f64 = 0.5;
/// Time constant of the clot with normal clotting, s. Tuned to 2 to 10 min.
const CLOT_S: f64 = 150.0;
/// Solid platinum, mg/mL.
const PLATINUM: f64 = 21_450.0;
/// Platinum that would look like solid nitinol, mg/mL. Tuned.
const NITINOL: f64 = 4_300.0;
/// Step of the closed share that is worth a new resistance.
const STEP: f64 = 0.01;

/// Metal in one stretch of a segment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pack {
    /// Where it begins, mm from the segment's start.
    pub from_mm: f64,
    /// Where it ends, mm.
    pub to_mm: f64,
    /// Metal, mm³.
    pub metal_mm3: f64,
    /// Lumen of the stretch, mm³.
    pub lumen_mm3: f64,
    /// Meshed: closes by its mesh, not by its metal.
    pub mesh: bool,
    age_s: f64,
    told: f64,
}

/// How a piece fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It holds.
    Holds,
    /// Too narrow: the flow takes it along.
    Loose,
    /// Too wide: it stretches.
    Stretched,
}

/// How a piece fits a vessel of a diameter (mm); `nested` among pieces that lie there.
pub fn fit(implant: &Implant, vessel_mm: f64, nested: bool) -> Fit {
    if let Some((narrowest, widest)) = implant.vessel_mm {
        return if vessel_mm > widest {
            Fit::Loose
        } else if vessel_mm < narrowest {
            Fit::Stretched
        } else {
            Fit::Holds
        };
    }
    let ratio = implant.diameter_mm / vessel_mm;
    if ratio > STRETCHES_FROM {
        Fit::Stretched
    } else if ratio < HOLDS_FROM && !nested {
        Fit::Loose
    } else {
        Fit::Holds
    }
}

/// Metal of a piece, mm³.
pub fn metal_mm3(implant: &Implant) -> f64 {
    match implant.wire_mm {
        Some(wire) => math::PI / 4.0 * wire * wire * implant.length_mm,
        // a mesh is mostly air
        None => 0.05 * math::PI / 4.0 * implant.diameter_mm * implant.diameter_mm * implant.length_mm,
    }
}

/// Length of vessel (mm) that a piece takes up.
pub fn length_mm(implant: &Implant, vessel_mm: f64) -> f64 {
    let stretch = match implant.vessel_mm {
        Some((narrowest, _)) => (narrowest / vessel_mm).max(1.0),
        None => (implant.diameter_mm / (STRETCHES_FROM * vessel_mm)).max(1.0),
    };
    let wound = match implant.wire_mm {
        Some(wire) => implant.length_mm / (math::PI * implant.diameter_mm.min(vessel_mm)) * PITCH * wire,
        None => implant.length_mm,
    };
    wound * stretch
}

impl Pack {
    /// Metal that has just come to lie between two places.
    pub fn new((from_mm, to_mm): (f64, f64), metal_mm3: f64, vessel_mm: f64, mesh: bool) -> Self {
        let lumen_mm3 = math::PI / 4.0 * vessel_mm * vessel_mm * (to_mm - from_mm);
        Self { from_mm, to_mm, metal_mm3, lumen_mm3, mesh, age_s: 0.0, told: 0.0 }
    }

    /// Packing density.
    pub fn density(&self) -> f64 {
        (self.metal_mm3 / self.lumen_mm3).min(DENSEST)
    }

    /// Whether its gaps have room for more metal.
    pub fn takes(&self, metal_mm3: f64) -> bool {
        !self.mesh && self.metal_mm3 + metal_mm3 <= DENSEST * self.lumen_mm3
    }

    /// Takes more metal into its gaps; the clot goes on from where it is.
    pub fn nest(&mut self, metal_mm3: f64) {
        self.metal_mm3 += metal_mm3;
        self.told = 0.0;
    }

    /// Gives metal back that nested in it; the clot that has grown stays.
    pub fn release(&mut self, metal_mm3: f64) {
        self.nest(-metal_mm3);
    }

    /// Share of the lumen closed now.
    pub fn closed(&self) -> f64 {
        let density = self.density();
        let (now, most) =
            if self.mesh { (MESH, CLOSED) } else { (density, (density / DENSE).min(1.0) * CLOSED) };
        let grown = 1.0 - math::exp(-self.age_s / CLOT_S);
        (now + (most - now).max(0.0) * grown).min(CLOSED)
    }

    /// Lets clot grow for a time by a factor on the time it takes; whether it closes noticeably more.
    pub fn grow(&mut self, seconds: f64, slower: f64) -> bool {
        /// After so many time constants nothing changes any more.
        const DONE: f64 = 12.0;
        if self.age_s > DONE * CLOT_S {
            return false;
        }
        self.age_s += seconds / slower;
        let closed = self.closed();
        // the last few per cent close most of what is left of the conductance
        let changed = (closed - self.told).abs() >= STEP * (1.0 - closed).max(1.0 - CLOSED);
        if changed {
            self.told = closed;
        }
        changed
    }

    /// Platinum in its stretch, or as much of it as would look like the mesh, mg/mL.
    pub fn platinum_mg_ml(&self) -> f64 {
        let metal = if self.mesh { NITINOL } else { PLATINUM };
        metal * self.metal_mm3 / self.lumen_mm3
    }

    /// It as a deposit.
    pub fn deposit(&self) -> Deposit {
        Deposit { from_mm: self.from_mm, to_mm: self.to_mm, closed: self.closed() }
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self { from_mm, to_mm, metal_mm3, lumen_mm3, mesh, age_s, told } = self;
        hash.floats([*from_mm, *to_mm, *metal_mm3, *lumen_mm3, *age_s, *told]);
        hash.flag(*mesh);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coil(diameter_mm: f64) -> Implant {
        Implant {
            diameter_mm,
            length_mm: 140.0,
            wire_mm: Some(0.36),
            vessel_mm: None,
            lumen_mm: (0.5, 0.7),
            detachable: true,
        }
    }

    #[test]
    fn size_decides_how_it_fits() {
        assert_eq!(fit(&coil(5.0), 4.0, false), Fit::Holds);
        assert_eq!(fit(&coil(4.0), 4.0, false), Fit::Loose);
        assert_eq!(fit(&coil(3.0), 4.0, true), Fit::Holds);
        assert_eq!(fit(&coil(8.0), 4.0, false), Fit::Stretched);
        assert!(length_mm(&coil(8.0), 4.0) > 1.4 * length_mm(&coil(5.0), 4.0));
    }

    #[test]
    fn a_plug_holds_in_the_vessels_it_is_made_for() {
        let plug = Implant { wire_mm: None, vessel_mm: Some((3.0, 5.0)), length_mm: 12.0, ..coil(6.5) };
        let fits = [2.0, 3.0, 5.0, 5.5].map(|vessel_mm| fit(&plug, vessel_mm, false));
        assert_eq!(fits, [Fit::Stretched, Fit::Holds, Fit::Holds, Fit::Loose]);
        assert!(length_mm(&plug, 2.0) > 17.0 && length_mm(&plug, 4.0) == 12.0);
    }

    /// One coil alone closes in part; more metal in its gaps closes all, over minutes.
    #[test]
    fn density_and_time_close() {
        let fit = coil(5.0);
        let mut pack = Pack::new((0.0, length_mm(&fit, 4.0)), metal_mm3(&fit), 4.0, false);
        assert!(pack.density() < DENSE && pack.closed() < 0.2);
        for _ in 0..600 {
            pack.grow(1.0, 1.0);
        }
        let alone = pack.closed();
        assert!(alone > 0.4 && alone < 0.9, "{alone}");
        pack.nest(metal_mm3(&coil(4.0)) * 2.0);
        assert!(pack.closed() > 0.97, "{}", pack.closed());
        let mut slow = Pack::new((0.0, 20.0), 100.0, 4.0, false);
        let mut normal = slow;
        slow.grow(120.0, 3.0);
        normal.grow(120.0, 1.0);
        assert!(slow.closed() < normal.closed());
    }
}
