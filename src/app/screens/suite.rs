//! The procedure.

use bevy::prelude::*;
use bevy::window::ExitSystems;
use bevy_egui::EguiContexts;

use super::debrief::Concluded;
use super::window_ui;
use crate::app::bridge::{Archive, Inbox, LiveCase};
use crate::app::input::Hands;
use crate::app::ui::desk::Pedals;
use crate::app::ui::focus::Focus;
use crate::app::ui::panels::suite::suite_ui;
use crate::app::ui::{Asked, Desk, SuiteView, UiAction};
use crate::app::view::{Shelf, Studio};
use crate::app::{Playback, Screen};

pub(super) fn plugin(app: &mut App) {
    app.add_systems(OnExit(Screen::Suite), clear)
        .add_systems(Last, mark_at_exit.after(ExitSystems).run_if(resource_exists::<LiveCase>));
}

pub(super) fn draw(
    mut contexts: EguiContexts,
    live: Option<Res<LiveCase>>,
    (desk, hands, shelf): (Res<Desk>, Res<Hands>, Res<Shelf>),
    playback: Res<State<Playback>>,
    mut focus: ResMut<Focus>,
    mut asked: ResMut<Asked>,
) -> Result {
    let Some(live) = live else { return Ok(()) };
    let view = SuiteView {
        case: live.case(),
        snapshot: live.snapshot(),
        chart: live.chart(),
        events: live.events(),
        desk: &desk,
        pedals: hands.held.pedals,
        pictures: &shelf.0,
        mode: live.recorder().mode(),
        paused: *playback.get() == Playback::Paused,
        restoring: live.restoring(),
        saving_error: live.saving_error(),
    };
    asked.0.clear();
    suite_ui(&mut window_ui(contexts.ctx_mut()?), &view, &mut focus, &mut asked.0);
    Ok(())
}

pub(super) fn apply(
    mut asked: ResMut<Asked>,
    (mut desk, mut inbox, mut studio): (ResMut<Desk>, ResMut<Inbox>, Option<ResMut<Studio>>),
    live: Option<ResMut<LiveCase>>,
    (mut next, mut playback): (ResMut<NextState<Screen>>, ResMut<NextState<Playback>>),
    mut exit: MessageWriter<AppExit>,
) {
    let hurries = live.is_some_and(|live| live.hurries());
    let mut pressed = Pedals::default();
    for action in std::mem::take(&mut asked.0) {
        match action {
            // Nobody acts while minutes pass in seconds.
            UiAction::Do(_) if hurries => {}
            UiAction::Do(command) => inbox.0.push(command),
            UiAction::Select(slot) => desk.slot = slot,
            UiAction::Show(tab) => desk.tab = tab,
            UiAction::Set(amount, value) => desk.set(amount, value),
            UiAction::Latch(on) => desk.latching = on,
            UiAction::Press(pedal) => pressed.set(pedal, true),
            UiAction::Look(look) => {
                if let Some(studio) = &mut studio {
                    studio.look(&look);
                }
            }
            UiAction::Pause(true) => playback.set(Playback::Paused),
            UiAction::Pause(false) => playback.set(Playback::Running),
            UiAction::ToLibrary => next.set(Screen::Library),
            UiAction::Quit => {
                exit.write(AppExit::Success);
            }
            UiAction::Brief(_)
            | UiAction::Mode(_)
            | UiAction::Begin
            | UiAction::Resume(_)
            | UiAction::Discard(_) => {}
        }
    }
    desk.pressed = pressed;
}

/// What was held when the attempt was left is let go of once it is restored.
pub(super) fn release_restored(
    live: Option<Res<LiveCase>>,
    mut hands: ResMut<Hands>,
    mut was_restoring: Local<bool>,
) {
    let Some(live) = live else { return };
    let restoring = live.restoring().is_some();
    if *was_restoring && !restoring {
        *hands = Hands::of(&live.simulation().snapshot());
    }
    *was_restoring = restoring;
}

pub(super) fn conclude(
    mut commands: Commands,
    live: Option<Res<LiveCase>>,
    archive: Res<Archive>,
    mut next: ResMut<NextState<Screen>>,
) {
    let Some(live) = live.filter(|live| live.simulation().finished() && live.restoring().is_none()) else {
        return;
    };
    commands.insert_resource(Concluded::of(&live, &archive));
    next.set(Screen::Debrief);
}

fn clear(mut commands: Commands, live: Option<ResMut<LiveCase>>) {
    if let Some(mut live) = live {
        live.mark();
    }
    commands.remove_resource::<LiveCase>();
    commands.remove_resource::<Studio>();
}

/// Closing the window in the middle of a case loses nothing.
fn mark_at_exit(mut exits: MessageReader<AppExit>, mut live: ResMut<LiveCase>) {
    if exits.read().next().is_some() {
        live.mark();
    }
}
