//! The walk: what is asked for on each screen, and what of it is photographed.

use std::collections::VecDeque;
use std::fmt;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use bevy::prelude::World;
use embolize::app::Screen;
use embolize::app::bridge::{Archive, LiveCase, Record};
use embolize::app::screens::Library;
use embolize::app::screens::debrief::Concluded;
use embolize::app::text::Language;
use embolize::app::ui::action::{Look, Part, Tool, UiAction};
use embolize::app::ui::desk::{Pedal, Tab};
use embolize::app::view::{Covers, Shelf, Studio};
use embolize::model::Case;
use embolize::replay::{Entry, Mode, Recorder, Session, journal};
use embolize::sim::{Command, Tick};

/// Windows, pixels.
const WINDOWS: [(u32, u32); 3] = [(1280, 720), (1920, 1080), (3840, 2160)];
/// Sizes of everything, percent.
const SCALES: [u32; 3] = [80, 100, 200];
/// How the app is dressed before pictures are taken.
const FIRST: Variant = Variant { window: WINDOWS[0], scale_percent: SCALES[1], language: Language::English };
/// The moment of the expert's session at which the suite is shown: the first syringe is being injected.
const MOMENT: Tick = Tick(7900);

/// How a picture is taken.
#[derive(Clone, Copy, Debug)]
pub(super) struct Variant {
    pub(super) window: (u32, u32),
    pub(super) scale_percent: u32,
    pub(super) language: Language,
}

impl Variant {
    fn all() -> impl Iterator<Item = Self> {
        WINDOWS.into_iter().flat_map(|window| {
            SCALES.into_iter().flat_map(move |scale_percent| {
                Language::ALL.map(|language| Self { window, scale_percent, language })
            })
        })
    }

    fn name(self, what: &str) -> String {
        let (width, height) = self.window;
        format!("{what}.{width}x{height}.{}.{}", self.scale_percent, self.language.tag())
    }
}

/// A step of the walk.
#[derive(Clone)]
pub(super) enum Step {
    /// Asks for something as a panel would.
    Ask(UiAction),
    /// Keeps pedals down.
    Press(Vec<Pedal>),
    /// Holds time, or lets it go on.
    Stand(bool),
    /// Lets frames pass.
    Frames(u32),
    /// Waits until something is so.
    Until(&'static str, fn(&mut World) -> bool),
    /// Lets simulated seconds pass.
    Passed(f64),
    /// Waits for a simulated second.
    Reached(f64),
    /// Sets size, scale and language.
    Dress(Variant),
    /// Counts frames for some seconds.
    Pace(f64),
    /// Takes a picture.
    Shoot(String),
}

impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Until(what, _) => write!(f, "until {what}"),
            Self::Ask(action) => write!(f, "{action:?}"),
            Self::Shoot(name) => write!(f, "{name}"),
            _ => write!(f, "a step"),
        }
    }
}

/// Attempts to show: one that is over, with a row of earlier ones, and one in the middle of the first injection.
pub(super) fn fill(folder: &Path, cases: &[Arc<Case>]) {
    let case = cases.iter().find(|case| case.id == "hepatic_hcc").expect("the case is bundled");
    let text = fs::read_to_string("scenarios/sessions/hepatic_hcc.expert.ron").expect("the expert's session");
    let session = Session::parse(&text).expect("the expert's session is read");
    let archive = Archive::in_folder(folder);
    for (i, score) in [41.0, 63.5, 78.0, 91.5].into_iter().enumerate() {
        fs::write(folder.join(format!("hepatic_hcc.practice.{i}.session.ron")), &text)
            .expect("it is written");
        let kept =
            archive.kept().into_iter().find(|kept| kept.record.is_none()).expect("it was just written");
        archive.note(&kept, &record(i as u64, score, case)).expect("it is noted");
    }
    let recorder = Recorder::new(Arc::clone(case), session.seed, Mode::Learn);
    let mut text = journal::first_line(&recorder);
    for (tick, command) in session.commands.iter().filter(|(tick, _)| *tick <= MOMENT) {
        text += &journal::next_line(&Entry::Did(*tick, command.clone()));
    }
    fs::write(folder.join("hepatic_hcc.learn.1.journal.ron"), text).expect("it is written");
}

fn record(day: u64, score: f64, case: &Case) -> Record {
    let share = |i: usize| (score / 100.0 + 0.07 * (i as f64 - 4.0)).clamp(0.1, 1.0);
    Record {
        case: case.id.clone(),
        mode: if day == 0 { Mode::Learn } else { Mode::Practice },
        seed: day,
        ended_s: 1_764_000_000 + day * 86_400,
        passed: score > 70.0,
        score,
        phases: case.rubric.phases.iter().enumerate().map(|(i, it)| (it.id.clone(), share(i))).collect(),
        critical: usize::from(score < 50.0),
        errors: ((100.0 - score) / 12.0) as usize,
        seconds: 2600.0 - 200.0 * day as f64,
    }
}

/// Builds the walk, leaving out what nobody wants to see.
struct Walk<'a> {
    only: &'a [String],
    steps: VecDeque<Step>,
}

impl Walk<'_> {
    fn wants(&self, name: &str) -> bool {
        self.only.iter().all(|word| name.contains(word.as_str()))
    }

    /// Steps to a place, and its pictures; nothing if none of them is wanted.
    fn show(&mut self, what: &str, steps: impl IntoIterator<Item = Step>) {
        let variants: Vec<Variant> = Variant::all().filter(|it| self.wants(&it.name(what))).collect();
        self.steps.extend(steps);
        for variant in variants {
            self.steps.push_back(Step::Dress(variant));
            self.steps.push_back(Step::Frames(super::SETTLE));
            self.steps.push_back(Step::Shoot(variant.name(what)));
        }
    }

    /// A picture of this group is wanted.
    fn visits(&self, names: &[&str]) -> bool {
        names.iter().any(|what| Variant::all().any(|it| self.wants(&it.name(what))))
    }
}

