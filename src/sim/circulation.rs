//! Blood, what it carries, and what that closes: flow, transport and beds as one.
//!
//! Model: each tick the resistances that changed (devices, lodged material, spasm, tone) go into two networks of the
//! same vessels. The pulsatile one takes a step with the heart; the steady one is its mean over a beat, is solved when
//! anything changed, and is what everything measured rests on, so that no number flickers with the beat. Vessels are
//! measured by the flow that they have of themselves (`flow::Free`): a syringe that pushes meanwhile changes nothing about
//! what is closed. The flows move the contents of the vessels, and the beds take what arrives.
//! Particles that fit into no vessel ahead stay as a heap at the end of what brought them (`agent::deposit`).
//! Conservation: what was injected is in vessels, in beds, stuck, or has left (to the lungs, into the liver, against the root).
//! Left out: thrombosis around plugs.

mod carrying;
mod casting;
mod hashing;
mod implanting;
mod lumens;

pub use implanting::Hanging;

use super::agent::cast::Setting;
use super::agent::collagen::Gel;
use super::agent::occlusion::Occlusion;
use super::agent::particle::Classes;
use super::bed::{BedState, Drained};
use super::device::Obstruction;
use super::flow::branch::Elements;
use super::flow::{
    Aorta, Controls, Heart, Injection, Network, Pulsatile, Response, Unsolved, control, downstream, pulsatile,
};
use super::rng::Stream;
use super::sound::{Fault, is_amount};
use super::tick::DT;
use super::transport::dispersion::{self, LAMINAR, LANES};
use super::transport::parcel::{Mixture, Parcel};
use super::transport::{Flows, Stuck, TipSource, Transport};
use super::venous::Veins;
use crate::model::{Bed, BedIx, Case, Drainage, SegmentIx, VesselGraph};
use crate::units::{Flow, Pressure};

/// Smallest share of its radius that a vessel in spasm keeps (tuned; `clinical` quotes up to 0.7 lost).
pub(super) const NARROWEST: f64 = 0.05;
/// Flow, as a share of rest, below which a vessel's blood has no direction of its own: a hundredth of the least residual
/// flow that any end-point asks for. Tuned.
const STILL: f64 = 1e-3;

/// A place inside a segment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Segment.
    pub segment: SegmentIx,
    /// Distance from its start, mm.
    pub along_mm: f64,
}

/// What enters at a place during one tick.
#[derive(Clone, Debug)]
pub struct Inflow {
    /// Where.
    pub place: Place,
    /// How much.
    pub flow: Flow,
    /// What.
    pub parcel: Parcel,
}

impl Inflow {
    /// Every number in it can be.
    fn is_sound(&self) -> bool {
        is_amount(self.flow.si()) && is_amount(self.place.along_mm) && self.parcel.is_sound()
    }
}

/// Everything that has left the arteries and beds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Left {
    /// Through veins, to the lungs.
    pub drained: Drained,
    /// Through the portal vein into the liver, where it stays. Contrast goes on (`venous::Portal`).
    pub liver: Drained,
    /// Against the flow out of the root.
    pub escaped: Drained,
}

impl Left {
    /// What passes a bed that drains there.
    fn through(&mut self, drains: Drainage, veins: &Veins) -> &mut Drained {
        let filtered = drains != Drainage::Systemic && veins.portal().is_patent();
        if filtered { &mut self.liver } else { &mut self.drained }
    }
}

/// State of one segment besides its content.
#[derive(Clone, Debug)]
struct SegmentState {
    free: Elements,
    devices: Vec<Obstruction>,
    occlusion: Occlusion,
    /// Radius as a share of its own: below 1 in spasm.
    calibre: f64,
    /// Open share of a collateral's conductance; 1 for other vessels.
    recruited: f64,
}

impl SegmentState {
    /// A vessel with nothing in it.
    fn open(graph: &VesselGraph, segment: SegmentIx, classes: &Classes) -> Self {
        Self {
            free: pulsatile::elements(graph, segment),
            devices: Vec::new(),
            occlusion: Occlusion::none(classes.len()),
            calibre: 1.0,
            recruited: graph.segment(segment).behaviour.collateral.map_or(1.0, |_| control::CLOSED),
        }
    }
}

/// The beds with their flows at rest: one that is given by its elements has the flow that they let through.
fn known_beds(graph: &VesselGraph, network: &Network) -> Vec<Bed> {
    let resting = |(i, bed): (usize, &Bed)| {
        let mut bed = bed.clone();
        if bed.perfusion.resistance().is_some() {
            bed.flow_ml_min = network.bed_flow(BedIx::at(i)).ml_min().max(0.0);
        }
        bed
    };
    graph.beds().iter().enumerate().map(resting).collect()
}

