//! Text to checked case: parse, locate, validate, explain.
//!
//! A file is read once: text → serde image (`raw`) → checked model. Everything wrong with it is reported at once, each
//! problem with its place, so that an educator mends a file in one round. Nothing behind this module checks again.

pub mod catalog;
pub mod codes;
pub mod diagnostic;
mod graft;
pub mod hash;
mod kind;
mod lex;
pub mod library;
mod locate;
mod open_points;
mod parse;
mod phrasebook;
pub mod raw;
mod ron_error;
mod scratch;
mod source;
mod suggest;
pub mod translation;
mod validate;
pub mod variant;

pub use diagnostic::{Diagnostic, Severity, render_all};
pub use kind::{Kind, check_file, kind_of};
pub use library::{Anatomy, Library};
pub use open_points::{OpenPoint, open_points};
pub use phrasebook::{Phrasebook, sentence_id};
pub use source::{MAX_BYTES, too_large, unreadable};
pub use suggest::closest;
pub use translation::check_translation;
pub use validate::anatomy::AccessPoint;

use crate::model::{Case, Rubric, StudyPhase};

/// Something that passed, with what somebody should still look at.
#[derive(Clone, Debug)]
pub struct Checked<T> {
    /// The checked content.
    pub value: T,
    /// Warnings.
    pub warnings: Vec<Diagnostic>,
}

/// Reads a case. What it builds on (anatomy, catalogue, sources, default rubric) comes from the library. `name` is
/// shown in front of positions. The error holds all problems, warnings too, in the order of the file.
pub fn parse_case(
    library: &Library,
    text: impl AsRef<[u8]>,
    name: &str,
) -> Result<Checked<Case>, Vec<Diagnostic>> {
    let located = kind::located(text.as_ref(), name)?;
    let parsed = parse::parse::<raw::Case>(located)?;
    validate::case::check(library, &parsed)
}

/// Reads an anatomy.
pub fn parse_anatomy(
    library: &Library,
    text: impl AsRef<[u8]>,
    name: &str,
) -> Result<Checked<Anatomy>, Vec<Diagnostic>> {
    let located = kind::located(text.as_ref(), name)?;
    let parsed = parse::parse::<raw::Anatomy>(located)?;
    let checked = validate::anatomy::check(library, &parsed)?;
    let base = parsed.raw.base.as_deref().and_then(|base| library.anatomy(base));
    let whole = match base {
        Some(base) => graft::on_base(&parsed.raw, base.raw()),
        None => parsed.raw,
    };
    Ok(Checked { value: Anatomy::new(checked.value, whole), warnings: checked.warnings })
}

/// Reads a rubric.
pub fn parse_rubric(
    library: &Library,
    text: impl AsRef<[u8]>,
    name: &str,
) -> Result<Checked<Rubric>, Vec<Diagnostic>> {
    let parsed = parse::parse::<raw::Rubric>(kind::located(text.as_ref(), name)?)?;
    validate::rubric::check(library, &parsed)
}

/// A bundled case by id; `None` when there is no such case.
pub fn bundled_case(library: &Library, id: &str) -> Option<Result<Checked<Case>, Vec<Diagnostic>>> {
    let file = library.cases().iter().find(|case| case.id == id)?;
    Some(parse_case(library, &file.text, &file.name))
}

/// A bundled case by id on a drawn anatomy; `None` when there is no such case, or its anatomy has no variants.
pub fn bundled_variant(
    library: &Library,
    id: &str,
    seed: u64,
) -> Option<Result<Checked<Case>, Vec<Diagnostic>>> {
    let file = library.cases().iter().find(|case| case.id == id)?;
    drawn_case(library, &file.text, &file.name, seed)
}

/// A case on an anatomy drawn by a seed from the variants of the one it names (`variant`): what practice repeats without
/// repeating itself. What was drawn is told at the end of each arterial study, because the texts are of the usual anatomy.
/// `None` when that anatomy has no variants.
pub fn drawn_case(
    library: &Library,
    text: impl AsRef<[u8]>,
    name: &str,
    seed: u64,
) -> Option<Result<Checked<Case>, Vec<Diagnostic>>> {
    let mut parsed = match kind::located(text.as_ref(), name).and_then(parse::parse::<raw::Case>) {
        Ok(parsed) => parsed,
        Err(problems) => return Some(Err(problems)),
    };
    let id = parsed.raw.anatomy.as_str();
    let (base, variants) = library.anatomy(id).zip(library.variants(id))?;
    let drawn = variant::draw(base, variants, seed, (id, &parsed.raw.fixed));
    let anatomy = match parse_anatomy(library, drawn.text(), &format!("{id}, variant {seed}")) {
        Ok(anatomy) => anatomy.value,
        Err(problems) => return Some(Err(problems)),
    };
    variant::follow(&mut parsed.raw, anatomy.raw());
    let checked = validate::case::check_on(library, Some(&anatomy), &parsed);
    Some(checked.map(|mut checked| {
        let case = &mut checked.value;
        case.variant = Some(seed);
        for study in case.studies.iter_mut().filter(|study| study.phase == StudyPhase::Arterial) {
            study.findings.push_str(variant::OF_THIS_PATIENT);
            study.findings.push_str(&drawn.patterns.join("; "));
        }
        case.hash = hash::of_case(case);
        checked
    }))
}

/// Id of the anatomy that a case file names, whatever else is wrong with it.
pub fn anatomy_of(text: impl AsRef<[u8]>) -> Option<String> {
    let located = kind::located(text.as_ref(), "").ok()?;
    let field = located.root().field("anatomy");
    field.exists().then(|| field.text().map(str::to_owned)).flatten()
}
