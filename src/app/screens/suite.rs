//! The procedure.

use bevy::prelude::*;
use bevy::window::ExitSystems;
use bevy_egui::EguiContexts;

use super::debrief::Concluded;
use super::library::Library;
use super::settings::change_to;
use super::tutorial::{self, Tutorial};
use super::window_ui;
use crate::app::bridge::{Archive, Guide, Inbox, LiveCase};
use crate::app::input::Hands;
use crate::app::settings::Settings;
use crate::app::ui::desk::Pedals;
use crate::app::ui::focus::Focus;
use crate::app::ui::panels::suite::suite_ui;
use crate::app::ui::{Asked, Desk, SuiteView, Traces, UiAction};
use crate::app::view::{Shelf, Studio};
use crate::app::{AppSystems, Playback, Screen};
use crate::replay::Mode;
use crate::sim::tick::TICKS_PER_SECOND;
use crate::sim::{Command, Tick};

/// How long a hint that was asked for stays, s.
const HINT_S: f32 = 30.0;
/// Between two looks at how far the attempt is, s.
const ADVISE_EVERY_S: f32 = 1.0;

/// What may be said of what comes next.
#[derive(Resource, Default, Debug)]
pub(super) struct Advice {
    guide: Option<Guide>,
    next_s: f32,
    left_s: f32,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(OnExit(Screen::Suite), clear)
        .add_systems(Last, mark_at_exit.after(ExitSystems).run_if(resource_exists::<LiveCase>))
        .add_systems(
            Update,
            (advise, trace)
                .chain()
                .after(AppSystems::Apply)
                .before(AppSystems::Picture)
                .run_if(resource_exists::<LiveCase>.and_then(resource_exists::<Advice>)),
        );
}

#[derive(bevy::ecs::system::SystemParam)]
pub(super) struct Shown<'w> {
    desk: Res<'w, Desk>,
    hands: Res<'w, Hands>,
    shelf: Res<'w, Shelf>,
    settings: Res<'w, Settings>,
    traces: Res<'w, Traces>,
    advice: Option<Res<'w, Advice>>,
    tutorial: Option<Res<'w, Tutorial>>,
    playback: Res<'w, State<Playback>>,
    library: Res<'w, Library>,
}

pub(super) fn draw(
    mut contexts: EguiContexts,
    live: Option<Res<LiveCase>>,
    shown: Shown,
    mut focus: ResMut<Focus>,
    mut asked: ResMut<Asked>,
) -> Result {
    let Some(live) = live else { return Ok(()) };
    let case = shown.library.told.of(live.case(), shown.settings.language);
    let view = SuiteView {
        case: &case,
        snapshot: live.snapshot(),
        chart: live.chart(),
        events: live.events(),
        desk: &shown.desk,
        settings: &shown.settings,
        guide: shown.advice.as_ref().and_then(|advice| advice.guide.as_ref()),
        tutorial: shown.tutorial.as_ref().and_then(|tutorial| tutorial.view()),
        traces: &shown.traces,
        pedals: shown.hands.held.pedals,
        pictures: &shown.shelf.0,
        mode: live.recorder().mode(),
        paused: *shown.playback.get() == Playback::Paused,
        restoring: live.restoring(),
        saving_error: live.saving_error(),
    };
    asked.0.clear();
    suite_ui(&mut window_ui(contexts.ctx_mut()?), &view, &mut focus, &mut asked.0);
    Ok(())
}

#[derive(bevy::ecs::system::SystemParam)]
pub(super) struct Changed<'w> {
    desk: ResMut<'w, Desk>,
    inbox: ResMut<'w, Inbox>,
    studio: Option<ResMut<'w, Studio>>,
    settings: ResMut<'w, Settings>,
    advice: Option<ResMut<'w, Advice>>,
    tutorial: Option<ResMut<'w, Tutorial>>,
    next: ResMut<'w, NextState<Screen>>,
    playback: ResMut<'w, NextState<Playback>>,
}

