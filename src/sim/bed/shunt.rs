//! A shunt past the capillaries of a bed, straight to its vein.
//!
//! Model: parallel channels of one diameter, as many as carry their share of the resting flow at normal wall shear.
//! A particle that enters one passes with the probability of `clinical` rule 4.8: 1 below 0.8 of the channel's
//! diameter, 0 above 1.2, linear between; what does not pass closes channels, as many pieces to each as
//! its make takes for any vessel.
//! As the bed around it closes, the shunt's share of the bed's flow rises: that follows from the conductances.
//! Validity: the rule is a teaching rule without a source (marked to verify). Liquids and gel pass it and leave nothing in it.

use super::tree::vessel_flow;
use crate::hash::StateHash;
use crate::sim::rng::Stream;

/// Channels of one bed.
#[derive(Clone, Debug, PartialEq)]
pub struct ShuntState {
    diameter: f64,
    channels: f64,
    open: f64,
    /// Share of the bed's flow at rest.
    rest_share: f64,
}

impl ShuntState {
    /// Channels of `diameter` (m) that carry `share` of a bed's resting `flow` (m³/s).
    pub fn new(diameter: f64, share: f64, flow: f64) -> Self {
        let channels = (flow * share / vessel_flow(diameter)).round().max(1.0);
        Self { diameter, channels, open: 1.0, rest_share: share }
    }

    /// Share of the bed's flow it takes at rest.
    pub fn rest_share(&self) -> f64 {
        self.rest_share
    }

    /// Diameter of a channel, m.
    pub fn diameter(&self) -> f64 {
        self.diameter
    }

    /// Share of its channels that is open.
    pub fn open(&self) -> f64 {
        self.open
    }

    /// Probability that a particle of this diameter (m) passes.
    pub fn passes(&self, diameter: f64) -> f64 {
        ((1.2 - diameter / self.diameter) / 0.4).clamp(0.0, 1.0)
    }

    /// Particles enter; returns how many pass. So many of the others close a channel.
    pub fn enter(&mut self, diameter: f64, count: u64, per_vessel: u32, random: &mut Stream) -> u64 {
        let passed = random.binomial(count, self.passes(diameter));
        self.close((count - passed) as f64 / f64::from(per_vessel));
        passed
    }

    /// Takes the state into a hash.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self { diameter: _, channels: _, open, rest_share: _ } = self;
        hash.float(*open);
    }

    fn close(&mut self, channels: f64) {
        self.open = (self.open - channels / self.channels).max(0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn size_decides_what_passes() {
        let shunt = ShuntState::new(80e-6, 0.05, 35e-6 / 60.0);
        assert_eq!(shunt.passes(40e-6), 1.0);
        assert_eq!(shunt.passes(300e-6), 0.0);
        assert!((shunt.passes(80e-6) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn what_does_not_pass_closes_it() {
        let mut shunt = ShuntState::new(80e-6, 0.05, 35e-6 / 60.0);
        let mut random = Stream::named(1, "shunt");
        assert_eq!(shunt.enter(300e-6, 5, 1, &mut random), 0);
        assert!(shunt.open() < 1.0);
        assert_eq!(shunt.enter(40e-6, 500, 1, &mut random), 500);
    }
}
