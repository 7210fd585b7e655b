//! The folder of attempts: journals of those that go on, sessions of those that are over.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use bevy::prelude::*;

use super::live::Saving;
use super::marks::Mark;
use super::records::Record;
use crate::app::files;
use crate::replay::{Entry, Journal, Recorder, Session, journal};

/// Ending of a journal.
const JOURNAL: &str = "journal.ron";
/// Ending of a session.
const SESSION: &str = "session.ron";
/// Ending of what was reached in a session.
const RECORD: &str = "record.json";
/// Ending of what was written and measured on the runs.
const MARKS: &str = "marks.json";
/// Ending of an exported report.
const REPORT: &str = "report.html";

/// Where attempts are kept, and the settings.
#[derive(Resource, Clone, Debug)]
pub struct Archive {
    folder: Option<PathBuf>,
    settings: Option<PathBuf>,
}

/// An attempt that is over.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Its session.
    pub session: PathBuf,
    /// What was reached; missing when the file beside the session is.
    pub record: Option<Record>,
}

impl Kept {
    fn beside(&self, ending: &str) -> PathBuf {
        beside(&self.session, SESSION, ending)
    }

    /// Marks on its runs.
    pub fn marks(&self) -> Vec<Mark> {
        read_marks(&self.beside(MARKS))
    }

    /// Where its report is exported to.
    pub fn report(&self) -> PathBuf {
        self.beside(REPORT)
    }

    /// Reads the session.
    ///
    /// # Errors
    /// What went wrong, in words.
    pub fn read(&self) -> Result<Session, String> {
        let text = files::read(&self.session).map_err(|error| said(&self.session, &error))?;
        Session::parse(&text).map_err(|error| format!("{}:{error}", self.session.display()))
    }
}

/// An attempt that was not brought to its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Unfinished {
    /// Its file.
    pub path: PathBuf,
    /// What is in it.
    pub journal: Journal,
}

impl Unfinished {
    /// Marks on its runs.
    pub fn marks(&self) -> Vec<Mark> {
        read_marks(&beside(&self.path, JOURNAL, MARKS))
    }
}

impl Archive {
    /// The user's own: `EMBOLIZE_DATA_DIR` if set, otherwise where the system keeps such data.
    pub fn of_user() -> Self {
        let folder = std::env::var_os("EMBOLIZE_DATA_DIR")
            .filter(|folder| !folder.is_empty())
            .map(PathBuf::from)
            .or_else(|| {
                directories::ProjectDirs::from("org", "embolize", "embolize")
                    .map(|dirs| dirs.data_dir().into())
            });
        let settings = folder.as_ref().map(|folder: &PathBuf| folder.join("settings.ron"));
        Self { folder: folder.map(|folder| folder.join("sessions")), settings }
    }

    /// In a folder of one's own.
    pub fn in_folder(folder: &Path) -> Self {
        Self { folder: Some(folder.into()), settings: Some(folder.join("settings.ron")) }
    }

    /// Where the settings are kept.
    pub fn settings(&self) -> Option<&Path> {
        self.settings.as_deref()
    }

