//! The app: the suite in a window. The only folder that may name Bevy or egui.
//!
//! It is a thin user of the core. Keys and panels become [`crate::sim::Command`]s, `bridge` hands them to the
//! simulation at its own tick and publishes what can be seen, `view` turns that into pictures, `ui` draws it and
//! returns actions. Nothing here computes physiology or points.

pub mod bridge;
mod files;
pub mod input;
mod launch;
pub mod phrases;
pub mod screens;
mod sets;
pub mod settings;
pub mod sound;
mod state;
pub mod text;
mod third_party;
pub mod told;
pub mod ui;
pub mod view;

use bevy::prelude::*;

pub use launch::{Launch, display_available, open, windowed};
pub use sets::AppSystems;
pub use state::{Playback, Screen};

/// Everything but Bevy's and egui's own plugins: works without a window, a GPU or a display.
pub struct AppPlugin;

impl Plugin for AppPlugin {
    fn build(&self, app: &mut App) {
        app.add_plugins((sets::plugin, state::plugin, bridge::plugin, settings::plugin, input::plugin));
        app.add_plugins((ui::plugin, view::plugin, screens::plugin, sound::plugin));
    }
}
