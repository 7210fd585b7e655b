//! Ticks: sixty a second, or as many as fit while time is to pass quickly.

use std::time::Duration;

use bevy::platform::time::Instant;
use bevy::prelude::*;

use super::live::{Inbox, LiveCase};
use crate::app::AppSystems;

/// Time of a frame that a hurry may use: keeps the window answering.
const BUDGET: Duration = Duration::from_millis(40);
/// Ticks between two looks at the clock.
const CHUNK: usize = 10;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(FixedUpdate, take_tick.in_set(AppSystems::Step).run_if(resource_exists::<LiveCase>))
        .add_systems(
            RunFixedMainLoop,
            (hurry, publish).chain().in_set(AppSystems::Publish).run_if(resource_exists::<LiveCase>),
        );
}

fn take_tick(mut live: ResMut<LiveCase>, mut inbox: ResMut<Inbox>) {
    if live.hurries() || live.simulation().finished() {
        return;
    }
    let commands = inbox.take(live.tick());
    live.step(&commands);
}

#[expect(clippy::disallowed_methods, reason = "decides how many ticks a frame gets, never what a tick does")]
fn hurry(mut live: ResMut<LiveCase>, time: Res<Time<Virtual>>) {
    if time.is_paused() || !live.hurries() {
        return;
    }
    let start = Instant::now();
    while start.elapsed() < BUDGET {
        for _ in 0..CHUNK {
            if !live.hurries() {
                return;
            }
            live.hurry();
        }
    }
}

fn publish(mut live: ResMut<LiveCase>) {
    live.publish();
}
