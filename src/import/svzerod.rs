//! Models of svZeroDSolver (JSON) as anatomies.
//!
//! | there | here |
//! |---|---|
//! | vessel: R + S·\|Q\|, then C to ground, then L | link, in the same order |
//! | junction | node |
//! | FLOW, PRESSURE at an inlet or outlet | inlet, negative where it takes away |
//! | RESISTANCE, RCR | bed with a Windkessel |
//!
//! Units there are CGS, with pressure in dyn/cm²: 1 mmHg is 1333.22 of them, 1 cm³ is 1 mL. Between the points of a wave
//! both programs are linear. A vessel's id is its name. Calibre and volume follow from its length and its
//! resistance by Poiseuille's law, where it has both. What is not in this table is refused by name.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use super::anatomy_text::{Bed, Inlet, Link, Network};
use crate::math;
use crate::units::PA_PER_MMHG;

/// dyn/cm² of 1 mmHg.
const MMHG: f64 = 10.0 * PA_PER_MMHG;
/// Viscosity and density where the file says nothing: svZeroDSolver's own, in poise and g/cm³.
const BLOOD: (f64, f64) = (0.04, 1.06);
/// Pressures of veins that an anatomy can say, mmHg.
const VENOUS: core::ops::RangeInclusive<f64> = 0.0..=45.0;

/// Why a model cannot be taken over.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The text is no such model.
    #[error("it is no model of svZeroDSolver: {0}")]
    Text(#[from] serde_json::Error),
    /// It has something that this program has not.
    #[error("{what} `{name}` is not supported; {instead}")]
    Unsupported {
        /// What kind of thing.
        what: &'static str,
        /// Its name in the file.
        name: String,
        /// What is.
        instead: &'static str,
    },
    /// Something refers to what is not there.
    #[error("{by} refers to {what} `{name}`, which the file does not have")]
    Unknown {
        /// Who refers.
        by: String,
        /// To what kind of thing.
        what: &'static str,
        /// By which name.
        name: String,
    },
    /// A number or list is not what it has to be.
    #[error("`{field}` of {of} is {found}; {allowed}")]
    Number {
        /// The field.
        field: String,
        /// Of what.
        of: String,
        /// What is there.
        found: String,
        /// What may be.
        allowed: &'static str,
    },
    /// Nothing drives it.
    #[error("no vessel has a FLOW or PRESSURE at its inlet, so nothing drives the model")]
    NoInlet,
}

