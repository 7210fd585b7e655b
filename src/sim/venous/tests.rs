//! Where iodine goes after the beds, and when.

use proptest::prelude::*;

use super::*;
use crate::model::{Case, Tissue};
use crate::scenario::{Library, bundled_case};
use crate::sim::Snapshot;
use crate::sim::bed::contrast::Contrast;
use crate::sim::circulation::{Circulation, Inflow, Place};
use crate::sim::tick::{DT, TICKS_PER_SECOND};
use crate::sim::transport::{Mixture, Parcel};

fn case() -> Case {
    bundled_case(&Library::bundled(), "hepatic_hcc").expect("bundled").expect("sound").value
}

/// Seconds at which something is greatest after a second's contrast in the beds that `in_beds` picks; and what went home.
fn peaks(case: &Case, in_beds: impl Fn(&Bed) -> bool, of: &[fn(&Veins) -> f64]) -> (Vec<f64>, f64) {
    let beds = case.graph.beds();
    let flows: Vec<f64> = beds.iter().map(|b| Flow::from_ml_min(b.flow_ml_min).si()).collect();
    let mut contrast: Vec<Contrast> =
        beds.iter().zip(&flows).map(|(b, q)| Contrast::new(q * b.transit_s)).collect();
    let mut veins = Veins::new(beds, &case.patient);
    let mut best = vec![(0.0, 0.0); of.len()];
    let (mut given, mut home) = (0.0, 0.0);
    for tick in 0..180 * TICKS_PER_SECOND {
        for (i, bed) in beds.iter().enumerate() {
            if tick < TICKS_PER_SECOND && in_beds(bed) {
                contrast[i].receive(1e-6 * flows[i] / flows[0], 0.0);
                given += 1e-6 * flows[i] / flows[0];
            }
            home += veins.receive(i, contrast[i].drain(flows[i]), flows[i]);
        }
        home += veins.step();
        let held: f64 = contrast.iter().map(Contrast::iodine).sum();
        assert!(((home + held + veins.iodine()) / f64::max(given, 1e-30) - 1.0).abs() < 1e-9);
        for (best, of) in best.iter_mut().zip(of) {
            let value = of(&veins);
            if value > best.0 {
                *best = (value, f64::from(tick) * DT);
            }
        }
    }
    assert!(veins.at_rest(), "everything has gone home");
    (best.into_iter().map(|b| if b.0 > 0.0 { b.1 } else { f64::NAN }).collect(), home / given)
}

const SPLENIC: fn(&Veins) -> f64 = |v| v.portal().concentrations()[0];
const MESENTERIC: fn(&Veins) -> f64 = |v| v.portal().concentrations()[1];
const TRUNK: fn(&Veins) -> f64 = |v| v.portal().concentrations()[2];
const LIVER: fn(&Veins) -> f64 = |v| (0..60.min(v.of_beds.len())).map(|i| v.portal().in_bed(i)).sum();

#[test]
fn the_spleen_fills_splenic_vein_trunk_and_liver_one_after_another() {
    let case = case();
    let (at, home) = peaks(&case, |b| b.drains == Drainage::Splenic, &[SPLENIC, TRUNK, LIVER, MESENTERIC]);
    assert!(at[0] < at[1] && at[1] < at[2], "{at:?}");
    assert!((3.0..15.0).contains(&at[1]), "trunk at {} s", at[1]);
    assert!(at[3].is_nan(), "nothing reaches the mesenteric vein");
    assert!((home - 1.0).abs() < 1e-9);
}

#[test]
fn a_closed_portal_vein_leaves_the_liver_unstained() {
    let mut case = case();
    case.patient.portal_patent = false;
    let (at, home) = peaks(&case, |b| b.drains == Drainage::Mesenteric, &[MESENTERIC, TRUNK, LIVER]);
    assert!(at[0].is_finite() && at[1].is_finite() && at[2].is_nan(), "{at:?}");
    assert!((home - 1.0).abs() < 1e-9);
}

#[test]
fn what_drains_home_never_sees_the_portal_vein() {
    let case = case();
    let (at, _) = peaks(&case, |b| b.tissue == Tissue::Tumour, &[TRUNK]);
    assert!(at[0].is_nan());
}

/// A study shows trunk and liver, and no portal blood in the tumour; of a closed vein only the roots.
#[test]
fn a_study_shows_whether_the_portal_vein_is_open() {
    let mut case = case();
    let Snapshot { portal, beds, .. } = Snapshot::portal_phase(&case);
    assert!(portal.trunk_mg_ml > 20.0 && portal.trunk_mg_ml < case.contrast.iodine_mg_ml, "{portal:?}");
    for (bed, view) in case.graph.beds().iter().zip(&beds) {
        assert_eq!(view.portal_iodine_mg > 0.0, bed.tissue == Tissue::Liver, "{}", bed.id);
    }
    case.patient.portal_patent = false;
    let beds = Snapshot::portal_phase(&case).beds;
    assert!(beds.iter().all(|view| view.portal_iodine_mg == 0.0));
}

