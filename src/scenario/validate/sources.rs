//! The bibliography.

use std::collections::BTreeSet;

use super::super::diagnostic::Diagnostic;
use super::super::parse::Parsed;
use super::super::{Checked, raw};
use super::{Block, Checker, ids};

/// Checks a bibliography; gives its ids.
pub(in super::super) fn check(
    parsed: &Parsed<raw::Sources>,
) -> Result<Checked<BTreeSet<String>>, Vec<Diagnostic>> {
    let mut check = Checker::default();
    let root = parsed.located.root();
    if !super::format(&mut check, root, parsed.raw.format) {
        return check.finish(None);
    }
    let mut unique = ids::Unique::default();
    let mut known = BTreeSet::new();
    for (i, source) in parsed.raw.sources.iter().enumerate() {
        let at = root.field("sources").item(i);
        ids::readable(&mut check, at, "source", &source.id);
        unique.take(&mut check, at, "source", &source.id);
        let block = Block::new(at, "source", &source.id);
        ids::text(&mut check, &block, "citation", &source.citation);
        ids::text(&mut check, &block, "read", &source.read);
        known.insert(source.id.clone());
    }
    check.finish(Some(known))
}
