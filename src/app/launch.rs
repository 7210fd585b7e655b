//! Opening the window, or saying plainly why there is none.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use bevy::app::SubApp;
use bevy::ecs::schedule::SingleThreadedExecutor;
use bevy::gizmos::GizmoPlugin;
use bevy::gizmos_render::GizmoRenderPlugin;
use bevy::light::LightPlugin;
use bevy::log::LogPlugin;
use bevy::pbr::PbrPlugin;
use bevy::prelude::*;
use bevy::render::RenderApp;
use bevy::tasks::block_on;
use bevy::window::WindowResolution;
use bevy::winit::{UpdateMode, WinitPlugin, WinitSettings};
use wgpu::{Backends, Instance, InstanceDescriptor};

use super::screens::Library;
use super::{AppPlugin, third_party};
use crate::model::Case;

/// What the app opens with.
#[derive(Clone, Debug, Default)]
pub struct Launch {
    /// Cases of the library.
    pub cases: Vec<Arc<Case>>,
    /// Position of the case to open at once.
    pub open: Option<usize>,
    /// The file that it was read from, if it was: translations may lie beside it.
    pub file: Option<PathBuf>,
}

/// Frames a second while nothing happens: enough for smooth fluoroscopy, kind to laptops and software drivers.
const IDLE_FRAME: Duration = Duration::from_millis(33);

/// Whether a window can be opened here: a display answers and a graphics driver is there.
///
/// # Errors
/// Says what is missing, in words for the person who started the program.
pub fn display_available() -> Result<(), String> {
    display_answers()?;
    driver_found()
}

/// Opens the app and runs it until it is closed.
///
/// # Errors
/// When the window system refuses in a way [`display_available`] could not foresee; in words.
pub fn open(launch: Launch) -> Result<AppExit, String> {
    display_available()?;
    let quiet = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    // Bevy panics when the window system refuses; nothing is shared with the half-built app that is dropped here.
    let built = catch_unwind(AssertUnwindSafe(|| windowed(launch, false)));
    std::panic::set_hook(quiet);
    match built {
        Ok(mut app) => Ok(app.run()),
        Err(cause) => Err(format!("the window could not be opened: {}", panic_text(cause.as_ref()))),
    }
}

/// The app with its window, not running yet. A test runs it on a thread of its own, where the system allows that.
pub fn windowed(launch: Launch, any_thread: bool) -> App {
    let mut app = App::new();
    let window = Window {
        title: "embolize (education only)".into(),
        resolution: WindowResolution::new(1280, 720),
        ..default()
    };
    app.add_plugins(
        DefaultPlugins
            .build()
            // Everything is drawn by egui. What serves 3-D scenes costs each frame, and at the start, without one.
            .disable::<PbrPlugin>()
            .disable::<LightPlugin>()
            .disable::<GizmoPlugin>()
            .disable::<GizmoRenderPlugin>()
            .set(WindowPlugin { primary_window: Some(window), ..default() })
            .set(WinitPlugin { run_on_any_thread: any_thread })
            .set(LogPlugin { filter: "warn,wgpu=error,naga=error".into(), ..default() }),
    )
    .insert_resource(WinitSettings {
        focused_mode: UpdateMode::reactive_low_power(IDLE_FRAME),
        unfocused_mode: UpdateMode::reactive_low_power(IDLE_FRAME),
    })
    .insert_resource(Library::new(launch.cases, launch.open, launch.file.as_deref()))
    .add_plugins((third_party::plugin, AppPlugin));
    one_after_the_other(app.main_mut());
    if let Some(render) = app.get_sub_app_mut(RenderApp) {
        one_after_the_other(render);
    }
    app
}

/// Runs systems without waking other threads: there are hundreds of small ones, and the cores have pictures to draw.
fn one_after_the_other(app: &mut SubApp) {
    for (_, schedule) in app.world_mut().resource_mut::<Schedules>().iter_mut() {
        schedule.set_executor(SingleThreadedExecutor::new());
    }
}

fn panic_text(cause: &(dyn std::any::Any + Send)) -> String {
    cause
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| cause.downcast_ref::<&str>().map(ToString::to_string))
        .unwrap_or_else(|| "unknown cause".into())
}

/// Windows and macOS always have a display; elsewhere an X11 or Wayland server is asked for.
fn display_answers() -> Result<(), String> {
    if cfg!(any(windows, target_os = "macos", target_arch = "wasm32")) {
        return Ok(());
    }
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    match set("DISPLAY") {
        Some(display) => x11_answers(&display),
        None if set("WAYLAND_DISPLAY").is_some() => {
            Err("this build speaks X11 only: start it with XWayland, so that DISPLAY is set".into())
        }
        None => Err("there is no display: neither DISPLAY nor WAYLAND_DISPLAY is set".into()),
    }
}

/// A local display has a socket; a remote one is left for the window system to find.
fn x11_answers(display: &str) -> Result<(), String> {
    let Some(local) = display.strip_prefix(':').or_else(|| display.strip_prefix("unix:")) else {
        return Ok(());
    };
    let number = local.split('.').next().unwrap_or_default();
    let socket = format!("/tmp/.X11-unix/X{number}");
    if Path::new(&socket).exists() {
        Ok(())
    } else {
        Err(format!("the display {display} does not answer: there is no {socket}"))
    }
}

fn driver_found() -> Result<(), String> {
    let probe = || {
        let instance = Instance::new(InstanceDescriptor::new_without_display_handle_from_env());
        block_on(instance.enumerate_adapters(Backends::all())).len()
    };
    match catch_unwind(probe) {
        Ok(0) => Err("no graphics driver was found: install a Vulkan driver, such as Mesa's \
                      (Debian: mesa-vulkan-drivers libvulkan1)"
            .into()),
        Ok(_) => Ok(()),
        Err(cause) => Err(format!("the graphics drivers do not start: {}", panic_text(cause.as_ref()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_display_without_a_server_is_told_apart() {
        let error = x11_answers(":4711.0").unwrap_err();
        assert!(error.contains("/tmp/.X11-unix/X4711"), "{error}");
        assert!(x11_answers("elsewhere:0").is_ok());
    }
}
