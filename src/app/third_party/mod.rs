//! One file per plug-in that is not ours: an upgrade touches one file.

mod egui;

use bevy::prelude::*;

pub(super) fn plugin(app: &mut App) {
    app.add_plugins(egui::plugin);
}
