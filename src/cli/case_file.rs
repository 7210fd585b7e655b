//! Cases, anatomies and sessions by bundled name or by path.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::failure::Failure;
use super::input;
use crate::model::{Case, Rubric};
use crate::replay::{Script, Session};
use crate::scenario::{self, Diagnostic, Kind, Library, OpenPoint, catalog};

/// All bundled cases.
pub(super) fn bundled() -> Result<Vec<Arc<Case>>, Failure> {
    let library = Library::bundled();
    library.cases().iter().map(|file| parse(&library, file.text.as_bytes(), &file.name)).collect()
}

/// The first bundled case.
pub(super) fn first() -> Result<Arc<Case>, Failure> {
    let library = Library::bundled();
    let file = library.cases().first().ok_or_else(|| Failure::other("no case is bundled"))?;
    parse(&library, file.text.as_bytes(), &file.name)
}

/// A case by bundled id or path.
pub(super) fn find(name: &str) -> Result<Arc<Case>, Failure> {
    find_variant(name, None)
}

/// The same; with a seed on an anatomy drawn from the published variants.
pub(super) fn find_variant(name: &str, variant: Option<u64>) -> Result<Arc<Case>, Failure> {
    let path = Path::new(name);
    if path.is_file() || looks_like_path(path) { read(path, variant) } else { bundled_by_id(name, variant) }
}

/// A bundled case by id, as drawn or as a variant.
pub(super) fn bundled_by_id(id: &str, variant: Option<u64>) -> Result<Arc<Case>, Failure> {
    let library = Library::bundled();
    match library.cases().iter().find(|file| file.id == id) {
        Some(file) => parse_variant(&library, (file.text.as_bytes(), &file.name), variant),
        None => Err(unknown(&library, id)),
    }
}

/// A case by path, as drawn or as a variant. Its anatomy may lie beside it.
pub(super) fn read(path: &Path, variant: Option<u64>) -> Result<Arc<Case>, Failure> {
    let bytes = input::bytes(path)?;
    let library = library_around(path, &bytes)?;
    parse_variant(&library, (&bytes, &path.display().to_string()), variant)
}

/// What is still to be verified in a case, by bundled id or path.
pub(super) fn open_points(name: &str) -> Result<Vec<OpenPoint>, Failure> {
    let path = Path::new(name);
    let bundled = Library::bundled();
    let file = bundled.cases().iter().find(|file| file.id == name && !path.is_file());
    let (library, bytes, shown) = if let Some(file) = file {
        (Library::bundled(), file.text.clone().into_bytes(), file.name.clone())
    } else {
        let bytes = input::bytes(path)?;
        (library_around(path, &bytes)?, bytes, path.display().to_string())
    };
    scenario::open_points(&library, &bytes, &shown).map_err(|problems| Failure::problems(&problems))
}

/// A rubric by path.
pub(super) fn rubric(path: &Path) -> Result<Rubric, Failure> {
    let name = path.display().to_string();
    let checked = scenario::parse_rubric(&Library::bundled(), input::bytes(path)?, &name)
        .map_err(|problems| Failure::problems(&problems))?;
    Ok(checked.value)
}

/// Everything that is wrong with a file; with a case, also with the translations beside it.
pub(super) fn check(path: &Path) -> Vec<Diagnostic> {
    try_check(path).unwrap_or_else(|problems| problems)
}

/// The same, ending early where going on would say nothing new.
fn try_check(path: &Path) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    if let Some(of) = translated(path) {
        let bytes = try_bytes(&of)?;
        let library = try_library_around(&of, &bytes)?;
        let case = scenario::parse_case(&library, &bytes, &of.display().to_string())?;
        return check_translation(&case.value, path);
    }
    let name = path.display().to_string();
    let bytes = try_bytes(path)?;
    // What it rests on is broken: that comes first, and the rest is checked against what is bundled.
    let (library, mut problems) = match try_library_around(path, &bytes) {
        Ok(library) => (library, Vec::new()),
        Err(beside) => (Library::bundled(), beside),
    };
    problems.extend(scenario::check_file(&library, &bytes, &name));
    if scenario::kind_of(&bytes) == Some(Kind::Case)
        && let Ok(case) = scenario::parse_case(&library, &bytes, &name)
    {
        for translation in translations(path) {
            problems.extend(check_translation(&case.value, &translation)?);
        }
    }
    Ok(problems)
}

fn try_bytes(path: &Path) -> Result<Vec<u8>, Vec<Diagnostic>> {
    input::try_bytes(path).map_err(|problem| vec![*problem])
}

fn check_translation(case: &Case, path: &Path) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    Ok(scenario::check_translation(case, &try_bytes(path)?, &path.display().to_string()))
}

/// The case that a translation `NAME.LANG.ftl` belongs to.
fn translated(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?.strip_suffix(".ftl")?;
    let (stem, _) = name.rsplit_once('.')?;
    Some(path.with_file_name(format!("{stem}.ron")))
}

/// Translations beside a case, in the order of their names.
fn translations(case: &Path) -> Vec<PathBuf> {
    let folder = case.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries
        .map(|entry| case.with_file_name(entry.file_name()))
        .filter(|path| translated(path).as_deref() == Some(case))
        .collect();
    found.sort();
    found
}

/// The expert session of a case: bundled, or in a folder `sessions` near the case's file.
pub(super) fn expert_session(name: Option<&str>, case: &Case) -> Result<Session, Failure> {
    let file_name = format!("{}.expert.ron", case.id);
    let (text, named) = expert_file(name, &file_name)?.ok_or_else(|| {
        Failure::input(format!("there is no expert session of the case `{}`", case.id))
            .hint(format!("record one with `embolize run … --out sessions/{file_name}`"))
    })?;
    Session::parse(&text).map_err(|error| Failure::input(format!("{named}:{error}")))
}

