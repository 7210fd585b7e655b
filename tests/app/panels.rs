//! Panels, found by name as a screen reader would find them.

use bevy_egui::egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use embolize::app::bridge::LiveCase;
use embolize::app::ui::action::{Amount, UiAction};
use embolize::app::ui::desk::{Desk, Pedals, Tab};
use embolize::app::ui::focus::Focus;
use embolize::app::ui::panels::suite::suite_ui;
use embolize::app::ui::theme;
use embolize::app::ui::view::{Pictures, SuiteView};
use embolize::replay::Mode;
use embolize::sim::Command;

use super::support::hepatic_hcc;

struct Bench {
    live: LiveCase,
    desk: Desk,
    focus: Focus,
    asked: Vec<UiAction>,
}

fn harness(tab: Tab) -> Harness<'static, Bench> {
    let desk = Desk { tab, ..Desk::default() };
    let live = LiveCase::new(hepatic_hcc(), 1, Mode::Practice);
    let bench = Bench { live, desk, focus: Focus::default(), asked: Vec::new() };
    let mut harness = Harness::builder().with_size([1280.0, 720.0]).build_ui_state(
        |ui, bench: &mut Bench| {
            theme::apply(ui.ctx());
            let view = SuiteView {
                case: bench.live.case(),
                snapshot: bench.live.snapshot(),
                chart: bench.live.chart(),
                events: bench.live.events(),
                desk: &bench.desk,
                pedals: Pedals::default(),
                pictures: &Pictures::default(),
                mode: Mode::Practice,
                paused: false,
                restoring: None,
                saving_error: None,
            };
            suite_ui(ui, &view, &mut bench.focus, &mut bench.asked);
        },
        bench,
    );
    harness.run();
    harness.state_mut().asked.clear();
    harness
}

fn click(harness: &mut Harness<'static, Bench>, name: &str) -> Vec<UiAction> {
    harness.get_by_label(name).click();
    harness.run();
    std::mem::take(&mut harness.state_mut().asked)
}

#[test]
fn every_screen_part_says_what_the_app_is_not_for() {
    let harness = harness(Tab::Studies);
    assert!(harness.query_by_label_contains("not for patient care").is_some());
}

#[test]
fn a_study_is_opened_by_its_name() {
    let mut harness = harness(Tab::Studies);
    let study = hepatic_hcc().studies[0].clone();
    let asked = click(&mut harness, &format!("Open {}", study.name));
    assert!(asked.contains(&UiAction::Do(Command::ReadStudy { study: study.id })), "{asked:?}");
}

#[test]
fn an_access_site_is_chosen_by_its_name() {
    let mut harness = harness(Tab::Access);
    let site = hepatic_hcc().access[0].clone();
    let asked = click(&mut harness, &format!("○ {}", site.name));
    assert_eq!(asked, [UiAction::Do(Command::ChooseAccess { site: site.id })]);
}

#[test]
fn amounts_step_through_their_choices() {
    let mut harness = harness(Tab::Inject);
    let asked = click(&mut harness, "Hand: more");
    assert_eq!(asked, [UiAction::Set(Amount::HandRate, 3.0)]);
}

#[test]
fn keys_go_to_the_image_until_a_region_is_entered() {
    let mut harness = harness(Tab::Studies);
    assert!(harness.state().focus.image_has_keys);
    harness.key_press(Key::F6);
    harness.run();
    assert!(!harness.state().focus.image_has_keys);
    for _ in 0..3 {
        harness.key_press(Key::F6);
        harness.run();
    }
    assert!(harness.state().focus.image_has_keys, "F6 comes back to the image");
    harness.key_press(Key::Tab);
    harness.run();
    assert!(!harness.state().focus.image_has_keys);
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.state().focus.image_has_keys, "Escape gives the keys back to the image");
}

#[test]
fn a_click_leaves_the_keys_with_the_image() {
    let mut harness = harness(Tab::Studies);
    click(&mut harness, "5 Access");
    assert!(harness.state().focus.image_has_keys);
}
