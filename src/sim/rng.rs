//! Randomness by name: one stream per purpose, forked from the session's seed, so that drawing more for one purpose
//! never changes what another draws. The generator is `ChaCha8`, by name, because replays depend on it.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::hash::StateHash;
use crate::math;

/// One stream of random numbers.
#[derive(Clone, Debug)]
pub struct Stream(ChaCha8Rng);

impl Stream {
    /// The stream called `name` of a session's seed.
    pub fn named(seed: u64, name: &str) -> Self {
        let mut hash = StateHash::default();
        hash.int(seed);
        hash.text(name);
        Self(ChaCha8Rng::seed_from_u64(hash.finish()))
    }

    /// Takes in how far it has been drawn.
    pub fn hash_into(&self, hash: &mut StateHash) {
        hash.bytes(&self.0.get_seed());
        hash.bytes(&self.0.get_word_pos().to_le_bytes());
    }

    /// Uniform in [0, 1).
    pub fn uniform(&mut self) -> f64 {
        (self.0.random::<u64>() >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
    }

    /// Standard normal (Box and Muller 1958).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * math::ln(1.0 - self.uniform())).sqrt();
        radius * math::cos(2.0 * math::PI * self.uniform())
    }

    /// How many of `n` fall to a share `p`: exact trials up to 64, beyond that the rounded normal approximation,
    /// whose error is far below the spread itself. Never outside 0 to `n`.
    pub fn binomial(&mut self, n: u64, p: f64) -> u64 {
        if n == 0 || p <= 0.0 {
            return 0;
        }
        if p >= 1.0 {
            return n;
        }
        if n <= 64 {
            return (0..n).filter(|_| self.uniform() < p).count() as u64;
        }
        let mean = n as f64 * p;
        let draw = (mean + (mean * (1.0 - p)).sqrt() * self.normal()).round();
        (draw.max(0.0) as u64).min(n)
    }

    /// Rounds a fractional count to a whole one, at random, so that the mean is kept.
    pub fn round(&mut self, x: f64) -> u64 {
        let floor = x.max(0.0).floor();
        floor as u64 + u64::from(self.uniform() < x - floor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_repeatable_and_apart() {
        let mut first = Stream::named(7, "particles");
        let mut again = Stream::named(7, "particles");
        let mut other = Stream::named(7, "noise");
        let drawn = first.uniform();
        assert_eq!(drawn, again.uniform());
        assert_ne!(drawn, other.uniform());
    }

    #[test]
    fn binomial_has_its_mean_and_its_bounds() {
        let mut stream = Stream::named(1, "test");
        for (n, p) in [(10, 0.3), (64, 0.9), (5_000, 0.02), (100_000, 0.5)] {
            let draws: Vec<u64> = (0..400).map(|_| stream.binomial(n, p)).collect();
            assert!(draws.iter().all(|&k| k <= n));
            let mean = draws.iter().sum::<u64>() as f64 / 400.0;
            let spread = (n as f64 * p * (1.0 - p) / 400.0).sqrt();
            assert!((mean - n as f64 * p).abs() < 5.0 * spread, "n {n} p {p}: mean {mean}");
        }
    }
}
