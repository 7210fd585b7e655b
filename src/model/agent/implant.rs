//! Coils and plugs: agents that are one piece of metal each.

/// One piece.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Implant {
    /// Free diameter of its largest loop, or of the plug, mm.
    pub diameter_mm: f64,
    /// Length of the stretched coil, or of the plug, mm.
    pub length_mm: f64,
    /// Diameter of the coil's wire, fibres left out, mm; `None` of a plug.
    pub wire_mm: Option<f64>,
    /// Narrowest and widest vessel a plug is made for, mm; of a coil its diameter decides.
    pub vessel_mm: Option<(f64, f64)>,
    /// Narrowest and widest catheter lumen it goes through, mm.
    pub lumen_mm: (f64, f64),
    /// It can be pulled back until it is detached.
    pub detachable: bool,
}
