//! `score`: recorded sessions, computed again.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::args::ScoreArgs;
use super::case_file;
use super::console::Console;
use super::failure::Failure;
use super::input;
use super::reading::{self, Reading};
use super::verdict;
use crate::model::{Case, Rubric};
use crate::replay::{self, Session};

/// Replays each session and prints its report. One that is refused does not keep the others from being scored.
pub(super) fn score(args: &ScoreArgs, console: &mut Console) -> Result<(), Failure> {
    reading::known(args.lang.as_deref())?;
    let given = args.case.as_deref();
    if let Some(case) = given {
        // Said once, not for each session.
        case_file::read(case, None)?;
    }
    let rubric = args.rubric.as_deref().map(case_file::rubric).transpose()?;
    let mut refused = 0_usize;
    let mut known = Known::new();
    for (i, path) in args.sessions.iter().enumerate() {
        match one(path, given, rubric.as_ref(), &mut known) {
            Ok((case, report)) => {
                if i > 0 && !args.json {
                    console.data("\n")?;
                }
                let reading = Reading::of(&case, args.lang.as_deref(), given);
                verdict::print(&reading, &report, args.json, console)?;
            }
            Err(failure) => {
                refused += 1;
                console.say(&failure.text().unwrap_or_default());
            }
        }
    }
    if refused == 0 {
        return Ok(());
    }
    console.say(&format!("{refused} of {} sessions refused", args.sessions.len()));
    Err(Failure::said())
}

/// Cases read so far, by id and variant: the sessions of a cohort share theirs.
type Known = BTreeMap<(String, Option<u64>), Arc<Case>>;

fn one(
    path: &Path,
    given: Option<&Path>,
    rubric: Option<&Rubric>,
    known: &mut Known,
) -> Result<(Arc<Case>, crate::scoring::Report), Failure> {
    let session = read(path)?;
    let named = |message: String| Failure::input(format!("{}: {message}", path.display()));
    let key = (session.scenario.clone(), session.variant);
    let case = if let Some(case) = known.get(&key) {
        Arc::clone(case)
    } else {
        let read = match given {
            Some(case) => case_file::read(case, session.variant),
            None => case_file::bundled_by_id(&session.scenario, session.variant),
        };
        let case =
            read.map_err(|failure| failure.about(path, "give the case it was recorded on with --case FILE"))?;
        known.entry(key).or_insert(case).clone()
    };
    let played = replay::replay(Arc::clone(&case), &session).map_err(|error| named(error.to_string()))?;
    // The session belongs to the case as it is; only what it was worth is asked anew.
    let judged = match rubric {
        Some(rubric) => Arc::new(Case { rubric: rubric.clone(), ..(*case).clone() }),
        None => case,
    };
    let report = verdict::report_by(&judged, played.simulation(), session.mode);
    Ok((judged, report))
}

fn read(path: &Path) -> Result<Session, Failure> {
    let text = input::text(path)?;
    Session::parse(&text).map_err(|error| Failure::input(format!("{}:{error}", path.display())))
}
