//! Where words go: data to standard output, messages to standard error.

use std::io::{self, IsTerminal, Write};

use super::failure::Failure;

/// The two streams of a call.
pub(super) struct Console {
    out: Box<dyn Write>,
    err: Box<dyn Write>,
    colour: bool,
}

impl Console {
    /// The streams of this process.
    pub(super) fn of_process() -> Self {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self {
            out: Box::new(io::BufWriter::new(io::stdout())),
            err: Box::new(io::stderr()),
            colour: !plain && io::stdout().is_terminal(),
        }
    }

    /// Whether data may be coloured.
    pub(super) fn colour(&self) -> bool {
        self.colour
    }

    /// Writes data, as it is.
    pub(super) fn data(&mut self, text: &str) -> Result<(), Failure> {
        self.out.write_all(text.as_bytes()).map_err(Failure::stream)
    }

    /// Writes one line of JSON.
    pub(super) fn json<T: serde::Serialize>(&mut self, value: &T) -> Result<(), Failure> {
        let line = serde_json::to_string(value).map_err(|error| Failure::other(error.to_string()))?;
        self.data(&(line + "\n"))?;
        self.flush()
    }

    /// Hands over what is buffered.
    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        self.out.flush().map_err(Failure::stream)
    }

    /// Says something to the person at the terminal. Nobody listening is no failure.
    pub(super) fn say(&mut self, text: &str) {
        let _ = writeln!(self.err, "{text}");
    }
}
