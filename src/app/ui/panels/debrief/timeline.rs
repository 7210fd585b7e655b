//! The course of time: what happened when, and the image of any moment.

use bevy_egui::egui::{
    self, Align2, Color32, CornerRadius, Rect, RichText, Sense, Stroke, Ui, WidgetInfo, WidgetType, pos2,
    vec2,
};

use super::DebriefView;
use crate::app::bridge::Review;
use crate::app::text::say;
use crate::app::ui::action::UiAction;
use crate::app::ui::captions::{Weight, caption};
use crate::app::ui::panels::live::{angles, picture_ui, written_ui};
use crate::app::ui::theme;
use crate::app::ui::widgets::{ask_ui, card_ui, note_ui, sign_ui};
use crate::sim::tick::TICKS_PER_SECOND;
use crate::sim::{Event, Tick, What};

/// Height of a lane of the timeline, points.
const LANE: f32 = 17.0;
/// Lines of happenings around the moment shown.
const LINES: usize = 9;
/// What the step buttons go, s.
const STEPS_S: [(&str, &str, i64); 4] = [
    ("⏪", "timeline-minute-back", -60),
    ("◀", "timeline-second-back", -2),
    ("▶", "timeline-second-on", 2),
    ("⏩", "timeline-minute-on", 60),
];

/// Draws the part.
pub(super) fn timeline_ui(ui: &mut Ui, view: &DebriefView, review: &Review, out: &mut Vec<UiAction>) {
    let text = view.text;
    card_ui(ui, |ui| {
        lanes_ui(ui, view, review, out);
        let now = view.moment.map_or(Tick(0), |moment| moment.tick);
        ui.horizontal_wrapped(|ui| {
            for (sign, id, seconds) in STEPS_S {
                let ticks = seconds * i64::from(TICKS_PER_SECOND);
                let to = Tick(now.0.saturating_add_signed(ticks).min(review.end.0));
                sign_ui(ui, (sign, &text.get(id)), true, UiAction::Jump(to), out);
            }
            ui.label(RichText::new(format!("{now} / {}", review.end)).monospace());
            if view.looking {
                ui.spinner();
            }
        });
    });
    ui.add_space(theme::WIDE);
    // The whole picture is seen without scrolling where the window allows it.
    let room = (ui.ctx().viewport_rect().height() - 400.0).max(240.0);
    let side = (ui.available_width() * 0.5).min(640.0).min(room);
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width(side);
            image_ui(ui, view, side);
        });
        ui.vertical(|ui| around_ui(ui, view, review, out));
    });
}

/// Lane, colour and weight of a happening; none for what is not worth a mark.
fn lane(view: &DebriefView, event: &Event) -> Option<(usize, Color32)> {
    let lane = match &event.what {
        What::FluoroscopyEnded { .. } | What::RunAcquired(_) => 1,
        What::ContrastInjected { .. } | What::AgentInjected { .. } | What::AgentPrepared { .. } => 2,
        What::TipEntered { .. } | What::DeviceLoaded { .. } | What::DeviceRemoved { .. } => 0,
        _ => 3,
    };
    let caption = caption(view.text, view.case, &event.what);
    let colour = match caption.weight {
        Weight::Plain => [theme::ACCENT, theme::WARN, theme::GOOD, theme::WEAK][lane],
        Weight::Warn => theme::WARN,
        Weight::Alarm => theme::ALARM,
    };
    let lane = if caption.weight == Weight::Plain { lane } else { 4 };
    (!caption.text.is_empty()).then_some((lane, colour))
}

