//! Our shader in the place of `bevy_egui`'s: the same picture, without powers, which software drivers are slow at.

use bevy::prelude::*;
use bevy::shader::Shader;
use bevy_egui::render::EGUI_SHADER_HANDLE;

/// After `bevy_egui`, whose own shader has the name first. Its textures must be bound one by one.
pub(super) fn plugin(app: &mut App) {
    let shader = Shader::from_wgsl(include_str!("egui.wgsl"), "egui.wgsl");
    let placed = app.world_mut().resource_mut::<Assets<Shader>>().insert(EGUI_SHADER_HANDLE.id(), shader);
    debug_assert!(placed.is_ok(), "a handle by name always has a place");
}
