//! `convert`: a network of another program as an anatomy.

use std::path::Path;

use super::args::{ConvertArgs, Foreign};
use super::case_file;
use super::console::Console;
use super::failure::Failure;
use crate::import::svzerod;

/// Prints the anatomy.
pub(super) fn convert(args: &ConvertArgs, console: &mut Console) -> Result<(), Failure> {
    let path = Path::new(&args.file);
    let bytes = case_file::read_bytes(path)?;
    let name = path.display();
    let text =
        str::from_utf8(&bytes).map_err(|error| Failure::input(format!("{name} is not text: {error}")))?;
    let id = path.file_stem().map_or("network".into(), |stem| stem.to_string_lossy());
    let anatomy = match args.from {
        Foreign::Svzerod => svzerod::anatomy(text, &id),
    };
    let anatomy = anatomy.map_err(|refused| Failure::input(format!("cannot convert {name}: {refused}")))?;
    console.data(&anatomy)
}
