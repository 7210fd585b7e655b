//! How beds and collaterals answer to the mean pressures: autoregulation, the hepatic arterial buffer, recruitment.
//!
//! Model: every bed has a tone, a factor on its resistance, that follows its goal with `τ·dw/dt = g − w`. Goals:
//!
//! | bed | g |
//! |---|---|
//! | passive (tumours, and all that says nothing) | 1 |
//! | autoregulated between l and h | (p′ − `p_v`)/(p′₀ − `p_v`), p′ the pressure at its node, not below l, not above h |
//! | buffered by the share b | 1/f, f = 1 + b·(`Q_p0` − `Q_p`)/`Q_a0`, f from ½ to 2 |
//!
//! so that an autoregulated bed keeps its flow within its range and is passive beyond, and buffered beds together take b
//! of the portal blood that is missing. A collateral is all but closed until the pressures at its ends have differed as
//! written for `t_c` without a break; then it opens for good, `τ_c·do/dt = 1 − o`.
//!
//! All of it answers to the network without what is being injected: a push of some seconds is over before a vessel has
//! answered to it, and its pressure is no perfusion.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | `Q_p`, `Q_a` | flow of the beds that drain to the portal vein, of buffered beds; 0: at rest | m³/s |
//! | τ | 10 s: between the myogenic answer (5 to 10 s) and the tubular one (20 to 50 s); tuned | s |
//! | `t_c`, `τ_c` | 20 s, 30 s: an artery widens under more shear after a lag of some 20 s and is widest after a minute; tuned | s |
//! | o | open share of a collateral's conductance | 1 |
//!
//! Validity: slow against the beat; the answer is worked out twice a second from mean pressures. Reference: `S52` for
//! the kidney's range; Lautt 1985 for the buffer (arterial flow answers to portal flow, not the reverse), its size to
//! verify; Cupples and Braam 2007 for τ, Corretti 2002 for `t_c` and `τ_c` (both to verify). Left out: myogenic overshoot, metabolic control.

use super::{Free, Network};
use crate::hash::StateHash;
use crate::model::{BedIx, Collateral, Control, Drainage, SegmentIx, VesselGraph};

/// Time constant of a tone, s (tuned).
const TONE_S: f64 = 10.0;
/// Time for which the pressures at a collateral's ends have to differ before it opens, s (tuned).
const HELD_S: f64 = 20.0;
/// Time constant of a collateral that opens, s (tuned).
const OPENING_S: f64 = 30.0;
/// What a closed collateral lets through of its open conductance (tuned).
pub const CLOSED: f64 = 1e-3;
/// A tone this close to its goal stays, so that a patient at rest costs nothing.
const CLOSE: f64 = 2e-3;
/// Bounds of a buffered bed's conductance (to verify).
const BUFFER: (f64, f64) = (0.5, 2.0);
/// Ticks between two answers, and their time in s.
const EVERY: u32 = 30;
const EVERY_S: f64 = EVERY as f64 * crate::sim::tick::DT;

/// A bed that answers.
#[derive(Clone, Copy, Debug)]
struct Toned {
    bed: BedIx,
    control: Control,
    venous: f64,
    resting_pressure: f64,
    tone: f64,
}

/// A vessel that may open.
#[derive(Clone, Copy, Debug)]
struct Reserve {
    segment: SegmentIx,
    trigger: Collateral,
    /// Time for which the pressures at its ends have differed as written, up to `HELD_S`, s.
    held_s: f64,
    open: f64,
}

/// Everything that answers.
#[derive(Clone, Debug)]
pub struct Controls {
    beds: Vec<Toned>,
    reserves: Vec<Reserve>,
    portal: Vec<BedIx>,
    resting_portal: f64,
    resting_buffered: f64,
    waited: u32,
}

/// Who has to be set anew.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// Beds with their tone.
    pub beds: Vec<(BedIx, f64)>,
    /// Collaterals with their open share.
    pub segments: Vec<(SegmentIx, f64)>,
}

