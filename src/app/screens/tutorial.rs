//! The tutorial: a short guided session in the real suite. Each step says what to do, points at it, and goes on when
//! it is done.

use bevy::prelude::*;

use crate::app::Screen;
use crate::app::bridge::LiveCase;
use crate::app::settings::Settings;
use crate::app::ui::action::Look;
use crate::app::ui::desk::{Pedal, Tab};
use crate::app::ui::highlight::Highlight;
use crate::app::ui::view::TutorialView;
use crate::app::ui::{Desk, UiAction};
use crate::model::{Feeder, Judgement, Slot};
use crate::sim::{Command, What};

/// A step.
struct Step {
    text_id: &'static str,
    points_at: fn(&UiAction) -> bool,
    /// Done; `None` waits for the button.
    done: Option<fn(&LiveCase, &Desk) -> bool>,
}

/// The steps, in order.
const STEPS: &[Step] = &[
    Step { text_id: "lesson-welcome", points_at: next, done: None },
    Step {
        text_id: "lesson-study",
        points_at: |action| matches!(action, UiAction::Do(Command::ReadStudy { .. })),
        done: Some(|live, _| !live.chart().studies.is_empty()),
    },
    Step {
        text_id: "lesson-feeder",
        // On the study; a ring around each vessel of the list would say nothing, one around the right ones all.
        points_at: nothing,
        done: Some(|live, _| named_well(live)),
    },
    Step {
        text_id: "lesson-tab",
        points_at: |action| *action == UiAction::Show(Tab::Access),
        done: Some(|_, desk| desk.tab == Tab::Access),
    },
    Step {
        text_id: "lesson-access",
        points_at: |action| matches!(action, UiAction::Do(Command::ChooseAccess { .. })),
        done: Some(|live, _| chose_well(live)),
    },
    Step {
        text_id: "lesson-puncture",
        points_at: |action| *action == UiAction::Do(Command::Puncture),
        done: Some(|live, _| live.snapshot().access.punctured),
    },
    Step {
        text_id: "lesson-sheath",
        points_at: |action| matches!(action, UiAction::Do(Command::InsertSheath { .. })),
        done: Some(|live, _| live.snapshot().access.sheath),
    },
    Step {
        text_id: "lesson-wire",
        points_at: |action| {
            *action == UiAction::Show(Tab::Devices) || matches!(action, UiAction::Do(Command::Load { .. }))
        },
        done: Some(|live, _| live.snapshot().wire.is_some()),
    },
    Step {
        text_id: "lesson-fluoroscopy",
        points_at: |action| *action == UiAction::Press(Pedal::Fluoroscopy),
        done: Some(|live, _| live.snapshot().imaging.fluoroscopy_s > 1.0),
    },
    Step {
        text_id: "lesson-push",
        points_at: nothing,
        done: Some(|live, _| deeper(live, Slot::Wire, 250.0)),
    },
    Step {
        text_id: "lesson-catheter",
        points_at: |action| {
            *action == UiAction::Show(Tab::Devices) || matches!(action, UiAction::Do(Command::Load { .. }))
        },
        done: Some(|live, _| live.snapshot().catheter.is_some()),
    },
    Step {
        text_id: "lesson-follow",
        points_at: |action| *action == UiAction::Select(Slot::Catheter),
        done: Some(|live, _| deeper(live, Slot::Catheter, 150.0)),
    },
    Step {
        text_id: "lesson-pull-wire",
        points_at: |action| *action == UiAction::Do(Command::Remove { slot: Slot::Wire }),
        done: Some(|live, _| live.snapshot().wire.is_none()),
    },
    Step {
        text_id: "lesson-table",
        points_at: |action| {
            *action == UiAction::Show(Tab::Image) || matches!(action, UiAction::Do(Command::Table { .. }))
        },
        done: Some(|live, _| {
            live.recorder().commands().iter().any(|(_, it)| matches!(it, Command::Table { .. }))
        }),
    },
    Step {
        text_id: "lesson-run",
        points_at: |action| {
            *action == UiAction::Press(Pedal::Run)
                || matches!(action, UiAction::Do(Command::PowerContrast { .. }))
        },
        done: Some(|live, _| live.chart().runs.iter().any(|run| run.contrast_ml > 1.0)),
    },
    Step {
        text_id: "lesson-scrub",
        points_at: |action| matches!(action, UiAction::Look(Look::Frames(_) | Look::Play(_))),
        done: None,
    },
    Step { text_id: "lesson-end", points_at: next, done: None },
];

fn next(action: &UiAction) -> bool {
    *action == UiAction::TutorialNext
}

fn nothing(_: &UiAction) -> bool {
    false
}

/// A vessel was named that does feed a target.
fn named_well(live: &LiveCase) -> bool {
    let case = live.case();
    let named = |feeder: &Feeder| live.chart().feeders.contains(&case.graph.segment(feeder.segment).id);
    case.targets.iter().flat_map(|target| &target.feeders).any(named)
}

/// The site that the case's own judgement speaks for.
fn chose_well(live: &LiveCase) -> bool {
    live.events().iter().any(|event| {
        let What::AccessChosen { site } = &event.what else { return false };
        live.case().site(site).is_some_and(|site| site.judgement == Judgement::Appropriate)
    })
}

fn deeper(live: &LiveCase, slot: Slot, mm: f64) -> bool {
    live.snapshot().device(slot).is_some_and(|device| device.depth_mm > mm)
}

/// How far the tutorial is.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tutorial(usize);

impl Tutorial {
    /// What is shown of it.
    pub(super) fn view(self) -> Option<TutorialView> {
        let step = STEPS.get(self.0)?;
        Some(TutorialView {
            text_id: step.text_id,
            place: (self.0 + 1, STEPS.len()),
            has_next: step.done.is_none(),
            highlight: Some(Highlight(step.points_at)),
        })
    }

    /// Goes on; false at the end.
    pub(super) fn next(&mut self) -> bool {
        self.0 += 1;
        self.0 < STEPS.len()
    }
}

/// Goes on when what was asked for is done.
pub(super) fn watch(live: Option<Res<LiveCase>>, desk: Res<Desk>, tutorial: Option<ResMut<Tutorial>>) {
    let (Some(live), Some(mut tutorial)) = (live, tutorial) else { return };
    if let Some(done) = STEPS.get(tutorial.0).and_then(|step| step.done)
        && done(&live, &desk)
    {
        tutorial.next();
    }
}

/// Goes on with the button; back to the library after the last step.
pub(super) fn press_on(
    tutorial: Option<&mut Tutorial>,
    settings: &mut Settings,
    next: &mut NextState<Screen>,
) {
    if let Some(tutorial) = tutorial
        && !tutorial.next()
    {
        settings.tutorial_done = true;
        next.set(Screen::Library);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_begins_and_ends_with_words() {
        assert!(STEPS[0].done.is_none());
        assert!(STEPS[STEPS.len() - 1].done.is_none());
        let mut tutorial = Tutorial::default();
        let mut pressed = 1;
        while tutorial.next() {
            pressed += 1;
        }
        assert_eq!(pressed, STEPS.len());
        assert!(tutorial.view().is_none());
    }
}
