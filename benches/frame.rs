//! CPU time of a frame of the suite without the X-ray, which a thread of its own draws: the app's systems with two ticks
//! of the engine, and the panels with their tessellation. On the case with the most vessels, in the middle of its
//! expert's session, guided.

use std::sync::Arc;
use std::time::Duration;

use bevy::input::InputPlugin;
use bevy::prelude::*;
use bevy::state::app::StatesPlugin;
use bevy::time::TimeUpdateStrategy;
use bevy_egui::egui::{Context, Id, LayerId, Pos2, RawInput, Rect, Ui, UiBuilder, vec2};
use divan::Bencher;
use embolize::app::AppPlugin;
use embolize::app::bridge::{Archive, Guide, LiveCase};
use embolize::app::screens::Library;
use embolize::app::settings::Settings;
use embolize::app::ui::action::{Asked, UiAction};
use embolize::app::ui::desk::{Desk, Pedals, Tab};
use embolize::app::ui::focus::Focus;
use embolize::app::ui::panels::suite::suite_ui;
use embolize::app::ui::theme;
use embolize::app::ui::traces::Traces;
use embolize::app::ui::view::{Pictures, SuiteView};
use embolize::model::Case;
use embolize::replay::{Mode, Session};
use embolize::scenario::{self, catalog};
use embolize::sim::Command;
use embolize::sim::tick::DT;

fn main() {
    divan::main();
}

/// The bundled case with the most vessels.
fn largest() -> Arc<Case> {
    let library = scenario::Library::bundled();
    let cases = library.cases().iter().map(|file| {
        scenario::parse_case(&library, &file.text, &file.name).expect("what is bundled is sound").value
    });
    Arc::new(cases.max_by_key(|case| case.graph.segments().len()).expect("there are cases"))
}

/// An attempt at it, played by its expert to the half.
fn half_way(case: &Arc<Case>) -> LiveCase {
    let file = catalog::file(&format!("sessions/{}.expert.ron", case.id)).expect("each case has its expert");
    let session = Session::parse(file.text).expect("what is bundled is sound");
    let mut live = LiveCase::new(Arc::clone(case), session.seed, Mode::Learn);
    let mut commands = session.commands.iter().peekable();
    while live.tick().0 < session.end.0 / 2 {
        let tick = live.tick();
        let mut now: Vec<Command> = Vec::new();
        while let Some((_, command)) = commands.next_if(|(at, _)| *at <= tick) {
            now.push(command.clone());
        }
        live.step(&now);
    }
    live.publish();
    live
}

/// Everything but panels: two ticks, as at 30 frames a second, and what is made of them.
#[divan::bench(sample_count = 200)]
fn systems(bencher: Bencher) {
    let case = largest();
    let folder = tempfile::tempdir().expect("a folder");
    let mut app = App::new();
    app.add_plugins((MinimalPlugins, AssetPlugin::default(), StatesPlugin, InputPlugin))
        .init_asset::<Image>()
        .insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_secs_f64(2.0 * DT)))
        .insert_resource(Archive::in_folder(folder.path()))
        .insert_resource(Library::new(vec![Arc::clone(&case)], None, None))
        .add_plugins(AppPlugin);
    app.update();
    for action in [UiAction::Brief(0), UiAction::Mode(Mode::Learn), UiAction::Begin] {
        app.world_mut().resource_mut::<Asked>().0.push(action);
        app.update();
        app.update();
    }
    app.insert_resource(half_way(&case));
    app.update();
    bencher.bench_local(|| app.update());
}

/// The panels, laid out and tessellated, on each tab.
#[divan::bench(args = ["studies", "devices", "image", "inject"], sample_count = 200)]
fn panels(bencher: Bencher, tab: &str) {
    let tab = match tab {
        "studies" => Tab::Studies,
        "devices" => Tab::Devices,
        "image" => Tab::Image,
        _ => Tab::Inject,
    };
    let live = half_way(&largest());
    let (settings, guide) = (Settings::default(), Guide::of(&live));
    let desk = Desk { tab, ..Desk::default() };
    let ctx = Context::default();
    theme::apply(&ctx, false);
    ctx.enable_accesskit();
    let screen = Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 720.0));
    let mut focus = Focus::default();
    let mut frame = || {
        let view = SuiteView {
            case: live.case(),
            snapshot: live.snapshot(),
            chart: live.chart(),
            events: live.events(),
            desk: &desk,
            settings: &settings,
            guide: Some(&guide),
            tutorial: None,
            traces: &Traces::default(),
            pedals: Pedals::default(),
            pictures: &Pictures::default(),
            mode: Mode::Learn,
            paused: false,
            restoring: None,
            saving_error: None,
        };
        let input = RawInput { screen_rect: Some(screen), ..RawInput::default() };
        let mut output = ctx.clone().run_ui(input, |_| {
            let builder = UiBuilder::new().layer_id(LayerId::background()).max_rect(screen);
            suite_ui(
                &mut Ui::new(ctx.clone(), Id::new("window"), builder),
                &view,
                &mut focus,
                &mut Vec::new(),
            );
        });
        // Textures go to the graphics card, and there is none here.
        output.textures_delta.clear();
        ctx.tessellate(output.shapes, output.pixels_per_point)
    };
    frame();
    bencher.bench_local(frame);
}
