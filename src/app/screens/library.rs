//! Choosing a case, or going on with one.

use std::sync::Arc;

use bevy::prelude::*;
use bevy_egui::EguiContexts;

use super::briefing::Briefed;
use super::window_ui;
use crate::app::Screen;
use crate::app::bridge::{Archive, Inbox, LiveCase, Unfinished};
use crate::app::input::Hands;
use crate::app::ui::panels::library::{LibraryView, library_ui};
use crate::app::ui::{Asked, Desk, UiAction};
use crate::app::view::Studio;
use crate::model::Case;

/// The cases, and the attempts at them that are not over.
#[derive(Resource, Default)]
pub struct Library {
    /// Cases.
    pub cases: Vec<Arc<Case>>,
    /// The case to open at once.
    open: Option<usize>,
    unfinished: Vec<Unfinished>,
    notice: Option<String>,
}

impl Library {
    /// A library of cases; one of them may be opened at once.
    pub fn new(cases: Vec<Arc<Case>>, open: Option<usize>) -> Self {
        Self { cases, open, ..Self::default() }
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
    // A case asked for on the command line is opened, unless an attempt at it waits to be gone on with.
    if let Some(open) = library.open.take()
        && let Some(case) = library.cases.get(open)
        && library.unfinished.iter().all(|unfinished| unfinished.journal.header.scenario != case.id)
    {
        briefed.case = Some(Arc::clone(case));
        next.set(Screen::Briefing);
    }
}

pub(super) fn draw(mut contexts: EguiContexts, library: Res<Library>, mut asked: ResMut<Asked>) -> Result {
    let unfinished: Vec<String> = library.unfinished.iter().map(|one| describe(&library, one)).collect();
    let view =
        LibraryView { cases: &library.cases, unfinished: &unfinished, notice: library.notice.as_deref() };
    asked.0.clear();
    library_ui(&mut window_ui(contexts.ctx_mut()?), &view, &mut asked.0);
    Ok(())
}

fn describe(library: &Library, unfinished: &Unfinished) -> String {
    let title = library.case_of(unfinished).map_or("an unknown case", |case| case.title.as_str());
    let header = &unfinished.journal.header;
    let tick = unfinished.journal.entries.last().map(crate::replay::Entry::tick).unwrap_or_default();
    format!("{title}, {}, at {tick} (seed {})", header.mode, header.seed)
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
                Ok(live) => {
                    enter(&mut commands, live);
                    next.set(Screen::Suite);
                }
                Err(notice) => library.notice = Some(notice),
            },
            UiAction::Discard(i) if i < library.unfinished.len() => {
                let unfinished = library.unfinished.remove(i);
                library.notice = archive.discard(&unfinished).err();
            }
            UiAction::Quit => {
                exit.write(AppExit::Success);
            }
            _ => {}
        }
    }
}

fn resume(library: &Library, i: usize, archive: &Archive) -> Result<LiveCase, String> {
    let unfinished = library.unfinished.get(i).ok_or("there is no such attempt")?;
    let case = library.case_of(unfinished).ok_or("its case is not in the library")?;
    unfinished.journal.check(case).map_err(|error| error.to_string())?;
    Ok(LiveCase::resumed(&unfinished.journal, Arc::clone(case), archive.go_on(unfinished)))
}

/// Puts an attempt on the table.
pub(super) fn enter(commands: &mut Commands, live: LiveCase) {
    commands.insert_resource(Studio::new(Arc::clone(live.case())));
    commands.insert_resource(Hands::default());
    commands.insert_resource(Inbox::default());
    commands.insert_resource(Desk::default());
    commands.insert_resource(live);
}
