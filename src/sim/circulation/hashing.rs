//! What of the circulation is state. Everything is named, so that what is added has to be put on one side or the other.

use super::{Circulation, Hanging, Left, SegmentState};
use crate::hash::StateHash;
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
            left: Left { drained, escaped },
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
        beds.iter().for_each(|bed| bed.hash_into(hash));
        veins.hash_into(hash);
        segments.iter().for_each(|segment| segment.hash_into(hash));
        hash.option(gel.as_ref(), |gel, hash| gel.hash_into(hash));
        hash.option(setting.as_ref(), |setting, hash| setting.hash_into(hash));
        hash.option(hanging.as_ref(), Hanging::hash_into);
        drained.hash_into(hash);
        escaped.hash_into(hash);
        random.hash_into(hash);
        hash.floats(tones.iter().copied());
        hash.floats([*rate, *systolic_mmhg, *diastolic_mmhg, *root_mmhg, *clot_s, *slower]);
        [casting, implanted, stale].into_iter().for_each(|flag| hash.flag(*flag));
    }
}

impl SegmentState {
    fn hash_into(&self, hash: &mut StateHash) {
        // what it is when nothing is in it belongs to the case
        let Self { free: _, devices, occlusion, calibre, recruited } = self;
        hash.floats([*calibre, *recruited]);
        occlusion.hash_into(hash);
        hash.int(devices.len() as u64);
        for Obstruction { segment, from_mm, to_mm, radius_mm } in devices {
            hash.int(u64::from(segment.0));
            hash.floats([*from_mm, *to_mm, *radius_mm]);
        }
    }
}
