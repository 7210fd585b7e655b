//! The rubric: the default one, and what a case changes in it.

use super::super::codes;
use super::super::diagnostic::Diagnostic;
use super::super::library::Library;
use super::super::locate::Spot;
use super::super::parse::Parsed;
use super::super::{Checked, raw};
use super::number::{self, Range, SHARE, range};
use super::{Block, Checker, ids, problem, provenance, texts};
use crate::model::{ErrorRule, KNOWN_ERRORS, KNOWN_STEPS, Limits, Phase, Rubric, Step};

const POINTS: Range = range(0.0, 100.0, "points");
/// What the points of all steps add up to.
const TOTAL: f64 = 100.0;

/// Checks a rubric file.
pub(in super::super) fn check(
    library: &Library,
    parsed: &Parsed<raw::Rubric>,
) -> Result<Checked<Rubric>, Vec<Diagnostic>> {
    let mut check = Checker::default();
    let (raw, root) = (&parsed.raw, parsed.located.root());
    if !super::format(&mut check, root, raw.format) {
        return check.finish(None);
    }
    let before = check.errors();
    phases(&mut check, raw, root);
    let mut unique = ids::Unique::default();
    for (i, error) in raw.errors.iter().enumerate() {
        let block = Block::new(root.field("errors").item(i), "error", &error.id);
        ids::own(&mut check, block.at, "error", &error.id);
        unique.take(&mut check, block.at, "error", &error.id);
        known(&mut check, &block, ("error", &error.id), &KNOWN_ERRORS);
        ids::text(&mut check, &block, "why", &error.why);
        ids::text(&mut check, &block, "expert", &error.expert);
        number::field(&mut check, &block, "points", error.points, POINTS);
    }
    number::field(&mut check, &Block::only(root, "the rubric"), "pass_score", raw.pass_score, POINTS);
    limits(&mut check, library, &raw.limits, root.field("limits"));
    let rubric = model(raw);
    if check.errors() == before {
        weights(&mut check, &rubric, root.field("phases"));
    }
    check.finish(Some(rubric))
}

/// Scoring has a check for each step and error it knows; another one would never be found.
fn known(check: &mut Checker, block: &Block<'_>, (kind, id): (&str, &str), words: &[&str]) {
    if !id.trim().is_empty() && !words.contains(&id) {
        ids::unknown(check, codes::UNKNOWN_STEP, block.at.field("id"), ("the rubric", kind, id), words);
    }
}

fn phases(check: &mut Checker, raw: &raw::Rubric, root: Spot<'_>) {
    let mut unique_phases = ids::Unique::default();
    let mut unique_steps = ids::Unique::default();
    for (i, phase) in raw.phases.iter().enumerate() {
        let block = Block::new(root.field("phases").item(i), "phase", &phase.id);
        ids::readable(check, block.at, "phase", &phase.id);
        unique_phases.take(check, block.at, "phase", &phase.id);
        ids::text(check, &block, "name", &phase.name);
        number::field(check, &block, "minimum", phase.minimum, SHARE);
        for (k, step) in phase.steps.iter().enumerate() {
            let block = Block::new(block.at.field("steps").item(k), "step", &step.id);
            ids::own(check, block.at, "step", &step.id);
            unique_steps.take(check, block.at, "step", &step.id);
            known(check, &block, ("step", &step.id), &KNOWN_STEPS);
            ids::text(check, &block, "rule", &step.rule);
            ids::text(check, &block, "expert", &step.expert);
            number::field(check, &block, "points", step.points, POINTS);
        }
        if phase.minimum > 0.0 && phase.steps.is_empty() {
            empty_phase(check, block.at, &phase.id);
        }
    }
}

fn empty_phase(check: &mut Checker, at: Spot<'_>, id: &str) {
    let message = format!("phase `{id}` asks for points, but has no step that gives any");
    check.push(
        problem(codes::EMPTY_PHASE, at, message)
            .with_label("cannot be passed")
            .with_hint("give it a step with points, or set its minimum to 0"),
    );
}