/// A case as a session of it was recorded: on the variant that was drawn for it, if one was.
pub(super) fn as_recorded(
    name: Option<&str>,
    case: Arc<Case>,
    session: &Session,
) -> Result<Arc<Case>, Failure> {
    match (session.variant, name.map(Path::new).filter(|path| path.is_file())) {
        (None, _) => Ok(case),
        (variant, Some(path)) => read(path, variant),
        (variant, None) => bundled_by_id(&case.id, variant),
    }
}

/// The script of the expert: bundled, or in a folder `sessions` near the case's file.
pub(super) fn expert_script(name: Option<&str>, case: &Case) -> Result<Script, Failure> {
    let file_name = format!("{}.expert.script.ron", case.id);
    let (text, named) = expert_file(name, &file_name)?.ok_or_else(|| {
        Failure::input(format!("there is no expert's script of the case `{}`", case.id))
            .hint(format!("write it as sessions/{file_name} beside the case"))
    })?;
    Script::parse(&text).map_err(|error| Failure::input(format!("{named}:{error}")))
}

/// Text of an expert's file, and what it is called.
fn expert_file(name: Option<&str>, file_name: &str) -> Result<Option<(String, String)>, Failure> {
    let beside = name.map(Path::new).filter(|path| path.is_file()).and_then(|path| {
        near(path)
            .into_iter()
            .map(|folder| folder.join("sessions").join(file_name))
            .find(|path| path.is_file())
    });
    if let Some(path) = beside {
        let text = input::text(&path)?;
        return Ok(Some((text, path.display().to_string())));
    }
    let bundled = catalog::file(&format!("sessions/{file_name}"));
    Ok(bundled.map(|file| (file.text.to_owned(), format!("scenarios/{}", file.path))))
}

fn parse(library: &Library, bytes: &[u8], name: &str) -> Result<Arc<Case>, Failure> {
    let checked =
        scenario::parse_case(library, bytes, name).map_err(|problems| Failure::problems(&problems))?;
    Ok(Arc::new(checked.value))
}

fn parse_variant(
    library: &Library,
    (bytes, name): (&[u8], &str),
    variant: Option<u64>,
) -> Result<Arc<Case>, Failure> {
    let Some(seed) = variant else { return parse(library, bytes, name) };
    match scenario::drawn_case(library, bytes, name, seed) {
        Some(Ok(checked)) => Ok(Arc::new(checked.value)),
        Some(Err(problems)) => Err(Failure::problems(&problems)),
        None => Err(Failure::input(format!("the anatomy of {name} has no variants to draw from"))
            .hint("leave out --variant; docs/variants.md says which anatomies have some")),
    }
}

/// What is bundled, with the bibliography and the catalogue beside a case added and the anatomy beside it in place of a
/// bundled one.
pub(super) fn library_around(path: &Path, bytes: &[u8]) -> Result<Library, Failure> {
    try_library_around(path, bytes).map_err(|problems| Failure::problems(&problems))
}

/// The same, or what is wrong with the files beside it.
fn try_library_around(path: &Path, bytes: &[u8]) -> Result<Library, Vec<Diagnostic>> {
    let mut library = Library::bundled();
    if let Some(sources) = beside(path, "sources.ron") {
        library.add_sources(try_bytes(&sources)?, &sources.display().to_string())?;
    }
    if let Some(catalogue) = beside(path, "catalogue.ron") {
        library.add_catalogue(try_bytes(&catalogue)?, &catalogue.display().to_string())?;
    }
    let Some(id) = scenario::anatomy_of(bytes) else { return Ok(library) };
    if Path::new(&id).components().count() != 1 {
        return Ok(library);
    }
    let file_name = format!("{id}.ron");
    let beside = near(path)
        .into_iter()
        .flat_map(|folder| [folder.join(&file_name), folder.join("anatomies").join(&file_name)])
        .filter(|candidate| candidate != path)
        .find(|candidate| is_anatomy(candidate));
    let Some(anatomy) = beside else { return Ok(library) };
    let checked = library.with_anatomy(&try_bytes(&anatomy)?, &anatomy.display().to_string())?;
    Ok(checked.value)
}

/// A file of this name near another one.
fn beside(path: &Path, name: &str) -> Option<PathBuf> {
    let found = near(path).into_iter().map(|folder| folder.join(name)).find(|file| file.is_file());
    found.filter(|file| file != path)
}

fn is_anatomy(path: &Path) -> bool {
    input::try_bytes(path).is_ok_and(|bytes| scenario::kind_of(&bytes) == Some(Kind::Anatomy))
}

/// The folder of a file and the one around it.
fn near(path: &Path) -> Vec<PathBuf> {
    let folder = path.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf);
    let around = if folder.as_os_str().is_empty() { PathBuf::from("..") } else { folder.join("..") };
    vec![if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder }, around]
}

pub(super) fn looks_like_path(path: &Path) -> bool {
    path.components().count() > 1 || path.extension().is_some_and(|ext| ext == "ron")
}

fn unknown(library: &Library, id: &str) -> Failure {
    let known: Vec<&str> = library.cases().iter().map(|case| case.id.as_str()).collect();
    let hint = match scenario::closest(id, known.iter().copied()) {
        Some(close) => format!("did you mean `{close}`?"),
        None => format!("bundled are {}; a case of your own is given by its path", known.join(", ")),
    };
    Failure::input(format!("there is no case `{id}`")).hint(hint)
}
