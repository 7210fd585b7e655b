//! One beat of a graph that has long been beating the same: what `flow --pulse` tells, and what a pulsatile reference is
//! compared with.
//!
//! Model: `pulsatile` from rest, beat after beat, until two beats agree to `AGREED` of their pressures, or `MOST`
//! beats have passed. The drive is the file's own inlets, with their beat, or the aortic wave of a heart. A beat has
//! `STEPS` steps, finer than the engine's tick, for waves that are shorter than it.
//! Validity and reference: those of `pulsatile`. Left out: all that answers to the mean (`control`).

use super::aorta::{Aorta, Heart};
use super::network::{Network, NoRest, Unsolved};
use super::pulsatile::Pulsatile;
use crate::model::{BedIx, Drive, NodeIx, SegmentIx, VesselGraph};
use crate::units::Pressure;

/// Steps of a beat.
pub const STEPS: usize = 1024;
/// Most beats before the last is taken as it is.
const MOST: usize = 120;
/// Difference of two beats that counts as none, as a share of the greatest pressure.
const AGREED: f64 = 1e-7;

/// One beat, in `STEPS` steps.
#[derive(Clone, Debug, Default)]
pub struct Beat {
    /// Length, s.
    pub period_s: f64,
    /// Per node: pressure at each step, mmHg.
    pub pressures: Vec<Vec<f64>>,
    /// Per segment: flow in at its start at each step, mL/min.
    pub flows: Vec<Vec<f64>>,
    /// Per segment: flow out at its end at each step, mL/min.
    pub flows_out: Vec<Vec<f64>>,
    /// Per bed: flow into it at each step, mL/min.
    pub beds: Vec<Vec<f64>>,
}

/// There is no beat.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NoBeat {
    /// There is no rest to start from.
    NoRest(NoRest),
    /// A step had no solution.
    Unsolved(Unsolved),
}

/// Least, greatest and mean of the samples of a beat.
pub fn extent(samples: &[f64]) -> (f64, f64, f64) {
    let least = samples.iter().copied().fold(f64::INFINITY, f64::min);
    let greatest = samples.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    (least, greatest, samples.iter().sum::<f64>() / samples.len() as f64)
}

/// The beat that a graph comes to under its own inlets, or else under a heart.
pub fn beat(graph: &VesselGraph, heart: &Heart) -> Result<Beat, NoBeat> {
    let own = graph.inlets().iter().map(|inlet| match &inlet.drive {
        Drive::Pressure(wave) | Drive::Flow(wave) => wave.period_s,
    });
    let period_s = own.reduce(f64::max).unwrap_or(60.0 / heart.rate);
    let dt = period_s / STEPS as f64;
    let rest = Network::at_rest(graph, Pressure::from_mmhg(heart.mean_mmhg())).map_err(NoBeat::NoRest)?;
    let mut pulse = Pulsatile::new(graph, &rest, dt);
    let mut aorta = Aorta::default();
    let mut last = Beat::default();
    for _ in 0..MOST {
        let beat = one(graph, (&mut pulse, &mut aorta), heart, period_s).map_err(NoBeat::Unsolved)?;
        let agreed = difference(&last, &beat) <= AGREED;
        last = beat;
        if agreed {
            break;
        }
    }
    Ok(last)
}

fn one(
    graph: &VesselGraph,
    (pulse, aorta): (&mut Pulsatile, &mut Aorta),
    heart: &Heart,
    period_s: f64,
) -> Result<Beat, Unsolved> {
    let dt = period_s / STEPS as f64;
    let room = |count: usize| vec![Vec::with_capacity(STEPS); count];
    let (segments, beds) = (graph.segments().len(), graph.beds().len());
    let mut beat = Beat {
        period_s,
        pressures: room(graph.nodes().len()),
        flows: room(segments),
        flows_out: room(segments),
        beds: room(beds),
    };
    for _ in 0..STEPS {
        aorta.step(heart, dt);
        pulse.step(aorta.pressure(heart))?;
        for (i, samples) in beat.pressures.iter_mut().enumerate() {
            samples.push(pulse.pressure(NodeIx::at(i)).mmhg());
        }
        for (i, (starts, ends)) in beat.flows.iter_mut().zip(&mut beat.flows_out).enumerate() {
            let (start, end) = pulse.segment_flows(SegmentIx::at(i));
            starts.push(start.ml_min());
            ends.push(end.ml_min());
        }
        for (i, samples) in beat.beds.iter_mut().enumerate() {
            samples.push(pulse.bed_flow(BedIx::at(i)).ml_min());
        }
    }
    Ok(beat)
}

fn difference(before: &Beat, now: &Beat) -> f64 {
    if before.pressures.is_empty() {
        return f64::INFINITY;
    }
    let pairs = before.pressures.iter().flatten().zip(now.pressures.iter().flatten());
    let (off, most) =
        pairs.fold((0.0_f64, 0.0_f64), |(off, most), (a, b)| (off.max((a - b).abs()), most.max(b.abs())));
    if most > 0.0 { off / most } else { 0.0 }
}
