//! Liquids that set while they flow through the vessels (`agent::cast`).

use super::{Circulation, Place};
use crate::model::VesselGraph;
use crate::sim::agent::cast::Setting;
use crate::sim::tick::DT;
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
        let mut touched = Vec::new();
        for (segment, place, volume) in set {
            let core = setting.core.then(|| self.resting_ml_min(segment) >= 0.0);
            let occlusion = &mut self.segments[segment.ix()].occlusion;
            occlusion.set(graph.segment(segment), (volume, core), place, &self.classes);
            touched.push(segment);
        }
        touched.dedup();
        for segment in touched {
            self.renew(graph, segment);
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
