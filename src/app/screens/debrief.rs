//! What it was worth and why.

use std::sync::Arc;
use std::time::SystemTime;

use bevy::prelude::*;
use bevy::tasks::{AsyncComputeTaskPool, Task, block_on, poll_once};
use bevy_egui::EguiContexts;
use bevy_egui::egui::{self, ColorImage, TextureHandle, TextureOptions};

use super::library::Library;
use super::window_ui;
use crate::app::bridge::{Angiogram, Archive, Kept, LiveCase, Mark, Record, Review};
use crate::app::settings::Settings;
use crate::app::text::{Language, Text, say};
use crate::app::told::{Reading, Told};
use crate::app::ui::action::Part;
use crate::app::ui::panels::debrief::{DebriefView, Moment, debrief_ui};
use crate::app::ui::panels::marks;
use crate::app::ui::{Asked, UiAction};
use crate::app::{AppSystems, Screen};
use crate::export::{html, png};
use crate::imaging::{GreyImage, Live, Renderer};
use crate::model::Case;
use crate::replay::{Mode, Session};
use crate::said::Said;
use crate::scoring::{self, Meta, Report};
use crate::sim::{Snapshot, Tick};

/// Pixels across of the image of a moment.
const SIZE: usize = 512;

/// What is said of files, in the language of the moment it is read in.
#[derive(Clone, Debug)]
pub(super) enum Notice {
    /// The session is kept there.
    Kept(String),
    /// It is not, and why.
    NotKept(String),
    /// The report was written there.
    Exported(String),
    /// It was not, and why.
    NotExported(String),
    /// Something else went wrong.
    Failed(String),
}

impl Notice {
    /// Of what became of a report.
    pub(super) fn of_export(result: Result<String, String>) -> Self {
        match result {
            Ok(path) => Self::Exported(path),
            Err(error) => Self::NotExported(error),
        }
    }

    /// In words.
    pub(super) fn say(&self, text: &Text) -> String {
        match self {
            Self::Kept(path) => say!(text, "debrief-kept", path = path.as_str()),
            Self::NotKept(error) => say!(text, "debrief-not-kept", error = error.as_str()),
            Self::Exported(path) => say!(text, "debrief-exported", path = path.as_str()),
            Self::NotExported(error) => say!(text, "debrief-not-exported", error = error.as_str()),
            Self::Failed(error) => error.clone(),
        }
    }
}

/// A case that is over. Its report is there at once, or comes with the review.
#[derive(Resource)]
pub struct Concluded {
    case: Arc<Case>,
    kept: Option<Kept>,
    mode: Mode,
    notice: Notice,
    /// The report.
    pub report: Option<Report>,
    /// The same in the language of the window.
    told: Option<(Language, Report)>,
    reviewing: Option<Task<Result<Review, String>>>,
    review: Option<Arc<Review>>,
    pictures: Vec<TextureHandle>,
    marks: Vec<Mark>,
    part: Part,
    moment: Option<Moment>,
    looking: Option<Task<(Tick, Snapshot, GreyImage)>>,
}

impl Concluded {
    /// Judges the attempt, files it, and begins to compute it again for the pictures.
    pub(super) fn of(live: &LiveCase, archive: &Archive) -> Self {
        let (case, simulation, session) = (live.case(), live.simulation(), live.recorder().session());
        let meta = Meta {
            mode: live.recorder().mode().to_string(),
            seed: simulation.seed(),
            state_hash: simulation.state_hash(),
            sim_seconds: simulation.tick().seconds(),
        };
        let report = scoring::assess(case, simulation.events(), &simulation.outcome(), &meta);
        let record = Record::of(&report, live.recorder().mode(), now_s());
        let kept = archive.conclude(live.recorder(), &session).and_then(|kept| {
            archive.note(&kept, &record)?;
            Ok(Kept { record: Some(record), ..kept })
        });
        Self::begin(Arc::clone(case), session, kept, Some(report))
    }

