//! The patient, the question, and how it is scored.

use std::sync::Arc;
use std::time::SystemTime;

use bevy::prelude::*;
use bevy_egui::EguiContexts;

use super::library::{Library, enter};
use super::window_ui;
use crate::app::Screen;
use crate::app::bridge::{Archive, LiveCase, case_of};
use crate::app::settings::Settings;
use crate::app::ui::panels::briefing::briefing_ui;
use crate::app::ui::{Asked, Desk, UiAction};
use crate::model::Case;
use crate::replay::Mode;

/// The case that is being read about.
#[derive(Resource, Default)]
pub(super) struct Briefed {
    pub(super) case: Option<Arc<Case>>,
    mode: Mode,
    /// Seed of another anatomy, for practice.
    variant: Option<u64>,
}

impl Briefed {
    /// The case that is begun: in practice on the anatomy that was asked for, where there is one.
    fn begun(&self, case: &Arc<Case>) -> Arc<Case> {
        let variant = self.variant.filter(|_| self.mode == Mode::Practice);
        let drawn = variant.and_then(|seed| case_of(&[], &case.id, Some(seed)));
        drawn.unwrap_or_else(|| Arc::clone(case))
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Briefed>();
}

pub(super) fn draw(
    mut contexts: EguiContexts,
    briefed: Res<Briefed>,
    (settings, library): (Res<Settings>, Res<Library>),
    mut asked: ResMut<Asked>,
) -> Result {
    let Some(case) = &briefed.case else { return Ok(()) };
    let case = library.told.of(case, settings.language);
    asked.0.clear();
    let choice = (briefed.mode, briefed.variant);
    briefing_ui(&mut window_ui(contexts.ctx_mut()?), settings.text(), &case, choice, &mut asked.0);
    Ok(())
}

pub(super) fn apply(
    mut commands: Commands,
    mut asked: ResMut<Asked>,
    mut briefed: ResMut<Briefed>,
    archive: Res<Archive>,
    mut next: ResMut<NextState<Screen>>,
    mut exit: MessageWriter<AppExit>,
) {
    for action in std::mem::take(&mut asked.0) {
        match (action, &briefed.case) {
            (UiAction::Mode(mode), _) => briefed.mode = mode,
            (UiAction::Variant(wanted), _) => briefed.variant = wanted.then(new_seed),
            (UiAction::Go(screen), _) => next.set(screen),
            (UiAction::Quit, _) => {
                exit.write(AppExit::Success);
            }
            (UiAction::Begin, Some(case)) => {
                let live = LiveCase::saved(briefed.begun(case), new_seed(), briefed.mode, &archive);
                enter(&mut commands, (live, Desk::default()), None);
                next.set(Screen::Suite);
            }
            _ => {}
        }
    }
}

/// A seed that was not used before; it is recorded, so that the attempt can be computed again.
fn new_seed() -> u64 {
    #[expect(
        clippy::disallowed_methods,
        reason = "chooses a seed; everything after it follows from the seed"
    )]
    let now = SystemTime::now();
    now.duration_since(SystemTime::UNIX_EPOCH).map_or(1, |since| since.as_secs())
}
