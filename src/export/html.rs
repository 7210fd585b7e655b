//! The report as one page: readable, printable, with its pictures inside, nothing loaded from elsewhere.

use core::fmt::{self, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::model::Case;
use crate::said::{Said, said};
use crate::scoring::Report;
use crate::scoring::report::{Finding, Metrics, PhaseScore, StepScore, Verdict, caveat};
use crate::sim::RunRecord;

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
    pub caption: Said,
    /// What was written and measured on it by hand, as it reads in the language of the page.
    pub marks: Vec<String>,
    /// The bytes of a PNG file.
    pub png: Vec<u8>,
}

/// What stands above a phase: what it is called and what was reached in it.
#[must_use]
pub fn phase_title(phase: &PhaseScore) -> Said {
    said!(
        "{id} {name}: {score} of {max}, {needed} needed",
        id = Said::mark(&phase.id),
        name = &phase.name,
        score = Said::number(phase.score, 1),
        max = Said::number(phase.max, 1),
        needed = Said::number(phase.needed, 1)
    )
}

/// What the picture of a run is called: its number, its moment, how much was injected from where.
#[must_use]
pub fn caption(case: &Case, record: &RunRecord) -> Said {
    let (number, moment) = (record.number, Said::mark(record.from));
    let Some(segment) = &record.injected_at else {
        return said!("Run {number} at {moment}: no contrast", number, moment);
    };
    let vessel = case.graph.find_segment(segment).map_or(segment, |ix| &case.graph.segment(ix).vessel);
    said!(
        "Run {number} at {moment}: {ml} mL of contrast from the {vessel}",
        number,
        moment,
        ml = Said::number(record.contrast_ml, 0),
        vessel
    )
}

/// Says something in the language of the page.
pub type Tell<'a> = dyn Fn(&Said) -> String + 'a;

/// The page, in English or as `tell` says it: `language` is the tag of that. The case is given as it reads there.
pub fn page(
    case: &Case,
    report: &Report,
    pictures: &[Picture],
    (language, tell): (&str, &Tell<'_>),
) -> String {
    let mut page = Page { html: String::new(), tell };
    // Writing into a String has no way to fail.
    let _ = page.write(case, &report.told(tell), pictures, language);
    page.html
}

/// A page that is being written.
struct Page<'a> {
    html: String,
    tell: &'a Tell<'a>,
}

