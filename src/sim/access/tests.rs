//! The access site: who presses where and for how long, and what bleeds meanwhile.

use super::*;
use crate::model::Judgement;
use crate::sim::tick::TICKS_PER_SECOND;

fn site(kind: AccessKind) -> AccessSite {
    AccessSite {
        id: "site".into(),
        name: "right groin".into(),
        kind,
        node: NodeIx(3),
        findings: String::new(),
        judgement: Judgement::Appropriate,
        reason: String::new(),
    }
}

struct Lab {
    access: Access,
    out: Vec<What>,
}

impl Lab {
    /// Sheath of this outer diameter just pulled.
    fn pulled(kind: AccessKind, hole_mm: f64, bleeding_factor: f64) -> Self {
        let mut lab = Self { access: Access::new(bleeding_factor), out: Vec::new() };
        lab.access.choose(&site(kind), &mut lab.out).unwrap();
        lab.access.puncture(&mut lab.out).unwrap();
        assert_eq!(lab.access.sheath_node(), Ok(NodeIx(3)));
        lab.access.sheath_in(hole_mm);
        lab.access.sheath_out(90.0, &mut lab.out);
        lab
    }

    fn pass(&mut self, seconds: u32) {
        for _ in 0..seconds * TICKS_PER_SECOND {
            self.access.step(90.0, 1.0, &mut self.out);
        }
    }

    fn press(&mut self, above_mm: f64, seconds: u32) {
        self.access.compress(above_mm, 90.0, &mut self.out).unwrap();
        self.pass(seconds);
        self.access.release(90.0, &mut self.out).unwrap();
    }

    fn rate(&self) -> f64 {
        self.access.view().bleeding_ml_min
    }
}

#[test]
fn bleeding_grows_with_hole_and_pressure_and_stops_under_the_hand() {
    let six = Lab::pulled(AccessKind::Femoral, 2.6, 1.0);
    assert!(six.rate() > 40.0 && six.rate() < 90.0, "{}", six.rate());
    assert!(Lab::pulled(AccessKind::Femoral, 3.3, 1.0).rate() > 1.5 * six.rate());
    let mut lab = six;
    lab.access.step(45.0, 1.0, &mut lab.out);
    assert!((lab.rate() - free_rate(2.6, 90.0) / 2.0_f64.sqrt()).abs() < 1e-9);
    lab.pass(30);
    let lost = lab.access.haematoma_ml();
    assert!(lost > 20.0);
    lab.access.compress(15.0, 90.0, &mut lab.out).unwrap();
    lab.pass(60);
    assert_eq!(lab.rate(), 0.0);
    assert_eq!(lab.access.haematoma_ml(), lost);
}

#[test]
fn time_needed_follows_site_size_and_patient() {
    for (kind, hole, factor, above, minutes) in [
        (AccessKind::Femoral, 2.3, 1.0, 15.0, 15),
        (AccessKind::Femoral, 3.0, 1.0, 15.0, 15),
        (AccessKind::Femoral, 2.6, 1.4, 15.0, 21),
        (AccessKind::Brachial, 2.6, 1.0, 0.0, 15),
        (AccessKind::Radial, 2.3, 1.0, 0.0, 120),
    ] {
        let mut long = Lab::pulled(kind, hole, factor);
        long.press(above, 60 * minutes);
        assert!(long.access.haemostasis(), "{kind:?} {hole}");
        assert!(long.out.ends_with(&[
            What::CompressionReleased { held_s: f64::from(60 * minutes), bleeding: false },
            What::Haemostasis
        ]));
        let mut short = Lab::pulled(kind, hole, factor);
        short.press(above, 60 * minutes - 30);
        assert!(!short.access.haemostasis());
        assert!(short.rate() > 0.0);
        assert!(matches!(short.out.last(), Some(What::Bleeding { .. })));
    }
}

#[test]
fn let_go_early_and_half_of_the_clot_is_lost() {
    let mut lab = Lab::pulled(AccessKind::Femoral, 2.3, 1.0);
    let open = lab.rate();
    lab.press(15.0, 600);
    assert!((lab.rate() - open * (1.0 - 1.0 / 3.0)).abs() < 1e-6);
    lab.press(15.0, 590);
    assert!(!lab.access.haemostasis(), "two thirds of the time, twice, is not enough");
    lab.press(15.0, 620);
    assert!(lab.access.haemostasis());
}

#[test]
fn pressure_in_the_wrong_place_does_nothing() {
    for (kind, above) in [
        (AccessKind::Femoral, 0.0),
        (AccessKind::Femoral, -10.0),
        (AccessKind::Femoral, 40.0),
        (AccessKind::Radial, 15.0),
        (AccessKind::Brachial, -8.0),
    ] {
        let mut lab = Lab::pulled(kind, 2.3, 1.0);
        lab.access.compress(above, 90.0, &mut lab.out).unwrap();
        assert_eq!(lab.out.last(), Some(&What::CompressionStarted { above_mm: above, effective: false }));
        lab.pass(1200);
        assert!(lab.access.haematoma_ml() > 400.0);
        let sizes: Vec<u32> = lab
            .out
            .iter()
            .filter_map(|what| match what {
                What::Haematoma { ml } => Some(*ml as u32),
                _ => None,
            })
            .collect();
        assert_eq!(&sizes[..4], [30, 60, 120, 240]);
    }
}

