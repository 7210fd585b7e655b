//! What leaves the program: HTML report, PNG.
