//! Panels, found by name as a screen reader would find them.

use std::collections::BTreeMap;

use bevy_egui::egui::{Context, Event, Key, Modifiers, PointerButton, Pos2, RawInput, Rect, pos2, vec2};
use embolize::app::bridge::LiveCase;
use embolize::app::settings::Settings;
use embolize::app::ui::action::{Amount, UiAction};
use embolize::app::ui::desk::{Desk, Pedals, Tab};
use embolize::app::ui::focus::Focus;
use embolize::app::ui::panels::suite::suite_ui;
use embolize::app::ui::theme;
use embolize::app::ui::traces::Traces;
use embolize::app::ui::view::{Pictures, SuiteView};
use embolize::replay::Mode;
use embolize::sim::Command;

use super::support::hepatic_hcc;

/// A suite without a window: egui in memory, widgets found by the names that a screen reader is told.
struct Bench {
    ctx: Context,
    live: LiveCase,
    desk: Desk,
    focus: Focus,
    names: BTreeMap<String, Rect>,
}

impl Bench {
    fn new(tab: Tab) -> Self {
        let ctx = Context::default();
        theme::apply(&ctx, true);
        ctx.enable_accesskit();
        let mut bench = Self {
            ctx,
            live: LiveCase::new(hepatic_hcc(), 1, Mode::Practice),
            desk: Desk { tab, ..Desk::default() },
            focus: Focus::default(),
            names: BTreeMap::new(),
        };
        bench.pass(Vec::new());
        bench.pass(Vec::new());
        bench
    }

    /// One frame with these events; what was asked for in it.
    fn pass(&mut self, events: Vec<Event>) -> Vec<UiAction> {
        let screen = Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 720.0));
        let input = RawInput { screen_rect: Some(screen), events, ..RawInput::default() };
        let mut asked = Vec::new();
        let mut output = self.ctx.clone().run_ui(input, |ui| {
            asked.clear();
            let view = SuiteView {
                case: self.live.case(),
                snapshot: self.live.snapshot(),
                chart: self.live.chart(),
                events: self.live.events(),
                desk: &self.desk,
                settings: &Settings::default(),
                guide: None,
                tutorial: None,
                traces: &Traces::default(),
                pedals: Pedals::default(),
                pictures: &Pictures::default(),
                mode: self.live.recorder().mode(),
                paused: false,
                restoring: None,
                saving_error: None,
            };
            suite_ui(ui, &view, &mut self.focus, &mut asked);
        });
        // Nothing is painted here.
        output.textures_delta.clear();
        let tree = output.platform_output.accesskit_update.expect("the tree was asked for");
        self.names = tree
            .nodes
            .iter()
            .filter_map(|(_, node)| {
                let name = node.label().or(node.value())?.to_owned();
                let place = node.bounds()?;
                let corner = |x: f64, y: f64| pos2(x as f32, y as f32);
                Some((name, Rect::from_min_max(corner(place.x0, place.y0), corner(place.x1, place.y1))))
            })
            .collect();
        asked
    }

    fn click(&mut self, name: &str) -> Vec<UiAction> {
        let place = self.names.get(name).unwrap_or_else(|| panic!("no {name:?} in {:#?}", self.names));
        let pos = place.center();
        let button = |pressed| {
            let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
            Event::PointerButton { pos, button, pressed, modifiers }
        };
        self.pass(vec![Event::PointerMoved(pos)]);
        let mut asked = self.pass(vec![button(true)]);
        asked.extend(self.pass(vec![button(false)]));
        asked
    }

    fn press(&mut self, key: Key) {
        for pressed in [true, false] {
            let (physical_key, repeat, modifiers) = (None, false, Modifiers::NONE);
            self.pass(vec![Event::Key { key, physical_key, pressed, repeat, modifiers }]);
        }
        self.pass(Vec::new());
    }
}

#[test]
fn every_screen_part_says_what_the_app_is_not_for() {
    let bench = Bench::new(Tab::Studies);
    assert!(bench.names.keys().any(|name| name.contains("not for patient care")));
}

#[test]
fn a_study_is_opened_by_its_name() {
    let mut bench = Bench::new(Tab::Studies);
    let study = hepatic_hcc().studies[0].clone();
    let asked = bench.click(&format!("Open {}", study.name));
    assert!(asked.contains(&UiAction::Do(Command::ReadStudy { study: study.id })), "{asked:?}");
}

#[test]
fn an_access_site_is_chosen_by_its_name() {
    let mut bench = Bench::new(Tab::Access);
    let site = hepatic_hcc().access[0].clone();
    let asked = bench.click(&format!("○ {}", site.name));
    assert_eq!(asked, [UiAction::Do(Command::ChooseAccess { site: site.id })]);
}

#[test]
fn amounts_step_through_their_choices() {
    let mut bench = Bench::new(Tab::Inject);
    assert_eq!(bench.click("Hand: more"), [UiAction::Set(Amount::HandRate, 3.0)]);
}

#[test]
fn keys_go_to_the_image_until_a_region_is_entered() {
    let mut bench = Bench::new(Tab::Studies);
    assert!(bench.focus.image_has_keys);
    bench.press(Key::F6);
    assert!(!bench.focus.image_has_keys);
    for _ in 0..3 {
        bench.press(Key::F6);
    }
    assert!(bench.focus.image_has_keys, "F6 comes back to the image");
    bench.press(Key::Tab);
    assert!(!bench.focus.image_has_keys);
    bench.press(Key::Escape);
    assert!(bench.focus.image_has_keys, "Escape gives the keys back to the image");
}

#[test]
fn a_click_leaves_the_keys_with_the_image() {
    let mut bench = Bench::new(Tab::Studies);
    bench.click("5 Access");
    assert!(bench.focus.image_has_keys);
}
