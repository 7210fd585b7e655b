//! What is drawn: panels are functions of a view that return actions. They change nothing themselves.

pub mod action;
pub mod captions;
pub mod desk;
pub mod focus;
mod map;
pub mod panels;
pub mod theme;
pub mod view;
pub mod widgets;

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};

use super::AppSystems;

pub use action::{Asked, UiAction};
pub use desk::Desk;
pub use view::SuiteView;

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Asked>()
        .init_resource::<Desk>()
        .add_systems(EguiPrimaryContextPass, dress.before(AppSystems::Draw))
        .add_plugins(map::plugin);
}

/// Gives a new context our look.
fn dress(mut contexts: EguiContexts, mut done: Local<bool>) -> Result {
    if !*done {
        theme::apply(contexts.ctx_mut()?);
        *done = true;
    }
    Ok(())
}
