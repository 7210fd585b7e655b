//! The patient and what is known of the places to enter the arteries.

use super::ids::NodeIx;

/// Who lies on the table.
#[derive(Clone, Debug)]
pub struct Patient {
    /// Age, years.
    pub age_years: f64,
    /// Weight, kg.
    pub weight_kg: f64,
    /// Serum creatinine, mg/dL.
    pub creatinine_mg_dl: f64,
    /// Estimated glomerular filtration rate, mL/min/1.73 m².
    pub egfr: f64,
    /// Heart rate at rest, beats/min.
    pub heart_rate: f64,
    /// Systolic pressure at rest, mmHg.
    pub systolic_mmhg: f64,
    /// Diastolic pressure at rest, mmHg.
    pub diastolic_mmhg: f64,
    /// Oxygen saturation at rest, %.
    pub spo2_percent: f64,
    /// Factor on the time haemostasis takes (1: normal clotting).
    pub bleeding_factor: f64,
    /// Contrast limit that the author sets where the formula has no meaning, mL.
    pub contrast_limit_ml: Option<f64>,
    /// Contrast medium was not tolerated before.
    pub contrast_reaction_before: bool,
    /// Allergies, for people.
    pub allergies: Vec<String>,
    /// Anticoagulation, for people.
    pub anticoagulation: String,
    /// The portal vein is open.
    pub portal_patent: bool,
}

impl Patient {
    /// Mean arterial pressure at rest, mmHg: diastolic plus a third of the pulse.
    pub fn mean_mmhg(&self) -> f64 {
        self.diastolic_mmhg + (self.systolic_mmhg - self.diastolic_mmhg) / 3.0
    }

    /// Contrast limit in mL: the author's, or else 5 mL × kg / creatinine (mg/dL), at most 300 (`S142`). The formula protects
    /// kidneys that still work; it says nothing of a patient on dialysis.
    pub fn contrast_limit_ml(&self) -> f64 {
        self.contrast_limit_ml.unwrap_or((5.0 * self.weight_kg / self.creatinine_mg_dl).min(300.0))
    }
}

/// How well a choice fits this patient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Judgement {
    /// What an expert would choose.
    Appropriate,
    /// Defensible, not the best.
    Acceptable,
    /// Wrong here.
    Inappropriate,
}

/// What kind of artery is punctured; it decides where pressure belongs afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessKind {
    /// Common femoral: pressure above the skin puncture.
    Femoral,
    /// Radial: band on the puncture.
    Radial,
    /// Brachial: pressure on the puncture.
    Brachial,
}

/// One place to enter the arteries.
#[derive(Clone, Debug)]
pub struct AccessSite {
    /// Id as in the file.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Kind of artery.
    pub kind: AccessKind,
    /// Where the sheath enters the graph.
    pub node: NodeIx,
    /// Findings at the site, for people.
    pub findings: String,
    /// Whether it is a good choice for this case.
    pub judgement: Judgement,
    /// Why.
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_author_sets_the_contrast_limit_where_the_formula_means_nothing() {
        let on_dialysis = Patient {
            age_years: 36.0,
            weight_kg: 60.0,
            creatinine_mg_dl: 6.8,
            egfr: 8.0,
            heart_rate: 88.0,
            systolic_mmhg: 172.0,
            diastolic_mmhg: 98.0,
            spo2_percent: 98.0,
            bleeding_factor: 1.2,
            contrast_limit_ml: Some(100.0),
            contrast_reaction_before: false,
            allergies: Vec::new(),
            anticoagulation: String::new(),
            portal_patent: true,
        };
        assert_eq!(on_dialysis.contrast_limit_ml(), 100.0);
        let by_formula = Patient { contrast_limit_ml: None, ..on_dialysis };
        assert!((by_formula.contrast_limit_ml() - 5.0 * 60.0 / 6.8).abs() < 1e-9);
        assert_eq!(Patient { creatinine_mg_dl: 0.7, ..by_formula }.contrast_limit_ml(), 300.0);
    }
}
