//! S7 and S8: look, measure, declare; every further feeder; the last look.

use super::{Judged, image, navigate};
use crate::said::{Said, said};
use crate::scoring::course::Course;
use crate::scoring::errors::{embolic, endpoint};
use crate::scoring::facts::{Facts, percent};
use crate::scoring::report::Status;
use crate::sim::What;

/// Share that is left when a false declaration was taken up again and made true (authored).
const CORRECTED_SHARE: f64 = 0.5;

fn check(course: &Course<'_>) -> Judged {
    let vessel = course.vessel;
    match (course.last_push, course.follow_up, course.late_follow_up) {
        (None, _, _) => Judged::skipped(said!("Nothing was injected into the {vessel}.", vessel)),
        (_, Some((number, m)), _) => {
            Judged::done(m, said!("Run {number} shows the {vessel} after the last push.", number, vessel))
        }
        (_, None, Some((number, m))) => Judged::late(
            m,
            said!(
                "Run {number} shows the {vessel} only after it had been declared occluded.",
                number,
                vessel
            ),
        ),
        _ => Judged::skipped(said!("No run of the {vessel} after the last push into it.", vessel)),
    }
}

pub(super) fn follow_up_run(facts: &Facts<'_>) -> Option<Judged> {
    facts.leading().map(|(_, course)| check(course))
}

fn reached(facts: &Facts<'_>, course: &Course<'_>) -> Judged {
    let why = said!(
        "The {vessel} carries {left} % of its resting flow ({allowed} % allowed).",
        vessel = course.vessel,
        left = percent(endpoint::residual(facts, course), 0),
        allowed = percent(course.allowed(), 0)
    );
    let Some(last) = course.last_push else {
        return Judged::skipped(said!("Nothing was injected into the {vessel}.", vessel = course.vessel));
    };
    if endpoint::closed(facts, course) { Judged::done(last, why) } else { Judged::wrong(last, why) }
}

pub(super) fn end_point(facts: &Facts<'_>) -> Option<Judged> {
    let (_, course) = facts.leading()?;
    let mut judged = reached(facts, course);
    let shut = embolic::shut(facts);
    if judged.status == Status::Done && !shut.is_empty() {
        let names = Said::list(shut.iter().map(|k| facts.vessel(&k.segment)), ", ");
        let overdone = said!("Overdone: the {names} had to stay open.", names);
        judged.why = Said::list([judged.why, overdone], " ");
        judged.status = Status::Wrong;
        judged.share = 0.0;
    }
    Some(judged)
}

fn word(course: &Course<'_>) -> Judged {
    let vessel = course.vessel;
    let Some(last) = course.declared.last() else {
        return Judged::skipped(said!("Nothing was declared of the {vessel}.", vessel));
    };
    let why = said!(
        "Declared with {left} % of its flow left in the {vessel} ({allowed} % allowed).",
        left = percent(last.residual, 0),
        vessel,
        allowed = percent(course.allowed(), 0)
    );
    let and = |more: Said| Said::list([why.clone(), more], " ");
    if last.residual > course.allowed() {
        Judged::wrong(last.moment, why)
    } else if course.last_push.is_some_and(|p| p.at > last.moment.at) {
        Judged::wrong(last.moment, and(said!("It was embolized on after that."))).earning(CORRECTED_SHARE)
    } else if course.declared.iter().any(|d| d.residual > course.allowed()) {
        Judged::done(last.moment, and(said!("A declaration before it was false."))).earning(CORRECTED_SHARE)
    } else {
        Judged::done(last.moment, why)
    }
}

pub(super) fn declare_truly(facts: &Facts<'_>) -> Option<Judged> {
    facts.leading().map(|(_, course)| word(course))
}

/// S4 to S7 of every feeder but the first treated one, each part with the same weight.
pub(super) fn further_feeders(facts: &Facts<'_>) -> Option<Judged> {
    let (leading, _) = facts.leading()?;
    let further = || facts.courses.iter().enumerate().filter(|(i, _)| *i != leading).map(|(_, c)| c);
    further().next()?;
    let (mut shares, mut parts, mut lines, mut worst, mut last) =
        (0.0, 0_u32, Vec::new(), Status::Done, None);
    for course in further() {
        let judged = [
            navigate::tip_during_pushes(facts, course),
            image::confirmation(course),
            reached(facts, course),
            check(course),
            word(course),
        ];
        if judged.iter().all(|j| j.status == Status::Done && j.share >= 1.0) {
            lines.push(said!(
                "The {vessel}: reached, shown, closed, checked and declared.",
                vessel = course.vessel
            ));
        } else if course.treated() {
            lines.extend(judged.iter().filter(|j| j.share < 1.0).map(|j| j.why.clone()));
        } else {
            lines.push(said!("Nothing was injected into the {vessel}.", vessel = course.vessel));
        }
        for part in judged {
            shares += part.share;
            parts += 1;
            worst = graver(worst, part.status);
            last = last.max(part.tick);
        }
    }
    let status = if last.is_none() { Status::Skipped } else { worst };
    Some(Judged { status, share: shares / f64::from(parts), why: Said::list(lines, " "), tick: last })
}

/// A part that was left out or wrong makes the whole wrong; a late one late.
fn graver(a: Status, b: Status) -> Status {
    match (a, b) {
        (Status::Wrong | Status::Skipped, _) | (_, Status::Wrong | Status::Skipped) => Status::Wrong,
        (Status::Late, _) | (_, Status::Late) => Status::Late,
        (Status::Done, Status::Done) => Status::Done,
    }
}

/// The last look has to cover every treated feeder; each earns its share, half of it when it came too early.
pub(super) fn final_run(facts: &Facts<'_>) -> Option<Judged> {
    facts.courses.first()?;
    let needed = facts.case.rubric.limits.wait_s;
    let waits = endpoint::final_waits(facts);
    if waits.is_empty() {
        return Some(Judged::skipped(said!("No embolic material was injected.")));
    }
    let (mut share, mut lines) = (0.0, Vec::new());
    for (course, wait) in &waits {
        let part = match wait {
            Some(s) if *s + 0.5 >= needed => 1.0,
            Some(_) => super::LATE_SHARE,
            None => 0.0,
        };
        share += part;
        lines.push(match wait {
            Some(s) => said!(
                "{vessel} seen from above {wait} s after the last push",
                vessel = course.vessel,
                wait = Said::number(*s, 0)
            ),
            None => said!("{vessel} not seen from above after the last push", vessel = course.vessel),
        });
    }
    let share = share / waits.len() as f64;
    let why = said!(
        "{parts} ({needed} s wanted).",
        parts = Said::list(lines, "; "),
        needed = Said::number(needed, 0)
    );
    let last = facts.last(|w| matches!(w, What::RunAcquired(_)).then_some(()));
    Some(match last {
        Some((m, ())) if share >= 1.0 => Judged::done(m, why),
        Some((m, ())) if share > 0.0 => Judged::wrong(m, why).earning(share),
        _ => Judged::skipped(why),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_missing_part_makes_the_whole_wrong() {
        assert_eq!(graver(Status::Done, Status::Done), Status::Done);
        assert_eq!(graver(Status::Late, Status::Done), Status::Late);
        assert_eq!(graver(Status::Late, Status::Skipped), Status::Wrong);
    }
}
