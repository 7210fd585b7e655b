//! The C-arm, the table, the field, and how pedals work.

use bevy_egui::egui::Ui;

use super::gantry::gantry_picture_ui;
use super::live::{angles, angles_of};
use crate::app::settings::Act;
use crate::app::text::say;
use crate::app::ui::action::{Change, Look, UiAction};
use crate::app::ui::desk::Pedal;
use crate::app::ui::theme;
use crate::app::ui::view::SuiteView;
use crate::app::ui::widgets::{
    ask_ui, choice_ui, fold_ui, halves_ui, heading_ui, note_ui, pedal_ui, toggle_ui,
};
use crate::imaging::views::{Side, Toward, VIEWS};
use crate::imaging::{dsa, fluoro, gantry};
use crate::model::Slot;
use crate::sim::dose::{DoseMode, FRAME_RATES, PULSE_RATES};
use crate::sim::{Command, Snapshot};

/// Named positions: LAO and cranial angle, degrees.
pub const PRESETS: [(&str, f64, f64); 6] = [
    ("AP", 0.0, 0.0),
    ("RAO 25", -25.0, 0.0),
    ("LAO 25", 25.0, 0.0),
    ("RAO 20 CAU 15", -20.0, -15.0),
    ("CRA 20", 0.0, 20.0),
    ("LAO 90", 90.0, 0.0),
];

/// Field widths at the detector, mm.
pub const FIELDS: [f64; 5] = [480.0, 420.0, 320.0, 220.0, 160.0];

/// Distances of the detector from the source, mm.
pub const DETECTORS: [f64; 4] = [900.0, 1000.0, 1100.0, 1200.0];

/// How far a press of a table button moves, mm.
pub const TABLE_STEP_MM: f64 = 20.0;

/// Draws the tab.
pub fn image_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    halves_ui(ui, [pedals_ui, gantry_ui], view, out);
}

fn pedals_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let text = view.text();
    heading_ui(ui, text.get("pedals"));
    ui.horizontal_wrapped(|ui| {
        for (id, pedal, act) in
            [("pedal-fluoroscopy", Pedal::Fluoroscopy, Act::Fluoroscopy), ("pedal-run", Pedal::Run, Act::Run)]
        {
            let name = say!(text, id, key = view.key(act));
            pedal_ui(ui, &name, (true, view.pedals.is_down(pedal)), pedal, out);
        }
    });
    let latching = view.settings.latching;
    let latch = UiAction::Change(Change::Latching(!latching));
    toggle_ui(ui, &text.get("pedals"), &text.get("pedals-latching"), latching, latch, out);
    let roadmap = say!(text, "image-roadmap", key = view.key(Act::Roadmap));
    let toggle = UiAction::Look(Look::ToggleRoadmap);
    toggle_ui(ui, &text.get("tab-image"), &roadmap, view.pictures.roadmap, toggle, out);
    ui.add_space(theme::GAP);
    heading_ui(ui, text.get("image-field"));
    ui.horizontal_wrapped(|ui| {
        for width_mm in FIELDS {
            let on = view.snapshot.imaging.field_mm == width_mm;
            choice_ui(
                ui,
                &format!("{width_mm:.0} mm"),
                (on, true),
                UiAction::Do(Command::Field { width_mm }),
                out,
            );
        }
    });
    beam_ui(ui, view, out);
}

/// Rates, dose, breath and shutters: what the picture costs.
fn beam_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let (imaging, text) = (&view.snapshot.imaging, view.text());
    let chosen = |now: f64, usual: f64| if now > 0.0 { now } else { usual };
    let pulses = chosen(imaging.pulses_per_s, fluoro::PULSES_PER_SECOND);
    let frames = chosen(imaging.frames_per_s, dsa::FRAMES_PER_SECOND);
    ui.add_space(theme::GAP);
    heading_ui(ui, text.get("image-pulses"));
    ui.horizontal_wrapped(|ui| {
        for per_s in PULSE_RATES {
            let action = UiAction::Do(Command::PulseRate { per_s });
            choice_ui(
                ui,
                &say!(text, "image-pulse-rate", rate = text.plain(per_s)),
                (pulses == per_s, true),
                action,
                out,
            );
        }
    });
    ui.horizontal_wrapped(|ui| {
        for (id, mode) in
            [("dose-low", DoseMode::Low), ("dose-normal", DoseMode::Normal), ("dose-high", DoseMode::High)]
        {
            let action = UiAction::Do(Command::Dose { mode });
            choice_ui(ui, &text.get(id), (imaging.dose == mode, true), action, out);
        }
    });
    heading_ui(ui, text.get("image-frames"));
    ui.horizontal_wrapped(|ui| {
        for per_s in FRAME_RATES {
            let action = UiAction::Do(Command::FrameRate { per_s });
            choice_ui(
                ui,
                &say!(text, "image-frame-rate", rate = text.plain(per_s)),
                (frames == per_s, true),
                action,
                out,
            );
        }
    });
    let hold = UiAction::Do(Command::BreathHold { on: !imaging.breath_hold });
    toggle_ui(ui, &text.get("tab-image"), &text.get("image-breath"), imaging.breath_hold, hold, out);
    heading_ui(ui, text.get("image-shutters"));
    ui.horizontal_wrapped(|ui| {
        for share in [1.0, 0.75, 0.5, 0.35] {
            let (width_mm, height_mm) = (imaging.field_mm * share, imaging.field_mm * share);
            let open = chosen(imaging.shutters_mm.0, imaging.field_mm);
            let action = UiAction::Do(Command::Collimate { width_mm, height_mm });
            let name = say!(text, "image-open", percent = text.number(share * 100.0, 0));
            choice_ui(ui, &name, ((open - width_mm).abs() < 0.5, true), action, out);
        }
    });
}

