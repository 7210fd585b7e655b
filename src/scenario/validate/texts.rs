//! Texts that people read: there are none without words.

use super::super::codes;
use super::super::locate::Spot;
use super::{Checker, problem};

/// Checks that a text says something.
pub(super) fn filled(check: &mut Checker, at: Spot<'_>, what: &str, text: &str) {
    if text.trim().is_empty() {
        check.push(
            problem(codes::EMPTY_TEXT, at, format!("{what} is empty"))
                .with_label("says nothing")
                .with_hint("write what a trainee should read here"),
        );
    }
}
