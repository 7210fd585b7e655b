//! The `embolize` binary.

use std::process::ExitCode;

use embolize::cli::{self, Window};

/// Opens the app.
#[cfg(feature = "app")]
const WINDOW: Window = |cases, open, file| {
    use std::process::Termination;
    embolize::app::open(embolize::app::Launch { cases, open, file }).map(Termination::report)
};

/// Says that there is none.
#[cfg(not(feature = "app"))]
const WINDOW: Window = |_, _, _| Err("this program was built without it (feature `app`)".to_owned());

fn main() -> ExitCode {
    cli::main(WINDOW)
}