/// Time for which the pulse runs before anything is looked at, s: its transients die within a second or two.
const RUN_IN_S: f64 = 6.0;

/// The circulation of a case.
#[derive(Clone, Debug)]
pub struct Circulation {
    network: Network,
    pulse: Pulsatile,
    aorta: Aorta,
    heart: Heart,
    controls: Controls,
    tones: Vec<f64>,
    flows: Flows,
    transport: Transport,
    beds: Vec<BedState>,
    veins: Veins,
    segments: Vec<SegmentState>,
    obstructed: Vec<SegmentIx>,
    classes: Classes,
    gel: Option<Gel>,
    setting: Option<Setting>,
    /// Liquid that sets is on its way.
    casting: bool,
    hanging: Option<Hanging>,
    /// There is metal somewhere.
    implanted: bool,
    /// Time since clot grew, s.
    clot_s: f64,
    /// Factor on the time that clotting takes.
    slower: f64,
    resting_segments: Vec<f64>,
    resting_beds: Vec<f64>,
    left: Left,
    random: Stream,
    stale: bool,
    root_mmhg: f64,
}

impl Circulation {
    /// The case at rest. The checker has made sure that a resting state exists.
    ///
    /// # Panics
    /// When it does not, which means that an unchecked case was used.
    pub fn new(case: &Case, seed: u64) -> Self {
        let graph = &case.graph;
        let heart = Heart {
            rate: case.patient.heart_rate,
            systolic_mmhg: case.patient.systolic_mmhg,
            diastolic_mmhg: case.patient.diastolic_mmhg,
        };
        let network = Network::at_rest(graph, Pressure::from_mmhg(heart.mean_mmhg()))
            .expect("the checker found the resting state");
        let classes = Classes::of(&case.agents);
        let known = known_beds(graph, &network);
        let beds = known
            .iter()
            .enumerate()
            .map(|(i, bed)| BedState::new(bed, network.bed_resistance(BedIx::at(i)), &classes))
            .collect();
        let segments: Vec<SegmentState> = (0..graph.segments().len())
            .map(|i| SegmentState::open(graph, SegmentIx::at(i), &classes))
            .collect();
        let resting_segments =
            (0..segments.len()).map(|i| network.segment_flows(SegmentIx::at(i)).0.ml_min()).collect();
        let resting_beds: Vec<f64> =
            (0..graph.beds().len()).map(|i| network.bed_flow(BedIx::at(i)).ml_min()).collect();
        let mut circulation = Self {
            pulse: Pulsatile::new(graph, &network, DT),
            aorta: Aorta::default(),
            heart,
            controls: Controls::new(graph, &network),
            tones: vec![1.0; resting_beds.len()],
            flows: Flows::still(segments.len(), resting_beds.len()),
            resting_beds,
            transport: Transport::new(graph, seed, &dispersion::shares(LANES, LAMINAR)),
            network,
            beds,
            veins: Veins::new(&known, &case.patient),
            segments,
            obstructed: Vec::new(),
            classes,
            gel: None,
            setting: None,
            casting: false,
            hanging: None,
            implanted: false,
            clot_s: 0.0,
            slower: case.patient.bleeding_factor,
            resting_segments,
            left: Left::default(),
            random: Stream::named(seed, "beds"),
            stale: false,
            root_mmhg: heart.mean_mmhg(),
        };
        for _ in 0..(RUN_IN_S / DT) as usize {
            // a case at rest has a solution at every step, or none, which the first tick then tells
            let _ = circulation.beat();
        }
        circulation
    }

    /// One step of the pulse.
    fn beat(&mut self) -> Result<(), Unsolved> {
        self.aorta.step(&self.heart, DT);
        self.pulse.step(self.aorta.pressure(&self.heart))
    }

    /// Tells by what factor clotting takes longer now.
    pub fn set_clotting(&mut self, slower: f64) {
        self.slower = slower;
    }

    /// Tells which gel the case works with from now on.
    pub fn set_gel(&mut self, gel: Gel) {
        self.gel = Some(gel);
    }