impl Page<'_> {
    fn write(&mut self, case: &Case, report: &Report, pictures: &[Picture], language: &str) -> fmt::Result {
        let (title, caveat) = (self.say(&said!("{title} – report", title = &case.title)), self.caveat());
        write!(
            self.html,
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n",
            escape(language),
        )?;
        self.head(case, report)?;
        self.phases(report)?;
        let note = said!("Each of these fails the case.");
        self.findings(&said!("Critical errors"), Some(&note), &report.critical_errors)?;
        self.findings(&said!("Errors"), None, &report.errors)?;
        self.happenings(report)?;
        self.metrics(&report.metrics)?;
        self.gallery(pictures)?;
        self.teaching(case)?;
        let state = self.say(&said!(
            "State {hash} after {time} of simulated time. The score follows from the recorded commands and can be \
             computed again from them.",
            hash = Said::mark(&report.state_hash),
            time = minutes(report.sim_seconds)
        ));
        writeln!(
            self.html,
            "<footer><p>{state}</p><p class=\"limits\">{caveat}</p></footer>\n</main>\n</body>\n</html>"
        )
    }

    /// In the language of the page, safe inside markup.
    fn say(&self, said: &Said) -> String {
        escape(&(self.tell)(said))
    }

    fn caveat(&self) -> String {
        self.say(&caveat())
    }

    fn heading(&mut self, title: &Said) -> fmt::Result {
        let title = self.say(title);
        writeln!(self.html, "<h2>{title}</h2>")
    }

    fn head(&mut self, case: &Case, report: &Report) -> fmt::Result {
        let score = Said::number(report.score, 1);
        let verdict = self.say(&match report.verdict {
            Verdict::Pass => said!("Passed: {score} of 100", score),
            Verdict::Fail => said!("Not passed: {score} of 100", score),
        });
        let session = self.say(&said!(
            "Case {case}, mode {mode}, seed {seed}",
            case = Said::mark(&report.scenario),
            mode = mode(&report.mode),
            seed = Said::mark(report.seed)
        ));
        let caveat = self.caveat();
        write!(
            self.html,
            "<h1>{}</h1>\n<p>{}</p>\n<p class=\"limits\">{caveat}</p>\n<p class=\"verdict\">{verdict}</p>\n\
             <p>{session}</p>\n",
            escape(&case.title),
            escape(&case.objective),
        )
    }

    fn phases(&mut self, report: &Report) -> fmt::Result {
        self.heading(&said!("Steps"))?;
        for phase in &report.phases {
            let steps = report.steps.iter().filter(|step| step.phase == phase.id);
            self.phase(phase, steps)?;
        }
        Ok(())
    }

    fn phase<'s>(&mut self, phase: &PhaseScore, steps: impl Iterator<Item = &'s StepScore>) -> fmt::Result {
        let title = self.say(&phase_title(phase));
        let names = [said!("Step"), said!("How it went"), said!("Points"), said!("Moment"), said!("Why")];
        let [step, went, points, moment, why] = names.map(|name| self.say(&name));
        write!(
            self.html,
            "<section>\n<h3>{title}</h3>\n<table>\n<thead><tr><th>{step}</th><th>{went}</th><th class=\"n\">{points}</th>\
             <th class=\"n\">{moment}</th><th>{why}</th></tr></thead>\n<tbody>\n",
        )?;
        for step in steps {
            self.step(step)?;
        }
        self.html.push_str("</tbody>\n</table>\n</section>\n");
        Ok(())
    }

    fn step(&mut self, step: &StepScore) -> fmt::Result {
        let status = self.say(&step.status.told());
        let (score, max) = (Said::number(step.points, 1), Said::number(step.max, 1));
        let points = self.say(&said!("{score} of {max}", score, max));
        let expert = self.say(&said!("An expert: {expert}", expert = &step.expert));
        writeln!(
            self.html,
            "<tr><td>{}</td><td>{status}</td><td class=\"n\">{points}</td><td class=\"n\">{}</td><td>{}\
             <div class=\"expert\">{expert}</div></td></tr>",
            escape(&step.rule),
            step.tick.map_or_else(|| "–".to_owned(), |tick| tick.to_string()),
            escape(&step.why.to_string()),
        )
    }

    fn findings(&mut self, title: &Said, note: Option<&Said>, findings: &[Finding]) -> fmt::Result {
        self.heading(title)?;
        let none = said!("None");
        if let Some(note) = if findings.is_empty() { Some(&none) } else { note } {
            let note = self.say(note);
            writeln!(self.html, "<p>{note}</p>")?;
        }
        if findings.is_empty() {
            return Ok(());
        }
        let names = [said!("Rule"), said!("Moment"), said!("Points"), said!("Why")];
        let [rule, moment, points, why] = names.map(|name| self.say(&name));
        write!(
            self.html,
            "<table>\n<thead><tr><th>{rule}</th><th class=\"n\">{moment}</th><th class=\"n\">{points}</th><th>{why}</th>\
             </tr></thead>\n<tbody>\n"
        )?;
        for finding in findings {
            let expert = self.say(&said!("An expert: {expert}", expert = &finding.expert));
            let points = self.say(&Said::number(finding.points, 1));
            writeln!(
                self.html,
                "<tr><td><code>{}</code></td><td class=\"n\">{}</td><td class=\"n\">−{points}</td><td>{}<div \
                 class=\"expert\">{expert}</div></td></tr>",
                escape(&finding.id),
                finding.tick,
                escape(&finding.why.to_string()),
            )?;
        }
        self.html.push_str("</tbody>\n</table>\n");
        Ok(())
    }

    fn happenings(&mut self, report: &Report) -> fmt::Result {
        if report.events.is_empty() {
            return Ok(());
        }
        self.heading(&said!("What happened to the patient"))?;
        let note = self.say(&said!("Not faults by themselves."));
        writeln!(self.html, "<p>{note}</p>\n<ul>")?;
        for event in &report.events {
            writeln!(self.html, "<li>{}: {}</li>", event.tick, escape(&event.what.to_string()))?;
        }
        self.html.push_str("</ul>\n");
        Ok(())
    }

    fn metrics(&mut self, metrics: &Metrics) -> fmt::Result {
        self.heading(&said!("Measures"))?;
        self.html.push_str("<table>\n<tbody>\n");
        for (name, value) in metric_rows(metrics) {
            let (name, value) = (self.say(&name), self.say(&value));
            writeln!(self.html, "<tr><td>{name}</td><td class=\"n\">{value}</td></tr>")?;
        }
        self.html.push_str("</tbody>\n</table>\n");
        Ok(())
    }

    fn gallery(&mut self, pictures: &[Picture]) -> fmt::Result {
        if pictures.is_empty() {
            return Ok(());
        }
        self.heading(&said!("Angiograms"))?;
        self.html.push_str("<div class=\"pictures\">\n");
        for picture in pictures {
            let caption = self.say(&picture.caption);
            writeln!(
                self.html,
                "<figure><img alt=\"{caption}\" src=\"data:image/png;base64,{}\"><figcaption>{caption}",
                STANDARD.encode(&picture.png)
            )?;
            for (i, mark) in picture.marks.iter().enumerate() {
                writeln!(self.html, "<br>{}: {}", i + 1, escape(mark))?;
            }
            self.html.push_str("</figcaption></figure>\n");
        }
        self.html.push_str("</div>\n");
        Ok(())
    }

    fn teaching(&mut self, case: &Case) -> fmt::Result {
        if case.teaching.is_empty() {
            return Ok(());
        }
        self.heading(&said!("What to take home"))?;
        self.html.push_str("<ul>\n");
        for text in &case.teaching {
            writeln!(self.html, "<li>{}</li>", escape(text))?;
        }
        self.html.push_str("</ul>\n");
        Ok(())
    }
}

