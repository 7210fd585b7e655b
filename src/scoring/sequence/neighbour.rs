//! S5: the vessels beside the way that a case wants to be looked at, because they may feed the target or what must live.

use super::{Judged, LATE_SHARE};
use crate::model::Neighbour;
use crate::said::{Said, said};
use crate::scoring::facts::{Facts, Moment, Push, Run};

/// Each neighbour earns its share by a selective run in time, half of it by a later one; one that is to be looked at again
/// earns half of its share by a run after the last push. In time is before the first embolic material that blood could carry
/// into it; where the case says so, or where none could, before any. Left out when the case names none.
pub(super) fn runs(facts: &Facts<'_>) -> Option<Judged> {
    let asked = &facts.case.neighbours;
    if asked.is_empty() {
        return None;
    }
    let (mut share, mut missing, mut late, mut again, mut last) =
        (0.0, Vec::new(), Vec::new(), Vec::new(), None);
    for neighbour in asked {
        let name = facts.case.graph.segment(neighbour.segment).vessel.as_str();
        let seen: Vec<&Run<'_>> = facts.runs.iter().filter(|r| shows(facts, neighbour, r)).collect();
        last = last.max(seen.last().map(|r| (r.at, r.tick)));
        let first = match seen.first() {
            None => {
                missing.push(name);
                0.0
            }
            Some(run) if due(facts, neighbour).is_some_and(|push| run.at > push) => {
                late.push(name);
                LATE_SHARE
            }
            Some(_) => 1.0,
        };
        let looked_again =
            facts.pushes.last().is_none_or(|push| seen.last().is_some_and(|run| run.at > push.at));
        if neighbour.after && !looked_again && first > 0.0 {
            again.push(name);
        }
        share += if neighbour.after && !looked_again { 0.5 * first } else { first };
    }
    let share = share / asked.len() as f64;
    let names = |names: &[&str]| Said::list(names.iter().copied(), ", ");
    let parts = [
        (&missing, said!("No selective run: {names}.", names = names(&missing))),
        (&late, said!("Seen only after embolization had begun: {names}.", names = names(&late))),
        (&again, said!("Not seen again after the last push: {names}.", names = names(&again))),
    ];
    let why = Said::list(parts.into_iter().filter(|(names, _)| !names.is_empty()).map(|(_, part)| part), " ");
    let moment = last.map(|(at, tick)| Moment { at, tick });
    Some(match moment {
        None => Judged::skipped(why),
        Some(m) if share >= 1.0 => Judged::done(m, said!("Every neighbouring vessel was looked at.")),
        Some(m) if missing.is_empty() && again.is_empty() => Judged::late(m, why).earning(share),
        Some(m) => Judged::wrong(m, why).earning(share),
    })
}

/// Place among the events before which it has to be seen.
fn due(facts: &Facts<'_>, neighbour: &Neighbour) -> Option<usize> {
    let beyond = |push: &&Push<'_>| {
        push.ix.is_some_and(|s| facts.reach.path(&facts.case.graph, s).contains(&neighbour.segment))
    };
    let own = facts.pushes.iter().find(beyond).filter(|_| !neighbour.first);
    own.or(facts.pushes.first()).map(|push| push.at)
}

/// Contrast came from the vessel itself, and it was in the picture.
fn shows(facts: &Facts<'_>, neighbour: &Neighbour, run: &Run<'_>) -> bool {
    let graph = &facts.case.graph;
    let vessel = &graph.segment(neighbour.segment).vessel;
    let seen = |id: &String| graph.find_segment(id).is_some_and(|s| graph.segment(s).vessel == *vessel);
    graph.segment(run.ix).vessel == *vessel && run.record.opacified.iter().any(seen)
}
