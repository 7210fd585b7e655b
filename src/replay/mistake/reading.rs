//! Mistakes of planning: what is read, named and judged, and where to go in.

use super::plan::{Plan, commands};
use super::{Mistake, Named, mistake};
use crate::model::{AccessKind, Judgement, NodeIx, SegmentIx, StudyPhase};
use crate::replay::script::Step;
use crate::sim::Command;

const PLANNING: &str = "planning";

pub(super) const MISTAKES: &[Mistake] = &[
    mistake(
        ("study_not_read", "The arterial study is not read"),
        PLANNING,
        Named::Step("read_arterial_study"),
        |plan| study_not_read(plan, StudyPhase::Arterial),
    ),
    mistake(
        ("portal_study_not_read", "The portal study is not read"),
        PLANNING,
        Named::Step("read_portal_study"),
        |plan| study_not_read(plan, StudyPhase::Portal),
    ),
    mistake(
        ("portal_not_assessed", "Nothing is said about the portal vein"),
        PLANNING,
        Named::Error(&["portal_not_assessed"]),
        |plan| {
            let at = plan.command(|c| matches!(c, Command::AssessPortal { .. }))?;
            Some(plan.cut(at..at + 1))
        },
    ),
    mistake(
        ("portal_misjudged", "The portal vein is misjudged"),
        PLANNING,
        Named::Error(&["portal_misjudged"]),
        |plan| {
            let at = plan.command(|c| matches!(c, Command::AssessPortal { .. }))?;
            let wrong = Command::AssessPortal { patent: !plan.case.patient.portal_patent };
            Some(plan.with(at..at + 1, commands([wrong])))
        },
    ),
    mistake(
        ("feeder_not_named", "A feeder is treated that was not named"),
        PLANNING,
        Named::Error(&["feeder_not_named"]),
        |plan| {
            let at = plan.last_command(|c| matches!(c, Command::NameFeeder { .. }))?;
            Some(plan.cut(at..at + 1))
        },
    ),
    mistake(
        ("vessel_mistaken", "Another vessel is taken for a feeder"),
        PLANNING,
        Named::Error(&["wrong_vessel_named"]),
        |plan| {
            let at = plan.last_command(|c| matches!(c, Command::NameFeeder { .. }))?;
            Some(plan.with(at..at + 1, commands([stranger(plan)?])))
        },
    ),
    mistake(
        ("vessel_too_many", "A vessel more than the feeders is named"),
        PLANNING,
        Named::Error(&["wrong_vessel_named"]),
        |plan| {
            let at = plan.last_command(|c| matches!(c, Command::NameFeeder { .. }))? + 1;
            Some(plan.with(at..at, commands([stranger(plan)?])))
        },
    ),
    mistake(
        ("hazard_not_named", "A hazard is not named"),
        PLANNING,
        Named::Error(&["hazard_not_named"]),
        |plan| {
            let at = plan.command(|c| matches!(c, Command::NameHazard { .. }))?;
            Some(plan.cut(at..at + 1))
        },
    ),
    mistake(
        ("wrong_access", "The groin that does not suit the patient is punctured"),
        "access",
        Named::Error(&["access_inappropriate"]),
        wrong_access,
    ),
];

fn study_not_read(plan: &Plan<'_>, phase: StudyPhase) -> Option<Vec<Step>> {
    let of_phase = |id: &str| plan.case.studies.iter().any(|s| s.id == id && s.phase == phase);
    let at = plan.command(|c| matches!(c, Command::ReadStudy { study } if of_phase(study)))?;
    Some(plan.cut(at..at + 1))
}

/// Naming the vessel of a bed that has to be spared.
fn stranger(plan: &Plan<'_>) -> Option<Command> {
    let graph = &plan.case.graph;
    let vessel = plan.case.protected.iter().find_map(|protected| {
        let node = graph.bed(protected.bed).node;
        graph.incident(node).iter().find(|ix| graph.segment(**ix).to == node)
    })?;
    Some(Command::NameFeeder { segment: graph.segment(*vessel).id.clone() })
}

/// The other groin, judged inappropriate: the same way from the aorta on, and out on the other side.
fn wrong_access(plan: &Plan<'_>) -> Option<Vec<Step>> {
    let at = plan.command(|c| matches!(c, Command::ChooseAccess { .. }))?;
    let Step::Do(Command::ChooseAccess { site }) = &plan.steps[at] else { return None };
    let right = plan.case.site(site).filter(|site| site.kind == AccessKind::Femoral)?;
    let wrong = plan.case.access.iter().find(|other| {
        other.kind == AccessKind::Femoral
            && other.id != right.id
            && other.judgement == Judgement::Inappropriate
    })?;
    let (from, to) = (ascent(plan, right.node), ascent(plan, wrong.node));
    // A way that crosses from one side to the other is another way from the other side.
    let on_its_way = |step: &Step| match step {
        Step::Enter { segment, .. } => {
            plan.case.graph.find_segment(segment).is_some_and(|ix| to.contains(&ix))
        }
        _ => false,
    };
    if plan.steps.iter().any(on_its_way) {
        return None;
    }
    let mirrored = |step: &Step| {
        let (Step::Pull { slot, segment } | Step::Push { slot, segment, .. }) = step else {
            return step.clone();
        };
        let place = plan.case.graph.find_segment(segment).and_then(|ix| from.iter().position(|s| *s == ix));
        match place.and_then(|i| to.get(i)) {
            Some(ix) if !from.contains(ix) => {
                let segment = plan.case.graph.segment(*ix).id.clone();
                if matches!(step, Step::Pull { .. }) {
                    Step::Pull { slot: *slot, segment }
                } else {
                    Step::Push { slot: *slot, segment, along_mm: 0.0 }
                }
            }
            _ => step.clone(),
        }
    };
    let mut steps: Vec<Step> = plan.steps.iter().map(mirrored).collect();
    steps[at] = Step::Do(Command::ChooseAccess { site: wrong.id.clone() });
    Some(steps)
}

/// The vessels from a node up towards the heart: against the drawn direction.
fn ascent(plan: &Plan<'_>, node: NodeIx) -> Vec<SegmentIx> {
    let graph = &plan.case.graph;
    let mut way = Vec::new();
    let mut here = node;
    while let Some(ix) = graph.incident(here).iter().find(|ix| graph.segment(**ix).to == here)
        && way.len() < graph.segments().len()
    {
        way.push(*ix);
        here = graph.segment(*ix).from;
    }
    way
}
