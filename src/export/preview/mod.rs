//! A case as one page for its author: what it looks like, what it says, what is still to be confirmed. Nothing is loaded
//! from elsewhere. It shows the answers: not for trainees.

mod drawing;

use core::fmt::{self, Write as _};

use super::html::escape;
use crate::model::{Case, Judgement, SegmentIx};
use crate::scoring::report::caveat;
use drawing::{Projection, draw};

/// Look of the page, readable without colour.
const STYLE: &str = "\
:root{color-scheme:light}body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:0 auto;padding:1.5rem;color:#1a1a1a;\
background:#fff}h1{font-size:1.6rem;margin:0}h2{font-size:1.2rem;margin:2rem 0 .5rem;border-bottom:1px solid #bbb}\
.limits{border:2px solid #8a5a00;background:#fff7e6;padding:.5rem .8rem;margin:1rem 0;font-weight:600}\
table{border-collapse:collapse;width:100%;font-size:.92rem}th,td{text-align:left;vertical-align:top;padding:.35rem .5rem;\
border-bottom:1px solid #ddd}th.n,td.n{text-align:right;white-space:nowrap}p{white-space:pre-line}\
.drawings{display:grid;grid-template-columns:1fr 1fr;gap:1rem}figure{margin:0}svg{width:100%;border:1px solid #ccc}\
polyline{fill:none;stroke-linecap:round;stroke-linejoin:round}.vessel{stroke:#b9b9b9}.open{stroke:#2a6fb0}.feeder{stroke:#c0182a}\
.link{stroke:#777;stroke-dasharray:2 2}.target{fill:#c0182a;fill-opacity:.15;stroke:#c0182a;stroke-width:.6}\
.hazard{fill:#8a5a00;fill-opacity:.12;stroke:#8a5a00;stroke-width:.6;stroke-dasharray:3 2}.site{fill:#1a1a1a}\
svg text{font:7px system-ui,sans-serif;fill:#5a3b00}svg text.feeding{fill:#8c0f1d;font-weight:700}";

/// What the page shows besides the case itself.
#[derive(Clone, Debug, Default)]
pub struct Besides {
    /// Flow (mL/min), mean diameter (mm) and pressure at the end (mmHg) of each segment at rest, in the graph's order.
    pub rest: Vec<(f64, f64, f64)>,
    /// Place, field and what to look for of every number that is to be verified; those of the anatomy last.
    pub to_verify: Vec<(String, String, String)>,
    /// Every text with the id that translations know it by.
    pub texts: Vec<(String, String)>,
}

/// The page.
pub fn page(case: &Case, besides: &Besides) -> String {
    let mut html = String::new();
    // Writing into a String has no way to fail.
    let _ = write_page(&mut html, case, besides);
    html
}

fn write_page(html: &mut String, case: &Case, besides: &Besides) -> fmt::Result {
    write!(
        html,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{0} – preview</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{0}</h1>\n<p>{1}</p>\n\
         <p class=\"limits\">For authors: this page shows the answers. {2}</p>\n",
        escape(&case.title),
        escape(&case.objective),
        caveat(),
    )?;
    html.write_str("<h2>Anatomy</h2>\n<div class=\"drawings\">\n")?;
    draw(html, case, Projection::Front)?;
    draw(html, case, Projection::Side)?;
    html.write_str(
        "</div>\n<p>Red: feeders and targets. Blue: vessels to keep open. Broken brown circles: what must be spared. \
         Broken lines: anastomoses. Dots: access points.</p>\n",
    )?;
    feeders(html, case, besides)?;
    hazards(html, case)?;
    choices(html, case)?;
    flows(html, case, besides)?;
    rubric(html, case)?;
    let texts = besides.texts.iter().map(|(id, text)| vec![id.clone(), text.clone()]);
    table(html, "Texts", &["id for translations", "text"], texts)?;
    let open =
        besides.to_verify.iter().map(|(place, field, what)| vec![place.clone(), field.clone(), what.clone()]);
    table(html, "Still to verify", &["where", "number", "what to look for"], open)?;
    html.write_str("</main>\n</body>\n</html>\n")
}

/// A table with a heading; nothing when it has no rows.
fn table(
    html: &mut String,
    title: &str,
    heads: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
) -> fmt::Result {
    let mut rows = rows.peekable();
    if rows.peek().is_none() {
        return Ok(());
    }
    write!(html, "<h2>{}</h2>\n<table>\n<tr>", escape(title))?;
    for head in heads {
        write!(html, "<th>{}</th>", escape(head))?;
    }
    html.write_str("</tr>\n")?;
    for row in rows {
        html.write_str("<tr>")?;
        for cell in row {
            write!(html, "<td>{}</td>", escape(&cell))?;
        }
        html.write_str("</tr>\n")?;
    }
    html.write_str("</table>\n")
}

