//! Mistakes: an expert's script with one thing done wrong, made from the script and the case alone.
//!
//! A session with one known mistake shows what the score makes of it: the report names that mistake and no other, and
//! costs points. Everything here works on steps of a script, for any case; a mistake that a case gives no occasion for
//! (no portal vein to misjudge, no second feeder to forget) is not made. What follows from a mistake is honest: a vessel
//! that did not close is not declared closed, because that would be a second mistake.

mod closing;
mod embolic;
mod endpoint;
mod handling;
mod imaging;
mod plan;
mod reading;

use super::script::{Script, Step};
use crate::model::Case;
use plan::Plan;
pub use plan::runs;

/// What a report has to say of a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// Exactly one error, one of these: which one depends on what the mistake did to this patient.
    Error(&'static [&'static str]),
    /// No error; this step is not done, or not fully.
    Step(&'static str),
}

/// One thing done wrong.
#[derive(Clone, Copy, Debug)]
pub struct Mistake {
    /// Id.
    pub id: &'static str,
    /// In words.
    pub what: &'static str,
    /// Class of the error taxonomy it belongs to.
    pub class: &'static str,
    /// What a report says of it.
    pub named: Named,
    make: fn(&Plan<'_>) -> Option<Vec<Step>>,
}

impl Mistake {
    /// The expert's script with this mistake; `None` where case or script give no occasion for it.
    pub fn made(&self, case: &Case, expert: &Script) -> Option<Script> {
        let steps = (self.make)(&Plan::new(case, expert))?;
        (steps != expert.steps).then(|| Script { steps, ..expert.clone() })
    }
}

/// Every mistake there is, in the order of the procedure.
pub fn all() -> impl Iterator<Item = &'static Mistake> {
    [
        reading::MISTAKES,
        imaging::MISTAKES,
        handling::MISTAKES,
        embolic::MISTAKES,
        endpoint::MISTAKES,
        closing::MISTAKES,
    ]
    .into_iter()
    .flatten()
}

/// A row of a table of mistakes.
const fn mistake(
    (id, what): (&'static str, &'static str),
    class: &'static str,
    named: Named,
    make: fn(&Plan<'_>) -> Option<Vec<Step>>,
) -> Mistake {
    Mistake { id, what, class, named, make }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{KNOWN_ERRORS, KNOWN_STEPS};

    #[test]
    fn there_are_many_and_each_has_its_own_name() {
        let ids: Vec<&str> = all().map(|m| m.id).collect();
        assert!(ids.len() >= 25, "{}", ids.len());
        for (i, mistake) in all().enumerate() {
            assert!(!ids[..i].contains(&mistake.id), "{} twice", mistake.id);
            match mistake.named {
                Named::Error(errors) => {
                    assert!(errors.iter().all(|e| KNOWN_ERRORS.contains(e)), "{errors:?}");
                }
                Named::Step(step) => assert!(KNOWN_STEPS.contains(&step), "{step}"),
            }
        }
    }
}
