//! What vessels are with devices, deposits and spasm in them: their resistance, inertance and volume, and what they let
//! through.
//!
//! A device leaves a gap (`flow::annulus`), a deposit closes a share (`agent::deposit`); parts of a segment add up. In spasm all
//! of it is narrower: resistance with the fourth power of the calibre, inertance and volume with the second. An inertance is
//! that of the area which is left: `L = ∫ ρ/A ds`. A collateral that opens widens with the fourth root of its share.

use super::{Circulation, Place};
use crate::model::{SegmentIx, Shape, VesselGraph};
use crate::sim::device::Obstruction;
use crate::sim::flow::{conduit, wall};
use crate::sim::transport::{Gauge, lumen};
use crate::units::Resistance;

impl Circulation {
    /// Tells where devices lie now.
    pub fn obstruct(&mut self, graph: &VesselGraph, obstructions: &[Obstruction]) {
        let mut touched = core::mem::take(&mut self.obstructed);
        for segment in &touched {
            self.segments[segment.ix()].devices.clear();
        }
        for obstruction in obstructions {
            self.segments[obstruction.segment.ix()].devices.push(*obstruction);
            self.obstructed.push(obstruction.segment);
        }
        self.obstructed.sort_unstable();
        self.obstructed.dedup();
        touched.extend(&self.obstructed);
        touched.sort_unstable();
        touched.dedup();
        for segment in touched {
            self.renew(graph, segment);
        }
    }

    /// Vessels that blood goes to from a segment, by the mean flows; the segment itself is one of them.
    pub fn downstream(&self, graph: &VesselGraph, segment: SegmentIx) -> Vec<bool> {
        let mut reached = vec![false; graph.segments().len()];
        let mut open = vec![segment];
        while let Some(ix) = open.pop() {
            if core::mem::replace(&mut reached[ix.ix()], true) {
                continue;
            }
            let ends = graph.segment(ix);
            let node = if self.network.segment_flows(ix).1.si() >= 0.0 { ends.to } else { ends.from };
            let leaves = |next: &SegmentIx| {
                let (start, end) = self.network.segment_flows(*next);
                if graph.segment(*next).from == node { start.si() > 0.0 } else { end.si() < 0.0 }
            };
            open.extend(graph.incident(node).iter().copied().filter(|next| *next != ix).filter(leaves));
        }
        reached
    }

    pub(super) fn renew(&mut self, graph: &VesselGraph, segment: SegmentIx) {
        let state = &self.segments[segment.ix()];
        let calibre = state.calibre;
        let whole = self.resistance_between(graph, segment, 0.0, f64::INFINITY);
        let resistance = Resistance::from_si(whole.si() / state.recruited);
        self.network.set_segment(segment, resistance);
        self.pulse.set_segment(segment, resistance);
        let inertance = self.inertance(graph, segment);
        self.pulse.set_inertance(segment, inertance);
        // a wall of the same stiffness gives with the third power of its radius
        self.pulse.set_compliance(segment, &state.free, calibre * calibre * calibre);
        self.transport.set_lumen(segment, self.lumen(graph, segment));
        self.transport.set_gauge(segment, self.gauge_between(graph, segment, (0.0, f64::INFINITY)));
        self.stale = true;
    }

    /// What a segment holds beside devices and deposits, m³.
    fn lumen(&self, graph: &VesselGraph, segment: SegmentIx) -> f64 {
        let state = &self.segments[segment.ix()];
        lumen::left(graph.segment(segment), state.calibre, &state.devices, state.occlusion.solid_m3())
    }

    /// Inertance of a segment, Pa·s²/m³.
    fn inertance(&self, graph: &VesselGraph, segment: SegmentIx) -> f64 {
        /// Least share of the area that counts: behind less, resistance is all that matters.
        const LEAST: f64 = 1e-3;
        let state = &self.segments[segment.ix()];
        let area = state.calibre * state.calibre * state.recruited.sqrt();
        let Shape::Conduit(line) = &graph.segment(segment).shape else {
            return state.free.inertance / (area * (1.0 - self.closed_share(segment)));
        };
        let density = graph.blood().density_kg_m3;
        let added = |(from, to): (f64, f64), left: f64| {
            wall::inertance_between(line, from, to, density) * (1.0 / left.max(LEAST) - 1.0)
        };
        let devices = state.devices.iter().map(|d| {
            let part = (d.from_mm.max(0.0), d.to_mm.min(line.length_mm()));
            let ratio = d.radius_mm / (state.calibre * line.radius_at(0.5 * (part.0 + part.1)));
            added(part, 1.0 - ratio * ratio)
        });
        let deposits = state.occlusion.deposits().iter().map(|d| added((d.from_mm, d.to_mm), 1.0 - d.closed));
        (state.free.inertance + devices.sum::<f64>() + deposits.sum::<f64>()) / area
    }

