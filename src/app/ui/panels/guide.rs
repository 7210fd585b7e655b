//! What comes next and why; and the steps of the tutorial.

use bevy_egui::egui::{RichText, ScrollArea, Ui};

use crate::app::settings::Act;
use crate::app::text::say;
use crate::app::ui::action::UiAction;
use crate::app::ui::theme;
use crate::app::ui::view::{SuiteView, TutorialView};
use crate::app::ui::widgets::{ask_ui, note_ui};

/// There is something to say.
pub fn speaks(view: &SuiteView) -> bool {
    view.guide.is_some() || view.tutorial.is_some()
}

/// Draws the guide.
pub fn guide_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    ScrollArea::vertical().id_salt("guide").auto_shrink(false).show(ui, |ui| guide_text_ui(ui, view, out));
}

/// Draws the guide where something around it scrolls.
pub fn guide_text_ui(ui: &mut Ui, view: &SuiteView, out: &mut Vec<UiAction>) {
    if let Some(step) = &view.tutorial {
        tutorial_ui(ui, view, step, out);
        return;
    }
    let (text, Some(guide)) = (view.text(), view.guide) else { return };
    let Some(next) = &guide.next else {
        ui.label(RichText::new(format!("● {}", text.get("guide-complete"))).color(theme::GOOD).strong());
        return;
    };
    // In the words of the case as it is shown: it may be translated.
    let rubric = &view.case.rubric;
    let phase = rubric.phase(&next.phase).map_or(next.phase_name.as_str(), |phase| &phase.name);
    let (rule, expert) = rubric.step(&next.id).map_or((next.rule.as_str(), next.expert.as_str()), |step| {
        (step.rule.as_str(), step.expert.as_str())
    });
    let title =
        say!(text, "guide-next", phase = next.phase.as_str(), name = phase, done = guide.done, of = guide.of);
    ui.label(RichText::new(format!("▶ {title}")).color(theme::ACCENT).strong());
    ui.label(rule);
    note_ui(ui, say!(text, "expert", text = expert));
}

fn tutorial_ui(ui: &mut Ui, view: &SuiteView, step: &TutorialView, out: &mut Vec<UiAction>) {
    let text = view.text();
    let (place, of) = step.place;
    let title = say!(text, "tutorial-step", place = place, of = of);
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(format!("▶ {title}")).color(theme::WARN).strong());
        if step.has_next {
            ask_ui(ui, &text.get("tutorial-next"), true, UiAction::TutorialNext, out);
        } else {
            ask_ui(ui, &text.get("tutorial-skip"), true, UiAction::TutorialNext, out);
        }
    });
    let keys = [
        ("push", Act::Push),
        ("catheter", Act::Catheter),
        ("fluoroscopy", Act::Fluoroscopy),
        ("run", Act::Run),
        ("power", Act::Power),
        ("table", Act::TableToTip),
    ];
    ui.label(text.with(step.text_id, &keys.map(|(name, act)| (name, view.key(act).into()))));
}
