//! Whether the particles that a case calls right could go through an anastomosis to what has to be spared.
//!
//! A single piece passes a channel with a chance that ends at 1.2 of its diameter (the rule of the engine's shunts, to
//! verify). The smallest pieces of an appropriate size therefore have to be wider than that.

use super::super::codes;
use super::super::locate::Spot;
use super::{Checker, problem};
use crate::model::{Agent, AgentChoice, Judgement, NodeIx, Protected, Segment, Shape, Target, VesselGraph};

/// Piece over channel from which on none passes.
const NONE_PASSES: f64 = 1.2;

/// Warns of each appropriate agent whose smallest pieces are hardly wider than an anastomosis.
pub(super) fn check(
    check: &mut Checker,
    (graph, targets, protected): (&VesselGraph, &[Target], &[Protected]),
    (agents, choices): (&[Agent], &[AgentChoice]),
    list: Spot<'_>,
) {
    let Some((link, width_um)) = widest(graph, targets, protected) else { return };
    for (i, choice) in choices.iter().enumerate() {
        let agent = agents.iter().find(|agent| agent.id == choice.agent);
        let particles = agent.and_then(|agent| agent.mechanism.particles());
        let Some(particles) = particles.filter(|_| choice.judgement == Judgement::Appropriate) else {
            continue;
        };
        let (least, needed) = (particles.size_um.0, NONE_PASSES * width_um);
        if least >= needed {
            continue;
        }
        let message = format!(
            "`{}` begins at {least} µm, but `{}` is {width_um} µm wide and leads to a protected bed",
            choice.agent, link.id
        );
        check.push(
            problem(codes::THROUGH_ANASTOMOSIS, list.item(i).field("agent"), message)
                .with_label("some of them pass it")
                .with_hint(format!("call a size appropriate that begins at {needed:.0} µm or more")),
        );
    }
}

/// The widest link between what a feeder comes off and goes to, and other vessels that lead to a protected bed.
fn widest<'g>(
    graph: &'g VesselGraph,
    targets: &[Target],
    protected: &[Protected],
) -> Option<(&'g Segment, f64)> {
    let spared = |from: NodeIx| {
        let reached = beyond(graph, from);
        protected.iter().any(|p| reached[graph.bed(p.bed).node.ix()])
    };
    let near: Vec<Vec<bool>> = targets
        .iter()
        .flat_map(|target| &target.feeders)
        .map(|feeder| beyond(graph, graph.segment(feeder.segment).from))
        .collect();
    let width = |segment: &'g Segment| match segment.shape {
        Shape::Link { diameter_um, .. } => Some((segment, diameter_um)),
        Shape::Conduit(_) => None,
    };
    let leads = |(link, _): &(&Segment, f64)| {
        near.iter().any(|near| match (near[link.from.ix()], near[link.to.ix()]) {
            (true, false) => spared(link.to),
            (false, true) => spared(link.from),
            (true, true) | (false, false) => false,
        })
    };
    graph.segments().iter().filter_map(width).filter(leads).max_by(|a, b| a.1.total_cmp(&b.1))
}

/// Nodes that blood reaches from one through drawn vessels, in the drawn direction.
fn beyond(graph: &VesselGraph, from: NodeIx) -> Vec<bool> {
    let mut reached = vec![false; graph.nodes().len()];
    let mut open = vec![from];
    while let Some(node) = open.pop() {
        if core::mem::replace(&mut reached[node.ix()], true) {
            continue;
        }
        let onwards = graph.incident(node).iter().map(|ix| graph.segment(*ix));
        open.extend(onwards.filter(|s| s.from == node && s.centreline().is_some()).map(|s| s.to));
    }
    reached
}
