//! S1 and S5: the overview, and the confirmation from the catheter.

use super::Judged;
use crate::said::said;
use crate::scoring::course::Course;
use crate::scoring::facts::{Facts, Moment, Run};
use crate::sim::What;

/// Share that is left when a first statement about the place was wrong and corrected in time (authored).
const CORRECTED_SHARE: f64 = 0.5;

pub(super) fn baseline_run(facts: &Facts<'_>) -> Judged {
    let overview = facts.baseline.and_then(|number| facts.runs.iter().find(|r| r.record.number == number));
    if let Some(run) = overview {
        let vessel = &facts.case.graph.segment(run.ix).vessel;
        let moment = Moment { at: run.at, tick: run.tick };
        let seen = run.record.opacified.len();
        return Judged::done(
            moment,
            said!(
                "Run {number} from the {vessel} shows {seen} vessels.",
                number = run.record.number,
                vessel,
                seen
            ),
        );
    }
    let above = |r: &&Run<'_>| facts.courses.iter().any(|c| c.way.above(r.ix));
    let late = facts.runs.iter().find(|r| !facts.before_embolic(r.at) && above(r));
    match late {
        Some(run) => {
            let moment = Moment { at: run.at, tick: run.tick };
            Judged::late(
                moment,
                said!("Run {number} came after embolization had begun.", number = run.record.number),
            )
        }
        None => Judged::skipped(said!("No overview run before the first embolic material.")),
    }
}

/// The selective run of one feeder.
pub(super) fn confirmation(course: &Course<'_>) -> Judged {
    let vessel = course.vessel;
    if let Some((number, moment)) = course.target_run {
        return Judged::done(
            moment,
            said!("Run {number} shows the blush from the {vessel}.", number, vessel),
        );
    }
    match (course.poor_target_run, course.first_push) {
        (Some((number, moment)), Some(push)) if moment.at > push.at => Judged::late(
            moment,
            said!("Run {number} came after embolization of the {vessel} had begun.", number, vessel),
        ),
        (Some((number, moment)), _) => Judged::wrong(
            moment,
            said!(
                "Run {number} served as overview or shows no blush from the {vessel}; no other selective run.",
                number,
                vessel
            ),
        ),
        (None, _) => Judged::skipped(said!("No selective run of the {vessel}.", vessel)),
    }
}

pub(super) fn target_run(facts: &Facts<'_>) -> Option<Judged> {
    facts.leading().map(|(_, course)| confirmation(course))
}

pub(super) fn confirm_target(facts: &Facts<'_>) -> Option<Judged> {
    facts.courses.first()?;
    let said = facts.all(|w| match w {
        What::TargetConfirmed { segment, correct, .. } => Some((segment.as_str(), *correct)),
        _ => None,
    });
    let early: Vec<_> = said.iter().filter(|(m, _)| facts.before_embolic(m.at)).collect();
    let Some((moment, (segment, correct))) = early.last().copied().copied().or(said.first().copied()) else {
        return Some(Judged::skipped(said!("It was never stated that the tip is at the target's supply.")));
    };
    let vessel = facts.vessel(segment);
    Some(if !correct {
        Judged::wrong(
            moment,
            said!("Stated with the tip in the {vessel}, from where blood does not go there.", vessel),
        )
    } else if early.is_empty() {
        Judged::late(moment, said!("Stated in the {vessel} after embolization had begun.", vessel))
    } else if early.iter().any(|(_, (_, right))| !right) {
        Judged::done(moment, said!("Stated in the {vessel}, after a wrong statement.", vessel))
            .earning(CORRECTED_SHARE)
    } else {
        Judged::done(moment, said!("Stated with the tip in the {vessel}, rightly.", vessel))
    })
}
