//! Liquids that set while they flow through the vessels (`agent::cast`).

use super::implanting::MOST_VESSELS;
use super::{Circulation, Place};
use crate::model::{BedIx, NodeIx, SegmentIx, VesselGraph};
use crate::sim::agent::cast::Setting;
use crate::sim::bed::{Agents, Passed};
use crate::sim::tick::DT;
use crate::sim::transport::{Mixture, Parcel};
use crate::units::M3_PER_ML;

/// Cast this near to the tip holds a catheter, mm. Tuned: reflux of 1 cm is the usual limit.
const GRIP_MM: f64 = 5.0;

impl Circulation {
    /// A liquid that sets comes in.
    pub fn set_setting(&mut self, setting: Setting) {
        self.setting = Some(setting);
        self.casting = true;
    }

    /// Lets what is on its way set for one tick; what has set becomes a cast where it is.
    pub(super) fn set_casts(&mut self, graph: &VesselGraph) {
        self.age_casts();
        let Some(setting) = self.setting.filter(|_| self.casting) else { return };
        let part = DT / setting.stop_s;
        let mut on_its_way = false;
        let mut set = Vec::new();
        self.transport.change_parcels(&mut |segment, place, parcel| {
            let mixture = &mut parcel.mixture;
            if mixture.cast <= 0.0 {
                return;
            }
            mixture.cured += mixture.cast * part;
            if mixture.cured < mixture.cast {
                on_its_way = true;
                return;
            }
            set.push((segment, place, mixture.cast * parcel.volume));
            mixture.cast = 0.0;
            mixture.cured = 0.0;
        });
        self.casting = on_its_way;
        for (segment, place, volume) in set {
            self.lay_cast(graph, (segment, place), volume, setting);
        }
    }

    /// A liquid (m³) has set at a place. What it pushes out of a vessel goes on with the flow.
    fn lay_cast(
        &mut self,
        graph: &VesselGraph,
        (mut segment, mut place): (SegmentIx, (f64, f64)),
        mut volume: f64,
        setting: Setting,
    ) {
        for _ in 0..MOST_VESSELS {
            let (forward, node) = self.far_end(graph, segment);
            let core = setting.core.then_some(forward);
            let occlusion = &mut self.segments[segment.ix()].occlusion;
            volume = occlusion.set(graph.segment(segment), (volume, core), place, &self.classes);
            self.renew(graph, segment);
            if volume <= 0.0 {
                return;
            }
            let Some(next) = self.artery_from(graph, node, segment) else { break };
            let enters = if graph.segment(next).from == node { 0.0 } else { 1.0 };
            (segment, place) = (next, (enters, enters));
        }
        self.fill_bed(graph, segment, volume);
    }

    /// Lets a liquid (m³) set near the start of a vessel.
    #[cfg(test)]
    pub(in crate::sim) fn set_cast(&mut self, graph: &VesselGraph, segment: SegmentIx, volume: f64) {
        if let Some(setting) = self.setting {
            self.lay_cast(graph, (segment, (0.05, 0.08)), volume, setting);
        }
    }

    /// A liquid core (m³) comes to where a vessel ends: it goes into the bed there, or, without one, no further.
    fn fill_bed(&mut self, graph: &VesselGraph, segment: SegmentIx, volume: f64) {
        let (forward, node) = self.far_end(graph, segment);
        let Some(bed) = graph.beds().iter().position(|bed| bed.node == node) else {
            let end = if forward { (1.0, 1.0) } else { (0.0, 0.0) };
            let occlusion = &mut self.segments[segment.ix()].occlusion;
            occlusion.set(graph.segment(segment), (volume, None), end, &self.classes);
            return self.renew(graph, segment);
        };
        let mixture = Mixture { cast: 1.0, ..Mixture::BLOOD };
        let core = Parcel { mixture, ..Parcel::blood(volume) };
        let agents = Agents { classes: &self.classes, gel: self.gel, setting: self.setting };
        let flow = self.network.bed_flow(BedIx::at(bed)).si();
        let drained = self.left.through(graph.beds()[bed].drains, &self.veins);
        let mut out = Passed { drained, overflow: Vec::new() };
        self.beds[bed].receive(&[core], (agents, flow), &mut self.random, &mut out);
    }

    /// Where the blood of a vessel goes at rest: forward or not, and to which node.
    fn far_end(&self, graph: &VesselGraph, segment: SegmentIx) -> (bool, NodeIx) {
        let forward = self.resting_ml_min(segment) >= 0.0;
        let vessel = graph.segment(segment);
        (forward, if forward { vessel.to } else { vessel.from })
    }

    /// Casts grow older.
    fn age_casts(&mut self) {
        if self.setting.is_some() {
            for state in &mut self.segments {
                state.occlusion.rest(DT);
            }
        }
    }

    /// Whether cast holds a catheter whose tip is here.
    pub fn grips(&self, graph: &VesselGraph, place: Place) -> bool {
        let Some(setting) = self.setting else { return false };
        let segment = graph.segment(place.segment);
        let Some(line) = segment.centreline() else { return false };
        let cast = self.segments[place.segment.ix()].occlusion.cast();
        let share = |mm: f64| mm / line.length_mm();
        let (from, to) = (share(place.along_mm - GRIP_MM), share(place.along_mm + GRIP_MM));
        cast.closed_between(from, to, segment.volume_ml() * M3_PER_ML) >= setting.grips
    }
}
