//! The case of an attempt: as its file draws it, or on the anatomy that the attempt's seed draws.

use std::sync::Arc;

use crate::model::Case;
use crate::scenario::{self, Library};

/// The case of an attempt by id; with a seed on a drawn anatomy, which only bundled cases have. `None` when there is none.
pub fn case_of(cases: &[Arc<Case>], id: &str, variant: Option<u64>) -> Option<Arc<Case>> {
    let Some(seed) = variant else { return cases.iter().find(|case| case.id == id).cloned() };
    let drawn = scenario::bundled_variant(&Library::bundled(), id, seed)?.ok()?;
    Some(Arc::new(drawn.value))
}
