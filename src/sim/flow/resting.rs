//! The resting state of a graph, in clinical units, for whoever wants to look at it before anything is done.
//!
//! Model: `Network::at_rest`, one solve. What is computed here besides is the residual of each node's balance.
//! Equation: residual of a node = |Σ flow in − Σ flow out| / (½ Σ |flow|), the worst over all nodes but the root.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | flow | along a segment's direction | mL/min |
//! | pressure | at a segment's ends | mmHg |
//! | resistance | of a bed, from its node to its vein | mmHg·s/mL |
//!
//! Validity and reference: those of `network`. Left out: the pulse.

use super::network::{Network, NoRest};
use crate::model::{BedIx, NodeIx, SegmentIx, Shape, VesselGraph};
use crate::units::Pressure;

/// Flow and pressure of a segment at rest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SegmentAtRest {
    /// Along the segment's direction, mL/min.
    pub flow_ml_min: f64,
    /// At its start, mmHg.
    pub pressure_in_mmhg: f64,
    /// At its end, mmHg.
    pub pressure_out_mmhg: f64,
    /// Mean of its diameter along it, mm.
    pub mean_diameter_mm: f64,
}

/// Flow and resistance of a bed at rest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BedAtRest {
    /// Through it, mL/min.
    pub flow_ml_min: f64,
    /// From its node to its vein, mmHg·s/mL.
    pub resistance_mmhg_s_ml: f64,
}

/// The whole graph at rest, in the graph's order.
#[derive(Clone, Debug, PartialEq)]
pub struct Resting {
    /// Per segment.
    pub segments: Vec<SegmentAtRest>,
    /// Per bed.
    pub beds: Vec<BedAtRest>,
    /// Worst residual of a node's balance, as a share of its throughflow.
    pub balance_rel: f64,
}

/// Solves a graph at rest under a mean pressure at its root.
pub fn resting(graph: &VesselGraph, inlet: Pressure) -> Result<Resting, NoRest> {
    let network = Network::at_rest(graph, inlet)?;
    let segments = graph.segments().iter().enumerate().map(|(i, segment)| SegmentAtRest {
        flow_ml_min: network.segment_flows(SegmentIx::at(i)).0.ml_min(),
        pressure_in_mmhg: network.pressure(segment.from).mmhg(),
        pressure_out_mmhg: network.pressure(segment.to).mmhg(),
        mean_diameter_mm: match &segment.shape {
            Shape::Conduit(line) => mean_diameter_mm(line.arc_mm(), line.radii_mm()),
            Shape::Link { diameter_um, .. } => diameter_um / 1000.0,
        },
    });
    let beds = (0..graph.beds().len()).map(BedIx::at).map(|bed| BedAtRest {
        flow_ml_min: network.bed_flow(bed).ml_min(),
        resistance_mmhg_s_ml: network.bed_resistance(bed).mmhg_s_ml(),
    });
    Ok(Resting { segments: segments.collect(), beds: beds.collect(), balance_rel: balance(graph, &network) })
}

/// Trapezoidal mean along the arc: exact for a linear taper.
fn mean_diameter_mm(arc_mm: &[f64], radii_mm: &[f64]) -> f64 {
    let pieces = arc_mm.windows(2).zip(radii_mm.windows(2));
    let integral: f64 = pieces.map(|(s, r)| (s[1] - s[0]) * (r[0] + r[1])).sum();
    let length = arc_mm.last().copied().unwrap_or(0.0);
    if length > 0.0 { integral / length } else { 0.0 }
}

fn balance(graph: &VesselGraph, network: &Network) -> f64 {
    let mut net = vec![0.0_f64; graph.nodes().len()];
    let mut through = vec![0.0_f64; graph.nodes().len()];
    let mut add = |node: NodeIx, flow: f64| {
        net[node.ix()] += flow;
        through[node.ix()] += 0.5 * flow.abs();
    };
    for (i, segment) in graph.segments().iter().enumerate() {
        let (start, end) = network.segment_flows(SegmentIx::at(i));
        add(segment.from, -start.si());
        add(segment.to, end.si());
    }
    for (i, bed) in graph.beds().iter().enumerate() {
        add(bed.node, -network.bed_flow(BedIx::at(i)).si());
    }
    // what a node gets from outside is not among its segments
    let outer = |i: usize| NodeIx::at(i) == graph.root() || graph.inlets().iter().any(|n| n.node.ix() == i);
    let inner = net.iter().zip(&through).enumerate().filter(|(i, _)| !outer(*i));
    inner
        .filter(|(_, (_, through))| **through > 0.0)
        .map(|(_, (net, through))| net.abs() / through)
        .fold(0.0, f64::max)
}
