//! The two monitors as textures.

use bevy::asset::RenderAssetUsages;
use bevy::prelude::*;
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};
use bevy_egui::{EguiTextureHandle, EguiUserTextures};

use super::radiographer::{Geometry, Picture, SIZE};
use super::studio::{Developed, Studio};
use crate::app::screens::Library;
use crate::app::settings::Settings;
use crate::app::ui::view::Pictures;
use crate::app::{AppSystems, Screen};
use crate::imaging::GreyImage;

/// The textures.
#[derive(Resource)]
struct Monitors {
    live: Handle<Image>,
    reference: Handle<Image>,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Shelf>()
        .add_systems(Startup, set_up.run_if(resource_exists::<EguiUserTextures>))
        .add_systems(OnEnter(Screen::Suite), darken)
        .add_systems(
            Update,
            (show, describe)
                .chain()
                .in_set(AppSystems::Picture)
                .after(super::studio::begin)
                .run_if(resource_exists::<Monitors>),
        );
}

/// What panels are told of the monitors.
#[derive(Resource, Default)]
pub struct Shelf(pub Pictures);

fn set_up(
    mut commands: Commands,
    mut images: ResMut<Assets<Image>>,
    mut textures: ResMut<EguiUserTextures>,
    mut shelf: ResMut<Shelf>,
) {
    let mut blank = || {
        let handle = images.add(dark(SIZE));
        let id = textures.add_image(EguiTextureHandle::Strong(handle.clone()));
        (handle, id)
    };
    let ((live, live_id), (reference, reference_id)) = (blank(), blank());
    shelf.0.live = Some(live_id);
    shelf.0.reference = Some(reference_id);
    commands.insert_resource(Monitors { live, reference });
}

/// A new case begins with dark monitors.
fn darken(mut shelf: ResMut<Shelf>) {
    shelf.0 = Pictures { live: shelf.0.live, reference: shelf.0.reference, ..Pictures::default() };
}

fn show(
    monitors: Res<Monitors>,
    mut developed: MessageReader<Developed>,
    mut images: ResMut<Assets<Image>>,
    mut shelf: ResMut<Shelf>,
) {
    // Of several pictures for one monitor only the last would be seen.
    let (mut live, mut reference) = (None, None);
    for Developed(picture) in developed.read() {
        match picture {
            Picture::Live(image, gantry) => live = Some((image, *gantry)),
            Picture::Reference(image, gantry) => reference = Some((image, *gantry)),
            Picture::Frames { .. } | Picture::Curve(_) | Picture::Kept(_) | Picture::Shift(_) => {}
        }
    }
    if let Some((grey, gantry)) = live {
        shelf.0.live_filled = true;
        shelf.0.live_gantry = Some(gantry);
        paint(&mut images, &monitors.live, grey);
    }
    if let Some((grey, gantry)) = reference {
        (shelf.0.study_gantry, shelf.0.run_gantry) = match gantry {
            Geometry::Study(gantry) => (Some(gantry), None),
            Geometry::Run(gantry) => (None, gantry),
        };
        paint(&mut images, &monitors.reference, grey);
    }
}

/// A black square.
pub(super) fn dark(size: usize) -> Image {
    let size = Extent3d { width: size as u32, height: size as u32, depth_or_array_layers: 1 };
    let usage = RenderAssetUsages::MAIN_WORLD | RenderAssetUsages::RENDER_WORLD;
    Image::new_fill(size, TextureDimension::D2, &[0, 0, 0, 255], TextureFormat::Rgba8UnormSrgb, usage)
}

/// Puts grey pixels into a picture of the same size.
pub(super) fn paint(images: &mut Assets<Image>, handle: &Handle<Image>, grey: &GreyImage) {
    let Some(mut image) = images.get_mut(handle) else { return };
    let Some(data) = &mut image.data else { return };
    for (pixel, grey) in data.chunks_exact_mut(4).zip(&grey.pixels) {
        pixel[..3].fill(*grey);
    }
}

fn describe(
    studio: Option<Res<Studio>>,
    (settings, library): (Res<Settings>, Res<Library>),
    mut shelf: ResMut<Shelf>,
) {
    let Some(studio) = studio else { return };
    let pictures = &mut shelf.0;
    pictures.reference_title = studio.title(settings.text(), &library.told);
    pictures.frame = studio.frame();
    pictures.run = studio.run();
    pictures.kept = studio.kept();
    pictures.looping = studio.looping();
    pictures.registering = studio.registering();
    pictures.runs = studio.runs();
    pictures.playing = studio.playing();
    pictures.subtracted = studio.subtracted();
    pictures.roadmap = studio.roadmap();
    if pictures.curve != *studio.curve() {
        pictures.curve = studio.curve().clone();
    }
}