/// A run from an artery: arterial, blush, venous and portal phase one after another, and nothing lost.
fn run_from(segment: &str, rate_ml_s: f64) -> (f64, f64, f64) {
    let case = case();
    let graph = &case.graph;
    let mut circulation = Circulation::new(&case, 1);
    let ix = graph.find_segment(segment).expect("the anatomy has it");
    let place = Place { segment: ix, along_mm: 5.0 };
    let flow = Flow::from_ml_s(rate_ml_s);
    let mut given = 0.0;
    let mut best = [(0.0, f64::NAN); 3];
    for tick in 0..60 * TICKS_PER_SECOND {
        let mixture = Mixture { iodine: 300.0, ..Mixture::BLOOD };
        let parcel = Parcel { volume: flow.si() * DT, mixture, particles: Vec::new() };
        let inflow = (tick < 6 * TICKS_PER_SECOND).then_some(Inflow { place, flow, parcel });
        given += inflow.as_ref().map_or(0.0, |i| i.parcel.mixture.iodine * i.parcel.volume);
        circulation.step(graph, inflow).expect("solved");
        let left = circulation.left();
        let found = circulation.content().iodine + left.drained.iodine + left.escaped.iodine;
        assert!((found / given - 1.0).abs() < 1e-9, "tick {tick}: {found} of {given}");
        let beds = circulation.beds().iter().map(crate::sim::bed::BedState::iodine).sum::<f64>();
        let now = [
            circulation.transport().pipe(ix).content().iodine,
            beds,
            circulation.veins().portal().concentrations()[2],
        ];
        for (best, value) in best.iter_mut().zip(now) {
            if value > best.0 {
                *best = (value, f64::from(tick) * DT);
            }
        }
    }
    (best[0].1, best[1].1, best[2].1)
}

#[test]
fn a_run_from_the_bowel_artery_comes_to_its_portal_phase() {
    for segment in ["superior_mesenteric_1", "splenic_2"] {
        let (artery, blush, portal) = run_from(segment, 5.0);
        assert!(artery < blush && blush < portal, "{segment}: {artery} {blush} {portal}");
        assert!((5.0..25.0).contains(&portal), "{segment}: portal phase after {portal} s");
    }
}

/// Slowly, so that nothing runs back into the aorta in diastole, and from there to the bowel.
#[test]
fn a_run_from_the_kidney_has_no_portal_phase() {
    assert!(run_from("right_renal", 1.0).2.is_nan());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Beds and veins of any flow, also of none, hold numbers and lose nothing.
    #[test]
    fn beds_without_flow_hold_no_nonsense(
        flows in prop::collection::vec(prop_oneof![Just(0.0), 0.0_f64..1e-9, 1.0_f64..400.0], 6),
        given in prop::collection::vec(0.0_f64..1e-6, 6),
        patent in prop::bool::ANY,
    ) {
        let case = case();
        let liver = case.graph.beds().iter().filter(|b| b.tissue == Tissue::Liver).take(2);
        let drains = |d: Drainage| case.graph.beds().iter().find(move |b| b.drains == d);
        let roots = [Drainage::Splenic, Drainage::Mesenteric, Drainage::Portal].into_iter().filter_map(drains);
        let home = case.graph.beds().iter().filter(|b| b.tissue == Tissue::Tumour).take(1);
        let mut beds: Vec<Bed> = liver.chain(roots).chain(home).cloned().collect();
        beds.iter_mut().zip(&flows).for_each(|(bed, flow)| bed.flow_ml_min = *flow);
        let mut patient = case.patient.clone();
        patient.portal_patent = patent;
        let mut veins = Veins::new(&beds, &patient);
        let mut contrast: Vec<Contrast> =
            beds.iter().map(|b| Contrast::new(Flow::from_ml_min(b.flow_ml_min).si() * b.transit_s)).collect();
        let (mut put_in, mut home) = (0.0, 0.0);
        for tick in 0..600 {
            for (i, bed) in beds.iter().enumerate() {
                if tick < 30 {
                    contrast[i].receive(given[i], 0.2);
                    put_in += given[i];
                }
                // pressures change, and with them a flow that was none
                let flow = Flow::from_ml_min(if tick > 300 { 5.0 } else { bed.flow_ml_min }).si();
                home += veins.receive(i, contrast[i].drain(flow), flow);
                prop_assert!(contrast[i].give_back(1e-9).is_finite());
            }
            home += veins.step();
            prop_assert!(veins.portal().concentrations().iter().all(|c| c.is_finite()));
        }
        prop_assert!(home.is_finite() && veins.iodine().is_finite() && home <= put_in * (1.0 + 1e-9));
    }
}
