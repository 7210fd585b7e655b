//! What the engine says, in the language of the window: the engine speaks English, and its sentences are found again by
//! what stands between their values.

use std::sync::LazyLock;

use super::text::{Language, Text};

/// A sentence with holes, and how it is said.
struct Phrase {
    english: &'static str,
    said: &'static str,
}

/// A sentence of the engine in the language of a text; as it is where nobody translated it.
pub fn said(text: &Text, sentence: &str) -> String {
    static SPANISH: LazyLock<Vec<Phrase>> = LazyLock::new(|| read(SPANISH_PHRASES));
    match text.language() {
        Language::English => sentence.to_owned(),
        Language::Spanish => translated(text, &SPANISH, sentence),
    }
}

/// The Spanish sentences.
pub const SPANISH_PHRASES: &str = include_str!("../../assets/text/engine.es.txt");

fn read(file: &'static str) -> Vec<Phrase> {
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(" = ")).map(|(english, said)| Phrase { english, said }).collect()
}

fn translated(text: &Text, phrases: &[Phrase], sentence: &str) -> String {
    if let Ok(number) = sentence.parse::<f64>() {
        return if number.is_finite() { text.plain_of(sentence) } else { sentence.to_owned() };
    }
    let fitting = phrases.iter().filter_map(|phrase| Some((phrase, values(phrase.english, sentence)?)));
    // The one with the most words of its own is meant.
    let Some((phrase, values)) = fitting.max_by_key(|(phrase, _)| phrase.english.replace("{}", "").len())
    else {
        return sentence.to_owned();
    };
    let mut parts = phrase.said.split("{}");
    let mut line = parts.next().unwrap_or_default().to_owned();
    for (value, part) in values.into_iter().zip(parts) {
        // What stands in a hole is shorter than the whole: this ends.
        let whole = value.len() == sentence.len();
        line.push_str(&if whole { value.to_owned() } else { translated(text, phrases, value) });
        line.push_str(part);
    }
    line
}

/// What stands in the holes of a pattern, where a sentence fits it.
fn values<'s>(pattern: &str, sentence: &'s str) -> Option<Vec<&'s str>> {
    let mut parts = pattern.split("{}");
    let mut rest = sentence.strip_prefix(parts.next()?)?;
    let mut values = Vec::new();
    let parts: Vec<&str> = parts.collect();
    for (i, part) in parts.iter().enumerate() {
        let last = i + 1 == parts.len();
        let end = if last { rest.strip_suffix(part)?.len() } else { rest.find(part)? };
        values.push(&rest[..end]);
        rest = &rest[end + part.len()..];
    }
    rest.is_empty().then_some(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_found_by_what_stands_between_their_values() {
        let text = Language::Spanish.text();
        assert_eq!(
            said(text, "3.5 mL/s is more than a small syringe gives: up to 5 mL/s"),
            "3,5 mL/s es más de lo que da una jeringa pequeña: hasta 5 mL/s"
        );
        assert_eq!(said(text, "advance wire 12.5 mm"), "avanzar guía 12,5 mm");
        assert_eq!(said(text, "Heart rate low: 41 /min"), "Frecuencia cardíaca baja: 41 /min");
        assert_eq!(said(text, "nobody said this"), "nobody said this");
        assert_eq!(said(Language::English.text(), "a run is going on"), "a run is going on");
    }
}