fn lanes_ui(ui: &mut Ui, view: &DebriefView, review: &Review, out: &mut Vec<UiAction>) {
    let ids =
        ["timeline-devices", "timeline-images", "timeline-injections", "timeline-rest", "timeline-warnings"];
    let size = vec2(ui.available_width(), LANE * ids.len() as f32 + 8.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, CornerRadius::same(theme::ROUND), theme::BLACK);
    let line = Rect::from_min_max(rect.min + vec2(96.0, 4.0), rect.max - vec2(6.0, 4.0));
    let end = review.end.0.max(1) as f32;
    let x = |tick: Tick| line.left() + line.width() * tick.0 as f32 / end;
    for (i, id) in ids.iter().enumerate() {
        let y = line.top() + LANE * (i as f32 + 0.5);
        painter.text(
            pos2(rect.left() + 6.0, y),
            Align2::LEFT_CENTER,
            view.text.get(id),
            theme::label(),
            theme::WEAK,
        );
        painter.line_segment([pos2(line.left(), y), pos2(line.right(), y)], Stroke::new(1.0, theme::RAISED));
    }
    for event in &review.events {
        if let Some((lane, colour)) = lane(view, event) {
            let y = line.top() + LANE * (lane as f32 + 0.5);
            painter.line_segment(
                [pos2(x(event.tick), y - 5.0), pos2(x(event.tick), y + 5.0)],
                Stroke::new(2.0, colour),
            );
        }
    }
    if let Some(moment) = view.moment {
        let at = x(moment.tick);
        painter.line_segment([pos2(at, rect.top()), pos2(at, rect.bottom())], Stroke::new(1.5, theme::TEXT));
    }
    let told = view.text.get("timeline-told");
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Slider, true, &told));
    let asked = response.clicked() || response.drag_stopped();
    if let Some(pointer) = response.interact_pointer_pos().filter(|_| asked) {
        let share = ((pointer.x - line.left()) / line.width()).clamp(0.0, 1.0);
        out.push(UiAction::Jump(Tick((share * end) as u64)));
    }
}

fn image_ui(ui: &mut Ui, view: &DebriefView, side: f32) {
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, CornerRadius::ZERO, theme::BLACK);
    let Some(moment) = view.moment else {
        super::super::live::nothing_ui(&painter, rect, &view.text.get("timeline-none"));
        return;
    };
    if let Some(texture) = &moment.texture {
        picture_ui(&painter, rect, texture.id());
    }
    let imaging = &moment.snapshot.imaging;
    let at = rect.left_top() + vec2(7.0, 7.0);
    written_ui(&painter, at, Align2::LEFT_TOP, moment.tick.to_string(), theme::TEXT);
    let at = rect.right_top() + vec2(-7.0, 7.0);
    written_ui(&painter, at, Align2::RIGHT_TOP, angles(imaging), theme::TEXT);
    let radiates = imaging.fluoroscopy || imaging.run;
    if !radiates {
        let at = rect.left_bottom() + vec2(7.0, -7.0);
        written_ui(&painter, at, Align2::LEFT_BOTTOM, view.text.get("timeline-dark"), theme::WEAK);
    }
    let told = say!(view.text, "timeline-image-told", time = moment.tick.to_string());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, &told));
}

/// What happened around the moment shown, each line a way to its own moment.
fn around_ui(ui: &mut Ui, view: &DebriefView, review: &Review, out: &mut Vec<UiAction>) {
    let now = view.moment.map_or(Tick(0), |moment| moment.tick);
    let told: Vec<_> = review
        .events
        .iter()
        .map(|event| (event.tick, caption(view.text, view.case, &event.what)))
        .filter(|(_, caption)| !caption.text.is_empty())
        .collect();
    let place = told.partition_point(|(tick, _)| *tick <= now);
    let from = place.saturating_sub(LINES * 2 / 3);
    note_ui(ui, view.text.get("timeline-around"));
    for (tick, caption) in told.iter().skip(from).take(LINES) {
        let colour = match caption.weight {
            Weight::Plain if *tick <= now => theme::TEXT,
            Weight::Plain => theme::WEAK,
            Weight::Warn => theme::WARN,
            Weight::Alarm => theme::ALARM,
        };
        ui.horizontal_wrapped(|ui| {
            ask_ui(ui, &format!("⏵ {tick}"), true, UiAction::Jump(*tick), out);
            ui.label(RichText::new(&caption.text).color(colour));
        });
    }
    if let Some(moment) = view.moment {
        ui.add_space(theme::GAP);
        let (vitals, imaging) = (&moment.snapshot.vitals, &moment.snapshot.imaging);
        let text = view.text;
        egui::Grid::new("moment").num_columns(2).show(ui, |ui| {
            for (id, value) in [
                ("vital-heart-rate", format!("{:.0} /min", vitals.heart_rate)),
                ("vital-pressure", format!("{:.0}/{:.0} mmHg", vitals.systolic_mmhg, vitals.diastolic_mmhg)),
                ("vital-saturation", format!("{:.0} %", vitals.spo2_percent)),
                ("dose-kerma", format!("{} mGy", text.number(imaging.air_kerma_mgy, 1))),
                ("dose-contrast", format!("{:.0} mL", moment.snapshot.injection.contrast_ml)),
            ] {
                ui.label(RichText::new(text.get(id)).color(theme::WEAK));
                ui.label(RichText::new(value).monospace());
                ui.end_row();
            }
        });
    }
}
