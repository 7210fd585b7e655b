//! A case as one page for its author: what it looks like, what it says, what is still to be confirmed. Nothing is loaded
//! from elsewhere. It shows the answers: not for trainees.

mod drawing;

use core::fmt::{self, Write as _};

use super::html::{Tell, escape};
use crate::model::{Case, Judgement, SegmentIx};
use crate::said::{Said, said};
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

/// The page, in English or as `tell` says it: `language` is the tag of that. The case is given as it reads there.
pub fn page(case: &Case, besides: &Besides, (language, tell): (&str, &Tell<'_>)) -> String {
    let mut page = Page { html: String::new(), case, besides, tell };
    // Writing into a String has no way to fail.
    let _ = page.write(language);
    page.html
}

/// A page that is being written.
struct Page<'a> {
    html: String,
    case: &'a Case,
    besides: &'a Besides,
    tell: &'a Tell<'a>,
}

/// A row of a table.
type Row = Vec<Said>;

impl Page<'_> {
    fn write(&mut self, language: &str) -> fmt::Result {
        let case = self.case;
        let title = self.say(&said!("{title} – preview", title = &case.title));
        let limits = said!("For authors: this page shows the answers.") + Said::mark(" ");
        let (limits, caveat) = (self.say(&limits), self.say(&caveat()));
        write!(
            self.html,
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{}</h1>\n<p>{}</p>\n\
             <p class=\"limits\">{limits}{caveat}</p>\n",
            escape(language),
            escape(&case.title),
            escape(&case.objective),
        )?;
        self.anatomy()?;
        self.feeders()?;
        self.hazards()?;
        self.looked_at()?;
        self.choices()?;
        self.flows()?;
        self.rubric()?;
        let texts = self.besides.texts.iter().map(|(id, text)| vec![Said::mark(id), Said::from(text)]);
        self.table(&said!("Texts"), &[said!("Id for translations"), said!("Text")], texts)?;
        let open = self.besides.to_verify.iter();
        let open = open.map(|(place, field, what)| [place, field, what].map(Said::mark).into());
        let heads = [said!("Where"), said!("Number"), said!("What to look for")];
        self.table(&said!("Still to verify"), &heads, open)?;
        self.html.write_str("</main>\n</body>\n</html>\n")
    }

    /// In the language of the page, safe inside markup.
    fn say(&self, said: &Said) -> String {
        escape(&(self.tell)(said))
    }

    fn anatomy(&mut self) -> fmt::Result {
        let title = self.say(&said!("Anatomy"));
        write!(self.html, "<h2>{title}</h2>\n<div class=\"drawings\">\n")?;
        for projection in [Projection::Front, Projection::Side] {
            let title = self.say(&projection.title());
            draw(&mut self.html, self.case, projection, &title)?;
        }
        let legend = self.say(&said!(
            "Red: feeders and targets. Blue: vessels to keep open. Broken brown circles: what must be spared. \
             Broken lines: anastomoses. Dots: access points."
        ));
        writeln!(self.html, "</div>\n<p>{legend}</p>")
    }

    /// A table with a heading; nothing when it has no rows.
    fn table(&mut self, title: &Said, heads: &[Said], rows: impl Iterator<Item = Row>) -> fmt::Result {
        let mut rows = rows.peekable();
        if rows.peek().is_none() {
            return Ok(());
        }
        let title = self.say(title);
        write!(self.html, "<h2>{title}</h2>\n<table>\n<tr>")?;
        for head in heads {
            let head = self.say(head);
            write!(self.html, "<th>{head}</th>")?;
        }
        self.html.write_str("</tr>\n")?;
        for row in rows {
            self.html.write_str("<tr>")?;
            for cell in row {
                let cell = self.say(&cell);
                write!(self.html, "<td>{cell}</td>")?;
            }
            self.html.write_str("</tr>\n")?;
        }
        self.html.write_str("</table>\n")
    }

    /// A vessel with the id of its segment.
    fn vessel(&self, ix: SegmentIx) -> Said {
        let segment = self.case.graph.segment(ix);
        with_id(&segment.vessel, &segment.id)
    }

    fn feeders(&mut self) -> fmt::Result {
        let mut rows: Vec<Row> = Vec::new();
        for target in &self.case.targets {
            let end = &target.endpoint;
            let goal = said!(
                "at most {left} % of its flow left, {gone} % of the target gone",
                left = Said::number(100.0 * end.residual_flow_max, 0),
                gone = Said::number(100.0 * end.devascularised_min, 0)
            );
            rows.extend(target.feeders.iter().map(|feeder| {
                let rest = self.besides.rest.get(feeder.segment.ix());
                let flow = rest.map(|(flow, ..)| Said::number(*flow, 0) + Said::mark(" mL/min"));
                let (own, parent) = (self.vessel(feeder.segment), self.vessel(feeder.parent));
                vec![Said::from(&target.name), own, parent, flow.unwrap_or_default(), goal.clone()]
            }));
        }
        let heads =
            [said!("Target"), said!("Feeder"), said!("Off the"), said!("At rest"), said!("End-point")];
        self.table(&said!("Feeders"), &heads, rows.into_iter())
    }

    fn hazards(&mut self) -> fmt::Result {
        let case = self.case;
        let rows = case.protected.iter().map(|protected| {
            let bed = case.graph.bed(protected.bed);
            vec![
                with_id(&bed.name, &bed.id),
                Said::number(100.0 * protected.tolerance, 0) + Said::mark(" %"),
                if protected.name_it { said!("to be named") } else { Said::default() },
                Said::from(&protected.harm),
            ]
        });
        let heads = [said!("Bed"), said!("May lose"), said!("In S1"), said!("Harm")];
        self.table(&said!("Hazards"), &heads, rows)
    }

    fn looked_at(&mut self) -> fmt::Result {
        let row = |neighbour: &crate::model::Neighbour| {
            let when = match (neighbour.first, neighbour.after) {
                (true, false) => said!("before any embolization"),
                (true, true) => said!("before any embolization, and after the last"),
                (false, false) => said!("before the first push beyond it"),
                (false, true) => said!("before the first push beyond it, and after the last"),
            };
            vec![self.vessel(neighbour.segment), when, Said::from(&neighbour.reason)]
        };
        let rows: Vec<Row> = self.case.neighbours.iter().map(row).collect();
        self.table(
            &said!("To be looked at"),
            &[said!("Vessel"), said!("When"), said!("Why")],
            rows.into_iter(),
        )
    }

    fn choices(&mut self) -> fmt::Result {
        let case = self.case;
        let word = |judgement| match judgement {
            Judgement::Appropriate => said!("appropriate"),
            Judgement::Acceptable => said!("acceptable"),
            Judgement::Inappropriate => said!("inappropriate"),
        };
        let sites = case.access.iter().map(|site| {
            let text = Said::from;
            vec![text(&site.name), word(site.judgement), text(&site.findings), text(&site.reason)]
        });
        let heads = [said!("Site"), said!("Judgement"), said!("Findings"), said!("Reason")];
        self.table(&said!("Access"), &heads, sites)?;
        let agents = case.agent_choices.iter().map(|choice| {
            let name = case.agent(&choice.agent).map_or(&choice.agent, |agent| &agent.name);
            vec![with_id(name, &choice.agent), word(choice.judgement), Said::from(&choice.reason)]
        });
        let heads = [said!("Agent"), said!("Judgement"), said!("Reason")];
        self.table(&said!("Agents"), &heads, agents)?;
        let devices =
            case.devices.iter().map(|device| vec![Said::mark(&device.id), Said::from(&device.name)]);
        self.table(&said!("Devices"), &[said!("Id"), said!("Device")], devices)
    }

    fn flows(&mut self) -> fmt::Result {
        let segments = self.case.graph.segments().iter().zip(&self.besides.rest);
        let rows = segments.map(|(segment, (flow, diameter, pressure))| {
            let numbers = [Said::number(*flow, 1), Said::number(*diameter, 2), Said::number(*pressure, 1)];
            [Said::mark(&segment.id), Said::from(&segment.vessel)].into_iter().chain(numbers).collect()
        });
        let (wide, pressure) = (said!("mm wide"), said!("mmHg at its end"));
        let heads = [said!("Segment"), said!("Vessel"), Said::mark("mL/min"), wide, pressure];
        self.table(&said!("Flow at rest"), &heads, rows)
    }

    fn rubric(&mut self) -> fmt::Result {
        let rubric = &self.case.rubric;
        let steps = rubric.phases.iter().flat_map(|phase| {
            let minimum = said!(
                "{id} {name} (minimum {share} %)",
                id = Said::mark(&phase.id),
                name = &phase.name,
                share = Said::number(100.0 * phase.minimum, 0)
            );
            phase.steps.iter().map(move |step| {
                vec![minimum.clone(), Said::mark(&step.id), points(step.points), Said::from(&step.rule)]
            })
        });
        let heads = [said!("Phase"), said!("Step"), said!("Points"), said!("Asked")];
        self.table(&said!("Rubric: steps"), &heads, steps)?;
        let errors = rubric.errors.iter().map(|rule| {
            let weight = if rule.critical { said!("critical") } else { Said::default() };
            vec![Said::mark(&rule.id), weight, points(rule.points), Said::from(&rule.why)]
        });
        let heads = [said!("Error"), Said::default(), said!("Points off"), said!("What went wrong")];
        self.table(&said!("Rubric: errors"), &heads, errors)
    }
}

/// A name, and the id that the file has for it.
fn with_id(name: &str, id: &str) -> Said {
    Said::from(name) + Said::mark(format!(" ({id})"))
}

/// Points with as many decimals as the author wrote.
fn points(points: f64) -> Said {
    let decimals = points.to_string().split_once('.').map_or(0, |(_, decimals)| decimals.len());
    Said::number(points, decimals)
}
