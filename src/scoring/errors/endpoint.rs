//! Errors of treating and checking each feeder.

use std::collections::BTreeSet;

use super::{Fault, embolic};
use crate::said::{Said, said};
use crate::scoring::course::{Course, approached, shows};
use crate::scoring::facts::{Facts, Run, percent};
use crate::sim::{Tick, What};

/// Antegrade flow of a feeder at the end, share of rest.
pub(in crate::scoring) fn residual(facts: &Facts<'_>, course: &Course<'_>) -> f64 {
    facts.outcome.feeders.iter().find(|f| f.segment == course.id).map_or(1.0, |f| f.residual_flow.max(0.0))
}

/// The feeder's end-point is reached at the end.
pub(in crate::scoring) fn closed(facts: &Facts<'_>, course: &Course<'_>) -> bool {
    residual(facts, course) <= course.allowed()
}

/// Feeders that nobody treated and that still flow; what was declared of them is another matter.
pub(super) fn untreated(facts: &Facts<'_>) -> BTreeSet<usize> {
    let open = |i: &usize| {
        let course = &facts.courses[*i];
        !course.treated() && !closed(facts, course)
    };
    (0..facts.courses.len()).filter(open).collect()
}

/// Silent for a feeder that was declared closed (that is told there) and for one that another vessel was mistaken for.
pub(super) fn feeder_untreated(facts: &Facts<'_>) -> Vec<Fault> {
    if facts.cut_short {
        return Vec::new();
    }
    let fault = |i: usize| {
        let course = &facts.courses[i];
        let text = said!(
            "The {vessel} (off the {parent}) was never embolized and carries {left} % of its flow.",
            vessel = course.vessel,
            parent = course.parent,
            left = percent(residual(facts, course), 0)
        );
        Fault::new(facts.end, text)
    };
    let forgotten = untreated(facts).into_iter().filter(|i| facts.courses[*i].falsely_declared().is_none());
    forgotten.skip(embolic::places_off_target(facts)).map(fault).collect()
}

pub(super) fn no_target_run(facts: &Facts<'_>) -> Vec<Fault> {
    let missing = |c: &&Course<'_>| c.treated() && c.target_run.is_none();
    let fault = |c: &Course<'_>| {
        let instead = c.poor_target_run.map(|(number, moment)| {
            if c.first_push.is_some_and(|p| moment.at > p.at) {
                said!("Run {number} came after it.", number)
            } else {
                said!("Run {number} served as overview or showed no blush.", number)
            }
        });
        let text = said!(
            "The {vessel} was embolized without a selective run that shows the blush.",
            vessel = c.vessel
        );
        let text = Said::list([text].into_iter().chain(instead), " ");
        Fault::new(c.first_push.map_or(facts.end, |m| m.tick), text)
    };
    facts.courses.iter().filter(missing).map(fault).collect()
}

pub(super) fn no_follow_up_run(facts: &Facts<'_>) -> Vec<Fault> {
    let missing = |c: &&Course<'_>| {
        let given_up = facts.cut_short && c.declared.is_empty();
        c.treated() && c.follow_up.is_none() && !given_up
    };
    let fault = |c: &Course<'_>| match c.declared.last() {
        Some(d) => Fault::new(
            d.moment.tick,
            said!(
                "The {vessel} was declared occluded with no run after the last push into it.",
                vessel = c.vessel
            ),
        ),
        None => Fault::new(
            facts.end,
            said!("No run shows the {vessel} after the last push into it.", vessel = c.vessel),
        ),
    };
    facts.courses.iter().filter(missing).map(fault).collect()
}

/// The last word on each vessel counts: who looked again, treated on and declared again has corrected it.
pub(super) fn declared_open_vessel(facts: &Facts<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for course in &facts.courses {
        if let Some(declared) = course.falsely_declared() {
            faults.push(false_word(declared.moment.tick, course.vessel, declared.residual, course.allowed()));
        }
    }
    let allowed = facts.case.targets.first().map_or(0.0, |t| t.endpoint.residual_flow_max);
    let others = facts.all(|w| match w {
        What::OcclusionDeclared { segment, residual_flow } => Some((segment.as_str(), *residual_flow)),
        _ => None,
    });
    for (i, (moment, (segment, residual))) in others.iter().enumerate() {
        let feeder = facts.courses.iter().any(|c| c.id == *segment);
        let last = !others[i + 1..].iter().any(|(_, (other, _))| other == segment);
        if !feeder && last && *residual > allowed {
            faults.push(false_word(moment.tick, facts.vessel(segment), *residual, allowed));
        }
    }
    faults
}

