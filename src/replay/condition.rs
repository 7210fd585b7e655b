//! What a script can wait for: questions about a snapshot, in the words of the case.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::model::{Case, SegmentIx, Slot};
use crate::sim::Snapshot;

/// Less than this in a syringe is nothing, mL.
const EMPTY_ML: f64 = 1e-6;

/// A question about the present state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Condition {
    /// No device moves any more.
    AtRest,
    /// Less than this much iodine is left in arteries, beds and veins.
    ContrastGone {
        /// Iodine, mg.
        below_mg: f64,
    },
    /// No contrast flows into the body.
    ContrastStopped,
    /// The syringe of agent is empty.
    SyringeEmpty,
    /// The prepared syringe is mixed.
    SyringeReady,
    /// No agent is left in the lumen of the innermost catheter.
    Flushed,
    /// A tip is in a segment, and at least this far into it.
    Tip {
        /// Which device.
        slot: Slot,
        /// Segment id.
        segment: String,
        /// Way from the segment's start, mm.
        #[serde(default)]
        along_mm: f64,
    },
    /// A tip points into a segment at the next branching, or is in it.
    Pointing {
        /// Which device.
        slot: Slot,
        /// Segment id.
        segment: String,
    },
    /// A device is this deep in the body.
    DepthOver {
        /// Which device.
        slot: Slot,
        /// Way of the tip from the puncture, mm.
        mm: f64,
    },
    /// The heart is slower than this.
    HeartRateBelow {
        /// Beats/min.
        per_min: f64,
    },
    /// It hurts more than this.
    PainOver {
        /// 0 to 10.
        points: f64,
    },
    /// The flow of a segment has fallen below a share of its flow at rest.
    FlowBelow {
        /// Segment id.
        segment: String,
        /// Share of rest.
        share: f64,
    },
    /// Blood flow past the tip has fallen below this.
    FlowAtTipBelow {
        /// Flow, mL/min.
        ml_min: f64,
    },
    /// What is injected flows backwards past the tip.
    Reflux,
    /// The access site is dry without pressure.
    Haemostasis,
    /// Pressure has been on the access site for this long.
    PressedFor {
        /// Time, s.
        seconds: f64,
    },
    /// The case is over.
    Finished,
    /// The opposite.
    Not(Box<Condition>),
    /// All of these.
    All(Vec<Condition>),
    /// One of these at least.
    Any(Vec<Condition>),
}

impl Condition {
    /// A tip in a segment.
    pub(super) fn tip(slot: Slot, segment: &str, along_mm: f64) -> Self {
        Self::Tip { slot, segment: segment.to_owned(), along_mm }
    }

    /// Whether it is so. A segment that the case has not is never reached ([`Condition::unknown_segment`]).
    pub(super) fn holds(&self, case: &Case, now: &Snapshot) -> bool {
        let find = |id: &str| case.graph.find_segment(id);
        match self {
            Self::AtRest => !now.moving,
            Self::ContrastGone { below_mg } => now.iodine_mg < *below_mg,
            Self::ContrastStopped => now.injection.contrast_ml_s <= 0.0,
            Self::SyringeReady => now.injection.ready_in_s <= 0.0,
            Self::Flushed => now.injection.agent_in_lumen_ml <= EMPTY_ML,
            Self::SyringeEmpty => now.injection.syringe_ml <= EMPTY_ML,
            Self::Tip { slot, segment, along_mm } => now.device(*slot).is_some_and(|d| {
                d.segment.is_some() && d.segment == find(segment) && d.along_mm >= *along_mm
            }),
            Self::Pointing { slot, segment } => {
                find(segment).is_some_and(|segment| points_into(now, *slot, segment))
            }
            Self::DepthOver { slot, mm } => now.device(*slot).is_some_and(|d| d.depth_mm >= *mm),
            Self::FlowBelow { segment, share } => find(segment)
                .and_then(|ix| now.segments.get(ix.ix()))
                .is_some_and(|s| s.flow_ml_min < share * s.resting_ml_min),
            Self::FlowAtTipBelow { ml_min } => now.injection.flow_at_tip_ml_min < *ml_min,
            Self::HeartRateBelow { per_min } => now.vitals.heart_rate < *per_min,
            Self::PainOver { points } => now.vitals.pain > *points,
            Self::Reflux => now.injection.reflux,
            Self::Haemostasis => now.access.haemostasis,
            Self::PressedFor { seconds } => now.access.compressed && now.access.held_s >= *seconds,
            Self::Finished => now.finished,
            Self::Not(inner) => !inner.holds(case, now),
            Self::All(inner) => inner.iter().all(|c| c.holds(case, now)),
            Self::Any(inner) => inner.iter().any(|c| c.holds(case, now)),
        }
    }

