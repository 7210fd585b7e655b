//! S5 and S6: contrast and embolic agents.

use bevy_egui::egui::{ProgressBar, Ui};

use crate::app::ui::action::{Amount, UiAction};
use crate::app::ui::desk::Pedal;
use crate::app::ui::theme;
use crate::app::ui::view::SuiteView;
use crate::app::ui::widgets::{amount_ui, ask_ui, halves_ui, heading_ui, note_ui, pedal_ui};
use crate::model::Slot;
use crate::replay::Mode;
use crate::sim::Command;
use crate::sim::command::Flush;

/// Draws the tab.
pub fn inject_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    halves_ui(ui, [contrast_ui, agents_ui], view, out);
}

fn contrast_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    heading_ui(ui, "Contrast by hand");
    amount_ui(ui, "Hand", "mL/s", Amount::HandRate, view.desk, out);
    pedal_ui(ui, "Hold: contrast (C)", true, Pedal::Contrast, out);
    ui.add_space(theme::GAP);
    heading_ui(ui, "Power injector");
    amount_ui(ui, "Rate", "mL/s", Amount::PowerRate, view.desk, out);
    amount_ui(ui, "Volume", "mL", Amount::PowerVolume, view.desk, out);
    let (rate_ml_s, volume_ml) = (view.desk.power_ml_s, view.desk.power_ml);
    let action = UiAction::Do(Command::PowerContrast { rate_ml_s, volume_ml });
    ask_ui(ui, "Inject with the power injector (P)", true, action, out);
    note_ui(ui, "Press it while the run pedal is down.");
}

fn agents_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let injection = &view.snapshot.injection;
    heading_ui(ui, "Embolic agent");
    if view.mode == Mode::Learn {
        flow_ui(ui, view);
    }
    if injection.implant_hangs {
        hanging_ui(ui, out);
    }
    if let Some(agent) = injection.agent.as_ref().and_then(|id| view.case.agent(id)) {
        if agent.mechanism.implant().is_some() {
            implant_ui(ui, &agent.name, out);
            return prepare_ui(ui, view, out);
        }
        ui.label(format!("In the syringe: {}", agent.name));
        let share = (injection.syringe_ml / agent.syringe_ml.max(f64::MIN_POSITIVE)) as f32;
        let text = format!("{:.2} of {:.1} mL", injection.syringe_ml, agent.syringe_ml);
        ui.add(ProgressBar::new(share).text(text).fill(theme::CHOSEN));
        amount_ui(ui, "Agent", "mL/s", Amount::AgentRate, view.desk, out);
        pedal_ui(ui, "Hold: inject the agent (V)", injection.syringe_ml > 0.0, Pedal::Agent, out);
        ui.add_space(theme::GAP);
    }
    flush_ui(ui, view, out);
    prepare_ui(ui, view, out);
}

fn prepare_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    for agent in &view.case.agents {
        let action = UiAction::Do(Command::PrepareAgent { agent: agent.id.clone() });
        ask_ui(ui, &format!("Prepare {}", agent.name), true, action, out);
    }
}

/// What is left in the catheter comes out before anything else: it is flushed out at the rate of the agent.
fn flush_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let flushes = view.snapshot.injection.flush_ml_s > 0.0;
    let rate_ml_s = if flushes { 0.0 } else { view.desk.agent_ml_s };
    let action = UiAction::Do(Command::Flush { fluid: Flush::Saline, rate_ml_s });
    let text = if flushes { "Stop the flush" } else { "Flush with saline at the agent's rate" };
    ask_ui(ui, text, true, action, out);
    ui.add_space(theme::GAP);
}

fn implant_ui(ui: &mut Ui, name: &str, out: &mut Vec<UiAction>) {
    ui.label(format!("In the catheter: {name}"));
    ask_ui(ui, "Push it out", true, UiAction::Do(Command::Deploy), out);
    ui.add_space(theme::GAP);
}

/// A coil or plug that still hangs on its wire.
fn hanging_ui(ui: &mut Ui, out: &mut Vec<UiAction>) {
    ask_ui(ui, "Pull it back", true, UiAction::Do(Command::Retrieve), out);
    ask_ui(ui, "Detach it", true, UiAction::Do(Command::Detach), out);
    ui.add_space(theme::GAP);
}

/// What an injection competes with. Nobody reads it off a monitor in a suite: it is there to learn with.
fn flow_ui(ui: &mut Ui, view: &SuiteView) {
    let inner = view.snapshot.device(Slot::Microcatheter).or(view.snapshot.device(Slot::Catheter));
    let resting = inner
        .and_then(|device| view.snapshot.segments.get(device.segment?.ix()))
        .map(|segment| segment.resting_ml_min)
        .filter(|resting| *resting > 0.0);
    if let Some(resting) = resting {
        let now = view.snapshot.injection.flow_at_tip_ml_min;
        ui.label(format!("Flow past the tip {now:.1} mL/min, at rest {resting:.1}"));
    }
}
