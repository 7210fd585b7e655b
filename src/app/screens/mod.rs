//! The screens: which panels show, and what their wishes do.

mod briefing;
pub mod debrief;
pub mod library;
mod records;
mod settings;
mod suite;
mod tutorial;

use bevy::ecs::schedule::ScheduleConfigs;
use bevy::ecs::system::ScheduleSystem;
use bevy::prelude::*;
use bevy_egui::EguiPrimaryContextPass;
use bevy_egui::egui::{self, LayerId, Ui, UiBuilder};

pub use library::Library;

use super::{AppSystems, Screen};

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Library>();
    app.add_plugins((library::plugin, briefing::plugin, suite::plugin, records::plugin, debrief::plugin))
        .add_systems(Update, applying().in_set(AppSystems::Apply))
        .add_systems(EguiPrimaryContextPass, drawing().in_set(AppSystems::Draw));
}

/// One screen at a time; the order between them is only there so that none is left open.
fn applying() -> ScheduleConfigs<ScheduleSystem> {
    (
        library::apply.run_if(in_state(Screen::Library)),
        briefing::apply.run_if(in_state(Screen::Briefing)),
        (suite::apply, tutorial::watch, suite::release_restored, suite::conclude)
            .chain()
            .run_if(in_state(Screen::Suite)),
        debrief::apply.run_if(in_state(Screen::Debrief)),
        records::apply.run_if(in_state(Screen::Records)),
        settings::apply.run_if(in_state(Screen::Settings)),
    )
        .chain()
}

fn drawing() -> ScheduleConfigs<ScheduleSystem> {
    (
        library::draw.run_if(in_state(Screen::Library)),
        briefing::draw.run_if(in_state(Screen::Briefing)),
        suite::draw.run_if(in_state(Screen::Suite)),
        debrief::draw.run_if(in_state(Screen::Debrief)),
        records::draw.run_if(in_state(Screen::Records)),
        settings::draw.run_if(in_state(Screen::Settings)),
    )
        .chain()
}

/// The whole window as a place for panels.
fn window_ui(ctx: &egui::Context) -> Ui {
    let builder = UiBuilder::new().layer_id(LayerId::background()).max_rect(ctx.viewport_rect());
    Ui::new(ctx.clone(), "window".into(), builder)
}
