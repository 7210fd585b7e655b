//! Text to checked case: parse, locate, validate, explain.
//!
//! A file is read once: text → serde image (`raw`) → checked model. Everything wrong with it is reported at once, each
//! problem with its place, so that an educator mends a file in one round. Nothing behind this module checks again.

pub mod catalog;
pub mod codes;
pub mod diagnostic;
pub mod hash;
mod kind;
mod lex;
pub mod library;
mod locate;
mod open_points;
mod parse;
pub mod raw;
mod ron_error;
mod source;
mod suggest;
pub mod translation;
mod validate;
pub mod variant;

pub use diagnostic::{Diagnostic, Severity, render_all};
pub use kind::{Kind, check_file, kind_of};
pub use library::{Anatomy, Library};
pub use open_points::{OpenPoint, open_points};
pub use source::{MAX_BYTES, too_large};
pub use translation::check_translation;
pub use validate::anatomy::AccessPoint;

use crate::model::{Case, Rubric};

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
    Ok(Checked { value: Anatomy::new(checked.value, parsed), warnings: checked.warnings })
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

/// Id of the anatomy that a case file names, whatever else is wrong with it.
pub fn anatomy_of(text: impl AsRef<[u8]>) -> Option<String> {
    let located = kind::located(text.as_ref(), "").ok()?;
    let field = located.root().field("anatomy");
    field.exists().then(|| field.text().map(str::to_owned)).flatten()
}
