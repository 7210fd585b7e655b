//! The order in which the rows of a sparse symmetric matrix are eliminated.
//!
//! Model: the graph of the matrix; eliminating a node joins its neighbours to each other. Always the node with the
//! fewest neighbours goes next (minimum degree, first come first served): leaves, then links of chains, then what the
//! loops have left. A tree fills nothing in, and a tree with loops between neighbouring leaves little, because each
//! elimination there meets three neighbours at most. A depth-first renumbering of the elimination tree then puts what
//! is used together next to each other, without changing the fill.
//! Cost: for a network of vessels it grows with its nodes; for a dense graph with the square of its fill.
//! Reference: George and Liu 1989 (SIAM Rev 31:1), minimum degree with explicit fill; Davis 2006, postordering.

use std::collections::VecDeque;

/// No node: an end of an edge that is not in the matrix, the parent of a root.
pub const NONE: u32 = u32::MAX;

/// Elimination order of a graph of `n` nodes: `order[k]` is the node that goes as number k. Edges with an end that is
/// [`NONE`] do not count.
pub fn least_joined(n: usize, edges: &[(u32, u32)]) -> Vec<u32> {
    let mut graph = Fill::of(n, edges);
    let mut order = Vec::with_capacity(n);
    let mut least = 0;
    while order.len() < n {
        let Some(node) = graph.waiting[least].pop_front() else {
            least += 1;
            continue;
        };
        // a node waits once for every degree it has had; the others are out of date
        if graph.gone[node as usize] || graph.degree[node as usize] as usize != least {
            continue;
        }
        order.push(node);
        let lowest = graph.eliminate(node);
        least = least.min(lowest);
    }
    order
}

/// The graph while it is eaten.
struct Fill {
    /// Neighbours; those that are gone are left in until the list is next looked through.
    around: Vec<Vec<u32>>,
    degree: Vec<u32>,
    gone: Vec<bool>,
    mark: Vec<u32>,
    /// Nodes by degree.
    waiting: Vec<VecDeque<u32>>,
    ring: Vec<u32>,
}

impl Fill {
    fn of(n: usize, edges: &[(u32, u32)]) -> Self {
        let inside = |&&(a, b): &&(u32, u32)| a != b && a != NONE && b != NONE;
        let mut around = vec![Vec::new(); n];
        for &(a, b) in edges.iter().filter(inside) {
            around[a as usize].push(b);
            around[b as usize].push(a);
        }
        let mut fill = Self {
            degree: vec![0; n],
            gone: vec![false; n],
            mark: vec![NONE; n],
            waiting: vec![VecDeque::new()],
            ring: Vec::new(),
            around,
        };
        for node in 0..n as u32 {
            let (around, mark) = (&mut fill.around[node as usize], &mut fill.mark);
            around.retain(|&j| core::mem::replace(&mut mark[j as usize], node) != node);
            fill.degree[node as usize] = around.len() as u32;
            fill.wait(node);
        }
        fill.mark.fill(NONE);
        fill
    }

    fn wait(&mut self, node: u32) {
        let degree = self.degree[node as usize] as usize;
        if self.waiting.len() <= degree {
            self.waiting.resize(degree + 1, VecDeque::new());
        }
        self.waiting[degree].push_back(node);
    }

    /// Takes a node out and joins its neighbours; returns the least degree among them.
    fn eliminate(&mut self, node: u32) -> usize {
        self.gone[node as usize] = true;
        let mut ring = core::mem::take(&mut self.ring);
        ring.clear();
        let gone = &self.gone;
        ring.extend(
            core::mem::take(&mut self.around[node as usize]).into_iter().filter(|&j| !gone[j as usize]),
        );
        let mut lowest = usize::MAX;
        for &j in &ring {
            if ring.len() > 1 {
                self.join(j, &ring);
            } else {
                self.degree[j as usize] -= 1;
            }
            lowest = lowest.min(self.degree[j as usize] as usize);
            self.wait(j);
        }
        self.ring = ring;
        lowest
    }

    /// Adds the others of a ring to one of it.
    fn join(&mut self, j: u32, ring: &[u32]) {
        let (around, mark, gone) = (&mut self.around[j as usize], &mut self.mark, &self.gone);
        mark[j as usize] = j;
        around.retain(|&i| {
            mark[i as usize] = j;
            !gone[i as usize]
        });
        around.extend(ring.iter().copied().filter(|&i| core::mem::replace(&mut mark[i as usize], j) != j));
        self.degree[j as usize] = around.len() as u32;
    }
}

/// Children before parents, each family together: `result[k]` is the node of a forest that becomes number k. Parents
/// have a higher number than their children, [`NONE`] is no parent.
pub fn depth_first(parent: &[u32]) -> Vec<u32> {
    let n = parent.len();
    let (mut first, mut next, mut roots) = (vec![NONE; n], vec![NONE; n], Vec::new());
    for node in (0..n as u32).rev() {
        match parent[node as usize] {
            NONE => roots.push(node),
            up => next[node as usize] = core::mem::replace(&mut first[up as usize], node),
        }
    }
    let mut result = Vec::with_capacity(n);
    let mut path = Vec::new();
    while let Some(root) = roots.pop() {
        path.push(root);
        while let Some(&node) = path.last() {
            let child = core::mem::replace(&mut first[node as usize], NONE);
            if child == NONE {
                result.push(node);
                path.pop();
                // the sibling takes its turn below the same parent
                if let Some(&up) = path.last() {
                    first[up as usize] = next[node as usize];
                }
            } else {
                path.push(child);
            }
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_go_first() {
        let star: Vec<(u32, u32)> = (1..6).map(|i| (0, i)).collect();
        let order = least_joined(6, &star);
        assert_eq!(order[..4], [1, 2, 3, 4]);
    }

    #[test]
    fn every_node_goes_once() {
        let edges = [(0, 1), (1, 2), (2, 3), (3, 0), (0, 2), (4, NONE), (1, 1), (2, 1)];
        let mut order = least_joined(6, &edges);
        order.sort_unstable();
        assert_eq!(order, [0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn families_stay_together() {
        // two roots: 5 over 1 and 3 (over 0 and 2), and 4
        assert_eq!(depth_first(&[3, 5, 3, 5, NONE, NONE]), [4, 1, 0, 2, 3, 5]);
    }
}
