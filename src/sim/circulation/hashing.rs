//! What of the circulation is state. Everything is named, so that what is added has to be put on one side or the other.

use super::{Circulation, Hanging, Left, SegmentState};
use crate::hash::StateHash;
use crate::sim::agent::cast::Setting;
use crate::sim::agent::collagen::Gel;
use crate::sim::bed::BedState;
use crate::sim::device::Obstruction;
use crate::sim::flow::Heart;

impl Circulation {
    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self {
            network,
            pulse,
            aorta,
            heart: Heart { rate, systolic_mmhg, diastolic_mmhg },
            controls,
            tones,
            transport,
            beds,
            veins,
            segments,
            gel,
            setting,
            casting,
            hanging,
            implanted,
            clot_s,
            slower,
            left: Left { drained, liver, escaped },
            random,
            stale,
            root_mmhg,
            // read anew in every tick
            flows: _,
            // which segments have devices
            obstructed: _,
            // of the case
            classes: _,
            resting_segments: _,
            resting_beds: _,
        } = self;
        network.hash_into(hash);
        pulse.hash_into(hash);
        aorta.hash_into(hash);
        controls.hash_into(hash);
        transport.hash_into(hash);
        hash.each(beds, BedState::hash_into);
        veins.hash_into(hash);
        hash.each(segments, SegmentState::hash_into);
        hash.option(gel.as_ref(), Gel::hash_into);
        hash.option(setting.as_ref(), Setting::hash_into);
        hash.option(hanging.as_ref(), Hanging::hash_into);
        drained.hash_into(hash);
        liver.hash_into(hash);
        escaped.hash_into(hash);
        random.hash_into(hash);
        hash.floats(tones.iter().copied());
        hash.floats([*rate, *systolic_mmhg, *diastolic_mmhg, *root_mmhg, *clot_s, *slower]);
        hash.each([casting, implanted, stale], |flag, hash| hash.flag(*flag));
    }
}

impl SegmentState {
    fn hash_into(&self, hash: &mut StateHash) {
        // what it is when nothing is in it belongs to the case
        let Self { free: _, devices, occlusion, calibre, recruited } = self;
        hash.floats([*calibre, *recruited]);
        occlusion.hash_into(hash);
        hash.each(devices, |Obstruction { segment, from_mm, to_mm, radius_mm }, hash| {
            hash.int(u64::from(segment.0));
            hash.floats([*from_mm, *to_mm, *radius_mm]);
        });
    }
}
