//! The shipped cases with the shipped engine: every step of the rubric can be asked for, and every feeder is found.

use std::collections::BTreeSet;
use std::sync::Arc;

use embolize::model::{Case, KNOWN_STEPS};
use embolize::scenario::{Library, bundled_case};
use embolize::scoring::report::Report;
use embolize::sim::{Command, Simulation};

use super::fixture::{errors, judge};

fn shipped() -> Vec<Arc<Case>> {
    let library = Library::bundled();
    let case = |id: &str| bundled_case(&library, id).expect("bundled").expect("sound").value;
    library.cases().iter().map(|file| Arc::new(case(&file.id))).collect()
}

/// Plays these commands, one a tick, and judges.
fn played(case: &Arc<Case>, commands: &[Command]) -> Report {
    let mut simulation = Simulation::new(Arc::clone(case), 1);
    for command in commands {
        simulation.step(core::slice::from_ref(command));
    }
    judge(case, simulation.events(), &simulation.outcome())
}

#[test]
fn who_only_ends_the_case_has_nothing_and_left_every_feeder() {
    for case in shipped() {
        let report = played(&case, &[Command::Finish]);
        assert_eq!(report.score, 0.0);
        let feeders: usize = case.targets.iter().map(|t| t.feeders.len()).sum();
        let open = report.critical_errors.iter().filter(|e| e.id == "feeder_untreated").count();
        assert_eq!(open, feeders, "{}", case.id);
        let found: BTreeSet<&str> = errors(&report).into_iter().collect();
        let expected: BTreeSet<&str> =
            ["feeder_untreated", "hazard_not_named", "portal_not_assessed"].into_iter().collect();
        assert!(found.is_subset(&expected), "{found:?}");
    }
}

#[test]
fn the_rubric_of_a_shipped_case_asks_for_nothing_that_cannot_happen() {
    for case in shipped() {
        let report = played(&case, &[Command::Finish]);
        let asked: BTreeSet<&str> =
            case.rubric.phases.iter().flat_map(|p| &p.steps).map(|s| s.id.as_str()).collect();
        let judged: BTreeSet<&str> = report.steps.iter().map(|s| s.id.as_str()).collect();
        assert_eq!(asked, judged, "{}", case.id);
        assert!(asked.iter().all(|id| KNOWN_STEPS.contains(id)));
        assert_eq!(report.phases.iter().map(|p| p.max).sum::<f64>(), 100.0);
    }
}

#[test]
fn reading_and_naming_earn_all_of_their_points_in_a_real_session() {
    for case in shipped() {
        let mut commands: Vec<Command> =
            case.studies.iter().map(|s| Command::ReadStudy { study: s.id.clone() }).collect();
        for target in &case.targets {
            let name = |f: &embolize::model::Feeder| case.graph.segment(f.segment).id.clone();
            commands.extend(target.feeders.iter().map(|f| Command::NameFeeder { segment: name(f) }));
        }
        let hazards = case.protected.iter().filter(|p| p.name_it);
        commands.extend(hazards.map(|p| Command::NameHazard { bed: case.graph.bed(p.bed).id.clone() }));
        commands.push(Command::AssessPortal { patent: case.patient.portal_patent });
        commands.push(Command::Finish);
        let report = played(&case, &commands);
        for id in
            ["read_arterial_study", "read_portal_study", "assess_portal", "name_feeders", "name_hazards"]
        {
            if let Some(step) = report.steps.iter().find(|s| s.id == id) {
                assert_eq!(step.points, step.max, "{id}: {}", step.why);
            }
        }
        assert!(errors(&report).iter().all(|id| *id == "feeder_untreated"));
    }
}
