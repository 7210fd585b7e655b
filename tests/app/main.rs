//! The app: without a window where that proves enough, in a real one where it does not.

mod ambiguity;
mod gallery;
mod headless;
mod monitors;
mod pad;
mod panels;
mod resume;
mod screens;
mod settings;
mod sound;
mod support;
mod text;
mod window;
