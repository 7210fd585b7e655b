//! What it was worth and why.

use bevy::prelude::*;
use bevy_egui::EguiContexts;

use super::window_ui;
use crate::app::Screen;
use crate::app::bridge::{Archive, LiveCase};
use crate::app::ui::panels::debrief::{DebriefView, debrief_ui};
use crate::app::ui::{Asked, UiAction};
use crate::scoring::{self, Meta, Report};

/// A case that is over, with its report.
#[derive(Resource, Clone, Debug)]
pub struct Concluded {
    title: String,
    teaching: Vec<String>,
    kept: String,
    /// The report.
    pub report: Report,
}

impl Concluded {
    /// Judges the attempt and files it.
    pub(super) fn of(live: &LiveCase, archive: &Archive) -> Self {
        let (case, simulation) = (live.case(), live.simulation());
        let meta = Meta {
            mode: live.recorder().mode().to_string(),
            seed: simulation.seed(),
            state_hash: simulation.state_hash(),
            sim_seconds: simulation.tick().seconds(),
        };
        let kept = match archive.conclude(live.recorder(), &live.recorder().session()) {
            Ok(path) => format!("The session is kept in {}", path.display()),
            Err(error) => format!("The session could not be kept: {error}"),
        };
        Self {
            title: case.title.clone(),
            teaching: case.teaching.clone(),
            kept,
            report: scoring::assess(case, simulation.events(), &simulation.outcome(), &meta),
        }
    }
}

pub(super) fn draw(
    mut contexts: EguiContexts,
    concluded: Option<Res<Concluded>>,
    mut asked: ResMut<Asked>,
) -> Result {
    let Some(concluded) = concluded else { return Ok(()) };
    let view = DebriefView {
        title: &concluded.title,
        report: &concluded.report,
        teaching: &concluded.teaching,
        kept: &concluded.kept,
    };
    asked.0.clear();
    debrief_ui(&mut window_ui(contexts.ctx_mut()?), &view, &mut asked.0);
    Ok(())
}

pub(super) fn apply(mut asked: ResMut<Asked>, mut next: ResMut<NextState<Screen>>) {
    for action in std::mem::take(&mut asked.0) {
        if action == UiAction::ToLibrary {
            next.set(Screen::Library);
        }
    }
}