    /// What the heart does now. For the mean, changes under half a mmHg wait until they add up.
    pub fn set_heart(&mut self, heart: Heart) {
        self.heart = heart;
        let mmhg = heart.mean_mmhg();
        if mmhg.is_finite() && (mmhg - self.root_mmhg).abs() >= 0.5 {
            self.root_mmhg = mmhg;
            self.network.set_root(Pressure::from_mmhg(mmhg));
            self.stale = true;
        }
    }

    /// Sets how wide a vessel is, its radius as a share of its own: spasm, and its relief.
    pub fn set_calibre(&mut self, graph: &VesselGraph, segment: SegmentIx, share: f64) {
        let share = if share.is_finite() { share.clamp(NARROWEST, 1.0) } else { 1.0 };
        if self.segments[segment.ix()].calibre != share {
            self.segments[segment.ix()].calibre = share;
            self.renew(graph, segment);
        }
    }

    /// Radius of a vessel as a share of its own.
    pub fn calibre(&self, segment: SegmentIx) -> f64 {
        self.segments[segment.ix()].calibre
    }

    /// How an injection at a place would act: on the flow during the coming tick of the beat, hence in diastole sooner
    /// backwards than in systole; on the pressure at the tip once it has lasted.
    pub fn response(&mut self, graph: &VesselGraph, place: Place) -> Response {
        self.settle_resistances();
        let share = self.resistance_share(graph, place);
        let lasting = self.network.response(place.segment, share);
        let root = self.aorta.ahead(&self.heart, DT);
        Response { resistance: lasting.resistance, ..self.pulse.response(root, place.segment, share) }
    }

    /// Makes a segment's resistance no number, as a fault of the engine would.
    #[cfg(test)]
    pub(in crate::sim) fn spoil(&mut self, segment: SegmentIx) {
        let none = crate::units::Resistance::from_si(f64::NAN);
        self.network.set_segment(segment, none);
        self.pulse.set_segment(segment, none);
        self.stale = true;
    }

    /// Puts a value that cannot be into what blood carries at a place, as a fault of the engine would.
    #[cfg(test)]
    pub(in crate::sim) fn spoil_contents(&mut self, at: Fault, iodine: f64) {
        let outflow = crate::sim::bed::contrast::Outflow { tissue: iodine, shunt: 0.0 };
        match at {
            Fault::Vessel(segment) => self.transport.change_parcels(&mut |at, _, parcel| {
                if at == segment {
                    parcel.mixture.iodine = iodine;
                }
            }),
            Fault::Bed(bed) => self.beds[bed.ix()].spoil(iodine),
            Fault::Vein(bed) => {
                self.veins.receive(bed.ix(), outflow, 0.0);
            }
            Fault::Portal => self.veins.inject(iodine),
            Fault::Pressure(_) | Fault::Root | Fault::Vitals => {}
        }
    }

    fn settle_resistances(&mut self) {
        for (i, bed) in self.beds.iter_mut().enumerate() {
            if bed.take_changed() {
                let resistance = bed.resistance() * self.tones[i];
                self.network.set_bed(BedIx::at(i), resistance);
                self.pulse.set_bed(BedIx::at(i), resistance);
                self.stale = true;
            }
        }
    }

    /// What answers to the mean pressures.
    fn answer(&mut self, graph: &VesselGraph) {
        let Some(answers) = self.controls.step(graph, self.network.free()) else { return };
        for (bed, tone) in answers.beds {
            self.tones[bed.ix()] = tone;
            let resistance = self.beds[bed.ix()].resistance() * tone;
            self.network.set_bed(bed, resistance);
            self.pulse.set_bed(bed, resistance);
            self.stale = true;
        }
        for (segment, open) in answers.segments {
            self.segments[segment.ix()].recruited = open;
            self.renew(graph, segment);
        }
    }

    /// Lets one tick pass. What is found that cannot be is put back, and the first of it returned; when a solve failed,
    /// the flows before are kept.
    pub fn step(&mut self, graph: &VesselGraph, inflow: Option<Inflow>) -> Result<(), Fault> {
        self.settle_resistances();
        let unsound = inflow.as_ref().filter(|inflow| !inflow.is_sound());
        let refused = unsound.map(|inflow| Fault::Vessel(inflow.place.segment));
        let tip = inflow.filter(|_| refused.is_none()).map(|inflow| self.tip_source(graph, inflow));
        let injection = tip.as_ref().map(|(injection, _)| *injection);
        if injection != self.network.injection() {
            self.network.set_injection(injection);
            self.pulse.set_injection(injection);
            self.stale = true;
        }
        let solved = if self.stale { self.network.solve() } else { Ok(()) };
        self.stale = false;
        let beaten = self.beat();
        let carried = self.carry(graph, tip.map(|(_, source)| source));
        self.answer(graph);
        let unsolved = solved.and(beaten).err().map(|Unsolved { node }| Fault::Pressure(node));
        refused.or(unsolved).or(carried).map_or(Ok(()), Err)
    }

