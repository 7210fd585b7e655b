//! Sparse symmetric positive definite systems: factor once, solve often.
//!
//! Model: `A = P L D Lᵀ Pᵀ` by the up-looking method on the elimination tree, rows ordered by `order`, so that a tree
//! fills nothing in and a few loops little. The pattern is analysed once; `factor` only redoes numbers, and neither it
//! nor `solve` takes memory. Cost per factor and solve grows with the entries of L.
//! Validity: positive pivots; one that is not is reported. Reference: Davis 2005 (ACM TOMS 31:587), written anew.

use std::sync::Arc;

use super::order::{self, NONE};

/// One matrix with its factor. Numbers are put in by row and by edge.
#[derive(Clone, Debug)]
pub struct Ldl {
    pattern: Arc<Pattern>,
    /// The matrix: diagonal, and entries below it by `Pattern::start`.
    diagonal: Vec<f64>,
    below: Vec<f64>,
    /// The factor: pivots, and entries of L by `Pattern::column_start`.
    pivots: Vec<f64>,
    rows: Vec<u32>,
    values: Vec<f64>,
    filled: Vec<u32>,
    work: Work,
}

/// What is known of a matrix before its numbers.
#[derive(Debug)]
struct Pattern {
    /// Row of the caller at each place.
    order: Vec<u32>,
    /// Place of each row of the caller.
    place: Vec<u32>,
    /// Entries of each row below the diagonal, in places.
    start: Vec<u32>,
    column: Vec<u32>,
    /// Entry of each edge; none for an edge with one end.
    slot: Vec<u32>,
    parent: Vec<u32>,
    column_start: Vec<u32>,
}

#[derive(Clone, Debug, Default)]
struct Work {
    y: Vec<f64>,
    mark: Vec<u32>,
    /// Columns of the row in hand, filled from the back.
    stack: Vec<u32>,
    path: Vec<u32>,
}

/// The pivot of a row was not positive: the matrix is not what it should be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BadPivot {
    /// Row in the caller's numbering.
    pub row: usize,
}

impl Pattern {
    fn of(n: usize, edges: &[(u32, u32)]) -> Self {
        let mut first = Self::ordered(order::least_joined(n, edges), edges);
        first.grow_tree();
        let again = order::depth_first(&first.parent);
        let mut pattern = Self::ordered(again.iter().map(|&k| first.order[k as usize]).collect(), edges);
        let counts = pattern.grow_tree();
        pattern.column_start = sums(&counts);
        pattern
    }

    /// The matrix's own pattern in an order.
    fn ordered(order: Vec<u32>, edges: &[(u32, u32)]) -> Self {
        let n = order.len();
        let mut place = vec![0; n];
        for (new, &old) in order.iter().enumerate() {
            place[old as usize] = new as u32;
        }
        let seat = |&(a, b): &(u32, u32)| {
            let inside = a != b && a != NONE && b != NONE;
            let (a, b) = if inside { (place[a as usize], place[b as usize]) } else { (NONE, NONE) };
            (a.max(b), a.min(b))
        };
        let mut counts = vec![0; n];
        for (row, _) in edges.iter().map(seat).filter(|(row, _)| *row != NONE) {
            counts[row as usize] += 1;
        }
        let start = sums(&counts);
        let (mut column, mut slot) = (vec![0; start[n] as usize], vec![NONE; edges.len()]);
        let mut free = start.clone();
        for (edge, (row, other)) in edges.iter().map(seat).enumerate().filter(|(_, (row, _))| *row != NONE) {
            let entry = free[row as usize];
            column[entry as usize] = other;
            slot[edge] = entry;
            free[row as usize] += 1;
        }
        Self { order, place, start, column, slot, parent: vec![NONE; n], column_start: Vec::new() }
    }

    /// Finds the elimination tree; returns the entries of each column of L.
    fn grow_tree(&mut self) -> Vec<u32> {
        let n = self.order.len();
        let (mut counts, mut mark) = (vec![0; n], vec![NONE; n]);
        for k in 0..n as u32 {
            mark[k as usize] = k;
            for entry in self.start[k as usize]..self.start[k as usize + 1] {
                let mut i = self.column[entry as usize];
                while mark[i as usize] != k {
                    counts[i as usize] += 1;
                    mark[i as usize] = k;
                    if self.parent[i as usize] == NONE {
                        self.parent[i as usize] = k;
                    }
                    i = self.parent[i as usize];
                }
            }
        }
        counts
    }
}

