//! Numbers: finite, and in the range that occurs in patients and products.
//!
//! The ranges are authored: wide enough for anything real, narrow enough to catch a wrong unit.

use super::super::codes;
use super::super::locate::Spot;
use super::{Block, Checker, problem};

/// What a number may be, both ends included.
#[derive(Clone, Copy, Debug)]
pub(super) struct Range {
    pub(super) min: f64,
    pub(super) max: f64,
    pub(super) unit: &'static str,
}

/// From `min` to `max`, in `unit`.
pub(super) const fn range(min: f64, max: f64, unit: &'static str) -> Range {
    Range { min, max, unit }
}

/// A share of a whole.
pub(super) const SHARE: Range = range(0.0, 1.0, "");
/// A coordinate of the patient.
pub(super) const COORDINATE: Range = range(-2500.0, 2500.0, "mm");
/// A radius of an artery.
pub(super) const RADIUS: Range = range(0.05, 20.0, "mm");
/// A length of a segment.
pub(super) const LENGTH: Range = range(0.5, 600.0, "mm");
/// A calibre of a small vessel.
pub(super) const CALIBRE: Range = range(5.0, 5000.0, "µm");
/// A resistance; one that is none belongs to a lumped segment with an inertance.
pub(super) const RESISTANCE: Range = range(0.0, 1e6, "mmHg·s/mL");
/// A volume of a lumped segment.
pub(super) const VOLUME: Range = range(1e-5, 1000.0, "mL");
/// Flow of a bed.
pub(super) const FLOW: Range = range(0.01, 8000.0, "mL/min");
/// Pressure of a vein.
pub(super) const VENOUS: Range = range(0.0, 45.0, "mmHg");
/// Transit through a bed.
pub(super) const TRANSIT: Range = range(0.3, 60.0, "s");
/// Radius of an organ's stand-in.
pub(super) const ORGAN: Range = range(1.0, 500.0, "mm");

impl Range {
    fn contains(self, value: f64) -> bool {
        (self.min..=self.max).contains(&value)
    }

    fn in_words(self) -> String {
        let unit = if self.unit.is_empty() { String::new() } else { format!(" {}", self.unit) };
        format!("{} to {}{unit}", self.min, self.max)
    }
}

/// Checks the number of a field.
pub(super) fn field(check: &mut Checker, block: &Block<'_>, name: &str, value: f64, range: Range) -> bool {
    single(check, block.at.field(name), &format!("`{name}` of {}", block.what), value, range)
}

/// Checks several fields of one block.
pub(super) fn fields(check: &mut Checker, block: &Block<'_>, numbers: &[(&str, f64, Range)]) -> bool {
    let mut fine = true;
    for &(name, value, range) in numbers {
        fine &= field(check, block, name, value, range);
    }
    fine
}

/// Checks both values of a pair.
pub(super) fn pair(
    check: &mut Checker,
    block: &Block<'_>,
    name: &str,
    value: (f64, f64),
    range: Range,
) -> bool {
    let spot = block.at.field(name);
    if (value.0 > range.max && value.1 > range.max) || (value.0 < range.min && value.1 < range.min) {
        // Both in the same way: one slip, most often the unit.
        let message = format!(
            "`{name}` of {} is {} and {}; {} is allowed",
            block.what,
            value.0,
            value.1,
            range.in_words()
        );
        let label =
            if value.0 < range.min { format!("below {}", range.min) } else { format!("above {}", range.max) };
        let error = problem(codes::OUT_OF_RANGE, spot, message).with_label(label);
        check.push(error.with_hint(hint(value.0, range)));
        return false;
    }
    let what = |which: &str| format!("the {which} value of `{name}` of {}", block.what);
    let first = single(check, spot.item(0), &what("first"), value.0, range);
    single(check, spot.item(1), &what("second"), value.1, range) && first
}

/// Checks the coordinates of a point.
pub(super) fn point(check: &mut Checker, spot: Spot<'_>, what: &str, value: (f64, f64, f64)) -> bool {
    let mut fine = true;
    for (i, (axis, value)) in [("x", value.0), ("y", value.1), ("z", value.2)].into_iter().enumerate() {
        fine &= single(check, spot.item(i), &format!("the {axis} coordinate of {what}"), value, COORDINATE);
    }
    fine
}

/// Checks any number with a place and a name.
pub(super) fn single(check: &mut Checker, spot: Spot<'_>, what: &str, value: f64, range: Range) -> bool {
    if !value.is_finite() {
        let message = format!("{what} is not a finite number");
        check.push(
            problem(codes::NOT_FINITE, spot, message)
                .with_label("not finite")
                .with_hint(format!("give a number from {}", range.in_words())),
        );
        return false;
    }
    if range.contains(value) {
        return true;
    }
    let label =
        if value < range.min { format!("below {}", range.min) } else { format!("above {}", range.max) };
    let message = format!("{what} is {value}; {} is allowed", range.in_words());
    check.push(problem(codes::OUT_OF_RANGE, spot, message).with_label(label).with_hint(hint(value, range)));
    false
}

/// The usual slips: a sign, a unit a thousand times too small or large, a percentage for a share.
fn hint(value: f64, range: Range) -> String {
    if range.contains(-value) && value < 0.0 {
        return format!("delete the minus sign if {} is meant", -value);
    }
    if range.unit.is_empty() && range.max == 1.0 && range.contains(value / 100.0) {
        return format!("shares go from 0 to 1: {value} % is {}", value / 100.0);
    }
    if value == 0.0 && range.min > 0.0 {
        return format!("none is not possible: give at least {}, or leave out what has none", range.min);
    }
    let small = value / 1000.0;
    match range.unit {
        "mm" if range.contains(small) => format!("the unit is mm: {value} µm is {small}"),
        "µm" if range.contains(value * 1000.0) => {
            format!("the unit is µm: {value} mm is {}", value * 1000.0)
        }
        "" => format!("give a number from {}", range.in_words()),
        unit => format!("check the number, and whether it is meant in {unit}"),
    }
}

/// Reports two numbers that belong together and are in the wrong order.
pub(super) fn order(check: &mut Checker, spot: Spot<'_>, message: String, hint: &str) {
    check.push(problem(codes::WRONG_ORDER, spot, message).with_label("the wrong way round").with_hint(hint));
}
