//! `bevy_egui`: one context, on the camera of the only window.

use bevy::prelude::*;
use bevy_egui::{EguiGlobalSettings, EguiPlugin, PrimaryEguiContext};

use crate::app::ui::theme;

pub(super) fn plugin(app: &mut App) {
    app.add_plugins(EguiPlugin::default());
    app.world_mut().resource_mut::<EguiGlobalSettings>().auto_create_primary_context = false;
    app.insert_resource(ClearColor(theme::clear_colour())).add_systems(PreStartup, spawn_camera);
}

fn spawn_camera(mut commands: Commands) {
    commands.spawn((Name::new("window camera"), Camera2d, Msaa::Off, PrimaryEguiContext));
}