/// Where each of a row of groups starts, and the end of the last.
fn sums(counts: &[u32]) -> Vec<u32> {
    let mut starts = Vec::with_capacity(counts.len() + 1);
    let mut sum = 0;
    starts.push(sum);
    starts.extend(counts.iter().map(|count| {
        sum += count;
        sum
    }));
    starts
}

impl Ldl {
    /// Analyses the pattern of a matrix of `n` rows with an entry on both sides for each edge. An end that is
    /// [`NONE`] is outside of the matrix; several edges between the same rows add up.
    pub fn analyse(n: usize, edges: &[(u32, u32)]) -> Self {
        let pattern = Pattern::of(n, edges);
        let entries = pattern.column_start[n] as usize;
        Self {
            diagonal: vec![0.0; n],
            below: vec![0.0; pattern.column.len()],
            pivots: vec![0.0; n],
            rows: vec![0; entries],
            values: vec![0.0; entries],
            filled: vec![0; n],
            work: Work { y: vec![0.0; n], mark: vec![NONE; n], stack: vec![0; n], path: Vec::new() },
            pattern: Arc::new(pattern),
        }
    }

    /// Makes every number of the matrix zero.
    pub fn clear(&mut self) {
        self.diagonal.fill(0.0);
        self.below.fill(0.0);
    }

    /// Adds to the diagonal of a row; nothing for [`NONE`].
    pub fn add(&mut self, row: u32, value: f64) {
        if let Some(&place) = self.pattern.place.get(row as usize) {
            self.diagonal[place as usize] += value;
        }
    }

    /// Adds to both entries of an edge, counted as in `analyse`; nothing for an edge with an end outside.
    pub fn add_edge(&mut self, edge: usize, value: f64) {
        if let Some(entry) = self.below.get_mut(self.pattern.slot[edge] as usize) {
            *entry += value;
        }
    }

    /// Factors the matrix.
    pub fn factor(&mut self) -> Result<(), BadPivot> {
        let Self { pattern, diagonal, below, pivots, rows, values, filled, work } = self;
        filled.fill(0);
        work.mark.fill(NONE);
        let n = pivots.len();
        for k in 0..n {
            let mut pivot = diagonal[k];
            for top in work.scatter_row(pattern, below, k as u32)..n {
                let i = work.stack[top] as usize;
                let y = core::mem::take(&mut work.y[i]);
                let start = pattern.column_start[i] as usize;
                let end = start + filled[i] as usize;
                for (row, value) in rows[start..end].iter().zip(&values[start..end]) {
                    work.y[*row as usize] -= value * y;
                }
                let l = y / pivots[i];
                pivot -= l * y;
                (rows[end], values[end]) = (k as u32, l);
                filled[i] += 1;
            }
            if pivot.is_nan() || pivot <= 0.0 {
                // what is left of this row is not the next one's
                work.y.fill(0.0);
                return Err(BadPivot { row: pattern.order[k] as usize });
            }
            pivots[k] = pivot;
        }
        Ok(())
    }

    /// Solves for one right-hand side, in place.
    pub fn solve(&mut self, b: &mut [f64]) {
        let Self { pattern, pivots, rows, values, work, .. } = self;
        let x = &mut work.y;
        for (value, &old) in x.iter_mut().zip(&pattern.order) {
            *value = b[old as usize];
        }
        let column = |j: usize| pattern.column_start[j] as usize..pattern.column_start[j + 1] as usize;
        for j in 0..x.len() {
            let xj = x[j];
            for (row, value) in rows[column(j)].iter().zip(&values[column(j)]) {
                x[*row as usize] -= value * xj;
            }
            x[j] = xj / pivots[j];
        }
        for j in (0..x.len()).rev() {
            let entries = rows[column(j)].iter().zip(&values[column(j)]);
            x[j] = entries.fold(x[j], |xj, (row, value)| xj - value * x[*row as usize]);
        }
        for (value, &old) in x.iter_mut().zip(&pattern.order) {
            b[old as usize] = core::mem::take(value);
        }
    }

    /// Entries of L below the diagonal: what a factor costs.
    pub fn entries(&self) -> usize {
        self.rows.len()
    }
}

