//! What a person sets once and keeps: language, size, pedals, keys.

mod keys;

use std::path::Path;

use bevy::prelude::*;
use serde::{Deserialize, Serialize};

pub use keys::{Act, Bindings, Group, KEYS, key_id, key_mark};

use super::bridge::Archive;
use super::files;
use super::text::{Language, Text};

/// UI scales that can be chosen, percent.
pub const SCALES: [u32; 7] = [80, 90, 100, 125, 150, 175, 200];

/// The settings.
#[derive(Resource, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Language of the window.
    pub language: Language,
    /// Size of everything, percent.
    pub scale_percent: u32,
    /// Nothing moves that need not.
    pub reduced_motion: bool,
    /// Pedals stay down until pressed again.
    pub latching: bool,
    /// Tones beside the captions, in a build with sound.
    pub sound: bool,
    /// The tutorial was played to its end.
    pub tutorial_done: bool,
    /// Which key does what.
    pub keys: Bindings,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: Language::default(),
            scale_percent: 100,
            reduced_motion: false,
            latching: false,
            sound: true,
            tutorial_done: false,
            keys: Bindings::default(),
        }
    }
}

impl Settings {
    /// The texts of the language.
    pub fn text(&self) -> &'static Text {
        self.language.text()
    }

    /// Size of everything; 1 is as designed.
    pub fn scale(&self) -> f32 {
        // A file may say anything.
        self.scale_percent.clamp(SCALES[0], SCALES[SCALES.len() - 1]) as f32 / 100.0
    }

    /// Reads a file; what cannot be read is as delivered.
    pub fn read(path: &Path) -> Self {
        files::read(path).ok().and_then(|text| ron::from_str(&text).ok()).unwrap_or_default()
    }

    /// Writes a file; a power cut leaves the old one or the new one.
    ///
    /// # Errors
    /// What went wrong, in words.
    pub fn write(&self, path: &Path) -> Result<(), String> {
        let said = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let text = ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::new()).map_err(|e| said(&e))?;
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| said(&error))?;
        }
        let partial = path.with_extension("partial");
        std::fs::write(&partial, text).map_err(|error| said(&error))?;
        std::fs::rename(&partial, path).map_err(|error| said(&error))
    }
}

/// Why the settings are not kept.
#[derive(Resource, Default, Debug)]
pub struct NotKept(pub Option<String>);

pub(super) fn plugin(app: &mut App) {
    let kept =
        app.world().get_resource::<Archive>().and_then(|archive| archive.settings().map(Settings::read));
    app.insert_resource(kept.unwrap_or_default()).init_resource::<NotKept>().add_systems(
        Last,
        keep.run_if(resource_changed::<Settings>.and_then(not(resource_added::<Settings>))),
    );
}

fn keep(archive: Res<Archive>, settings: Res<Settings>, mut not_kept: ResMut<NotKept>) {
    if let Some(path) = archive.settings() {
        not_kept.0 = settings.write(path).err();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/settings.ron");
        let mut settings =
            Settings { language: Language::Spanish, scale_percent: 150, ..Settings::default() };
        settings.keys.bind(Act::Fluoroscopy, KeyCode::Numpad0);
        settings.write(&path).unwrap();
        assert_eq!(Settings::read(&path), settings);
    }

    #[test]
    fn a_spoilt_file_is_as_delivered() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.ron");
        std::fs::write(&path, "(language: Klingon").unwrap();
        assert_eq!(Settings::read(&path), Settings::default());
        std::fs::write(&path, "(scale_percent: 100000)").unwrap();
        assert_eq!(Settings::read(&path).scale(), 2.0);
    }
}
