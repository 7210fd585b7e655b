//! Direct solution of a symmetric system whose 3 × 3 blocks couple each node with two neighbours on either side.
//!
//! A = L·D·Lᵀ with unit lower L, block by block; the cost is linear in the number of nodes. A chain fills nothing in.
//! The factorisation fails exactly when A is not positive definite (to rounding): the caller then takes a matrix that is.
//!
//! Reference: Golub and Van Loan, Matrix Computations, block `LDLᵀ` of a banded matrix.

use glam::{DMat3, DVec3};

/// The matrix (lower half) and, after [`Band::factor`], its factors.
#[derive(Clone, Debug, Default)]
pub(super) struct Band {
    /// A(i, i).
    pub(super) diagonal: Vec<DMat3>,
    /// A(i, i − 1).
    pub(super) first: Vec<DMat3>,
    /// A(i, i − 2).
    pub(super) second: Vec<DMat3>,
    inverse: Vec<DMat3>,
    lower_first: Vec<DMat3>,
    lower_second: Vec<DMat3>,
}

impl Band {
    /// Zero, for `len` nodes.
    pub(super) fn clear(&mut self, len: usize) {
        for blocks in [&mut self.diagonal, &mut self.first, &mut self.second] {
            blocks.clear();
            blocks.resize(len, DMat3::ZERO);
        }
    }

    /// Takes the matrix of another.
    pub(super) fn copy(&mut self, other: &Self) {
        self.diagonal.clone_from(&other.diagonal);
        self.first.clone_from(&other.first);
        self.second.clone_from(&other.second);
    }

    /// Factors the matrix; `false` when it is not positive definite.
    pub(super) fn factor(&mut self) -> bool {
        for blocks in [&mut self.inverse, &mut self.lower_first, &mut self.lower_second] {
            blocks.resize(self.diagonal.len(), DMat3::ZERO);
        }
        for i in 0..self.diagonal.len() {
            let mut pivot = self.diagonal[i];
            let mut first = self.first[i];
            if i >= 2 {
                let second = self.second[i];
                let lower = second * self.inverse[i - 2];
                pivot -= lower * second.transpose();
                first -= second * self.lower_first[i - 1].transpose();
                self.lower_second[i] = lower;
            }
            if i >= 1 {
                let lower = first * self.inverse[i - 1];
                pivot -= lower * first.transpose();
                self.lower_first[i] = lower;
            }
            match inverse(&pivot) {
                Some(inverse) => self.inverse[i] = inverse,
                None => return false,
            }
        }
        true
    }

    /// Solves A·x = b in place, with the factors.
    pub(super) fn solve(&self, x: &mut [DVec3]) {
        let len = x.len();
        for i in 1..len {
            let mut value = x[i] - self.lower_first[i] * x[i - 1];
            if i >= 2 {
                value -= self.lower_second[i] * x[i - 2];
            }
            x[i] = value;
        }
        for i in (0..len).rev() {
            let mut value = self.inverse[i] * x[i];
            if i + 1 < len {
                value -= times_transposed(&self.lower_first[i + 1], x[i + 1]);
            }
            if i + 2 < len {
                value -= times_transposed(&self.lower_second[i + 2], x[i + 2]);
            }
            x[i] = value;
        }
    }
}

/// Mᵀ·v.
fn times_transposed(m: &DMat3, v: DVec3) -> DVec3 {
    DVec3::new(m.x_axis.dot(v), m.y_axis.dot(v), m.z_axis.dot(v))
}

/// Inverse of a symmetric matrix, of which the lower half is read; `None` unless it is positive definite.
fn inverse(m: &DMat3) -> Option<DMat3> {
    let (xx, xy, xz) = (m.x_axis.x, m.x_axis.y, m.x_axis.z);
    let (yy, yz, zz) = (m.y_axis.y, m.y_axis.z, m.z_axis.z);
    let first = DVec3::new(yy * zz - yz * yz, xz * yz - xy * zz, xy * yz - xz * yy);
    let minor = xx * yy - xy * xy;
    let determinant = xx * first.x + xy * first.y + xz * first.z;
    if !(xx > 0.0 && minor > 0.0 && determinant > 0.0) {
        return None;
    }
    let scale = 1.0 / determinant;
    let (middle, mixed) = (xx * zz - xz * xz, xy * xz - xx * yz);
    Some(DMat3::from_cols(
        first * scale,
        DVec3::new(first.y, middle, mixed) * scale,
        DVec3::new(first.z, mixed, minor) * scale,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A positive definite matrix: Σ vvᵀ over random stencils of three nodes, plus a little of the unit matrix.
    fn sample(len: usize) -> Band {
        let mut state = 7_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / (1_u64 << 53) as f64 - 0.5
        };
        let mut band = Band::default();
        band.clear(len);
        for i in 0..len {
            band.diagonal[i] += DMat3::from_diagonal(DVec3::splat(0.1));
        }
        let outer = |a: DVec3, b: DVec3| DMat3::from_cols(a * b.x, a * b.y, a * b.z);
        for _ in 0..4 {
            for i in 2..len {
                let v: Vec<DVec3> = (0..3).map(|_| DVec3::new(next(), next(), next())).collect();
                for (k, at) in [i - 2, i - 1, i].into_iter().enumerate() {
                    band.diagonal[at] += outer(v[k], v[k]);
                }
                band.first[i - 1] += outer(v[1], v[0]);
                band.first[i] += outer(v[2], v[1]);
                band.second[i] += outer(v[2], v[0]);
            }
        }
        band
    }

    fn product(band: &Band, x: &[DVec3]) -> Vec<DVec3> {
        let mut y: Vec<DVec3> = x.iter().zip(&band.diagonal).map(|(x, d)| *d * *x).collect();
        for i in 1..x.len() {
            y[i] += band.first[i] * x[i - 1];
            y[i - 1] += times_transposed(&band.first[i], x[i]);
        }
        for i in 2..x.len() {
            y[i] += band.second[i] * x[i - 2];
            y[i - 2] += times_transposed(&band.second[i], x[i]);
        }
        y
    }

    #[test]
    fn the_solution_solves() {
        for len in [1, 2, 3, 4, 50] {
            let mut band = sample(len);
            let x: Vec<DVec3> = (0..len).map(|i| DVec3::new(1.0, i as f64, -0.5 * i as f64)).collect();
            let mut b = product(&band, &x);
            assert!(band.factor());
            band.solve(&mut b);
            for (a, b) in x.iter().zip(&b) {
                assert!(a.distance(*b) < 1e-9 * (1.0 + a.length()), "{a} {b}");
            }
        }
    }

    #[test]
    fn an_indefinite_matrix_is_refused() {
        let mut band = sample(10);
        band.diagonal[6] -= DMat3::from_diagonal(DVec3::new(0.0, 50.0, 0.0));
        assert!(!band.factor());
    }
}
