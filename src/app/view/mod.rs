//! Pictures: the core's renderer is asked for them off the frame's path, and they are shown as textures.

pub mod covers;
pub mod monitors;
pub mod radiographer;
pub mod studio;

use bevy::prelude::*;

pub use covers::Covers;
pub use monitors::Shelf;
pub use studio::Studio;

pub(super) fn plugin(app: &mut App) {
    app.add_plugins((studio::plugin, monitors::plugin, covers::plugin));
}
