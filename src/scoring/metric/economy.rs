//! Economy: time, radiation, contrast. Weak measures of skill, so they weigh little; and they are earned only by a
//! case that was treated and brought to its end, so that doing nothing is not thrift.

use crate::said::{Said, said};
use crate::scoring::course::Course;
use crate::scoring::facts::{Facts, Moment};
use crate::scoring::sequence::Judged;
use crate::sim::What;

/// Full up to what an expert needs, nothing from `nothing` on, linear between.
fn thrift(used: f64, full: f64, nothing: f64) -> f64 {
    if used <= full {
        1.0
    } else {
        ((nothing - used) / (nothing - full).max(f64::MIN_POSITIVE)).clamp(0.0, 1.0)
    }
}

/// The moment the case was brought to its end, every feeder treated.
fn completed(facts: &Facts<'_>) -> Option<Moment> {
    let treated = !facts.courses.is_empty() && facts.courses.iter().all(Course::treated);
    let (end, ()) = facts.first(|w| (*w == What::Finished).then_some(()))?;
    treated.then_some(end)
}

fn judged(facts: &Facts<'_>, share: f64, why: Said) -> Judged {
    match completed(facts) {
        Some(end) => Judged::done(end, why).earning(share),
        None => Judged::skipped(Said::list([why, said!("Counts only for a case treated to its end.")], " ")),
    }
}

pub(in crate::scoring) fn time(facts: &Facts<'_>) -> Judged {
    let (used, expert) = (facts.outcome.procedure_s, facts.case.rubric.limits.time_s);
    let why = said!(
        "{used} min (an expert needs {expert}).",
        used = Said::number(used / 60.0, 0),
        expert = Said::number(expert / 60.0, 0)
    );
    judged(facts, thrift(used, expert, 2.0 * expert), why)
}

pub(in crate::scoring) fn radiation(facts: &Facts<'_>) -> Judged {
    let (outcome, limits) = (facts.outcome, &facts.case.rubric.limits);
    let share = thrift(outcome.fluoroscopy_s, limits.fluoroscopy_s, 2.0 * limits.fluoroscopy_s).min(thrift(
        outcome.air_kerma_mgy,
        limits.air_kerma_mgy,
        2.0 * limits.air_kerma_mgy,
    ));
    let why = said!(
        "{used} min of fluoroscopy (an expert needs {expert}), {kerma} mGy (an expert needs {enough}).",
        used = Said::number(outcome.fluoroscopy_s / 60.0, 1),
        expert = Said::number(limits.fluoroscopy_s / 60.0, 1),
        kerma = Said::number(outcome.air_kerma_mgy, 0),
        enough = Said::number(limits.air_kerma_mgy, 0)
    );
    judged(facts, share, why)
}

pub(in crate::scoring) fn contrast(facts: &Facts<'_>) -> Judged {
    let (used, limit) = (facts.outcome.contrast_ml, facts.case.patient.contrast_limit_ml());
    let fine = limit * facts.case.rubric.limits.contrast_share;
    let why = said!(
        "{used} mL (up to {fine} mL is fine; limit of this patient {limit} mL).",
        used = Said::number(used, 0),
        fine = Said::number(fine, 0),
        limit = Said::number(limit, 0)
    );
    judged(facts, thrift(used, fine, limit.max(fine)), why)
}

#[cfg(test)]
mod tests {
    use super::thrift;

    #[test]
    fn thrift_falls_from_the_experts_need_to_nothing() {
        assert_eq!(thrift(10.0, 20.0, 40.0), 1.0);
        assert_eq!(thrift(30.0, 20.0, 40.0), 0.5);
        assert_eq!(thrift(90.0, 20.0, 40.0), 0.0);
        assert_eq!(thrift(1.0, 0.0, 0.0), 0.0);
    }
}
