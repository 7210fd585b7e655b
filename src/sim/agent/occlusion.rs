//! All embolic material in one vessel: pieces that found no way on, casts, coils and plugs.

use super::cast::Cast;
use super::deposit::Deposit;
use super::implant::Pack;
use super::particle::Classes;
use crate::hash::StateHash;
use crate::math;
use crate::model::{Material, Segment};
use crate::sim::transport::{Class, End};
use crate::units::M3_PER_ML;

/// A stretch of material on the image.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shadow {
    /// Where it begins, mm.
    pub from_mm: f64,
    /// Where it ends, mm.
    pub to_mm: f64,
    /// What makes it visible.
    pub material: Material,
    /// How much of that is in it, mg/mL.
    pub mg_ml: f64,
}

/// What lies in one segment.
#[derive(Clone, Debug)]
pub struct Occlusion {
    /// Pieces heaped up at its start and at its end.
    heaps: [Heap; 2],
    cast: Cast,
    packs: Vec<Pack>,
    /// All of it, as of the last change.
    deposits: Vec<Deposit>,
    solid: f64,
}

/// Pieces that lie at one end.
#[derive(Clone, Debug)]
struct Heap {
    /// By class.
    pieces: Vec<u64>,
    deposit: Option<Deposit>,
}

impl Heap {
    fn none(classes: usize) -> Self {
        Self { pieces: vec![0; classes], deposit: None }
    }

    /// What the pieces fill, m³.
    fn volume(&self, classes: &Classes) -> f64 {
        let volume = |(class, count): (Class, &u64)| {
            let d = classes.passes(class);
            math::PI / 6.0 * d * d * d * *count as f64
        };
        (0..).zip(&self.pieces).map(volume).sum()
    }
}

impl Occlusion {
    /// An open vessel of a case with so many classes of particles.
    pub fn none(classes: usize) -> Self {
        Self {
            heaps: [Heap::none(classes), Heap::none(classes)],
            cast: Cast::default(),
            packs: Vec::new(),
            deposits: Vec::new(),
            solid: 0.0,
        }
    }

    /// Pieces of a class that found no way on at one of its ends.
    pub fn heap_up(&mut self, segment: &Segment, end: End, pieces: (Class, u64), classes: &Classes) {
        let lumen = segment.min_diameter_um() * 1e-6;
        let heap = &mut self.heaps[usize::from(end == End::Finish)];
        heap.pieces[usize::from(pieces.0)] += pieces.1;
        let mut closed = 0.0;
        for (class, count) in (0..).zip(&heap.pieces) {
            let filled = classes.get(class).lodges / lumen;
            closed += *count as f64 * filled * filled;
        }
        let volume = heap.volume(classes) * 1e9;
        heap.deposit = Some(Deposit::heap(segment, end == End::Finish, volume, closed));
        self.renew(segment, classes);
    }

    /// A liquid (m³) has set between two shares of its length; `core` is the direction (forward or not) that it pushes what is
    /// still liquid in. Returns what of that leaves the vessel, m³.
    pub fn set(
        &mut self,
        segment: &Segment,
        (volume, core): (f64, Option<bool>),
        (from, to): (f64, f64),
        classes: &Classes,
    ) -> f64 {
        self.cast.add(volume, from, to);
        let lumen = segment.volume_ml() * M3_PER_ML;
        let out = core.map_or(0.0, |forward| self.cast.push_on(lumen, forward));
        self.renew(segment, classes);
        out
    }

    /// Lets cast that is in it rest, s.
    pub fn rest(&mut self, seconds: f64) {
        self.cast.rest(seconds);
    }

    /// Changes its coils and plugs.
    pub fn repack(&mut self, segment: &Segment, packs: Vec<Pack>, classes: &Classes) {
        self.packs = packs;
        self.renew(segment, classes);
    }

    /// Lets clot grow; whether anything closes noticeably more.
    pub fn grow(&mut self, segment: &Segment, (seconds, slower): (f64, f64), classes: &Classes) -> bool {
        let mut changed = false;
        for pack in &mut self.packs {
            changed |= pack.grow(seconds, slower);
        }
        if changed {
            self.renew(segment, classes);
        }
        changed
    }

    fn renew(&mut self, segment: &Segment, classes: &Classes) {
        self.deposits = self.cast.deposits(segment);
        self.deposits.extend(self.heaps.iter().filter_map(|heap| heap.deposit));
        self.deposits.extend(self.packs.iter().map(Pack::deposit));
        let metal: f64 = self.packs.iter().map(|p| p.metal_mm3 * 1e-9).sum();
        let heaped: f64 = self.heaps.iter().map(|heap| heap.volume(classes)).sum();
        self.solid = heaped + self.cast.volume() + metal;
    }

    /// What it adds to the resistance of a part of its segment, Pa·s/m³; `free` gives that of the empty vessel between two
    /// places in mm.
    pub fn added(&self, free: &dyn Fn(f64, f64) -> f64, part_mm: (f64, f64)) -> f64 {
        self.deposits.iter().map(|d| d.added(free, part_mm)).sum()
    }

    /// Share of the lumen that is closed where most of it is.
    pub fn closed_share(&self) -> f64 {
        self.deposits.iter().map(|d| d.closed).fold(0.0, f64::max)
    }

    /// Everything that lies in it.
    pub fn deposits(&self) -> &[Deposit] {
        &self.deposits
    }

    /// What of it can be seen; `cast` is the iodine of solid cast, mg/mL.
    pub fn shadows(&self, segment: &Segment, cast: f64) -> Vec<Shadow> {
        let casts = self.cast.deposits(segment).into_iter().map(|d| Shadow {
            from_mm: d.from_mm,
            to_mm: d.to_mm,
            material: Material::Iodine,
            mg_ml: cast * d.closed,
        });
        let packs = self.packs.iter().map(|p| Shadow {
            from_mm: p.from_mm,
            to_mm: p.to_mm,
            material: Material::Platinum,
            mg_ml: p.platinum_mg_ml(),
        });
        casts.chain(packs).collect()
    }

    /// Coils and plugs in it.
    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }

    /// Cast in it.
    pub fn cast(&self) -> &Cast {
        &self.cast
    }

    /// Pieces stuck in it.
    pub fn stuck(&self) -> u64 {
        self.heaps.iter().flat_map(|heap| &heap.pieces).sum()
    }

    /// Volume of all of it, m³.
    pub fn solid_m3(&self) -> f64 {
        self.solid
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        // what it adds up to follows from the rest
        let Self { heaps, cast, packs, deposits, solid: _ } = self;
        for Heap { pieces, deposit: _ } in heaps {
            hash.each(pieces, |n, hash| hash.int(*n));
        }
        cast.hash_into(hash);
        hash.each(packs, Pack::hash_into);
        // as of their last change, which clot that grows puts off
        for Deposit { from_mm, to_mm, closed } in deposits {
            hash.floats([*from_mm, *to_mm, *closed]);
        }
    }
}