#[derive(Deserialize)]
struct Model {
    vessels: Vec<Vessel>,
    #[serde(default)]
    junctions: Vec<Junction>,
    boundary_conditions: Vec<Condition>,
    #[serde(default)]
    simulation_parameters: BTreeMap<String, Value>,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

#[derive(Deserialize)]
#[expect(clippy::struct_field_names, reason = "the format's own names")]
struct Vessel {
    vessel_id: u64,
    vessel_name: String,
    #[serde(default)]
    vessel_length: f64,
    zero_d_element_type: String,
    zero_d_element_values: BTreeMap<String, Value>,
    #[serde(default)]
    boundary_conditions: Ends,
}

#[derive(Default, Deserialize)]
struct Ends {
    inlet: Option<String>,
    outlet: Option<String>,
}

#[derive(Deserialize)]
#[expect(clippy::struct_field_names, reason = "the format's own names")]
struct Junction {
    junction_name: String,
    junction_type: String,
    inlet_vessels: Vec<u64>,
    outlet_vessels: Vec<u64>,
}

#[derive(Deserialize)]
#[expect(clippy::struct_field_names, reason = "the format's own names")]
struct Condition {
    bc_name: String,
    bc_type: String,
    bc_values: BTreeMap<String, Value>,
}

/// A model's JSON as the text of an anatomy, with the id `id`.
pub fn anatomy(json: &str, id: &str) -> Result<String, Refused> {
    let model: Model = serde_json::from_str(json)?;
    for (name, value) in &model.rest {
        let empty = value.as_array().is_some_and(Vec::is_empty) || value.is_null();
        if name != "description" && !empty {
            return Err(unsupported("the block", name, "vessels, junctions and boundary_conditions are"));
        }
    }
    let parameter = |name: &str, usual: f64| match model.simulation_parameters.get(name) {
        Some(value) => positive(value, name, "the simulation_parameters"),
        None => Ok(usual),
    };
    let viscosity = parameter("viscosity", BLOOD.0)?;
    let mut network = Network {
        id: id.to_owned(),
        name: format!("{id}, converted from svZeroDSolver"),
        origin: "read from a file of svZeroDSolver, units converted from CGS".to_owned(),
        blood: (100.0 * viscosity, 1000.0 * parameter("density", BLOOD.1)?),
        ..Network::default()
    };
    let nodes = nodes(&model)?;
    for vessel in &model.vessels {
        let ends = (nodes[&(vessel.vessel_id, false)].clone(), nodes[&(vessel.vessel_id, true)].clone());
        network.links.push(link(vessel, ends, viscosity)?);
    }
    network.nodes = nodes.values().cloned().collect::<BTreeSet<String>>().into_iter().collect();
    for vessel in &model.vessels {
        let ends = [(&vessel.boundary_conditions.inlet, false), (&vessel.boundary_conditions.outlet, true)];
        for (name, out) in ends {
            if let Some(name) = name {
                let node = &nodes[&(vessel.vessel_id, out)];
                bound(&mut network, (&model, vessel), (name, node), out)?;
            }
        }
    }
    if network.root.is_empty() {
        return Err(Refused::NoInlet);
    }
    Ok(network.text())
}

/// The node at each end of each vessel: by the vessel's number and whether it is its outlet.
fn nodes(model: &Model) -> Result<BTreeMap<(u64, bool), String>, Refused> {
    let mut nodes = BTreeMap::new();
    for vessel in &model.vessels {
        for (out, word) in [(false, "start"), (true, "end")] {
            let node = format!("{}_{word}", vessel.vessel_name);
            if nodes.insert((vessel.vessel_id, out), node).is_some() {
                let (what, number) = ("the repeated vessel_id", vessel.vessel_id.to_string());
                return Err(unsupported(what, &number, "one number a vessel is"));
            }
        }
    }
    for junction in &model.junctions {
        let kind = junction.junction_type.as_str();
        if !matches!(kind, "NORMAL_JUNCTION" | "internal_junction") {
            let what = "the junction type";
            return Err(unsupported(what, kind, "NORMAL_JUNCTION and internal_junction are"));
        }
        let ends = junction.inlet_vessels.iter().map(|v| (*v, true));
        for end in ends.chain(junction.outlet_vessels.iter().map(|v| (*v, false))) {
            let by = format!("junction `{}`", junction.junction_name);
            let node = nodes.get_mut(&end).ok_or_else(|| Refused::Unknown {
                by,
                what: "vessel",
                name: end.0.to_string(),
            })?;
            node.clone_from(&junction.junction_name);
        }
    }
    Ok(nodes)
}

fn link(vessel: &Vessel, ends: (String, String), viscosity: f64) -> Result<Link, Refused> {
    let kind = vessel.zero_d_element_type.as_str();
    if kind != "BloodVessel" {
        return Err(unsupported("the vessel type", kind, "BloodVessel is"));
    }
    let of = format!("vessel `{}`", vessel.vessel_name);
    let known = ["R_poiseuille", "C", "L", "stenosis_coefficient"];
    if let Some(name) = vessel.zero_d_element_values.keys().find(|name| !known.contains(&name.as_str())) {
        return Err(unsupported("the value", name, "R_poiseuille, C, L and stenosis_coefficient are"));
    }
    let number = |name: &str| match vessel.zero_d_element_values.get(name) {
        Some(value) => positive(value, name, &of),
        None => Ok(0.0),
    };
    let resistance = number("R_poiseuille")?;
    let length = vessel.vessel_length;
    let radius = (8.0 * viscosity * length / (math::PI * resistance)).sqrt().sqrt();
    let (diameter_um, volume_ml) = if radius.is_finite() && radius > 0.0 {
        (2e4 * radius, math::PI * radius * radius * length)
    } else {
        (5000.0, 0.1)
    };
    Ok(Link {
        id: vessel.vessel_name.clone(),
        ends,
        resistance: resistance / MMHG,
        compliance: number("C")? * MMHG,
        inertance: number("L")? / MMHG,
        stenosis: number("stenosis_coefficient")? / MMHG,
        // what is wider lets every particle through all the same
        diameter_um: diameter_um.clamp(5.0, 5000.0),
        volume_ml: volume_ml.clamp(1e-5, 1000.0),
    })
}

/// Adds a boundary condition at a node.
fn bound(
    network: &mut Network,
    (model, vessel): (&Model, &Vessel),
    (name, node): (&str, &str),
    out: bool,
) -> Result<(), Refused> {
    let condition = model.boundary_conditions.iter().find(|c| c.bc_name == name).ok_or_else(|| {
        let by = format!("vessel `{}`", vessel.vessel_name);
        Refused::Unknown { by, what: "boundary condition", name: name.to_owned() }
    })?;
    let of = format!("boundary condition `{name}`");
    refuse_unknown(condition)?;
    let number = |field: &str| match condition.bc_values.get(field) {
        Some(value) => positive(value, field, &of),
        // a distal pressure may be left out
        None if field == "Pd" => Ok(0.0),
        None => Err(Refused::Number {
            field: field.to_owned(),
            of: of.clone(),
            found: "nothing".to_owned(),
            allowed: "a number is expected",
        }),
    };
    let shared =
        model.vessels.iter().filter(|v| v.boundary_conditions.outlet.as_deref() == Some(name)).count();
    let id = if shared > 1 { format!("{name}_{}", vessel.vessel_name) } else { name.to_owned() };
    let mut bed =
        Bed { id, node: node.to_owned(), proximal: 0.0, compliance: 0.0, distal: 0.0, venous_mmhg: 0.0 };
    match (condition.bc_type.as_str(), out) {
        ("FLOW", _) => {
            let sign = if out { -1.0 } else { 1.0 };
            network.inlets.push(wave(condition, ("Q", "flow_ml_s", sign), node)?);
        }
        ("PRESSURE", _) => network.inlets.push(wave(condition, ("P", "pressure_mmhg", 1.0 / MMHG), node)?),
        ("RESISTANCE", true) => bed.distal = number("R")? / MMHG,
        ("RCR", true) => {
            bed.proximal = number("Rp")? / MMHG;
            bed.compliance = number("C")? * MMHG;
            bed.distal = number("Rd")? / MMHG;
        }
        (kind, _) => {
            let instead = "FLOW and PRESSURE are, and at outlets RESISTANCE and RCR";
            return Err(unsupported("the boundary condition", kind, instead));
        }
    }
    if matches!(condition.bc_type.as_str(), "RESISTANCE" | "RCR") {
        bed.venous_mmhg = number("Pd")? / MMHG;
        if !VENOUS.contains(&bed.venous_mmhg) {
            let found = format!("{} mmHg", bed.venous_mmhg);
            return Err(Refused::Number {
                field: "Pd".to_owned(),
                of,
                found,
                allowed: "0 to 45 mmHg can be written",
            });
        }
        network.beds.push(bed);
    } else if !out && network.root.is_empty() {
        node.clone_into(&mut network.root);
    }
    Ok(())
}

/// Refuses values that a boundary condition of its kind does not have.
fn refuse_unknown(condition: &Condition) -> Result<(), Refused> {
    let (known, instead): (&[&str], _) = match condition.bc_type.as_str() {
        "FLOW" => (&["Q", "t"], "Q and t of a flow are"),
        "PRESSURE" => (&["P", "t"], "P and t of a pressure are"),
        "RESISTANCE" => (&["R", "Pd"], "R and Pd of a resistance are"),
        "RCR" => (&["Rp", "C", "Rd", "Pd"], "Rp, C, Rd and Pd of an RCR are"),
        kind => {
            let instead = "FLOW and PRESSURE are, and at outlets RESISTANCE and RCR";
            return Err(unsupported("the boundary condition", kind, instead));
        }
    };
    if let Some(field) = condition.bc_values.keys().find(|field| !known.contains(&field.as_str())) {
        return Err(unsupported("the value", field, instead));
    }
    Ok(())
}

/// A wave of a boundary condition, times a factor.
fn wave(
    condition: &Condition,
    (field, ours, factor): (&str, &'static str, f64),
    node: &str,
) -> Result<Inlet, Refused> {
    let of = format!("boundary condition `{}`", condition.bc_name);
    let list = |field: &str| -> Result<Vec<f64>, Refused> {
        let value = condition.bc_values.get(field).unwrap_or(&Value::Null);
        let numbers: Option<Vec<f64>> = match value {
            Value::Array(all) => all.iter().map(Value::as_f64).collect(),
            Value::Null => Some(Vec::new()),
            one => one.as_f64().map(|x| vec![x]),
        };
        let bad = |found: String| Refused::Number {
            field: field.to_owned(),
            of: of.clone(),
            found,
            allowed: "a number or a list of numbers is expected",
        };
        numbers.ok_or_else(|| bad(value.to_string()))
    };
    let (values, times) = (list(field)?, list("t")?);
    let bad = |found: String, allowed: &'static str| Refused::Number {
        field: field.to_owned(),
        of: of.clone(),
        found,
        allowed,
    };
    if values.is_empty() {
        return Err(bad("missing".to_owned(), "a number or a list of numbers is expected"));
    }
    if values.windows(2).all(|pair| pair[0] == pair[1]) {
        let point = (0.0, values[0] * factor);
        return Ok(Inlet { node: node.to_owned(), field: ours, period_s: 1.0, points: vec![point] });
    }
    if values.len() != times.len() || times.windows(2).any(|pair| pair[0] >= pair[1]) {
        let found = format!("{} values at {} times", values.len(), times.len());
        return Err(bad(found, "each value needs its time in `t`, in ascending order"));
    }
    let period_s = times[times.len() - 1] - times[0];
    let points = times.iter().zip(&values).map(|(t, v)| (t - times[0], v * factor));
    let points = points.filter(|(t, _)| *t < period_s).collect();
    Ok(Inlet { node: node.to_owned(), field: ours, period_s, points })
}

fn positive(value: &Value, field: &str, of: &str) -> Result<f64, Refused> {
    let number = value.as_f64().filter(|number| number.is_finite() && *number >= 0.0);
    number.ok_or_else(|| Refused::Number {
        field: field.to_owned(),
        of: of.to_owned(),
        found: value.to_string(),
        allowed: "a number from 0 on is expected",
    })
}

fn unsupported(what: &'static str, name: &str, instead: &'static str) -> Refused {
    Refused::Unsupported { what, name: name.to_owned(), instead }
}
