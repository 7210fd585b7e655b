//! Coils and plugs through the catheter: out, back, off.

use super::{Injector, drawn};
use crate::model::{Case, Implant};
use crate::sim::agent::implant;
use crate::sim::circulation::{Circulation, Place};
use crate::sim::device::Port;
use crate::sim::event::What;

impl Injector {
    /// Pushes the prepared piece out at the tip.
    pub fn deploy(
        &mut self,
        case: &Case,
        circulation: &mut Circulation,
        port: Option<&Port>,
        out: &mut Vec<What>,
    ) -> Result<(), String> {
        if circulation.hanging().is_some() {
            return Err("the one before still hangs: detach it or pull it back first".to_owned());
        }
        let (agent, implant) = self.loaded(case)?;
        let port = *self.ready(port)?;
        let name = &case.agents[agent].name;
        if port.side_holes {
            return Err("it would catch in the side holes: use an end-hole catheter".to_owned());
        }
        let (least, most) = implant.lumen_mm;
        if port.inner_mm < least {
            return Err(format!(
                "{name} needs a lumen of {least:.2} mm, this one has {:.2} mm",
                port.inner_mm
            ));
        }
        if port.inner_mm > most {
            self.clogged = Some(port.slot);
            self.syringe = None;
            out.push(What::CatheterClogged { slot: port.slot, agent: case.agents[agent].id.clone() });
            return Err(format!(
                "{name} folds up in a lumen wider than {most:.2} mm: the catheter is blocked, remove it"
            ));
        }
        let place = Place { segment: port.tip.segment, along_mm: port.tip.along_mm };
        let segment = case.graph.segment(place.segment);
        let (_, back_into) = circulation.deploy(&case.graph, place, (agent, implant))?;
        let vessel_mm = segment.centreline().map_or(1.0, |line| 2.0 * line.radius_at(place.along_mm));
        let id = || case.agents[agent].id.clone();
        let oversize = implant.diameter_mm / vessel_mm;
        out.push(What::ImplantDeployed { agent: id(), segment: segment.id.clone(), oversize });
        if let Some(parent) = back_into {
            out.push(What::ImplantProtrudes { agent: id(), segment: case.graph.segment(parent).id.clone() });
        }
        self.syringe = None;
        if implant.detachable { Ok(()) } else { self.detach(case, circulation, out) }
    }

    fn loaded(&self, case: &Case) -> Result<(usize, Implant), String> {
        let syringe = self.syringe.ok_or("no coil or plug is prepared")?;
        let product = &case.agents[syringe.agent];
        let implant = product.mechanism.implant();
        let implant = implant.ok_or_else(|| format!("{} is injected, not deployed", product.name))?;
        Ok((syringe.agent, implant))
    }

    /// Pulls the piece back that hangs; it can be deployed again.
    pub fn retrieve(
        &mut self,
        case: &Case,
        circulation: &mut Circulation,
        out: &mut Vec<What>,
    ) -> Result<(), String> {
        let agent = circulation.retrieve(&case.graph).ok_or("nothing hangs on its wire")?;
        self.syringe = Some(drawn(case, agent));
        out.push(What::ImplantRetrieved { agent: case.agents[agent].id.clone() });
        Ok(())
    }

    /// Lets the piece go.
    pub fn detach(
        &mut self,
        case: &Case,
        circulation: &mut Circulation,
        out: &mut Vec<What>,
    ) -> Result<(), String> {
        let (hanging, moved) = circulation.detach(&case.graph).ok_or("nothing hangs on its wire")?;
        let product = &case.agents[hanging.agent];
        let ml = product.mechanism.implant().map_or(0.0, |i| implant::metal_mm3(&i) / 1000.0);
        self.doses[hanging.agent].injected_ml += ml;
        let segment = case.graph.segment(hanging.segment).id.clone();
        if let Some(to) = moved {
            let to = case.graph.segment(to).id.clone();
            out.push(What::ImplantMigrated { agent: product.id.clone(), from: segment.clone(), to });
        }
        out.push(What::AgentInjected { agent: product.id.clone(), segment, ml, refluxed_ml: 0.0 });
        Ok(())
    }
}
