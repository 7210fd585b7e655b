//! A column of blood as a queue of parcels, in order from the start of its segment.
//!
//! Model: Lagrangian time-driven transport of water-network quality models (Rossman and Boulos 1996, J Water Resour
//! Plann Manage 122:137): flow pushes parcels in at one end and takes volume out at the other. Exact conservation, no
//! Courant limit, no numerical diffusion but where alike neighbours merge.

use std::collections::VecDeque;

use super::parcel::{Mixture, Parcel};
use crate::sim::rng::Stream;

/// Most parcels a queue holds before the two thinnest neighbours merge, so that cost stays bounded.
pub const MOST: usize = 48;

/// Parcels of one column; the front is at the segment's start.
#[derive(Clone, Debug)]
pub struct Queue {
    parcels: VecDeque<Parcel>,
}

/// One of the two ends of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Where the segment starts.
    Start,
    /// Where it ends.
    Finish,
}

impl Queue {
    /// A column of blood.
    pub fn blood(volume: f64) -> Self {
        Self { parcels: VecDeque::from([Parcel::blood(volume)]) }
    }

    /// Becomes a column of blood.
    pub fn refill(&mut self, volume: f64) {
        self.parcels.truncate(1);
        match self.parcels.front_mut() {
            Some(parcel) => *parcel = Parcel::blood(volume),
            None => self.parcels.push_back(Parcel::blood(volume)),
        }
    }

    /// Nothing but blood in it.
    pub fn is_blood(&self) -> bool {
        self.parcels.iter().all(Parcel::is_blood)
    }

    /// Volume of all parcels, m³.
    pub fn volume(&self) -> f64 {
        self.parcels.iter().map(|p| p.volume).sum()
    }

    /// The parcels, from the start, to be changed.
    pub fn parcels_mut(&mut self) -> impl Iterator<Item = &mut Parcel> {
        self.parcels.iter_mut()
    }

    /// The parcels, from the start.
    pub fn parcels(&self) -> impl Iterator<Item = &Parcel> {
        self.parcels.iter()
    }

    /// Pushes a parcel in at an end.
    pub fn push(&mut self, end: End, parcel: Parcel) {
        if parcel.volume <= 0.0 && parcel.particles.is_empty() {
            return;
        }
        let neighbour = match end {
            End::Start => self.parcels.front_mut(),
            End::Finish => self.parcels.back_mut(),
        };
        match neighbour {
            Some(next) if next.is_like(&parcel) => next.absorb(&parcel),
            _ => match end {
                End::Start => self.parcels.push_front(parcel),
                End::Finish => self.parcels.push_back(parcel),
            },
        }
        while self.parcels.len() > MOST {
            self.merge_thinnest();
        }
    }

    /// Takes a volume out at an end into `out`, what leaves first first; less when there is less.
    pub fn pull(&mut self, end: End, mut volume: f64, out: &mut Vec<Parcel>, random: &mut Stream) {
        while volume > 0.0 {
            let next = match end {
                End::Start => self.parcels.front_mut(),
                End::Finish => self.parcels.back_mut(),
            };
            let Some(parcel) = next else { return };
            if parcel.volume > volume {
                out.push(parcel.cut(volume, random));
                return;
            }
            volume -= parcel.volume;
            let whole = match end {
                End::Start => self.parcels.pop_front(),
                End::Finish => self.parcels.pop_back(),
            };
            out.extend(whole);
        }
    }

    /// Splits at a volume from the start: what a tip inside the segment does to it.
    pub fn split(mut self, volume: f64, random: &mut Stream) -> (Self, Self) {
        let mut before = Vec::new();
        self.pull(End::Start, volume, &mut before, random);
        (Self { parcels: before.into() }, self)
    }

    /// The reverse of [`Queue::split`].
    pub fn join(mut self, second: Self) -> Self {
        for parcel in second.parcels {
            self.push(End::Finish, parcel);
        }
        self
    }

    /// Merges the two neighbours that hold least together, the first of several.
    fn merge_thinnest(&mut self) {
        let mut volumes = self.parcels.iter().map(|p| p.volume);
        let Some(mut before) = volumes.next() else { return };
        let mut thinnest = (f64::INFINITY, 0);
        for (i, volume) in volumes.enumerate() {
            if before + volume < thinnest.0 {
                thinnest = (before + volume, i);
            }
            before = volume;
        }
        if let Some(second) = self.parcels.remove(thinnest.1 + 1) {
            self.parcels[thinnest.1].absorb(&second);
        }
    }

    /// Mass of what is carried: iodine in kg, the rest in m³.
    pub fn content(&self) -> Mixture {
        self.parcels.iter().fold(Mixture::BLOOD, |sum, p| sum.plus(&p.mixture, p.volume))
    }
}
