//! Whether the vessels can carry the flow the beds ask for: a rough look, on the way of least resistance from the root to
//! every bed, each vessel with Poiseuille's resistance.
//!
//! R = 8 μ / π · ∫ ds / r⁴, for a radius that goes linearly from r₀ to r₁ over the length L:
//! ∫ = L (r₀² + r₀ r₁ + r₁²) / (3 r₀³ r₁³). Viscosity μ = 3.5 mPa·s (blood in arteries). Loops only help, so what passes
//! here passes in the engine, too; what fails here cannot have its resting flow.

use std::collections::BTreeMap;

use super::super::codes;
use super::super::suggest;
use super::draft::Draft;
use super::{Checker, problem};
use crate::math;
use crate::model::{Centreline, Segment, Shape};
use crate::units::{M_PER_MM, Resistance};

/// Viscosity of blood in arteries, Pa·s.
const VISCOSITY: f64 = 3.5e-3;
/// Mean speed at rest that only tight stenoses reach, m/s (authored).
const FAST_M_S: f64 = 1.5;

/// The tree of the ways of least resistance.
struct Ways {
    /// Segment by which each node is reached, with the node before it.
    before: Vec<Option<(usize, usize)>>,
    /// Nodes in the order they were reached.
    order: Vec<usize>,
}

/// Checks pressures and speeds at rest.
pub(super) fn check(check: &mut Checker, draft: &Draft<'_>, mean_mmhg: f64) {
    let Some(root) = draft.root else { return };
    let resistances: Vec<f64> = draft.segments.iter().map(resistance_mmhg_s_ml).collect();
    let ways = ways(draft, root.ix(), &resistances);
    let mut flow = vec![0.0; draft.nodes.len()];
    for bed in &draft.beds {
        flow[bed.node.ix()] += bed.flow_ml_min / 60.0;
    }
    let mut carried = vec![0.0; draft.segments.len()];
    for &node in ways.order.iter().rev() {
        if let Some((segment, before)) = ways.before[node] {
            carried[segment] += flow[node];
            flow[before] += flow[node];
        }
    }
    let before = check.errors();
    too_narrow(check, draft, &ways, mean_mmhg, |segment| resistances[segment] * carried[segment]);
    if check.errors() == before {
        fast(check, draft, &carried);
    }
}

/// Reports vessels in which blood would be very fast. `carried` is the flow of each segment, mL/s.
fn fast(check: &mut Checker, draft: &Draft<'_>, carried: &[f64]) {
    for (i, segment) in draft.segments.iter().enumerate() {
        let place = draft.segment_places[i];
        let Some(line) = segment.centreline().filter(|_| place.own) else { continue };
        let speed = carried[i] / (math::PI * line.min_radius_mm() * line.min_radius_mm());
        if speed > FAST_M_S {
            let message = format!(
                "segment `{}` carries {} mL/min at a mean speed of {} m/s",
                segment.id,
                round(carried[i] * 60.0),
                round(speed)
            );
            check.push(
                problem(codes::FAST, place.at.field("radius_mm"), message)
                    .with_label(format!("above {FAST_M_S} m/s"))
                    .with_hint("widen the vessel, or lower the flow of the beds behind it"),
            );
        }
    }
}

