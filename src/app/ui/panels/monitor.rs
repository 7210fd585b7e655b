//! The patient's monitor and the dose display. Every number with its unit.

use bevy_egui::egui::{self, Color32, Grid, RichText, Ui};

use super::traces::traces_ui;
use crate::app::text::say;
use crate::app::ui::theme;
use crate::app::ui::view::SuiteView;
use crate::app::ui::widgets::{figure_ui, heading_ui};

/// Room that a figure of the vitals takes, on average.
const FIGURE: f32 = 72.0;

/// Draws vitals, then dose.
pub fn monitor_ui(ui: &mut Ui, view: &SuiteView) {
    traces_ui(ui, view);
    vitals_ui(ui, view);
    ui.separator();
    heading_ui(ui, view.text().get("monitor-dose"));
    dose_ui(ui, view);
}

fn vitals_ui(ui: &mut Ui, view: &SuiteView) {
    let (now, rest, text) = (&view.snapshot.vitals, &view.case.patient, view.text());
    // A fifth away from the patient's own rest is worth a look, a third an alarm. Authored.
    let colour = |value: f64, normal: f64, calm: Color32| {
        let away = ((value - normal) / normal).abs();
        if away > 0.33 {
            theme::ALARM
        } else if away > 0.2 {
            theme::WARN
        } else {
            calm
        }
    };
    let low = if now.spo2_percent < 90.0 { theme::ALARM } else { theme::OXYGEN };
    let hurting = if now.pain >= 4.0 { theme::WARN } else { theme::TEXT };
    let figures = [
        (
            "vital-heart-rate",
            format!("{:.0}", now.heart_rate),
            "/min",
            colour(now.heart_rate, rest.heart_rate, theme::GOOD),
        ),
        (
            "vital-pressure",
            format!("{:.0}/{:.0}", now.systolic_mmhg, now.diastolic_mmhg),
            "mmHg",
            colour(now.systolic_mmhg, rest.systolic_mmhg, theme::PRESSURE),
        ),
        ("vital-saturation", format!("{:.0}", now.spo2_percent), "%", low),
        ("vital-pain", format!("{:.0}", now.pain), "/10", hurting),
        ("vital-clotting", format!("{:.0}", now.act_s), "s", theme::TEXT),
    ];
    let in_a_row = ((ui.available_width() / FIGURE) as usize).clamp(1, figures.len());
    for row in figures.chunks(in_a_row) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = theme::WIDE;
            for (id, value, unit, colour) in row {
                figure_ui(ui, &text.get(id), value, unit, *colour);
            }
        });
    }
    let access = &view.snapshot.access;
    if access.bleeding_ml_min > 0.5 || access.haematoma_ml > 0.5 {
        let line = say!(
            text,
            "monitor-bleeding",
            rate = text.number(access.bleeding_ml_min, 0),
            volume = text.number(access.haematoma_ml, 0)
        );
        ui.label(RichText::new(format!("■ {line}")).color(theme::ALARM));
    }
}

fn dose_ui(ui: &mut Ui, view: &SuiteView) {
    let (imaging, injection, text) = (&view.snapshot.imaging, &view.snapshot.injection, view.text());
    let (used, limit) = (injection.contrast_ml, injection.contrast_limit_ml);
    let contrast = say!(text, "dose-of", used = text.number(used, 0), limit = text.number(limit, 0));
    let (kerma, rate) = (text.number(imaging.air_kerma_mgy, 1), text.number(imaging.rate_mgy_s, 2));
    let rows = [
        ("dose-time", format!("{} min", text.number(imaging.fluoroscopy_s / 60.0, 1)), theme::TEXT),
        ("dose-kerma", format!("{kerma} mGy  {rate} mGy/s"), theme::TEXT),
        ("dose-kap", format!("{} Gy·cm²", text.number(imaging.kap_gy_cm2, 2)), theme::TEXT),
        ("dose-runs", imaging.runs.to_string(), theme::TEXT),
        ("dose-contrast", contrast, if used > limit { theme::ALARM } else { theme::TEXT }),
    ];
    // Figures, not buttons: lines may be close.
    ui.spacing_mut().interact_size.y = 0.0;
    Grid::new("dose").num_columns(2).spacing(egui::vec2(10.0, 1.0)).show(ui, |ui| {
        for (id, value, colour) in rows {
            ui.label(RichText::new(text.get(id)).color(theme::WEAK));
            ui.label(RichText::new(value).monospace().color(colour));
            ui.end_row();
        }
    });
}