/// The whole walk.
pub(super) fn steps(only: &[String]) -> VecDeque<Step> {
    let mut walk = Walk { only, steps: VecDeque::new() };
    pages(&mut walk);
    if walk.visits(&SUITE) {
        suite(&mut walk);
    }
    if walk.visits(&DEBRIEF) {
        debrief(&mut walk);
    }
    walk.steps
}

fn go(screen: Screen) -> Step {
    Step::Ask(UiAction::Go(screen))
}

fn pages(walk: &mut Walk) {
    let drawn = Step::Until("covers", |world| {
        world.resource::<Covers>().textures.len() >= world.resource::<Library>().cases.len()
    });
    if walk.visits(&["library"]) {
        walk.show("library", [Step::Frames(3), drawn]);
    }
    walk.show("briefing", [Step::Frames(3), Step::Ask(UiAction::Brief(0))]);
    walk.show("records", [go(Screen::Records)]);
    walk.show("settings", [go(Screen::Settings)]);
    walk.steps.push_back(go(Screen::Library));
    if walk.visits(&["tutorial"]) {
        walk.show("tutorial", [Step::Ask(UiAction::Tutorial), Step::Ask(UiAction::TutorialNext)]);
        walk.steps.push_back(go(Screen::Library));
    }
}

const SUITE: [&str; 9] = [
    "suite-studies",
    "suite-access",
    "suite-devices",
    "suite-image",
    "suite-inject",
    "suite-decide",
    "suite-study",
    "suite-dsa",
    "suite-paused",
];

fn suite(walk: &mut Walk) {
    let restored = Step::Until("the attempt is restored", |world| {
        world.get_resource::<LiveCase>().is_some_and(|live| live.restoring().is_none())
    });
    // What was exposed meanwhile is developed in the background.
    let developed = Step::Until("the runs are developed", |world| {
        let runs = world.get_resource::<LiveCase>().map_or(0, |live| live.chart().runs.len());
        world.get_resource::<Studio>().is_some_and(|studio| studio.runs() >= runs)
    });
    let seen = Step::Until("a live picture", |world| world.resource::<Shelf>().0.live_gantry.is_some());
    let fluoroscopy = vec![Pedal::Fluoroscopy, Pedal::Contrast];
    walk.steps.extend([
        Step::Ask(UiAction::Resume(0)),
        restored,
        Step::Frames(5),
        developed,
        Step::Ask(UiAction::Do(Command::InjectAgent { rate_ml_s: 0.0 })),
        Step::Press(fluoroscopy),
        Step::Passed(1.5),
        seen,
        Step::Dress(FIRST),
        Step::Pace(5.0),
        Step::Stand(true),
        Step::Ask(UiAction::Look(Look::LastRun)),
        Step::Ask(UiAction::Look(Look::Frames(6))),
        Step::Frames(40),
    ]);
    let tabs = [Tab::Studies, Tab::Access, Tab::Devices, Tab::Image, Tab::Inject, Tab::Decide];
    for (what, tab) in SUITE.into_iter().zip(tabs) {
        walk.show(what, [Step::Ask(UiAction::Show(tab))]);
    }
    walk.steps.push_back(Step::Press(Vec::new()));
    walk.steps.push_back(Step::Ask(UiAction::Show(Tab::Studies)));
    let study = || Look::Study("ct_arterial".into());
    walk.show(
        "suite-dsa",
        [
            Step::Ask(UiAction::Do(Command::Fluoroscopy { on: false })),
            Step::Stand(false),
            Step::Passed(0.2),
            Step::Stand(true),
            Step::Ask(UiAction::Look(Look::Large(true))),
            Step::Ask(UiAction::Look(Look::Tool(Tool::Curve))),
            Step::Ask(UiAction::Look(Look::Curve(0.5, 0.5))),
            Step::Ask(UiAction::Look(Look::Note(2, (0.56, 0.47)))),
            Step::Ask(UiAction::Look(Look::Write(0, "feeder 8".into()))),
            Step::Frames(40),
        ],
    );
    walk.show(
        "suite-study",
        [Step::Ask(UiAction::Look(Look::NoCurve)), Step::Ask(UiAction::Look(study())), Step::Frames(40)],
    );
    walk.show(
        "suite-paused",
        [Step::Ask(UiAction::Look(Look::Large(false))), Step::Ask(UiAction::Pause(true))],
    );
    walk.steps.extend([Step::Ask(UiAction::Pause(false)), Step::Stand(false), go(Screen::Library)]);
}

const DEBRIEF: [&str; 5] =
    ["debrief-score", "debrief-timeline", "debrief-pictures", "debrief-curves", "debrief-anatomy"];

fn debrief(walk: &mut Walk) {
    let reviewed = Step::Until("the review", |world| {
        world.get_resource::<Concluded>().is_some_and(|it| it.report.is_some())
    });
    walk.steps.extend([
        Step::Dress(FIRST),
        go(Screen::Records),
        Step::Ask(UiAction::OpenRecord(0)),
        reviewed,
    ]);
    let looked = Step::Until("the moment", |world| {
        world.get_resource::<Concluded>().is_some_and(Concluded::shows_a_moment)
    });
    walk.steps.extend([Step::Ask(UiAction::Jump(Tick(8000))), looked]);
    for (what, part) in DEBRIEF.into_iter().zip(Part::ALL) {
        walk.show(what, [Step::Ask(UiAction::Part(part)), Step::Frames(3)]);
    }
}
