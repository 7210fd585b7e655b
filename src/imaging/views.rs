//! Standard views by territory: where to turn the C-arm first. LAO and cranial are positive; a view is named by the side
//! of the detector. Most of these are habits of the trade that no single source gives (to verify); where one does, it is
//! named. Data alone: a view is chosen with the command that turns the C-arm.

/// Which way an oblique view goes, given the side that is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toward {
    /// As written, whatever the side.
    Fixed,
    /// To the side that is treated.
    Same,
    /// To the other side.
    Other,
}

/// The side of the patient that is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Patient's right.
    Right,
    /// Patient's left.
    Left,
}

/// One standard view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// Name for texts and translations, unique.
    pub id: &'static str,
    /// Vessel or organ it is for.
    pub territory: &'static str,
    /// Oblique angle, degrees; its sign counts for `Toward::Fixed` alone.
    pub lao_deg: f64,
    /// Tilt, degrees.
    pub cranial_deg: f64,
    /// Which way the oblique goes.
    pub toward: Toward,
    /// Where it is from; empty: to verify.
    pub source: &'static str,
}

impl View {
    /// Angles for a side: LAO and cranial, degrees.
    pub fn angles(&self, side: Side) -> (f64, f64) {
        let left = matches!((self.toward, side), (Same, Side::Left) | (Other, Side::Right));
        let lao = match self.toward {
            Fixed => self.lao_deg,
            Same | Other if left => self.lao_deg.abs(),
            Same | Other => -self.lao_deg.abs(),
        };
        (lao, self.cranial_deg)
    }
}

const fn view(
    id: &'static str,
    territory: &'static str,
    (lao_deg, cranial_deg): (f64, f64),
    toward: Toward,
    source: &'static str,
) -> View {
    View { id, territory, lao_deg, cranial_deg, toward, source }
}

use Toward::{Fixed, Other, Same};

/// All standard views.
pub const VIEWS: &[View] = &[
    view("frontal", "any", (0.0, 0.0), Fixed, ""),
    view("aortic_arch", "aortic arch", (40.0, 0.0), Fixed, "S137"),
    view("celiac_origin", "celiac and superior mesenteric origin", (90.0, 0.0), Fixed, "S137"),
    view("liver_left", "left liver, segment 4", (-20.0, 0.0), Fixed, ""),
    view("liver_right", "right liver, anterior and posterior", (25.0, 0.0), Fixed, ""),
    view("renal", "renal arteries", (15.0, 0.0), Fixed, "S51"),
    view(
        "iliac_bifurcation",
        "common iliac division, internal iliac origin",
        (28.0, 0.0),
        Other,
        "S13, S137",
    ),
    view("femoral_bifurcation", "femoral division", (30.0, 0.0), Same, "S13, S137"),
    view("prostatic", "internal iliac branches, prostate", (35.0, -10.0), Same, "S47"),
    view("uterine_origin", "uterine origin", (25.0, 0.0), Other, ""),
    view("bronchial", "bronchial arteries", (20.0, 0.0), Fixed, ""),
    view("meningeal_lateral", "external carotid, middle meningeal", (90.0, 0.0), Same, ""),
    view("meningeal_towne", "external carotid, middle meningeal", (0.0, 30.0), Fixed, ""),
    view("splenic", "splenic artery", (30.0, 0.0), Fixed, ""),
    view("genicular", "genicular arteries", (30.0, 0.0), Same, ""),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn obliques_go_to_their_side() {
        let find = |id| VIEWS.iter().find(|v| v.id == id).expect("in the table");
        assert_eq!(find("prostatic").angles(Side::Right), (-35.0, -10.0));
        assert_eq!(find("prostatic").angles(Side::Left), (35.0, -10.0));
        assert_eq!(find("uterine_origin").angles(Side::Right), (25.0, 0.0));
        assert_eq!(find("liver_left").angles(Side::Left), (-20.0, 0.0));
    }

    #[test]
    fn ids_are_unique() {
        let ids: BTreeSet<&str> = VIEWS.iter().map(|v| v.id).collect();
        assert_eq!(ids.len(), VIEWS.len());
    }
}
