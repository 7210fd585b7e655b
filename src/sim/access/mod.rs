//! The access site: puncture, sheath, bleeding after it is out, and the pressure that stops it.
//!
//! What is modelled
//! - **Bleeding.** A hole of the sheath's outer diameter d (m) bleeds into the tissue at
//!   Q = C·(π d²/4)·sqrt(2 p/ρ)·(1 − c), with p mean arterial pressure (Pa), ρ blood's density 1060 kg/m³, c the clot's
//!   state (0 to 1) and C the part that the recoiling wall and the tissue leave of a free jet (tuned).
//! - **Pressure** on the right place stops it wholly; anywhere else it does nothing.
//! - **Clot.** While pressure is effective, dc/dt = 1/T. At c = 1 the site stays dry without pressure. Let go earlier,
//!   part of the clot is torn off and it bleeds again.
//!
//! | site | where pressure is effective, above the skin puncture | time T | source |
//! |---|---|---|---|
//! | femoral | 10 to 20 mm; 5 to 30 mm accepted | hole of an 8 Fr sheath or smaller 15 min, larger 3 min per French | place: 1 to 2 cm to verify, 2 to 3 cm `S179`; a finger's breadth below is tuned; 15 min `S178`, `S180`; rule of thumb to verify |
//! | radial | −5 to 10 mm | 2 h under a band | `S17`; the place is tuned |
//! | brachial | −5 to 10 mm | as femoral | to verify; the place is tuned |
//!
//! T is multiplied by the patient's bleeding factor and, under heparin, by the activated clotting time over its usual value. Firm femoral pressure is
//! held for 15 min or longer (`S178`): instead of 5 min it lowered immediate re-bleeding from 17 to 5 % even at 4 Fr (`S180`). The
//! hand may lie there before the sheath is pulled; what it holds shut does not bleed then.
//! Left out: pseudoaneurysm, fistula, retroperitoneal bleeding, radial occlusion under the band, closure devices,
//! tissue pressure of a large haematoma.

#[cfg(test)]
mod tests;

use crate::hash::StateHash;
use crate::math;
use crate::model::{AccessKind, AccessSite, NodeIx};
use crate::sim::event::What;
use crate::sim::snapshot::AccessView;
use crate::sim::tick::DT;
use crate::units::{Flow, M_PER_MM, Pressure};

/// Blood's density, kg/m³.
const DENSITY: f64 = 1060.0;
/// Part of a free jet that leaves the hole (tuned: 6 Fr hole, 90 mmHg: about 60 mL/min).
const JET_SHARE: f64 = 0.04;
/// Part of an unfinished clot that stays when pressure is let go (tuned).
const CLOT_KEPT: f64 = 0.5;
/// Volume of a haematoma that is noticed, mL (authored).
const NOTICED_ML: f64 = 30.0;
/// Widest hole counted as 8 Fr or smaller, mm (8 Fr sheaths: 3.3 mm outside, to verify).
const EIGHT_FRENCH_HOLE_MM: f64 = 3.4;
/// What a sheath's wall adds to its French size, mm of diameter (about 2 Fr, `S131`).
const WALL_MM: f64 = 2.0 * crate::units::MM_PER_FRENCH;
/// Clots count as complete from here: sums of ticks are not exact.
const COMPLETE: f64 = 1.0 - 1e-9;

/// How far the access is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Stage {
    /// Nothing was done.
    Untouched,
    /// A needle and wire are in; they fill their hole.
    Punctured,
    /// A sheath of this outer diameter is in.
    Sheathed { hole_mm: f64 },
    /// The sheath is out, and the hole open or just held shut.
    Open { hole_mm: f64 },
    /// Dry without pressure.
    Dry,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Hand {
    above_mm: f64,
    effective: bool,
    ticks: u64,
}

#[derive(Clone, Debug)]
struct Chosen {
    id: String,
    name: String,
    kind: AccessKind,
    node: NodeIx,
}

/// State of the access site.
#[derive(Clone, Debug)]
pub struct Access {
    bleeding_factor: f64,
    site: Option<Chosen>,
    stage: Stage,
    hand: Option<Hand>,
    clot: f64,
    rate_ml_min: f64,
    haematoma_ml: f64,
    notice_at_ml: f64,
}

impl Access {
    /// Before anything was done; `bleeding_factor` is the patient's.
    pub fn new(bleeding_factor: f64) -> Self {
        Self {
            bleeding_factor,
            site: None,
            stage: Stage::Untouched,
            hand: None,
            clot: 0.0,
            rate_ml_min: 0.0,
            haematoma_ml: 0.0,
            notice_at_ml: NOTICED_ML,
        }
    }

