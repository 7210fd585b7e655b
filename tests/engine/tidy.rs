//! What the compiler cannot hold: layers, sizes, and what is absent from where.

use std::path::Path;

/// The repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_repository_is_where_cargo_says() {
    assert!(root().join("src/lib.rs").is_file());
}
