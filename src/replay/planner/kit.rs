//! A set of devices that goes together: sheath, wire and catheter to the first branch, wire, microcatheter and microwire on.

use crate::model::{Case, Device, DeviceKind};

/// Bend of a wire that can be steered, degrees (tuned: less is straight, more is a J).
const STEERABLE_DEG: (f64, f64) = (20.0, 120.0);
/// What a lumen has to be wider than a wire in it, mm: the rule of the device module.
const WIRE_PLAY_MM: f64 = 0.051;
/// Length of a wire behind the hub of what it goes through, so that hands can hold it, mm.
const HELD_MM: f64 = 150.0;

/// Devices of a trolley.
#[derive(Clone, Copy, Debug)]
pub struct Kit<'a> {
    /// Introducer sheath.
    pub sheath: &'a Device,
    /// Wire that leads up the great vessels.
    pub wire: &'a Device,
    /// Catheter that engages it.
    pub catheter: &'a Device,
    /// Wire that is steered, and leads the catheter further.
    pub selective: &'a Device,
    /// Microcatheter and its wire.
    pub micro: (&'a Device, &'a Device),
}

impl<'a> Kit<'a> {
    /// The first devices of a trolley that fit each other, with this catheter, and are long enough for a way of
    /// `to_branch_mm` to the first branch and `to_target_mm` to the target.
    pub fn around(
        case: &'a Case,
        catheter: &'a Device,
        to_branch_mm: f64,
        to_target_mm: f64,
    ) -> Option<Self> {
        let lumen_mm = catheter.inner_mm()?;
        if !matches!(catheter.kind, DeviceKind::Catheter { side_holes: false, .. })
            || catheter.length_mm < to_branch_mm
        {
            return None;
        }
        let devices = || case.devices.iter();
        let wires = |lumen_mm: f64, length_mm: f64| {
            devices().filter(move |device| {
                device.kind == DeviceKind::Wire
                    && device.outer_mm > 0.5 * lumen_mm
                    && device.outer_mm < lumen_mm - WIRE_PLAY_MM
                    && device.length_mm >= length_mm + HELD_MM
            })
        };
        let steers = |device: &&Device| (STEERABLE_DEG.0..STEERABLE_DEG.1).contains(&device.tip_deg());
        // The first wire is as long as the catheter and the way that it goes before the catheter follows.
        let mut first = wires(lumen_mm, catheter.length_mm + to_branch_mm);
        let wire = first.clone().find(|device| !steers(device)).or_else(|| first.next())?;
        let through_mm = |device: &Device| device.inner_mm().unwrap_or(0.0);
        let sheath = devices().find(|device| {
            matches!(device.kind, DeviceKind::Sheath { .. }) && through_mm(device) >= catheter.outer_mm
        })?;
        let micro = devices().find(|device| {
            matches!(device.kind, DeviceKind::Microcatheter { .. })
                && device.outer_mm < lumen_mm
                && device.length_mm > catheter.length_mm
                && device.length_mm >= to_target_mm
        })?;
        Some(Self {
            sheath,
            wire,
            catheter,
            selective: wires(lumen_mm, catheter.length_mm).find(steers)?,
            micro: (micro, wires(through_mm(micro), micro.length_mm).find(steers)?),
        })
    }
}
