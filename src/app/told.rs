//! Cases in the words of each language of the window, for eyes only: what is played, scored and kept is the case itself.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::text::Language;
use crate::model::Case;
use crate::scenario::translation;

/// The translated cases, each made when it is first asked for: drawn anatomies come up while practising.
#[derive(Debug, Default)]
pub struct Told {
    known: Mutex<Vec<(Language, Arc<Case>)>>,
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
        if language == Language::English {
            return Arc::clone(case);
        }
        // Nothing that could panic is done while it is held.
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let same =
            |it: &&(Language, Arc<Case>)| it.0 == language && it.1.hash == case.hash && it.1.id == case.id;
        if let Some((_, told)) = known.iter().find(same) {
            return Arc::clone(told);
        }
        let file = self.opened.as_ref().filter(|(hash, _)| *hash == case.hash);
        let beside = file.and_then(|(_, path)| {
            std::fs::read_to_string(path.with_extension(format!("{}.ftl", language.tag()))).ok()
        });
        let told = Arc::new(translation::told(case, language.tag(), beside.as_deref()));
        known.push((language, Arc::clone(&told)));
        told
    }
}
