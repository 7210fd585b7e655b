//! Flow in each feeder, dose and contrast over time.

use bevy_egui::egui::{Color32, RichText, Ui};
use egui_plot::{Line, PlotPoints, VLine};

use super::DebriefView;
use crate::app::bridge::{Review, Sample};
use crate::app::ui::panels::page::section_ui;
use crate::app::ui::theme;
use crate::app::ui::view::segment_name;
use crate::app::ui::widgets::{card_ui, grid_ui, plot};

/// Height of a plot, points.
const HEIGHT: f32 = 210.0;
/// Colours of the feeders, in order.
const COLOURS: [Color32; 4] = [theme::ACCENT, theme::WARN, theme::GOOD, theme::ALARM];

/// A line of a plot: name, colour, value of a sample.
type Curve<'a> = (String, Color32, Box<dyn Fn(&Sample) -> f64 + 'a>);

/// Draws the part.
pub(super) fn curves_ui(ui: &mut Ui, view: &DebriefView, review: &Review) {
    let text = view.text;
    section_ui(ui, text.get("curves-flow"));
    let feeders = view.case.targets.iter().flat_map(|target| &target.feeders).enumerate();
    let flow: Vec<Curve> = feeders
        .map(|(i, feeder)| {
            let name = segment_name(text, view.case, view.case.graph.segment(feeder.segment));
            let value = move |sample: &Sample| sample.feeders.get(i).copied().unwrap_or(0.0) * 100.0;
            (name, COLOURS[i % COLOURS.len()], Box::new(value) as Box<dyn Fn(&Sample) -> f64>)
        })
        .collect();
    card_ui(ui, |ui| plot_ui(ui, view, review, ("flow", "%"), &flow));
    ui.add_space(theme::WIDE);
    let (kerma, contrast) = (text.get("dose-kerma"), text.get("dose-contrast"));
    grid_ui(ui, 420.0, 2, |ui, i| {
        card_ui(ui, |ui| {
            if i == 0 {
                let value: Curve = (kerma.clone(), theme::WARN, Box::new(|sample| sample.air_kerma_mgy));
                plot_ui(ui, view, review, ("kerma", "mGy"), &[value]);
            } else {
                let value: Curve = (contrast.clone(), theme::ACCENT, Box::new(|sample| sample.contrast_ml));
                plot_ui(ui, view, review, ("contrast", "mL"), &[value]);
            }
        });
    });
}

fn plot_ui(ui: &mut Ui, view: &DebriefView, review: &Review, (id, unit): (&str, &str), curves: &[Curve]) {
    // Names stand above, where they cover nothing.
    ui.horizontal_wrapped(|ui| {
        for (name, colour, _) in curves {
            ui.label(RichText::new(format!("━ {name}")).color(*colour));
        }
    });
    let plot = plot(view.text, id, HEIGHT).x_axis_label("min").y_axis_label(unit);
    plot.show(ui, |plot| {
        for (name, colour, value) in curves {
            let points: PlotPoints =
                review.samples.iter().map(|sample| [sample.seconds / 60.0, value(sample)]).collect();
            plot.line(Line::new(name.clone(), points).color(*colour).width(2.0));
        }
        if let Some(moment) = view.moment {
            plot.vline(VLine::new("", moment.tick.seconds() / 60.0).color(theme::TEXT));
        }
    });
}
