//! The report as one page: readable, printable, with its pictures inside, nothing loaded from elsewhere.

use core::fmt::{self, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::model::Case;
use crate::scoring::Report;
use crate::scoring::report::{CAVEAT, Finding, Metrics, PhaseScore, Status, StepScore, Verdict};

/// Look of the page: works without colour, breaks between parts when printed.
const STYLE: &str = "\
:root{color-scheme:light}\
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1.5rem;color:#1a1a1a;background:#fff}\
h1{font-size:1.6rem;margin:0}h2{font-size:1.2rem;margin:2rem 0 .5rem;border-bottom:1px solid #bbb}\
h3{font-size:1rem;margin:1.2rem 0 .3rem}\
.limits{border:2px solid #8a5a00;background:#fff7e6;padding:.5rem .8rem;margin:1rem 0;font-weight:600}\
.verdict{font-size:1.3rem;font-weight:700}\
table{border-collapse:collapse;width:100%;font-size:.92rem}\
th,td{text-align:left;vertical-align:top;padding:.35rem .5rem;border-bottom:1px solid #ddd}\
th.n,td.n{text-align:right;white-space:nowrap}\
.expert{color:#333;font-style:italic}\
figure{margin:1rem 0;break-inside:avoid}figure img{max-width:100%;background:#000}\
.pictures{display:grid;grid-template-columns:repeat(auto-fill,minmax(16rem,1fr));gap:1rem}\
tr,section{break-inside:avoid-page}@media print{body{max-width:none;padding:0}}";

/// A picture of the page.
#[derive(Clone, Debug)]
pub struct Picture {
    /// What it shows.
    pub caption: String,
    /// The bytes of a PNG file.
    pub png: Vec<u8>,
}

/// The page.
pub fn page(case: &Case, report: &Report, pictures: &[Picture]) -> String {
    let mut html = String::new();
    // Writing into a String has no way to fail.
    let _ = write_page(&mut html, case, report, pictures);
    html
}

fn write_page(html: &mut String, case: &Case, report: &Report, pictures: &[Picture]) -> fmt::Result {
    write!(
        html,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{} – report</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n",
        escape(&case.title),
    )?;
    head(html, case, report)?;
    phases(html, report)?;
    findings(html, "Critical errors", "Each of these fails the case.", &report.critical_errors)?;
    findings(html, "Errors", "", &report.errors)?;
    happenings(html, report)?;
    metrics(html, &report.metrics)?;
    gallery(html, pictures)?;
    teaching(html, case)?;
    write!(
        html,
        "<footer><p>State {} after {} of simulated time. The score follows from the recorded commands and can be \
         computed again from them.</p><p class=\"limits\">{CAVEAT}</p></footer>\n</main>\n</body>\n</html>\n",
        escape(&report.state_hash),
        minutes(report.sim_seconds),
    )
}

fn head(html: &mut String, case: &Case, report: &Report) -> fmt::Result {
    let verdict = match report.verdict {
        Verdict::Pass => "Passed",
        Verdict::Fail => "Not passed",
    };
    write!(
        html,
        "<h1>{}</h1>\n<p>{}</p>\n<p class=\"limits\">{CAVEAT}</p>\n\
         <p class=\"verdict\">{verdict}: {:.1} of 100</p>\n<p>Case {}, mode {}, seed {}</p>\n",
        escape(&case.title),
        escape(&case.objective),
        report.score,
        escape(&report.scenario),
        escape(&report.mode),
        report.seed,
    )
}

fn phases(html: &mut String, report: &Report) -> fmt::Result {
    html.push_str("<h2>Steps</h2>\n");
    for phase in &report.phases {
        let steps: Vec<&StepScore> = report.steps.iter().filter(|step| step.phase == phase.id).collect();
        phase_section(html, phase, &steps)?;
    }
    Ok(())
}

fn phase_section(html: &mut String, phase: &PhaseScore, steps: &[&StepScore]) -> fmt::Result {
    write!(
        html,
        "<section>\n<h3>{} {}: {:.1} of {:.1}, {:.1} needed</h3>\n<table>\n<thead><tr><th>Step</th><th>How it \
         went</th><th class=\"n\">Points</th><th class=\"n\">Moment</th><th>Why</th></tr></thead>\n<tbody>\n",
        escape(&phase.id),
        escape(&phase.name),
        phase.score,
        phase.max,
        phase.needed
    )?;
    for step in steps {
        let status = match step.status {
            Status::Done => "done",
            Status::Late => "late",
            Status::Skipped => "skipped",
            Status::Wrong => "wrong",
        };
        writeln!(
            html,
            "<tr><td>{}</td><td>{status}</td><td class=\"n\">{:.1} of {:.1}</td><td class=\"n\">{}</td><td>{}\
             <div class=\"expert\">An expert: {}</div></td></tr>",
            escape(&step.rule),
            step.points,
            step.max,
            step.tick.map_or_else(|| "–".to_owned(), |tick| tick.to_string()),
            escape(&step.why),
            escape(&step.expert)
        )?;
    }
    html.push_str("</tbody>\n</table>\n</section>\n");
    Ok(())
}

fn findings(html: &mut String, title: &str, note: &str, findings: &[Finding]) -> fmt::Result {
    writeln!(html, "<h2>{title}</h2>")?;
    if findings.is_empty() {
        html.push_str("<p>None</p>\n");
        return Ok(());
    }
    if !note.is_empty() {
        writeln!(html, "<p>{note}</p>")?;
    }
    html.push_str(
        "<table>\n<thead><tr><th>Rule</th><th class=\"n\">Moment</th><th class=\"n\">Points</th><th>Why</th></tr>\
         </thead>\n<tbody>\n",
    );
    for finding in findings {
        writeln!(
            html,
            "<tr><td>{}</td><td class=\"n\">{}</td><td class=\"n\">−{:.1}</td><td>{}<div class=\"expert\">An \
             expert: {}</div></td></tr>",
            escape(&finding.id.replace('_', " ")),
            finding.tick,
            finding.points,
            escape(&finding.why),
            escape(&finding.expert)
        )?;
    }
    html.push_str("</tbody>\n</table>\n");
    Ok(())
}

fn happenings(html: &mut String, report: &Report) -> fmt::Result {
    if report.events.is_empty() {
        return Ok(());
    }
    html.push_str("<h2>What happened to the patient</h2>\n<p>Not faults by themselves.</p>\n<ul>\n");
    for event in &report.events {
        writeln!(html, "<li>{}: {}</li>", event.tick, escape(&event.what))?;
    }
    html.push_str("</ul>\n");
    Ok(())
}

fn metrics(html: &mut String, metrics: &Metrics) -> fmt::Result {
    html.push_str("<h2>Measures</h2>\n<table>\n<tbody>\n");
    for (name, value) in metric_rows(metrics) {
        writeln!(html, "<tr><td>{name}</td><td class=\"n\">{value}</td></tr>")?;
    }
    html.push_str("</tbody>\n</table>\n");
    Ok(())
}

/// The measures for people: name, value with unit.
pub fn metric_rows(m: &Metrics) -> Vec<(&'static str, String)> {
    vec![
        ("Procedure time", minutes(m.procedure_time_s)),
        ("Fluoroscopy time", minutes(m.fluoroscopy_time_s)),
        ("Contrast volume", format!("{:.0} mL", m.contrast_volume_ml)),
        ("Runs", m.number_of_runs.to_string()),
        ("Air kerma at the reference point", format!("{:.0} mGy", m.air_kerma_mgy)),
        ("Kerma-area product", format!("{:.1} Gy·cm²", m.kap_gy_cm2)),
        ("Handling errors", m.handling_errors.to_string()),
        ("Flow left in the worst feeder", format!("{:.1} % of rest", m.residual_flow_percent)),
        ("Heartbeats until contrast clears", format!("{:.1}", m.stasis_beats)),
        ("Worst loss of a protected bed", format!("{:.1} %", m.non_target_percent)),
        ("Perfusion of the target that is gone", format!("{:.1} %", m.devascularised_percent)),
        ("Share of the dose in the lungs", format!("{:.1} %", m.lung_share_percent)),
        ("Way of the catheter's tip", format!("{:.0} mm", m.catheter_tip_path_mm)),
        ("Haematoma", format!("{:.1} mL", m.haematoma_ml)),
    ]
}

fn gallery(html: &mut String, pictures: &[Picture]) -> fmt::Result {
    if pictures.is_empty() {
        return Ok(());
    }
    html.push_str("<h2>Angiograms</h2>\n<div class=\"pictures\">\n");
    for picture in pictures {
        let caption = escape(&picture.caption);
        writeln!(
            html,
            "<figure><img alt=\"{caption}\" src=\"data:image/png;base64,{}\"><figcaption>{caption}</figcaption>\
             </figure>",
            STANDARD.encode(&picture.png)
        )?;
    }
    html.push_str("</div>\n");
    Ok(())
}

fn teaching(html: &mut String, case: &Case) -> fmt::Result {
    if case.teaching.is_empty() {
        return Ok(());
    }
    html.push_str("<h2>What to take home</h2>\n<ul>\n");
    for text in &case.teaching {
        writeln!(html, "<li>{}</li>", escape(text))?;
    }
    html.push_str("</ul>\n");
    Ok(())
}

fn minutes(seconds: f64) -> String {
    let whole = seconds.max(0.0).round() as u64;
    format!("{}:{:02} min", whole / 60, whole % 60)
}

/// Text that cannot be taken for markup, inside elements and inside quoted attributes.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_stays_text() {
        assert_eq!(escape("<b a='1'>\"&"), "&lt;b a=&#39;1&#39;&gt;&quot;&amp;");
    }

    #[test]
    fn minutes_are_carried() {
        assert_eq!(minutes(59.6), "1:00 min");
        assert_eq!(minutes(605.2), "10:05 min");
    }
}