/// Reports beds whose vessels lose more pressure than there is, once for each vessel that loses most.
fn too_narrow(
    check: &mut Checker,
    draft: &Draft<'_>,
    ways: &Ways,
    mean_mmhg: f64,
    drop: impl Fn(usize) -> f64,
) {
    let mut culprits: BTreeMap<usize, Vec<(&str, f64)>> = BTreeMap::new();
    for bed in &draft.beds {
        let (mut lost, mut worst, mut node) = (0.0, None, bed.node.ix());
        while let Some((segment, before)) = ways.before[node] {
            lost += drop(segment);
            if worst.is_none_or(|(_, most)| drop(segment) > most) {
                worst = Some((segment, drop(segment)));
            }
            node = before;
        }
        if let Some((segment, _)) = worst.filter(|_| lost >= mean_mmhg - bed.venous_mmhg) {
            culprits.entry(segment).or_default().push((&bed.id, lost));
        }
    }
    for (segment, beds) in culprits {
        let names: Vec<&str> = beds.iter().map(|(id, _)| *id).collect();
        let lost = beds.iter().map(|(_, lost)| *lost).fold(0.0, f64::max);
        let message = format!(
            "{} mmHg would be lost on the way to {}, and the arteries have {} mmHg; most of it in segment `{}`",
            round(lost),
            suggest::short_list(&names),
            round(mean_mmhg),
            draft.segments[segment].id
        );
        check.push(
            problem(codes::TOO_NARROW, draft.segment_places[segment].at, message)
                .with_label("too narrow for this flow")
                .with_hint(
                    "check `radius_mm` here (radius or diameter?) and `flow_ml_min` of the beds behind it",
                ),
        );
    }
}

fn ways(draft: &Draft<'_>, root: usize, resistances: &[f64]) -> Ways {
    let mut neighbours: Vec<Vec<(usize, usize)>> = vec![Vec::new(); draft.nodes.len()];
    for (i, segment) in draft.segments.iter().enumerate() {
        neighbours[segment.from.ix()].push((i, segment.to.ix()));
        neighbours[segment.to.ix()].push((i, segment.from.ix()));
    }
    let mut cost = vec![f64::INFINITY; draft.nodes.len()];
    let mut before = vec![None; draft.nodes.len()];
    let mut done = vec![false; draft.nodes.len()];
    let mut order = Vec::new();
    cost[root] = 0.0;
    while let Some(node) = nearest(&cost, &done) {
        done[node] = true;
        order.push(node);
        for &(segment, other) in &neighbours[node] {
            let next = cost[node] + resistances[segment];
            if next < cost[other] {
                cost[other] = next;
                before[other] = Some((segment, node));
            }
        }
    }
    Ways { before, order }
}

/// The cheapest node that is not done.
pub(super) fn nearest(cost: &[f64], done: &[bool]) -> Option<usize> {
    let open = (0..cost.len()).filter(|&i| !done[i] && cost[i].is_finite());
    open.min_by(|&a, &b| cost[a].total_cmp(&cost[b]))
}

fn resistance_mmhg_s_ml(segment: &Segment) -> f64 {
    match &segment.shape {
        Shape::Link { resistance_mmhg_s_ml, .. } => *resistance_mmhg_s_ml,
        Shape::Conduit(line) => {
            let si =
                8.0 * VISCOSITY / math::PI * inverse_fourth_power(line) / (M_PER_MM * M_PER_MM * M_PER_MM);
            Resistance::from_si(si).mmhg_s_ml()
        }
    }
}

/// ∫ ds / r⁴ over the segment, 1/mm³.
fn inverse_fourth_power(line: &Centreline) -> f64 {
    let radii = line.radii_mm();
    let (a, b) = (radii[0], radii[radii.len() - 1]);
    line.length_mm() * (a * a + a * b + b * b) / (3.0 * (a * b) * (a * b) * (a * b))
}

fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use glam::DVec3;

    use super::*;

    /// 100 mm of 2 mm radius: 8 · 0.0035 · 0.1 / (π · 0.002⁴) = 5.57e7 Pa·s/m³ = 0.418 mmHg·s/mL.
    #[test]
    fn poiseuille_of_a_straight_tube() {
        let line =
            Centreline::through(&[DVec3::ZERO, DVec3::new(0.0, 0.0, 100.0)], (2.0, 2.0)).expect("a line");
        assert!((inverse_fourth_power(&line) - 100.0 / 16.0).abs() < 1e-9);
        let ix = crate::model::NodeIx(0);
        let shape = Shape::Conduit(line);
        let segment = Segment {
            id: String::new(),
            vessel: String::new(),
            from: ix,
            to: ix,
            shape,
            behaviour: crate::model::Behaviour::default(),
        };
        assert!((resistance_mmhg_s_ml(&segment) - 0.4178).abs() < 1e-3);
    }
}