    fn tip_source(&self, graph: &VesselGraph, inflow: Inflow) -> (Injection, TipSource) {
        let Inflow { place, flow, parcel } = inflow;
        let resistance_share = self.resistance_share(graph, place);
        let volume_share = graph
            .segment(place.segment)
            .centreline()
            .map_or(0.5, |line| line.volume_to_mm3(place.along_mm) / line.volume_mm3());
        let segment = place.segment;
        let gauges = [(0.0, place.along_mm), (place.along_mm, f64::INFINITY)]
            .map(|part| self.gauge_between(graph, segment, part));
        (Injection { segment, resistance_share, flow }, TipSource { segment, volume_share, gauges, parcel })
    }

    /// The network under the pulse: pressures and flows of this tick.
    pub fn pulse(&self) -> &Pulsatile {
        &self.pulse
    }

    /// The mean over a beat: what is measured.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The contents of the vessels.
    pub fn transport(&self) -> &Transport {
        &self.transport
    }

    /// What lies in a vessel.
    pub fn occlusion(&self, segment: SegmentIx) -> &Occlusion {
        &self.segments[segment.ix()].occlusion
    }

    /// The beds, in index order.
    pub fn beds(&self) -> &[BedState] {
        &self.beds
    }

    /// The veins.
    pub fn veins(&self) -> &Veins {
        &self.veins
    }

    /// Size classes of the case's particles.
    pub fn classes(&self) -> &Classes {
        &self.classes
    }

    /// What has left.
    pub fn left(&self) -> &Left {
        &self.left
    }

    /// Mean pressure at the root, mmHg.
    pub fn root_mmhg(&self) -> f64 {
        self.root_mmhg
    }

    /// Flow of a segment at rest, mL/min.
    pub fn resting_ml_min(&self, segment: SegmentIx) -> f64 {
        self.resting_segments[segment.ix()]
    }

    /// Flow of a bed at rest, mL/min.
    pub fn resting_bed_ml_min(&self, bed: BedIx) -> f64 {
        self.resting_beds[bed.ix()]
    }

    /// Share of a segment's lumen that lodged material closes.
    pub fn closed_share(&self, segment: SegmentIx) -> f64 {
        self.segments[segment.ix()].occlusion.closed_share()
    }

    /// A segment's own antegrade flow as a share of rest, 0 when it has turned around.
    pub fn flow_share(&self, segment: SegmentIx) -> f64 {
        let rest = self.resting_ml_min(segment);
        let now = self.network.free().segment_flow(segment).ml_min();
        if rest == 0.0 { 0.0 } else { (now / rest).max(0.0) }
    }

    /// Blood runs from a segment's start to its end: by its own mean flow, whatever beat and syringe do, or, where that
    /// has all but stopped, as it did at rest.
    pub fn runs_forward(&self, segment: SegmentIx) -> bool {
        let rest = self.resting_ml_min(segment);
        let now = self.network.free().segment_flow(segment).ml_min();
        if now.abs() < STILL * rest.abs() { rest >= 0.0 } else { now >= 0.0 }
    }

    /// Particles stuck in vessels.
    pub fn stuck(&self) -> u64 {
        self.segments.iter().map(|s| s.occlusion.stuck()).sum()
    }

    /// Everything carried or held: iodine in kg, the rest in m³.
    pub fn content(&self) -> Mixture {
        let lying = self.segments.iter().map(|s| s.occlusion.cast().volume()).sum();
        let mut sum = self.transport.content().plus(&Mixture { cast: lying, ..Mixture::BLOOD }, 1.0);
        sum.iodine += self.veins.iodine();
        self.beds.iter().fold(sum, |sum, bed| {
            let iodine = bed.iodine();
            let held = Mixture { iodine, oil: bed.oil(), gel: bed.gel(), cast: bed.cast(), ..Mixture::BLOOD };
            sum.plus(&held, 1.0)
        })
    }

    /// Share of the blood leaving a segment that goes on to each bed, by the mean flows.
    pub fn shares_downstream(&self, graph: &VesselGraph, segment: SegmentIx) -> Vec<f64> {
        downstream::shares(graph, &self.network, segment)
    }
}
