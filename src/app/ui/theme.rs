//! Colours, sizes and text styles. The only file with literal colours.
//!
//! The palette keeps apart for the common colour-vision deficiencies, and every meaning has a shape besides.

use bevy::color::Color;
use bevy_egui::egui::{
    self, Color32, CornerRadius, FontFamily, FontId, Stroke, Style, TextStyle, Visuals, vec2,
};

/// Behind everything.
pub const GROUND: Color32 = Color32::from_rgb(14, 17, 20);
/// Panels.
pub const PANEL: Color32 = Color32::from_rgb(24, 29, 34);
/// Groups in panels, buttons at rest.
pub const RAISED: Color32 = Color32::from_rgb(38, 45, 52);
/// Buttons under the pointer.
pub const HOVERED: Color32 = Color32::from_rgb(54, 64, 73);
/// Lines between parts.
pub const LINE: Color32 = Color32::from_rgb(58, 68, 77);
/// Text.
pub const TEXT: Color32 = Color32::from_rgb(222, 228, 232);
/// Text of lesser weight; 4.5:1 on the panel.
pub const WEAK: Color32 = Color32::from_rgb(150, 163, 172);
/// What is chosen or has the focus.
pub const ACCENT: Color32 = Color32::from_rgb(86, 180, 233);
/// The ground of what is chosen.
pub const CHOSEN: Color32 = Color32::from_rgb(22, 78, 112);
/// Well.
pub const GOOD: Color32 = Color32::from_rgb(86, 196, 150);
/// Look here.
pub const WARN: Color32 = Color32::from_rgb(240, 185, 66);
/// Act now.
pub const ALARM: Color32 = Color32::from_rgb(240, 106, 88);
/// Around images.
pub const BLACK: Color32 = Color32::BLACK;

/// Space between parts, points.
pub const GAP: f32 = 6.0;
/// Height of the caption log, points.
pub const LOG_HEIGHT: f32 = 88.0;
/// Side of the reference image, points.
pub const REFERENCE_SIDE: f32 = 288.0;

/// The ground as Bevy's colour.
pub fn clear_colour() -> Color {
    Color::srgb_u8(GROUND.r(), GROUND.g(), GROUND.b())
}

/// Font of figures that count: vitals.
pub fn figures() -> FontId {
    FontId::new(19.0, FontFamily::Monospace)
}

/// Sets the look of a context.
pub fn apply(ctx: &egui::Context) {
    ctx.set_theme(egui::Theme::Dark);
    ctx.all_styles_mut(style);
}

fn style(style: &mut Style) {
    let proportional = |size| FontId::new(size, FontFamily::Proportional);
    style.text_styles = [
        (TextStyle::Heading, proportional(20.0)),
        (TextStyle::Body, proportional(13.5)),
        (TextStyle::Button, proportional(13.5)),
        (TextStyle::Small, proportional(11.5)),
        (TextStyle::Monospace, FontId::new(12.5, FontFamily::Monospace)),
    ]
    .into();
    style.spacing.item_spacing = vec2(6.0, 4.0);
    style.spacing.button_padding = vec2(8.0, 3.0);
    style.spacing.interact_size.y = 22.0;
    style.interaction.selectable_labels = false;
    style.visuals = visuals();
    // Motion carries no meaning here, and not everybody stands it.
    style.animation_time = 0.0;
}

fn visuals() -> Visuals {
    let mut visuals = Visuals::dark();
    visuals.panel_fill = PANEL;
    visuals.window_fill = PANEL;
    visuals.extreme_bg_color = GROUND;
    visuals.override_text_color = Some(TEXT);
    visuals.weak_text_color = Some(WEAK);
    visuals.selection.bg_fill = CHOSEN;
    visuals.selection.stroke = Stroke::new(1.5, ACCENT);
    let widgets = &mut visuals.widgets;
    widgets.noninteractive.bg_stroke = Stroke::new(1.0, LINE);
    widgets.noninteractive.fg_stroke = Stroke::new(1.0, TEXT);
    for (state, fill) in [
        (&mut widgets.inactive, RAISED),
        (&mut widgets.hovered, HOVERED),
        (&mut widgets.active, CHOSEN),
        (&mut widgets.open, RAISED),
    ] {
        state.bg_fill = fill;
        state.weak_bg_fill = fill;
        state.fg_stroke = Stroke::new(1.0, TEXT);
        state.corner_radius = CornerRadius::same(3);
        state.expansion = 0.0;
    }
    widgets.active.bg_stroke = Stroke::new(2.0, ACCENT);
    visuals
}
