//! Laminar dispersion: blood in the middle of a vessel runs ahead of blood at its wall.
//!
//! Model: in Poiseuille flow residence times have the density `E(t) = τ²/(2t³)`, `t ≥ τ/2`, τ = V/Q; of the flow, a share
//! `F(t) = 1 − τ²/(4t²)` has left by t. Here a segment is cut into n lanes of equal flow that do not mix: lane i of
//! `F = i/n` to `(i+1)/n` holds the share `s = √(1 − i/n) − √(1 − (i+1)/n)` of the volume, so that its residence time is
//! the mean of E over it. That is exact for any flow, also one that pulses or turns back, and keeps mass exactly.
//! Secondary flow in bends, the pulse and short entrances mix across the lumen: each lane's residence time is
//! `τ·(λ·n·s + 1 − λ)`, λ from 1 (none of that) to 0 (plug flow).
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | τ, t | mean residence time, residence time | s |
//! | n, s | lanes, share of the volume | 1 |
//! | λ | `LAMINAR`, what is left of the laminar profile | 1 |
//!
//! Validity: convection alone; Taylor's diffusive regime needs vessels of many metres. Lanes end and mix at a node: a vessel
//! cut in two disperses a little less than a whole one. Left out: diffusion between lanes, particles that keep away
//! from the wall. Reference: residence-time distribution of laminar flow (Danckwerts 1953; Levenspiel). λ and the number
//! of lanes are tuned.

/// Lanes of a segment: one quarter of the flow each.
pub const LANES: usize = 4;
/// What is left of the laminar profile, λ. Tuned.
pub const LAMINAR: f64 = 0.5;

/// Volume shares of the lanes of plug flow.
pub const PLUG: [f64; 1] = [1.0];

/// Volume shares of so many lanes, from the fastest.
pub fn shares(lanes: usize, laminar: f64) -> Vec<f64> {
    let n = lanes as f64;
    let beyond = |i: usize| (1.0 - i as f64 / n).max(0.0).sqrt();
    (0..lanes).map(|i| laminar * (beyond(i) - beyond(i + 1)) + (1.0 - laminar) / n).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::rng::Stream;
    use crate::sim::transport::lumen::Gauge;
    use crate::sim::transport::parcel::{Mixture, Parcel};
    use crate::sim::transport::pipe::Pipe;
    use crate::sim::transport::queue::End;

    /// Share of contrast in the outflow of a pipe of mean residence time 2 s, from a step at its inlet.
    fn response(shares: &[f64], seconds: f64) -> Vec<f64> {
        const DT: f64 = 1.0 / 240.0;
        let flow = 1e-6;
        let mut pipe = Pipe::new((0, 1), Gauge::open(1e-3), 2.0 * flow, shares);
        (pipe.start, pipe.end) = (flow, flow);
        let mut random = Stream::named(1, "test");
        let mixture = Mixture { iodine: 300.0, ..Mixture::BLOOD };
        (0..(seconds / DT) as usize)
            .map(|_| {
                let mut out = Vec::new();
                let parcel = Parcel { volume: flow * DT, mixture, particles: Vec::new() };
                pipe.owe(flow * DT);
                pipe.push(End::Start, parcel, &mut random);
                pipe.pull(End::Finish, DT, shares, &mut out, &mut random);
                assert!((pipe.volume() / (2.0 * flow) - 1.0).abs() < 1e-9);
                out[0].mixture.iodine / 300.0
            })
            .collect()
    }

    #[test]
    fn shares_fill_the_vessel() {
        for (lanes, laminar) in [(1, 1.0), (4, 1.0), (4, 0.5), (7, 0.0)] {
            let shares = shares(lanes, laminar);
            assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            assert!(shares.windows(2).all(|w| w[0] <= w[1] + 1e-12));
        }
        assert_eq!(shares(1, 1.0), PLUG);
    }

    /// Many lanes come to F(t) = 1 − τ²/(4t²); the first blood arrives at τ/2.
    #[test]
    fn a_step_leaves_as_laminar_flow_lets_it() {
        let lanes = 40;
        let found = response(&shares(lanes, 1.0), 10.0);
        for (i, share) in found.iter().enumerate() {
            let t = (i as f64 + 0.5) / 240.0;
            let expected = (1.0 - 1.0 / (t * t)).max(0.0);
            assert!((share - expected).abs() < 1.5 / lanes as f64, "t {t}: {share} against {expected}");
        }
    }

    /// The four lanes of a case: the same mean, ahead of plug flow and behind laminar flow.
    #[test]
    fn mixing_lies_between_plug_and_laminar_flow() {
        let first = |laminar| response(&shares(LANES, laminar), 6.0).iter().position(|s| *s > 0.1).unwrap();
        assert!(first(1.0) < first(LAMINAR) && first(LAMINAR) < first(0.0));
        for laminar in [0.0, LAMINAR, 1.0] {
            let mean: f64 = response(&shares(LANES, laminar), 12.0).iter().map(|s| (1.0 - s) / 240.0).sum();
            assert!((mean - 2.0).abs() < 0.01, "mean residence {mean}");
        }
    }
}
