//! Whether the trolley can do the job: from an appropriate access site, some catheter or microcatheter gets to the
//! beginning of every feeder.

use super::super::codes;
use super::super::locate::Spot;
use super::super::raw;
use super::super::suggest;
use super::hydraulics::nearest;
use super::trolley::goes_through;
use super::{Checker, problem};
use crate::model::{AccessSite, Device, DeviceKind, Judgement, NodeIx, Target, VesselGraph};

/// What is looked at.
pub(super) struct Scene<'a> {
    pub(super) graph: &'a VesselGraph,
    pub(super) access: &'a [AccessSite],
    pub(super) devices: &'a [Device],
}

/// Checks every feeder of every target.
pub(super) fn check(
    check: &mut Checker,
    scene: &Scene<'_>,
    targets: &[Target],
    (case, at): (&raw::Case, Spot<'_>),
) {
    for (i, target) in targets.iter().enumerate() {
        let start = |k: usize| scene.graph.segment(target.feeders[k].segment).from;
        let out: Vec<usize> = (0..target.feeders.len()).filter(|&k| !scene.reaches(start(k))).collect();
        let Some(&first) = out.first() else { continue };
        let names: Vec<&str> = out.iter().map(|&k| case.targets[i].feeders[k].segment.as_str()).collect();
        let spot = at.item(i).field("feeders").item(first).field("segment");
        let what = if out.len() == 1 { "feeder" } else { "feeders" };
        let message = format!("no device on the trolley gets to {what} {}", suggest::list(&names));
        let hint = scene.why(start(first));
        check.push(problem(codes::OUT_OF_REACH, spot, message).with_label("out of reach").with_hint(hint));
    }
}

impl Scene<'_> {
    fn good_sites(&self) -> impl Iterator<Item = &AccessSite> {
        self.access.iter().filter(|site| site.judgement == Judgement::Appropriate)
    }

    fn reaches(&self, goal: NodeIx) -> bool {
        self.good_sites().any(|site| {
            self.devices.iter().any(|device| {
                self.usable(device)
                    && self
                        .way_mm(site.node, goal, device.outer_mm)
                        .is_some_and(|way| way <= device.length_mm)
            })
        })
    }

    /// Whether agents go through the device, and it through what it needs.
    fn usable(&self, device: &Device) -> bool {
        let all = |inner: &Device| -> Vec<&Device> {
            self.devices.iter().filter(|o| goes_through(inner, o)).collect()
        };
        match device.kind {
            DeviceKind::Catheter { side_holes, .. } => !side_holes && !all(device).is_empty(),
            DeviceKind::Microcatheter { .. } => all(device)
                .into_iter()
                .any(|outer| outer.length_mm < device.length_mm && !all(outer).is_empty()),
            DeviceKind::Sheath { .. } | DeviceKind::Wire => false,
        }
    }

    /// Shortest way through vessels wider than `outer_mm`, mm.
    fn way_mm(&self, from: NodeIx, to: NodeIx, outer_mm: f64) -> Option<f64> {
        let count = self.graph.nodes().len();
        let (mut cost, mut done) = (vec![f64::INFINITY; count], vec![false; count]);
        cost[from.ix()] = 0.0;
        while let Some(node) = nearest(&cost, &done) {
            if node == to.ix() {
                return Some(cost[node]);
            }
            done[node] = true;
            for &ix in self.graph.incident(NodeIx::at(node)) {
                let segment = self.graph.segment(ix);
                let Some(line) = segment.centreline().filter(|line| 2.0 * line.min_radius_mm() > outer_mm)
                else {
                    continue;
                };
                let other = segment.other_end(NodeIx::at(node)).ix();
                cost[other] = cost[other].min(cost[node] + line.length_mm());
            }
        }
        None
    }

    /// What would have to change.
    fn why(&self, goal: NodeIx) -> String {
        let ways = self.good_sites().filter_map(|site| Some((site, self.way_mm(site.node, goal, 0.0)?)));
        let Some((site, way)) = ways.min_by(|a, b| a.1.total_cmp(&b.1)) else {
            return "no vessel a device could go through leads there from an appropriate access site"
                .to_owned();
        };
        let usable: Vec<String> = (self.devices.iter().filter(|device| self.usable(device)))
            .map(|device| match self.way_mm(site.node, goal, device.outer_mm) {
                Some(way) => format!(
                    "`{}` ({} mm) is {} mm too short",
                    device.id,
                    device.length_mm,
                    (way - device.length_mm).ceil()
                ),
                None => format!("`{}` ({} mm) is too thick", device.id, device.outer_mm),
            })
            .collect();
        let devices = if usable.is_empty() {
            "no catheter fits through a sheath, and no microcatheter through such a catheter".to_owned()
        } else {
            usable.join(", ")
        };
        format!("the way from `{}` is {} mm long: {devices}", site.id, way.ceil())
    }
}
