//! The patient's monitor and the dose display. Every number with its unit.

use bevy_egui::egui::{self, Color32, Grid, RichText, Ui};

use crate::app::ui::theme;
use crate::app::ui::view::SuiteView;
use crate::app::ui::widgets::{figure_ui, heading_ui};

/// Draws vitals, then dose.
pub fn monitor_ui(ui: &mut Ui, view: &SuiteView) {
    heading_ui(ui, "Patient");
    vitals_ui(ui, view);
    ui.separator();
    heading_ui(ui, "Dose and contrast");
    dose_ui(ui, view);
}

fn vitals_ui(ui: &mut Ui, view: &SuiteView) {
    let (now, rest) = (&view.snapshot.vitals, &view.case.patient);
    // A fifth away from the patient's own rest is worth a look, a third an alarm. Authored.
    let colour = |value: f64, normal: f64| {
        let away = ((value - normal) / normal).abs();
        if away > 0.33 {
            theme::ALARM
        } else if away > 0.2 {
            theme::WARN
        } else {
            theme::GOOD
        }
    };
    ui.horizontal(|ui| {
        let rate = format!("{:.0}", now.heart_rate);
        figure_ui(ui, "HR", &rate, "/min", colour(now.heart_rate, rest.heart_rate));
        let pressure = format!("{:.0}/{:.0}", now.systolic_mmhg, now.diastolic_mmhg);
        figure_ui(ui, "BP", &pressure, "mmHg", colour(now.systolic_mmhg, rest.systolic_mmhg));
        let saturation = format!("{:.0}", now.spo2_percent);
        let low = if now.spo2_percent < 90.0 { theme::ALARM } else { theme::GOOD };
        figure_ui(ui, "SpO₂", &saturation, "%", low);
        let pain = if now.pain >= 4.0 { theme::WARN } else { theme::TEXT };
        figure_ui(ui, "Pain", &format!("{:.0}", now.pain), "/10", pain);
    });
    let access = &view.snapshot.access;
    if access.bleeding_ml_min > 0.5 || access.haematoma_ml > 0.5 {
        let text = format!(
            "■ Access site: bleeding {:.0} mL/min, haematoma {:.0} mL",
            access.bleeding_ml_min, access.haematoma_ml
        );
        ui.label(RichText::new(text).color(theme::ALARM));
    }
}

fn dose_ui(ui: &mut Ui, view: &SuiteView) {
    let (imaging, injection) = (&view.snapshot.imaging, &view.snapshot.injection);
    Grid::new("dose").num_columns(2).spacing(egui::vec2(10.0, 2.0)).show(ui, |ui| {
        row_ui(ui, "Fluoroscopy time", &format!("{:.1} min", imaging.fluoroscopy_s / 60.0), theme::TEXT);
        row_ui(ui, "Air kerma Ka,r", &format!("{:.1} mGy", imaging.air_kerma_mgy), theme::TEXT);
        row_ui(ui, "  rate", &format!("{:.2} mGy/s", imaging.rate_mgy_s), theme::TEXT);
        row_ui(ui, "KAP", &format!("{:.2} Gy·cm²", imaging.kap_gy_cm2), theme::TEXT);
        row_ui(ui, "Runs", &imaging.runs.to_string(), theme::TEXT);
        let (used, limit) = (injection.contrast_ml, injection.contrast_limit_ml);
        let colour = if used > limit { theme::ALARM } else { theme::TEXT };
        row_ui(ui, "Contrast", &format!("{used:.0} of {limit:.0} mL"), colour);
    });
}

fn row_ui(ui: &mut Ui, name: &str, value: &str, colour: Color32) {
    ui.label(RichText::new(name).color(theme::WEAK));
    ui.label(RichText::new(value).monospace().color(colour));
    ui.end_row();
}
