//! A session: engine version, scenario hash, seed, mode, timed commands. Everything else is computed from it.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::sim::{Command, Tick};

/// Version of the engine that this program is: sessions belong to one engine version.
pub const ENGINE: &str = env!("CARGO_PKG_VERSION");

/// Version of the session and script formats.
pub(super) const FORMAT: u32 = 1;

/// Longest session that is replayed: a day of simulated time. A file cannot ask for more work than that.
pub const MAX_TICKS: u64 = 24 * 3600 * crate::sim::tick::TICKS_PER_SECOND as u64;

/// How much help the trainee gets; the engine does not know it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mode {
    /// Guided and explained.
    Learn,
    /// Hints on request.
    #[default]
    Practice,
    /// No hints, sealed.
    Assess,
}

impl Mode {
    /// The word used in reports.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Learn => "learn",
            Self::Practice => "practice",
            Self::Assess => "assess",
        }
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// One attempt at a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// Format version.
    pub format: u32,
    /// Version of the engine that recorded it.
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
    /// What was done, each with the tick it was carried out at, in order.
    pub commands: Vec<(Tick, Command)>,
    /// The tick the session ended at.
    pub end: Tick,
    /// Hash of the state at the end, hexadecimal.
    pub state_hash: String,
}

/// Why a text is not a session, journal or script.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SessionError {
    /// The text does not parse.
    #[error("{line}:{column}: {message}")]
    Syntax {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What is wrong.
        message: String,
    },
    /// A format this program does not know.
    #[error("format {found} is not known here; this program reads format {FORMAT}")]
    Format {
        /// The number in the text.
        found: u32,
    },
    /// Commands are not in the order of their ticks, or come after the end.
    #[error(
        "command {number} at tick {tick} is out of order: it has to come at or after tick {from} and before {end}"
    )]
    Order {
        /// Which command, from 1.
        number: usize,
        /// Its tick.
        tick: u64,
        /// Earliest tick allowed.
        from: u64,
        /// End of the session.
        end: u64,
    },
    /// More simulated time than is replayed.
    #[error("{ticks} ticks are more than a day of simulated time ({MAX_TICKS})")]
    TooLong {
        /// Ticks asked for.
        ticks: u64,
    },
}

impl SessionError {
    pub(super) fn syntax(error: &ron::error::SpannedError) -> Self {
        let at = error.span.start;
        Self::Syntax { line: at.line, column: at.col, message: error.code.to_string() }
    }
}

impl Session {
    /// Reads a session and checks that it can be run: known format, commands in order, not endless.
    pub fn parse(text: &str) -> Result<Self, SessionError> {
        let session: Self = options().from_str(text).map_err(|error| SessionError::syntax(&error))?;
        session.check()?;
        Ok(session)
    }

    /// The session as a text, one command a line.
    pub fn to_ron(&self) -> String {
        let pretty = ron::ser::PrettyConfig::new().struct_names(true).depth_limit(2);
        // Serialising plain data into a String has no way to fail.
        options().to_string_pretty(self, pretty).unwrap_or_default() + "\n"
    }

    fn check(&self) -> Result<(), SessionError> {
        if self.format != FORMAT {
            return Err(SessionError::Format { found: self.format });
        }
        if self.end.0 > MAX_TICKS {
            return Err(SessionError::TooLong { ticks: self.end.0 });
        }
        let mut from = 0;
        for (i, (tick, _)) in self.commands.iter().enumerate() {
            if tick.0 < from || tick.0 >= self.end.0 {
                return Err(SessionError::Order { number: i + 1, tick: tick.0, from, end: self.end.0 });
            }
            from = tick.0;
        }
        Ok(())
    }
}

/// The dialect of RON that all our files use.
pub(super) fn options() -> ron::Options {
    ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
}

/// A hash as it is written down.
pub(super) fn hex(hash: u64) -> String {
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Slot;

    fn session() -> Session {
        Session {
            format: FORMAT,
            engine: ENGINE.into(),
            scenario: "some_case".into(),
            scenario_hash: hex(7),
            seed: 3,
            variant: Some(12),
            mode: Mode::Assess,
            commands: vec![
                (Tick(0), Command::Puncture),
                (Tick(4), Command::Advance { slot: Slot::Wire, mm: 0.1 + 0.2 }),
            ],
            end: Tick(9),
            state_hash: hex(8),
        }
    }

    #[test]
    fn text_and_back_is_the_same() {
        let text = session().to_ron();
        assert_eq!(Session::parse(&text), Ok(session()));
        assert!(text.lines().count() > 10, "one command a line:\n{text}");
    }

    #[test]
    fn disorder_is_refused() {
        let mut wrong = session();
        wrong.commands.reverse();
        let text = wrong.to_ron();
        assert!(matches!(Session::parse(&text), Err(SessionError::Order { number: 2, .. })));
        let mut late = session();
        late.end = Tick(4);
        assert!(matches!(Session::parse(&late.to_ron()), Err(SessionError::Order { number: 2, .. })));
    }

    #[test]
    fn endless_and_foreign_are_refused() {
        let long = Session { end: Tick(u64::MAX), ..session() };
        assert!(matches!(Session::parse(&long.to_ron()), Err(SessionError::TooLong { .. })));
        let foreign = Session { format: 9, ..session() };
        assert_eq!(Session::parse(&foreign.to_ron()), Err(SessionError::Format { found: 9 }));
    }

    #[test]
    fn syntax_errors_have_their_place() {
        let text = session().to_ron().replace("Puncture", "Punctur");
        let Err(SessionError::Syntax { line, .. }) = Session::parse(&text) else { panic!("parsed") };
        assert!(text.lines().nth(line - 1).unwrap().contains("Punctur"));
    }
}
