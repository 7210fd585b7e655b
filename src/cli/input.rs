//! Files that are given: read whole, but never without end.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use super::failure::Failure;
use crate::scenario::{self, Diagnostic};

/// The bytes of a file, or why they cannot be had.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    try_bytes(path).map_err(|problem| Failure::problems(&[*problem]))
}

/// The same, with the reason as a problem among others.
pub(super) fn try_bytes(path: &Path) -> Result<Vec<u8>, Box<Diagnostic>> {
    const MOST: u64 = scenario::MAX_BYTES as u64;
    let name = path.display().to_string();
    let mut bytes = Vec::new();
    // One byte more than is allowed: a device has no size, and may have no end.
    let read = File::open(path).and_then(|file| {
        let size = file.metadata()?.len();
        // A large file is known by its size, and nobody has to read it.
        if size <= MOST { file.take(MOST + 1).read_to_end(&mut bytes) } else { Ok(size as usize) }
    });
    match read {
        Ok(size) if size as u64 > MOST => Err(Box::new(scenario::too_large(size as u64, &name))),
        Ok(_) => Ok(bytes),
        Err(error) => Err(Box::new(scenario::unreadable(&name, &why(error.kind(), &error.to_string())))),
    }
}

/// The text of a file.
pub(super) fn text(path: &Path) -> Result<String, Failure> {
    String::from_utf8(bytes(path)?).map_err(|error| {
        let byte = error.utf8_error().valid_up_to() + 1;
        Failure::input(format!("{}: byte {byte} does not belong to any letter", path.display()))
            .hint("save the file with the encoding UTF-8 in your editor")
    })
}

/// Why a file cannot be read, the same words on every system where they are known.
fn why(kind: ErrorKind, otherwise: &str) -> String {
    match kind {
        ErrorKind::NotFound => "there is no such file",
        ErrorKind::PermissionDenied => "reading it is not permitted",
        ErrorKind::IsADirectory => "it is a folder",
        _ => otherwise,
    }
    .to_owned()
}
