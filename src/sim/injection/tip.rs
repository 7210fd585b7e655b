//! What leaves the tip: to which push it is booked, and what it is once it is in the blood.
//!
//! A fluid becomes a parcel of its volume with the matter of its mechanism; of particles as many of each size class as the volume
//! holds, rounded at random so that the mean is kept.

use super::lumen::{Fluid, Stretch};
use super::{Injector, curing};
use crate::model::{Case, Mechanism};
use crate::sim::agent::collagen::Gel;
use crate::sim::circulation::Circulation;
use crate::sim::event::What;
use crate::sim::transport::{Class, Mixture, Parcel};

impl Injector {
    /// Books what leaves the tip.
    pub(super) fn account(&mut self, case: &Case, segment: &str, stretch: Stretch, out: &mut Vec<What>) {
        if self.push.segment != segment || self.push.fluid != Some(stretch.fluid) {
            let told = (self.push.limited, self.push.over_pressure);
            out.extend(core::mem::take(&mut self.push).told(case));
            self.push.fluid = Some(stretch.fluid);
            segment.clone_into(&mut self.push.segment);
            (self.push.limited, self.push.over_pressure) = told;
        }
        self.push.ml += stretch.ml;
        match stretch.fluid {
            Fluid::Saline | Fluid::Dextrose | Fluid::Dmso => {}
            Fluid::Contrast => self.contrast_ml += stretch.ml,
            Fluid::Agent(agent) => self.doses[agent].injected_ml += stretch.ml,
        }
    }

    pub(super) fn parcel(&mut self, case: &Case, stretch: Stretch, circulation: &mut Circulation) -> Parcel {
        let mut parcel = Parcel { volume: stretch.ml * 1e-6, ..Parcel::default() };
        let agent = match stretch.fluid {
            Fluid::Saline | Fluid::Dextrose | Fluid::Dmso => return parcel,
            Fluid::Contrast => {
                parcel.mixture = Mixture { iodine: case.contrast.iodine_mg_ml, ..Mixture::BLOOD };
                return parcel;
            }
            Fluid::Agent(agent) => agent,
        };
        let product = &case.agents[agent];
        let uneven = self.syringe.filter(|s| s.agent == agent).map_or(0.0, |s| s.uneven());
        if let Some(particles) = product.mechanism.particles() {
            parcel.mixture.iodine = product.iodine_mg_ml;
            let drawn: Vec<(Class, u64)> = circulation
                .classes()
                .of_agent(agent)
                .map(|(class, size)| (class, self.random.round(stretch.ml * particles.per_ml * size.share)))
                .collect();
            self.doses[agent].particles += drawn.iter().map(|(_, n)| n).sum::<u64>();
            parcel.add_particles(&drawn);
        }
        match product.mechanism {
            Mechanism::Oil { .. } => parcel.mixture.oil = 1.0,
            Mechanism::Emulsion { oil_share, .. } => {
                // what has separated stays behind in the syringe
                parcel.mixture.oil = oil_share * (1.0 - uneven);
                parcel.mixture.iodine = product.iodine_mg_ml * (1.0 - oil_share);
            }
            Mechanism::Ethanol { ethanol_share, .. } => {
                parcel.mixture.ethanol = ethanol_share;
                parcel.mixture.iodine = product.iodine_mg_ml;
            }
            Mechanism::Glue { .. } | Mechanism::Polymer { .. } => {
                parcel.mixture.cast = 1.0;
                if let Some(setting) = curing::setting(case, agent, uneven) {
                    circulation.set_setting(setting);
                }
            }
            Mechanism::Collagen { finest_um } => {
                parcel.mixture.iodine = product.iodine_mg_ml;
                parcel.mixture.gel = 1.0;
                circulation.set_gel(Gel::new(product.viscosity_mpa_s, finest_um));
            }
            _ => {}
        }
        parcel
    }
}
