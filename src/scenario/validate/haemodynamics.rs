//! Walls, lumped elements, Windkessels, controls and inlets: what a file may say of the pulse.

use super::super::library::Library;
use super::super::locate::Spot;
use super::super::{codes, raw};
use super::draft::Draft;
use super::number::{self, Range, SHARE, range};
use super::{Block, Checker, problem, provenance};
use crate::model::{
    Behaviour, Blood, Collateral, Control, Drive, Inlet, Lumped, Perfusion, VesselGraph, Wall, Waveform,
    Windkessel,
};

/// Young's modulus of an artery.
const MODULUS: Range = range(20.0, 20_000.0, "kPa");
/// A compliance of a lumped segment or a bed.
const COMPLIANCE: Range = range(0.0, 2000.0, "mL/mmHg");
/// An inertance.
const INERTANCE: Range = range(0.0, 100.0, "mmHg·s²/mL");
/// Growth of a stenosis.
const STENOSIS: Range = range(0.0, 1000.0, "mmHg·s²/mL²");
/// A resistance that may be none.
const RESISTANCE: Range = range(0.0, 1e6, "mmHg·s/mL");
/// A pressure difference or an arterial pressure.
const PRESSURE: Range = range(-300.0, 300.0, "mmHg");
/// A flow from outside.
const INFLOW: Range = range(-2000.0, 2000.0, "mL/s");
/// Length of a beat.
const PERIOD: Range = range(0.05, 60.0, "s");
/// Viscosity of what flows.
const VISCOSITY: Range = range(0.5, 20.0, "mPa·s");
/// Density of what flows.
const DENSITY: Range = range(900.0, 1200.0, "kg/m³");

/// Wall and opening of a segment; `None` when a number is wrong.
pub(super) fn behaviour(
    check: &mut Checker,
    block: &Block<'_>,
    (wall, collateral): (raw::Wall, Option<raw::Collateral>),
) -> Option<Behaviour> {
    let wall = match wall {
        raw::Wall::Olufsen => Wall::Olufsen,
        raw::Wall::Rigid => Wall::Rigid,
        raw::Wall::Young { kpa } => {
            number::field(check, &block.part("wall", "wall"), "kpa", kpa, MODULUS).then_some(())?;
            Wall::Young(kpa)
        }
    };
    let collateral = match collateral {
        None => None,
        Some(raw::Collateral::Above { mmhg } | raw::Collateral::Below { mmhg })
            if !number::field(check, &block.part("collateral", "collateral"), "mmhg", mmhg, PRESSURE) =>
        {
            return None;
        }
        Some(raw::Collateral::Above { mmhg }) => Some(Collateral::Above(mmhg)),
        Some(raw::Collateral::Below { mmhg }) => Some(Collateral::Below(mmhg)),
    };
    Some(Behaviour { wall, collateral })
}

/// What a link has besides its resistance.
pub(super) fn lumped(check: &mut Checker, block: &Block<'_>, raw: &raw::Link) -> bool {
    number::fields(
        check,
        block,
        &[
            ("compliance_ml_mmhg", raw.compliance_ml_mmhg, COMPLIANCE),
            ("inertance_mmhg_s2_ml", raw.inertance_mmhg_s2_ml, INERTANCE),
            ("stenosis_mmhg_s2_ml2", raw.stenosis_mmhg_s2_ml2, STENOSIS),
        ],
    )
}

/// The same as the model's.
pub(super) fn lumped_of(raw: &raw::Link) -> Lumped {
    Lumped {
        compliance_ml_mmhg: raw.compliance_ml_mmhg,
        inertance_mmhg_s2_ml: raw.inertance_mmhg_s2_ml,
        stenosis_mmhg_s2_ml2: raw.stenosis_mmhg_s2_ml2,
    }
}

/// How a bed takes its blood: numbers in range, and either a flow or elements.
pub(super) fn perfusion(check: &mut Checker, block: &Block<'_>, raw: &raw::Bed) -> bool {
    let mut fine = true;
    if let Some(w) = &raw.windkessel {
        let block = block.part("windkessel", "windkessel");
        let numbers = [
            ("proximal_mmhg_s_ml", w.proximal_mmhg_s_ml, RESISTANCE),
            ("compliance_ml_mmhg", w.compliance_ml_mmhg, COMPLIANCE),
            ("distal_mmhg_s_ml", w.distal_mmhg_s_ml, RESISTANCE),
        ];
        fine &= number::fields(check, &block, &numbers);
    }
    let part = block.part("control", "control");
    fine &= match raw.control {
        raw::Control::Passive => true,
        raw::Control::Autoregulated { low_mmhg, high_mmhg } => number::fields(
            check,
            &part,
            &[("low_mmhg", low_mmhg, PRESSURE), ("high_mmhg", high_mmhg, PRESSURE)],
        ),
        raw::Control::PortalBuffer { share } => number::field(check, &part, "share", share, SHARE),
    };
    if raw.flow_ml_min.is_some() == raw.windkessel.is_some() {
        let (code, how) = if raw.windkessel.is_some() {
            (codes::REPEATED_FIELD, "both `flow_ml_min` and")
        } else {
            (codes::MISSING_FIELD, "neither `flow_ml_min` nor")
        };
        let message = format!("{} has {how} `windkessel`", block.what);
        check.push(problem(code, block.at, message).with_hint(
            "give its flow at rest, or else its resistances and compliance; each follows from the other",
        ));
        fine = false;
    }
    fine
}

