//! S6: the agent and its injection.

use super::Judged;
use super::plan::ACCEPTABLE_SHARE;
use crate::model::Judgement;
use crate::said::{Said, said};
use crate::scoring::errors::embolic;
use crate::scoring::facts::{Facts, Moment};

/// The least fitting of the agents that were injected decides.
pub(super) fn choose_agent(facts: &Facts<'_>) -> Judged {
    let Some(first) = facts.first_push() else {
        return Judged::skipped(said!("No embolic material was injected."));
    };
    let (mut share, mut parts) = (1.0_f64, Vec::new());
    for (agent, ml) in facts.injected() {
        let (worth, reason) = match embolic::choice(facts, agent) {
            Some(c) if c.judgement == Judgement::Appropriate => (1.0, Said::from(&c.reason)),
            Some(c) if c.judgement == Judgement::Inappropriate => (0.0, Said::from(&c.reason)),
            Some(c) => (ACCEPTABLE_SHARE, Said::from(&c.reason)),
            None => (ACCEPTABLE_SHARE, said!("the author does not judge it")),
        };
        share = share.min(worth);
        parts.push(said!(
            "{agent} ({ml} mL): {reason}",
            agent = facts.agent(agent),
            ml = Said::number(ml, 1),
            reason
        ));
    }
    let why = Said::list(parts, "; ");
    if share > 0.0 { Judged::done(first, why).earning(share) } else { Judged::wrong(first, why) }
}

/// Full up to the tolerated volume, nothing from twice it on.
pub(super) fn inject_without_reflux(facts: &Facts<'_>) -> Judged {
    let limit = facts.case.rubric.limits.reflux_ml;
    let (total, worst) = embolic::refluxed(facts);
    let Some(worst) = worst else { return Judged::skipped(said!("No embolic material was injected.")) };
    let moment = Moment { at: worst.at, tick: worst.tick };
    let injected: f64 = facts.injected().values().sum();
    let why = said!(
        "{total} of {injected} mL went backwards ({limit} mL tolerated).",
        total = Said::number(total, 2),
        injected = Said::number(injected, 1),
        limit = Said::number(limit, 2)
    );
    if total <= limit {
        Judged::done(moment, why)
    } else {
        Judged::wrong(moment, why).earning(2.0 - total / limit.max(f64::MIN_POSITIVE))
    }
}
