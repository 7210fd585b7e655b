//! One mistake, one error: the expert's script with a single mistake made in it is played for three seeds. The report
//! names exactly that mistake and scores lower than the expert; a critical one fails the case.
//!
//! Mistakes are made in code, so that they stay derived from the one script that is maintained. Scripts that begin
//! alike are played together up to the step where they part.

use std::ops::Range;
use std::sync::Arc;

use embolize::model::{Case, Slot};
use embolize::replay::{Mode, Recorder, Script, Step, run_script};
use embolize::scenario::{Library, bundled_case, catalog};
use embolize::scoring::report::Verdict;
use embolize::scoring::{Meta, Report, assess};
use embolize::sim::Command;

/// What a mistake is called, the script with it, and the error that has to be found.
struct Mistake {
    name: &'static str,
    steps: Vec<Step>,
    error: &'static str,
}

fn case() -> Arc<Case> {
    Arc::new(bundled_case(&Library::bundled(), "hepatic_hcc").expect("bundled").expect("sound").value)
}

fn expert() -> Script {
    Script::parse(catalog::file("sessions/hepatic_hcc.expert.script.ron").expect("bundled").text)
        .expect("a script")
}

fn mistakes(expert: &[Step]) -> Vec<Mistake> {
    let made = |name, error, steps| Mistake { name, steps, error };
    let runs = runs(expert);
    let overviews = [runs[0].clone(), runs[1].clone()];
    let second = at(expert, &declared("feeder_8")) + 1..at(expert, &declared("feeder_4")) + 1;
    let feeder = Step::Do(Command::NameFeeder { segment: "feeder_4".into() });
    vec![
        made("no initial angiogram", "no_initial_angiogram", without(expert, &overviews)),
        made("wrong access", "access_inappropriate", through_the_elbow(expert)),
        made("feeder not named", "feeder_not_named", swapped(expert, &feeder, &[])),
        made("no follow-up run", "no_follow_up_run", without(expert, &runs[3..4])),
        made("second feeder forgotten", "feeder_untreated", without(expert, &[second])),
        made("pressure too short", "pressure_too_short", pressed(expert, 15.0, 300.0)),
    ]
}

/// Played with one seed only: they differ from the others by what scoring makes of them.
fn further_mistakes(expert: &[Step]) -> Vec<Mistake> {
    let made = |name, error, steps| Mistake { name, steps, error };
    let hazard = name_hazard("gallbladder");
    let portal = Step::Do(Command::AssessPortal { patent: true });
    let closed = Step::Do(Command::AssessPortal { patent: false });
    vec![
        made("pressure in the wrong place", "pressure_wrong_place", pressed_elsewhere_first(expert)),
        made("hazard not named", "hazard_not_named", swapped(expert, &hazard, &[])),
        made("portal vein not judged", "portal_not_assessed", swapped(expert, &portal, &[])),
        made("portal vein misjudged", "portal_misjudged", swapped(expert, &portal, &[closed])),
        made("particles narrower than the shunt", "lung_shunting", with_agent(expert, "pva_45_150")),
        made("not finished", "not_finished", expert[..expert.len() - 1].to_vec()),
    ]
}

#[test]
fn each_mistake_is_found_alone_with_seed_1() {
    find_each(1, mistakes);
}

#[test]
fn each_mistake_is_found_alone_with_seed_2() {
    find_each(2, mistakes);
}

#[test]
fn each_mistake_is_found_alone_with_seed_3() {
    find_each(3, mistakes);
}

#[test]
fn further_mistakes_are_found_alone() {
    find_each(1, further_mistakes);
}

