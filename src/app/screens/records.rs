//! What was reached so far.

use std::sync::Arc;

use bevy::prelude::*;
use bevy::tasks::{AsyncComputeTaskPool, Task, block_on, poll_once};
use bevy_egui::EguiContexts;

use super::debrief::{Concluded, Notice, export};
use super::library::Library;
use super::window_ui;
use crate::app::bridge::{Archive, Kept, Progress, Review, case_of};
use crate::app::settings::Settings;
use crate::app::text::{Text, say};
use crate::app::ui::panels::records::{Attempt, RecordsView, records_ui};
use crate::app::ui::{Asked, UiAction};
use crate::app::{AppSystems, Screen};
use crate::model::Case;
use crate::replay::Session;

/// The attempts that are over.
#[derive(Resource, Default)]
pub(super) struct Records {
    kept: Vec<Kept>,
    progress: Vec<(Arc<Case>, Progress)>,
    notice: Option<Notice>,
    exporting: Option<Task<Result<String, String>>>,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Records>()
        .add_systems(OnEnter(Screen::Records), look_through)
        .add_systems(Update, finish_export.in_set(AppSystems::Picture).run_if(in_state(Screen::Records)));
}

fn look_through(mut records: ResMut<Records>, archive: Res<Archive>, library: Res<Library>) {
    records.kept = archive.kept();
    records.notice = None;
    let done = records.kept.iter().filter_map(|kept| kept.record.as_ref()).collect::<Vec<_>>();
    let of = |case: &Arc<Case>| {
        let progress = Progress::of(done.iter().copied().filter(|record| record.case == case.id));
        (Arc::clone(case), progress)
    };
    records.progress = library.cases.iter().map(of).filter(|(_, it)| it.attempts > 0).collect();
}

pub(super) fn draw(
    mut contexts: EguiContexts,
    (records, library, settings): (Res<Records>, Res<Library>, Res<Settings>),
    mut asked: ResMut<Asked>,
) -> Result {
    let attempts: Vec<Attempt> =
        records.kept.iter().map(|kept| attempt(&library, settings.text(), kept)).collect();
    let title = |case| library.told.of(case, settings.language).title.clone();
    let progress: Vec<_> = records.progress.iter().map(|(case, it)| (title(case), it.clone())).collect();
    let notice = records.notice.as_ref().map(|notice| notice.say(settings.text()));
    let exported = matches!(records.notice, Some(Notice::Exported(_)));
    let view = RecordsView {
        text: settings.text(),
        attempts: &attempts,
        progress: &progress,
        notice: notice.as_deref().filter(|_| !exported),
        exported: notice.as_deref().filter(|_| exported),
        exporting: records.exporting.is_some(),
    };
    asked.0.clear();
    records_ui(&mut window_ui(contexts.ctx_mut()?), &view, &mut asked.0);
    Ok(())
}

fn attempt<'a>(library: &'a Library, text: &Text, kept: &'a Kept) -> Attempt<'a> {
    let case =
        kept.record.as_ref().and_then(|record| library.cases.iter().find(|case| case.id == record.case));
    let file = kept.session.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let case = case.map(|case| library.told.of(case, text.language()));
    Attempt { title: case.map(|case| case.title.clone()), file, record: kept.record.as_ref() }
}

pub(super) fn apply(
    mut commands: Commands,
    mut asked: ResMut<Asked>,
    (mut records, archive): (ResMut<Records>, Res<Archive>),
    (library, settings): (Res<Library>, Res<Settings>),
    mut next: ResMut<NextState<Screen>>,
    mut exit: MessageWriter<AppExit>,
) {
    for action in std::mem::take(&mut asked.0) {
        match action {
            UiAction::OpenRecord(i) => match open(&records, i, &library, settings.text()) {
                Ok(concluded) => {
                    commands.insert_resource(concluded);
                    next.set(Screen::Debrief);
                }
                Err(error) => records.notice = Some(Notice::Failed(error)),
            },
            UiAction::ExportRecord(i) => {
                records.notice = None;
                match known(&records, i, &library, settings.text()) {
                    Ok((case, session, kept)) => {
                        let kept = kept.clone();
                        let reading = library.told.reading(&case, settings.language);
                        let task = async move { export(&kept, &Review::of(case, &session)?, &reading) };
                        records.exporting = Some(AsyncComputeTaskPool::get().spawn(task));
                    }
                    Err(error) => records.notice = Some(Notice::Failed(error)),
                }
            }
            UiAction::DeleteRecord(i) if i < records.kept.len() => {
                let kept = records.kept.remove(i);
                records.notice = archive.delete(&kept).err().map(Notice::Failed);
            }
            UiAction::Go(screen) => next.set(screen),
            UiAction::Quit => {
                exit.write(AppExit::Success);
            }
            _ => {}
        }
    }
}

/// Computes an attempt again, and judges it.
fn open(records: &Records, i: usize, library: &Library, text: &Text) -> Result<Concluded, String> {
    let (case, session, kept) = known(records, i, library, text)?;
    Ok(Concluded::again(case, session, kept))
}

/// An attempt with its case.
fn known<'a>(
    records: &'a Records,
    i: usize,
    library: &Library,
    text: &Text,
) -> Result<(Arc<Case>, Session, &'a Kept), String> {
    let Some(kept) = records.kept.get(i) else { return Err(String::new()) };
    let session = kept.read()?;
    let case = case_of(&library.cases, &session.scenario, session.variant);
    let case = case.ok_or_else(|| say!(text, "records-no-case", id = session.scenario.as_str()))?;
    Ok((case, session, kept))
}

fn finish_export(mut records: ResMut<Records>) {
    let Some(task) = &mut records.exporting else { return };
    let Some(result) = block_on(poll_once(task)) else { return };
    records.exporting = None;
    records.notice = Some(Notice::of_export(result));
}
