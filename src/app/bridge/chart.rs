//! What has been done so far, gathered from the events: what panels show as ticked, named, declared.

use std::collections::BTreeSet;

use crate::model::Slot;
use crate::sim::{Event, RunRecord, What};

/// The state of the trainee's own statements and supplies.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chart {
    /// Studies that were opened.
    pub studies: BTreeSet<String>,
    /// Segments named as feeders.
    pub feeders: BTreeSet<String>,
    /// Beds named as hazards.
    pub hazards: BTreeSet<String>,
    /// What was said of the portal vein.
    pub portal: Option<bool>,
    /// Sheath device, while it is in.
    pub sheath: Option<String>,
    /// Targets confirmed from the catheter.
    pub confirmed: BTreeSet<String>,
    /// Feeders declared occluded.
    pub occluded: BTreeSet<String>,
    /// Runs acquired.
    pub runs: Vec<RunRecord>,
    /// The sheath was in and is out.
    pub sheath_out: bool,
    /// The access site was seen dry.
    pub dry: bool,
    /// The slot that was loaded last.
    pub last_loaded: Option<Slot>,
}

impl Chart {
    /// Takes note of one event.
    pub fn note(&mut self, event: &Event) {
        match &event.what {
            What::StudyRead { study } => drop(self.studies.insert(study.clone())),
            What::FeederNamed { segment } => drop(self.feeders.insert(segment.clone())),
            What::FeederUnnamed { segment } => drop(self.feeders.remove(segment)),
            What::HazardNamed { bed } => drop(self.hazards.insert(bed.clone())),
            What::HazardUnnamed { bed } => drop(self.hazards.remove(bed)),
            What::PortalAssessed { patent } => self.portal = Some(*patent),
            What::SheathInserted { device } => self.sheath = Some(device.clone()),
            What::DeviceLoaded { slot, .. } => self.last_loaded = Some(*slot),
            What::RunAcquired(run) => self.runs.push(run.clone()),
            What::TargetConfirmed { target, .. } => drop(self.confirmed.insert(target.clone())),
            What::OcclusionDeclared { segment, .. } => drop(self.occluded.insert(segment.clone())),
            What::SheathRemoved => {
                self.sheath = None;
                self.sheath_out = true;
            }
            What::Haemostasis => self.dry = true,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::Tick;

    fn chart(what: impl IntoIterator<Item = What>) -> Chart {
        let mut chart = Chart::default();
        for what in what {
            chart.note(&Event { tick: Tick(0), what });
        }
        chart
    }

    #[test]
    fn what_is_taken_back_is_gone() {
        let named = What::FeederNamed { segment: "a".into() };
        let unnamed = What::FeederUnnamed { segment: "a".into() };
        assert!(chart([named.clone()]).feeders.contains("a"));
        assert!(chart([named, unnamed]).feeders.is_empty());
    }

    #[test]
    fn the_sheath_goes_in_and_out() {
        let inside = chart([What::SheathInserted { device: "s".into() }]);
        assert_eq!(inside.sheath.as_deref(), Some("s"));
        let out = chart([What::SheathInserted { device: "s".into() }, What::SheathRemoved]);
        assert_eq!((out.sheath, out.sheath_out), (None, true));
    }
}
