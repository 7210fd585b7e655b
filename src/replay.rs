//! Sessions and scripts: record commands, run them again.
