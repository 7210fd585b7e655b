//! A picture for each case of the library: its first study, small, drawn in the background one after the other.

use std::sync::Arc;

use bevy::prelude::*;
use bevy::tasks::{AsyncComputeTaskPool, Task, block_on, poll_once};
use bevy_egui::egui::TextureId;
use bevy_egui::{EguiTextureHandle, EguiUserTextures};

use super::monitors::{dark, paint};
use crate::app::screens::Library;
use crate::app::{AppSystems, Screen};
use crate::imaging::{GreyImage, Renderer, study};
use crate::model::Case;

/// Pixels across.
const SIZE: usize = 320;

/// The pictures, by the places of the cases.
#[derive(Resource, Default)]
pub struct Covers {
    /// As textures, once they are drawn.
    pub textures: Vec<Option<TextureId>>,
    task: Option<Task<Option<GreyImage>>>,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Covers>().add_systems(
        Update,
        draw.in_set(AppSystems::Picture)
            .after(super::studio::begin)
            .run_if(in_state(Screen::Library).and_then(resource_exists::<EguiUserTextures>)),
    );
}

fn draw(
    library: Res<Library>,
    mut covers: ResMut<Covers>,
    mut images: ResMut<Assets<Image>>,
    mut textures: ResMut<EguiUserTextures>,
) {
    if let Some(task) = &mut covers.task {
        let Some(picture) = block_on(poll_once(task)) else { return };
        covers.task = None;
        let texture = picture.map(|picture| {
            let handle = images.add(dark(SIZE));
            paint(&mut images, &handle, &picture);
            textures.add_image(EguiTextureHandle::Strong(handle))
        });
        covers.textures.push(texture);
    }
    if let Some(case) = library.cases.get(covers.textures.len()) {
        let case = Arc::clone(case);
        covers.task = Some(AsyncComputeTaskPool::get().spawn(async move { cover(&case) }));
    }
}

fn cover(case: &Case) -> Option<GreyImage> {
    let known = case.studies.first()?;
    Some(study::study(&Renderer::new(case), case, known.phase, SIZE).image)
}
