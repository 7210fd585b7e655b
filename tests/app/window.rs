//! The whole case in a real window: real X11 key and mouse events, to a passing debrief.
//!
//! What the driver knows of the app is what a person with a screen reader knows: names of widgets with their places,
//! and the texts beside the images. It plays in real time, some minutes, so it runs where `CI` is set, and must there;
//! elsewhere it is asked for with `EMBOLIZE_WINDOW_TEST=1`, and says that it is skipped. `EMBOLIZE_SHOTS=DIR` keeps
//! pictures.

mod desktop;
mod operator;
mod plan;

use std::io::Write as _;

use desktop::{Desktop, Missing};

#[test]
fn the_case_is_played_to_a_passing_debrief() {
    let wanted = ["CI", "EMBOLIZE_WINDOW_TEST"].iter().any(|name| std::env::var_os(name).is_some());
    if !wanted {
        // Written past the test harness, which keeps to itself what `eprintln!` says in a test that passes.
        let _ = writeln!(
            std::io::stderr(),
            "window test skipped: it plays a case for minutes; ask for it with EMBOLIZE_WINDOW_TEST=1"
        );
        return;
    }
    match Desktop::start() {
        Ok(desktop) => plan::play(desktop),
        Err(Missing(what)) => panic!("the window test was asked for, but {what}"),
    }
}
