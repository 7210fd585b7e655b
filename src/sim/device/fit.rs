//! What may go in, be moved and come out, whatever moves it; what goes into what; and the sentences that refuse.
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

use super::steer;
use super::track::Track;
use crate::model::{Device, DeviceKind, NodeIx, Slot, VesselGraph};
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

/// What is in the body besides the sheath: the device of a slot, and the depth of its tip, mm.
pub(super) type Inside<'a> = dyn Fn(Slot) -> Option<(&'a Device, f64)> + 'a;

/// The way on which a sheath lies from a node towards the heart, and how deep, mm; `there` is one that is in already.
pub(super) fn sheath_way(
    graph: &VesselGraph,
    node: NodeIx,
    device: &Device,
    there: Option<&Device>,
) -> Result<(Track, f64), String> {
    if let Some(there) = there {
        return Err(format!("The {} is in already: one sheath at a time.", there.name));
    }
    if device.slot().is_some() {
        return Err(format!("The {} is not a sheath: choose an introducer sheath.", device.name));
    }
    let way = steer::way_to_root(graph, node).filter(|way| !way.is_empty());
    let way = way.ok_or("No artery leads from this access site to the aorta: choose another site.")?;
    let mut track = Track::from_node(node);
    for segment in way {
        if track.end_mm() >= device.length_mm || !track.push(graph, segment) {
            break;
        }
    }
    let depth_mm = device.length_mm.min(track.end_mm());
    if let Some((diameter, vessel)) = track.narrowest(graph, depth_mm).filter(|(d, _)| *d < device.outer_mm) {
        return Err(format!(
            "The {} is {:.2} mm wide outside and the {vessel} has {diameter:.2} mm: choose a sheath of at most \
             {diameter:.2} mm or another site.",
            device.name, device.outer_mm
        ));
    }
    track.shorten(depth_mm);
    Ok((track, depth_mm))
}

/// The slot of a device that can be loaded now.
pub(super) fn loads(device: &Device, sheath: Option<&Device>, inside: &Inside<'_>) -> Result<Slot, String> {
    let Some(slot) = device.slot() else {
        return Err(format!("The {} is a sheath: insert it through the puncture instead.", device.name));
    };
    if let Some((there, _)) = inside(slot) {
        return Err(format!("The {} is in already: remove it first.", there.name));
    }
    let within = |slot: Slot| inside(slot).map(|(device, _)| device);
    let host = match slot {
        Slot::Catheter => sheath,
        Slot::Microcatheter => within(Slot::Catheter),
        Slot::Wire => within(Slot::Microcatheter).or(within(Slot::Catheter)).or(sheath),
    };
    let Some(host) = host else {
        return Err(match slot {
            Slot::Microcatheter if sheath.is_some() => {
                "A microcatheter goes through a catheter: load a catheter first.".to_owned()
            }
            _ => format!("There is no sheath for the {} to go through: insert one first.", word(slot)),
        });
    };
    lumen_takes(host, device)?;
    long_enough(host, device)?;
    match (slot, inside(Slot::Wire)) {
        (Slot::Microcatheter, Some((wire, _))) => {
            return Err(format!(
                "The {} is in the catheter's lumen: remove it before the microcatheter goes in.",
                wire.name
            ));
        }
        (Slot::Catheter, Some((wire, depth_mm))) => over_wire(wire, depth_mm, device)?,
        _ => {}
    }
    Ok(slot)
}

/// The device of a slot, to be moved by an amount.
pub(super) fn moves<T>(slot: Slot, amount: f64, there: Option<T>) -> Result<T, String> {
    if !amount.is_finite() {
        return Err(format!("{amount} is not an amount the {} can be moved by: give a number.", word(slot)));
    }
    there.ok_or_else(|| format!("There is no {0} to move: load a {0} first.", word(slot)))
}

/// Whether a device can be pulled out.
pub(super) fn leaves(slot: Slot, inside: &Inside<'_>) -> Result<(), String> {
    if inside(slot).is_none() {
        return Err(format!("There is no {} to remove.", word(slot)));
    }
    match (slot, inside(Slot::Microcatheter)) {
        (Slot::Catheter, Some((inner, _))) => {
            Err(format!("The {} is in the catheter: remove it first.", inner.name))
        }
        _ => Ok(()),
    }
}

/// Whether the sheath can be pulled out.
pub(super) fn sheath_leaves(sheath: Option<&Device>, inside: &Inside<'_>) -> Result<(), String> {
    if sheath.is_none() {
        return Err("There is no sheath to remove.".to_owned());
    }
    match [Slot::Catheter, Slot::Microcatheter, Slot::Wire].into_iter().find_map(inside) {
        Some((inside, _)) => Err(format!("The {} is still in the sheath: remove it first.", inside.name)),
        None => Ok(()),
    }
}

/// Whether `inner` goes through the lumen of `host`.
fn lumen_takes(host: &Device, inner: &Device) -> Result<(), String> {
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
fn long_enough(host: &Device, inner: &Device) -> Result<(), String> {
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
fn over_wire(wire: &Device, depth_mm: f64, catheter: &Device) -> Result<(), String> {
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