    /// An attempt from the records.
    pub(super) fn again(case: Arc<Case>, session: Session, kept: &Kept) -> Self {
        Self::begin(case, session, Ok(kept.clone()), None)
    }

    fn begin(case: Arc<Case>, session: Session, kept: Result<Kept, String>, report: Option<Report>) -> Self {
        let (kept, notice) = match kept {
            Ok(kept) => {
                let path = kept.session.display().to_string();
                (Some(kept), Notice::Kept(path))
            }
            Err(error) => (None, Notice::NotKept(error)),
        };
        let (again, mode) = (Arc::clone(&case), session.mode);
        let task = async move { Review::of(again, &session) };
        Self {
            case,
            marks: kept.as_ref().map(Kept::marks).unwrap_or_default(),
            kept,
            mode,
            notice,
            report,
            told: None,
            reviewing: Some(AsyncComputeTaskPool::get().spawn(task)),
            review: None,
            pictures: Vec::new(),
            part: Part::default(),
            moment: None,
            looking: None,
        }
    }

    /// What was written and measured on the runs.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The image of a moment is there.
    pub fn shows_a_moment(&self) -> bool {
        self.moment.is_some()
    }

    fn look(&mut self, tick: Tick) {
        let Some(review) = self.review.clone() else { return };
        let task = async move {
            let snapshot = review.moment(tick);
            let mut renderer = Renderer::new(&review.case);
            let image = Live::default().frame(&mut renderer, &snapshot, SIZE).clone();
            (tick, snapshot, image)
        };
        self.looking = Some(AsyncComputeTaskPool::get().spawn(task));
    }

    /// Writes the report as a page with its pictures.
    fn export(&self, reading: &Reading) -> Result<String, String> {
        let (Some(kept), Some(review)) = (&self.kept, &self.review) else { return Err(String::new()) };
        export(kept, review, reading)
    }

    /// The report in a language, made again when that has changed.
    fn read(&mut self, told: &Told, language: Language) {
        let Some(report) = &self.report else { return };
        if self.told.as_ref().is_none_or(|(told, _)| *told != language) {
            let reading = told.reading(&self.case, language);
            let report = report.told(&|said| reading.book.tell(said));
            self.told = Some((language, report));
        }
    }
}

/// Writes the report of an attempt as a page with its pictures, beside its session. Gives the path.
pub(super) fn export(kept: &Kept, review: &Review, reading: &Reading) -> Result<String, String> {
    let all = kept.marks();
    let picture = |(run, angiogram): (usize, &Angiogram)| {
        let (record, image) = (&angiogram.record, &angiogram.image);
        let png = png::grey(image.width as u32, image.height as u32, &image.pixels).ok()?;
        let marks = all.iter().filter(|mark| mark.run == run);
        let marks = marks.map(|mark| marks::told(reading.language.text(), mark, angiogram.gantry)).collect();
        Some(html::Picture { caption: html::caption(&reading.case, record), marks, png })
    };
    let pictures: Vec<html::Picture> = review.angiograms.iter().enumerate().filter_map(picture).collect();
    let path = kept.report();
    let tell = |said: &Said| reading.book.tell(said);
    let page = html::page(&reading.case, &review.report, &pictures, (reading.language.tag(), &tell));
    std::fs::write(&path, page).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(path.display().to_string())
}

/// The day and hour of an attempt, s since 1970.
fn now_s() -> u64 {
    #[expect(clippy::disallowed_methods, reason = "dates a record; nothing is computed from it")]
    let now = SystemTime::now();
    since_1970(now)
}

