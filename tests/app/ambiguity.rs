//! The order of our systems is written down: none of them conflicts with another without one.

use std::collections::BTreeMap;

use bevy::ecs::schedule::{LogLevel, ScheduleBuildSettings};
use bevy::input::InputPlugin;
use bevy::prelude::*;
use bevy::state::app::StatesPlugin;
use bevy::window::WindowPlugin;
use bevy_egui::EguiPlugin;
use embolize::app::{AppPlugin, Playback, Screen};

fn conflicts(with_ours: bool) -> BTreeMap<String, usize> {
    let mut app = App::new();
    app.add_plugins((MinimalPlugins, AssetPlugin::default(), StatesPlugin, InputPlugin))
        .add_plugins(WindowPlugin::default())
        .init_asset::<Image>()
        .init_asset::<Shader>()
        .add_plugins(EguiPlugin::default());
    app.init_state::<Screen>().add_sub_state::<Playback>();
    if with_ours {
        app.add_plugins(AppPlugin);
    }
    let mut labels = Vec::new();
    for (_, schedule) in app.world_mut().resource_mut::<Schedules>().iter_mut() {
        schedule.set_build_settings(ScheduleBuildSettings {
            ambiguity_detection: LogLevel::Warn,
            auto_insert_apply_deferred: false,
            ..default()
        });
        labels.push(schedule.label());
    }
    labels
        .into_iter()
        .map(|label| {
            let found = app.world_mut().schedule_scope(label, |world, schedule| {
                schedule.initialize(world).expect("the schedule can be built");
                schedule.graph().conflicting_systems().len()
            });
            (format!("{label:?}"), found)
        })
        .collect()
}

#[test]
fn our_systems_add_no_ambiguity() {
    let (theirs, all) = (conflicts(false), conflicts(true));
    let added: BTreeMap<_, _> = all
        .into_iter()
        .map(|(label, found)| (label.clone(), found - theirs.get(&label).copied().unwrap_or(0)))
        .filter(|(_, added)| *added > 0)
        .collect();
    assert!(added.is_empty(), "conflicting systems without an order: {added:?}");
}
