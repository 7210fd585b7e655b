//! The flows that transport follows, as plain numbers.
//!
//! A segment has a flow in at its start and a flow out at its end; they differ by what its wall stores and by what is
//! injected into it. All in m³/s.

use super::TipSource;
use crate::model::{BedIx, SegmentIx};
use crate::sim::flow::{Network, Pulsatile};

/// Flows of one tick.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flows {
    /// Per segment: in at its start, out at its end.
    pub segments: Vec<(f64, f64)>,
    /// Per bed: out of the artery; negative when the bed gives back.
    pub beds: Vec<f64>,
    /// At the tip, if something is injected: towards it from the start of its segment, away from it to the end.
    pub tip: (f64, f64),
}

impl Flows {
    /// Flows of a graph of so many segments and beds, all of them zero.
    pub fn still(segments: usize, beds: usize) -> Self {
        Self { segments: vec![(0.0, 0.0); segments], beds: vec![0.0; beds], tip: (0.0, 0.0) }
    }

    /// Takes over a step of the pulse.
    pub fn beat(&mut self, pulse: &Pulsatile) {
        for (i, flows) in self.segments.iter_mut().enumerate() {
            let (start, end) = pulse.segment_flows(SegmentIx::at(i));
            *flows = (start.si(), end.si());
        }
        for (i, flow) in self.beds.iter_mut().enumerate() {
            *flow = pulse.bed_flow(BedIx::at(i)).si();
        }
        if let Some((before, after)) = pulse.tip_flows() {
            self.tip = (before.si(), after.si());
        }
    }

    /// Takes over what a steady network has solved.
    pub fn read(&mut self, network: &Network, tip: Option<&TipSource>) {
        for (i, flows) in self.segments.iter_mut().enumerate() {
            let (start, end) = network.segment_flows(SegmentIx::at(i));
            *flows = (start.si(), end.si());
        }
        for (i, flow) in self.beds.iter_mut().enumerate() {
            *flow = network.bed_flow(BedIx::at(i)).si();
        }
        if let Some(tip) = tip {
            self.tip = self.segments[tip.segment.ix()];
        }
    }
}
