//! `explain`: the page of a code of the checker, of a rule of the score, or of a mistake.

use serde::Serialize;

use super::args::ExplainArgs;
use super::console::Console;
use super::failure::Failure;
use crate::replay::mistake::{self, Mistake, Named};
use crate::scenario::{Library, Severity, closest, codes, raw};
use crate::scoring;

/// One thing that can be explained.
#[derive(Serialize)]
struct Topic {
    id: String,
    kind: &'static str,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<String>,
}

/// Prints a page, or the list of all.
pub(super) fn explain(args: &ExplainArgs, console: &mut Console) -> Result<(), Failure> {
    let topics = topics();
    let Some(code) = &args.code else {
        for topic in topics {
            if args.json {
                console.json(&Topic { page: None, ..topic })?;
            } else {
                console.data(&format!("{:26} {}\n", topic.id, topic.title))?;
            }
        }
        return Ok(());
    };
    // a mistake may be called like the error it is told as
    let asked: Vec<&Topic> =
        topics.iter().filter(|topic| topic.id.eq_ignore_ascii_case(code.trim())).collect();
    if asked.is_empty() {
        return Err(unknown(code, &topics));
    }
    for topic in asked {
        if args.json {
            console.json(topic)?;
        } else {
            console.data(&format!("{}\n", topic.page.as_deref().unwrap_or_default()))?;
        }
    }
    Ok(())
}

fn topics() -> Vec<Topic> {
    let code = |code: &&codes::Code| Topic {
        id: code.id.to_owned(),
        kind: match code.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        title: code.title.to_owned(),
        page: Some(code.page().trim_start_matches("## ").to_owned()),
    };
    let mut topics: Vec<Topic> = codes::ALL.iter().map(code).collect();
    let library = Library::bundled();
    if let Some(rubric) = library.rubric() {
        let step = |(phase, step): (&raw::Phase, &raw::Step)| Topic {
            id: step.id.clone(),
            kind: "step",
            title: step.rule.clone(),
            page: Some(of_step(phase, step)),
        };
        topics.extend(rubric.phases.iter().flat_map(|p| p.steps.iter().map(move |s| (p, s))).map(step));
        topics.extend(rubric.errors.iter().map(|error| Topic {
            id: error.id.clone(),
            kind: "error_rule",
            title: error.why.clone(),
            page: Some(of_error(error)),
        }));
    }
    topics.extend(mistake::all().map(|mistake| Topic {
        id: mistake.id.to_owned(),
        kind: "mistake",
        title: mistake.what.to_owned(),
        page: Some(of_mistake(mistake)),
    }));
    topics
}

fn of_mistake(mistake: &Mistake) -> String {
    let named = match mistake.named {
        Named::Error(errors) => format!("the error {}", errors.join(" or ")),
        Named::Step(step) => format!("the step {step}, not done or not fully"),
    };
    format!(
        "{0}: {1}\n\nA mistake of the class {2}. The report names {named}.\n\nSee it: embolize demo --mistake {0} --out pictures",
        mistake.id, mistake.what, mistake.class
    )
}

fn of_step(phase: &raw::Phase, step: &raw::Step) -> String {
    format!(
        "{}: {}\n\nStep of {} ({}), {} points in the default rubric.\n\n{}\n\nAn expert: {}",
        step.id,
        step.rule,
        phase.id,
        phase.name,
        step.points,
        scoring::page(&step.id).unwrap_or_default(),
        step.expert
    )
}

fn of_error(error: &raw::ErrorRule) -> String {
    let weight = if error.critical { "Critical error: fails the case, and takes" } else { "Error: takes" };
    format!(
        "{}: {}\n\n{weight} {} points off in the default rubric.\n\n{}\n\nAn expert: {}",
        error.id,
        error.why,
        error.points,
        scoring::page(&error.id).unwrap_or_default(),
        error.expert
    )
}

fn unknown(code: &str, topics: &[Topic]) -> Failure {
    let ids = || topics.iter().map(|topic| topic.id.as_str());
    let word = code.to_lowercase();
    let with: Vec<&str> = ids().filter(|id| id.contains(&word)).collect();
    let hint = match closest(code, ids()) {
        Some(close) => format!("did you mean `{close}`?"),
        None if !with.is_empty() => format!("there are {}", with.join(", ")),
        None => "`embolize explain` lists all codes and rules".to_owned(),
    };
    Failure::input(format!("there is no code, step or error `{code}`")).hint(hint)
}
