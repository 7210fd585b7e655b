//! Text to checked case: parse, locate, validate, explain.

pub mod raw;
