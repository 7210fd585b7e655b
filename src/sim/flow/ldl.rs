//! Sparse symmetric positive definite systems: factor once, solve often.
//!
//! Model: `A = P L D Lᵀ Pᵀ` by the up-looking method on the elimination tree, rows ordered by smallest degree, so that
//! a tree fills nothing in and a few loops little. The pattern is analysed once; `factor` only redoes numbers.
//! Cost per factor and solve grows with the entries of L. Reference: Davis 2005 (ACM TOMS 31:587), written anew.
//! Validity: A symmetric with positive pivots; a pivot that is not positive is reported.

use std::collections::{BTreeSet, VecDeque};

/// Analysed pattern and numbers of one matrix.
#[derive(Clone, Debug)]
pub struct Ldl {
    /// `order[new] = old`.
    order: Vec<usize>,
    /// `place[old] = new`.
    place: Vec<usize>,
    parent: Vec<Option<usize>>,
    column_start: Vec<usize>,
    rows: Vec<usize>,
    values: Vec<f64>,
    diagonal: Vec<f64>,
    filled: Vec<usize>,
    work: Work,
}

#[derive(Clone, Debug, Default)]
struct Work {
    y: Vec<f64>,
    mark: Vec<usize>,
    stack: Vec<usize>,
    path: Vec<usize>,
    x: Vec<f64>,
}

/// The pivot of a row was not positive: the matrix is not what it should be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BadPivot {
    /// Row in the caller's numbering.
    pub row: usize,
}

/// A symmetric matrix: diagonal, and for every row its neighbours with the off-diagonal value.
#[derive(Clone, Debug, Default)]
pub struct Symmetric {
    /// Diagonal entries.
    pub diagonal: Vec<f64>,
    /// Off-diagonal entries by row; both triangles, no duplicates.
    pub neighbours: Vec<Vec<(usize, f64)>>,
}

impl Ldl {
    /// Analyses the pattern of `a`; its numbers do not matter yet.
    pub fn analyse(a: &Symmetric) -> Self {
        let n = a.diagonal.len();
        let order = smallest_degree(a);
        let mut place = vec![0; n];
        for (new, &old) in order.iter().enumerate() {
            place[old] = new;
        }
        let mut parent = vec![None; n];
        let mut counts = vec![0; n];
        let mut mark = vec![usize::MAX; n];
        for (k, &old) in order.iter().enumerate() {
            mark[k] = k;
            for &(neighbour, _) in &a.neighbours[old] {
                let mut i = place[neighbour];
                while i < k && mark[i] != k {
                    parent[i].get_or_insert(k);
                    counts[i] += 1;
                    mark[i] = k;
                    match parent[i] {
                        Some(up) => i = up,
                        None => break,
                    }
                }
            }
        }
        let mut column_start = vec![0; n + 1];
        for i in 0..n {
            column_start[i + 1] = column_start[i] + counts[i];
        }
        let entries = column_start[n];
        let work = Work { y: vec![0.0; n], mark: vec![usize::MAX; n], x: vec![0.0; n], ..Work::default() };
        Self {
            order,
            place,
            parent,
            column_start,
            rows: vec![0; entries],
            values: vec![0.0; entries],
            diagonal: vec![0.0; n],
            filled: vec![0; n],
            work,
        }
    }

    /// Factors `a`, whose pattern must be the analysed one.
    pub fn factor(&mut self, a: &Symmetric) -> Result<(), BadPivot> {
        self.filled.fill(0);
        self.work.mark.fill(usize::MAX);
        for k in 0..self.order.len() {
            let old = self.order[k];
            self.scatter_row(k, &a.neighbours[old]);
            let mut pivot = a.diagonal[old];
            while let Some(i) = self.work.stack.pop() {
                let y = core::mem::take(&mut self.work.y[i]);
                let start = self.column_start[i];
                let end = start + self.filled[i];
                for p in start..end {
                    self.work.y[self.rows[p]] -= self.values[p] * y;
                }
                let l = y / self.diagonal[i];
                pivot -= l * y;
                self.rows[end] = k;
                self.values[end] = l;
                self.filled[i] += 1;
            }
            if pivot.is_nan() || pivot <= 0.0 {
                return Err(BadPivot { row: old });
            }
            self.diagonal[k] = pivot;
        }
        Ok(())
    }

    /// Row `k` of the lower triangle into `y`, and its pattern in elimination order onto the stack (last out first in).
    fn scatter_row(&mut self, k: usize, neighbours: &[(usize, f64)]) {
        let work = &mut self.work;
        work.stack.clear();
        work.y[k] = 0.0;
        work.mark[k] = k;
        for &(neighbour, value) in neighbours {
            let mut i = self.place[neighbour];
            if i >= k {
                continue;
            }
            work.y[i] += value;
            work.path.clear();
            while work.mark[i] != k {
                work.path.push(i);
                work.mark[i] = k;
                match self.parent[i] {
                    Some(up) => i = up,
                    None => break,
                }
            }
            // this path comes before everything found so far, its deepest row last on the stack
            work.stack.extend(work.path.drain(..).rev());
        }
        // rows have to be taken in ascending order; paths are ascending, their union is not
        work.stack.sort_unstable_by(|a, b| b.cmp(a));
    }