    /// Particles that a part of a segment lets through; its end may lie beyond the vessel's.
    pub(super) fn gauge_between(
        &self,
        graph: &VesselGraph,
        segment: SegmentIx,
        (from_mm, to_mm): (f64, f64),
    ) -> Gauge {
        let state = &self.segments[segment.ix()];
        let width = state.calibre * state.recruited.sqrt().sqrt();
        let Shape::Conduit(line) = &graph.segment(segment).shape else {
            let diameter = graph.segment(segment).min_diameter_um() * 1e-6 * width;
            return Gauge { enters: diameter, passes: diameter * (1.0 - self.closed_share(segment)).sqrt() };
        };
        let narrowest = |from: f64, to: f64| 2e-3 * width * line.radius_at(from).min(line.radius_at(to));
        let within = |from: f64, to: f64| {
            let (from, to) = (from.max(from_mm), to.min(to_mm));
            (from < to).then_some((from, to))
        };
        let gaps = state.devices.iter().filter_map(|d| {
            within(d.from_mm, d.to_mm).map(|(from, to)| narrowest(from, to) - 2e-3 * d.radius_mm)
        });
        let strained = state.occlusion.deposits().iter().filter_map(|d| {
            within(d.from_mm, d.to_mm).map(|(from, to)| narrowest(from, to) * (1.0 - d.closed).sqrt())
        });
        Gauge {
            enters: gaps.fold(narrowest(from_mm, to_mm), f64::min).max(0.0),
            passes: strained.fold(f64::INFINITY, f64::min),
        }
    }

    /// Resistance of a part of a segment with the devices in it; `to_mm` may lie beyond the end.
    fn resistance_between(
        &self,
        graph: &VesselGraph,
        segment: SegmentIx,
        from_mm: f64,
        to_mm: f64,
    ) -> Resistance {
        let state = &self.segments[segment.ix()];
        let narrowed = 1.0 / (state.calibre * state.calibre * state.calibre * state.calibre);
        let Shape::Conduit(line) = &graph.segment(segment).shape else {
            let open = 1.0 - self.closed_share(segment);
            return Resistance::from_si(state.free.resistance * narrowed / (open * open));
        };
        let blood = graph.blood().viscosity();
        let to_mm = to_mm.min(line.length_mm());
        let free = conduit::free(line, from_mm, to_mm, blood);
        let added: f64 = state
            .devices
            .iter()
            .map(|d| (d.from_mm.max(from_mm), d.to_mm.min(to_mm), d.radius_mm / state.calibre))
            .filter(|(a, b, _)| b > a)
            .map(|(a, b, radius)| {
                conduit::with_device(line, a, b, radius, blood) - conduit::free(line, a, b, blood)
            })
            .sum();
        let deposits = state.occlusion.added(&|a, b| conduit::free(line, a, b, blood), (from_mm, to_mm));
        Resistance::from_si((free + added + deposits) * narrowed)
    }

    /// Volume of a vessel from a place to where its blood comes from, mL.
    pub fn volume_before_ml(&self, graph: &VesselGraph, place: Place) -> f64 {
        let segment = graph.segment(place.segment);
        let share =
            segment.centreline().map_or(0.5, |line| line.volume_to_mm3(place.along_mm) / line.volume_mm3());
        segment.volume_ml() * if self.runs_forward(place.segment) { share } else { 1.0 - share }
    }

    pub(super) fn resistance_share(&self, graph: &VesselGraph, place: Place) -> f64 {
        let before = self.resistance_between(graph, place.segment, 0.0, place.along_mm).si();
        let whole = self.resistance_between(graph, place.segment, 0.0, f64::INFINITY).si();
        let share = before / whole;
        // a device that fills the lumen before the tip leaves all resistance upstream of it
        if share.is_nan() { 1.0 } else { share.clamp(0.0, 1.0) }
    }
}
