//! The command line: a contract, one file per call.
