//! `bevy_egui`: one context, on the camera of the only window.

use bevy::prelude::*;
use bevy_egui::{EguiGlobalSettings, EguiPlugin, PrimaryEguiContext};

use crate::app::Screen;
use crate::app::ui::theme;

pub(super) fn plugin(app: &mut App) {
    app.add_plugins(EguiPlugin { bindless_mode_array_size: None });
    app.world_mut().resource_mut::<EguiGlobalSettings>().auto_create_primary_context = false;
    // The ground is cleared to its colour: a software driver takes far longer to fill it with a panel.
    app.insert_resource(ClearColor(theme::bevy(theme::GROUND)))
        .add_systems(PreStartup, spawn_camera)
        .add_systems(OnEnter(Screen::Suite), |mut ground: ResMut<ClearColor>| {
            ground.0 = theme::bevy(theme::PANEL);
        })
        .add_systems(OnExit(Screen::Suite), |mut ground: ResMut<ClearColor>| {
            ground.0 = theme::bevy(theme::GROUND);
        });
}

fn spawn_camera(mut commands: Commands) {
    commands.spawn((Name::new("window camera"), Camera2d, Msaa::Off, PrimaryEguiContext));
}
