//! Networks of other programs as our anatomies: text in, text out, one format a file.

mod anatomy_text;
pub mod svzerod;
