//! Drugs at hand during a procedure: names, units, and what may be given at once. What they do is `sim::patient::drug`.

/// A drug, given through a vein, except where it says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Drug {
    /// Nitroglycerin, through the catheter into the artery, µg.
    Nitroglycerin,
    /// Unfractionated heparin, IU.
    Heparin,
    /// Protamine, which takes heparin back, mg.
    Protamine,
    /// Atropine, mg.
    Atropine,
    /// Adrenaline 1:1000, into a muscle, mg.
    Adrenaline,
    /// Crystalloid fluid, mL.
    Fluid,
    /// Fentanyl, an opioid, µg.
    Fentanyl,
    /// Oxygen through a mask: not a dose but a flow that stays until it is set anew, L/min.
    Oxygen,
}

impl Drug {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Nitroglycerin,
        Self::Heparin,
        Self::Protamine,
        Self::Atropine,
        Self::Adrenaline,
        Self::Fluid,
        Self::Fentanyl,
        Self::Oxygen,
    ];

    /// Name for people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nitroglycerin => "nitroglycerin",
            Self::Heparin => "heparin",
            Self::Protamine => "protamine",
            Self::Atropine => "atropine",
            Self::Adrenaline => "adrenaline",
            Self::Fluid => "crystalloid fluid",
            Self::Fentanyl => "fentanyl",
            Self::Oxygen => "oxygen",
        }
    }

    /// Unit of its dose.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Nitroglycerin | Self::Fentanyl => "µg",
            Self::Heparin => "IU",
            Self::Protamine | Self::Atropine | Self::Adrenaline => "mg",
            Self::Fluid => "mL",
            Self::Oxygen => "L/min",
        }
    }

    /// Most that is given at once: beyond it is a slip of the unit. Usual doses: nitroglycerin 100 to 200 µg (`S17`
    /// gives 200 µg), heparin 50 to 100 IU/kg, protamine 1 mg per 100 IU of heparin, atropine 0.6 to 1 mg, adrenaline 0.3
    /// to 0.5 mg, fluid 250 to 500 mL, fentanyl 25 to 100 µg, oxygen 2 to 15 L/min (all but the first to verify).
    pub const fn most(self) -> f64 {
        match self {
            Self::Nitroglycerin => 500.0,
            Self::Heparin => 15_000.0,
            Self::Protamine => 50.0,
            Self::Atropine => 3.0,
            Self::Adrenaline => 1.0,
            Self::Fluid => 1000.0,
            Self::Fentanyl => 200.0,
            Self::Oxygen => 15.0,
        }
    }

    /// It goes through the innermost catheter.
    pub const fn through_catheter(self) -> bool {
        matches!(self, Self::Nitroglycerin)
    }
}
