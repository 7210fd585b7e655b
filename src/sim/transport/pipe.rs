//! One segment of the graph: what is in it, what flows at its two ends, and how much it holds.
//!
//! Model: the column is divided into lanes that take equal shares of the flow and hold unequal shares of the volume
//! (`dispersion`); one lane is plug flow. What flows in at the start and out at the end may differ: a wall that gives way
//! stores blood, so that the column grows and shrinks with every beat, `dV/dt = q_start − q_end`. Where the lumen itself
//! changes (spasm, a device, a plug), or where a node had more or less to give than its flows ask for, the pipe holds
//! an *excess*: it lets out so much more, or less, with the next outflow, and the pipes downstream take it on, until it has
//! left through the beds. Nothing is diluted or thickened on the way.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | `q_start`, `q_end` | flow in at the start, out at the end | m³/s |
//! | V | volume of the column | m³ |
//! | excess | V less what the vessel holds | m³ |
//!
//! Validity: displaced blood leaves with the flow, so that a vessel that is closed at both ends keeps its column.

use super::lumen::Gauge;
use super::parcel::{Class, Mixture, Parcel};
use super::queue::{End, Queue};
use crate::hash::StateHash;
use crate::sim::rng::Stream;
use crate::sim::sound::{is_amount, mend};

/// A segment during a tick.
#[derive(Clone, Debug)]
pub struct Pipe {
    /// Node it starts at.
    pub from: usize,
    /// Node it ends at.
    pub to: usize,
    /// Flow in at its start, m³/s.
    pub start: f64,
    /// Flow out at its end, m³/s.
    pub end: f64,
    /// Widest particles.
    pub gauge: Gauge,
    /// Particles that came to an end here, at which of its ends.
    pub stuck: Vec<(End, Class, u64)>,
    lumen: f64,
    excess: f64,
    lanes: Vec<Queue>,
    /// Room for the volumes of the lanes.
    volumes: Vec<f64>,
}

impl Pipe {
    /// A pipe full of blood, with a lane for each share of its volume.
    pub fn new((from, to): (usize, usize), gauge: Gauge, volume: f64, shares: &[f64]) -> Self {
        let lanes = shares.iter().map(|share| Queue::blood(share * volume)).collect();
        Self {
            from,
            to,
            start: 0.0,
            end: 0.0,
            gauge,
            stuck: Vec::new(),
            lumen: volume,
            excess: 0.0,
            lanes,
            volumes: Vec::with_capacity(shares.len()),
        }
    }

    /// Which way it carries: 1 from start to end, -1 back, 0 when both ends take in or give out.
    pub fn direction(&self) -> i8 {
        i8::from(self.start > 0.0 && self.end > 0.0) - i8::from(self.start < 0.0 && self.end < 0.0)
    }

    /// Flow into it at a node, m³/s, with the end; negative when it gives out.
    pub fn inflow(&self, end: End) -> f64 {
        match end {
            End::Start => self.start,
            End::Finish => -self.end,
        }
    }

    /// Sets what the lumen holds, m³; the difference leaves or comes with the flow.
    pub fn set_lumen(&mut self, volume: f64) {
        self.excess += self.lumen - volume;
        self.lumen = volume;
    }

    /// Nothing but blood in it.
    pub fn is_blood(&self) -> bool {
        self.lanes.iter().all(Queue::is_blood)
    }

    /// Volume of what is in it, m³.
    pub fn volume(&self) -> f64 {
        self.lanes.iter().map(Queue::volume).sum()
    }

    /// Volume beyond what the vessel holds, m³.
    pub fn excess(&self) -> f64 {
        self.excess
    }

    /// Its lanes, from the fastest.
    pub fn lanes(&self) -> &[Queue] {
        &self.lanes
    }

    /// Its lanes, to be changed.
    pub fn lanes_mut(&mut self) -> &mut [Queue] {
        &mut self.lanes
    }

    /// Lets a tick pass while there is nothing but blood in it.
    pub fn follow(&mut self, dt: f64, shares: &[f64]) {
        let change = (self.start - self.end) * dt - self.excess;
        if change != 0.0 {
            let wanted = self.volume() + change;
            let volume = wanted.max(0.0);
            self.excess = volume - wanted;
            for (lane, share) in self.lanes.iter_mut().zip(shares) {
                lane.refill(share * volume);
            }
        }
    }

    /// Takes out at an end what flows out there in a tick, and the excess; lanes keep their shares of the volume.
    pub fn pull(&mut self, end: End, dt: f64, shares: &[f64], out: &mut Vec<Parcel>, random: &mut Stream) {
        let asked = -self.inflow(end) * dt;
        let wanted = (asked + self.excess).max(0.0);
        let first = out.len();
        if let [only] = &mut self.lanes[..] {
            only.pull(end, wanted, out, random);
        } else {
            self.volumes.clear();
            self.volumes.extend(self.lanes.iter().map(Queue::volume));
            let whole: f64 = self.volumes.iter().sum();
            for ((lane, share), volume) in self.lanes.iter_mut().zip(shares).zip(&self.volumes) {
                let beyond = volume - share * whole;
                lane.pull(end, share * wanted + beyond, out, random);
            }
        }
        self.excess += asked - out[first..].iter().map(|p| p.volume).sum::<f64>();
        if self.lanes.len() > 1 {
            // lanes end side by side: what leaves in the same tick leaves as one
            mix(out, first);
        }
    }

