//! Every screen in memory: nothing is wider than its window, and everything has a name, in both languages.

use std::sync::Arc;

use bevy_egui::egui::{Context, Id, LayerId, Pos2, RawInput, Rect, Ui, UiBuilder, vec2};
use embolize::app::bridge::{Chart, LiveCase, Progress, Record};
use embolize::app::settings::{SCALES, Settings};
use embolize::app::text::Language;
use embolize::app::ui::action::UiAction;
use embolize::app::ui::desk::{Desk, Pedals, Tab};
use embolize::app::ui::focus::Focus;
use embolize::app::ui::panels::briefing::briefing_ui;
use embolize::app::ui::panels::library::{LibraryView, library_ui};
use embolize::app::ui::panels::records::{Attempt, RecordsView, records_ui};
use embolize::app::ui::panels::settings::{SettingsView, settings_ui};
use embolize::app::ui::panels::suite::suite_ui;
use embolize::app::ui::theme;
use embolize::app::ui::traces::Traces;
use embolize::app::ui::view::{Pictures, SuiteView};
use embolize::replay::Mode;

use super::support::hepatic_hcc;

/// Windows in pixels, from the smallest promised to a large one.
const WINDOWS: [(f32, f32); 3] = [(1280.0, 720.0), (1920.0, 1080.0), (3840.0, 2160.0)];

/// Draws a screen until it settles; widgets with their places.
fn widgets(size: (f32, f32), mut draw: impl FnMut(&mut Ui, &mut Vec<UiAction>)) -> Vec<(String, Rect, bool)> {
    let ctx = Context::default();
    theme::apply(&ctx, true);
    ctx.enable_accesskit();
    let screen = Rect::from_min_size(Pos2::ZERO, vec2(size.0, size.1));
    let mut found = Vec::new();
    for _ in 0..3 {
        let input = RawInput { screen_rect: Some(screen), ..RawInput::default() };
        let mut output = ctx.clone().run_ui(input, |_| {
            let builder = UiBuilder::new().layer_id(LayerId::background()).max_rect(screen);
            draw(&mut Ui::new(ctx.clone(), Id::new("window"), builder), &mut Vec::new());
        });
        output.textures_delta.clear();
        let tree = output.platform_output.accesskit_update.expect("the tree was asked for");
        found = tree
            .nodes
            .iter()
            .filter_map(|(_, node)| {
                let place = node.bounds()?;
                let corner = |x: f64, y: f64| Pos2::new(x as f32, y as f32);
                let rect = Rect::from_min_max(corner(place.x0, place.y0), corner(place.x1, place.y1));
                let name = node.label().or(node.value()).unwrap_or_default().to_owned();
                let role = format!("{:?}", node.role());
                Some((
                    name,
                    rect,
                    matches!(&*role, "Button" | "CheckBox" | "RadioButton" | "Image" | "Slider"),
                ))
            })
            .collect();
    }
    found
}

/// Nothing goes out to the right, and what can be pressed has a name.
fn hold(what: &str, size: (f32, f32), widgets: &[(String, Rect, bool)]) {
    assert!(widgets.len() > 5, "{what}: {widgets:?}");
    for (name, rect, acts) in widgets {
        assert!(rect.right() <= size.0 + 1.0, "{what} at {size:?}: {name:?} goes out to the right: {rect:?}");
        assert!(!acts || !name.is_empty(), "{what} at {size:?}: a widget without a name at {rect:?}");
    }
}

/// Every window at every scale that is promised, in points.
fn sizes() -> Vec<(f32, f32)> {
    let scales = [SCALES[0], 100, SCALES[SCALES.len() - 1]];
    let each = |(width, height): (f32, f32)| {
        scales.map(|scale| (width * 100.0 / scale as f32, height * 100.0 / scale as f32))
    };
    WINDOWS.into_iter().flat_map(each).collect()
}

fn record() -> Record {
    Record {
        case: "hepatic_hcc".into(),
        mode: Mode::Assess,
        seed: 1,
        ended_s: 1_700_000_000,
        passed: true,
        score: 81.5,
        phases: vec![("S1".into(), 0.8), ("S2".into(), 1.0)],
        critical: 0,
        errors: 2,
        seconds: 1830.0,
    }
}

#[test]
fn pages_fit_and_are_named() {
    let (case, record) = (hepatic_hcc(), record());
    let cases = vec![Arc::clone(&case), Arc::clone(&case), case];
    let progress =
        vec![Progress::of([&record, &record].into_iter()), Progress::default(), Progress::default()];
    for language in Language::ALL {
        let (text, settings) = (language.text(), Settings { language, ..Settings::default() });
        for size in sizes() {
            let library = LibraryView {
                text,
                cases: &cases,
                progress: &progress,
                pictures: &[],
                unfinished: &[
                    "an attempt with a long name that breaks into several lines where it must".into()
                ],
                tutorial_done: false,
                notice: Some("something went wrong"),
            };
            hold("library", size, &widgets(size, |ui, out| library_ui(ui, &library, out)));
            hold(
                "briefing",
                size,
                &widgets(size, |ui, out| briefing_ui(ui, text, &cases[0], (Mode::Practice, Some(7)), out)),
            );
            let view = SettingsView { settings: &settings, listening: None, not_kept: None };
            hold("settings", size, &widgets(size, |ui, out| settings_ui(ui, &view, out)));
            let attempts =
                [Attempt { title: Some("a case".into()), file: "f".into(), record: Some(&record) }];
            let titled = [("a case".to_owned(), progress[0].clone())];
            let records = RecordsView {
                text,
                attempts: &attempts,
                progress: &titled,
                notice: None,
                exported: None,
                exporting: false,
            };
            hold("records", size, &widgets(size, |ui, out| records_ui(ui, &records, out)));
        }
    }
}

#[test]
fn the_suite_fits_and_is_named_on_every_tab() {
    let live = LiveCase::new(hepatic_hcc(), 1, Mode::Learn);
    let guide = embolize::app::bridge::Guide::of(&live);
    for language in Language::ALL {
        let settings = Settings { language, ..Settings::default() };
        for size in sizes() {
            for tab in Tab::ALL {
                let view = SuiteView {
                    case: live.case(),
                    snapshot: live.snapshot(),
                    chart: &Chart::default(),
                    events: live.events(),
                    desk: &Desk { tab, ..Desk::default() },
                    settings: &settings,
                    guide: Some(&guide),
                    tutorial: None,
                    traces: &Traces::default(),
                    pedals: Pedals::default(),
                    pictures: &Pictures::default(),
                    mode: Mode::Learn,
                    paused: false,
                    restoring: None,
                    saving_error: None,
                };
                let mut focus = Focus::default();
                let what = format!("suite, {tab:?}, {language:?}");
                hold(&what, size, &widgets(size, |ui, out| suite_ui(ui, &view, &mut focus, out)));
            }
        }
    }
}
