//! The scenario checker against the shipped files and against broken ones.

use embolize::scenario::{Library, bundled_case, library, render_all};

#[test]
fn every_shipped_file_is_free_of_errors() {
    let library = Library::bundled();
    let problems = library::check_bundled(&library);
    assert!(problems.iter().all(|p| !p.is_error()), "\n{}", render_all(&problems, false));
}

#[test]
fn the_bundled_cases_are_ready_to_run() {
    let library = Library::bundled();
    assert!(!library.cases().is_empty());
    for file in library.cases() {
        let case = bundled_case(&library, &file.id).expect("bundled").expect("sound").value;
        assert_eq!(case.id, file.id, "a case file is named like its case");
        assert_ne!(case.hash, 0);
        assert!(!case.targets.is_empty());
    }
}