fn limits(check: &mut Checker, library: &Library, raw: &raw::Limits, at: Spot<'_>) {
    let block = Block::only(at, "the limits");
    let numbers = [
        ("time_s", raw.time_s, range(60.0, 36000.0, "s")),
        ("fluoroscopy_s", raw.fluoroscopy_s, range(10.0, 18000.0, "s")),
        ("air_kerma_mgy", raw.air_kerma_mgy, range(1.0, 20000.0, "mGy")),
        ("contrast_share", raw.contrast_share, SHARE),
        ("wait_s", raw.wait_s, range(0.0, 3600.0, "s")),
        ("reflux_ml", raw.reflux_ml, range(0.0, 50.0, "mL")),
        ("lung_share_max", raw.lung_share_max, SHARE),
    ];
    number::fields(check, &block, &numbers);
    provenance::check(check, library, &block, &raw.provenance, (&numbers.map(|(name, ..)| name), &[]));
}

fn weights(check: &mut Checker, rubric: &Rubric, at: Spot<'_>) {
    let total: f64 = rubric.phases.iter().flat_map(|phase| &phase.steps).map(|step| step.points).sum();
    if (total - TOTAL).abs() > 1e-6 {
        let message = format!("the points of all steps add up to {total}, not {TOTAL}");
        let off = total - TOTAL;
        let direction = if off > 0.0 { "too many" } else { "too few" };
        check.push(
            problem(codes::WEIGHTS, at, message)
                .with_label(format!("{} {direction}", (off.abs() * 1e6).round() / 1e6))
                .with_hint("change the `points` of some steps: what is taken from one is given to others"),
        );
    }
}

fn model(raw: &raw::Rubric) -> Rubric {
    let step = |step: &raw::Step| Step {
        id: step.id.clone(),
        rule: step.rule.clone(),
        expert: step.expert.clone(),
        points: step.points,
    };
    let phase = |phase: &raw::Phase| Phase {
        id: phase.id.clone(),
        name: phase.name.clone(),
        minimum: phase.minimum,
        steps: phase.steps.iter().map(step).collect(),
    };
    let error = |error: &raw::ErrorRule| ErrorRule {
        id: error.id.clone(),
        critical: error.critical,
        points: error.points,
        why: error.why.clone(),
        expert: error.expert.clone(),
    };
    Rubric {
        phases: raw.phases.iter().map(phase).collect(),
        errors: raw.errors.iter().map(error).collect(),
        pass_score: raw.pass_score,
        limits: model_limits(&raw.limits),
    }
}

fn model_limits(raw: &raw::Limits) -> Limits {
    Limits {
        time_s: raw.time_s,
        fluoroscopy_s: raw.fluoroscopy_s,
        air_kerma_mgy: raw.air_kerma_mgy,
        contrast_share: raw.contrast_share,
        wait_s: raw.wait_s,
        reflux_ml: raw.reflux_ml,
        lung_share_max: raw.lung_share_max,
    }
}

/// The default rubric with a case's changes.
pub(super) fn for_case(
    check: &mut Checker,
    library: &Library,
    changes: &raw::RubricChanges,
    at: Spot<'_>,
) -> Option<Rubric> {
    let Some(default) = library.rubric() else {
        check.push(problem(codes::UNKNOWN_STEP, at, "there is no default rubric to start from"));
        return None;
    };
    let before = check.errors();
    let mut rubric = model(default);
    if let Some(score) = changes.pass_score {
        number::field(check, &Block::only(at, "the rubric"), "pass_score", score, POINTS);
        rubric.pass_score = score;
    }
    if let Some(new) = &changes.limits {
        limits(check, library, new, at.field("limits"));
        rubric.limits = model_limits(new);
    }
    minima(check, &mut rubric, changes, at.field("phases"));
    steps(check, &mut rubric, changes, at.field("steps"));
    errors(check, &mut rubric, changes, at.field("errors"));
    if check.errors() > before {
        return None;
    }
    weights(check, &rubric, at);
    for phase in rubric.phases.iter().filter(|phase| phase.minimum > 0.0 && phase.steps.is_empty()) {
        empty_phase(check, at.field("steps"), &phase.id);
    }
    Some(rubric)
}

