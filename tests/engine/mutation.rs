//! One mistake, one error: the expert's script of every shipped case with a single mistake made in it. The report names
//! exactly that mistake and scores lower than the expert; a critical one fails the case.
//!
//! Mistakes are made in code (`replay::mistake`), so that they stay derived from the one script that is maintained.
//! Scripts that begin alike are played together up to the step where they part. In the daily loop each mistake is made in
//! one of its cases; `EMBOLIZE_SEEDS=10` makes each in all of them, with ten seeds, `EMBOLIZE_SEEDS=4-6` with those;
//! `EMBOLIZE_CASE=ID` looks at one case alone.

use std::fmt::Write as _;
use std::fs;
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::Arc;

use embolize::model::{Case, Slot};
use embolize::replay::mistake::{self, Mistake, Named};
use embolize::replay::{Mode, Recorder, Script, Step, run_script};
use embolize::scenario::{Library, bundled_case, catalog};
use embolize::scoring::report::{Status, Verdict};
use embolize::scoring::{Meta, Report, assess};
use embolize::sim::Command;

/// Score that an expert reaches.
const EXPERT: f64 = 85.0;

/// A mistake made in one case.
struct Made {
    id: &'static str,
    named: Named,
    script: Script,
}

fn case(id: &str) -> Arc<Case> {
    Arc::new(bundled_case(&Library::bundled(), id).expect("bundled").expect("sound").value)
}

fn expert(id: &str) -> Script {
    let path = format!("sessions/{id}.expert.script.ron");
    let file = catalog::file(&path).unwrap_or_else(|| panic!("every case has an expert: {path}"));
    Script::parse(file.text).expect("a script")
}

fn cases() -> Vec<String> {
    Library::bundled().cases().iter().map(|file| file.id.clone()).collect()
}

/// The one case that is asked for, or all of them.
fn asked_cases() -> Vec<String> {
    let asked = std::env::var("EMBOLIZE_CASE").ok();
    let cases: Vec<String> =
        cases().into_iter().filter(|id| asked.as_ref().is_none_or(|a| a == id)).collect();
    assert!(!cases.is_empty(), "no case is called {asked:?}");
    cases
}

fn made(mistake: &Mistake, case: &Case, expert: &Script) -> Option<Made> {
    let script = mistake.made(case, expert)?;
    Some(Made { id: mistake.id, named: mistake.named, script })
}

/// Seeds of every mistake in every case; without them each mistake is made in one of its cases, by turns.
fn seeds() -> Option<RangeInclusive<u64>> {
    let asked = std::env::var("EMBOLIZE_SEEDS").ok()?;
    let (first, last) = asked.split_once('-').unwrap_or(("1", &asked));
    Some(first.parse().ok()?..=last.parse().ok()?)
}

