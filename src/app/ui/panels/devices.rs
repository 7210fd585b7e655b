//! S4: the devices in the body, and the trolley: what each is, and why it fits or not.

use bevy_egui::egui::{RichText, Ui};

use super::live::device_line;
use super::tip::tip_ui;
use crate::app::settings::Act;
use crate::app::text::{Text, say};
use crate::app::ui::action::UiAction;
use crate::app::ui::captions::slot_name;
use crate::app::ui::theme;
use crate::app::ui::view::SuiteView;
use crate::app::ui::widgets::{ask_ui, choice_ui, fold_ui, halves_ui, heading_ui, note_ui};
use crate::model::{Device, DeviceKind, Slot};
use crate::sim::Command;

/// All slots, in the order of their keys.
const SLOTS: [(Slot, Act); 3] =
    [(Slot::Wire, Act::Wire), (Slot::Catheter, Act::Catheter), (Slot::Microcatheter, Act::Microcatheter)];

/// Draws the tab.
pub fn devices_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    halves_ui(ui, [stack_ui, trolley_ui], view, out);
}

fn stack_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let text = view.text();
    heading_ui(ui, text.get("devices-inside"));
    if let Some(sheath) = view.chart.sheath.as_ref().and_then(|id| view.case.device(id)) {
        ui.label(say!(text, "devices-sheath", name = sheath.name.as_str()));
    }
    for (slot, act) in SLOTS {
        let name = slot_name(text, slot);
        ui.horizontal_wrapped(|ui| {
            let selected = view.desk.slot == slot;
            choice_ui(
                ui,
                &format!("{} {name}", view.key(act)),
                (selected, true),
                UiAction::Select(slot),
                out,
            );
            if view.snapshot.device(slot).is_some() {
                let id = match slot {
                    Slot::Wire => "devices-remove-wire",
                    Slot::Catheter => "devices-remove-catheter",
                    Slot::Microcatheter => "devices-remove-microcatheter",
                };
                ask_ui(ui, &text.get(id), true, UiAction::Do(Command::Remove { slot }), out);
            }
        });
        if let Some(device) = view.snapshot.device(slot) {
            let known = view.case.device(&device.id).map_or(device.id.as_str(), |known| &known.name);
            note_ui(ui, known);
            ui.label(RichText::new(device_line(view, slot, device)).small());
            note_ui(ui, say!(text, "devices-turned", angle = text.number(device.rotation_deg, 0)));
        }
    }
    ui.add_space(theme::GAP);
    let keys = [Act::Push, Act::Pull, Act::TurnLeft, Act::TurnRight, Act::Fine].map(|act| view.key(act));
    let [push, pull, left, right, fine] = keys;
    note_ui(
        ui,
        say!(text, "devices-keys", push = push, pull = pull, left = left, right = right, fine = fine),
    );
}

fn trolley_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let text = view.text();
    heading_ui(ui, text.get("trolley"));
    let mut shown = 0;
    let mut unfit = Vec::new();
    for (slot, _) in SLOTS {
        for device in view.case.devices.iter().filter(|device| device.slot() == Some(slot)) {
            match misfit(view, device, slot) {
                None => {
                    shown += 1;
                    let action = UiAction::Do(Command::Load { device: device.id.clone() });
                    ui.horizontal_top(|ui| {
                        tip_ui(ui, text, device);
                        ui.vertical(|ui| {
                            let name = say!(text, "trolley-load", name = device.name.as_str());
                            ask_ui(ui, &name, true, action, out);
                            note_ui(ui, sizes(text, device));
                        });
                    });
                }
                Some(why) => unfit.push((device, why)),
            }
        }
    }
    if shown == 0 {
        note_ui(ui, text.get("trolley-none"));
    }
    if !unfit.is_empty() {
        ui.add_space(theme::GAP);
        // Out of the way of what can be done now, where anything can.
        let title = RichText::new(say!(text, "trolley-unfit", count = unfit.len())).color(theme::ACCENT);
        fold_ui(ui, ("unfit", shown == 0), title, shown == 0, |ui| {
            for (device, why) in unfit {
                ui.horizontal_top(|ui| {
                    tip_ui(ui, text, device);
                    ui.vertical(|ui| {
                        ui.label(RichText::new(&device.name).color(theme::WEAK));
                        note_ui(ui, format!("{} · ▲ {why}", sizes(text, device)));
                    });
                });
            }
        });
    }
}

/// What a device is, in figures.
fn sizes(text: &Text, device: &Device) -> String {
    let mm = |value: f64| text.number(value, 2);
    let mut parts = vec![say!(text, "size-outer", mm = mm(device.outer_mm))];
    if let Some(inner_mm) = device.inner_mm() {
        parts.push(say!(text, "size-inner", mm = mm(inner_mm)));
    }
    parts.push(say!(text, "size-length", cm = text.number(device.length_mm / 10.0, 0)));
    if device.tip_deg() > 0.0 {
        parts.push(say!(text, "size-tip", deg = text.number(device.tip_deg(), 0)));
    }
    if matches!(device.kind, DeviceKind::Catheter { side_holes: true, .. }) {
        parts.push(text.get("size-side-holes"));
    }
    parts.join(" · ")
}

/// Why a device cannot go in now, in words. The engine has the last word.
fn misfit(view: &SuiteView, device: &Device, slot: Slot) -> Option<String> {
    let text = view.text();
    if view.snapshot.device(slot).is_some() {
        return Some(say!(text, "misfit-taken", slot = slot_name(text, slot)));
    }
    let loaded = |slot| view.snapshot.device(slot).and_then(|device| view.case.device(&device.id));
    let sheath = || view.chart.sheath.as_ref().and_then(|id| view.case.device(id));
    let around = match slot {
        Slot::Catheter => sheath(),
        Slot::Microcatheter => loaded(Slot::Catheter),
        Slot::Wire => loaded(Slot::Microcatheter).or_else(|| loaded(Slot::Catheter)).or_else(sheath),
    };
    let Some(around) = around else {
        let id = if slot == Slot::Microcatheter { "misfit-no-catheter" } else { "misfit-no-sheath" };
        return Some(text.get(id));
    };
    let inner_mm = around.inner_mm()?;
    (device.outer_mm > inner_mm).then(|| {
        let (outer, inner) = (text.number(device.outer_mm, 2), text.number(inner_mm, 2));
        say!(text, "misfit-thick", outer = outer, inner = inner, around = around.name.as_str())
    })
}
