//! Coils and plugs: deployed at a tip, pulled back, let go, taken along by the flow (`agent::implant`).

use super::{Circulation, Place};
use crate::hash::StateHash;
use crate::model::{BedIx, Centreline, Implant, NodeIx, SegmentIx, VesselGraph};
use crate::sim::agent::implant::{self, Fit, Pack};
use crate::sim::agent::occlusion::Occlusion;

/// Seconds of clotting at once.
const GROW_S: f64 = 1.0;
/// A piece nests in a pack this near to the tip, mm. Tuned.
const NEST_MM: f64 = 5.0;
/// Most vessels a loose piece is carried through, against running in circles.
pub(super) const MOST_VESSELS: usize = 64;

/// The piece that lies at the tip and has not been let go.
#[derive(Clone, Debug)]
pub struct Hanging {
    /// Index of its agent in the case.
    pub agent: usize,
    /// Segment it was deployed in.
    pub segment: SegmentIx,
    /// How it fits.
    pub fit: Fit,
    implant: Implant,
    /// Where its parts lie.
    laid: Vec<Laid>,
}

/// A part of a piece in one vessel.
#[derive(Clone, Copy, Debug)]
struct Laid {
    segment: SegmentIx,
    /// Which of the vessel's packs.
    pack: usize,
    /// Metal, mm³, if it nests in a pack that was there before.
    nested_mm3: Option<f64>,
}

impl Hanging {
    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        // the implant is the agent's
        let Self { agent, segment, fit, implant: _, laid } = self;
        hash.int(*agent as u64);
        hash.int(u64::from(segment.0));
        hash.int(*fit as u64);
        hash.each(laid, |Laid { segment, pack, nested_mm3 }, hash| {
            hash.int(u64::from(segment.0));
            hash.int(*pack as u64);
            hash.option(*nested_mm3, |metal, hash| hash.float(metal));
        });
    }
}

impl Circulation {
    /// Pushes a piece out at a tip. Returns how it fits, and the vessel it hangs back into, if it does.
    pub fn deploy(
        &mut self,
        graph: &VesselGraph,
        place: Place,
        (agent, implant): (usize, Implant),
    ) -> Result<(Fit, Option<SegmentIx>), String> {
        let Some(line) = graph.segment(place.segment).centreline() else {
            return Err("there is no room for it here".to_owned());
        };
        let vessel_mm = 2.0 * line.radius_at(place.along_mm);
        let length = line.length_mm();
        let forward = self.runs_forward(place.segment);
        // distances in the direction of flow
        let tip = if forward { place.along_mm } else { length - place.along_mm };
        let along = |from: f64, to: f64| if forward { (from, to) } else { (length - to, length - from) };
        let wanted = implant::length_mm(&implant, vessel_mm);
        let (reach_from, reach_to) = along(tip - NEST_MM, tip + NEST_MM + wanted);
        let mut packs = self.packs(place.segment);
        let nest = packs.iter().position(|p| p.from_mm < reach_to && p.to_mm > reach_from);
        let fit = implant::fit(&implant, vessel_mm, nest.is_some());
        let metal = implant::metal_mm3(&implant);
        let mesh = implant.wire_mm.is_none();
        let nest = nest.filter(|&i| !mesh && packs[i].takes(metal));
        let own = Laid {
            segment: place.segment,
            pack: nest.unwrap_or(packs.len()),
            nested_mm3: nest.map(|_| metal),
        };
        let mut hanging = Hanging { agent, segment: place.segment, fit, implant, laid: vec![own] };
        let mut back_into = None;
        if let Some(i) = nest {
            packs[i].nest(metal);
        } else {
            let to = (tip + wanted).min(length);
            let from = (to - wanted).max(0.0);
            let inside = (to - from) / wanted;
            packs.push(Pack::new(along(from, to), metal * inside, vessel_mm, mesh));
            if inside < 1.0 {
                let start = graph.segment(place.segment);
                let node = if forward { start.from } else { start.to };
                back_into = self.artery_to(graph, node).filter(|s| *s != place.segment);
                if let Some(parent) = back_into {
                    let pack = self.packs(parent).len();
                    hanging.laid.push(Laid { segment: parent, pack, nested_mm3: None });
                    self.hang_back(graph, (parent, node), metal * (1.0 - inside), wanted * (1.0 - inside));
                }
            }
        }
        self.repack(graph, place.segment, packs);
        self.hanging = Some(hanging);
        Ok((fit, back_into))
    }

    /// The end of a piece lies in the vessel that its own comes off.
    fn hang_back(
        &mut self,
        graph: &VesselGraph,
        (parent, node): (SegmentIx, NodeIx),
        metal: f64,
        wanted: f64,
    ) {
        let segment = graph.segment(parent);
        let Some(line) = segment.centreline() else { return };
        let length = line.length_mm();
        let wanted = wanted.min(length);
        let (from, to) = if segment.to == node { (length - wanted, length) } else { (0.0, wanted) };
        let vessel_mm = 2.0 * line.radius_at(0.5 * (from + to));
        let mut packs = self.packs(parent);
        packs.push(Pack::new((from, to), metal, vessel_mm, false));
        self.repack(graph, parent, packs);
    }