pub(super) fn apply(
    mut asked: ResMut<Asked>,
    mut to: Changed,
    mut live: Option<ResMut<LiveCase>>,
    mut exit: MessageWriter<AppExit>,
) {
    let hurries = live.as_ref().is_some_and(|live| live.hurries());
    let mut pressed = Pedals::default();
    for action in std::mem::take(&mut asked.0) {
        match action {
            // Nobody acts while minutes pass in seconds.
            UiAction::Do(_) if hurries => {}
            // The injector starts now and injects after its delay, so that a mask is there first.
            UiAction::Do(command @ Command::PowerContrast { .. }) => {
                let now = live.as_ref().map_or(Tick(0), |live| live.tick());
                let delay = (to.desk.power_delay_s * f64::from(TICKS_PER_SECOND)) as u64;
                to.inbox.later.push((Tick(now.0 + delay), command));
            }
            UiAction::Do(command) => to.inbox.next.push(command),
            UiAction::Select(slot) => to.desk.slot = slot,
            UiAction::Show(tab) => to.desk.tab = tab,
            UiAction::Set(amount, value) => to.desk.set(amount, value),
            UiAction::Fluid(fluid) => to.desk.flush = fluid,
            UiAction::Change(change) => change_to(&mut to.settings, change),
            UiAction::Press(pedal) => pressed.set(pedal, true),
            UiAction::Look(look) => {
                if to.desk.look(&look)
                    && let Some(live) = &mut live
                {
                    live.keep_marks(&to.desk.marks);
                }
                if let Some(studio) = &mut to.studio {
                    studio.look(&look);
                }
            }
            UiAction::Hint => {
                if let (Some(advice), Some(live)) = (&mut to.advice, &live)
                    && live.recorder().mode() != Mode::Assess
                {
                    (advice.left_s, advice.next_s) = (HINT_S, 0.0);
                }
            }
            UiAction::TutorialNext => {
                tutorial::press_on(to.tutorial.as_deref_mut(), &mut to.settings, &mut to.next);
            }
            UiAction::Pause(true) => to.playback.set(Playback::Paused),
            UiAction::Pause(false) => to.playback.set(Playback::Running),
            UiAction::Go(screen) => to.next.set(screen),
            UiAction::Quit => {
                exit.write(AppExit::Success);
            }
            _ => {}
        }
    }
    to.desk.pressed = pressed;
}

/// Says what comes next: always to those who are guided, for a while to those who asked, never in an assessment.
fn advise(live: Res<LiveCase>, mut advice: ResMut<Advice>, time: Res<Time<Real>>) {
    advice.next_s -= time.delta_secs();
    advice.left_s -= time.delta_secs();
    let speaks = match live.recorder().mode() {
        Mode::Learn => true,
        Mode::Practice => advice.left_s > 0.0,
        Mode::Assess => false,
    };
    if !speaks || live.restoring().is_some() {
        advice.guide = None;
    } else if advice.next_s <= 0.0 || advice.guide.is_none() {
        advice.next_s = ADVISE_EVERY_S;
        advice.guide = Some(Guide::of(&live));
    }
}

/// The monitor's curves go on; the live image comes back to the large place when somebody radiates.
fn trace(live: Res<LiveCase>, mut traces: ResMut<Traces>, mut desk: ResMut<Desk>) {
    let snapshot = live.snapshot();
    traces.go_on(snapshot.tick.seconds(), &snapshot.vitals);
    if (snapshot.imaging.fluoroscopy || snapshot.imaging.run) && desk.reference_large {
        desk.reference_large = false;
    }
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
    (archive, tutorial): (Res<Archive>, Option<Res<Tutorial>>),
    mut next: ResMut<NextState<Screen>>,
) {
    let Some(live) = live.filter(|live| live.simulation().finished() && live.restoring().is_none()) else {
        return;
    };
    if tutorial.is_some() {
        // Lessons leave no record.
        next.set(Screen::Library);
        return;
    }
    commands.insert_resource(Concluded::of(&live, &archive));
    next.set(Screen::Debrief);
}

fn clear(mut commands: Commands, live: Option<ResMut<LiveCase>>) {
    if let Some(mut live) = live {
        live.mark();
    }
    commands.remove_resource::<LiveCase>();
    commands.remove_resource::<Studio>();
    commands.remove_resource::<Tutorial>();
}

/// Closing the window in the middle of a case loses nothing.
fn mark_at_exit(mut exits: MessageReader<AppExit>, mut live: ResMut<LiveCase>) {
    if exits.read().next().is_some() {
        live.mark();
    }
}
