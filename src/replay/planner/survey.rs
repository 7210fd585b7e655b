//! Which targets can be reached from where: the combinations that are worth trying in a case.

use super::kit::Kit;
use super::{Reach, ReachError, reach, ways_mm};
use crate::model::{AccessSite, Case, DeviceKind, Judgement, SegmentIx};
use crate::sim::tick::DT;

/// Length of a catheter between the skin and its hub, mm: what hands hold.
const OUTSIDE_MM: f64 = 50.0;

/// One way of doing it.
#[derive(Clone, Copy, Debug)]
pub struct Combination<'a> {
    /// Where the sheath enters.
    pub site: &'a AccessSite,
    /// With what.
    pub kit: Kit<'a>,
    /// A feeder.
    pub target: SegmentIx,
}

impl<'a> Combination<'a> {
    /// From a site to a feeder with the first set of the trolley that is long enough; `catheter` is the id of the one to use.
    pub fn from_site(
        case: &'a Case,
        site: &'a AccessSite,
        target: SegmentIx,
        catheter: Option<&str>,
    ) -> Option<Self> {
        let (to_branch_mm, to_target_mm) = ways_mm(&case.graph, site.node, target)?;
        let asked = |id: &str| catheter.is_none_or(|asked| asked == id);
        let catheters = case.devices.iter().filter(|device| asked(&device.id));
        let kit = catheters.filter(|device| matches!(device.kind, DeviceKind::Catheter { .. })).find_map(
            |device| Kit::around(case, device, to_branch_mm + OUTSIDE_MM, to_target_mm + OUTSIDE_MM),
        )?;
        Some(Self { site, kit, target })
    }

    /// Plans it.
    pub fn plan(&self, case: &Case, patience_ticks: u64) -> Result<Reach, ReachError> {
        reach(&case.graph, case.mechanics, self.site.node, &self.kit, self.target, patience_ticks)
    }
}

/// The combinations of a case: of each kind of access the best judged site, to the first feeder.
pub fn combinations(case: &Case) -> Vec<Combination<'_>> {
    let mut found: Vec<Combination<'_>> = Vec::new();
    let Some(feeder) = case.targets.iter().flat_map(|target| &target.feeders).next() else { return found };
    for judgement in [Judgement::Appropriate, Judgement::Acceptable] {
        for site in case.access.iter().filter(|site| site.judgement == judgement) {
            if found.iter().all(|known| known.site.kind != site.kind) {
                found.extend(Combination::from_site(case, site, feeder.segment, None));
            }
        }
    }
    found
}

impl Reach {
    /// Commands at the hub, and the time they take, s.
    pub fn effort(&self) -> (usize, f64) {
        let ticks: u64 = self.actions.iter().map(|action| action.ticks).sum();
        (self.actions.len(), ticks as f64 * DT)
    }
}
