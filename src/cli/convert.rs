//! `convert`: a network of another program as an anatomy.

use std::path::Path;

use super::args::{ConvertArgs, Foreign};
use super::console::Console;
use super::failure::Failure;
use super::input;
use crate::import::svzerod;

/// Prints the anatomy.
pub(super) fn convert(args: &ConvertArgs, console: &mut Console) -> Result<(), Failure> {
    let path = Path::new(&args.file);
    let text = input::text(path)?;
    let name = path.display();
    let id = path.file_stem().map_or("network".into(), |stem| stem.to_string_lossy());
    let anatomy = match args.from {
        Foreign::Svzerod => svzerod::anatomy(&text, &id),
    };
    let anatomy = anatomy.map_err(|refused| Failure::input(format!("cannot convert {name}: {refused}")))?;
    console.data(&anatomy)
}
