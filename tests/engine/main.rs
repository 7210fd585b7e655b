//! Tests of the headless part, in one binary: what is promised across modules. What one module promises is tested
//! beside its code.

mod adan56;
mod angiograms;
mod authoring;
mod cli;
mod devices;
mod docs;
mod imaging;
mod mutation;
mod reachability;
mod reference;
mod replay;
mod routes;
mod scenarios;
mod scoring;
mod sentences;
mod svzerod;
mod tidy;