impl Controls {
    /// Everything as at rest.
    pub fn new(graph: &VesselGraph, rest: &Network) -> Self {
        let beds = graph.beds().iter().enumerate();
        let toned = |(i, bed): (usize, &crate::model::Bed)| Toned {
            bed: BedIx::at(i),
            control: bed.perfusion.control,
            venous: bed.venous_mmhg,
            resting_pressure: rest.pressure(bed.node).mmhg(),
            tone: 1.0,
        };
        let reserve = |(i, segment): (usize, &crate::model::Segment)| {
            let trigger = segment.behaviour.collateral?;
            Some(Reserve { segment: SegmentIx::at(i), trigger, held_s: 0.0, open: CLOSED })
        };
        let portal: Vec<BedIx> =
            beds.clone().filter(|(_, b)| b.drains != Drainage::Systemic).map(|(i, _)| BedIx::at(i)).collect();
        let beds: Vec<Toned> =
            beds.filter(|(_, b)| b.perfusion.control != Control::Passive).map(toned).collect();
        let buffered = beds.iter().filter(|b| matches!(b.control, Control::PortalBuffer(_)));
        Self {
            resting_buffered: buffered.map(|b| rest.bed_flow(b.bed).si()).sum(),
            resting_portal: sum(&portal, rest.free()),
            portal,
            beds,
            reserves: graph.segments().iter().enumerate().filter_map(reserve).collect(),
            waited: 0,
        }
    }

    /// Lets one tick pass; now and then something answers to the mean flows.
    pub fn step(&mut self, graph: &VesselGraph, network: Free<'_>) -> Option<Answers> {
        self.waited += 1;
        if self.waited < EVERY {
            return None;
        }
        self.waited = 0;
        let mut answers = Answers::default();
        let missing = self.resting_portal - sum(&self.portal, network);
        let missing = if self.resting_buffered > 0.0 { missing / self.resting_buffered } else { 0.0 };
        for toned in &mut self.beds {
            let pressure = network.pressure(graph.bed(toned.bed).node).mmhg();
            let goal = toned.goal(pressure, missing);
            if (goal - toned.tone).abs() > CLOSE {
                toned.tone += (goal - toned.tone) * (EVERY_S / TONE_S);
                answers.beds.push((toned.bed, toned.tone));
            }
        }
        for reserve in &mut self.reserves {
            let ends = graph.segment(reserve.segment);
            let drop = (network.pressure(ends.from) - network.pressure(ends.to)).mmhg();
            let differs = match reserve.trigger {
                Collateral::Above(mmhg) => drop > mmhg,
                Collateral::Below(mmhg) => drop < mmhg,
            };
            if reserve.held_s < HELD_S {
                reserve.held_s = if differs { reserve.held_s + EVERY_S } else { 0.0 };
            } else if reserve.open < 1.0 - CLOSE {
                reserve.open += (1.0 - reserve.open) * (EVERY_S / OPENING_S);
                answers.segments.push((reserve.segment, reserve.open));
            }
        }
        Some(answers)
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        // the rest is the case's
        let Self { beds, reserves, portal: _, resting_portal: _, resting_buffered: _, waited } = self;
        hash.int(u64::from(*waited));
        for Toned { bed: _, control: _, venous: _, resting_pressure: _, tone } in beds {
            hash.float(*tone);
        }
        for Reserve { segment: _, trigger: _, held_s, open } in reserves {
            hash.floats([*held_s, *open]);
        }
    }
}

impl Toned {
    fn goal(&self, mmhg: f64, missing: f64) -> f64 {
        match self.control {
            Control::Passive => 1.0,
            Control::Autoregulated(low, high) => {
                let within = |p: f64| p.max(low).min(high) - self.venous;
                let rest = within(self.resting_pressure);
                if rest > 0.0 { (within(mmhg) / rest).max(0.0) } else { 1.0 }
            }
            Control::PortalBuffer(share) => 1.0 / (1.0 + share * missing).max(BUFFER.0).min(BUFFER.1),
        }
    }
}

fn sum(beds: &[BedIx], network: Free<'_>) -> f64 {
    beds.iter().map(|bed| network.bed_flow(*bed).si()).sum()
}

#[cfg(test)]
mod tests;