    /// Chooses where to enter; possible until the puncture, and again once a first site is dry.
    pub fn choose(&mut self, site: &AccessSite, out: &mut Vec<What>) -> Result<(), String> {
        if let (Some(chosen), true) = (&self.site, self.in_use()) {
            return Err(format!(
                "The {} is punctured already: another site can be chosen when this one is dry again.",
                chosen.name
            ));
        }
        self.site =
            Some(Chosen { id: site.id.clone(), name: site.name.clone(), kind: site.kind, node: site.node });
        self.stage = Stage::Untouched;
        self.clot = 0.0;
        out.push(What::AccessChosen { site: site.id.clone() });
        Ok(())
    }

    /// Punctures the chosen artery. The needle and its wire fill their hole, so that nothing bleeds yet.
    pub fn puncture(&mut self, out: &mut Vec<What>) -> Result<(), String> {
        let Some(site) = &self.site else {
            return Err("No access site is chosen: choose one first.".to_owned());
        };
        if self.stage != Stage::Untouched {
            return Err(format!("The {} is punctured already.", site.name));
        }
        out.push(What::Punctured { site: site.id.clone() });
        self.stage = Stage::Punctured;
        Ok(())
    }

    /// The node a sheath would enter at now, or why it cannot.
    pub fn sheath_node(&self) -> Result<NodeIx, String> {
        match (&self.site, self.stage) {
            (Some(site), Stage::Punctured) => Ok(site.node),
            (Some(_), Stage::Sheathed { .. }) => Err("A sheath is in already.".to_owned()),
            (Some(site), Stage::Open { .. } | Stage::Dry) => {
                Err(format!("The {} was left: choose a site and puncture again once it is dry.", site.name))
            }
            _ => Err("No artery is punctured: choose a site and puncture it first.".to_owned()),
        }
    }

    /// The sheath went in; its hole has its outer diameter.
    pub fn sheath_in(&mut self, outer_mm: f64) {
        self.stage = Stage::Sheathed { hole_mm: outer_mm };
    }

    /// The sheath came out: the hole is open.
    pub fn sheath_out(&mut self, mean_mmhg: f64, out: &mut Vec<What>) {
        if let Stage::Sheathed { hole_mm } = self.stage {
            self.stage = Stage::Open { hole_mm };
            self.clot = 0.0;
            if !self.hand.is_some_and(|hand| hand.effective) {
                self.bleed(mean_mmhg, out);
            }
        }
    }

    /// Presses so many millimetres above (towards the heart of) the skin puncture, or moves the pressure there.
    pub fn compress(&mut self, above_mm: f64, mean_mmhg: f64, out: &mut Vec<What>) -> Result<(), String> {
        if !above_mm.is_finite() {
            return Err(
                "The place to press on is not a number: give millimetres above the skin puncture.".to_owned()
            );
        }
        let kind = match (&self.site, self.stage) {
            (Some(site), Stage::Open { .. } | Stage::Sheathed { .. }) => site.kind,
            (_, Stage::Dry) => return Err("The access site is dry: no more pressure is needed.".to_owned()),
            _ => return Err("Nothing bleeds: there is no puncture to press on.".to_owned()),
        };
        let effective = is_effective(kind, above_mm);
        if self.hand.is_some_and(|hand| hand.effective) && !effective {
            self.let_go();
        }
        self.hand = Some(Hand { above_mm, effective, ticks: 0 });
        out.push(What::CompressionStarted { above_mm, effective });
        if effective {
            self.rate_ml_min = 0.0;
        } else if self.rate_ml_min == 0.0 {
            self.bleed(mean_mmhg, out);
        }
        Ok(())
    }

    /// Stops pressing and looks.
    pub fn release(&mut self, mean_mmhg: f64, out: &mut Vec<What>) -> Result<(), String> {
        let Some(hand) = self.hand.take() else {
            return Err("Nobody presses on the access site.".to_owned());
        };
        let held_s = hand.ticks as f64 * DT;
        if matches!(self.stage, Stage::Sheathed { .. }) {
            // the sheath still fills its hole
            out.push(What::CompressionReleased { held_s, bleeding: false });
            return Ok(());
        }
        let dry = self.clot >= COMPLETE;
        out.push(What::CompressionReleased { held_s, bleeding: !dry });
        if dry {
            self.stage = Stage::Dry;
            self.rate_ml_min = 0.0;
            out.push(What::Haemostasis);
        } else if hand.effective {
            self.let_go();
            self.bleed(mean_mmhg, out);
        }
        Ok(())
    }

