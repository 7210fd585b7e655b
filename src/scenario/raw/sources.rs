//! The bibliography.

#![expect(missing_docs, reason = "fields say what the formats reference in docs/ explains")]

use serde::Deserialize;

/// The bibliography.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sources {
    pub format: u32,
    pub sources: Vec<Source>,
}

/// One entry of the bibliography.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub id: String,
    pub citation: String,
    /// What of it was read.
    pub read: String,
}
