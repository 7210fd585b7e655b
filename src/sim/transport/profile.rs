//! What a segment holds along its way: the mean over its cross-section.
//!
//! Model: every lane of a pipe (`dispersion`) reaches over the whole length with its own share of the cross-section; a
//! stretch between two neighbouring parcel borders, of whichever lane, has one mean mixture.

use super::parcel::Mixture;
use super::pipe::Pipe;
use super::queue::Queue;

/// A stretch of a segment with one mean mixture.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stretch {
    /// Start, as a share of the segment's volume.
    pub from: f64,
    /// End, as a share of the segment's volume.
    pub to: f64,
    /// What it carries.
    pub mixture: Mixture,
}

/// The stretches of a pipe, in order from its start.
pub fn stretches(pipe: &Pipe) -> Vec<Stretch> {
    let whole = pipe.volume();
    let mut lanes: Vec<Lane<'_>> = pipe.lanes().iter().filter_map(|lane| Lane::of(lane, whole)).collect();
    let mut all = Vec::new();
    let mut from = 0.0;
    while from < 1.0 && !lanes.is_empty() {
        let to = lanes.iter().map(|lane| lane.until).fold(1.0, f64::min).max(from);
        let mut mixture = Mixture::BLOOD;
        for lane in &lanes {
            mixture = mixture.plus(&lane.now, lane.share);
        }
        if to > from {
            all.push(Stretch { from, to, mixture });
        }
        from = to;
        lanes.iter_mut().filter(|lane| lane.until <= to).for_each(Lane::go_on);
    }
    all
}

/// A lane while one walks along it.
struct Lane<'a> {
    parcels: Box<dyn Iterator<Item = &'a super::Parcel> + 'a>,
    volume: f64,
    share: f64,
    passed: f64,
    until: f64,
    now: Mixture,
}

impl<'a> Lane<'a> {
    fn of(queue: &'a Queue, whole: f64) -> Option<Self> {
        let volume = queue.volume();
        if volume <= 0.0 {
            return None;
        }
        let mut lane = Self {
            parcels: Box::new(queue.parcels()),
            volume,
            share: volume / whole,
            passed: 0.0,
            until: 0.0,
            now: Mixture::BLOOD,
        };
        lane.go_on();
        Some(lane)
    }

    /// The next parcel; the last one reaches to the end, whatever rounding says.
    fn go_on(&mut self) {
        match self.parcels.next() {
            Some(parcel) => {
                self.passed += parcel.volume;
                self.until = self.passed / self.volume;
                self.now = parcel.mixture;
            }
            None => self.until = f64::INFINITY,
        }
    }
}