    /// Keeps back at an end the particles that are too wide for what lies before it or for the widest way on.
    pub fn strain(&mut self, end: End, widest: f64, parcels: &mut [Parcel], diameter: &dyn Fn(Class) -> f64) {
        let Self { gauge, stuck, .. } = self;
        for parcel in parcels.iter_mut().filter(|parcel| !parcel.particles.is_empty()) {
            parcel.particles.retain(|&(class, count)| {
                let passes = diameter(class) < gauge.passes.min(widest);
                if !passes {
                    stuck.push((end, class, count));
                }
                passes
            });
        }
    }

    /// Takes a parcel in at an end, in equal parts into its lanes.
    pub fn push(&mut self, end: End, mut parcel: Parcel, random: &mut Stream) {
        self.excess += parcel.volume;
        let mut left = self.lanes.len();
        for lane in &mut self.lanes {
            let part = if left > 1 {
                parcel.cut(parcel.volume / left as f64, random)
            } else {
                core::mem::take(&mut parcel)
            };
            left -= 1;
            lane.push(end, part);
        }
    }

    /// Notes what should have come in at an end in a tick; what was pushed beyond it is excess.
    pub fn owe(&mut self, volume: f64) {
        self.excess -= volume;
    }

    /// Cuts the pipe in two at a share of its volume and puts `node` between; returns the second part. The parts have their
    /// own gauges.
    pub fn open(&mut self, node: usize, share: f64, gauges: [Gauge; 2], random: &mut Stream) -> Self {
        let cut = |queue: Queue, random: &mut Stream| {
            let at = queue.volume() * share;
            queue.split(at, random)
        };
        let (first, second) =
            self.lanes.drain(..).map(|lane| cut(lane, random)).unzip::<_, _, Vec<_>, Vec<_>>();
        let rest = Self {
            from: node,
            gauge: gauges[1],
            lumen: self.lumen * (1.0 - share),
            excess: self.excess * (1.0 - share),
            lanes: second,
            volumes: Vec::new(),
            stuck: Vec::new(),
            ..*self
        };
        self.to = node;
        self.gauge = gauges[0];
        self.lumen *= share;
        self.excess *= share;
        self.lanes = first;
        rest
    }

    /// The reverse of [`Pipe::open`]. What came to an end at the tip lies at the end of the vessel behind it.
    pub fn close(&mut self, rest: Self, gauge: Gauge) {
        self.gauge = gauge;
        let lanes = core::mem::take(&mut self.lanes);
        self.lanes = lanes.into_iter().zip(rest.lanes).map(|(a, b)| a.join(b)).collect();
        self.to = rest.to;
        self.end = rest.end;
        self.lumen += rest.lumen;
        self.excess += rest.excess;
        self.stuck.extend(rest.stuck);
    }

    /// Becomes a pipe full of blood if anything in it cannot be; whether that was so.
    pub fn mend(&mut self, shares: &[f64]) -> bool {
        let sound = self.excess.is_finite() && is_amount(self.lumen);
        if sound && self.lanes.iter().flat_map(Queue::parcels).all(Parcel::is_sound) {
            return false;
        }
        mend([&mut self.lumen]);
        self.excess = 0.0;
        for (lane, share) in self.lanes.iter_mut().zip(shares) {
            lane.refill(share * self.lumen);
        }
        true
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self { start, end, gauge, stuck, lumen, excess, lanes, from: _, to: _, volumes: _ } = self;
        hash.floats([*start, *end, gauge.enters, gauge.passes, *lumen, *excess]);
        hash.each(stuck, |&(end, class, count), hash| {
            hash.flag(end == End::Start);
            hash.int(u64::from(class));
            hash.int(count);
        });
        hash.each(lanes, |lane, hash| hash.each(lane.parcels(), Parcel::hash_into));
    }

    /// Mass of what is carried: iodine in kg, the rest in m³.
    pub fn content(&self) -> Mixture {
        self.lanes.iter().fold(Mixture::BLOOD, |sum, lane| sum.plus(&lane.content(), 1.0))
    }

    /// Particles of every class in it.
    pub fn particles(&self) -> impl Iterator<Item = (Class, u64)> {
        self.lanes.iter().flat_map(Queue::parcels).flat_map(|p| p.particles.iter().copied())
    }
}

/// Mixes the parcels from `first` on by volume.
pub fn mix(parcels: &mut Vec<Parcel>, first: usize) {
    if parcels.len() < first + 2 {
        return;
    }
    let mut whole = core::mem::take(&mut parcels[first]);
    for parcel in parcels.drain(first + 1..) {
        whole.absorb(&parcel);
    }
    parcels[first] = whole;
}
