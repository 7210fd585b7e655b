//! Repeatable noise without state: a hash of a seed and a counter. It decides pixels only, never physiology.

/// Mixes two numbers into 32 evenly spread bits (the finalizer of Murmur3, Appleby 2011).
#[inline]
pub(super) fn bits(seed: u32, counter: u32) -> u32 {
    let mut h = counter.wrapping_mul(0x9E37_79B1) ^ seed;
    h = (h ^ (h >> 16)).wrapping_mul(0x85EB_CA6B);
    h = (h ^ (h >> 13)).wrapping_mul(0xC2B2_AE35);
    h ^ (h >> 16)
}

/// Uniform in [0, 1).
pub(super) fn uniform(seed: u32, counter: u32) -> f64 {
    f64::from(bits(seed, counter)) / 4_294_967_296.0
}

/// Nearly normal, mean 0, variance 1: the sum of the four bytes of a hash. Its tails end at 3.4, which no eye
/// misses.
#[inline]
pub(super) fn normal(seed: u32, counter: u32) -> f32 {
    const SPREAD: f32 = 1.0 / 147.8;
    let h = bits(seed, counter);
    let pairs = (h & 0x00FF_00FF) + ((h >> 8) & 0x00FF_00FF);
    let sum = (pairs & 0xFFFF) + (pairs >> 16);
    (sum.cast_signed() as f32 - 510.0) * SPREAD
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_has_mean_and_spread() {
        let n = 40_000;
        let draws: Vec<f64> = (0..n).map(|i| f64::from(normal(7, i))).collect();
        let mean = draws.iter().sum::<f64>() / f64::from(n);
        let variance = draws.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / f64::from(n);
        assert!(mean.abs() < 0.02 && (variance - 1.0).abs() < 0.03, "{mean} {variance}");
        // neighbours do not know of each other
        let lag = draws.windows(2).map(|p| p[0] * p[1]).sum::<f64>() / f64::from(n);
        assert!(lag.abs() < 0.02, "{lag}");
    }

    #[test]
    fn seeds_differ() {
        assert_ne!(bits(1, 5), bits(2, 5));
        assert_eq!(bits(1, 5), bits(1, 5));
    }
}
