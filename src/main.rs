//! The `embolize` binary.

fn main() {}