/// The mode of a session.
pub fn mode(word: &str) -> Said {
    match word {
        "learn" => said!("learn"),
        "practice" => said!("practice"),
        "assess" => said!("assess"),
        other => Said::mark(other),
    }
}

/// The measures for people: name, value with unit.
pub fn metric_rows(m: &Metrics) -> Vec<(Said, Said)> {
    let with = |value: f64, decimals, unit: &str| Said::number(value, decimals) + Said::mark(unit);
    vec![
        (said!("Procedure time"), minutes(m.procedure_time_s)),
        (said!("Fluoroscopy time"), minutes(m.fluoroscopy_time_s)),
        (said!("Contrast volume"), with(m.contrast_volume_ml, 0, " mL")),
        (said!("Runs"), Said::from(m.number_of_runs)),
        (said!("Air kerma at the reference point"), with(m.air_kerma_mgy, 0, " mGy")),
        (said!("Kerma-area product"), with(m.kap_gy_cm2, 1, " Gy·cm²")),
        (said!("Handling errors"), Said::from(m.handling_errors)),
        (
            said!("Flow left in the worst feeder"),
            said!("{share} % of rest", share = Said::number(m.residual_flow_percent, 1)),
        ),
        (said!("Heartbeats until contrast clears"), with(m.stasis_beats, 1, "")),
        (said!("Worst loss of a protected bed"), with(m.non_target_percent, 1, " %")),
        (said!("Perfusion of the target that is gone"), with(m.devascularised_percent, 1, " %")),
        (said!("Share of the dose in the lungs"), with(m.lung_share_percent, 1, " %")),
        (said!("Way of the catheter's tip"), with(m.catheter_tip_path_mm, 0, " mm")),
        (said!("Haematoma"), with(m.haematoma_ml, 1, " mL")),
    ]
}

fn minutes(seconds: f64) -> Said {
    let whole = seconds.max(0.0).round() as u64;
    Said::mark(format!("{}:{:02} min", whole / 60, whole % 60))
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
        assert_eq!(minutes(59.6).to_string(), "1:00 min");
        assert_eq!(minutes(605.2).to_string(), "10:05 min");
    }
}