    /// Solves for one right-hand side, in place.
    pub fn solve(&mut self, b: &mut [f64]) {
        let x = &mut self.work.x;
        for (new, &old) in self.order.iter().enumerate() {
            x[new] = b[old];
        }
        let n = x.len();
        for j in 0..n {
            let xj = x[j];
            for p in self.column_start[j]..self.column_start[j + 1] {
                x[self.rows[p]] -= self.values[p] * xj;
            }
        }
        for (value, pivot) in x.iter_mut().zip(&self.diagonal) {
            *value /= pivot;
        }
        for j in (0..n).rev() {
            let mut xj = x[j];
            for p in self.column_start[j]..self.column_start[j + 1] {
                xj -= self.values[p] * x[self.rows[p]];
            }
            x[j] = xj;
        }
        for (new, &old) in self.order.iter().enumerate() {
            b[old] = x[new];
        }
    }

    /// Entries of L below the diagonal: what a factor costs.
    pub fn entries(&self) -> usize {
        self.rows.len()
    }
}

/// Elimination order by smallest current degree: leaves first, by a queue; then the least joined node of what is left.
fn smallest_degree(a: &Symmetric) -> Vec<usize> {
    let n = a.diagonal.len();
    let mut around: Vec<BTreeSet<usize>> =
        a.neighbours.iter().map(|row| row.iter().map(|&(i, _)| i).collect()).collect();
    let mut done = vec![false; n];
    let mut order = Vec::with_capacity(n);
    let mut leaves: VecDeque<usize> = (0..n).filter(|&i| around[i].len() <= 1).collect();
    let mut by_degree: BTreeSet<(usize, usize)> =
        (0..n).filter(|&i| around[i].len() > 1).map(|i| (around[i].len(), i)).collect();
    while order.len() < n {
        let next = leaves.pop_front().or_else(|| by_degree.pop_first().map(|(_, i)| i));
        let Some(i) = next.filter(|&i| !done[i]) else { continue };
        done[i] = true;
        order.push(i);
        let ring: Vec<usize> = core::mem::take(&mut around[i]).into_iter().collect();
        for &j in &ring {
            let before = around[j].len();
            around[j].remove(&i);
            around[j].extend(ring.iter().copied().filter(|&other| other != j));
            let after = around[j].len();
            if before > 1 {
                by_degree.remove(&(before, j));
                if after <= 1 {
                    leaves.push_back(j);
                } else {
                    by_degree.insert((after, j));
                }
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn network(n: usize, edges: &[(usize, usize, f64)], ground: &[f64]) -> Symmetric {
        let mut a = Symmetric { diagonal: ground.to_vec(), neighbours: vec![Vec::new(); n] };
        for &(i, j, g) in edges {
            a.diagonal[i] += g;
            a.diagonal[j] += g;
            for (row, col) in [(i, j), (j, i)] {
                match a.neighbours[row].iter_mut().find(|(c, _)| *c == col) {
                    Some((_, value)) => *value -= g,
                    None => a.neighbours[row].push((col, -g)),
                }
            }
        }
        a
    }

    fn residual(a: &Symmetric, x: &[f64], b: &[f64]) -> f64 {
        (0..x.len())
            .map(|i| {
                let row: f64 = a.neighbours[i].iter().map(|&(j, v)| v * x[j]).sum();
                (a.diagonal[i] * x[i] + row - b[i]).abs()
            })
            .fold(0.0, f64::max)
    }

    #[test]
    fn a_tree_fills_nothing_in() {
        let edges: Vec<(usize, usize, f64)> = (1..64).map(|i| ((i - 1) / 2, i, 1.0 + i as f64)).collect();
        let ldl = Ldl::analyse(&network(64, &edges, &[1.0; 64]));
        assert_eq!(ldl.entries(), 63);
    }

    #[test]
    fn refuses_what_is_not_positive() {
        let a = network(3, &[(0, 1, 1.0), (1, 2, 1.0)], &[0.0; 3]);
        let mut ldl = Ldl::analyse(&a);
        assert!(ldl.factor(&a).is_err());
    }

    proptest! {
        #[test]
        fn solves_random_networks(
            n in 2_usize..40,
            raw in prop::collection::vec((0_usize..1000, 0_usize..1000, 0.01_f64..100.0), 1..120),
            load in prop::collection::vec(-1.0_f64..1.0, 40),
        ) {
            let mut edges: Vec<(usize, usize, f64)> = (1..n).map(|i| (i / 2, i, 1.0)).collect();
            edges.extend(raw.iter().map(|&(i, j, g)| (i % n, j % n, g)).filter(|(i, j, _)| i != j));
            let ground: Vec<f64> = (0..n).map(|i| 0.1 + i as f64 * 0.01).collect();
            let a = network(n, &edges, &ground);
            let mut ldl = Ldl::analyse(&a);
            prop_assert!(ldl.factor(&a).is_ok());
            let mut x = load[..n].to_vec();
            ldl.solve(&mut x);
            prop_assert!(residual(&a, &x, &load[..n]) < 1e-9);
        }
    }
}
