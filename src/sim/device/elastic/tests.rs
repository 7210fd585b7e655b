//! Elastic devices on a small tree.