fn find_each(seed: u64, mistakes: fn(&[Step]) -> Vec<Mistake>) {
    let case = case();
    let expert = expert();
    let mistakes = mistakes(&expert.steps);
    let mut recorder = Recorder::new(Arc::clone(&case), seed, Mode::Practice);
    let mut reports = Vec::new();
    for i in 0..=expert.steps.len() {
        for mistake in mistakes.iter().filter(|m| parting(&m.steps, &expert.steps) == i) {
            let mut branch = recorder.clone();
            play(&mut branch, &expert, &mistake.steps[i..], mistake.name);
            reports.push((mistake, report(&branch)));
        }
        if let Some(step) = expert.steps.get(i) {
            play(&mut recorder, &expert, core::slice::from_ref(step), "expert");
        }
    }
    let best = report(&recorder);
    assert_eq!(errors(&best), [""; 0], "the expert, seed {seed}");
    assert!(best.verdict == Verdict::Pass && best.score >= 85.0, "the expert has {}", best.score);
    assert_eq!(reports.len(), mistakes.len());
    for (mistake, report) in reports {
        let name = mistake.name;
        assert_eq!(errors(&report), [mistake.error], "{name}, seed {seed}");
        assert!(report.score < best.score, "{name}, seed {seed}: {} of {}", report.score, best.score);
        let critical = case.rubric.errors.iter().any(|rule| rule.id == mistake.error && rule.critical);
        assert!(!critical || report.verdict == Verdict::Fail, "{name}, seed {seed} passes");
    }
}

fn play(recorder: &mut Recorder, script: &Script, steps: &[Step], name: &str) {
    let part = Script { steps: steps.to_vec(), ..script.clone() };
    if let Err(error) = run_script(recorder, &part, &mut |_| {}) {
        panic!("{name}: {error}");
    }
}

fn report(recorder: &Recorder) -> Report {
    let simulation = recorder.simulation();
    let meta = Meta {
        mode: recorder.mode().to_string(),
        seed: simulation.seed(),
        state_hash: simulation.state_hash(),
        sim_seconds: simulation.tick().seconds(),
    };
    assess(simulation.case(), simulation.events(), &simulation.outcome(), &meta)
}

fn errors(report: &Report) -> Vec<&str> {
    report.critical_errors.iter().chain(&report.errors).map(|finding| finding.id.as_str()).collect()
}

