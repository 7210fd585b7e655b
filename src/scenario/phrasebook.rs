//! A language for what is `Said`: sentences by their English patterns, names by the English ones of the case.
//!
//! `catalogue/sentences.LANG.ftl` has a sentence under the words of its pattern, joined by `-`, with `{ $name }` for each
//! value; `decimal-mark` is what stands before decimals. What it lacks is said in English.

use std::collections::BTreeMap;

use super::catalog;
use super::source::Source;
use super::translation;
use crate::model::Case;
use crate::said::{Piece, Said, filled};

/// The sentences of one language, with the names of one case.
#[derive(Clone, Debug, Default)]
pub struct Phrasebook {
    sentences: BTreeMap<String, String>,
    names: BTreeMap<String, String>,
}

impl Phrasebook {
    /// For what is said of a case, which reads `told` in the language with this tag. English needs no book: with its tag,
    /// as with that of a language nobody has written down, everything is said as it is.
    pub fn new(language: &str, case: &Case, told: &Case) -> Self {
        let file = catalog::file(&format!("catalogue/sentences.{language}.ftl"));
        let source = file.and_then(|file| Source::read(file.text.as_bytes(), file.path).ok());
        let entries = source.map(|source| translation::entries(&source, &mut Vec::new()));
        let sentences = entries.into_iter().flatten().map(|(id, (_, text))| (id, text)).collect();
        let (mut case, mut told) = (case.clone(), told.clone());
        let (english, other) = (translation::places(&mut case), translation::places(&mut told));
        let names = english.into_iter().zip(other).map(|(own, told)| (own.2.clone(), told.2.clone()));
        Self { sentences, names: names.collect() }
    }

    /// Says it in the language, with a capital at its beginning as in English.
    pub fn tell(&self, said: &Said) -> String {
        let text = self.say(said);
        let mut letters = text.chars();
        let capital = said.to_string().starts_with(char::is_uppercase);
        match letters.next().filter(|_| capital) {
            Some(first) => first.to_uppercase().chain(letters).collect(),
            None => text,
        }
    }

    fn say(&self, said: &Said) -> String {
        said.0.iter().map(|piece| self.piece(piece)).collect()
    }

    fn piece(&self, piece: &Piece) -> String {
        match piece {
            Piece::Mark(mark) => mark.clone(),
            Piece::Text(text) => self.names.get(text).unwrap_or(text).clone(),
            Piece::Number(value, decimals) => {
                let mark = self.sentences.get("decimal-mark").map_or(".", String::as_str);
                format!("{value:.decimals$}").replace('.', mark)
            }
            Piece::Sentence(pattern, values) => {
                let tell = |value: &Said| self.say(value);
                match self.sentences.get(&sentence_id(pattern)) {
                    Some(own) => filled(&own.replace("{ $", "{$"), "{$", values, &tell),
                    None => filled(pattern, "{", values, &tell),
                }
            }
        }
    }
}

/// What a translation knows a sentence by: the words and values of its English pattern.
pub fn sentence_id(pattern: &str) -> String {
    let words = pattern.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}
