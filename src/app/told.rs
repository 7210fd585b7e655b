//! Cases in the words of each language of the window, for eyes only: what is played, scored and kept is the case itself.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::files;
use super::text::Language;
use crate::model::Case;
use crate::scenario::{Phrasebook, translation};

/// A case as it reads in a language, and how what is said of it is said there.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The language.
    pub language: Language,
    /// The case.
    pub case: Arc<Case>,
    /// What says the sentences of the score.
    pub book: Arc<Phrasebook>,
}

/// The translated cases, each made when it is first asked for: drawn anatomies come up while practising.
#[derive(Debug, Default)]
pub struct Told {
    known: Mutex<Vec<Reading>>,
    /// A case that was opened from a file, by its hash: translations may lie beside it.
    opened: Option<(u64, PathBuf)>,
}

impl Told {
    /// Translations of bundled cases, and of one that was opened from a file.
    pub fn new(opened: Option<(&Case, &Path)>) -> Self {
        Self { opened: opened.map(|(case, path)| (case.hash, path.to_owned())), ..Self::default() }
    }

    /// A case in a language, as far as there are texts: the terms that cases share, then the side-car of the case.
    pub fn of(&self, case: &Arc<Case>, language: Language) -> Arc<Case> {
        self.reading(case, language).case
    }

    /// The same, with what says sentences about it.
    pub fn reading(&self, case: &Arc<Case>, language: Language) -> Reading {
        if language == Language::English {
            return Reading { language, case: Arc::clone(case), book: Arc::default() };
        }
        // Nothing that could panic is done while it is held.
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let same =
            |it: &&Reading| it.language == language && it.case.hash == case.hash && it.case.id == case.id;
        if let Some(reading) = known.iter().find(same) {
            return reading.clone();
        }
        let file = self.opened.as_ref().filter(|(hash, _)| *hash == case.hash);
        let beside = file
            .and_then(|(_, path)| files::read(&path.with_extension(format!("{}.ftl", language.tag()))).ok());
        let told = translation::told(case, language.tag(), beside.as_deref());
        let book = Arc::new(Phrasebook::new(language.tag(), case, &told));
        let reading = Reading { language, case: Arc::new(told), book };
        known.push(reading.clone());
        reading
    }
}