#[test]
fn moving_a_hand_away_is_letting_go() {
    let mut lab = Lab::pulled(AccessKind::Femoral, 2.3, 1.0);
    lab.access.compress(15.0, 90.0, &mut lab.out).unwrap();
    lab.pass(500);
    lab.access.compress(18.0, 90.0, &mut lab.out).unwrap();
    lab.pass(50);
    lab.access.compress(-20.0, 90.0, &mut lab.out).unwrap();
    assert!(lab.rate() > 0.0);
    lab.pass(10);
    lab.access.compress(15.0, 90.0, &mut lab.out).unwrap();
    lab.pass(120);
    lab.access.release(90.0, &mut lab.out).unwrap();
    assert!(!lab.access.haemostasis());
}

#[test]
fn the_order_is_kept() {
    let mut out = Vec::new();
    let mut access = Access::new(1.0);
    assert!(access.puncture(&mut out).unwrap_err().contains("choose one first"));
    assert!(access.sheath_node().is_err());
    assert!(access.compress(15.0, 90.0, &mut out).is_err());
    assert!(access.release(90.0, &mut out).is_err());
    access.choose(&site(AccessKind::Femoral), &mut out).unwrap();
    access.choose(&site(AccessKind::Radial), &mut out).unwrap();
    assert!(access.sheath_node().is_err());
    access.puncture(&mut out).unwrap();
    assert!(access.puncture(&mut out).is_err());
    assert!(access.choose(&site(AccessKind::Femoral), &mut out).unwrap_err().contains("dry"));
    access.sheath_in(2.3);
    assert!(access.sheath_node().is_err());
    assert!(access.compress(f64::NAN, 90.0, &mut out).is_err());
    access.sheath_out(90.0, &mut out);
    assert!(access.choose(&site(AccessKind::Femoral), &mut out).is_err());
    access.compress(0.0, 90.0, &mut out).unwrap();
    for _ in 0..7200 * TICKS_PER_SECOND {
        access.step(90.0, 1.0, &mut out);
    }
    access.release(90.0, &mut out).unwrap();
    assert!(access.compress(0.0, 90.0, &mut out).unwrap_err().contains("dry"));
    access.choose(&site(AccessKind::Femoral), &mut out).unwrap();
    access.puncture(&mut out).unwrap();
}

/// Under heparin the same pressure leaves part of the clot undone.
#[test]
fn heparin_lengthens_the_pressure_that_is_needed() {
    let bleeds_after = |clotting: f64, minutes: u32| {
        let mut lab = Lab::pulled(AccessKind::Femoral, 2.6, 1.0);
        lab.access.compress(15.0, 90.0, &mut lab.out).unwrap();
        for _ in 0..60 * minutes * TICKS_PER_SECOND {
            lab.access.step(90.0, clotting, &mut lab.out);
        }
        lab.access.release(90.0, &mut lab.out).unwrap();
        !lab.access.haemostasis()
    };
    assert!(!bleeds_after(1.0, 15) && bleeds_after(2.0, 15) && !bleeds_after(2.0, 30));
}

/// With the hand on the place before the sheath comes, nothing bleeds; the time counts from the pull.
#[test]
fn a_hand_that_waits_for_the_sheath_keeps_the_blood_in() {
    let mut lab = Lab { access: Access::new(1.0), out: Vec::new() };
    lab.access.choose(&site(AccessKind::Femoral), &mut lab.out).unwrap();
    lab.access.puncture(&mut lab.out).unwrap();
    lab.access.sheath_in(2.3);
    lab.access.compress(15.0, 90.0, &mut lab.out).unwrap();
    lab.pass(300);
    lab.access.sheath_out(90.0, &mut lab.out);
    lab.pass(890);
    assert!(!lab.out.iter().any(|what| matches!(what, What::Bleeding { .. })));
    assert_eq!(lab.access.haematoma_ml(), 0.0);
    lab.access.release(90.0, &mut lab.out).unwrap();
    assert!(!lab.access.haemostasis(), "the minutes before the pull do not count");
    let mut beside = Lab { access: Access::new(1.0), out: Vec::new() };
    beside.access.choose(&site(AccessKind::Femoral), &mut beside.out).unwrap();
    beside.access.puncture(&mut beside.out).unwrap();
    beside.access.sheath_in(2.3);
    beside.access.compress(-20.0, 90.0, &mut beside.out).unwrap();
    beside.access.sheath_out(90.0, &mut beside.out);
    assert!(beside.rate() > 0.0);
}
