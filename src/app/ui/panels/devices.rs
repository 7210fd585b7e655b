//! S4: the devices in the body, and the trolley with what fits now.

use bevy_egui::egui::{RichText, Ui};

use super::live::device_line;
use crate::app::ui::action::UiAction;
use crate::app::ui::captions::slot_name;
use crate::app::ui::theme;
use crate::app::ui::view::SuiteView;
use crate::app::ui::widgets::{ask_ui, halves_ui, heading_ui, note_ui};
use crate::model::{Device, Slot};
use crate::sim::Command;

/// All slots, in the order of their keys.
const SLOTS: [Slot; 3] = [Slot::Wire, Slot::Catheter, Slot::Microcatheter];

/// Draws the tab.
pub fn devices_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    halves_ui(ui, [stack_ui, trolley_ui], view, out);
}

fn stack_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    heading_ui(ui, "In the patient");
    if let Some(sheath) = view.chart.sheath.as_ref().and_then(|id| view.case.device(id)) {
        ui.label(format!("Sheath: {}", sheath.name));
    }
    for (key, slot) in (1..).zip(SLOTS) {
        let selected = view.desk.slot == slot;
        let mark = if selected { "●" } else { "○" };
        ui.horizontal(|ui| {
            let text = format!("{mark} {key} {}", slot_name(slot));
            ask_ui(ui, &text, true, UiAction::Select(slot), out);
            if view.snapshot.device(slot).is_some() {
                let text = format!("Remove the {}", slot_name(slot).to_lowercase());
                ask_ui(ui, &text, true, UiAction::Do(Command::Remove { slot }), out);
            }
        });
        if let Some(device) = view.snapshot.device(slot) {
            let name = view.case.device(&device.id).map_or(device.id.as_str(), |known| &known.name);
            note_ui(ui, name);
            ui.label(RichText::new(device_line(view, slot, device)).small());
            note_ui(ui, format!("Turned {:.0}°", device.rotation_deg));
        }
    }
    ui.add_space(theme::GAP);
    note_ui(ui, "W S push and pull, A D turn, Shift fine, 1 2 3 select");
}

fn trolley_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    heading_ui(ui, "Trolley: what fits now");
    let mut shown = 0;
    for slot in SLOTS {
        if view.snapshot.device(slot).is_some() {
            continue;
        }
        for device in view.case.devices.iter().filter(|device| device.slot() == Some(slot)) {
            if !fits(view, device, slot) {
                continue;
            }
            shown += 1;
            let action = UiAction::Do(Command::Load { device: device.id.clone() });
            ask_ui(ui, &format!("Load {}", device.name), true, action, out);
        }
    }
    if shown == 0 {
        note_ui(ui, "Nothing fits: a sheath has to be in, and the place for the device free.");
    }
}

/// Whether the device is thin enough for what it has to go through. The engine has the last word.
fn fits(view: &SuiteView, device: &Device, slot: Slot) -> bool {
    let loaded = |slot| view.snapshot.device(slot).and_then(|device| view.case.device(&device.id));
    let sheath = || view.chart.sheath.as_ref().and_then(|id| view.case.device(id));
    let around = match slot {
        Slot::Catheter => sheath(),
        Slot::Microcatheter => loaded(Slot::Catheter),
        Slot::Wire => loaded(Slot::Microcatheter).or_else(|| loaded(Slot::Catheter)).or_else(sheath),
    };
    around.and_then(Device::inner_mm).is_some_and(|inner_mm| device.outer_mm <= inner_mm)
}
