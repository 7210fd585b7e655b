//! Where the blood of a segment goes.
//!
//! Model: at every node blood is mixed, and each way out takes its share of the flow that leaves; nodes in the order of
//! falling pressure, which is the order of flow. Mean flows, without what is being injected. Left out: streams that stay apart at a branching.

use super::{Free, Network};
use crate::model::{BedIx, NodeIx, SegmentIx, VesselGraph};

/// Share of the blood leaving a segment that goes on to each bed.
pub fn shares(graph: &VesselGraph, network: &Network, segment: SegmentIx) -> Vec<f64> {
    let free = network.free();
    let pressure = |node: NodeIx| free.pressure(node).si();
    let mut order: Vec<NodeIx> = (0..graph.nodes().len()).map(NodeIx::at).collect();
    order.sort_by(|a, b| pressure(*b).total_cmp(&pressure(*a)).then(a.cmp(b)));
    let start = graph.segment(segment);
    let forward = free.segment_flow(segment).si() >= 0.0;
    let mut at_nodes = vec![0.0; order.len()];
    at_nodes[if forward { start.to.ix() } else { start.from.ix() }] = 1.0;
    let mut at_beds = vec![0.0; graph.beds().len()];
    for node in order {
        let here = at_nodes[node.ix()];
        if here > 0.0 {
            spread(graph, free, (node, here), (&mut at_nodes, &mut at_beds));
        }
    }
    at_beds
}

fn spread(
    graph: &VesselGraph,
    free: Free<'_>,
    (node, here): (NodeIx, f64),
    (at_nodes, at_beds): (&mut [f64], &mut [f64]),
) {
    let leaving = |s: &SegmentIx| {
        let flow = free.segment_flow(*s).si();
        if graph.segment(*s).from == node { flow } else { -flow }
    };
    let bed_flow = |bed: usize| free.bed_flow(BedIx::at(bed)).si().max(0.0);
    let beds: Vec<usize> = (0..at_beds.len()).filter(|b| graph.beds()[*b].node == node).collect();
    let ways: Vec<SegmentIx> = graph.incident(node).iter().copied().filter(|s| leaving(s) > 0.0).collect();
    let total = ways.iter().map(leaving).sum::<f64>() + beds.iter().map(|b| bed_flow(*b)).sum::<f64>();
    if total <= 0.0 {
        return;
    }
    for way in ways {
        at_nodes[graph.segment(way).other_end(node).ix()] += here * leaving(&way) / total;
    }
    for bed in beds {
        at_beds[bed] += here * bed_flow(bed) / total;
    }
}