fn minima(check: &mut Checker, rubric: &mut Rubric, changes: &raw::RubricChanges, at: Spot<'_>) {
    let known: Vec<String> = rubric.phases.iter().map(|phase| phase.id.clone()).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let mut seen = Vec::new();
    for (i, change) in changes.phases.iter().enumerate() {
        let block = Block::new(at.item(i), "phase", &change.id);
        number::field(check, &block, "minimum", change.minimum, SHARE);
        if !ids::once(check, &mut seen, block.at.field("id"), "phases", &change.id) {
            continue;
        }
        if let Some(phase) = rubric.phases.iter_mut().find(|phase| phase.id == change.id) {
            phase.minimum = change.minimum;
        } else {
            let by = ("the rubric", "phase", change.id.as_str());
            ids::unknown(check, codes::UNKNOWN_STEP, block.at.field("id"), by, &known);
        }
    }
}

fn steps(check: &mut Checker, rubric: &mut Rubric, changes: &raw::RubricChanges, at: Spot<'_>) {
    let known: Vec<String> =
        rubric.phases.iter().flat_map(|p| &p.steps).map(|step| step.id.clone()).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let mut seen = Vec::new();
    for (i, change) in changes.steps.iter().enumerate() {
        let block = Block::new(at.item(i), "step", &change.id);
        if let Some(points) = change.points {
            number::field(check, &block, "points", points, POINTS);
        }
        filled(check, &block, "rule", change.rule.as_ref());
        filled(check, &block, "expert", change.expert.as_ref());
        if !ids::once(check, &mut seen, block.at.field("id"), "steps", &change.id) {
            continue;
        }
        let step = rubric.phases.iter_mut().flat_map(|p| &mut p.steps).find(|step| step.id == change.id);
        let Some(step) = step else {
            let by = ("the rubric", "step", change.id.as_str());
            ids::unknown(check, codes::UNKNOWN_STEP, block.at.field("id"), by, &known);
            continue;
        };
        step.points = change.points.unwrap_or(step.points);
        replace(&mut step.rule, change.rule.as_ref());
        replace(&mut step.expert, change.expert.as_ref());
    }
    for phase in &mut rubric.phases {
        phase.steps.retain(|step| step.points > 0.0);
    }
}

fn errors(check: &mut Checker, rubric: &mut Rubric, changes: &raw::RubricChanges, at: Spot<'_>) {
    let known: Vec<String> = rubric.errors.iter().map(|error| error.id.clone()).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let mut seen = Vec::new();
    for (i, change) in changes.errors.iter().enumerate() {
        let block = Block::new(at.item(i), "error", &change.id);
        if let Some(points) = change.points {
            number::field(check, &block, "points", points, POINTS);
        }
        filled(check, &block, "why", change.why.as_ref());
        filled(check, &block, "expert", change.expert.as_ref());
        if !ids::once(check, &mut seen, block.at.field("id"), "errors", &change.id) {
            continue;
        }
        let Some(error) = rubric.errors.iter_mut().find(|error| error.id == change.id) else {
            let by = ("the rubric", "error", change.id.as_str());
            ids::unknown(check, codes::UNKNOWN_STEP, block.at.field("id"), by, &known);
            continue;
        };
        error.critical = change.critical.unwrap_or(error.critical);
        error.points = change.points.unwrap_or(error.points);
        replace(&mut error.why, change.why.as_ref());
        replace(&mut error.expert, change.expert.as_ref());
    }
}

fn filled(check: &mut Checker, block: &Block<'_>, field: &str, text: Option<&String>) {
    if let Some(text) = text {
        texts::filled(check, block.at.field(field), &format!("`{field}` of {}", block.what), text);
    }
}

fn replace(old: &mut String, new: Option<&String>) {
    if let Some(new) = new {
        old.clone_from(new);
    }
}
