//! Panels by the names that a screen reader is told, without a window or a GPU.

use bevy_egui::egui::accesskit::Role;
use bevy_egui::egui::{Id, Key, LayerId, Ui, UiBuilder, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use embolize::app::bridge::LiveCase;
use embolize::app::settings::Settings;
use embolize::app::ui::action::{Amount, Look, UiAction};
use embolize::app::ui::desk::{Desk, Pedals, Tab};
use embolize::app::ui::focus::{Focus, Region};
use embolize::app::ui::panels::suite::suite_ui;
use embolize::app::ui::theme;
use embolize::app::ui::traces::Traces;
use embolize::app::ui::view::{Pictures, SuiteView};
use embolize::replay::Mode;
use embolize::sim::Command;
use embolize::sim::command::Flush;

use super::support::hepatic_hcc;

/// What the suite is drawn from, and what was asked for since it was last looked at.
struct Bench {
    live: LiveCase,
    desk: Desk,
    focus: Focus,
    asked: Vec<UiAction>,
    dressed: bool,
}

impl Bench {
    fn draw(&mut self, ui: &Ui) {
        let ctx = ui.ctx();
        if !self.dressed {
            theme::apply(ctx, true);
            self.dressed = true;
        }
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
        let window = UiBuilder::new().layer_id(LayerId::background()).max_rect(ctx.viewport_rect());
        let mut ui = Ui::new(ctx.clone(), Id::new("window"), window);
        suite_ui(&mut ui, &view, &mut self.focus, &mut self.asked);
    }
}

/// A suite with this tab open.
fn suite(tab: Tab) -> Harness<'static, Bench> {
    let bench = Bench {
        live: LiveCase::new(hepatic_hcc(), 1, Mode::Practice),
        desk: Desk { tab, ..Desk::default() },
        focus: Focus::default(),
        asked: Vec::new(),
        dressed: false,
    };
    let mut suite = Harness::builder()
        .with_size(vec2(1280.0, 720.0))
        .build_ui_state(|ui, bench: &mut Bench| bench.draw(ui), bench);
    suite.run_steps(2);
    suite
}

/// What a click on the widget of this name asks for.
fn click(suite: &mut Harness<Bench>, name: &str) -> Vec<UiAction> {
    suite.state_mut().asked.clear();
    suite.get_by_label(name).click();
    suite.run_steps(3);
    std::mem::take(&mut suite.state_mut().asked)
}

fn press(suite: &mut Harness<Bench>, key: Key) {
    suite.key_press(key);
    suite.run_steps(3);
}

#[test]
fn every_screen_part_says_what_the_app_is_not_for() {
    let suite = suite(Tab::Studies);
    assert!(suite.query_by_label_contains("not for patient care").is_some());
}

#[test]
fn a_study_is_opened_by_its_name() {
    let study = hepatic_hcc().studies[0].clone();
    let asked = click(&mut suite(Tab::Studies), &format!("Open {}", study.name));
    assert!(asked.contains(&UiAction::Do(Command::ReadStudy { study: study.id })), "{asked:?}");
}

#[test]
fn an_access_site_is_chosen_by_its_name() {
    let site = hepatic_hcc().access[0].clone();
    let asked = click(&mut suite(Tab::Access), &format!("○ {}", site.name));
    assert_eq!(asked, [UiAction::Do(Command::ChooseAccess { site: site.id })]);
}

#[test]
fn amounts_step_through_their_choices() {
    let asked = click(&mut suite(Tab::Inject), "Hand: more");
    assert_eq!(asked, [UiAction::Set(Amount::HandRate, 3.0)]);
    let asked = click(&mut suite(Tab::Inject), "Rise: more");
    assert!(asked.contains(&UiAction::Set(Amount::PowerRise, 0.2)), "{asked:?}");
}

#[test]
fn keys_go_to_the_image_until_a_region_is_entered() {
    let mut suite = suite(Tab::Studies);
    assert!(suite.state().focus.image_has_keys);
    press(&mut suite, Key::F6);
    assert!(!suite.state().focus.image_has_keys);
    for _ in Region::ALL {
        press(&mut suite, Key::F6);
    }
    assert!(suite.state().focus.image_has_keys, "F6 comes back to the image");
    press(&mut suite, Key::Tab);
    assert!(!suite.state().focus.image_has_keys);
    press(&mut suite, Key::Escape);
    assert!(suite.state().focus.image_has_keys, "Escape gives the keys back to the image");
}

#[test]
fn arrows_move_a_cross_on_the_reference_image() {
    let mut suite = suite(Tab::Studies);
    press(&mut suite, Key::F6);
    press(&mut suite, Key::F6);
    suite.state_mut().asked.clear();
    press(&mut suite, Key::ArrowRight);
    let asked = &suite.state().asked;
    assert!(matches!(asked[..], [UiAction::Look(Look::Aim(right, 0.0))] if right > 0.0), "{asked:?}");
}

#[test]
fn a_click_leaves_the_keys_with_the_image() {
    let mut suite = suite(Tab::Studies);
    click(&mut suite, "5 Access");
    assert!(suite.state().focus.image_has_keys);
}

/// What a press of the button of this name asks for, wherever it is scrolled to.
fn act(suite: &mut Harness<Bench>, name: &str) -> Vec<UiAction> {
    suite.state_mut().asked.clear();
    suite.get_by_role_and_label(Role::Button, name).click_accesskit();
    suite.run_steps(3);
    std::mem::take(&mut suite.state_mut().asked)
}

#[test]
fn a_standard_view_turns_the_c_arm_to_its_side() {
    let mut suite = suite(Tab::Image);
    act(&mut suite, "Standard views by territory");
    let name = "Branches of the internal iliac artery, prostate, right side: RAO 35°  CAU 10°";
    assert_eq!(act(&mut suite, name), [UiAction::Do(Command::View { lao_deg: -35.0, cranial_deg: -10.0 })]);
}

#[test]
fn the_detector_is_moved_by_its_distance() {
    let asked = act(&mut suite(Tab::Image), "○ 100 cm");
    assert_eq!(asked, [UiAction::Do(Command::Detector { source_detector_mm: 1000.0 })]);
}

#[test]
fn the_flush_is_chosen_before_it_is_pushed() {
    let asked = act(&mut suite(Tab::Inject), "○ Dextrose 5 %");
    assert_eq!(asked, [UiAction::Fluid(Flush::Dextrose)]);
}
