//! One file per plug-in that is not ours: an upgrade touches one file.

mod egui;
mod egui_shader;

use bevy::prelude::*;

pub(super) fn plugin(app: &mut App) {
    app.add_plugins((egui::plugin, egui_shader::plugin));
}
