//! The whole case in a real window: real X11 key and mouse events, to a passing debrief.
//!
//! What the driver knows of the app is what a person with a screen reader knows: names of widgets with their places,
//! and the texts beside the images. It is being finished and has not yet played a case to its end, so it runs only when
//! asked for with `EMBOLIZE_WINDOW_TEST=1` and says that it is skipped elsewhere; then it becomes mandatory with
//! `CI=true`. `EMBOLIZE_SHOTS=DIR` keeps pictures.

mod desktop;
mod operator;
mod plan;

use desktop::{Desktop, Missing};

#[test]
fn the_case_is_played_to_a_passing_debrief() {
    if std::env::var("EMBOLIZE_WINDOW_TEST").is_ok_and(|value| value == "1") {
        match Desktop::start() {
            Ok(desktop) => plan::play(desktop),
            Err(Missing(what)) => panic!("the window test was asked for, but {what}"),
        }
    } else {
        #[expect(clippy::print_stderr, reason = "a skipped test says so")]
        {
            eprintln!("window test skipped: ask for it with EMBOLIZE_WINDOW_TEST=1");
        }
    }
}
