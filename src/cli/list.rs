//! `list`: what is bundled; one object a line with `--json`.

use serde_json::{Value, json};

use super::args::{ListArgs, Shelf};
use super::case_file;
use super::console::Console;
use super::failure::Failure;
use crate::model::{Agent, Case, Device, DeviceKind, Make, Mechanism, Particles};
use crate::scenario::Library;

/// One line of the list.
struct Item {
    id: String,
    name: String,
    about: String,
    json: Value,
}

/// Prints cases, devices or agents.
pub(super) fn list(args: &ListArgs, console: &mut Console) -> Result<(), Failure> {
    let items = match args.what {
        Shelf::Cases => case_file::bundled()?.iter().map(|case| of_case(case)).collect(),
        Shelf::Devices => Library::bundled().catalogue().devices.iter().map(of_device).collect(),
        Shelf::Agents => Library::bundled().catalogue().agents.iter().map(of_agent).collect::<Vec<_>>(),
    };
    if args.json {
        return items.iter().try_for_each(|item| console.json(&item.json));
    }
    let id_width = items.iter().map(|item| item.id.chars().count()).max().unwrap_or(0);
    for item in &items {
        let (id, name, about) = (&item.id, &item.name, &item.about);
        console.data(&format!("{id:id_width$}  {name}\n{:id_width$}    {about}\n", ""))?;
    }
    Ok(())
}

fn of_case(case: &Case) -> Item {
    Item {
        id: case.id.clone(),
        name: case.title.clone(),
        about: case.objective.clone(),
        json: json!({
            "id": case.id,
            "title": case.title,
            "objective": case.objective,
            "hash": format!("{:016x}", case.hash),
        }),
    }
}

fn of_device(device: &Device) -> Item {
    let kind = match device.kind {
        DeviceKind::Sheath { .. } => "sheath",
        DeviceKind::Wire => "wire",
        DeviceKind::Catheter { .. } => "catheter",
        DeviceKind::Microcatheter { .. } => "microcatheter",
    };
    let shaft = &device.shaft;
    let tip_deg = device.slot().map(|_| device.tip_deg());
    let wind_up = device.slot().map(|_| shaft.wind_up_deg_per_n_mm(device.length_mm));
    let (tip, _) = shaft.stiffness_at(0.0);
    let (body, _) = shaft.stiffness_at(device.length_mm);
    let about = [
        Some(format!("{kind}, outer {:.2} mm", device.outer_mm)),
        device.inner_mm().map(|inner| format!("lumen {inner:.2} mm")),
        Some(format!("{:.0} cm long", device.length_mm / 10.0)),
        tip_deg.map(|deg| format!("tip {deg:.0}°")),
        Some(format!("EI {body:.0} N·mm² (tip {tip:.1})")),
        wind_up.map(|deg| format!("winds up {deg:.0}° per N·mm")),
        Some(format!("friction {}", shaft.friction)),
        device.pressure_limit_psi.map(|psi| format!("up to {psi:.0} psi")),
    ];
    Item {
        id: device.id.clone(),
        name: device.name.clone(),
        about: about.into_iter().flatten().collect::<Vec<_>>().join(", "),
        json: json!({
            "id": device.id,
            "name": device.name,
            "kind": kind,
            "outer_mm": device.outer_mm,
            "inner_mm": device.inner_mm(),
            "length_mm": device.length_mm,
            "tip_deg": tip_deg,
            "bend_n_mm2": body,
            "tip_bend_n_mm2": tip,
            "wind_up_deg_per_n_mm": wind_up,
            "friction": shaft.friction,
            "pressure_limit_psi": device.pressure_limit_psi,
        }),
    }
}

fn of_agent(agent: &Agent) -> Item {
    let (mechanism, detail) = of_mechanism(&agent.mechanism);
    Item {
        id: agent.id.clone(),
        name: agent.name.clone(),
        about: format!("{detail}; {} syringes of {} mL", agent.syringes, agent.syringe_ml),
        json: json!({
            "id": agent.id,
            "name": agent.name,
            "mechanism": mechanism,
            "syringe_ml": agent.syringe_ml,
            "syringes": agent.syringes,
            "iodine_mg_ml": agent.iodine_mg_ml,
        }),
    }
}

/// Its kind in a word, and what it is in a few.
fn of_mechanism(mechanism: &Mechanism) -> (&'static str, String) {
    if let Some(Particles { make, size_um: (from, to), .. }) = mechanism.particles() {
        let (kind, what) = match make {
            Make::Pva => ("pva", "particles"),
            Make::Spheres => ("spheres", "spheres"),
            Make::Gelatin => ("gelatin", "pieces of gelatin sponge"),
            Make::Fibrils => ("fibrils", "flocs of collagen"),
            Make::Clot => ("clot", "pieces of clot"),
        };
        return (kind, format!("{what} of {from:.0} to {to:.0} µm"));
    }
    match mechanism {
        Mechanism::Oil { ceiling_ml } => ("oil", format!("oil, at most {ceiling_ml:.0} mL")),
        Mechanism::Collagen { finest_um } => {
            ("collagen", format!("gel, down to vessels of {finest_um:.0} µm"))
        }
        Mechanism::Emulsion { oil_share, ceiling_ml } => {
            ("emulsion", format!("{:.0} % oil, at most {ceiling_ml:.0} mL of it", 100.0 * oil_share))
        }
        Mechanism::Glue { glue_share } => ("glue", format!("{:.0} % glue in oil", 100.0 * glue_share)),
        Mechanism::Polymer { percent } => ("polymer", format!("{percent:.0} % copolymer")),
        Mechanism::Ethanol { ethanol_share, ceiling_ml_kg } => (
            "ethanol",
            format!("{:.0} % ethanol, at most {ceiling_ml_kg} mL/kg of it", 100.0 * ethanol_share),
        ),
        Mechanism::Coil { loop_mm, length_mm, .. } => {
            ("coil", format!("{loop_mm} mm loops, {:.0} cm long", length_mm / 10.0))
        }
        Mechanism::Plug { diameter_mm, .. } => ("plug", format!("mesh of {diameter_mm} mm")),
        Mechanism::Pva { .. }
        | Mechanism::Spheres { .. }
        | Mechanism::Gelatin { .. }
        | Mechanism::Fibrils { .. }
        | Mechanism::Clot { .. } => unreachable!("particles are told above"),
    }
}