/// The same as the model's.
pub(super) fn perfusion_of(raw: &raw::Bed) -> Perfusion {
    Perfusion {
        windkessel: raw.windkessel.map(|w| Windkessel {
            proximal_mmhg_s_ml: w.proximal_mmhg_s_ml,
            compliance_ml_mmhg: w.compliance_ml_mmhg,
            distal_mmhg_s_ml: w.distal_mmhg_s_ml,
        }),
        control: match raw.control {
            raw::Control::Passive => Control::Passive,
            raw::Control::Autoregulated { low_mmhg, high_mmhg } => {
                Control::Autoregulated(low_mmhg, high_mmhg)
            }
            raw::Control::PortalBuffer { share } => Control::PortalBuffer(share),
        },
    }
}

/// Blood of an anatomy, if it says.
pub(super) fn blood(
    check: &mut Checker,
    library: &Library,
    raw: &raw::Anatomy,
    root: Spot<'_>,
) -> Option<Blood> {
    let raw = raw.blood.as_ref()?;
    let block = Block::only(root.field("blood"), "the blood");
    let numbers =
        [("viscosity_mpa_s", raw.viscosity_mpa_s, VISCOSITY), ("density_kg_m3", raw.density_kg_m3, DENSITY)];
    provenance::check(check, library, &block, &raw.provenance, (&numbers.map(|n| n.0), &[]));
    number::fields(check, &block, &numbers)
        .then_some(Blood { viscosity_mpa_s: raw.viscosity_mpa_s, density_kg_m3: raw.density_kg_m3 })
}

/// Inlets of an anatomy.
pub(super) fn inlets(
    check: &mut Checker,
    library: &Library,
    (draft, raw): (&Draft<'_>, &raw::Anatomy),
    root: Spot<'_>,
) -> Vec<Inlet> {
    let list = root.field("inlets");
    let one = |(i, raw): (usize, &raw::Inlet)| {
        let at = list.item(i);
        let block = Block::new(at, "inlet", &raw.at);
        provenance::check(check, library, &block, &raw.provenance, (&[], &["flow_ml_s", "pressure_mmhg"]));
        let node = draft.node(check, &block.what, &raw.at, at.field("at"));
        let drive = match (&raw.flow_ml_s, &raw.pressure_mmhg) {
            (Some(wave), None) => waveform(check, &block, ("flow_ml_s", wave), INFLOW).map(Drive::Flow),
            (None, Some(wave)) => {
                waveform(check, &block, ("pressure_mmhg", wave), PRESSURE).map(Drive::Pressure)
            }
            _ => {
                let message = format!("{} needs either `flow_ml_s` or `pressure_mmhg`", block.what);
                check.push(problem(codes::MISSING_FIELD, at, message).with_hint("give one of the two"));
                None
            }
        };
        Some(Inlet { node: node?, drive: drive? })
    };
    raw.inlets.iter().enumerate().filter_map(one).collect()
}

fn waveform(
    check: &mut Checker,
    block: &Block<'_>,
    (field, raw): (&'static str, &raw::Waveform),
    values: Range,
) -> Option<Waveform> {
    let part = block.part(field, field);
    number::field(check, &part, "period_s", raw.period_s, PERIOD).then_some(())?;
    let points = part.at.field("points");
    let ascending = raw.points.windows(2).all(|p| p[0].0 < p[1].0);
    let inside = raw.points.iter().all(|(t, _)| (0.0..raw.period_s).contains(t));
    if raw.points.is_empty() || !ascending || !inside {
        let message = format!("the points of {} are not times within the beat in ascending order", part.what);
        check
            .push(problem(codes::WRONG_ORDER, points, message).with_hint(
                "write (time in s, value), each later than the one before, all before `period_s`",
            ));
        return None;
    }
    let inside = |value: &f64| (values.min..=values.max).contains(value);
    if let Some((t, value)) = raw.points.iter().find(|(_, value)| !inside(value)) {
        let message = format!(
            "the value {value} at {t} s of {} is outside {} to {} {}",
            part.what, values.min, values.max, values.unit
        );
        check.push(problem(codes::OUT_OF_RANGE, points, message).with_hint("look at its unit"));
        return None;
    }
    Some(Waveform { period_s: raw.period_s, points: raw.points.clone() })
}

/// A graph with what its anatomy says of blood.
pub(super) fn with_blood(graph: VesselGraph, blood: Option<Blood>) -> VesselGraph {
    match blood {
        Some(blood) => graph.with_blood(blood),
        None => graph,
    }
}