/// The step where two scripts part.
fn parting(a: &[Step], b: &[Step]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

fn at(steps: &[Step], step: &Step) -> usize {
    steps.iter().position(|other| other == step).unwrap_or_else(|| panic!("the expert does not {step:?}"))
}

fn declared(feeder: &str) -> Step {
    Step::Do(Command::DeclareOccluded { segment: feeder.into() })
}

fn name_hazard(bed: &str) -> Step {
    Step::Do(Command::NameHazard { bed: bed.into() })
}

/// Where each run begins and ends.
fn runs(steps: &[Step]) -> Vec<Range<usize>> {
    let pedal = |on| {
        steps.iter().enumerate().filter(move |(_, s)| **s == Step::Do(Command::Run { on })).map(|(i, _)| i)
    };
    pedal(true).zip(pedal(false)).map(|(from, to)| from..to + 1).collect()
}

fn without(steps: &[Step], ranges: &[Range<usize>]) -> Vec<Step> {
    let kept = steps.iter().enumerate().filter(|(i, _)| ranges.iter().all(|range| !range.contains(i)));
    kept.map(|(_, step)| step.clone()).collect()
}

fn swapped(steps: &[Step], old: &Step, new: &[Step]) -> Vec<Step> {
    let i = at(steps, old);
    [&steps[..i], new, &steps[i + 1..]].concat()
}

/// The same pressure, elsewhere or for another time.
fn pressed(steps: &[Step], above_mm: f64, seconds: f64) -> Vec<Step> {
    let i = at(steps, &Step::Do(Command::Compress { above_mm: 15.0 }));
    let mut steps = steps.to_vec();
    steps[i] = Step::Do(Command::Compress { above_mm });
    steps[i + 1] = Step::Do(Command::Wait { seconds });
    steps
}

/// Two minutes far above the groin, then where the expert presses.
fn pressed_elsewhere_first(steps: &[Step]) -> Vec<Step> {
    let right = Step::Do(Command::Compress { above_mm: 15.0 });
    let wrong = Step::Do(Command::Compress { above_mm: 60.0 });
    swapped(steps, &right, &[wrong, Step::Wait(120.0), right.clone()])
}

fn with_agent(steps: &[Step], id: &str) -> Vec<Step> {
    let agent = |step: &Step| match step {
        Step::Do(Command::PrepareAgent { .. }) => Step::Do(Command::PrepareAgent { agent: id.into() }),
        other => other.clone(),
    };
    let deep = |step: &Step| match step {
        Step::RepeatUntil { condition, max, steps } => Step::RepeatUntil {
            condition: condition.clone(),
            max: *max,
            steps: steps
                .iter()
                .map(|inner| match inner {
                    Step::If { condition, steps } => {
                        Step::If { condition: condition.clone(), steps: steps.iter().map(agent).collect() }
                    }
                    other => agent(other),
                })
                .collect(),
        },
        other => agent(other),
    };
    steps.iter().map(deep).collect()
}

/// The same case from the left elbow, which this patient does not call for: another way in, longer devices, and
/// pressure on the puncture itself. From the common hepatic artery on everything is as the expert does it.
fn through_the_elbow(steps: &[Step]) -> Vec<Step> {
    let from = at(steps, &Step::Do(Command::ChooseAccess { site: "right_femoral".into() }));
    let to = at(steps, &Step::Do(Command::Load { device: "micro_24fr_150".into() }));
    let load = |device: &str| Step::Do(Command::Load { device: device.into() });
    let enter = |slot, segment: &str, along_mm| Step::Enter { slot, segment: segment.into(), along_mm };
    let push = |slot, segment: &str, along_mm| Step::Push { slot, segment: segment.into(), along_mm };
    let runs = runs(steps);
    let mut way = vec![
        Step::Do(Command::ChooseAccess { site: "left_brachial".into() }),
        Step::Do(Command::Puncture),
        Step::Do(Command::InsertSheath { device: "sheath_5fr_11".into() }),
        load("wire_angled_035_260"),
        enter(Slot::Wire, "left_subclavian_1", 0.0),
        enter(Slot::Wire, "aortic_arch_4", 0.0),
        push(Slot::Wire, "thoracic_aorta_1", 120.0),
        load("pigtail_5fr_110"),
        push(Slot::Catheter, "thoracic_aorta_1", 100.0),
        Step::Do(Command::Remove { slot: Slot::Wire }),
    ];
    way.extend_from_slice(&steps[runs[0].start - 1..runs[0].end]);
    way.extend([
        load("wire_angled_035_260"),
        push(Slot::Wire, "thoracic_aorta_1", 130.0),
        Step::Do(Command::Remove { slot: Slot::Catheter }),
        load("radial_visceral_5fr_110"),
        push(Slot::Catheter, "thoracic_aorta_1", 110.0),
        enter(Slot::Wire, "thoracic_aorta_2", 0.0),
        enter(Slot::Wire, "abdominal_aorta_1", 0.0),
        enter(Slot::Wire, "celiac_1", 0.0),
        enter(Slot::Wire, "celiac_2", 0.0),
        enter(Slot::Wire, "common_hepatic", 25.0),
        push(Slot::Catheter, "common_hepatic", 10.0),
        Step::Do(Command::Remove { slot: Slot::Wire }),
    ]);
    way.extend_from_slice(&steps[runs[1].start - 2..to]);
    let changed = [&steps[..from], &way, &steps[to..]].concat();
    let out = at(&changed, &load("wire_bentson_035"));
    let sheath = at(&changed, &Step::Do(Command::RemoveSheath));
    let taken_out = [Step::Do(Command::Remove { slot: Slot::Catheter })];
    pressed(&[&changed[..out], &taken_out, &changed[sheath..]].concat(), 0.0, 900.0)
}
