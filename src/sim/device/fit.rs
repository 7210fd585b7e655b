//! What goes into what: the compatibility rules of diameters, and the sentences that refuse.
//!
//! | rule | source |
//! |---|---|
//! | wire outer < lumen - 0.002 in (0.051 mm) | engine rule of the clinical reference, devices 5.1 |
//! | catheter outer <= sheath inner | the same; sheath size is its inner size (`S131`) |
//! | microcatheter outer < catheter lumen | the same |
//! | device outer <= vessel lumen | geometry |
//!
//! Usable length is counted from the hub. A hub stays outside the body and outside the hub it goes through, with no
//! extra clearance: depth <= own length - (host's length - host's depth), and with the sheath as host depth <= own
//! length, because the sheath's own hub lies on the skin.

use crate::model::{Device, DeviceKind, Slot};
use crate::units::MM_PER_INCH;

/// Play a wire needs in a lumen, mm (0.002 in).
const WIRE_PLAY_MM: f64 = 0.002 * MM_PER_INCH;

/// A slot in words.
pub(super) fn word(slot: Slot) -> &'static str {
    match slot {
        Slot::Wire => "wire",
        Slot::Catheter => "catheter",
        Slot::Microcatheter => "microcatheter",
    }
}

/// Whether `inner` goes through the lumen of `host`.
pub(super) fn lumen_takes(host: &Device, inner: &Device) -> Result<(), String> {
    let Some(lumen) = host.inner_mm() else {
        return Err(format!("The {} has no lumen.", host.name));
    };
    let (fits, rule) = match inner.kind {
        DeviceKind::Sheath { .. } => (false, "a sheath goes through the skin only".to_owned()),
        DeviceKind::Wire => {
            let limit = lumen - WIRE_PLAY_MM;
            (inner.outer_mm < limit, format!("a wire thinner than {limit:.2} mm would pass"))
        }
        DeviceKind::Catheter { .. } => {
            (inner.outer_mm <= lumen, format!("a catheter up to {lumen:.2} mm would pass"))
        }
        DeviceKind::Microcatheter { .. } => {
            (inner.outer_mm < lumen, format!("a microcatheter thinner than {lumen:.2} mm would pass"))
        }
    };
    if fits {
        return Ok(());
    }
    Err(format!(
        "The {} is {:.2} mm wide outside and the lumen of the {} is {lumen:.2} mm: {rule}.",
        inner.name, inner.outer_mm, host.name
    ))
}

/// Whether `inner` is long enough to come out of `host` when both hubs touch.
pub(super) fn long_enough(host: &Device, inner: &Device) -> Result<(), String> {
    if inner.length_mm >= host.length_mm {
        return Ok(());
    }
    Err(format!(
        "The {} is {:.0} mm long and does not come out of the {}, which is {:.0} mm long: choose one of at least \
         {:.0} mm.",
        inner.name, inner.length_mm, host.name, host.length_mm, host.length_mm
    ))
}

/// Whether a catheter can be put over a wire that is already in: its hub end has to stick out of the catheter.
pub(super) fn over_wire(wire: &Device, depth_mm: f64, catheter: &Device) -> Result<(), String> {
    lumen_takes(catheter, wire)?;
    let outside = wire.length_mm - depth_mm;
    if outside >= catheter.length_mm {
        return Ok(());
    }
    Err(format!(
        "Of the {} {outside:.0} mm are outside, too little to hold while the {:.0} mm of the {} go over it: pull the \
         wire back by {:.0} mm or use a longer one.",
        wire.name,
        catheter.length_mm,
        catheter.name,
        catheter.length_mm - outside
    ))
}
