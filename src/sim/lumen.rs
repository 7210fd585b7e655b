//! What is left of a vessel's lumen: devices in it, material stuck in it, spasm, and whether it is open at all.
//!
//! Model: spasm of a share s of the radius multiplies the resistance by 1/s⁴ and the volume by s², and makes a device in it
//! wider by 1/s against its wall. Stuck material that fills a share c of the cross-section multiplies the resistance by
//! 1/(1 − c)². A collateral lets through its open share.
//! Left out: spasm of a part of a segment.

use super::bed::particle::Classes;
use super::device::Obstruction;
use super::flow::branch::Elements;
use super::flow::{conduit, control, pulsatile};
use super::transport::lumen;
use crate::math;
use crate::model::{SegmentIx, Shape, VesselGraph};
use crate::units::Resistance;

/// State of one segment besides its content.
#[derive(Clone, Debug)]
pub struct Lumen {
    /// Elements of the vessel when nothing is wrong with it.
    pub free: Elements,
    /// Devices in it.
    pub devices: Vec<Obstruction>,
    /// Particles stuck in it, by class.
    pub stuck: Vec<u64>,
    /// Share of the cross-section they close.
    pub closed: f64,
    /// Radius as a share of its own: below 1 in spasm.
    pub calibre: f64,
    /// Open share of a collateral's conductance; 1 for other vessels.
    pub recruited: f64,
}

impl Lumen {
    /// A vessel with nothing in it.
    pub fn new(graph: &VesselGraph, segment: SegmentIx, classes: usize) -> Self {
        let collateral = graph.segment(segment).behaviour.collateral;
        Self {
            free: pulsatile::elements(graph, segment),
            devices: Vec::new(),
            stuck: vec![0; classes],
            closed: 0.0,
            calibre: 1.0,
            recruited: collateral.map_or(1.0, |_| control::CLOSED),
        }
    }

    /// Resistance of the whole segment, with all of it.
    pub fn resistance(&self, graph: &VesselGraph, segment: SegmentIx) -> Resistance {
        let open = 1.0 - self.closed;
        let whole = self.resistance_between(graph, segment, (0.0, f64::INFINITY));
        Resistance::from_si(whole.si() / (open * open * self.recruited))
    }

    /// Resistance of a part with the devices in it; it may reach beyond the end. Ends in mm from the start.
    pub fn resistance_between(
        &self,
        graph: &VesselGraph,
        segment: SegmentIx,
        (from_mm, to_mm): (f64, f64),
    ) -> Resistance {
        let narrowed = 1.0 / (self.calibre * self.calibre * self.calibre * self.calibre);
        let Shape::Conduit(line) = &graph.segment(segment).shape else {
            return Resistance::from_si(self.free.resistance * narrowed);
        };
        let blood = graph.blood().viscosity();
        let to_mm = to_mm.min(line.length_mm());
        let free = conduit::free(line, from_mm, to_mm, blood);
        let added: f64 = self
            .devices
            .iter()
            .map(|d| (d.from_mm.max(from_mm), d.to_mm.min(to_mm), d.radius_mm / self.calibre))
            .filter(|(a, b, _)| b > a)
            .map(|(a, b, radius)| {
                conduit::with_device(line, a, b, radius, blood) - conduit::free(line, a, b, blood)
            })
            .sum();
        Resistance::from_si((free + added) * narrowed)
    }

    /// What it holds beside devices and plugs, m³.
    pub fn volume(&self, graph: &VesselGraph, segment: SegmentIx, classes: &Classes) -> f64 {
        let plug = self.stuck.iter().zip(0..).map(|(count, class)| {
            let d = classes.diameter(class);
            math::PI / 6.0 * d * d * d * *count as f64
        });
        lumen::left(graph.segment(segment), self.calibre, &self.devices, plug.sum())
    }
}
