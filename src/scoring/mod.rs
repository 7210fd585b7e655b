//! From events and outcome to a report that explains itself. Sees no engine internals.

pub mod report;

pub use report::Report;
