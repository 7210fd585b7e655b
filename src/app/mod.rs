//! The window: the only folder that may name bevy or egui.