    fn packs(&self, segment: SegmentIx) -> Vec<Pack> {
        self.segments[segment.ix()].occlusion.packs().to_vec()
    }

    fn repack(&mut self, graph: &VesselGraph, segment: SegmentIx, packs: Vec<Pack>) {
        let occlusion: &mut Occlusion = &mut self.segments[segment.ix()].occlusion;
        occlusion.repack(graph.segment(segment), packs, &self.classes);
        self.implanted = true;
        self.renew(graph, segment);
    }

    /// Takes a piece out of the vessels it lies in. What else lies there stays, with the clot that has grown since.
    fn take_out(&mut self, graph: &VesselGraph, hanging: &Hanging) {
        for &Laid { segment, pack, nested_mm3 } in &hanging.laid {
            let mut packs = self.packs(segment);
            match nested_mm3 {
                Some(metal) => packs[pack].release(metal),
                None => drop(packs.remove(pack)),
            }
            self.repack(graph, segment, packs);
        }
    }

    /// Pulls the piece back that still hangs; its agent.
    pub fn retrieve(&mut self, graph: &VesselGraph) -> Option<usize> {
        let hanging = self.hanging.take()?;
        self.take_out(graph, &hanging);
        Some(hanging.agent)
    }

    /// Lets the piece go. A loose one is taken along by the flow: the vessel where it comes to rest.
    pub fn detach(&mut self, graph: &VesselGraph) -> Option<(Hanging, Option<SegmentIx>)> {
        let hanging = self.hanging.take()?;
        if hanging.fit != Fit::Loose {
            return Some((hanging, None));
        }
        self.take_out(graph, &hanging);
        let rest = self.carry_along(graph, hanging.segment, &hanging.implant);
        Some((hanging, Some(rest)))
    }

    /// Where the flow takes a loose piece: on into the branch with most flow, until the vessel is narrow enough to hold it,
    /// or ends.
    fn carry_along(&mut self, graph: &VesselGraph, from: SegmentIx, implant: &Implant) -> SegmentIx {
        let mut at = from;
        for _ in 0..MOST_VESSELS {
            let node = if self.runs_forward(at) { graph.segment(at).to } else { graph.segment(at).from };
            let narrow =
                |line: &Centreline| implant::fit(implant, 2.0 * line.min_radius_mm(), false) != Fit::Loose;
            if at != from && graph.segment(at).centreline().is_none_or(narrow) {
                break;
            }
            let Some(next) = self.artery_from(graph, node, at) else { break };
            at = next;
        }
        if let Some(line) = graph.segment(at).centreline() {
            let length = line.length_mm();
            let vessel_mm = 2.0 * line.min_radius_mm();
            let wanted = implant::length_mm(implant, vessel_mm).min(length);
            let mut packs = self.packs(at);
            // it is carried on until its vessel ends
            let lies = if self.runs_forward(at) { (length - wanted, length) } else { (0.0, wanted) };
            packs.push(Pack::new(lies, implant::metal_mm3(implant), vessel_mm, implant.wire_mm.is_none()));
            self.repack(graph, at, packs);
        }
        at
    }

    /// The conduit that takes most blood away from a node.
    pub(super) fn artery_from(&self, graph: &VesselGraph, node: NodeIx, but: SegmentIx) -> Option<SegmentIx> {
        let takes = |segment: &SegmentIx| {
            let flow = self.network.free().segment_flow(*segment).si();
            if graph.segment(*segment).from == node { flow } else { -flow }
        };
        let conduits = graph
            .incident(node)
            .iter()
            .copied()
            .filter(|s| *s != but && graph.segment(*s).centreline().is_some() && takes(s) > 0.0);
        conduits.max_by(|a, b| takes(a).total_cmp(&takes(b)))
    }

    /// Share of the lumen that is closed where it is closed most, on the way that brings a bed its blood now. Looked for only
    /// where coils, plugs or casts lie somewhere.
    pub fn closed_upstream(&self, graph: &VesselGraph, bed: BedIx) -> f64 {
        let mut closed = 0.0_f64;
        let mut node = graph.bed(bed).node;
        if !self.implanted && self.setting.is_none() {
            return closed;
        }
        for _ in 0..MOST_VESSELS {
            let Some(segment) = self.artery_to(graph, node).filter(|_| node != graph.root()) else { break };
            closed = closed.max(self.closed_share(segment));
            node = graph.segment(segment).other_end(node);
        }
        closed
    }

    /// Clot grows on metal; once a second.
    pub(super) fn clot(&mut self, graph: &VesselGraph) {
        if !self.implanted {
            return;
        }
        self.clot_s += crate::sim::tick::DT;
        if self.clot_s < GROW_S {
            return;
        }
        self.clot_s -= GROW_S;
        for i in 0..self.segments.len() {
            let segment = SegmentIx::at(i);
            let occlusion = &mut self.segments[i].occlusion;
            if occlusion.grow(graph.segment(segment), (GROW_S, self.slower), &self.classes) {
                self.renew(graph, segment);
            }
        }
    }

    /// The piece that still hangs on its wire.
    pub fn hanging(&self) -> Option<&Hanging> {
        self.hanging.as_ref()
    }
}
