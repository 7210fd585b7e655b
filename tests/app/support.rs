//! An app without a window, and the shipped case.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bevy::input::InputPlugin;
use bevy::prelude::*;
use bevy::state::app::StatesPlugin;
use bevy::time::TimeUpdateStrategy;
use embolize::app::bridge::{Archive, LiveCase};
use embolize::app::screens::library::Library;
use embolize::app::ui::action::{Asked, UiAction};
use embolize::app::ui::focus::Focus;
use embolize::app::{AppPlugin, Screen};
use embolize::model::Case;
use embolize::scenario;
use embolize::sim::tick::DT;

/// The shipped case.
pub(crate) fn hepatic_hcc() -> Arc<Case> {
    let library = scenario::Library::bundled();
    let case = scenario::bundled_case(&library, "hepatic_hcc").expect("the case is bundled");
    match case {
        Ok(checked) => Arc::new(checked.value),
        Err(problems) => panic!("{}", scenario::render_all(&problems, false)),
    }
}

/// The app with one tick a frame, its attempts kept in a folder.
pub(crate) fn app_in(folder: &Path, cases: Vec<Arc<Case>>) -> App {
    let mut app = App::new();
    app.add_plugins((MinimalPlugins, AssetPlugin::default(), StatesPlugin, InputPlugin))
        .init_asset::<Image>()
        .insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_secs_f64(DT)))
        .insert_resource(Archive::in_folder(folder))
        .insert_resource(Library::new(cases, None, None))
        .add_plugins(AppPlugin);
    app.world_mut().resource_mut::<Focus>().image_has_keys = true;
    app.update();
    app
}

/// Asks for something as a panel would, and lets it happen.
pub(crate) fn ask(app: &mut App, action: UiAction) {
    app.world_mut().resource_mut::<Asked>().0.push(action);
    app.update();
    app.update();
}

/// Begins a case.
pub(crate) fn begin(app: &mut App) {
    ask(app, UiAction::Brief(0));
    ask(app, UiAction::Begin);
    assert_eq!(screen(app), Screen::Suite);
}

/// Where the app is.
pub(crate) fn screen(app: &App) -> Screen {
    *app.world().resource::<State<Screen>>().get()
}

/// The attempt that is going on.
pub(crate) fn live(app: &App) -> &LiveCase {
    app.world().resource::<LiveCase>()
}

/// Presses or releases a key.
pub(crate) fn key(app: &mut App, key: KeyCode, down: bool) {
    let mut keys = app.world_mut().resource_mut::<ButtonInput<KeyCode>>();
    if down {
        keys.press(key);
    } else {
        keys.release(key);
    }
}

/// Lets frames pass.
pub(crate) fn frames(app: &mut App, frames: usize) {
    for _ in 0..frames {
        app.update();
    }
}