    /// Lets one tick pass at this mean arterial pressure; a clot takes `clotting` times as long as without drugs.
    pub fn step(&mut self, mean_mmhg: f64, clotting: f64, out: &mut Vec<What>) {
        let Stage::Open { hole_mm } = self.stage else { return };
        if let Some(hand) = &mut self.hand {
            hand.ticks += 1;
        }
        if self.hand.is_some_and(|hand| hand.effective) {
            self.clot = (self.clot + DT / (self.required_s(hole_mm) * clotting.max(1.0))).min(1.0);
            return;
        }
        self.rate_ml_min = free_rate(hole_mm, mean_mmhg) * (1.0 - self.clot);
        self.haematoma_ml += self.rate_ml_min * DT / 60.0;
        if self.haematoma_ml >= self.notice_at_ml {
            out.push(What::Haematoma { ml: self.haematoma_ml });
            self.notice_at_ml *= 2.0;
        }
    }

    /// The sheath was pulled out of the site in use.
    pub fn sheath_is_out(&self) -> bool {
        matches!(self.stage, Stage::Open { .. } | Stage::Dry)
    }

    /// Where the artery is entered, if a site is chosen.
    pub fn node(&self) -> Option<NodeIx> {
        self.site.as_ref().map(|site| site.node)
    }

    /// The site in use bleeds, or would without the hand.
    pub fn is_open(&self) -> bool {
        matches!(self.stage, Stage::Open { .. })
    }

    /// Somebody presses on it.
    pub fn compressed(&self) -> bool {
        self.hand.is_some()
    }

    /// Blood lost into the tissue, mL.
    pub fn haematoma_ml(&self) -> f64 {
        self.haematoma_ml
    }

    /// The site was used and is dry without pressure.
    pub fn haemostasis(&self) -> bool {
        self.stage == Stage::Dry
    }

    /// What can be seen of it.
    pub fn view(&self) -> AccessView {
        AccessView {
            site: self.site.as_ref().map(|site| site.id.clone()),
            punctured: self.stage != Stage::Untouched,
            sheath: matches!(self.stage, Stage::Sheathed { .. }),
            compressed: self.hand.is_some(),
            held_s: self.hand.map_or(0.0, |hand| hand.ticks as f64 * DT),
            bleeding_ml_min: self.rate_ml_min,
            haematoma_ml: self.haematoma_ml,
            haemostasis: self.haemostasis(),
        }
    }

    /// Takes the whole state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        hash.text(self.site.as_ref().map_or("", |site| &site.id));
        let (stage, hole_mm) = match self.stage {
            Stage::Untouched => (0, 0.0),
            Stage::Punctured => (1, 0.0),
            Stage::Sheathed { hole_mm } => (2, hole_mm),
            Stage::Open { hole_mm } => (3, hole_mm),
            Stage::Dry => (4, 0.0),
        };
        hash.int(stage);
        hash.option(self.hand, |Hand { above_mm, effective, ticks }, hash| {
            hash.int(ticks);
            hash.float(above_mm);
            hash.flag(effective);
        });
        hash.floats([hole_mm, self.clot, self.rate_ml_min, self.haematoma_ml, self.notice_at_ml]);
    }

    fn in_use(&self) -> bool {
        !matches!(self.stage, Stage::Untouched | Stage::Dry)
    }

    fn let_go(&mut self) {
        self.clot *= CLOT_KEPT;
    }

    fn bleed(&mut self, mean_mmhg: f64, out: &mut Vec<What>) {
        if let Stage::Open { hole_mm } = self.stage {
            self.rate_ml_min = free_rate(hole_mm, mean_mmhg) * (1.0 - self.clot);
            out.push(What::Bleeding { ml_min: self.rate_ml_min });
        }
    }

    /// Time of effective pressure a hole needs, s.
    fn required_s(&self, hole_mm: f64) -> f64 {
        let minutes = match self.site.as_ref().map(|site| site.kind) {
            Some(AccessKind::Radial) => 120.0,
            _ if hole_mm <= EIGHT_FRENCH_HOLE_MM => 15.0,
            _ => 3.0 * (hole_mm - WALL_MM) / crate::units::MM_PER_FRENCH,
        };
        60.0 * minutes * self.bleeding_factor.max(0.1)
    }
}

fn is_effective(kind: AccessKind, above_mm: f64) -> bool {
    match kind {
        AccessKind::Femoral => (5.0..=30.0).contains(&above_mm),
        AccessKind::Radial | AccessKind::Brachial => (-5.0..=10.0).contains(&above_mm),
    }
}

/// What a hole loses without clot or pressure, mL/min.
fn free_rate(hole_mm: f64, mean_mmhg: f64) -> f64 {
    let area = math::PI * hole_mm * hole_mm / 4.0 * M_PER_MM * M_PER_MM;
    let speed = (2.0 * Pressure::from_mmhg(mean_mmhg.max(0.0)).si() / DENSITY).sqrt();
    Flow::from_si(JET_SHARE * area * speed).ml_min()
}
