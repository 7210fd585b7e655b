//! A case as it reads in the language that was asked for, with what says sentences about it there.

use std::path::Path;

use super::failure::Failure;
use super::input;
use crate::model::Case;
use crate::said::Said;
use crate::scenario::{Phrasebook, translation};

/// English, in which everything is written.
const ENGLISH: &str = "en";

/// A case in a language.
pub(super) struct Reading {
    /// Tag of the language.
    pub(super) lang: String,
    /// The case.
    pub(super) case: Case,
    book: Phrasebook,
}

impl Reading {
    /// A case in a language; with the translation that lies beside its file, if it has one.
    pub(super) fn of(case: &Case, lang: Option<&str>, file: Option<&Path>) -> Self {
        let lang = lang.unwrap_or(ENGLISH);
        let beside =
            file.filter(|file| file.is_file()).map(|file| file.with_extension(format!("{lang}.ftl")));
        let beside = beside.and_then(|file| input::text(&file).ok());
        let told = match lang {
            ENGLISH => case.clone(),
            _ => translation::told(case, lang, beside.as_deref()),
        };
        Self { lang: lang.to_owned(), book: Phrasebook::new(lang, case, &told), case: told }
    }

    /// Says a sentence in the language.
    pub(super) fn tell(&self, said: &Said) -> String {
        self.book.tell(said)
    }
}

/// Refuses a language that nothing is written in, before anything is computed.
pub(super) fn known(lang: Option<&str>) -> Result<(), Failure> {
    let languages = translation::languages();
    match lang.filter(|lang| *lang != ENGLISH && !languages.contains(lang)) {
        Some(lang) => Err(Failure::input(format!("nothing is written in the language `{lang}`"))
            .hint(format!("there are `{ENGLISH}`, `{}`", languages.join("`, `")))),
        None => Ok(()),
    }
}
