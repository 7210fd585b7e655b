//! What a person wrote and measured on the runs. Kept beside the session, not in it: nothing is computed from it.

use serde::{Deserialize, Serialize};

/// A place on a run, or a length on it, with what was written beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The run, by its place.
    pub run: usize,
    /// Where, in shares of the picture.
    pub at: (f32, f32),
    /// The other end of a length, in shares of the picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<(f32, f32)>,
    /// In the words of the person who made it.
    pub words: String,
}

impl Mark {
    /// A place that nothing is written beside yet.
    pub fn at(run: usize, at: (f32, f32)) -> Self {
        Self { run, at, to: None, words: String::new() }
    }

    /// Length in shares of the picture's width; none for a place.
    pub fn length(&self) -> Option<f32> {
        self.to.map(|to| (to.0 - self.at.0).hypot(to.1 - self.at.1))
    }
}
