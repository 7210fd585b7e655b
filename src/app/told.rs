//! Cases in the words of each language of the window, for eyes only: what is played, scored and kept is the case itself.

use std::path::Path;
use std::sync::Arc;

use super::text::Language;
use crate::model::Case;
use crate::scenario::{catalog, translation};

/// The translated cases.
#[derive(Clone, Debug, Default)]
pub struct Told(Vec<(Language, Arc<Case>)>);

impl Told {
    /// Translates cases as far as there are texts: the terms that cases share, then the side-car of the case, which is
    /// bundled, or lies beside the file that a case was opened from.
    pub fn new(cases: &[Arc<Case>], opened: Option<(usize, &Path)>) -> Self {
        let mut told = Vec::new();
        for language in Language::ALL.into_iter().filter(|language| *language != Language::English) {
            let tag = language.tag();
            let terms = catalog::file(&format!("catalogue/terms.{tag}.ftl")).map_or("", |file| file.text);
            for (i, case) in cases.iter().enumerate() {
                let beside = opened.filter(|(place, _)| *place == i).and_then(|(_, path)| {
                    std::fs::read_to_string(path.with_extension(format!("{tag}.ftl"))).ok()
                });
                let bundled =
                    catalog::file(&format!("cases/{}.{tag}.ftl", case.id)).map_or("", |file| file.text);
                let own = beside.as_deref().unwrap_or(bundled);
                told.push((language, Arc::new(translation::translated(case, &[terms, own]))));
            }
        }
        Self(told)
    }

    /// A case in a language; as it is where there is no translation of it.
    pub fn of<'a>(&'a self, case: &'a Arc<Case>, language: Language) -> &'a Arc<Case> {
        let same =
            |it: &&(Language, Arc<Case>)| it.0 == language && it.1.hash == case.hash && it.1.id == case.id;
        self.0.iter().find(same).map_or(case, |(_, case)| case)
    }
}