#[test]
fn each_mistake_is_found_alone() {
    let cases: Vec<(Arc<Case>, Script)> = asked_cases().iter().map(|id| (case(id), expert(id))).collect();
    let mut plans: Vec<Vec<Made>> = cases.iter().map(|_| Vec::new()).collect();
    for (turn, mistake) in mistake::all().enumerate() {
        let all: Vec<(usize, Made)> = cases
            .iter()
            .enumerate()
            .filter_map(|(i, (case, expert))| Some((i, made(mistake, case, expert)?)))
            .collect();
        let count = all.len().max(1);
        let picked = |k: &usize| seeds().is_some() || *k == turn % count;
        for (_, (i, made)) in all.into_iter().enumerate().filter(|(k, _)| picked(k)) {
            plans[i].push(made);
        }
    }
    let complaints = std::thread::scope(|scope| {
        let all: Vec<_> = cases
            .iter()
            .zip(&plans)
            .map(|((case, expert), mistakes)| {
                scope.spawn(move || {
                    let seeds = seeds().unwrap_or(1..=1);
                    seeds.flat_map(|seed| find_each(case, expert, mistakes, seed)).collect::<Vec<_>>()
                })
            })
            .collect();
        all.into_iter().flat_map(|one| one.join().expect("played to its end")).collect::<Vec<_>>()
    });
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn the_wrong_artery_of_the_arm_is_told() {
    let (case, expert) = (case("hepatic_hcc"), expert("hepatic_hcc"));
    let steps = through_the_elbow(&expert.steps);
    let made = Made {
        id: "through_the_elbow",
        named: Named::Error(&["access_inappropriate"]),
        script: Script { steps, ..expert.clone() },
    };
    let complaints = find_each(&case, &expert, &[made], 1);
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// Every mistake is made in some case, most in every one; the table of `docs/` says which.
#[test]
fn the_table_of_mistakes_is_up_to_date() {
    let cases: Vec<(Arc<Case>, Script)> = cases().iter().map(|id| (case(id), expert(id))).collect();
    let mut table = String::from(
        "# Mistakes\n\nOne thing done wrong in an expert's script, made by the program in every case that gives an occasion for \
         it. A test plays\neach of them: the report names the mistake and nothing else, and the score falls below the expert's. \
         Where several errors are\nnamed, one of them is told: which one depends on what the mistake did to this patient. Look at one:\n\
         `embolize demo --mistake faster_than_the_flow --out pictures`.\n\n\
         | mistake | class | what is done | the report names | cases |\n|---|---|---|---|---|\n",
    );
    for mistake in mistake::all() {
        let with: Vec<String> = cases
            .iter()
            .filter(|(case, expert)| mistake.made(case, expert).is_some())
            .map(|(case, _)| format!("`{}`", case.id))
            .collect();
        assert!(!with.is_empty(), "no case gives an occasion for {}", mistake.id);
        let with = if with.len() == cases.len() { "all".to_owned() } else { with.join(", ") };
        let named = match mistake.named {
            Named::Error(errors) => errors.iter().map(|e| format!("`{e}`")).collect::<Vec<_>>().join(" or "),
            Named::Step(step) => format!("the step `{step}`"),
        };
        let (id, class, what) = (mistake.id, mistake.class, mistake.what);
        writeln!(table, "| `{id}` | {class} | {what} | {named} | {with} |").expect("texts take everything");
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/mistakes.md");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &table).expect("writable");
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    assert!(known == table, "docs/mistakes.md is out of date (UPDATE_GOLDEN=1 writes it anew)");
}

/// Plays expert and mistakes, and complains about what is not as promised.
fn find_each(case: &Arc<Case>, expert: &Script, mistakes: &[Made], seed: u64) -> Vec<String> {
    let mut recorder = Recorder::new(Arc::clone(case), seed, Mode::Practice);
    let mut complaints = Vec::new();
    let mut reports = Vec::new();
    for i in 0..=expert.steps.len() {
        for made in mistakes.iter().filter(|m| parting(&m.script.steps, &expert.steps) == i) {
            let mut branch = recorder.clone();
            match play(&mut branch, expert, &made.script.steps[i..]) {
                Ok(()) => reports.push((made, report(&branch))),
                Err(stuck) => {
                    let id = made.id;
                    complaints.push(format!("{}, {id}, seed {seed}: after step {i}: {stuck}", case.id));
                }
            }
        }
        if let Some(step) = expert.steps.get(i)
            && let Err(stuck) = play(&mut recorder, expert, core::slice::from_ref(step))
        {
            complaints.push(format!("{}, expert, seed {seed}: after step {i}: {stuck}", case.id));
            return complaints;
        }
    }
    let best = report(&recorder);
    if !errors(&best).is_empty() || best.verdict != Verdict::Pass || best.score < EXPERT {
        complaints.push(format!("{}, expert, seed {seed}: {} with {:?}", case.id, best.score, errors(&best)));
    }
    for (made, report) in reports {
        complaints.extend(
            complaint(case, made, &best, &report)
                .map(|text| format!("{}, {}, seed {seed}: {text}", case.id, made.id)),
        );
    }
    complaints
}

/// What is wrong with the report of a mistake.
fn complaint(case: &Case, made: &Made, best: &Report, report: &Report) -> Option<String> {
    let found = errors(report);
    let named = match made.named {
        Named::Error(expected) => found.len() == 1 && expected.contains(&found[0]),
        Named::Step(step) => {
            let lost = report.steps.iter().find(|s| s.id == step);
            found.is_empty() && lost.is_some_and(|s| s.status != Status::Done || s.points < s.max)
        }
    };
    if !named {
        let told: Vec<String> =
            report.critical_errors.iter().chain(&report.errors).map(|e| e.why.to_string()).collect();
        return Some(format!("expected {:?}, found {found:?}: {}", made.named, told.join(" / ")));
    }
    if report.score >= best.score {
        return Some(format!("{} of {}", report.score, best.score));
    }
    let critical = case.rubric.errors.iter().any(|rule| rule.critical && found.contains(&rule.id.as_str()));
    (critical && report.verdict == Verdict::Pass).then(|| "passes with a critical error".to_owned())
}

fn play(recorder: &mut Recorder, script: &Script, steps: &[Step]) -> Result<(), String> {
    let part = Script { steps: steps.to_vec(), ..script.clone() };
    run_script(recorder, &part, &mut |_| {}).map_err(|error| error.to_string())
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

/// The same pressure, elsewhere or for another time.
fn pressed(steps: &[Step], above_mm: f64, seconds: f64) -> Vec<Step> {
    let i = at(steps, &Step::Do(Command::Compress { above_mm: 15.0 }));
    let mut steps = steps.to_vec();
    steps[i] = Step::Do(Command::Compress { above_mm });
    steps[i + 1] = Step::Do(Command::Wait { seconds });
    steps
}

/// The same case from the left elbow, which this patient does not call for: another way in, longer devices, and
/// pressure on the puncture itself. From the common hepatic artery on everything is as the expert does it.
fn through_the_elbow(steps: &[Step]) -> Vec<Step> {
    let from = at(steps, &Step::Do(Command::ChooseAccess { site: "right_femoral".into() }));
    let to = at(steps, &Step::Do(Command::Load { device: "micro_24fr_150".into() }));
    let load = |device: &str| Step::Do(Command::Load { device: device.into() });
    let enter = |slot, segment: &str, along_mm| Step::Enter { slot, segment: segment.into(), along_mm };
    let push = |slot, segment: &str, along_mm| Step::Push { slot, segment: segment.into(), along_mm };
    let runs = mistake::runs(steps);
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
