//! How many times faster than real time a whole procedure is simulated, without pictures, on one core:
//! `cargo bench --no-default-features --bench session`. One item is one simulated second, so that the throughput is
//! the real-time factor.

use std::sync::Arc;

use divan::counter::ItemsCount;
use embolize::model::Case;
use embolize::replay::{Session, replay};
use embolize::scenario::{Library, bundled_case, catalog};

fn main() {
    divan::main();
}

fn case() -> Arc<Case> {
    Arc::new(bundled_case(&Library::bundled(), "hepatic_hcc").expect("bundled").expect("sound").value)
}

/// The expert session of the shipped case, from the first study to the dry groin.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn expert_session(bencher: divan::Bencher<'_, '_>) {
    let case = case();
    let text = catalog::file("sessions/hepatic_hcc.expert.ron").expect("bundled").text;
    let session = Session::parse(text).expect("a session");
    bencher
        .counter(ItemsCount::new(session.end.seconds() as u64))
        .bench(|| replay(Arc::clone(&case), &session).expect("the recorded state").simulation().state_hash());
}

/// Reading and checking what a program start reads.
#[divan::bench]
fn load_the_case() -> u64 {
    case().hash
}
