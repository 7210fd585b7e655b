//! Tokens of the design: colours, type scale, spacing. The only file with literal colours and sizes of text.
//!
//! The palette keeps apart for the common colour-vision deficiencies, and every meaning has a shape besides.

use bevy::color::Color;
use bevy_egui::egui::{
    self, Color32, CornerRadius, FontFamily, FontId, Margin, Stroke, Style, TextStyle, Visuals, vec2,
};

/// Behind everything.
pub const GROUND: Color32 = Color32::from_rgb(11, 14, 17);
/// Panels and cards.
pub const PANEL: Color32 = Color32::from_rgb(21, 26, 31);
/// Groups in panels, buttons at rest.
pub const RAISED: Color32 = Color32::from_rgb(36, 43, 50);
/// Buttons under the pointer.
pub const HOVERED: Color32 = Color32::from_rgb(52, 62, 71);
/// What is dragged: the handle of a scroll bar; 3:1 on the ground.
pub const HANDLE: Color32 = Color32::from_rgb(96, 110, 121);
/// Lines between parts.
pub const LINE: Color32 = Color32::from_rgb(52, 61, 69);
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
/// Behind images.
pub const BLACK: Color32 = Color32::BLACK;
/// Oxygen saturation, as monitors have it.
pub const OXYGEN: Color32 = Color32::from_rgb(110, 205, 225);
/// Arterial pressure, as monitors have it.
pub const PRESSURE: Color32 = Color32::from_rgb(236, 128, 118);

/// Space inside a group, points.
pub const SPACE: f32 = 4.0;
/// Space between parts, points.
pub const GAP: f32 = 8.0;
/// Space between cards, points.
pub const WIDE: f32 = 14.0;
/// Space between sections of a page, points.
pub const SECTION: f32 = 24.0;
/// Widest column of a page, points.
pub const PAGE_WIDTH: f32 = 1120.0;
/// Widest line of running text, points: about 75 letters.
pub const LINE_WIDTH: f32 = 560.0;
/// Roundness of cards.
pub const ROUND: u8 = 5;

/// Below this size of the window, in points, the suite is one column beside the image.
pub const ROOMY: egui::Vec2 = vec2(1040.0, 600.0);

/// Size of the largest text.
const DISPLAY: f32 = 26.0;
/// Size of titles.
const TITLE: f32 = 19.0;
/// Size of the titles of cards.
const CARD_TITLE: f32 = 15.5;
/// Size of running text.
const BODY: f32 = 13.5;
/// Size of notes.
const SMALL: f32 = 11.5;

/// A colour as Bevy's.
pub fn bevy(colour: Color32) -> Color {
    Color::srgb_u8(colour.r(), colour.g(), colour.b())
}

/// Font of figures that count: vitals.
pub fn figures() -> FontId {
    FontId::new(TITLE, FontFamily::Monospace)
}

/// Font of verdicts and the name of the program.
pub fn display() -> FontId {
    FontId::proportional(DISPLAY)
}

/// Font of the titles of cards.
pub fn card_title() -> FontId {
    FontId::proportional(CARD_TITLE)
}

/// Font of notes on pictures.
pub fn on_picture() -> FontId {
    FontId::monospace(SMALL + 0.5)
}

/// Font of small labels in drawings.
pub fn label() -> FontId {
    FontId::proportional(SMALL)
}

/// A card.
pub fn card() -> egui::Frame {
    egui::Frame::new().fill(PANEL).corner_radius(ROUND).inner_margin(Margin::same(12))
}

/// Sets the look of a context. Nothing fades or slides when motion is to be reduced.
pub fn apply(ctx: &egui::Context, reduced_motion: bool) {
    ctx.set_theme(egui::Theme::Dark);
    ctx.set_fonts(fonts());
    ctx.all_styles_mut(|style| style_of(style, reduced_motion));
}

/// The fonts that come with egui; the one of fixed width has signs that the others lack.
fn fonts() -> egui::FontDefinitions {
    let mut fonts = egui::FontDefinitions::default();
    let fixed = fonts.families.get(&FontFamily::Monospace).cloned().unwrap_or_default();
    let proportional = fonts.families.entry(FontFamily::Proportional).or_default();
    for font in fixed {
        if !proportional.contains(&font) {
            proportional.push(font);
        }
    }
    fonts
}

fn style_of(style: &mut Style, reduced_motion: bool) {
    let proportional = |size| FontId::new(size, FontFamily::Proportional);
    style.text_styles = [
        (TextStyle::Heading, proportional(TITLE)),
        (TextStyle::Body, proportional(BODY)),
        (TextStyle::Button, proportional(BODY)),
        (TextStyle::Small, proportional(SMALL)),
        (TextStyle::Monospace, FontId::new(SMALL + 1.0, FontFamily::Monospace)),
    ]
    .into();
    style.spacing.item_spacing = vec2(6.0, SPACE);
    style.spacing.button_padding = vec2(9.0, 3.5);
    style.spacing.interact_size.y = 23.0;
    style.interaction.selectable_labels = false;
    style.visuals = visuals();
    style.animation_time = if reduced_motion { 0.0 } else { 0.08 };
    style.scroll_animation = egui::style::ScrollAnimation::none();
    // Seen at rest, too: whoever does not know that there is more does not look for it.
    style.spacing.scroll = egui::style::ScrollStyle { bar_width: 8.0, ..egui::style::ScrollStyle::solid() };
    style.spacing.scroll.fade = egui::style::ScrollFadeStyle { strength: 0.9, size: 26.0 };
}

fn visuals() -> Visuals {
    let mut visuals = Visuals::dark();
    visuals.panel_fill = PANEL;
    visuals.window_fill = PANEL;
    visuals.window_stroke = Stroke::new(1.0, LINE);
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
        state.corner_radius = CornerRadius::same(ROUND - 1);
        state.expansion = 0.0;
    }
    // Buttons have the weak fill; this one is that of scroll bars.
    widgets.inactive.bg_fill = HANDLE;
    widgets.active.bg_stroke = Stroke::new(2.0, ACCENT);
    visuals
}