fn since_1970(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// Writes down what was reached in a session that came without it.
fn note(archive: &Archive, kept: &Kept, report: &Report, mode: Mode) -> Result<(), String> {
    if kept.record.is_some() {
        return Ok(());
    }
    let written = std::fs::metadata(&kept.session).and_then(|file| file.modified());
    archive.note(kept, &Record::of(report, mode, written.map_or(0, since_1970)))
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(
        Update,
        develop
            .in_set(AppSystems::Picture)
            .run_if(in_state(Screen::Debrief).and_then(resource_exists::<Concluded>)),
    )
    .add_systems(OnExit(Screen::Debrief), |mut commands: Commands| commands.remove_resource::<Concluded>());
}

/// Takes what was computed in the background.
fn develop(mut concluded: ResMut<Concluded>, archive: Res<Archive>) {
    let concluded = &mut *concluded;
    if let Some(task) = &mut concluded.reviewing
        && let Some(result) = block_on(poll_once(task))
    {
        concluded.reviewing = None;
        match result {
            Ok(review) => {
                let report = concluded.report.get_or_insert_with(|| review.report.clone());
                let noted = concluded.kept.as_ref().map(|kept| note(&archive, kept, report, concluded.mode));
                if let Some(Err(error)) = noted {
                    concluded.notice = Notice::Failed(error);
                }
                concluded.review = Some(Arc::new(review));
            }
            Err(error) => concluded.notice = Notice::Failed(error),
        }
    }
    if let Some(task) = &mut concluded.looking
        && let Some((tick, snapshot, image)) = block_on(poll_once(task))
    {
        concluded.looking = None;
        concluded.moment = Some(Moment { tick, snapshot, image, texture: None });
    }
}

/// A grey image as one of egui's.
fn load(ctx: &egui::Context, name: &str, image: &GreyImage) -> TextureHandle {
    let size = [image.width, image.height];
    ctx.load_texture(name, ColorImage::from_gray(size, &image.pixels), TextureOptions::LINEAR)
}

pub(super) fn draw(
    mut contexts: EguiContexts,
    concluded: Option<ResMut<Concluded>>,
    (settings, library): (Res<Settings>, Res<Library>),
    mut asked: ResMut<Asked>,
) -> Result {
    let Some(mut concluded) = concluded else { return Ok(()) };
    let (ctx, concluded) = (contexts.ctx_mut()?, &mut *concluded);
    if let Some(review) = concluded.review.as_ref().filter(|_| concluded.pictures.is_empty()) {
        let each = review.angiograms.iter();
        concluded.pictures =
            each.map(|it| load(ctx, &format!("run-{}", it.record.number), &it.image)).collect();
    }
    if let Some(moment) = &mut concluded.moment
        && moment.texture.is_none()
    {
        moment.texture = Some(load(ctx, "moment", &moment.image));
    }
    concluded.read(&library.told, settings.language);
    let reading = library.told.reading(&concluded.case, settings.language);
    let view = DebriefView {
        text: settings.text(),
        case: &reading.case,
        report: concluded.told.as_ref().map(|(_, report)| report),
        review: concluded.review.as_deref(),
        pictures: &concluded.pictures,
        marks: &concluded.marks,
        notice: &concluded.notice.say(settings.text()),
        part: concluded.part,
        moment: concluded.moment.as_ref(),
        looking: concluded.looking.is_some(),
    };
    asked.0.clear();
    debrief_ui(&mut window_ui(ctx), &view, &mut asked.0);
    Ok(())
}

pub(super) fn apply(
    mut asked: ResMut<Asked>,
    concluded: Option<ResMut<Concluded>>,
    (settings, library): (Res<Settings>, Res<Library>),
    mut next: ResMut<NextState<Screen>>,
    mut exit: MessageWriter<AppExit>,
) {
    let Some(mut concluded) = concluded else { return };
    for action in std::mem::take(&mut asked.0) {
        match action {
            UiAction::Part(part) => concluded.part = part,
            UiAction::Jump(tick) => {
                concluded.part = Part::Timeline;
                concluded.look(tick);
            }
            UiAction::Export => {
                let reading = library.told.reading(&concluded.case, settings.language);
                concluded.notice = Notice::of_export(concluded.export(&reading));
            }
            UiAction::Go(screen) => next.set(screen),
            UiAction::Quit => {
                exit.write(AppExit::Success);
            }
            _ => {}
        }
    }
}