impl Work {
    /// Row `k` of the matrix into `y`; its columns in L onto the stack, descendants before ancestors. Returns where
    /// the stack begins.
    fn scatter_row(&mut self, pattern: &Pattern, below: &[f64], k: u32) -> usize {
        let mut top = self.stack.len();
        self.mark[k as usize] = k;
        let entries = pattern.start[k as usize] as usize..pattern.start[k as usize + 1] as usize;
        for (&column, value) in pattern.column[entries.clone()].iter().zip(&below[entries]) {
            let mut i = column;
            self.y[i as usize] += value;
            self.path.clear();
            while self.mark[i as usize] != k {
                self.path.push(i);
                self.mark[i as usize] = k;
                i = pattern.parent[i as usize];
            }
            // this path runs into one that is there already, or into k: it comes before all of them
            top -= self.path.len();
            self.stack[top..top + self.path.len()].copy_from_slice(&self.path);
        }
        top
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn network(edges: &[(u32, u32, f64)], ground: &[f64]) -> Ldl {
        let pairs: Vec<(u32, u32)> = edges.iter().map(|e| (e.0, e.1)).collect();
        let mut a = Ldl::analyse(ground.len(), &pairs);
        fill(&mut a, edges, ground);
        a
    }

    fn fill(a: &mut Ldl, edges: &[(u32, u32, f64)], ground: &[f64]) {
        a.clear();
        for (row, &g) in ground.iter().enumerate() {
            a.add(row as u32, g);
        }
        for (edge, &(i, j, g)) in edges.iter().enumerate() {
            a.add(i, g);
            a.add(j, g);
            a.add_edge(edge, -g);
        }
    }

    fn residual(edges: &[(u32, u32, f64)], ground: &[f64], x: &[f64], b: &[f64]) -> f64 {
        let mut sum: Vec<f64> = (0..x.len()).map(|i| ground[i] * x[i] - b[i]).collect();
        for &(i, j, g) in edges {
            let flow = g * (x[i as usize] - x[j as usize]);
            sum[i as usize] += flow;
            sum[j as usize] -= flow;
        }
        sum.iter().map(|s| s.abs()).fold(0.0, f64::max)
    }

    #[test]
    fn a_tree_fills_nothing_in() {
        let edges: Vec<(u32, u32)> = (1..64).map(|i| ((i - 1) / 2, i)).collect();
        assert_eq!(Ldl::analyse(64, &edges).entries(), 63);
    }

    #[test]
    fn arcades_between_leaves_fill_little() {
        let mut edges: Vec<(u32, u32)> = (1..1023).map(|i| ((i - 1) / 2, i)).collect();
        edges.extend((511..1022).map(|leaf| (leaf, leaf + 1)));
        let entries = Ldl::analyse(1023, &edges).entries();
        assert!(entries <= 4 * 1023, "{entries}");
    }

    #[test]
    fn refuses_what_is_not_positive_and_recovers() {
        let edges = [(0, 1, 1.0), (1, 2, 1.0)];
        let mut a = network(&edges, &[0.0; 3]);
        assert!(a.factor().is_err());
        fill(&mut a, &edges, &[1.0; 3]);
        a.factor().unwrap();
        let mut x = [1.0, 1.0, 1.0];
        a.solve(&mut x);
        assert!(x.iter().all(|x| (x - 1.0).abs() < 1e-12), "{x:?}");
    }

    proptest! {
        #[test]
        fn solves_random_networks(
            n in 2_u32..40,
            raw in prop::collection::vec((0_u32..1000, 0_u32..1000, 0.01_f64..100.0), 1..120),
            load in prop::collection::vec(-1.0_f64..1.0, 40),
        ) {
            let mut edges: Vec<(u32, u32, f64)> = (1..n).map(|i| (i / 2, i, 1.0)).collect();
            edges.extend(raw.iter().map(|&(i, j, g)| (i % n, j % n, g)).filter(|(i, j, _)| i != j));
            let ground: Vec<f64> = (0..n).map(|i| 0.1 + f64::from(i) * 0.01).collect();
            let mut a = network(&edges, &ground);
            prop_assert!(a.factor().is_ok());
            let load = &load[..n as usize];
            let mut x = load.to_vec();
            a.solve(&mut x);
            prop_assert!(residual(&edges, &ground, &x, load) < 1e-9);
        }
    }
}
