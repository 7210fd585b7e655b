//! Pictures of every screen, in every size and language, for people to look at.
//!
//! Drawn by the app itself in a window, so it is asked for, and needs a display as large as the largest picture:
//!
//! ```sh
//! EMBOLIZE_GALLERY=DIR xvfb-run -a -s '-screen 0 3840x2160x24' cargo test --test app gallery
//! ```
//!
//! `EMBOLIZE_GALLERY_ONLY=suite,1280x720` takes those whose name has each of these words in it. A name says screen,
//! window, scale and language: `suite-access.1280x720.100.es.png`.

mod look;
mod script;

use std::collections::VecDeque;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bevy::app::AppExit;
use bevy::prelude::*;
use bevy::render::view::screenshot::{Screenshot, ScreenshotCaptured, save_to_disk};
use bevy::window::PrimaryWindow;
use bevy::winit::{UpdateMode, WinitSettings};
use embolize::app::bridge::{Archive, LiveCase};
use embolize::app::settings::Settings;
use embolize::app::ui::action::{Asked, UiAction};
use embolize::app::ui::desk::Pedal;
use embolize::app::{Launch, display_available, windowed};
use embolize::model::Case;
use embolize::scenario;
use script::{Step, Variant};

/// Frames after a change, until everything is laid out anew and new glyphs are in the textures.
const SETTLE: u32 = 4;
/// Longest wait for something, frames.
const PATIENCE: u32 = 20_000;

#[test]
fn pictures_of_every_screen() {
    let Some(folder) = std::env::var_os("EMBOLIZE_GALLERY").map(PathBuf::from) else { return };
    display_available().expect("pictures are drawn in a window");
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let only = std::env::var("EMBOLIZE_GALLERY_ONLY").unwrap_or_default();
    let only: Vec<String> = only.split(',').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let data = tempfile::tempdir().expect("a folder for attempts");
    let library = scenario::Library::bundled();
    let read = library.cases().iter().map(|file| {
        let case = scenario::parse_case(&library, &file.text, &file.name);
        Arc::new(case.unwrap_or_else(|problems| panic!("{}", scenario::render_all(&problems, false))).value)
    });
    let cases: Vec<Arc<Case>> = read.collect();
    script::fill(data.path(), &cases);
    let mut app = windowed(Launch { cases, ..Launch::default() }, true);
    let gallery = Gallery { folder: folder.clone(), steps: script::steps(&only), ..Gallery::default() };
    app.insert_resource(Archive::in_folder(data.path()))
        .insert_resource(Settings::default())
        .insert_resource(WinitSettings {
            focused_mode: UpdateMode::reactive(Duration::from_millis(5)),
            unfocused_mode: UpdateMode::reactive(Duration::from_millis(5)),
        })
        .insert_resource(gallery)
        .add_systems(First, walk);
    let wanted = app.world().resource::<Gallery>().pictures();
    assert!(app.run().is_success(), "the walk stopped before its end");
    for (name, window) in &wanted {
        look::hold(&folder.join(format!("{name}.png")), *window);
    }
    let _ = writeln!(std::io::stderr(), "{} pictures", wanted.len());
}

/// How far the walk through the screens is.
#[derive(Resource, Default)]
struct Gallery {
    folder: PathBuf,
    steps: VecDeque<Step>,
    pressed: Vec<Pedal>,
    waited: u32,
    paced_from: Option<(f64, f64)>,
    taking: bool,
}

impl Gallery {
    /// Names of the pictures that will be taken, with their sizes.
    fn pictures(&self) -> Vec<(String, (u32, u32))> {
        let mut window = (0, 0);
        let mut pictures = Vec::new();
        for step in &self.steps {
            match step {
                Step::Dress(variant) => window = variant.window,
                Step::Shoot(name) => pictures.push((name.clone(), window)),
                _ => {}
            }
        }
        pictures
    }
}

/// Goes on with the walk until a step wants frames to pass.
fn walk(world: &mut World) {
    world.resource_scope(|world, mut gallery: Mut<Gallery>| {
        let pressed = gallery.pressed.iter().map(|pedal| UiAction::Press(*pedal));
        world.resource_mut::<Asked>().0.extend(pressed);
        while !gallery.taking {
            let Some(step) = gallery.steps.front().cloned() else {
                world.write_message(AppExit::Success);
                return;
            };
            if !take(world, &mut gallery, &step) {
                gallery.waited += 1;
                assert!(gallery.waited < PATIENCE, "waited in vain: {step:?}");
                return;
            }
            gallery.waited = 0;
            gallery.steps.pop_front();
        }
    });
}

/// Takes a step; false while it is not done.
fn take(world: &mut World, gallery: &mut Gallery, step: &Step) -> bool {
    match step {
        Step::Ask(action) => {
            world.resource_mut::<Asked>().0.push(action.clone());
            gallery.steps.insert(1, Step::Frames(2));
        }
        Step::Press(pedals) => gallery.pressed.clone_from(pedals),
        Step::Stand(still) => {
            let mut time = world.resource_mut::<Time<Virtual>>();
            if *still { time.pause() } else { time.unpause() }
        }
        Step::Frames(frames) => return gallery.waited >= *frames,
        Step::Until(_, so) => return so(world),
        Step::Passed(seconds) => {
            let now = world.get_resource::<LiveCase>().map(|live| live.tick().seconds());
            gallery.steps.insert(1, Step::Reached(now.unwrap_or_default() + seconds));
        }
        Step::Reached(second) => {
            return world.get_resource::<LiveCase>().is_none_or(|live| live.tick().seconds() >= *second);
        }
        Step::Pace(seconds) => {
            let now = world.resource::<Time<Real>>().elapsed_secs_f64();
            let (from, spent) = *gallery.paced_from.get_or_insert((now, processor_s()));
            if now - from < *seconds {
                return false;
            }
            let pace = f64::from(gallery.waited) / (now - from);
            let each_ms = 1e3 * (processor_s() - spent) / f64::from(gallery.waited);
            let _ = writeln!(
                std::io::stderr(),
                "the suite under fluoroscopy: {pace:.1} frames/s, {each_ms:.0} ms of processor each"
            );
        }
        Step::Dress(variant) => dress(world, *variant),
        Step::Shoot(name) => {
            let path = gallery.folder.join(format!("{name}.png"));
            gallery.taking = true;
            world
                .spawn(Screenshot::primary_window())
                .observe(save_to_disk(path))
                .observe(|_: On<ScreenshotCaptured>, mut gallery: ResMut<Gallery>| gallery.taking = false);
        }
    }
    true
}

/// Processor time of this program so far, all threads, s: unlike frames a second it says as much on a busy machine. 0
/// where the system does not tell.
fn processor_s() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the name, which may have spaces in it: user and system time are the 12th and 13th, in hundredths.
    let ticks = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    ticks.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn dress(world: &mut World, variant: Variant) {
    let mut settings = world.resource_mut::<Settings>();
    settings.language = variant.language;
    settings.scale_percent = variant.scale_percent;
    settings.reduced_motion = true;
    let (width, height) = variant.window;
    let mut window = world.query_filtered::<&mut Window, With<PrimaryWindow>>();
    let mut window = window.single_mut(world).expect("there is one window");
    if window.physical_size() != UVec2::new(width, height) {
        window.resolution.set_physical_resolution(width, height);
    }
}