    /// A segment id in it that the case has not.
    pub(super) fn unknown_segment(&self, case: &Case) -> Option<&str> {
        match self {
            Self::Tip { segment, .. } | Self::Pointing { segment, .. } | Self::FlowBelow { segment, .. } => {
                case.graph.find_segment(segment).is_none().then_some(segment)
            }
            Self::Not(inner) => inner.unknown_segment(case),
            Self::All(inner) | Self::Any(inner) => inner.iter().find_map(|c| c.unknown_segment(case)),
            Self::AtRest
            | Self::ContrastGone { .. }
            | Self::ContrastStopped
            | Self::SyringeEmpty
            | Self::SyringeReady
            | Self::Flushed
            | Self::DepthOver { .. }
            | Self::FlowAtTipBelow { .. }
            | Self::HeartRateBelow { .. }
            | Self::PainOver { .. }
            | Self::Reflux
            | Self::Haemostasis
            | Self::PressedFor { .. }
            | Self::Finished => None,
        }
    }
}

fn points_into(now: &Snapshot, slot: Slot, segment: SegmentIx) -> bool {
    now.device(slot).is_some_and(|device| {
        device.segment == Some(segment)
            || device.ahead.as_ref().is_some_and(|junction| junction.chosen == Some(segment))
    })
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, inner: &[Condition], word: &str| {
            for (i, condition) in inner.iter().enumerate() {
                if i > 0 {
                    write!(f, " {word} ")?;
                }
                write!(f, "{condition}")?;
            }
            Ok(())
        };
        match self {
            Self::AtRest => f.write_str("the devices at rest"),
            Self::ContrastGone { below_mg } => write!(f, "less than {below_mg} mg of iodine in the body"),
            Self::ContrastStopped => f.write_str("the contrast injection over"),
            Self::SyringeReady => f.write_str("the syringe mixed"),
            Self::Flushed => f.write_str("no agent left in the catheter"),
            Self::SyringeEmpty => f.write_str("the syringe empty"),
            Self::Tip { slot, segment, along_mm } if *along_mm > 0.0 => {
                write!(f, "the tip of the {} {along_mm} mm into `{segment}`", word(*slot))
            }
            Self::Tip { slot, segment, .. } => write!(f, "the tip of the {} in `{segment}`", word(*slot)),
            Self::Pointing { slot, segment } => {
                write!(f, "the tip of the {} pointing into `{segment}`", word(*slot))
            }
            Self::DepthOver { slot, mm } => write!(f, "the {} {mm} mm deep", word(*slot)),
            Self::FlowBelow { segment, share } => {
                write!(f, "the flow of `{segment}` below {} % of rest", share * 100.0)
            }
            Self::FlowAtTipBelow { ml_min } => write!(f, "the flow at the tip below {ml_min} mL/min"),
            Self::HeartRateBelow { per_min } => write!(f, "the heart below {per_min}/min"),
            Self::PainOver { points } => write!(f, "pain above {points} of 10"),
            Self::Reflux => f.write_str("reflux"),
            Self::Haemostasis => f.write_str("the access site dry"),
            Self::PressedFor { seconds } => write!(f, "pressure held for {seconds} s"),
            Self::Finished => f.write_str("the case over"),
            Self::Not(inner) => write!(f, "not {inner}"),
            Self::All(inner) => list(f, inner, "and"),
            Self::Any(inner) => list(f, inner, "or"),
        }
    }
}

fn word(slot: Slot) -> &'static str {
    match slot {
        Slot::Wire => "wire",
        Slot::Catheter => "catheter",
        Slot::Microcatheter => "microcatheter",
    }
}