fn feeders(html: &mut String, case: &Case, besides: &Besides) -> fmt::Result {
    let name = |ix: SegmentIx| {
        let segment = case.graph.segment(ix);
        format!("{} ({})", segment.vessel, segment.id)
    };
    let flow = |ix: SegmentIx| {
        besides.rest.get(ix.ix()).map_or(String::new(), |(flow, ..)| format!("{flow:.0} mL/min"))
    };
    let rows = case.targets.iter().flat_map(|target| {
        let end = &target.endpoint;
        let goal = format!(
            "at most {:.0} % of its flow left, {:.0} % of the target gone",
            100.0 * end.residual_flow_max,
            100.0 * end.devascularised_min
        );
        target.feeders.iter().map(move |f| {
            vec![target.name.clone(), name(f.segment), name(f.parent), flow(f.segment), goal.clone()]
        })
    });
    table(html, "Feeders", &["target", "feeder", "off the", "at rest", "end-point"], rows)
}

fn hazards(html: &mut String, case: &Case) -> fmt::Result {
    let rows = case.protected.iter().map(|protected| {
        let named = if protected.name_it { "to be named" } else { "" };
        let bed = case.graph.bed(protected.bed);
        vec![
            format!("{} ({})", bed.name, bed.id),
            format!("{:.0} %", 100.0 * protected.tolerance),
            named.to_owned(),
            protected.harm.clone(),
        ]
    });
    table(html, "Hazards", &["bed", "may lose", "in S1", "harm"], rows)?;
    if case.neighbours.is_empty() {
        return Ok(());
    }
    let rows = case.neighbours.iter().map(|neighbour| {
        let segment = case.graph.segment(neighbour.segment);
        let first =
            if neighbour.first { "before any embolization" } else { "before the first push beyond it" };
        let after = if neighbour.after { ", and after the last" } else { "" };
        let name = format!("{} ({})", segment.vessel, segment.id);
        vec![name, format!("{first}{after}"), neighbour.reason.clone()]
    });
    table(html, "To be looked at", &["vessel", "when", "why"], rows)
}

fn choices(html: &mut String, case: &Case) -> fmt::Result {
    let word = |judgement| match judgement {
        Judgement::Appropriate => "appropriate",
        Judgement::Acceptable => "acceptable",
        Judgement::Inappropriate => "inappropriate",
    };
    let sites = case.access.iter().map(|site| {
        vec![site.name.clone(), word(site.judgement).to_owned(), site.findings.clone(), site.reason.clone()]
    });
    table(html, "Access", &["site", "judgement", "findings", "reason"], sites)?;
    let agents = case.agent_choices.iter().map(|choice| {
        let name = case.agent(&choice.agent).map_or(choice.agent.as_str(), |agent| agent.name.as_str());
        vec![format!("{name} ({})", choice.agent), word(choice.judgement).to_owned(), choice.reason.clone()]
    });
    table(html, "Agents", &["agent", "judgement", "reason"], agents)?;
    let devices = case.devices.iter().map(|device| vec![device.id.clone(), device.name.clone()]);
    table(html, "Devices", &["id", "device"], devices)
}

fn flows(html: &mut String, case: &Case, besides: &Besides) -> fmt::Result {
    let rows =
        case.graph.segments().iter().zip(&besides.rest).map(|(segment, (flow, diameter, pressure))| {
            vec![
                segment.id.clone(),
                segment.vessel.clone(),
                format!("{flow:.1}"),
                format!("{diameter:.2}"),
                format!("{pressure:.1}"),
            ]
        });
    table(html, "Flow at rest", &["segment", "vessel", "mL/min", "mm wide", "mmHg at its end"], rows)
}

fn rubric(html: &mut String, case: &Case) -> fmt::Result {
    let steps = case.rubric.phases.iter().flat_map(|phase| {
        let minimum = format!("{} {} (minimum {:.0} %)", phase.id, phase.name, 100.0 * phase.minimum);
        phase.steps.iter().map(move |step| {
            vec![minimum.clone(), step.id.clone(), format!("{}", step.points), step.rule.clone()]
        })
    });
    table(html, "Rubric: steps", &["phase", "step", "points", "asked"], steps)?;
    let errors = case.rubric.errors.iter().map(|rule| {
        let weight = if rule.critical { "critical" } else { "" };
        vec![rule.id.clone(), weight.to_owned(), format!("{}", rule.points), rule.why.clone()]
    });
    table(html, "Rubric: errors", &["error", "", "points off", "what went wrong"], errors)
}
