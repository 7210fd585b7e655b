//! `new`: a commented case to begin from, and an anatomy of its own when it is asked for.

use std::fs;
use std::path::{Path, PathBuf};

use super::args::NewArgs;
use super::console::Console;
use super::failure::Failure;
use crate::scenario::{Library, catalog, closest, variant};

/// Writes the files, and says what to do next.
pub(super) fn new(args: &NewArgs, console: &mut Console) -> Result<(), Failure> {
    let path = Path::new(&args.name).with_extension("ron");
    let id = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
    if !is_snake_case(&id) {
        return Err(Failure::input(format!("`{id}` is no good id for a case")).hint(
            "ids are small letters, digits and underscores and begin with a letter, such as `my_case`",
        ));
    }
    let template = template(&args.from)?;
    let drawn = args.variant.map(|seed| drawn(template, &path, &id, seed)).transpose()?;
    let anatomy = drawn.as_ref().map(|(file, ..)| file.as_path());
    for file in [Some(path.as_path()), anatomy].into_iter().flatten() {
        if file.exists() {
            return Err(Failure::input(format!("{} is there already", file.display()))
                .hint("choose another name, or delete the file first"));
        }
    }
    let mut text = renamed(template, &args.from, &id);
    if let Some((file, drawn, moved)) = &drawn {
        write(file, &drawn.text())?;
        let name = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        text = with_anatomy(&text, name, drawn);
        for (feeder, parent) in moved {
            text = with_parent(&text, feeder, parent);
        }
    }
    write(&path, &text)?;
    console.data(&format!("{}\n", path.display()))?;
    if let Some((file, drawn, _)) = &drawn {
        console.data(&format!("{}\n", file.display()))?;
        for what in drawn.patterns.iter().chain(&drawn.numbers) {
            console.say(&format!("drawn: {what}"));
        }
        console.say("the texts of the case describe the usual anatomy: adapt what they say of the vessels");
    }
    console.say(&format!("check it with `embolize check {} --watch`", path.display()));
    Ok(())
}

/// The text of a template or bundled case.
fn template(name: &str) -> Result<&'static str, Failure> {
    let files = || catalog::folder("templates").chain(catalog::folder("cases"));
    let id = |path: &'static str| path.rsplit('/').next().unwrap_or(path).trim_end_matches(".ron");
    let Some(file) = files().find(|file| id(file.path) == name) else {
        let known: Vec<&str> = files().map(|file| id(file.path)).collect();
        let hint = match closest(name, known.iter().copied()) {
            Some(close) => format!("did you mean `{close}`?"),
            None => format!("there are {}", known.join(", ")),
        };
        return Err(Failure::input(format!("there is no template `{name}`")).hint(hint));
    };
    Ok(file.text)
}

/// The template under another id; the first comment says where it comes from.
fn renamed(template: &str, from: &str, id: &str) -> String {
    let old = format!("    id: \"{from}\",");
    let title = title_line(template);
    let mut words = id.replace('_', " ");
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let text = template.replacen(&old, &format!("    id: \"{id}\","), 1);
    let text = text.replacen(title, &format!("    title: \"{words}\","), 1);
    let head = text.find("//").unwrap_or(0);
    format!(
        "{}// Begun from `{from}`; its comments and texts are still those of that case.\n{}",
        &text[..head],
        &text[head..]
    )
}

fn title_line(text: &str) -> &str {
    text.lines().find(|line| line.starts_with("    title: ")).unwrap_or_default()
}

/// An anatomy with its file, and which feeders come off which other vessels there.
type DrawnFile = (PathBuf, variant::Drawn, Vec<(String, String)>);

/// An anatomy drawn from the variants of the one that the template builds on.
fn drawn(template: &str, case: &Path, id: &str, seed: u64) -> Result<DrawnFile, Failure> {
    let base = crate::scenario::anatomy_of(template).unwrap_or_default();
    let library = Library::bundled();
    let Some((anatomy, variants)) = library.anatomy(&base).zip(library.variants(&base)) else {
        return Err(Failure::input(format!("the anatomy `{base}` has no variants to draw from")));
    };
    let name = format!("{id}_anatomy");
    let (drawn, moved) = variant::draw_for(template, (anatomy, variants), (seed, &name))
        .map_err(|problems| Failure::problems(&problems))?;
    Ok((case.with_file_name(format!("{name}.ron")), drawn, moved))
}

/// The case on its own anatomy, with a comment that says what was drawn.
fn with_anatomy(text: &str, anatomy: &str, drawn: &variant::Drawn) -> String {
    let Some(line) = text.lines().find(|line| line.starts_with("    anatomy: ")) else {
        return text.to_owned();
    };
    let what = drawn.patterns.iter().chain(&drawn.numbers);
    let drawn: Vec<String> = what.map(|what| format!("    // - {what}\n")).collect();
    let new = format!(
        "    // Its own anatomy, drawn from the published variants:\n{}    anatomy: \"{anatomy}\",",
        drawn.concat()
    );
    text.replacen(line, &new, 1)
}

/// The case with another parent of a feeder.
fn with_parent(text: &str, feeder: &str, parent: &str) -> String {
    const KEY: &str = "parent: \"";
    let place = text
        .find(&format!("segment: \"{feeder}\","))
        .and_then(|at| Some(at + text[at..].find(KEY)? + KEY.len()));
    let Some((from, to)) = place.and_then(|from| Some((from, from + text[from..].find('"')?))) else {
        return text.to_owned();
    };
    [&text[..from], parent, &text[to..]].concat()
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(|error| Failure::writing(path, &error))
}

fn is_snake_case(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