    /// Attempts that are over, the oldest first.
    pub fn kept(&self) -> Vec<Kept> {
        let Some(entries) = self.folder.as_ref().and_then(|folder| fs::read_dir(folder).ok()) else {
            return Vec::new();
        };
        let mut kept: Vec<Kept> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.to_string_lossy().ends_with(SESSION))
            .map(|session| {
                let mut kept = Kept { session, record: None };
                let text = files::read(&kept.beside(RECORD)).ok();
                kept.record = text.and_then(|text| serde_json::from_str(&text).ok());
                kept
            })
            .collect();
        kept.sort_by(|a, b| {
            let at = |kept: &Kept| kept.record.as_ref().map(|record| record.ended_s);
            at(a).cmp(&at(b)).then_with(|| a.session.cmp(&b.session))
        });
        kept
    }

    /// Writes down what was reached in a session.
    ///
    /// # Errors
    /// What went wrong, in words.
    pub fn note(&self, kept: &Kept, record: &Record) -> Result<(), String> {
        let path = kept.beside(RECORD);
        let text = serde_json::to_string(record).map_err(|error| format!("{}: {error}", path.display()))?;
        fs::write(&path, text).map_err(|error| said(&path, &error))
    }

    /// Throws an attempt away, with all that belongs to it.
    ///
    /// # Errors
    /// What went wrong, in words.
    pub fn delete(&self, kept: &Kept) -> Result<(), String> {
        [kept.beside(RECORD), kept.beside(MARKS), kept.report(), kept.session.clone()]
            .iter()
            .try_for_each(remove)
    }

    /// Begins the journal of a new attempt.
    ///
    /// # Errors
    /// What went wrong, in words.
    pub fn begin(&self, recorder: &Recorder) -> Result<Box<dyn Saving>, String> {
        let folder = self.folder.as_ref().ok_or("this system names no folder for data")?;
        fs::create_dir_all(folder).map_err(|error| said(folder, &error))?;
        let path = folder.join(format!("{}.{JOURNAL}", stem(recorder)));
        // Marks of an attempt that once had this name are not those of this one.
        remove(&beside(&path, JOURNAL, MARKS))?;
        let file = File::create(&path).map_err(|error| said(&path, &error))?;
        let mut saving = JournalFile { path, file };
        saving.write(&journal::first_line(recorder))?;
        Ok(Box::new(saving))
    }

    /// Attempts that can be gone on with, newest name first. Files that cannot be read are left out.
    pub fn unfinished(&self) -> Vec<Unfinished> {
        let Some(entries) = self.folder.as_ref().and_then(|folder| fs::read_dir(folder).ok()) else {
            return Vec::new();
        };
        let mut paths: Vec<PathBuf> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.to_string_lossy().ends_with(JOURNAL))
            .collect();
        paths.sort();
        paths.reverse();
        paths
            .into_iter()
            .filter_map(|path| {
                let journal = Journal::parse(&files::read(&path).ok()?).ok()?;
                (!journal.entries.is_empty()).then_some(Unfinished { path, journal })
            })
            .collect()
    }

    /// Opens a journal to go on writing; a torn last line is cut off.
    ///
    /// # Errors
    /// What went wrong, in words.
    pub fn go_on(&self, unfinished: &Unfinished) -> Result<Box<dyn Saving>, String> {
        let path = unfinished.path.clone();
        let file = OpenOptions::new().append(true).open(&path).map_err(|error| said(&path, &error))?;
        file.set_len(unfinished.journal.whole_bytes as u64).map_err(|error| said(&path, &error))?;
        Ok(Box::new(JournalFile { path, file }))
    }

    /// Writes down an attempt that is over, and drops its journal.
    ///
    /// # Errors
    /// What went wrong, in words.
    pub fn conclude(&self, recorder: &Recorder, session: &Session) -> Result<Kept, String> {
        let folder = self.folder.as_ref().ok_or("this system names no folder for data")?;
        fs::create_dir_all(folder).map_err(|error| said(folder, &error))?;
        let path = folder.join(format!("{}.{SESSION}", stem(recorder)));
        fs::write(&path, session.to_ron()).map_err(|error| said(&path, &error))?;
        remove(&folder.join(format!("{}.{JOURNAL}", stem(recorder))))?;
        Ok(Kept { session: path, record: None })
    }

    /// Throws an unfinished attempt away.
    ///
    /// # Errors
    /// What went wrong, in words.
    pub fn discard(&self, unfinished: &Unfinished) -> Result<(), String> {
        remove(&beside(&unfinished.path, JOURNAL, MARKS))?;
        remove(&unfinished.path)
    }
}

/// Name of an attempt's files: its case and seed, which together make it.
fn stem(recorder: &Recorder) -> String {
    let simulation = recorder.simulation();
    let case: String = simulation
        .case()
        .id
        .chars()
        .map(|c| if c.is_alphanumeric() || c == '_' || c == '-' { c } else { '_' })
        .collect();
    format!("{case}.{}.{}", recorder.mode(), simulation.seed())
}

struct JournalFile {
    path: PathBuf,
    file: File,
}

impl JournalFile {
    fn write(&mut self, line: &str) -> Result<(), String> {
        self.file.write_all(line.as_bytes()).map_err(|error| said(&self.path, &error))
    }
}

impl Saving for JournalFile {
    fn append(&mut self, entry: &Entry) -> Result<(), String> {
        self.write(&journal::next_line(entry))
    }

    fn keep_marks(&mut self, marks: &[Mark]) -> Result<(), String> {
        let path = beside(&self.path, JOURNAL, MARKS);
        let text = serde_json::to_string(marks).map_err(|error| format!("{}: {error}", path.display()))?;
        // Whole or not at all: a power cut while it is written leaves the marks as they were.
        let new = path.with_extension("new");
        fs::write(&new, text).map_err(|error| said(&new, &error))?;
        fs::rename(&new, &path).map_err(|error| said(&path, &error))
    }
}

/// The file of the same attempt with another ending.
fn beside(path: &Path, ending: &str, other: &str) -> PathBuf {
    let name = path.to_string_lossy();
    PathBuf::from(format!("{}{other}", name.strip_suffix(ending).unwrap_or(&name)))
}

/// Marks of a file; none where it is missing or damaged: the attempt is worth as much without them.
fn read_marks(path: &Path) -> Vec<Mark> {
    files::read(path).ok().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// Removes a file that may be there.
fn remove(path: &PathBuf) -> Result<(), String> {
    if path.exists() { fs::remove_file(path).map_err(|error| said(path, &error)) } else { Ok(()) }
}

fn said(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", path.display())
}
