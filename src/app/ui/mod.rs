//! What is drawn: panels are functions of a view that return actions. They change nothing themselves.

pub mod action;
pub mod captions;
pub mod desk;
pub mod focus;
pub mod highlight;
mod map;
pub mod panels;
pub mod theme;
pub mod traces;
pub mod view;
pub mod widgets;

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};

use super::AppSystems;
use super::settings::Settings;

pub use action::{Asked, UiAction};
pub use desk::Desk;
pub use traces::Traces;
pub use view::SuiteView;

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Asked>()
        .init_resource::<Desk>()
        .init_resource::<Traces>()
        .add_systems(EguiPrimaryContextPass, dress.before(AppSystems::Draw))
        .add_plugins(map::plugin);
}

/// Gives the context our look, and the size and motion that are set.
fn dress(
    mut contexts: EguiContexts,
    settings: Res<Settings>,
    mut worn: Local<Option<(f32, bool)>>,
) -> Result {
    let look = (settings.scale(), settings.reduced_motion);
    if *worn != Some(look) {
        let ctx = contexts.ctx_mut()?;
        theme::apply(ctx, look.1);
        ctx.set_zoom_factor(look.0);
        *worn = Some(look);
    }
    Ok(())
}
