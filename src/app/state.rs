//! Where the trainee is.

use bevy::prelude::*;

/// The screens.
#[derive(States, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Screen {
    /// Cases to choose from, and sessions to go on with.
    #[default]
    Library,
    /// The patient, the question, how it is scored.
    Briefing,
    /// The procedure.
    Suite,
    /// What it was worth and why.
    Debrief,
    /// What was reached so far.
    Records,
    /// Language, size, pedals, keys.
    Settings,
}

/// Whether the suite's time runs.
#[derive(SubStates, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[source(Screen = Screen::Suite)]
pub enum Playback {
    /// Time runs.
    #[default]
    Running,
    /// Time stands.
    Paused,
}

pub(super) fn plugin(app: &mut App) {
    app.init_state::<Screen>()
        .add_sub_state::<Playback>()
        .add_systems(OnEnter(Playback::Paused), |mut time: ResMut<Time<Virtual>>| time.pause())
        .add_systems(OnEnter(Playback::Running), |mut time: ResMut<Time<Virtual>>| time.unpause())
        .add_systems(OnExit(Screen::Suite), |mut time: ResMut<Time<Virtual>>| time.unpause());
}
