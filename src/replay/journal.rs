//! The journal of an attempt that is going on: one line a command, appended as it is given, so that a power cut
//! costs the line being written and nothing before it.
//!
//! The first line says what is being played; every other line is one [`Entry`]. A last line that does not end in a
//! line feed was torn and is left out. Whoever goes on writing cuts the file to [`Journal::whole_bytes`] first.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::player::{ReplayError, same_case, same_engine};
use super::recorder::Recorder;
use super::session::{ENGINE, FORMAT, MAX_TICKS, Mode, SessionError, hex, options};
use crate::model::Case;
use crate::sim::{Command, Tick};

/// The first line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// Format version.
    pub format: u32,
    /// Version of the engine.
    pub engine: String,
    /// Case id.
    pub scenario: String,
    /// Hash of the checked case, hexadecimal.
    pub scenario_hash: String,
    /// Seed.
    pub seed: u64,
    /// Seed of the case's anatomy, when it was drawn from the published variants.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<u64>,
    /// Mode.
    pub mode: Mode,
}

/// Any other line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Entry {
    /// A command carried out at a tick.
    Did(Tick, Command),
    /// Time came to this tick without a command.
    Reached(Tick),
}

impl Entry {
    /// Its moment.
    pub fn tick(&self) -> Tick {
        match self {
            Self::Did(tick, _) | Self::Reached(tick) => *tick,
        }
    }
}

/// A journal read back.
#[derive(Clone, Debug, PartialEq)]
pub struct Journal {
    /// What was being played.
    pub header: Header,
    /// What was done.
    pub entries: Vec<Entry>,
    /// Bytes of the text that are whole lines.
    pub whole_bytes: usize,
}

/// Why a journal cannot be read or gone on with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// Not even the first line is whole.
    #[error("the journal is empty: nothing was recorded before it was cut off")]
    Empty,
    /// A line before the last one is damaged.
    #[error("line {line} of the journal is damaged: {problem}")]
    Damaged {
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        problem: SessionError,
    },
    /// It belongs to another engine or case.
    #[error(transparent)]
    Foreign(#[from] ReplayError),
}

/// The first line of the journal of an attempt, with its line feed.
pub fn first_line(recorder: &Recorder) -> String {
    let case = recorder.simulation().case();
    line(&Header {
        format: FORMAT,
        engine: ENGINE.to_owned(),
        scenario: case.id.clone(),
        scenario_hash: hex(case.hash),
        seed: recorder.simulation().seed(),
        variant: case.variant,
        mode: recorder.mode(),
    })
}

/// One more line, with its line feed.
pub fn next_line(entry: &Entry) -> String {
    line(entry)
}

fn line<T: Serialize>(value: &T) -> String {
    // Serialising plain data into a String has no way to fail, and RON escapes line feeds inside texts.
    options().to_string(value).unwrap_or_default() + "\n"
}

impl Journal {
    /// Reads a journal, leaving out a torn last line.
    pub fn parse(text: &str) -> Result<Self, JournalError> {
        let whole_bytes = text.rfind('\n').map_or(0, |at| at + 1);
        let mut lines = text[..whole_bytes].lines().enumerate();
        let (_, first) = lines.next().ok_or(JournalError::Empty)?;
        let header: Header = value(1, first)?;
        if header.format != FORMAT {
            return Err(JournalError::Damaged {
                line: 1,
                problem: SessionError::Format { found: header.format },
            });
        }
        let mut entries = Vec::new();
        let mut from = Tick(0);
        for (i, text) in lines {
            let entry: Entry = value(i + 1, text)?;
            in_order(&entry, from, i + 1)?;
            from = entry.tick();
            entries.push(entry);
        }
        Ok(Self { header, entries, whole_bytes })
    }

    /// Whether this program and this case are those the journal belongs to.
    pub fn check(&self, case: &Case) -> Result<(), JournalError> {
        same_engine(&self.header.engine)?;
        same_case(case, &self.header.scenario, &self.header.scenario_hash)?;
        Ok(())
    }

    /// The attempt as it was at the last whole line, ready to go on.
    pub fn resume(&self, case: Arc<Case>) -> Result<Recorder, JournalError> {
        self.check(&case)?;
        let mut recorder = Recorder::new(case, self.header.seed, self.header.mode);
        let mut now = Vec::new();
        for (i, entry) in self.entries.iter().enumerate() {
            while recorder.simulation().tick() < entry.tick() {
                recorder.step(&[]);
            }
            if let Entry::Did(_, command) = entry {
                now.push(command.clone());
            }
            if self.entries.get(i + 1).is_none_or(|next| next.tick() > entry.tick()) && !now.is_empty() {
                recorder.step(&now);
                now.clear();
            }
        }
        Ok(recorder)
    }
}

fn value<T: for<'de> Deserialize<'de>>(line: usize, text: &str) -> Result<T, JournalError> {
    options()
        .from_str(text)
        .map_err(|error| JournalError::Damaged { line, problem: SessionError::syntax(&error) })
}

fn in_order(entry: &Entry, from: Tick, line: usize) -> Result<(), JournalError> {
    let tick = entry.tick();
    let problem = if tick.0 > MAX_TICKS {
        SessionError::TooLong { ticks: tick.0 }
    } else if tick < from {
        SessionError::Order { number: line - 1, tick: tick.0, from: from.0, end: MAX_TICKS }
    } else {
        return Ok(());
    };
    Err(JournalError::Damaged { line, problem })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text() -> String {
        let header = Header {
            format: FORMAT,
            engine: ENGINE.into(),
            scenario: "some_case".into(),
            scenario_hash: hex(1),
            seed: 5,
            variant: None,
            mode: Mode::Learn,
        };
        let entries = [
            Entry::Did(Tick(2), Command::ReadStudy { study: "two\nlines".into() }),
            Entry::Reached(Tick(60)),
            Entry::Did(Tick(61), Command::Wait { seconds: 30.0 }),
        ];
        line(&header) + &entries.iter().map(next_line).collect::<String>()
    }

    #[test]
    fn every_cut_loses_the_torn_line_only() {
        let text = text();
        let header_end = text.find('\n').unwrap() + 1;
        for cut in 0..=text.len() {
            let journal = Journal::parse(&text[..cut]);
            if cut < header_end {
                assert_eq!(journal, Err(JournalError::Empty));
                continue;
            }
            let journal = journal.unwrap();
            let whole = text[..cut].matches('\n').count() - 1;
            assert_eq!(journal.entries.len(), whole, "cut at {cut}");
            assert!(text[..journal.whole_bytes].ends_with('\n'));
        }
    }

    #[test]
    fn damage_in_the_middle_is_said() {
        let broken = text().replace("Reached", "Rea#hed");
        assert!(matches!(Journal::parse(&broken), Err(JournalError::Damaged { line: 3, .. })));
        let disorder = text().replace("Reached(60)", "Reached(1)");
        assert!(matches!(Journal::parse(&disorder), Err(JournalError::Damaged { line: 3, .. })));
        let endless = text().replace("Did(61", "Did(999999999999");
        assert!(matches!(Journal::parse(&endless), Err(JournalError::Damaged { line: 4, .. })));
    }
}
