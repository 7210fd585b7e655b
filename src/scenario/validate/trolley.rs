//! The trolley: what it needs, what fits through what, and whether every agent can be delivered.

use super::super::codes;
use super::super::library::Library;
use super::super::locate::Spot;
use super::super::raw;
use super::super::suggest;
use super::{Block, Checker, access, ids, problem};
use crate::model::{Agent, AgentChoice, Contrast, Device, DeviceKind};

/// What lies on the trolley.
pub(super) struct Trolley {
    pub(super) devices: Vec<Device>,
    pub(super) agents: Vec<Agent>,
    pub(super) choices: Vec<AgentChoice>,
    pub(super) contrast: Option<Contrast>,
}

/// Checks the trolley.
pub(super) fn check(check: &mut Checker, library: &Library, raw: &raw::Trolley, at: Spot<'_>) -> Trolley {
    let before = check.errors();
    let devices = devices(check, library, raw, at.field("devices"));
    let (agents, choices) = agents(check, library, raw, at.field("agents"));
    let media = &library.catalogue().contrast;
    let contrast = media.get(&raw.contrast).cloned();
    if contrast.is_none() {
        let known: Vec<&str> = media.keys().map(String::as_str).collect();
        let by = ("the trolley", "contrast medium", raw.contrast.as_str());
        ids::unknown(check, codes::UNKNOWN_ARTICLE, at.field("contrast"), by, &known);
    }
    if check.errors() == before {
        complete(check, &devices, &agents, at);
    }
    if check.errors() == before {
        fits(check, &devices, at.field("devices"));
        delivers(check, &devices, &agents, at.field("agents"));
    }
    Trolley { devices, agents, choices, contrast }
}

fn devices(check: &mut Checker, library: &Library, raw: &raw::Trolley, at: Spot<'_>) -> Vec<Device> {
    let all = &library.catalogue().devices;
    let known: Vec<&str> = all.iter().map(|device| device.id.as_str()).collect();
    let mut seen = Vec::new();
    let mut devices = Vec::new();
    for (i, id) in raw.devices.iter().enumerate() {
        if !ids::once(check, &mut seen, at.item(i), "devices", id) {
            continue;
        }
        if let Some(device) = all.iter().find(|device| device.id == *id) {
            devices.push(device.clone());
        } else {
            ids::unknown(check, codes::UNKNOWN_ARTICLE, at.item(i), ("the trolley", "device", id), &known);
        }
    }
    devices
}

fn agents(
    check: &mut Checker,
    library: &Library,
    raw: &raw::Trolley,
    at: Spot<'_>,
) -> (Vec<Agent>, Vec<AgentChoice>) {
    let all = &library.catalogue().agents;
    let known: Vec<&str> = all.iter().map(|agent| agent.id.as_str()).collect();
    let mut seen = Vec::new();
    let mut agents = Vec::new();
    let mut choices = Vec::new();
    for (i, choice) in raw.agents.iter().enumerate() {
        let id = choice.agent.as_str();
        let spot = at.item(i);
        ids::text(check, &Block::new(spot, "agent", id), "reason", &choice.reason);
        if !ids::once(check, &mut seen, spot.field("agent"), "agents", id) {
            continue;
        }
        if let Some(agent) = all.iter().find(|agent| agent.id == id) {
            agents.push(agent.clone());
        } else {
            let by = ("the trolley", "agent", id);
            ids::unknown(check, codes::UNKNOWN_ARTICLE, spot.field("agent"), by, &known);
        }
        let judgement = access::judgement(choice.judgement);
        choices.push(AgentChoice { agent: id.to_owned(), judgement, reason: choice.reason.clone() });
    }
    let good = raw.agents.iter().any(|choice| matches!(choice.judgement, raw::Judgement::Appropriate));
    if !good && !raw.agents.is_empty() {
        check.push(
            problem(codes::NO_GOOD_AGENT, at, "no agent on the trolley is judged `Appropriate`")
                .with_label("no right choice")
                .with_hint("set the `judgement` of the best agent to Appropriate"),
        );
    }
    (agents, choices)
}

