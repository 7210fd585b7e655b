//! Choosing a case, or going on with one.

use std::path::Path;
use std::sync::Arc;

use bevy::prelude::*;
use bevy_egui::EguiContexts;

use super::briefing::Briefed;
use super::suite::Advice;
use super::tutorial::Tutorial;
use super::window_ui;
use crate::app::Screen;
use crate::app::bridge::{Archive, Inbox, LiveCase, Progress, Unfinished, case_of};
use crate::app::input::Hands;
use crate::app::settings::Settings;
use crate::app::text::{Text, say};
use crate::app::told::Told;
use crate::app::ui::panels::briefing::mode_ids;
use crate::app::ui::panels::library::{LibraryView, library_ui};
use crate::app::ui::{Asked, Desk, Traces, UiAction};
use crate::app::view::{Covers, Studio};
use crate::model::Case;
use crate::replay::{Entry, Mode};

/// The cases, and the attempts at them that are not over.
#[derive(Resource, Default)]
pub struct Library {
    /// Cases.
    pub cases: Vec<Arc<Case>>,
    /// The case to open at once.
    open: Option<usize>,
    /// The cases in other languages.
    pub told: Told,
    unfinished: Vec<Unfinished>,
    progress: Vec<Progress>,
    notice: Option<String>,
}

impl Library {
    /// A library of cases; one of them may be opened at once, and may have been read from a file.
    pub fn new(cases: Vec<Arc<Case>>, open: Option<usize>, file: Option<&Path>) -> Self {
        let opened = open.and_then(|open| cases.get(open)).map(Arc::as_ref).zip(file);
        Self { told: Told::new(opened), cases, open, ..Self::default() }
    }

    fn case_of(&self, unfinished: &Unfinished) -> Option<&Arc<Case>> {
        self.cases.iter().find(|case| case.id == unfinished.journal.header.scenario)
    }
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(OnEnter(Screen::Library), look_through);
}

fn look_through(
    mut library: ResMut<Library>,
    archive: Res<Archive>,
    mut briefed: ResMut<Briefed>,
    mut next: ResMut<NextState<Screen>>,
) {
    let mut unfinished = archive.unfinished();
    unfinished.retain(|unfinished| library.case_of(unfinished).is_some());
    library.unfinished = unfinished;
    let kept = archive.kept();
    let records = || kept.iter().filter_map(|kept| kept.record.as_ref());
    library.progress = library
        .cases
        .iter()
        .map(|case| Progress::of(records().filter(|record| record.case == case.id)))
        .collect();
    // A case asked for on the command line is opened, unless an attempt at it waits to be gone on with.
    if let Some(open) = library.open.take()
        && let Some(case) = library.cases.get(open)
        && library.unfinished.iter().all(|unfinished| unfinished.journal.header.scenario != case.id)
    {
        briefed.case = Some(Arc::clone(case));
        next.set(Screen::Briefing);
    }
}

pub(super) fn draw(
    mut contexts: EguiContexts,
    library: Res<Library>,
    (settings, covers): (Res<Settings>, Res<Covers>),
    mut asked: ResMut<Asked>,
) -> Result {
    let text = settings.text();
    let unfinished: Vec<String> =
        library.unfinished.iter().map(|one| describe(text, &library, one)).collect();
    let told = library.cases.iter().map(|case| library.told.of(case, settings.language));
    let cases: Vec<Arc<Case>> = told.collect();
    let view = LibraryView {
        text,
        cases: &cases,
        progress: &library.progress,
        pictures: &covers.textures,
        unfinished: &unfinished,
        tutorial_done: settings.tutorial_done,
        notice: library.notice.as_deref(),
    };
    asked.0.clear();
    library_ui(&mut window_ui(contexts.ctx_mut()?), &view, &mut asked.0);
    Ok(())
}

fn describe(text: &Text, library: &Library, unfinished: &Unfinished) -> String {
    let header = &unfinished.journal.header;
    let case = library.case_of(unfinished).map(|case| library.told.of(case, text.language()));
    let title = case.as_ref().map_or(header.scenario.as_str(), |case| case.title.as_str());
    let tick = unfinished.journal.entries.last().map(Entry::tick).unwrap_or_default();
    let mode = text.get(mode_ids(header.mode).0);
    say!(
        text,
        "library-attempt",
        title = title,
        mode = mode,
        time = tick.to_string(),
        seed = header.seed.to_string()
    )
}

pub(super) fn apply(
    mut commands: Commands,
    mut asked: ResMut<Asked>,
    mut library: ResMut<Library>,
    mut briefed: ResMut<Briefed>,
    archive: Res<Archive>,
    mut next: ResMut<NextState<Screen>>,
    mut exit: MessageWriter<AppExit>,
) {
    for action in std::mem::take(&mut asked.0) {
        match action {
            UiAction::Brief(i) => {
                briefed.case = library.cases.get(i).cloned();
                next.set(Screen::Briefing);
            }
            UiAction::Resume(i) => match resume(&library, i, &archive) {
                Ok((live, desk)) => {
                    enter(&mut commands, (live, desk), None);
                    next.set(Screen::Suite);
                }
                Err(notice) => library.notice = Some(notice),
            },
            UiAction::Discard(i) if i < library.unfinished.len() => {
                let unfinished = library.unfinished.remove(i);
                library.notice = archive.discard(&unfinished).err();
            }
            UiAction::Tutorial => {
                // The first case is the one that the first steps are written for: any would do.
                if let Some(case) = library.cases.first() {
                    let live = LiveCase::new(Arc::clone(case), 1, Mode::Learn);
                    enter(&mut commands, (live, Desk::default()), Some(Tutorial::default()));
                    next.set(Screen::Suite);
                }
            }
            UiAction::Go(screen) => next.set(screen),
            UiAction::Quit => {
                exit.write(AppExit::Success);
            }
            _ => {}
        }
    }
}

fn resume(library: &Library, i: usize, archive: &Archive) -> Result<(LiveCase, Desk), String> {
    let case = |one: &Unfinished| {
        let header = &one.journal.header;
        case_of(&library.cases, &header.scenario, header.variant)
    };
    let found = library.unfinished.get(i).and_then(|one| Some((one, case(one)?)));
    let (unfinished, case) = found.ok_or_else(String::new)?;
    unfinished.journal.check(&case).map_err(|error| error.to_string())?;
    let live = LiveCase::resumed(&unfinished.journal, case, archive.go_on(unfinished));
    Ok((live, Desk { marks: unfinished.marks(), ..Desk::default() }))
}

/// Puts an attempt on the table.
pub(super) fn enter(commands: &mut Commands, (live, desk): (LiveCase, Desk), tutorial: Option<Tutorial>) {
    commands.insert_resource(Studio::new(Arc::clone(live.case())));
    commands.insert_resource(Hands::default());
    commands.insert_resource(Inbox::default());
    commands.insert_resource(desk);
    commands.insert_resource(Traces::default());
    commands.insert_resource(Advice::default());
    match tutorial {
        Some(tutorial) => commands.insert_resource(tutorial),
        None => commands.remove_resource::<Tutorial>(),
    }
    commands.insert_resource(live);
}
