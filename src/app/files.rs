//! Files that the app reads by itself: whole, but never without end, whatever lies in their place.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// The most that is read, bytes: many times the journal of the longest attempt.
const MOST: u64 = 64 * 1024 * 1024;

/// The text of a file.
///
/// # Errors
/// What the system says; also where it is no file, too large, or not UTF-8.
pub(super) fn read(path: &Path) -> io::Result<String> {
    // Asked before it is opened: opening a pipe waits until somebody writes into it.
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::new(ErrorKind::InvalidInput, "it is no file"));
    }
    let mut text = String::new();
    if File::open(path)?.take(MOST + 1).read_to_string(&mut text)? as u64 > MOST {
        return Err(io::Error::new(ErrorKind::FileTooLarge, "it is larger than 64 MiB"));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_has_an_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "text").unwrap();
        assert_eq!(read(&path).unwrap(), "text");
        File::options().write(true).open(&path).unwrap().set_len(MOST + 1).unwrap();
        assert_eq!(read(&path).unwrap_err().kind(), ErrorKind::FileTooLarge);
        assert_eq!(read(folder.path()).unwrap_err().kind(), ErrorKind::InvalidInput);
        if cfg!(unix) {
            assert_eq!(read(Path::new("/dev/zero")).unwrap_err().kind(), ErrorKind::InvalidInput);
        }
    }
}