fn gantry_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let (imaging, text) = (&view.snapshot.imaging, view.text());
    heading_ui(ui, text.get("image-c-arm"));
    ui.horizontal_wrapped(|ui| {
        gantry_picture_ui(ui, view);
        ui.label(angles(imaging));
    });
    ui.horizontal_wrapped(|ui| {
        for (name, lao_deg, cranial_deg) in PRESETS {
            ask_ui(ui, name, true, UiAction::Do(Command::View { lao_deg, cranial_deg }), out);
        }
    });
    let keys =
        [Act::ViewRao, Act::ViewLao, Act::ViewCranial, Act::ViewCaudal].map(|act| view.key(act)).join(" ");
    note_ui(ui, say!(text, "image-turn-keys", keys = keys, fine = view.key(Act::Fine)));
    table_ui(ui, view, out);
    views_ui(ui, view, out);
    detector_ui(ui, view, out);
}

fn table_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let (imaging, text) = (&view.snapshot.imaging, view.text());
    heading_ui(ui, text.get("image-table"));
    let (x, y, z) = imaging.centre_mm.into();
    ui.horizontal_wrapped(|ui| {
        for (id, dx, dz) in [
            ("table-higher", 0.0, TABLE_STEP_MM),
            ("table-lower", 0.0, -TABLE_STEP_MM),
            ("table-right", TABLE_STEP_MM, 0.0),
            ("table-left", -TABLE_STEP_MM, 0.0),
        ] {
            // Coordinates are RAS: x grows to the patient's right, z towards the head.
            let action = UiAction::Do(Command::Table { centre_mm: (x + dx, y, z + dz) });
            ask_ui(ui, &text.get(id), true, action, out);
        }
        let tip = tip_of(view.snapshot);
        let centre_mm = tip.unwrap_or_default();
        let action = UiAction::Do(Command::Table { centre_mm });
        let name = say!(text, "table-tip", key = view.key(Act::TableToTip));
        ask_ui(ui, &name, tip.is_some(), action, out);
    });
    ui.add_space(theme::GAP);
}

/// Standard views by territory; where the side counts, one for each.
fn views_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let text = view.text();
    fold_ui(ui, "views", text.get("image-views"), false, |ui| {
        for standard in VIEWS {
            let sides: &[(Side, &str)] = match standard.toward {
                Toward::Fixed => &[(Side::Right, "")],
                _ => &[(Side::Right, "side-right"), (Side::Left, "side-left")],
            };
            for (side, side_id) in sides {
                let (lao_deg, cranial_deg) = standard.angles(*side);
                let mut name = text.get(view_id(standard.id));
                if !side_id.is_empty() {
                    name = say!(text, *side_id, name = name);
                }
                let name = format!("{name}: {}", angles_of(lao_deg, cranial_deg));
                ask_ui(ui, &name, true, UiAction::Do(Command::View { lao_deg, cranial_deg }), out);
            }
        }
    });
}

/// Id of the name of a standard view.
fn view_id(view: &str) -> &'static str {
    match view {
        "frontal" => "view-frontal",
        "aortic_arch" => "view-aortic-arch",
        "celiac_origin" => "view-celiac-origin",
        "liver_left" => "view-liver-left",
        "liver_right" => "view-liver-right",
        "renal" => "view-renal",
        "iliac_bifurcation" => "view-iliac-bifurcation",
        "femoral_bifurcation" => "view-femoral-bifurcation",
        "prostatic" => "view-prostatic",
        "uterine_origin" => "view-uterine-origin",
        "bronchial" => "view-bronchial",
        "meningeal_lateral" => "view-meningeal-lateral",
        "meningeal_towne" => "view-meningeal-towne",
        "splenic" => "view-splenic",
        "genicular" => "view-genicular",
        _ => "view-other",
    }
}

/// Near the patient the detector sees more of the body and asks for less dose. What is too near is refused.
fn detector_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let (text, imaging) = (view.text(), &view.snapshot.imaging);
    let chosen = imaging.source_detector_mm;
    let now = if chosen > 0.0 { chosen } else { gantry::SOURCE_DETECTOR_MM };
    ui.add_space(theme::GAP);
    heading_ui(ui, text.get("image-detector"));
    ui.horizontal_wrapped(|ui| {
        for source_detector_mm in DETECTORS {
            let name = format!("{} cm", text.number(source_detector_mm / 10.0, 0));
            let action = UiAction::Do(Command::Detector { source_detector_mm });
            choice_ui(ui, &name, ((now - source_detector_mm).abs() < 0.5, true), action, out);
        }
    });
}

/// Tip of the device that reaches farthest, RAS mm.
pub fn tip_of(snapshot: &Snapshot) -> Option<(f64, f64, f64)> {
    [Slot::Wire, Slot::Microcatheter, Slot::Catheter]
        .into_iter()
        .filter_map(|slot| snapshot.device(slot))
        .max_by(|a, b| a.depth_mm.total_cmp(&b.depth_mm))
        .and_then(|device| device.polyline_mm.last())
        .map(|tip| (tip.x, tip.y, tip.z))
}
