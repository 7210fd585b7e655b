//! Language, size, pedals, keys.

use bevy::prelude::*;
use bevy_egui::EguiContexts;

use super::window_ui;
use crate::app::Screen;
use crate::app::input::Listening;
use crate::app::settings::{Bindings, NotKept, Settings};
use crate::app::ui::action::Change;
use crate::app::ui::panels::settings::{SettingsView, settings_ui};
use crate::app::ui::{Asked, UiAction};

pub(super) fn draw(
    mut contexts: EguiContexts,
    (settings, listening, not_kept): (Res<Settings>, Res<Listening>, Res<NotKept>),
    mut asked: ResMut<Asked>,
) -> Result {
    let view = SettingsView { settings: &settings, listening: listening.0, not_kept: not_kept.0.as_deref() };
    asked.0.clear();
    let ctx = contexts.ctx_mut()?;
    if listening.0.is_some() {
        // The key that is waited for must not press a button.
        let focused = ctx.memory(bevy_egui::egui::Memory::focused);
        if let Some(id) = focused {
            ctx.memory_mut(|memory| memory.surrender_focus(id));
        }
    }
    settings_ui(&mut window_ui(ctx), &view, &mut asked.0);
    Ok(())
}

pub(super) fn apply(
    mut asked: ResMut<Asked>,
    (mut settings, mut listening): (ResMut<Settings>, ResMut<Listening>),
    mut next: ResMut<NextState<Screen>>,
    mut exit: MessageWriter<AppExit>,
) {
    for action in std::mem::take(&mut asked.0) {
        match action {
            UiAction::Change(change) => change_to(&mut settings, change),
            UiAction::Listen(act) => listening.0 = act,
            UiAction::Go(screen) => next.set(screen),
            UiAction::Quit => {
                exit.write(AppExit::Success);
            }
            _ => {}
        }
    }
}

/// Sets one setting.
pub(super) fn change_to(settings: &mut Settings, change: Change) {
    match change {
        Change::Language(language) => settings.language = language,
        Change::Scale(percent) => settings.scale_percent = percent,
        Change::ReducedMotion(on) => settings.reduced_motion = on,
        Change::Latching(on) => settings.latching = on,
        Change::Sound(on) => settings.sound = on,
        Change::Key(act, key) => settings.keys.bind(act, key),
        Change::DeliveredKeys => settings.keys = Bindings::default(),
    }
}