fn false_word(tick: Tick, vessel: &str, residual: f64, allowed: f64) -> Fault {
    let text = said!(
        "The {vessel} carried {left} % of its resting flow then ({allowed} % allowed).",
        vessel,
        left = percent(residual, 0),
        allowed = percent(allowed, 0)
    );
    Fault::new(tick, text)
}

/// Treated feeders that flow at the end, and targets that live on. Silent where another error says why: a false
/// declaration, a feeder of the same target left out, nothing but wrong agents.
pub(super) fn incomplete_occlusion(facts: &Facts<'_>) -> Vec<Fault> {
    if facts.cut_short {
        return Vec::new();
    }
    let untreated = untreated(facts);
    let mut faults = Vec::new();
    for target in &facts.case.targets {
        let own = || facts.courses.iter().enumerate().filter(|(_, c)| c.target.id == target.id);
        let explained = own().any(|(i, c)| untreated.contains(&i) || c.falsely_declared().is_some());
        if explained || own().any(|(_, c)| only_wrong_agents(facts, c)) {
            continue;
        }
        let open: Vec<&Course<'_>> =
            own().map(|(_, c)| c).filter(|c| c.treated() && !closed(facts, c)).collect();
        for course in &open {
            let text = said!(
                "The {vessel} carries {left} % of its flow ({allowed} % allowed).",
                vessel = course.vessel,
                left = percent(residual(facts, course), 0),
                allowed = percent(course.allowed(), 0)
            );
            faults.push(Fault::new(course.last_push.map_or(facts.end, |m| m.tick), text));
        }
        let gone = facts.outcome.targets.iter().find(|t| t.target == target.id).map(|t| t.devascularised);
        let wanted = target.endpoint.devascularised_min;
        if let Some(gone) = gone.filter(|g| open.is_empty() && *g < wanted) {
            let text = said!(
                "{target}: {gone} % of its perfusion is gone ({wanted} % wanted).",
                target = &target.name,
                gone = percent(gone, 0),
                wanted = percent(wanted, 0)
            );
            faults.push(Fault::new(facts.end, text));
        }
    }
    faults
}

/// Whatever was pushed into the feeder is an inappropriate agent, which has an error of its own.
fn only_wrong_agents(facts: &Facts<'_>, course: &Course<'_>) -> bool {
    let mut into = facts.pushes.iter().filter(|p| p.ix.is_some_and(|s| course.way.leads_from(s))).peekable();
    into.peek().is_some() && into.all(|p| embolic::is_inappropriate(facts, p.agent))
}

/// Seconds between the last push and the beginning of a run, when it came after.
fn waited(facts: &Facts<'_>, run: &Run<'_>) -> Option<f64> {
    let last = facts.pushes.last()?;
    (run.at > last.at).then(|| run.record.from.since(last.tick))
}

/// For each treated feeder: the longest wait before a run from above it that shows it, s.
pub(in crate::scoring) fn final_waits<'f, 'a>(facts: &'f Facts<'a>) -> Vec<(&'f Course<'a>, Option<f64>)> {
    let wait = |course: &Course<'_>| {
        // A parent that is closed, too, is seen to be so where the contrast stops.
        let fits = |run: &&Run<'_>| {
            let shown = shows(facts.case, &course.way, course.feeder, run);
            course.way.above(run.ix) && (shown || approached(facts.case, &course.way, run))
        };
        facts.runs.iter().filter(fits).filter_map(|r| waited(facts, r)).max_by(f64::total_cmp)
    };
    facts.courses.iter().filter(|c| c.treated()).map(|c| (c, wait(c))).collect()
}

pub(super) fn no_final_wait(facts: &Facts<'_>) -> Vec<Fault> {
    let needed = facts.case.rubric.limits.wait_s;
    if facts.cut_short {
        return Vec::new();
    }
    let part = |(course, wait): (&Course<'_>, Option<f64>)| match wait {
        Some(s) if s + 0.5 >= needed => None,
        Some(s) => Some(said!(
            "{vessel}: only {wait} s after the last push",
            vessel = course.vessel,
            wait = Said::number(s, 0)
        )),
        None => Some(said!("{vessel}: no run from above it after the last push", vessel = course.vessel)),
    };
    let parts = Said::list(final_waits(facts).into_iter().filter_map(part), "; ");
    if parts.is_empty() {
        return Vec::new();
    }
    vec![Fault::new(
        facts.end,
        said!("{parts} ({needed} s wanted).", parts, needed = Said::number(needed, 0)),
    )]
}