fn complete(check: &mut Checker, devices: &[Device], agents: &[Agent], at: Spot<'_>) {
    let has = |kind: fn(&DeviceKind) -> bool| devices.iter().any(|device| kind(&device.kind));
    let mut lacks = Vec::new();
    if !has(|kind| matches!(kind, DeviceKind::Sheath { .. })) {
        lacks.push("a sheath");
    }
    if !has(|kind| matches!(kind, DeviceKind::Wire)) {
        lacks.push("a guide wire");
    }
    if !has(|kind| matches!(kind, DeviceKind::Catheter { .. })) {
        lacks.push("a catheter");
    }
    if agents.is_empty() {
        lacks.push("an agent");
    }
    if !lacks.is_empty() {
        let message = format!("the trolley lacks {}", lacks.join(" and "));
        let list = if lacks == ["an agent"] { "agents" } else { "devices" };
        check.push(
            problem(codes::TROLLEY_LACKS, at.field(list), message)
                .with_label("incomplete")
                .with_hint("`embolize list devices` and `embolize list agents` show what there is"),
        );
    }
}

/// What a device can go through.
pub(super) fn goes_through(inner: &Device, outer: &Device) -> bool {
    let order = match (&inner.kind, &outer.kind) {
        (DeviceKind::Catheter { .. }, DeviceKind::Sheath { .. })
        | (DeviceKind::Microcatheter { .. }, DeviceKind::Catheter { .. })
        | (DeviceKind::Wire, DeviceKind::Catheter { .. } | DeviceKind::Microcatheter { .. }) => true,
        (
            DeviceKind::Sheath { .. }
            | DeviceKind::Wire
            | DeviceKind::Catheter { .. }
            | DeviceKind::Microcatheter { .. },
            _,
        ) => false,
    };
    order && outer.inner_mm().is_some_and(|lumen| inner.outer_mm <= lumen)
}

fn fits(check: &mut Checker, devices: &[Device], at: Spot<'_>) {
    for (i, device) in devices.iter().enumerate() {
        let through = match device.kind {
            DeviceKind::Sheath { .. } => continue,
            DeviceKind::Catheter { .. } => "sheath",
            DeviceKind::Microcatheter { .. } => "catheter",
            DeviceKind::Wire => "catheter or microcatheter",
        };
        if devices.iter().any(|outer| goes_through(device, outer)) {
            continue;
        }
        let message =
            format!("`{}` ({} mm) fits through no {through} on the trolley", device.id, device.outer_mm);
        check.push(
            problem(codes::FITS_NOTHING, at.item(i), message)
                .with_label("too thick")
                .with_hint(format!("add a wider {through}, or leave this one out")),
        );
    }
}

/// Whether an agent can be injected through a device.
fn deliverable(agent: &Agent, device: &Device) -> bool {
    let lumen = match device.kind {
        DeviceKind::Catheter { inner_mm, side_holes: false } | DeviceKind::Microcatheter { inner_mm } => {
            inner_mm
        }
        DeviceKind::Catheter { .. } | DeviceKind::Sheath { .. } | DeviceKind::Wire => return false,
    };
    let compatible = agent.catheters.is_empty() || agent.catheters.contains(&device.id);
    compatible && agent.mechanism.passes(lumen)
}

fn delivers(check: &mut Checker, devices: &[Device], agents: &[Agent], at: Spot<'_>) {
    let stuck = |agent: &&Agent| !devices.iter().any(|device| deliverable(agent, device));
    let stuck: Vec<&str> = agents.iter().filter(stuck).map(|agent| agent.id.as_str()).collect();
    if stuck.is_empty() {
        return;
    }
    let index = agents.iter().position(|agent| agent.id == stuck[0]).unwrap_or(0);
    let message = format!("no catheter on the trolley can deliver {}", suggest::list(&stuck));
    check.push(
        problem(codes::NOT_DELIVERABLE, at.item(index).field("agent"), message)
            .with_label("cannot be injected")
            .with_hint("add a catheter or microcatheter without side holes, with a lumen wider than the largest particle"),
    );
}
