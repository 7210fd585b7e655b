//! What cases build on: anatomies, the catalogue, the bibliography, the default rubric, and the bundled cases.

use std::collections::{BTreeMap, BTreeSet};

use super::diagnostic::{self, Diagnostic};
use super::validate::{self, anatomy::CheckedAnatomy, catalogue::Catalogue};
use super::{AccessPoint, Checked, catalog, kind, parse, parse_anatomy, raw};
use crate::model::{Blood, VesselGraph};

/// A checked anatomy: the graph, where it can be entered, and the file's own data for cases to build on.
#[derive(Debug)]
pub struct Anatomy {
    checked: CheckedAnatomy,
    raw: raw::Anatomy,
}

impl Anatomy {
    pub(super) fn new(checked: CheckedAnatomy, raw: raw::Anatomy) -> Self {
        Self { checked, raw }
    }

    /// Id as in the file.
    pub fn id(&self) -> &str {
        &self.raw().id
    }

    /// Name for people.
    pub fn name(&self) -> &str {
        &self.raw().name
    }

    /// The vessel graph.
    pub fn graph(&self) -> &VesselGraph {
        &self.checked.graph
    }

    /// What flows, if it says.
    pub(super) fn blood(&self) -> Option<Blood> {
        self.checked.blood
    }

    /// Places where a sheath can enter.
    pub fn access(&self) -> &[AccessPoint] {
        &self.checked.access
    }

    /// The file's data, with those of what it builds on.
    pub fn raw(&self) -> &raw::Anatomy {
        &self.raw
    }
}

/// A case file of the library, not read yet.
#[derive(Clone, Debug)]
pub struct CaseFile {
    /// Id, from the file's name.
    pub id: String,
    /// Name shown in front of positions.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Everything that cases refer to. Built up by adding texts; a later one of the same id replaces the earlier one.
#[derive(Debug, Default)]
pub struct Library {
    anatomies: BTreeMap<String, Anatomy>,
    catalogue: Catalogue,
    sources: BTreeSet<String>,
    rubric: Option<raw::Rubric>,
    variants: BTreeMap<String, raw::Variants>,
    cases: Vec<CaseFile>,
}

impl Library {
    /// Nothing.
    pub fn empty() -> Self {
        Self::default()
    }

    /// What this program carries with it. Its own files are sound, which a test proves; were one not, it would be
    /// missing here.
    pub fn bundled() -> Self {
        let mut library = Self::empty();
        for file in catalog::FILES {
            let name = format!("scenarios/{}", file.path);
            if file.path == "sources.ron" {
                let _ = library.add_sources(file.text, &name);
            }
        }
        for file in catalog::folder("catalogue") {
            let name = format!("scenarios/{}", file.path);
            let _ = match kind::kind_of(file.text) {
                Some(kind::Kind::Rubric) => library.add_rubric(file.text, &name),
                // They need their anatomy.
                Some(kind::Kind::Variants) => Ok(Vec::new()),
                _ => library.add_catalogue(file.text, &name),
            };
        }
        for file in catalog::folder("anatomies") {
            let _ = library.add_anatomy(file.text, &format!("scenarios/{}", file.path));
        }
        for file in catalog::folder("catalogue") {
            if kind::kind_of(file.text) == Some(kind::Kind::Variants) {
                let _ = library.add_variants(file.text, &format!("scenarios/{}", file.path));
            }
        }
        for file in catalog::folder("cases") {
            let stem = file.path.trim_start_matches("cases/").trim_end_matches(".ron");
            library.add_case(stem, file.text, &format!("scenarios/{}", file.path));
        }
        library
    }

    /// Adds an anatomy, or replaces the one of the same id. Gives its warnings.
    pub fn add_anatomy(
        &mut self,
        text: impl AsRef<[u8]>,
        name: &str,
    ) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
        let Checked { value, warnings } = parse_anatomy(self, text, name)?;
        self.anatomies.insert(value.id().to_owned(), value);
        Ok(warnings)
    }

    /// Adds devices, agents and contrast media.
    pub fn add_catalogue(
        &mut self,
        text: impl AsRef<[u8]>,
        name: &str,
    ) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
        let parsed = parse::parse::<raw::Catalogue>(kind::located(text.as_ref(), name)?)?;
        let Checked { value, warnings } = validate::catalogue::check(self, &parsed)?;
        self.catalogue.merge(value);
        Ok(warnings)
    }

    /// Adds a bibliography.
    pub fn add_sources(
        &mut self,
        text: impl AsRef<[u8]>,
        name: &str,
    ) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
        let parsed = parse::parse::<raw::Sources>(kind::located(text.as_ref(), name)?)?;
        let Checked { value, warnings } = validate::sources::check(&parsed)?;
        self.sources.extend(value);
        Ok(warnings)
    }

    /// Sets the default rubric.
    pub fn add_rubric(
        &mut self,
        text: impl AsRef<[u8]>,
        name: &str,
    ) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
        let parsed = parse::parse::<raw::Rubric>(kind::located(text.as_ref(), name)?)?;
        let Checked { warnings, .. } = validate::rubric::check(self, &parsed)?;
        self.rubric = Some(parsed.raw);
        Ok(warnings)
    }

    /// Adds the variants of an anatomy that is there.
    pub fn add_variants(
        &mut self,
        text: impl AsRef<[u8]>,
        name: &str,
    ) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
        let parsed = parse::parse::<raw::Variants>(kind::located(text.as_ref(), name)?)?;
        let Checked { warnings, .. } = validate::variants::check(self, &parsed)?;
        self.variants.insert(parsed.raw.anatomy.clone(), parsed.raw);
        Ok(warnings)
    }

    /// Adds a case file; it is read when it is asked for.
    pub fn add_case(&mut self, id: &str, text: &str, name: &str) {
        self.cases.push(CaseFile { id: id.to_owned(), name: name.to_owned(), text: text.to_owned() });
    }

    /// The library with an anatomy of its own added.
    pub fn with_anatomy(
        mut self,
        text: impl AsRef<[u8]>,
        name: &str,
    ) -> Result<Checked<Self>, Vec<Diagnostic>> {
        let warnings = self.add_anatomy(text, name)?;
        Ok(Checked { value: self, warnings })
    }

    /// An anatomy by id.
    pub fn anatomy(&self, id: &str) -> Option<&Anatomy> {
        self.anatomies.get(id)
    }

    /// All anatomies, in the order of their ids.
    pub fn anatomies(&self) -> impl Iterator<Item = &Anatomy> {
        self.anatomies.values()
    }

    /// How an anatomy differs between people.
    pub fn variants(&self, anatomy: &str) -> Option<&raw::Variants> {
        self.variants.get(anatomy)
    }

    /// Devices, agents and contrast media.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The bundled cases.
    pub fn cases(&self) -> &[CaseFile] {
        &self.cases
    }

    /// Ids of the bibliography.
    pub fn sources(&self) -> &BTreeSet<String> {
        &self.sources
    }

    /// The default rubric.
    pub fn rubric(&self) -> Option<&raw::Rubric> {
        self.rubric.as_ref()
    }
}

/// Checks every embedded file that is a scenario: what is wrong with them, errors and warnings.
pub fn check_bundled(library: &Library) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for file in catalog::FILES {
        if kind::kind_of(file.text).is_some() && !file.path.starts_with("sessions/") {
            problems.extend(kind::check_file(
                library,
                file.text.as_bytes(),
                &format!("scenarios/{}", file.path),
            ));
        }
    }
    diagnostic::sort(&mut problems);
    problems
}
