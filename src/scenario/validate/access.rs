//! Access sites: every place of the anatomy is judged, once, with a reason, and one of them is the right one.

use super::super::codes;
use super::super::library::Anatomy;
use super::super::locate::Spot;
use super::super::raw;
use super::super::suggest;
use super::draft::Draft;
use super::{Block, Checker, anatomy, ids, problem};
use crate::model::{AccessSite, Judgement};

/// Checks the access sites of a case.
pub(super) fn check(
    check: &mut Checker,
    draft: &Draft<'_>,
    anatomy: &Anatomy,
    (list, at): (&[raw::Access], Spot<'_>),
) -> Vec<AccessSite> {
    let points = &anatomy.raw().access;
    let known: Vec<&str> = points.iter().map(|point| point.id.as_str()).collect();
    let mut seen = Vec::new();
    let mut sites = Vec::new();
    for (i, raw) in list.iter().enumerate() {
        let spot = at.item(i);
        let block = Block::new(spot, "access site", &raw.site);
        ids::text(check, &block, "findings", &raw.findings);
        ids::text(check, &block, "reason", &raw.reason);
        let Some(point) = points.iter().find(|point| point.id == raw.site) else {
            let by = ("`access`", "access site", raw.site.as_str());
            ids::unknown(check, codes::UNKNOWN_SITE, spot.field("site"), by, &known);
            continue;
        };
        if !ids::once(check, &mut seen, spot.field("site"), "access", &raw.site) {
            continue;
        }
        sites.extend(site(check, draft, (raw, spot), point));
    }
    let strangers = list.iter().any(|raw| !known.contains(&raw.site.as_str()));
    let unjudged: Vec<&str> = known.into_iter().filter(|id| !seen.contains(id)).collect();
    if !unjudged.is_empty() && !strangers {
        let message = format!("`access` does not judge {}", suggest::list(&unjudged));
        check.push(
            problem(codes::SITE_NOT_JUDGED, at, message)
                .with_label("a trainee can choose any site of the anatomy")
                .with_hint("add an entry with `site`, `findings`, `judgement` and `reason` for each"),
        );
    }
    let good = list.iter().any(|raw| matches!(raw.judgement, raw::Judgement::Appropriate));
    if !good && (!list.is_empty() || points.is_empty()) {
        check.push(
            problem(codes::NO_GOOD_SITE, at, "no access site is judged `Appropriate`")
                .with_label("no right choice")
                .with_hint("set the `judgement` of the best site to Appropriate"),
        );
    }
    sites
}

fn site(
    check: &mut Checker,
    draft: &Draft<'_>,
    (raw, spot): (&raw::Access, Spot<'_>),
    point: &raw::AccessPoint,
) -> Option<AccessSite> {
    if !draft.has_node(&point.node) {
        let message = format!("`remove` leaves access site `{}` without its vessel", raw.site);
        check.push(
            problem(codes::UNKNOWN_NODE, spot.field("site"), message)
                .with_label(format!("entered at node `{}`", point.node))
                .with_hint("keep the vessel, and judge the site Inappropriate with the reason"),
        );
        return None;
    }
    let node = draft.node(check, "an access site", &point.node, spot)?;
    Some(AccessSite {
        id: raw.site.clone(),
        name: point.name.clone(),
        kind: anatomy::kind(point.kind),
        node,
        findings: raw.findings.clone(),
        judgement: judgement(raw.judgement),
        reason: raw.reason.clone(),
    })
}

/// A judgement of the file as the model's.
pub(super) fn judgement(raw: raw::Judgement) -> Judgement {
    match raw {
        raw::Judgement::Appropriate => Judgement::Appropriate,
        raw::Judgement::Acceptable => Judgement::Acceptable,
        raw::Judgement::Inappropriate => Judgement::Inappropriate,
    }
}
