//! The one order of everything the app does in a frame.

use bevy::prelude::*;
use bevy_egui::EguiPrimaryContextPass;

/// What happens in a frame, in this order.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AppSystems {
    /// Keys and pedals become commands. In `RunFixedMainLoop`, before the fixed loop.
    Collect,
    /// The simulation takes its ticks. In `FixedUpdate`.
    Step,
    /// What can be seen now is published; waiting time is run through. In `RunFixedMainLoop`, after the fixed loop.
    Publish,
    /// What the panels asked for in the last frame is carried out. In `Update`.
    Apply,
    /// Pictures are ordered and shown. In `Update`.
    Picture,
    /// Panels are drawn; they only read, and note what they are asked for. In `EguiPrimaryContextPass`.
    Draw,
}

pub(super) fn plugin(app: &mut App) {
    app.configure_sets(
        RunFixedMainLoop,
        (
            AppSystems::Collect.in_set(RunFixedMainLoopSystems::BeforeFixedMainLoop),
            AppSystems::Publish.in_set(RunFixedMainLoopSystems::AfterFixedMainLoop),
        ),
    )
    .configure_sets(FixedUpdate, AppSystems::Step)
    .configure_sets(Update, (AppSystems::Apply, AppSystems::Picture).chain())
    .configure_sets(EguiPrimaryContextPass, AppSystems::Draw);
}
