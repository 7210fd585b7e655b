//! S5 and S6: contrast and embolic agents.

use bevy_egui::egui::{ProgressBar, RichText, Ui};

use crate::app::settings::Act;
use crate::app::text::{Text, say};
use crate::app::ui::action::{Amount, UiAction};
use crate::app::ui::desk::Pedal;
use crate::app::ui::theme;
use crate::app::ui::view::SuiteView;
use crate::app::ui::widgets::{
    amount_ui, amounts_ui, ask_ui, choice_ui, halves_ui, heading_ui, note_ui, pedal_ui,
};
use crate::model::{Agent, Slot};
use crate::replay::Mode;
use crate::sim::Command;
use crate::sim::command::Flush;

/// Draws the tab.
pub fn inject_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    halves_ui(ui, [contrast_ui, agents_ui], view, out);
}

fn contrast_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let text = view.text();
    heading_ui(ui, text.get("inject-hand-title"));
    amount_ui(ui, (&text.get("inject-hand"), "mL/s"), Amount::HandRate, view.desk, text, out);
    let contrast = say!(text, "pedal-contrast", key = view.key(Act::Contrast));
    pedal_ui(ui, &contrast, (true, view.pedals.is_down(Pedal::Contrast)), Pedal::Contrast, out);
    ui.add_space(theme::GAP);
    heading_ui(ui, text.get("inject-power-title"));
    let (rate, volume) = (text.get("inject-rate"), text.get("inject-volume"));
    let (delay, rise) = (text.get("inject-delay"), text.get("inject-rise"));
    for pair in [
        [(rate.as_str(), "mL/s", Amount::PowerRate), (&volume, "mL", Amount::PowerVolume)],
        [(&delay, "s", Amount::PowerDelay), (&rise, "s", Amount::PowerRise)],
    ] {
        amounts_ui(ui, &pair, view.desk, text, out);
    }
    note_ui(ui, say!(text, "inject-duration", time = text.number(view.desk.power_s(), 1)));
    if let Some(psi) = view.snapshot.injection.power_limit_psi {
        note_ui(ui, say!(text, "inject-limit", psi = text.number(psi, 0)));
    }
    let action = UiAction::Do(view.desk.power());
    ask_ui(ui, &say!(text, "inject-power", key = view.key(Act::Power)), true, action, out);
    note_ui(ui, text.get("inject-power-about"));
}

fn agents_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let (injection, text) = (&view.snapshot.injection, view.text());
    heading_ui(ui, text.get("inject-agent-title"));
    if view.mode == Mode::Learn {
        flow_ui(ui, view);
    }
    if injection.implant_hangs {
        hanging_ui(ui, text, out);
    }
    if let Some(agent) = injection.agent.as_ref().and_then(|id| view.case.agent(id)) {
        if agent.mechanism.implant().is_some() {
            implant_ui(ui, text, &agent.name, out);
            return prepare_ui(ui, view, out);
        }
        ui.label(say!(text, "inject-syringe", name = agent.name.as_str()));
        let share = (injection.syringe_ml / agent.syringe_ml.max(f64::MIN_POSITIVE)) as f32;
        let (left, of) = (text.number(injection.syringe_ml, 2), text.number(agent.syringe_ml, 1));
        let bar = ProgressBar::new(share).text(say!(text, "inject-left", left = left, of = of));
        ui.add(bar.fill(theme::CHOSEN));
        if injection.ready_in_s > 0.0 {
            let time = text.duration(injection.ready_in_s);
            ui.label(RichText::new(say!(text, "inject-mixing", time = time)).color(theme::WARN));
        }
        amount_ui(ui, (&text.get("inject-agent"), "mL/s"), Amount::AgentRate, view.desk, text, out);
        let name = say!(text, "pedal-agent", key = view.key(Act::Agent));
        let full = injection.syringe_ml > 0.0;
        pedal_ui(ui, &name, (full, view.pedals.is_down(Pedal::Agent)), Pedal::Agent, out);
        ui.add_space(theme::GAP);
    }
    flush_ui(ui, view, out);
    prepare_ui(ui, view, out);
}

fn prepare_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let text = view.text();
    for agent in &view.case.agents {
        let action = UiAction::Do(Command::PrepareAgent { agent: agent.id.clone() });
        ask_ui(ui, &say!(text, "inject-prepare", name = agent.name.as_str()), true, action, out);
        note_ui(ui, about(text, agent));
    }
}

/// What is left in the catheter comes out before anything else: it is flushed out at the rate of the agent.
fn flush_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    let (text, injection) = (view.text(), &view.snapshot.injection);
    let inside = text.number(injection.agent_in_lumen_ml, 3);
    ui.label(say!(text, "inject-lumen", ml = inside));
    ui.horizontal_wrapped(|ui| {
        for (fluid, id) in [
            (Flush::Saline, "flush-saline"),
            (Flush::Dextrose, "flush-dextrose"),
            (Flush::Dmso, "flush-dmso"),
        ] {
            let chosen = view.desk.flush == fluid;
            choice_ui(ui, &text.get(id), (chosen, true), UiAction::Fluid(fluid), out);
        }
    });
    let name = say!(text, "pedal-flush", key = view.key(Act::Flush));
    pedal_ui(ui, &name, (true, view.pedals.is_down(Pedal::Flush)), Pedal::Flush, out);
    note_ui(ui, text.get("inject-flush-about"));
    ui.add_space(theme::GAP);
}

fn implant_ui(ui: &mut Ui, text: &Text, name: &str, out: &mut Vec<UiAction>) {
    ui.label(say!(text, "inject-implant", name = name));
    ask_ui(ui, &text.get("inject-deploy"), true, UiAction::Do(Command::Deploy), out);
    ui.add_space(theme::GAP);
}

/// A coil or plug that still hangs on its wire.
fn hanging_ui(ui: &mut Ui, text: &Text, out: &mut Vec<UiAction>) {
    ask_ui(ui, &text.get("inject-retrieve"), true, UiAction::Do(Command::Retrieve), out);
    ask_ui(ui, &text.get("inject-detach"), true, UiAction::Do(Command::Detach), out);
    ui.add_space(theme::GAP);
}

/// An agent in figures.
fn about(text: &Text, agent: &Agent) -> String {
    say!(
        text,
        "agent-about",
        syringe = text.number(agent.syringe_ml, 1),
        count = agent.syringes,
        iodine = text.number(agent.iodine_mg_ml, 0),
        viscosity = text.number(agent.viscosity_mpa_s, 1)
    )
}

/// What an injection competes with. Nobody reads it off a monitor in a suite: it is there to learn with.
fn flow_ui(ui: &mut Ui, view: &SuiteView) {
    let inner = view.snapshot.device(Slot::Microcatheter).or(view.snapshot.device(Slot::Catheter));
    let resting = inner
        .and_then(|device| view.snapshot.segments.get(device.segment?.ix()))
        .map(|segment| segment.resting_ml_min)
        .filter(|resting| *resting > 0.0);
    if let Some(resting) = resting {
        let (now, rest) = (
            view.text().number(view.snapshot.injection.flow_at_tip_ml_min, 1),
            view.text().number(resting, 1),
        );
        ui.label(RichText::new(say!(view.text(), "inject-flow", now = now, rest = rest)).color(theme::GOOD));
    }
}
