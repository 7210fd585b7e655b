//! For tests in a real window: writes down, every frame, what a screen reader would be told, with places.
//!
//! Only when `EMBOLIZE_UI_MAP` names a file. One line a widget: `x y width height name`, in window pixels.

use std::fmt::Write as _;
use std::path::PathBuf;

use bevy::prelude::*;
use bevy_egui::{EguiContext, EguiFullOutput, EguiPostUpdateSet};

#[derive(Resource)]
struct MapFile(PathBuf);

pub(super) fn plugin(app: &mut App) {
    let Some(path) = std::env::var_os("EMBOLIZE_UI_MAP") else { return };
    app.insert_resource(MapFile(path.into())).add_systems(
        PostUpdate,
        write_map.after(EguiPostUpdateSet::EndPass).before(EguiPostUpdateSet::ProcessOutput),
    );
}

fn write_map(file: Res<MapFile>, mut contexts: Query<(&mut EguiContext, &EguiFullOutput)>) {
    for (mut context, output) in &mut contexts {
        context.get_mut().enable_accesskit();
        let Some(output) = &output.0 else { continue };
        let Some(update) = &output.platform_output.accesskit_update else { continue };
        let mut text = String::new();
        for (_, node) in &update.nodes {
            let Some(bounds) = node.bounds() else { continue };
            let Some(name) = node.label().or_else(|| node.value()) else { continue };
            let (width, height) = (bounds.x1 - bounds.x0, bounds.y1 - bounds.y0);
            let (x, y) = (bounds.x0, bounds.y0);
            let _ = writeln!(text, "{x:.0} {y:.0} {width:.0} {height:.0} {}", name.replace('\n', " "));
        }
        // A reader never sees half a map.
        let partial = file.0.with_extension("partial");
        if std::fs::write(&partial, text).is_ok() {
            let _ = std::fs::rename(&partial, &file.0);
        }
    }
}
