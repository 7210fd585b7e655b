//! What leaves the program as a file: pictures and reports, as bytes and texts. Writing them is the caller's business.

pub mod html;
pub mod png;
pub mod preview;
